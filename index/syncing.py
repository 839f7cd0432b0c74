"""Bringing the index up to date: which files are read again, and what follows from it elsewhere.

Owns the way from a walk of the folder to one commit: changed files are read, their evidence joins that of
all others, the ledger is summed anew, and what it says anew of unchanged files is written again.  The result
is that of a fresh build, whatever the history (a test holds it).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import NoMinutesError
from index.files import Stamp, Walk, compare, read_text
from index.model import Settings, SyncReport, Topic
from index.naming import Evidence, Ledger, build_ledger, collect, resolve
from index.reading import Reading, read_minutes
from index.storing.analysis import analysis_of
from index.storing.documents import topic_document
from index.storing.names import build_table
from index.storing.reader import Snapshot
from index.storing.state import (
    INDEX,
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
        self._diff = compare(self._old.stamps, walk.files, minutes)
        self._steps = 2 * (len(self._diff.new) + len(self._diff.changed))
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
        ledger = build_ledger(self._all_evidence(states, fresh), self._settings.names)
        digest = _digest(ledger)
        self._remove([*self._diff.removed, *fresh])
        for name, one in fresh.items():
            self._tell(name)
            self._write(name, one.reading, ledger)
        if self._before and digest != self._old.ledger:
            for name in states:
                if name not in fresh and not states[name].minutes:
                    self._resolve_again(self._before, name, ledger)
        after = State(
            states, dict(self._walk.refused), settings_digest(self._settings), digest, self._settings.language
        )
        self._write_state(after, ledger)
        self._commit.finish()
        self._tell("")
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

    def _all_evidence(
        self, states: Mapping[str, FileState], fresh: Mapping[str, _Fresh]
    ) -> Iterator[Evidence]:
        for name in states:
            if name in fresh:
                yield from map(collect, fresh[name].reading.meetings)
            elif self._before:
                yield from map(Evidence.from_json, self._before.record("file", name)["evidence"])

    def _remove(self, names: list[str]) -> None:
        """Delete all documents of these files."""
        if self._before:
            before = self._before
            self._commit.remove(sorted({n for name in names for n in before.numbers("file", name)}))

    def _write(self, name: str, reading: Reading, ledger: Ledger) -> None:
        evidence = [collect(meeting).to_json() for meeting in reading.meetings]
        resolved = [resolve(meeting, ledger) for meeting in reading.meetings]
        self._commit.add(file_document(name, resolved, evidence, reading.problems))
        self._commit.add(source_document(name, reading.meetings))
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

    def _write_state(self, after: State, ledger: Ledger) -> None:
        names_changed = after.ledger != self._old.ledger
        if self._before:
            self._commit.remove(self._before.numbers("file", INDEX))
            if names_changed:
                self._commit.remove(self._before.numbers("file", NAMES))
        self._commit.add(state_document(INDEX, after.to_json()))
        if names_changed:
            self._commit.add(state_document(NAMES, _names(ledger)))

    def _tell(self, name: str) -> None:
        """Say how far it is; each file counts once when it is read and once when it is written."""
        if self._progress:
            self._progress(min(self._done, self._steps), self._steps, name)
        self._done += 1


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


def _digest(ledger: Ledger) -> str:
    """A fingerprint of everything a ledger says."""
    text = json.dumps(ledger.to_json(), sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
