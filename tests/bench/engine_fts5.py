"""SQLite with FTS5, as the standard library has it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import ClassVar

from corpora import Document, document_of
from engines import FACETS, TITLE_WEIGHT, BareEngine, Found
from questions import Question

from index import Topic
from index.searching.spelling import distance, forgiven

_TABLES = f"""
CREATE TABLE topic (id INTEGER PRIMARY KEY, name TEXT UNIQUE, title TEXT, text TEXT);
CREATE VIRTUAL TABLE words USING fts5(
    title, text, content='topic', content_rowid='id', prefix='1 2 3',
    tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab('words', 'row');
CREATE TABLE value (id INTEGER PRIMARY KEY, facet TEXT, name TEXT, UNIQUE (facet, name));
CREATE TABLE has (topic INTEGER, value INTEGER, PRIMARY KEY (topic, value)) WITHOUT ROWID;
CREATE INDEX has_value ON has (value, topic);
INSERT INTO words (words, rank) VALUES ('rank', 'bm25({TITLE_WEIGHT}, 1.0)');
"""
_FIRST = "SELECT rowid FROM words WHERE words MATCH ? {narrowed} ORDER BY rank LIMIT ?"
_SNIPPETS = """
SELECT words.rowid, topic.name, snippet(words, -1, '[', ']', '…', 24)
FROM words JOIN topic ON topic.id = words.rowid WHERE words MATCH ? AND words.rowid IN ({places})
"""
_COUNTS = """
SELECT has.value, count(*) FROM words JOIN has ON has.topic = words.rowid
WHERE words MATCH ? {narrowed} GROUP BY has.value
"""
_NARROWED = """
AND words.rowid IN (SELECT topic FROM has WHERE value = (SELECT id FROM value WHERE facet = ? AND name = ?))
"""
Query = tuple[str, tuple[str, str] | None]


class Fts5Engine(BareEngine):
    """Two steps: the best twenty by rank, then snippets of these alone; facets by a join."""

    title: ClassVar[str] = "SQLite FTS5"
    module: ClassVar[str] = "sqlite3"
    setup: ClassVar[str] = (
        "External content, Porter stemmer, prefix indexes of 1, 2 and 3 letters, optimised after the build; "
        "the best twenty by `rank` first, snippets of these alone, facets by a join with a table without "
        "row ids; no fsync, 64 MB of cache; respelled over `fts5vocab` with kb's measure, since it has none."
    )
    _base: sqlite3.Connection

    def _connect(self) -> None:
        self._base = sqlite3.connect(self.folder / "index.db", isolation_level=None)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("PRAGMA cache_size = -64000")
        self._base.execute("PRAGMA mmap_size = 4000000000")
        self._base.execute("PRAGMA temp_store = MEMORY")

    def build(self, topics: Iterable[Topic]) -> None:
        self._connect()
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")
        for topic in topics:
            self._add(document_of(topic))
        self._base.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._base.execute("COMMIT")
        self._base.execute("ANALYZE")
        self.close()

    def _add(self, document: Document) -> None:
        row = document[:3]
        number = self._base.execute("INSERT INTO topic (name, title, text) VALUES (?, ?, ?)", row).lastrowid
        self._base.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (number, *row[1:]))
        for facet, values in document.facets.items():
            for name in values:
                self._base.execute("INSERT OR IGNORE INTO value (facet, name) VALUES (?, ?)", (facet, name))
                self._base.execute(
                    "INSERT OR IGNORE INTO has SELECT ?, id FROM value WHERE facet = ? AND name = ?",
                    (number, facet, name),
                )

    def open(self) -> None:
        self._connect()
        self._values = {
            number: (facet, name)
            for number, facet, name in self._base.execute("SELECT id, facet, name FROM value")
        }

    def update(self, topics: Sequence[Topic]) -> None:
        self._base.execute("BEGIN")
        for topic in topics:
            document = document_of(topic)
            old = self._base.execute(
                "SELECT id, title, text FROM topic WHERE name = ?", (document.name,)
            ).fetchone()
            self._base.execute(
                "INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)", old
            )
            self._base.execute("DELETE FROM has WHERE topic = ?", old[:1])
            self._base.execute("DELETE FROM topic WHERE id = ?", old[:1])
            self._add(document)
        self._base.execute("COMMIT")

    def query(self, question: Question, *, every: bool) -> Query:
        if question.form == "phrase":
            match = '"' + " ".join(question.words) + '"'
        elif question.form == "prefix":
            match = f'"{question.words[0]}"*'
        else:
            match = (" AND " if every else " OR ").join(f'"{word}"' for word in question.words)
        return match, question.narrowed

    def respell(self, question: Question) -> Query | None:
        word = question.words[0]
        allowed = forgiven(word)
        best: tuple[int, int, str] | None = None
        rows = self._base.execute(
            "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ?", (word[0], chr(ord(word[0]) + 1))
        )
        for term, topics in rows:
            edits = distance(word, term, allowed)
            if edits <= allowed and (best is None or (edits, -topics) < best[:2]):
                best = (edits, -topics, term)
        return (f'"{best[2]}"', None) if best else None

    def ask(self, query: Query, limit: int) -> Found:
        match, narrowed = query
        given = (match, *(narrowed or ()))
        where = _NARROWED if narrowed else ""
        first = [row[0] for row in self._base.execute(_FIRST.format(narrowed=where), (*given, limit))]
        places = ",".join("?" * len(first))
        shown = {
            number: (name, snippet)
            for number, name, snippet in self._base.execute(_SNIPPETS.format(places=places), (match, *first))
        }
        facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        for value, count in self._base.execute(_COUNTS.format(narrowed=where), given):
            facet, name = self._values[value]
            facets[facet][name] = count
        return Found(sum(facets["year"].values()), [shown[number] for number in first], facets)

    def close(self) -> None:
        self._base.close()
