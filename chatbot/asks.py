"""What kind of thing a question asks for, and whether a sentence offers one.

The question-word rules of classic question answering (Li & Roth 2002 call them answer types): a
sentence without a sum of money does not say what something cost, however well its words match.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from chatbot.wording.dates import Date, find_dates
from chatbot.wording.figures import Figure, find_figures
from chatbot.wording.mentions import content_stems, find_names, name_words
from chatbot.wording.table_rows import table_row
from index.words import words

AnswerType = Literal[
    "contact",
    "count",
    "part",
    "amount",
    "money",
    "share",
    "date",
    "person",
    "place",
    "reason",
    "open",
]

# A question word that opens the question, or follows anything but another one: "what happened when
# the light failed?" does not ask when.
_FIRST = r"^(?:(?!\b(?:what|which|who|whom|whose|when|where|why|how|whether|is it true)\b).)*?"
# What may stand between "what" and the noun that says what is asked for.
_THEN = (
    r"(?:[’']?s)? (?:(?!(?:happen|sa(?:id|y)|caus)\w*|(?:about|in|of|to|for|by|with|after|do|does|"
    r"did|led|made|this|next|last|that|each|every)\b)[\w£$€%’'-]+ )"
)
_WHAT, _WHAT_OR_WHICH = rf"\bwhat{_THEN}", rf"\b(?:what|which){_THEN}"
_PERSON = (
    r"(?:person|people|members?|ministers?|secretar(?:y|ies)|politicians?|authors?|presidents?|king|"
    r"queen|leaders?|directors?|executives?|officials?|presenters?|journalists?|scientists?|experts?|"
    r"engineers?|doctors?|captains?|chair(?:man|woman)?|managers?|clerks?|treasurers?|officers?|"
    r"councillors?|architects?|owners?|founders?|teachers?|judges?|mayors?|editors?|winners?)"
)
_PATTERNS: list[tuple[AnswerType, str]] = [
    ("contact", r"\b(?:phone|telephone|mobile|fax) number\b|\bpostcode\b|\baddress of\b|"
     r"(?:[’']s|\bhome|\bpostal|\be-?mail|\bweb|\boffice|\bthe) address\b|"
     r"\b(?:what|which) number .*\b(?:ring|call|dial|phone)\b"),
    ("share", _WHAT_OR_WHICH + r"{0,3}"
     r"(?:percentage|per cent|percent|proportion|share|fraction)\b"),
    ("share", r"\bhow (?:much|large|big|great|many) (?:of )?(?:a )?"
     r"(?:per ?cent\w*|share|proportion)\b"),
    ("amount", r"\bby how much\b"),
    ("money", r"\bhow much (?:\w+ ){0,2}(?:money|cash|funding|pay)\b|\bhow expensive\b"),
    ("money", r"\bhow much .*\b(?:costs?|paid|pays?|spen[dt]|earns?|raise[ds]?|charged?|"
     r"salary|budget|worth|rent|fine[ds]?|deposit|donate[ds]?|profit|sold)\b"),
    ("money", _WHAT + r"{0,6}(?:salary|pay|wage|price|cost|budget|fee|turnover|revenue|profit|rent|"
     r"deposit|fine|sum|compensation|loss|losse)s?\b(?! (?:cut|dispute|rise)s?\b)"),
    ("money", r"\bwhat (?:does|do|did|will|would) (?:(?!\b(?:about|say|think)\b).)*"
     r"\b(?:cost|earn|spend|pay)\b"),
    ("money", r"\bwhat (?:is|was|were) (?:paid|spent|charged|.*\bworth)\b"),
    ("count", r"\bhow many\b|\bhow (?:long|old|far|tall|high|fast|often|deep|wide|heavy|soon)\b"),
    ("part", r"\bhow much of\b"),
    ("amount", r"\bhow (?:much|large|big)\b"),
    ("amount", _WHAT_OR_WHICH + r"{0,3}(?:number|figure|total|amount|age|population|size|reduction|"
     r"increase|rise|cut|growth|rate|turnout|attendance|length|height|depth|width|weight|speed|"
     r"distance|capacity|limit)\b"),
    ("date", _FIRST + r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:day|time)\b|"
     + _WHAT_OR_WHICH + r"{0,3}(?:year|month|date|deadline|century)\b"),
    ("person", _FIRST + r"\bwho(?:m|se)?\b|"
     r"\bname of (?:[\w’'-]+ ){0,3}" + _PERSON + rf"\b|\b{_PERSON}[’']s name\b|"
     rf"^\W*name the {_PERSON}\b|"
     r"\b(?:which|what) (?!(?:do|does|did|should|must|can|may|will|would|is|are|was|were)\b)"
     r"(?:[\w’'-]+ ){0,4}" + _PERSON + r"\b"),
    ("place", _FIRST + r"\bwhere\b|" + _WHAT_OR_WHICH + r"{0,2}"
     r"(?:city|country|town|village|place|state|region|county|street|station|location)\b"),
    ("reason", r"\bwhy\b|\bhow come\b|\bwhat (?:(?:is|was|were|are) )?(?:the )?(?:main )?"
     r"(?:reason|cause|ground)s?\b|\bwhat (?:has |had )?(?:caused|led to|made)\b"),
]  # fmt: skip
# "Give the cost of …", "cost of …": put as questions.
_ORDER = re.compile(
    r"^\W*(?:please )?(?:give|tell|state|find|name|show)(?: me| us)? "
    rf"(?=(?:the|its|his|her|their|an?)\b)(?!the (?:\w+ )?{_PERSON}\b)",
    re.IGNORECASE,
)
_NOUN_OF = re.compile(r"^(?=(?!what|which|how|who)(?:\w+ )?\w+ of\b)", re.IGNORECASE)
_RULES = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS]
# Units of the figures that may answer; never a time of day, a decade or an ordinal.
_UNITS: dict[AnswerType, tuple[str, ...]] = {
    "count": ("", "%", "m"),
    "part": ("", "%", "m", "£", "$", "€"),
    "amount": ("", "%", "×", "m", "£", "$", "€"),
    "money": ("£", "$", "€"),
    "share": ("%",),
}
FIGURES = frozenset(_UNITS)  # the kinds that a figure answers
_YEAR = re.compile(r"\b(?:what|which) year\b", re.IGNORECASE)
_VAGUE_TIME = re.compile(
    r"\b(?:century|decade|today|tomorrow|yesterday|week|month|year|spring|summer|autumn|winter|"
    r"morning|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,2}[:.]\d\d|[ap]\.?m\.?)s?\b|\d{3,4}s\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|as|so|due|owing|to|in order|for|reason|caus\w+|led|leads|result\w*|"
    r"therefore|thus|hence|after|aim\w*|intend\w*|want\w*)\b",
    re.IGNORECASE,
)


_CONTACT = re.compile(
    r"\d[\d\s-]{6,}\d|@|https?://|www\.|\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b|\bextension \d|"
    r"\b\d+[a-z]? (?:[A-Z]\w+ ){1,3}(?:Street|Road|Lane|Avenue|Square|Row|Place|Way|Drive|Close)\b"
)
_COUNTED = re.compile(
    r"\bhow many ((?:[\w’'-]+ ){0,3}?[\w’'-]+?)"
    r"(?= (?:are|is|were|was|did|do|does|have|has|had|will|would|can|could|must|may|in|of|there|a|"
    r"per|to|on|for|at|by|who|that|which|get|got)\b|\W*$)",
    re.IGNORECASE,
)


def counted(question: str) -> str:
    """Stem of the noun that a "how many" counts ("dentists": "dentist"); "" if it counts none."""
    match = _COUNTED.search(question)
    nouns = content_stems(match[1]) if match else []
    return nouns[-1] if nouns else ""


# Words between a number and the noun that it counts: "430 senior officials", "44 of the members".
_AFTER = re.compile(r"(?:[\s-]+[\w’'-]+){1,4}")


def counting(question: str, sentence: str) -> list[Figure]:
    """The sentence's numbers of what a "how many" counts: "180 passengers", asked for passengers.

    Those that the question states itself are left out.
    """
    noun = counted(question)
    if not noun:
        return []
    return [
        figure
        for figure in new_figures("count", question, sentence)
        if (after := _AFTER.match(sentence, figure.start + len(figure.text)))
        and noun in content_stems(after[0])
    ]


def answer_type(question: str) -> AnswerType:
    """The kind of thing asked for; "open" when the wording does not tell."""
    question = _NOUN_OF.sub("what is ", _ORDER.sub("what is ", question), count=1)
    return next((kind for kind, pattern in _RULES if pattern.search(question)), "open")


def offers(kind: AnswerType, question: str, sentence: str) -> bool:
    """Does the sentence hold something of the kind asked for that the question does not?"""
    if kind in _UNITS:
        return bool(new_figures(kind, question, sentence))
    if kind == "date":
        dates = new_dates(question, sentence)
        if _YEAR.search(question):
            return any(date.year for date in dates)
        return bool(dates) or bool(_VAGUE_TIME.search(sentence))
    if kind in ("person", "place"):
        return bool(new_names(question, sentence))
    if kind == "reason":
        return bool(_REASON.search(sentence))
    if kind == "contact":
        return bool(_CONTACT.search(sentence))
    return True


def new_figures(kind: AnswerType, question: str, sentence: str) -> list[Figure]:
    """Figures of the kind asked for that the question does not state itself.

    Of a row of a table its cells': neither the "5" of "Table 5" nor that of "over 5 years" in the
    name of a column is counted.
    """
    given, row = _given(question), table_row(sentence)
    return [
        figure
        for figure in find_figures(sentence)
        if figure.unit in _UNITS[kind] and not any(g.same(figure) for g in given)
        if not row or any(cell.start <= figure.start < cell.end for cell in row)
    ]


@lru_cache(maxsize=64)  # one question is put to every sentence that was found
def _given(question: str) -> tuple[Figure, ...]:
    return tuple(find_figures(question))


def new_dates(question: str, sentence: str) -> list[Date]:
    """Dates in the sentence that the question does not state itself."""
    given = find_dates(question)
    return [d for d in find_dates(sentence) if not any(d.same(g) for g in given)]


def new_names(question: str, sentence: str) -> list[str]:
    """Names in the sentence of which the question has no word."""
    asked = set(words(question))
    return [n for n in find_names(sentence) if not asked & set(name_words(n))]
