"""Meetings and topics as JSON-able records.

Owns two forms: the rows that `kb export` promises to other programs (`topic_record`,
`meeting_record`), and the lossless form the store keeps (`pack_meeting`, `unpack_meeting`, `pack_topic`,
`unpack_topic`).  Knows no disk and no engine.  The lossless form is positional, in the order of the
dataclass fields: records are read on every search, and names would be half of their bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.model import Action, Message, Topic, Turn

if TYPE_CHECKING:
    from index.model import Meeting

Record = dict[str, Any]
Packed = list[Any]


def topic_record(topic: Topic) -> Record:
    """The export row of a topic; field names are a promise."""
    return {
        "type": "topic",
        "id": topic.id,
        "file": topic.file,
        "date": topic.date,
        "meeting": topic.meeting,
        "kind": topic.kind,
        "start": topic.start,
        "end": topic.end,
        "title": topic.title,
        "people": list(topic.people),
        "said": list(topic.said),
        "projects": list(topic.projects),
        "links": list(topic.links),
        "decisions": list(topic.decisions),
        "actions": [action.line for action in topic.actions],
        "chat": [
            {
                "line": message.line,
                "time": message.time,
                "speaker": message.speaker,
                "text": message.text,
                "file": message.file or topic.file,
            }
            for message in topic.chat
        ],
        "recording": topic.recording,
        "recording_seconds": topic.recording_seconds,
        "text": topic.text,
        "meeting_file": topic.minutes_file,
    }


def meeting_record(meeting: Meeting) -> Record:
    """The export row of a meeting; `topics` is their number, they have rows of their own."""
    return {
        "type": "meeting",
        "file": meeting.file,
        "date": meeting.date,
        "title": meeting.title,
        "start": meeting.start,
        "end": meeting.end,
        "recording": meeting.recording,
        "attendees": [attendee.name for attendee in meeting.attendees],
        "agenda": [{"line": item.line, "text": item.text} for item in meeting.agenda],
        "topics": len(meeting.topics),
    }


def pack_topic(topic: Topic) -> Packed:
    """A topic as nested lists in the order of its fields, nothing lost."""
    return [
        topic.id,
        topic.file,
        topic.date,
        topic.meeting,
        topic.kind,
        topic.title,
        topic.start,
        topic.end,
        topic.text,
        topic.links,
        topic.decisions,
        [(action.line, action.owners) for action in topic.actions],
        [(turn.line, turn.speaker) for turn in topic.turns],
        [(m.line, m.end, m.time, m.speaker, m.text, m.file) for m in topic.chat],
        topic.recording,
        topic.recording_seconds,
        topic.people,
        topic.said,
        topic.projects,
        topic.speakers,
        topic.meeting_file,
    ]


def unpack_topic(packed: Packed) -> Topic:
    """The topic that `pack_topic` packed."""
    id_, file, date, meeting, kind, title, start, end, text, links, decisions, actions, turns, chat = packed[
        :14
    ]
    recording, seconds, people, said, projects, speakers, meeting_file = packed[14:]
    return Topic(
        id=id_,
        file=file,
        date=date,
        meeting=meeting,
        kind=kind,
        title=title,
        start=start,
        end=end,
        text=text,
        links=tuple(links),
        decisions=tuple(decisions),
        actions=tuple(Action(line, tuple(owners)) for line, owners in actions),
        turns=tuple(Turn(line, speaker) for line, speaker in turns),
        chat=tuple(Message(*message) for message in chat),
        recording=recording,
        recording_seconds=seconds,
        people=tuple(people),
        said=tuple(said),
        projects=tuple(projects),
        speakers=tuple(speakers),
        meeting_file=meeting_file,
    )


def pack_meeting(meeting: Meeting) -> Packed:
    """A meeting with its topics as nested lists in the order of its fields, nothing lost."""
    return [
        meeting.file,
        meeting.date,
        meeting.title,
        meeting.start,
        meeting.end,
        meeting.recording,
        [(attendee.name, attendee.aliases) for attendee in meeting.attendees],
        [(item.line, item.text) for item in meeting.agenda],
        [pack_topic(topic) for topic in meeting.topics],
        [(part.role, part.start, part.end) for part in meeting.parts],
    ]


def unpack_meeting(packed: Packed) -> Meeting:
    """The meeting that `pack_meeting` packed."""
    from index.model import AgendaItem, Attendee, Meeting, Part

    file, date, title, start, end, recording, attendees, agenda, topics, parts = packed
    return Meeting(
        file=file,
        date=date,
        title=title,
        start=start,
        end=end,
        recording=recording,
        attendees=tuple(Attendee(name, tuple(aliases)) for name, aliases in attendees),
        agenda=tuple(AgendaItem(line, text) for line, text in agenda),
        topics=tuple(unpack_topic(topic) for topic in topics),
        parts=tuple(Part(*part) for part in parts),
    )
