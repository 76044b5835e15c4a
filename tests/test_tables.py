"""Tables become rows that say by themselves what their figures are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import PROSE, word, word_xml

from index.formats.grid import Cell, Row
from index.formats.tables import table_pieces
from index.load import load


def blocks(data: bytes | str, name: str = "page.html") -> list[tuple[str, str]]:
    document = load(Path(name), data.encode() if isinstance(data, str) else data)
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def texts(data: bytes | str, name: str = "page.html") -> list[str]:
    return [text for _, text in blocks(data, name)]


def table(*rows: str) -> str:
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


TWO_LEVELS = (
    "<th rowspan=2>Quarter</th><th colspan=2>Trams</th><th>Buses</th>",
    "<th>2023</th><th>2024</th><th>2024</th>",
)
QUARTERS = (
    "<th>January to March</th><td>91.2</td><td>89.5</td><td>80.2</td>",
    "<th>April to June</th><td>90.4</td><td>91.8</td><td>84.7</td>",
)
MERGED = [
    "Quarter: January to March; Trams, 2023: 91.2; Trams, 2024: 89.5; Buses, 2024: 80.2",
    "Quarter: April to June; Trams, 2023: 90.4; Trams, 2024: 91.8; Buses, 2024: 84.7",
]


def test_two_rows_of_headers_are_one_name_for_each_column():
    assert texts(table(*TWO_LEVELS, *QUARTERS)) == MERGED
    head = "".join(f"<tr>{row}</tr>" for row in TWO_LEVELS)
    body = "".join(f"<tr>{row}</tr>" for row in QUARTERS)
    assert texts(f"<table><thead>{head}</thead><tbody>{body}</tbody></table>") == MERGED


def test_rows_under_a_header_that_spans_two_are_headers_without_being_marked():
    cells = [row.replace("th>", "td>").replace("<th", "<td") for row in (*TWO_LEVELS, *QUARTERS)]
    assert texts(table(*cells)) == MERGED


def test_an_empty_corner_is_no_end_of_the_header():
    first = "<td></td><th colspan=2>Trams</th>"
    second = "<th>Quarter</th><th>2023</th><th>2024</th>"
    assert texts(table(first, second, "<td>Spring</td><td>1</td><td>2</td>")) == [
        "Quarter: Spring; Trams, 2023: 1; Trams, 2024: 2"
    ]


@pytest.mark.parametrize("rows", [2, 3])
def test_a_table_of_headers_only_keeps_its_words(rows):
    cells = [f"<th>a{n}</th><th>b{n}</th>" for n in range(rows)]
    assert texts(table(*cells)) == [f"a0: a{n}; b0: b{n}" for n in range(1, rows)]


HEADER = "<th>Line</th><th>2023</th><th>2024</th>"


def test_a_line_over_a_group_is_said_in_each_of_its_rows():
    rows = [
        HEADER,
        "<th colspan=3>Trams:</th>",
        "<td>A</td><td>12.6</td><td>13.1</td>",
        "<td>B</td><td>9.3</td><td>9.0</td>",
        "<td colspan=3>Buses</td>",
        "<td>7</td><td>6.4</td><td>6.9</td>",
        "<td>All lines</td><td>28.3</td><td>29.0</td>",
        "<td colspan=3>Nightlink began in 2022.</td>",
    ]
    assert texts(table(*rows)) == [
        "Trams; Line: A; 2023: 12.6; 2024: 13.1",
        "Trams; Line: B; 2023: 9.3; 2024: 9.0",
        "Buses; Line: 7; 2023: 6.4; 2024: 6.9",
        "Line: All lines; 2023: 28.3; 2024: 29.0",  # not of the buses only
        "Nightlink began in 2022.",
    ]


def test_a_total_that_each_group_has_belongs_to_its_group():
    group = "<td>A</td><td>1</td><td>2</td>", "<td>Total</td><td>1</td><td>2</td>"
    rows = [HEADER, "<th colspan=3>Trams</th>", *group, "<th colspan=3>Buses</th>", *group]
    assert [text.split("; 2023")[0] for text in texts(table(*rows))] == [
        "Trams; Line: A",
        "Trams; Line: Total",
        "Buses; Line: A",
        "Buses; Line: Total",
    ]


def test_a_group_ends_with_its_part_of_the_table():
    page = f"""<table><tr>{HEADER}</tr><tbody><tr><th colspan=3>Trams</th></tr>
<tr><td>A</td><td>1</td><td>2</td></tr></tbody>
<tfoot><tr><td>Sum</td><td>3</td><td>4</td></tr></tfoot></table>"""
    assert texts(page) == ["Trams; Line: A; 2023: 1; 2024: 2", "Line: Sum; 2023: 3; 2024: 4"]


CAPTION = "Table 1. Passengers, in millions of journeys"
ROW = f"{CAPTION}; Line: A; 2024: 13.1"
PLAIN = "<tr><th>Line</th><th>2024</th></tr><tr><td>A</td><td>13.1</td></tr>"


@pytest.mark.parametrize(
    "page",
    [
        f"<table><caption>{CAPTION}.</caption>{PLAIN}</table>",
        f"<p>{CAPTION}</p><div><table>{PLAIN}</table></div>",
        f"<figure><table>{PLAIN}</table><figcaption>{CAPTION}</figcaption></figure>",
        f"<table><tr><th colspan=2>{CAPTION}</th></tr>{PLAIN}</table>",
    ],
)
def test_each_row_of_a_page_begins_with_the_caption(page):
    assert blocks(f"{page}<p>{PROSE}</p>") == [("row", ROW), ("text", PROSE)]


@pytest.mark.parametrize("caption", [CAPTION, f"**{CAPTION}.**"])
def test_each_row_of_markdown_begins_with_the_caption(caption):
    text = f"{PROSE}\n\n{caption}\n\n| Line | 2024 |\n|---|---|\n| A | 13.1 |\n"
    assert texts(text, "a.md") == [PROSE, ROW]


def test_each_row_of_word_begins_with_the_caption():
    def build(document):
        document.add_paragraph("Passengers, in millions", style="Caption")
        grid = document.add_table(4, 3)
        cells = ["Line|Trams|", "|2023|2024", "A|12.6|13.1", "B|9.3|9.0"]
        for row, line in zip(grid.rows, cells, strict=True):
            for cell, text in zip(row.cells, line.split("|"), strict=True):
                cell.text = text
        grid.cell(0, 0).merge(grid.cell(1, 0))
        grid.cell(0, 1).merge(grid.cell(0, 2))

    assert texts(word(build), "a.docx") == [
        "Passengers, in millions; Line: A; Trams, 2023: 12.6; Trams, 2024: 13.1",
        "Passengers, in millions; Line: B; Trams, 2023: 9.3; Trams, 2024: 9.0",
    ]


def test_what_is_no_caption_stays_a_paragraph():
    for above in ("Table 1 shows the fares.", "Fares have risen.", f"Table 1. {PROSE}"):
        assert texts(f"<p>{above}</p><table>{PLAIN}</table>") == [above, "Line: A; 2024: 13.1"]


def test_a_caption_below_a_table_is_not_taken_for_the_next():
    page = f"<table>{PLAIN}</table><p>{CAPTION}</p><table>{PLAIN}</table>"
    assert texts(page) == ["Line: A; 2024: 13.1", CAPTION, "Line: A; 2024: 13.1"]


def test_a_heading_that_is_a_caption_stays_and_is_said_too():
    page = f"<h2>{CAPTION}</h2><table>{PLAIN}</table>"
    assert blocks(page) == [("heading", CAPTION), ("row", ROW)]


def test_a_long_caption_is_said_once():
    assert texts(f"<table><caption>{PROSE}</caption>{PLAIN}</table>") == [
        PROSE.rstrip("."),
        "Line: A; 2024: 13.1",
    ]


WORDS = st.text("abcxyz", max_size=3)
CELLS = st.builds(Cell, WORDS, st.integers(1, 4), st.integers(1, 4))
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4).map(Row), min_size=1, max_size=5)


@given(ROWS, st.integers(0, 5), WORDS)
def test_no_cell_of_the_body_is_lost(rows, heads, caption):
    said = " ".join(piece.text for piece in table_pieces(rows, heads, caption))
    deepest = max(
        (at + cell.rows for at, row in enumerate(rows[:heads]) for cell in row.cells), default=0
    )
    for row in rows[max(heads, deepest) :]:
        for cell in row.cells:
            assert cell.text in said


# --- superscripts


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("It was 9.3<sup>r</sup> then", "It was 9.3 then"),
        ("It was 9.3%<sup>[a]</sup> then", "It was 9.3% then"),
        ("<b>9.3</b><sup><i>r, p</i></sup> then", "9.3 then"),
        ("It was 9.3<sup>1</sup> then", "It was 9.3¹ then"),
        ("About 10<sup>3</sup> of 12 m<sup>2</sup>", "About 10³ of 12 m2"),
        ("On the 1<sup>st</sup> and 22<sup>nd</sup>", "On the 1st and 22nd"),
        ("There are 2<sup>n</sup> at 10<sup>h</sup>30", "There are 2n at 10h30"),
        ("Au 19<sup>e</sup> siècle, E<sup>a</sup>", "Au 19e siècle, Ea"),
    ],
)
def test_marks_of_notes_are_no_part_of_a_figure(markup, said):
    assert texts(f"<p>{markup}</p>") == [said]
    if "<b>" not in markup:
        assert texts(markup, "a.md") == [said]


def test_marks_of_notes_in_word():
    def build(document):
        paragraph = document.add_paragraph("It was 9.3")._p
        high = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
        low = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
        for text in (high.format("r"), low.format(" in 2024"), high.format("2")):
            paragraph.append(word_xml(text))

    assert texts(word(build), "a.docx") == ["It was 9.3 in 2024²"]
