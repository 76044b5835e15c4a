"""What a sentence names: people, bodies and places, and the words it quotes."""

from __future__ import annotations

import re

from index.words import STOPWORDS, stem, words

_CAPITAL = "[A-ZÀ-ÖØ-ÞČĆĐĞİŁŃŐŘŚŠŰŹŻŽ]"
_PARTICLES = frozenset("of the for de van von der la al bin &".split())
_PROPER = rf"{_CAPITAL}(?:[\w&-]|[’'](?!s\b)(?=\w))*(?:\.(?=\s{_CAPITAL}))?"
_NAME = re.compile(
    rf"(?<!\w){_PROPER}(?:\s+(?:(?:{'|'.join(_PARTICLES)})\s+){{0,2}}{_PROPER})*", re.UNICODE
)
# Apostrophes inside words end no quotation.
_QUOTED = re.compile(
    r"[“\"„«]([^“”\"„«»]{3,400})[”\"“»]"
    r"|(?<!\w)[‘']((?:[^‘’'\n]|(?<=\w)[’'](?=\w)){3,400})[’'](?!\w)"
)
_HONORIFICS = frozenset(
    """mr mrs ms mx miss dr prof professor sir lord lady dame rev president minister secretary capt
    captain cllr councillor judge chair chairman chairwoman""".split()
)
_COMPANIES = frozenset("ltd limited plc inc llc llp co corp gmbh ag".split())
_COMPANY = re.compile(rf"\s(?:{'|'.join(sorted(_COMPANIES))})\b", re.IGNORECASE)
_MONTHS_AND_DAYS = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday".split()
)
# Capitalised at the start of a sentence as often as not, and no name.
_COMMON_OPENERS = STOPWORDS | frozenset(
    """although among another because before between both during each every few here however
    including instead later meanwhile moreover nearly one two three four five six seven eight nine
    ten roughly several since staff under until many yes together people ministers officials
    despite further against""".split()
)


# Verbs whose past has another stem: "fell" is "fall".
_IRREGULAR = {
    past: verb
    for verb, pasts in (
        pair.split(":")
        for pair in """become:became begin:began,begun break:broke,broken bring:brought
        build:built buy:bought catch:caught choose:chose,chosen come:came draw:drew,drawn
        drive:drove,driven earn:earnt eat:ate,eaten fall:fell,fallen feel:felt find:found
        fly:flew,flown forbid:forbade,forbidden forget:forgot,forgotten freeze:froze,frozen
        get:got,gotten give:gave,given go:went,gone,goes grow:grew,grown hear:heard hold:held
        keep:kept know:knew,known lead:led learn:learnt leave:left lend:lent lose:lost make:made
        mean:meant meet:met pay:paid ride:rode,ridden rise:rose,risen run:ran see:saw,seen
        sell:sold send:sent shake:shook,shaken shrink:shrank,shrunk sing:sang,sung
        sink:sank,sunk speak:spoke,spoken spend:spent stand:stood steal:stole,stolen
        strike:struck swim:swam,swum take:took,taken teach:taught think:thought
        understand:understood wear:wore,worn win:won write:wrote,written""".split()
    )
    for past in pasts.split(",")
}


def find_names(text: str) -> list[str]:
    """Names in a sentence, as written, honorifics and opening common words left out."""
    names = []
    for match in _NAME.finditer(text):
        parts = match.group().split()
        opening = _opens_sentence(text, match.start())
        while parts and (
            parts[0].lower().rstrip(".") in _HONORIFICS | _PARTICLES
            or (opening and parts[0].lower() in _COMMON_OPENERS)
        ):
            parts, opening = parts[1:], False
        lone = opening and len(parts) == 1 and not _is_acronym(parts[0])
        if not parts or (lone and not _COMPANY.match(text, match.end())):
            continue  # one capitalised word at the start may be any word
        name = " ".join(parts)
        if name.lower() not in _MONTHS_AND_DAYS and not re.fullmatch(r"I(?:[’']\w+)?", name):
            names.append(name)
    return names


def name_words(name: str) -> list[str]:
    """The words of a name that must be found again: no particles, initials, "Ltd" or "’s"."""
    kept = [w for w in words(re.sub(r"[’']s\b", "", name)) if w not in STOPWORDS | _COMPANIES]
    return [w for w in kept if len(w) > 1 or w.isdigit()]


def find_quotes(text: str) -> list[str]:
    """Words between quotation marks, as written."""
    return [(m.group(1) or m.group(2)).strip(" ,.") for m in _QUOTED.finditer(text)]


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, repeats kept."""
    return [word_stem(w) for w in words(text) if w not in STOPWORDS]


def word_stem(word: str) -> str:
    """The stem of one lower-case word, whatever its tense: "fell" is "fall"."""
    return stem(base_form(word))


def base_form(word: str) -> str:
    """The verb that a lower-case word is the irregular past of; another word as it is."""
    return _IRREGULAR.get(word, word)


def _opens_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip("“‘\"'( ")
    return not before or before[-1] in ".!?:;—–“‘"


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()
