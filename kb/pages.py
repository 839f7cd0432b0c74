"""A topic, a meeting, or all about one name, as lines of text.

Owns what `kb show`, `kb project` and `kb person` print.  Pure; every text of the minutes is made harmless.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kb.about import MarkedLine, actions_in, company, decisions_in, telling
from kb.layout import Look, columns, one_line, wrap
from kb.render import counted
from kb.safe_text import visible
from kb.wording import words_at

if TYPE_CHECKING:
    from index import Entity, Meeting, SearchResult, Topic

_SIGNS = {"decision": "◆", "action": "▸"}
_NEWEST = 20
_MARKED = 8  # decisions, and things to do, on the page of a name
_LONGEST = 20_000  # characters shown of one line; minutes with a line of 800 KB exist


def topic_lines(topic: Topic, look: Look) -> Iterator[str]:
    """A topic: what is known of it, its lines, its chat.  Decisions and actions are marked on a screen."""
    yield look.paint(one_line(topic.title), "title")
    yield from _fields(
        [
            ("id", one_line(topic.id)),
            ("meeting", f"{topic.date} {one_line(topic.meeting)}".rstrip()),
            ("where", f"{_place(topic, look)} ({topic.kind})"),
            ("said", _names(topic.speakers)),
            ("mentions", _names([name for name in topic.people if name not in topic.speakers])),
            ("projects", _names(topic.projects)),
            ("recording", _recording(topic)),
            *(("link", one_line(link)) for link in topic.links),
        ],
        look,
    )
    yield ""
    yield from _body(topic, look)


def meeting_lines(meeting: Meeting, look: Look) -> Iterator[str]:
    """A meeting: what is known of it, then its topics one after the other."""
    yield look.paint(one_line(meeting.title or meeting.date), "title")
    yield from _fields(
        [
            ("date", meeting.date),
            ("where", _place(meeting, look)),
            *(("with", one_line(file)) for file in meeting.files[1:]),
            ("present", _names([attendee.name for attendee in meeting.attendees])),
            ("recording", one_line(meeting.recording or "")),
            ("topics", str(len(meeting.topics))),
        ],
        look,
    )
    for topic in meeting.topics:
        yield ""
        yield look.paint(f"{'──' if look.screen else '--'} {one_line(topic.id)} ({topic.kind})", "dim")
        yield from _body(topic, look)


def _place(passage: Topic | Meeting, look: Look) -> str:
    place = f"{one_line(passage.file)}:{passage.start}-{passage.end}"
    return look.link(place, passage.file, passage.start)


def entity_lines(kind: str, entity: Entity, result: SearchResult, look: Look) -> Iterator[str]:
    """All about one project or person (`kind`), of whose topics `result` has the newest first.

    How often and with whom, what was decided and is to do (of a person: by them), the newest topics.
    """
    yield look.paint(one_line(entity.name), "title")
    years = sorted(result.facets.get("year", ()), key=lambda value: value.name)
    yield from _fields(
        [
            ("also", _names([alias for alias in entity.aliases if alias != entity.name])),
            ("topics", f"{entity.topics:,} in {counted(entity.meetings, 'meeting')}"),
            ("from", f"{entity.first} to {entity.last}"),
            ("by year", ", ".join(f"{value.name}: {value.count}" for value in years)),
            ("people", _company((hit.topic.people for hit in result.hits), entity.name)),
            ("projects", _company((hit.topic.projects for hit in result.hits), entity.name)),
        ],
        look,
    )
    topics = [hit.topic for hit in result.hits]
    decided = decisions_in(topics)
    to_do = actions_in(topics, None if kind == "project" else {entity.name})
    flag = "owner" if kind == "person" else kind
    yield from _marked("decided", decided, f"kb decisions --{kind} {shlex.quote(entity.name)}", look)
    yield from _marked("to do", to_do, f"kb actions --{flag} {shlex.quote(entity.name)}", look)
    yield ""
    names = [entity.name, *entity.aliases]
    for hit in result.hits[:_NEWEST]:
        yield from _entity_topic(hit.topic, names, look)
    rest = result.total - min(len(result.hits), _NEWEST)
    if rest > 0:
        yield ""
        yield f"and {counted(rest, 'older topic')}: kb search '{result.query}' -n {result.total}"


def _entity_topic(topic: Topic, names: Sequence[str], look: Look) -> Iterator[str]:
    """A topic on the page of a name; nothing for a chat that has the name in its links alone."""
    title = one_line(topic.title)
    if topic.kind != "discussion":
        words = telling(topic, names)
        if topic.kind == "chat" and not words:
            return
        title += f": {words}" if words else ""
    yield topic_row(topic.date, title, look)
    yield look.paint(f"  {one_line(topic.id)}", "dim")


def _marked(head: str, rows: Sequence[MarkedLine], more: str, look: Look) -> Iterator[str]:
    """The newest of some lines of topics, below a heading, and the command that has them all."""
    if rows:
        yield ""
        yield look.paint(head, "dim")
    for topic, line, _ in rows[:_MARKED]:
        yield f"  {topic_row(topic.date, look.fit(words_at(topic, line), columns(topic.date) + 4), look)}"
    if len(rows) > _MARKED:
        yield look.paint(f"  and {len(rows) - _MARKED} more: {more}", "dim")


def topic_row(date: str, title: str, look: Look) -> str:
    """A topic or meeting in a list: its date, and its title as far as it fits."""
    return f"{look.paint(date, 'date')}  {look.fit(title, columns(date) + 2)}"


def meetings_lines(meetings: Sequence[Meeting], look: Look) -> Iterator[str]:
    """Meetings, each with the titles of what was talked about, for a month or a year."""
    for meeting in meetings:
        yield topic_row(meeting.date, look.paint(one_line(meeting.title), "title"), look)
        for topic in meeting.topics:
            if topic.kind == "discussion" or not any(t.kind == "discussion" for t in meeting.topics):
                yield look.fit(f"  {one_line(topic.title)}")
        yield ""
    yield counted(len(meetings), "meeting")


def _company(named: Iterable[Sequence[str]], own: str) -> str:
    return ", ".join(f"{one_line(name)} {count}" for name, count in company(named, own))


def _fields(rows: Sequence[tuple[str, str]], look: Look) -> Iterator[str]:
    last = ""
    for name, value in rows:
        if value:
            label = name if name != last else ""
            yield f"{look.paint(f'{label:10}', 'dim')}{value}"
            last = name


def _body(topic: Topic, look: Look) -> Iterator[str]:
    signs = {action.line: _SIGNS["action"] for action in topic.actions}
    signs |= dict.fromkeys(topic.decisions, _SIGNS["decision"])
    chat_only = topic.kind == "chat" and topic.chat
    if not chat_only:
        for number, line in enumerate(topic.text.split("\n"), topic.start):
            text = visible(line.removesuffix("\r"))
            if look.screen:
                yield from _numbered(number, signs.get(number, " "), text, look)
            else:
                yield text
    if topic.chat:
        if not chat_only:
            yield ""
            yield look.paint("chat", "dim")
        for message in topic.chat:
            head = f"{message.time or ''} {one_line(message.speaker)}".strip()
            yield f"  {look.paint(f'{head}:', 'date')} {one_line(message.text)}"


def _numbered(number: int, sign: str, text: str, look: Look) -> Iterator[str]:
    """A line of the minutes on a screen: its number and sign beside it, broken between words."""
    gutter = f"{number:5} {sign} "
    for piece in wrap(text.expandtabs(4)[:_LONGEST], max(20, look.width - len(gutter))):
        yield f"{look.paint(gutter, 'dim')}{piece}".rstrip()
        gutter = " " * len(gutter)


def _names(names: Sequence[str]) -> str:
    return ", ".join(map(one_line, names))


def _recording(topic: Topic) -> str:
    if not topic.recording:
        return ""
    minute = f" ≈ {topic.recording_seconds // 60} min" if topic.recording_seconds is not None else ""
    return one_line(topic.recording) + minute
