"""Reports of a run, over small made runs: the figures, what is listed, and that nothing leaks."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import io
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from chatbot.strictness import STRICTNESS
from chatbot.terminal.render import Out
from eval.cases.case import Case, Source
from eval.observed import Cited, Observed, Row, Said
from eval.report import write_reports
from eval.report.difference import show_comparison
from eval.report.html import as_html
from eval.report.markdown import as_markdown
from eval.report.summary import pairs_of, summarise
from eval.report.terminal import show_summary
from eval.runs.results import ResultsError, Run, RunInfo

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FERRY = Case("When does the ferry leave?", expect=(("9:40",),), cite=(Source("ferry.txt"),))
ROLLS = Case("How many rolls are sold?", expect=(("450", "four hundred and fifty"),))
OWNER = Case("Who owns it?", ("Who runs the bakery?",), expect=(("Mr Hale",),), kind="follow-up")
PLANET = Case("Which planet has most moons?", abstain=True, kind="far")
CASES = (FERRY, ROLLS, OWNER, PLANET)


def answer(text, seconds=0.02, quote="It leaves at 9:40.", **more):
    cited = Cited("ferry.txt", None, 0, len(quote), quote)
    return Observed(text, (Said(text, (cited,)),), seconds=seconds, **more)


def silence(seconds=0.02, **more):
    return Observed("The documents don't say.", abstained=True, seconds=seconds, **more)


def made(cases=CASES, **answers):
    """A run of the systems named (spaces for underscores), one answer for each case in turn."""
    systems = tuple(name.replace("_", " ") for name in answers)
    rows = tuple(
        Row(system, case, observed)
        for number, case in enumerate(cases)
        for system, given in zip(systems, answers.values(), strict=True)
        for observed in given[number : number + 1]
    )
    ids = tuple(case.id for case in cases)
    return Run(RunInfo("two documents", ("ferry.txt", "bakery.html"), ids, systems), rows)


@pytest.fixture(scope="module")
def run():
    """builtin handles 3 of 4 rightly, the baseline 1 of 4."""
    return made(
        builtin=[
            answer("It leaves at 9:40.", 0.01, confidence=0.9),
            answer("They sell 45 rolls.", 0.02, confidence=0.6),
            answer("Mr Hale owns it.", 0.03, confidence=0.8),
            silence(0.04, confidence=0.05, otherwise="It leaves at 9:40."),
        ],
        baseline_builtin=[
            answer("It leaves at 9:40.", 1.0),
            answer("They sell 45 rolls.", 2.0),
            Observed("", error="the model ran out of memory", seconds=3.0),
            answer("Saturn.", 4.0),
        ],
    )


@pytest.fixture(scope="module")
def summary(run):
    return summarise(run)


@pytest.fixture(scope="module")
def page(summary):
    return as_html(summary)


def shown(show, *args, width=None):
    """What `show` prints: in a pipe, or on a terminal of that many columns."""
    out = Out(terminal=width is not None)
    out.file = io.StringIO()
    out._color_system = None
    if width:
        out.width = width
    show(*args, out)
    return re.sub(r"\x1b\[[0-9;]*m", "", out.file.getvalue())


def cells(text, label):
    """The cells of the one table line that starts so."""
    [line] = [x for x in text.splitlines() if x.strip(" |").startswith(f"{label} ")]
    return [cell.strip() for cell in re.split(r" {2,}|\|", line) if cell.strip()][1:]


def test_the_figures_are_those_worked_out_by_hand(summary):
    lines = {line.metric.name: line for line in summary.lines}
    assert [cell.value for cell in lines["score"].cells] == [0.75, 0.25]
    assert [cell.value for cell in lines["right"].cells] == pytest.approx([2 / 3, 1 / 3])
    assert [cell.value for cell in lines["wrong"].cells] == [0.25, 0.75]
    assert [cell.value for cell in lines["abstention_recall"].cells] == [1.0, 0.0]
    assert lines["end_p50"].cells[0].value == pytest.approx(0.025)
    assert lines["end_p50"].cells[1].value == pytest.approx(2.0)  # the failure has no say
    assert lines["score"].ratios[0].times == pytest.approx(3.0)
    assert lines["abstention_recall"].ratios == (None,)  # nothing is so many times 0
    assert lines["end_p50"].ratios[0].better is True
    assert "tokens_read" not in lines  # no language model, no line
    kinds = {kind.label: [cell.value for cell in kind.cells] for kind in summary.kinds}
    assert kinds == {"single fact": [0.5, 0.5], "follow-up": [1, 0], "unanswerable, far": [1, 0]}


def test_terminal_and_markdown_show_them(summary):
    table = shown(show_summary, summary)
    assert cells(table, "handled rightly")[::2] == ["75%", "25%", "3.0×"]
    assert cells(table, "to the end, p50")[0] == "25 ms"
    assert cells(table, "single fact (2)")[::2] == ["50%", "50%"]
    text = as_markdown(summary)
    first, second, ratio = cells(text, "handled rightly")
    assert (first[:4], second[:4], ratio) == ("75% ", "25% ", "3.0×")
    assert cells(text, "unanswerable, far")[0] == "1"


def test_html_shows_them(page):
    assert "<b>75%</b><span>of all questions handled rightly</span>" in page
    assert "baseline 25% (3.0×)" in page
    assert "75% by builtin, 25% by baseline builtin" in page


@pytest.mark.parametrize(("systems", "width"), [(1, 80), (2, 80), (3, 120), (4, 120)])
def test_the_table_fits_the_terminal(run, systems, width):
    names = ("builtin", "baseline local:smollm2", "local:smollm2", "baseline builtin")[:systems]
    given = {name: [row.observed for row in run.of("baseline builtin")] for name in names}
    text = shown(show_summary, summarise(made(**given)), width=width)
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    assert len(cells(text, "handled rightly")) >= systems


def test_each_system_is_held_against_the_baseline_of_its_model():
    names = ("builtin", "a", "baseline a", "baseline b", "b")
    held = (("builtin", "baseline a"), ("a", "baseline a"), ("b", "baseline b"))
    assert pairs_of(names) == held
    assert pairs_of(("builtin", "a")) == ()


def test_chance_is_not_called_better():
    right, wrong = answer("It leaves at 9:40."), answer("Soon.")
    cases = [dataclasses.replace(FERRY, question=f"When, number {n}?") for n in range(8)]
    a, b = [right, wrong] * 4, [wrong, right] * 3 + [wrong, wrong]
    lines = summarise(made(cases, x=a, baseline_x=b)).lines
    [line] = [line for line in lines if line.metric.name == "score"]
    assert line.ratios[0].times == pytest.approx(4 / 3)
    assert line.ratios[0].better is None


def test_markdown_lists_wrong_answers(summary):
    text = as_markdown(summary)
    assert "  - baseline builtin said: Saturn.\n  - why wrong: answered, though" in text
    assert "  - why wrong: failed: the model ran out of memory" in text
    assert "expected: “450” or “four hundred and fifty”" in text
    assert "(after “Who runs the bakery?”)" in text
    assert text.count("why wrong:") == 4


def test_markdown_lists_fifty_of_all_kinds_and_counts_the_rest():
    cases = [dataclasses.replace(FERRY, question=f"When, number {n}?") for n in range(70)]
    text = as_markdown(summarise(made([*cases, PLANET], x=[answer("Soon.")] * 71)))
    assert text.count("why wrong:") == 50
    assert "Which planet" in text
    assert "And 21 more wrong answers" in text


NASTY = (
    '<script>alert(1)</script> | `x` *y* " onload="alert(1) <img src=x onerror=a()> $lead \x1b[2J'
)


@pytest.fixture(scope="module")
def nasty():
    """Every text that comes from outside tries to be more than text."""
    case = Case(NASTY, (NASTY,), expect=((NASTY,),), forbid=(NASTY,), cite=(Source(NASTY),))
    cited = Cited(NASTY, None, 0, 9, NASTY)
    said = Observed(NASTY, (Said(NASTY, (cited,)),), confidence=0.5, seconds=1.0)
    kept = dataclasses.replace(silence(), otherwise=NASTY, confidence=0.4)
    rows = (Row(NASTY, case, said), Row("b", case, kept), Row("c", case, Observed("", error=NASTY)))
    info = RunInfo(NASTY, (NASTY,), (case.id,), (NASTY, "b", "c"), NASTY, NASTY, NASTY, NASTY)
    return summarise(Run(info, rows))


class Tags(HTMLParser):
    """The tags of a page, and the text of its scripts."""

    def __init__(self, page):
        super().__init__()
        self.found, self.scripts, self._in = [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._in = tag

    def handle_data(self, data):
        if self._in == "script":
            self.scripts.append(data)

    def handle_endtag(self, tag):
        self._in = ""


@pytest.mark.parametrize("which", ["summary", "nasty"])
def test_the_page_is_one_file_with_no_code_but_its_own(which, request):
    page = as_html(request.getfixturevalue(which))
    tags = Tags(page)
    assert len(tags.scripts) == 1
    digest = base64.b64encode(hashlib.sha256(tags.scripts[0].encode()).digest()).decode()
    [policy] = [a["content"] for tag, a in tags.found if a.get("http-equiv")]
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert not {tag for tag, _ in tags.found} & {"img", "link", "iframe", "object", "a", "base"}
    for _, attributes in tags.found:
        assert not [name for name in attributes if name.startswith("on") or name == "src"]
        links = [value for name, value in attributes.items() if name.endswith("href")]
        assert all(link.startswith("#") for link in links)
    assert "http://" not in page
    assert "https://" not in page
    assert set(re.findall(r"url\((.)", page)) <= {"#"}
    assert "@import" not in page


def test_markdown_shows_texts_as_they_are(nasty):
    text = as_markdown(nasty)
    assert "\x1b" not in text
    code = [line for line in text.splitlines() if line.startswith("    ")]
    assert len(code) == 1  # the command; in code nothing is Markdown
    assert not re.search(r"(?<!\\)[<>`$]", text.replace(code[0], ""))
    [line] = [line for line in text.splitlines() if line.startswith("| handled rightly")]
    assert len(re.findall(r"(?<!\\)\|", line)) == 5  # the three systems' cells and the label's


def test_terminal_gets_no_escape_sequences(nasty):
    assert "\x1b[2J" not in shown(show_summary, nasty, width=120)


def test_html_lists_every_case_with_its_quotes(page):
    assert page.count("<details class=case") == 4
    assert page.count("<article") == 8
    assert "<q>It leaves at 9:40.</q> <cite>ferry.txt</cite>" in page
    assert "It kept to itself: “It leaves at 9:40.”" in page
    assert "failed: the model ran out of memory" in page
    assert "after “Who runs the bakery?”" in page


def test_of_very_many_answers_html_lists_the_wrong_ones():
    cases = [dataclasses.replace(FERRY, question=f"When, number {n}?") for n in range(1010)]
    given = [answer("It leaves at 9:40.")] * 1000 + [answer("Soon.")] * 10
    page = as_html(summarise(made(cases, x=given)))
    assert page.count("<details class=case") == 10
    assert "Of 1,010 answers only wrong ones are listed, 10 of 10" in page


def test_the_words_for_strictness_stand_in_the_reports(summary, page):
    assert [choice.word for choice in summary.choices["builtin"]] == list(STRICTNESS)
    assert list(summary.choices) == ["builtin"]  # the baseline gives no confidence
    text = as_markdown(summary)
    for word, least in STRICTNESS.items():
        given = [right for sure, right in ((0.9, True), (0.6, False), (0.8, True)) if sure >= least]
        precision, recall = (f"{100 * sum(given) / of:.0f}%" for of in (len(given), 3))
        assert cells(text, word) == [f"{least:.2g}", precision, recall, "100%"]
    for word in STRICTNESS:
        assert f"<tr><th scope=row>{word}</th>" in page
        assert re.search(rf">(?:\w+, )*{word}(?:, \w+)*</text>", page)  # on the curve


def test_plots_say_what_they_show(page):
    labels = re.findall(r'aria-label="([^"]*)"', page)
    assert any("single fact: builtin 50%, baseline builtin 50%" in label for label in labels)
    assert any("builtin answers 67% of the answerable questions rightly" in x for x in labels)
    assert page.count("<figure>") == 4
    assert "Calibration of confidence: ECE" in page


def test_one_system_without_confidence_or_model():
    summary = summarise(made(CASES[:1], x=[answer("It leaves at 9:40.")]))
    page = as_html(summary)
    assert page.count("<figure>") == 2  # nothing unanswerable was asked, no confidence given
    assert "baseline" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert as_markdown(summary).rstrip().endswith("None.")
    assert cells(shown(show_summary, summary, width=80), "handled rightly")[0] == "100%"


def test_an_unfinished_run_says_so():
    begun = summarise(made(builtin=[answer("It leaves at 9:40.")], other=[]))
    for text in (as_html(begun), as_markdown(begun), shown(show_summary, begun)):
        assert "unfinished, 1 of 8 answers" in text
    empty = summarise(made(builtin=[]))
    assert "unfinished, 0 of 4 answers" in as_html(empty) + as_markdown(empty)
    assert "0 of 4" in shown(show_summary, empty, width=80)


def test_the_same_run_gives_the_same_bytes(run, tmp_path):
    files = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        write_reports(summarise(run), tmp_path / name)
        files.append([f.read_bytes() for f in sorted((tmp_path / name).iterdir())])
    assert files[0] == files[1]
    assert len(files[0]) == 2


def test_a_folder_that_cannot_be_written_is_named(summary, tmp_path):
    with pytest.raises(ResultsError, match="nowhere"):
        write_reports(summary, tmp_path / "nowhere")


def test_comparison_lists_gained_and_lost():
    a = made(x=[answer("It leaves at 9:40."), answer("45"), answer("Nobody."), silence()])
    b = made(x=[answer("Soon."), answer("450"), answer("Mr Hale."), silence()])
    text = shown(show_comparison, a, b)
    assert cells(text, "handled rightly")[:3] == ["50%", "75%", "+25 points"]
    assert "2 cases gained, 1 lost: p = 1.000" in text
    gained, lost = text.split("Gained")[1].split("Lost")
    assert re.findall("• (.*)", gained) == [
        ROLLS.question,
        f"{OWNER.question} (after “Who runs the bakery?”)",
    ]
    assert re.findall("• (.*)", lost) == [FERRY.question]
    assert "A: It leaves at 9:40." in lost
    assert "B: Soon." in lost
    assert max(map(len, shown(show_comparison, a, b, width=80).splitlines())) <= 80


def test_comparison_of_a_run_with_itself(run):
    text = shown(show_comparison, run, run)
    assert text.count("0 cases gained, 0 lost: p = 1.000") == 2  # of both systems
    assert "Gained" not in text


def test_comparison_counts_cases_that_are_in_one_run_only():
    a, b = made(x=[silence()] * 4), made(CASES[:3], x=[silence()] * 3)
    assert "3 questions in both, 1 only in A" in shown(show_comparison, a, b)


def test_comparison_needs_something_in_common():
    a, b = made(x=[silence()]), made(x=[silence()], y=[silence()])
    other = made([dataclasses.replace(FERRY, question="What else?")], x=[silence()])
    assert "A x, B y" in shown(show_comparison, a, made(y=[silence()]))
    with pytest.raises(ResultsError, match="no question in common"):
        shown(show_comparison, a, other)
    with pytest.raises(ResultsError, match="no system in common"):
        shown(show_comparison, b, made(z=[silence()]))


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs chromium")
def test_the_list_can_be_filtered_and_nothing_else_runs(page, nasty, tmp_path):
    from playwright.sync_api import sync_playwright

    (tmp_path / "page.html").write_text(page, "utf-8")
    (tmp_path / "nasty.html").write_text(as_html(nasty), "utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        seen, alarms = browser.new_page(), []
        seen.on("dialog", lambda dialog: (alarms.append("dialog"), dialog.dismiss()))
        seen.on("console", lambda message: alarms.append(message.text))
        seen.on("pageerror", lambda error: alarms.append(str(error)))
        seen.on("request", lambda request: alarms.append(request.url))
        seen.goto((tmp_path / "page.html").as_uri())
        counts = []
        for name, choice in [
            ("outcome", "wrong"),
            ("system", "0"),
            ("outcome", ""),
            ("kind", "far"),
        ]:
            seen.select_option(f"select[name={name}]", choice)
            counts.append(seen.locator(".case:visible").count())
        seen.select_option("select[name=kind]", "")
        seen.fill("input[name=text]", "MR HALE")
        counts.append(seen.locator(".case:visible").count())
        seen.goto((tmp_path / "nasty.html").as_uri())
        seen.wait_for_selector("output:has-text('1 of 1')", state="attached")
        browser.close()
    assert counts == [3, 1, 4, 1, 1]
    assert [alarm for alarm in alarms if not alarm.startswith("file:")] == []
