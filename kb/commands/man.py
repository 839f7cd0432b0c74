"""`kb man`: all of the help as a page for man."""

from __future__ import annotations

import click

from kb.exits import FOUND
from kb.session import Session

_EPILOG = """\b
Examples:
  kb man | man -l -
  kb man > ~/.local/share/man/man1/kb.1
"""


@click.command("man", epilog=_EPILOG)
@click.pass_obj
def man_command(session: Session) -> int:
    """Print the manual page.

    pip and pipx (from 1.3 on) put it where `man kb` finds it; after `uv tool install` it takes the
    second of the examples.
    """
    from kb.cli import cli
    from kb.manual import man_page

    session.env.print(man_page(cli).rstrip("\n"))
    return FOUND
