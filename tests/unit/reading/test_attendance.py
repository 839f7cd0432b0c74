"""Attendance lists, a case each in tests/cases/reading/attendance.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Attendee
from index.reading.attendance import find_attendance, read_attendance
from index.reading.markup import without_tags
from index.reading.persons import read_person

CASES = Path(__file__).parents[2] / "cases" / "reading" / "attendance.toml"
rows = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
pieces = st.sampled_from(
    [
        *"#*-|:,.()[]@<>_ \t\r\n",
        "Present",
        "Attendees:",
        "Ada Lovelace",
        "- ",
        "[x]",
        "regrets",
        "| Name |",
        "---",
    ]
)


def written(attendee: Attendee) -> str:
    return attendee.name + (": " + ", ".join(attendee.aliases) if attendee.aliases else "")


@pytest.mark.parametrize("row", rows, ids=lambda row: row["title"])
def test_attendance(row: dict[str, Any]) -> None:
    lines = without_tags(row["text"].split("\n"))
    spans = find_attendance(lines, 1, len(lines))
    assert [written(attendee) for attendee in read_attendance(lines, spans)] == row["people"]
    if "spans" in row:
        assert spans == [tuple(span) for span in row["spans"]]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ada Lovelace (AL)", Attendee("Ada Lovelace", ("AL",))),
        ("Ada Lovelace (TSC)", Attendee("Ada Lovelace")),
        ("**Ada Lovelace** - Engine Co - remote", Attendee("Ada Lovelace")),
        ("[Ada](https://github.com/adal)", Attendee("Ada", ("adal",))),
        ("[@adal](https://github.com/adal)", Attendee("adal")),
        ("Ada Lovelace <ada@example.org>", Attendee("Ada Lovelace")),
        ("Ada from Engine Co", Attendee("Ada")),
        ("none", None),
        ("TBD", None),
        ("", None),
        ("(AL)", Attendee("AL")),
        ("and others", None),
    ],
)
def test_read_person(text: str, person: Attendee | None) -> None:
    assert read_person(text) == person


@given(st.lists(pieces, max_size=60).map("".join))
def test_spans_are_in_order_and_apart(text: str) -> None:
    lines = text.split("\n")
    last = 0
    spans = find_attendance(lines, 1, len(lines))
    for start, end in spans:
        assert last < start <= end <= len(lines)
        last = end
    assert all(attendee.name.strip() for attendee in read_attendance(lines, spans))


@given(st.text(), st.integers(-3, 9), st.integers(-3, 99))
def test_no_text_raises(text: str, start: int, end: int) -> None:
    lines = text.split("\n")
    read_attendance(lines, find_attendance(lines, start, end))
    read_person(text)
