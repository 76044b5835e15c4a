"""Words as the lexical index sees them: lower-cased, accents off, stemmed.

The stemmer is Porter's (1980), the one SQLite's FTS5 uses, so a stem made here can be looked up
in the index's own vocabulary.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
# "Zone 1", "Line A", "flat 1b", "zones 1 to 3", and "Zone: 1" as a table has it. "I" is a pronoun,
# and a small "a" an article unless nothing follows it.
_CODE = r"(?:\d{1,3}[A-Za-z]?|[A-HJ-Z]|[b-hj-z])(?!\w|[’'](?!s\b)|[.,:/-]\d|\s?[%£$€°])"
_LABEL = re.compile(
    rf"(?<![\w’'])(?P<name>[^\W\d_]{{3,}}):?\s+"
    rf"(?P<code>{_CODE}(?:(?:\s?[-–]\s?|\s+(?:to|and)\s+){_CODE})*|[Aa](?=\W*$))"
)
_ACCENTED = re.compile("([a-z])[\u0300-\u036f]+")
_PORTER = snowballstemmer.stemmer("porter")


# Words that say how something is asked, not what is asked about.
STOPWORDS = frozenset(
    """a an and any are as at be been being but by can could did do does doing done for from had has
    have having he her hers him his how i if in into is it its itself just me might more most much
    my no nor not of off on once only or other our ours out own same shall she should so some such
    than that the their theirs them then there these they this those through to too up upon us very
    was we were what when where which while who whom whose why will with would you your yours
    s t d ll m re ve about also according document documents tell say says said give name many
    please""".split()
)
# Before a figure, these compare or place it; it names nothing.
_NO_NAMES = STOPWORDS | frozenset(
    """over under above below around nearly almost least past last first next age aged between since
    until than per plus minus within after before during each every both all""".split()
)


def sound(text: str) -> str:
    """`text` without halves of surrogate pairs, which JSON and terminals may carry and nothing
    can store, embed or send; a question mark stands in place of each."""
    return text.encode("utf-8", "replace").decode("utf-8")


def words(text: str) -> list[str]:
    """Lower-case words of letters and digits, accents of Latin letters removed, in order."""
    folded = text.lower()
    if not folded.isascii():
        folded = _ACCENTED.sub(r"\1", unicodedata.normalize("NFD", folded))
        folded = unicodedata.normalize("NFC", folded)  # й is a letter of its own, to FTS5 too
    return _WORD.findall(folded)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Porter stem of one lower-case word."""
    return str(_PORTER.stemWord(word)) if len(word) > 2 else word


def stems(text: str) -> list[str]:
    """Stems of all words, stop words too, in order."""
    return [stem(word) for word in words(text)]


def key_words(text: str) -> list[str]:
    """The words that carry the meaning of a question: no stop words, each once, in order."""
    found = dict.fromkeys(word for word in words(text) if word not in STOPWORDS)
    return list(found) or list(dict.fromkeys(words(text)))


def labels(text: str) -> list[str]:
    """Names that a letter or a short number ends, as words: "zone 1", "line a", "zones 1 to 3".

    Each stands in a text word for word, and says more than its words do apart: the figure of
    "zone 1" is in every row of a "Table 1".
    """
    found = (
        " ".join(words(f"{m['name']} {m['code']}"))
        for m in _LABEL.finditer(text)
        if m["name"].lower() not in _NO_NAMES
    )
    return list(dict.fromkeys(found))


def terms(text: str) -> set[str]:
    """What a text can be found by: the stems of its words and of its labels."""
    return {*stems(text), *map(label_stems, labels(text))}


def label_stems(label: str) -> str:
    """A label with its words stemmed."""
    return " ".join(stems(label))
