"""The library's search as a llama-index retriever, for use in other people's pipelines."""

from __future__ import annotations

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.search import Searcher
from index.types import Hit


class FootnoteRetriever(BaseRetriever):
    """Retrieves passages as nodes whose metadata says where they stand.

    Args:
        searcher: Searches the library.
        limit: Most nodes to return.
    """

    def __init__(self, searcher: Searcher, limit: int = 10) -> None:
        super().__init__()
        self._searcher = searcher
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._searcher.search(query_bundle.query_str, limit=self._limit)
        return [_node(hit) for hit in hits]


def _node(hit: Hit) -> NodeWithScore:
    document, passage = hit.document, hit.passage
    node = TextNode(
        id_=hit.passage_id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={
            "document": document.id,
            "title": document.title,
            "path": document.path,
            "date": document.date.isoformat() if document.date else "",
            "page": passage.sentences[0].page,
            "heading": passage.heading,
        },
    )
    node.excluded_llm_metadata_keys = ["document", "path"]
    return NodeWithScore(node=node, score=hit.score)
