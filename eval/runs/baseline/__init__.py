"""What Footnote is held against: LlamaIndex's own `CitationQueryEngine`, as its guide sets it up.

Over the same documents (their texts as Footnote reads them), with the same embedder and the same
language model, and scored by the same code. Chunks are as long as the embedder reads; three are
retrieved and numbered as sources, as in LlamaIndex's guide to the engine. It keeps no conversation.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from typing import Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.llms import LLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.schema import NodeWithScore, QueryBundle

from chatbot.cite import resolve
from chatbot.write import abstains, whole_sentences
from eval.cases.case import Case
from eval.observed import Cited, Observed, Said
from eval.runs.baseline.adapters import FootnoteEmbedding, Metered
from eval.runs.systems import DEPTH, Found, retrieved
from index.embed import Embedder
from index.errors import FootnoteError

_SOURCES, _SOURCE_TOKENS = 3, 512  # as in LlamaIndex's guide
_OVERLAP = 20
# Its prompt numbers the sources as "Source 1:", and small models cite them so.
_SPELT_OUT = re.compile(r"[(\[]?\bsource (\d+)\b[)\]]?", re.IGNORECASE)


class Baseline:
    """LlamaIndex's citation query engine over texts that Footnote has read.

    Args:
        texts: File name and text of each document.
        embedder: What Footnote embeds with.
        llm: What writes, also for Footnote.
    """

    def __init__(
        self, name: str, texts: Sequence[tuple[str, str]], embedder: Embedder, llm: LLM
    ) -> None:
        self.name = name
        self._llm = Metered(llm)
        index = VectorStoreIndex.from_documents(
            [_document(file, text) for file, text in texts],
            embed_model=FootnoteEmbedding(embedder),
            transformations=[_splitter(embedder)],
        )
        self._engine = CitationQueryEngine.from_args(
            index,
            llm=self._llm,
            similarity_top_k=_SOURCES,
            citation_chunk_size=_SOURCE_TOKENS,
            citation_chunk_overlap=_OVERLAP,
            streaming=True,
        )
        self._deep = index.as_retriever(similarity_top_k=DEPTH)

    def warm(self) -> None:
        list(self._llm.stream_complete("Hello", max_tokens=1))
        self._engine.retrieve(QueryBundle("warm up"))

    def ask(self, case: Case) -> Observed:
        try:
            return self._ask(case)
        except Exception as error:  # whatever LlamaIndex's model client raises
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise FootnoteError(f"The baseline got no answer: {reason}") from error

    def _ask(self, case: Case) -> Observed:
        query = QueryBundle(case.question)
        self._llm.reset()
        started = time.perf_counter()
        nodes = self._engine.retrieve(query)
        evidence = time.perf_counter() - started
        response: Any = self._engine.synthesize(query, nodes)
        pieces, words = [], 0.0
        for piece in response.response_gen if nodes else ():
            words = words or time.perf_counter() - started
            pieces.append(piece)
        seconds = time.perf_counter() - started
        said = list(_said("".join(pieces), response.source_nodes))
        passages = [_found(node) for node in self._deep.retrieve(query)]
        return Observed(
            text=" ".join(sentence.text for sentence in said),
            sentences=tuple(said),
            abstained=not said or abstains(said[0].text),
            passages=retrieved(case, passages),
            seconds_to_evidence=evidence,
            seconds_to_words=words or seconds,
            seconds=seconds,
            tokens_read=self._llm.read,
            tokens_written=self._llm.written,
        )


def _splitter(embedder: Embedder) -> SentenceSplitter:
    """Chunks that the embedder reads to their end; the engine's default of 1,024 it would not."""
    return SentenceSplitter(
        chunk_size=embedder.max_tokens,
        chunk_overlap=_OVERLAP,
        tokenizer=lambda text: [0] * embedder.count_tokens([text])[0],
    )


def _document(file: str, text: str) -> Document:
    """A document whose name travels along and is shown to nobody, as LlamaIndex's reader has it."""
    return Document(
        text=text,
        metadata={"file": file},
        excluded_embed_metadata_keys=["file"],
        excluded_llm_metadata_keys=["file"],
    )


def _said(text: str, sources: Sequence[NodeWithScore]) -> Iterator[Said]:
    """The answer's sentences with what their marks point to, read as Footnote reads a model's."""
    cited = {number: _cited(node) for number, node in enumerate(sources, start=1)}
    for raw in whole_sentences([_SPELT_OUT.sub(r"[\1]", text)]):
        resolved = resolve(raw, cited)
        if any(map(str.isalnum, resolved.text)):
            yield Said(resolved.text, tuple(cited[n] for n in resolved.numbers))


def _cited(node: NodeWithScore) -> Cited:
    found = _found(node)
    # The engine heads each source with its number, which is no part of the quote.
    quote = re.sub(r"\ASource \d+:\n", "", found.text).strip()
    return Cited(found.file, None, found.start, found.end, quote)


def _found(node: NodeWithScore) -> Found:
    inner: Any = node.node
    start = inner.start_char_idx or 0
    return Found(inner.metadata["file"], start, inner.end_char_idx or start, node.text)
