"""Nearest passages by meaning: Chroma while it is in step with the library, else exactly.

"In step" is a stamp: Chroma records the embedder and the library's generation it was made from.
Another process's writes, a crash, a deleted folder or a dead server all show as a stamp that does
not match; then the cache is mended from the library if the write lock is free, and until it is,
the library's own vectors are ranked exactly. An answer never waits for Chroma or suffers from it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.errors import LibraryError
from index.library import Library
from index.minilm import Floats
from index.vectors import Stamp, Vectors, VectorsUnavailable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Matrix:
    """All passage vectors of one generation, (passages, dimension)."""

    generation: int
    ids: tuple[str, ...]
    documents: tuple[str, ...]
    vectors: Floats


class DenseIndex:
    """Passage vectors to search, kept in step with the library.

    Args:
        embedder: Name of the embedder whose vectors these are.
    """

    def __init__(self, library: Library, vectors: Vectors, embedder: str) -> None:
        self._library = library
        self._vectors = vectors
        self._embedder = embedder
        self._in_step: int | None = None  # the generation this process knows Chroma to hold
        self._broken: int | None = None  # the generation at which Chroma failed this process
        self._matrix: _Matrix | None = None
        self._guard = threading.Lock()

    def nearest(
        self, vector: Floats, limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passages nearest to a unit vector: (passage id, cosine), best first."""
        generation = self._library.generation()
        if self._usable(generation):
            try:
                return self._vectors.nearest(vector, limit, documents)
            except VectorsUnavailable as error:
                self._fail(generation, error)
        return self._exact(generation, vector, limit, documents)

    def put(self, rows: Sequence[tuple[str, str, Floats]]) -> None:
        """Add (passage id, document id, vector), before the library commits them."""
        self._try(lambda: self._vectors.upsert(rows))

    def drop(self, ids: Sequence[str]) -> None:
        """Take out passages that have left the library, and note that Chroma has followed."""
        self._try(lambda: self._vectors.delete(ids))
        if self._in_step is not None:
            self._in_step = self._library.generation()

    def prepare(self) -> None:
        """Before writing: bring Chroma in step, so that following each write keeps it so.

        The caller holds the library's write lock.
        """
        generation = self._library.generation()
        if self._broken is None and self._in_step != generation:
            self._try(lambda: self._catch_up(generation))

    def seal(self) -> None:
        """After writing: stamp Chroma with the generation it now holds."""
        if self._in_step is not None and self._in_step == self._library.generation():
            stamp = Stamp(self._embedder, self._in_step)
            self._try(lambda: self._vectors.set_stamp(stamp))

    def fault(self) -> str:
        """What is wrong with the Chroma cache, for a person; "" when it is in step."""
        generation = self._library.generation()
        try:
            self._vectors.reopen()
            stamp = self._vectors.stamp()
            held, wanted = len(self._vectors.ids()), self._library.passage_count()
        except VectorsUnavailable as error:
            return error.what
        if stamp is None:
            return "" if wanted == 0 == held else "The vectors in Chroma are missing."
        if stamp.embedder != self._embedder:
            return f"The vectors in Chroma were made by {stamp.embedder}, not {self._embedder}."
        if stamp.generation != generation or held != wanted:
            return f"Chroma is out of step: it holds {held} of {wanted} passages."
        return ""

    def rebuild(self) -> None:
        """Make Chroma anew from the library. The caller holds the write lock.

        Raises:
            VectorsUnavailable: Chroma cannot be used at all.
        """
        self._vectors.clear()
        self._broken = None
        self._catch_up(self._library.generation())

    def _usable(self, generation: int) -> bool:
        """Is Chroma in step, or could it be brought in step right now?"""
        if self._in_step == generation:
            return True
        if self._broken == generation:
            return False
        with self._guard:
            if self._in_step == generation:
                return True
            try:
                self._vectors.reopen()  # another process may have brought it in step
                if self._vectors.stamp() == Stamp(self._embedder, generation):
                    self._in_step = generation
                    return True
                with self._library.database.writing(wait=0):
                    self._catch_up(generation)
                return True
            except LibraryError:  # someone is writing: they will bring it in step
                return False
            except VectorsUnavailable as error:
                self._fail(generation, error)
                return False

    def _catch_up(self, generation: int) -> None:
        """Give Chroma what the library has and it lacks, take out what it has too much."""
        stamp = self._vectors.stamp()
        if stamp is None or stamp.embedder != self._embedder:
            self._vectors.clear()
            held: set[str] = set()
        else:
            held = self._vectors.ids()
        missing, wanted = [], set()
        for row in self._library.vectors():
            wanted.add(row[0])
            if row[0] not in held:
                missing.append(row)
        self._vectors.upsert(missing)
        self._vectors.delete(sorted(held - wanted))
        self._vectors.set_stamp(Stamp(self._embedder, generation))
        self._in_step = generation

    def _try(self, action: Callable[[], None]) -> None:
        """Chroma's troubles never stop the library: they are logged and mended later."""
        if self._broken is not None:
            return
        try:
            action()
        except VectorsUnavailable as error:
            self._fail(self._library.generation(), error)

    def _fail(self, generation: int, error: VectorsUnavailable) -> None:
        log.warning("%s Searching the library's own vectors instead.", error)
        self._in_step, self._broken = None, generation

    def _exact(
        self, generation: int, vector: Floats, limit: int, documents: Sequence[str] | None
    ) -> list[tuple[str, float]]:
        matrix = self._matrix
        if matrix is None or matrix.generation != generation:
            rows = list(self._library.vectors())
            stacked = np.stack([r[2] for r in rows]) if rows else np.zeros((0, len(vector)))
            matrix = self._matrix = _Matrix(
                generation,
                tuple(r[0] for r in rows),
                tuple(r[1] for r in rows),
                stacked.astype(np.float32),
            )
        cosines = matrix.vectors @ vector
        wanted = None if documents is None else set(documents)
        order = [
            int(i)
            for i in np.argsort(-cosines, kind="stable")
            if wanted is None or matrix.documents[i] in wanted
        ]
        return [(matrix.ids[i], float(cosines[i])) for i in order[:limit]]
