"""A plain statement becomes the questions that it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatbot.followup.lexicon import ARTICLES, AUXILIARIES, CONJUNCTIONS, PREPOSITIONS
from chatbot.followup.nouns import PEOPLE, RELATIONAL
from chatbot.followup.verbs import VERBS, base_of, is_past, past_of
from chatbot.suggesting.clause import Clause, Vocabulary, clause, opened, plain, words_of
from chatbot.suggesting.counted import counted, in_a_row
from chatbot.suggesting.draft import Draft, ask
from chatbot.suggesting.holders import FULL_NAME, SPEECH, holders, is_person
from chatbot.suggesting.numbers import NUMBER, RATE, ROUGHLY, THINGS, UNITS, counts
from chatbot.wording.dates import find_dates
from chatbot.wording.figures import find_figures
from index.types import BlockKind

_OBJECT = re.compile(
    rf"^{ROUGHLY}(?P<n>{NUMBER})\s{THINGS}(?P<of>\sof\s[a-z]+)?{RATE}(?P<tail>\s.*)?$"
)
_SUM = re.compile(
    rf"^{ROUGHLY}(?P<n>[£$€]\d[\d,.]*(?:\s?(?:million|billion|m|bn)\b)?)(?P<tail>\s.*)?$"
)
_DATED = re.compile(r"^(?P<body>.*?)\s?\b(?:on|in)\s$")
_SINCE = re.compile(r"^(?P<body>.+)\ssince\s$")
_LASTED = re.compile(rf"^(?P<body>.+?)\sfor\s{ROUGHLY}(?P<n>{NUMBER})\s{UNITS}{RATE}$")
_WITHIN = re.compile(rf"^(?P<body>.+?)\swithin\s(?P<n>{NUMBER})\s{UNITS}\b(?P<tail>.*)$")
_BY = re.compile(rf"^(?P<body>.+?)\sby\s{FULL_NAME}")
_PAYING = frozenset(
    "cost spend pay raise earn receive lose borrow save award donate invest contribute".split()
)
_LASTING = frozenset(
    """closed open opened used held shut suspended kept occupied stored valid employed blocked
    flooded studied observed monitored banned jailed imprisoned trained treated insured""".split()
)
# Verbs that need no object.
_ALONE = frozenset(
    """open close begin start end retire die resign collapse fall arrive depart finish sink return
    expire reopen leave come go land move stop live stand work serve
    travel visit speak capsize burn drown meet marry escape emigrate""".split()
)
_DO = {"has": "does", "have": "do"}
_MADE = ("appointed", "elected", "named", "chosen")


def drafts(sentence: str, kind: BlockKind, known: Vocabulary) -> list[Draft]:
    """The questions that a sentence or a row answers, as far as it is plainly built.

    Args:
        known: The words of its document.
    """
    if kind == "row":
        found = [*in_a_row(sentence, known)]
    elif kind == "text":
        found = [*holders(" ".join(sentence.split())), *_asked(plain(sentence), known)]
    else:
        found = []
    return [draft for draft in found if draft.reads_well()]


def _asked(line: str, known: Vocabulary) -> Iterator[Draft]:
    if not line:
        return
    time, line = opened(line)
    yield from counted(line, time)
    c = clause(line[:1].upper() + line[1:], known)
    if c is None:
        return
    if c.because and c.rest and c.kind not in ("have", "present"):
        yield Draft(_inverted("Why", c, c.rest), "", "why")
        return
    yield from _when(c)
    yield from _measured(c, time)
    yield from _of_object(c, time)
    yield from _who(c, time)


def _when(c: Clause) -> Iterator[Draft]:
    dates = [d for d in find_dates(c.rest) if d.month or d.year]
    before = c.rest[: dates[0].start] if dates else ""
    if since := _SINCE.match(before):
        if c.kind == "have" and is_past(words_of(since["body"])[0]):
            yield Draft(ask("Since when", c.verb, c.subject, since["body"]), dates[0].text, "when")
    elif dated := _DATED.match(before):
        body = dated["body"]
        # "Made 68 million journeys in 2024" is no event.
        if _is_predicate(c, body) and _is_whole(c, body) and not find_figures(body):
            yield Draft(_inverted("When", c, body), dates[0].text, "when")


def _measured(c: Clause, time: str) -> Iterator[Draft]:
    head = c.subject.split(" of ")[0].split()[-1].lower()
    figures = find_figures(c.rest)
    opens = bool(figures) and not c.rest[: figures[0].start].strip()
    if c.kind == "be" and opens and " of " in c.subject and head in RELATIONAL:
        yield Draft(ask("What", c.verb, c.subject, time), figures[0].text, "what")
    if c.kind not in ("be", "modal"):
        return
    if (match := _LASTED.match(c.rest)) and _is_predicate(c, match["body"]):
        rate, lasting = match["rate"], _LASTING & {*words_of(match["body"])}
        if rate or lasting:
            asked = f"How many {match['unit']}{rate}" if rate else "How long"
            yield Draft(_inverted(asked, c, match["body"]), match["n"], "long")
    elif (match := _WITHIN.match(c.rest)) and _is_predicate(c, match["body"]):
        asked = f"Within how many {match['unit']}"
        yield Draft(_inverted(asked, c, match["body"] + match["tail"]), match["n"], "long")


def _of_object(c: Clause, time: str) -> Iterator[Draft]:
    """ "The branch lent 300 books": of how many; "the roof cost £300": of how much."""
    verb, rest = c.verb, c.rest
    if c.kind == "modal":
        verb, _, rest = rest.partition(" ")
    base = "have" if c.kind == "have" else base_of(verb)
    if c.kind == "be" or not base or (c.kind == "modal" and verb not in VERBS):
        return
    does = {"modal": c.verb, "present": "does", "have": _DO.get(verb, "did")}.get(c.kind, "did")
    if (match := _SUM.match(rest)) and base in _PAYING:
        asked, kind = ask("How much", does, c.subject, base, match["tail"], time), "much"
    elif (match := _OBJECT.match(rest)) and counts(match["n"], match["things"]):
        things = f"{match['things']}{match['of'] or ''}{match['rate'] or ''}"
        asked = ask("How many", things, does, c.subject, base, match["tail"], time)
        kind = "count"
    else:
        return
    if base not in SPEECH and _is_tail(match["tail"]):
        yield Draft(asked, match["n"], kind)


def _who(c: Clause, time: str) -> Iterator[Draft]:
    if c.verb in ("was", "were") and (match := _BY.match(c.rest)) and is_person(match["name"]):
        done, _, more = match["body"].partition(" ")
        base = base_of(done)
        if base and is_past(done) and not find_figures(more):
            active = done if done.endswith("ed") else past_of(base)
            yield Draft(ask("Who", active, c.subject, more), match["name"], "who")
    if not re.fullmatch(FULL_NAME, c.subject) or not is_person(c.subject):
        return
    said = c.rest.removeprefix("be ")
    acts = c.kind == "past" and base_of(c.verb) not in SPEECH
    holds = c.kind == "be" or (c.kind == "modal" and said != c.rest)
    if acts or (holds and _is_office(said)):
        yield Draft(ask("Who", c.verb, c.rest, time), c.subject, "who")


def _is_office(rest: str) -> bool:
    """ "The chair of the board", "interim chief executive", "appointed director in 2021"."""
    words = words_of(rest)
    if not words or words[0] in ("a", "an"):
        return False
    return words[0] in _MADE or bool({*words[:5]} & PEOPLE)


def _inverted(asked: str, c: Clause, body: str) -> str:
    """The question with its verb before the subject: "When did the wall fall"."""
    if c.kind == "past":
        return ask(asked, "did", c.subject, base_of(c.verb), body)
    return ask(asked, c.verb, c.subject, body)


def _is_predicate(c: Clause, body: str) -> bool:
    """Is this, alone, what the clause says of its subject?"""
    words = words_of(body)
    if words and words[-1] in PREPOSITIONS | ARTICLES | CONJUNCTIONS | AUXILIARIES:
        return False
    match c.kind:
        case "be":
            return bool(words) and (is_past(words[0]) or words[0] in ("to", "due", "open"))
        case "modal":
            return bool(words) and (words[0] in VERBS or words[0] == "be")
        case _:
            return c.kind == "past"


def _is_whole(c: Clause, body: str) -> bool:
    """Does the verb need no object, or have what may be one?"""
    words = words_of(body)
    if c.kind == "past":
        has_object = bool(words) and words[0] not in PREPOSITIONS
        return has_object or base_of(c.verb) in _ALONE
    return c.kind == "be" or len(words) > 1 or words[0] in _ALONE


def _is_tail(tail: str | None) -> bool:
    """Can what follows stand at a question's end?"""
    words = words_of(tail or "")
    return not words or words[0] in PREPOSITIONS - {"than", "per"}
