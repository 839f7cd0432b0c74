"""Decisions and actions: cases with what a line states in the margin, and laws for any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading import agreements, promises
from index.reading.cues import Cue
from index.reading.signals import read_signals

CASES = sorted((Path(__file__).parents[2] / "cases" / "reading" / "signals").glob("*.txt"))
pieces = st.sampled_from(
    [
        *"#*-[]():>\n\t ",
        "Decision:",
        "ACTION",
        "- [ ] ",
        "Ada will send",
        "agreed to",
        "Action items:\n",
        "@ada",
        "---\n",
    ]
)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_each_line_states(path: Path) -> None:
    _, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    rows = [line.split("|", 1) for line in body.rstrip("\n").split("\n")]
    lines = [text.removeprefix(" ") for _, text in rows]
    signals = read_signals(lines, 1, len(lines))
    found = dict.fromkeys(signals.decisions, "decision")
    for action in signals.actions:
        owners = " ".join(["action", ", ".join(action.owners)]).strip()
        found[action.line] = f"{found[action.line]}, {owners}" if action.line in found else owners
    written = [f"{found.get(n, ''):12} | {line}".rstrip() for n, line in enumerate(lines, 1)]
    wanted = [f"{margin.strip():12} | {line}".rstrip() for (margin, _), line in zip(rows, lines, strict=True)]
    assert written == wanted


@pytest.mark.parametrize(
    "cues",
    [
        agreements.TOLD,
        agreements.VERDICTS,
        agreements.SETTLED,
        agreements.NORMS,
        agreements.SPOKEN,
        promises.BARE,
    ],
)
def test_each_cue_finds_its_own_example_and_no_others(cues: tuple[Cue, ...]) -> None:
    for cue in cues:
        flags = re.NOFLAG if cues is promises.BARE else re.IGNORECASE
        word = r"\b" if cues is agreements.TOLD else "^"
        found = [row.example for row in cues if re.search(rf"{word}(?:{row.pattern})", cue.example, flags)]
        assert found == [cue.example]


@pytest.mark.parametrize(
    "cue", [*agreements.TOLD, *agreements.VERDICTS, *agreements.SETTLED, *agreements.NORMS]
)
def test_the_example_of_an_agreement_is_a_decision(cue: Cue) -> None:
    assert read_signals([f"- {cue.example}"], 1, 1).decisions == (1,)


@pytest.mark.parametrize("cue", promises.BARE)
def test_the_example_of_a_promise_is_an_action(cue: Cue) -> None:
    assert [action.line for action in read_signals([f"- {cue.example}"], 1, 1).actions] == [1]


@given(st.lists(pieces, max_size=80).map("".join))
def test_found_lines_are_in_order_and_not_blank(text: str) -> None:
    lines = text.split("\n")
    signals = read_signals(lines, 1, len(lines))
    for found in (list(signals.decisions), [action.line for action in signals.actions]):
        assert found == sorted(set(found))
        assert all(lines[number - 1].strip() for number in found)
    assert signals.owned <= set(range(1, len(lines) + 1))


@given(st.text(), st.integers(-3, 9), st.integers(-3, 99))
def test_no_text_raises(text: str, start: int, end: int) -> None:
    read_signals(text.split("\n"), start, end)
