"""Reading YAML that people write by hand: whatever is wrong is found with its line."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from eval.cases.case import FactsError

T = TypeVar("T")


class NodeError(Exception):
    """Something wrong at a node; `read` adds the name of the file."""

    def __init__(self, what: str, node: Node | None = None) -> None:
        super().__init__(what)
        self.line = line_of(node) if node else 1


def line_of(node: Node) -> int:
    """The line on which a node starts, from 1."""
    return int(node.start_mark.line) + 1


def read(path: Path, build: Callable[[Node | None], T]) -> T:
    """What `build` makes of a file's nodes.

    Raises:
        FactsError: It can't be read or something in it is wrong; the message names the line.
    """
    try:
        return build(compose(path))
    except NodeError as error:
        raise FactsError(f"{path.name}, line {error.line}: {error}") from None


def compose(path: Path) -> Node | None:
    """The file's YAML as nodes, which know their lines; None for an empty file.

    Raises:
        FactsError: The file can't be read, or is not YAML.
    """
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise FactsError(
            f"The facts file {path} can't be read: {cause}.", "Check its name and its encoding."
        ) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FactsError(
            f"{path.name}, line {mark.line + 1 if mark else 1}: not valid YAML ({error.problem}).",
            "Check the indentation, and put texts with a colon or quotation marks in quotes.",
        ) from None
    except yaml.YAMLError as error:
        raise FactsError(f"{path.name} is not valid YAML: {error}.") from None


def fields(node: Node | None, allowed: tuple[str, ...], what: str) -> dict[str, Node]:
    """A mapping's values by name; refuses unknown and repeated names."""
    if not isinstance(node, MappingNode):
        raise NodeError(f"{what} is made of fields: {', '.join(allowed)}.", node)
    found: dict[str, Node] = {}
    for key, value in node.value:
        name = str(key.value)
        if name not in allowed:
            raise NodeError(f"'{name}' is not a field of {what}{suggest(name, allowed)}", key)
        if name in found:
            raise NodeError(f"'{name}' is given twice.", key)
        found[name] = value
    return found


def needed(
    node: Node | None, allowed: tuple[str, ...], wanted: tuple[str, ...], what: str
) -> dict[str, Node]:
    """`fields`, of which some must be given."""
    found = fields(node, allowed, what)
    for name in wanted:
        if name not in found:
            raise NodeError(f"{what} needs '{name}'.", node)
    return found


def items(node: Node | None) -> list[Node]:
    """A list's items; a single text counts as a list of one, and no node as none."""
    if node is None:
        return []
    if isinstance(node, ScalarNode):
        return [node]
    if not isinstance(node, SequenceNode) or not node.value:
        raise NodeError("a list with something in it is wanted here.", node)
    for one, following in zip(node.value, node.value[1:], strict=False):
        _refuse_split_number(one, following)
    return list(node.value)


def text(node: Node) -> str:
    """A text as it was written: 430 and "430" are the same."""
    if not isinstance(node, ScalarNode) or not node.value.strip():
        raise NodeError("a text is wanted here.", node)
    return str(node.value).strip()


def flag(node: Node, name: str) -> bool:
    """The value of a field that is true or false."""
    value = text(node).lower()
    if value not in {"true", "false"}:
        raise NodeError(f"'{name}' is either true or false.", node)
    return value == "true"


def suggest(name: str, known: tuple[str, ...]) -> str:
    """The end of a complaint about an unknown name."""
    close = get_close_matches(name, known, n=1)
    return f"; did you mean '{close[0]}'?" if close else f". There are: {', '.join(known)}."


def _refuse_split_number(one: Node, following: Node) -> None:
    """YAML reads [6,500] as the two numbers 6 and 500, which nobody would notice."""
    if not isinstance(one, ScalarNode) or not isinstance(following, ScalarNode):
        return
    digits = one.value[-1:].isdigit() and following.value[:1].isdigit()
    if digits and one.end_mark.index + 1 == following.start_mark.index:
        number = f"{one.value},{following.value}"
        raise NodeError(f'a number with a comma needs quotation marks: "{number}".', one)
