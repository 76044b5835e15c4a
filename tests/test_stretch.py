"""The stretch of a document that the source pane shows: whole blocks, and all of them in turn."""

from hypothesis import given
from hypothesis import strategies as st

from chatbot.page.stretch import after, around, before
from index.types import Block, Document


@st.composite
def documents(draw):
    """A document of blocks of many lengths, apart by blank lines."""
    lengths = draw(st.lists(st.integers(1, 60), min_size=1, max_size=40))
    blocks, at = [], 0
    for length in lengths:
        blocks.append(Block(at, at + length, "text"))
        at += length + 2
    text = "\n\n".join("x" * length for length in lengths)
    return Document("d", "/d.txt", "D", text, None, (), tuple(blocks))


@given(documents(), st.data())
def test_the_quote_is_shown_and_the_rest_can_be_fetched_in_order(document, data):
    start = data.draw(st.integers(0, len(document.text)))
    end = data.draw(st.integers(start, len(document.text)))
    shown = around(document, start, end, reach=30)
    touched = [b for b in document.blocks if b.start < end and b.end > start]
    assert set(touched) <= set(shown.blocks)
    if not shown.blocks:
        return
    blocks, earlier, later = list(shown.blocks), shown, shown
    while earlier.more_before:
        earlier = before(document, earlier.start, reach=30)
        blocks = [*earlier.blocks, *blocks]
    while later.more_after:
        later = after(document, later.end, reach=30)
        blocks = [*blocks, *later.blocks]
    assert tuple(blocks) == document.blocks


@given(documents(), st.integers(0, 3000))
def test_what_is_fetched_stays_short(document, at):
    reach = 30
    longest = max(b.end - b.start for b in document.blocks)
    for part in (before(document, at, reach), after(document, at, reach)):
        assert part.end - part.start <= max(reach, longest)
