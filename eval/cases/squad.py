"""Any file in SQuAD's format (Rajpurkar et al. 2016, 2018) as open-domain question answering.

All its paragraphs are indexed together and each question is asked without its paragraph, so the
right one has to be found first. A question that SQuAD 2.0 calls impossible is so by its own
paragraph; that another paragraph answers it is possible, and counted as if it didn't.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ValidationError

from eval.cases.case import Case, FactsError, Span
from eval.cases.dataset import Dataset
from eval.cases.matching import contains
from index.load import load


class _Answer(BaseModel):
    text: str
    answer_start: int = 0


class _Question(BaseModel):
    question: str
    answers: list[_Answer] = []
    is_impossible: bool = False


class _Paragraph(BaseModel):
    context: str
    qas: list[_Question]


class _Article(BaseModel):
    title: str = ""
    paragraphs: list[_Paragraph]


class _File(BaseModel):
    data: list[_Article]


def squad(path: Path, folder: Path, only: Sequence[str] = ()) -> Dataset:
    """The file's questions; each of its articles becomes a text file in `folder`.

    Args:
        only: Titles of the articles to take; all by default.

    Raises:
        FactsError: It can't be read, is not in SQuAD's format, or lacks an article of that title.
    """
    try:
        articles = _chosen(_File.model_validate_json(path.read_bytes()).data, only, path)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FactsError(
            f"{error.filename} can't be read or written: {error.strerror}.", "Check the name."
        ) from None
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "the file"
        raise FactsError(
            f"{path.name} is not in SQuAD's format: {where}: {error.errors()[0]['msg']}.",
            "It wants data[].paragraphs[].context and .qas[].question, .answers[].text.",
        ) from None
    documents: list[Path] = []
    cases: dict[str, Case] = {}
    for number, article in enumerate(articles, start=1):
        document = folder / f"{number:03} {_file_name(article.title)}.txt"
        bodies = [" ".join(paragraph.context.split()) for paragraph in article.paragraphs]
        document.write_text("\n\n".join(bodies), encoding="utf-8")
        documents.append(document)
        for paragraph, gold in zip(article.paragraphs, _spans(document), strict=True):
            cases.update({case.id: case for case in _cases(paragraph, gold)})
    lost = sum(len(p.qas) for article in articles for p in article.paragraphs) - len(cases)
    left_out = f"{lost} questions were asked twice or have no answer in words" if lost else ""
    return Dataset(path.name, tuple(documents), tuple(cases.values()), left_out)


def _chosen(articles: list[_Article], only: Sequence[str], path: Path) -> list[_Article]:
    titles = {article.title.replace("_", " ") for article in articles}
    wanted = {title.replace("_", " ") for title in only} or titles
    if missing := sorted(wanted - titles):
        raise FactsError(
            f"{path.name} has no article {missing[0]!r}.", f"It has: {', '.join(sorted(titles))}."
        )
    return [article for article in articles if article.title.replace("_", " ") in wanted]


def _spans(document: Path) -> Iterator[Span]:
    """Where each paragraph stands in the text as Footnote reads it, which mends characters."""
    start = 0
    for body in load(document).text.split("\n\n"):
        yield Span(document.name, start, start + len(body))
        start += len(body) + 2


def _cases(paragraph: _Paragraph, gold: Span) -> Iterator[Case]:
    for asked in paragraph.qas:
        question = " ".join(asked.question.split())
        ways = tuple(dict.fromkeys(" ".join(answer.text.split()) for answer in asked.answers))
        ways = tuple(way for way in ways if contains(way, way))
        if not question:
            continue
        if asked.is_impossible:
            yield Case(question, abstain=True, kind="near", gold=gold)
        elif ways:
            yield Case(question, expect=(ways,), gold=gold)


def _file_name(title: str) -> str:
    return re.sub(r"[^\w -]+", "", title.replace("_", " ")).strip()[:60] or "article"
