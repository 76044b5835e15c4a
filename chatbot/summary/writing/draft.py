"""A model's summary as it grows: what is said, what it rests on, how long it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chatbot.summary.candidates import Candidate
from chatbot.summary.citing import Citer
from chatbot.summary.material import Said
from chatbot.summary.openings import leans, trimmed
from chatbot.summary.selection import Begun, Selection, bounds
from chatbot.summary.stated import stated
from chatbot.summary.writing.items import Place, follows, place
from chatbot.summary.writing.judge import Judged, Tally
from chatbot.types import AnswerSentence, Verdict
from chatbot.wording.mentions import content_stems

_ROUNDS = 3  # of choosing: what was chosen may turn out to repeat what was chosen with it
_REPEATS = 0.85  # share of its content words that one sentence has already said


@dataclass(slots=True)
class Draft:
    """Sentences said so far.

    Attributes:
        words: Of them together.
        cited: Where the sentences that they rest on stand.
        filled: How many were chosen without the model.
    """

    citer: Citer
    tally: Tally
    sentences: list[AnswerSentence] = field(default_factory=list)
    words: int = 0
    cited: set[Place] = field(default_factory=set)
    filled: int = 0
    _last: Sequence[Said] = ()
    _heard: list[tuple[str, frozenset[str], frozenset[str]]] = field(default_factory=list)

    def add(self, judged: Judged, most: int) -> AnswerSentence | None:
        """The sentence as it is said from now on: itself, or its source where it does not stand.

        None if there is nothing new to say, or no room for it in so many words.
        """
        if judged.stands:
            if judged.dangles and not follows(judged.sources[0], self._last):
                return None
            return self.say(judged.text, judged.sources, judged.verdict, most)
        if self.tally.knows(judged):
            return None
        return self._instead(judged, most)

    def _instead(self, judged: Judged, most: int) -> AnswerSentence | None:
        """The source of a sentence that does not stand, if it can stand alone and is news."""
        for said in judged.sources[:1]:
            text = trimmed(" ".join(said.sentence.text.split()))
            alone = follows(said, self._last) or not leans(text)
            if place(said) in self.cited or not alone or not self._is_news(text, most):
                break
            verdict = self.tally.count(judged, replaced=True)
            quote = self.citer.shortened(said, text)
            quote = replace(quote, verdict=replace(verdict, status=quote.verdict.status))
            self._put(quote, judged.sources[:1])
            return quote
        self.tally.count(judged, replaced=False)
        return None

    def say(
        self, text: str, sources: Sequence[Said], verdict: Verdict, most: int
    ) -> AnswerSentence | None:
        """Put a sentence in, unless it is said already or makes more than so many words."""
        if not self._is_news(text, most):
            return None
        sentence = AnswerSentence(text, tuple(map(self.citer.cite, sources)), verdict)
        self._put(sentence, sources)
        return sentence

    def fill(self, candidates: Sequence[Candidate], words: int) -> list[AnswerSentence]:
        """Sentences of the documents, as chosen without a model, so that it is so many words."""
        added: list[AnswerSentence] = []
        for _ in range(_ROUNDS):
            rest = [c for c in candidates if c.key in self.cited or not self.repeats(c.text)]
            if not rest or self.words >= bounds(words)[0]:
                break
            begun = Begun(frozenset(self.cited), self.words)
            for chosen in Selection(rest, begun).choose(words):
                sentence = self.citer.shortened(chosen.said, chosen.text)
                if not self.repeats(sentence.text):
                    self._put(sentence, [chosen.said])
                    added.append(sentence)
        self.filled += len(added)
        return added

    def repeats(self, text: str) -> bool:
        """Is it said already: these words, or most of them with no fact that is new?"""
        own, facts = frozenset(content_stems(text)), _facts(text)
        most = _REPEATS * max(1, len(own))
        return any(
            text.casefold() == words or (len(own & stems) >= most and facts <= stating)
            for words, stems, stating in self._heard
        )

    def _is_news(self, text: str, most: int) -> bool:
        return self.words + len(text.split()) <= most and not self.repeats(text)

    def _put(self, sentence: AnswerSentence, sources: Sequence[Said]) -> None:
        self.sentences.append(sentence)
        text = sentence.text
        self._heard.append((text.casefold(), frozenset(content_stems(text)), _facts(text)))
        self.words += len(sentence.text.split())
        self.cited.update(map(place, sources))
        self._last = tuple(sources)


def _facts(text: str) -> frozenset[str]:
    return frozenset(fact.key for fact in stated(text))
