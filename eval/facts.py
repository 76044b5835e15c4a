"""Facts files: YAML in which anybody can write down questions and the facts that answer them.

    documents: [../documents/report.md]     # relative to the facts file
    cases:
      - question: How many people work there?
        expect: ["430"]                     # each must be in the answer; a list is alternatives
        cite: report.md                     # optional: a document that must be cited
      - question: What is the capital of France?
        abstain: true

`forbid` (facts that must not be in the answer) and `tags` are optional lists.
"""

from __future__ import annotations

from pathlib import Path

from yaml.nodes import Node

from chatbot.types import Answer
from eval import nodes
from eval.case import Case, FactsError, FactsFile, Judgement
from eval.matching import contains

__all__ = ["Case", "FactsError", "FactsFile", "Judgement", "contains", "judge", "load_facts"]

_FILE_FIELDS = ("documents", "cases")
_CASE_FIELDS = ("question", "expect", "forbid", "cite", "abstain", "tags")


def load_facts(path: Path | str) -> FactsFile:
    """Read and check a facts file.

    Raises:
        FactsError: It can't be read or something in it is wrong; the message names the line.
    """
    path = Path(path)
    try:
        return _facts_file(nodes.compose(path), path.parent)
    except nodes.NodeError as error:
        raise FactsError(f"{path.name}, line {error.line}: {error}") from None


def judge(case: Case, answer: Answer) -> Judgement:
    """Compare an answer with its case; only the answer's own sentences and citations count."""
    if case.abstain or answer.abstained:
        return Judgement(
            missing=case.expect,
            wrongly_abstained=answer.abstained and not case.abstain,
            wrongly_answered=case.abstain and not answer.abstained,
        )
    cited = {Path(citation.path).name for citation in answer.citations}
    return Judgement(
        missing=tuple(
            ways for ways in case.expect if not any(contains(answer.text, way) for way in ways)
        ),
        forbidden=tuple(fact for fact in case.forbid if contains(answer.text, fact)),
        uncited=case.cite if case.cite and case.cite not in cited else None,
    )


def _facts_file(root: Node | None, folder: Path) -> FactsFile:
    found = nodes.fields(root, _FILE_FIELDS, "a facts file")
    for name in _FILE_FIELDS:
        if name not in found:
            raise nodes.NodeError(f"a facts file needs '{name}'.", root)
    documents = tuple(_document(node, folder) for node in nodes.items(found["documents"]))
    names = tuple(document.name for document in documents)
    cases: dict[str, Case] = {}
    for node in nodes.items(found["cases"]):
        case = _case(node, names)
        earlier = cases.setdefault(case.question.casefold(), case)
        if earlier is not case:
            raise nodes.NodeError(f"this question was already asked in line {earlier.line}.", node)
    return FactsFile(documents, tuple(cases.values()))


def _document(node: Node, folder: Path) -> Path:
    path = (folder / nodes.text(node)).resolve()
    if not path.exists():
        raise nodes.NodeError(
            f"there is no document '{nodes.text(node)}'; looked for {path}.", node
        )
    return path


def _case(node: Node, documents: tuple[str, ...]) -> Case:
    found = nodes.fields(node, _CASE_FIELDS, "a case")
    if "question" not in found:
        raise nodes.NodeError("a case needs a 'question'.", node)
    expect = tuple(
        tuple(_fact(way) for way in nodes.items(fact)) for fact in nodes.items(found.get("expect"))
    )
    abstain = "abstain" in found and _flag(found["abstain"])
    if abstain and expect:
        raise nodes.NodeError("a case has either 'expect' or 'abstain: true', not both.", node)
    if not abstain and not expect:
        raise nodes.NodeError("a case needs 'expect', or 'abstain: true'.", node)
    return Case(
        question=nodes.text(found["question"]),
        expect=expect,
        forbid=tuple(_fact(fact) for fact in nodes.items(found.get("forbid"))),
        cite=_cite(found["cite"], documents) if "cite" in found else None,
        abstain=abstain,
        tags=tuple(nodes.text(tag) for tag in nodes.items(found.get("tags"))),
        line=nodes.line_of(node),
    )


def _fact(node: Node) -> str:
    fact = nodes.text(node)
    if not contains(fact, fact):
        raise nodes.NodeError(
            f"'{fact}' has no word and no number that an answer could state.", node
        )
    return fact


def _flag(node: Node) -> bool:
    value = nodes.text(node).lower()
    if value not in {"true", "false"}:
        raise nodes.NodeError("'abstain' is either true or false.", node)
    return value == "true"


def _cite(node: Node, documents: tuple[str, ...]) -> str:
    name = nodes.text(node)
    if name not in documents:
        raise nodes.NodeError(
            f"'{name}' is not one of the documents{nodes.suggest(name, documents)}", node
        )
    return name
