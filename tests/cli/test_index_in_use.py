"""While another kb writes the index, a search answers from the state before."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from index import IndexLockedError, Library

Kb = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Makes every later sync find the index locked."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise IndexLockedError("Another kb is at work.", "Wait for it.")

    yield lambda: monkeypatch.setattr(Library, "sync", refuse)


def test_a_search_answers_with_a_note(kb: Kb, minutes: Path, locked: Callable[[], None]) -> None:
    kb("reindex")
    (minutes / "2024-06-04.md").write_text("# Call, 4 June 2024\n\n## Clay\n\nWet clay.\n")
    locked()
    done = kb("search", "thermocouple")
    assert done.returncode == 0
    assert "2024-03-05.md:8" in done.stdout
    assert done.stderr == "kb: Another kb is at work. The answer comes from the index as it was.\n"


def test_there_may_be_no_state_before(kb: Kb, locked: Callable[[], None]) -> None:
    locked()
    done = kb("search", "thermocouple")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "kb: Another kb is at work. Wait for it.\n"


def test_a_reindex_says_so(kb: Kb, locked: Callable[[], None]) -> None:
    locked()
    assert kb("reindex").returncode == 3
