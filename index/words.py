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
