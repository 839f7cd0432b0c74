"""Whole files and what becomes of each line: topics, agenda, chat and parts, in the cases beside the tests.

A case is a file of minutes with a margin: the word in it begins a topic ("topic", "agenda", "chat") or a
part (its role); an empty margin goes on with what stands above.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from index.reading import Reading, read_minutes

CASES = sorted((Path(__file__).parents[2] / "cases" / "reading" / "topics").glob("*.txt"))
MARGIN = 14
_WORDS = {"discussion": "topic", "agenda": "agenda", "chat": "chat"}


def split_case(text: str) -> tuple[str, str, str]:
    """The file name of a case, its minutes without margin, and the minutes with it."""
    head, _, margined = text.partition("\n---\n")
    file = next(line.removeprefix("file: ") for line in head.split("\n") if line.startswith("file: "))
    margined = margined.removesuffix("\n")
    minutes = "\n".join(line[MARGIN + 2 :] for line in margined.split("\n"))
    return file, minutes, margined


def with_margin(minutes: str, reading: Reading) -> str:
    begun = {}
    for meeting in reading.meetings:
        begun |= {topic.start: _WORDS[topic.kind] for topic in meeting.topics}
        begun |= {part.start: f"({part.role})" for part in meeting.parts}
    lines = enumerate(minutes.split("\n"), 1)
    return "\n".join(f"{begun.get(number, ''):{MARGIN}}| {line}".rstrip() for number, line in lines)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_line_has_the_home_that_the_case_gives_it(path: Path) -> None:
    file, minutes, margined = split_case(path.read_text(encoding="utf-8"))
    reading = read_minutes(file, minutes)
    assert with_margin(minutes, reading) == "\n".join(line.rstrip() for line in margined.split("\n"))
    assert not [problem for problem in reading.problems if problem.code == "line-without-home"]


def test_there_are_cases() -> None:
    assert len(CASES) > 20
