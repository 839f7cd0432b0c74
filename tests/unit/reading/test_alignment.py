"""Chat messages and topics: cases in tests/cases/reading/alignment.toml, and laws for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Kind, Message, Topic
from index.reading.alignment import align, recording_seconds

CASES = Path(__file__).parents[2] / "cases" / "reading" / "alignment.toml"
rows = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]


def topic(title: str, text: str, kind: Kind = "discussion") -> Topic:
    return Topic(id=title, file="", date="", meeting="", kind=kind, title=title, start=1, end=1, text=text)


def message(text: str, clock: str | None = None, speaker: str = "Ada") -> Message:
    return Message(line=1, end=1, time=clock, speaker=speaker, text=text)


@pytest.mark.parametrize("row", rows, ids=lambda row: row["title"])
def test_each_message_has_its_topic(row: dict[str, Any]) -> None:
    topics = [topic(*pair) for pair in row["topics"]]
    found = align(topics, [message(text, clock or None) for clock, text, _ in row["chat"]])
    assert found == [None if place < 0 else place for _, _, place in row["chat"]]


def test_an_agenda_lends_its_links_and_takes_no_message() -> None:
    agenda = topic("Agenda", "- Mast repair\n    - https://example.org/oak\n- Sail\n", "agenda")
    topics = [agenda, topic("Mast repair", "It was long."), topic("Sail", "It was short.")]
    assert align(topics, [message("https://example.org/oak", "10:00")]) == [1]


def test_where_nothing_was_minuted_the_agenda_takes_the_messages() -> None:
    topics = [topic("Mast", "https://example.org/oak", "agenda"), topic("Sail", "cotton", "agenda")]
    assert align(topics, [message("https://example.org/oak", "10:00")]) == [0]


def test_who_speaks_says_nothing_about_the_topic() -> None:
    topics = [topic("Mast", "Ada Lovelace spoke at length"), topic("Sail", "https://example.org/cotton")]
    assert align(topics, [message("https://ada.example/lovelace", "10:00", "Ada Lovelace")]) == [None]


@pytest.mark.parametrize(
    ("clocks", "start", "seconds"),
    [
        (["12:00:00", "12:01:30", None, "13:00"], None, [0, 90, None, 3600]),
        (["23:59:30", "00:00:30"], None, [0, 60]),
        (["11:58 PM", "12:03 AM"], None, [0, 300]),
        (["12:10:00"], "12:00:00", [600]),
        (["12:07:14", "12:20:14"], None, [434, 1214]),
        (["14:33"], None, [180]),
        (["12:25:00", "12:26:00"], None, [0, 60]),
        (["00:12:30", "00:40:00"], None, [750, 2400]),
        ([None, "later"], None, [None, None]),
        ([], None, []),
    ],
)
def test_recording_seconds(clocks: list[str | None], start: str | None, seconds: list[int | None]) -> None:
    assert recording_seconds([message("", clock) for clock in clocks], start) == seconds


texts = st.lists(
    st.sampled_from(["mast", "sail", "oak_v2", "https://a.example/x", "hello", "é", "https://["])
).map(" ".join)


@given(
    st.lists(st.tuples(texts, texts), max_size=5),
    st.lists(
        st.tuples(st.none() | st.sampled_from(["10:00", "10:00:01", "11:30:00", "x"]), texts), max_size=12
    ),
)
def test_every_message_gets_one_of_the_topics_or_none(
    topics: list[tuple[str, str]], chat: list[tuple[str | None, str]]
) -> None:
    found = align([topic(*pair) for pair in topics], [message(text, clock) for clock, text in chat])
    assert len(found) == len(chat)
    assert all(place is None or 0 <= place < len(topics) for place in found)


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_raises(title: str, text: str, clock: str, words: str) -> None:
    messages = [message(words, clock, title)]
    align([topic(title, text), topic(text, title)], messages)
    recording_seconds(messages, words)
