"""Opposites and denials: a sentence may share every word with its source but one, and be false."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatbot.verify.opposites import CONTRASTED, opposites, plainly, words_by_stem
from chatbot.verify.statements import Statement
from chatbot.wording.mentions import content_stems, word_stem

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|no[- ]one|nothing|nowhere|neither|nor|cannot|hardly|barely|"
    r"scarcely|unable|except(?: for)?|excluding|rather than|instead of|"
    r"fail(?:s|ed|ing)? to|refus(?:es?|ed|ing) to|den(?:y|ies|ied|ying)(?: that)?)\b|n[’']t\b",
    re.IGNORECASE,
)
# A "no" that denies nothing: "no more than five" is at most five.
_NO_DENIAL = re.compile(
    r"\b(?:no (?:more|less|fewer|later|earlier|sooner) than|no doubt|"
    r"not (?:only|just|least|merely))\b",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(with|without)\s+(?:(?:an?|the|any|its|their|his|her)\s+)?(\w+)", re.IGNORECASE
)
_REPORTING = frozenset(
    map(word_stem, "find show say think believe claim expect suggest mean conclude prove".split())
)
# What they say of something is that it was not done or is not there.
_UNDONE = frozenset(
    map(
        word_stem,
        """cancel postpone abandon avoid lack miss refuse reject deny prevent stop cease without
        only free first absent empty""".split(),
    )
)
_FILLERS = frozenset(map(word_stem, "almost nearly quite yet ever even longer really".split()))


@dataclass(frozen=True, slots=True)
class _Denial:
    """What one "not" denies: the first word of meaning after it, and all words of its clause.

    After a verb of saying the next word is denied too: "it did not find that coffee harms".
    It reaches a word that has an opposite further: "did not arrive late".
    """

    heads: frozenset[str]
    reach: frozenset[str]
    around: frozenset[str]


def contradiction(sentence: Sequence[Statement], source: Sequence[Statement]) -> str:
    """Where the clauses of a sentence deny their source or say its opposite; "" if nowhere."""
    ours, theirs = _denials(sentence), _denials(source)
    pairs = [pair for clause in sentence for pair in opposites(clause, source)]
    for said, cited in pairs:
        # Denying the opposite is saying the same: "did not pass" is "failed".
        if _denied(said, ours) == _denied(cited, theirs):
            return f"it says ‘{said}’ where the cited sentence says ‘{cited}’"
    explained = {word_stem(word) for pair in pairs for word in pair}
    return _denial_at_odds(sentence, source, explained) or _with_and_without(sentence, source)


def _denial_at_odds(
    sentence: Sequence[Statement], source: Sequence[Statement], explained: set[str]
) -> str:
    """Why a denial stands on one side only, for a person; "" if the two agree."""
    ours, theirs = _denials(sentence), _denials(source)
    stated = frozenset[str]().union(*(clause.stems for clause in sentence))
    cited = frozenset[str]().union(*(clause.stems for clause in source))
    cited_words = words_by_stem(source).keys()
    for denial in ours:
        reported = denial.heads & cited & _REPORTING  # "did not find" for "found"
        if reported and not any(d.heads & _REPORTING for d in theirs):
            return "it denies what the cited sentence does not deny"
        matched = any(_match(denial, other) for other in theirs) or denial.reach & explained
        implied = _UNDONE & cited_words and not denial.heads & cited
        if not (matched or implied) and (not theirs or denial.heads & cited):
            return "it denies what the cited sentence does not deny"
    for denial in theirs:
        matched = any(_match(denial, other) for other in ours) or denial.reach & explained
        if denial.heads & stated and not matched:
            return "the cited sentence has a ‘not’ that it leaves out"
    return ""


def _denied(word: str, denials: Sequence[_Denial]) -> bool:
    return any(word_stem(word) in denial.reach for denial in denials)


def _with_and_without(sentence: Sequence[Statement], source: Sequence[Statement]) -> str:
    ours, theirs = _accompanied(sentence), _accompanied(source)
    for how, what, word in ours:
        if (how, what) not in {(h, w) for h, w, _ in theirs} and any(
            w == what for _, w, _ in theirs
        ):
            return f"‘{how} {word}’ is not what the cited sentence says"
    return ""


def _accompanied(clauses: Sequence[Statement]) -> list[tuple[str, str, str]]:
    """("with", stem, word) of each "with a word"."""
    found = [match for clause in clauses for match in _WITH.finditer(clause.text)]
    return [(m[1].lower(), word_stem(m[2].lower()), m[2]) for m in found]


def _denials(clauses: Sequence[Statement]) -> list[_Denial]:
    return [denial for clause in clauses for denial in _denials_of(clause)]


def _denials_of(clause: Statement) -> Iterator[_Denial]:
    text = plainly(_NO_DENIAL.sub(" ", clause.text))
    for match in _NEGATION.finditer(text):
        before = [s for s in content_stems(text[: match.start()]) if s not in _FILLERS]
        after = [s for s in content_stems(text[match.end() :]) if s not in _FILLERS]
        heads = [*after, *reversed(before)][: 2 if after[:1] and after[0] in _REPORTING else 1]
        exception = match.group().lower().startswith(("except", "exclu"))
        reach = frozenset((*heads, *(stem for stem in after[1:2] if stem in CONTRASTED)))
        yield _Denial(frozenset(heads), reach, frozenset(after) if exception else clause.stems)


def _match(one: _Denial, other: _Denial) -> bool:
    return bool(one.heads & other.around or other.heads & one.around)
