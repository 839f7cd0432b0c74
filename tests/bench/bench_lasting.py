"""Whether many small updates make an index slow or big: single files changed and synced, one after the other.

    python tests/bench/bench_lasting.py FOLDER --work FOLDER [--updates 500]

Works on a copy of the minutes.  Seconds are CPU time, since a busy machine would drown the difference.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from index import Library, open_library

QUERIES = ("release", "what did we decide about the release", '"next meeting"', "re*", "module import plan")
ROUNDS = 5
REPORTS = 5


class Figures(NamedTuple):
    """Seconds of all queries together, and what the index is made of."""

    search: float
    segments: int
    size: int
    files: int


def main() -> None:
    arguments = _arguments()
    minutes, cache = arguments.work / "minutes", arguments.work / "cache"
    for folder in (minutes, cache):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(arguments.folder, minutes)
    library = open_library(minutes, cache=cache)
    library.sync()
    print("| | all queries | segments | size | files | one update, median | slowest |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    _tell("built", measure(minutes, cache))
    names = sorted(minutes.rglob("*.md"))
    times = []
    for n in range(arguments.updates):
        path = names[n * 37 % len(names)]
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\nOne more line, the {n}th of its kind.\n")
        start = time.process_time()
        library.sync()
        times.append(time.process_time() - start)
        if (n + 1) % max(1, arguments.updates // REPORTS) == 0:
            _tell(f"{n + 1} updates", measure(minutes, cache), times)
    library.sync(full=True)
    library.close()
    _tell("built anew", measure(minutes, cache))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where the copy and its index are kept")
    parser.add_argument("--updates", type=int, default=500)
    return parser.parse_args()


def measure(minutes: Path, cache: Path) -> Figures:
    """Ask all queries of a freshly opened library, each once and then in rounds; the best round counts."""
    library = open_library(minutes, cache=cache)
    rounds = [[_seconds(library, query) for query in QUERIES] for _ in range(ROUNDS + 1)]
    status = library.status()
    library.close()
    best = sum(map(min, zip(*rounds[1:], strict=True)))
    return Figures(best, status.segments, status.bytes, len(list(cache.iterdir())))


def _seconds(library: Library, query: str) -> float:
    start = time.process_time()
    library.search(query)
    return time.process_time() - start


def _tell(what: str, figures: Figures, times: list[float] | None = None) -> None:
    update = f"{statistics.median(times) * 1000:.0f} ms | {max(times) * 1000:.0f} ms" if times else "– | –"
    print(
        f"| {what} | {figures.search * 1000:.1f} ms | {figures.segments} | {figures.size / 1e6:.0f} MB "
        f"| {figures.files} | {update} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
