"""The program in a terminal of its own: handed to an editor, and taken back."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

_PATIENCE = 20  # seconds
ROOT = Path(__file__).parents[2]
pty = pytest.importorskip("pty", reason="there are no pseudo terminals on this system")
EDITOR = """#!/bin/sh
printf 'EDITING %s\\n' "$@"
stty -a | grep -q -- '-icanon' || echo COOKED
read line
"""


class Terminal:
    """A pseudo terminal with the program in it."""

    def __init__(self, variables: dict[str, str], *arguments: str) -> None:
        self.seen = ""
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ.update(variables, TERM="xterm-256color", COLUMNS="100", LINES="30")
            os.execv(sys.executable, [sys.executable, "-m", "kb", *arguments])

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._fd, keys.encode())

    def wait_for(self, text: str) -> None:
        """Read until a text was written after the last one waited for."""
        end = time.monotonic() + _PATIENCE
        while text not in self.seen:
            assert time.monotonic() < end, self.seen[-3000:]
            self.seen += self._read()
        self.seen = self.seen.partition(text)[2]

    def _read(self) -> str:
        if not select.select([self._fd], [], [], 0.2)[0]:
            return ""
        try:
            return os.read(self._fd, 1 << 16).decode(errors="replace")
        except OSError:  # nobody is at the other end any more
            return ""

    def exit_code(self) -> int:
        """How the program ended; what it still writes is read, else it would wait."""
        end = time.monotonic() + _PATIENCE
        while not (ended := os.waitpid(self.pid, os.WNOHANG))[0]:
            assert time.monotonic() < end, self.seen[-3000:]
            self.seen += self._read()
        return os.waitstatus_to_exitcode(ended[1])


@pytest.fixture
def terminal(indexed: Path, tmp_path: Path) -> Iterator[Terminal]:
    """kb over the three meetings, with an editor that waits for a line."""
    editor = tmp_path / "vim"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    places = ["-C", str(indexed / "minutes"), "--cache", str(tmp_path / "cache")]
    running = Terminal({"VISUAL": str(editor), "HOME": str(tmp_path)}, *places)
    yield running
    with suppress(ProcessLookupError, ChildProcessError):  # it has ended, as it should
        os.kill(running.pid, signal.SIGKILL)
        os.waitpid(running.pid, 0)


def test_the_editor_gets_the_terminal_and_gives_it_back(terminal: Terminal) -> None:
    terminal.wait_for("6 topics")
    terminal.type("fortran")
    terminal.wait_for("1 topic")
    terminal.type("\x05")  # ctrl+e
    terminal.wait_for("EDITING +17")
    terminal.wait_for("2022-09-06.md")
    terminal.wait_for("COOKED")
    terminal.type("done\n")
    terminal.wait_for("Tide tables")
    terminal.type("\x11")  # ctrl+q
    assert terminal.exit_code() == 0
