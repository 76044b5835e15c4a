"""Many at once: answers are the same as alone, and no long job keeps anybody waiting."""

from __future__ import annotations

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chatbot import Chatbot
from index.files import absolute

DOCUMENTS = Path(__file__).resolve().parents[1] / "eval" / "documents"
QUESTIONS = (
    "How many days a week may employees work remotely?",
    "Who is the safety adviser?",
    "How many people were injured?",
    "How much did the repairs cost?",
    "When was the deck of the ferry painted?",
    "Why were fines for late return abolished?",
    "Who retired as head librarian?",
    "How much does broadband cost at home?",
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """A library of three bundled documents; tests that add use documents by name."""
    names = ("remote-working-policy.md", "leeds-library-annual-report-2024.html",
             "ferry-collision-final-report.md")  # fmt: skip
    with Chatbot(tmp_path_factory.mktemp("shelf")) as bot:
        bot.add(*(DOCUMENTS / name for name in names))
        bot.warm()
        yield bot


def said(answer):
    """All of an answer but how long it took."""
    kept = answer.to_dict()
    return {name: kept[name] for name in kept if not name.startswith("seconds")}


def test_eight_threads_get_the_answers_that_each_would_get_alone(shelf):
    alone = [said(shelf.ask(question)) for question in QUESTIONS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda n: said(shelf.ask(QUESTIONS[n % 8])), range(24)))
    assert together == alone * 3


def test_eight_conversations_at_once_do_not_mix(shelf):
    def converse(n):
        talk = shelf.conversation()
        first, second = QUESTIONS[n], QUESTIONS[(n + 3) % 8]
        talk.ask(first)
        talk.ask(second)
        kept = shelf.conversations(f"person {n}")
        mine = kept.new()
        for turn in talk.turns:
            kept.append(mine, turn)
        return [turn.asked or turn.question for turn in kept.turns(mine)] == [first, second]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(converse, range(8)))
    assert all(len(shelf.conversations(f"person {n}").list()) == 1 for n in range(8))


def test_questions_are_answered_while_many_documents_are_read(shelf, tmp_path):
    only = [document.id for document in shelf.documents()]
    text = (DOCUMENTS / "moorland-restoration-trial.md").read_text()
    for n in range(5):
        (tmp_path / f"moor{n}.md").write_text(f"# Moor number {n}\n\n{text}")

    def seconds(n):
        started = time.perf_counter()
        answer = shelf.ask(QUESTIONS[n % 8], only)
        return time.perf_counter() - started, said(answer)

    alone = [seconds(n) for n in range(8)]
    reports = []
    reading = threading.Thread(target=lambda: reports.append(shelf.add(tmp_path)))
    reading.start()
    during = []
    while reading.is_alive():
        during.append(seconds(len(during)))
    reading.join()
    assert len(reports[0].added) == 5
    assert len(during) >= 3
    usual = statistics.median(took for took, _ in alone)
    # Two jobs on one machine share it; waiting for the other to end would take far longer.
    assert statistics.median(took for took, _ in during) < 6 * usual + 0.1
    quoted = [one["text"] for _, one in alone]
    assert [one["text"] for _, one in during] == [quoted[n % 8] for n in range(len(during))]


def test_nothing_waits_for_a_writer_in_the_middle_of_a_transaction(shelf):
    answer = shelf.ask(QUESTIONS[0])
    started = time.perf_counter()
    with shelf._database.writing(), shelf._database.transaction(), ThreadPoolExecutor(1) as other:
        assert other.submit(shelf.ask, QUESTIONS[0]).result(10).text == answer.text
        kept = shelf.conversations("ann")
        talk = kept.new()
        other.submit(kept.append, talk, answer).result(10)
        assert other.submit(kept.list).result(10)[0].id == talk
        assert other.submit(shelf.documents).result(10)
    assert time.perf_counter() - started < 8


def test_a_question_between_two_writes_does_not_read_every_vector(shelf, write, monkeypatch):
    dense, library = shelf._dense, shelf._library
    path = write("new.txt", "The lamp on the pier was lit in 1862.")
    real = library.store
    asked = []

    def store(*given):
        left = real(*given)
        asked.append(shelf.ask(QUESTIONS[0]))  # the library is ahead of Chroma now
        return left

    monkeypatch.setattr(library, "store", store)
    monkeypatch.setattr(dense, "_exact", lambda *given: pytest.fail("read every vector"))
    assert shelf.add(path).added
    assert not asked[0].abstained
    assert shelf.ask("When was the lamp on the pier lit?").short == "1862"
    assert shelf.find(str(absolute(path)))
