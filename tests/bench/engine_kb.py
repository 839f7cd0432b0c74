"""kb as `kb search` and the interface use it: `Library.search`, over an index written from topics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from engines import LIMIT, Engine, Found
from questions import Question

from index import Library, Topic, open_library
from index.searching.answer import answer  # noqa: F401  the library imports it when it is first asked
from index.storing.documents import topic_document
from index.storing.names import build_table
from index.storing.state import INDEX, NAMES, NOTHING, state_document
from index.storing.writer import Commit


class KbEngine(Engine):
    """The library over an index without minutes: topics are given, not read."""

    title: ClassVar[str] = "kb"
    module: ClassVar[str] = "whoosh"
    setup: ClassVar[str] = (
        "`Library.search` as the command line and the interface call it; it also counts meetings and "
        "quarters, and a facet's counts leave out the filter on that facet, which the others are spared."
    )
    _library: Library

    def build(self, topics: Iterable[Topic]) -> None:
        people: dict[str, tuple[str, ...]] = {}
        projects: dict[str, tuple[str, ...]] = {}
        with Commit(self.folder, rebuild=True) as commit:
            for topic in topics:
                people.update((name, ()) for name in topic.people)
                projects.update((name, ()) for name in topic.projects)
                commit.add(topic_document(topic))
            commit.add(state_document(INDEX, NOTHING.to_json()))
            tables = {"person": build_table(people, {}), "project": build_table(projects, {})}
            commit.add(state_document(NAMES, tables))
            commit.finish()

    def open(self) -> None:
        self._library = open_library(self.folder, cache=self.folder)
        self._library.refresh()

    def update(self, topics: Sequence[Topic]) -> None:
        with Commit(self.folder, rebuild=False) as commit:
            before = commit.before()
            assert before is not None
            ids = (topic.id.casefold() for topic in topics)
            commit.remove(sorted(number for own in ids for number in before.numbers("id", own)))
            for topic in topics:
                commit.add(topic_document(topic))
            commit.finish()
            before.close()
        self._library.refresh()

    def search(self, question: Question) -> Found:
        result = self._library.search(question.text, limit=LIMIT)
        hits = [(hit.topic.id, " … ".join(snippet.text for snippet in hit.snippets)) for hit in result.hits]
        facets = {name: {value.name: value.count for value in found} for name, found in result.facets.items()}
        return Found(result.total, hits, facets)

    def close(self) -> None:
        self._library.close()
