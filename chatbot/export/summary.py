"""A summary as a report."""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.export.phrases import BEFORE, around, described, model_name, said, shown, withheld
from chatbot.export.report import (
    Block,
    Heading,
    Items,
    Line,
    Paragraph,
    Report,
    Run,
    Strips,
    Table,
)
from chatbot.types import AnswerSentence, KeyFact, Section, Summary, Theme
from chatbot.wording.dates import written
from chatbot.wording.quoted import quoted
from chatbot.wording.shown import count
from index.types import DocumentInfo

_NAMED = 3  # titles that a title may hold
_COLUMNS = ("Section", "Sentences", "Cited", "What became of it", "Facts left out")
NOTHING = "There was nothing to summarise."


def summary_report(summary: Summary) -> Report:
    """The gist, the summary, its facts and themes, and what it rests on and leaves out."""
    blocks = (
        *_head(summary),
        *_text(summary),
        *_facts(summary.key_facts),
        *_themes(summary.themes),
        *_coverage(summary),
        *withheld(summary.withheld),
        *_about(summary),
    )
    return Report("Summary", _title(summary.documents), blocks)


def _title(documents: tuple[DocumentInfo, ...]) -> str:
    if not documents:
        return "No document"
    if len(documents) == 1:
        return documents[0].title
    if len(documents) <= _NAMED:
        return quoted([document.title for document in documents])
    return count(len(documents), "document")


def _head(summary: Summary) -> Iterator[Block]:
    if summary.focus:
        yield Paragraph((Run(f"On “{summary.focus}”", "soft"),), "small")
    if summary.gist:
        yield Paragraph(said(summary.gist), "lead")


def _text(summary: Summary) -> Iterator[Block]:
    yield Heading(2, "Summary")
    line = tuple(run for sentence in summary.sentences for run in said(sentence))
    yield Paragraph(line or (Run(NOTHING),))
    yield Strips(summary)


def _facts(facts: tuple[KeyFact, ...]) -> Iterator[Block]:
    if facts:
        yield Heading(2, "Key facts")
        yield Items(tuple(map(_fact, facts)))


def _fact(fact: KeyFact) -> Line:
    quote, notes = around(fact.text, fact.citation.quote), (fact.citation,)
    if quote == shown(fact.text):
        return (Run(fact.text, "strong", notes),)
    return Run(fact.text, "strong"), Run(f"– {quote}", notes=notes)


def _themes(themes: tuple[Theme, ...]) -> Iterator[Block]:
    if themes:
        yield Heading(2, "Themes")
    for theme in themes:
        yield Heading(3, theme.name)
        differ = f"The documents differ: {theme.difference}." if theme.difference else ""
        found = "The documents agree." if theme.agreed else differ or "Each speaks of it."
        yield Paragraph((Run(found, "strong" if differ else "plain"),))
        yield Items(tuple((*said(s), Run(_source(s), "soft")) for s in theme.sentences))


def _source(sentence: AnswerSentence) -> str:
    """Which documents say it, with their dates: what tells differing values apart."""
    stated = dict.fromkeys((c.title, c.date) for c in sentence.citations)
    named = [f"{title}, {written(date) if date else 'no date stated'}" for title, date in stated]
    return f"({'; '.join(named)})" if named else ""


def _coverage(summary: Summary) -> Iterator[Block]:
    coverage = summary.coverage
    if not coverage.sections:
        return
    yield Heading(2, "What was read, and what was left out")
    rests = sum(section.cited > 0 for section in coverage.sections)
    told = [f"{count(coverage.count('read'), 'section')} read"]
    told += [f"{coverage.count(s)} {s}" for s in ("skipped", "failed")]
    cited = sum(section.cited for section in coverage.sections)
    yield Paragraph(
        (Run(f"{', '.join(told)}."),
         Run(f"The summary rests on {count(cited, 'sentence')} in {count(rests, 'section')}."))
    )  # fmt: skip
    several = len(summary.documents) > 1
    for document in summary.documents:
        sections = [s for s in coverage.sections if s.document == document.id]
        if sections and several:
            yield Heading(3, document.title)
        if sections:
            yield Table(
                f"Sections of {document.title}",
                _COLUMNS,
                tuple(map(_section, sections)),
                named=True,
                numbers=(1, 2),
                quiet=True,
            )


def _section(section: Section) -> tuple[Line, ...]:
    state = f"{section.state}: {section.reason}" if section.reason else section.state
    return (
        (Run(section.heading or BEFORE),),
        (Run(f"{section.sentences:,}"),),
        (Run(f"{section.cited:,}"),),
        (Run(state),),
        tuple(_missing(section.left_out)),
    )


def _missing(facts: tuple[KeyFact, ...]) -> Iterator[Run]:
    for left, fact in enumerate(facts, start=1 - len(facts)):
        yield Run(f"{fact.text};" if left else fact.text, notes=(fact.citation,))


def _about(summary: Summary) -> Iterator[Block]:
    yield Heading(2, "About this summary")
    if len(summary.documents) == 1:
        yield Paragraph((Run(f"Of {described(summary.documents[0])}."),), "small")
    else:
        yield Items(tuple((Run(described(document)),) for document in summary.documents))
    told = [
        f"{count(summary.asked_words, 'word')} asked for, {summary.words:,} written,"
        f" by {model_name(summary.model)}."
    ]
    if summary.replaced:
        was = "was" if summary.replaced == 1 else "were"
        told.append(
            f"{count(summary.replaced, 'sentence')} of the model {was} not supported, and replaced"
            " by the words of the document."
        )
    if summary.omitted:
        was = "was" if summary.omitted == 1 else "were"
        told.append(
            f"{count(summary.omitted, 'sentence')} of the model {was} not supported, and left out."
        )
    if summary.filled:
        was = "was" if summary.filled == 1 else "were"
        told.append(f"{count(summary.filled, 'sentence')} {was} chosen without it.")
    yield Paragraph((Run(" ".join(told)),), "small")
