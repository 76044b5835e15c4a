"""How well a sentence would stand in a summary, whatever it states: its place and its make.

Position, cue words and heading words are as old as the field (Edmundson 1969, doi:10.1145/321510.
321519). The factors are choices, made on general grounds and on no document in particular.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.summary.material import Said
from chatbot.wording.boilerplate import only_fills
from chatbot.wording.mentions import content_stems
from chatbot.wording.orders import orders_a_machine
from chatbot.wording.table_rows import table_row

_SHORTEST, _PLAIN, _LONG, _LONGEST = 3, 12, 40, 90  # words
_SHORTEST_ITEM = 2  # "two tents"
_LENGTH = "too short or too long"
_SAYING = 4  # different words that carry meaning; a sentence of fewer, without a fact, is hollow
_HOLLOW, _BRIEF = 0.3, 0.4  # what it is worth; and the power of length for a short one
_EARLY, _EARLY_NEWS, _FADES = 0.25, 0.6, 0.88  # of the first sentence; from one to the next
# A long document's summary by its author is the best guide to it that there is.
_SUMS_UP, _GIVES_OUTCOMES, _IS_ASIDE = 4.0, 1.2, 0.45
# Where authors themselves say what matters, and where they put what few readers need.
_SUMMING_UP = re.compile(
    r"^\W*(?:[\d.]+\s+)?(?:(?:executive |plain |short )?summary|abstract|overview|synopsis"
    r"|highlights"
    r"|(?:the )?(?:key|main) (?:points?|findings?|facts?|messages?|figures?|results?)|at a glance"
    r"|in brief|conclusions?(?: and \w+)?|headlines|tl;?dr)\W*$",
    re.IGNORECASE,
)
_OUTCOMES = re.compile(
    r"\b(?:outcomes?|results?|findings|decisions?|recommend\w*|conclusions?|in figures|causes?"
    r"|caused|why)\b",
    re.IGNORECASE,
)
_SET_ASIDE = re.compile(
    r"\b(?:appendix|appendices|annex(?:es)?|glossary|references|bibliography|acknowledge?ments?"
    r"|contents|index|about (?:the authors?|us|this|these)|further (?:reading|information)|notes?"
    r"|method(?:s|ology)?|how we|limit(?:s|ations)|apologies|contact|credits|definitions|chronology"
    r"|minutes of the last|background|questions from)\b",
    re.IGNORECASE,
)
# What came out of it: decided, found, changed.
_DECIDED = re.compile(
    r"\b(?:agreed|decided|resolved|approved|rejected|accepted|concluded|finds|found (?:that|to)"
    r"|recommend(?:s|ed|ation|ations)?|awarded|appointed|resign(?:s|ed)|died|killed|dead|caused?|because"
    r"|ruled|banned|abolished|convicted|elected|voted)\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:announced|retired|injured|cost|costs|rose|fell|found"
    r"|risen|fallen|increased?|decreased?|reduced?|grew|grown|cut|cuts|halved|doubled|trebled|tripled"
    r"|closed?|opened|failed|will|must|should|expects?|expected|plans? to|in total|total|most"
    r"|against|more than|less than|compared|led to|resulted?|earn\w*|spent|paid|raised|lost|won)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"^\W*\(.*\)\W*$")
# "(Acme is an invented company.)", "… and everybody named in this report are invented".
_MADE_UP = re.compile(
    r"\b(?:is|are) (?:an? |all |both |wholly |entirely |purely )*"
    r"(?:invented|fictitious|fictional|imaginary|made[ -]up)\b(?: \w+){0,2}\W*$",
    re.IGNORECASE,
)
_OF_TEXT = re.compile(
    r"\b(?:in|of) this (?:\w+ )?(?:report|document|text|article|page|paper|story|policy|sample)\b"
    r"|\b(?:everybody|everyone|everything|every|all|any|names?|named|mentioned)\b",
    re.IGNORECASE,
)
# What every meeting has.
_ROUTINE = re.compile(
    r"\bminutes\b.*\b(?:approved|signed|accepted|agreed|confirmed|adopted)\b|\bapologies\b"
    r"|\bmeeting (?:was )?(?:opened|closed|began|ended|adjourned)\b|\b(?:next|last) meeting\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\b(?:for (?:example|instance)|e\.g\.|i\.e\.|see (?:page|table))\b")
# "Present: Mrs. H. Tregear (chair), …", "Date: 3 May": a form filled in.
_FORM = re.compile(r"(?:\d{1,2} )?[A-Z][\w.’' -]{0,28}:\s")
# What had been, before what is told of.
_BACKGROUND = re.compile(r"\bhad (?:\w+ly )?(?:been|\w+ed|\w+en|had)\b")
_METADATA = re.compile(
    r"(?:date|time|author|by|published|updated|version|contact|tel|telephone|email|e-mail|phone|fax|page"
    r"|place|venue|subject|to|from|cc|re|present|apologies|in attendance)s?:\s",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|myself|I’m|I'm|I’ve|I've)\b")
_ENDED = re.compile(r"[.!?…][”’\"')\]]*$|[”\"]$")
_VAGUE = re.compile(
    r"\b(?:I think|you know|wonder\w*|perhaps|happier|lovely|as (?:we|you) (?:all )?know"
    r"|thanked|thank"
    r"|praised|welcomed|guess\w*|thought|believe[sd]?|recalled|pleased|pleasure|delighted|proud|hopes?|hoped)\b",
    re.IGNORECASE,
)


def unfit(said: Said) -> str:
    """Why a sentence cannot stand in any summary, for a person; "" if it can."""
    text = said.sentence.text
    if said.sentence.kind == "heading":
        return "a heading"
    if text[-1] in ":;," or "?" in text[-3:]:
        return "a question or an introduction to what follows"
    if said.line or _METADATA.match(text):
        return "a line that is no sentence"
    if orders_a_machine(text):
        return "an order to a machine"
    if said.sentence.kind != "row" and (only_fills("", text) or _is_note(text)):
        return "boilerplate"
    shortest = _SHORTEST_ITEM if said.sentence.kind == "item" else _SHORTEST
    if not shortest <= len(text.split()) <= _LONGEST:
        return _LENGTH
    return ""


def barred(sentences: Sequence[Said]) -> list[str]:
    """Of each sentence of a document why it cannot stand in a summary; "" where it can.

    A document of nothing but short or long sentences, or in a script without spaces, is summarised
    by those.
    """
    reasons = [unfit(said) for said in sentences]
    if "" in reasons:
        return reasons
    return ["" if reason == _LENGTH else reason for reason in reasons]


def _is_note(text: str) -> bool:
    """Does it only say that what stands in the text is invented?"""
    about = _BRACKETED.search(text) or _OF_TEXT.search(text)
    return bool(about and _MADE_UP.search(text))


def make(said: Said, text: str) -> float:
    """How a sentence, trimmed, is made: 1 for a plain one, less for what reads badly alone."""
    length = len(text.split())
    factors = (
        (length > _LONG, (_LONG / length) ** 1.5),
        (bool(_ROUTINE.search(text)), 0.4),
        (bool(_BACKGROUND.search(text)), 0.85),
        (said.sentence.kind == "row" or bool(table_row(text)), 0.15),
        (not _ENDED.search(text), 0.8 if said.sentence.kind == "item" else 0.2),
        (text[0].islower(), 0.4),
        (bool(_FORM.match(text)), 0.4),
        (bool(_ASIDE.search(text)), 0.6),
        (bool(_BRACKETED.search(text)), 0.25),
        (bool(_FIRST_PERSON.search(text)), 0.6),
        (bool(_VAGUE.search(text)), 0.6),
        (text[0] in "“‘\"'«", 0.7),
        (text[:1].isdigit() and bool(re.match(r"\d{1,2}[:.]\d\d\b", text)), 0.6),
        (bool(_OUTCOME.search(text)), 1.1),
        (bool(_DECIDED.search(text)), 1.5),
    )
    merit = 1.0
    for holds, factor in factors:
        merit *= factor if holds else 1.0
    return merit


def brevity(text: str, facts: int) -> float:
    """What a sentence loses for being short, 0..1: it reads chopped, and may say next to nothing.

    Args:
        facts: How many it states.
    """
    told = _HOLLOW if hollow(text, facts) else 1.0
    return float(told * min(1.0, len(text.split()) / _PLAIN) ** _BRIEF)


def hollow(text: str, facts: int) -> bool:
    """Does it say next to nothing? "We are sorry."."""
    return not facts and len(set(content_stems(text))) < _SAYING


def sums_up(heading: str) -> bool:
    """Does its author sum the document up under it?"""
    return bool(_SUMMING_UP.search(heading))


def standing(said: Said, rank: int, sectioned: bool) -> float:
    """What a sentence's place is worth: early ones, those that sum up.

    Args:
        rank: How many that may stand in a summary come before it.
        sectioned: Whether the document has several sections; a text without puts first things
            first, as news does.
    """
    merit = 1.0 + (_EARLY if sectioned else _EARLY_NEWS) * _FADES**rank
    if sums_up(said.heading):
        merit *= _SUMS_UP
    elif _OUTCOMES.search(said.heading):
        merit *= _GIVES_OUTCOMES
    if _SET_ASIDE.search(said.heading):
        merit *= _IS_ASIDE
    return merit
