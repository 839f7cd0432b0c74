"""The nouns of `model` that no search needs: what a file of minutes is read as, and what is told of an index.

They are imported from `index.model` like the others, which loads this module when one of them is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.model import Role, Topic


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A top-level agenda item, its text without markup."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of a file that belong to no topic but have a recognised role."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a minute-taker could mend; `code` is stable and kebab-case."""

    file: str
    line: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person the file lists as present, with the handles and initials it gives for them."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One call; `date` is ISO, ``YYYY-MM`` or ``YYYY`` where no more is known.

    Lines are those of `file`, the minutes; a topic or message out of a transcript beside them names its own.
    """

    file: str
    date: str
    title: str
    start: int
    end: int
    recording: str | None = None
    attendees: tuple[Attendee, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    topics: tuple[Topic, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The minutes, then every transcript beside them that something is taken from."""
        topics = (topic.file for topic in self.topics)
        messages = (message.file for topic in self.topics for message in topic.chat if message.file)
        return tuple(dict.fromkeys((self.file, *sorted({*topics, *messages}))))


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or project of the ledger, with how often and when it is in a topic."""

    name: str
    aliases: tuple[str, ...]
    topics: int
    meetings: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a reindex found: file names, sorted, and the size of the result."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    meetings: int = 0
    topics: int = 0
    seconds: float = 0.0
    rebuilt: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing had changed."""
        return not (self.new or self.changed or self.removed or self.rebuilt)


@dataclass(frozen=True, slots=True)
class Status:
    """The state of an index: sizes, where it lies, and `modified`, the second of its last commit."""

    minutes: str
    cache: str
    schema: int
    files: int = 0
    meetings: int = 0
    topics: int = 0
    people: int = 0
    projects: int = 0
    segments: int = 0
    bytes: int = 0
    skipped: tuple[Skipped, ...] = ()
    modified: float | None = None
