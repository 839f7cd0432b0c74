"""Killed at any instant, the index says what it said before or what it was to say, and never a mixture."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import Library, open_library

ROOT = Path(__file__).parents[2]
Says = Callable[[Library], dict[str, Any]]
Fresh = Callable[[Path], dict[str, Any]]
Kb = Callable[..., subprocess.CompletedProcess[str]]

REINDEX = """
import os, signal, sys
from pathlib import Path
from index import open_library

minutes, cache, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
seen = 0

def count(event, arguments):  # every file of the cache that is opened, renamed, removed
    global seen
    if event in ("open", "os.rename", "os.remove", "os.chmod") and str(arguments[0]).startswith(str(cache)):
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

library = open_library(minutes, cache=cache)
library.changes()
sys.addaudithook(count)
library.sync()
print(seen)
"""


def build_as_another_version(minutes: Path, cache: Path) -> None:
    """An index as another version of kb would have left it."""
    code = (
        "import sys; from pathlib import Path; import index.storing.schema as schema; schema.VERSION = 0;"
        "from index import open_library; open_library(Path(sys.argv[1]), cache=Path(sys.argv[2])).sync()"
    )
    subprocess.run([sys.executable, "-c", code, str(minutes), str(cache)], cwd=ROOT, check=True)


def build_in_pieces(minutes: Path, cache: Path) -> None:
    """An index of many segments, so that the next commit merges some."""
    for path in sorted(minutes.glob("20*.md")):
        with path.open("a", encoding="utf-8") as file:
            file.write("\nOne line more.\n")
        open_library(minutes, cache=cache).sync()


def prepare(history: str, minutes: Path, cache: Path, change: Callable[[Path], None]) -> None:
    """The folder and its index just before the kill."""
    if history == "upgrade":
        build_as_another_version(minutes, cache)
    elif history == "merge":
        build_in_pieces(minutes, cache)
        change(minutes)
    elif history == "update":
        open_library(minutes, cache=cache).sync()
        change(minutes)


def is_one_of(library: Library, states: list[dict[str, Any]], says: Says) -> bool:
    """Whether an index as it is says one thing; nothing at all before the first build."""
    found = says(library)
    library.close()
    return found in states or (not found["meetings"] and {} in states)


HISTORIES = ("build", "update", "merge", "upgrade")


@pytest.mark.parametrize("history", HISTORIES)
def test_killed_before_any_step_on_disk(
    tmp_path: Path,
    minutes: Path,
    change: Callable[[Path], None],
    says: Says,
    fresh: Fresh,
    history: str,
    rounds: int,
    chance: random.Random,
) -> None:
    prepare(history, minutes, tmp_path / "before", change)
    states = [{}] if history == "build" else [says(open_library(minutes, cache=tmp_path / "before"))]
    wanted = fresh(minutes)

    def reindex(last: int) -> subprocess.CompletedProcess[str]:
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        if history != "build":
            shutil.copytree(tmp_path / "before", tmp_path / "cache")
        command = [sys.executable, "-c", REINDEX, str(minutes), str(tmp_path / "cache"), str(last)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    steps = int(reindex(0).stdout)
    assert steps > 10
    for last in sorted(chance.sample(range(1, steps + 1), min(rounds, steps))):
        assert reindex(last).returncode == -signal.SIGKILL
        left = open_library(minutes, cache=tmp_path / "cache")
        assert is_one_of(left, [*states, wanted], says), f"killed at step {last} of {steps}"
        mended = open_library(minutes, cache=tmp_path / "cache")
        mended.sync()
        assert says(mended) == wanted, f"killed at step {last} of {steps}"
        assert mended.changes().is_empty
        mended.close()


@pytest.mark.parametrize("history", HISTORIES)
def test_kb_reindex_killed_at_any_moment(
    minutes: Path,
    cache: Path,
    tmp_path: Path,
    change: Callable[[Path], None],
    says: Says,
    fresh: Fresh,
    kb: Kb,
    history: str,
    rounds: int,
    chance: random.Random,
) -> None:
    prepare(history, minutes, tmp_path / "before", change)
    states = [{}] if history == "build" else [says(open_library(minutes, cache=tmp_path / "before"))]
    wanted = fresh(minutes)
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "KB_CACHE": str(cache.parent)}
    command = [sys.executable, "-m", "kb", "-C", str(minutes), "reindex"]
    longest, killed = 0.0, 0
    for n in range(max(2, rounds // 2)):
        shutil.rmtree(cache, ignore_errors=True)
        if history != "build":
            shutil.copytree(tmp_path / "before", cache)
        start = time.monotonic()
        process = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL)
        if n:
            time.sleep(chance.uniform(0.1, 1) * longest)
            process.kill()
        killed += process.wait() == -signal.SIGKILL
        longest = longest or time.monotonic() - start
        answer = kb("search", "--no-sync", "merge", "OR", "swell")
        assert answer.returncode in (0, 1)
        assert "Traceback" not in answer.stderr
        assert "mistake" not in answer.stderr
        assert len(answer.stderr.splitlines()) <= 1
        assert is_one_of(open_library(minutes, cache=cache), [*states, wanted], says)
        done = kb("reindex")
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        mended = open_library(minutes, cache=cache)
        assert mended.changes().is_empty
        assert says(mended) == wanted
        mended.close()
    print(f"{killed} of {n + 1} were killed before they had ended")
    assert killed or rounds < 20


SHARED_REINDEX = """
import sys
import index.syncing
from index import open_library

index.syncing._MUCH, index.syncing._PIECE = 0, 1  # as if there were much to read
open_library(sys.argv[1], cache=sys.argv[2], workers=2).sync(progress=lambda *_: print("at work", flush=True))
"""


def children(process: int) -> set[int]:
    """The processes that a process has started."""
    rows = subprocess.run(["ps", "-A", "-o", "ppid=,pid="], capture_output=True, text=True, check=True).stdout
    return {int(child) for parent, child in map(str.split, rows.splitlines()) if int(parent) == process}


def are_gone(processes: set[int], seconds: float) -> bool:
    """Whether processes have ended within some seconds."""
    command = ["ps", "-o", "stat=", "-p", ",".join(map(str, processes))]
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        states = subprocess.run(command, capture_output=True, text=True).stdout.split()
        if all(state.startswith("Z") for state in states):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_ended_while_several_processes_build_none_goes_on(
    minutes: Path, tmp_path: Path, says: Says, fresh: Fresh, rounds: int, chance: random.Random, how: int
) -> None:
    command = [sys.executable, "-c", SHARED_REINDEX, str(minutes), str(tmp_path / "cache")]
    wanted = fresh(minutes)
    for _ in range(max(2, rounds // 2)):
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.4))
        started = children(process.pid)
        if how == signal.SIGINT:
            os.killpg(process.pid, how)  # as a terminal does it: to all of them
        else:
            process.kill()
        errors = process.communicate(timeout=30)[1]
        assert not started or are_gone(started, 10)
        assert errors.count("Traceback") <= (how == signal.SIGINT), errors
        assert how == signal.SIGINT or not errors
        left = open_library(minutes, cache=tmp_path / "cache")
        assert is_one_of(left, [{}, wanted], says)
        mended = open_library(minutes, cache=tmp_path / "cache")
        mended.sync()
        assert says(mended) == wanted
        mended.close()
