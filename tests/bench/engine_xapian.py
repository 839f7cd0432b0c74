"""Xapian by its Python binding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

import xapian
from corpora import document_of
from engines import FACETS, BareEngine, Found
from questions import Question

from index import Topic

_SEPARATOR = "\x1f"
_TITLE_COUNT = 3  # how often a word of the title counts: whole numbers only
_FLAGS = xapian.QueryParser.FLAG_PHRASE | xapian.QueryParser.FLAG_WILDCARD
_SNIPPET = 200


class XapianEngine(BareEngine):
    """Facets by match spies, whose values are taken apart after the search."""

    title: ClassVar[str] = "Xapian"
    module: ClassVar[str] = "xapian"
    setup: ClassVar[str] = (
        "English stemmer, title counted three times, spelling data; facets by a value slot and a match spy "
        "each (all values of a topic as one string, taken apart after counting), its own snippets; no fsync."
    )
    _base: xapian.Database

    def build(self, topics: Iterable[Topic]) -> None:
        base = xapian.WritableDatabase(
            str(self.folder / "index"), xapian.DB_CREATE_OR_OVERWRITE | xapian.DB_NO_SYNC
        )
        generator = _generator(base)
        for topic in topics:
            base.add_document(_document(topic, generator))
        base.commit()
        base.close()

    def open(self) -> None:
        self._base = xapian.Database(str(self.folder / "index"))
        self._enquire = xapian.Enquire(self._base)
        self._stemmer = xapian.Stem("english")
        self._parser = xapian.QueryParser()
        self._parser.set_database(self._base)
        self._parser.set_stemmer(self._stemmer)
        self._parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)

    def update(self, topics: Sequence[Topic]) -> None:
        base = xapian.WritableDatabase(str(self.folder / "index"), xapian.DB_OPEN | xapian.DB_NO_SYNC)
        generator = _generator(base)
        for topic in topics:
            base.replace_document(_name_term(topic.id), _document(topic, generator))
        base.commit()
        base.close()
        self._base.reopen()

    def query(self, question: Question, *, every: bool) -> xapian.Query:
        written = " ".join(question.words)
        if question.form == "phrase":
            written = f'"{written}"'
        elif question.form == "prefix":
            written += "*"
        self._parser.set_default_op(xapian.Query.OP_AND if every else xapian.Query.OP_OR)
        query = self._parser.parse_query(written, _FLAGS)
        if question.narrowed is None:
            return query
        return xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query(_value_term(*question.narrowed)))

    def respell(self, question: Question) -> xapian.Query | None:
        better = self._base.get_spelling_suggestion(question.words[0], 2)
        return self._parser.parse_query(better.decode(), _FLAGS) if better else None

    def ask(self, query: xapian.Query, limit: int) -> Found:
        self._enquire.set_query(query)
        spies = [xapian.ValueCountMatchSpy(slot) for slot in range(len(FACETS))]
        for spy in spies:
            self._enquire.add_matchspy(spy)
        found = self._enquire.get_mset(0, limit, self._base.get_doccount())
        self._enquire.clear_matchspies()
        hits = []
        for match in found:
            name, _, text = match.document.get_data().decode().partition(_SEPARATOR)
            hits.append((name, found.snippet(text, _SNIPPET, self._stemmer).decode()))
        facets = {name: _counts(spy) for name, spy in zip(FACETS, spies, strict=True)}
        return Found(found.get_matches_estimated(), hits, facets)

    def close(self) -> None:
        self._base.close()


def _generator(base: xapian.WritableDatabase) -> xapian.TermGenerator:
    generator = xapian.TermGenerator()
    generator.set_database(base)
    generator.set_stemmer(xapian.Stem("english"))
    generator.set_flags(xapian.TermGenerator.FLAG_SPELLING)
    return generator


def _document(topic: Topic, generator: xapian.TermGenerator) -> xapian.Document:
    document = document_of(topic)
    made = xapian.Document()
    made.set_data(f"{document.name}{_SEPARATOR}{document.text}")
    made.add_boolean_term(_name_term(document.name))
    for slot, facet in enumerate(FACETS):
        values = document.facets[facet]
        made.add_value(slot, _SEPARATOR.join(values))
        for value in values:
            made.add_boolean_term(_value_term(facet, value))
    generator.set_document(made)
    generator.index_text(document.title, _TITLE_COUNT)
    generator.increase_termpos()
    generator.index_text(document.text)
    return made


def _counts(spy: xapian.ValueCountMatchSpy) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in spy.values():
        if item.term:
            for value in item.term.decode().split(_SEPARATOR):
                counts[value] = counts.get(value, 0) + item.termfreq
    return counts


def _name_term(name: str) -> str:
    return ("Q" + name)[:200]


def _value_term(facet: str, value: str) -> str:
    return f"X{facet.upper()}:{value}"[:200]
