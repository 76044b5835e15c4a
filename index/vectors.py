"""Passage vectors in Chroma: embedded in the library folder, or on a Chroma server by URL.

A cache: the library holds every vector too, so whatever happens here can be rebuilt, and a search
that finds this cache missing, stale or broken ranks the library's own vectors exactly instead.
The only room that knows chromadb.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import FootnoteError
from index.minilm import Floats

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

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

    def upsert(self, rows: Sequence[tuple[str, str, Floats]]) -> None:
        """Put in (passage id, document id, vector), replacing rows of the same id."""
        with self._translated():
            for batch in _batches(rows):
                self._collection().upsert(
                    ids=[row[0] for row in batch],
                    embeddings=[row[2].tolist() for row in batch],
                    metadatas=[{"document": row[1]} for row in batch],
                )

    def delete(self, ids: Sequence[str]) -> None:
        """Take passages out; ids that are not there are no error."""
        with self._translated():
            for batch in _batches(ids):  # an empty delete raises in Chroma: no batch, no call
                self._collection().delete(ids=list(batch))

    def ids(self) -> set[str]:
        """Ids of everything in the collection."""
        with self._translated():
            return set(self._collection().get(include=[])["ids"])

    def nearest(
        self, vector: Floats, limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passages nearest to a unit vector: (passage id, cosine), best first."""
        with self._translated():
            collection = self._collection()
            found = collection.query(
                query_embeddings=[vector.tolist()],
                n_results=limit,
                where={"document": {"$in": list(documents)}} if documents is not None else None,
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
                self._collection()
        except VectorsUnavailable:
            if self._url:
                raise
            self.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            with self._translated():
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

    def _collection(self) -> Collection:
        with self._guard:
            if self._opened is None:
                self._opened = self._connect().get_or_create_collection(
                    self._name,
                    configuration={"hnsw": _HNSW},  # type: ignore[typeddict-item]
                    embedding_function=None,  # ours are given; the default would download a model
                )
            return self._opened

    def _connect(self) -> ClientAPI:
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            settings = Settings(anonymized_telemetry=False)
            if self._url is None:
                self._client = chromadb.PersistentClient(str(self._folder), settings=settings)
            else:
                parts = urlsplit(self._url)
                self._client = chromadb.HttpClient(
                    host=parts.hostname or "",
                    port=parts.port or (443 if parts.scheme == "https" else 8000),
                    ssl=parts.scheme == "https",
                    settings=settings,
                )
        return self._client

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # Chroma's Rust core panics with a BaseException
            self.close()
            reason = (str(error) or type(error).__name__).splitlines()[0]
            raise VectorsUnavailable(
                f"Chroma at {self.place} cannot be used ({reason}).",
                "Check FOOTNOTE_CHROMA_URL and that the server runs."
                if self._url
                else "`footnote doctor --fix` rebuilds it from the library.",
            ) from error


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[i : i + _BATCH] for i in range(0, len(rows), _BATCH))
