"""Exports: what a file says, that nothing in a document can break it, and that notes add up."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import zipfile
from collections import Counter
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbot import export
from chatbot.export.phrases import around, shown
from chatbot.export.report import runs
from chatbot.export.strip import strip, strips
from chatbot.export.text import literal
from chatbot.types import (
    Answer,
    AnswerSentence,
    Change,
    Citation,
    Claim,
    Comparison,
    Coverage,
    KeyFact,
    Section,
    Summary,
    Theme,
    Verdict,
)
from index.load import load
from index.types import DocumentInfo

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = (
    "</title></style><script>alert(1)</script> \" ' onload=x [^1] [a](b) | **b** \x00\x1b[2J\u202e"
)


class Made:
    """Hand-made results, all of whose words pass through `say`."""

    def __init__(self, say=lambda text: text):
        self.say = say
        self.report = self.document("01", "Harbour report", dt.date(2024, 3, 12), 14)
        self.minutes = self.document("02", "Board minutes", None, 0)

    def document(self, key, title, date, pages):
        return DocumentInfo(key, self.say(title), f"/shelf/{key}.txt", date, pages, 40)

    def citation(self, quote, start=0, document=None, number=1):
        of = document or self.report
        page = 2 if of.pages else None
        end = start + 60
        words = (self.say(quote), self.say("Works"))
        return Citation(
            number, of.id, of.title, of.path, of.date, page, words[1], start, end, words[0]
        )

    def sentence(self, text, *citations, verdict=None):
        verdict = verdict or Verdict("quoted")
        return AnswerSentence(self.say(text), citations, verdict)

    def quoted(self, quote, start=0, document=None):
        return self.sentence(quote, self.citation(quote, start, document))

    def summary(self):
        say = self.say
        piers = self.citation("Two piers cost £6.4 million.", 500)
        fees = self.citation("Fees rise by 4% in April.", 1200, number=2)
        dredger = self.citation("The dredger was idle for 31 days.", 2100, number=7)
        other = self.citation("Fees rise by 3% in April.", 90, self.minutes, 3)
        partly = Verdict("partly", say("“piers” is not in it"))
        return Summary(
            documents=(self.report, self.minutes),
            asked_words=20,
            focus=say("money"),
            gist=self.sentence("Two piers cost £6.4 million.", piers),
            sentences=(
                self.sentence("Two piers cost £6.4 million.", piers),
                self.sentence("Fees and piers rise.", fees, piers, verdict=partly),
            ),
            key_facts=(
                KeyFact("figure", say("£6.4 million"), piers),
                KeyFact("quote", say("Ines Okafor"), dataclasses.replace(fees, number=1)),
            ),
            themes=(
                Theme(
                    say("Fees"),
                    (self.sentence("4%.", fees), self.sentence("3%.", other)),
                    False,
                    say("4% against 3%"),
                ),
                Theme(say("Piers"), (self.sentence("Two.", piers),), True),
            ),
            coverage=Coverage(
                (
                    Section("01", "", 0, 400, 3, "skipped", say("only boilerplate"), 0),
                    Section("01", say("Works"), 400, 2000, 31, "read", "", 2),
                    Section(
                        "01", say("Dredging"), 2000, 3000, 9, "failed", say("no reply"), 0,
                        (KeyFact("figure", say("31 days"), dredger),),
                    ),
                    Section("02", say("Fees"), 0, 900, 12, "read", "", 0),
                ),
                (("01", 3000), ("02", 900)),
            ),
            model=say("ollama:llama3"),
            seconds=1.0,
            replaced=1,
            omitted=2,
            withheld=(Verdict("unsupported", say("no 12 there"), say("There are 12 piers.")),),
        )  # fmt: skip

    def comparison(self):
        say = self.say
        old = self.document("03", "Policy", dt.date(2022, 1, 5), 0)
        new = self.document("04", "Policy", dt.date(2025, 2, 1), 0)
        claims = (
            Claim(
                "changed",
                self.quoted("Two days and 5 hours.", 10, old),
                self.quoted("Three days and 8 hours.", 10, new),
                (
                    Change(say("days"), say("Two"), say("Three")),
                    Change("", say("5 hours"), say("8 hours")),
                ),
            ),
            Claim("same", self.quoted("Alike.", 90, old), self.quoted("Alike.", 95, new)),
            Claim("only_old", self.quoted("On form R2.", 200, old), None),
            Claim("only_new", None, self.quoted("In the portal.", 210, new)),
        )
        return Comparison(old, new, True, say("days"), claims, 0.1)

    def answer(self):
        return Answer(
            question=self.say("How many piers?"),
            sentences=(self.quoted("Two piers cost £6.4 million.", 500),),
            short="two",
            abstained=False,
            confidence=0.9,
            related=(self.citation("Fees rise by 4% in April.", 1200, number=4),),
            model="builtin",
            seconds_to_evidence=0.01,
            seconds=0.02,
            withheld=(Verdict("unsupported", self.say("no 12"), self.say("Twelve piers.")),),
            unanswered=(self.say("Who builds them?"),),
            asked=self.say("And piers?"),
        )

    def all(self):
        return self.summary(), self.comparison(), self.answer()


class Page(HTMLParser):
    """A page's tags with their attributes, and its words."""

    def __init__(self, text):
        super().__init__()
        self.found, self.words, self._style = [], "", False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag):
        self._style = False

    def handle_data(self, data):
        self.words += "" if self._style else data

    def having(self, **wanted):
        return [a for _, a in self.found if all(a.get(k) == v for k, v in wanted.items())]

    @property
    def shape(self):
        """The tags and which attributes each has."""
        return [(tag, sorted(attributes)) for tag, attributes in self.found]


def part(data, name):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))


def footnotes(data):
    """The texts of a Word document's own footnotes, by id."""
    found = part(data, "word/footnotes.xml").findall(f"{W}footnote")
    return {
        int(note.get(f"{W}id")): "".join(t.text or "" for t in note.iter(f"{W}t")).strip()
        for note in found
        if note.get(f"{W}type") is None
    }


def marked(data):
    """The ids of a Word document's footnote marks, in order."""
    marks = part(data, "word/document.xml").iter(f"{W}footnoteReference")
    return [int(mark.get(f"{W}id")) for mark in marks]


@pytest.fixture(scope="module", params=["summary", "comparison", "answer"])
def result(request):
    return getattr(Made(), request.param)()


@pytest.fixture(scope="module")
def summary():
    return Made().summary()


# --- what is said


def test_a_summary_in_markdown(summary):
    text = summary.to_markdown()
    assert "# “Harbour report” and “Board minutes”" in text
    assert (
        "Two piers cost £6.4 million.[^1] Fees and piers rise.[^2][^1] (partly supported:" in text
    )
    assert "- **£6.4 million** – Two piers cost £6.4 million.[^1]" in text
    assert "- **Ines Okafor** – Fees rise by 4% in April.[^2]" in text
    assert "**The documents differ: 4% against 3%.**" in text
    assert (
        "- 4%.[^2] (Harbour report, 12 March 2024)\n- 3%.[^3] (Board minutes, no date stated)"
        in text
    )
    assert "2 sections read, 1 skipped, 1 failed." in text
    assert "| Dredging | 9 | 0 | failed: no reply | 31 days[^4] |" in text
    assert "20 words asked for, 9 written, by ollama:llama3." in text
    assert "1 sentence of the model was not supported, and replaced" in text
    assert "2 sentences of the model were not supported, and left out" in text
    assert "“There are 12 piers.” no 12 there" in text
    assert "[^4]: “The dredger was idle for 31 days.” — Harbour report, 2024-03-12, page 2" in text


def test_a_comparison_in_markdown():
    text = Made().comparison().to_markdown()
    assert "| What | Policy, 5 January 2022 | Policy, 1 February 2025 |" in text
    assert (
        "| days | **Two** Two days and 5 hours.[^1] | **Three** Three days and 8 hours.[^2] |"
        in text
    )
    assert "| – | **5 hours**[^1] | **8 hours**[^2] |" in text
    assert "| Alike.[^3] | Alike.[^4] |" in text
    assert "## Only in Policy, 5 January 2022 (1)\n\n- On form R2.[^5]" in text
    assert "1 claim changed, 1 the same, 2 in only one." in text


def test_documents_alike_in_title_and_date_are_told_apart():
    made = Made().comparison()
    made = dataclasses.replace(
        made, new=dataclasses.replace(made.new, date=made.old.date), dated=False
    )
    text = made.to_markdown()
    assert "| What | Policy (03.txt) | Policy (04.txt) |" in text
    assert "Their dates do not tell which is the older." in text


def test_an_answers_markdown_is_its_own():
    answer = Made().answer()
    assert export.markdown(answer) == answer.to_markdown()
    assert answer.to_markdown().startswith("Two piers cost £6.4 million.[^1]")


def test_every_format_says_the_same(result):
    page = Page(result.to_html()).words
    word = docx.Document(BytesIO(result.to_docx()))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    text = " ".join([*(p.text for p in word.paragraphs), *cells])
    plain = export.report(result)
    said = {run.text for block in plain.blocks for run in runs(block)}
    assert len(said) > 4
    for words in said:
        assert words in page
        assert words in text


def test_nothing_to_summarise_is_said():
    empty = dataclasses.replace(
        Made().summary(), documents=(), gist=None, sentences=(), key_facts=(), themes=(),
        coverage=Coverage((), ()), withheld=(),
    )  # fmt: skip
    assert "There was nothing to summarise." in empty.to_markdown()
    assert 'class="notes"' not in empty.to_html()
    with zipfile.ZipFile(BytesIO(empty.to_docx())) as archive:
        assert "word/footnotes.xml" not in archive.namelist()


def test_a_long_quote_is_shown_around_the_fact():
    quote = f"{'before ' * 60}the fee is £640 a year {'after ' * 60}"
    cut = around("£640", quote)
    assert "£640" in cut
    assert cut.startswith("… before")
    assert cut.endswith("after …")
    assert len(cut) < 200


# --- footnotes


def test_marks_and_notes_are_links_both_ways(result):
    page = Page(result.to_html())
    ids = [a["id"] for _, a in page.found if "id" in a]
    assert len(ids) == len(set(ids))
    marks, backs = page.having(role="doc-noteref"), page.having(role="doc-backlink")
    notes = {i for i in ids if i.startswith("note-")}
    assert {m["href"][1:] for m in marks} == notes
    assert {b["href"][1:] for b in backs} == {m["id"] for m in marks}
    assert {a["href"][1:] for tag, a in page.found if tag == "a"} <= set(ids)


def test_words_own_footnotes(summary):
    data = summary.to_docx()
    assert marked(data) == [1, 2, 3, 4]  # a footnote has one mark in Word
    notes = footnotes(data)
    assert list(notes) == [1, 2, 3, 4]
    assert notes[2] == "“Fees rise by 4% in April.” — Harbour report, 2024-03-12, page 2"
    fields = [e.text for e in part(data, "word/document.xml").iter(f"{W}instrText")]
    bookmarks = {
        e.get(f"{W}name") for e in part(data, "word/document.xml").iter(f"{W}bookmarkStart")
    }
    assert len(fields) == 6  # every further mark is a cross-reference
    assert {f.split()[1] for f in fields} <= bookmarks


def test_the_package_declares_its_footnotes(summary):
    with zipfile.ZipFile(BytesIO(summary.to_docx())) as archive:
        types = archive.read("[Content_Types].xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
        settings_ = ElementTree.fromstring(archive.read("word/settings.xml"))
        styles = ElementTree.fromstring(archive.read("word/styles.xml"))
        notes = ElementTree.fromstring(archive.read("word/footnotes.xml"))
    assert "wordprocessingml.footnotes+xml" in types
    assert "relationships/footnotes" in relations
    order = [child.tag.removeprefix(W) for child in settings_]
    assert order.index("footnotePr") == order.index("compat") - 1
    assert {s.get(f"{W}styleId") for s in styles} >= {"FootnoteText", "FootnoteReference"}
    kinds = [(n.get(f"{W}type"), n.get(f"{W}id")) for n in notes]
    assert kinds[:2] == [("separator", "-1"), ("continuationSeparator", "0")]


def test_footnote_reads_its_own_word_documents(result):
    document = load(Path("export.docx"), result.to_docx())
    assert document.title == shown(export.report(result).title)
    for note in export.report(result).notes:
        assert note.quote in document.text


# --- nothing from a document breaks out


@pytest.mark.parametrize("which", ["summary", "comparison", "answer"])
def test_hostile_words_make_no_tags(which):
    calm, nasty = (getattr(m, which)() for m in (Made(), Made(lambda t: f"{t} {HOSTILE}")))
    page = Page(nasty.to_html())
    assert page.shape == Page(calm.to_html()).shape
    assert "alert(1)" in page.words
    assert not re.search("[\x00\x1b\u202e]", nasty.to_html())


def test_the_page_loads_and_runs_nothing(result):
    text = result.to_html()
    page = Page(text)
    tags = {tag for tag, _ in page.found}
    assert not tags & {"script", "img", "link", "iframe", "object", "base", "form"}
    for _, attributes in page.found:
        assert not [name for name in attributes if name.startswith("on") or name == "src"]
        assert attributes.get("href", "#").startswith("#")
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "@import" not in text
    assert "https://" not in text


def test_hostile_words_make_no_markdown():
    for nasty in (
        Made(lambda t: f"{t} {HOSTILE}").summary(),
        Made(lambda t: f"{t} {HOSTILE}").comparison(),
    ):
        text = nasty.to_markdown()
        assert not re.search(r"(?<!\\)[<>`]", text)
        assert not re.search("[\x00\x1b\u202e]", text)
        widths = [
            len(re.findall(r"(?<!\\)\|", row)) for row in text.splitlines() if row[0:1] == "|"
        ]
        assert set(widths) <= {3, 4, 6}


def test_a_line_that_looks_like_a_list_is_text():
    made = Made(lambda t: {"Two piers cost £6.4 million.": "1. Piers"}.get(t, t))
    text = made.summary().to_markdown()
    assert "\n1\\. Piers[^1]\n" in text
    assert literal("0.6 tonnes at -5 °C") == "0.6 tonnes at -5 °C"
    assert literal("-5 °C") == "-5 °C"
    made = Made(lambda t: {"Two piers cost £6.4 million.": "- # Piers"}.get(t, t))
    assert "\n\\- \\# Piers[^1]\n" in made.summary().to_markdown()


CALM = {type(result): Page(result.to_html()).shape for result in Made().all()}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(), min_size=1, max_size=30))
def test_whatever_the_words_the_files_hold(words):
    """Any text in every field: no tag of it in the page, Word's file opens, notes add up."""
    for result in Made(lambda text: f"{words}{text}{words}").all():
        report = export.report(result)
        numbers = [n for block in report.blocks for r in runs(block)
                   for n in report.numbers(r)]  # fmt: skip
        assert sorted(set(numbers)) == [note.number for note in report.notes]

        page = Page(result.to_html())
        assert page.shape == CALM[type(result)]
        assert Counter(m["href"] for m in page.having(role="doc-noteref")) == Counter(
            f"#note-{n}" for n in numbers
        )

        data = result.to_docx()
        docx.Document(BytesIO(data))
        assert marked(data) == list(footnotes(data)) == list(dict.fromkeys(numbers))

        if not isinstance(result, Answer):
            body, _, notes = result.to_markdown().partition("\n\n[^1]: ")
            live = re.sub(r"\\.", "", body)  # what is escaped is no mark
            assert [int(n) for n in re.findall(r"\[\^(\d+)\]", live)] == numbers
            stated = re.findall(r"^\[\^(\d+)\]: ", f"[^1]: {notes}", re.MULTILINE)
            assert list(map(int, stated)) == sorted(set(numbers))


# --- the strip


def test_the_strip_marks_what_is_cited(summary):
    drawn = ElementTree.fromstring(
        strip(
            summary.coverage, "01", summary.citations, "Harbour report", lambda c: f"#n{c.number}"
        )
    )
    svg = "{http://www.w3.org/2000/svg}"
    assert drawn.get("role") == "group"
    assert (
        drawn.get("aria-label") == "Harbour report: 2 places cited, in 1 of 3 sections; 2 not read"
    )
    assert [r.get("class") for r in drawn.findall(f"{svg}rect")] == [
        "fn-strip-skipped", "fn-strip-read", "fn-strip-failed",
    ]  # fmt: skip
    links = drawn.findall(f"{svg}a")
    assert [link.get("href") for link in links] == ["#n1", "#n2"]
    mark = links[0].find(f"{svg}rect")
    assert (mark.get("x"), mark.get("width")) == ("16.667%", "2.000%")
    assert mark.find(f"{svg}title").text == "“Two piers cost £6.4 million.”, page 2"


def test_a_strip_without_links_is_an_image(summary):
    drawn = strip(summary.coverage, "01", summary.citations)
    assert 'role="img"' in drawn
    assert "<a" not in drawn
    assert strip(summary.coverage, "unknown", summary.citations) == ""
    assert strips(summary).count("<svg") == 2


@given(st.integers(-5, 9000), st.integers(-5, 9000), st.integers(0, 5000))
def test_nothing_is_drawn_outside_the_strip(start, end, length):
    section = Section("01", HOSTILE, start, end, 1, "read", "", 1)
    cited = dataclasses.replace(Made().citation(HOSTILE), start=start, end=end)
    drawn = strip(Coverage((section,), (("01", length),)), "01", [cited], HOSTILE)
    assert bool(drawn) == bool(length)
    for rect in ElementTree.fromstring(drawn or "<svg/>").iter("{http://www.w3.org/2000/svg}rect"):
        x, width = (float(rect.get(name).rstrip("%")) for name in ("x", "width"))
        assert x >= 0
        assert width >= 0
        assert x + width <= 100.01


# --- for everyone


def test_headings_are_in_order_and_tables_have_heads(result):
    text = result.to_html()
    levels = [int(level) for level in re.findall(r"<h(\d)[ >]", text)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    page = Page(text)
    assert page.found[0][1] == {"lang": "en"} or page.found[1][1] == {"lang": "en"}
    assert all("scope" in a for tag, a in page.found if tag == "th")
    assert text.count("<caption") == text.count("<table")


def test_word_tables_repeat_and_name_their_heads(summary):
    data = summary.to_docx()
    body = part(data, "word/document.xml")
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) == 2
    for table in tables:
        assert len(list(table.iter(f"{W}tblHeader"))) == 1
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val").startswith("Sections of")
    language = next(part(data, "word/styles.xml").iter(f"{W}lang"))
    assert language.get(f"{W}val") == "en-GB"
