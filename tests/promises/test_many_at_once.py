"""Readers never wait for a writer and see one commit each; of two writers, one works."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from index import open_library
from index.storing.reader import numbers_of, open_snapshot
from index.storing.writer import Commit

ROOT = Path(__file__).parents[2]
Kb = Callable[..., subprocess.CompletedProcess[str]]

READER = """
import json, sys, time
from pathlib import Path
from index import open_library

# every commit of the writer puts the same number on each page: two numbers in an answer are a mixture
minutes, cache, stop = map(Path, sys.argv[1:4])
library = open_library(minutes, cache=cache)
searches, seen, slowest = 0, set(), 0.0
while not stop.exists():
    start = time.perf_counter()
    library.refresh()
    result = library.search("ballast", limit=100, strict=True)
    slowest = max(slowest, time.perf_counter() - start)
    assert not result.notes, result.notes
    ids = [hit.topic.id for hit in result.hits]
    assert len(ids) == len(set(ids)) == result.total == PAGES, ids
    numbers = {hit.topic.text.split("number ")[1].split()[0] for hit in result.hits}
    assert len(numbers) == 1, numbers
    seen |= numbers
    searches += 1
    if searches % 10 == 0:  # a process that has just begun opens it for the first time
        library.close()
        library = open_library(minutes, cache=cache)
print(json.dumps([searches, len(seen), slowest]))
"""
PAGES = 5


def write_all(folder: Path, number: int) -> None:
    """The same number on every page; several kinds of change come in turn."""
    for month in range(1, PAGES + 1):
        path = folder / f"2024-0{month}-10.md"
        text = f"# Call\n\n## Ballast\n\nBallast number {number} was weighed by Ada Berg of Keel.jl.\n"
        path.write_text(text + "\nMore.\n" * (number % 3), encoding="utf-8")
        os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))


def test_readers_beside_a_writer(tmp_path: Path, rounds: int) -> None:
    minutes, cache, stop = tmp_path / "minutes", tmp_path / "cache", tmp_path / "stop"
    minutes.mkdir()
    write_all(minutes, 0)
    open_library(minutes, cache=cache).sync()
    code = READER.replace("PAGES", str(PAGES))
    command = [sys.executable, "-c", code, str(minutes), str(cache), str(stop)]
    count = 8 if rounds >= 20 else 3
    readers = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    time.sleep(0.5)
    for number in range(1, 5 * rounds + 1):
        write_all(minutes, number)
        open_library(minutes, cache=cache).sync(full=number % 7 == 0)
    stop.touch()
    for reader in readers:
        out, err = reader.communicate(timeout=60)
        assert reader.returncode == 0, err
        searches, states, _ = eval(out)
        assert searches > 1
        assert states > 1
        print(out.strip())


def test_an_open_index_outlives_its_files(minutes: Path, tmp_path: Path) -> None:
    """What has been opened can be read to its end, whatever a writer sweeps away meanwhile."""
    library = open_library(minutes, cache=tmp_path / "cache")
    library.sync()
    before = open_snapshot(tmp_path / "cache")
    library.sync(full=True)
    assert before
    assert before.state
    assert {before.topic(number).date for number in numbers_of(before.topics)}
    assert before.weights("merg") and before.facts(numbers_of(before.topics)[0])


def test_of_two_writers_one_works(
    minutes: Path, cache: Path, kb: Kb, kb_process: Kb, change: Callable[[Path], None]
) -> None:
    start = time.monotonic()
    kb_process("reindex")
    before = kb_process("search", "ballast OR merge")
    usual = time.monotonic() - start
    change(minutes)
    with Commit(cache, rebuild=False):
        start = time.monotonic()
        told = kb_process("reindex")
        served = kb_process("search", "ballast OR merge")
        assert time.monotonic() - start < 3 * usual + 2, "nobody waits"
    assert told.returncode == 3
    holder = f"kb: Another kb (process {os.getpid()}) is bringing this index up to date."
    assert told.stderr.startswith(holder)
    assert served.returncode == 0
    assert served.stderr.startswith(holder)
    assert served.stdout.split("\n")[0] == before.stdout.split("\n")[0]
    after = kb("search", "ballast")
    assert (after.returncode, after.stderr) == (0, "")


def test_writers_at_the_same_time(minutes: Path, tmp_path: Path, kb: Kb, rounds: int) -> None:
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "KB_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "kb", "-C", str(minutes), "reindex", "--full"]
    for _ in range(max(1, rounds // 4)):
        writers = [
            subprocess.Popen(
                command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            )
            for _ in range(3)
        ]
        for writer in writers:
            _, told = writer.communicate(timeout=60)
            assert writer.returncode in (0, 3), told
            assert (writer.returncode == 3) == told.startswith("kb: Another kb"), told
        assert any(writer.returncode == 0 for writer in writers)
        assert kb("search", "merge").stderr == ""
