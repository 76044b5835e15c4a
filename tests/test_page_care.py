"""The page can be used by everyone: axe-core finds nothing serious in any of its views."""

import os
from pathlib import Path

import pytest

import app
from chatbot.bot import Chatbot
from tests.visitor import Visitor, needs_browser

ROOT = Path(app.__file__).parent
AXE = Path(os.environ.get("AXE", ROOT / ".axe" / "axe.min.js"))
pytestmark = [
    *needs_browser,
    pytest.mark.skipif(
        not AXE.exists(), reason=f"no axe-core at {AXE}: `make test` brings it where there is npm"
    ),
]
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter(found => ["serious", "critical"].includes(found.impact))
    .map(found => found.id + ": " + found.nodes.map(node => node.html).join(" | ").slice(0, 900))"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory, files):
    with Chatbot(home=tmp_path_factory.mktemp("home"), model="builtin") as bot:
        bot.add(files, ROOT / "eval" / "documents" / "harrowby-flood-inquiry.pdf")
        yield bot


def serious(visitor):
    """What axe-core finds serious in the page as it is now."""
    if not visitor.page.evaluate("'axe' in window"):
        visitor.page.add_script_tag(path=AXE)
    return visitor.page.evaluate(RUN)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
class TestAxe:
    @pytest.fixture
    def visitor(self, chromium, address, scheme, width):
        size = {"width": width, "height": 844}
        visitor = Visitor(
            chromium, address, viewport=size, color_scheme=scheme, reduced_motion="reduce"
        )
        yield visitor
        visitor.leave()

    def test_the_conversation(self, visitor):
        assert serious(visitor) == []
        visitor.ask("When does the ferry to Wenlow leave?")
        visitor.ask("What is the capital of Mongolia?")
        visitor.page.click("[data-kept]")
        visitor.page.locator(".fn-down").last.click()
        assert serious(visitor) == []

    def test_the_source(self, visitor):
        turn = visitor.ask("How many properties did water enter at Harrowby?")
        turn.locator(".fn-answer a.fn-cite").first.click()
        visitor.page.wait_for_selector(".fn-facsimile i")
        assert serious(visitor) == []
        visitor.page.click("[data-view=text]")
        visitor.page.wait_for_selector(".fn-text mark")
        assert serious(visitor) == []

    def test_documents_and_models(self, visitor, width):
        if width < 900:
            visitor.go("documents")
        visitor.page.locator(".fn-documents input").first.uncheck()
        assert serious(visitor) == []
        visitor.page.click(".fn-model")
        visitor.page.wait_for_selector("#fn-models[open]")
        visitor.page.click(".fn-choice:has([value=server])")
        assert serious(visitor) == []

    def test_summaries_and_comparisons(self, visitor):
        for mode, result in (("summarise", "summary"), ("compare", "comparison")):
            visitor.go(mode)
            visitor.page.click(f"#fn-{mode} .fn-go")
            visitor.page.wait_for_selector(f"#fn-{result} .fn-downloads")
            for folded in visitor.page.locator(f"#fn-{result} details > summary").all():
                folded.click()
            assert serious(visitor) == []
