"""How much a model is shown and lets itself be asked for at once, whatever its context."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from chatbot.models import ModelError
from chatbot.summary.writing.items import CUT, Item
from chatbot.summary.writing.sheet import Sheet, lines
from prompts import render

_TEMPLATE = 64  # tokens of the model's own chat template
_TOKENS_A_WORD = 2.0  # of a reply, marks included; English has about 1.5
_LEEWAY = 48  # tokens that a reply may be longer than it was asked to be
_WRITES, _READS = 16, 4  # shares of the context: words asked for at once; tokens of sentences
_FEWEST_WORDS, _FEWEST_TOKENS = 30, 600
_LEAST_ROOM = 60  # tokens: a sentence or two
_MARK = 999  # as long as a number gets
_LONGEST_FOCUS = 200  # characters

SYSTEM, NOTES, SUMMARY = "summary_system", "summary_notes", "summary"


@dataclass(frozen=True, slots=True)
class Budget:
    """What fits into prompts.

    Args:
        context: Tokens that the model reads and writes in one go.
        count: Tokens of a text.
        focus: What the summary is to be about, or "".
        several: Whether it is of several documents.
    """

    context: int
    count: Callable[[str], int]
    focus: str
    several: bool

    @property
    def most_words(self) -> int:
        """The most words to ask for in one reply."""
        return max(_FEWEST_WORDS, self.context // _WRITES)

    @property
    def comfortable(self) -> int:
        """Tokens of sentences that a model reads well at once: what is in the middle of a long
        prompt gets lost (Liu et al. 2023, arXiv:2307.03172), and small models lose it sooner."""
        return max(_FEWEST_TOKENS, self.context // _READS)

    def reply(self, words: int) -> int:
        """The most tokens of a reply of so many words."""
        return int(_TOKENS_A_WORD * words) + _LEEWAY

    def spare(self, prompt: str) -> int:
        """The most tokens that a reply to this prompt can have."""
        return self.context - _TEMPLATE - self.count(f"{self.system}\n{prompt}")

    def room(self, words: int) -> int:
        """Tokens of items that a prompt holds which asks for so many words.

        Raises:
            ModelError: Hardly any: no summary can be written with such a context.
        """
        frames = [self.count(self._render(name, "", words)) for name in (NOTES, SUMMARY)]
        bare = self.count(self.system) + max(frames) + 8
        room = self.context - self.reply(words) - _TEMPLATE - bare
        if room < _LEAST_ROOM:
            raise ModelError(
                f"The model reads no more than {self.context} tokens: too few for a summary.",
                "Set FOOTNOTE_CONTEXT_TOKENS to more, or FOOTNOTE_MODEL to one that reads more.",
            )
        return room

    @property
    def system(self) -> str:
        """What the model is told about its task."""
        return render(SYSTEM)

    def prompt(self, name: str, items: list[Item], words: int) -> tuple[str, Sheet]:
        """A prompt of as many of the items as fit; those that do not are taken off the list."""
        most = self.context - self.reply(words) - _TEMPLATE
        while True:
            sheet = Sheet(items, self.several)
            prompt = self._render(name, sheet.text, words)
            if len(items) == 1 or self.count(f"{self.system}\n{prompt}") <= most:
                return prompt, sheet
            items.pop()

    def cost(self, item: Item, before: Item | None) -> int:
        """Tokens that an item adds to a prompt after another."""
        added = lines(item, before, self.several, lambda _: _MARK)
        return sum(self.count(line) + 1 for line in added)

    def cut(self, item: Item, tokens: int) -> Item:
        """The item, or as much of a very long one as so many tokens hold."""
        length = self.cost(item, None)
        if length <= tokens:
            return item
        kept = item.text[: max(20, math.floor(len(item.text) * tokens / length) - 20)]
        return replace(item, text=f"{kept.rpartition(' ')[0] or kept}{CUT}")

    def _render(self, name: str, sentences: str, words: int) -> str:
        focus = self.focus[:_LONGEST_FOCUS]
        about = f" about “{focus}”" if focus else ""
        return render(name, sentences=sentences, about=about, words=str(words))
