"""What is measured of one engine, each in a process of its own so that memory is its own too.

Owns the clocks and the rounds.  Every question is asked once in a fresh process (`first`), then in rounds;
the median of a question's rounds counts.  Memory is the peak of the process as the kernel tells it.
"""

from __future__ import annotations

import gc
import shutil
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from corpora import Corpus
from engines import load_engine
from questions import Question

from index import Topic

UPDATED = 10
OPENINGS = 5
UPDATES = 5
Result = TypeVar("Result")


@dataclass(frozen=True)
class Times:
    """Seconds of each question an engine can answer, in the order of the questions; None where it cannot."""

    first: list[float | None]
    median: list[float | None]
    found: list[int | None]
    memory: int


@dataclass(frozen=True)
class Figures:
    """All that was measured of one engine over one corpus; seconds and bytes."""

    engine: str
    build: float
    build_memory: int
    size: int
    opening: float
    update: float
    times: Times


def apart(function: Callable[..., Result], *arguments: object) -> Result:
    """Call a function in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def measure_engine(
    name: str, corpus: Corpus, questions: Sequence[Question], folder: Path, *, rounds: int, keep: bool
) -> Figures:
    """Build, open, search and update one engine; with `keep`, an index of an earlier run is used again."""
    log = folder.with_suffix(".build")
    if keep and log.exists():
        seconds, memory = (float(number) for number in log.read_text().split())
    else:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        seconds, memory = apart(build, name, corpus, folder)
        log.write_text(f"{seconds} {memory}")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    times = apart(search, name, questions, folder, rounds)
    openings = [apart(first_answer, name, questions, folder) for _ in range(OPENINGS)]
    copy = folder.with_name(folder.name + "-updated")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    updating = apart(update, name, corpus, copy)
    shutil.rmtree(copy)
    return Figures(name, seconds, int(memory), size, statistics.median(openings), updating, times)


def build(name: str, corpus: Corpus, folder: Path) -> tuple[float, int]:
    """Seconds of a full build, those of reading the topics left out, and the peak of memory."""
    engine = load_engine(name)(folder)
    reading = Pause(corpus.read())
    start = time.perf_counter()
    engine.build(reading)
    return time.perf_counter() - start - reading.seconds, peak_memory()


class Pause:
    """Topics, and the seconds that getting them took."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._topics = iter(topics)
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Topic]:
        while True:
            start = time.perf_counter()
            topic = next(self._topics, None)
            self.seconds += time.perf_counter() - start
            if topic is None:
                return
            yield topic


def search(name: str, questions: Sequence[Question], folder: Path, rounds: int) -> Times:
    """Ask every question in turn, and again in each round."""
    engine = load_engine(name)(folder)
    engine.open()
    found: list[int | None] = []
    turns: list[list[float | None]] = []
    for _ in range(rounds + 1):
        turn: list[float | None] = []
        for question in questions:
            gc.collect()  # what the question before left behind is not this one's to clear away
            start = time.perf_counter()
            answer = engine.search(question)
            turn.append(time.perf_counter() - start if answer else None)
            if not turns:
                found.append(answer.total if answer else None)
        turns.append(turn)
    first, *others = turns
    median = [
        None if own[0] is None else statistics.median(s for s in own if s is not None)
        for own in zip(*others, strict=True)
    ]
    return Times(first, median, found, peak_memory())


def first_answer(name: str, questions: Sequence[Question], folder: Path) -> float:
    """Seconds from nothing but an imported engine to the answer of a query for one rare word."""
    engine = load_engine(name)(folder)
    rare = next(question for question in questions if question.kind == "one rare word")
    start = time.perf_counter()
    engine.open()
    engine.search(rare)
    return time.perf_counter() - start


def update(name: str, corpus: Corpus, folder: Path) -> float:
    """Seconds to replace ten topics and have them found; each time other ones."""
    engine = load_engine(name)(folder)
    engine.open()
    times = []
    topics = list(islice(corpus.read(), UPDATED * UPDATES))
    for n in range(UPDATES):
        start = time.perf_counter()
        engine.update(topics[n * UPDATED : (n + 1) * UPDATED])
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def peak_memory() -> int:
    """The most bytes that this process has had in memory (Linux); its own image only, unlike `getrusage`."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0
