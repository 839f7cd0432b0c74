"""The real app over a real index of a few invented meetings."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from index import Library, open_library
from kb.tui.app import KbApp

ROOT = Path(__file__).parents[2]

MEETINGS = {
    "2022-03-15.md": """\
# Notes on 15 March 2022

Present: Aoife Brennan, Mei Tanaka, Tomasz Wrona

## Minutes

**Video link:** https://youtu.be/lanternfish

### Lantern.jl release

Aoife Brennan reported that the beacon tests of Lantern.jl pass again.

- The old lens format is read by [Lantern.jl](https://github.com/lights/Lantern.jl) only
- Decision: release 0.4 without the old format
- ACTION: Tomasz Wrona writes the migration notes

### Harbour map

Tomasz Wrona showed the map of all beacons, drawn by [Mapper.jl](https://github.com/lights/Mapper.jl).

- Zoom is slow where many beacons stand together
- See https://github.com/lights/Mapper.jl/issues/12 and https://github.com/lights/Mapper.jl/issues/14
""",
    "2022-09-06.md": """\
# Notes on 6 September 2022

Present: Aoife Brennan, Mei Tanaka

## Minutes

### Lantern.jl documentation

Mei Tanaka wants one page that explains every beacon.

- Aoife Brennan: the tutorial is out of date
- We agreed to move the tutorial into the repository of [Lantern.jl](https://github.com/lights/Lantern.jl)

### Tide tables

- A reader for tide tables is missing
- Mei Tanaka knows of one in Fortran
""",
    "2023-02-07.md": """\
# Notes on 7 February 2023

## Minutes

### Beacon colours

Mei Tanaka compared the colours of beacons in three countries.

- Green is not the same green everywhere
- [Mapper.jl](https://github.com/lights/Mapper.jl) takes the colour from the file

### Lantern.jl and the map

Aoife Brennan asked whether [Mapper.jl](https://github.com/lights/Mapper.jl) could use
[Lantern.jl](https://github.com/lights/Lantern.jl) for its beacons.

- Tomasz Wrona will try it
""",
}


@pytest.fixture(autouse=True)
def keys_wait_for_messages_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the pilot press the next key as soon as everybody has done what the last one asked for.

    Of its own it waits until the process is idle: 40 ms for each key, and seconds where others are busy.
    """
    press = Pilot.press

    async def press_one_by_one(pilot: Pilot[Any], *keys: str) -> None:
        for key in keys:
            await press(pilot, key)
            await pilot._wait_for_screen()  # that of a screen which the key has opened

    async def next_turn(*seconds: float) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr("textual.app.wait_for_idle", next_turn)
    monkeypatch.setattr(Pilot, "press", press_one_by_one)


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """A folder with three meetings."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    for name, text in MEETINGS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three meetings and their index, made once and never changed."""
    root = tmp_path_factory.mktemp("indexed")
    (root / "minutes").mkdir()
    for name, text in MEETINGS.items():
        (root / "minutes" / name).write_text(text, encoding="utf-8")
    library = open_library(root / "minutes", cache=root / "cache")
    library.sync()
    library.close()
    return root


@pytest.fixture
def library(indexed: Path) -> Iterator[Library]:
    """A library over the three meetings whose index is up to date."""
    library = open_library(indexed / "minutes", cache=indexed / "cache")
    yield library
    library.close()


@pytest.fixture
def app(library: Library) -> KbApp:
    """The app over the three meetings."""
    return KbApp(library, sync=False)


@pytest.fixture
def fresh_library(minutes: Path, tmp_path: Path) -> Iterator[Library]:
    """A library over the folder of this test, not indexed yet."""
    library = open_library(minutes, cache=tmp_path / "cache")
    yield library
    library.close()
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)


@pytest.fixture
def served(indexed: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a `kb serve` that was started in a folder with a program of somebody else's."""
    pytest.importorskip("textual_serve", reason="needs the extra `web`")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "kb.py").write_text("raise SystemExit('not ours')\n")
    command = [sys.executable, "-P", "-m", "kb", "-C", str(indexed / "minutes"), "--cache", str(tmp_path)]
    running = subprocess.Popen(
        [*command, "serve", "--port", str(port)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    said = running.stderr.readline()
    address = f"http://127.0.0.1:{port}"
    assert address in said
    yield address
    running.terminate()
    running.wait(10)
    running.stderr.close()


def painted(app: KbApp) -> str:
    """What stands on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


@pytest.fixture
def until() -> Callable[[Pilot[Any], Callable[[], object]], Any]:
    """Wait, no longer than ten seconds, until a condition holds."""

    async def wait(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
        end = time.monotonic() + 10
        while not condition():
            if time.monotonic() > end:
                pytest.fail("it did not come about; the screen:\n" + painted(pilot.app))  # type: ignore[arg-type]
            await pilot.pause(0.01)

    return wait


@pytest.fixture
def shows(until: Any) -> Callable[..., Any]:
    """Wait until all the texts stand on the screen."""

    async def wait(pilot: Pilot[Any], *texts: str) -> None:
        await until(pilot, lambda: all(text in painted(pilot.app) for text in texts))  # type: ignore[arg-type]

    return wait


@pytest.fixture(name="painted")
def painted_fixture() -> Callable[[KbApp], str]:
    """What stands on the screen, as text."""
    return painted
