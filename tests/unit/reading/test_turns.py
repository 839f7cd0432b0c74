"""Speaker turns: cases with the speakers of a line in the margin, and laws for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Attendee
from index.reading.markup import without_tags
from index.reading.signals import read_signals
from index.reading.turns import read_turns

CASES = sorted((Path(__file__).parents[2] / "cases" / "reading" / "turns").glob("*.txt"))
pieces = st.sampled_from(
    [
        *":*_-[]<>(),.\n\t ",
        "Ada",
        "AL",
        "Grace Hopper",
        "**",
        "[name=Ada]",
        "- ",
        "> ",
        "<ada> ",
        "Yes: 4\n",
        "```\n",
    ]
)


def attendees(head: str) -> list[Attendee]:
    written = next(line for line in head.split("\n") if line.startswith("attendees:"))
    found = []
    for person in written.removeprefix("attendees:").split(", "):
        name, _, alias = person.strip().partition(" (")
        if name:
            found.append(Attendee(name, (alias.rstrip(")"),) if alias else ()))
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_speakers_of_each_line(path: Path) -> None:
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    rows = [line.split("|", 1) for line in body.rstrip("\n").split("\n")]
    lines = [text.removeprefix(" ") for _, text in rows]
    found: dict[int, list[str]] = {}
    marked = without_tags(lines)
    apart = read_signals(marked, 1, len(lines)).owned
    for turn in read_turns(marked, 1, len(lines), attendees(head), apart):
        found.setdefault(turn.line, []).append(turn.speaker)
    written = [f"{', '.join(found.get(n, [])):12} | {line}".rstrip() for n, line in enumerate(lines, 1)]
    wanted = [f"{margin.strip():12} | {line}".rstrip() for (margin, _), line in zip(rows, lines, strict=True)]
    assert written == wanted


@given(st.lists(pieces, max_size=80).map("".join))
def test_turns_are_in_order_on_lines_that_are_there(text: str) -> None:
    lines = text.split("\n")
    turns = read_turns(lines, 1, len(lines), [Attendee("Ada Lovelace", ("AL",)), Attendee("Grace Hopper")])
    assert [turn.line for turn in turns] == sorted(turn.line for turn in turns)
    assert all(1 <= turn.line <= len(lines) and turn.speaker for turn in turns)
    assert len(set(turns)) == len(turns)


@given(st.text(), st.integers(-3, 9), st.integers(-3, 99), st.lists(st.text(), max_size=4))
def test_no_text_raises(text: str, start: int, end: int, names: list[str]) -> None:
    read_turns(text.split("\n"), start, end, [Attendee(name, (name,)) for name in names])
