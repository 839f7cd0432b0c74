"""Processes that share work: what comes of it is what one process makes of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import index.syncing
from index import open_library
from index.workers import Workers

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "kb" / "samples"
PROCESS = "__import__('os').getpid()"


def test_results_come_in_the_order_of_the_work() -> None:
    with Workers(2, "math") as workers:
        assert workers.are_processes
        assert list(workers.map(sum, ([n, n] for n in range(40)))) == [2 * n for n in range(40)]
        processes = set(workers.map(eval, [PROCESS] * 20))
    assert os.getpid() not in processes
    assert 1 <= len(processes) <= 2


def test_one_worker_is_this_process() -> None:
    with Workers(1, "math") as workers:
        assert not workers.are_processes
        assert list(workers.map(eval, [PROCESS])) == [os.getpid()]


def test_no_more_is_done_ahead_than_can_be_kept() -> None:
    taken: list[int] = []
    with Workers(2, "math") as workers:
        results = workers.map(abs, (taken.append(n) or n for n in range(100)))
        assert next(results) == 0
        assert len(taken) < 10
        assert list(results) == list(range(1, 100))


def test_an_error_is_that_of_the_work() -> None:
    with Workers(2, "math") as workers, pytest.raises(ZeroDivisionError):
        list(workers.map(eval, ["1", "1 / 0", "1"]))


@pytest.mark.parametrize("deaths", [1, 2, 7])
def test_where_a_process_dies_its_work_is_done_here(deaths: int) -> None:
    dies = f"'done' if {PROCESS} == {os.getpid()} else __import__('os')._exit(1)"
    work = ["1", *[dies] * deaths, "2", "3", "4", "5", "6"]
    with Workers(2, "math") as workers:
        assert list(workers.map(eval, work)) == [1, *["done"] * deaths, 2, 3, 4, 5, 6]
        assert workers.are_processes == (deaths < 2)
        assert list(workers.map(eval, work)) == [1, *["done"] * deaths, 2, 3, 4, 5, 6]


def test_an_answer_that_cannot_travel_is_made_here() -> None:
    with Workers(2, "math") as workers:
        (made,) = workers.map(eval, ["lambda: 7"])
    assert made() == 7


def test_where_no_process_can_be_started_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refuse)
    with Workers(2, "math") as workers:
        assert list(workers.map(abs, [-1, -2, -3])) == [1, 2, 3]


FULL_SCREEN = """
import sys
from index.workers import Workers

class Screen:  # what stands in for the stream while an interface has the terminal
    def fileno(self): return -1
    def write(self, text): print(text)
    def flush(self): pass

sys.stderr = Screen()
with Workers(2, "math") as workers:
    print(workers.are_processes, *workers.map(abs, [-1, -2]))
"""


def test_processes_start_under_a_full_screen() -> None:
    command = [sys.executable, "-c", FULL_SCREEN]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("True 1 2\n", "")


def test_several_processes_write_byte_for_byte_what_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(count: int) -> tuple[dict[str, bytes], list[tuple[int, int, str]]]:
        cache, steps = tmp_path / f"cache-{count}", []
        library = open_library(SAMPLES, cache=cache, workers=count)
        library.sync(progress=lambda *step: steps.append(step))
        library.close()
        files = {".".join(path.name.split(".")[1:]): path.read_bytes() for path in cache.glob("MAIN_*.*")}
        return files, steps

    alone, steps = build(1)
    monkeypatch.setattr(index.syncing, "_MUCH", 0)
    monkeypatch.setattr(index.syncing, "_PIECE", 4_000)
    assert build(3) == (alone, steps)
    assert {"trm", "pst", "facts.col", "plain.col", "data.col"} <= alone.keys()


def test_a_small_change_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []
    monkeypatch.setattr(index.syncing, "Workers", lambda n, module: (counts.append(n), Workers(n, module))[1])
    open_library(SAMPLES, cache=tmp_path / "cache", workers=4).sync()
    assert counts == [1]
