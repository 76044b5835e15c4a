"""The cause that a sentence gives, against the one that its source gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.verify.statements import Statement, read

_BECAUSE = (
    r"because(?: of)?|due to|owing to|thanks to|as a result of|caused by|on account of|"
    r"(?:blam|attribut)\w+ .{1,60}? (?:on|to)"
)
# "…, but kept its staff" is no more of the cause.
_CAUSE = re.compile(
    rf"\b(?:{_BECAUSE})\s+((?:(?!, (?:but|while|although|though)\b)[^;:.—])+)", re.IGNORECASE
)
# A cause that opens its sentence ends at the comma.
_OPENING = re.compile(rf"^\W*(?:{_BECAUSE})\s+([^,;:.—]+)", re.IGNORECASE)


def another_cause(said: Statement, sources: Sequence[Statement]) -> str:
    """Why its cause is not the source's, for a person; "" if it is, or either gives none.

    Only words that the source has outside its cause are counted: a new word may be a synonym.
    """
    ours = _cause(said.text)
    for source in sources:
        theirs = _cause(source.text)
        if not ours or not theirs:
            continue
        mine, cause = read(ours).stems, read(theirs).stems
        effect = read(source.text.replace(theirs, " ")).stems
        if mine & effect - cause and not mine & cause:
            return f"‘{ours.strip()}’ is not the cause in the cited sentence"
    return ""


def _cause(text: str) -> str:
    found = _OPENING.search(text) or _CAUSE.search(text)
    return found[1] if found else ""
