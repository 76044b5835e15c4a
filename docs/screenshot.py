"""Takes docs/screenshot.png and docs/screenshot-dark.png: the page over the example documents.

Run it from the repository's root: `python docs/screenshot.py`. It needs playwright and a chromium,
at /usr/bin/chromium or wherever $CHROMIUM says.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, sync_playwright

import app
from chatbot.bot import Chatbot

ROOT = Path(app.__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
OPTIONS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--no-first-run"]
QUESTIONS = (
    "How many days a week may employees work remotely?",
    "How many NHS England officials are paid more than £100,000?",
)


def shoot(browser: Browser, address: str, scheme: str, path: Path) -> None:
    """Asks the questions as a visitor would, and keeps what the page then looks like."""
    page = browser.new_page(
        viewport={"width": 1280, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page.goto(address)
    page.wait_for_selector(".fn-documents")
    for turn, question in enumerate(QUESTIONS, 1):
        page.fill("#fn-box textarea", question)
        page.press("#fn-box textarea", "Enter")
        page.wait_for_selector(f".fn-turn[data-turn='{turn}']:not(.fn-waiting)")
    page.locator(".fn-turn").last.locator("a.fn-cite").first.click()
    page.locator(".fn-turn").first.scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    page.screenshot(path=path)
    page.close()


def main() -> None:
    """Serves a new library with the example documents, and takes both pictures of it."""
    with (
        tempfile.TemporaryDirectory() as home,
        Chatbot(home=home, model="builtin") as bot,
        sync_playwright() as play,
    ):
        bot.add(ROOT / "eval" / "documents")
        bot.warm()
        served = app.serve(bot)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        shoot(browser, str(served.local_url), "light", ROOT / "docs" / "screenshot.png")
        shoot(browser, str(served.local_url), "dark", ROOT / "docs" / "screenshot-dark.png")
        browser.close()
        served.close(verbose=False)


if __name__ == "__main__":
    main()
