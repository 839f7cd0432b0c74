"""Transcripts beside the minutes: whose they are, and one meeting made of both."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from index import Library, open_library
from index.reading import read_minutes
from index.transcripts import find_minutes, join

DAY = "2024-03-05"


class Sheet(NamedTuple):
    """What is known of a file when partners are looked for."""

    date: str = DAY
    is_chat: bool = False


MINUTES, CHAT = Sheet(), Sheet(is_chat=True)


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({f"{DAY}.md": MINUTES, f"{DAY}-transcript.md": CHAT}, {f"{DAY}-transcript.md": f"{DAY}.md"}),
        ({f"{DAY}.md": MINUTES, f"{DAY} Zoom Chat.md": MINUTES}, {f"{DAY} Zoom Chat.md": f"{DAY}.md"}),
        ({f"{DAY}.md": MINUTES, f"{DAY}_irc.log.md": CHAT}, {f"{DAY}_irc.log.md": f"{DAY}.md"}),
        (
            {f"a/{DAY}/notes.md": MINUTES, f"a/{DAY}/saved.md": CHAT},
            {f"a/{DAY}/saved.md": f"a/{DAY}/notes.md"},
        ),
        (
            {"a.md": MINUTES, "a-raw.md": CHAT, "b.md": MINUTES, "b-chat.md": CHAT},
            {"a-raw.md": "a.md", "b-chat.md": "b.md"},
        ),
        ({f"{DAY}.md": MINUTES, f"x/{DAY}-transcript.md": CHAT}, {}),  # another folder
        ({f"{DAY}.md": MINUTES, f"{DAY}-budget.md": MINUTES}, {}),  # another meeting of that day
        ({"a.md": MINUTES, "b.md": MINUTES, "c.md": CHAT}, {}),  # of which of the two?
        ({"a.md": MINUTES, "a-chat.md": Sheet("2024-03-06", True)}, {}),  # another day
        ({"a.md": Sheet("2024-03"), "b.md": Sheet("2024-03", True)}, {}),  # which day?
        ({"a.md": CHAT, "a-chat.md": CHAT}, {}),  # no minutes
        ({"a-chat.md": CHAT}, {}),
    ],
)
def test_a_transcript_belongs_to_the_minutes_beside_it(
    files: dict[str, Sheet], found: dict[str, str]
) -> None:
    assert find_minutes(files) == found


SPOKEN = """# Call of 5 March 2024

Present: Ana Lima (@alima), Bo Chen (@bo)

## The kiln overheats

Ana showed https://github.com/clay/kiln/issues/7.

**Resolution**: lower the limit.

## Glaze colours

Three colours were compared, cobalt among them.
"""
WRITTEN = """# Transcript of 5 March 2024

**alima:** hi all

**bo:** hello

**alima:** so, https://github.com/clay/kiln/issues/7 is about the kiln, it overheats

**bo:** the limit should be lower

**alima:** next, glaze: which colours?

**bo:** cobalt is the best of the colours

**alima:** bye
"""


def test_messages_go_to_their_topics_and_name_their_file() -> None:
    (minutes,) = read_minutes(f"{DAY}.md", SPOKEN).meetings
    (transcript,) = read_minutes(f"{DAY}-transcript.md", WRITTEN).meetings
    joined = join(minutes, [transcript])
    assert joined.files == (f"{DAY}.md", f"{DAY}-transcript.md")
    lines = {topic.title: [message.line for message in topic.chat] for topic in joined.topics}
    assert lines == {"The kiln overheats": [7, 9], "Glaze colours": [11, 13], "Chat": [3, 5, 15]}
    kiln, glaze, rest = joined.topics
    assert {message.file for message in (*kiln.chat, *glaze.chat)} == {f"{DAY}-transcript.md"}
    assert (rest.file, rest.meeting_file) == (f"{DAY}-transcript.md", f"{DAY}.md")
    assert "cobalt" not in rest.text
    assert rest.text.split("\n")[5 - rest.start] == "**bo:** hello"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Minutes with a transcript beside them."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / f"{DAY}.md").write_text(SPOKEN, encoding="utf-8")
    (folder / f"{DAY}-transcript.md").write_text(WRITTEN, encoding="utf-8")
    (folder / "2024-03-12.md").write_text(SPOKEN.replace("5 March", "12 March"), encoding="utf-8")
    library = open_library(folder, cache=tmp_path / "cache")
    library.sync()
    return library


def test_they_are_one_meeting(library: Library) -> None:
    assert library.status().meetings == len(library.meetings()) == 2
    for ref in (DAY, f"{DAY}.md", f"{DAY}-transcript.md", f"{DAY}-transcript/chat"):
        assert library.meeting(ref).file == f"{DAY}.md"
        assert [topic.kind for topic in library.meeting(ref).topics] == ["discussion", "discussion", "chat"]
    assert library.search("kiln").meetings == 2
    assert library.search(f"meeting:{DAY}").total == 3


def test_who_wrote_said_it_and_is_known_by_name(library: Library) -> None:
    topic = library.topic(f"{DAY}/the-kiln-overheats")
    assert [message.speaker for message in topic.chat] == ["Ana Lima", "Bo Chen"]
    assert topic.said == ("Ana Lima",)
    assert [hit.topic.id for hit in library.search('said:"Bo Chen" -in:chat').hits] == []
    assert {hit.topic.title for hit in library.search("person:bo").hits} == {
        "The kiln overheats",
        "Glaze colours",
        "Chat",
    }


def test_a_snippet_of_the_transcript_names_its_file(library: Library) -> None:
    (hit,) = library.search("cobalt best").hits[:1]
    assert hit.topic.file == f"{DAY}.md"
    assert (f"{DAY}-transcript.md", 13) in [(snippet.file, snippet.line) for snippet in hit.snippets]


def test_minutes_that_go_leave_the_transcript_a_meeting(library: Library) -> None:
    (library.minutes / f"{DAY}.md").unlink()
    report = library.sync()
    assert (report.removed, report.changed, report.unchanged) == ((f"{DAY}.md",), (), 2)
    assert [meeting.file for meeting in library.meetings()] == [f"{DAY}-transcript.md", "2024-03-12.md"]
    assert len(library.meeting(DAY).topics[0].chat) == 7
