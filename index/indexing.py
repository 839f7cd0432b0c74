"""The work of a build that is done file by file: a file is read, and its documents are made.

Owns the form in which a file travels between the two, plain data throughout, since either may be done in
another process.  Both are functions of what they are given alone.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from index.files import Stamp, read_text
from index.model import Meeting
from index.naming import Ledger, collect, resolve, written_beside
from index.reading import read_minutes
from index.storing.analysis import analysis_of
from index.storing.batches import Batch, make_batch
from index.storing.documents import topic_document
from index.storing.state import (
    FileState,
    file_document,
    pack_problems,
    pack_source,
    source_document,
    unpack_source,
)
from index.storing.ties import tie_agenda
from index.transcripts import is_chat


class ReadFile(NamedTuple):
    """A file as it was read: its state, and as they are stored its meetings, their evidence, its problems."""

    name: str
    state: FileState
    meetings: str
    evidence: Sequence[Any]
    problems: Sequence[Any]

    def unpack(self) -> list[Meeting]:
        """Its meetings, names not yet resolved."""
        return unpack_source(json.loads(self.meetings))

    def with_meetings(self, meetings: Sequence[Meeting]) -> ReadFile:
        """The same file with other meetings and their evidence."""
        evidence = [collect(meeting).to_json() for meeting in meetings]
        return self._replace(meetings=pack_source(meetings), evidence=evidence)


class Reader:
    """Reads files of a folder of minutes."""

    def __init__(self, minutes: Path, max_bytes: int) -> None:
        self._minutes = minutes
        self._max_bytes = max_bytes

    def __call__(self, files: Sequence[tuple[str, Stamp]]) -> list[ReadFile]:
        """The files of these names and stamps, whether they can be read or not."""
        return [self._read(name, stamp) for name, stamp in files]

    def _read(self, name: str, stamp: Stamp) -> ReadFile:
        found = read_text(self._minutes / name, self._max_bytes)
        if isinstance(found, str):
            return ReadFile(name, FileState(*stamp, hash="", skipped=found), "[]", [], [])
        text, data = found
        reading = read_minutes(name, text)
        only = reading.meetings[0] if len(reading.meetings) == 1 else None
        state = FileState(
            *stamp,
            hash=blake2b(data, digest_size=16).hexdigest(),
            skipped=reading.skipped,
            meetings=len(reading.meetings),
            topics=sum(len(meeting.topics) for meeting in reading.meetings),
            date=only.date if only else "",
            is_chat=bool(only and is_chat(only)),
        )
        file = ReadFile(name, state, "", [], pack_problems(reading.problems))
        return file.with_meetings(reading.meetings)


class Maker:
    """Makes the documents of files by one ledger.  Pickled it is text, which a process reads once."""

    def __init__(self, ledger: Ledger, languages: tuple[str, ...], weights: Mapping[str, float]) -> None:
        self._ledger = ledger
        self._analysis = analysis_of(languages)
        self._languages = languages
        self._weights = weights

    def __call__(self, files: Sequence[ReadFile]) -> Batch:
        """All documents of these files."""
        return make_batch(document for file in files for document in self._documents(file))

    def _documents(self, file: ReadFile) -> Iterator[dict[str, Any]]:
        meetings = file.unpack()
        resolved = self.resolve(meetings)
        yield file_document(file.name, resolved, file.evidence, file.problems)
        yield source_document(file.name, file.meetings, "\n".join(map(written_beside, meetings)))
        yield from self.topic_documents(resolved)

    def resolve(self, meetings: Iterable[Meeting]) -> list[Meeting]:
        """Meetings with the names that the ledger knows."""
        return [resolve(meeting, self._ledger) for meeting in meetings]

    def topic_documents(
        self, resolved: Iterable[Meeting], wanted: Container[str] | None = None
    ) -> Iterator[dict[str, Any]]:
        """The documents of the topics of meetings, where `wanted` is given of those with these ids."""
        for meeting in resolved:
            ties = tie_agenda(meeting, self._analysis)
            for topic in meeting.topics:
                if wanted is None or topic.id in wanted:
                    yield topic_document(topic, ties.get(topic.id, ""), self._analysis, self._weights)

    def __reduce__(self) -> tuple[Any, ...]:
        return _maker, (self._text, self._languages, tuple(self._weights.items()))

    @cached_property
    def _text(self) -> str:
        return json.dumps(self._ledger.to_json())


@lru_cache(maxsize=1)
def _maker(text: str, languages: tuple[str, ...], weights: tuple[tuple[str, float], ...]) -> Maker:
    return Maker(Ledger.from_json(json.loads(text)), languages, dict(weights))
