"""Summaries, comparisons and opened documents as HTML: whatever they say, it stays text."""

import dataclasses
import datetime as dt

from hypothesis import given

from chatbot.page.stretch import around
from chatbot.page.views.cited import address
from chatbot.page.views.comparison import comparison_html
from chatbot.page.views.saved import file_html
from chatbot.page.views.source import Leaf, Opened, gone_html, page_html, text_html
from chatbot.page.views.summary import summary_html, summary_under_way_html
from chatbot.types import (
    AnswerSentence,
    Change,
    Claim,
    Comparison,
    Coverage,
    KeyFact,
    LatestYear,
    Section,
    Summary,
    SummaryProgress,
    Theme,
    Verdict,
)
from index.facsimile import PageImage
from index.types import Block, Document, DocumentInfo, Page
from tests.test_render import Parsed, citation, wicked_text


def summary(words: str, **how) -> Summary:
    cited = citation(title=words, quote=words)
    said = AnswerSentence(words, (cited,), Verdict("partly", words, words))
    fact = KeyFact("figure", words, cited)
    read = Section("d0", words, 0, 20, 2, "read", "", 1, (fact,))
    skipped = Section("d0", words, 20, 40, 2, "skipped", words, 0)
    return Summary(
        documents=(DocumentInfo("d0", words, words, None, 0, 4),),
        asked_words=75,
        focus=words,
        gist=said,
        sentences=(said,),
        key_facts=(fact,),
        themes=(Theme(words, (said,), False, words),),
        coverage=Coverage((read, skipped), (("d0", 40),)),
        model=words,
        seconds=1.0,
        withheld=(Verdict("unsupported", words, words),),
        **how,
    )


def comparison(words: str) -> Comparison:
    info = DocumentInfo(words, words, words, dt.date(2024, 3, 5), 0, 4)
    said = AnswerSentence(words, (citation(title=words, quote=words),), Verdict("quoted"))
    changed = Claim("changed", said, said, (Change(words, words, words),))
    return Comparison(info, info, True, words, (changed, Claim("only_old", said, None)), 1.0)


def opened(words: str) -> tuple[Opened, Document]:
    block = Block(0, len(words), "text")
    document = Document(words, words, words, words, None, (Page(1, 0, len(words)),), (block,))
    return Opened(document, 0, max(1, len(words) // 2)), document


def drawn(words: str) -> list[str]:
    pane, document = opened(words)
    progress = SummaryProgress(words, 1, 2, 3.0)
    return [
        summary_html(summary(words)),
        summary_under_way_html(progress, summary(words).sentences),
        comparison_html(comparison(words)),
        text_html(pane, around(document, pane.start, pane.end), words),
        page_html(pane, Leaf(1, PageImage(b"png", 10, 10), [(0.1, 0.1, 0.5, 0.2)])),
        gone_html(words),
        file_html(words, "md", words),
    ]


@given(wicked_text)
def test_words_never_become_tags_or_attributes(words):
    for told, calm in zip(drawn(words), drawn("calm words"), strict=True):
        told, calm = Parsed(told), Parsed(calm)
        assert set(told.tags) <= set(calm.tags)
        assert {name for name, _ in told.attributes} <= {name for name, _ in calm.attributes}


def test_what_was_replaced_and_left_out_is_counted():
    text = Parsed(summary_html(summary("So.", replaced=2, omitted=1))).text
    assert "2 sentences replaced" in text and "1 sentence left out" in text
    assert "Not supported" not in Parsed(summary_html(summary("So."))).text


def test_time_left_is_told():
    html = summary_under_way_html(SummaryProgress("Reading section 3 of 12", 3, 12, 40.0), ())
    assert "Reading section 3 of 12, about 40 s left" in Parsed(html).text
    assert "minutes left" in summary_under_way_html(SummaryProgress("Reading", 1, 9, 300.0), ())


def test_the_same_words_have_the_same_number():
    html = Parsed(summary_html(summary("So.")))
    numbers = {value for name, value in html.attributes if name == "aria-label" and value}
    assert {n for n in numbers if n.startswith("Source ")} == {
        "Source 1: So., 5 March 2024, page 3"
    }


def test_documents_differ_only_where_a_difference_was_found():
    said = summary("So.").sentences
    for agreed, difference, told in (
        (True, "", "The documents agree."),
        (False, "44 against 31", "The documents differ: 44 against 31."),
        (False, "", "Each speaks of it."),
    ):
        theme = Theme("People", said, agreed, difference)
        html = summary_html(dataclasses.replace(summary("So."), themes=(theme,)))
        assert told in Parsed(html).text
        assert ("differ" in Parsed(html).text) == bool(difference)


def test_the_latest_year_of_an_undated_document_is_told():
    made = comparison("So.")
    year = LatestYear(made.new.id, 2019, citation())
    told = Parsed(comparison_html(dataclasses.replace(made, dated=False, years=(year,))))
    assert "the latest year that it names is 2019" in told.text
    assert ("href", address(citation())) in told.attributes
