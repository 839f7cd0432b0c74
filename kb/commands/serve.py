"""`kb serve`: the terminal interface in a browser, for whoever sits at this machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kb.exits import FOUND
from kb.session import Session
from kb.system import join_command

if TYPE_CHECKING:
    from textual_serve.server import Server

_HERE = "127.0.0.1"
_PORT = 8000
_OF_THIS_MACHINE = {_HERE, "::1", "localhost"}


@click.command("serve", epilog="\b\nExamples:\n  kb serve\n  kb -C ~/minutes serve --port 8080\n")
@click.option(
    "--host", metavar="ADDRESS", default=_HERE, show_default=True, help="The address to be reached at."
)
@click.option(
    "--port", metavar="N", type=click.IntRange(1, 65_535), default=_PORT, show_default=True, help="The port."
)
@click.pass_obj
def serve_command(session: Session, host: str, port: int) -> int:
    """Show the terminal interface in a browser, until ctrl+c.

    There is no login: whoever reaches the address reads the minutes. By default that is this machine alone.
    """
    minutes, note = session.minutes, session.env.note
    session.library()  # a kb.toml that cannot be followed is said here, and not in a browser
    cache = session.index_folder(minutes).parent
    # -P: nothing is loaded from the current folder, which may be that of the minutes
    server = _server([sys.executable, "-P", "-m", "kb.tui", str(minutes), str(cache)], host, port)
    if host not in _OF_THIS_MACHINE:
        note(f"there is no login: whoever can reach {server.public_url} can read {minutes}")
    note(f"{minutes} is shown at {server.public_url}", "ctrl+c ends it.")
    server.serve()
    return FOUND


def _server(command: list[str], host: str, port: int) -> Server:
    try:
        from kb.serving import MinutesServer
    except ImportError as error:
        if error.name is None or error.name.split(".")[0].startswith("kb"):
            raise
        raise click.UsageError("This needs the extra `web`: pip install 'minutes-kb[web]'") from error
    return MinutesServer(join_command(command), host, port)
