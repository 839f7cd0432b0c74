"""A topic, or a whole meeting, as lines to be read.

Pure: model objects and marks in, `PassageLine`s out.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from index import Meeting, Message, Topic
from kb.tui.content import (
    ACTION,
    ACTION_SIGN,
    DECISION,
    DECISION_SIGN,
    KIND_NAMES,
    MUTED,
    chips,
    clock,
    fences,
    hanging_indent,
    has_mark,
    link_style,
    plain,
    source_line,
)
from kb.tui.marks import Marks
from kb.tui.search_service import MeetingText
from kb.tui.widgets.passage import PassageLine

_SPACE = PassageLine(Content(""))


def topic_lines(topic: Topic, marks: Marks) -> list[PassageLine]:
    """A topic to be read: what it is, its own lines, its chat in order of time, its links by number."""
    lines = [*_about(topic), _SPACE]
    if topic.kind != "chat" or not topic.chat:
        lines += _own_lines(topic, marks)
    for message in topic.chat:
        if message is topic.chat[0] and topic.kind != "chat":
            lines += [_SPACE, _heading("Chat")]
        lines += _message_lines(message, marks)
    for number, url in enumerate(topic.links, 1):
        if number == 1:
            lines += [_SPACE, _heading("Links")]
        shown = plain(url)
        address = Content.styled(shown, link_style(shown))
        row = Content.assemble((f"{number:>2}  ", MUTED), address)
        lines.append(PassageLine(row, indent=4))
    return [*lines, _SPACE]


def meeting_lines(text: MeetingText, topic: Topic | None, marks: Marks) -> list[PassageLine]:
    """All lines of a meeting's files, those of one topic set apart."""
    shown: list[PassageLine] = []
    for file, source in text.files.items():
        signs = _signs(text.meeting, file)
        active = range(topic.start, topic.end + 1) if topic is not None and topic.file == file else range(0)
        lines = list(source)
        while lines and not lines[-1].strip():
            lines.pop()
        if shown:
            shown += [_SPACE, _heading(plain(file)), _SPACE]
        shown += [
            _line(number, line, in_fence, marks, signs.get(number), number in active, file)
            for number, (line, in_fence) in enumerate(zip(lines, fences(lines), strict=True), 1)
        ]
    return shown


def _about(topic: Topic) -> list[PassageLine]:
    when = [topic.date, plain(topic.meeting)]
    if topic.kind != "discussion":
        when.insert(1, KIND_NAMES[topic.kind].lower())
    if topic.recording_seconds is not None:
        when.append(f"{clock(topic.recording_seconds)} into the recording")
    rows = [Content.styled(" · ".join(part for part in when if part), MUTED)]
    if topic.projects or topic.people:
        rows.append(chips(topic, linked=True))
    return [PassageLine(row) for row in rows]


def _own_lines(topic: Topic, marks: Marks) -> list[PassageLine]:
    signs = _signs_of(topic)
    own = topic.text.split("\n")
    return [
        _line(number, line, in_fence, marks, signs.get(number))
        for number, (line, in_fence) in enumerate(zip(own, fences(own), strict=True), topic.start)
    ]


def _line(
    number: int,
    text: str,
    in_fence: bool,
    marks: Marks,
    sign: Content | None,
    is_active: bool = False,
    file: str = "",
) -> PassageLine:
    content = source_line(text, marks, in_fence)
    return PassageLine(content, number, sign, hanging_indent(text), has_mark(content), is_active, file)


def _signs(meeting: Meeting, file: str) -> Mapping[int, Content]:
    topics = (topic for topic in meeting.topics if topic.file == file)
    return {line: sign for topic in topics for line, sign in _signs_of(topic).items()}


def _signs_of(topic: Topic) -> dict[int, Content]:
    signs = {action.line: Content.styled(ACTION_SIGN, ACTION) for action in topic.actions}
    return signs | {line: Content.styled(DECISION_SIGN, DECISION) for line in topic.decisions}


def _message_lines(message: Message, marks: Marks) -> list[PassageLine]:
    time, speaker = (message.time or "")[:5], plain(message.speaker)
    head = f"{time}  {speaker}  " if time else f"{speaker}  "
    rows = []
    for at, text in enumerate(message.text.split("\n")):
        said = source_line(text, marks)
        if at == 0:
            said = Content.assemble(
                (head[: len(head) - len(speaker) - 2], MUTED), (speaker + "  ", "bold"), said
            )
        else:
            said = Content(" " * 7) + said
        rows.append(PassageLine(said, message.line + at, None, 7, has_mark(said)))
    return rows


def _heading(text: str) -> PassageLine:
    return PassageLine(Content.styled(text, f"bold {MUTED}"))
