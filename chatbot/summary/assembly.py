"""A summary put together out of its sentences, whoever wrote them, with what they leave out.

What a summary rests on is read off its citations, so that a language model's sentences are counted
as quoted ones are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chatbot.summary.candidates import Candidate
from chatbot.summary.citing import Citer
from chatbot.summary.keyfacts import left_out
from chatbot.summary.material import Source, Stretch
from chatbot.summary.merits import barred
from chatbot.summary.stated import stated
from chatbot.types import AnswerSentence, Citation, Coverage, KeyFact, Section
from index.types import DocumentInfo

Key = tuple[str, int]  # of a section: the document's id, and which of its sections it is


@dataclass(frozen=True, slots=True)
class Outline:
    """What remains to be known of a document once its sentences are judged.

    Attributes:
        stretches: Its sections.
        counts: Sentences of each, headings left out.
        barred: Of each section why nothing of it may be in the summary; "" where something may.
    """

    document: DocumentInfo
    length: int
    stretches: tuple[Stretch, ...]
    counts: tuple[int, ...]
    barred: tuple[str, ...]


def outline(source: Source, bearing: Sequence[bool] | None = None, focus: str = "") -> Outline:
    """The sections of a document, and which of them have something to say.

    Args:
        bearing: Whether each sentence bears on the focus; None without one.
    """
    counts = [0] * len(source.stretches)
    reasons: list[dict[str, int]] = [defaultdict(int) for _ in source.stretches]
    open_ = [False] * len(source.stretches)
    for at, (said, reason) in enumerate(
        zip(source.sentences, barred(source.sentences), strict=True)
    ):
        if said.sentence.kind == "heading":
            continue
        counts[said.section] += 1
        if not reason and bearing is not None and not bearing[at]:
            reason = f"nothing about “{focus}”"
        open_[said.section] |= not reason
        reasons[said.section][reason] += 1
    whys = tuple("" if ok else _why(found) for ok, found in zip(open_, reasons, strict=True))
    return Outline(source.document, source.length, source.stretches, tuple(counts), whys)


def _why(found: Mapping[str, int]) -> str:
    if not found:
        return "It holds nothing but its heading."
    return (
        f"It holds only what is {max(found, key=lambda r: found[r])}."
        if (not any(reason.startswith("nothing") for reason in found))
        else next(f"It says {r}." for r in found if r.startswith("nothing"))
    )


@dataclass(slots=True)
class Assembly:
    """What a summary's coverage is made from.

    Args:
        outlines: Of the documents, in their order.
        candidates: What was to be chosen from, whoever chooses.
        failed: Of each section that a model could not read, why.
    """

    outlines: Sequence[Outline]
    candidates: Sequence[Candidate]
    citer: Citer
    failed: Mapping[Key, str] = field(default_factory=dict)

    def coverage(self, sentences: Sequence[AnswerSentence]) -> Coverage:
        """Which sections were read, what the sentences rest on, and what they leave out."""
        cited = {(c.document, c.start): c for s in sentences for c in s.citations}
        given = {fact.key for s in sentences for fact in stated(s.text)}
        within: dict[Key, list[Candidate]] = defaultdict(list)
        for candidate in self.candidates:
            within[candidate.said.document.id, candidate.said.section].append(candidate)
        sections = [
            self._section(outlined, at, list(cited.values()), within, given)
            for outlined in self.outlines
            for at in range(len(outlined.stretches))
        ]
        lengths = tuple((o.document.id, o.length) for o in self.outlines)
        return Coverage(tuple(sections), lengths)

    def _section(
        self,
        outlined: Outline,
        at: int,
        cited: Sequence[Citation],
        within: Mapping[Key, Sequence[Candidate]],
        given: set[str],
    ) -> Section:
        document, stretch = outlined.document.id, outlined.stretches[at]
        rests = [
            c for c in cited if c.document == document and stretch.start <= c.start < stretch.end
        ]
        missing: tuple[KeyFact, ...] = left_out(within.get((document, at), ()), given, self.citer)
        failure = self.failed.get((document, at), "")
        reason = failure or ("" if rests else outlined.barred[at])
        return Section(
            document=document,
            heading=stretch.heading,
            start=stretch.start,
            end=stretch.end,
            sentences=outlined.counts[at],
            state="failed" if failure else "skipped" if reason else "read",
            reason=reason,
            cited=len(rests),
            left_out=missing,
        )
