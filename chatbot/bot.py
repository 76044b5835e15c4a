"""`Chatbot`: the rooms wired together, and the public API."""

from __future__ import annotations

import asyncio
import copy
import os
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pydantic import SecretStr

from chatbot import compare as comparing
from chatbot import feedback
from chatbot.answer import Answerer
from chatbot.conversation import Conversation
from chatbot.doctor import Diagnosis, diagnose, mend, with_history
from chatbot.history import Conversations, HistoryFile
from chatbot.models import (
    SECONDS,
    ModelChoice,
    ModelError,
    check_name,
    choices,
    model_name,
    open_llm,
    trial,
)
from chatbot.models.errors import plainly
from chatbot.reader import Reader
from chatbot.settings import Settings, load_settings
from chatbot.suggesting import Suggester
from chatbot.summary import Summariser
from chatbot.types import (
    Answer,
    AnswerDone,
    Citation,
    Comparison,
    Event,
    Summary,
    SummaryDone,
    SummaryEvent,
)
from index import facsimile
from index.database import Database
from index.dense import DenseIndex
from index.embed import Embedder
from index.errors import UnfitRequest
from index.facsimile import Mark, PageImage
from index.ingest import AddReport, Ingest, Progress
from index.library import Library
from index.search import Searcher, SentenceHit
from index.types import Document, DocumentInfo
from index.vectors import Vectors
from index.words import sound

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

    from index.retriever import FootnoteRetriever

Source = str | os.PathLike[str]
_SHARED = ("_vectors", "_dense", "_ingest", "_searcher", "_reader", "_history", "_suggester")


class Chatbot:
    """A library of documents, and answers out of it. Safe to share between threads.

    Opening one loads nothing heavy: the embedder, Chroma and an LLM each load when first needed.

    Args:
        home: The library folder, made if missing; FOOTNOTE_HOME or ~/footnote by default.
        model: "builtin", "local:smollm2", "local:/path.gguf", "openai:<model>", "ollama:<model>",
            or a llama-index LLM of your own.
        settings: A whole settings tree instead; keywords still override its fields.
        **overrides: Any field of `chatbot.settings.Settings`.

    Raises:
        FootnoteError: A setting is wrong, or the library cannot be opened.
    """

    def __init__(
        self,
        home: Source | None = None,
        model: str | LLM | None = None,
        *,
        settings: Settings | None = None,
        **overrides: object,
    ) -> None:
        given = {"home": home, "model": model if isinstance(model, str) else None, **overrides}
        if settings is not None:
            fields = settings.model_dump(exclude_unset=True)
            given = {**fields, **{k: v for k, v in given.items() if v is not None}}
        self.settings = load_settings(**given)
        self._llm_given = None if isinstance(model, str) else model
        self._base: Chatbot | None = None  # whose library it is, if another's
        check_name(self.settings.model)
        check_name(self.settings.checker, "FOOTNOTE_CHECKER")
        self._database = Database(self.settings.home)
        self._library = Library(self._database)
        self._embedder = Embedder(self.settings.embedder)

    # Documents.

    def add(
        self,
        *sources: Source | Iterable[Source],
        progress: Callable[[Progress], None] | None = None,
        prune: bool = False,
    ) -> AddReport:
        """Read files, folders and globs into the library; what has not changed costs nothing.

        Args:
            sources: Paths, or collections of paths.
            progress: Told how far it is, e.g. `print`.
            prune: Also remove documents whose files are gone from the given folders.

        Returns:
            What became of each file; one that could not be read is in `.failed` with its reason.
        """
        flat: list[Source] = []
        for source in sources:
            flat += [source] if isinstance(source, (str, os.PathLike)) else list(source)
        return self._ingest.add(flat, progress, prune)

    def remove(self, name: str) -> DocumentInfo:
        """Remove a document, named by id, path or title, from the library; its file stays.

        Raises:
            UnknownDocument: None has that name, or several have.
        """
        info = self._library.find(str(name))
        self._ingest.remove(info.id)
        return info

    def documents(self) -> list[DocumentInfo]:
        """All documents, by title."""
        return self._library.documents()

    def find(self, name: str) -> DocumentInfo:
        """The document of this id, path or title; raises UnknownDocument."""
        return self._library.find(str(name))

    def text(self, name: str) -> str:
        """A document's text: what every citation's `start` and `end` point into."""
        return self._library.text(self.find(name).id)

    def document(self, name: str) -> Document:
        """A whole document: its text, and where its pages, headings, items and rows stand in it."""
        return self._library.document(self.find(name).id)

    def page_image(self, document: str, page: int, width: int = 900) -> PageImage:
        """A page of a PDF as it looks.

        Args:
            document: Its id, path or title.
            page: From 1.
            width: In pixels, 100 to 3,000.

        Raises:
            UnknownDocument: None has that name, or several have.
            PageError: It has no such page, or its file is gone or was changed since it was read.
        """
        found = facsimile.unchanged(self._library, self.find(document))
        return facsimile.page_image(found, page, width)

    def page_marks(self, citation: Citation, page: int | None = None) -> tuple[Mark, ...]:
        """Where the cited words stand on their page: rectangles (x0, y0, x1, y1) to draw over it,
        fractions of the page from its top left corner.

        Args:
            page: The page asked about; by default that on which the words begin.

        Returns:
            One for each line or cell, in reading order; none if they cannot be made out there.

        Raises:
            As `page_image`.
        """
        document = self._library.document(self.find(citation.document).id)
        path = facsimile.unchanged(self._library, self.find(document.id))
        number = page or citation.page or 1
        return tuple(facsimile.page_marks(path, document, citation.start, citation.end, number))

    # Questions.

    def ask(self, question: str, documents: Sequence[str] | None = None) -> Answer:
        """Answer a question with citations, or abstain.

        Args:
            documents: Ids, paths or titles of the documents to use; None for all.
        """
        for event in self.stream(question, documents):
            if isinstance(event, AnswerDone):
                return event.answer
        raise RuntimeError("the stream ended without an answer")

    def stream(self, question: str, documents: Sequence[str] | None = None) -> Iterator[Event]:
        """EvidenceFound, then SentenceWritten…, then AnswerDone; closing it stops the model."""
        ids = self._ids(documents)
        self._ingest.check_manifest()
        yield from self._answerer.stream(" ".join(sound(question).split()), ids)

    async def aask(self, question: str, documents: Sequence[str] | None = None) -> Answer:
        """`ask`, off the event loop."""
        return await asyncio.to_thread(self.ask, question, documents)

    async def astream(
        self, question: str, documents: Sequence[str] | None = None
    ) -> AsyncIterator[Event]:
        """`stream`, off the event loop."""
        events = self.stream(question, documents)
        try:
            while (event := await asyncio.to_thread(next, events, None)) is not None:
                yield event
        finally:
            await asyncio.to_thread(events.close)  # type: ignore[attr-defined]

    def sentences(self, question: str, documents: Sequence[str] | None = None) -> list[SentenceHit]:
        """The sentences that a search finds, not yet judged: what evidence is made from."""
        ids = self._ids(documents)
        return self._searcher.sentences(question, ids)

    def suggestions(
        self, documents: Sequence[str] | None = None, limit: int = 4
    ) -> tuple[str, ...]:
        """Questions that these documents answer, from several of them where there are several.

        Each was made of a sentence, and the built-in reader answers it with just that sentence.
        Kept until the library changes.

        Args:
            documents: Ids, paths or titles; None for all.
            limit: How many at most; there may be fewer, or none.
        """
        return self._suggester.suggest(self._ids(documents), limit)

    def conversation(self, turns: Iterable[Answer] = ()) -> Conversation:
        """A new conversation, or one that goes on from its turns; one for each person."""
        return Conversation(self.stream, lambda: self._llm, turns)

    def conversations(self, owner: str) -> Conversations:
        """The conversations kept for one person.

        Args:
            owner: Whose: nobody else's are seen or changed through what is returned.

        Raises:
            HistoryError: The file that keeps them cannot be used; nothing of it is changed.
        """
        return Conversations(self._history, owner)

    def compare(self, a: str, b: str, about: str | None = None) -> Comparison:
        """Two documents, or two versions of one, side by side; no language model is needed.

        Args:
            a, b: Ids, paths or titles. The older one comes first; as named where dates don't tell.
            about: Only the claims that bear on this.

        Raises:
            UnknownDocument: A name is no document's, or several documents'.
        """
        started = time.perf_counter()
        one, other = (self._source(self.find(name)) for name in (a, b))
        self._ingest.check_manifest()
        bearing = None
        if about is not None and (subject := " ".join(sound(about).split())):
            vector = self._embedder.embed_question(subject)
            bearing = comparing.Bearing(subject, vector, (one, other))
        made = comparing.compare(one, other, self._similarity, bearing)
        return replace(made, seconds=time.perf_counter() - started)

    def _source(self, info: DocumentInfo) -> comparing.Source:
        return comparing.source(info, self._library.passages_of(info.id))

    def retriever(self, limit: int = 10) -> FootnoteRetriever:
        """This library's search as a llama-index `BaseRetriever`."""
        from index.retriever import FootnoteRetriever  # llama-index is slow to import

        return FootnoteRetriever(self._searcher, limit)

    # Summaries.

    def summarise(
        self,
        document: str | None = None,
        words: int = 150,
        focus: str | None = None,
        documents: Sequence[str] | None = None,
    ) -> Summary:
        """The sentences that carry a document, or several, each cited; or a kept summary of them.

        Args:
            document: Its id, path or title; None for `documents`.
            words: How long, 20 to 5,000; it comes out within a tenth of that wherever there is
                enough to say.
            focus: What it is to be about: "pay", "2022". What does not bear on it stays out, and
                the summary may be shorter, or empty.
            documents: Several, by id, path or title; None for all.

        Raises:
            UnknownDocument: None has that name, or several have.
            UnfitRequest: There is no document, or no summary can be so long.
        """
        for event in self.stream_summary(document, words, focus, documents):
            if isinstance(event, SummaryDone):
                return event.summary
        raise RuntimeError("the stream ended without a summary")

    def stream_summary(
        self,
        document: str | None = None,
        words: int = 150,
        focus: str | None = None,
        documents: Sequence[str] | None = None,
    ) -> Iterator[SummaryEvent]:
        """SummaryProgress…, SentenceWritten…, then SummaryDone; closing it stops the model.

        Arguments and errors are those of `summarise`.
        """
        names = documents if document is None else [document]
        found = self.documents() if names is None else [self.find(name) for name in names]
        found = list({info.id: info for info in found}.values())
        if not found:
            raise UnfitRequest("There is no document to summarise.", "Add one first.")
        self._ingest.check_manifest()
        yield from self._summariser.stream(found, words, focus or "", self._model_named)

    # Models.

    def models(self) -> tuple[ModelChoice, ...]:
        """What can be chosen here: the built-in reader, models on this computer, the one set."""
        return choices(self.settings)

    def using(self, model: str, base_url: str | None = None, api_key: str | None = None) -> Chatbot:
        """A chatbot over the same library, opened once, that answers with another model.

        Closing it closes nothing. The address and key that are set go with the model that is set;
        another model gets those given here, so that no key is sent to where it does not belong.

        Args:
            model: As in `Chatbot`.
            base_url: Where its server listens.
            api_key: Kept in memory only.

        Raises:
            ModelError: That is no model's name.
        """
        check_name(model)
        given = {"model": model, "base_url": base_url, "api_key": api_key and SecretStr(api_key)}
        if model == self.settings.model and not base_url:
            del given["base_url"]
            if not api_key:
                del given["api_key"]
        base = self._base or self
        for room in _SHARED:
            getattr(base, room)  # made there first, so that both have the same
        other = copy.copy(base)
        for own in ("_llm", "_answerer", "_summariser"):
            other.__dict__.pop(own, None)
        other.settings = self.settings.model_copy(update=given)
        other._base, other._llm_given = base, None
        return other

    def test_model(self) -> str:
        """Try the model: "" if it answers, else what is wrong and what to do about it.

        A server has ten seconds to its first word; a local model is loaded.
        """
        quick = {"timeout": min(SECONDS, self.settings.timeout)}
        try:
            local = self.settings.model.startswith(("local:", "hf:"))
            shared = self._llm if local or self._llm_given else None
            llm = shared or open_llm(self.settings.model_copy(update=quick))
        except ModelError as error:
            return plainly(error)
        return trial(llm) if llm is not None else ""

    # Feedback.

    def rate(
        self,
        answer: Answer,
        good: bool,
        correction: str = "",
        earlier: Sequence[str] = (),
        owner: str = "",
    ) -> str:
        """Store what a person thinks of an answer, in the library folder.

        Args:
            correction: What would have been right, in their words.
            earlier: The questions before it in the same conversation, oldest first.
            owner: Whose rating it is, as in `conversations`.

        Returns:
            The rating's id, for `unrate`.
        """
        given = feedback.feedback_on(answer, good, correction, tuple(earlier), owner)
        feedback.store(self.settings.home, given)
        return given.id

    def unrate(self, rating: str, owner: str = "") -> None:
        """Take a rating back; raises FeedbackError if this owner has given none of this id."""
        feedback.take_back(self.settings.home, rating, owner)

    def feedback(self, owner: str | None = None) -> list[feedback.Feedback]:
        """What people, or one owner, thought of answers, oldest first."""
        given = feedback.read(self.settings.home)
        return [one for one in given if owner is None or one.owner == owner]

    # Care.

    def doctor(self, fix: bool = False) -> Diagnosis:
        """What is wrong with the library; with `fix`, mend what can be mended first."""
        found = (mend if fix else diagnose)(self._library, self._dense, self._ingest)
        return with_history(found, self._history, fix)

    def warm(self) -> None:
        """Load what the first question will need, so that it is as fast as the next."""
        self._searcher.search("warm up")
        self._reader.load()

    def close(self) -> None:
        """Close the library's files, unless they are another's."""
        if self._base is not None:
            return
        if "_vectors" in self.__dict__:
            self._vectors.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ids(self, names: Sequence[str] | None) -> list[str] | None:
        return None if names is None else [self.find(name).id for name in names]

    # The rooms, each built when first entered.

    @cached_property
    def _vectors(self) -> Vectors:
        name = f"footnote-{self._library.manifest()['library']}"
        folder = Path(self.settings.home) / "chroma"
        return Vectors(folder, name, self.settings.chroma_url)

    @cached_property
    def _dense(self) -> DenseIndex:
        return DenseIndex(self._library, self._vectors, self._embedder.name)

    @cached_property
    def _ingest(self) -> Ingest:
        tokens = self.settings.passage_tokens
        return Ingest(self._library, self._dense, self._embedder, tokens)

    @cached_property
    def _searcher(self) -> Searcher:
        return Searcher(self._library, self._dense, self._embedder)

    @cached_property
    def _history(self) -> HistoryFile:
        return HistoryFile(self.settings.home)

    @cached_property
    def _reader(self) -> Reader:
        return Reader()

    @cached_property
    def _llm(self) -> LLM | None:
        return self._llm_given or open_llm(self.settings)

    @property
    def _model_named(self) -> str:
        """What tells apart the models whose summaries are kept; opens none."""
        if self._llm_given is not None:
            return model_name(self._llm_given)
        return " ".join(filter(None, (self.settings.model, self.settings.base_url)))

    @cached_property
    def _checker(self) -> LLM | None:
        if self._base is not None:
            return self._base._checker  # its address and key are those that are set
        if self.settings.checker == self.settings.model and self._llm_given is None:
            return self._llm  # loaded once
        return open_llm(self.settings.model_copy(update={"model": self.settings.checker}))

    @cached_property
    def _summariser(self) -> Summariser:
        return Summariser(
            self._library,
            self._embedder.embed_question,
            self._similarity,
            llm=lambda: self._llm,
            checker=lambda: self._checker,
        )

    @cached_property
    def _answerer(self) -> Answerer:
        return self._answers_by(lambda: self._llm, lambda: self._checker)

    def _answers_by(
        self, llm: Callable[[], LLM | None], checker: Callable[[], LLM | None]
    ) -> Answerer:
        return Answerer(
            searcher=self._searcher,
            reader=self._reader,
            similarity=self._similarity,
            llm=llm,
            threshold=self.settings.min_confidence,
            answer_tokens=self.settings.answer_tokens,
            checker=checker,
        )

    @cached_property
    def _suggester(self) -> Suggester:
        quoting = self._answers_by(lambda: None, lambda: None)

        def asked(question: str, documents: Sequence[str] | None) -> Answer:
            done = [e for e in quoting.stream(question, documents) if isinstance(e, AnswerDone)]
            return done[0].answer

        return Suggester(self._library, asked)

    def _similarity(self, one: str, other: str) -> float:
        return float(self._embedder.embed_question(one) @ self._embedder.embed_question(other))
