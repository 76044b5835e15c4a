"""What a person does with the page, in a browser with the real chatbot behind it."""

import http.server
import json
import threading
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

import app
from chatbot.bot import Chatbot
from chatbot.page import uploads
from chatbot.users import Users
from tests.visitor import Visitor, needs_browser

pytestmark = needs_browser
LEAVES = "When does the ferry to Wenlow leave?"
WEIGHS = "How much does a loaf of rye weigh?"
OBSERVATORY = """The Averley observatory

The observatory employs 34 people. Its main telescope was built in 1908 by Clara Whitcombe.
The dome weighs 62 tonnes. The library was closed in May 2021 because the roof leaked.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory, files):
    with Chatbot(home=tmp_path_factory.mktemp("home"), model="builtin") as bot:
        (files[0].parent / "observatory.txt").write_text(OBSERVATORY, encoding="utf-8")
        bot.add(files[0].parent)
        yield bot


@pytest.fixture
def server():
    """A model's server: its address, the keys it was given, and what lets it go on."""
    keys, go = [], threading.Event()
    go.set()

    class Server(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            keys.append(self.headers["Authorization"])
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            go.wait(30)
            delta = {"content": "The ferry to Wenlow leaves at 7:15 every weekday [1]."}
            for part in (delta, {}):
                choice = {"index": 0, "delta": part, "finish_reason": None if part else "stop"}
                chunk = {"id": "1", "object": "chat.completion.chunk", "choices": [choice]}
                self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
                time.sleep(0.1)
            self.wfile.write(b"data: [DONE]\n\n")

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1", keys, go
    server.shutdown()
    server.server_close()


def kept(visitor):
    """The names in the list of conversations, which is opened for that."""
    if not visitor.page.locator(".fn-find").is_visible():
        visitor.page.click("[data-kept]")
    return visitor.page.locator(".fn-kept-list button.fn-title")


def wait_for_kept(visitor, number):
    """Until the list has so many; it follows what happens a moment later."""
    visitor.page.wait_for_function(
        "n => document.querySelectorAll('.fn-kept-list > li').length === n", arg=number
    )


class TestKept:
    def test_a_conversation_is_found_after_a_reload_and_goes_on(self, visitor):
        visitor.ask("How many passengers does the ferry carry?")
        wait_for_kept(visitor, 1)
        visitor.page.reload()
        visitor.page.wait_for_selector(".fn-turn")
        assert "48" in visitor.page.locator(".fn-answer").inner_text()
        turn = visitor.ask("And how many bicycles?")
        assert "six bicycles" in turn.locator(".fn-answer").inner_text()
        assert "Understood as" in turn.inner_text()
        assert "48 passengers" in visitor.opened(turn.locator("a.fn-cite").first)

    def test_conversations_are_listed_searched_and_opened(self, visitor):
        visitor.ask(LEAVES)
        wait_for_kept(visitor, 1)
        kept(visitor)
        visitor.page.click("[data-do=fresh]")
        visitor.page.wait_for_selector(".fn-welcome")
        visitor.ask(WEIGHS)
        wait_for_kept(visitor, 2)
        assert "rye" in kept(visitor).first.inner_text()
        visitor.page.fill("[data-find]", "wenlow 7:15")  # words of the answer
        wait_for_kept(visitor, 1)
        kept(visitor).first.click()
        visitor.page.wait_for_selector(f".fn-turn h2:has-text('{LEAVES}')")
        assert visitor.page.locator(".fn-turn").count() == 1

    def test_one_is_named_and_deleted_and_brought_back(self, visitor):
        visitor.ask(LEAVES)
        wait_for_kept(visitor, 1)
        kept(visitor).first.hover()
        visitor.page.click("[data-rename]")
        visitor.page.fill(".fn-kept-list [name=name]", "Timetable <b>")
        visitor.page.press(".fn-kept-list [name=name]", "Enter")
        visitor.page.wait_for_selector(".fn-kept-list .fn-title:has-text('Timetable <b>')")
        kept(visitor).first.hover()
        visitor.page.click("#fn-kept [data-do=delete]")
        visitor.page.wait_for_selector(".fn-welcome")
        wait_for_kept(visitor, 0)
        visitor.page.click("[data-do=restore]")
        wait_for_kept(visitor, 1)
        kept(visitor).first.click()
        visitor.page.wait_for_selector(".fn-turn")

    def test_it_is_exported_with_footnotes(self, visitor):
        visitor.ask(LEAVES)
        visitor.ask(WEIGHS)
        name, content = visitor.save(visitor.page.locator("#fn-kept-bar [data-do=save]"))
        text = content.decode()
        assert name == "conversation.md"
        assert LEAVES in text and WEIGHS in text and "[^1]:" in text and "[^2]:" in text

    def test_two_browsers_never_see_each_others(self, visitor, chromium, address, bot):
        other = Visitor(chromium, address)
        visitor.ask(LEAVES)
        other.ask(WEIGHS)
        for person, theirs in ((visitor, LEAVES), (other, WEIGHS)):
            wait_for_kept(person, 1)
            assert kept(person).all_inner_texts() == [theirs.rstrip("?")]
            assert person.page.locator(".fn-turn h2").all_inner_texts() == [theirs]
            person.page.reload()
            person.page.wait_for_selector(f".fn-turn h2:has-text('{theirs}')")
        # Not even by the id of a conversation, which is no secret of its own.
        id = visitor.page.evaluate("sessionStorage.getItem('footnote-talk')")
        other.page.evaluate("id => sessionStorage.setItem('footnote-talk', id)", id)
        other.page.reload()
        other.page.wait_for_selector(".fn-welcome")
        assert other.page.locator(".fn-turn").count() == 0
        other.leave()


class TestAgain:
    def test_the_last_question_is_edited_in_its_place(self, visitor):
        visitor.ask("Who is the head baker?")
        visitor.ask(LEAVES)
        visitor.page.click("[data-again=edit]")
        box = visitor.page.locator("#fn-box textarea")
        assert box.input_value() == LEAVES
        box.fill(WEIGHS)
        box.press("Enter")
        visitor.page.wait_for_selector(f".fn-turn:last-child:not(.fn-waiting):has-text('{WEIGHS}')")
        asked = visitor.page.locator(".fn-turn h2").all_inner_texts()
        assert asked == ["Who is the head baker?", WEIGHS]
        visitor.page.reload()
        visitor.page.wait_for_selector(".fn-turn")
        assert visitor.page.locator(".fn-turn h2").all_inner_texts() == asked

    def test_escape_leaves_the_last_question_alone(self, visitor):
        visitor.ask(LEAVES)
        visitor.page.click("[data-again=edit]")
        visitor.page.keyboard.press("Escape")
        visitor.ask(WEIGHS)
        assert visitor.page.locator(".fn-turn").count() == 2

    def test_retry_asks_the_same_again(self, chromium, tmp_path, files, server):
        url, keys, go = server
        with Chatbot(home=tmp_path, model="openai:tiny", base_url=url) as bot:
            bot.add(*files)
            page = app.serve(bot)
            visitor = Visitor(chromium, page.local_url)
            visitor.ask(LEAVES)
            go.clear()
            visitor.page.click("[data-again=now]")
            visitor.page.wait_for_selector(".fn-turn.fn-waiting .fn-early")
            visitor.page.fill("#fn-box textarea", WEIGHS)
            visitor.page.press("#fn-box textarea", "Enter")  # too early: it stays in the box
            go.set()
            visitor.page.wait_for_selector(".fn-turn:not(.fn-waiting) .fn-sentence")
            assert visitor.page.locator(".fn-turn h2").all_inner_texts() == [LEAVES]
            assert visitor.page.locator("#fn-box textarea").input_value() == WEIGHS
            assert len(keys) == 2
            visitor.leave()
            page.close(verbose=False)

    def test_questions_to_begin_with_are_those_of_the_ticked_documents(self, visitor):
        visitor.page.locator("[data-ask]").first.wait_for()
        visitor.page.get_by_label("Use The Averley observatory").uncheck()
        visitor.page.wait_for_function("!document.querySelector('[data-ask]')")
        visitor.page.get_by_label("Use The Averley observatory").check()
        visitor.page.locator("[data-ask]").first.wait_for()

    def test_a_question_to_begin_with_is_asked_by_a_press(self, visitor):
        button = visitor.page.locator("[data-ask]").first
        button.wait_for()
        question = button.inner_text()
        button.click()
        visitor.page.wait_for_selector(".fn-turn:not(.fn-waiting)")
        assert visitor.page.locator(".fn-turn h2").inner_text() == question
        assert visitor.page.locator(".fn-answer a.fn-cite").count()
        assert not visitor.page.locator("[data-ask]").first.is_visible()


class TestAnswer:
    def test_evidence_and_a_quote_come_before_the_model_says_a_word(
        self, chromium, tmp_path, files, server
    ):
        url, _, go = server
        go.clear()
        with Chatbot(home=tmp_path, model="openai:tiny", base_url=url) as bot:
            bot.add(*files)
            page = app.serve(bot)
            visitor = Visitor(chromium, page.local_url)
            visitor.page.fill("#fn-box textarea", LEAVES)
            visitor.page.press("#fn-box textarea", "Enter")
            visitor.page.wait_for_selector(".fn-card mark:has-text('7:15')")
            assert "7:15" in visitor.page.locator(".fn-waiting .fn-early").inner_text()
            assert not visitor.page.locator(".fn-sentence").count()
            go.set()
            visitor.page.wait_for_selector(".fn-turn:not(.fn-waiting) .fn-sentence")
            assert not visitor.page.locator(".fn-early").count()
            visitor.leave()
            page.close(verbose=False)

    def test_it_is_copied_with_its_footnotes(self, chromium, address):
        visitor = Visitor(chromium, address, permissions=["clipboard-read", "clipboard-write"])
        visitor.ask(LEAVES).locator("[data-copy]").click()
        visitor.page.wait_for_selector("[data-copy]:has-text('Copied')")
        copied = visitor.page.evaluate("navigator.clipboard.readText()")
        visitor.leave()
        assert "7:15" in copied and "[^1]:" in copied

    def test_it_is_rated_with_a_correction(self, visitor, bot):
        visitor.ask("How many passengers does the ferry carry?")
        turn = visitor.ask(LEAVES)
        turn.locator(".fn-down").click()
        visitor.page.keyboard.type("At 7:15, but not on Sundays")  # the field has the focus
        visitor.page.keyboard.press("Enter")
        turn.locator(".fn-rating.fn-status").wait_for()
        visitor.page.locator(".fn-turn").first.locator(".fn-up").click()
        visitor.page.locator(".fn-turn").first.locator(".fn-rating.fn-status").wait_for()
        worse, better = bot.feedback()[-2:]
        assert (worse.question, worse.good) == (LEAVES, False)
        assert worse.correction == "At 7:15, but not on Sundays"
        assert worse.earlier == ("How many passengers does the ferry carry?",)
        assert better.good and better.question == worse.earlier[0]

    def test_a_verdict_is_explained_to_the_keyboard(self, visitor):
        verdict = visitor.ask(LEAVES).locator(".fn-verdict").first
        verdict.focus()
        assert "own words" in verdict.get_attribute("aria-label")
        shown = "it => getComputedStyle(it, '::after').content"
        visitor.page.keyboard.press("Shift+Tab")
        visitor.page.keyboard.press("Tab")
        assert "own words" in verdict.evaluate(shown)

    def test_what_is_pasted_by_the_page_is_only_text(self, visitor):
        turn = visitor.ask(
            "<img src=x onerror=alert(1)> & <script>alert(2)</script>" + "long " * 500
        )
        assert "<img src=x" in turn.locator("h2").inner_text()
        assert turn.locator("img, script").count() == 0


class TestDocuments:
    def test_titles_are_searched(self, chromium, tmp_path, files):
        with Chatbot(home=tmp_path / "home", model="builtin") as bot:
            for n in range(8):
                (tmp_path / f"note {n}.txt").write_text(f"Note {n} on gardens.\n")
            bot.add(tmp_path.glob("*.txt"))
            page = app.serve(bot)
            visitor = Visitor(chromium, page.local_url)
            visitor.page.fill(".fn-search", "note 3")
            assert visitor.page.locator(".fn-documents li:visible").count() == 1
            visitor.page.fill(".fn-search", "nothing like it")
            assert visitor.page.locator(".fn-none").is_visible()
            visitor.leave()
            page.close(verbose=False)

    def test_the_examples_come_in_one_press(self, chromium, tmp_path, monkeypatch, files):
        monkeypatch.setattr(uploads, "examples", lambda: files)  # the real ones take a while
        with Chatbot(home=tmp_path, model="builtin") as bot:
            page = app.serve(bot)
            visitor = Visitor(chromium, page.local_url)
            visitor.page.click("[data-do=examples]")
            visitor.page.wait_for_selector(".fn-documents li >> nth=1")
            visitor.page.wait_for_selector(".fn-welcome:has-text('2 documents')")
            assert not (tmp_path / "uploads").exists()
            visitor.leave()
            page.close(verbose=False)

    def test_one_is_replaced_and_its_old_words_are_cited_no_more(self, visitor, bot, tmp_path):
        old, new = tmp_path / "tariff.txt", tmp_path / "tariff 2.txt"
        old.write_text("Tariff\n\nA locker costs 4 pounds a day at the harbour.\n")
        new.write_text("Tariff\n\nA locker costs 6 pounds a day at the harbour.\n")
        visitor.page.set_input_files("#fn-drop input[type=file]", old)
        visitor.page.wait_for_selector(".fn-documents li[title='tariff.txt']")
        assert "4 pounds" in visitor.ask("What does a locker cost?").inner_text()
        visitor.page.locator("li[title='tariff.txt']").hover()
        with visitor.page.expect_file_chooser() as chooser:
            visitor.page.click("li[title='tariff.txt'] [data-replace]")
        chooser.value.set_files(new)
        visitor.page.wait_for_selector(".fn-documents li[title='tariff 2.txt']")
        visitor.page.wait_for_selector("li[title='tariff.txt']", state="detached")
        turn = visitor.ask("How much does a locker cost a day?")
        assert "6 pounds" in turn.inner_text() and "4 pounds" not in turn.inner_text()
        bot.remove("tariff 2.txt")

    def test_a_removed_one_is_cited_no_more(self, visitor, bot, tmp_path):
        spare = tmp_path / "spare.txt"
        spare.write_text("The spare key of the chapel hangs behind the boiler.\n")
        visitor.page.set_input_files("#fn-drop input[type=file]", spare)
        visitor.page.wait_for_selector("li[title='spare.txt']")
        question = "Where does the spare key of the chapel hang?"
        assert "boiler" in visitor.ask(question).inner_text()
        visitor.page.locator("li[title='spare.txt']").hover()
        visitor.page.click("li[title='spare.txt'] .fn-remove")
        visitor.page.click(".fn-remove[data-sure]")
        visitor.page.wait_for_selector("li[title='spare.txt']", state="detached")
        turn = visitor.ask(question)
        assert "boiler" not in turn.inner_text()
        assert not turn.locator("[title^='spare']").count()


class TestManyAtOnce:
    def test_a_long_job_of_indexing_blocks_no_question(self, visitor, bot, tmp_path):
        late = tmp_path / "late.txt"
        late.write_text("The late train to Wenlow has three carriages.\n")
        with bot._database.writing():  # as another job holds it, for as long as it takes
            visitor.page.set_input_files("#fn-drop input[type=file]", late)
            visitor.page.wait_for_selector("#fn-note .fn-reading")
            assert "7:15" in visitor.ask(LEAVES).inner_text()
            assert visitor.page.locator("#fn-note .fn-reading").count() == 1
        visitor.page.wait_for_selector("li[title='late.txt']")
        bot.remove("late.txt")

    def test_two_people_are_answered_at_the_same_time(
        self, chromium, tmp_path, files, endless_model
    ):
        url, _ = endless_model
        with Chatbot(home=tmp_path, model="openai:endless", base_url=url) as bot:
            bot.add(*files)
            page = app.serve(bot)
            people = [Visitor(chromium, page.local_url) for _ in range(2)]
            for person in people:
                person.page.fill("#fn-box textarea", LEAVES)
                person.page.press("#fn-box textarea", "Enter")
            for person in people:  # while nobody's answer comes to an end
                person.page.wait_for_selector(".fn-waiting .fn-sentence >> nth=1")
            people[0].page.click("#fn-box .stop-button")
            people[0].page.wait_for_selector(".fn-turn:has-text('Stopped.')")
            assert people[1].page.locator(".fn-turn.fn-waiting").count() == 1
            # Another conversation ends the answer, and its sentences stay out of the new one.
            people[1].page.click("[data-do=fresh]")
            people[1].page.wait_for_selector(".fn-welcome")
            people[1].page.wait_for_selector("#fn-box .submit-button")
            time.sleep(1.5)  # in which more would have been written
            assert people[1].page.locator(".fn-turn").count() == 0
            for person in people:
                person.leave()
            page.close(verbose=False)


class TestModels:
    def choose(self, visitor, url, key="sk-secret"):
        visitor.page.click(".fn-model")
        visitor.page.wait_for_selector("#fn-models[open]")
        visitor.page.click(".fn-choice:has([value=server])")
        for name, value in (("url", url), ("name", "tiny"), ("key", key)):
            visitor.page.fill(f"#fn-models [name={name}]", value)

    def test_each_is_described_and_the_one_in_use_is_ticked(self, visitor):
        visitor.page.click(".fn-model")
        visitor.page.wait_for_selector("#fn-models[open]")
        first = visitor.page.locator(".fn-choice").first
        assert "Built-in" in first.inner_text() and first.locator("input").is_checked()
        assert "nothing leaves this computer" in first.inner_text()
        visitor.page.keyboard.press("Escape")
        assert not visitor.page.locator("#fn-models[open]").count()

    def test_a_test_says_what_is_wrong(self, visitor):
        self.choose(visitor, "http://127.0.0.1:9/v1")
        visitor.page.click("#fn-models [data-do=test]")
        assert "127.0.0.1:9" in visitor.page.locator(".fn-tried .fn-trouble").inner_text()

    def test_a_server_answers_for_this_visitor_alone(self, visitor, chromium, address, server):
        url, keys, _ = server
        other = Visitor(chromium, address)
        self.choose(visitor, url)
        visitor.page.click("#fn-models [data-do=test]")
        visitor.page.wait_for_selector(".fn-fine")
        visitor.page.click("#fn-models .fn-go")
        visitor.page.wait_for_selector(".fn-model:has-text('tiny')")
        turn = visitor.ask(LEAVES)
        assert "tiny" in turn.locator(".fn-tools").inner_text()
        assert set(keys) == {"Bearer sk-secret"} and "sk-secret" not in visitor.page.content()
        assert "tiny" not in other.ask(LEAVES).inner_text()
        other.leave()

    def test_a_server_without_an_address_is_told(self, visitor):
        self.choose(visitor, "")
        visitor.page.click("#fn-models .fn-go")
        visitor.page.wait_for_selector("#fn-talk-note .fn-trouble:has-text('address')")


class TestUsers:
    def test_only_users_come_in_and_each_has_their_own(self, chromium, tmp_path, files):
        with Chatbot(home=tmp_path, model="builtin") as bot:
            bot.add(*files)
            users = Users(tmp_path)
            for name in ("ada", "bea"):
                users.add(name, f"long enough, {name}")
            page = app.serve(bot, auth=users.check)
            assert urlopen_status(page.local_url + "gradio_api/info") == 401
            for name, question in (("ada", LEAVES), ("bea", WEIGHS)):
                person = chromium.new_context().new_page()
                self.sign_in(person, page.local_url, name, "wrong password")
                assert not person.locator(".fn-welcome").count()
                self.sign_in(person, page.local_url, name, f"long enough, {name}")
                person.wait_for_selector(".fn-welcome")
                person.wait_for_selector(".fn-documents")
                person.fill("#fn-box textarea", question)
                person.press("#fn-box textarea", "Enter")
                person.wait_for_selector(".fn-turn:not(.fn-waiting)")
                person.wait_for_selector(".fn-kept-list > li", state="attached")
                assert person.locator(".fn-kept-list > li").count() == 1
                person.locator("a.fn-cite").first.click()
                person.wait_for_selector(".fn-text mark")
                person.context.close()
            assert len(bot.conversations("user:ada").list()) == 1
            page.close(verbose=False)

    def sign_in(self, person, address, name, password):
        person.goto(address)
        person.get_by_label("username").fill(name)
        person.get_by_label("password").fill(password)
        with person.expect_response("**/login"):
            person.get_by_role("button", name="Login").click()


def urlopen_status(url):
    try:
        return urlopen(url, timeout=10).status
    except HTTPError as error:
        return error.code
