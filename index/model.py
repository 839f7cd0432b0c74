"""The nouns of kb: meetings, topics and what a search answers with.

Owns the shapes that travel between the rooms of `index` and out to `kb`; knows nothing of
Markdown, Whoosh or the screen.  Lines are 1-based and inclusive and end at ``\\n`` only, as editors
and git count them.  Names of persons and projects are *as written* when a meeting leaves
`index.reading`, and canonical once `index.naming` has resolved them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from index.meetings import AgendaItem as AgendaItem
    from index.meetings import Attendee as Attendee
    from index.meetings import Entity as Entity
    from index.meetings import Meeting as Meeting
    from index.meetings import Part as Part
    from index.meetings import Problem as Problem
    from index.meetings import Skipped as Skipped
    from index.meetings import Status as Status
    from index.meetings import SyncReport as SyncReport

_OTHERS = {
    "AgendaItem",
    "Attendee",
    "Entity",
    "Meeting",
    "Part",
    "Problem",
    "Skipped",
    "Status",
    "SyncReport",
}
Kind = Literal["discussion", "agenda", "chat"]
Role = Literal[
    "title",
    "heading",
    "front-matter",
    "attendance",
    "recording",
    "links",
    "agenda",
    "chat",
    "contents",
    "boilerplate",
]
Match = Literal["all", "some"]
FACETS = ("collection", "project", "person", "year", "kind", "has")
"""What matches are counted by; ``collection`` only where several are searched."""
WEIGHTS: Mapping[str, float] = {
    "title": 2.5, "minutes": 1.0, "agenda": 0.5, "chat": 0.6, "names": 0.5, "meeting": 0.15,
}  # fmt: skip
"""How much a word counts by where it stands, beside one that was minuted (the zones of BM25F)."""
LANGUAGES = ("da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ru", "sv")
"""What a corpus can be written in, by ISO 639-1: its words are then found in their other forms."""


@dataclass(frozen=True, slots=True)
class Message:
    """One chat message; `time` is the clock of the export (``HH:MM[:SS]``), `line` its first line.

    `file` is where it stands, and empty where that is the file of its topic.
    """

    line: int
    end: int
    time: str | None
    speaker: str
    text: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A line on which a speaker marker stands (``KG:``, ``**Lee:**``), with the name it gives."""

    line: int
    speaker: str


@dataclass(frozen=True, slots=True)
class Action:
    """A line that says what somebody is to do next; `owners` may be empty."""

    line: int
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """The document that is indexed: the smallest unit of discussion that one would cite.

    `text` is the source of lines `start` to `end` unchanged, but that in a chat the lines of messages that
    belong to other topics are empty; `links` are URLs with reference links resolved; `recording_seconds` is
    an estimate.  `people` is who speaks or is named on its own lines, `speakers` who speaks there or in the
    chat, both by their canonical names; `said` is who speaks in its file, named as that file does.
    `meeting_file` is the file of the minutes, and empty where that is `file`.
    """

    id: str
    file: str
    date: str
    meeting: str
    kind: Kind
    title: str
    start: int
    end: int
    text: str
    links: tuple[str, ...] = ()
    decisions: tuple[int, ...] = ()
    actions: tuple[Action, ...] = ()
    turns: tuple[Turn, ...] = ()
    chat: tuple[Message, ...] = ()
    recording: str | None = None
    recording_seconds: int | None = None
    people: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    meeting_file: str = ""

    @property
    def minutes_file(self) -> str:
        """The file of its meeting's minutes, which is its own but for what stands in a transcript."""
        return self.meeting_file or self.file


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line worth showing of a hit; `marks` are ``(start, end)`` offsets into `text`.

    `file` is where it stands, and empty where that is the file of its topic.
    """

    line: int
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic that matches, best first; `match` tells whether it has all words of the query."""

    topic: Topic
    score: float
    match: Match
    snippets: tuple[Snippet, ...] = ()
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: in how many matches, and whether the query has chosen it."""

    name: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to one query.

    `total` counts the topics that have all words, `related` those below the divider that have some;
    `meetings` the different meetings of the `total`.  `facets` describe the `total`, or the
    `related` where no topic has all words; values by count, then name.  `corrected` is the query
    that was asked instead where nothing was found as typed.  `timeline` counts topics a quarter
    (``2023-Q3``), oldest first, quarters without any included.  `ceiling` is the most that a topic could
    score for the query in its index; 0 where there are no words to score.
    """

    query: str
    total: int
    related: int
    meetings: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    timeline: tuple[tuple[str, int], ...] = ()
    corrected: str | None = None
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    explanation: str | None = None
    ceiling: float = 0.0


@dataclass(frozen=True, slots=True)
class NameRules:
    """What `kb.toml` says about names: aliases to add to a canonical name, names to forbid."""

    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    projects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_people: frozenset[str] = frozenset()
    not_projects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settings:
    """What governs indexing of one folder; the command line fills it from `kb.toml`."""

    include: tuple[str, ...] = ("**/*.md", "**/*.markdown", "**/*.rst", "**/*.adoc", "**/*.txt")
    exclude: tuple[str, ...] = ()
    max_bytes: int = 30_000_000
    language: tuple[str, ...] = ("en",)
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    names: NameRules = field(default_factory=NameRules)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a sync would do: file names, sorted; `rebuild` says why all would be read again."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rebuild: str | None = None

    @property
    def count(self) -> int:
        """How many files differ from the index."""
        return len(self.new) + len(self.changed) + len(self.removed)

    @property
    def is_empty(self) -> bool:
        """Whether the index is up to date."""
        return not (self.count or self.rebuild)


def __getattr__(name: str) -> Any:
    """What no search needs, loaded when it is asked for: their making takes half as long as that of these."""
    if name not in _OTHERS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("index.meetings"), name)
