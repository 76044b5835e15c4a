"""Rules: what a policy, a lease or a guide lets people do, and what it makes them do.

In a document that lays down rules those are what it is read for; elsewhere "may" and "must" are
words like others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# "may" in small letters: May is a month. "It may have rained" allows nobody anything.
_BINDS = re.compile(
    r"\b(?:must|shall|should|may(?! (?:have|well|perhaps)\b)|need not|needs? (?:a|the|to)|cannot"
    r"|you (?:can|need)|can(?:’|')t|ha(?:s|ve) to|ha(?:s|ve) (?:the|a|no) (?:right|duty)"
    r"|(?:is|are|be)(?: not|n(?:’|')t)?(?: only| also)? (?:entitled|allowed|permitted|required"
    r"|obliged|forbidden|prohibited|eligible|responsible|liable|payable|exempt|expected|limited"
    r"|capped)|never|unless|with(?:out)? (?:permission|consent|notice))\b"
    r"|^(?:Any|Every|No)(?:one|body)\b"
)
_LIMITS = re.compile(
    r"\b(?:up to|(?:no|not) (?:more|less|later|earlier|fewer) than|at (?:least|most)|within"
    r"|(?:a|per|every|each|any) (?:hour|day|week|month|year)|notice)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had|found|said|took|went|did)\b")
_RULE, _LIMIT, _TOLD = 1.4, 1.2, 0.35  # what they are worth where rules are laid down
_GOVERNS = 0.3  # share of sentences that bind or limit, from which a document lays down rules
_FEWEST = 5  # sentences; fewer say too little of what kind of document it is


def governs(texts: Iterable[str]) -> bool:
    """Is a document of these sentences one that lays down rules?"""
    bound = [bool(_BINDS.search(text) or _LIMITS.search(text)) for text in texts]
    return len(bound) >= _FEWEST and sum(bound) >= _GOVERNS * len(bound)


def rule_worth(text: str) -> float:
    """What a sentence is worth for what it lays down, in a document that does: 0.4..1.7."""
    bound, limit = bool(_BINDS.search(text)), bool(_LIMITS.search(text))
    if not bound and _PAST.search(text):
        return _TOLD
    return (_RULE if bound else 1.0) * (_LIMIT if limit else 1.0)
