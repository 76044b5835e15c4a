"""What single lines give away about themselves: bullets, headings, rules, table rows."""

from __future__ import annotations

import re

from index.formats.stated import parse_date

# "-", "•", "1.", "(2)", "a)", "iv)"; the private-use ones are Word's and Symbol's bullets
_BULLET = re.compile(
    r"(?P<mark>[-*•◦▪‣●○■□–·➢➤✓❖\uf0a7\uf0b7\uf0d8]|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\)"
    r"|(?:\d{1,3}|[a-z]|[ivx]{1,5})\)|(?P<number>\d{1,3})\.)\s+(?=\S)"
)
_SECTION = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})+\.?|[A-Z]\.\d{1,3}|[IVX]{2,5}\.)\s+[A-Z]")
_LABELLED = re.compile(
    r"(?:date|published|updated|last updated|release date|posted|author|by|from|to|cc|bcc|subject"
    r"|re|ref|reference|title|language|location|venue|present|attendees|apologies|chair|owner|tel|telephone|phone|fax|e-?mail|web|website|source|status|version)"
    r"\s?:",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"[Bb]y(?: (?:and|[A-Z][\w.’'-]*,?)){1,8}")
_RULE = re.compile(r"(?:[-=_*~#+^.•·—–|:]\s*){3,}")
_COLUMNS = ("\t", "   ", " | ")
_LEADER = re.compile(r"(?:\. ?){4,}\s*\w{1,6}$")
_LONGEST_ROW = 300
_END = re.compile(r"[.!?…:;][\"”’')\]»]*$")
_GOES_ON = re.compile(r"[a-zß-ÿ,–—(-]$")
LONGEST_HEADING = 90


def bullet(line: str) -> tuple[str, int | None] | None:
    """The text behind a bullet, and the number if the bullet is one ("3."); None without one."""
    match = _BULLET.match(line)
    if not match:
        return None
    return line[match.end() :], int(match["number"]) if match["number"] else None


def is_rule(line: str) -> bool:
    """A line of dashes, stars or the like."""
    return bool(_RULE.fullmatch(line))


def is_row(line: str) -> bool:
    """Columns set apart by bars, tabs or wide gaps, or led to a page number by dots."""
    line = line.strip()
    if len(line) > _LONGEST_ROW:
        return False
    return any(gap in line for gap in _COLUMNS) or (line[-1:].isalnum() and _leads(line))


def _leads(line: str) -> bool:
    return ("...." in line or ". ." in line) and bool(_LEADER.search(line))


def is_labelled(line: str) -> bool:
    """A line of a letter's or a report's head: "Date: …", "From: …"."""
    return bool(_LABELLED.match(line))


def ends_sentence(line: str) -> bool:
    return bool(_END.search(line[-8:]))


def goes_on(line: str, following: str) -> bool:
    """Whether no reader would take the break between the lines for the end of anything."""
    return bool(_GOES_ON.search(line[-1:])) and following[:1].islower()


def is_section(line: str) -> bool:
    """A numbered heading such as "3.2 Findings"."""
    return bool(_SECTION.match(line)) and could_head(line)


def is_capitals(line: str) -> bool:
    """A heading in capitals. One short word alone is more likely an abbreviation."""
    if len(line) > LONGEST_HEADING or not line.isupper():
        return False
    return sum(c.isalpha() for c in line) >= 5


def could_head(line: str) -> bool:
    """Whether a line, set apart from the others, reads like a heading."""
    if not 2 <= len(line) <= LONGEST_HEADING or len(line.split()) > 14:
        return False
    if not (line[0].isupper() or line[0].isdigit()) or sum(c.isalpha() for c in line) < 2:
        return False
    if line.endswith(",") or (ends_sentence(line) and not line.endswith("?")):
        return False
    return not (
        is_labelled(line)
        or is_row(line)
        or _BYLINE.fullmatch(line)
        or "@" in line
        or "://" in line
        or parse_date(line)
    )


def paragraphs(text: str) -> list[str]:
    """A paragraph with line breaks of its own: parted where two follow each other, and line by
    line if it is a report's head ("Author: …", "Date: …")."""
    parts = re.split(r"\n\s*\n", text)
    found: list[str] = []
    for part in parts:
        lines = part.strip().split("\n")
        found += lines if all(is_labelled(line.strip()) for line in lines) else [part]
    return [part for part in found if part.strip()]
