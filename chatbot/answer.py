"""The whole story of one answer.

A question finds evidence. Too little, and Footnote abstains; no model runs. Otherwise the built-in
reader quotes the sentences that answer, or an LLM writes over the numbered evidence and every
sentence it writes is cited, verified, and withheld for the quote where it isn't supported. Where
documents give different answers, it says so and gives both.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from chatbot import reader
from chatbot.checker import read_again
from chatbot.cite import resolve
from chatbot.compare.answering import AtOdds, at_odds
from chatbot.evidence import find
from chatbot.found import Evidence, Found
from chatbot.models import context_tokens, count_tokens, model_name, stream_text
from chatbot.sought import Occurs, sought
from chatbot.times.saying import as_of
from chatbot.types import (
    Answer,
    AnswerDone,
    AnswerSentence,
    Citation,
    Event,
    EvidenceFound,
    SentenceWritten,
    Verdict,
)
from chatbot.verify import Cited, Similarity, verify
from chatbot.write import abstains, at_most, prompt_for, system_prompt, whole_sentences
from index.search import Searcher

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_MAX_SENTENCES = 6  # of an LLM; small ones repeat themselves without end
_CHARACTERS = 6  # most per token; English has about four


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions over one library.

    Args:
        searcher: Finds sentences.
        reader: Reads the best of them with the question.
        similarity: Cosine of two texts.
        llm: Opens the language model, or None for the built-in reader; called only when needed.
        threshold: Below this confidence it abstains.
        answer_tokens: Most tokens an LLM may write.
        checker: Opens the model that is asked about sentences partly supported, or None for none.
    """

    searcher: Searcher
    reader: reader.Reader
    similarity: Similarity
    llm: Callable[[], LLM | None]
    threshold: float
    answer_tokens: int
    checker: Callable[[], LLM | None] = lambda: None

    def stream(self, question: str, documents: Sequence[str] | None) -> Iterator[Event]:
        """The events of one answer; closing the iterator stops the model.

        Args:
            documents: Ids of the documents that may be used; None for all.
        """
        started = time.perf_counter()
        found = find(
            question, self.searcher.sentences, partial(reader.read, self.reader), documents
        )
        draft = _Draft(found, self.threshold, time.perf_counter() - started, self.searcher.occurs)
        enough = found.enough(self.threshold)
        yield EvidenceFound(question, found.citations, found.confidence(self.threshold), enough)
        llm = self.llm() if enough else None
        if enough and llm is None:
            for sentence in draft.quotes():
                yield draft.say(sentence)
        elif llm is not None:
            yield from self._written(llm, draft)
        if llm is not None:
            draft.tokens_written = count_tokens(llm, "".join(draft.heard))
        name = model_name(llm) if llm is not None else "builtin"
        if not draft.sentences:
            draft.sought = sought(found, self.searcher.occurs, documents)
        yield AnswerDone(draft.finish(name, time.perf_counter() - started))

    def _written(self, llm: LLM, draft: _Draft) -> Iterator[Event]:
        """Sentences an LLM writes, each verified before it is shown."""
        evidence = {e.number: e for e in self._fitting(llm, draft.found)}
        prompt = prompt_for(draft.found.question, [e.citation for e in evidence.values()])
        draft.tokens_read = count_tokens(llm, system_prompt() + prompt)
        words = stream_text(
            llm, system=system_prompt(), prompt=prompt, max_tokens=self.answer_tokens
        )
        with closing(words):
            written: set[str] = set()
            heard = draft.hearing(at_most(words, _CHARACTERS * self.answer_tokens))
            if self.checker() is not None:
                heard = iter(list(heard))  # it may be the same model, which does one thing at once
            for raw in whole_sentences(heard):
                if sentence := self._checked(raw, evidence, draft):
                    yield draft.say(sentence)
                elif abstains(raw) and not draft.sentences:
                    return
                if raw in written or len(draft.sentences) >= _MAX_SENTENCES:
                    break  # it goes round in circles
                written.add(raw)
        # What the model did not come to, the reader quotes: it never says less than without one.
        for sentence in reader.unsaid(draft.found.answered(self.threshold), draft.sentences):
            yield draft.say(sentence)
        for sentence in draft.sides_unsaid() if draft.sentences else ():
            yield draft.say(sentence)

    def _checked(
        self, raw: str, evidence: dict[int, Evidence], draft: _Draft
    ) -> AnswerSentence | None:
        """The sentence as it may be shown: itself, the quote in its place, or nothing new."""
        resolved = resolve(raw, evidence)
        draft.dropped += resolved.dropped
        text = resolved.text
        if not any(map(str.isalnum, text)):
            return None
        cited = [evidence[n] for n in resolved.numbers or (self._nearest(text, evidence),)]
        verdict = self._verdict(text, [Cited(e.citation, e.context) for e in cited])
        sentence = AnswerSentence(text, tuple(e.citation for e in cited), verdict)
        if abstains(text) and verdict.status in ("unsupported", "partly"):
            return None
        if verdict.status == "unsupported":
            instead = Verdict("quoted", verdict.reason, withheld=text)
            draft.withhold(instead)
            # Not what the model pointed at: a true quote beside the point would be a wrong answer
            # with a footnote.
            quotes = reader.unsaid(draft.found.answered(self.threshold), draft.sentences)
            if not quotes:
                return None
            sentence = replace(quotes[0], verdict=instead)
        said = {s.text.casefold() for s in draft.sentences}
        return None if sentence.text.casefold() in said else sentence

    def _verdict(self, text: str, cited: Sequence[Cited]) -> Verdict:
        verdict = verify(text, cited, self.similarity)
        checker = self.checker() if verdict.status == "partly" else None
        return verdict if checker is None else read_again(checker, text, cited, verdict)

    def _nearest(self, text: str, evidence: dict[int, Evidence]) -> int:
        """The evidence an unmarked sentence most likely rests on."""
        return max(evidence, key=lambda n: self.similarity(text, evidence[n].citation.quote))

    def _fitting(self, llm: LLM, found: Found) -> list[Evidence]:
        """As much evidence, best first, as the model's context holds; never less than one."""
        room = context_tokens(llm) - self.answer_tokens - 64  # 64: the chat template's own
        chosen = list(found.evidence)
        while len(chosen) > 1:
            prompt = prompt_for(found.question, [e.citation for e in chosen])
            if count_tokens(llm, system_prompt() + prompt) <= room:
                break
            chosen.pop()
        return chosen


@dataclass
class _Draft:
    """An answer as it grows."""

    found: Found
    threshold: float
    seconds_to_evidence: float
    occurs: Occurs
    sentences: list[AnswerSentence] = field(default_factory=list)
    withheld: list[Verdict] = field(default_factory=list)
    dropped: int = 0
    heard: list[str] = field(default_factory=list)
    tokens_read: int = 0
    tokens_written: int = 0
    sought: str = ""

    def hearing(self, words: Iterable[str]) -> Iterator[str]:
        """The words as they come, remembered."""
        for word in words:
            self.heard.append(word)
            yield word

    def say(self, sentence: AnswerSentence) -> SentenceWritten:
        self.sentences.append(sentence)
        return SentenceWritten(sentence)

    def withhold(self, verdict: Verdict) -> None:
        if verdict not in self.withheld:
            self.withheld.append(verdict)

    @cached_property
    def at_odds(self) -> tuple[AtOdds, ...]:
        """What the documents differ on, of each part that is answered."""
        parts = self.found.answered(self.threshold)
        found = (at_odds(part, self.found, self.occurs) for part in parts)
        return tuple(dict.fromkeys(filter(None, found)))

    def quotes(self) -> tuple[AnswerSentence, ...]:
        """What the reader quotes; of two documents at odds, both, and for one part no more."""
        parts = self.found.answered(self.threshold)
        sides = [reader.quoted(e) for odds in self.at_odds for e in odds.evidence[:2]]
        if len(parts) == 1 and sides:
            return tuple(sides)
        return tuple(dict.fromkeys((*reader.quote_parts(parts), *sides)))

    def sides_unsaid(self) -> tuple[AnswerSentence, ...]:
        """Of two documents at odds, the side that no sentence cites."""
        cited = {c for s in self.sentences for c in s.citations}
        sides = (e for odds in self.at_odds for e in odds.evidence[:2])
        return tuple(dict.fromkeys(reader.quoted(e) for e in sides if e.citation not in cited))

    def finish(self, model: str, seconds: float) -> Answer:
        cited: list[Citation] = [c for s in self.sentences for c in s.citations]
        conflicts = tuple(odds.conflict for odds in self.at_odds) if cited else ()
        sides = [side.citation for conflict in conflicts for side in conflict.sides]
        return Answer(
            question=self.found.question,
            sentences=tuple(self.sentences),
            short=reader.short_answer(self.found, self.sentences),
            abstained=not self.sentences,
            confidence=self.found.confidence(self.threshold),
            related=reader.related(self.found.evidence, [*cited, *sides]),
            model=model,
            seconds_to_evidence=self.seconds_to_evidence,
            seconds=seconds,
            withheld=tuple(self.withheld),
            dropped=self.dropped,
            tokens_read=self.tokens_read,
            tokens_written=self.tokens_written,
            sought=self.sought,
            as_of=as_of(self.found, cited),
            conflicts=conflicts,
            unanswered=self.found.unanswered(self.threshold, {c.number for c in cited}),
        )
