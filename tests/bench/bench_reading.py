"""How fast minutes are read, without indexing them, beside what their Markdown costs alone.

    python tests/bench/bench_reading.py FOLDER OF MINUTES...

For each folder: its size, the processor's seconds that reading takes, megabytes a second, and how many times
the seconds are that markdown-it-py takes for the blocks of the same files (its inline syntax left out).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from markdown_it import MarkdownIt

sys.path.insert(0, str(Path(__file__).parents[2]))

from index.reading import read_minutes

ROUNDS = 3  # of which the quickest is told


def seconds(read: Callable[[str, str], object], files: dict[str, str]) -> float:
    """The processor's seconds that it takes to read all files, once."""
    begun = time.process_time()
    for name, text in files.items():
        read(name, text)
    return time.process_time() - begun


def main(folders: list[str]) -> None:
    markdown = MarkdownIt().disable("inline")
    total = spent = 0.0
    for folder in map(Path, folders):
        paths = sorted(folder.rglob("*.md"))
        files = {p.relative_to(folder).as_posix(): p.read_bytes().decode("utf-8", "replace") for p in paths}
        size = sum(path.stat().st_size for path in paths) / 1e6
        own = min(seconds(read_minutes, files) for _ in range(ROUNDS))
        blocks = min(seconds(lambda _, text: markdown.parse(text), files) for _ in range(ROUNDS))
        total, spent = total + size, spent + own
        print(f"{folder.name:16}{len(files):6} files{size:7.2f} MB{own:7.2f} s{size / own:6.2f} MB/s", end="")
        print(f"{own / blocks:6.1f} x", flush=True)
    print(f"{'all':28}{total:7.2f} MB{spent:7.2f} s{total / spent:6.2f} MB/s")


if __name__ == "__main__":
    main(sys.argv[1:])
