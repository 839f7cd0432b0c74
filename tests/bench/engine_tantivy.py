"""tantivy by its Python binding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

import tantivy
from corpora import document_of
from engines import FACETS, TITLE_WEIGHT, BareEngine, Found
from questions import Question

from index import Topic

_SIZE = 100_000  # of a facet's values: all
_COUNTS = {name: {"terms": {"field": name, "size": _SIZE}} for name in FACETS}
_HEAP = 256_000_000
_STEMMED = "en_stem"


class TantivyEngine(BareEngine):
    """Facets by terms aggregations over fast fields, one for each."""

    title: ClassVar[str] = "tantivy"
    module: ClassVar[str] = "tantivy"
    setup: ClassVar[str] = (
        "Fields title and text with the English stemmer, as many indexing threads as it likes; facets by "
        "terms aggregations over fast fields in one request, its own snippets, prefixes by a regular "
        "expression over unstemmed words, typos by a fuzzy query (two edits)."
    )
    _index: tantivy.Index
    _searcher: tantivy.Searcher

    def build(self, topics: Iterable[Topic]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("name", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("title", stored=False, tokenizer_name=_STEMMED)
        builder.add_text_field("text", stored=True, tokenizer_name=_STEMMED)
        builder.add_text_field("written", tokenizer_name="default", index_option="basic")
        for name in FACETS:
            builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        index = tantivy.Index(builder.build(), str(self.folder))
        writer = index.writer(_HEAP)
        for topic in topics:
            writer.add_document(_document(topic))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self._index = tantivy.Index.open(str(self.folder))
        self._index.config_reader("manual")
        self._searcher = self._index.searcher()

    def update(self, topics: Sequence[Topic]) -> None:
        writer = self._index.writer(_HEAP, 1)
        for topic in topics:
            writer.delete_documents_by_term("name", topic.id)
            writer.add_document(_document(topic))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def query(self, question: Question, *, every: bool) -> tantivy.Query:
        if question.form == "prefix":
            return self._pattern(question.words[0])
        written = " ".join(question.words)
        query = self._index.parse_query(
            f'"{written}"' if question.form == "phrase" else written,
            ["title", "text"],
            {"title": TITLE_WEIGHT},
            conjunction_by_default=every,
        )
        if question.narrowed is None:
            return query
        narrowed = tantivy.Query.term_query(self._index.schema, *question.narrowed)
        must = tantivy.Occur.Must
        return tantivy.Query.boolean_query([(must, query), (must, narrowed)])

    def _pattern(self, start: str) -> tantivy.Query:
        return tantivy.Query.regex_query(self._index.schema, "written", f"{start}.*")

    def respell(self, question: Question) -> tantivy.Query:
        return tantivy.Query.fuzzy_term_query(self._index.schema, "written", question.words[0], 2)

    def ask(self, query: tantivy.Query, limit: int) -> Found:
        first = self._searcher.search(query, limit, count=False).hits
        generator = tantivy.SnippetGenerator.create(self._searcher, query, self._index.schema, "text")
        hits = []
        for _, address in first:
            document = self._searcher.doc(address)
            snippet = generator.snippet_from_doc(document)
            hits.append((document.get_first("name"), snippet.to_html()))
        counted = self._searcher.aggregate(query, _COUNTS)
        facets = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
            for name in FACETS
        }
        return Found(sum(facets["year"].values()), hits, facets)

    def close(self) -> None:
        del self._searcher, self._index


def _document(topic: Topic) -> tantivy.Document:
    document = document_of(topic)
    fields = {
        "name": document.name,
        "title": document.title,
        "text": document.text,
        "written": [document.title, document.text],
        **document.facets,
    }
    return tantivy.Document(**fields)
