"""Opposites and denials: a sentence may share every word with its source but one, and be false."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatbot.verify.statements import Statement, nearest
from chatbot.wording.mentions import content_stems, word_stem
from index.words import words

# Groups of words that exclude each other; within a group they say much the same.
_CONTRASTS = [
    [group.split() for group in line.split("/")]
    for line in """
    rise increase grow climb raise up / fall decrease decline drop shrink reduce cut down / freeze
    more greater higher / less fewer lower smaller
    most highest maximum largest biggest / least lowest minimum smallest
    better best improve / worse worst worsen deteriorate
    before / after
    since / until till
    early earlier / late later
    first / last final
    start begin open launch / end finish stop cease close shut
    win / lose
    gain profit surplus / lose loss deficit
    pass succeed success / fail failure
    approve accept adopt allow permit award / reject refuse forbid ban prohibit block veto
    support favour favor welcome / oppose against object criticise criticize condemn
    join enter arrive appoint / leave resign depart quit retire
    appoint hire recruit employ / dismiss fire sack
    buy purchase / sell
    build construct create found establish / demolish destroy abolish dismantle
    keep retain maintain preserve / scrap abolish remove discard
    include / exclude
    above / below beneath
    inside indoors / outside outdoors
    warm hot / cold cool
    large big / small little
    high / low
    long / short
    strong / weak
    new / old
    cheap cheapest / dear dearer expensive
    easy / difficult hard
    incoming / outgoing
    allow uphold / dismiss
    agree / disagree refuse
    present attend / absent
    alive living / dead
    full / empty
    wet / dry
    borrow / lend
    victory / defeat
    positive / negative
    advantage / disadvantage
    encourage / discourage
    strengthen tighten / weaken loosen relax
    widen / narrow
    cause / prevent
    senior / junior
    internal / external
    true / false
    safe / dangerous unsafe
    public / private
    rich / poor
    temporary / permanent
    compulsory mandatory obligatory / optional voluntary
    majority / minority
    guilty / innocent
    always / never
    import / export
    all every entire / most majority
    create add / cut axe shed
    thick / thin
    heavy / light
    fast quick rapid / slow
    deep / shallow
    plant / fell
    accelerate / slow
    expand / contract
    young / old
    release free / arrest detain jail
    postpone delay / hasten
    urban / rural
    domestic / foreign
    landlord / tenant
    employer / employee
    buyer / seller
    lender / borrower
    teacher / pupil student
    husband / wife
    father / mother
    son / daughter
    brother / sister
    man men / woman women
    boy / girl
    male / female
    north northern / south southern / east eastern / west western
    morning / afternoon / evening / night
    spring / summer / autumn / winter
    daily / weekly / monthly / yearly annual annually
    """.strip().splitlines()
]
_GROUPS = [[frozenset(map(word_stem, group)) for group in contrast] for contrast in _CONTRASTS]

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
_PREFIX = re.compile(r"(?:(?:un|non|il|ir)(?=\w{5})|(?:dis|in|im)(?=\w{6}))(\w+)$")
_IN_FAVOUR = re.compile(r"\b(?:vot|argu|sp[eo][ao]k|campaign)\w*(?= for\b)", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:at (?:least|most)|up to)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Denial:
    """What one "not" denies: the first word of meaning after it, and all words of its clause.

    After a verb of saying the next word is denied too: "it did not find that coffee harms".
    """

    heads: frozenset[str]
    around: frozenset[str]


def contradiction(sentence: Sequence[Statement], source: Sequence[Statement]) -> str:
    """Where the clauses of a sentence deny their source or say its opposite; "" if nowhere."""
    ours, theirs = _denials(sentence), _denials(source)
    pairs = [pair for clause in sentence for pair in _opposites(clause, source)]
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
    cited_words = _words_by_stem(source).keys()
    for denial in ours:
        reported = denial.heads & cited & _REPORTING  # "did not find" for "found"
        if reported and not any(d.heads & _REPORTING for d in theirs):
            return "it denies what the cited sentence does not deny"
        matched = any(_match(denial, other) for other in theirs) or denial.heads & explained
        implied = _UNDONE & cited_words and not denial.heads & cited
        if not (matched or implied) and (not theirs or denial.heads & cited):
            return "it denies what the cited sentence does not deny"
    for denial in theirs:
        matched = any(_match(denial, other) for other in ours) or denial.heads & explained
        if denial.heads & stated and not matched:
            return "the cited sentence has a ‘not’ that it leaves out"
    return ""


def _opposites(said: Statement, source: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    """Words of the clause and their opposites in what the source says of it, as written."""
    near = nearest(said, source)
    stated, cited = _words_by_stem([said]), _words_by_stem(near)
    for contrast in _GROUPS:
        mine = [group for group in contrast if group & stated.keys()]
        theirs = [group for group in contrast if group & cited.keys()]
        if len(mine) == len(theirs) == 1 and mine != theirs:
            yield stated[min(mine[0] & stated.keys())], cited[min(theirs[0] & cited.keys())]
    for one, other in ((stated, cited), (cited, stated)):
        for word in (one.keys() - other.keys()) & {_bare(w) for w in other.keys() - one.keys()}:
            negative = next(w for w in other if _bare(w) == word)
            pair = (one[word], other[negative])
            yield pair if one is stated else pair[::-1]


def _bare(stem: str) -> str:
    """ "Certain" of "uncertain", "legal" of "illegal"; "" of a word without such a prefix."""
    match = _PREFIX.match(stem)
    return match[1] if match else ""


def _denied(word: str, denials: Sequence[_Denial]) -> bool:
    return any(word_stem(word) in denial.heads for denial in denials)


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
    text = _NO_DENIAL.sub(" ", clause.text)
    for match in _NEGATION.finditer(text):
        before = [s for s in content_stems(text[: match.start()]) if s not in _FILLERS]
        after = [s for s in content_stems(text[match.end() :]) if s not in _FILLERS]
        heads = [*after, *reversed(before)][: 2 if after[:1] and after[0] in _REPORTING else 1]
        exception = match.group().lower().startswith(("except", "exclu"))
        yield _Denial(frozenset(heads), frozenset(after) if exception else clause.stems)


def _match(one: _Denial, other: _Denial) -> bool:
    return bool(one.heads & other.around or other.heads & one.around)


def _words_by_stem(clauses: Sequence[Statement]) -> dict[str, str]:
    """Every word, stop words too ("before"); "at least" is about a figure."""
    texts = (_IN_FAVOUR.sub("favour", _BOUND.sub(" ", clause.text)) for clause in clauses)
    return {word_stem(w): w for text in texts for w in words(text)}
