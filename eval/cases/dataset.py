"""What an eval asks: documents, indexed all together, and cases over them."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cases.case import Case, FactsError
from eval.cases.facts import load_facts
from index.files import find_files

_HERE = Path(__file__).parents[1]
DOCUMENTS = _HERE / "documents"
FACTS = _HERE / "facts"


@dataclass(frozen=True, slots=True)
class Dataset:
    """Documents and cases.

    Attributes:
        name: For a person, as in a report's heading.
        documents: Files; indexed together, so that each is a distractor for the others.
        cases: In the order in which they are asked; turns of a conversation follow each other.
        left_out: What of the source could not be used, for a person; "" if all of it is.
    """

    name: str
    documents: tuple[Path, ...]
    cases: tuple[Case, ...]
    left_out: str = ""

    def sample(self, limit: int | None, seed: int = 0) -> Dataset:
        """At most `limit` cases drawn at random, conversations whole, in their old order."""
        if limit is None or limit >= len(self.cases):
            return self
        talks: dict[str, list[Case]] = {}
        for case in self.cases:
            talks.setdefault(case.conversation, []).append(case)
        drawn: set[str] = set()
        room = limit
        for name in random.Random(seed).sample(sorted(talks), len(talks)):
            if len(talks[name]) <= room:
                drawn.add(name)
                room -= len(talks[name])
        cases = tuple(case for case in self.cases if case.conversation in drawn)
        return dataclasses.replace(self, cases=cases)


def bundled() -> Dataset:
    """The example documents and what is known of them."""
    files = [load_facts(path) for path in sorted(FACTS.glob("*.yaml"))]
    documents = tuple(sorted(path for path in DOCUMENTS.iterdir() if path.is_file()))
    return Dataset("the bundled documents", documents, _joined(f.cases for f in files))


def own(facts: Sequence[Path], folder: Path | None = None) -> Dataset:
    """A person's facts files, over a folder of documents or over those that they list.

    Raises:
        FactsError: A file is wrong, or there are no documents.
    """
    documents = _in(folder) if folder else None
    files = [load_facts(path, documents) for path in facts]
    listed = dict.fromkeys(document for file in files for document in file.documents)
    name = ", ".join(path.name for path in facts)
    return Dataset(name, tuple(documents or listed), _joined(f.cases for f in files))


def _in(folder: Path) -> tuple[Path, ...]:
    found, _ = find_files([folder])
    if not found:
        raise FactsError(f"There are no documents in {folder}.", "Name their folder.")
    return tuple(found)


def _joined(files: Iterable[tuple[Case, ...]]) -> tuple[Case, ...]:
    """The cases of several files; what two of them ask alike is asked once."""
    return tuple({case.id: case for cases in files for case in cases}.values())
