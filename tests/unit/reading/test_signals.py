"""Decisions and actions: cases with what a line states in the margin, and laws for any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading import promises, settling, talk
from index.reading.abroad import TONGUES
from index.reading.cues import ACTION_LABEL, DECISION_LABEL, Cue, any_word, may_be_label
from index.reading.signals import read_signals

CASES = sorted((Path(__file__).parents[2] / "cases" / "reading" / "signals").glob("*.txt"))
AGREEMENTS = (settling.TOLD, settling.VERDICTS, settling.SETTLED, settling.NORMS)
PROMISES = (promises.NAMED, promises.BARE, promises.BEHIND, promises.PASSIVE)
SPEECH = (talk.OWN, talk.SHARED)
SETTLED_ABROAD = tuple(tongue.settled for tongue in TONGUES.values())
ABROAD = (*SETTLED_ABROAD, *(tongue.promised for tongue in TONGUES.values()))
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
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    people = {name for line in head.split("\n")[1:] for name in line.removeprefix("people: ").split(", ")}
    rows = [line.split("|", 1) for line in body.rstrip("\n").split("\n")]
    lines = [text.removeprefix(" ") for _, text in rows]
    signals = read_signals(lines, 1, len(lines), people)
    found = dict.fromkeys(signals.decisions, "decision")
    for action in signals.actions:
        owners = " ".join(["action", ", ".join(action.owners)]).strip()
        found[action.line] = f"{found[action.line]}, {owners}" if action.line in found else owners
    written = [f"{found.get(n, ''):12} | {line}".rstrip() for n, line in enumerate(lines, 1)]
    wanted = [f"{margin.strip():12} | {line}".rstrip() for (margin, _), line in zip(rows, lines, strict=True)]
    assert written == wanted


@pytest.mark.parametrize("label", [DECISION_LABEL, ACTION_LABEL])
def test_every_label_begins_as_labels_do(label: re.Pattern[str]) -> None:
    words = re.sub(r"\(\?\S*?[:>]|\W\?", "", label.pattern) + "|" + label.pattern.replace("-?", "-")
    written = {f"{word.strip()}: oak" for word in re.findall(r"[^\W\d_][\w -]*", words)}
    labels = [text for text in written if label.match(text)]
    assert len(labels) > 40
    assert all(map(may_be_label, labels))


@given(
    words=st.lists(st.text("aet ’@", min_size=1, max_size=4), min_size=1, max_size=5),
    text=st.text("aet ’@", max_size=20),
)
def test_any_word_finds_each_and_nothing_else(words: list[str], text: str) -> None:
    assert bool(any_word(words).search(text)) == any(word in text for word in words)


@pytest.mark.parametrize("cues", [*AGREEMENTS, settling.SPOKEN, *PROMISES, *SPEECH, *ABROAD])
def test_each_cue_finds_its_own_example_and_no_others(cues: tuple[Cue, ...]) -> None:
    flags = re.NOFLAG if cues in (*PROMISES, *SPEECH) else re.IGNORECASE
    begins = r"\b" if cues is settling.TOLD else "" if cues in SETTLED_ABROAD else "^"
    for cue in cues:
        found = [row.example for row in cues if re.search(rf"{begins}(?:{row.pattern})", cue.example, flags)]
        assert found == [cue.example]


@pytest.mark.parametrize("cue", [cue for cues in AGREEMENTS for cue in cues])
def test_the_example_of_an_agreement_is_a_decision(cue: Cue) -> None:
    assert read_signals([f"- {cue.example}"], 1, 1).decisions == (1,)


@pytest.mark.parametrize("cue", [*promises.NAMED, *promises.BARE, *promises.PASSIVE])
def test_the_example_of_a_promise_is_an_action(cue: Cue) -> None:
    assert [action.line for action in read_signals([f"- {cue.example}"], 1, 1).actions] == [1]


@pytest.mark.parametrize("cue", [cue for cues in SPEECH for cue in cues])
def test_the_example_of_a_spoken_promise_is_an_action(cue: Cue) -> None:
    assert [action.line for action in read_signals([f"Grace: {cue.example}"], 1, 1).actions] == [1]


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
