"""A small folder of invented minutes, and kb run over it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.cli import main

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "cli"

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """A copy of the invented minutes that a test may change."""
    folder = tmp_path / "minutes"
    shutil.copytree(CASES / "minutes", folder)
    return folder


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the one who runs the tests matters, and no index of theirs is touched."""
    for name in ("KB_MINUTES", "NO_COLOR", "COLUMNS", "VISUAL", "EDITOR", "BROWSER", "PAGER", "KB_PAGER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KB_DEBUG", "1")


@pytest.fixture
def kb(
    minutes: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Done]:
    """Runs kb in this process, in the folder of the minutes."""

    def run(*arguments: str) -> Done:
        monkeypatch.chdir(minutes)
        capsys.readouterr()
        code = main(list(arguments))
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, out, err)

    return run


@pytest.fixture
def kb_process(minutes: Path) -> Callable[..., Done]:
    """Runs kb as a process of its own, in the folder of the minutes."""

    def run(*arguments: str, **options: object) -> Done:
        variables = {**os.environ, "PYTHONPATH": str(ROOT)}
        variables.pop("KB_DEBUG", None)
        return subprocess.run(
            [sys.executable, "-m", "kb", *arguments],
            cwd=minutes,
            env=variables | options.pop("env", {}),  # type: ignore[operator]
            capture_output=True,
            text=True,
            **options,  # type: ignore[call-overload]
        )

    return run
