"""Files into the library: only what changed, each document wholly, whatever happens."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import threading
from itertools import pairwise

import pytest
from library_checks import check_sound, in_another_process, reopened, settle, texts

from chatbot import Chatbot
from index import embed, ingest, load, rows
from index.embed import Embedder
from index.errors import LibraryError, UnknownDocument
from index.vectors import Vectors

BRIDGE = "The new bridge over the Tamar cost £12 million. It was opened in May by the mayor."
LIBRARY = "The town library lends eight thousand books a year. Its roof was mended last winter."
FERRY = "The ferry to the island sails twice a day. A ticket for a child costs two pounds."


def paths(outcomes):
    return [outcome.path for outcome in outcomes]


def the_embedder_is_gone(monkeypatch):
    def embed(*_):
        raise AssertionError("something was embedded")

    monkeypatch.setattr(Embedder, "embed_passages", embed)


# What a run does.


def test_a_first_run_adds(bot, write):
    report = bot.add(write("bridge.txt", BRIDGE), write("deep/library.md", LIBRARY))
    assert [d.title for d in bot.documents()] == ["Bridge", "Library"]
    assert {o.document for o in report.added} == {d.id for d in bot.documents()}
    assert str(report) == "2 added"
    assert report.to_dict()["added"][0]["path"] == str(report.added[0])
    assert bot.text("bridge.txt") == BRIDGE
    check_sound(bot)


def test_an_unchanged_file_is_not_even_read(bot, write):
    path = write("bridge.txt", BRIDGE)
    settle(path)
    bot.add(path)
    before = path.stat()
    path.write_text(BRIDGE.replace("£12", "£99"), encoding="utf-8")  # as long, and as old
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    report = bot.add(path)
    assert paths(report.unchanged) == [str(path)]
    assert str(report) == "1 unchanged"
    assert "£12" in bot.text("bridge.txt")


def test_a_change_within_one_tick_of_the_clock_is_seen(bot, write):
    path = write("bridge.txt", BRIDGE)
    bot.add(path)
    before = path.stat()
    path.write_text(BRIDGE.replace("£12", "£99"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert paths(bot.add(path).updated) == [str(path)]
    assert "£99" in bot.text("bridge.txt")


def test_a_touched_file_is_read_but_not_embedded(bot, write, monkeypatch):
    path = write("bridge.txt", BRIDGE)
    bot.add(path)
    the_embedder_is_gone(monkeypatch)
    settle(path)
    assert paths(bot.add(path).unchanged) == [str(path)]


def test_an_update_replaces_the_old_version(bot, write):
    path = write("bridge.txt", BRIDGE)
    old = bot.add(path).added[0].document
    report = bot.add(write("bridge.txt", BRIDGE.replace("£12", "£14")))
    assert paths(report.updated) == [str(path)]
    assert [d.id for d in bot.documents()] == [report.updated[0].document]
    assert texts(bot, "What did the bridge cost?") == [BRIDGE.replace("£12", "£14")]
    with pytest.raises(UnknownDocument):
        bot.text(old)
    check_sound(bot)


def test_a_removed_document_is_gone_and_its_file_stays(bot, write):
    path = write("bridge.txt", BRIDGE)
    bot.add(path, write("library.txt", LIBRARY))
    assert bot.remove("Bridge").path == str(path)
    assert path.exists()
    assert texts(bot, "bridge") == [LIBRARY]
    check_sound(bot)
    assert paths(bot.add(path).added) == [str(path)]


def test_what_an_earlier_reader_read_is_read_again(bot, write, monkeypatch):
    path = write("bridge.txt", BRIDGE)
    settle(path)
    with monkeypatch.context() as earlier:
        earlier.setattr(load, "READER_VERSION", load.READER_VERSION - 1)
        old = bot.add(path).added[0].document
    report = bot.add(path)
    assert paths(report.updated) == [str(path)]
    assert [d.id for d in bot.documents()] == [report.updated[0].document] != [old]
    assert str(bot.add(path)) == "1 unchanged"
    check_sound(bot)


def test_a_renamed_file_is_not_embedded_again(bot, write, monkeypatch):
    path = write("bridge 2024-05-01.txt", BRIDGE)
    stated = write("library.md", f"# Lending\n\n{LIBRARY}")
    bot.add(path, stated)
    assert bot.find("Lending").path == str(stated)
    the_embedder_is_gone(monkeypatch)
    renamed = path.rename(path.with_name("crossing.txt"))
    moved = stated.rename(stated.with_name("books.md"))
    report = bot.add(path.parent)
    assert paths(report.renamed) == [str(moved), str(renamed)]
    assert paths(report.unchanged) == [str(moved), str(renamed)]
    assert {(d.title, d.path) for d in bot.documents()} == {
        ("Crossing", str(renamed)),
        ("Lending", str(moved)),
    }
    assert bot.find("crossing.txt").date is None  # it was in the name
    assert bot.retriever(1).retrieve("crossing")[0].node.metadata["title"] == "Crossing"
    check_sound(bot)


def test_two_files_of_the_same_content_are_one_document(bot, write):
    one, other = write("a.txt", BRIDGE), write("b.txt", BRIDGE)
    report = bot.add(one, other)
    assert paths(report.added) == [str(one)]
    assert [(o.path, o.reason) for o in report.unchanged] == [
        (str(other), f"same content as {one}")
    ]
    assert len(bot.documents()) == 1
    assert bot.find("a.txt") == bot.find("b.txt")
    one.unlink()
    assert paths(bot.add(one.parent, prune=True).removed) == [str(one)]
    assert bot.find("b.txt").path == str(other)  # the other file still holds it
    other.unlink()
    bot.add(one.parent, prune=True)
    assert bot.documents() == []


def test_a_file_that_becomes_the_same_as_another(bot, write):
    one, other = write("a.txt", BRIDGE), write("b.txt", LIBRARY)
    bot.add(one, other)
    report = bot.add(write("b.txt", BRIDGE))
    assert paths(report.updated) == [str(other)]
    assert [d.path for d in bot.documents()] == [str(one)]
    assert texts(bot, "books of the library") == [BRIDGE]
    check_sound(bot)


def test_two_files_that_swap_contents(bot, write):
    write("a.txt", BRIDGE), write("b.txt", LIBRARY)
    folder = write("c.txt", FERRY).parent
    bot.add(folder)
    write("a.txt", LIBRARY), write("b.txt", BRIDGE)
    assert len(bot.add(folder).updated) == 2
    assert (bot.text("a.txt"), bot.text("b.txt")) == (LIBRARY, BRIDGE)
    assert len(bot.documents()) == 3
    check_sound(bot)


def test_only_prune_forgets_files_that_are_gone(bot, write, tmp_path):
    gone, kept = write("sub/gone.txt", BRIDGE), write("kept.txt", LIBRARY)
    outside = tmp_path / "outside.txt"
    outside.write_text(FERRY)
    bot.add(kept.parent, outside)
    gone.unlink()
    outside.unlink()
    assert str(bot.add(kept.parent)) == "1 unchanged"
    report = bot.add(kept.parent, prune=True)
    assert paths(report.removed) == [str(gone)]
    assert {d.path for d in bot.documents()} == {str(kept), str(outside)}


def test_globs_hidden_files_and_unknown_kinds(bot, write):
    folder = write("a.txt", BRIDGE).parent
    write("b.md", LIBRARY), write("deep/er/c.TXT", FERRY), write("data.csv", "1,2")
    write(".secret.txt", "hidden"), write(".git/x.txt", "hidden"), write("~$a.docx", "lock")
    assert paths(bot.add(f"{folder}/*.txt").added) == [str(folder / "a.txt")]
    assert paths(bot.add(f"{folder}/**/*").added) == [
        str(folder / name) for name in ("b.md", "deep/er/c.TXT")
    ]
    assert str(bot.add(folder)) == "3 unchanged"
    named = bot.add(folder / ".secret.txt", folder / "data.csv")
    assert paths(named.added) == [str(folder / ".secret.txt")]
    assert ".csv" in named.failed[0].reason


@pytest.mark.parametrize(
    ("source", "path", "word"),
    [
        ("nowhere: at all.txt", "{here}/nowhere: at all.txt", "no such file"),
        ("*.nothing", "*.nothing", "no file matches"),
        ("empty", "{here}/empty", "no readable files"),
        ("", "", "empty name"),
        ("x" * 5000, "{here}/" + "x" * 5000, "no such file"),
        ("a\0b", "{here}/a\0b", "no such file"),
        ("~nobody-of-this-name/x", "{here}/~nobody-of-this-name/x", "no such file"),
    ],
)
def test_a_source_that_means_nothing_is_reported(bot, tmp_path, source, path, word):
    (tmp_path / "empty").mkdir()
    (failure,) = bot.add(source).failed
    assert failure.path == path.format(here=tmp_path)
    assert word in failure.reason


def test_bad_files_are_reported_and_the_others_go_on(bot, write):
    folder = write("good.txt", BRIDGE).parent
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nonsense")
    (folder / "blank.txt").write_bytes(b" \n")
    os.mkfifo(folder / "pipe.txt")
    (folder / "dangling.txt").symlink_to(folder / "nothing")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(FERRY)
    report = bot.add(folder)
    assert paths(report.added) == [str(folder / "good.txt")]
    failed = {outcome.path.split("/")[-1]: outcome.reason for outcome in report.failed}
    assert sorted(failed) == ["blank.txt", "broken.pdf", "caf?.txt", "dangling.txt", "pipe.txt"]
    assert "not valid Unicode" in failed["caf?.txt"]
    assert all(name in reason for name, reason in failed.items())


def test_an_update_that_cannot_be_read_keeps_the_old_version(bot, write):
    path = write("bridge.txt", BRIDGE)
    document = bot.add(path).added[0].document
    path.write_bytes(b"")
    (failure,) = bot.add(path).failed
    assert failure.document == document
    assert bot.text("bridge.txt") == BRIDGE
    write("bridge.txt", LIBRARY)
    assert len(bot.add(path).updated) == 1


def test_progress_tells_the_truth(bot, write, monkeypatch):
    monkeypatch.setattr(ingest, "_GROUP", 2)
    monkeypatch.setattr(embed, "_BATCH", 2)
    for n in range(6):
        write(f"{n}.txt", f"{FERRY} Number {n}.")
    write("long.txt", " ".join(f"{FERRY} Number {n}." for n in range(24)))
    folder = write("same.txt", f"{FERRY} Number 0.").parent
    told = []
    bot.add(folder, progress=told.append)
    for before, after in pairwise(told):
        assert before.files_done <= after.files_done
        assert before.passages <= after.passages
    assert all(p.files == 8 and 0 <= p.files_done <= 8 for p in told)
    assert all(p.rate >= 0 and (p.seconds_left is None or p.seconds_left >= 0) for p in told)
    assert len({p.passages for p in told}) > 3
    assert told[-1].files_done == 8
    assert told[-1].seconds_left == 0
    assert "8/8 files" in str(told[-1])
    assert any(p.seconds_left for p in told[: len(told) // 2])


# Whatever happens, each document is wholly old or wholly new.


class CrashError(KeyboardInterrupt):
    """Stands for the power going out: nothing in the program catches it."""


def crash(*_, **__):
    raise CrashError


NEW = BRIDGE.replace("Tamar", "Severn")
STAGES = {
    "while embedding": (Embedder, "embed_passages"),
    "in the transaction": (rows, "insert_passages"),
    "at the end of the transaction": (rows, "delete_orphans"),
    "after the transaction": (ingest.DenseIndex, "follow"),
    "putting vectors": (Vectors, "upsert"),
    "dropping vectors": (Vectors, "delete"),
    "stamping": (Vectors, "set_stamp"),
    "opening Chroma": (Vectors, "_connect"),
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_crash_leaves_each_document_wholly_old_or_wholly_new(bot, write, monkeypatch, stage):
    bot.add(write("bridge.txt", BRIDGE), write("library.txt", LIBRARY))
    if stage == "opening Chroma":
        bot = reopened(bot)
    write("bridge.txt", NEW)
    folder = write("ferry.txt", FERRY).parent
    with monkeypatch.context() as patched:
        patched.setattr(*STAGES[stage], crash)
        with pytest.raises(CrashError):
            bot.add(folder)
    with reopened(bot) as after:
        assert after.text("bridge.txt") in (BRIDGE, NEW)
        assert 2 <= len(after.documents()) <= 3
        check_sound(after)
        after.add(folder)
        assert after.text("bridge.txt") == NEW
        assert len(after.documents()) == 3
        check_sound(after)


def test_the_same_process_goes_on_after_an_error(bot, write, monkeypatch):
    bot.add(write("bridge.txt", BRIDGE))
    write("bridge.txt", NEW)
    folder = write("ferry.txt", FERRY).parent
    with monkeypatch.context() as patched:
        patched.setattr(rows, "delete_orphans", crash)
        with pytest.raises(CrashError):
            bot.add(folder)
    check_sound(bot)
    assert bot.text("bridge.txt") == BRIDGE
    assert len(bot.add(folder).updated) == 1
    check_sound(bot)


KILLED = """
import os, signal
from index import ingest, rows
from index.vectors import Vectors
def kill(real, left):
    def call(*given):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given)
    return call
ingest._GROUP = 1
owner, name, count = {"put": (Vectors, "upsert", 4), "store": (rows, "link", 3)}[sys.argv[3]]
setattr(owner, name, kill(getattr(owner, name), count))
bot.add(sys.argv[2])
"""


@pytest.mark.parametrize("where", ["put", "store"])
def test_a_killed_process_leaves_a_sound_library(tmp_path, write, where):
    for n in range(6):
        folder = write(f"{n}.txt", f"{FERRY} The boat of line {n} is painted {n} times.").parent
    killed = in_another_process(KILLED, tmp_path / "home", folder, where)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    with Chatbot(tmp_path / "home") as bot:
        assert 1 <= len(bot.documents()) <= 5
        check_sound(bot)
        bot.add(folder)
        assert len(bot.documents()) == 6
        check_sound(bot)


# One writes, all read.


def test_a_second_writer_waits_or_is_told(bot, write, monkeypatch):
    path = write("bridge.txt", BRIDGE)
    code = "print('got', flush=True)\nwith bot._database.writing(): print('it', input())"
    with bot._database.writing():
        other = in_another_process(code, bot.settings.home)
        assert other.stdout.readline() == "got\n"
        other.stdin.write("\n")
        other.stdin.flush()
        with pytest.raises(LibraryError, match="Another process"):  # a thread counts as another
            raise_in_thread(lambda: bot._database.writing(wait=0.1).__enter__())
    assert other.stdout.readline() == "it \n"  # it waited
    assert other.wait(30) == 0
    assert len(bot.add(path).added) == 1


def raise_in_thread(action):
    raised = []

    def run():
        try:
            action()
        except Exception as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]


def test_readers_see_what_another_process_adds(bot, write):
    bot.add(write("bridge.txt", BRIDGE))
    assert texts(bot, "What did the bridge cost?") == [BRIDGE]
    code = "bot.add(sys.argv[2]); print('added', flush=True); input(); print(bot.documents())"
    other = in_another_process(code, bot.settings.home, write("ferry.txt", FERRY))
    while other.poll() is None and texts(bot, "When does the ferry sail?")[0] != FERRY:
        assert bot.documents()  # readers never wait for the writer
    assert other.stdout.readline() == "added\n"
    assert texts(bot, "When does the ferry sail?")[0] == FERRY
    bot.add(write("library.txt", LIBRARY))  # a second owner of Chroma, while the first has it open
    assert bot.doctor().healthy
    assert "Library" in other.communicate("\n", timeout=30)[0]
    check_sound(bot)


def test_many_ask_while_one_adds(bot, write, caplog):
    folder = write("bridge.txt", BRIDGE).parent
    bot.add(folder)
    wrong, stop = [], threading.Event()

    def ask():
        while not stop.is_set():
            try:
                found = texts(bot, "What did the bridge cost?", limit=3)
                if BRIDGE not in found:
                    wrong.append(found)
            except Exception as error:
                wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(8):
        bot.add(write(f"{n}.txt", f"{FERRY} Boat {n} is the fastest."))
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert not caplog.records  # Chroma never failed: nobody pulled it away under another
    assert bot.doctor().healthy


def test_threads_that_end_leave_no_open_files(bot, write):
    bot.add(write("bridge.txt", BRIDGE))
    for _ in range(40):
        raise_in_thread(bot.documents)
    assert len(bot._database._connections) < 5


def test_many_processes_open_a_new_library_at_once(tmp_path):
    code = "print(bot._library.manifest()['library'])"
    others = [in_another_process(code, tmp_path / "home") for _ in range(4)]
    names = {other.communicate(timeout=60)[0] for other in others}
    assert len(names) == 1
    assert all(other.returncode == 0 for other in others)


# A library that cannot be used says so.


def test_a_file_that_is_no_library(tmp_path):
    (tmp_path / "library.db").write_bytes(b"This is no database at all. " * 100)
    with pytest.raises(LibraryError, match="damaged"):
        Chatbot(tmp_path)


def test_a_library_damaged_in_the_middle(bot, write):
    bot.add(write("bridge.txt", " ".join(f"{BRIDGE} {n}." for n in range(12))))
    bot.close()
    path = bot.settings.home / "library.db"
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    with pytest.raises(LibraryError, match="damaged"), Chatbot(bot.settings.home) as damaged:
        assert not damaged.doctor().healthy
        damaged.documents()


def test_a_library_of_a_newer_footnote(bot):
    bot.close()
    connection = sqlite3.connect(bot.settings.home / "library.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryError, match="newer"):
        Chatbot(bot.settings.home)


def test_a_home_that_cannot_be_a_folder(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="cannot be used"):
        Chatbot(tmp_path / "file" / "home")


READ_ONLY = """
import os
from chatbot import Chatbot
from index.errors import LibraryError
os.setuid(65534)
for home in (sys.argv[2], sys.argv[2] + "/new"):
    try:
        Chatbot(home)
    except LibraryError as error:
        print(error)
bot.add(sys.argv[3])
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_folder_one_may_not_write_to(tmp_path, write):
    with Chatbot(tmp_path / "theirs") as theirs:
        theirs.add(write("bridge.txt", BRIDGE))
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    other = in_another_process(READ_ONLY, tmp_path / "own", tmp_path / "theirs", "x")
    said = other.communicate(timeout=60)[0].splitlines()
    assert len(said) == 2
    assert all("cannot be used" in line and "FOOTNOTE_HOME" in line for line in said)


def test_a_full_disk_loses_nothing(bot, write):
    bot.add(write("bridge.txt", BRIDGE))
    connection = bot._database.connection()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    folder = write("long.txt", " ".join(f"{FERRY} {n}." for n in range(40))).parent
    with pytest.raises(LibraryError, match="full"):
        bot.add(folder)
    connection.execute("PRAGMA max_page_count = 1000000")
    check_sound(bot)
    assert len(bot.add(folder).added) == 1
    check_sound(bot)


# Made one way, opened another.


def test_other_passage_lengths_are_refused_until_fixed(bot, write):
    bot.add(write("long.txt", " ".join(f"{FERRY} Line {n}." for n in range(14))))
    with reopened(bot, passage_tokens=64) as other:
        for action in (lambda: other.ask("When?"), lambda: other.add(write("b.txt", BRIDGE))):
            with pytest.raises(LibraryError, match="doctor --fix"):
                action()
        assert not other.doctor().healthy
        assert other.doctor(fix=True).healthy
        assert len(texts(other, "ferry", 50)) > 4
        other.add(write("b.txt", BRIDGE))
        check_sound(other)


def test_asking_an_empty_library_does_not_settle_how_it_is_made(bot, write):
    with Chatbot(bot.settings.home, passage_tokens=64) as other:
        other.ask("Anything?")
        other.doctor()
    bot.add(write("bridge.txt", BRIDGE))
    assert bot.doctor().healthy


def test_another_embedder_is_refused_until_fixed(bot, write, monkeypatch):
    bot.add(write("bridge.txt", BRIDGE))
    monkeypatch.setattr(Embedder, "name", "another-model")
    with reopened(bot) as other:
        for action in (
            lambda: other.ask("What did the bridge cost?"),
            lambda: other.add(write("b.txt", LIBRARY)),
            lambda: texts(other, "bridge"),
        ):
            with pytest.raises(LibraryError, match=r"MiniLM.*another-model.*doctor --fix"):
                action()
        assert not other.doctor().healthy
        assert "embedded anew" in other.doctor(fix=True).fixed[0]
        other.add(write("b.txt", LIBRARY))
        check_sound(other)


def test_names_of_documents(bot, write):
    one, other = write("a/minutes.txt", BRIDGE), write("b/minutes.txt", LIBRARY)
    bot.add(one, other)
    for name in ("minutes", "minutes.txt"):
        with pytest.raises(UnknownDocument, match="2 documents"):
            bot.find(name)
    for name in (
        str(one),
        f"{other.parent}/../a/minutes.txt",
        bot.find(str(one)).id,
        "files/a/minutes.txt",
    ):
        assert bot.text(name) == BRIDGE
    for name in ("", "x" * 5000, "~nobody-of-this-name", "\ud800", "a\0b"):
        with pytest.raises(UnknownDocument):
            bot.find(name)


def test_every_result_is_also_data_and_markdown(bot, write):
    good = write("harbour.md", "# Harbour\n\nDate: 3 May 2024\n\nThe board met twice.")
    report = bot.add(good, good.with_name("missing.txt"))
    assert json.loads(json.dumps(report.to_dict()))["added"][0]["path"] == str(good)
    assert "missing.txt" in report.to_markdown()
    (info,) = bot.documents()
    assert json.loads(json.dumps(info.to_dict()))["date"] == "2024-05-03"
    assert "Harbour" in info.to_markdown()
    assert bot.doctor().to_markdown() == "The library is healthy.\n"
