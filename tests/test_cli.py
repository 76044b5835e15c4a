"""The command line, from outside: what it prints, where, and with which exit code."""

import io
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from chatbot.cli import app
from chatbot.terminal.progress import follow_summary
from chatbot.terminal.render import Out, clean, converse, follow, show_answer
from chatbot.terminal.verb import Verb
from chatbot.types import (
    Answer,
    AnswerDone,
    AnswerSentence,
    Citation,
    EvidenceFound,
    SentenceWritten,
    SummaryDone,
    SummaryProgress,
    Verdict,
)

ROOT = Path(__file__).parent.parent
HARBOUR = """# Harbour report

The harbour employs 430 people in winter. The lighthouse was repainted in 1987.

Fishing boats land herring on Tuesdays. The ferry to Skerry Island takes 25 minutes.
"""
BAKERY = """Bakery handbook

The ovens are lit at four in the morning. Rye bread rests for 18 hours before it is baked.
"""
STAFF = "How many people does the harbour employ in winter?"
UNKNOWN = "Which telescope discovered the ninth moon of Neptune?"
VERBS = ("add", "ask", "chat", "summarise", "compare", "list", "remove", "doctor", "serve")


@pytest.fixture
def run():
    """Runs `footnote ARGS…` in this process, away from the user's own settings."""

    def invoke(*args, **options):
        return CliRunner(env={"FOOTNOTE_HOME": None, "FOOTNOTE_MODEL": None}).invoke(
            app, [str(arg) for arg in args], prog_name="footnote", **options
        )

    return invoke


def write_documents(folder):
    folder.mkdir()
    (folder / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (folder / "bakery.txt").write_text(BAKERY, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A library of the two documents; tests that change a library make their own."""
    folder = tmp_path_factory.mktemp("cli")
    result = CliRunner().invoke(
        app, ["--home", str(folder / "home"), "add", str(write_documents(folder / "documents"))]
    )
    assert result.exit_code == 0, result.output
    return folder / "home"


@pytest.fixture
def own(run, tmp_path):
    """A library that the test may change, and the folder of its documents."""
    documents = write_documents(tmp_path / "documents")
    assert run("add", documents, "--home", tmp_path / "home").exit_code == 0
    return SimpleNamespace(home=tmp_path / "home", documents=documents)


def command(*args):
    return [sys.executable, "-m", "chatbot.cli", *map(str, args)]


def environment():
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("FOOTNOTE_", "FORCE_"))}
    return {**ours, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def spawn(*args, **options):
    """`footnote ARGS…` in a process of its own."""
    return subprocess.run(
        command(*args), env=environment(), capture_output=True, text=True, timeout=120, **options
    )


# help and usage


def processor_seconds():
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_help_is_fast_and_names_every_verb():
    times = []
    for _ in range(3):
        start = processor_seconds()  # what it takes on an idle machine, however busy this one is
        result = spawn("--help")
        times.append(processor_seconds() - start)
    assert result.returncode == 0
    assert all(re.search(rf"\b{verb}\b", result.stdout) for verb in VERBS)
    assert min(times) < 0.5


def test_help_loads_nothing_heavy():
    script = (
        "import sys; from chatbot.cli import app\n"
        "try: app(['ask', '--help'])\n"
        "except SystemExit: print(*sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], env=environment(), capture_output=True, text=True
    )
    loaded = {name.partition(".")[0] for name in result.stdout.split()}
    assert "typer" in loaded
    heavy = {"torch", "numpy", "pydantic_settings", "chromadb", "llama_index", "gradio", "sqlite3"}
    assert not loaded & heavy


def test_version(run):
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("footnote ")


@pytest.mark.parametrize(
    "args",
    [
        ["ask"],
        ["ask", "what", "--nonsense"],
        ["ask", "what", "--json", "--markdown"],
        ["asc", "what"],
        ["list", "--home", ""],
        ["serve", "--port", "0"],
    ],
)
def test_wrong_usage_exits_2(run, args):
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "footnote" in result.stderr


# add


def test_adding_again_changes_nothing(run, own):
    result = run("--home", own.home, "add", own.documents, "--json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert len(report["unchanged"]) == 2
    assert not report["added"] and not report["failed"]


def test_a_failed_file_is_named_with_its_reason_and_the_rest_is_kept(run, tmp_path):
    folder = write_documents(tmp_path / "documents")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 but no more than that")
    result = run("add", folder, "--home", tmp_path / "home")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.count("broken.pdf") == 1 and len(line) > len(str(folder / "broken.pdf: "))
    assert len(json.loads(run("list", "--json", "--home", tmp_path / "home").stdout)) == 2


def test_a_path_that_is_not_there_fails(run, tmp_path):
    result = run("add", tmp_path / "nowhere.txt", "--home", tmp_path / "home")
    assert result.exit_code == 1
    assert result.stderr.count("nowhere.txt") == 1


def test_prune_drops_what_is_gone(run, own):
    (own.documents / "bakery.txt").unlink()
    assert run("add", own.documents, "--prune", "--home", own.home).exit_code == 0
    listed = json.loads(run("list", "--json", "--home", own.home).stdout)
    assert [Path(document["path"]).name for document in listed] == ["harbour.md"]


# ask


def test_an_answer_is_marked_and_its_sources_follow(run, home):
    result = run("ask", STAFF, "--home", home)
    assert result.exit_code == 0
    answer, sources = result.stdout.split("\nSources\n")
    assert "The harbour employs 430 people in winter. [1]" in answer
    assert "[1] “The harbour employs 430 people in winter.” — Harbour report" in sources
    assert "\x1b" not in result.output
    assert result.stderr == ""


def test_the_question_needs_no_quotes(run, home):
    quoted, bare = run("ask", STAFF, "--home", home), run("ask", *STAFF.split(), "--home", home)
    assert bare.stdout == quoted.stdout


def test_a_dash_reads_the_question_from_stdin(run, home):
    assert "430" in run("ask", "-", "--home", home, input=STAFF + "\n").stdout


def test_an_empty_question_is_an_error(run, home):
    result = run("ask", "-", "--home", home, "--json", input=" \n")
    assert result.exit_code == 1
    assert "empty" in json.loads(result.stdout)["error"]


def test_json_is_the_whole_answer(run, home):
    result = run("ask", STAFF, "--json", "--home", home)
    answer = json.loads(result.stdout)
    assert result.exit_code == 0 and result.stderr == ""
    assert not answer["abstained"]
    assert answer["short"] == "430"
    assert answer["citations"][0]["quote"] == "The harbour employs 430 people in winter."


def test_markdown_has_footnotes(run, home):
    result = run("ask", STAFF, "--markdown", "--home", home)
    assert "The harbour employs 430 people in winter.[^1]" in result.stdout
    assert "[^1]: “" in result.stdout


@pytest.mark.parametrize("form", [[], ["--json"], ["--markdown"]])
def test_abstaining_exits_3_only_when_asked_to(run, home, form):
    asked = ["ask", UNKNOWN, "--home", home, *form]
    assert run(*asked).exit_code == 0
    result = run(*asked, "--exit-code")
    assert result.exit_code == 3
    assert "The documents don't say." in result.stdout
    assert "\nSources\n" not in result.stdout


def test_in_restricts_the_documents(run, home):
    result = run("ask", STAFF, "--in", "bakery.txt", "--json", "--home", home)
    answer = json.loads(result.stdout)
    quoted = [*answer["citations"], *answer["related"]]
    assert all(Path(citation["path"]).name == "bakery.txt" for citation in quoted)
    assert "430" not in answer["text"]


def test_an_unknown_document_is_an_error_for_people(run, home):
    result = run("ask", STAFF, "--in", "nothing.pdf", "--home", home)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("footnote: ") and "nothing.pdf" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_errors_are_json_too(run, home):
    result = run("ask", STAFF, "--in", "nothing.pdf", "--json", "--home", home)
    assert result.exit_code == 1
    assert result.stderr == ""
    error = json.loads(result.stdout)
    assert set(error) == {"error", "remedy"}
    assert "nothing.pdf" in error["error"]


@pytest.mark.parametrize("verb", [["ask", STAFF], ["chat"]])
def test_an_empty_library_says_how_to_fill_it(run, tmp_path, verb):
    result = run(*verb, "--home", tmp_path / "home")
    assert result.exit_code == 1
    assert "footnote add" in result.stderr
    assert str(tmp_path / "home") in result.stderr


def test_a_fresh_process_prints_nothing_but_the_answer(home):
    result = spawn("ask", STAFF, "--home", home)
    assert result.returncode == 0
    assert "430" in result.stdout
    assert result.stderr == ""
    assert "\x1b" not in result.stdout


# options


def test_home_and_model_stand_before_or_after_the_verb(run, home, tmp_path):
    listed = run("--home", home, "list", "--json").stdout
    assert len(json.loads(listed)) == 2
    assert run("list", "--json", "--home", home).stdout == listed
    assert run("--home", tmp_path / "x", "list", "--json", "--home", home).stdout == listed
    assert run("list", "--json", env={"FOOTNOTE_HOME": str(home)}).stdout == listed
    given = run("--home", home, "list", "--json", env={"FOOTNOTE_HOME": str(tmp_path / "x")})
    assert given.stdout == listed


@pytest.mark.parametrize("place", ["before", "after", "environment"])
def test_an_unknown_model_is_an_error(run, home, place):
    before = ["--model", "nonsense"] if place == "before" else []
    after = ["--model", "nonsense"] if place == "after" else []
    env = {"FOOTNOTE_MODEL": "nonsense"} if place == "environment" else {}
    result = run(*before, "ask", STAFF, "--home", home, *after, env=env)
    assert result.exit_code == 1
    assert result.stderr.startswith("footnote: ") and "nonsense" in result.stderr


# list, remove, doctor


def test_a_summary_is_markdown_with_footnotes_or_json(run, home):
    printed = run("summarise", "--home", home, "Harbour report", "--words", 20).stdout
    assert "[^1]" in printed and "[^1]: “" in printed
    data = json.loads(run("summarise", "--home", home, "--words", 40, "--json").stdout)
    assert len(data["documents"]) == 2
    assert data["citations"]


def following(closed, *events):
    """The events of a summary, and a note when they are closed."""
    try:
        for event in events:
            if isinstance(event, BaseException):
                raise event
            yield event
    finally:
        closed.append(True)


def test_how_far_a_summary_is_stands_on_stderr_of_a_terminal_only(capsys):
    closed = []
    summary = object()
    for terminal in (True, False):
        events = following(closed, SummaryProgress("Reading part 2 of 9", 1, 10, 66.0),
                           SummaryDone(summary))  # fmt: skip
        assert follow_summary(events, Out(stderr=True, terminal=terminal)) is summary
        shown = capsys.readouterr()
        assert shown.out == ""
        assert ("Reading part 2 of 9 (1 of 10, about 66 s left)" in shown.err) == terminal
    assert len(closed) == 2


def test_ctrl_c_stops_the_model_that_summarises():
    closed = []
    with pytest.raises(KeyboardInterrupt):
        follow_summary(following(closed, KeyboardInterrupt()), Out(stderr=True))
    events = following(closed, SummaryProgress("Reading", 0, 1))
    with pytest.raises(RuntimeError):
        follow_summary(events, Out(stderr=True))
    assert len(closed) == 2


def test_a_comparison_cites_both_documents(run, home):
    data = json.loads(run("compare", "--home", home, "harbour.md", "bakery.txt", "--json").stdout)
    cited = {
        side["citations"][0]["title"]
        for c in data["claims"]
        for side in (c["old"], c["new"])
        if side
    }
    assert len(cited) == 2


@pytest.mark.parametrize(
    ("name", "begins"), [("a.md", b"# "), ("a.HTML", b"<!doctype html>"), ("a.docx", b"PK")]
)
def test_a_summary_is_written_in_the_form_that_the_name_asks_for(run, home, tmp_path, name, begins):
    result = run("summarise", "--home", home, "--words", 20, "--out", tmp_path / name)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert (tmp_path / name).read_bytes().lower().startswith(begins.lower())


def test_a_form_that_does_not_exist_is_an_error_for_people(run, home, tmp_path):
    result = run("summarise", "--home", home, "--out", tmp_path / "a.pdf")
    assert result.exit_code == 1
    assert ".docx" in result.stderr
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("verb", [("summarise",), ("compare", "a.md", "b.md")])
def test_a_wrong_form_is_refused_before_the_work(run, tmp_path, verb):
    result = run(*verb, "--home", tmp_path / "none", "--out", tmp_path / "a.xyz")
    assert result.exit_code == 1
    assert ".docx" in result.stderr
    assert not (tmp_path / "none").exists()


def test_list_in_a_pipe_is_one_line_a_document(run, home):
    headings, *rows = [line.split("\t") for line in run("list", "--home", home).stdout.splitlines()]
    assert headings == ["title", "date", "pages", "sentences", "path", "id"]
    assert {row[0] for row in rows} >= {"Harbour report"}
    assert all(len(row) == len(headings) for row in rows) and len(rows) == 2


def test_list_of_nothing_is_no_error(run, tmp_path):
    result = run("list", "--home", tmp_path / "home")
    assert result.exit_code == 0 and "footnote add" in result.stderr
    assert json.loads(run("list", "--json", "--home", tmp_path / "home").stdout) == []


def test_remove_says_what_went(run, own):
    result = run("remove", "Harbour report", "--home", own.home)
    assert result.exit_code == 0
    assert "Harbour report" in result.stdout and "harbour.md" in result.stdout
    assert (own.documents / "harbour.md").exists()
    (left,) = json.loads(run("list", "--json", "--home", own.home).stdout)
    assert json.loads(run("remove", left["id"], "--json", "--home", own.home).stdout) == {
        "removed": [left]
    }


def test_remove_takes_all_or_nothing(run, own):
    result = run("remove", "Harbour report", "nothing.pdf", "--home", own.home)
    assert result.exit_code == 1 and "nothing.pdf" in result.stderr
    assert len(json.loads(run("list", "--json", "--home", own.home).stdout)) == 2


def test_remove_refuses_an_ambiguous_name(run, own):
    (own.documents / "copy.md").write_text(HARBOUR + "\nOne more line.\n", encoding="utf-8")
    assert run("add", own.documents, "--home", own.home).exit_code == 0
    result = run("remove", "Harbour report", "--home", own.home)
    assert result.exit_code == 1
    assert "Harbour report" in result.stderr
    assert len(json.loads(run("list", "--json", "--home", own.home).stdout)) == 3


def test_doctor_finds_health(run, home):
    assert run("doctor", "--home", home).exit_code == 0
    result = run("doctor", "--json", "--home", home)
    assert json.loads(result.stdout) == {"healthy": True, "problems": [], "fixed": []}


def test_doctor_finds_and_fixes_lost_vectors(run, own):
    shutil.rmtree(own.home / "chroma")
    result = run("doctor", "--home", own.home)
    assert result.exit_code == 1
    assert "Problem: " in result.stdout and "doctor --fix" in result.stdout
    sick = json.loads(run("doctor", "--json", "--home", own.home).stdout)
    assert not sick["healthy"] and {"what", "remedy"} <= set(sick["problems"][0])
    mended = run("doctor", "--fix", "--home", own.home)
    assert mended.exit_code == 0
    assert "Fixed: " in mended.stdout
    assert run("doctor", "--home", own.home).exit_code == 0


# chat


def test_chat_answers_a_pipe(home):
    result = spawn("chat", "--home", home, input=f"{STAFF}\n\n/sources\n/nonsense\n{UNKNOWN}\n")
    assert result.returncode == 0
    assert result.stderr == ""
    first, sources, nonsense, last = re.split(r"^\? .*\n", result.stdout, flags=re.MULTILINE)[1:]
    assert "430 people in winter. [1]" in first
    assert sources.strip() == first[first.index("Sources") :].split("\n\n")[0].strip()
    assert "/nonsense" in nonsense
    assert "The documents don't say." in last


def test_chat_ends_with_quit(run, home):
    result = run("chat", "--home", home, input=f"/quit\n{STAFF}\n")
    assert result.exit_code == 0
    assert "430" not in result.stdout


class ScriptedTalk:
    """A conversation whose streams are given; notes which were closed."""

    def __init__(self, *streams):
        self.streams, self.closed = list(streams), 0

    def stream(self, question):
        try:
            for event in self.streams.pop(0):
                if isinstance(event, BaseException):
                    raise event
                yield event
        finally:
            self.closed += 1


def test_ctrl_c_stops_the_answer_but_not_the_chat(monkeypatch, capsys):
    stopped = [SentenceWritten(ANSWER.sentences[0]), KeyboardInterrupt()]
    talk = ScriptedTalk(stopped, [AnswerDone(ANSWER)])
    monkeypatch.setattr(sys, "stdin", io.StringIO("one\ntwo\n"))
    assert converse(talk, Out(), Out(stderr=True), live=True)
    before, after = capsys.readouterr().out.split("? two")
    assert "Stopped." in before and "Sources" not in before
    assert "Sources" in after
    assert talk.closed == 2


# processes


def test_a_closed_pipe_is_quiet(home):
    process = subprocess.Popen(
        command("list", "--home", home),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(60) == 0


def test_ctrl_c_exits_130(home):
    process = subprocess.Popen(
        command("chat", "--home", home),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Started behind a shell's "&", the tests inherit that Ctrl-C is ignored.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    process.stdin.write(f"{UNKNOWN}\n/sources\n")
    process.stdin.flush()
    while "no answer with sources" not in process.stdout.readline():
        assert process.poll() is None
    time.sleep(1)  # now it waits for the next line, on a busy machine too
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in out + err


def failing_app():
    failing = typer.Typer(pretty_exceptions_enable=False)

    @failing.command(cls=Verb)
    def verb(as_json: bool = typer.Option(False, "--json")):
        raise ZeroDivisionError("one\x1b[31m by\nnought")

    return failing


def test_the_unexpected_is_one_line(monkeypatch):
    monkeypatch.delenv("FOOTNOTE_DEBUG", raising=False)
    result = CliRunner().invoke(failing_app(), [])
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "ZeroDivisionError: one by nought" in line and "report" in line and "\x1b" not in line
    error = json.loads(CliRunner().invoke(failing_app(), ["--json"]).stdout)
    assert set(error) == {"error", "remedy"}


def test_debug_shows_the_unexpected_in_full():
    result = CliRunner().invoke(failing_app(), [], env={"FOOTNOTE_DEBUG": "1"})
    assert isinstance(result.exception, ZeroDivisionError)


# serve: the page itself has its own tests; here, how it is called


@pytest.mark.parametrize(
    ("host", "warned"), [("127.0.0.1", False), ("localhost", False), ("0.0.0.0", True)]
)
def test_serve_calls_the_page_and_warns_of_others(run, monkeypatch, tmp_path, host, warned):
    calls = []

    def main(argv):
        calls.append((argv, os.environ["FOOTNOTE_HOME"], os.environ["FOOTNOTE_MODEL"]))

    monkeypatch.setitem(sys.modules, "app", SimpleNamespace(main=main))
    result = run(
        "--model", "builtin", "serve", "--host", host, "--port", "9", "--home", tmp_path / "home"
    )
    assert result.exit_code == 0
    assert calls == [(["--host", host, "--port", "9"], str(tmp_path / "home"), "builtin")]
    assert ("warning" in result.stderr) == warned


def test_how_sure_an_answer_must_be_is_an_option(run, home):
    asked = ["ask", STAFF, "--home", home, "--json", "--min-confidence"]
    assert json.loads(run(*asked, "1").stdout)["abstained"]
    assert not json.loads(run(*asked, "0").stdout)["abstained"]
    wrong = run(*asked[:-2], "--min-confidence", "bold")
    assert wrong.exit_code == 1 and not wrong.stdout
    assert "'bold' is neither strict, balanced, helpful nor a number from 0 to 1" in wrong.stderr


# rendering


def cite(number, quote):
    return Citation(number, "d", "Pay [b]", "/d/pay.md", None, 3, "", 0, len(quote), quote)


QUOTE = "Of 4300 staff, 430 are paid more [than most]."
ANSWER = Answer(
    question="How many?",
    sentences=(
        AnswerSentence(QUOTE, (cite(1, QUOTE),), Verdict("quoted", "not in [1]", "It was 7.")),
    ),
    short="430",
    abstained=False,
    confidence=0.9,
    related=(cite(2, "Seen also."),),
    model="scripted",
    seconds_to_evidence=0.1,
    seconds=0.2,
)


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return monkeypatch


def test_a_terminal_sets_the_short_fact_off(terminal, capsys):
    show_answer(ANSWER, Out(terminal=True))
    shown = capsys.readouterr().out
    assert "Of 4300 staff, \x1b[1m430\x1b[0m are paid more [than most]." in shown
    assert "\x1b[2mWithheld: “It was 7.” (not in [1])" in shown
    assert "\x1b[2m“Seen also.” — " in shown


@pytest.mark.parametrize("abstained", [True, False])
def test_a_terminal_shows_what_the_documents_do_not_say(terminal, capsys, abstained):
    missing = {"abstained": True, "sought": "Looked for \x1b[2Ja date."}
    half = {"unanswered": ("Who ran \x1b[2Jit?",)}
    show_answer(replace(ANSWER, **(missing if abstained else half)), Out(terminal=True))
    shown = capsys.readouterr().out
    told = "Looked for a date." if abstained else "The documents don't say: “Who ran it?”"
    assert f"\x1b[33m{told}" in shown and "\x1b[2J" not in shown
    assert shown.index(told) < shown.index("Seen also.")


def test_no_color_means_no_escape_codes(terminal, capsys):
    terminal.setenv("NO_COLOR", "1")
    show_answer(ANSWER, Out(terminal=True))
    shown = capsys.readouterr().out
    assert QUOTE in shown and "\x1b" not in shown


def test_long_lines_stay_whole_in_a_pipe(terminal, capsys):
    terminal.setenv("COLUMNS", "20")
    show_answer(ANSWER, Out())
    assert f"[1] “{QUOTE}” — Pay [b], page 3\n" in capsys.readouterr().out


def test_a_live_answer_shows_each_sentence_before_the_next_is_written(capsys):
    def events():
        yield EvidenceFound("How many?", (cite(1, QUOTE),), 0.9, True)
        yield SentenceWritten(ANSWER.sentences[0])
        assert QUOTE in capsys.readouterr().out
        yield AnswerDone(ANSWER)

    assert follow(events(), Out(), Out(stderr=True), live=True) == ANSWER
    rest = capsys.readouterr().out
    assert "In short: 430" in rest
    assert rest.count(QUOTE) == 1  # among the sources


def test_the_short_fact_is_a_whole_word(terminal, capsys):
    tricky = Answer(**{f: getattr(ANSWER, f) for f in Answer.__slots__ if f != "short"}, short="30")
    show_answer(tricky, Out(terminal=True))
    shown = capsys.readouterr().out
    assert QUOTE in shown
    assert "In short: \x1b[1m30\x1b[0m" in shown


@given(st.text())
def test_clean_text_steers_no_terminal(text):
    cleaned = clean(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", cleaned)
    assert clean(cleaned) == cleaned


@given(st.text(st.characters(exclude_categories=["Cc"])))
def test_clean_keeps_every_other_character(text):
    assert clean(text) == text
