"""Files become documents: exact spans, whatever the bytes."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import subprocess
import sys
import textwrap
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import PROSE, pdf, pdf_lines, word, word_xml

from index.errors import UnreadableFile
from index.formats import plain
from index.formats.draft import tidy
from index.load import SUFFIXES, content_id, load
from index.types import Document

ROOT = Path(__file__).parents[1]
SAMPLES = {
    ".txt": f"A heading\n\n{PROSE}\n\n- one\n- two\n".encode(),
    ".md": f"# A heading\n\n{PROSE}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode(),
    ".html": f"<h1>A heading</h1><p>{PROSE}</p><table><tr><td>a<td>b</table>".encode(),
    ".pdf": pdf([["# A heading", PROSE]] * 2, footer="Page #"),
    ".docx": word(lambda d: (d.add_heading("A heading", 1), d.add_paragraph(PROSE))),
}


def check(document: Document) -> None:
    """What holds for every document."""
    text, at = document.text, 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(text)
        assert text[at : block.start] in (("\n", "\n\n") if at else ("",))
        words = text[block.start : block.end]
        assert words == " ".join(words.split()) == unicodedata.normalize("NFC", words)
        at = block.end
    assert at == len(text) > 0
    assert document.title.strip()
    assert document.text.encode()  # no half characters
    held = []
    for number, page in enumerate(document.pages, start=1):
        assert page.number == number
        held += [b for b in document.blocks if page.start <= b.start < page.end]
    assert held == (list(document.blocks) if document.pages else [])


def read(data: bytes | str, name: str = "file.txt") -> Document:
    document = load(Path(name), data.encode() if isinstance(data, str) else data)
    check(document)
    return document


def parts(data: bytes | str, name: str = "file.txt") -> list[tuple[str, str]]:
    document = read(data, name)
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def texts(data: bytes | str, name: str = "file.txt") -> list[str]:
    return [text for _, text in parts(data, name)]


def refused(name: str, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        load(Path(name), data)
    assert name in caught.value.what
    assert caught.value.remedy
    return str(caught.value)


# --- any bytes at all


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@settings(deadline=None, max_examples=50)
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_any_bytes_make_a_document_or_say_why_not(suffix, data):
    try:
        document = load(Path(f"some{suffix}"), data)
    except UnreadableFile as error:
        assert f"some{suffix}" in error.what
        assert error.remedy
    else:
        check(document)


@pytest.mark.parametrize("suffix", sorted(SAMPLES))
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_damage_makes_a_document_or_says_why_not(suffix, data):
    damaged = bytearray(SAMPLES[suffix])
    places = st.integers(0, len(damaged) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=20)):
        damaged[place] = byte
    kept = bytes(damaged[: data.draw(places) if data.draw(st.booleans()) else None])
    try:
        document = load(Path(f"some{suffix}"), kept)
    except UnreadableFile:
        return
    check(document)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["C"], include_characters="\n\t\xad\u200b")))
def test_blocks_are_exactly_the_pieces(text):
    data = ("Words first. " + text).encode()
    [pieces] = plain.read(data).pages
    assert texts(data) == [words for piece in pieces if (words := tidy(piece.text))]


@given(st.text(st.characters()))
def test_tidying_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)


def test_tidying_keeps_what_a_reader_sees():
    assert tidy("“It’s 5\u00a0%” – she\u200b said,\n co\u00adop \ufb01ne cafe\u0301") == (
        "“It’s 5 %” – she said, coop fine café"
    )
    family = "👩\u200d👧 می\u200cخواهم"
    assert tidy(family) == family


# --- plain text


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "cp1252", "mac_roman"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, end):
    lines = ["The board said it’s “ready” – at last.", "À propos: a café for £5."]
    assert texts(end.join(lines).encode(encoding)) == lines


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Быстрая лиса прыгнула через ленивую собаку. Это проверка кодировки."),
        ("cp1250", "Był sobie król, który miał może trzy córki. Zażółć gęślą jaźń."),
        ("gb18030", "这是一个测试文件，用来检查编码。"),
        ("latin-1", "naïve café, 25°C and 5 m²"),
    ],
)
def test_other_code_pages(encoding, text):
    assert texts(text.encode(encoding)) == [text]


def test_one_broken_byte_does_not_spoil_utf8():
    assert texts("“A café” – ".encode() * 10 + b"\xe2")[0].startswith("“A café” – “A café”")


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=11), min_size=60)


@settings(deadline=None, max_examples=50)
@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(45, 100))
def test_hard_wraps_are_undone(paragraphs, width):
    whole = [f"It {' '.join(words)}." for words in paragraphs]
    assert texts("\n\n".join(textwrap.fill(text, width) for text in whole)) == whole


SENTENCES = st.lists(
    st.tuples(WORDS, st.sampled_from(".?!’”")).map(lambda s: f"“It {' '.join(s[0])}.{s[1]}"),
    min_size=2,
    max_size=8,
)


@settings(deadline=None, max_examples=50)
@given(SENTENCES)
def test_lines_that_are_paragraphs_stay_apart(lines):
    assert texts("\n".join(lines)) == lines


def test_wraps_next_to_short_lines_lists_and_indents():
    wrapped = textwrap.fill(PROSE, 64)
    text = f"{wrapped}\n    {wrapped}\n{wrapped}\n- one\n- two\n  still two\n\nThe end."
    assert texts(text) == [PROSE, PROSE, PROSE, "one", "two still two", "The end."]


def test_a_wrap_at_a_hyphen_keeps_the_compound():
    sentence = "It seems that the whole harbour board now wants a long-term plan for it."
    wrapped = textwrap.fill(" ".join([sentence] * 4), 57)
    assert "long-\nterm" in wrapped
    assert texts(wrapped) == [" ".join([sentence] * 4)]


def test_verse_and_addresses_keep_their_lines():
    lines = ["12 Pier Road", "Old Harbour", "The storms came in from the west", "We went home"]
    assert texts("\n".join(lines)) == lines


def test_headings_lists_and_rows_of_plain_text():
    text = f"""
Annual review
=============

Date: 14 March 2025
From: the engineer

1. Introduction

{PROSE}

2.1 Money
{PROSE}

What we must do

{PROSE}
It ends:

- first thing
* second thing
1. third thing
2. fourth thing
a) fifth thing

KEY FIGURES
Pier         2023    2024
--------------------------
North        120     130

Yours faithfully

Jo Mills
"""
    assert [part for part in parts(text) if part[1] != PROSE] == [
        ("heading", "Annual review"),
        ("text", "Date: 14 March 2025"),
        ("text", "From: the engineer"),
        ("heading", "1. Introduction"),
        ("heading", "2.1 Money"),
        ("heading", "What we must do"),
        ("text", "It ends:"),
        ("item", "first thing"),
        ("item", "second thing"),
        ("item", "third thing"),
        ("item", "fourth thing"),
        ("item", "fifth thing"),
        ("heading", "KEY FIGURES"),
        ("row", "Pier 2023 2024"),
        ("row", "North 120 130"),
        ("text", "Yours faithfully"),
        ("text", "Jo Mills"),
    ]


def test_rows_and_items_of_one_run_stay_together():
    assert read("Words.\n\n- one\n- two\n\nMore words.").text == "Words.\n\none\ntwo\n\nMore words."


def test_a_megabyte_is_read_within_seconds():
    text = "\n\n".join([textwrap.fill(PROSE, 72)] * (1_000_000 // len(PROSE)))
    started = time.process_time()
    load(Path("long.txt"), text.encode())
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "unit", ["- ", "| a ", "a\t\t", ". ", "a-", "By ", "1. a\n", "\u200d", "[^"]
)
def test_no_text_takes_long(unit):
    started = time.process_time()
    with contextlib.suppress(UnreadableFile):
        load(Path("odd.txt"), (unit * (200_000 // len(unit))).encode())
    assert time.process_time() - started < 5


# --- titles and dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Minutes\n\nDate: 14 March 2025\n\nWords.", dt.date(2025, 3, 14)),
        (
            "Minutes\n\nPublished on Friday, 14th March 2025 at 10:30 GMT\n\nWords.",
            dt.date(2025, 3, 14),
        ),
        ("Minutes\n\nLast updated: 2025-03-14T10:00:00Z\n\nWords.", dt.date(2025, 3, 14)),
        ("Minutes\nMarch 14, 2025\nWords.", dt.date(2025, 3, 14)),
        ("Minutes\n04/03/2025\nWords.", dt.date(2025, 3, 4)),
        ("Release date: June 27, 2008 [eBook #11]\nWords.", dt.date(2008, 6, 27)),
        ("We met on 14 March 2025 in the hall.", None),
        ("Words.\n" * 60 + "14 March 2025", None),
        ("Minutes\n31/02/2025\nWords.", None),
    ],
)
def test_stated_dates(text, date):
    assert read(text).date == date


def test_the_date_in_the_file_name_is_the_second_choice():
    assert read("Words.", "minutes 2025-03-14.txt").date == dt.date(2025, 3, 14)
    assert read("Words.", "20250314_minutes.txt").date == dt.date(2025, 3, 14)
    assert read("Words.", "minutes 99999999.txt").date is None
    assert read("Date: 1 May 2020\n\nWords.", "minutes 2025-03-14.txt").date == dt.date(2020, 5, 1)


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("annual-report_2024.txt", "Only a sentence.", "Annual report 2024"),
        ("2025-03-14_minutes.txt", "Only a sentence.", "2025-03-14 minutes"),
        ("x.txt", "The pier\n\nIt was mended.", "The pier"),
        ("x.txt", "Preface\n\nTitle: The north pier\n\nIt was mended.", "The north pier"),
        ("x.md", "---\ntitle: The plan\n---\n# Big plan\n\nWords.", "The plan"),
        ("x.md", "# Big *plan*\n\nWords.", "Big plan"),
        ("___.txt", "Only a sentence.", "___"),
    ],
)
def test_titles(name, text, title):
    assert read(text, name).title == title


# --- markdown


def test_markdown():
    text = """---
date: 2025-01-02
---

# The plan

With **bold**, [a link](http://x.y), `code` and ![a chart](a.png),
wrapped.[^1]

- one
- two
  - nested

> A quote.

| Pier | 2023 | |
|------|-----:|---|
| North | 120 | up |
| South | | |

```
x = 1

y = 2
```

<!-- a comment -->
<div><p>Some HTML.</p><script>bad()</script></div>

**Author:** Jo
**Office:** none

[^1]: The footnote.
"""
    assert parts(text, "plan.md") == [
        ("heading", "The plan"),
        ("text", "With bold, a link, code and a chart, wrapped."),
        ("item", "one"),
        ("item", "two"),
        ("item", "nested"),
        ("text", "A quote."),
        ("row", "Pier: North; 2023: 120; up"),
        ("row", "Pier: South"),
        ("text", "x = 1"),
        ("text", "y = 2"),
        ("text", "Some HTML."),
        ("text", "Author: Jo Office: none"),
        ("text", "The footnote."),
    ]
    assert read(text, "plan.md").date == dt.date(2025, 1, 2)


def test_front_matter_that_is_none_is_text():
    assert "a: [b" in read("---\na: [b\n---\n\nWords.", "x.md").text


# --- web pages

FURNITURE = """<nav><a href="/">Home</a></nav><script>var x = "scripted";</script>
<style>p {color: red}</style><p style="display: none">Hidden words.</p>
<p hidden>Unseen words.</p>"""


def test_a_small_page_keeps_every_paragraph():
    page = f"""<html><head><title>Pier news</title></head><body>{FURNITURE}
<h1>The pier</h1><p>Short.</p><div>Loose <b>words</b><p>Inner.</p>after</div>
<ul><li>one<ul><li>nested</li></ul></li></ul><p>First line<br>goes on<br><br>New start</p>
<table><tr><th>Pier</th><th>Cost</th></tr><tr><td rowspan=2>North</td><td>5</td></tr>
<tr><td>6</td></tr></table><blockquote>Quoted.</blockquote></body></html>"""
    assert parts(page, "pier.html") == [
        ("heading", "The pier"),
        ("text", "Short."),
        ("text", "Loose words"),
        ("text", "Inner."),
        ("text", "after"),
        ("item", "one"),
        ("item", "nested"),
        ("text", "First line goes on"),
        ("text", "New start"),
        ("row", "Pier: North; Cost: 5"),
        ("row", "Pier: North; Cost: 6"),
        ("text", "Quoted."),
    ]


def test_a_large_page_loses_its_furniture_only():
    body = "".join(f"<p>In year {n} the matter was this. {PROSE}</p>" for n in range(9))
    aside = "".join(
        f"<li><a href='/{n}'>Ten odd things about gulls, {n}</a></li>" for n in range(9)
    )
    page = f"""<html><head><title>The pier is mended | Harbour Post</title>
<meta property="article:published_time" content="2024-05-06T10:00:00Z"></head><body>{FURNITURE}
<div class="cookie-banner"><p>We use cookies to make your visit to this site better.</p></div>
<article><h1>The pier is mended</h1>{body}<h2>Costs</h2>
<div><table><tr><th>Pier</th><th>Cost</th></tr><tr><td>North</td><td>5</td></tr></table></div>
<ul><li>A short point</li></ul><p>The end.</p></article>
<aside><h3>Most read</h3><ul>{aside}</ul></aside><footer>All rights reserved.</footer></body>"""
    document = read(page, "pier.html")
    assert document.title == "The pier is mended"
    assert document.date == dt.date(2024, 5, 6)
    found = parts(page, "pier.html")
    assert found[0] == ("heading", "The pier is mended")
    assert len([text for _, text in found if text.endswith(PROSE)]) == 9
    assert found[-4:] == [
        ("heading", "Costs"),
        ("row", "Pier: North; Cost: 5"),
        ("item", "A short point"),
        ("text", "The end."),
    ]
    for furniture in (
        "Home",
        "scripted",
        "color",
        "Hidden",
        "Unseen",
        "gulls",
        "rights",
        "cookies",
    ):
        assert furniture not in document.text


def test_pages_in_the_encoding_they_declare():
    page = "<meta charset=windows-1251><p>Пирс починили.</p>"
    assert texts(page.encode("cp1251"), "x.html") == ["Пирс починили."]
    page = "<meta charset=utf-8><p>It’s “mended”</p>"  # a lie
    assert texts(page.encode("cp1252"), "x.html") == ["It’s “mended”"]
    page = '<?xml version="1.0" encoding="utf-8"?><html><body><p>Mended&nbsp;now</p></body></html>'
    assert texts(page, "x.htm") == ["Mended now"]


@pytest.mark.parametrize(
    ("markup", "date"),
    [
        ("<time datetime='2024-02-03'>3 Feb</time>", dt.date(2024, 2, 3)),
        ("<p>14 March 2025</p>", dt.date(2025, 3, 14)),
        (f"<p>{PROSE} It met on <time datetime='2010-02-03'>3 Feb</time> too.</p>", None),
        ("<p>It happened on 12 May 2011.</p><footer>Copyright 2019</footer>", None),
    ],
)
def test_dates_of_pages(markup, date):
    assert read(f"<html><body><h1>The pier</h1><p>Words.</p>{markup}", "x.html").date == date


# --- PDF


def test_a_pdf_has_pages_without_headers_and_page_numbers():
    data = pdf(
        [["# The pier", PROSE, "Second thoughts. " + PROSE], ["# Costs", PROSE], ["Short end."]],
        header="Harbour report",
        footer="Page # of 3",
        rows=[("Pier", "2023", "2024"), ("North", "120", "130")],
    )
    document = read(data, "report.pdf")
    assert parts(data, "report.pdf") == [
        ("heading", "The pier"),
        ("text", PROSE),
        ("text", "Second thoughts. " + PROSE),
        ("heading", "Costs"),
        ("text", PROSE),
        ("text", "Short end."),
        ("row", "Pier 2023 2024"),
        ("row", "North 120 130"),
    ]
    assert document.title == "The pier"
    starts = [document.text[page.start : page.end].split("\n")[0] for page in document.pages]
    assert starts == ["The pier", "Costs", "Short end."]


def test_lines_that_repeat_but_are_text_stay():
    data = pdf([[f"Chapter {n}", f"Number {n} is here."] for n in range(1, 5)])
    assert "Chapter 3" in texts(data, "x.pdf")
    assert "Number 4 is here." in texts(data, "x.pdf")


def test_words_broken_over_lines_are_mended():
    lines = [
        "The board looked for an exam-",
        "ple of a long-term plan, and for a long-",
        "term view.",
    ]
    assert texts(pdf_lines(lines), "x.pdf") == [
        "The board looked for an example of a long-term plan, and for a long-term view."
    ]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Harbour accounts", "Harbour accounts"),
        ("Microsoft Word - a.doc", "The pier"),
        (None, "The pier"),
    ],
)
def test_the_title_of_a_pdf(title, found):
    assert read(pdf([["# The pier", PROSE]], title=title), "a.pdf").title == found


def test_the_date_of_a_pdf():
    assert read(pdf([["# The pier", "14 March 2025", PROSE]]), "a.pdf").date == dt.date(2025, 3, 14)
    assert read(pdf([[PROSE]]), "a 2020-05-01.pdf").date == dt.date(2020, 5, 1)
    assert read(pdf([[PROSE]]), "a.pdf").date is not None  # when it was made, today


def test_pypdf_reads_what_pdfium_cannot():
    sound = pdf([["# The pier", PROSE], [PROSE]])
    document = read(sound.replace(b"/Root", b"/R00t"), "a.pdf")
    assert document.text == read(sound, "a.pdf").text
    assert len(document.pages) == 2


def test_pdfs_can_be_read_side_by_side():
    data = SAMPLES[".pdf"]
    with ThreadPoolExecutor(4) as pool:
        documents = list(pool.map(lambda _: load(Path("a.pdf"), data), range(12)))
    assert documents == documents[:1] * 12


# --- Word


def _minutes(document):
    document.core_properties.title = "Stale title"
    document.add_paragraph("The minutes", style="Title")
    document.add_paragraph("Date: 5 March 2024")
    document.add_heading("Pier", 1)
    paragraph = document.add_paragraph("It was ")._p
    said = '<w:t xml:space="preserve">{} </w:t>'
    paragraph.append(
        word_xml(f'<w:ins w:id="1" w:author="a"><w:r>{said.format("not")}</w:r></w:ins>')
    )
    deleted = said.format("never").replace("w:t", "w:delText")
    paragraph.append(word_xml(f'<w:del w:id="2" w:author="a"><w:r>{deleted}</w:r></w:del>'))
    paragraph.append(word_xml(f"<w:hyperlink><w:r>{said.format('mended')}</w:r></w:hyperlink>"))
    paragraph.append(word_xml("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly</w:t></w:r>"))
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("two", style="List Number")
    document.add_paragraph().add_run("By hand").bold = True
    table = document.add_table(3, 3)
    for row, cells in zip(table.rows, ["Pier|2023|2024", "North|1|2", "|3|4"], strict=True):
        for cell, text in zip(row.cells, cells.split("|"), strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table = document.add_table(1, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Merged"
    document.add_table(1, 1).cell(0, 0).text = "A boxed paragraph."
    controlled = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Controlled.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(-1, word_xml(controlled))


def test_word():
    data = word(_minutes)
    assert parts(data, "minutes.docx") == [
        ("heading", "The minutes"),
        ("text", "Date: 5 March 2024"),
        ("heading", "Pier"),
        ("text", "It was not mended"),
        ("item", "one"),
        ("item", "two"),
        ("heading", "By hand"),
        ("row", "Pier: North; 2023: 1; 2024: 2"),
        ("row", "Pier: North; 2023: 3; 2024: 4"),
        ("row", "Merged"),
        ("text", "A boxed paragraph."),
        ("text", "Controlled."),
    ]
    document = read(data, "minutes.docx")
    assert (document.title, document.date) == ("The minutes", dt.date(2024, 3, 5))


def test_word_properties_are_the_last_resort():
    def build(document):
        document.core_properties.title = "The accounts"
        document.core_properties.created = dt.datetime(2021, 2, 3)
        document.core_properties.comments = ""
        document.add_paragraph(PROSE)

    document = read(word(build), "a.docx")
    assert (document.title, document.date) == ("The accounts", dt.date(2021, 2, 3))
    template = read(word(lambda d: d.add_paragraph(PROSE)), "a.docx")
    assert (template.title, template.date) == ("A", None)


# --- identity, and what cannot be read


def test_path_and_id(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("note.TXT").write_bytes(b"Words.")
    document = load(Path("note.TXT"))
    assert document.path == str(tmp_path / "note.TXT")
    assert document.id == content_id(b"Words.")
    assert len(document.id) == 16
    assert int(document.id, 16)
    assert load(Path("elsewhere.txt"), b"Words.").id == document.id


def test_files_that_are_not_there(tmp_path):
    for path, why in [
        (tmp_path / "none.txt", "does not exist"),
        (tmp_path, "is a folder"),
        (tmp_path / "nul\0.txt", "does not exist"),
    ]:
        with pytest.raises(UnreadableFile, match=why):
            load(path)
    if os.fsencode("\udcff") == b"\xff":  # where names may be any bytes
        (tmp_path / "odd\udcff.txt").write_bytes(b"Words.")
        with pytest.raises(UnreadableFile, match="name"):
            load(tmp_path / "odd\udcff.txt")
    os.mkfifo(tmp_path / "pipe.txt")  # reading it would wait for ever
    with pytest.raises(UnreadableFile, match="not a regular file"):
        load(tmp_path / "pipe.txt")


def _locked() -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(SAMPLES[".pdf"]))
    writer.encrypt("secret", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n", "empty"),
        ("a.xyz", b"Words.", r"\.xyz"),
        ("a", b"Words.", "without an ending"),
        ("a.txt", bytes(range(256)) * 8, "not text"),
        ("a.txt", SAMPLES[".pdf"], "is a PDF"),
        ("a.md", SAMPLES[".docx"], "is a zip"),
        ("a.html", b"<script>x</script>", "no text"),
        ("a.pdf", b"Words.", "not a PDF"),
        ("a.pdf", SAMPLES[".pdf"][:700], "damaged"),
        ("a.pdf", pdf([[]]), "OCR"),
        ("a.pdf", _locked(), "password"),
        ("a.docx", b"Words.", "no Word document"),
        ("a.docx", SAMPLES[".docx"][:-100], "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
    ],
)
def test_what_cannot_be_read_says_why(name, data, why):
    assert re.search(why, refused(name, data))


def test_importing_the_loader_loads_no_library():
    code = "import sys, index.load; print(*(m for m in sys.argv[1:] if m in sys.modules))"
    heavy = ["trafilatura", "docx", "pypdfium2", "pypdf", "lxml", "markdown_it", "yaml"]
    run = subprocess.run(
        [sys.executable, "-c", code, *heavy], capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert (run.returncode, run.stdout.strip()) == (0, "")
