"""PDFs: paragraphs over page breaks, numbered items, tables whose columns have names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from fpdf import FPDF, XPos, YPos
from samples import PROSE, pdf

from index.load import load
from index.split import split
from index.types import Document, Sentence

FIRST, SECOND, THIRD, FOURTH = (f"{part}." for part in PROSE.rstrip(".").split(". "))
HARBOUR = f"{SECOND} {FIRST} {THIRD} {SECOND}"
LONG = f"It was said {'that the board met in the old house and ' * 350}that nobody was blamed."
FOOT, BREAK = 262, 277  # millimetres: where three lines, and where none, still fit on a page
TABLE = [
    ("Pier", "Length (m)", "Built"),
    ("North", "120", "1868"),
    ("South pier and breakwater", "97", "1902"),
    ("West", "64", "n/a"),
]
STREETS = [
    "Table 2: Piers; Pier: North; Length (m): 120; Built: 1868",
    "Table 2: Piers; Pier: South pier and breakwater; Length (m): 97; Built: 1902",
    "Table 2: Piers; Pier: West; Length (m): 64; Built: n/a",
]


def made(build: Callable[[FPDF], object]) -> Document:
    writer = FPDF()
    writer.set_auto_page_break(True, 297 - BREAK)
    writer.add_page()
    writer.set_font("Helvetica", size=11)
    build(writer)
    document = load(Path("a.pdf"), bytes(writer.output()))
    for before, page in zip(document.pages, document.pages[1:], strict=False):
        assert before.start <= before.end <= page.start <= page.end <= len(document.text)
    return document


def write(writer: FPDF, text: str, size: float = 11, style: str = "") -> None:
    writer.set_font("Helvetica", style, size)
    writer.multi_cell(0, 5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    writer.ln(3)


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def texts(document: Document) -> list[str]:
    return [text for _, text in blocks(document)]


def sentences(document: Document) -> list[Sentence]:
    passages = split(document, count=lambda texts: [len(t.split()) for t in texts], limit=10**6)
    found = [sentence for passage in passages for sentence in passage.sentences]
    assert all(document.text[s.start : s.end] == s.text for s in found)
    return found


# --- Page breaks


def over_a_break(text: str) -> Document:
    """A paragraph of which three lines stand on page 1."""

    def build(writer: FPDF) -> None:
        write(writer, "It begins here.")
        writer.set_y(FOOT)
        write(writer, text)
        write(writer, "It ends here.")

    return made(build)


def test_a_sentence_over_a_page_break_is_whole_and_stands_where_it_begins():
    document = over_a_break(PROSE)
    assert texts(document)[1:2] == [PROSE]
    pages = {s.text: s.page for s in sentences(document)}
    assert pages[FOURTH] == 1  # "… asked for two more divers and a" / "second boat, which …"
    assert pages["It ends here."] == 2
    second = document.pages[1]
    assert document.text[second.start :].startswith("second boat, which the board allowed her.")
    assert document.text[: document.pages[0].end].endswith("two more divers and a")


def test_paragraphs_are_the_same_wherever_the_pages_break():
    paragraphs = [
        "Dr. Ann Coe of Leeds, as the minutes of 9 December 2023 show, asked Mr. Berry and Mrs. "
        "Hall for the account of 2022, of 2023 and of the 1,120 days between the two storms, and "
        "the account was given on the spot. It named No. 7 Quay Street, No. 12 Quay Street and "
        "Harbour House at 3.30 p.m. on Monday as the places where the Pilot Board had met.",
        HARBOUR,
        f"{FOURTH} {SECOND} Costs were 3.5 per cent above those of 2021, or £2.8 million in all.",
    ]
    lengths = set()
    for top in range(200, BREAK + 1):

        def build(writer: FPDF, top: int = top) -> None:
            write(writer, PROSE)
            writer.set_y(top)
            for paragraph in paragraphs:
                write(writer, paragraph)

        document = made(build)
        assert [text for text in texts(document) if text != PROSE] == paragraphs, top
        lengths.add(len(document.pages))
    assert lengths == {1, 2}


def test_a_paragraph_longer_than_a_page():
    document = made(lambda writer: write(writer, LONG))
    assert texts(document) == [LONG]
    assert len(document.pages) == 3
    assert [s.page for s in sentences(document)] == [1]


def test_running_headers_and_page_numbers_do_not_come_between():
    document = load(Path("a.pdf"), pdf([[LONG]], header="Harbour report", footer="Page # of 3"))
    assert len(document.pages) == 3
    assert texts(document) == [LONG]


def of_pages(*pages: Sequence[str]) -> Document:
    """Lines that stand at the foot of one page and at the head of the next."""

    def build(writer: FPDF) -> None:
        write(writer, PROSE)
        for number, lines in enumerate(pages):
            if number:
                writer.add_page()
            for line in lines:
                writer.cell(0, 5, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    return made(build)


def test_a_word_broken_by_the_page_is_mended():
    above = "In the spring of the year that followed the harbour board looked for a good exam-"
    document = of_pages([above], ["ple of a long-term plan, and found it."])
    whole = f"{above[:-1]}ple of a long-term plan, and found it."
    assert texts(document)[1:] == [whole]
    assert document.text[document.pages[1].start :].startswith("ple of")
    above = "The harbour board of the old town had always looked for an example of a long-"
    document = of_pages([above], ["term plan, for a long-term view, and found it."])
    assert texts(document)[1:] == [f"{above}term plan, for a long-term view, and found it."]


FULL = "The harbour board met in the old customs house and agreed to the budget which the engineer"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["The engineer resigned in January."], ["it was said, and she left."]),
        (["The engineer resigned in"], ["she left the harbour and the town that day."]),
        ([f"{FULL} had written in May."], ["Nobody was blamed for the storm, though."]),
        ([f"{FULL} had written in May"], ["Pier and quay"]),
        ([f"{FULL} had written in May"], ["- The pier", "- The quay"]),
        ([f"{FULL} had written in May"], ["12. The pier", "13. The quay"]),
        (["- apples", "- pears from the orchard"], ["that the board owns, all of it."]),
        ([f"- {FULL} wants done"], ["The board met in January and agreed to it."]),
        ([f"Figure 3: {FULL} plans"], ["that the board owns, all of it, came first."]),
        ([f"{FULL} had written in May"], ["Table 4. piers that the board owns, by length."]),
        (["Fares were raised.        120        130        140        150        160        170"],
         ["and they were lowered again."]),
    ],
)  # fmt: skip
def test_what_begins_anew_on_a_page_is_not_joined(above, below):
    document = of_pages(above, below)
    first = document.pages[1].start
    assert any(block.start == first for block in document.blocks)


def test_headings_are_not_joined_over_a_page_break():
    def build(writer: FPDF) -> None:
        write(writer, f"{PROSE} They said that they would meet again at some time after", style="")
        writer.add_page()
        write(writer, "The costs of the north pier and of the south pier", style="B")
        write(writer, PROSE)

    assert ("heading", "The costs of the north pier and of the south pier") in blocks(made(build))


def test_an_indented_line_at_the_head_of_a_page_begins_a_paragraph():
    def build(writer: FPDF) -> None:
        write(writer, FULL)
        writer.add_page()
        writer.set_x(20)
        writer.cell(
            0, 5, "Nobody was blamed for what the storm", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        writer.cell(0, 5, "had done to the pier.", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    assert texts(made(build)) == [
        FULL,
        "Nobody was blamed for what the storm had done to the pier.",
    ]


def test_an_item_that_runs_over_a_page_break():
    def build(writer: FPDF) -> None:
        write(writer, PROSE)
        writer.set_y(FOOT)
        write(writer, f"12. {PROSE}")
        write(writer, f"13. {PROSE}")

    document = made(build)
    assert blocks(document) == [("text", PROSE), ("item", f"12. {PROSE}"), ("item", f"13. {PROSE}")]


def test_notes_and_captions_at_the_edge_step_aside():
    def build(writer: FPDF) -> None:
        write(writer, PROSE)
        writer.set_y(FOOT - 10)
        writer.set_auto_page_break(False)
        lines = writer.multi_cell(0, 5, PROSE, align="L", dry_run=True, output="LINES")
        write(writer, " ".join(lines[:2]))
        write(writer, "1 Minutes of the board, March 2023", size=8)
        writer.add_page()
        write(writer, "Chapter 3 of the report", size=8)
        write(writer, " ".join(lines[2:]))
        write(writer, HARBOUR)

    document = made(build)
    assert texts(document) == [
        PROSE,
        "1 Minutes of the board, March 2023",
        PROSE,
        "Chapter 3 of the report",
        HARBOUR,
    ]
    assert document.page_at(document.text.index("1 Minutes")) == 1
    assert document.page_at(document.text.index("Chapter 3")) == 2


def test_a_chapters_header_steps_aside():
    def build(writer: FPDF) -> None:
        lines = writer.multi_cell(0, 5, PROSE, align="L", dry_run=True, output="LINES")
        write(writer, " ".join(lines[:2]))
        writer.add_page()
        write(writer, "Chapter 2: The pier  2")
        writer.ln(10)
        write(writer, " ".join(lines[2:]))

    assert texts(made(build)) == [PROSE, "Chapter 2: The pier 2"]


def test_two_columns_over_a_page_break():
    words = LONG.replace("the board", "the Board of 1868")

    def build(writer: FPDF) -> None:
        lines = writer.multi_cell(90, 5, words, align="L", dry_run=True, output="LINES")
        for at, line in enumerate(lines):
            page, row = divmod(at, 24)
            column, row = divmod(row, 12)
            if page == writer.page_no():
                writer.add_page()
            writer.set_xy(10 + column * 100, 20 + 5 * row)
            writer.cell(90, 5, line)

    document = made(build)
    assert len(document.pages) > 1
    assert texts(document) == [words]


# --- Items


def test_numbers_and_letters_of_items_stay_and_bullets_go():
    lines = ["12. Restore the sirens.", "(a) at the quay", "b) at the pier", "iv) by May",
             "- no bell", "· no horn"]  # fmt: skip
    found = blocks(of_pages(lines))[1:]
    marked = ["12. Restore the sirens.", "(a) at the quay", "b) at the pier", "iv) by May"]
    assert found == [("item", text) for text in [*marked, "no bell", "no horn"]]


def test_the_number_is_part_of_the_items_first_sentence():
    document = of_pages(["12. The board should restore the sirens. It should do so by May."])
    assert [s.text for s in sentences(document)][-2:] == [
        "12. The board should restore the sirens.",
        "It should do so by May.",
    ]


# --- Tables


def with_table(
    rows: Sequence[Sequence[str]],
    *,
    bold: bool = True,
    align: str = "LEFT",
    widths: Sequence[int] | None = None,
    caption: str = "Table 2: Piers",
) -> Document:
    def build(writer: FPDF) -> None:
        write(writer, PROSE)
        write(writer, caption)
        with writer.table(col_widths=widths, text_align=align, first_row_as_headings=bold) as table:
            for cells in rows:
                table.row(cells)
        writer.ln(5)
        write(writer, f"Below. {PROSE}")

    return made(build)


@pytest.mark.parametrize("align", ["LEFT", "RIGHT", "CENTER"])
@pytest.mark.parametrize("bold", [True, False])
def test_the_rows_of_a_table_name_their_columns(align, bold):
    document = with_table(TABLE, align=align, bold=bold)
    assert blocks(document)[2:] == [*(("row", row) for row in STREETS), ("text", f"Below. {PROSE}")]


def test_names_that_stand_close_together():
    rows = [("Pier", "Height above the sea (m)", "Length at low water (m)"), *TABLE[1:]]
    found = texts(with_table(rows, widths=(80, 47, 46)))
    assert "Height above the sea (m): 120; Length at low water (m): 1868" in found[2]


def test_cells_broken_over_lines():
    rows = [
        ("Pier", "Length of the pier, in metres", "Built"),
        ("North", "120", "1868"),
        ("South pier and breakwater with the old lighthouse on it", "97", "1902"),
        ("The west pier that the board bought of the company", "64", "1911"),
        ("East", "31", "1950"),
        ("All piers", "312", ""),
    ]
    names = "Length of the pier, in metres"
    assert texts(with_table(rows, widths=(50, 40, 40)))[2:-1] == [
        f"Table 2: Piers; Pier: North; {names}: 120; Built: 1868",
        f"Table 2: Piers; Pier: {rows[2][0]}; {names}: 97; Built: 1902",
        f"Table 2: Piers; Pier: {rows[3][0]}; {names}: 64; Built: 1911",
        f"Table 2: Piers; Pier: East; {names}: 31; Built: 1950",
        f"Table 2: Piers; Pier: All piers; {names}: 312",
    ]


def lines_at(*rows: Sequence[tuple[float, str]]) -> Document:
    """Lines whose parts begin at places, in millimetres."""

    def build(writer: FPDF) -> None:
        write(writer, PROSE)
        for row in rows:
            top = writer.get_y()
            for left, text in row:
                writer.set_xy(left, top)
                writer.cell(0, 5, text)
            writer.set_y(top + 5)
        writer.ln(5)
        write(writer, f"Below. {PROSE}")

    return made(build)


def test_a_cell_that_goes_on_below_its_row():
    document = lines_at(
        [(90, "2022"), (120, "2023")],
        [(10, "North pier"), (90, "120"), (120, "130")],
        [(10, "South pier and the"), (90, "97"), (120, "98")],
        [(10, "old breakwater")],
        [(10, "West pier"), (90, "64"), (120, "65")],
    )
    assert texts(document)[1:-1] == [
        "North pier; 2022: 120; 2023: 130",
        "South pier and the old breakwater; 2022: 97; 2023: 98",
        "West pier; 2022: 64; 2023: 65",
    ]


def test_a_cell_that_begins_above_its_row():
    document = lines_at(
        [(10, "Pier"), (90, "2022"), (120, "2023")],
        [(10, "North pier"), (90, "120"), (120, "130")],
        [(10, "South pier and the")],
        [(10, "old breakwater"), (90, "97"), (120, "98")],
        [(10, "West pier"), (90, "64"), (120, "65")],
        [(10, "East pier"), (90, "31"), (120, "32")],
    )
    assert texts(document)[1:-1] == [
        "Pier: North pier; 2022: 120; 2023: 130",
        "Pier: South pier and the old breakwater; 2022: 97; 2023: 98",
        "Pier: West pier; 2022: 64; 2023: 65",
        "Pier: East pier; 2022: 31; 2023: 32",
    ]


def test_a_row_without_figures_takes_none_from_its_neighbours():
    document = lines_at(
        [(10, "Pier"), (90, "2022"), (120, "2023")],
        [(10, "North pier"), (90, "120"), (120, "130")],
        [(10, "South pier")],
        [(10, "West pier"), (90, "64")],
        [(10, "New pier")],
        [(90, "60"), (120, "61")],
        [(10, "East pier"), (90, "31"), (120, "32")],
        [(10, "All piers"), (90, "215"), (120, "162")],
    )
    assert texts(document)[1:-1] == [
        "Pier: North pier; 2022: 120; 2023: 130",
        "Pier: South pier",
        "Pier: West pier; 2022: 64",
        "Pier: New pier",
        "2022: 60; 2023: 61",
        "Pier: East pier; 2022: 31; 2023: 32",
        "Pier: All piers; 2022: 215; 2023: 162",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        # too few rows
        [[(10, "Pier"), (60, "2022"), (90, "2023")], [(10, "North"), (60, "120"), (90, "130")]],
        # no row of names
        [[(10, pier), (60, "120"), (90, "130")] for pier in ("North", "South", "West", "East")],
        # a form
        [[(10, "Name"), (60, "Ann Coe")], [(10, "Age"), (60, "34")], [(10, "Ward"), (60, "7")],
         [(10, "Bed"), (60, "3")]],
        # prose in three columns
        [[(10, "the board met in the"), (75, "its members heard"), (140, "nobody was blamed")],
         [(10, "old customs house to"), (75, "repairs had cost"), (140, "the engineer asked")],
         [(10, "agree the budget of"), (75, "more than anyone"), (140, "for more divers")]],
        # names that stand over two columns
        [[(10, "Pier"), (60, "Length of the pier in metres"), (130, "Built")],
         *([(10, pier), (60, "120"), (90, "130"), (130, "1868")] for pier in ("East", "West"))],
    ],
)  # fmt: skip
def test_rows_of_which_it_is_not_certain_what_they_stand_under_stay_as_they_are(rows):
    found = blocks(lines_at(*rows))[1:-1]
    assert [text for _, text in found] == [" ".join(text for _, text in row) for row in rows]


def test_a_note_below_a_table_is_no_row():
    document = lines_at(
        [(10, "Pier"), (60, "Length"), (90, "Height")],
        *([(10, pier), (60, "120"), (90, "13")] for pier in ("North", "South", "West")),
        [(10, "Source: board")],
    )
    assert texts(document)[1:-1] == [
        *(f"Pier: {pier}; Length: 120; Height: 13" for pier in ("North", "South", "West")),
        "Source: board",
    ]


def test_names_repeated_within_a_page_are_said_once():
    head = [(10, "Pier"), (60, "Length"), (90, "Height")]
    rows = [[(10, pier), (60, "120"), (90, "13")] for pier in ("North", "South", "West")]
    found = texts(lines_at(head, *rows, head, *rows))[1:-1]
    assert found == [f"Pier: {p}; Length: 120; Height: 13" for p in ("North", "South", "West")] * 2
