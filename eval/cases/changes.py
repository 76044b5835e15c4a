"""Changes: how two documents, or two versions of one, differ, as a careful reader would say.

    old: ../pairs/policy-2023.md            # relative to this file
    new: ../pairs/policy-2025.md
    changes:                                # each: what the old says, what the new says
      - {what: the mileage rate, old: 45p, new: 52p}      # a list is alternatives in wording
      - {what: the clerk, old: Ann Bell, new: Bo Carr, minor: true}   # not missed if not reported
    same:                                   # what both say; without `new`, in the same words
      - {what: the limit, old: "4,000 miles"}
    traps:                                  # pairs that must not be called a change
      - {why: two different things, old: 45p, new: "£52"}

`optional: true` leaves the pair out where its documents are not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yaml.nodes import Node

from eval.cases import nodes
from eval.cases.case import Fact, FactsError
from eval.cases.facts import fact_at

CHANGES = Path(__file__).parents[1] / "changes"
_FILE_FIELDS = ("old", "new", "optional", "changes", "same", "traps")
_CHANGE_FIELDS = ("what", "old", "new", "minor")
_SAME_FIELDS = ("what", "old", "new")
_TRAP_FIELDS = ("why", "old", "new")


@dataclass(frozen=True, slots=True)
class Pair:
    """A value of the old document beside one of the new, each as its alternatives in wording.

    Attributes:
        what: What they are the values of, or why they are of different things; for a person.
        minor: True, but nobody would miss it.
    """

    what: str
    old: Fact
    new: Fact
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """Two documents, by file name, and how they differ.

    Attributes:
        changes: What a comparison should report; minor ones it may.
        same: What both say alike.
        traps: Values of different things, which are no change.
    """

    old: str
    new: str
    changes: tuple[Pair, ...]
    same: tuple[Pair, ...] = ()
    traps: tuple[Pair, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.old} → {self.new}"

    @property
    def conversation(self) -> str:
        """What intervals resample by: each pair is independent of the others."""
        return self.id


@dataclass(frozen=True, slots=True)
class ChangesFile:
    """A list of changes and where its documents lie."""

    old: Path
    new: Path
    case: Changes
    optional: bool = False

    @property
    def present(self) -> bool:
        return self.old.is_file() and self.new.is_file()


def bundled_changes(folder: Path = CHANGES) -> tuple[ChangesFile, ...]:
    """The lists of a folder, but for optional ones whose documents are not there.

    Raises:
        FactsError: A file is wrong, or a document that is not optional is missing.
    """
    return present([load_changes(path) for path in sorted(folder.glob("*.yaml"))])


def present(files: Sequence[ChangesFile]) -> tuple[ChangesFile, ...]:
    """Those whose documents exist; raises FactsError if one that must does not."""
    for file in files:
        if not file.optional and not file.present:
            raise FactsError(f"{file.case.id}: a document is missing.", "Mend 'old' and 'new'.")
    return tuple(file for file in files if file.present)


def load_changes(path: Path) -> ChangesFile:
    """Read and check a list of changes.

    Raises:
        FactsError: It can't be read or something in it is wrong; the message names the line.
    """
    return nodes.read(path, lambda root: _file(root, path.parent))


def _file(root: Node | None, folder: Path) -> ChangesFile:
    found = nodes.needed(root, _FILE_FIELDS, ("old", "new", "changes"), "a list of changes")
    old, new = ((folder / nodes.text(found[name])).resolve() for name in ("old", "new"))
    case = Changes(
        old=old.name,
        new=new.name,
        changes=_pairs(found.get("changes"), _CHANGE_FIELDS, "a change"),
        same=_pairs(found.get("same"), _SAME_FIELDS, "what is the same"),
        traps=_pairs(found.get("traps"), _TRAP_FIELDS, "a trap"),
    )
    optional = "optional" in found and nodes.flag(found["optional"], "optional")
    return ChangesFile(old, new, case, optional)


def _pairs(node: Node | None, allowed: tuple[str, ...], what: str) -> tuple[Pair, ...]:
    wanted = allowed[:2] if allowed is _SAME_FIELDS else allowed[:3]
    pairs = []
    for item in nodes.items(node):
        found = nodes.needed(item, allowed, wanted, what)
        minor = "minor" in found and nodes.flag(found["minor"], "minor")
        old = fact_at(found["old"])
        new = fact_at(found["new"]) if "new" in found else old
        pairs.append(Pair(nodes.text(found[allowed[0]]), old, new, minor))
    return tuple(pairs)
