"""Records: what other programs read, and what the store keeps."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from index import meeting_record, topic_record
from index.model import Action, AgendaItem, Attendee, Meeting, Message, Part, Topic, Turn
from index.records import pack_meeting, unpack_meeting

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
names = st.lists(words, max_size=3).map(tuple)
lines = st.integers(1, 99)


def several(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=3).map(tuple)


topics = st.builds(
    Topic,
    id=words, file=words, date=words, meeting=words, kind=st.sampled_from(["discussion", "agenda", "chat"]),
    title=words, start=lines, end=lines, text=words, links=names, decisions=several(lines),
    actions=several(st.builds(Action, lines, names)), turns=several(st.builds(Turn, lines, words)),
    chat=several(st.builds(Message, lines, lines, st.none() | words, words, words, words)),
    recording=st.none() | words, recording_seconds=st.none() | lines,
    people=names, said=names, projects=names, speakers=names, meeting_file=words,
)  # fmt: skip
meetings = st.builds(
    Meeting,
    file=words, date=words, title=words, start=lines, end=lines, recording=st.none() | words,
    attendees=several(st.builds(Attendee, words, names)), agenda=several(st.builds(AgendaItem, lines, words)),
    topics=several(topics), parts=several(st.builds(Part, st.sampled_from(["title", "chat"]), lines, lines)),
)  # fmt: skip


@given(meetings)
def test_what_is_packed_is_unpacked_the_same(meeting: Meeting) -> None:
    assert unpack_meeting(json.loads(json.dumps(pack_meeting(meeting)))) == meeting


def test_the_rows_of_an_export_have_the_promised_fields() -> None:
    message = Message(9, 10, "12:01", "Ana Lima", "hello")
    topic = Topic(
        "2023-05-12/kiln", "2023-05-12.md", "2023-05-12", "Call", "discussion", "Kiln", 5, 7, "text",
        actions=(Action(6, ("Ana Lima",)),), chat=(message,),
    )  # fmt: skip
    row = topic_record(topic)
    assert list(row) == [
        "type", "id", "file", "date", "meeting", "kind", "start", "end", "title", "people", "said",
        "projects", "links", "decisions", "actions", "chat", "recording", "recording_seconds", "text",
        "meeting_file",
    ]  # fmt: skip
    assert row["actions"] == [6]
    assert row["chat"] == [
        {"line": 9, "time": "12:01", "speaker": "Ana Lima", "text": "hello", "file": "2023-05-12.md"}
    ]
    meeting = Meeting(
        "2023-05-12.md", "2023-05-12", "Call", 1, 20, attendees=(Attendee("Ana Lima"),), topics=(topic,)
    )
    assert meeting_record(meeting) == {
        "type": "meeting",
        "file": "2023-05-12.md",
        "date": "2023-05-12",
        "title": "Call",
        "start": 1,
        "end": 20,
        "recording": None,
        "attendees": ["Ana Lima"],
        "agenda": [],
        "topics": 1,
    }
