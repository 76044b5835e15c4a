"""The closed classes of English words: what surrounds nouns and verbs."""

from __future__ import annotations

BE = frozenset("is are was were be been being am isn’t aren’t wasn’t weren’t".split())
DO = frozenset("do does did don’t doesn’t didn’t".split())
HAVE = frozenset("has have had hasn’t haven’t hadn’t".split())
MODALS = frozenset(
    "will would can could shall should may might must won’t can’t couldn’t shouldn’t wouldn’t"
    " cannot".split()
)
AUXILIARIES = BE | DO | HAVE | MODALS
WH = frozenset("who whom whose what which when where why how".split())
PREPOSITIONS = frozenset(
    """about above across after against along among around as at before behind below beside besides
    between beyond by despite during except for from in inside into like near of off on onto
    opposite out outside over past per regarding since through throughout till to toward towards
    under until up upon via with within without than""".split()
)
LOCATIVE = frozenset("in at on near around inside outside by from to".split())
ARTICLES = frozenset("the a an".split())
DEMONSTRATIVES = frozenset("this that these those".split())
POSSESSIVES = frozenset("his her its their my your our whose".split())
QUANTIFIERS = frozenset(
    "any some each every no both all many few several most more other another such enough".split()
)
DETERMINERS = ARTICLES | DEMONSTRATIVES | POSSESSIVES | QUANTIFIERS
SUBORDINATORS = frozenset(
    "when while after before because if unless until since although though whether that which who"
    " where once and but so as".split()
)
PRONOUNS = frozenset(
    """i you he she it we they me him her us them himself herself itself themselves there here one
    ones someone somebody anyone anybody everyone everybody nobody nothing anything something
    everything else others mine yours hers theirs none""".split()
)
ADVERBS = frozenset(
    """not also ever never still then now already yet so just only even again too very quite almost
    always often sometimes usually aboard abroad aground ashore later earlier soon ago
    together once twice today tomorrow yesterday mostly mainly exactly actually originally
    finally eventually currently recently well instead apart back away down rather
    overall""".split()
)
CONJUNCTIONS = frozenset("and or but nor".split())
CLOSED = (
    (AUXILIARIES | WH | PREPOSITIONS | PRONOUNS | ADVERBS | CONJUNCTIONS)
    | frozenset("if because although though unless whether while until not no".split())
) - DETERMINERS

SAYING = frozenset(
    """say said says claim claimed think thought believe believed argue argued agree agreed know
    knew known find found show showed shown suggest suggested decide decided mean means meant
    conclude concluded ensure reveal revealed report reported announce announced warn warned
    true likely clear sure certain""".split()
)
# Said of a subject after "is": they end its noun phrase.
PREDICATIVE = frozenset(
    """open closed shut free safe available due responsible liable allowed able true false late
    early eligible entitled insured required compulsory mandatory legal illegal like worth
    made based involved present absent willing ready dead alive old long big large high tall
    deep wide heavy fast common effective profitable popular full empty blue red green""".split()
)
