"""Summaries, comparisons and the source pane, in a browser with the real chatbot behind it."""

import re

import pytest

from chatbot.bot import Chatbot
from tests.samples import pdf
from tests.visitor import needs_browser

pytestmark = needs_browser

OLD = """Quarry Lane surgery: report for 2021

Date: 4 May 2021

The surgery employs 14 doctors. It has 9,200 patients on its list. The waiting room has 30 chairs.

Dr Halima Osei leads the practice. The car park is closed on Sundays.
"""
NEW = """Quarry Lane surgery: report for 2024

Date: 9 May 2024

The surgery employs 11 doctors. It has 9,800 patients on its list. The waiting room has 30 chairs.

A new pharmacy opened in the basement in March 2024.
"""
PAGES = [
    ["# The lighthouse at Corran Head", "The tower was built in 1871 from local granite."],
    ["# Keepers", "Nine keepers served there. The lamp was lit by paraffin until 1934."],
]
CHAPTERS = 400


@pytest.fixture(scope="module")
def bot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    (folder / "old.txt").write_text(OLD, encoding="utf-8")
    (folder / "new.txt").write_text(NEW, encoding="utf-8")
    (folder / "tower.pdf").write_bytes(pdf(PAGES, title="The lighthouse at Corran Head"))
    lines = (
        f"Chapter {n} tells of the valley in which stone number {n} lies."
        for n in range(1, CHAPTERS)
    )
    (folder / "long.txt").write_text("\n\n".join(["The long tale", *lines]), encoding="utf-8")
    with Chatbot(home=tmp_path_factory.mktemp("home"), model="builtin") as bot:
        bot.add(folder)
        yield bot


def only(visitor, *titles):
    """Ticks these documents and no others."""
    for box in visitor.page.locator(".fn-documents input").all():
        box.set_checked(any(title in box.get_attribute("aria-label") for title in titles))


def summarised(visitor, *titles, words="75"):
    visitor.go("summarise")
    only(visitor, *titles)
    visitor.page.locator(f".fn-lengths label:has([value='{words}'])").click()
    visitor.page.click("#fn-summarise .fn-go")
    visitor.page.wait_for_selector("#fn-summary .fn-downloads")
    return visitor.page.locator("#fn-summary")


def compared(visitor, one="2021", other="2024"):
    visitor.go("compare")
    for name, year in (("a", one), ("b", other)):
        choices = visitor.page.locator(f"select[name={name}] option")
        at = next(n for n, words in enumerate(choices.all_inner_texts()) if year in words)
        visitor.page.select_option(f"select[name={name}]", index=at)
    visitor.page.click("#fn-compare .fn-go")
    visitor.page.wait_for_selector("#fn-comparison .fn-downloads")
    return visitor.page.locator("#fn-comparison")


class TestSummary:
    def test_every_sentence_leads_to_its_words(self, visitor, bot):
        shown = summarised(visitor, "report for 2021")
        assert "report for 2021" in visitor.page.locator(".fn-of").inner_text()
        sentences = shown.locator(".fn-answer .fn-sentence")
        assert sentences.count()
        for sentence in sentences.all():
            quote = visitor.opened(sentence.locator("a.fn-cite").first)
            assert quote in bot.text("old.txt")
            visitor.page.keyboard.press("Escape")

    def test_the_strip_leads_to_the_cited_words(self, visitor, bot):
        summarised(visitor, "report for 2021")
        mark = visitor.page.locator(".fn-strip-svg a").first
        mark.focus()
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector(".fn-text mark")
        quote = visitor.page.locator(".fn-text mark").inner_text()
        assert quote in mark.get_attribute("aria-label")

    def test_several_documents_have_a_strip_each_and_facts(self, visitor):
        shown = summarised(visitor, "2021", "2024", words="150")
        assert visitor.page.locator(".fn-of").inner_text().endswith("2 of 4 documents")
        assert shown.locator(".fn-strip").count() == 2
        facts = shown.locator(".fn-key-facts li")
        assert facts.count() and all(fact.locator("a.fn-cite").count() for fact in facts.all())
        assert "9,200" in shown.inner_text() or "9,800" in shown.inner_text()

    def test_what_bears_on_the_focus_comes(self, visitor):
        visitor.go("summarise")
        visitor.page.fill("#fn-summarise [name=focus]", "pharmacy")
        shown = summarised(visitor, "2024")
        assert "pharmacy" in shown.locator(".fn-answer").inner_text()
        assert "on “pharmacy”" in shown.locator(".fn-result-head").inner_text()

    def test_the_second_time_it_was_made_earlier(self, visitor):
        summarised(visitor, "lighthouse")
        visitor.page.click("#fn-summarise .fn-go")
        visitor.page.wait_for_selector(".fn-result-head:has-text('made earlier')")

    def test_a_number_of_words_of_ones_own(self, visitor):
        visitor.go("summarise")
        only(visitor, "lighthouse")
        visitor.page.fill("[name=other]", "7")
        visitor.page.click("#fn-summarise .fn-go")
        assert "20" in visitor.page.locator("#fn-summary .fn-trouble").inner_text()

    def test_no_document_is_said_to_be_chosen(self, visitor):
        visitor.go("summarise")
        only(visitor)
        visitor.page.click("#fn-summarise .fn-go")
        assert "Tick at least one" in visitor.page.locator("#fn-summary .fn-trouble").inner_text()

    def test_it_is_saved_in_every_format(self, visitor):
        shown = summarised(visitor, "report for 2021")
        first = shown.locator(".fn-answer .fn-sentence").first.inner_text()[:20]
        for ending, magic in (("md", b"[^1]"), ("html", b"<!doctype html>"), ("docx", b"PK")):
            name, content = visitor.save(shown.locator(f"[data-format={ending}]"))
            assert name == f"summary.{ending}" and magic in content
            assert ending == "docx" or first in content.decode()


class TestComparison:
    def test_changes_stand_with_both_citations(self, visitor, bot):
        table = compared(visitor).locator(".fn-claims")
        changed = table.locator("[data-status=changed]").inner_text()
        assert re.search(r"14\s*→\s*11", changed) and re.search(r"9,200\s*→\s*9,800", changed)
        row = table.locator("[data-status=changed] .fn-sides").first
        for cell, name in zip(row.locator("td").all(), ("old.txt", "new.txt"), strict=True):
            assert visitor.opened(cell.locator("a.fn-cite").first) in bot.text(name)

    def test_one_status_at_a_time(self, visitor):
        shown = compared(visitor)
        shown.locator(".fn-filter label:has([value=only_new])").click()
        assert shown.locator("tbody:visible").count() == 1
        assert "pharmacy" in shown.locator("tbody:visible").inner_text()
        shown.locator(".fn-filter label:has([value=''])").click()
        assert shown.locator("tbody:visible").count() == shown.locator("tbody").count() > 2

    def test_a_document_is_not_compared_with_itself(self, visitor):
        visitor.go("compare")
        for name in ("a", "b"):
            visitor.page.select_option(f"select[name={name}]", index=0)
        visitor.page.click("#fn-compare .fn-go")
        assert "same document" in visitor.page.locator("#fn-comparison .fn-trouble").inner_text()

    def test_it_is_saved(self, visitor):
        shown = compared(visitor)
        name, content = visitor.save(shown.locator("[data-format=md]"))
        assert name == "comparison.md" and "9,800" in content.decode()


class TestSource:
    def test_a_pdf_shows_the_page_with_the_words_marked(self, visitor):
        turn = visitor.ask("How many keepers served at the lighthouse?")
        turn.locator(".fn-answer a.fn-cite").first.click()
        mark = visitor.page.locator(".fn-facsimile i").first
        mark.wait_for()
        page, at = visitor.page.locator(".fn-facsimile img").bounding_box(), mark.bounding_box()
        assert page["x"] < at["x"] and at["x"] + at["width"] < page["x"] + page["width"]
        assert page["y"] < at["y"] and at["y"] + at["height"] < page["y"] + page["height"]
        assert "Nine keepers" in visitor.page.locator(".fn-facsimile img").get_attribute("alt")
        assert "page 2 of 2" in visitor.page.locator(".fn-reader-head").inner_text()
        visitor.page.click("[aria-label='Previous page']")
        visitor.page.wait_for_selector("[data-page='0'][disabled]")
        visitor.page.click("[data-view=text]")
        assert visitor.page.locator(".fn-text mark").inner_text() == "Nine keepers served there."

    def test_a_long_document_opens_at_the_words_and_grows_as_it_is_read(self, visitor):
        turn = visitor.ask("In which valley does stone number 200 lie?")
        link = turn.locator("a.fn-cite[title^='The long tale']").first
        assert "stone number" in visitor.opened(link)
        text = visitor.page.locator(".fn-text")
        assert text.locator("p").count() < CHAPTERS - 1
        for way, last in (("after", f"number {CHAPTERS - 1} lies"), ("before", "number 1 lies")):
            for _ in range(20):
                if visitor.page.locator(f".fn-more[data-way={way}]").count() == 0:
                    break
                to = "1e9" if way == "after" else "0"
                text.evaluate(f"text => text.scrollTo(0, {to})")
                visitor.page.wait_for_timeout(150)
            assert last in text.inner_text()
        assert text.locator("p").count() == CHAPTERS - 1  # none twice, none left out

    def test_a_title_opens_the_document_at_its_beginning(self, visitor):
        visitor.page.locator(".fn-documents a", has_text="2024").click()
        visitor.page.wait_for_selector(".fn-text p")
        assert "pharmacy" in visitor.page.locator(".fn-text").inner_text()
        visitor.page.click(".fn-close")
        assert visitor.page.locator(".fn-reader").count() == 0

    def test_a_document_that_is_gone_is_told(self, visitor, bot):
        link = visitor.ask("How many patients are on the list?").locator("a.fn-cite").first
        link.evaluate("link => link.setAttribute('href', '#source/0123456789abcdef/0/9')")
        link.click()
        assert "cannot be shown" in visitor.page.locator(".fn-reader .fn-trouble").inner_text()


class TestChoice:
    def test_a_question_uses_only_the_ticked_documents(self, visitor):
        only(visitor, "lighthouse")
        visitor.ask("How many doctors does the surgery employ?")
        assert not visitor.page.locator(".fn-card", has_text="surgery").count()
        only(visitor, "2024")
        turn = visitor.ask("How many doctors does the surgery employ now?")
        assert "11" in turn.locator(".fn-answer").inner_text()

    def test_arrow_keys_go_from_mode_to_mode(self, visitor):
        visitor.page.focus("#fn-tab-ask")
        for key, mode in (("ArrowRight", "summarise"), ("End", "compare"), ("ArrowRight", "ask")):
            visitor.page.keyboard.press(key)
            assert visitor.page.locator(f"#fn-tab-{mode}").get_attribute("aria-selected") == "true"
            assert visitor.page.locator(f"#fn-{mode}").is_visible()
