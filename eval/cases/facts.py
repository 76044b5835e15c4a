"""Facts files: YAML in which anybody can write down questions and the facts that answer them.

    documents: [../documents/report.pdf]    # relative to this file; or `--documents` says which
    cases:
      - question: How many people work there?
        expect: ["430"]                     # all must be in the answer; a list is alternatives
        cite: report.pdf, page 12           # optional: what must be cited; or a list, each of them
      - question: What is the capital of France?
        abstain: true
      - conversation:                       # questions asked one after another
          - question: How long is the bridge?
            expect: [84 metres]
          - question: And how wide?
            expect: [[6.5 metres, six and a half metres]]

Optional: `forbid` (facts that must not be in the answer), `instead` (facts which, said in place of
abstaining, are right too: a false premise corrected), `kind` (one of those in `eval/cases/case.py`;
reports group by it) and `tags`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from yaml.nodes import MappingNode, Node

from eval.cases import nodes
from eval.cases.case import KINDS, Case, Fact, FactsFile, Kind, Source
from eval.cases.matching import contains

_FILE_FIELDS = ("documents", "cases")
_CASE_FIELDS = ("question", "expect", "forbid", "cite", "abstain", "instead", "kind", "tags")
_TALK_FIELDS = ("conversation", "kind", "tags")
_PAGE = re.compile(r"(?P<file>.+?),\s*(?:page|p\.)\s*(?P<page>\d+)$", re.IGNORECASE)
UNFINISHED = "TODO"  # what `footnote feedback export` leaves for a person to write


def load_facts(path: Path | str, documents: Sequence[Path] | None = None) -> FactsFile:
    """Read and check a facts file.

    Args:
        documents: The documents that the cases ask about, in place of the file's own list.

    Raises:
        FactsError: It can't be read or something in it is wrong; the message names the line.
    """
    path = Path(path)
    return nodes.read(path, lambda root: _facts_file(root, path.parent, documents))


def _facts_file(root: Node | None, folder: Path, given: Sequence[Path] | None) -> FactsFile:
    found = nodes.fields(root, _FILE_FIELDS, "a facts file")
    for name in _FILE_FIELDS if given is None else ("cases",):
        if name not in found:
            raise nodes.NodeError(f"a facts file needs '{name}'.", root)
    listed = () if given is not None else nodes.items(found["documents"])
    documents = tuple(given or (_document(node, folder) for node in listed))
    names = tuple(document.name for document in documents)
    cases: dict[str, Case] = {}
    for node in nodes.items(found["cases"]):
        for case in _cases(node, names):
            earlier = cases.setdefault(case.id, case)
            if earlier is not case:
                raise nodes.NodeError(
                    f"this question was already asked in line {earlier.line}.", node
                )
    return FactsFile(documents, tuple(cases.values()))


def _document(node: Node, folder: Path) -> Path:
    path = (folder / nodes.text(node)).resolve()
    if not path.exists():
        raise nodes.NodeError(
            f"there is no document '{nodes.text(node)}'; looked for {path}.", node
        )
    return path


def _cases(node: Node, documents: tuple[str, ...]) -> Iterator[Case]:
    """One case, or the turns of a conversation."""
    if not _is_conversation(node):
        yield _case(node, documents)
        return
    found = nodes.fields(node, _TALK_FIELDS, "a conversation")
    earlier: tuple[str, ...] = ()
    for turn in nodes.items(found["conversation"]):
        case = _case(turn, documents, earlier, found)
        yield case
        earlier = (*earlier, case.question)


def _is_conversation(node: Node) -> bool:
    return isinstance(node, MappingNode) and any(
        key.value == "conversation" for key, _ in node.value
    )


def _case(
    node: Node,
    documents: tuple[str, ...],
    earlier: tuple[str, ...] = (),
    shared: dict[str, Node] | None = None,
) -> Case:
    """One question; `shared` holds what its conversation says for all its turns."""
    found = nodes.fields(node, _CASE_FIELDS, "a case")
    if "question" not in found:
        raise nodes.NodeError("a case needs a 'question'.", node)
    expect = facts_at(found.get("expect"))
    abstain = "abstain" in found and nodes.flag(found["abstain"], "abstain")
    if abstain and expect:
        raise nodes.NodeError(
            "a case has either 'expect' or 'abstain: true', not both; what is right as well as "
            "abstaining goes into 'instead'.",
            node,
        )
    if not abstain and not expect:
        raise nodes.NodeError("a case needs 'expect', or 'abstain: true'.", node)
    if "instead" in found and not abstain:
        raise nodes.NodeError("'instead' goes with 'abstain: true'.", found["instead"])
    given = {**(shared or {}), **found}
    tags = [*nodes.items((shared or {}).get("tags")), *nodes.items(found.get("tags"))]
    return Case(
        question=nodes.text(found["question"]),
        earlier=earlier,
        expect=expect,
        forbid=tuple(_wording(fact) for fact in nodes.items(found.get("forbid"))),
        cite=tuple(_source(source, documents) for source in nodes.items(found.get("cite"))),
        abstain=abstain,
        instead=facts_at(found.get("instead")),
        kind=_kind(given["kind"]) if "kind" in given else _usual(expect, abstain, earlier),
        tags=tuple(dict.fromkeys(map(nodes.text, tags))),
        line=nodes.line_of(node),
    )


def _usual(expect: tuple[Fact, ...], abstain: bool, earlier: tuple[str, ...]) -> Kind:
    if earlier:
        return "follow-up"
    if abstain:
        return "near"
    return "several" if len(expect) > 1 else "single"


def facts_at(node: Node | None) -> tuple[Fact, ...]:
    """The facts of a list, each as its alternatives in wording.

    Raises:
        NodeError: One of them has nothing that a text could state.
    """
    return tuple(fact_at(fact) for fact in nodes.items(node))


def fact_at(node: Node) -> Fact:
    """One fact: a text, or a list of alternatives; raises as `facts_at`."""
    return tuple(map(_wording, nodes.items(node)))


def _wording(node: Node) -> str:
    fact = nodes.text(node)
    if fact == UNFINISHED:
        raise nodes.NodeError(f"write the fact in place of '{UNFINISHED}'.", node)
    if not contains(fact, fact):
        raise nodes.NodeError(
            f"'{fact}' has no word and no number that an answer could state.", node
        )
    return fact


def _kind(node: Node) -> Kind:
    name = nodes.text(node)
    if name not in KINDS:
        raise nodes.NodeError(f"'{name}' is not a kind of case{nodes.suggest(name, KINDS)}", node)
    return name


def _source(node: Node, documents: tuple[str, ...]) -> Source:
    text = nodes.text(node)
    paged = _PAGE.match(text)
    name = paged["file"] if paged else text
    if name not in documents:
        raise nodes.NodeError(
            f"'{name}' is not one of the documents{nodes.suggest(name, documents)}", node
        )
    return Source(name, int(paged["page"]) if paged else None)
