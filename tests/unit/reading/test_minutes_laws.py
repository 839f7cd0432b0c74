"""Laws of reading that hold for any text: nothing raises, no line is lost, no line has two homes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Meeting
from index.reading import Reading, read_minutes

MINUTES = Path(__file__).parents[4] / "shared" / "minutes"
_BLANK = "\ufeff\u00a0 \t\r\f\v"

_WORDS = st.sampled_from(
    [
        "parser",
        "release",
        "Ada",
        "we will",
        "ship it",
        "[issue](https://github.com/w/g/issues/7)",
        "#12",
        "`x_y`",
    ]
)
_TEXT = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)
_HEADS = st.sampled_from(
    [
        "Minutes",
        "Agenda",
        "Attendees",
        "Conclusion",
        "Action items",
        "Next meeting",
        "widgets/core",
        "Parser",
        "",
    ]
)
_LINES = st.one_of(
    st.just(""),
    st.builds("{} {}".format, st.sampled_from(["#", "##", "###", "####"]), _HEADS),
    st.builds("{}{} {}".format, st.sampled_from(["", "  ", "\t", "      "]), st.sampled_from("-*+"), _TEXT),
    st.builds("{}. {}".format, st.integers(1, 12), _TEXT),
    st.builds("**{}**".format, _HEADS),
    st.builds("{}:".format, _HEADS),
    st.builds("Ada: {}".format, _TEXT),
    st.builds("12:0{}:10 From Ada Berg : {}".format, st.integers(0, 9), _TEXT),
    st.sampled_from(
        [
            "```",
            "---",
            "> said",
            "| a | b |",
            "<!-- x -->",
            "<!--",
            "[1]: https://x.example/1",
            "Present: Ada, Bo",
        ]
    ),
    st.sampled_from(
        ["## 2021-03-04", "## 2021-03-11", "Topic: one", "=====", "_No recording._", "- ", "\r", "\x0c"]
    ),
    _TEXT,
)


def check(file: str, text: str, reading: Reading) -> None:
    lines = text.split("\n")
    if not reading.meetings:
        assert reading.skipped
        return
    homes = [0] * (len(lines) + 1)
    for meeting in reading.meetings:
        check_meeting(file, meeting, lines)
        for span in (*meeting.topics, *meeting.parts):
            assert 1 <= span.start <= span.end <= len(lines)
            for number in range(span.start, span.end + 1):
                homes[number] += 1
    for number, line in enumerate(lines, 1):
        if line.strip(_BLANK):
            assert homes[number] == 1, f"{file}:{number} has {homes[number]} homes: {line[:80]!r}"
    ids = [topic.id for meeting in reading.meetings for topic in meeting.topics]
    assert len(ids) == len(set(ids))


def check_meeting(file: str, meeting: Meeting, lines: list[str]) -> None:
    assert meeting.file == file
    messages = (message for topic in meeting.topics if topic.kind != "chat" for message in topic.chat)
    given = {line for message in messages for line in range(message.line, message.end + 1)}
    for topic in meeting.topics:
        others = given if topic.kind == "chat" else set()
        own = range(topic.start, topic.end + 1)
        assert topic.text == "\n".join("" if n in others else lines[n - 1] for n in own)
        assert topic.meeting == meeting.title
        assert topic.id.startswith(file.removesuffix(".md"))
        assert lines[topic.start - 1].strip(_BLANK) and lines[topic.end - 1].strip(_BLANK)
        assert len(topic.links) == len(set(topic.links))


@settings(max_examples=300, deadline=None)
@given(st.lists(_LINES, max_size=40))
def test_every_line_of_generated_minutes_has_one_home(lines: list[str]) -> None:
    text = "\n".join(lines)
    check("2021-03-04.md", text, read_minutes("2021-03-04.md", text))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    check("notes.md", text, read_minutes("notes.md", text))


@settings(max_examples=60, deadline=None)
@given(st.lists(_LINES, max_size=30))
def test_reading_is_pure(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert read_minutes("2021-03-04.md", text) == read_minutes("2021-03-04.md", text)


@pytest.mark.parametrize("community", sorted(p.name for p in MINUTES.glob("*") if p.is_dir()) or [None])
def test_every_line_of_real_minutes_has_one_home(community: str | None) -> None:
    if community is None:
        pytest.skip("the real minutes are not beside the checkout")
    folder = MINUTES / community
    for path in sorted(folder.rglob("*.md")):
        file = path.relative_to(folder).as_posix()
        text = path.read_bytes().decode("utf-8", "replace")
        check(file, text, read_minutes(file, text))
