"""Bringing the index up to date: which files are read again, and what follows from it elsewhere.

Owns the way from a walk of the folder to one commit: changed files are read, their evidence joins that of
all others, and where the ledger then says anything anew, the files that mention it are resolved again.  The
result is that of a fresh build, whatever the history (a test holds it).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from index.errors import NoMinutesError
from index.files import Walk, compare
from index.model import Settings, SyncReport
from index.naming import (
    Evidence,
    Ledger,
    Tally,
    build_ledger,
    changed_forms,
    finder,
)
from index.storing.batches import make_batch
from index.storing.names import build_table
from index.storing.reader import Snapshot
from index.storing.state import (
    EVIDENCE,
    INDEX,
    LEDGER,
    NAMES,
    NOTHING,
    FileState,
    State,
    file_document,
    settings_digest,
    state_document,
    unpack_source,
)
from index.storing.tables import numbers_of
from index.storing.writer import Commit
from index.workers import Workers

if TYPE_CHECKING:
    from index.indexing import Maker, ReadFile

Progress = Callable[[int, int, str], None]
Piece = TypeVar("Piece")
_MUCH = 2_000_000
"""Bytes to read from which on processes save more time than they take to start."""
_PIECE = 200_000
"""Bytes of minutes, read in about a fifth of a second."""


def sync_index(
    minutes: Path,
    folder: Path,
    settings: Settings,
    walk: Walk,
    rebuild: str | None,
    progress: Progress | None,
    workers: int,
) -> SyncReport:
    """Make the index in `folder` say what the walked files say; `rebuild` is why nothing old is to be used.

    Where there is much to read, `workers` processes share it.

    Raises IndexLockedError, CacheError, and NoMinutesError where no file has a meeting.
    """
    with Commit(folder, rebuild=rebuild is not None) as commit:
        before = commit.before()
        try:
            return replace(
                _Run(minutes, settings, walk, progress, workers, commit, before).run(), rebuilt=rebuild
            )
        finally:
            if before:
                before.close()


class _Run:
    """One sync under the lock, from the snapshot before to the commit."""

    def __init__(
        self,
        minutes: Path,
        settings: Settings,
        walk: Walk,
        progress: Progress | None,
        workers: int,
        commit: Commit,
        before: Snapshot | None,
    ) -> None:
        self._minutes = minutes
        self._settings = settings
        self._walk = walk
        self._progress = progress
        self._commit = commit
        self._before = before
        self._old = (before.state if before else None) or NOTHING
        data = before.record("state", LEDGER) if before else None
        self._ledger = Ledger.from_json(data) if data else None
        self._diff = compare(self._old.stamps, walk.files, minutes)
        self._changed = (*self._diff.new, *self._diff.changed)
        is_much = sum(walk.files[name][0] for name in self._changed) >= _MUCH
        self._workers = Workers(workers if is_much else 1, "index.indexing")
        from index.indexing import Reader  # takes as long here as in the processes, which have begun

        self._read = Reader(minutes, settings.max_bytes)
        self._steps = 2 * len(self._changed) + len(self._changed) // 2 + 1
        self._done = 0

    def run(self) -> SyncReport:
        from index.indexing import Maker

        self._show(0, "")
        with self._workers:
            states, fresh = self._read_changed()
            changed = fresh.keys() & {*self._changed}
            self._join_transcripts(states, fresh)
            if not any(file.meetings for file in states.values()):
                raise NoMinutesError(
                    f"There are no minutes in {self._minutes}: no file in it has the date of a meeting.",
                    "Name the folder that holds them with -C.",
                )
            ledger = self._sum_up(fresh)
            self._remove([*self._diff.removed, *fresh])
            make = Maker(ledger, self._settings.language, self._settings.weights)
            self._write(fresh, make)
        if self._before and self._ledger and ledger != self._ledger:
            mentioned = self._before.files_with(finder(changed_forms(self._ledger, ledger)))
            for name in sorted(mentioned & states.keys() - fresh.keys()):
                self._resolve_again(self._before, name, make)
        settings = settings_digest(self._settings)
        after = State(states, dict(self._walk.refused), settings, self._settings.language)
        self._put(INDEX, after.to_json())
        self._commit.finish(self._tell_end)
        self._tell_end(1.0)
        kept = {name for name, file in states.items() if not file.skipped}  # each file is counted once
        return SyncReport(
            new=tuple(name for name in self._diff.new if name in kept),
            changed=tuple(name for name in self._diff.changed if name in changed and name in kept),
            removed=self._diff.removed,
            unchanged=len(kept - changed),
            skipped=after.skipped,
            meetings=after.meetings,
            topics=after.topics,
        )

    def _read_changed(self) -> tuple[dict[str, FileState], dict[str, ReadFile]]:
        """The state of every file from now on, and what was read anew; touched but equal is not."""
        states = {name: file for name, file in self._old.files.items() if name not in self._diff.removed}
        fresh: dict[str, ReadFile] = {}
        stamps = [(name, self._walk.files[name]) for name in self._changed]
        for piece in self._workers.map(self._read, self._pieces(stamps, lambda file: file[1][0])):
            for one in piece:
                self._tell(one.name)
                known = states.get(one.name)
                if known and one.state.hash and known.hash == one.state.hash:
                    states[one.name] = known._replace(size=one.state.size, mtime_ns=one.state.mtime_ns)
                    self._done += 1
                else:
                    fresh[one.name] = one
                    states[one.name] = one.state
        return dict(sorted(states.items())), dict(sorted(fresh.items()))

    def _pieces(self, files: Iterable[Piece], size: Callable[[Piece], int]) -> Iterator[list[Piece]]:
        """Files as many at a time as are worth the way to another process; one by one where there is none."""
        piece: list[Piece] = []
        length = 0
        for file in files:
            piece.append(file)
            length += size(file)
            if length >= _PIECE or not self._workers.are_processes:
                yield piece
                piece, length = [], 0
        if piece:
            yield piece

    def _join_transcripts(self, states: dict[str, FileState], fresh: dict[str, ReadFile]) -> None:
        """Make one meeting of minutes and their transcripts; where one of them changed, all are read."""
        from index.transcripts import find_minutes, join

        before = _grouped({name: file.minutes for name, file in self._old.files.items() if file.minutes})
        now = _grouped(find_minutes(states))
        touched = {*fresh, *self._diff.removed}
        for minutes in sorted(before.keys() | now.keys()):
            group = {minutes, *before.get(minutes, ()), *now.get(minutes, ())}
            if before.get(minutes) != now.get(minutes) or touched & group:
                for name in sorted(group & states.keys() - fresh.keys()):
                    [fresh[name]] = self._read([(name, self._walk.files[name])])
                    states[name] = fresh[name].state
        for minutes, transcripts in now.items():
            if minutes in fresh and all(fresh[name].state.date for name in (minutes, *transcripts)):
                first, *others = [fresh[name].unpack()[0] for name in (minutes, *transcripts)]
                meeting = join(first, others)
                states[minutes] = fresh[minutes].state._replace(topics=len(meeting.topics))
                fresh[minutes] = fresh[minutes].with_meetings([meeting])
                for name in transcripts:
                    states[name] = fresh[name].state._replace(meetings=0, topics=0, minutes=minutes)
                    fresh[name] = fresh[name].with_meetings([])

    def _sum_up(self, fresh: Mapping[str, ReadFile]) -> Ledger:
        """The ledger with the evidence of what was read; it and the sum are written where they differ."""
        new = [Evidence.from_json(one) for file in fresh.values() for one in file.evidence]
        gone = [one for name in (*self._diff.removed, *fresh) for one in self._evidence_before(name)]
        if self._ledger and Counter(gone) == Counter(new):
            return self._ledger
        data = self._before.record("state", EVIDENCE) if self._before else None
        tally = Tally.from_json(data) if data else Tally()
        for one in gone:
            tally.add(one, -1)
        for one in new:
            tally.add(one)
        self._put(EVIDENCE, tally.to_json())
        ledger = build_ledger(tally, self._settings.names)
        if ledger != self._ledger:
            self._put(LEDGER, ledger.to_json())
            self._put(NAMES, _names(ledger))
        return ledger

    def _evidence_before(self, name: str) -> list[Evidence]:
        record = self._before.record("file", name) if self._before else None
        return [*map(Evidence.from_json, record["evidence"])] if record else []

    def _remove(self, names: list[str]) -> None:
        """Delete all documents of these files."""
        if self._before:
            before = self._before
            self._commit.remove(sorted({n for name in names for n in before.numbers("file", name)}))

    def _write(self, fresh: Mapping[str, ReadFile], make: Maker) -> None:
        """Write all documents of the files that were read."""
        pieces = [*self._pieces(fresh.values(), lambda file: len(file.meetings))]
        for piece, batch in zip(pieces, self._workers.map(make, pieces), strict=True):
            self._commit.add_batch(batch)
            for file in piece:
                self._tell(file.name)

    def _resolve_again(self, before: Snapshot, name: str, make: Maker) -> None:
        """Write again what the new ledger says differently of an unchanged file."""
        resolved = make.resolve(unpack_source(before.record("source", name)))
        wanted = {topic.id: topic for meeting in resolved for topic in meeting.topics}
        stale = []
        for number in numbers_of(before.topics & before.bits("file", name)):
            topic = before.topic(number)
            if topic == wanted[topic.id]:
                del wanted[topic.id]
            else:
                stale.append(number)
        old = before.record("file", name)
        document = file_document(name, resolved, old["evidence"], old["problems"])
        if json.loads(document["data"]) != old:
            stale.extend(numbers_of(before.bits("what", "file") & before.bits("file", name)))
            self._commit.add(document)
        self._commit.remove(stale)
        if wanted:
            self._commit.add_batch(make_batch(make.topic_documents(resolved, wanted)))

    def _put(self, name: str, data: Any) -> None:
        """Write one of the documents of the state anew."""
        if self._before:
            self._commit.remove(self._before.numbers("file", name))
        self._commit.add(state_document(name, data))

    def _tell(self, name: str) -> None:
        """Say that a file is done; each counts once when it is read and once when it is written."""
        self._done += 1
        self._show(min(self._done, 2 * len(self._changed)), name)

    def _tell_end(self, share: float) -> None:
        """Say how much of the commit is written, which takes a fifth of the time: half a step a file."""
        files = 2 * len(self._changed)
        self._show(files + int(share * (self._steps - files)), "")

    def _show(self, done: int, name: str) -> None:
        if self._progress:
            self._progress(done, self._steps, name)


def _grouped(minutes: Mapping[str, str]) -> dict[str, list[str]]:
    """The transcripts of each minutes, sorted."""
    groups: dict[str, list[str]] = {}
    for name in sorted(minutes):
        groups.setdefault(minutes[name], []).append(name)
    return groups


def _names(ledger: Ledger) -> dict[str, Any]:
    """The ledger as search looks it up."""
    people = {name: known.aliases for name, known in ledger.people.items()}
    forms = {
        form: [found.default] if found.default else found.candidates
        for form, found in {**ledger.handles, **ledger.names}.items()
    }
    projects = {name: known.aliases for name, known in ledger.projects.items()}
    project_forms = {form: [found.name] for form, found in ledger.forms.items()}
    return {"person": build_table(people, forms), "project": build_table(projects, project_forms)}
