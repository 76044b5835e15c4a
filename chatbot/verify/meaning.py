"""The rest of a sentence's meaning, once its facts are found to be right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chatbot.types import Verdict
from chatbot.verify.cited import Cited, Similarity
from chatbot.verify.exchange import displaced
from chatbot.verify.facts import within
from chatbot.verify.naming import spelled_out
from chatbot.verify.novelty import foreign
from chatbot.verify.overlap import Overlap, overlap
from chatbot.verify.reasons import absent
from chatbot.verify.statements import Statement, clauses, read
from chatbot.verify.support import COPIED, SUPPORTED
from index.words import words

# Below this cosine the sentence speaks of something else than what it cites; above the higher one
# its meaning is close. Chosen on altered and faithful paraphrases of the example documents.
_FAR, _CLOSE = 0.45, 0.65
# A sentence in its own words must be this near to be shown as supported without reserve.
_NEAR = 0.7
_SHORT = 8  # words; too few to tell splicing from rewording
_COVERED = 0.5  # share of a sentence's content words that its citation should have


def meaning(
    said: Statement,
    cited: Sequence[Cited],
    sources: Sequence[Statement],
    similarity: Similarity,
    support: Callable[[Overlap], float],
) -> Verdict:
    """The verdict on a sentence whose figures, dates and names are as its source has them."""
    quotes = " ".join(source.text for source in sources)
    around = " ".join(c.around for c in cited)
    if within(said.text, quotes):
        return Verdict("quoted")
    if clause := _from_nowhere(said.text, sources, similarity):
        return Verdict("unsupported", f"nothing of ‘{clause}’ is in the cited sentence")
    if new := displaced(said, sources, similarity) or foreign(said, sources, around, similarity):
        return Verdict("unsupported", absent(*new))
    said = read(spelled_out(said.text, quotes))
    sources = [read(spelled_out(source.text, said.text)) for source in sources]
    measured = overlap(said.text, [source.text for source in sources], around)
    cosine = 1.0  # asked only where it may decide: embedding takes longer than all the rest
    if measured.copied < COPIED or measured.content < _COVERED:
        cosine = similarity(said.text, " ".join(source.text for source in sources))
    if cosine < _FAR and measured.content < _COVERED:
        return Verdict("unsupported", "it speaks of something else than the cited sentence")
    settled = _settled(said, sources, measured, cosine)
    if support(measured) >= SUPPORTED if settled is None else settled:
        return Verdict("supported")
    return Verdict("partly", "it says more than the cited sentence, or other than it")


def _settled(
    said: Statement, sources: Sequence[Statement], measured: Overlap, cosine: float
) -> bool | None:
    """Whether it plainly says what they say; None if that depends on how it is put together."""
    if measured.copied < COPIED:
        return cosine >= _NEAR
    whole = [source for source in sources if _restated(source, said)]
    if len(whole) == len(sources) > 1:  # both of two quotes, joined
        return True
    return True if any(len(words(source.text)) >= _SHORT for source in whole) else None


def _restated(source: Statement, said: Statement) -> bool:
    """Is the whole quote in it, in its order? "It is so that …", "According to the report, …"."""
    return overlap(source.text, [said.text], said.text).order == 1


def _from_nowhere(sentence: str, sources: Sequence[Statement], similarity: Similarity) -> str:
    """A clause that shares no word with its source but names, nor its meaning."""
    there = {stem for source in sources for stem in source.stems}
    nameless = " ".join(source.nameless for source in sources)
    for clause in clauses(sentence):
        own = read(clause.nameless).stems
        if len(own) >= 3 and not own & there and similarity(clause.nameless, nameless) < _CLOSE:
            return clause.text.strip(" ,;:.")
    return ""
