"""`kb man`: all of the help as a page of the manual, and as man shows one."""

from __future__ import annotations

from pathlib import Path

import click

from kb.exits import FOUND
from kb.session import Session

_EPILOG = """\b
Examples:
  kb man
  kb man > ~/.local/share/man/man1/kb.1      # where `man kb` finds it
"""


@click.command("man", epilog=_EPILOG)
@click.pass_obj
def man_command(session: Session) -> int:
    """Show the manual page on a terminal, print its source in a pipe.

    pip and pipx (from 1.3 on) put it where `man kb` finds it; after `uv tool install` it takes the
    second of the examples.
    """
    from kb.cli import cli
    from kb.manual import man_page

    page = man_page(cli)
    if not (session.env.on_terminal and _shown(page)):
        session.env.print(page.rstrip("\n"))
    return FOUND


def _shown(page: str) -> bool:
    """Whether the man of this machine has shown it; not every one takes a page that is no file."""
    import subprocess
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        file = Path(folder) / "kb.1"
        file.write_text(page, encoding="utf-8")
        try:
            return subprocess.run(["man", str(file)], check=False).returncode == 0
        except OSError:
            return False
