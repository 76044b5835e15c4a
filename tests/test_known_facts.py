"""Asked what is known about the sample documents, the chatbot knows it, or says that it doesn't.

Every facts file is asked over all the sample documents at once, so that each is a distractor for
the others; the NHS facts are also asked over the articles they come from, where those are at hand.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chatbot import Chatbot
from chatbot.types import Answer
from eval.facts import Case, Judgement, judge, load_facts

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ROOT / "eval" / "documents"
FACTS = sorted((ROOT / "eval" / "facts").glob("*.yaml"))
FILES = [path.stem for path in FACTS]
SEEDS = ROOT.parent / "shared" / "seeds"

RIGHT = 0.8  # least share of right answers where the documents say
ABSTAINED = 0.7  # least share of abstentions where they don't
CORE = "core"  # the tag of the cases that must each be right


@dataclass(frozen=True)
class Asked:
    """A case, what was answered, and how it compares."""

    case: Case
    answer: Answer
    judgement: Judgement

    def __str__(self) -> str:
        return (
            f"line {self.case.line}: {self.case.question}\n"
            f"    {self.judgement.reason or 'right'} (confidence {self.answer.confidence:.2f})\n"
            f"    answered: {self.answer.text}"
        )


def ask_all(bot: Chatbot, cases: Iterable[Case]) -> tuple[Asked, ...]:
    answers = ((case, bot.ask(case.question)) for case in cases)
    return tuple(Asked(case, answer, judge(case, answer)) for case, answer in answers)


def library_of(documents: Path, home: Path) -> Chatbot:
    bot = Chatbot(home=home, model="builtin")
    report = bot.add(documents)
    assert not report.failed, [f"{outcome}: {outcome.reason}" for outcome in report.failed]
    assert len(bot.documents()) == sum(path.is_file() for path in documents.iterdir())
    return bot


def assert_share(asked: Iterable[Asked], least: float) -> None:
    """At least this share is right, or a message that lists what is wrong."""
    asked = tuple(asked)
    wrong = [one for one in asked if not one.judgement.correct]
    share = 1 - len(wrong) / len(asked)
    listing = "\n".join(map(str, wrong))
    assert share >= least, (
        f"{len(asked) - len(wrong)} of {len(asked)} right ({share:.0%}, at least {least:.0%} "
        f"wanted). Wrong:\n{listing}"
    )


def assert_quotes_stand_where_they_say(bot: Chatbot, asked: Iterable[Asked]) -> None:
    texts: dict[str, str] = {}
    wrong, checked = [], 0
    for one in asked:
        for citation in (*one.answer.citations, *one.answer.related):
            if citation.document not in texts:
                texts[citation.document] = bot.text(citation.document)
            checked += 1
            if texts[citation.document][citation.start : citation.end] != citation.quote:
                wrong.append(f"{one.case.question}: {citation}")
    assert checked, "no answer cites anything"
    assert not wrong, "\n".join(wrong)


def answerable(asked: Iterable[Asked]) -> list[Asked]:
    return [one for one in asked if not one.case.abstain]


def unanswerable(asked: Iterable[Asked]) -> list[Asked]:
    return [one for one in asked if one.case.abstain]


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    """A library of all the sample documents."""
    with library_of(DOCUMENTS, tmp_path_factory.mktemp("samples")) as bot:
        yield bot


@pytest.fixture(scope="module")
def asked(bot: Chatbot) -> dict[str, tuple[Asked, ...]]:
    """Every case of every facts file, asked once; by the file's name."""
    return {path.stem: ask_all(bot, load_facts(path).cases) for path in FACTS}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    """A library of the articles from which the NHS facts were taken."""
    if not SEEDS.is_dir():
        pytest.skip(f"the articles behind the NHS facts are not here: no folder {SEEDS}")
    with library_of(SEEDS, tmp_path_factory.mktemp("articles")) as bot:
        yield bot


@pytest.fixture(scope="module")
def asked_of_articles(articles: Chatbot) -> tuple[Asked, ...]:
    """The NHS cases, asked once of the articles; the files to cite have other names there."""
    cases = load_facts(ROOT / "eval" / "facts" / "nhs.yaml").cases
    return ask_all(articles, (dataclasses.replace(case, cite=None) for case in cases))


def test_most_questions_are_answered_right(asked):
    assert_share((one for each in asked.values() for one in answerable(each)), RIGHT)


def test_most_questions_without_an_answer_get_none(asked):
    assert_share((one for each in asked.values() for one in unanswerable(each)), ABSTAINED)


def test_most_nhs_questions_without_an_answer_get_none(asked):
    assert_share(unanswerable(asked["nhs"]), ABSTAINED)


def test_the_core_questions_are_all_answered_right(asked):
    core = [one for each in asked.values() for one in each if CORE in one.case.tags]
    assert len(core) == 3
    assert_share(core, 1.0)


@pytest.mark.parametrize("file", FILES)
def test_every_quote_stands_where_its_citation_says(bot, asked, file):
    assert_quotes_stand_where_they_say(bot, asked[file])


@pytest.mark.parametrize("file", FILES)
def test_every_answer_sentence_cites_something(asked, file):
    for one in asked[file]:
        assert one.answer.abstained != bool(one.answer.sentences), one.case.question
        assert all(sentence.citations for sentence in one.answer.sentences), one.case.question


def test_most_nhs_questions_are_answered_right_from_the_articles(asked_of_articles):
    assert_share(answerable(asked_of_articles), RIGHT)


def test_most_questions_that_the_articles_leave_open_get_no_answer(asked_of_articles):
    assert_share(unanswerable(asked_of_articles), ABSTAINED)


def test_the_core_questions_are_answered_right_from_the_articles(asked_of_articles):
    core = [one for one in asked_of_articles if CORE in one.case.tags]
    assert len(core) == 3
    assert_share(core, 1.0)


def test_every_quote_from_the_articles_stands_where_its_citation_says(articles, asked_of_articles):
    assert_quotes_stand_where_they_say(articles, asked_of_articles)
