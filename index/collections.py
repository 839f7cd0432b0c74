"""Several libraries asked as one: each keeps its own index and ledger, their answers are merged.

Owns what is asked of each, by its public methods alone; what one index falls back to where it finds little
is done where all together find little.  How answers become one belongs to `merging`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from index.errors import NotFoundError
from index.library import Library, Progress
from index.merging import best_correction, joined, merge, named, topic_of, total_of
from index.model import (
    Changes,
    Entity,
    Meeting,
    Problem,
    SearchResult,
    Status,
    SyncReport,
    Topic,
)

T = TypeVar("T")


class Collections:
    """Meetings, topics and search over several named libraries, with the methods of one."""

    def __init__(self, libraries: Iterable[Library]) -> None:
        self.libraries: Mapping[str, Library] = {library.name: library for library in libraries}

    def locate(self, file: str) -> tuple[Path, str]:
        """The folder of minutes that a file is in, and its name there."""
        name, _, rest = file.partition(":")
        return self.libraries[name].locate(rest)

    # ------------------------------------------------------------ keeping up with the folders

    def changes(self) -> Changes:
        """What `sync` would do in all folders.  Raises NoMinutesError where one is not there."""
        found = {name: library.changes() for name, library in self.libraries.items()}
        return Changes(
            new=_files(found, lambda changes: changes.new),
            changed=_files(found, lambda changes: changes.changed),
            removed=_files(found, lambda changes: changes.removed),
            rebuild=_reasons({name: changes.rebuild for name, changes in found.items()}),
        )

    def sync(self, *, full: bool = False, progress: Progress | None = None) -> SyncReport:
        """Bring every index up to date, one after the other; raises what the first that cannot be raises."""
        found: dict[str, SyncReport] = {}
        for name, library in self.libraries.items():
            found[name] = library.sync(full=full, progress=progress and partial(_report, progress, name))
        return _report_of(found)

    def sync_newest(self, most: int, *, progress: Progress | None = None) -> SyncReport | None:
        """As `Library.sync_newest` in every folder; None where it was done in none."""
        found = {
            name: library.sync_newest(most, progress=progress and partial(_report, progress, name))
            for name, library in self.libraries.items()
        }
        done = {name: report for name, report in found.items() if report}
        return _report_of(done) if done else None

    def refresh(self) -> bool:
        """Take up newer commits; whether there was one."""
        newer = [library.refresh() for library in self.libraries.values()]
        return any(newer)

    def close(self) -> None:
        """Let go of every index; a later call opens it again."""
        for library in self.libraries.values():
            library.close()

    def status(self) -> Status:
        """Sizes of all indexes together, and the age of the newest."""
        found = {name: library.status() for name, library in self.libraries.items()}
        rows = list(found.values())
        return Status(
            minutes=", ".join(row.minutes for row in rows),
            cache=", ".join(row.cache for row in rows),
            schema=rows[0].schema,
            files=sum(row.files for row in rows),
            meetings=sum(row.meetings for row in rows),
            topics=sum(row.topics for row in rows),
            people=len(self.people()),
            projects=len(self.projects()),
            segments=sum(row.segments for row in rows),
            bytes=sum(row.bytes for row in rows),
            skipped=tuple(named(name, one) for name, row in found.items() for one in row.skipped),
            modified=max((row.modified for row in rows if row.modified), default=None),
        )

    # ------------------------------------------------------------ asking

    def search(
        self, query: str, *, limit: int = 20, strict: bool = False, explain: bool = False
    ) -> SearchResult:
        """The topics of all collections that answer a query; ``collection:`` is one more filter and facet.

        What one library falls back to where it finds little (some of the words, another spelling) is done
        where all together find little.  Scores are shares of the most that a topic could score.
        Raises QueryError.
        """
        from index.searching.answer import ENOUGH

        start = time.perf_counter()
        self._know_collections(query)
        ask = partial(self._ask, limit=limit, explain=explain)
        found, corrected = ask(query, strict=True), None
        if total_of(found) < ENOUGH and not strict:
            loosely = ask(query, strict=False)
            corrected = None if total_of(found) else best_correction(loosely.values())
            if corrected:
                found, loosely = ask(corrected, strict=True), ask(corrected, strict=False)
            if total_of(found) < ENOUGH:
                any_sure = bool(total_of(found))
                found = {name: joined(found[name], loosely[name], any_sure) for name in found}
        merged = merge(query, found, limit)
        return replace(merged, corrected=corrected, seconds=time.perf_counter() - start)

    def _ask(self, query: str, **options: bool | int) -> dict[str, SearchResult]:
        return {
            name: library.search(query, **options)  # type: ignore[arg-type]
            for name, library in self.libraries.items()
        }

    def _know_collections(self, query: str) -> None:
        """Raise QueryError for a ``collection:`` that is none."""
        from index.searching.query import tokenize, unknown_value

        known = {name.casefold() for name in self.libraries}
        for token in tokenize(query):
            for value in token.values if token.text == "collection" else ():
                if value.text.casefold() not in known:
                    raise unknown_value("collection", value.text, tuple(self.libraries), token.start)

    def topic(self, ref: str) -> Topic:
        """The topic of an id, with or without its collection.  Raises NotFoundError."""
        return self._the_one(ref, Library.topic, topic_of, lambda topic: topic.id)

    def meeting(self, ref: str) -> Meeting:
        """The meeting of a date, a file or an id, with or without its collection.  Raises NotFoundError."""
        return self._the_one(ref, Library.meeting, _meeting_of, lambda meeting: meeting.date)

    def _the_one(
        self,
        ref: str,
        find: Callable[[Library, str], T],
        called: Callable[[str, T], T],
        ref_of: Callable[[T], str],
    ) -> T:
        name, colon, rest = ref.partition(":")
        if colon and name in self.libraries:
            return called(name, find(self.libraries[name], rest))
        found: dict[str, T] = {}
        missing: list[NotFoundError] = []
        for name, library in self.libraries.items():
            try:
                found[name] = find(library, ref)
            except NotFoundError as error:
                missing.append(error)
        if not found:
            raise next((error for error in missing if error.hint), missing[0])
        if len(found) > 1:
            several = ", ".join(f"{name}:{ref_of(one)}" for name, one in found.items())
            raise NotFoundError(f"{ref} is in {len(found)} collections.", f"Say which: {several}.")
        ((name, one),) = found.items()
        return called(name, one)

    def meetings(self, files: Collection[str] | None = None) -> list[Meeting]:
        """All meetings with their topics, oldest first; with `files` only those of these files."""
        found: list[Meeting] = []
        for name, library in self.libraries.items():
            own = None if files is None else _without(name, files)
            found += (_meeting_of(name, meeting) for meeting in library.meetings(own))
        return sorted(found, key=lambda meeting: (meeting.date, meeting.file, meeting.start))

    def people(self) -> list[Entity]:
        """The persons that are in a topic, most topics first; who has one name is one person."""
        return _entities(library.people() for library in self.libraries.values())

    def projects(self) -> list[Entity]:
        """The projects that are in a topic, most topics first; what has one name is one project."""
        return _entities(library.projects() for library in self.libraries.values())

    def problems(self) -> list[Problem]:
        """What a minute-taker could mend, by collection, file and line."""
        return [
            named(name, problem) for name, library in self.libraries.items() for problem in library.problems()
        ]


AnyLibrary: TypeAlias = Library | Collections
"""What can be asked: one library, or several as one."""


def _meeting_of(name: str, meeting: Meeting) -> Meeting:
    return replace(named(name, meeting), topics=tuple(topic_of(name, topic) for topic in meeting.topics))


def _without(name: str, files: Iterable[str]) -> set[str]:
    """Those of the files that are of one collection, as they are called in it."""
    return {file.removeprefix(f"{name}:") for file in files if file.startswith(f"{name}:")}


def _files(found: Mapping[str, T], of: Callable[[T], Iterable[str]]) -> tuple[str, ...]:
    return tuple(f"{name}:{file}" for name, one in found.items() for file in of(one))


def _reasons(found: Mapping[str, str | None]) -> str | None:
    return "; ".join(f"{name}: {reason}" for name, reason in found.items() if reason) or None


def _report_of(found: Mapping[str, SyncReport]) -> SyncReport:
    """What was done for each collection as one report."""
    reports = found.values()
    return SyncReport(
        new=_files(found, lambda report: report.new),
        changed=_files(found, lambda report: report.changed),
        removed=_files(found, lambda report: report.removed),
        unchanged=sum(report.unchanged for report in reports),
        skipped=tuple(named(name, row) for name, report in found.items() for row in report.skipped),
        meetings=sum(report.meetings for report in reports),
        topics=sum(report.topics for report in reports),
        seconds=sum(report.seconds for report in reports),
        rebuilt=_reasons({name: report.rebuilt for name, report in found.items()}),
    )


def _report(progress: Progress, name: str, done: int, total: int, file: str) -> None:
    progress(done, total, f"{name}:{file}")


def _entities(rows: Iterable[Iterable[Entity]]) -> list[Entity]:
    """Those of one name as one; most topics first, then by name."""
    found: dict[str, Entity] = {}
    for entity in (entity for row in rows for entity in row):
        known = found.get(entity.name)
        found[entity.name] = entity if known is None else _both(known, entity)
    return sorted(found.values(), key=lambda entity: (-entity.topics, entity.name))


def _both(one: Entity, other: Entity) -> Entity:
    return Entity(
        one.name,
        tuple(dict.fromkeys((*one.aliases, *other.aliases))),
        one.topics + other.topics,
        one.meetings + other.meetings,
        min(one.first, other.first),
        max(one.last, other.last),
    )
