"""Passage vectors in Chroma: embedded in the library folder, or on a Chroma server by URL.

A cache: the library holds every vector too, so whatever happens here can be rebuilt, and a search
that finds this cache missing, stale or broken ranks the library's own vectors exactly instead.
The only room that knows chromadb.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from index.errors import FootnoteError
from index.minilm import Floats

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.config import Settings

Row = tuple[str, str, Floats]  # passage id, document id, vector (dimension,)

_TIMEOUT = 5.0  # seconds a Chroma server may take to answer

# Chroma refuses more than its own maximum (5461 in 1.5); well below it, memory stays small.
_BATCH = 1000
# Wide enough that HNSW finds what an exact ranking would (tests/test_vectors.py compares them).
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}


class VectorsUnavailable(FootnoteError):
    """Chroma cannot be used right now; the library still can."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the cache was made from: it is fresh when this equals the library's own."""

    embedder: str
    generation: int


class Vectors:
    """One library's passage vectors in Chroma, opened on first use.

    Args:
        folder: Where embedded Chroma keeps its files.
        collection: A name unique to the library, so that several can share a server.
        url: A Chroma server (`chroma run`) instead, "http://host:port".

    Every method raises `VectorsUnavailable` when Chroma fails.
    """

    def __init__(self, folder: Path, collection: str, url: str | None = None) -> None:
        self._folder = folder
        self._name = collection
        self._url = url
        self._client: ClientAPI | None = None
        self._opened: Collection | None = None
        self._loaded = False
        self._note = folder / "loading"
        self._guard = threading.RLock()

    @property
    def place(self) -> str:
        """Where the vectors are, for a person."""
        return self._url or str(self._folder)

    def stamp(self) -> Stamp | None:
        """What the collection was last made from; None if that is not known."""
        with self._translated():
            metadata = self._collection().metadata or {}
        if "embedder" not in metadata or "generation" not in metadata:
            return None
        return Stamp(str(metadata["embedder"]), int(str(metadata["generation"])))

    def set_stamp(self, stamp: Stamp) -> None:
        """Record that the collection now holds exactly the library of this stamp."""
        with self._translated():
            self._collection().modify(
                metadata={"embedder": stamp.embedder, "generation": stamp.generation}
            )

    def upsert(self, rows: Sequence[Row]) -> None:
        """Put in rows, replacing those of the same passage id."""
        with self._index() as index:
            for batch in _batches(rows):
                index.upsert(
                    ids=[row[0] for row in batch],
                    embeddings=[_nudged(row[0], row[2]).tolist() for row in batch],
                    metadatas=[{"document": row[1]} for row in batch],
                )

    def delete(self, ids: Sequence[str]) -> None:
        """Take passages out; ids that are not there are no error."""
        with self._index() as index:
            for batch in _batches(ids):  # an empty delete raises in Chroma: no batch, no call
                index.delete(ids=list(batch))

    def ids(self) -> set[str]:
        """Ids of everything in the collection."""
        with self._index() as index:
            return set(index.get(include=[])["ids"])

    def nearest(
        self, vector: Floats, limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passages nearest to a unit vector: (passage id, cosine), best first."""
        where: Any = None if documents is None else {"document": {"$in": list(documents)}}
        with self._index() as index:
            found = index.query(
                query_embeddings=[vector.tolist()],
                n_results=limit,
                where=where,
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        pairs = [(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], distances, strict=True)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def clear(self) -> None:
        """Empty the cache; files that Chroma can no longer open are deleted."""
        try:
            with self._translated():
                with contextlib.suppress(Exception):  # no such collection: nothing to delete
                    self._connect().delete_collection(self._name)
                self._opened = None
                if self._url is None:
                    self._note.unlink(missing_ok=True)
                    for left in self._folder.glob("*/"):  # Chroma leaves the index's files behind
                        shutil.rmtree(left, ignore_errors=True)
                self._collection()
        except VectorsUnavailable:
            if self._url:
                raise
            self.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            with self._translated():
                if self._folder.is_file():
                    self._folder.unlink()
                self._collection()

    def reopen(self) -> None:
        """Let go of what this process has read, so that another's writes become visible."""
        self.close()

    def close(self) -> None:
        """Close the client; the next use opens it again."""
        with self._guard:
            if self._client is not None:
                with contextlib.suppress(Exception):
                    self._client.close()  # type: ignore[attr-defined]
            self._client = self._opened = None
            self._loaded = False

    def _collection(self) -> Collection:
        with self._guard:
            if self._opened is None:
                self._opened = self._connect().get_or_create_collection(
                    self._name,
                    configuration={"hnsw": _HNSW},  # type: ignore[arg-type]
                    embedding_function=None,  # ours are given; the default would download a model
                )
            return self._opened

    def _connect(self) -> ClientAPI:
        if self._client is None:
            from chromadb.config import Settings

            settings = Settings(anonymized_telemetry=False)
            if self._url is None:
                self._client = _open_folder(self._folder, settings)
            else:
                self._client = _connect_to_server(self._url, settings)
        return self._client

    @contextlib.contextmanager
    def _index(self) -> Iterator[Collection]:
        """The collection, to read and write its rows.

        The first use loads the index's files, and damaged ones can crash the whole process. So a
        note lies there meanwhile; whoever finds it knows.
        """
        with self._translated():
            collection = self._collection()
            if self._url or self._loaded:
                yield collection
                return
            if self._note.exists():
                raise RuntimeError("loading it was cut short: its files may be damaged")
            self._note.touch()
            try:
                yield collection
                self._loaded = True
            finally:
                self._note.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        client = self._client
        try:
            yield
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # Chroma's Rust core panics with a BaseException
            if client is None or client is self._client:  # else another thread opened it anew
                self.close()
            reason = (str(error) or type(error).__name__).splitlines()[0]
            raise VectorsUnavailable(
                f"Chroma at {self.place} cannot be used ({reason}).",
                "Check FOOTNOTE_CHROMA_URL and that the server runs."
                if self._url
                else "`footnote doctor --fix` rebuilds it from the library.",
            ) from error


def _open_folder(folder: Path, settings: Settings) -> ClientAPI:
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient

    try:
        return chromadb.PersistentClient(str(folder), settings=settings)
    except BaseException:
        # Chroma keeps what it half opened, and would hand it out again: it must forget it.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        raise


def _connect_to_server(url: str, settings: Settings) -> ClientAPI:
    import chromadb
    import httpx

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("the address must look like http://host:port")
    port = parts.port or (443 if parts.scheme == "https" else 8000)
    # Chroma's client waits for ever: make sure that somebody answers, and wait less from then on.
    httpx.get(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}", timeout=_TIMEOUT)
    client = chromadb.HttpClient(
        host=parts.hostname, port=port, ssl=parts.scheme == "https", settings=settings
    )
    with contextlib.suppress(AttributeError):  # there is no public way to set it
        client._server._session.timeout = httpx.Timeout(_TIMEOUT)  # type: ignore[attr-defined]
    return client


def _nudged(passage_id: str, vector: Floats) -> Floats:
    """The vector moved by a thousandth, always the same way for the same passage.

    Passages of the same words have the same vector, and among many equal ones HNSW loses others:
    of 1000 boilerplate and 1000 other passages it found .42 of the nearest, and .99 of them nudged.
    """
    noise = np.random.default_rng(zlib.crc32(passage_id.encode())).standard_normal(len(vector))
    return (vector + 0.001 * noise / np.linalg.norm(noise)).astype(np.float32)


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[i : i + _BATCH] for i in range(0, len(rows), _BATCH))
