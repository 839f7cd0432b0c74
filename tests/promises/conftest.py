"""What the promises are tried on: copies of the sample minutes, kb as a process, and how often to try.

The promises are about chance (a kill, a flipped bit, a race), so each test tries a few times, and
`pytest tests/promises --rounds 200` tries as often as one has time for.  `--seed` repeats a run.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import Library, Settings, open_library

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "kb" / "samples"
QUERIES = (
    "merge GaugeIO",
    "swell OR harbour",
    "project:GaugeIO is:decision",
    "person:tomasz -gpu",
    "bouy",
    "",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rounds", type=int, default=2, help="how often chance is tried, by each test")
    parser.addoption("--seed", type=int, default=None, help="where chance begins")


@pytest.fixture
def rounds(pytestconfig: pytest.Config) -> int:
    """How often to try."""
    return int(pytestconfig.getoption("rounds"))


@pytest.fixture
def chance(pytestconfig: pytest.Config) -> random.Random:
    """Where the numbers come from; a failing test shows the seed."""
    seed = pytestconfig.getoption("seed")
    seed = random.randrange(10**9) if seed is None else seed
    print(f"--seed {seed}")
    return random.Random(seed)


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """A few of the sample minutes, to be changed at will."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    for path in sorted(SAMPLES.glob("*.md"))[-6:]:
        shutil.copy(path, folder)
    return folder


def change(folder: Path) -> None:
    """What a `git pull` may do: a new meeting, a meeting gone, one with another text."""
    names = sorted(path.name for path in folder.glob("20*.md"))
    shutil.copy(SAMPLES / "2022-03-15.md", folder)
    (folder / names[0]).unlink()
    with (folder / names[1]).open("a", encoding="utf-8") as file:
        file.write(
            "\n### Ballast\n\nIngrid Solheim weighed the ballast of Ballast.jl.\n\n- Decision: sink it\n"
        )


@pytest.fixture(name="change")
def change_fixture() -> Callable[[Path], None]:
    """Changes a folder of minutes."""
    return change


def says(library: Library) -> dict[str, Any]:
    """All that a library says: what is exported, the ledger, the problems, and answers."""
    answers = [library.search(query, limit=50) for query in QUERIES]
    return {
        "meetings": library.meetings(),
        "people": library.people(),
        "projects": library.projects(),
        "problems": library.problems(),
        "answers": [
            (
                (one.total, one.related, one.corrected, one.facets, one.timeline),
                [(hit.topic, hit.score, hit.snippets) for hit in one.hits],
            )
            for one in answers
        ],
    }


@pytest.fixture(name="says")
def says_fixture() -> Callable[[Library], dict[str, Any]]:
    """All that a library says."""
    return says


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[Path], dict[str, Any]]:
    """All that a fresh index over a folder says."""
    made = iter(range(1_000_000))

    def build(folder: Path, settings: Settings | None = None) -> dict[str, Any]:
        cache = tmp_path / f"fresh-{next(made)}"
        library = open_library(folder, cache=cache, settings=settings)
        library.sync()
        found = says(library)
        library.close()
        shutil.rmtree(cache)
        return found

    return build


@pytest.fixture
def kb(
    minutes: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs kb in this process, on the copied minutes and a cache of its own."""
    from kb.cli import main

    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KB_DEBUG", "")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        capfd.readouterr()
        code = main(["-C", str(minutes), *arguments])
        out, err = capfd.readouterr()
        return subprocess.CompletedProcess(arguments, code, out, err)

    return run


@pytest.fixture
def kb_process(minutes: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs kb as a process of its own, where what is promised is about processes."""

    def run(
        *arguments: str, before: tuple[str, ...] = (), **options: Any
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*before, sys.executable, "-m", "kb", "-C", str(minutes), *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT), "KB_CACHE": str(tmp_path / "cache"), "KB_DEBUG": ""},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            **options,
        )

    return run


@pytest.fixture
def cache(minutes: Path, tmp_path: Path) -> Path:
    """The folder in which `kb` keeps the index of the copied minutes."""
    from kb.folders import cache_folder

    return cache_folder(minutes, tmp_path / "cache")
