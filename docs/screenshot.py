"""Takes the pictures of the page that the README shows, over the example documents.

Run it from the repository's root: `python docs/screenshot.py`. It needs playwright and a chromium,
at /usr/bin/chromium or wherever $CHROMIUM says.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

import app
from chatbot.bot import Chatbot

ROOT = Path(app.__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
OPTIONS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--no-first-run"]
QUESTIONS = (
    "How many days a week may employees work remotely?",
    "How many properties did water enter at Harrowby?",
)
COLOURS = 256  # of a picture's palette: enough for a page, and a third of the size


def visit(browser: Browser, address: str, scheme: Literal["light", "dark"], width: int) -> Page:
    """The page as a visitor first sees it."""
    page = browser.new_page(
        viewport={"width": width, "height": 844 if width < 900 else 800},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page.goto(address)
    page.wait_for_selector(".fn-documents", state="attached")
    return page


def ask(page: Page, questions: Sequence[str]) -> None:
    """Asks the questions, and follows the last answer's first footnote."""
    for turn, question in enumerate(questions, 1):
        page.fill("#fn-box textarea", question)
        page.press("#fn-box textarea", "Enter")
        page.wait_for_selector(f".fn-turn[data-turn='{turn}']:not(.fn-waiting)")
    page.locator(".fn-turn").last.locator(".fn-answer a.fn-cite").first.click()
    page.wait_for_selector(".fn-text mark, .fn-facsimile i")
    page.locator(".fn-turn").last.scroll_into_view_if_needed()


def summarise(page: Page) -> None:
    """A summary of one document, and the source of one of its sentences."""
    page.locator(".fn-all input").uncheck()
    page.get_by_label("Use The Harrowby flood").check()
    page.click("#fn-tab-summarise")
    page.click("#fn-summarise .fn-go")
    page.wait_for_selector("#fn-summary .fn-downloads")
    page.locator("#fn-summary .fn-answer a.fn-cite").nth(2).click()
    page.wait_for_selector(".fn-facsimile i")


def compare(page: Page) -> None:
    """The first report of an accident beside the last."""
    page.click("#fn-tab-compare")
    for name, words in (("a", "Dozens hurt"), ("b", "Collision of")):
        option = page.locator(f"select[name={name}] option", has_text=words)
        page.select_option(f"select[name={name}]", value=option.get_attribute("value"))
    page.click("#fn-compare .fn-go")
    page.wait_for_selector("#fn-comparison .fn-downloads")
    page.locator(".fn-sides a.fn-cite").nth(1).click()
    page.wait_for_selector(".fn-text mark")


def keep(page: Page, name: str) -> None:
    """The picture, with few colours; then the page is left."""
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)  # the last thing to move is the scroll
    taken = Image.open(BytesIO(page.screenshot()))
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(
        ROOT / "docs" / f"{name}.png", optimize=True
    )
    page.close()


def shoot(browser: Browser, address: str) -> None:
    """Every picture of the README."""
    page = visit(browser, address, "light", 1360)
    ask(page, QUESTIONS)
    keep(page, "screenshot")
    page = visit(browser, address, "dark", 1360)
    summarise(page)
    keep(page, "screenshot-dark")
    page = visit(browser, address, "light", 1360)
    compare(page)
    keep(page, "screenshot-compare")
    page = visit(browser, address, "light", 390)
    ask(page, QUESTIONS[:1])
    page.click(".fn-close")
    keep(page, "screenshot-phone")


def main() -> None:
    """Serves a new library with the example documents, and takes the pictures of it."""
    with (
        tempfile.TemporaryDirectory() as home,
        Chatbot(home=home, model="builtin") as bot,
        sync_playwright() as play,
    ):
        bot.add(ROOT / "eval" / "documents")
        bot.warm()
        served = app.serve(bot)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        shoot(browser, str(served.local_url))
        browser.close()
        served.close(verbose=False)


if __name__ == "__main__":
    main()
