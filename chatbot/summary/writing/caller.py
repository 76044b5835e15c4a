"""One model, asked again and again: what it writes, sentence by sentence, and when to give up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.models import ModelError, model_name, stream_text
from chatbot.write import at_most, whole_sentences

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_MARKS = re.compile(r"[\[【(]\^?[\d,;\s–-]+[\]】)]|^\W*(?:\w+\s)?\d+\W+|\s+")
_CHARACTERS = 6  # most per token; English has about four
_CIRCLES = 3  # times the same sentence; small models end like that
_PATIENCE = 5  # calls that fail in a row; a server that is gone will not answer the next 600


@dataclass(slots=True)
class Caller:
    """Asks a model, and remembers how that went.

    Args:
        at_once: Hear a reply to its end before its first sentence is read: the model that checks
            may be the same, which does one thing at once.
    """

    llm: LLM
    at_once: bool = False
    answered: int = 0
    error: ModelError | None = None
    _failed: int = 0
    _thinks: bool = False

    def sentences(
        self, system: str, prompt: str, tokens: int, spare: int = 0
    ) -> Generator[str, None, None]:
        """The sentences of its reply as they come, marks and all; closing it stops the model.

        Args:
            tokens: The most that it may write.
            spare: How many its context would allow: what a model needs that thinks before it
                writes. It gets them once it has written nothing in so many as were meant for it.

        Raises:
            ModelError: It failed, or wrote nothing; or it has failed so often that it is not asked.
        """
        if self.error and self._failed >= _PATIENCE:
            raise self.error
        wrote = False
        try:
            for most in self._limits(tokens, spare):
                with closing(self._asked(system, prompt, most)) as heard:
                    for raw in heard:
                        if not wrote:
                            wrote, self._failed, self._thinks = True, 0, most > tokens
                            self.answered += 1
                        yield raw
                if wrote:
                    return
            raise ModelError(
                f"The model {model_name(self.llm)} wrote nothing.",
                "Set FOOTNOTE_MODEL to another model.",
            )
        except ModelError as error:
            self.error = error
            self._failed += 1
            raise

    def _limits(self, tokens: int, spare: int) -> tuple[int, ...]:
        if spare <= tokens:
            return (tokens,)
        return (spare,) if self._thinks else (tokens, spare)

    def _asked(self, system: str, prompt: str, tokens: int) -> Generator[str, None, None]:
        with closing(
            stream_text(self.llm, system=system, prompt=prompt, max_tokens=tokens)
        ) as words:
            heard = at_most(words, _CHARACTERS * tokens)
            yield from _until_it_circles(whole_sentences(_whole(heard, self.at_once)))


def _whole(heard: Iterator[str], at_once: bool) -> Iterator[str]:
    return iter(list(heard)) if at_once else heard


def _until_it_circles(sentences: Iterator[str]) -> Iterator[str]:
    """The sentences, until one comes again and again, whatever its number."""
    times: Counter[str] = Counter()
    for raw in sentences:
        bare = _MARKS.sub("", raw)
        times[bare] += 1
        if times[bare] >= _CIRCLES:
            return
        yield raw
