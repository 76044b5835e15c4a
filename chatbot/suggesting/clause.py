"""The plain main clause of a sentence: who or what, the verb, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from chatbot.followup.lexicon import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DO,
    HAVE,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    WH,
)
from chatbot.followup.nouns import is_plural
from chatbot.followup.verbs import VERBS, base_of, is_past, is_third_person, past_of
from chatbot.wording.dates import find_dates

_LONGEST_SUBJECT = 8  # words
_OPENERS = frozenset("the a an each every all some most both".split())
_WORD = re.compile(r"[£$€]?[\w’'-]+(?:[.,/]\d+)*%?")
_UNFIT = re.compile(r"[“”\"()\[\]{};:?!—…@*_#|<>=]|\s[–-]\s|['‘]\w+[^'’]*['’]\s")
_FIGURE = re.compile(r"(?:about |around |nearly |almost |some |over |up to |at least )?[£$€]?\d")
_ASIDE = re.compile(r"\s\([^()]*\)|\[\^?\d+\]")
_CUT = re.compile(
    r",\s|\s(?:but|while|whereas|although|though|so that|so|which|who|whose|where|when|if|unless|"
    r"until|because|and then|as (?:he|she|it|they|the|there))\s"
)
# What points outside the sentence, or only at somebody who is not named.
LEANING = PRONOUNS | frozenset(
    """this that these those such here there former latter other others another same both one ones
    again also too however then now today yesterday tomorrow ago later earlier next last first
    second third previous above below following so therefore thus hence instead moreover further
    its his her their our my your ours mine yours theirs hers it he she they them him we us i you
    not no never none nobody nothing nor neither hardly even still yet already only respectively
    each said everyone everybody anybody anyone someone somebody new own""".split()
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of a document, to tell a noun that opens a sentence from a name.

    Attributes:
        common: Those that it has in small letters.
        names: Those with a capital after a word with none.
    """

    common: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Vocabulary:
        """The words of a text."""
        names = re.findall(r"(?<=[a-z] )[A-Z][\w’'-]+", text)
        return cls(frozenset(re.findall(r"\b[a-z]+\b", text)), frozenset(names))


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause.

    Attributes:
        subject: As it stands inside a sentence: "the north pier".
        kind: Whether `verb` is a form of be, of have, a modal, a past, or "serves" with a figure.
        verb: The finite verb.
        rest: What follows it, as far as the clause goes.
        because: Whether a reason follows.
        named: Whether the subject opens with a name.
    """

    subject: str
    kind: Literal["be", "have", "modal", "past", "present"]
    verb: str
    rest: str
    because: bool
    named: bool


def plain(sentence: str) -> str:
    """The sentence on one line without its full stop, asides and what follows a semicolon; ""
    where it is not plain prose."""
    line = " ".join(sentence.split())
    if not line.endswith("."):
        return ""
    line = _ASIDE.sub("", line[:-1]).partition(";")[0]
    return "" if _UNFIT.search(line) or not line[:1].isalnum() else line


def opened(line: str) -> tuple[str, str]:
    """A time that opens a sentence, as it stands inside one, and the rest: "In 2023, …"."""
    match = re.match(r"(?P<place>In|On|By|During)\s(?P<time>[^,]{3,25}),\s(?=\w)", line)
    if match and [d for d in find_dates(match["time"]) if len(d.text) == len(match["time"])]:
        return f"{match['place'].lower()} {match['time']}", line[match.end() :]
    return "", line


def cut(text: str) -> str:
    """As much of a clause as goes without what is joined to it."""
    match = _CUT.search(text)
    text = text[: match.start()] if match else text
    for joint in re.finditer(r"\s(?:and|or)\s", text):
        if any(map(_is_finite, words_of(text[joint.end() :]))):
            return text[: joint.start()]
    return text


def clause(line: str, known: Vocabulary) -> Clause | None:
    """The main clause that a plain sentence opens with; None where it is not clear."""
    tokens = list(_WORD.finditer(line))
    words = [t.group().lower() for t in tokens]
    at = next((n for n in range(1, len(words)) if _is_finite(words[n]) or _is_now(words, n)), None)
    if at is None:
        return None
    verb = tokens[at].group()
    subject = _subject([t.group() for t in tokens[:at]], known)
    if not subject or line[: tokens[at].start()].rstrip()[-1:] in ",":
        return None
    rest = line[tokens[at].end() :]
    shown = cut(f" {rest.strip()}").strip()
    because = bool(re.match(r"\s?because\s", rest.strip()[len(shown) :]))
    named = not line[0].islower() and subject[0].isupper()
    if verb not in AUXILIARIES and any(map(_is_finite, words_of(shown))):
        return None  # "the pier built in 1902 fell": the first is a participle
    kind = _kind(verb) if _is_finite(verb.lower()) else "present"
    return Clause(subject, kind, verb, shown, because, named) if kind else None


def words_of(text: str) -> list[str]:
    """Lower-case words."""
    return [match.group().lower() for match in _WORD.finditer(text)]


def _is_finite(word: str) -> bool:
    """An auxiliary, or the past of a known verb; "given" and "taken" are none."""
    base = base_of(word)
    return word in AUXILIARIES or (is_past(word) and bool(base) and is_simple_past(word))


def is_simple_past(word: str) -> bool:
    """Is this past more than a participle?"""
    return word.endswith("ed") or past_of(base_of(word)) == word


def _is_now(words: list[str], at: int) -> bool:
    """ "Serves 310 meals": a present that no noun could be, for a figure follows."""
    after = " ".join(words[at + 1 : at + 4])
    return is_third_person(words[at]) and bool(_FIGURE.match(after))


def _kind(verb: str) -> Literal["be", "have", "modal", "past"] | None:
    if verb in BE - {"be", "been", "being", "am"}:
        return "be"
    if verb in HAVE:
        return "have"
    if verb in MODALS:
        return "modal"
    return None if verb in DO or verb in AUXILIARIES else "past"


def _subject(tokens: list[str], known: Vocabulary) -> str:
    """The subject as it stands inside a sentence; "" where it may be none, or more than that."""
    if not 1 <= len(tokens) <= _LONGEST_SUBJECT:
        return ""
    first, words = tokens[0], [token.lower() for token in tokens]
    if any(w in LEANING | CONJUNCTIONS | SUBORDINATORS | WH | MODALS | BE for w in words):
        return ""
    if words[-1] in PREPOSITIONS | ADVERBS | _OPENERS or words[-1].endswith("ly"):
        return ""
    if any(is_past(word) for word in words) or any(
        _could_be_verb(words, n) for n in range(1, len(words) - 1)
    ):
        return ""
    if words[0] in _OPENERS:
        fits = len(words) > 1 and words[-1][-1].isalpha()
        return " ".join([words[0], *tokens[1:]]) if fits else ""
    if words[0] in PREPOSITIONS | ADVERBS or not first[0].isupper():
        return ""
    if words[0] in known.common:  # a common noun with a capital, being first
        fits = is_plural(words[0]) and (len(words) == 1 or words[1] in ("of", "in", "at", "from"))
        return " ".join([words[0], *tokens[1:]]) if fits else ""
    if len(tokens) == 1 and first not in known.names:
        return ""
    return " ".join(tokens) if all(t[0].isupper() or t in ("of", "the") for t in tokens) else ""


def _could_be_verb(words: list[str], at: int) -> bool:
    """Could the word at this place be the subject's verb, so that it ends before?"""
    word, before, after = words[at], words[at - 1], words[at + 1]
    if after in ("of", "and"):
        return False
    if is_third_person(word):
        return before not in _OPENERS and before not in PREPOSITIONS
    return word in VERBS and is_plural(before)
