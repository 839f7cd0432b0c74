"""Whatever is typed is answered: found, not found or a query error, and never a traceback."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.cli import main

MINUTES = Path(__file__).parents[1] / "cases" / "cli" / "minutes"
Ask = Callable[..., tuple[int, str, str]]

FRAGMENTS = [
    *('"', "(", ")", "(((", "|", "OR", "AND", "NOT", "-", "*", ",", ":", "..", "#", "title:("),
    *(
        "kiln",
        '"large',
        'kiln"',
        "-kiln",
        "kil*",
        "C++",
        ".jl",
        "Glazier.jl#41",
        "https://github.com",
        "é",
        "窯",
    ),
    *(
        "project:",
        "project:Potter",
        'person:"Ada',
        "said:x",
        "owner:chidi",
        "link:#7",
        "in:chat",
        "has:nothing",
    ),
    *("date:2024", "date:..", "date:2024-99", "after:", "is:decision", "is:", "sort:newest", "sort:"),
    *("\x1b[31m", "\x00", "\u202e", "\ud800"),
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Asks in this process, on an index that is made once."""
    place = ["-C", str(MINUTES), "--cache", str(tmp_path_factory.mktemp("cache"))]

    def run(*arguments: str) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([*place, *arguments])
        return code, out.getvalue(), err.getvalue()

    run("reindex")
    return run


@settings(max_examples=200, deadline=None)
@given(words=st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), min_size=1, max_size=8))
def test_any_query_is_answered(ask: Ask, words: list[str]) -> None:
    code, out, err = ask("search", "--no-sync", "--", *words)
    assert code in (0, 1, 2), err
    assert bool(out) == (code == 0)
    assert len(err.splitlines()) <= 1
    assert "\x1b" not in out + err


@settings(max_examples=50, deadline=None)
@given(name=st.text(min_size=1, max_size=20))
def test_any_name_can_be_filtered_by(ask: Ask, name: str) -> None:
    for flag in ("--project", "--person", "--since", "--until"):
        assert ask("search", "--no-sync", flag, name, "kiln")[0] in (0, 1, 2)


@pytest.mark.parametrize(
    "word", ["x" * 10_000, "( " * 3_000, '"' * 5_001, "a OR " * 3_000, "project:" * 1_000]
)
def test_a_long_query_is_answered(ask: Ask, word: str) -> None:
    assert ask("search", "--no-sync", word)[0] in (0, 1, 2)
