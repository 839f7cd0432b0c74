"""Processes that share work, in the order it was given.

Owns how they start and end.  They are started anew (``spawn``), so that they behave alike on every system and
can be asked for in a program of many threads; like any program that uses processes, a script that wants them
has to hide what it does behind ``if __name__ == "__main__"``.  Knows nothing of what the work is.

Not a pool of the standard library: the processes of one outlive a parent that is killed.  These end when
their pipe does, and share nothing else that somebody would have to clear up.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from importlib import import_module
from io import StringIO
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

Piece = TypeVar("Piece")
Result = TypeVar("Result")
_AHEAD = 2
"""Pieces a process that may be done or under way before the first is taken: what bounds memory."""
_GARBAGE = 100_000
"""New objects until cycles are looked for: there are few, and looking takes up to a tenth of the time."""


class Workers:
    """Some processes; all is done here with fewer than two, or where they cannot be started or die.

    They start at once and load `module` meanwhile, which is to hold the work.
    """

    def __init__(self, count: int, module: str) -> None:
        self._processes: dict[Connection, SpawnProcess] = {}
        if count > 1:
            with suppress(Exception):  # whatever forbids it, one process can do the work
                self._start(count, module)

    def _start(self, count: int, module: str) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, module), daemon=True)
            with _undisturbed():
                process.start()
            theirs.close()
            self._processes[ours] = process

    @property
    def are_processes(self) -> bool:
        """Whether work is done in other processes than this."""
        return bool(self._processes)

    def map(self, work: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
        """What the work makes of each piece; work and pieces travel to the processes and back as pickles."""
        todo = enumerate(pieces)
        most = _AHEAD * len(self._processes)
        given: dict[Connection, tuple[int, Piece]] = {}
        done: dict[int, Result] = {}
        turn = 0
        while self._processes:
            for pipe in self._processes.keys() - given.keys():
                if len(given) + len(done) < most and (following := next(todo, None)):
                    given[pipe] = following
                    with suppress(OSError):  # the process has died, as will be seen when it does not answer
                        pipe.send((work, following[1]))
            if turn in done:
                yield done.pop(turn)
                turn += 1
            elif given:
                for pipe in _answering(given):
                    number, piece = given.pop(pipe)
                    done[number] = self._answer(pipe, work, piece)
            else:
                return
        while turn in done:
            yield done.pop(turn)
            turn += 1
        for _, piece in todo:
            yield work(piece)

    def _answer(self, pipe: Connection, work: Callable[[Piece], Result], piece: Piece) -> Result:
        """What a process made of a piece; raises what it raised."""
        try:
            is_result, answer = pipe.recv()
        except (EOFError, OSError):
            self._end(pipe)
            return work(piece)
        if not is_result:
            raise answer
        result: Result = answer
        return result

    def _end(self, pipe: Connection) -> None:
        process = self._processes.pop(pipe)
        process.terminate()
        process.join()
        pipe.close()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, whatever they are doing."""
        for pipe in [*self._processes]:
            self._end(pipe)


def _answering(pipes: Iterable[Connection]) -> list[Any]:
    from multiprocessing.connection import wait

    return wait([*pipes])


def _serve(pipe: Connection, module: str) -> None:
    """What a process does: the work it is given, until nobody is at the other end or anything is wrong."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_GARBAGE)
    import_module(module)
    with suppress(Exception):
        while True:
            work, piece = pipe.recv()
            try:
                answer = True, work(piece)
            except Exception as error:
                answer = False, error
            pipe.send(answer)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Processes started meanwhile never get a Ctrl+C, which a terminal sends to all; this one gets it late.

    Nor are they handed the stream that stands in for one under a full screen: it has no number.
    """
    with redirect_stderr(StringIO()):
        if not hasattr(signal, "pthread_sigmask"):  # Windows, where `_serve` has to do
            yield
            return
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
