"""What every engine of the benchmark has to do, and the service that is asked of each of them.

Owns the way from a question to an answer that all share: the first twenty topics with snippets, the number
of all that match, and the counts of all values of five facets; fewer than ten matches are followed by topics
with some of the words, and a word that nobody wrote is respelled.  Each engine has a module of its own,
which is imported only where it is measured.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from questions import Question

from index import Topic

LIMIT = 20
ENOUGH = 10
FACETS = ("project", "person", "year", "kind", "has")
TITLE_WEIGHT = 2.5


class Found(NamedTuple):
    """What one query found: how many, ``(id, snippet)`` of the first, and the counts of the facets."""

    total: int
    hits: Sequence[tuple[str, str]]
    facets: Mapping[str, Mapping[str, int]]


class Engine(ABC):
    """One search engine over one folder of its own."""

    title: ClassVar[str]
    module: ClassVar[str]
    """What must be importable for it to be measured."""
    setup: ClassVar[str]
    """How it is used, in a sentence."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def build(self, topics: Iterable[Topic]) -> None:
        """Write the index of all topics."""

    @abstractmethod
    def open(self) -> None:
        """Be ready to search."""

    @abstractmethod
    def update(self, topics: Sequence[Topic]) -> None:
        """Replace topics by their ids; the next search finds them."""

    @abstractmethod
    def search(self, question: Question) -> Found | None:
        """Answer a question; None where the engine cannot."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the files."""


class BareEngine(Engine):
    """An engine that finds what it is asked and nothing else: falling back is done here."""

    def search(self, question: Question) -> Found | None:
        """All words, then some of them; another spelling where nothing was found."""
        query = self.query(question, every=True)
        found = self.ask(query, LIMIT)
        if question.form == "typo" and not found.total:
            other = self.respell(question)
            return self.ask(other, LIMIT) if other is not None else found
        if found.total >= ENOUGH or question.form != "words" or len(question.words) == 1:
            return found
        some = self.ask(self.query(question, every=False), LIMIT)
        hits = dict([*some.hits, *found.hits])
        first = [name for name, _ in (*found.hits, *some.hits)]
        shown = [(name, hits[name]) for name in dict.fromkeys(first)][:LIMIT]
        return Found(found.total, shown, found.facets if found.total else some.facets)

    @abstractmethod
    def query(self, question: Question, *, every: bool) -> Any:
        """The question in the engine's own form, for all of its words or for any."""

    @abstractmethod
    def ask(self, query: Any, limit: int) -> Found:
        """Find."""

    @abstractmethod
    def respell(self, question: Question) -> Any:
        """A query for what was perhaps meant; None where there is nothing close."""


ENGINES = {
    "kb": "engine_kb.KbEngine",
    "fts5": "engine_fts5.Fts5Engine",
    "tantivy": "engine_tantivy.TantivyEngine",
    "xapian": "engine_xapian.XapianEngine",
    "ripgrep": "engine_ripgrep.RipgrepEngine",
}


def load_engine(name: str) -> type[Engine]:
    """The class of an engine.  Raises ImportError where what it needs is not installed."""
    module, _, attribute = ENGINES[name].partition(".")
    found: type[Engine] = getattr(import_module(module), attribute)
    if found.module:
        import_module(found.module)
    return found
