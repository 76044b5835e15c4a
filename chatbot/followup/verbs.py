"""Common verbs and their forms, so that they can be told from nouns and put in another tense."""

from __future__ import annotations

import re

# Base forms; what many nouns look like too ("report") is left to where it stands.
VERBS = frozenset(
    """accept achieve add admit adopt advise affect agree aim allow announce answer appear apply
    appoint approve argue arrange arrest arrive ask attack attend award ban base be bear
    beat become begin believe belong bid blame block blow board book borrow break bring
    build burn buy call cancel capsize care carry catch cause chair change charge check
    choose claim clean clear close collapse collect collide come command commission compare
    complain complete conclude confirm consider consist contain continue contribute control
    cost count cover create cross cut damage deal decide decline decrease deliver demand
    deny depart depend describe design destroy detect develop die differ disappear discover
    discuss divide dissolve donate double draw drink drive drop drown earn eat elect employ
    end enter escape establish estimate exceed expect expire explain extend face fail fall
    feel fight fill find fine finish fire fit fix flee float flood flow fly follow forbid
    force forget form found freeze fund gain gather get give go govern grant grow guarantee
    hand handle happen head hear help hide hire hit hold host hope identify impose improve
    include increase inherit injure inspect install insure intend introduce invent invest
    investigate invite involve issue join jump keep kill know lack land last launch lay lead
    leak learn leave lend let license lie lift light limit link list live lose love maintain
    make manage marry mean measure meet mend merge miss move name need negotiate note notice
    obtain occur offer open operate oppose order organise overrun owe own paint park pass
    pay perform plan plant play predict prefer prepare present prevent print produce promise
    promote propose protect prove provide publish pull purchase put qualify quit raise rank
    reach read rebuild receive recommend record recover reduce refuse register reject
    release rely remain remove rename renew rent repair repay replace reply report represent
    request require rescue resign respond restore result retire return reveal review ride
    ring rise risk rob ruin run sail save say schedule score see seek seem sell send serve
    set settle share shelter shine shoot show shut sign sing sink sit sleep slow speak
    specify spend split sponsor stand start state stay steal steer stop store strike study
    submit succeed suffer suggest sue supervise supply support suspect suspend survive swim
    take teach tell test think threaten throw tie total touch track trade train transfer
    travel treat try turn use vary visit vote wait walk want warn wear weigh win withdraw
    work write""".split()
)
# base: past and past participle, which is the same where only one is given
_IRREGULAR = {
    base: tuple(forms.split(","))
    for base, forms in (
        pair.split(":")
        for pair in """bear:bore,borne beat:beat,beaten become:became,become begin:began,begun
        bid:bid
        blow:blew,blown break:broke,broken bring:brought build:built buy:bought catch:caught
        choose:chose,chosen come:came,come cost:cost cut:cut deal:dealt do:did,done
        draw:drew,drawn drink:drank,drunk drive:drove,driven eat:ate,eaten fall:fell,fallen
        feel:felt fight:fought find:found flee:fled fly:flew,flown forbid:forbade,forbidden
        forget:forgot,forgotten freeze:froze,frozen get:got give:gave,given go:went,gone
        grow:grew,grown hear:heard hide:hid,hidden hit:hit hold:held hurt:hurt keep:kept
        know:knew,known lay:laid lead:led leave:left lend:lent let:let lie:lay,lain
        lose:lost make:made mean:meant meet:met overrun:overran,overrun pay:paid put:put
        quit:quit read:read rebuild:rebuilt repay:repaid ride:rode,ridden ring:rang,rung
        rise:rose,risen run:ran,run say:said see:saw,seen seek:sought sell:sold send:sent
        set:set shoot:shot show:showed,shown shut:shut sing:sang,sung sink:sank,sunk sit:sat
        sleep:slept speak:spoke,spoken spend:spent split:split stand:stood
        steal:stole,stolen strike:struck swim:swam,swum take:took,taken teach:taught
        tell:told think:thought throw:threw,thrown wear:wore,worn win:won
        withdraw:withdrew,withdrawn write:wrote,written""".split()
    )
}
_BASE = {form: base for base, forms in _IRREGULAR.items() for form in forms}
_BASE |= {"had": "have", "has": "have", "was": "be", "were": "be"}


def base_of(word: str) -> str:
    """The base of a lower-case verb form ("closed": "close"); "" if it is none of a known verb."""
    if word in VERBS:
        return word
    if word in _BASE:
        return _BASE[word]
    for ending, instead in (("ied", "y"), ("ies", "y"), ("ed", ""), ("ing", ""), ("es", ""),
                            ("s", "")):  # fmt: skip
        if not word.endswith(ending):
            continue
        stem = word.removesuffix(ending) + instead
        for base in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
            if base in VERBS:
                return base
    return ""


def is_past(word: str) -> bool:
    """Does this lower-case word look like a past or a past participle?"""
    return (
        (word in _BASE and word not in VERBS)
        or word in ("hit", "cost", "cut", "put", "hurt")
        or (
            word.endswith("ed")
            and (len(word) > 4 or base_of(word) != "")
            and not word.endswith(("eed", "hundred"))
        )
    )


def is_third_person(word: str) -> bool:
    """ "Runs", "carries": a known verb after he, she or it."""
    return word.endswith("s") and base_of(word) not in ("", word)


def past_of(base: str) -> str:
    """The past of a base form: "hired", "began"."""
    if base in _IRREGULAR:
        return _IRREGULAR[base][0]
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ied"
    doubled = re.fullmatch(r"(?:[^aeiou]*|re)[aeiou][bdgklmnprt]", base)
    return base + (base[-1] if doubled else "") + "ed"
