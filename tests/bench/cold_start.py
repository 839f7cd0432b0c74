"""How long one `kb search` takes as a process of its own, beside a Python that only imports its engine.

    python tests/bench/cold_start.py FOLDER [QUERY] [--runs N]

The index of the folder is brought up to date first.  The processes run in turn, so that a busy machine slows
all alike; the median counts.  kb is to take at most 1.5 times as long as the imports.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
IMPORTS = "import whoosh.index, whoosh.qparser, click"
KB = "from kb.__main__ import run; run()"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("query", nargs="?", default="enzyme")
    parser.add_argument("--runs", type=int, default=40)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        kb = ["-c", KB, "-C", arguments.folder, "--cache", cache]
        search = [*kb, "search", arguments.query]
        subprocess.run([sys.executable, *kb, "reindex"], env=environment(), check=True)
        commands = {
            "imports": ["-c", IMPORTS],
            "kb search": search,
            "kb search --no-sync": [*search, "--no-sync"],
            "kb search --json": [*search, "--json"],
        }
        times = measure(commands, arguments.runs)
    for name, seconds in times.items():
        print(f"{name:20} {seconds * 1000:6.1f} ms  {seconds / times['imports']:.2f} x")


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """The median seconds of each command, run in turn."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 2):  # the first two fill the caches of the disk
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, *command], env=environment(), stdout=subprocess.DEVNULL)
            if turn > 1:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(row) for name, row in times.items()}


def environment() -> dict[str, str]:
    """The surroundings of an installed kb: its bytecode is compiled, as pip does."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


if __name__ == "__main__":
    main()
