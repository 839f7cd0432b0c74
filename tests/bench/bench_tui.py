"""From a key to painted hits: the real app in a real (pseudo) terminal, timed from outside.

    python tests/bench/bench_tui.py [FOLDER OF MINUTES] [COLUMNSxLINES]

A child process runs the app on a pseudo terminal; the parent types queries letter by letter, drains what
the terminal receives, and holds the moment a key was sent against the moment the frame with the hits of
that very query had been written.  Both clocks are `time.monotonic`.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUERIES = (
    "metalhead models",
    "optimisers",
    "should fluxtraining merge",
    "gpu",
    "enzyme rules",
    "documentation",
)
CLEAR = b"\x15"  # ctrl+u
START = "(first frame)"
STARTS = 7  # of which the median is told


def run_empty(log: Path) -> None:
    """Run an app with nothing in it and note its first frame: what Textual costs by itself."""
    from textual.app import App

    display = App._display

    def noting_display(self, screen, renderable):  # type: ignore[no-untyped-def]
        display(self, screen, renderable)
        if renderable is not None and not self._batch_count:
            with log.open("a", encoding="utf-8") as out:
                out.write(f"{time.monotonic()}\t{START}\n")
            self.exit()

    App._display = noting_display  # type: ignore[method-assign]
    App().run()


def run_child(minutes: Path, cache: Path, log: Path) -> None:
    """Run the app and write a line for every frame that shows a new answer."""
    sys.path.insert(0, str(ROOT))
    from index import open_library
    from kb.tui.app import KbApp
    from kb.tui.widgets.hit_list import HitList

    shown = [START]
    show, display = HitList.show, KbApp._display
    out = log.open("a", encoding="utf-8", buffering=1)

    def noting_show(self, result, keep=None):  # type: ignore[no-untyped-def]
        show(self, result, keep)
        shown.append(result.query)

    def noting_display(self, screen, renderable):  # type: ignore[no-untyped-def]
        display(self, screen, renderable)
        if shown and renderable is not None and not self._batch_count:
            now = time.monotonic()
            for query in shown:
                out.write(f"{now}\t{query}\n")
            shown.clear()

    HitList.show, KbApp._display = noting_show, noting_display  # type: ignore[method-assign]
    KbApp(open_library(minutes, cache=cache)).run()


class Terminal:
    """The parent's end of the pseudo terminal."""

    def __init__(self, command: list[str], columns: int, lines: int) -> None:
        self.started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def drain(self, seconds: float) -> None:
        """Read what the app writes, as a terminal does."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                try:
                    os.read(self.fd, 1 << 16)
                except OSError:
                    return

    def send(self, keys: bytes) -> float:
        """Press keys; the moment they were sent."""
        os.write(self.fd, keys)
        return time.monotonic()


def measure(minutes: Path, columns: int, lines: int) -> None:
    """Type the queries and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        cache, log = Path(folder, "cache"), Path(folder, "log")
        sys.path.insert(0, str(ROOT))
        from index import open_library

        library = open_library(minutes, cache=cache)
        report = library.sync()
        library.close()
        command = [sys.executable, __file__, "--child", str(minutes), str(cache), str(log)]
        terminal = Terminal(command, columns, lines)
        terminal.drain(4)
        sent: dict[str, float] = {}
        for query in QUERIES:
            for at in range(1, len(query) + 1):
                sent[query[:at]] = terminal.send(query[at - 1].encode())
                terminal.drain(0.25)
            terminal.send(CLEAR)
            terminal.drain(0.4)
        terminal.send(b"\x11")  # ctrl+q
        terminal.drain(1)
        painted = _first_moments(log)
    times = sorted((painted[query] - moment) * 1000 for query, moment in sent.items() if query in painted)
    print(f"{report.meetings} meetings, {report.topics} topics, {columns}x{lines}, ", end="")
    print(f"{len(times)} of {len(sent)} keys")
    print(f"key to painted hits: median {statistics.median(times):.0f} ms, ", end="")
    print(f"p95 {times[int(len(times) * 0.95)]:.0f} ms, worst {times[-1]:.0f} ms")


def measure_start(minutes: Path, columns: int, lines: int) -> None:
    """Start the app and an empty one by turns, and print the medians."""
    first, hits, empty = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder, "cache")
        from index import open_library

        library = open_library(minutes, cache=cache)
        library.sync()
        library.close()
        for number in range(STARTS + 1):  # the first start loads everything from disk and does not count
            log, empty_log = Path(folder, f"log{number}"), Path(folder, f"empty{number}")
            terminal = Terminal(
                [sys.executable, __file__, "--child", str(minutes), str(cache), str(log)], columns, lines
            )
            _drain_until(terminal, log, "")
            terminal.send(b"\x11")  # ctrl+q
            terminal.drain(0.5)
            bare = Terminal([sys.executable, __file__, "--empty", str(empty_log)], columns, lines)
            _drain_until(bare, empty_log, START)
            if number:
                painted = _first_moments(log)
                first.append(painted[START] - terminal.started)
                hits.append(painted[""] - terminal.started)
                empty.append(_first_moments(empty_log)[START] - bare.started)
    for label, times in (("first frame", first), ("hits", hits), ("first frame of an empty app", empty)):
        print(f"start to {label}: median {statistics.median(times) * 1000:.0f} ms")


def _drain_until(terminal: Terminal, log: Path, query: str) -> None:
    """Wait, no longer than a minute, until an answer has been painted."""
    end = time.monotonic() + 60
    while time.monotonic() < end and not (log.exists() and query in _first_moments(log)):
        terminal.drain(0.1)


def _first_moments(log: Path) -> dict[str, float]:
    moments: dict[str, float] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        moment, _, query = line.partition("\t")
        moments.setdefault(query, float(moment))
    return moments


def main() -> None:
    """Read the command line."""
    if sys.argv[1:2] == ["--child"]:
        run_child(*map(Path, sys.argv[2:5]))
        return
    if sys.argv[1:2] == ["--empty"]:
        run_empty(Path(sys.argv[2]))
        return
    minutes = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "minutes" / "fluxml"
    columns, _, lines = (sys.argv[2] if len(sys.argv) > 2 else "160x50").partition("x")
    measure(minutes, int(columns), int(lines))
    measure_start(minutes, int(columns), int(lines))


if __name__ == "__main__":
    main()
