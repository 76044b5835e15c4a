"""The metrics would notice: a chatbot broken on purpose loses sharply in the one that matches.

The real pipeline answers the same bundled cases each time, whole and with one part of it broken.
"""

from __future__ import annotations

import dataclasses
import shutil
import time
from pathlib import Path

import pytest
from scripted import ScriptedLLM

from chatbot import Chatbot, evidence
from chatbot.reader import quoting
from eval.cases.dataset import bundled
from eval.judging.llm_judge import Judge
from eval.metrics import METRICS, metric, value
from eval.observed import Row
from eval.runs.run import Plan, run
from eval.runs.systems import Footnote
from index.search import Searcher


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The folder of an unbroken run over a sample of the bundled cases, and its rows."""
    out = tmp_path_factory.mktemp("whole")
    return out, run(Plan(bundled().sample(90, seed=1), ("builtin",)), out).rows


@pytest.fixture
def broken(whole, tmp_path):
    """Asks the same again, as the pipeline now is; returns a metric's value before and after."""
    folder, before = whole
    shutil.copytree(folder / "library", tmp_path / "library")

    def _broken(**settings):
        with Chatbot(tmp_path / "library", model="builtin", **settings) as bot:
            system = Footnote(bot)
            after = [Row("builtin", row.case, system.ask(row.case)) for row in before]
        return lambda name: (value(metric(name), before), value(metric(name), after))

    return _broken


def test_citations_that_point_elsewhere(broken, monkeypatch):
    quote = quoting.quote

    def shuffled(found):
        other = (found[-1].citation,)
        return tuple(dataclasses.replace(s, citations=other) for s in quote(found))

    monkeypatch.setattr(quoting, "quote", shuffled)
    change = broken()
    for name in ("citation_precision", "citation_recall", "right_and_cited"):
        before, after = change(name)
        assert after < before / 2, name
    before, after = change("right")
    assert after >= before - 0.02  # what is said is as right as before


def test_evidence_in_the_wrong_order(broken, monkeypatch):
    order = evidence.reranked
    monkeypatch.setattr(evidence, "reranked", lambda *given: order(*given)[::-1])
    # Confidence falls with it; abstaining must not hide what is said.
    change = broken(min_confidence=0.0)
    for name in ("right", "first_sentence", "score"):
        before, after = change(name)
        assert after < before / 2, name
    before, after = change("f1")
    assert after < before * 0.75


def test_a_search_that_puts_the_worst_first(broken, monkeypatch):
    search = Searcher.search

    def reversed_search(self, question, documents=None, limit=10):
        return search(self, question, documents, 50)[::-1][:limit]

    monkeypatch.setattr(Searcher, "search", reversed_search)
    change = broken()
    for name in ("recall_1", "recall_5", "ndcg_10"):
        before, after = change(name)
        assert after < before / 2, name


def test_never_abstaining(broken):
    change = broken(min_confidence=0.0)
    before, after = change("abstention_recall")
    assert after < before / 2
    before, after = change("wrong_on_unanswerable")
    assert after > before * 1.3
    before, after = change("wrong")
    assert after > before * 1.1


def test_always_abstaining(broken):
    change = broken(min_confidence=1.0)
    for name in ("right", "answered", "right_and_cited", "exact_match"):
        before, after = change(name)
        assert before > 0.05
        assert after == 0, name
    before, after = change("abstention_precision")
    assert after < before * 0.75
    assert change("wrong")[1] == 0


def test_an_answer_to_another_question(broken, monkeypatch):
    ask, answers = Footnote.ask, []

    def late(self, case):
        answers.append(ask(self, case))
        return answers[-2] if len(answers) > 1 else answers[-1]

    monkeypatch.setattr(Footnote, "ask", late)
    change = broken()
    for name in ("score", "right", "exact_match", "f1"):
        before, after = change(name)
        assert after < before / 2, name


def test_slow_search_and_long_quotes(broken, monkeypatch):
    search = Searcher.sentences

    def slow(self, *given):
        time.sleep(0.2)
        return search(self, *given)

    monkeypatch.setattr(Searcher, "sentences", slow)
    monkeypatch.setattr(quoting, "NEARLY", 10.0)  # quotes a second sentence whatever it says
    change = broken()
    for name in ("evidence_p50", "words_p50", "end_p50", "end_p95"):
        before, after = change(name)
        assert after > before + 0.15, name
    before, after = change("words_to_check")
    assert after > before * 1.2


WRITTEN = ("verified", "withheld", "tokens_read", "tokens_written")


def written(llm, whole, tmp_path):
    """The metrics of sentences that a scripted model writes, over a few answered cases."""
    folder, before = whole
    home = tmp_path / llm.metadata.model_name
    shutil.copytree(folder / "library", home)
    cases = [row.case for row in before if not row.observed.abstained][:8]
    with Chatbot(home, model=llm) as bot:
        system = Footnote(bot)
        rows = [Row("scripted", case, system.ask(case)) for case in cases]
    return {name: value(metric(name), rows) for name in WRITTEN}


def test_a_model_that_makes_things_up(whole, tmp_path):
    faithful = written(ScriptedLLM(name="faithful", say=_in_other_words), whole, tmp_path)
    lying = written(ScriptedLLM(name="lying", say=_made_up), whole, tmp_path)
    assert faithful["verified"] > 0.8
    assert faithful["withheld"] < 0.2
    assert lying["verified"] == 0
    assert lying["withheld"] == 1
    assert lying["tokens_written"] > 1.5 * faithful["tokens_written"]
    assert lying["tokens_read"] == faithful["tokens_read"] > 100


def _in_other_words(prompt):
    return f"It is so that {_first_quote(prompt)} [1]"


def _made_up(prompt):
    return f"In 1743 the Duke of Nowhere paid 98,765 guineas for {_first_quote(prompt) * 2} [1]"


def _first_quote(prompt):
    quote = prompt.split("“", 1)[1].split("”", 1)[0].rstrip(".")
    return quote[0].lower() + quote[1:]


def test_a_judge_that_says_wrong(whole, monkeypatch):
    _, rows = whole
    judged = []
    for verdict in ("Right.", "wrong"):
        judge = Judge("local:smollm2")
        judge.__dict__["_llm"] = ScriptedLLM(name="judge", say=lambda prompt, v=verdict: v)
        some = [
            dataclasses.replace(row, judged=judge.right(row.case, row.observed)) for row in rows[:5]
        ]
        judged.append(value(metric("judged"), some))
    assert judged == [1.0, 0.0]


def test_every_metric_is_broken_above():
    """A new metric comes with a way to break it."""
    tested = Path(__file__).read_text(encoding="utf-8")
    sure = {"evidence_p95", "words_p95"}  # as their medians, but noisier
    assert [m.name for m in METRICS if m.name not in sure and f'"{m.name}"' not in tested] == []
