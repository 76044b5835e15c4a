"""Key facts: what a careful reader would want a summary of a document to keep.

document: ../documents/report.pdf       # relative to this file
optional: true                          # leave the list out where the document is not there
facts:                                  # the most important first
  - fact: The wall fell because of seepage.      # for a person
    words: [seepage, [wall, defence]]   # all in one sentence; a list is alternatives
    importance: 3                       # 3: no summary should be without it; 1: nice to have
focuses:                                # what to ask for besides, if anything
  - about: the wall
    keep: [[seepage], [[wall, defence], height]]  # each as the words of a fact
    leave: [rainfall, "£70 million"]    # what has nothing to do with it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yaml.nodes import Node

from eval.cases import nodes
from eval.cases.case import Fact, FactsError
from eval.cases.facts import facts_at

KEY_FACTS = Path(__file__).parents[1] / "keyfacts"
_FILE_FIELDS = ("document", "optional", "facts", "focuses")
_FOCUS_FIELDS = ("about", "keep", "leave")
_FACT_FIELDS = ("fact", "words", "importance")
_IMPORTANCES = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class KeyFact:
    """What a summary should keep.

    Attributes:
        fact: For a person.
        words: What a sentence that states it must hold, each as its alternatives in wording.
        importance: 1 to 3, the most important.
    """

    fact: str
    words: tuple[Fact, ...]
    importance: int


@dataclass(frozen=True, slots=True)
class Focus:
    """What a summary may be asked to be about.

    Attributes:
        keep: Facts that bear on it, each as the words that one sentence must hold.
        leave: What has nothing to do with it.
    """

    document: str
    about: str
    keep: tuple[tuple[Fact, ...], ...]
    leave: tuple[Fact, ...]

    @property
    def id(self) -> str:
        return f"{self.document}: {self.about}"

    @property
    def conversation(self) -> str:
        """What intervals resample by: each document is independent of the others."""
        return self.document


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """A document, by file name, and what a summary of it should keep."""

    document: str
    facts: tuple[KeyFact, ...]
    focuses: tuple[Focus, ...] = ()

    @property
    def id(self) -> str:
        return self.document

    @property
    def conversation(self) -> str:
        """What intervals resample by: each document is independent of the others."""
        return self.document


@dataclass(frozen=True, slots=True)
class KeyFactsFile:
    """A list and where its document lies."""

    path: Path
    case: KeyFacts
    optional: bool = False


def bundled_key_facts(folder: Path = KEY_FACTS) -> tuple[KeyFactsFile, ...]:
    """The lists of a folder, but for optional ones whose documents are not there.

    Raises:
        FactsError: A file is wrong, or a document that is not optional is missing.
    """
    return at_hand([load_key_facts(path) for path in sorted(folder.glob("*.yaml"))])


def at_hand(files: Sequence[KeyFactsFile]) -> tuple[KeyFactsFile, ...]:
    """Those whose documents exist; raises FactsError if one that must does not."""
    for file in files:
        if not file.optional and not file.path.is_file():
            raise FactsError(f"There is no document {file.path}.", "Mend 'document' in its list.")
    return tuple(file for file in files if file.path.is_file())


def load_key_facts(path: Path) -> KeyFactsFile:
    """Read and check a list of key facts.

    Raises:
        FactsError: It can't be read or something in it is wrong; the message names the line.
    """
    return nodes.read(path, lambda root: _file(root, path.parent))


def _file(root: Node | None, folder: Path) -> KeyFactsFile:
    found = nodes.needed(root, _FILE_FIELDS, ("document", "facts"), "a list of key facts")
    path = (folder / nodes.text(found["document"])).resolve()
    facts = tuple(map(_fact, nodes.items(found["facts"])))
    optional = "optional" in found and nodes.flag(found["optional"], "optional")
    asked = nodes.items(found["focuses"]) if "focuses" in found else []
    focuses = tuple(_focus(node, path.name) for node in asked)
    return KeyFactsFile(path, KeyFacts(path.name, facts, focuses), optional)


def _focus(node: Node, document: str) -> Focus:
    found = nodes.needed(node, _FOCUS_FIELDS, _FOCUS_FIELDS, "a focus")
    keep = tuple(facts_at(item) for item in nodes.items(found["keep"]))
    return Focus(document, nodes.text(found["about"]), keep, facts_at(found["leave"]))


def _fact(node: Node) -> KeyFact:
    found = nodes.needed(node, _FACT_FIELDS, _FACT_FIELDS, "a key fact")
    importance = nodes.text(found["importance"])
    if importance not in _IMPORTANCES:
        raise nodes.NodeError("'importance' is 1, 2 or 3.", found["importance"])
    return KeyFact(nodes.text(found["fact"]), facts_at(found["words"]), int(importance))
