"""Words that exclude each other: "raised" and "lowered", "outside" and "inside"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from chatbot.verify.statements import Statement, nearest
from chatbot.verify.voice import converse, turned_round
from chatbot.wording.mentions import word_stem
from index.words import words

# Groups of words that exclude each other; within a group they say much the same.
_CONTRASTS = """
    rise increase grow climb raise up / fall decrease decline drop shrink reduce cut down / freeze
    more greater higher / less fewer lower smaller
    most highest maximum largest biggest / least lowest minimum smallest
    better best improve / worse worst worsen deteriorate
    before / after
    since / until till
    early earlier / late later / punctual
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
    incoming / outgoing
    allow uphold / dismiss
    agree / disagree refuse
    present attend / absent
    alive living / dead
    borrow / lend loan
    victory / defeat
    positive / negative
    advantage / disadvantage
    encourage / discourage
    strengthen tighten / weaken loosen relax
    widen / narrow
    cause / prevent
    internal / external
    true / false
    public / private
    temporary / permanent
    compulsory mandatory obligatory / optional voluntary
    majority / minority
    guilty / innocent
    always / never
    import / export
    all every entire / most majority
    create add / cut axe shed
    plant / felled uproot
    accelerate / slow
    expand / contract
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
    raise lift / lower
    founded / dissolve disband
    acquit / convict fine jail
    praise credit / blame criticise criticize
    love like / hate dislike
    attack / defend
    admit confirm / deny
    reveal disclose / conceal hide
    remember / forget
    attract / repel
    advance / retreat
    inflate / deflate
    freeze / melt thaw
    heat / cool
    fill / empty drain
    lock / unlock
    appear emerge / vanish disappear
    float / sink
    push / pull
    reward / punish
    rescue save / kill
    protect / endanger threaten
    simplify / complicate
    extend expand / shrink shorten contract
    enable / disable prevent
    nationalise nationalize / privatise privatize
    repair mend / damage
    obey / disobey
    respect / ignore
""".strip().splitlines()
# Adjectives, each with "-er" and "-est" too.
_ADJECTIVES = """
    warm hot / cold cool
    large big / small little
    high / low
    long / short
    strong / weak
    new / old
    easy / difficult hard
    thick / thin
    heavy / light
    fast quick rapid / slow
    deep / shallow
    young / old
    wet / dry
    rich / poor
    safe / dangerous unsafe
    full / empty
    senior / junior
    cheap / dear expensive
    near close / far distant
    loud noisy / quiet
    bright / dark
    clean / dirty polluted
    wide broad / narrow
    early / late
    rough / smooth
    simple / complex complicated
    healthy / ill sick
""".strip().splitlines()


def _with_degrees(contrast: str) -> str:
    """ "thick / thin" with "thicker", "thickest", "thinner" and "thinnest"."""
    return " ".join(
        w if w == "/" else f"{w} {_degree(w, 'er')} {_degree(w, 'est')}" for w in contrast.split()
    )


def _degree(adjective: str, ending: str) -> str:
    if re.search(r"[^aeiou][aeiou][^aeiouwy]$", adjective) and len(adjective) < 5:
        return adjective + adjective[-1] + ending  # "thinner"
    return re.sub("e$", "", re.sub("y$", "i", adjective)) + ending


_GROUPS = [
    [frozenset(map(word_stem, group.split())) for group in line.split("/")]
    for line in (*_CONTRASTS, *map(_with_degrees, _ADJECTIVES))
]
CONTRASTED = frozenset(stem for contrast in _GROUPS for group in contrast for stem in group)
_PREFIX = re.compile(r"(?:(?:un|non|il|ir)(?=\w{5})|(?:dis|in|im)(?=\w{6}))(\w+)$")
_IN_FAVOUR = re.compile(r"\b(?:vot|argu|sp[eo][ao]k|campaign)\w*(?= for\b)", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:at (?:least|most)|up to)\b", re.IGNORECASE)
_ON_TIME = re.compile(r"\b(?:on|in) time\b", re.IGNORECASE)


def opposites(said: Statement, source: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    """Words of the clause and their opposites in what the source says of it, as written."""
    near = nearest(said, source)
    stated, cited = words_by_stem([said]), words_by_stem(near)
    for contrast in _GROUPS:
        mine = [group for group in contrast if group & stated.keys()]
        theirs = [group for group in contrast if group & cited.keys()]
        if len(mine) == len(theirs) == 1 and mine != theirs:
            pair = stated[min(mine[0] & stated.keys())], cited[min(theirs[0] & cited.keys())]
            if not _one_event(said, pair, near):
                yield pair
    for one, other in ((stated, cited), (cited, stated)):
        for word in (one.keys() - other.keys()) & {_bare(w) for w in other.keys() - one.keys()}:
            negative = next(w for w in other if _bare(w) == word)
            written = (one[word], other[negative])
            yield written if one is stated else written[::-1]


def contrasted(one: Collection[str], other: Collection[str]) -> bool:
    """Does one text have a word, given as stems, whose opposite the other has?"""
    for contrast in _GROUPS:
        mine = [group for group in contrast if group & set(one)]
        theirs = [group for group in contrast if group & set(other)]
        if len(mine) == len(theirs) == 1 and mine != theirs:
            return True
    return False


def words_by_stem(clauses: Sequence[Statement]) -> dict[str, str]:
    """Every word, stop words too ("before"); "at least" is about a figure."""
    return {word_stem(w): w for clause in clauses for w in words(plainly(clause.text))}


def plainly(text: str) -> str:
    """The text with phrases of a contrast as single words of it."""
    return _ON_TIME.sub("punctual", _IN_FAVOUR.sub("favour", _BOUND.sub(" ", text)))


def _one_event(said: Statement, pair: tuple[str, str], source: Sequence[Statement]) -> bool:
    if not converse([word_stem(pair[0])], [word_stem(pair[1])]):
        return False
    return turned_round(said.text, pair[0], " ".join(s.text for s in source), pair[1])


def _bare(stem: str) -> str:
    """ "Certain" of "uncertain", "legal" of "illegal"; "" of a word without such a prefix."""
    match = _PREFIX.match(stem)
    return match[1] if match else ""
