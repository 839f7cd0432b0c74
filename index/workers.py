"""Processes that share work, in the order it was given.

Owns how they start and end.  They are started anew (``spawn``), so that they behave alike on every system and
can be asked for in a program of many threads; like any program that uses processes, a script that wants them
has to hide what it does behind ``if __name__ == "__main__"``.  Knows nothing of what the work is.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from importlib import import_module
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Piece = TypeVar("Piece")
Result = TypeVar("Result")
_AHEAD = 2
"""Pieces a process that may be done or under way before the first is taken: what bounds memory."""

_GARBAGE = 100_000
"""New objects until cycles are looked for: there are few, and looking takes up to a tenth of the time."""


class Workers:
    """Some processes; all is done here with fewer than two, or where they die.

    They start at once and load `module` meanwhile, which is to hold the work.
    """

    def __init__(self, count: int, module: str) -> None:
        self._ahead = _AHEAD * count
        self._executor = _executor(count) if count > 1 else None
        for _ in range(count):
            self._submit(import_module, module)

    @property
    def are_processes(self) -> bool:
        """Whether work is done in other processes than this."""
        return self._executor is not None

    def map(self, work: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
        """What the work makes of each piece; work and pieces travel to the processes and back as pickles."""
        if self._executor is None:
            yield from map(work, pieces)
            return
        waiting: deque[tuple[Piece, Future[Result] | None]] = deque()
        for piece in pieces:
            waiting.append((piece, self._submit(work, piece)))
            if len(waiting) > self._ahead:
                yield self._wait(work, *waiting.popleft())
        while waiting:
            yield self._wait(work, *waiting.popleft())

    def _submit(self, work: Callable[[Piece], Result], piece: Piece) -> Future[Result] | None:
        if self._executor:
            try:
                with _deaf_to_interrupts():
                    return self._executor.submit(work, piece)
            except (BrokenExecutor, OSError):
                self._dismiss()
        return None

    def _wait(self, work: Callable[[Piece], Result], piece: Piece, future: Future[Result] | None) -> Result:
        if future:
            try:
                return future.result()
            except BrokenExecutor:
                self._dismiss()
        return work(piece)

    def _dismiss(self) -> None:
        if self._executor:
            self._executor.shutdown(cancel_futures=True)
        self._executor = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes when each has done the piece at hand."""
        self._dismiss()


def _executor(count: int) -> ProcessPoolExecutor | None:
    """The processes; None where the system has no way to talk to them."""
    try:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        return ProcessPoolExecutor(count, get_context("spawn"), _begin)
    except (ImportError, NotImplementedError, OSError):
        return None


def _begin() -> None:
    """What a process does first, so that it ends with its parent, however that ends, and only then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_GARBAGE)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started meanwhile never get a Ctrl+C that a terminal sends to all; this one gets it late."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where `_begin` has to do
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
