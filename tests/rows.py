"""Rows made by hand for the tests of what is measured: a case, and what a system did."""

from functools import cache

from eval.cases.case import Case, Source
from eval.observed import Cited, Observed, Retrieved, Row, Said
from index.load import load
from index.split import split


def case(*facts, question="How many?", **fields):
    """A case that expects the facts; a fact is a wording or a list of them."""
    expect = tuple((fact,) if isinstance(fact, str) else tuple(fact) for fact in facts)
    cite = tuple(Source(*source) for source in fields.pop("cite", ()))
    return Case(question, expect=expect, cite=cite, **fields)


def unanswerable(question="Who?", *instead, **fields):
    """A case on which abstaining is right, or saying `instead`."""
    return Case(question, abstain=True, instead=tuple((fact,) for fact in instead), **fields)


def cited(quote, file="a.md", page=None, start=0):
    return Cited(file, page, start, start + len(quote), quote)


def said(text, *quotes, status=""):
    """A sentence and what it cites: quotes of a.md, or citations."""
    found = tuple(cited(quote) if isinstance(quote, str) else quote for quote in quotes)
    return Said(text, found, status)


def answered(of, *sentences, **fields):
    """A row of an answer; a sentence is what `said` made, or a text that cites itself."""
    spoken = tuple(said(s, s) if isinstance(s, str) else s for s in sentences)
    text = fields.pop("text", " ".join(sentence.text for sentence in spoken))
    return Row("made", of, Observed(text, spoken, **fields))


def abstained(of, **fields):
    return Row("made", of, Observed("", abstained=True, **fields))


def failed(of, **fields):
    return Row("made", of, Observed("", error="no model", **fields))


def found(of, *facts):
    """A row whose passages hold these facts: a tuple of their numbers for each passage."""
    passages = tuple(Retrieved("a.md", i, i + 1, held) for i, held in enumerate(facts))
    return Row("made", of, Observed("", abstained=True, passages=passages))


@cache
def sentences_of(path):
    """All sentences of a document, headings among them."""
    passages = split(load(path), count=lambda texts: [1 for _ in texts], limit=9)
    return tuple(dict.fromkeys(s.text for p in passages for s in p.sentences))
