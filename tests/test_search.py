"""Ranking: reciprocal rank fusion, words and meaning, whatever is typed into the box."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_checks import texts

from chatbot import Chatbot
from index.search import reciprocal_rank_fusion
from index.words import STOPWORDS, key_words, labels, stems, terms, words

BRIDGE = "The new bridge over the Tamar cost £12 million. The mayor opened it in May."
CAFE = "The Café Zoë near the Łódź road sells crêpes, naïve art and ice-cream from 9.30am."
CODES = "Form P60 and the AK-47 permit are near the desk; C++ and A* are taught NOT here."
RUSSIAN = "Старый мост через реку построили в одном далёком году. Музей закрыт."
TEXTS = {"bridge": BRIDGE, "cafe": CAFE, "codes": CODES, "russian": RUSSIAN}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Chatbot(folder / "home", embedder="builtin", chroma_url=None) as bot:
        bot.add(folder)
        yield bot


# Fusion.


def test_fusion_by_hand():
    fused = reciprocal_rank_fusion([["a", "b", "c"], ["c", "a", "d"]], k=1)
    assert list(fused) == ["a", "c", "b", "d"]
    assert fused == pytest.approx({"a": 1 / 2 + 1 / 3, "c": 1 / 4 + 1 / 2, "b": 1 / 3, "d": 1 / 4})


rankings = st.lists(st.lists(st.integers(0, 20), unique=True, max_size=12), max_size=4)


@given(rankings)
def test_fusion_keeps_everything_and_sorts_it(given_rankings):
    fused = reciprocal_rank_fusion(given_rankings)
    assert set(fused) == {item for ranking in given_rankings for item in ranking}
    assert list(fused.values()) == sorted(fused.values(), reverse=True)


@given(rankings)
def test_an_item_that_nobody_ranks_lower_never_scores_lower(given_rankings):
    fused = reciprocal_rank_fusion(given_rankings)
    missing = 10**6
    for one in fused:
        for other in fused:
            places = [
                (r.index(one) if one in r else missing, r.index(other) if other in r else missing)
                for r in given_rankings
            ]
            if all(a <= b for a, b in places):
                assert fused[one] >= fused[other]


@given(rankings, st.integers(0, 20))
def test_moving_up_in_one_ranking_never_lowers_a_score(given_rankings, item):
    raised = [[item, *(i for i in r if i != item)] if item in r else r for r in given_rankings]
    before, after = reciprocal_rank_fusion(given_rankings), reciprocal_rank_fusion(raised)
    assert after.get(item, 0) >= before.get(item, 0)


# Words.


def lexical(bot, question):
    found = bot._library.match(key_words(question), 10)
    return [bot._library.passages([i])[i].passage.text for i, _ in found]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("opening a bridge", BRIDGE),  # another inflection
        ("cafe zoe", CAFE),  # accents left out
        ("CRÊPES", CAFE),
        ("Łódź", CAFE),
        ("ice-cream", CAFE),
        ("the P60", CODES),
        ("AK-47?", CODES),
        ("далёком", RUSSIAN),
        ("старый музей", RUSSIAN),
    ],
)
def test_words_are_found_however_they_are_written(filled, question, text):
    assert lexical(filled, question)[0] == text


def test_a_passage_with_more_of_the_words_comes_first(filled):
    assert lexical(filled, "bridge mayor café")[:2] == [BRIDGE, CAFE]


@given(st.text(max_size=60))
def test_words_are_lower_case_and_hold_no_syntax(text):
    for word in words(text):
        assert word == word.lower()
        assert word.isalnum()
    assert len(stems(text)) == len(words(text))
    assert set(key_words(text)) <= set(words(text))


def test_stop_words_alone_are_kept():
    assert key_words("What is the AK-47?") == ["ak", "47"]
    assert key_words("Who is it?") == ["who", "is", "it"]
    assert {"who", "is", "it"} <= STOPWORDS


# Labels.


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What does a single cost in Zone 1?", ["zone 1"]),
        ("Who pays for Flat 1b, item 7, and under Section 4?", ["flat 1b", "item 7", "section 4"]),
        ("Line A (Airport); Zone: 2; Band C", ["line a", "zone 2", "band c"]),
        ("how long is line a?", ["line a"]),
        ("What is Line B’s length?", ["line b"]),
        ("zones 1 to 3, bands A and B", ["zones 1 to 3", "bands a and b"]),
        ("Should I pay a fee, and did I say a word?", []),
        ("Does the line a company built run? What’s Ann’s plan, in the U.S.?", []),
        ("It cost 1,200 or 12% in Table 1.2, over 12 days.", []),
        ("", []),
    ],
)
def test_the_labels_of_a_text(text, found):
    assert labels(text) == found


@given(st.text(max_size=60))
def test_a_label_is_a_run_of_words(text):
    run = " ".join(words(text))
    assert all(label in run for label in labels(text))
    assert set(stems(text)) <= terms(text)


ZONES = """# Fares

Table 1. Fares of 1 May in zone order

| Zone | Single | Day |
|---|---|---|
| Zone 1 | 2.40 | 5.10 |
| Zone 2 | 3.10 | 6.30 |
| Zones 1 to 2 | 3.90 | 7.40 |

Line A runs every ten minutes from one end to the other. Line B runs every twenty minutes.
"""


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What is a single in Zone 1?", "Zone: Zone 1;"),
        ("What is a single in zone 2?", "Zone: Zone 2;"),
        ("What is a single in zones 1 to 2?", "Zone: Zones 1 to 2;"),
        ("How often does Line A run?", "Line A runs"),
        ("How often does Line B run?", "Line B runs"),
    ],
)
def test_a_label_of_one_letter_or_digit_tells_what_is_asked_about(bot, write, question, quote):
    bot.add(write("fares.md", ZONES))
    found = max(bot._searcher.sentences(question), key=lambda f: f.overlap)
    assert quote in found.sentence.text


# Whatever is typed.


@pytest.mark.parametrize(
    "question",
    [
        "",
        " \n\t ",
        "?",
        '"',
        "'",
        '"bridge',
        "bridge*",
        "* OR *",
        "NEAR(bridge mayor, 2)",
        "bridge AND NOT mayor",
        "title:bridge",
        "{text heading}: bridge",
        "^bridge + mayor",
        "bridge); DROP TABLE documents; --",
        "%s %d {0} \\",
        "\0",
        "bri\0dge",
        "\ud800 bridge",
        "🌉🌉 👩‍👩‍👧",
        "who is it",
        "мост 橋 جسر",
        "bridge " * 1500,
        " ".join(f"word{n}" for n in range(1500)),
        "x" * 10_000,
        "(" * 3000,
    ],
)
def test_any_question_is_answered_without_an_error(filled, question):
    hits = filled._searcher.search(question)
    assert bool(filled._searcher.sentences(question)) == bool(hits)
    assert bool(hits) == bool(question.strip())
    assert len({hit.passage_id for hit in hits}) == len(hits)


@given(st.text(max_size=40))
def test_any_text_at_all_is_safe_to_look_up(text):
    query = " OR ".join(f'"{word}"' for word in key_words(text))
    assert query.count('"') == 2 * len(key_words(text))


# Hits.


def test_hits_say_what_speaks_for_them(filled):
    hits = filled._searcher.search("What did the bridge cost?")
    assert hits[0].passage.text == BRIDGE
    assert hits[0].document == filled.find("bridge")
    assert hits[0].bm25 > 0
    assert 0 < hits[0].similarity <= 1
    assert hits[-1].bm25 is None
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert len(filled._searcher.search("bridge", limit=2)) == 2


def test_each_sentence_comes_once_with_its_exact_words(bot, write):
    text = " ".join(f"Boat number {n} was built in {1900 + n} by the Ash yard." for n in range(30))
    bot.add(write("boats.txt", text))
    found = bot._searcher.sentences("Which boat was built in 1917?")
    starts = [(f.hit.document.id, f.sentence.start) for f in found]
    assert len(starts) == len(set(starts)) == 30
    assert all(text[f.sentence.start : f.sentence.end] == f.sentence.text for f in found)
    best = max(found, key=lambda f: f.overlap)
    assert "1917" in best.sentence.text
    assert all(0 <= f.overlap <= f.context_overlap <= 1 for f in found)
    assert all(-1.001 <= f.similarity <= 1.001 for f in found)


def test_rare_words_weigh_more(filled):
    found = {f.sentence.text: f for f in filled._searcher.sentences("near the Tamar")}
    tamar = next(f for text, f in found.items() if "Tamar" in text)
    near = next(f for text, f in found.items() if "Form P60" in text)
    assert tamar.overlap > near.overlap > 0


def test_an_empty_library_finds_nothing(bot):
    assert bot._searcher.search("Anything?") == []
    assert bot._searcher.sentences("Anything?") == []
    assert texts(bot, "Anything?") == []
    assert bot.ask("Anything?").abstained
