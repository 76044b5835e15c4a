"""The sample PDF is what its source says."""

import datetime as dt

import pytest

from eval.sources.build import SOURCE, TARGET, build
from index.load import load
from index.sentences import sentence_spans


@pytest.fixture(scope="module")
def report():
    return load(TARGET)


def test_committed_pdf_is_what_the_source_builds(report):
    built = build(SOURCE.read_text(encoding="utf-8"))
    assert b"D:20250314" in built  # the report's date, not today's: the bytes don't change daily
    again = load(TARGET, built)
    assert (again.text, again.pages, again.title) == (report.text, report.pages, report.title)


def test_it_is_long_and_dated(report):
    assert len(report.pages) > 20
    assert report.date == dt.date(2025, 3, 14)
    assert TARGET.stat().st_size < 300_000


def test_every_word_of_the_source_is_read_once_and_in_order(report):
    """Headings, paragraphs and items, across page breaks, without the running footers."""
    read = "\n".join(_text(report, block) for block in report.blocks if block.kind != "row")
    assert _words(read) == _words(SOURCE.read_text(encoding="utf-8"))


def test_every_row_of_the_source_is_read_with_the_names_of_its_columns(report):
    rows = [_text(report, block) for block in report.blocks if block.kind == "row"]
    assert [row.split("; ", 1)[1] for row in rows] == _rows(SOURCE.read_text(encoding="utf-8"))


def test_no_sentence_is_cut_where_a_page_ends(report):
    parts = SOURCE.read_text(encoding="utf-8").split("\n\n")
    prose = {s for part in parts if part[0].isalpha() for s in _sentences(part)}
    read = (_text(report, block) for block in report.blocks)
    assert len(prose) > 500
    assert prose <= {s for text in read for s in _sentences(text)}


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def _text(report, block):
    return report.text[block.start : block.end]


def _rows(source: str) -> list[str]:
    rows, names = [], None
    for line in source.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and names and not line.startswith("|--"):
            rows.append("; ".join(f"{n}: {c}" for n, c in zip(names, cells, strict=True)))
        names = (names or cells) if line.startswith("|") else None
    return rows


def _words(text: str) -> list[str]:
    """The words of a text without Markdown's marks, the numbers of lists and its tables."""
    lines = (line.lstrip("#- ") for line in text.splitlines() if not line.startswith("|"))
    return " ".join(_unnumbered(line) for line in lines).split()


def _unnumbered(line: str) -> str:
    first, _, rest = line.partition(" ")
    return rest if first[:-1].isdigit() and first.endswith(".") else line
