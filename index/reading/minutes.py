"""A file of minutes becomes meetings: blocks, roles, topics, chat and people put together.

Owns the assembly, the ids and what a minute-taker could mend; the rules are in the modules it calls.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.model import AgendaItem, Meeting, Message, Part, Problem, Topic
from index.reading.alignment import align, recording_seconds
from index.reading.attendance import find_attendance, read_attendance
from index.reading.blocks import Block, read_blocks
from index.reading.chat import find_chats, read_messages
from index.reading.dates import date_in, date_in_path, meeting_date
from index.reading.labels import find_recording, lacks_recording
from index.reading.links import find_links, plain, read_definitions
from index.reading.sections import Section, read_sections
from index.reading.signals import find_actions, find_decisions
from index.reading.topics import Cut, Span, cut_meeting, find_title
from index.reading.turns import read_turns

_SUFFIX = re.compile(r"\.(?:md|markdown|txt|rst|adoc)$", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:readme|contributing|code[-_ ]of[-_ ]conduct|licen[cs]e|changelog|governance|security)\b",
    re.IGNORECASE,
)
_HEADER_LINES = 60  # a label with the date stands among the first lines
_FULL = len("YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds; `skipped` is the reason why it holds no meeting."""

    meetings: tuple[Meeting, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """A file that is being read: what all its meetings share."""

    file: str
    lines: Sequence[str]
    last: int
    front: Mapping[str, str]
    definitions: Mapping[str, str]

    @property
    def stem(self) -> str:
        return _SUFFIX.sub("", self.file)


def read_minutes(file: str, text: str) -> Reading:
    """The meetings of one file; `file` is its path relative to the minutes' folder, with ``/``.

    Pure and total: any text gives a `Reading`, one without meetings where it has no date or no text.
    """
    lines = text.split("\n")
    last = len(lines)
    while last and not lines[last - 1].strip("\ufeff \t\r\f\v"):
        last -= 1
    if not last:
        return Reading(skipped="empty")
    if _ABOUT.match(file.rsplit("/", 1)[-1]) and not date_in_path(file):
        return Reading(skipped="about the repository, no minutes")
    front, first = _front_matter(lines)
    source = _Source(file, lines[:last], last, front, read_definitions(lines))
    blocks, chats = _without_chats(read_blocks(source.lines, first), find_chats(source.lines, first, last))
    root = read_sections(blocks)
    title = find_title(root)
    if title and title.role == "contents":
        return Reading(skipped="a table of contents")
    if parts := _dated_sections(root, title):
        readings = [_read_meeting(source, section, chats, date) for section, date in parts]
    else:
        root.start, root.end = 1, last
        date = _date(source, title)
        if date is None:
            return Reading(skipped="no date in its path or title")
        readings = [_read_meeting(source, root, chats, date)]
    return Reading(
        meetings=_distinct(tuple(meeting for meeting, _ in readings), source.stem),
        problems=tuple(problem for _, problems in readings for problem in problems),
    )


def _date(source: _Source, title: Section | None) -> str | None:
    labels = [line for line in source.lines[:_HEADER_LINES] if ":" in line and len(line) < 500]
    words = title.title if title else _first_words(source)
    return meeting_date(source.file, front_matter=source.front, title=words, labels=labels)


def _first_words(source: _Source) -> str | None:
    """The first line of a file without a title, where it is short enough to be one."""
    line = next((line.strip() for line in source.lines if line.strip()), "")
    return line if len(line) <= 80 else None


def _read_meeting(
    source: _Source, root: Section, chats: Sequence[tuple[int, int]], date: str
) -> tuple[Meeting, list[Problem]]:
    """One meeting of a file: all between the lines of `root`."""
    lines, start, end = source.lines, root.start, root.end
    attendance = find_attendance(lines, start, end)
    attendees = read_attendance(lines, start, end)
    turns = read_turns(lines, start, end, attendees)
    title = find_title(root)
    cut = cut_meeting(
        root,
        lines,
        attendance={n for first, last in attendance for n in range(first, last + 1)},
        turns={turn.line for turn in turns},
        people={
            word.casefold()
            for person in attendees
            for word in (person.name, person.name.split(" ")[0], *person.aliases)
        },
    )
    here = [span for span in chats if start <= span[0] <= end]
    messages, chat = _chat(lines, cut, here)
    name = (
        (root.title if root.level else "") or (title.title if title else "") or source.stem.rsplit("/", 1)[-1]
    )
    recording = _recording(source, cut, here, start, end)
    topics = [_topic(source, span, date, name, recording, turns) for span in cut.topics]
    topics = _with_chat(topics, messages, source)
    if chat and any(all(m not in t.chat for t in topics) for m in messages):
        loose = tuple(m for m in messages if all(m not in t.chat for t in topics))
        span = Span(chat[0], chat[1], "Chat", "chat")
        topics.append(replace(_topic(source, span, date, name, recording, ()), chat=loose))
        cut.parts = [p for p in cut.parts if not (p[0] == "chat" and chat[0] <= p[1] <= chat[1])]
    if source.front and start == 1:
        cut.parts.insert(0, ("front-matter", 1, _front_matter(lines)[1] - 1))
    meeting = Meeting(
        file=source.file,
        date=date,
        title=name,
        start=start,
        end=end,
        recording=recording,
        attendees=attendees,
        agenda=tuple(AgendaItem(line, text) for line, text in cut.agenda),
        topics=tuple(topics),
        parts=tuple(Part(role, first, last) for role, first, last in cut.parts),
    )
    return meeting, list(_problems(source, meeting, title))


def _topic(
    source: _Source, span: Span, date: str, meeting: str, recording: str | None, turns: Sequence[object]
) -> Topic:
    lines = source.lines[span.start - 1 : span.end]
    return Topic(
        id=slug(span.title),
        file=source.file,
        date=date,
        meeting=meeting,
        kind=span.kind,
        title=span.title,
        start=span.start,
        end=span.end,
        text="\n".join(lines),
        links=find_links(lines, source.definitions),
        decisions=find_decisions(source.lines, span.start, span.end) if span.kind == "discussion" else (),
        actions=find_actions(source.lines, span.start, span.end) if span.kind == "discussion" else (),
        turns=tuple(turn for turn in turns if span.start <= turn.line <= span.end)
        if span.kind != "chat"
        else (),  # type: ignore[attr-defined]
        recording=recording,
    )


# -- chat


def _without_chats(
    blocks: Sequence[Block], chats: Sequence[tuple[int, int]]
) -> tuple[list[Block], list[tuple[int, int]]]:
    """The blocks outside of chat logs, and the spans of the logs, grown to the fences around them."""
    kept: list[Block] = []
    spans = list(chats)
    place = 0
    for block in blocks:
        while place < len(spans) and spans[place][1] < block.start:
            place += 1
        if (
            place < len(spans)
            and block.start <= spans[place][1]
            and spans[place][0] <= block.end
            and block.form != "heading"
        ):
            spans[place] = (min(spans[place][0], block.start), max(spans[place][1], block.end))
        else:
            kept.append(block)
    return kept, spans


def _chat(
    lines: Sequence[str], cut: Cut, chats: Sequence[tuple[int, int]]
) -> tuple[list[Message], tuple[int, int] | None]:
    """The messages of a meeting and the span of their logs; the logs become parts of the cut."""
    headed = [(first, last) for role, first, last in cut.parts if role == "chat"]
    cut.parts += [("chat", first, last) for first, last in chats]
    spans = sorted({*headed, *chats})
    merged: list[tuple[int, int]] = []
    for first, last in spans:
        if merged and not any(merged[-1][1] < span.start < first for span in cut.topics):
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    messages = [message for first, last in merged for message in read_messages(lines, first, last)]
    return messages, max(merged, key=lambda span: span[1] - span[0], default=None)


def _with_chat(topics: Sequence[Topic], messages: Sequence[Message], source: _Source) -> list[Topic]:
    """The topics with the messages that belong to them, and what these tell: links and the clock."""
    minuted = [topic for topic in topics if topic.kind == "discussion"]
    if not minuted or not messages:
        return list(topics)
    seconds = recording_seconds(messages)
    homes = align(minuted, messages)
    told: dict[str, list[int]] = {}
    for place, home in enumerate(homes):
        if home is not None:
            told.setdefault(str(home), []).append(place)
    found: list[Topic] = []
    for topic in topics:
        places = told.get(str(minuted.index(topic)), []) if topic.kind == "discussion" else []
        mine = tuple(messages[place] for place in places)
        links = dict.fromkeys(topic.links)
        for message in mine:
            links.update(
                dict.fromkeys(find_links(source.lines[message.line - 1 : message.end], source.definitions))
            )
        clock = next((seconds[place] for place in places if seconds[place] is not None), None)
        found.append(
            replace(
                topic, chat=mine, links=tuple(links), recording_seconds=clock if topic.recording else None
            )
        )
    return found


# -- recording


def _recording(
    source: _Source, cut: Cut, chats: Sequence[tuple[int, int]], start: int, end: int
) -> str | None:
    """The video that the front matter or the lines outside of topics and chat link."""
    for key in ("recording", "video", "youtube"):
        if (url := source.front.get(key, "")).startswith("http"):
            return url
    texts = [
        "\n".join(source.lines[first - 1 : last])
        for role, first, last in cut.parts
        if role in ("title", "heading", "recording", "links", "boilerplate") and last - first < 40
    ]
    return find_recording([line for text in texts for line in _paragraphs(text)], source.definitions)


def _paragraphs(text: str) -> list[str]:
    """Pieces in which a label and its link stand together: list items and paragraphs."""
    return [piece for piece in re.split(r"\n(?=\s*(?:[-*+]\s|\d+[.)]\s|\n))", text) if piece.strip()]


# -- several meetings in one file

_HEADED_BY_DATE = 5  # words besides the date that the heading of a meeting may have


def _dated_sections(root: Section, title: Section | None) -> list[tuple[Section, str]]:
    """The meetings of a file with one under each dated heading; none where it is one meeting."""
    for parent in (root, *([title] if title else [])):
        dated = [
            (place, date)
            for place, child in enumerate(parent.children)
            if (date := _heading_date(child.title))
        ]
        if len(dated) >= 2 and len({date for _, date in dated}) >= 2:
            return _split(root, parent, dated)
    return []


_NO_MEETING = re.compile(
    r"\b(?:next|upcoming|future|previous|last|attend\w*|present|agenda for|release|deadline)\b", re.IGNORECASE
)


def _heading_date(title: str) -> str | None:
    date = date_in(title)
    if date is None or len(date) < _FULL or _NO_MEETING.search(title):
        return None
    words = re.findall(r"[^\W\d_]{2,}", title)
    return date if len(words) <= _HEADED_BY_DATE + 2 else None


def _split(root: Section, parent: Section, dated: Sequence[tuple[int, str]]) -> list[tuple[Section, str]]:
    """Sections of one meeting each: from a dated heading to the next; what precedes goes to the first."""
    meetings = []
    starts = [place for place, _ in dated]
    for order, (place, date) in enumerate(dated):
        until = starts[order + 1] if order + 1 < len(starts) else len(parent.children)
        own = parent.children[place]
        own.children += parent.children[place + 1 : until]
        own.end = parent.children[until - 1].end
        section = Section("", 0, own.start, own.end, children=[own])
        if order == 0:
            section.start = 1
            section.body = [*root.body, *(parent.body if parent is not root else [])]
        section.title = own.title
        meetings.append((section, date))
    return meetings


# -- ids, problems


def slug(title: str) -> str:
    """`title` as the tail of an id: lower case words with hyphens, at most sixty characters."""
    kept = ""
    for word in re.findall(r"\w+", title.casefold()):
        if kept and len(kept) + len(word) > 60:
            break
        kept += ("-" if kept else "") + word
    return kept[:60] or "topic"


def _distinct(meetings: Sequence[Meeting], stem: str) -> tuple[Meeting, ...]:
    """The meetings with the ids of their topics made whole and different from each other."""
    seen: dict[str, int] = {}
    done = []
    for meeting in meetings:
        topics = []
        for topic in meeting.topics:
            name = f"{stem}/{meeting.date}/{topic.id}" if len(meetings) > 1 else f"{stem}/{topic.id}"
            seen[name] = seen.get(name, 0) + 1
            topics.append(replace(topic, id=name if seen[name] == 1 else f"{name}-{seen[name]}"))
        done.append(replace(meeting, topics=tuple(topics)))
    return tuple(done)


def _problems(source: _Source, meeting: Meeting, title: Section | None) -> list[Problem]:
    """What the minute-taker of one meeting could mend."""
    problems = []
    path, told = date_in_path(source.file), date_in(title.title) if title else None
    if title and path and told and len(path) == len(told) == _FULL and path != told and meeting.date == path:
        problems.append(
            Problem(source.file, title.start, "date-mismatch", f"the title says {told}, the path {path}")
        )
    homes = {n for t in meeting.topics for n in range(t.start, t.end + 1)}
    homes |= {n for p in meeting.parts for n in range(p.start, p.end + 1)}
    for number in range(meeting.start, meeting.end + 1):
        line = source.lines[number - 1]
        if number not in homes and line.strip("\ufeff \t\r\u00a0"):
            problems.append(Problem(source.file, number, "line-without-home", plain(line[:100])))
    if meeting.recording is None:
        lacking = next(
            (
                p
                for p in meeting.parts
                if p.role == "recording" and lacks_recording(source.lines[p.start - 1])
            ),
            None,
        )
        if lacking:
            problems.append(
                Problem(source.file, lacking.start, "no-recording", "a label for the recording has no link")
            )
    return problems


def _front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The keys of a YAML head (in lower case), and the line after it."""
    if lines[0].strip("\ufeff \t\r") != "---":
        return {}, 1
    for number, line in enumerate(lines[1:200], 2):
        if line.strip() in ("---", "..."):
            pairs = (entry.split(":", 1) for entry in lines[1 : number - 1] if ":" in entry)
            return {
                key.strip().casefold(): plain(value.strip().strip("\"'")) for key, value in pairs
            }, number + 1
    return {}, 1
