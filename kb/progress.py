"""A progress bar on a terminal, for what takes longer than a moment."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TextIO

from kb.safe_text import visible

PATIENCE = 0.3  # seconds before anything is shown
_INTERVAL = 0.05
_BAR = 24


class Progress:
    """Called with (done, total, what) by the one who works; draws one line, and wipes it at the end.

    Nothing is written where the stream is no terminal.
    """

    def __init__(self, stream: TextIO, width: int) -> None:
        self._stream = stream
        self._width = min(width, 80) - 1  # one more column and the line would break
        self._shows = stream.isatty()
        self._next = time.monotonic() + PATIENCE
        self._drawn = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            self._stream.write("\r" + " " * self._drawn + "\r")
            self._stream.flush()

    def __call__(self, done: int, total: int, what: str) -> None:
        now = time.monotonic()
        if not self._shows or now < self._next:
            return
        self._next = now + _INTERVAL
        filled = _BAR * done // max(total, 1)
        bar = "#" * filled + "." * (_BAR - filled)
        line = f"[{bar}] {done}/{total} {visible(what)}"[: self._width]
        self._stream.write("\r" + line.ljust(self._drawn))
        self._stream.flush()
        self._drawn = max(len(line), self._drawn)
