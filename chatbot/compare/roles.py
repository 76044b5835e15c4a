"""Who holds an office: "Health Secretary Steve Barclay", "Wes Streeting, the Health Secretary".

Only offices that one person holds at a time: a body has many directors and spokeswomen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chatbot.compare.bodies import same_name
from chatbot.compare.naming import is_term
from chatbot.wording.mentions import word_stem
from index.words import words

_CAPITAL = r"[A-ZÀ-ÖØ-ÞČĆŁŚŠŽ]"
_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Cllr|Councillor|Rev)"
    r"\.?\s+)"
)
# Two to four words of a name; one after an honorific.
_PART = rf"{_CAPITAL}[\w’'-]*[a-zà-ÿ]|{_CAPITAL}\.|{_CAPITAL}"
_PERSON = (
    rf"(?P<person>{_TITLE}{{1,2}}(?:(?:{_PART})\s+){{0,2}}{_CAPITAL}[\w’-]*[a-zà-ÿ]"
    rf"|(?:{_CAPITAL}[\w’-]*[a-zà-ÿ]|{_CAPITAL}\.)(?:\s+(?:{_PART}|de|van|von|der|al|bin)){{0,2}}"
    rf"\s+{_CAPITAL}[\w’-]*[a-zà-ÿ])(?:[’']s)?"
)
# The word that ends an office, and what may stand before it in small or capital letters.
_SEATS = (
    r"(?:[Ss]ecretary(?:\s+(?:[Oo]f\s+[Ss]tate\s+)?[Ff]or\s+(?:[A-Z]\w+)(?:\s+and\s+[A-Z]\w+)*)?"
    r"|[Pp]rime\s+[Mm]inister|[Ff]irst\s+[Mm]inister|[Mm]inister|[Cc]hancellor|[Pp]resident|[Mm]ayor|"
    r"[Cc]hief\s+[Ee]xecutive(?:\s+[Oo]fficer)?|CEO|CFO|[Cc]hief\s+\w+\s+[Oo]fficer|"
    r"[Cc]hair(?:man|woman|person)?|[Mm]anaging\s+[Dd]irector|[Dd]irector[- ][Gg]eneral|"
    r"[Mm]edical\s+[Dd]irector|[Ff]inance\s+[Dd]irector|[Dd]irector|[Gg]overnor|[Pp]rincipal|"
    r"[Hh]eadteacher|[Hh]ead\s?master|[Hh]ead\s?mistress|[Tt]reasurer|[Cc]lerk|[Ee]ditor|"
    r"[Cc]ommissioner|[Hh]arbour\s?[Mm]aster|[Mm]anager|[Hh]ead|[Ll]eader|[Cc]onductor|[Cc]oach|"
    r"[Ss]uperintendent|[Aa]gent|[Cc]aptain|[Cc]aretaker|[Bb]ursar|[Mm]atron|[Rr]egistrar|"
    r"[Aa]uditor|[Ss]urveyor|[Ss]olicitor|[Cc]o-?ordinator|[Ll]ibrarian|[Cc]urator|[Ww]arden|[Bb]ishop|[Vv]icar)"
)
_BEFORE = r"(?P<before>(?:(?!(?:and|or|the|a|an|by|is|was|with|as)\b)[\w’'&-]+\s+){0,4}?)"
_SEAT = rf"(?P<seat>{_SEATS})(?!\s+of\s+[Ss]tate\b)"
_OF = (
    r"(?P<of>\s+(?:of|at|for)\s+(?:the\s+)?(?:[A-Z][\w’&-]*)(?:\s+(?:(?:of|and|for|the|&)\s+){0,2}"
    r"[A-Z][\w’&-]*)*)?"
)
_MARK = r"(?:the|its|their|our|a|an)\s+"
_PATTERNS = [
    # "Steve Barclay, the Health Secretary,": the office ends at a stop.
    re.compile(rf"{_PERSON},\s+(?:who\s+(?:is|becomes)\s+)?(?:{_MARK})?{_BEFORE}{_SEAT}{_OF}(?=\s*(?:[,.;:)”]|and\b|to\b|said\b|has\b|is\b|was\b|will\b|would\b|$))"),
    # "the Health Secretary, Steve Barclay,"
    re.compile(rf"(?:^|(?<=\W)(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s+|^(?:The|Its|Their|Our)\s+){_BEFORE}{_SEAT}{_OF},\s+{_PERSON}(?!\w)"),
    # "Health Secretary Wes Streeting"
    re.compile(rf"(?:^|(?<=\W)){_BEFORE}{_SEAT}\s+{_PERSON}(?!\w)"),
    # "The chief executive is Matthew Taylor"
    re.compile(rf"(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur|[’']s)\s+{_BEFORE}{_SEAT}{_OF}\s+(?:is|remains|will\s+be)\s+(?:now\s+)?{_PERSON}(?!\w)"),
    # "Matthew Taylor is the chief executive of …"
    re.compile(rf"{_PERSON}\s+(?:is|becomes|became|remains|was\s+(?:re-?)?(?:appointed|elected|named)(?:\s+as)?|(?:has\s+been|will\s+be)\s+(?:re-?)?(?:appointed|elected|named)(?:\s+as)?|took\s+over\s+as|(?:acts|serves|works)\s+as)\s+(?:now\s+)?(?:{_MARK})?{_BEFORE}{_SEAT}{_OF}"),
]  # fmt: skip
_ANY = re.compile(_SEATS)
# Who held it, or will, or holds another office of nearly that name.
_NOT_NOW = re.compile(
    r"\b(?:former|ex|previous|late|outgoing|then|next|incoming|inbound|designate|one-time|"
    r"retired|past|future|proposed|non-executive|co|joint)\b",
    re.IGNORECASE,
)
_NAMING = frozenset("deputy assistant acting interim shadow vice associate under honorary".split())
# These do not tell of what: they need the body, or the document itself.
_GENERAL = frozenset(
    """minister secretary president mayor chief executive officer ceo cfo chair chairman chairwoman
    chairperson managing director general medical finance governor principal headteacher headmaster
    headmistress treasurer clerk editor commissioner harbourmaster master harbour manager head
    leader conductor coach superintendent librarian curator warden bishop vicar financial operating
    operations information technology delivery running shipment agent captain caretaker bursar
    matron registrar auditor surveyor solicitor coordinator co ordinator""".split()
)
# One person's in any country, so that documents about one subject mean the same.
_UNIQUE = frozenset({"prime minister", "first minister", "chancellor"})
_SMALL = frozenset(
    "the a an its their our of for at and current new present national labour tory"
    " conservative government’s government's".split()
)
_STOPS = frozenset("the a an of for at and its their our".split())
_CHAIRS = {
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "ceo": "chief executive",
    "cfo": "chief financial officer",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """An office and the person in it.

    Attributes:
        office: Its words' stems, the body's left out.
        body: Whose office it is, as written; "" where the sentence does not say.
        general: Whether the office alone does not tell which it is.
        what: The office as written.
    """

    office: frozenset[str]
    body: str
    general: bool
    what: str
    person: str
    start: int
    end: int


def holders(text: str) -> list[Holder]:
    """Who a sentence says holds which office now."""
    found: list[Holder] = []
    if not _ANY.search(text):
        return found
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            holder = _read(text, match)
            clash = holder and any(h.start < holder.end and holder.start < h.end for h in found)
            if holder and not clash:
                found.append(holder)
    return found


def same_office(one: Holder, other: Holder, one_body: bool) -> bool:
    """Do two sentences speak of one office?

    Args:
        one_body: Whether the two texts are versions of one, whose "chair" is the same chair.
    """
    if one.office != other.office:
        return False
    if one.body and other.body:
        return same_name(one.body, other.body)
    return one_body and one.body == other.body if one.general else True


def _read(text: str, match: re.Match[str]) -> Holder | None:
    before, seat = match["before"].strip(), match["seat"]
    of = (match.groupdict().get("of") or "").strip()
    around = text[max(0, match.start("before") - 12) : match.start("seat")]
    if _NOT_NOW.search(before) or _NOT_NOW.search(around.split(",")[-1]):
        return None
    body, office = _parts(before, seat, of)
    body = "" if is_term(text, body) else body
    person = re.sub(r"[’']s$", "", match["person"]).strip()
    first = person.split()[0]
    if first.lower() in _SMALL or first.lower() in words(office):
        return None
    stems = frozenset(word_stem(w) for w in words(office))
    name = " ".join(_plainly(office).split())
    general = name.lower() not in _UNIQUE and set(words(name)) <= _GENERAL | _NAMING
    what = " ".join(part for part in (name, f"of {body}" if body and general else "") if part)
    return Holder(stems, body, general, what, person, match.start("before"), match.end())


def _parts(before: str, seat: str, of: str) -> tuple[str, str]:
    """(body, office): capitals before a small-letter seat are a body, "NHS England chair"."""
    body = re.sub(r"^(?:of|at|for)\s+(?:the\s+)?", "", of)
    kept: list[str] = []
    named: list[str] = []
    for word in reversed(before.split()):
        plain = re.sub(r"[’']s$", "", word)
        if plain.lower() in _STOPS:
            break
        possessive = plain != word
        capital = plain[:1].isupper()
        if (
            (possessive and capital)
            or (named and capital)
            or (capital and seat[0].islower() and not _portfolio(kept, plain))
        ):
            named.insert(0, plain)
        elif named:
            break
        elif word.lower() in _SMALL:
            continue
        elif not capital and word.lower() not in _GENERAL | _NAMING | _PORTFOLIOS:
            break
        else:
            kept.insert(0, word)
    office = " ".join([*kept, seat])
    for short, full in _CHAIRS.items():
        office = re.sub(rf"\b{short}\b", full, office, flags=re.IGNORECASE)
    office = re.sub(r"(?i)\bchief executive officer\b", "chief executive", office)
    return body or " ".join(named), office


_PORTFOLIOS = frozenset(
    """health education home foreign defence justice transport culture business environment energy
    housing treasury trade work pensions employment immigration schools science international
    finance agriculture interior labour general cabinet company town city county medical parish
    head chief nursing care social""".split()
)


def _portfolio(kept: list[str], word: str) -> bool:
    """ "Health secretary" opens a sentence: "Health" is no body."""
    return not kept and word.lower() in _PORTFOLIOS


def _plainly(office: str) -> str:
    return re.sub(r"\s+", " ", office)
