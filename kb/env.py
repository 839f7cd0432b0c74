"""The process as the commands see it: streams, width, colour.

The one place that asks whether a stream is a terminal; commands ask here, so that a test can hand them
other streams.  Knows nothing of minutes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TextIO

from kb.layout import Look
from kb.safe_text import visible

if TYPE_CHECKING:
    from index import AnyLibrary

PIPE_WIDTH = 100  # where there is no terminal to fill, lines are laid out to be read in an editor


class Environment:
    """Standard streams with what is known of the terminal behind them.

    `color` is the flag: ``auto``, ``always`` or ``never``; ``auto`` heeds NO_COLOR and TERM=dumb.
    """

    def __init__(self, color: str = "auto", variables: Mapping[str, str] | None = None) -> None:
        self.stdin: TextIO = sys.stdin
        self.stdout: TextIO = sys.stdout
        self.stderr: TextIO = sys.stderr
        self.variables = os.environ if variables is None else variables
        self._color = color

    @property
    def on_terminal(self) -> bool:
        """Whether what is printed goes to a screen."""
        return self.stdout.isatty()

    @property
    def interactive(self) -> bool:
        """Whether somebody sits at both ends, so that a full-screen program makes sense."""
        return self.on_terminal and self.stdin.isatty()

    @property
    def colored(self) -> bool:
        """Whether standard output takes colour."""
        if self._color != "auto":
            return self._color == "always"
        plain = self.variables.get("NO_COLOR") or self.variables.get("TERM") == "dumb"
        return self.on_terminal and not plain

    @property
    def width(self) -> int:
        """Columns to lay lines out for."""
        columns = self.variables.get("COLUMNS", "")
        if columns.isdecimal() and int(columns) > 0:
            return int(columns)
        try:
            return os.get_terminal_size(self.stdout.fileno()).columns or PIPE_WIDTH
        except (OSError, ValueError):
            return PIPE_WIDTH

    @property
    def look(self) -> Look:
        """How results are to be laid out."""
        return Look(self.width, self.colored, self.on_terminal)

    def look_at(self, library: AnyLibrary) -> Look:
        """As `look`, with places that lead to their files where a terminal can be clicked."""
        if not (self.on_terminal and self.colored):
            return self.look
        from kb.hyperlinks import address_of

        return Look(self.width, self.colored, self.on_terminal, address_of(library.locate))

    def print(self, *lines: str) -> None:
        """Write lines of results."""
        self.stdout.write("".join(f"{line}\n" for line in lines))

    def print_all(self, lines: Iterable[str]) -> None:
        """Write lines of results as they come."""
        for line in lines:
            self.stdout.write(f"{line}\n")

    def page(self, lines: Iterable[str]) -> None:
        """Write lines to be read: on a terminal that they would run off, through the reader's pager."""
        shown = list(lines)
        if not (self.on_terminal and self._is_long(shown) and self._paged(shown)):
            self.print_all(shown)

    def _is_long(self, lines: list[str]) -> bool:
        try:
            height = os.get_terminal_size(self.stdout.fileno()).lines
        except (OSError, ValueError):
            return False
        return len(lines) >= height

    def _paged(self, lines: list[str]) -> bool:
        """Whether KB_PAGER, PAGER or less has shown the lines; an empty value or ``cat`` wants none."""
        import signal
        import subprocess

        from kb.system import split_command, usual_pager

        wanted = self.variables.get("KB_PAGER", self.variables.get("PAGER", usual_pager()))
        try:
            command = split_command(wanted)
            if not command or command == ["cat"] or self.variables.get("TERM") == "dumb":
                return False
            variables = {"LESS": "FIRX", **self.variables}  # quit on one screen, keep colours, leave the text
            pager = subprocess.Popen(
                command, stdin=subprocess.PIPE, text=True, encoding="utf-8", errors="replace", env=variables
            )
        except (OSError, ValueError):
            return False
        kept = signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c belongs to the pager
        try:
            pager.communicate("".join(f"{line}\n" for line in lines))
        finally:
            signal.signal(signal.SIGINT, kept)
        return True

    def note(self, message: str, hint: str | None = None) -> None:
        """Tell the person, not the program that reads the results; one line, or two that fit a terminal."""
        self.stdout.flush()
        line = f"kb: {_on_one_line(message)}"
        if hint:
            joint = " " if message.endswith((".", "?", "!")) else ". "
            both = f"{line}{joint}{_on_one_line(hint)}"
            fits = len(both) <= self.width or not self.stderr.isatty()
            line = both if fits else f"{line}\n    {_on_one_line(hint)}"
        self.stderr.write(f"{line}\n")
        self.stderr.flush()


def _on_one_line(text: str) -> str:
    """Text that may quote what somebody typed or minuted, lines and all."""
    return visible(text).replace("\n", "␊")
