"""A search loads what it needs to search, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HEAVY = {
    "asyncio",
    "concurrent.futures",
    "dateutil",
    "email",
    "importlib.metadata",
    "kb.tui",
    "markdown_it",
    "mdit_py_plugins",
    "platformdirs",
    "rich",
    "subprocess",
    "textual",
    "tomllib",
    "webbrowser",
}


@pytest.mark.parametrize(
    "command", ["search thermocouple", "search glazier --json", "show 2024-03-05", "projects"]
)
def test_no_heavy_module_is_loaded(
    kb: Callable[..., subprocess.CompletedProcess[str]], minutes: Path, command: str
) -> None:
    kb("reindex")
    program = (
        "import sys; from kb.cli import main; "
        f"assert main({command.split()!r}) == 0; print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=minutes,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(HEAVY & set(done.stderr.split())) == []
