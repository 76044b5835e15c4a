"""Chroma is a cache: missing, stale, damaged or gone, the answers stay right and it is mended."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import numpy as np
import pytest
from library_checks import check_sound, in_another_process, nodes, reopened, texts

from chatbot import Chatbot
from index import dense
from index.vectors import Stamp, Vectors, VectorsUnavailable

FACTS = {
    "bridge": "The new bridge over the Tamar cost £12 million. The mayor opened it in May.",
    "library": "The town library lends eight thousand books a year. Its roof was mended.",
    "ferry": "The ferry to the island sails twice a day. A child's ticket costs two pounds.",
    "school": "Four hundred pupils attend the grammar school. A new head began in September.",
    "park": "Vandals broke nine benches in the park. Repairing them took the gardeners a week.",
}
QUESTION = "How much did the crossing of the river cost?"  # no word of the bridge's but one


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    """A folder of five documents."""
    folder = tmp_path_factory.mktemp("facts")
    for name, text in FACTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory, facts):
    """The folder of a library of them, its Chroma in step."""
    home = tmp_path_factory.mktemp("made")
    with Chatbot(home, chroma_url=None, embedder="builtin") as bot:
        bot.add(facts)
        assert bot.doctor().healthy
    return home


@pytest.fixture
def filled(bot, made):
    """A library of one's own like it, closed."""
    bot.close()
    shutil.rmtree(bot.settings.home)
    shutil.copytree(made, bot.settings.home)
    return bot


def chroma_of(bot):
    return bot.settings.home / "chroma"


def exact(bot, question, limit=5):
    vector = bot._embedder.embed_question(question)
    matrix = bot._library.vectors()
    return [matrix.ids[i] for i in np.argsort(-(matrix.vectors @ vector))[:limit]]


def by_meaning(bot, question, limit=5, documents=None):
    vector = bot._embedder.embed_question(question)
    return [passage for passage, _ in bot._dense.nearest(vector, limit, documents)]


def check_right(bot):
    assert by_meaning(bot, QUESTION) == exact(bot, QUESTION)
    assert texts(bot, QUESTION)[0] == FACTS["bridge"]


def _unit(vectors):
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


# Chroma itself does the searching.


def test_chroma_ranks_the_passages(filled, monkeypatch):
    with reopened(filled) as bot:
        monkeypatch.setattr(bot._dense, "_exact", None)
        check_right(bot)


def test_nearest_agrees_with_an_exact_ranking(tmp_path):
    """Recall of HNSW on vectors as unkind as they come: random ones have no near neighbours."""
    random = np.random.default_rng(7)
    vectors = _unit(random.standard_normal((1500, 384)))
    store = Vectors(tmp_path / "chroma", "recall")
    store.upsert([(str(i), f"d{i % 3}", vector) for i, vector in enumerate(vectors)])
    recalls, filtered = [], []
    for row in range(0, 1500, 100):
        question = _unit(vectors[row] + 0.5 * vectors[row + 1])
        cosines = vectors @ question
        order = np.argsort(-cosines)
        found = store.nearest(question, 50)
        recalls.append(len({i for i, _ in found} & {str(i) for i in order[:50]}) / 50)
        assert all(abs(cosine - cosines[int(i)]) < 1e-3 for i, cosine in found)
        assert [c for _, c in found] == sorted((c for _, c in found), reverse=True)
        wanted = [str(i) for i in order if i % 3 == 2][:10]
        found = store.nearest(question, 10, documents=["d2"])
        filtered.append(len({i for i, _ in found} & set(wanted)) / 10)
        assert all(int(i) % 3 == 2 for i, _ in found)
    assert np.mean(recalls) > 0.95
    assert np.mean(filtered) > 0.95
    store.close()


def test_only_the_documents_asked_for(filled):
    with reopened(filled) as bot:
        only = [bot.find("ferry").id, bot.find("park").id]
        assert {i.split(":")[0] for i in by_meaning(bot, QUESTION, documents=only)} == set(only)
        hits = bot._searcher.search("bridge cost", documents=only)
        assert {hit.document.id for hit in hits} == set(only)
        assert bot._searcher.search("bridge cost", documents=[]) == []
        assert bot._searcher.sentences("bridge cost", documents=[]) == []
        check_right(bot)


def test_rows_are_replaced_deleted_and_batched(tmp_path):
    store = Vectors(tmp_path / "chroma", "rows")
    random = np.random.default_rng(3)
    boilerplate, *others = _unit(random.standard_normal((101, 384)))
    assert store.nearest(boilerplate, 5) == []
    store.upsert([])
    store.upsert([(str(i), "d", boilerplate) for i in range(1500)])
    rows = [(f"other {i}", "d", vector) for i, vector in enumerate(others)]
    store.upsert(rows)
    # Found among many that are all the same; HNSW is built by chance and may lose a few.
    first = [store.nearest(vector, 1)[0] for _, _, vector in rows]
    assert sum(best == row[0] for (best, _), row in zip(first, rows, strict=True)) >= 95
    store.upsert(rows)
    store.delete([])
    store.delete(["7", "never there"])
    assert len(store.ids()) == 1599
    store.set_stamp(Stamp("some embedder", 3))
    store.reopen()
    assert store.stamp() == Stamp("some embedder", 3)
    store.clear()
    assert (store.ids(), store.stamp()) == (set(), None)
    assert len([path for path in (tmp_path / "chroma").iterdir() if path.is_dir()]) <= 1
    store.close()


# Whatever happens to its files.


def every_file(folder, content):
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(content(path))


def a_file_in_its_place(folder):
    shutil.rmtree(folder)
    folder.write_text("not a folder")


ACCIDENTS = {
    "deleted": shutil.rmtree,
    "database deleted": lambda folder: (folder / "chroma.sqlite3").unlink(),
    "garbage": lambda folder: every_file(folder, lambda p: os.urandom(p.stat().st_size)),
    "garbage after the header": lambda folder: every_file(
        folder, lambda p: p.read_bytes()[:4096] + os.urandom(max(0, p.stat().st_size - 4096))
    ),
    "emptied": lambda folder: every_file(folder, lambda _: b""),
    "a file in its place": a_file_in_its_place,
}


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_an_accident_to_chroma(filled, accident):
    ACCIDENTS[accident](chroma_of(filled))
    with reopened(filled) as bot:
        (problem,) = bot.doctor().problems
        assert "Chroma" in problem.what
        assert "doctor --fix" in problem.remedy
    with reopened(filled) as bot:
        check_right(bot)
        check_sound(bot)  # doctor(fix=True) in it
        check_right(bot)
        assert bot.doctor().healthy


def test_vectors_of_another_embedder(filled):
    with reopened(filled) as bot:
        bot._vectors.set_stamp(Stamp("another-model", bot._library.generation()))
        (problem,) = bot.doctor().problems
        assert "another-model" in problem.what
        check_right(bot)
        check_sound(bot)


def test_vectors_that_are_stale(filled, write):
    shutil.copytree(chroma_of(filled), chroma_of(filled).with_name("earlier"))
    with reopened(filled) as bot:
        bot.remove("ferry")
        bot.add(write("mill.txt", "The water mill grinds flour on the first Sunday of the month."))
    shutil.rmtree(chroma_of(filled))
    chroma_of(filled).with_name("earlier").rename(chroma_of(filled))
    with reopened(filled) as bot:
        assert "out of step: it holds 4 of 5" in bot.doctor().problems[0].what
        assert texts(bot, "Where is flour ground?")[0].startswith("The water mill")
        assert not any("ferry" in text for text in texts(bot, "When does the ferry sail?"))
        check_right(bot)
        check_sound(bot)


def test_vectors_that_are_wrong(filled):
    """The right ids and the right stamp, but the vectors of something else."""
    with reopened(filled) as bot:
        noise = np.eye(384, dtype=np.float32)
        rows = zip(bot._library.vectors().ids, noise, strict=False)
        bot._vectors.upsert([(passage, passage.split(":")[0], v) for passage, v in rows])
        assert "damaged" in bot.doctor().problems[0].what
    with reopened(filled) as bot:
        check_right(bot)
        check_sound(bot)


LOADS = "print(bot._dense.nearest(bot._embedder.embed_question('bridge'), 1), flush=True)"


def test_an_index_that_crashes_the_process_does_so_once(filled):
    """Chroma's native code dies of some damage; a process killed while it loads looks the same."""
    die = "import os; from index.vectors import Vectors\n"
    die += "from chromadb.api.models.Collection import Collection\n"
    die += "Collection.get = Collection.query = lambda *_, **__: os.abort()\n"
    home = filled.settings.home
    assert in_another_process(die + LOADS, home, stderr=subprocess.DEVNULL).wait(60) < 0
    with reopened(filled) as bot:
        check_right(bot)
        assert "damaged" in bot.doctor().problems[0].what
        assert bot.doctor(fix=True).healthy
        check_sound(bot)


def test_a_big_gap_is_left_to_the_next_add_or_the_doctor(filled, monkeypatch, write):
    monkeypatch.setattr(dense, "_SMALL_GAP", 3)
    shutil.rmtree(chroma_of(filled))
    with reopened(filled) as bot:
        check_right(bot)
        assert len(bot._vectors.ids()) == 0  # a question does not wait for five
        bot.add(write("mill.txt", "The water mill grinds flour on Sundays."))
        assert len(bot._vectors.ids()) == 6
        assert bot.doctor().healthy


# A Chroma server.


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A real Chroma server in a process of its own, which can be stopped and started again."""

    def __init__(self, folder):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self.process = None

    def start(self):
        chroma = Path(sys.executable).with_name("chroma")
        command = [chroma, "run", "--path", self._folder, "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--host", "127.0.0.1"], stdout=subprocess.DEVNULL, cwd=self._folder
        )
        for _ in range(600):
            with contextlib.suppress(OSError):
                return urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=5).close()
            time.sleep(0.05)
        raise TimeoutError("the Chroma server did not start")

    def stop(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


def test_a_chroma_server(server, tmp_path, facts, write, monkeypatch):
    homes = tmp_path / "one", tmp_path / "other"
    one, other = (Chatbot(home, chroma_url=server.url) for home in homes)
    with one, other:
        one.add(facts)
        other.add(write("mill.txt", "The water mill grinds flour on Sundays."))
        assert not (homes[0] / "chroma").exists()
        assert len(one._vectors.ids()) == 5  # two libraries share the server and never meet
        check_right(one)
        assert texts(other, QUESTION) == ["The water mill grinds flour on Sundays."]
        check_sound(one)

        monkeypatch.setattr(dense, "_REST_SECONDS", 0.0)
        server.stop()
        check_right(one)
        assert server.url in one.doctor().problems[0].what
        path = write("tower.txt", "The clock tower strikes thirteen at noon.")
        assert len(one.add(path).added) == 1
        assert "thirteen" in texts(one, "What does the clock do at noon?")[0]
        one.remove("tower")

        server.start()
        check_right(one)
        assert one.doctor().healthy  # mended by that question
        one.add(path)
        assert len(one._vectors.ids()) == 6
        check_sound(one)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:{free}", "127.0.0.1:{free}", "ftp://x", "http://x:y"]
)
def test_a_chroma_server_that_is_not_there(filled, write, address):
    with reopened(filled, chroma_url=address.format(free=free_port())) as bot:
        assert len(bot.add(write("mill.txt", "The mill grinds flour.")).added) == 1
        check_right(bot)
        assert "FOOTNOTE_CHROMA_URL" in str(_unavailable(bot))
        assert "cannot be used" in bot.doctor().problems[0].what


def _unavailable(bot):
    with pytest.raises(VectorsUnavailable) as raised:
        bot._vectors.ids()
    return raised.value


def test_a_server_that_never_answers_is_not_waited_for(filled, monkeypatch):
    monkeypatch.setattr("index.vectors._TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with reopened(filled, chroma_url=url) as bot:
            started = time.monotonic()
            for _ in range(5):
                check_right(bot)
            assert time.monotonic() - started < 5


# llama-index.


def test_the_retriever_returns_exact_spans(filled):
    with reopened(filled) as bot:
        found = bot.retriever(limit=3).retrieve(QUESTION)
        assert len(found) == 3
        assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)
        for node in nodes(bot, QUESTION, limit=3):
            info = bot.find(node.metadata["document"])
            assert (node.metadata["title"], node.metadata["path"]) == (info.title, info.path)
            assert bot.text(info.id)[node.start_char_idx : node.end_char_idx] == node.text
            assert node.node_id == f"{info.id}:{node.start_char_idx}:{node.end_char_idx}"
