"""Where sentences end, in newspaper prose and reports.

Rules, not a library: the sentence is the unit of evidence here, and the libraries we measured lose
facts on our prose (syntok joins "…at 5 p.m. Then he" and cuts "Sec. 4.2"; blingfire cuts initials
and quotes; pysbd cannot give exact spans on repeated text). `tests/test_split.py` holds the cases.
"""

from __future__ import annotations

import re
from itertools import pairwise

_CLOSERS = "”’\"')\\]»"
_OPENERS = "“‘\"'(\\[«"

# A full stop, its closing quotes, white space, and something that could begin a sentence.
_CANDIDATE = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]+)(?P<close>[{_CLOSERS}]*)\s+(?=[{_OPENERS}]*(?P<next>[^\W_][\w’'-]*|[£$€¥]\S+))"
)
# "…through this period.'We intend": the space between two sentences went missing. Only after a
# lower-case word or a year and before a capitalised word, so "U.S.A", "3.2", "e.g.This" stay whole.
_GLUED = re.compile(
    rf"(?:(?<=[a-z]{{3}})|(?<=\d{{4}}))[{_CLOSERS}]?[.!?]+[{_CLOSERS}]?(?=[{_OPENERS}]?[A-Z][a-z’']*\s)"
)
_TOKEN = re.compile(r"\S+")
_LAST_WORD = re.compile(r"[^\s“‘\"'(\[«—–]+$")
_LONGEST_WORD = 40
_INITIAL = re.compile(r"[A-Z]")
_DOTTED = re.compile(r"(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}")

_TITLES = frozenset(
    "mr mrs ms mx dr prof sir st rev hon gen col lt sgt capt cpt maj cmdr gov sen rep pres supt "
    "messrs mme mlle fr br vs v cf viz eg ie approx ca incl excl ft mt".split()
)
# Abbreviations only before a figure: "No. 5", but "The answer is no. He left."
_BEFORE_FIGURE = frozenset(
    "no nos fig figs sec secs ch chap art arts para paras p pp vol vols eq ref refs app cl sch pt "
    "jan feb mar apr jun jul aug sep sept oct nov dec c est tel ext".split()
)
# May end a sentence or stand inside it: only a plain sentence opening after them tells.
_EITHER = frozenset(
    "ltd inc co corp plc llc jr sr etc al bros dept govt assn univ ave rd blvd sq m bn k".split()
)
_NEVER_LAST = frozenset(("e.g", "i.e"))
_STARTERS = frozenset(
    "the a an this that these those it its he she they we you i his her their our my there "
    "here in on at by for from with without after before during since until while when where "
    "why how what who which if as although though because but and or so yet however meanwhile "
    "moreover nevertheless then today yesterday tomorrow now once only all both some many "
    "most each every no not another other others such to of about under over between among "
    "according asked".split()
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences of one paragraph, in order, without outer white space.

    Every character of `text` that is not white space lies in exactly one span.
    """
    ends = {m.end() for m in _CANDIDATE.finditer(text) if _ends_sentence(text, m)}
    if glued := [m.end() for m in _GLUED.finditer(text)]:
        web = [m.span() for m in _TOKEN.finditer(text) if _is_web(m.group())]
        ends |= {at for at in glued if not any(start < at <= end for start, end in web)}
    edges = sorted({0, *ends, len(text)})
    spans = (stripped(text, start, end) for start, end in pairwise(edges))
    return [span for span in spans if span]


def _is_web(word: str) -> bool:
    return "://" in word or "@" in word or word.lower().lstrip(_OPENERS).startswith("www.")


def stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without the white space at its ends; None if nothing else is in it."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    return (start, end) if start < end else None


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = match["next"]
    if following[0].islower():
        return False  # “Really?” he asked.
    if match["stop"] != ".":
        return True
    # Looking back no further than a word is long keeps a long paragraph's cost linear.
    start = max(0, match.start() - _LONGEST_WORD)
    before = _LAST_WORD.search(text[start : match.start()])
    word = before.group() if before else ""
    if match["close"]:
        return not (match["close"].startswith(")") and word.lower() in _TITLES)
    plain_opening = following.lower() in _STARTERS and following[0].isupper()
    lower = word.lower()
    if before and start + before.start() == 0 and (word.isdigit() or len(word) == 1):
        return False  # "1. First", "A. Purpose": a list marker
    if lower in _TITLES or lower in _NEVER_LAST:
        return False
    if lower in _BEFORE_FIGURE and (word[0].isupper() or lower in ("p", "pp", "c", "ch", "para")):
        return not following[0].isdigit()
    if _INITIAL.fullmatch(word) or _DOTTED.fullmatch(word) or lower in _EITHER:
        return plain_opening
    return True
