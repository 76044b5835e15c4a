"""The page's HTML: whatever a document says of itself, it stays text."""

import dataclasses
import datetime as dt
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from chatbot.page.exchange import Exchange, surroundings
from chatbot.page.views.cited import address
from chatbot.page.views.conversation import conversation_html
from chatbot.page.views.documents import added_html, adding_html, documents_html
from chatbot.page.views.sources import sources_html
from chatbot.types import (
    Answer,
    AnswerDone,
    AnswerSentence,
    Citation,
    Conflict,
    EvidenceFound,
    SentenceWritten,
    Side,
    Verdict,
)
from index.ingest import AddReport, FileOutcome
from index.types import DocumentInfo

TEXT = "Opening.\n\nThe fee is £5 <b>each</b>. It rose.\n\nAlone\n\nClosing."
# Text made of what breaks HTML, so that a forgotten escape cannot hide for long.
PIECES = ["<script>", "</span>", "<img src=x onerror=y>", '"', "'", "&", "&lt;", ">", "é", " a "]
wicked_text = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
QUOTE = "The fee is £5 <b>each</b>."


class Parsed(HTMLParser):
    """The tags and the text of some HTML, attributes apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def citation(number: int = 1, title: str = "Fees", quote: str = QUOTE, **how) -> Citation:
    start = TEXT.find(QUOTE)
    return Citation(
        number=number,
        document=how.get("document", "d0"),
        title=title,
        path="/d/fees.md",
        date=dt.date(2024, 3, 5),
        page=3,
        heading=how.get("heading", ""),
        start=start,
        end=start + len(QUOTE),
        quote=quote,
    )


def exchange(asked: str, cited: Citation, sentence: AnswerSentence, **how) -> Exchange:
    answer = Answer(
        question=how.get("question", asked),
        sentences=() if how.get("abstained") else (sentence,),
        short=how.get("short"),
        abstained=how.get("abstained", False),
        confidence=0.9,
        related=how.get("related", ()),
        model="builtin",
        seconds_to_evidence=0.01,
        seconds=0.02,
        sought=how.get("sought", ""),
        unanswered=how.get("unanswered", ()),
        conflicts=how.get("conflicts", ()),
    )
    found = EvidenceFound(asked, (cited,), 0.9, True)
    return Exchange(asked).heard(found, lambda _: TEXT).heard(AnswerDone(answer), lambda _: TEXT)


@given(wicked_text, wicked_text, wicked_text)
def test_words_of_documents_and_people_never_become_tags(asked, title, words):
    wicked = citation(title=title, quote=words, heading=title, document=words)
    plain = citation()
    how = {"related": (wicked,), "question": words, "short": words, "unanswered": (words,)}
    how["conflicts"] = (Conflict(words, (Side(words, wicked), Side(title, wicked))),)
    told = exchange(
        asked, wicked, AnswerSentence(words, (wicked,), Verdict("partly", title)), **how
    )
    calm = exchange(
        "Why?",
        plain,
        AnswerSentence("So.", (plain,), Verdict("partly", "x")),
        **{
            "related": (plain,),
            "question": "x",
            "short": "So.",
            "unanswered": ("x",),
            "conflicts": (Conflict("x", (Side("1", plain),)),),
        },
    )
    for told_html, calm_html in [
        (conversation_html([told], 1), conversation_html([calm], 1)),
        (sources_html([told]), sources_html([calm])),
    ]:
        # The same elements whatever the words are, save the emphasis and the understood question.
        assert set(Parsed(told_html).tags) <= set(Parsed(calm_html).tags) | {"p", "strong"}
        allowed = {name for name, _ in Parsed(calm_html).attributes}
        assert {name for name, _ in Parsed(told_html).attributes} <= allowed


@given(wicked_text)
def test_names_of_files_and_documents_never_become_tags(name):
    outcomes = (FileOutcome(f"/{name}", None, name),)
    for html in [
        documents_html([DocumentInfo(name, name, name, None, 0, 1)]),
        adding_html([name], None),
        added_html(AddReport(added=outcomes, failed=outcomes)),
    ]:
        allowed = {"ul", "li", "span", "button", "div", "progress", "a", "input", "label", "p"}
        allowed |= {"details", "summary"}
        assert set(Parsed(html).tags) <= allowed


def test_a_script_in_a_title_is_shown_as_text():
    cited = citation(title="<script>alert(1)</script>")
    html = sources_html([exchange("Q?", cited, AnswerSentence(QUOTE, (cited,), Verdict("quoted")))])
    assert "<script>alert(1)</script>" in Parsed(html).text
    assert "script" not in Parsed(html).tags


def test_the_short_answer_is_emphasised_once_in_its_sentence():
    cited = citation()
    sentence = AnswerSentence("It is £5, and £5 again.", (cited,), Verdict("quoted"))
    html = conversation_html([exchange("Q?", cited, sentence, short="£5")], 1)
    assert "It is <strong>£5</strong>, and £5 again." in html


def test_a_withheld_sentence_is_told_with_its_reason():
    cited = citation()
    verdict = Verdict("quoted", "“£6” stands nowhere in the cited words.", "The fee is £6.")
    html = conversation_html([exchange("Q?", cited, AnswerSentence(QUOTE, (cited,), verdict))], 1)
    titles = [value for name, value in Parsed(html).attributes if name == "data-note"]
    assert any("The fee is £6." in (t or "") and verdict.reason in (t or "") for t in titles)


def test_the_best_quote_stands_there_until_something_is_written():
    cited, other = citation(1), citation(2, quote="Another.", document="d1")
    found = EvidenceFound("Q?", (cited, other), 0.9, True)
    waiting = Exchange("Q?").heard(found, lambda _: TEXT)
    html = conversation_html([waiting], 1)
    assert "fn-early" in html and QUOTE in Parsed(html).text and "Another." not in html
    written = waiting.heard(
        SentenceWritten(AnswerSentence("So.", (cited,), Verdict("supported"))), lambda _: TEXT
    )
    assert "fn-early" not in conversation_html([written], 1)
    too_little = dataclasses.replace(found, enough=False)
    waiting = Exchange("Q?").heard(too_little, lambda _: TEXT)
    assert "fn-early" not in conversation_html([waiting], 1)


def test_an_abstention_is_no_answer_but_shows_the_nearest_passages():
    cited = citation()
    sentence = AnswerSentence(QUOTE, (cited,), Verdict("quoted"))
    how = {"abstained": True, "related": (cited,), "sought": "Looked for <b>."}
    html = conversation_html([exchange("Q?", cited, sentence, **how)], 1)
    assert "fn-abstained" in html and "fn-answer" not in html
    assert QUOTE in Parsed(html).text and how["sought"] in Parsed(html).text


def test_a_part_that_is_not_answered_is_told_below_the_answer():
    cited = citation()
    sentence = AnswerSentence(QUOTE, (cited,), Verdict("quoted"))
    html = conversation_html([exchange("Q?", cited, sentence, unanswered=("Who ran it?",))], 1)
    assert "The documents don't say: “Who ran it?”" in Parsed(html).text


def test_documents_that_differ_are_told_with_both_footnotes():
    old, new = citation(1, document="d1"), citation(2, document="d2")
    sentence = AnswerSentence(QUOTE, (old,), Verdict("quoted"))
    conflict = Conflict("the fee", (Side("£6", new), Side("£5", old)))
    told = exchange("Q?", old, sentence, conflicts=(conflict,))
    html = Parsed(conversation_html([told], 1))
    assert "The documents differ on the fee: £6" in html.text
    links = {value for name, value in html.attributes if name == "href"}
    assert {address(old), address(new)} <= links
    cards = sources_html([told])
    assert "Also found" not in cards and cards.count("fn-cited") == 2


def test_cited_sources_come_before_the_others():
    other, cited = citation(1, document="d1"), citation(2, document="d2")
    sentence = AnswerSentence(QUOTE, (cited,), Verdict("quoted"))
    told = exchange("Q?", other, sentence)
    html = sources_html([told])
    assert html.index("/d2/") < html.index("/d1/")


def test_only_the_last_answers_sources_are_open():
    cited = citation()
    told = exchange("Q?", cited, AnswerSentence(QUOTE, (cited,), Verdict("quoted")))
    html = sources_html([told, told])
    assert 'data-turn="1" hidden' in html and 'data-turn="2" hidden' not in html


@given(st.text(alphabet="ab \n", max_size=400), st.data())
def test_surroundings_are_the_documents_own_words(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, after = surroundings(text, start, end, reach=20)
    kept_before, kept_after = before.removeprefix("…\u00a0"), after.removesuffix("\u00a0…")
    assert text[:start].endswith(kept_before) and len(kept_before) <= 20
    assert text[end:].startswith(kept_after) and len(kept_after) <= 20


def test_surroundings_stay_in_the_paragraph_unless_the_quote_is_all_of_it():
    start = TEXT.index(QUOTE)
    assert surroundings(TEXT, start, start + len(QUOTE)) == ("", " It rose.")
    start = TEXT.index("Alone")
    before, after = surroundings(TEXT, start, start + 5)
    assert "It rose." in before and "Closing." in after
