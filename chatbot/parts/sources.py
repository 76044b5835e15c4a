"""Questions put to each document: "What do the two reports say about vacancies?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chatbot.parts.grammar import HOW_MUCH

_NOUN = re.compile(
    r"\b(?:document|paper|file|report|letter|minute|article|leaflet|statement|review|source|account|"
    r"guide|record|note|memo|survey|stud(?:y|ie)|inquir(?:y|ie)|polic(?:y|ie))s?$",
    re.IGNORECASE,
)
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4}
_NUMBER = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?:(?:all )?(?:of )?(?:the |these |those )?(?:{'|'.join(_NUMBERS)})|each|every|all)\b",
    re.IGNORECASE,
)
_NOUNS = _NOUN.pattern.removesuffix("$")
_EACH = (
    rf"(?P<each>(?:(?:each|every)(?: of)?|(?:all )?(?:of )?(?:the |these |those )?"
    rf"(?:both|two|three|four)(?: of)?|all(?: of)?|the|these|those)(?: the| these| those)?"
    rf"(?: (?:different|various|[A-Za-z-]+))?? {_NOUNS})"
)
_SAY = (
    r"(?:says?|said|states?|stated|writes?|mentions?|describes?|concludes?|agrees?|disagrees?|"
    r"differs?|finds?|found|recommends?|claims?|contains?|tell us|have to say)"
)
_SAYING = re.compile(
    rf"^(?:(?:what|how) )?(?:do|does|did) {_EACH}(?: all)? {_SAY} "
    r"(?:(?:about|on|of|over|as to|regarding|in) )?(?P<topic>.+)$",
    re.IGNORECASE,
)
_ACCORDING = re.compile(rf"^(?:according to|in) {_EACH}, ", re.IGNORECASE)
_ACCORDINGLY = re.compile(rf",? (?:according to|in) {_EACH}$", re.IGNORECASE)
_GIVING = re.compile(
    rf"^(?P<asked>(?:{HOW_MUCH}|what|which)(?: [\w’'-]+){{1,4}}?) (?:do|does|did) {_EACH} "
    r"(?:give|name|state|mention|report|put|find|cite|recommend)s?(?: for (?P<topic>.+))?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OfEach:
    """A question to put to each document.

    Attributes:
        question: What to ask of it, the documents left out.
        noun: What the documents are called, singular: "report".
        most: How many documents are meant; 0 when the question does not say.
        sure: Whether it says "each", "both", a number; "the reports" may be one kind of thing.
    """

    question: str
    noun: str
    most: int
    sure: bool = True


def asked_of_each(question: str) -> OfEach | None:
    """What a question wants to know of each document; None if it isn't put to each."""
    text = " ".join(question.split()).rstrip("?!. ")
    if match := _SAYING.match(text):
        return _of_each(f"What is said about {match['topic']}?", match["each"])
    if match := _GIVING.match(text):
        about = f" for {match['topic']}" if match["topic"] else ""
        return _of_each(f"{match['asked']}{about}?", match["each"])
    match = _ACCORDING.search(text) or _ACCORDINGLY.search(text)
    if match and _COUNTED.match(match["each"]):
        rest = text[: match.start()] + text[match.end() :]
        if len(rest.split()) > 2:
            return _of_each(f"{rest[0].upper()}{rest[1:]}?", match["each"])
    return None


def _of_each(question: str, phrase: str) -> OfEach | None:
    """The question for the documents that a phrase means; None for a single one."""
    noun = phrase.split()[-1].lower()
    number = _NUMBER.search(phrase)
    plural = noun.endswith("s")
    if not plural and not re.match("each|every", phrase, re.IGNORECASE):
        return None
    one = re.sub(r"ies$", "y", noun) if noun.endswith("ies") else noun.removesuffix("s")
    most = _NUMBERS[number.group().lower()] if number else 0
    return OfEach(question, one, most, bool(_COUNTED.match(phrase)))
