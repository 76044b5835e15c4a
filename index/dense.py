"""Nearest passages by meaning: Chroma while it is in step with the library, else exactly.

"In step" is a stamp: Chroma records the embedder and the library's generation it was made from.
The library is always written first, so whatever goes wrong afterwards (a crash, another process's
writes, a deleted folder, a dead server) shows as a stamp that does not match. Then Chroma is mended
from the library, by a question if little is missing, else by the next `add` or `doctor --fix`; and
until it is, the library's own vectors are ranked exactly. An answer never waits for Chroma.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence

import numpy as np

from index.errors import LibraryError
from index.library import Library
from index.minilm import Floats
from index.rows import PassageMatrix
from index.vectors import Row, Stamp, Vectors, VectorsUnavailable

log = logging.getLogger(__name__)

# Chroma takes in this many passages in about a second: a question may wait that long, once.
_SMALL_GAP = 500
# After a failure Chroma is left alone this long, so that not every question runs into it.
_REST_SECONDS = 30.0
# About so many passages, spread over the library, are looked up to see if Chroma is sound.
_PROBES = 20


class DenseIndex:
    """Passage vectors to search, kept in step with the library. Safe to use from many threads.

    Args:
        embedder: Name of the embedder whose vectors these are.
    """

    def __init__(self, library: Library, vectors: Vectors, embedder: str) -> None:
        self._library = library
        self._vectors = vectors
        self._embedder = embedder
        self._in_step: int | None = None  # the generation this process knows Chroma to hold
        self._following = False  # this process writes, and tells Chroma of each document
        self._rest_until = 0.0
        self._exact_matrix: tuple[int, PassageMatrix] | None = None
        self._guard = threading.Lock()
        self._exact_guard = threading.Lock()

    def nearest(
        self, vector: Floats, limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passages nearest to a unit vector: (passage id, cosine), best first.

        Raises:
            LibraryError: The library's vectors are another embedder's.
        """
        self._library.check_embedder(self._embedder)
        generation = self._library.generation()
        if self._usable(generation):
            try:
                return self._vectors.nearest(vector, limit, documents)
            except VectorsUnavailable as error:
                if self._in_step == generation:  # else it was only being opened anew
                    self._fail(error)
        return self._exact(generation, vector, limit, documents)

    # For writers, who hold the library's write lock.

    def prepare(self) -> None:
        """Before writing: bring Chroma in step, so that following each write keeps it so."""
        generation = self._library.generation()
        if self._in_step != generation:
            try:
                self._catch_up(generation)
            except VectorsUnavailable as error:
                self._fail(error)
        self._following = True

    def follow(self, added: Sequence[Row], removed: Sequence[str]) -> None:
        """Do to Chroma what one transaction has just done to the library.

        Chroma's troubles never stop the library: they are logged, and mended later.
        """
        generation = self._library.generation()
        if self._in_step != generation - 1:
            return
        try:
            self._vectors.upsert(added)
            self._vectors.delete(removed)
            self._in_step = generation
        except VectorsUnavailable as error:
            self._fail(error)

    def seal(self) -> None:
        """After writing: stamp Chroma with the generation it now holds."""
        self._following = False
        generation = self._library.generation()
        if self._in_step == generation:
            try:
                self._vectors.set_stamp(Stamp(self._embedder, generation))
            except VectorsUnavailable as error:
                self._fail(error)

    def rebuild(self) -> None:
        """Make Chroma anew from the library.

        Raises:
            VectorsUnavailable: Chroma cannot be used at all.
        """
        self._vectors.clear()
        self._catch_up(self._library.generation())

    # Health.

    def fault(self) -> str:
        """What is wrong with the Chroma cache, for a person; "" when it is in step."""
        generation, matrix = self._library.generation(), self._library.vectors()
        try:
            self._vectors.reopen()
            stamp, held = self._vectors.stamp(), self._vectors.ids()
            if stamp is None:
                return "The vectors in Chroma are missing." if matrix.ids or held else ""
            if stamp.embedder != self._embedder:
                return f"The vectors in Chroma were made by {stamp.embedder}, not {self._embedder}."
            wanted = set(matrix.ids)
            if stamp.generation != generation or held != wanted:
                count = len(held & wanted)
                return f"Chroma is out of step: it holds {count} of {len(wanted)} passages."
            return "" if self._finds_itself(held) else "The vectors in Chroma are damaged."
        except VectorsUnavailable as error:
            return error.what

    def _usable(self, generation: int) -> bool:
        """Is Chroma in step, or could it be brought in step right now?"""
        # One document behind for a moment is better than to read every vector of a large library.
        if self._in_step == generation or (self._following and self._in_step is not None):
            return True
        if time.monotonic() < self._rest_until or not self._guard.acquire(blocking=False):
            return False
        try:
            with self._library.database.writing(wait=0):
                self._catch_up(self._library.generation(), _SMALL_GAP)
            return True
        except LibraryError:  # someone is writing: they will bring it in step
            return False
        except VectorsUnavailable as error:
            self._fail(error)
            return False
        finally:
            self._guard.release()

    def _catch_up(self, generation: int, most: int | None = None) -> None:
        """Give Chroma what the library has and it lacks, take out what it has too much.

        Raises:
            VectorsUnavailable: Chroma fails, or lacks more than `most` passages.
        """
        self._vectors.reopen()  # another process may have written to it
        stamp = self._vectors.stamp()
        held = self._vectors.ids() if stamp and stamp.embedder == self._embedder else set()
        if not held or (self._in_step is None and not self._finds_itself(held)):
            self._vectors.clear()
            stamp, held = None, set()
        if stamp != Stamp(self._embedder, generation):
            self._mend(held, most)
            self._vectors.set_stamp(Stamp(self._embedder, generation))
        self._in_step, self._rest_until = generation, 0.0

    def _finds_itself(self, held: set[str]) -> bool:
        """Does Chroma find most of a sample of what it holds by its own vectors?

        Not all: HNSW alone misses a few in a thousand.
        """
        every = max(1, self._library.passage_count() // _PROBES) | 1
        sample = self._library.vectors(every)
        own = [v for i, v in zip(sample.ids, sample.vectors, strict=True) if i in held]
        best = [self._vectors.nearest(vector, 1) for vector in own]
        lost = [found for found in best if not found or found[0][1] < 0.99]
        return len(lost) <= len(own) / 5

    def _mend(self, held: set[str], most: int | None) -> None:
        matrix = self._library.vectors()
        rows = zip(matrix.ids, matrix.documents, matrix.vectors, strict=True)
        missing = [row for row in rows if row[0] not in held]
        if most is not None and len(missing) > most:
            raise VectorsUnavailable(
                f"Chroma at {self._vectors.place} lacks {len(missing)} passages.",
                "`footnote doctor --fix` rebuilds it from the library.",
            )
        self._vectors.upsert(missing)
        self._vectors.delete(sorted(held - set(matrix.ids)))

    def _fail(self, error: VectorsUnavailable) -> None:
        log.warning("%s Searching the library's own vectors instead.", error)
        self._in_step, self._rest_until = None, time.monotonic() + _REST_SECONDS

    def _exact(
        self, generation: int, vector: Floats, limit: int, documents: Sequence[str] | None
    ) -> list[tuple[str, float]]:
        matrix = self._matrix(generation)
        if not matrix.ids:
            return []
        cosines = matrix.vectors @ vector
        order = np.argsort(-cosines, kind="stable").tolist()
        if documents is not None:
            wanted = set(documents)
            order = [i for i in order if matrix.documents[i] in wanted]
        return [(matrix.ids[i], float(cosines[i])) for i in order[:limit]]

    def _matrix(self, generation: int) -> PassageMatrix:
        with self._exact_guard:
            if self._exact_matrix is None or self._exact_matrix[0] != generation:
                self._exact_matrix = generation, self._library.vectors()
            return self._exact_matrix[1]
