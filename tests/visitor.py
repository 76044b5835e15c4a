"""A person at a browser, for the tests of the page, and what such tests need."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-quic",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
needs_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path(CHROMIUM).exists(), reason=f"no chromium at {CHROMIUM}; set CHROMIUM to one"
    ),
]


FERRY = """Ferry to Wenlow

Date: 5 March 2024

The ferry to Wenlow leaves at 7:15 every weekday. It carries 48 passengers and six bicycles.
The crossing takes 25 minutes in calm weather.

Dogs travel free of charge, but they must be kept on a lead.
"""
BAKERY = """<html>
<head><title>&lt;script&gt;alert(1)&lt;/script&gt; bakery rules</title></head>
<body>
<p>The bakery opens at six in the morning. Each loaf of rye weighs 800 grams.</p>
<p>Mrs. Adeyemi has been the head baker since 2019, and she trains two apprentices.</p>
</body></html>
"""


class Visitor:
    """A person at a browser of their own; remembers requests, dialogs and errors."""

    def __init__(self, browser, address, **how):
        self.requests, self.alarms = [], []
        self.page = browser.new_context(**how).new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("dialog", lambda dialog: (self.alarms.append("dialog"), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.alarms.append(str(error)))
        self.page.set_default_timeout(30_000)  # tests may share their two cores with others
        self.page.goto(address)
        self.page.wait_for_selector(".fn-welcome")
        self.page.wait_for_selector("#fn-shelf :is(.fn-documents, .fn-quiet)", state="attached")

    def ask(self, question):
        turn = f".fn-turn[data-turn='{self.page.locator('.fn-turn').count() + 1}']"
        self.page.fill("#fn-box textarea", question)
        self.page.press("#fn-box textarea", "Enter")
        self.page.wait_for_selector(f"{turn}:not(.fn-waiting)")
        return self.page.locator(turn)

    def go(self, mode):
        """To the mode of this name."""
        self.page.click(f"#fn-tab-{mode}")

    def opened(self, link):
        """The text that is marked in the document which the link opens."""
        link.click()
        self.page.wait_for_selector(".fn-text mark")
        return self.page.locator(".fn-text mark").inner_text()

    def save(self, button):
        """What pressing the button saves: the file's name and its content."""
        with self.page.expect_download() as download:
            button.click()
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    def leave(self):
        self.page.context.close()
