"""What kind of thing a noun or a name is: a person, a body, a place, a time, or a thing."""

from __future__ import annotations

from typing import Literal

from chatbot.followup.given_names import FEMALE, MALE

Kind = Literal["person", "body", "place", "time", "event", "thing", "name"]
Gender = Literal["he", "she", ""]

PEOPLE = frozenset(
    """accountant actor adult adviser analyst applicant architect artist assistant attacker auditor
    author baker barrister boss boy brewer bride broker brother builder candidate captain
    carer caretaker chair chairman chairperson chairwoman champion chancellor chaplain chef
    child children citizen cleaner clerk client coach colleague columnist commissioner
    commuter complainant composer conductor constable consultant contractor coordinator
    coroner councillor coxswain crewman curator customer cyclist daughter dean defendant
    dentist deputy designer detective developer director doctor donor driver economist
    editor electrician employee employer engineer executive expert farmer father fellow
    firefighter fisherman foreman founder gardener geologist girl governor graduate guard
    guest guide headmaster headteacher heir helmsman historian husband immigrant inspector
    instructor intern inventor investigator investor journalist judge keeper king labourer
    landlady landlord lawyer leader lecturer lender librarian lieutenant lodger magistrate
    man manager mate mayor mechanic member men midwife minister monk mother musician
    neighbour novelist nurse officer official operator owner painter parent participant
    partner passenger patient patron pedestrian pensioner people person philosopher
    physicist pilot player plumber poet policeman politician pope porter preacher president
    priest prince princess principal prisoner producer professor programmer prosecutor pupil
    queen ranger rector registrar reporter representative researcher resident respondent
    retailer ringer rower sailor scholar scientist sculptor secretary senator sergeant
    servant sheriff shopkeeper singer sister skipper soldier solicitor son speaker spokesman
    spokesperson spokeswoman staff steward student successor suffragette superintendent
    supervisor surgeon surveyor suspect swimmer teacher technician tenant tourist reader
    subscriber borrower seller buyer grower cook climber walker angler diver performer
    dancer campaigner protester entrepreneur agent ambassador signatory householder
    shareholder customer motorist wheelchair-user trader trainee treasurer trustee tutor
    user vicar victim visitor volunteer voter waiter warden widow wife winner witness woman
    women worker writer youth nephew niece uncle aunt rider referee operative predecessor
    bishop duke earl emperor general colonel admiral baron grandmother grandfather toddler
    teenager baby""".split()
)
BODIES = frozenset(
    """academy administration agency alliance army association authority bank board body brewery
    bureau business cabinet centre charity church city club college commission committee company
    congress consortium cooperative corporation council court department firm force foundation
    government group hospital inquiry inspectorate institute ltd ministry museum network office
    organisation organization parish parliament partnership party police practice press
    railway school service society team trust union university charity plc
    inc""".split()
)
PLACES = frozenset(
    """airport area avenue bay beach borough bridge building capital castle church city close coast
    country county court district dock drive estate farm field forest garden green harbour
    hill hospital house island isle lake lane library mill moor mountain museum park parish
    pier place port quay region river road room row school shore site square state station
    street terrace theatre town university valley village ward wharf wood yard zone hall
    hotel prison reservoir canteen kitchen factory laboratory headquarters campus cemetery
    market shop branch""".split()
)
TIMES = frozenset(
    """afternoon april august autumn century christmas day decade december easter evening february
    friday holiday hour january july june march may midnight minute monday month morning
    night noon november october quarter saturday season second september spring summer
    sunday thursday time tuesday wednesday week weekday weekend winter year""".split()
)
# Called "she" as often as "it".
VESSELS = frozenset(
    """barge boat cruiser ferry frigate liner lifeboat schooner ship steamer submarine tanker
    trawler tug vessel yacht locomotive""".split()
)
EVENTS = frozenset(
    """accident attack auction audit battle blaze bombing campaign closure collapse collision
    concert conference crash disaster discovery earthquake election eruption explosion fall
    fire flood game hearing incident inspection launch leak massacre match meeting merger
    murder opening outbreak protest race raid regatta restoration riot robbery sale sinking
    storm strike strikes survey trial vote war wedding wreck""".split()
)
# What something has: "the cost" is always the cost of something.
RELATIONAL = frozenset(
    """age aim amount author budget capacity captain cause causes chair chairman chairwoman
    conclusion conclusions consequence consequences cost costs crew damage date deadline
    delay deputy design director duration effect effects fare fee fees findings fine founder
    funding height impact income length limit location loss losses manager master name
    number outcome owner owners payment penalty population price prices profit purpose rate
    reason reasons recommendation recommendations rent result results revenue salary size
    speed target title total turnover value verdict victims wage weather weight width winner
    address capital colour depth designer architect successor predecessor secretary
    treasurer president leader""".split()
)
_ODD_PLURALS = frozenset(
    "people men women children police staff teeth feet mice data geese".split()
)
_SINGULAR_IN_S = frozenset(
    "news lens bus gas campus corps series species census virus crisis basis analysis chaos "
    "headquarters christmas status chess process access".split()
)


def is_plural(noun: str) -> bool:
    """Is this lower-case noun a plural, by its look?"""
    if noun in _ODD_PLURALS or (noun.endswith(("men", "people")) and noun != "specimen"):
        return True
    return (
        noun.endswith("s")
        and len(noun) > 3
        and not noun.endswith(("ss", "us", "is", "’s"))
        and noun not in _SINGULAR_IN_S
    )


def singular(noun: str) -> str:
    """The singular of a lower-case noun, near enough to look it up."""
    odd = {"men": "man", "women": "woman", "children": "child", "people": "person"}
    if noun in odd or not is_plural(noun) or noun in _ODD_PLURALS:
        return odd.get(noun, noun)
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("ches", "shes", "xes", "sses")) else noun[:-1]


def plural(noun: str) -> str:
    """The plural of a lower-case noun."""
    odd = {"man": "men", "woman": "women", "child": "children", "person": "people"}
    if noun in odd or is_plural(noun):
        return odd.get(noun, noun)
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def kind_of_noun(noun: str) -> Kind:
    """The kind of a common noun; "thing" when it is in no list."""
    noun = singular(noun.lower())
    if noun in PEOPLE or noun.endswith(("woman", "person")):
        return "person"
    if noun in TIMES:
        return "time"
    if noun in EVENTS:
        return "event"
    if noun in PLACES:
        return "place"
    return "body" if noun in BODIES else "thing"


def kind_of_name(name: str, article: bool, honorific: bool, before: str) -> Kind:
    """The kind of a name; "name" when nothing tells.

    Args:
        article: Whether "the" stands before it, as never before a person's.
        honorific: Whether "Mr", "Dr" … does.
        before: The word before it, lower case: "in" makes a place likely.
    """
    words = name.lower().split()
    last = singular(words[-1])
    if honorific:
        return "person"
    if last in TIMES:
        return "time"
    if last in ("ltd", "plc", "inc", "council", "trust", "association", "company", "committee"):
        return "body"
    if not article and len(words) > 1 and words[0] in MALE | FEMALE:
        return "person"
    if last in PLACES and (len(words) > 1 or before in ("in", "at")):
        return "place"
    if last in BODIES or (name.isupper() and len(name) > 1):
        return "body"
    if article:
        return kind_of_noun(last) if len(words) > 1 else "thing"
    return "place" if before in ("in", "at", "near") else "name"


def gender_of(text: str) -> Gender:
    """Whom a name or role may be: "he", "she", or "" when it does not tell."""
    words = text.lower().replace("the ", "").split()
    first, last = (words[0].rstrip("."), words[-1]) if words else ("", "")
    if first in MALE | {"mr", "sir", "lord"} or last.endswith(("sman", "rman", "eman")):
        return "he"
    if last in {"man", "boy", "king", "father", "son", "husband", "brother"}:
        return "he"
    if first in FEMALE | {"mrs", "ms", "miss", "lady", "dame"} or last.endswith("woman"):
        return "she"
    return "she" if last in {"girl", "queen", "mother", "daughter", "wife", "sister"} else ""
