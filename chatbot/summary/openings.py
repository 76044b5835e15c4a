"""How sentences lean on what stands before them: openings that can go, words that need a place.

"However, he said" needs the sentence before it twice: once for "however", which can be left out
and leaves a faithful sentence, and once for "he", which cannot.
"""

from __future__ import annotations

import re

from chatbot.wording.figures import find_figures
from chatbot.wording.mentions import base_form, content_stems, find_names
from index.words import STOPWORDS

# These relate a sentence to another and add nothing to what it states itself.
_WITH_COMMA = (
    r"however|meanwhile|in addition|additionally|moreover|furthermore|nevertheless|nonetheless"
    r"|therefore|thus|hence|consequently|accordingly|as a (?:result|consequence)|similarly|likewise"
    r"|in (?:contrast|turn|particular|short|brief|sum|summary|other words|fact|any case|general)"
    r"|by (?:contrast|comparison)|on the (?:other hand|contrary|one hand)|instead|still|even so"
    r"|that said|for (?:example|instance|this reason|that reason)|also|besides|again|then|finally"
    r"|first(?:ly)?|second(?:ly)?|third(?:ly)?|lastly|next|of course|indeed|after all|to conclude"
    r"|overall|as (?:mentioned|noted|stated|described|discussed|explained) (?:above|earlier|before)"
    r"|at the same time|equally|crucially|importantly|notably|interestingly|unsurprisingly|and yet"
    r"|what is more|more importantly|yes|no|well|so|yet|but|and|in conclusion|specifically"
)
_OPENING = re.compile(
    # "But the"; "So had he" and "And so" are turned otherwise, and stay.
    rf"(?:(?:{_WITH_COMMA}),\s+|(?:but|and)\s+(?!(?:so|for|not|then|yet|if|nor|that)\b)"
    r"|also\s+(?=(?:on|in|at)\s)|(?:please )?notes?(?: that)?:\s+)",
    re.IGNORECASE,
)
_MARKER = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|[-–—•*▪●◦])\s+(?=\S)")

_AUXILIARY = (
    r"(?:am|is|are|was|were|be|has|have|had|will|would|can|could|may|might|must|shall|should|do|does"
    r"|did|said|says|also|then)"
)
_OWN = (
    r"(?:report|reports|document|paper|study|inquiry|policy|page|year|year’s|week|month|article"
    r"|review|newsletter|guide|summary|briefing|notice|agreement|section|chapter|statement|book"
    r"|morning|afternoon|evening|spring|summer|autumn|winter)\b"
)
# "It is not known who …" points at nothing before it.
_EXPLETIVE = re.compile(
    r"it (?:(?:is|was|will be|would be|has been|had been|may be)(?: not| still| now| also)?"
    r"(?: \w+ly)? (?:(?:un)?(?:clear|likely|known|true|possible|usual|fair|certain|safe|easy)"
    r"|impossible|hard|difficult|important|necessary|better|best|too \w+|said|thought|believed"
    r"|expected|hoped|feared|agreed|decided|estimated|reported|recommended|proposed|suggested)\b"
    r".{0,40}?\b(?:that|to|whether|how|why|who|when|what)\b|(?:is|was) \w+ (?:who|that|which)\b"
    r"|(?:seems?|seemed|appears?|appeared) (?:likely )?that\b)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"(?:"
    r"(?:he|she|they|it|him|her|his|their|its|theirs|hers|such|here)\b"
    rf"|(?:this|that|these|those)\b(?!\s+{_OWN})(?!\s+who\b)"
    r"|(?:all|both|these|the other)\s+(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s+"
    rf"{_AUXILIARY}\b"
    rf"|(?:both|neither|either|another|others?|some|many|most|several|few|all|none|each|one|two"
    rf"|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:of\s+(?:them|these|those|whom|which)\b"
    rf"|{_AUXILIARY}\b)"
    r"|the\s+(?:former|latter|others?|rest|two|three|pair|first|second|third|last),"
    r"|the\s+(?:former|latter|same|others?|rest|two|three|pair|first|second|third|last|reason"
    r"|reasons|result|figure|figures|number|numbers|idea|answer|difference)"
    rf"\s+(?:{_AUXILIARY}|of (?:these|those|them))\b"
    r"|(?:until|since|before|after|by|from)\s+then\b|so\s+(?:had|has|have|did|do|does|was|were|is|are)\b"
    r"|(?:in|for|at|of|on|from|with|by|to|after|before|under|among|between|despite)\s+"
    rf"(?:this|that|these|those|them|it|him|her|his|their|its|which|each case)\b(?!\s+{_OWN})"
    r"|(?:the one|the other)\b"
    r"|because\b[^,]*$"
    r")",
    re.IGNORECASE,
)
# A number that counts nothing it names: "Forty-five earned more".
_COUNT = re.compile(
    rf"(?:\d[\d,.]*|[a-z]+(?:-[a-z]+)?)\s+(?P<verb>{_AUXILIARY}|[a-z]+)\b", re.IGNORECASE
)
_PERSONAL = re.compile(
    r"\b(?:he|she|him|his|her|hers|himself|herself|it|they|them|their|its"
    r"|(?:this|these|those)(?=\s+(?:is|are|was|were|has|have|had|will|would|to|by|from|in|at)\b|[.,;])"
    r"|of\s+(?:these|those|them))\b",
    re.IGNORECASE,
)
_PERSONS = frozenset("he she him his her hers himself herself".split())
_CALENDAR = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:last|this|next|that|one|each|every|the same) (?:year|month|week|day|night|morning|evening"
    r"|afternoon|spring|summer|autumn|winter))\b",
    re.IGNORECASE,
)
_SOMETHING = re.compile(r"\b(?:the|an?|one|every|each|another|any|no|who|whoever)\s+[a-z]")
_SOMEBODY = re.compile(
    rf"{_SOMETHING.pattern}"
    r"|\b(?:everybody|nobody|anyone|anybody|somebody|person|captain|chair)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:said|says|told|tells|warned|added|asked|wrote|stated|argued|replied|explained|claimed|thought"
    r"|announced|insisted|admitted|acknowledged|recalled|according to|conceded|remarked)\b",
    re.IGNORECASE,
)
_OPENERS = STOPWORDS | frozenset(
    "since until during before after between despite although though because while".split()
)
_OPEN, _CLOSE = "“„«", "”»"


def trimmed(text: str) -> str:
    """A sentence without an opening that leans on another, or the number of its list item."""
    rest = _MARKER.sub("", text, count=1) if _MARKER.match(text) else text
    small = rest[:1].islower()  # a line that goes on from the line before, "and" or not
    while not small and (match := _OPENING.match(rest)):
        if not (left := rest[match.end() :]):
            break
        rest = left
    if len(rest.split()) < 3:
        return text
    return rest if rest == text else rest[0].upper() + rest[1:]


def leans(text: str) -> bool:
    """Does a sentence, trimmed, speak of somebody or something that only another names?"""
    bare = text.lstrip("“‘\"'( ")
    if _EXPLETIVE.match(bare):
        return _cut_from_speech(text)
    if _POINTS_BACK.match(bare) or _counts_nothing(bare) or _cut_from_speech(text):
        return True
    first = _PERSONAL.search(text)
    return first is not None and not _named_before(text[: first.start()], first.group().lower())


def _named_before(before: str, pronoun: str) -> bool:
    """Is somebody or something named or spoken of, so that "he" or "it" may be that?"""
    before = _CALENDAR.sub("", before).strip("“‘\"'( ")
    first, _, rest = before.partition(" ")
    before = rest if first.lower() in _OPENERS else before
    # "Pritchard said she …" names somebody; what "Blocking cut this" is of stands elsewhere.
    person = pronoun in _PERSONS
    meant = _SOMETHING if pronoun in ("it", "its") else _SOMEBODY
    named = find_names(f"x {before}" if person else before) or meant.search(before)
    return bool(named) or len(content_stems(before)) > 2


def _counts_nothing(text: str) -> bool:
    match = _COUNT.match(text)
    if not match or not find_figures(match.group()):
        return False
    verb = match["verb"].lower()
    return verb.endswith("ed") or base_form(verb) != verb or bool(re.fullmatch(_AUXILIARY, verb))


def _cut_from_speech(text: str) -> bool:
    """Is it a part of somebody's speech that does not say whose?"""
    opened = sum(text.count(mark) for mark in _OPEN)
    closed = sum(text.count(mark) for mark in _CLOSE)
    if closed > opened:
        return True
    return text[0] in "“‘\"'«" and not _SPEECH.search(text)
