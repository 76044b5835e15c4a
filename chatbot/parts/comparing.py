"""Comparisons: one question for each of the things compared, about what they are compared in.

Perez et al. 2020 (arXiv:2002.09758) and Min et al. 2019 (arXiv:1906.02916) learn to decompose
multi-hop questions; comparisons are the one of their kinds that wording alone gives away.
"""

from __future__ import annotations

import re

from chatbot.parts.grammar import AUXILIARY, PRONOUN

_BASES = {
    "better": "good", "worse": "bad", "further": "far", "farther": "far", "elder": "old",
    "older": "old", "younger": "old", "oldest": "old", "shorter": "long", "longer": "long",
    "smaller": "large", "larger": "large", "bigger": "large", "lower": "high", "higher": "high",
    "taller": "tall", "lighter": "heavy", "heavier": "heavy", "slower": "fast", "faster": "fast",
    "nearer": "far", "closer": "far", "deeper": "deep", "wider": "wide", "narrower": "wide",
    "longest": "long", "largest": "large", "biggest": "large", "highest": "high",
}  # fmt: skip
_PRICE = re.compile(
    r"\b(?:dearer|dearest|cheaper|cheapest|costlier|(?:more|less|most|least) (?:costly|expensive)|"
    r"cost\w* (?:more|less|most|the most))\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"(?P<verb>\w+ )?(?:first|earlier|later|last|sooner)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\b(?P<much>more|fewer|less|the most|the fewest) (?P<noun>(?!than\b|or\b)[\w’' -]+)$",
    re.IGNORECASE,
)
_COMPARATIVE = re.compile(
    rf"(?:(?:is|are|was|were|has|had|have|runs?|takes?|took) )?(?:the |an? )?(?P<more>[\w’' -]+?)??"
    rf" ?\b(?P<degree>(?:{'|'.join(_BASES)})|(?<=\b)\w{{3,}}er)(?: [\w’' -]+)?",
    re.IGNORECASE,
)
_UNCOUNTED = re.compile(
    r"(?:money|time|water|space|fuel|diesel|land|energy|electricity|power|rent|income|waste|rain)\b",
    re.IGNORECASE,
)
_END = r"[?.\s]*$"
_BE, _DID = r"(?:is|are|was|were)", r"(?:do|does|did|has|have|had|will|would)"
_CHOICE = re.compile(
    rf"^(?:which|what|who)(?: (?:one|of (?:the|these) (?:two|three)?\w*))?"
    rf"(?P<rest> [^,:]+)[,:] ?(?P<things>.+? or .+?){_END}",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"^(?:which|who) of (?P<things>(?:(?!\band\b|\bor\b).)+ (?:and|or) (?:(?!{AUXILIARY}\b).)+?)"
    rf"(?P<rest> (?:{AUXILIARY}|cost\w*|open\w*) .+?){_END}",
    re.IGNORECASE,
)
_THAN = re.compile(
    rf"^(?:(?:by )?how much )?(?:{_BE}|{_DID}) (?P<x>.+?) "
    rf"(?P<rest>(?:\w+ )?(?:more|less|fewer)\b[\w’' -]*?|\w*(?:er)) than (?:in |on |at )?"
    rf"(?P<y>.+?){_END}",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    rf"^(?:by )?how much (?P<rest>(?:more|less) \w+|\w+er) {_BE} (?P<x>.+?) than (?P<y>.+?){_END}",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    rf"^how many (?P<rest>(?:more|fewer) [\w’'-]+) {_DID} (?P<x>.+?) (?:have|get|employ|make) than "
    rf"(?P<y>.+?){_END}",
    re.IGNORECASE,
)
_DID_EITHER = re.compile(
    rf"^{_DID} (?P<x>(?:the|an?) .+?) or (?P<y>(?:the|an?) .+?) (?P<rest>(?:cost|have|employ) "
    rf"(?:more|less|fewer)\b.*?){_END}",
    re.IGNORECASE,
)
_AMONG = re.compile(
    rf"^{_BE} there (?P<rest>(?:more|fewer|less) .+?) (?P<p>among|in|at|on) (?P<x>.+?) "
    rf"(?:or|than) (?:(?P=p) )?(?P<y>.+?){_END}",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    rf"\bdifference in (?P<rest>[\w ]+?) between (?P<x>.+?) and (?P<y>.+?){_END}", re.IGNORECASE
)
_COMPARED = re.compile(
    rf"^(?:compare|how (?:does|do|did)) the (?P<rest>\w+) of (?P<x>.+?) (?:compare )?"
    rf"(?:with|to|and) (?:(?:that|those|the \w+) of )?(?P<y>.+?){_END}",
    re.IGNORECASE,
)
_NO_THING = re.compile(
    rf"(?:{PRONOUN}|this|that|before|usual|expected|planned|average|ever|now|last \w+|"
    r"(?:an? |one |two )?(?:half|third|quarter|fifth|tenth)s?)$|[\d£$€]|.*\b(?:more|less|fewer)$",
    re.IGNORECASE,
)
_MOST_WORDS = 20  # of a thing compared; longer ones are sentences


def compared(text: str) -> list[str]:
    """A question for each of the things that are compared; none when nothing is."""
    if re.search(r"\bmore or less\b", text, re.IGNORECASE):
        return []
    for pattern in (_DIFFERENCE, _COMPARED):
        if match := pattern.search(text):
            return [f"What is the {match['rest']} of {t}" for t in _pair(match)]
    for pattern in (_AMONG, _HOW_MUCH, _HOW_MANY, _DID_EITHER, _THAN):
        if match := pattern.match(text):
            return _asked_of(match["rest"], _pair(match))
    for pattern in (_CHOICE, _OF):
        if match := pattern.match(text):
            things = re.split(r",? or |,? and |, ", match["things"].strip(" ,"))
            return _asked_of(match["rest"].strip(" ,"), [t for t in things if t])
    return []


def _pair(match: re.Match[str]) -> list[str]:
    return [match["x"].strip(" ,"), match["y"].strip(" ,")]


def _spelled_out(things: list[str]) -> list[str]:
    """ "Those of the dairy" beside "the staff of the mill" is "the staff of the dairy"."""
    head = re.match(r".+? (?=of |in |at |for )", things[0]) if things else None
    if not head:
        return things
    return [re.sub(r"^(?:that|those) (?=of |in |at |for )", head.group(), t) for t in things]


def _asked_of(rest: str, things: list[str]) -> list[str]:
    """The question about each thing; none where the rest compares nothing."""
    if len(things) < 2 or not all(map(_is_a_thing, things)):
        return []
    aspect = _aspect(rest)
    return [aspect.replace("{}", thing) for thing in _spelled_out(things)] if aspect else []


def _is_a_thing(thing: str) -> bool:
    """Can the words name what is compared? Not "it", "£500", "a tenth" or "last year"."""
    return len(thing.split()) <= _MOST_WORDS and not _NO_THING.match(thing)


def _aspect(rest: str) -> str:
    """What is asked of each thing, "{}" in its place; "" if the words compare nothing."""
    if _PRICE.search(rest):
        return "What is the price of {}"
    quality = re.match(rf"{_BE} (?:the )?(?:more|less|most|least) (?P<quality>\w+)$", rest, re.I)
    if quality:
        return f"How {quality['quality']} is {{}}"
    if match := _NUMBER.search(rest):
        uncounted = match["much"].lower() == "less" or _UNCOUNTED.match(match["noun"])
        much = "much" if uncounted else "many"
        return f"How {much} {match['noun'].strip()}: {{}}"
    if match := _WHEN.search(rest):
        return f"When: {{}} {(match['verb'] or '').strip()}".strip()
    if match := _COMPARATIVE.fullmatch(rest):
        degree = match["degree"].lower()
        plain = degree[:-3] + "y" if degree.endswith("ier") else degree[:-2]
        how = f"How {_BASES.get(degree, plain)}"
        return f"{how}: {match['more']}, {{}}" if match["more"] else f"{how} is {{}}"
    if match := re.search(r"\b(?:more|less) (?P<quality>\w+)", rest, re.IGNORECASE):
        return f"How {match['quality']} is {{}}"
    return ""
