"""Topics and meetings by their names: ids, tails of ids, dates, files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from index.errors import NotFoundError
from index.model import Meeting, Problem, Topic
from index.searching.doubts import name_problems, recording_problems
from index.searching.spelling import closest
from index.storing.reader import Snapshot
from index.storing.state import unpack_header, unpack_problems
from index.storing.tables import numbers_of

_SHOWN = 5


def find_topic(snapshot: Snapshot, ref: str) -> Topic:
    """The topic of an id or of an unambiguous tail of one.  Raises NotFoundError with the closest."""
    wanted = ref.strip().strip("/").casefold()
    found = [snapshot.topic(n) for n in numbers_of(snapshot.bits("id", wanted) & snapshot.topics)]
    exact = [topic for topic in found if topic.id.casefold() == wanted]
    if exact or len(found) == 1:
        return (exact or found)[0]
    if found:
        ids = ", ".join(sorted(topic.id for topic in found)[:_SHOWN])
        raise NotFoundError(f"{len(found)} topics are called {ref}.", f"Say which: {ids}.")
    if (moved := _moved(snapshot, wanted)) is not None:
        return moved
    near = closest(wanted, (term for term in snapshot.terms("id")), max(2, len(wanted) // 4))
    raise NotFoundError(f"There is no topic {ref}.", f"Did you mean {near}?" if near else None)


def _moved(snapshot: Snapshot, wanted: str) -> Topic | None:
    """The topic of an id from before its file was moved or renamed.

    The same end of the path below another folder, or else the same title on the day that the id names.
    """
    path = wanted.split("/")
    for start in range(1, len(path) - 1):
        found = numbers_of(snapshot.bits("id", "/".join(path[start:])) & snapshot.topics)
        if len(found) == 1:
            return snapshot.topic(found[0])
    same = [snapshot.topic(n) for n in numbers_of(snapshot.bits("id", path[-1]) & snapshot.topics)]
    same = [topic for topic in same if topic.date in wanted]
    return same[0] if len(path) > 1 and len(same) == 1 else None


def find_meeting(snapshot: Snapshot, ref: str) -> Meeting:
    """The meeting of a date, a file or the id of one of its topics.  Raises NotFoundError."""
    wanted = ref.strip().strip("/")
    files = snapshot.state.files if snapshot.state else {}
    for name in (wanted, wanted + ".md", wanted + ".markdown"):
        if name in files:
            found = _meetings_of(snapshot, files[name].minutes or name)
            return _only(found, ref) if found else _no_meeting(name, files[name].skipped)
    dated = [
        m
        for name in _files_of_date(snapshot, wanted)
        for m in _meetings_of(snapshot, name)
        if m.date == wanted
    ]
    if dated:
        return _only(dated, ref)
    try:
        topic = find_topic(snapshot, wanted)
    except NotFoundError:
        near = closest(wanted, sorted(snapshot.terms("date")))
        hint = f"The closest date is {near}." if near else None
        raise NotFoundError(f"There is no meeting {ref}.", hint) from None
    meetings = _meetings_of(snapshot, topic.minutes_file)
    return next(m for m in meetings if any(t.id == topic.id for t in m.topics))


def _no_meeting(name: str, reason: str | None) -> Meeting:
    raise NotFoundError(f"There is no meeting in {name}: {reason or 'it is empty'}.")


def _only(found: list[Meeting], ref: str) -> Meeting:
    if len(found) == 1:
        return found[0]
    names = sorted({meeting.file if meeting.date == ref else meeting.date for meeting in found})
    if len(names) == 1:
        return found[0]
    raise NotFoundError(
        f"{len(found)} meetings are called {ref}.", f"Say which: {', '.join(names[:_SHOWN])}."
    )


def _files_of_date(snapshot: Snapshot, date: str) -> list[str]:
    """The files with a meeting of this date, those without any topic included."""
    numbers = numbers_of(snapshot.bits("date", date) & snapshot.topics)
    names = {snapshot.facts(number)[0][0] for number in numbers}
    if not names and snapshot.state:
        names = {name for name, file in snapshot.state.files.items() if file.meetings and not file.topics}
    return sorted(names)


def _meetings_of(snapshot: Snapshot, file: str) -> list[Meeting]:
    """The meetings of a file with their topics, in the order of the file."""
    record = snapshot.record("file", file) or {"meetings": []}
    meetings = [unpack_header(row) for row in record["meetings"]]
    topics = [snapshot.topic(n) for n in numbers_of(snapshot.bits("file", file) & snapshot.topics)]
    topics.sort(key=lambda topic: (topic.meeting_file, topic.file, topic.start, topic.id))
    if len(meetings) == 1:
        return [replace(meetings[0], topics=tuple(topics))]
    return [
        replace(meeting, topics=tuple(t for t in topics if meeting.start <= t.start <= meeting.end))
        for meeting in meetings
    ]


def all_meetings(snapshot: Snapshot, wanted: Collection[str] | None = None) -> list[Meeting]:
    """Every meeting with its topics, or those of the wanted files, oldest first."""
    files = snapshot.state.files if snapshot.state else {}
    found = [
        meeting
        for name, file in files.items()
        if file.meetings and (wanted is None or name in wanted)
        for meeting in _meetings_of(snapshot, name)
    ]
    return sorted(found, key=lambda meeting: (meeting.date, meeting.file, meeting.start))


def all_problems(snapshot: Snapshot) -> list[Problem]:
    """Every problem of every file and every doubtful name, by file and line."""
    found = list(name_problems(snapshot))
    meetings: list[Meeting] = []
    for name in snapshot.state.files if snapshot.state else ():
        record = snapshot.record("file", name)
        problems = unpack_problems(name, record["problems"])
        found.extend(problems)
        if not any(problem.code == "no-recording" for problem in problems):
            meetings.extend(map(unpack_header, record["meetings"]))
    found.extend(recording_problems(meetings))
    return sorted(found, key=lambda problem: (problem.file, problem.line, problem.code))
