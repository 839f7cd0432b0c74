"""A file of minutes becomes meetings: blocks, roles, topics, chat and people put together.

Owns the assembly, the ids and what a minute-taker could mend; the rules are in the modules it calls.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from index.model import Action, AgendaItem, Meeting, Part, Problem, Topic, Turn
from index.reading.attendance import find_attendance, read_attendance
from index.reading.blocks import Block, read_blocks
from index.reading.chat import find_chats, log_of
from index.reading.dates import date_in_path, meeting_date
from index.reading.ids import Ids
from index.reading.labels import find_recording
from index.reading.levels import find_title
from index.reading.links import find_links, plain, read_definitions
from index.reading.logs import announce, find_announcements
from index.reading.markup import without_tags
from index.reading.meetings import split_by_date
from index.reading.mending import find_problems
from index.reading.messages import (
    Lines,
    give_messages,
    join_logs,
    lines_of_chat,
    read_logs,
    span_of_loose,
    without_logs,
)
from index.reading.sections import Section, read_sections
from index.reading.sheet import Sheet
from index.reading.signals import read_signals
from index.reading.spans import Cut, Span, settle_parts
from index.reading.topics import cut_meeting
from index.reading.turns import read_turns
from index.reading.unmarked import find_unmarked_titles

_SUFFIX = re.compile(r"\.(?:md|markdown|txt|rst|adoc)$", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:readme|contributing|code[-_ ]of[-_ ]conduct|licen[cs]e|changelog|governance|security)\b",
    re.IGNORECASE,
)
_FENCES = {"---": (("---", "..."), ":"), "+++": (("+++",), "=")}  # around YAML and TOML, and behind a key
_HEADER_LINES = 120  # a label with the date stands among the first lines
_LONGEST_HEADER = 40  # lines of a part in which the recording is looked for
_FULL = len("YYYY-MM-DD")
_BLANK = "\ufeff\u00a0 \t\r\f\v"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds; `skipped` is the reason why it holds no meeting."""

    meetings: tuple[Meeting, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """A file that is being read: what all its meetings share.

    `marked` are its lines in Markdown, also where they are HTML, and `said` are these with those of comments
    and hints empty; `body` is the line after its front matter.
    """

    file: str
    lines: Sequence[str]
    marked: Sequence[str]
    said: Sequence[str]
    front: Mapping[str, str]
    body: int
    definitions: Mapping[str, str]
    chats: Sequence[Lines]

    @property
    def stem(self) -> str:
        return _SUFFIX.sub("", self.file)


@dataclass(frozen=True, slots=True)
class _Told:
    """What all topics of a meeting draw from: their ids, its name and recording, the signals on its lines."""

    ids: Ids
    date: str
    meeting: str
    recording: str | None
    turns: Sequence[Turn]
    decisions: Sequence[int]
    actions: Sequence[Action]


def read_minutes(file: str, text: str) -> Reading:
    """The meetings of one file; `file` is its path relative to the minutes' folder, with ``/``.

    Pure and total: any text gives a `Reading`, one without meetings where it has no date or no text.
    """
    lines = text.split("\n")
    while lines and not lines[-1].strip(_BLANK):
        lines.pop()
    if not lines:
        return Reading(skipped="empty")
    if _ABOUT.match(file.rsplit("/", 1)[-1]) and not date_in_path(file):
        return Reading(skipped="about the repository, no minutes")
    front, body = _front_matter(lines)
    announced = find_announcements(lines)
    chats = [
        span
        for span in find_chats(lines, body, len(lines), log_of(_SUFFIX.sub("", file)) is not None)
        if not any(line in announced for line in range(span[0], span[1] + 1))
    ]
    marked = without_tags(lines)
    blocks, chats = without_logs(read_blocks(marked, body), chats)
    root = read_sections(announce(blocks, announced or find_unmarked_titles(blocks, marked), marked))
    said = _said(marked, blocks)
    source = _Source(file, lines, marked, said, front, body, read_definitions(lines), chats)
    title = find_title(root)
    if title and title.role == "contents":
        return Reading(skipped="a table of contents")
    date = _date(source, title)
    meetings = split_by_date(root, len(lines), date)
    if not meetings:
        if date is None:
            return Reading(skipped="no date in its path or title")
        root.start, root.end = 1, len(lines)
        meetings = [(root, date)]
    return _read_meetings(source, meetings)


def _said(lines: Sequence[str], blocks: Sequence[Block]) -> Sequence[str]:
    """`lines` without what stands in comments of several lines, all at their numbers."""
    hidden = {n for block in blocks if block.form == "comment" for n in range(block.start + 1, block.end + 1)}
    return [line if number not in hidden else "" for number, line in enumerate(lines, 1)] if hidden else lines


def _date(source: _Source, title: Section | None) -> str | None:
    labels = [line for line in source.marked[:_HEADER_LINES] if len(line) < 500]
    words = title.title if title else next(line.strip() for line in source.lines if line.strip(_BLANK))[:80]
    return meeting_date(source.file, front_matter=source.front, title=words, labels=labels)


def _read_meetings(source: _Source, sections: Sequence[tuple[Section, str]]) -> Reading:
    """The meetings under `sections`, each with its date; what precedes the first is its preamble."""
    preamble = sections[0][0].start - 1
    sections[0][0].start = 1
    ids = Ids(source.stem, dated=len(sections) > 1)
    meetings = [
        _read_meeting(source, section, date, preamble if not place else 0, ids)
        for place, (section, date) in enumerate(sections)
    ]
    problems = [
        problem
        for meeting, (section, _) in zip(meetings, sections, strict=True)
        for problem in find_problems(meeting, find_title(section), source.lines)
    ]
    return Reading(meetings=tuple(meetings), problems=tuple(problems))


def _read_meeting(source: _Source, root: Section, date: str, preamble: int, ids: Ids) -> Meeting:
    start, end = root.start, root.end
    attendance = find_attendance(source.said, start, end)
    present = {n for first, last in attendance for n in range(first, last + 1)}
    attendees = read_attendance(source.said, attendance)
    people = {w.casefold() for a in attendees for w in (a.name, a.name.split(" ")[0], *a.aliases)}
    signals = read_signals(source.said, start, end, people)
    decisions, actions = signals.decisions, signals.actions
    turns = read_turns(source.said, start, end, attendees, present | signals.owned)
    title = find_title(root)
    sheet = Sheet(
        source.marked,
        attendance=present,
        turns={turn.line for turn in turns},
        people=people,
        decisions=set(decisions),
        actions={action.line for action in actions},
    )
    cut = cut_meeting(root, sheet)
    if any(line.strip(_BLANK) for line in source.lines[source.body - 1 : preamble]):
        cut.parts.insert(0, ("title", source.body, preamble))
    if start < source.body:
        cut.parts.insert(0, ("front-matter", 1, source.body - 1))
    name = (
        root.title or (title.title if title else source.front.get("title")) or source.stem.rsplit("/", 1)[-1]
    )
    told = _Told(ids, date, name, _recording(source, cut), turns, decisions, actions)
    topics = _topics(source, cut, told, start, end)
    return Meeting(
        file=source.file,
        date=date,
        title=name,
        start=start,
        end=end,
        recording=told.recording,
        attendees=attendees,
        agenda=tuple(AgendaItem(line, text) for line, text in cut.agenda),
        topics=tuple(topics),
        parts=tuple(Part(role, first, last) for role, first, last in cut.parts),
    )


def _topics(source: _Source, cut: Cut, told: _Told, start: int, end: int) -> list[Topic]:
    """The topics of a meeting with their chat; what of the chat is left over becomes one, or a part."""
    topics = [_topic(source, span, told) for span in cut.topics]
    taken = [(topic.start, topic.end) for topic in topics]
    headed = [(first, last) for role, first, last in cut.parts if role == "chat"]
    logs = join_logs([*headed, *(log for log in source.chats if start <= log[0] <= end)], taken)
    topics, loose = give_messages(topics, read_logs(source.lines, logs), source.definitions)
    apart = settle_parts([("chat", first, last) for first, last in logs], taken)
    if own := span_of_loose(loose, [(first, last) for _, first, last in apart]):
        given = {line for topic in topics for line in lines_of_chat(topic)}
        chat = _topic(source, Span(*own, "Chat", "chat"), told, without=given)
        topics.append(replace(chat, chat=tuple(loose)))
        taken = sorted([*taken, own])
    others = [part for part in cut.parts if part[0] != "chat"]
    cut.parts = settle_parts([*apart, *others], taken)
    return topics


def _topic(source: _Source, span: Span, told: _Told, without: Collection[int] = ()) -> Topic:
    """The topic on a span; lines `without` are another's and stay empty, so that all keep their numbers."""
    lines = source.lines[span.start - 1 : span.end]
    if without:
        lines = ["" if number in without else line for number, line in enumerate(lines, span.start)]
    minuted = span.kind == "discussion"
    actions = _within(told.actions, span, lambda action: action.line) if minuted else ()
    return Topic(
        id=told.ids.of(told.date, span.title),
        file=source.file,
        date=told.date,
        meeting=told.meeting,
        kind=span.kind,
        title=span.title,
        start=span.start,
        end=span.end,
        text="\n".join(lines),
        links=find_links(lines, source.definitions),
        decisions=_within(told.decisions, span, lambda line: line) if minuted else (),
        actions=actions,
        turns=_within(told.turns, span, lambda turn: turn.line) if span.kind != "chat" else (),
        recording=told.recording,
    )


T = TypeVar("T")


def _within(found: Sequence[T], span: Span, line_of: Callable[[T], int]) -> tuple[T, ...]:
    """What of `found`, in order of lines, stands on the lines of `span`."""
    return tuple(
        found[bisect_left(found, span.start, key=line_of) : bisect_right(found, span.end, key=line_of)]
    )


def _recording(source: _Source, cut: Cut) -> str | None:
    """The video that the front matter names, or that stands outside of topics and chat."""
    for key in ("recording", "video", "youtube"):
        if (url := source.front.get(key, "")).startswith("http"):
            return url
    begun = cut.topics[0].start if cut.topics else 0
    pieces: list[str] = []
    for role, first, last in cut.parts:
        header = role in ("title", "heading", "recording", "links") or (
            role == "boilerplate" and first < begun
        )
        if header and last - first < _LONGEST_HEADER:
            text = "\n".join(source.lines[first - 1 : last])
            pieces += re.split(r"\n(?=[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|\n))", text)
    return find_recording(pieces, source.definitions)


def _front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The keys of a head in YAML or TOML (in lower case), and the line after it."""
    fence = lines[0].strip(_BLANK)
    if fence not in _FENCES:
        return {}, 1
    ends, sign = _FENCES[fence]
    for number, line in enumerate(lines[1:200], 2):
        if line.strip() in ends:
            pairs = (entry.split(sign, 1) for entry in lines[1 : number - 1] if sign in entry)
            return {
                key.strip().casefold(): plain(value.strip().strip("\"'")) for key, value in pairs
            }, number + 1
    return {}, 1
