"""What kind of thing a question asks for, and whether a sentence offers one.

The question-word rules of classic question answering (Li & Roth 2002 call them answer types): a
sentence without a sum of money does not say what something cost, however well its words match.
"""

from __future__ import annotations

import re
from typing import Literal

from chatbot.figures import Date, Figure, find_dates, find_figures
from chatbot.mentions import find_names, name_words
from index.words import words

AnswerType = Literal[
    "count", "amount", "money", "share", "date", "person", "place", "reason", "open"
]

_RULES: list[tuple[AnswerType, re.Pattern[str]]] = [
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("share", r"\b(?:what|which) (?:\w+ ){0,2}(?:percentage|per cent|percent|proportion|share|fraction)\b"),
        ("share", r"\bhow (?:much|large|big|great|many) (?:of )?(?:a )?(?:percent\w*|share|proportion)\b"),
        ("money", r"\bhow much (?:\w+ ){0,2}(?:money|cash|funding|pay)\b"),
        ("money", r"\bhow much .*\b(?:costs?|paid|pays?|spen[dt]|earns?|raise[ds]?|charged?|salary|budget|worth)\b"),
        ("money", r"\bwhat (?:\S+ ){0,6}(?:salary|pay|wage|price|cost|budget|fee|turnover|revenue|profit)s?\b(?! cut)"),
        ("money", r"\bwhat (?:does|do|did|will|would) .*\b(?:cost|earn|spend)\b"),
        ("count", r"\bhow many\b|\bhow (?:long|old|far|tall|high|fast|often|deep|wide|heavy)\b"),
        ("amount", r"\bhow (?:much|large|big)\b"),
        ("amount", r"\b(?:what|which) (?:\w+ ){0,2}(?:number|figure|total|amount|age|population|size)\b"),
        ("date", r"\bwhen\b|\b(?:what|which|in what|in which) (?:\w+ )?(?:year|month|date|day|time)\b|\bsince when\b"),
        ("person", r"\bwho(?:m|se)?\b|\bwhich (?:person|minister|politician|author|president|king|queen)\b"),
        ("place", r"\bwhere\b|\b(?:what|which) (?:city|country|town|place|state|region|county)\b"),
        ("reason", r"\bwhy\b|\bwhat (?:is |was |were )?(?:the )?reasons?\b"),
    )
]  # fmt: skip
_VAGUE_TIME = re.compile(
    r"\b(?:century|decade|today|tomorrow|yesterday|week|month|year|spring|summer|autumn|winter|morning|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,2}[:.]\d\d|[ap]\.?m\.?)s?\b|\d{3,4}s\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|as|so|due|owing|to|in order|for|reason|caus\w+|led|leads|result\w*|"
    r"therefore|thus|hence|after|aim\w*|intend\w*|want\w*)\b",
    re.IGNORECASE,
)


def answer_type(question: str) -> AnswerType:
    """The kind of thing asked for; "open" when the wording does not tell."""
    return next((kind for kind, pattern in _RULES if pattern.search(question)), "open")


def offers(kind: AnswerType, question: str, sentence: str) -> bool:
    """Does the sentence hold something of the kind asked for that the question does not?"""
    if kind in ("count", "amount", "money", "share"):
        return bool(new_figures(kind, question, sentence))
    if kind == "date":
        return bool(new_dates(question, sentence)) or bool(_VAGUE_TIME.search(sentence))
    if kind in ("person", "place"):
        return bool(new_names(question, sentence))
    if kind == "reason":
        return bool(_REASON.search(sentence))
    return True


def new_figures(kind: AnswerType, question: str, sentence: str) -> list[Figure]:
    """Figures of the kind asked for that the question does not state itself."""
    given = find_figures(question)
    fitting = {
        "count": lambda f: f.unit in ("", "%"),
        "money": lambda f: f.unit in ("£", "$", "€"),
        "share": lambda f: f.unit == "%",
    }.get(kind, lambda f: True)
    figures = find_figures(sentence)
    return [f for f in figures if fitting(f) and not any(f.same(g) for g in given)]


def new_dates(question: str, sentence: str) -> list[Date]:
    """Dates in the sentence that the question does not state itself."""
    given = find_dates(question)
    return [d for d in find_dates(sentence) if not any(d.same(g) for g in given)]


def new_names(question: str, sentence: str) -> list[str]:
    """Names in the sentence of which the question has no word."""
    asked = set(words(question))
    return [n for n in find_names(sentence) if not asked & set(name_words(n))]
