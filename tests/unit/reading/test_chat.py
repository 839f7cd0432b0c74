"""Chat logs, a case each in tests/cases/reading/chat.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.chat import find_chats, read_messages

CASES = Path(__file__).parents[2] / "cases" / "reading" / "chat.toml"
rows = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
pieces = st.sampled_from(
    [
        *"<>[]:*-#`\t\r\n ",
        "12:01",
        "12:01:02",
        " From ",
        "Ada",
        "Grace",
        " to Everyone",
        "<ada> ",
        "```\n",
        "PM\n",
    ]
)


@pytest.mark.parametrize("row", rows, ids=lambda row: row["title"])
def test_chat(row: dict[str, Any]) -> None:
    lines = row["text"].split("\n")
    if "messages" in row:
        found = read_messages(lines, 1, len(lines))
        assert [[m.line, m.time or "", m.speaker, m.text] for m in found] == row["messages"]
    if "spans" in row:
        assert find_chats(lines, 1, len(lines)) == [tuple(span) for span in row["spans"]]


@given(st.lists(pieces, max_size=80).map("".join))
def test_messages_are_apart_and_within_their_log(text: str) -> None:
    lines = text.split("\n")
    last = 0
    for start, end in find_chats(lines, 1, len(lines)):
        assert last < start <= end <= len(lines)
        last = start - 1
        for message in read_messages(lines, start, end):
            assert last < message.line <= message.end <= end
            assert message.speaker
            last = message.end
        last = end


@given(st.text(), st.integers(-3, 9), st.integers(-3, 99))
def test_no_text_raises(text: str, start: int, end: int) -> None:
    read_messages(text.split("\n"), start, end)
    find_chats(text.split("\n"), start, end)
