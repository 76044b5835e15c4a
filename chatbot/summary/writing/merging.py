"""The last merge: what the model has read becomes the summary, sentence by sentence."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from chatbot.models import ModelError
from chatbot.summary.candidates import Candidate
from chatbot.summary.selection import bounds
from chatbot.summary.writing.budget import SUMMARY
from chatbot.summary.writing.draft import Draft
from chatbot.summary.writing.items import Item, place
from chatbot.summary.writing.judge import Judged
from chatbot.summary.writing.notes import quoted
from chatbot.summary.writing.work import Work
from chatbot.types import SentenceWritten, SummaryEvent, Verdict

_MISFITS = 3  # sentences that are too long or said already, before the model is stopped
_DOING = "Writing the summary"


@dataclass(frozen=True, slots=True)
class Merging:
    """Writes a draft.

    Args:
        notes: Whether what is merged are notes; else it is read now for the first time.
    """

    work: Work
    draft: Draft
    notes: bool

    def write(self, groups: Sequence[list[Item]]) -> Generator[SummaryEvent, None, None]:
        """The summary part by part, each filled up to its length with what the built-in chooses.

        Raises:
            ModelError: The model has never answered.
        """
        request = self.work.request
        self.work.steps.ahead = len(groups)
        for number, group in enumerate(groups, start=1):
            words = round(request.words * number / len(groups))
            yield from self._part(group, words)
            near = self._between(group) if number < len(groups) else request.candidates
            if self.work.caller.answered:
                yield from map(SentenceWritten, self.draft.fill(near, words))
        self.work.require_an_answer()

    def _part(self, group: list[Item], words: int) -> Generator[SummaryEvent, None, None]:
        """What the model makes of a group, so that the draft has about so many words."""
        work, shown = self.work, list(group)
        share = max(1, words - self.draft.words)
        prompt, sheet = work.budget.prompt(SUMMARY, shown, share)
        work.steps.begin()
        yield work.steps.progress(_DOING)
        reply = work.ask(prompt, share)
        misfits = 0
        try:
            with closing(reply) as heard:
                for raw in heard:
                    judged = work.judge.judge(raw, sheet)
                    said = self.draft.add(judged, bounds(words)[1]) if judged else None
                    misfits += judged is not None and said is None
                    if said:
                        yield SentenceWritten(said)
                    if self.draft.words >= words or misfits >= _MISFITS:
                        break
                    yield work.steps.progress(_DOING)
        except ModelError as error:
            if self.notes:
                yield from self._unmerged(shown, words)
            else:
                work.fail(shown, error)
        work.steps.end()

    def _unmerged(self, notes: Sequence[Item], words: int) -> Iterator[SentenceWritten]:
        """The notes as they are: all of them are cited and checked already."""
        for item in map(quoted, notes):
            note = Judged(item.text, item.sources, item.verdict or Verdict("quoted"))
            if item.whole and (said := self.draft.add(note, words)):
                yield SentenceWritten(said)

    def _between(self, group: Sequence[Item]) -> list[Candidate]:
        """The built-in's sentences between the first and the last that these rest on."""
        request = self.work.request
        places = {place(said) for item in group for said in item.sources}
        order = [place(said) for said in request.sentences]
        at = [i for i, known in enumerate(order) if known in places]
        between = set(order[at[0] : at[-1] + 1]) if at else set()
        return [c for c in request.candidates if c.key in between]
