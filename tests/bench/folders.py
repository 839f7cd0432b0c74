"""kb over files of minutes: what a build, a change, a check and one process cost.  No other engine does this.

Owns copies of real minutes in which files are changed, and the indexes over them.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from cold_start import IMPORTS, KB, measure
from corpora import Source, copy_files
from measuring import apart, peak_memory

from index import Library, open_library
from kb.folders import cache_folder

CHANGES = 5
CHECKS = 20
NEWCOMER = "Quillon Vantreight"  # nobody of this name is in any minutes


class FolderFigures(NamedTuple):
    """Seconds, bytes and counts for one folder of minutes."""

    files: int
    topics: int
    build: float
    build_memory: int
    change: float
    naming_change: float
    check: float


def measure_folder(minutes: Path, source: Source, size: int, work: Path) -> FolderFigures:
    """Index about `size` topics of real files, change some, and check."""
    folder = work / f"minutes-{size}"
    copy_files(minutes, source.first_files(size), folder)
    files, topics, seconds, memory = apart(build, folder, cache_folder(folder, work / "cache"))
    change, naming_change, check = apart(change_files, folder, cache_folder(folder, work / "cache"))
    return FolderFigures(files, topics, seconds, memory, change, naming_change, check)


def build(folder: Path, cache: Path) -> tuple[int, int, float, int]:
    """A full reindex: files, topics, seconds, peak of memory."""
    library = open_library(folder, cache=cache, workers=os.cpu_count() or 1)
    report = library.sync(full=True)
    return len(report.new) or report.meetings, report.topics, report.seconds, peak_memory()


def change_files(folder: Path, cache: Path) -> tuple[float, float, float]:
    """Median seconds of a sync after one file changed, after one that names somebody new, and of a check."""
    library = open_library(folder, cache=cache)
    files = sorted(path for path in folder.rglob("*.md"))
    chosen = files[:: max(1, len(files) // CHANGES)][:CHANGES]
    plain = _synced(library, chosen, lambda n: f"\nOne more line, the {n}th of its kind.\n")
    naming = _synced(library, chosen, lambda n: f"\n{NEWCOMER} {'ABCDEFGHIJ'[n]}. asked about it.\n")
    return plain, naming, statistics.median(_timed(library.changes) for _ in range(CHECKS))


def _synced(library: Library, files: list[Path], added: Callable[[int], str]) -> float:
    times = []
    for n, path in enumerate(files):
        path.write_text(path.read_text("utf-8", "replace") + added(n), "utf-8")
        times.append(_timed(library.sync))
    return statistics.median(times)


def check_seconds(library: Library) -> float:
    """Median seconds of the check whether a library is up to date."""
    return statistics.median(_timed(library.changes) for _ in range(CHECKS))


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def measure_process(minutes: Path, cache: Path, search: list[str], runs: int) -> dict[str, float]:
    """Median seconds of one `kb search` as a process, beside a Python that imports what it needs."""
    command = ["-c", KB, "-C", str(minutes), "--cache", str(cache), "search", *search]
    return measure({"imports": ["-c", IMPORTS], "kb search": command}, runs)
