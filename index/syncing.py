"""Bringing the index up to date: which files are read again, and what follows from it elsewhere.

Owns the way from a walk of the folder to one commit: changed files are read, their evidence joins that of
all others, and where the ledger then says anything anew, the files that mention it are resolved again.  The
result is that of a fresh build, whatever the history (a test holds it).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import NoMinutesError
from index.files import Stamp, Walk, compare, read_text
from index.model import Settings, SyncReport, Topic
from index.naming import (
    Evidence,
    Ledger,
    Tally,
    build_ledger,
    changed_forms,
    collect,
    finder,
    resolve,
    written_beside,
)
from index.reading import Reading, read_minutes
from index.storing.analysis import analysis_of
from index.storing.documents import topic_document
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
    source_document,
    state_document,
    unpack_problems,
    unpack_source,
)
from index.storing.tables import numbers_of
from index.storing.ties import tie_agenda
from index.storing.writer import Commit
from index.transcripts import find_minutes, is_chat, join

Progress = Callable[[int, int, str], None]


def sync_index(
    minutes: Path,
    folder: Path,
    settings: Settings,
    walk: Walk,
    rebuild: str | None,
    progress: Progress | None,
) -> SyncReport:
    """Make the index in `folder` say what the walked files say; `rebuild` is why nothing old is to be used.

    Raises IndexLockedError, CacheError, and NoMinutesError where no file has a meeting.
    """
    with Commit(folder, rebuild=rebuild is not None) as commit:
        before = commit.before()
        try:
            return replace(_Run(minutes, settings, walk, progress, commit, before).run(), rebuilt=rebuild)
        finally:
            if before:
                before.close()


class _Fresh(NamedTuple):
    """A file that was read in this run."""

    state: FileState
    reading: Reading


class _Run:
    """One sync under the lock, from the snapshot before to the commit."""

    def __init__(
        self,
        minutes: Path,
        settings: Settings,
        walk: Walk,
        progress: Progress | None,
        commit: Commit,
        before: Snapshot | None,
    ) -> None:
        self._minutes = minutes
        self._settings = settings
        self._walk = walk
        self._analysis = analysis_of(settings.language)
        self._progress = progress
        self._commit = commit
        self._before = before
        self._old = (before.state if before else None) or NOTHING
        data = before.record("state", LEDGER) if before else None
        self._ledger = Ledger.from_json(data) if data else None
        self._diff = compare(self._old.stamps, walk.files, minutes)
        self._files = len(self._diff.new) + len(self._diff.changed)
        self._steps = 2 * self._files + self._files // 2 + 1
        self._done = 0

    def run(self) -> SyncReport:
        states, fresh = self._read_changed()
        changed = fresh.keys() & {*self._diff.new, *self._diff.changed}
        self._join_transcripts(states, fresh)
        if not any(file.meetings for file in states.values()):
            raise NoMinutesError(
                f"There are no minutes in {self._minutes}: no file in it has the date of a meeting.",
                "Name the folder that holds them with -C.",
            )
        evidence = {name: [*map(collect, one.reading.meetings)] for name, one in fresh.items()}
        ledger = self._sum_up(evidence)
        self._remove([*self._diff.removed, *fresh])
        for name, one in fresh.items():
            self._tell(name)
            self._write(name, one.reading, evidence[name], ledger)
        if self._before and self._ledger and ledger != self._ledger:
            mentioned = self._before.files_with(finder(changed_forms(self._ledger, ledger)))
            for name in sorted(mentioned & states.keys() - fresh.keys()):
                self._resolve_again(self._before, name, ledger)
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

    def _read_changed(self) -> tuple[dict[str, FileState], dict[str, _Fresh]]:
        """The state of every file from now on, and what was read anew; touched but equal is not."""
        states = {name: file for name, file in self._old.files.items() if name not in self._diff.removed}
        fresh: dict[str, _Fresh] = {}
        for name in (*self._diff.new, *self._diff.changed):
            self._tell(name)
            one = self._read(name, self._walk.files[name])
            known = states.get(name)
            if known and one.state.hash and known.hash == one.state.hash:
                states[name] = known._replace(size=one.state.size, mtime_ns=one.state.mtime_ns)
                self._done += 1
            else:
                fresh[name] = one
                states[name] = one.state
        return dict(sorted(states.items())), dict(sorted(fresh.items()))

    def _read(self, name: str, stamp: Stamp) -> _Fresh:
        found = read_text(self._minutes / name, self._settings.max_bytes)
        if isinstance(found, str):
            return _Fresh(FileState(*stamp, hash="", skipped=found), Reading((), (), found))
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
        return _Fresh(state, reading)

    def _join_transcripts(self, states: dict[str, FileState], fresh: dict[str, _Fresh]) -> None:
        """Make one meeting of minutes and their transcripts; where one of them changed, all are read."""
        before = _grouped({name: file.minutes for name, file in self._old.files.items() if file.minutes})
        now = _grouped(find_minutes(states))
        touched = {*fresh, *self._diff.removed}
        for minutes in sorted(before.keys() | now.keys()):
            group = {minutes, *before.get(minutes, ()), *now.get(minutes, ())}
            if before.get(minutes) != now.get(minutes) or touched & group:
                for name in sorted(group & states.keys() - fresh.keys()):
                    fresh[name] = self._read(name, self._walk.files[name])
                    states[name] = fresh[name].state
        for minutes, transcripts in now.items():
            if minutes in fresh and all(fresh[name].state.date for name in (minutes, *transcripts)):
                reading = fresh[minutes].reading
                meeting = join(reading.meetings[0], [fresh[name].reading.meetings[0] for name in transcripts])
                states[minutes] = fresh[minutes].state._replace(topics=len(meeting.topics))
                fresh[minutes] = _Fresh(states[minutes], replace(reading, meetings=(meeting,)))
                for name in transcripts:
                    states[name] = fresh[name].state._replace(meetings=0, topics=0, minutes=minutes)
                    fresh[name] = _Fresh(states[name], replace(fresh[name].reading, meetings=()))

    def _sum_up(self, evidence: Mapping[str, Sequence[Evidence]]) -> Ledger:
        """The ledger with the evidence of what was read; it and the sum are written where they differ."""
        new = [one for name in evidence for one in evidence[name]]
        gone = [one for name in (*self._diff.removed, *evidence) for one in self._evidence_before(name)]
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

    def _write(self, name: str, reading: Reading, evidence: Sequence[Evidence], ledger: Ledger) -> None:
        resolved = [resolve(meeting, ledger) for meeting in reading.meetings]
        self._commit.add(file_document(name, resolved, [one.to_json() for one in evidence], reading.problems))
        beside = "\n".join(map(written_beside, reading.meetings))
        self._commit.add(source_document(name, reading.meetings, beside))
        for meeting in resolved:
            ties = tie_agenda(meeting, self._analysis)
            for topic in meeting.topics:
                self._add(topic, ties.get(topic.id, ""))

    def _resolve_again(self, before: Snapshot, name: str, ledger: Ledger) -> None:
        """Write again what the new ledger says differently of an unchanged file."""
        resolved = [resolve(meeting, ledger) for meeting in unpack_source(before.record("source", name))]
        wanted = {topic.id: topic for meeting in resolved for topic in meeting.topics}
        stale = []
        for number in numbers_of(before.topics & before.bits("file", name)):
            topic = before.topic(number)
            if topic == wanted[topic.id]:
                del wanted[topic.id]
            else:
                stale.append(number)
        old = before.record("file", name)
        document = file_document(name, resolved, old["evidence"], unpack_problems(name, old["problems"]))
        if json.loads(document["data"]) != old:
            stale.extend(numbers_of(before.bits("what", "file") & before.bits("file", name)))
            self._commit.add(document)
        self._commit.remove(stale)
        ties = {
            topic: text for meeting in resolved for topic, text in tie_agenda(meeting, self._analysis).items()
        }
        for topic in wanted.values():
            self._add(topic, ties.get(topic.id, ""))

    def _add(self, topic: Topic, agenda: str) -> None:
        self._commit.add(topic_document(topic, agenda, self._analysis, self._settings.weights))

    def _put(self, name: str, data: Any) -> None:
        """Write one of the documents of the state anew."""
        if self._before:
            self._commit.remove(self._before.numbers("file", name))
        self._commit.add(state_document(name, data))

    def _tell(self, name: str) -> None:
        """Say how far it is: each file counts once when it is read and once when it is written."""
        if self._progress:
            self._progress(min(self._done, 2 * self._files), self._steps, name)
        self._done += 1

    def _tell_end(self, share: float) -> None:
        """Say how much of the commit is written, which takes a fifth of the time: half a step a file."""
        if self._progress:
            files = 2 * self._files
            self._progress(files + int(share * (self._steps - files)), self._steps, "")


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
