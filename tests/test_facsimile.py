"""Pages as they look, and marks that lie on exactly the words that are cited."""

from __future__ import annotations

import struct
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from chatbot.types import Citation
from index.facsimile import PageError
from index.facsimile.alignment import aligned
from index.facsimile.letters import bare
from tests.samples import PROSE, pdf


@pytest.fixture
def shelf(bot, tmp_path):
    """Adds a PDF's bytes and returns its document."""

    def _add(data, name="report.pdf"):
        path = tmp_path / name
        path.write_bytes(data)
        assert not bot.add(path).failed
        return bot.find(name)

    return _add


def cite(bot, document, quote, nth=0):
    """A citation of the nth place where the document's text has these words."""
    text, start = bot.text(document.id), -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    page = bot._library.document(document.id).page_at(start)
    return Citation(
        1, document.id, document.title, document.path, None, page, "", start, start + len(quote),
        quote,
    )  # fmt: skip


def under(path, page, marks):
    """The words that lie in the marks, as pdfium reads them there."""
    file = pdfium.PdfDocument(path)
    text = file[page - 1].get_textpage()
    across, down = file[page - 1].get_size()
    found = [
        text.get_text_bounded(x0 * across, down - y1 * down, x1 * across, down - y0 * down)
        for x0, y0, x1, y1 in marks
    ]
    text.close()
    file.close()
    return " ".join(found)


def columns(left, right, width=80):
    writer = FPDF()
    writer.add_page()
    writer.set_font("Helvetica", size=10)
    for x, text in ((15, left), (115, right)):
        writer.set_xy(x, 30)
        writer.multi_cell(width, 5, text)
    return bytes(writer.output())


def test_a_page_is_drawn_as_wide_as_asked(bot, shelf):
    document = shelf(pdf([[PROSE], ["A second page that has a few words too."]]))
    image = bot.page_image(document.id, 2, width=600)
    assert image.png.startswith(b"\x89PNG")
    assert struct.unpack(">II", image.png[16:24]) == (image.width, image.height)
    assert abs(image.width - 600) <= 1
    assert abs(image.height / image.width - 2**0.5) < 0.01
    assert bot.page_image("report.pdf", 1).width in (900, 901)
    assert bot.page_image(document.id, 1, width=10**9).width < 3100


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there(bot, shelf, page):
    document = shelf(pdf([[PROSE], [PROSE[::-1]]]))
    with pytest.raises(PageError, match=f"no page {page}. It has 2"):
        bot.page_image(document.id, page)


def test_marks_lie_on_each_sentence_and_on_nothing_else(bot, shelf):
    document = shelf(pdf([[PROSE]], header="Harbour board, page #"))
    for quote in PROSE.replace(". ", ".\n").splitlines():
        citation = cite(bot, document, quote)
        marks = bot.page_marks(citation)
        assert bare(under(document.path, 1, marks)) == bare(quote)
        assert all(0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1 for x0, y0, x1, y1 in marks)


def test_of_a_repeated_sentence_the_cited_one_is_marked(bot, shelf):
    again = "The motion was carried by all present."
    first = "First came the matter of the north pier and its stones."
    second = "Then came the matter of the second boat and its crew."
    document = shelf(pdf([[f"{first} {again}", f"{second} {again}"]]))
    one, two = (bot.page_marks(cite(bot, document, again, nth)) for nth in (0, 1))
    assert bare(under(document.path, 1, one)) == bare(under(document.path, 1, two)) == bare(again)
    assert one[0][1] < bot.page_marks(cite(bot, document, second))[0][1] <= two[0][1]


def test_columns_do_not_mix(bot, shelf):
    left = "The dredger was idle for thirty-one days because its pump had failed in the spring. "
    right = "Visitors to the harbour museum rose by a tenth, and the new café paid for itself. "
    document = shelf(columns(left + PROSE, right + PROSE.replace("harbour", "museum")))
    for quote in (left.strip(), right.strip()):
        marks = bot.page_marks(cite(bot, document, quote))
        assert bare(under(document.path, 1, marks)) == bare(quote)
    assert all(x1 < 0.55 for _, _, x1, _ in bot.page_marks(cite(bot, document, left.strip())))


def test_a_row_of_a_table_is_marked_in_its_cells_not_in_the_names_of_columns(bot, shelf):
    rows = [("Street", "Homes", "Shops"), ("Mill Lane", "74", "12"), ("Low Quay", "38", "31"),
            ("Station Road", "19", "12")]  # fmt: skip
    document = shelf(pdf([[PROSE]], rows=rows))
    quote = next(line for line in bot.text(document.id).splitlines() if "Low Quay" in line)
    marks = bot.page_marks(cite(bot, document, quote))
    assert under(document.path, 1, marks).split() == ["Low", "Quay", "38", "31"]


def test_a_sentence_over_a_page_break_is_marked_on_both_pages(bot, shelf):
    filler = " ".join([PROSE] * 11)
    over = " ".join(f"Stone number {n} was lifted, turned and laid again by the divers," for n in
                    range(30)) + " and nobody was hurt."  # fmt: skip
    document = shelf(pdf([[filler + " " + over + " " + PROSE]]))
    assert document.pages > 1
    citation = cite(bot, document, over)
    one, two = (bot.page_marks(citation, page) for page in (1, 2))
    marked = under(document.path, 1, one) + under(document.path, 2, two)
    assert one and two
    assert bare(marked) == bare(over)


def test_a_turned_page_has_its_marks_where_the_words_are_shown(bot, shelf, tmp_path):
    document = shelf(pdf([[PROSE]]))
    quote = "Nobody was blamed."
    (x0, y0, x1, y1), *_ = bot.page_marks(cite(bot, document, quote))
    file = pdfium.PdfDocument(document.path)
    file[0].set_rotation(90)
    file.save(tmp_path / "turned.pdf")
    file.close()
    bot.add(tmp_path / "turned.pdf")
    turned = bot.find("turned.pdf")
    (a0, b0, a1, b1), *_ = bot.page_marks(cite(bot, turned, quote))
    assert (a0, b0, a1, b1) == pytest.approx((1 - y1, x0, 1 - y0, x1), abs=0.002)


def test_a_file_that_moved_or_changed_is_told_and_not_shown(bot, shelf, tmp_path):
    document = shelf(pdf([[PROSE]]))
    citation = cite(bot, document, "Nobody was blamed.")
    Path(document.path).rename(tmp_path / "elsewhere.pdf")
    for use in (lambda: bot.page_image(document.id, 1), lambda: bot.page_marks(citation)):
        with pytest.raises(PageError, match=r"no longer there.*Put it back"):
            use()
    (tmp_path / "report.pdf").write_bytes(pdf([["Everybody was blamed for it in the end."]]))
    with pytest.raises(PageError, match=r"has changed since it was read.*Add it again"):
        bot.page_image(document.id, 1)
    bot.add(tmp_path / "elsewhere.pdf")  # the same content under another name
    assert bot.page_image(citation.document, 1).png


def test_a_text_has_no_pages(bot, write):
    bot.add(write("notes.txt", PROSE))
    with pytest.raises(PageError, match=r"no pages to show"):
        bot.page_image("notes.txt", 1)


def test_many_threads_look_at_pages_while_others_are_read(bot, shelf, tmp_path):
    document = shelf(pdf([[PROSE], [PROSE[:200]]]))
    citation = cite(bot, document, "Nobody was blamed.")
    (tmp_path / "other.pdf").write_bytes(pdf([[PROSE] * 3] * 10))

    def look(n):
        if n == 0:
            return len(bot.add(tmp_path / "other.pdf").added) == 1
        return bot.page_image(document.id, 1 + n % 2, 300).png, bot.page_marks(citation)

    with ThreadPoolExecutor(8) as pool:
        added, *seen = pool.map(look, range(24))
    assert added
    assert len(set(seen)) == 2


words = st.lists(st.sampled_from("the harbour wall fell at night and so did pier".split()))


@given(words, words)
def test_alignment_pairs_equal_words_in_order(one, other):
    pairs = aligned(one, other, [1.0] * len(one))
    assert all(one[i] == other[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))


@given(st.lists(st.integers(), unique=True, min_size=1), words, words)
def test_alignment_finds_words_that_stand_in_a_row(sought, before, after):
    row = [str(n) for n in sought]
    pairs = aligned(row, [*before, *row, *after], [1.0] * len(row))
    assert pairs == [(n, len(before) + n) for n in range(len(row))]
