"""What the store knows besides topics: about each file, and about all of them.

Owns the stored form of the documents that are no topics, and what they mean.  Knows nothing of Whoosh.

A *file* document holds what a file says for itself (its meetings as resolved, without their topics, its
evidence for the ledger, its problems), a *source* document its meetings as read, from which names can be
resolved again without the file.  The *state* is four documents: ``/index`` (the stamps of all files, sums),
``/names`` (the ledger as search looks it up), ``/ledger`` (as names are resolved by it) and ``/evidence``
(the sum of all); no file has such a name, they are all relative.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from index.files import NOT_READABLE
from index.records import pack_meeting, unpack_meeting
from index.storing.schema import PART_MARK, VERSION
from index.storing.tokens import fold

if TYPE_CHECKING:
    from index.model import Meeting, Problem, Settings, Skipped

INDEX, NAMES, LEDGER, EVIDENCE = "/index", "/names", "/ledger", "/evidence"


class FileState(NamedTuple):
    """One file as it was last read: its stamp, the hash of its bytes, and what came of it.

    `date` is that of its only meeting, `is_chat` whether that has nothing but chat, `minutes` the file to
    whose meeting it belongs as a transcript; its meetings and topics are counted there.
    """

    size: int
    mtime_ns: int
    hash: str
    skipped: str | None = None
    meetings: int = 0
    topics: int = 0
    date: str = ""
    is_chat: bool = False
    minutes: str = ""

    @property
    def stamp(self) -> tuple[int, int] | None:
        """Size and time of change, as a walk finds them; None for a file that could not be read."""
        if self.skipped and self.skipped.startswith(NOT_READABLE):
            return None
        return self.size, self.mtime_ns


class State(NamedTuple):
    """All files, what was refused unread, and under which settings they were indexed."""

    files: Mapping[str, FileState]
    refused: Mapping[str, str]
    settings: str
    languages: tuple[str, ...] = ("en",)
    version: int = VERSION

    @property
    def stamps(self) -> dict[str, tuple[int, int] | None]:
        """The stamp of each file."""
        return {name: file.stamp for name, file in self.files.items()}

    @property
    def meetings(self) -> int:
        """The number of meetings in all files."""
        return sum(file.meetings for file in self.files.values())

    @property
    def topics(self) -> int:
        """The number of topics in all files."""
        return sum(file.topics for file in self.files.values())

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Files that are not indexed, with the reason, sorted."""
        from index.model import Skipped

        reasons = {name: file.skipped for name, file in self.files.items() if file.skipped}
        return tuple(Skipped(*pair) for pair in sorted({**self.refused, **reasons}.items()))

    def to_json(self) -> dict[str, Any]:
        """As plain data; files as lists, since there may be thousands."""
        return {
            "version": self.version,
            "settings": self.settings,
            "languages": self.languages,
            "refused": dict(self.refused),
            "files": {name: list(file) for name, file in sorted(self.files.items())},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> State:
        """The state that `to_json` wrote."""
        return cls(
            files={name: FileState(*row) for name, row in data["files"].items()},
            refused=data["refused"],
            settings=data["settings"],
            languages=tuple(data.get("languages", ("en",))),
            version=data["version"],
        )


NOTHING = State({}, {}, "")
"""The state before the first sync."""


def settings_digest(settings: Settings) -> str:
    """What of the settings decides what a file becomes; globs do not: they only choose files."""
    names = settings.names
    return json.dumps(
        [
            settings.max_bytes,
            settings.language,
            sorted(settings.weights.items()),
            sorted((name, *aliases) for name, aliases in names.people.items()),
            sorted((name, *aliases) for name, aliases in names.projects.items()),
            sorted(names.not_people),
            sorted(names.not_projects),
        ],
        ensure_ascii=False,
    )


def state_document(name: str, data: Any) -> dict[str, Any]:
    """One of the documents of the state (`INDEX`, `NAMES`, `LEDGER`, `EVIDENCE`)."""
    return _document("state", name, _packed(data))


def file_document(
    name: str, meetings: Sequence[Meeting], evidence: Sequence[Any], problems: Sequence[Any]
) -> dict[str, Any]:
    """What a file says for itself; `meetings` are resolved, `evidence` and `problems` are plain data."""
    data = {
        "meetings": [_without_topics(meeting) for meeting in meetings],
        "evidence": evidence,
        "problems": problems,
    }
    return _document("file", name, _packed(data))


def source_document(name: str, meetings: str, beside: str) -> dict[str, Any]:
    """The meetings of a file as `pack_source` packed them; `beside` is what else they name."""
    document = _document("source", name, meetings)
    return {**document, "plain": (name + PART_MARK + fold(beside)).encode("utf-8", "replace")}


def pack_source(meetings: Iterable[Meeting]) -> str:
    """Meetings as read, names not yet resolved, as they are stored."""
    return _packed([pack_meeting(meeting) for meeting in meetings])


def unpack_source(data: Sequence[Any]) -> list[Meeting]:
    """The meetings that a source document holds."""
    return [unpack_meeting(packed) for packed in data]


def unpack_header(data: Sequence[Any]) -> Meeting:
    """A meeting of a file document; its topics are stored on their own."""
    return unpack_meeting([*data[:8], (), data[8]])


def _without_topics(meeting: Meeting) -> list[Any]:
    packed = pack_meeting(meeting)
    return [*packed[:8], packed[9]]


def pack_problems(problems: Iterable[Problem]) -> list[Any]:
    """The problems of a file as plain data."""
    return [[problem.line, problem.code, problem.text] for problem in problems]


def unpack_problems(name: str, data: Sequence[Any]) -> list[Problem]:
    """The problems that a file document holds."""
    from index.model import Problem

    return [Problem(name, *row) for row in data]


def _packed(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _document(what: str, name: str, text: str) -> dict[str, Any]:
    return {"what": (what,), "file": (name,), "data": text}
