"""The web page, with the real chatbot behind it: in a browser, through its API, from a shell."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import gradio
import gradio_client
import pytest
from hypothesis import given
from hypothesis import strategies as st

import app
from chatbot.bot import Chatbot
from chatbot.page import uploads
from chatbot.page.panels.asking import Asking
from chatbot.page.panels.documents import Documents
from chatbot.page.sitting import Sitting
from tests.visitor import Visitor, needs_browser

ROOT = Path(app.__file__).parent


@pytest.fixture(scope="module")
def bot(tmp_path_factory):
    with Chatbot(home=tmp_path_factory.mktemp("home"), model="builtin") as bot:
        yield bot


@pytest.fixture(scope="module")
def filled(bot, files):
    """The library with both documents in it, added as the page would."""
    uploads.add(bot, [str(file) for file in files])
    return bot


@pytest.fixture(scope="module")
def visitor(chromium, address):
    """One person for all tests, as people are: they ask one question after another."""
    visitor = Visitor(chromium, address)
    yield visitor
    visitor.leave()
    assert visitor.alarms == []


class TestBrowser:
    pytestmark = needs_browser

    def test_two_uploads_are_kept_and_listed(self, visitor, files, bot):
        visitor.page.set_input_files("#fn-drop input[type=file]", files)
        visitor.page.wait_for_selector(".fn-documents li >> nth=1")
        note = visitor.page.locator("#fn-note")
        visitor.page.wait_for_selector("#fn-note li:has-text('added') >> nth=1")
        assert "ferry.txt" in note.inner_text() and "bakery.html" in note.inner_text()
        listed = visitor.page.locator(".fn-documents").inner_text()
        assert "Ferry to Wenlow" in listed and "5 Mar 2024" in listed
        assert sorted(p.name for p in uploads.folder(bot).iterdir()) == ["bakery.html", "ferry.txt"]
        assert {Path(d.path).parent for d in bot.documents()} == {uploads.folder(bot)}

    def test_an_answer_leads_to_the_exact_words(self, visitor, filled):
        turn = visitor.ask("When does the ferry to Wenlow leave?")
        assert "7:15" in turn.locator(".fn-answer").inner_text()
        quote = visitor.opened(turn.locator(".fn-answer a.fn-cite").first)
        assert "7:15" in quote
        ferry = next(d for d in filled.documents() if "Ferry" in d.title)
        assert quote in filled.text(ferry.id)
        shown = visitor.page.locator(".fn-reader").inner_text()
        assert (
            "Ferry to Wenlow" in shown and "5 March 2024" in shown and "Dogs travel free" in shown
        )
        assert visitor.page.locator(".fn-text mark").evaluate("it => it === document.activeElement")

    def test_the_keyboard_goes_to_the_source_and_back(self, visitor, filled):
        link = visitor.ask("How much does a loaf of rye weigh?").locator("a.fn-cite").first
        assert link.get_attribute("aria-label").startswith("Source ")
        link.focus()
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_function("document.activeElement.matches('.fn-text mark')")
        visitor.page.keyboard.press("Escape")
        assert link.evaluate("link => link === document.activeElement")
        assert visitor.page.locator(".fn-reader").count() == 0

    def test_an_abstention_looks_unlike_an_answer(self, visitor, filled):
        turn = visitor.ask("What is the capital of Mongolia?")
        assert "The documents don't say." in turn.locator(".fn-abstained").inner_text()
        assert turn.locator(".fn-answer").count() == 0

    def test_an_earlier_answer_keeps_its_own_sources(self, visitor, filled):
        turn = visitor.ask("How many passengers does the ferry carry?")
        number, first = turn.get_attribute("data-turn"), turn.locator("a.fn-cite").first
        card = visitor.page.locator(f".fn-sources[data-turn='{number}'] .fn-card").first
        visitor.ask("Who is the head baker?")
        assert not card.is_visible()
        first.focus()
        assert card.is_visible()

    def test_a_script_in_a_title_stays_text(self, visitor, filled):
        visitor.opened(visitor.ask("Who is the head baker?").locator("a.fn-cite").first)
        for place in (".fn-documents", ".fn-reader", ".fn-found", "#fn-compare"):
            shown = visitor.page.locator(place)
            assert "<script>alert(1)</script>" in shown.text_content()
            assert shown.locator("script").count() == 0

    def test_shift_enter_makes_a_line_and_enter_asks(self, visitor, filled):
        box = visitor.page.locator("#fn-box textarea")
        box.fill("And who is")
        box.press("Shift+Enter")
        box.press_sequentially("the head baker?")
        assert box.input_value() == "And who is\nthe head baker?"
        box.press("Enter")
        visitor.page.wait_for_selector(".fn-turn:last-child h2:has-text('And who is')")
        assert box.input_value() == ""

    def test_people_share_documents_but_not_conversations(self, visitor, chromium, address, filled):
        visitor.ask("Do dogs travel free of charge?")
        other = Visitor(chromium, address)
        assert other.page.locator(".fn-turn").count() == 0
        assert other.page.locator(".fn-documents li").count() == len(filled.documents())
        other.leave()

    def test_a_phone_gets_one_column(self, chromium, address, filled):
        phone = Visitor(chromium, address, viewport={"width": 390, "height": 844})
        phone.ask("Who is the head baker?")
        middle, margin = (phone.page.locator(f"#fn-{part}") for part in ("middle", "margin"))
        assert margin.bounding_box()["y"] >= middle.bounding_box()["y"]
        assert not phone.page.locator("#fn-documents").is_visible()
        for mode in ("ask", "summarise", "compare", "documents"):
            phone.go(mode)
            assert phone.page.locator(f"#fn-{mode}").is_visible()
            assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
        phone.go("ask")
        phone.opened(phone.page.locator("a.fn-cite").first)
        assert phone.page.locator("#fn-reader").bounding_box()["height"] == 844
        phone.leave()

    def test_nothing_outside_this_computer_is_asked_for(self, visitor, filled):
        visitor.ask("Who is the head baker?")
        hosts = {urlsplit(u).hostname for u in visitor.requests if u.startswith(("http", "ws"))}
        assert hosts == {"127.0.0.1"}

    def test_removing_asks_once_more(self, visitor, filled, tmp_path):
        spare = tmp_path / "spare.txt"
        spare.write_text("The spare key hangs behind the boiler.\n", encoding="utf-8")
        visitor.page.set_input_files("#fn-drop input[type=file]", spare)
        button = visitor.page.get_by_role("button", name="Remove spare")
        button.click()
        assert any("spare" in d.path for d in filled.documents())
        visitor.page.locator(".fn-remove[data-sure]").click()
        visitor.page.wait_for_selector(".fn-documents:not(:has-text('spare'))")
        assert not any("spare" in d.path for d in filled.documents())
        assert not (uploads.folder(filled) / "spare.txt").exists()

    def test_stopping_keeps_what_was_written_and_stops_the_model(
        self, chromium, tmp_path, files, endless_model
    ):
        url, written = endless_model
        with Chatbot(home=tmp_path, model="openai:endless", base_url=url) as bot:
            uploads.add(bot, [str(file) for file in files])
            page = app.serve(bot)
            visitor = Visitor(chromium, page.local_url)
            visitor.page.fill("#fn-box textarea", "When does the ferry to Wenlow leave?")
            visitor.page.press("#fn-box textarea", "Enter")
            visitor.page.wait_for_selector(".fn-card")
            visitor.page.wait_for_selector(".fn-sentence")
            visitor.page.click("#fn-box .stop-button")
            visitor.page.wait_for_selector(".fn-turn:has-text('Stopped.')")
            assert written.get(timeout=5) < 6  # of its own accord it would have written more
            assert "7:15" in visitor.page.locator(".fn-answer").inner_text()
            visitor.page.wait_for_selector("#fn-box .submit-button")
            visitor.leave()
            page.close(verbose=False)


class TestApi:
    @pytest.fixture(scope="class")
    def client(self, address, filled):
        return gradio_client.Client(address, verbose=False)

    def test_ask_gives_the_same_answer_as_python(self, client, filled):
        question = "How much does a loaf of rye weigh?"
        told, ours = client.predict(question, api_name="/ask"), filled.ask(question).to_dict()
        for name in ("text", "short", "abstained", "confidence"):
            assert told[name] == ours[name]
        assert told["citations"][0]["quote"] == ours["citations"][0]["quote"]
        assert told["citations"][0]["file"] == "bakery.html"

    def test_documents_are_listed(self, client, filled):
        told = {document["id"]: document for document in client.predict(api_name="/list")}
        assert {d.id: d.title for d in filled.documents()} == {
            id: document["title"] for id, document in told.items()
        }

    def test_a_file_can_be_added(self, client, filled, tmp_path):
        file = tmp_path / "tides.txt"
        file.write_text("High water was at noon on the day of the regatta.\n", encoding="utf-8")
        report = client.predict([gradio_client.handle_file(file)], api_name="/add")
        assert [outcome["file"] for outcome in report["added"]] == ["tides.txt"]
        filled.remove(report["added"][0]["document"])

    def test_nothing_else_is_open(self, client):
        named = client.view_api(print_info=False, return_format="dict")
        assert set(named["named_endpoints"]) == {"/ask", "/list", "/add"}
        assert not named["unnamed_endpoints"]


class TestTrouble:
    @pytest.fixture
    def page(self, tmp_path, files):
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{nobody.getsockname()[1]}/v1"
        with Chatbot(home=tmp_path, model="openai:any", base_url=url) as bot:
            uploads.add(bot, [str(file) for file in files])
            yield bot

    def test_a_model_that_is_down_leaves_the_evidence_and_says_so(self, page):
        *_, last = Asking(page).ask("How much does a loaf of rye weigh?", Sitting())
        box, _, conversation, sources, _ = last
        assert "fn-trouble" in conversation and "FOOTNOTE_BASE_URL" in conversation
        assert "Traceback" not in conversation
        assert "800 grams" in sources
        assert box["submit_btn"] == "Ask" and box["stop_btn"] is False

    def test_the_api_tells_it_too(self, page):
        served = app.serve(page)
        client = gradio_client.Client(served.local_url, verbose=False)
        with pytest.raises(gradio_client.exceptions.AppError, match="FOOTNOTE_BASE_URL"):
            client.predict("How much does a loaf of rye weigh?", api_name="/ask")
        served.close(verbose=False)

    def test_an_empty_library_says_what_to_do_first(self, tmp_path):
        with Chatbot(home=tmp_path, model="builtin") as bot:
            *_, last = Asking(bot).ask("Who?", Sitting())
            assert "Add some first." in last[2]

    def test_a_file_without_text_is_told_by_its_name(self, filled, tmp_path):
        empty = tmp_path / "empty.txt"
        empty.write_text("")
        *_, last = Documents(filled).add([str(empty)])
        assert "fn-failed" in last[1] and "empty.txt" in last[1]
        assert str(uploads.folder(filled)) not in last[1]

    def test_removing_what_is_gone_is_told(self, filled):
        event = gradio.EventData(None, {"document": "0123456789abcdef"})
        note, *_ = Documents(filled).remove(event)
        assert "fn-trouble" in note


class TestKeep:
    def test_the_same_file_again_is_the_same_file(self, tmp_path):
        file = tmp_path / "a.txt"
        file.write_text("one")
        kept = uploads.keep(file, tmp_path / "kept")
        assert kept == uploads.keep(file, tmp_path / "kept") == tmp_path / "kept" / "a.txt"

    def test_another_file_of_the_same_name_gets_its_own(self, tmp_path):
        file = tmp_path / "a.txt"
        kept = []
        for words in ("one", "two", "three", "two"):
            file.write_text(words)
            kept.append(uploads.keep(file, tmp_path / "kept"))
        assert [k.name for k in kept] == ["a.txt", "a (2).txt", "a (3).txt", "a (2).txt"]
        assert [k.read_text() for k in kept] == ["one", "two", "three", "two"]

    @given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=40))
    def test_no_name_leaves_the_folder(self, tmp_path_factory, name):
        folder = tmp_path_factory.getbasetemp() / "kept"
        safe = uploads.safe_name(name)
        assert (folder / safe).parent == folder and not safe.startswith(".")
        assert len(safe.encode()) <= 255


class TestMain:
    def test_a_taken_port_is_told_in_a_sentence(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            with pytest.raises(SystemExit) as left:
                app.main(["--port", str(port)])
        assert str(port) in str(left.value.code) and "--port" in str(left.value.code)

    @pytest.mark.parametrize("port", ["70000", "-1"])
    def test_a_port_that_cannot_be_is_told(self, port):
        with pytest.raises(SystemExit, match="--port"):
            app.main(["--port", port])

    def test_it_says_where_it_is_and_is_there(self, tmp_path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, ROOT / "app.py", "--port", str(port)],
            env=os.environ | {"FOOTNOTE_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout.readline() == f"Footnote is at http://127.0.0.1:{port}\n"
            with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as response:
                assert "Footnote" in response.read().decode()
        finally:
            process.terminate()
            process.wait(timeout=10)
