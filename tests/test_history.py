"""Conversations are kept, found, named, deleted and brought back; each for its owner alone."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.history import HistoryError, HistoryFile, UnknownConversation, conversations
from chatbot.history.conversations import Conversations
from chatbot.types import Answer, AnswerSentence, Citation, Verdict

seconds = st.floats(0, 1e6)
answers = st.builds(Answer, confidence=seconds, seconds=seconds, seconds_to_evidence=seconds)


def citation(quote, start=0, number=1, document="d1"):
    place = start, start + len(quote)
    return Citation(
        number, document, "Report", "/r.txt", dt.date(2024, 3, 1), None, "", *place, quote
    )


def answer(question, *quotes, asked=""):
    cited = [q if isinstance(q, Citation) else citation(q) for q in quotes]
    sentences = tuple(AnswerSentence(c.quote, (c,), Verdict("quoted")) for c in cited)
    return Answer(
        question, sentences, None, not cited, 0.9, (), "builtin", 0.1, 0.2, asked=asked
    )  # fmt: skip


@pytest.fixture
def kept(tmp_path):
    return Conversations(HistoryFile(tmp_path), "ann")


def begun(kept, *questions):
    talk = kept.new()
    for question in questions:
        kept.append(talk, answer(question, f"On {question}"))
    return talk


@settings(max_examples=100, deadline=None)
@given(answers)
def test_an_answer_comes_back_from_its_dict_also_by_way_of_json(made):
    assert Answer.from_dict(made.to_dict()) == made
    assert Answer.from_dict(json.loads(json.dumps(made.to_dict()))) == made


def test_an_answer_of_a_newer_version_loses_only_what_is_unknown():
    made = answer("Who?", "Ann did.")
    newer = {**made.to_dict(), "mood": "fine"}
    newer["sentences"][0]["verdict"]["by"] = "x"
    assert Answer.from_dict(newer) == made


def test_turns_come_back_in_order_and_survive_a_restart(tmp_path):
    with Chatbot(tmp_path / "home") as bot:
        talk = begun(bot.conversations("ann"), "First?", "Second?")
    with Chatbot(tmp_path / "home") as bot:
        turns = bot.conversations("ann").turns(talk)
        assert turns == (answer("First?", "On First?"), answer("Second?", "On Second?"))
        (info,) = bot.conversations("ann").list()
        assert (info.id, info.name, info.turns) == (talk, "First", 2)
        assert abs((dt.datetime.now(dt.UTC) - info.when).total_seconds()) < 60


def test_a_resumed_conversation_understands_a_follow_up(bot, write):
    bot.add(write("r.txt", "The Leeds branch has 40 staff. The York branch has 25 staff."))
    talk = bot.conversation()
    talk.ask("How many staff has the Leeds branch?")
    resumed = bot.conversation(talk.turns)
    resumed.ask("And the York branch?")
    assert "25" in resumed.turns[-1].text
    assert resumed.turns[0] == talk.turns[0]


def test_a_conversation_is_listed_from_its_first_turn_on_newest_first(kept):
    assert kept.turns(kept.new()) == ()
    assert kept.list() == ()
    one, two = begun(kept, "One?"), begun(kept, "Two?")
    assert [info.id for info in kept.list()] == [two, one]
    kept.append(one, answer("One more?", "Yes."))
    assert [info.id for info in kept.list()] == [one, two]


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ("Please, how many staff are there?", "How many staff are there"),
        ("hello", "Hello"),
        ("Who\n chaired   it?", "Who chaired it"),
        ("?", "Conversation"),
        ("How many of the members of the board of the harbour voted for the new pier in 2024?",
         "How many of the members of the board of the harbour voted…"),
    ],
)  # fmt: skip
def test_a_name_comes_from_the_first_question(kept, first, name):
    begun(kept, first)
    assert kept.list()[0].name == name


def test_renaming_and_taking_the_name_back(kept):
    talk = begun(kept, "Who chaired it?")
    kept.rename(talk, "  The\nchair ")
    assert kept.list()[0].name == "The chair"
    kept.rename(talk, "")
    assert kept.list()[0].name == "Who chaired it"


def test_search_looks_in_names_questions_and_answers(kept):
    pier, café = begun(kept, "What did the pier cost?"), begun(kept, "When does the Café open?")
    kept.rename(pier, "Repairs")
    assert [i.id for i in kept.list("repairs")] == [pier]
    assert [i.id for i in kept.list("PIER cost")] == [pier]
    assert [i.id for i in kept.list("cafe")] == [café]
    assert [i.id for i in kept.list("on open?")] == [café]
    assert {i.id for i in kept.list(" ")} == {pier, café}
    for nothing in ("pier café", "%", "_", "' OR 1=1 --", '"'):
        assert kept.list(nothing) == ()


def test_dropping_the_last_turn_to_ask_it_again(kept):
    talk = begun(kept, "One?", "Two?")
    kept.drop_last(talk)
    assert [turn.question for turn in kept.turns(talk)] == ["One?"]
    kept.drop_last(talk)
    kept.drop_last(talk)
    assert kept.list() == ()
    kept.append(talk, answer("Three?", "Yes."))
    assert kept.list()[0].name == "Three"


def test_deleting_can_be_undone_for_a_while(kept, monkeypatch, tmp_path):
    talk, other = begun(kept, "Secret plans?"), begun(kept, "Other?")
    kept.delete(talk)
    assert [info.id for info in kept.list()] == [other]
    assert kept.turns(talk) == ()
    kept.restore(talk)
    assert [info.id for info in kept.list()] == [other, talk]
    kept.delete(talk)
    monkeypatch.setattr(conversations, "UNDO_SECONDS", -1.0)
    kept.list()
    with pytest.raises(UnknownConversation):
        kept.restore(talk)
    files = b"".join(path.read_bytes() for path in tmp_path.glob("conversations.db*"))
    assert b"Secret" not in files
    assert b"Other" in files


def test_a_deleted_conversation_that_goes_on_is_there_again(kept):
    talk = begun(kept, "One?")
    kept.delete(talk)
    kept.append(talk, answer("Two?", "Yes."))
    assert kept.list()[0].turns == 2


def test_nobody_reaches_anothers_conversation_even_knowing_its_id(kept, tmp_path):
    talk = begun(kept, "Ann's question?")
    bob = Conversations(HistoryFile(tmp_path), "bob")
    assert bob.list() == () == bob.list("Ann") == bob.turns(talk)
    for reach in (bob.delete, bob.restore, bob.drop_last, bob.to_markdown):
        with pytest.raises(UnknownConversation):
            reach(talk)
    with pytest.raises(UnknownConversation):
        bob.rename(talk, "Mine")
    bob.append(talk, answer("Bob's?", "His."))
    bob.delete(talk)
    assert [turn.question for turn in kept.turns(talk)] == ["Ann's question?"]
    assert kept.list()[0].turns == 1


def test_markdown_numbers_footnotes_through_and_repeats_none(kept):
    fact, other = citation("Forty were there."), citation("It rained.", 50)
    talk = kept.new()
    kept.append(talk, answer("How many?", fact))
    kept.append(talk, answer("The weather then?", other, fact, asked="And <the> weather?"))
    kept.append(talk, answer("Why?"))
    text = kept.to_markdown(talk)
    assert text.startswith("# How many\n")
    assert "Forty were there.[^1]" in text
    assert "It rained.[^2] Forty were there.[^1]" in text
    assert r"## And \<the\> weather?" in text
    assert "Understood as “The weather then?”" in text
    assert "The documents don't say." in text
    assert text.count("[^1]: “Forty were there.” — Report, 2024-03-01") == 1
    assert text.count("\n[^") == 2


def test_odd_characters_are_kept(kept):
    talk = begun(kept, "half \ud800 a pair \x00?")
    assert kept.turns(talk)[0].question == "half \ud800 a pair \x00?"
    assert kept.list("half")[0].id == talk
    assert kept.turns("\ud800") == ()


def test_many_threads_append_at_once_and_nothing_is_lost(kept):
    talk = kept.new()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: kept.append(talk, answer(f"Q{n}?", "A.")), range(40)))
    assert {turn.question for turn in kept.turns(talk)} == {f"Q{n}?" for n in range(40)}


def _append(home, talk, begin):
    kept = Conversations(HistoryFile(home), "ann")
    for n in range(begin, begin + 10):
        kept.append(talk, answer(f"Q{n}?", "A."))


def test_two_processes_append_at_once_and_nothing_is_lost(kept, tmp_path):
    talk = kept.new()
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_append, args=(tmp_path, talk, n)) for n in (0, 10)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert len(kept.turns(talk)) == 20


def test_a_damaged_file_is_told_in_words_and_left_as_it_is(kept, tmp_path):
    begun(kept, "One?")
    path = tmp_path / "conversations.db"
    path.write_bytes(b"no database at all " * 100)
    for use in (kept.list, lambda: begun(kept, "Two?"), lambda: kept.turns("x")):
        with pytest.raises(HistoryError, match=r"conversations\.db is damaged.*left as it is"):
            use()
    assert path.read_bytes() == b"no database at all " * 100


def test_one_unreadable_answer_is_told_and_the_rest_go_on(kept, tmp_path):
    talk, other = begun(kept, "One?"), begun(kept, "Two?")
    with sqlite3.connect(tmp_path / "conversations.db") as connection:
        connection.execute("UPDATE turns SET answer = '{}' WHERE id = ?", (talk,))
    with pytest.raises(HistoryError, match="not as this version writes it"):
        kept.turns(talk)
    assert len(kept.list()) == 2
    assert kept.turns(other)


def test_a_newer_file_is_not_touched(kept, tmp_path):
    begun(kept, "One?")
    with sqlite3.connect(tmp_path / "conversations.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(HistoryError, match="newer Footnote"):
        kept.list()


def test_the_doctor_sets_a_damaged_file_aside_and_a_new_one_is_begun(bot):
    kept = bot.conversations("ann")
    begun(kept, "One?")
    assert bot.doctor().healthy
    path = bot.settings.home / "conversations.db"
    path.write_bytes(b"no database at all " * 100)
    (problem,) = bot.doctor().problems
    assert "conversations.db is damaged" in problem.what
    assert "doctor --fix" in problem.remedy
    mended = bot.doctor(fix=True)
    assert mended.healthy
    aside = bot.settings.home / "conversations-damaged-1.db"
    assert str(aside) in mended.fixed[0]
    assert aside.read_bytes() == b"no database at all " * 100
    begun(kept, "Two?")
    assert [info.name for info in kept.list()] == ["Two"]
