"""`kb mcp`: the minutes as tools for an agent."""

from __future__ import annotations

import click

from kb.exits import FOUND
from kb.session import Session

_EPILOG = """\b
Examples:
  kb -C ~/minutes mcp
  kb mcp < /dev/null          # tells at once whether it would start

An agent starts it by itself. Its settings want a command and arguments:
  {"command": "kb", "args": ["-C", "/home/me/minutes", "mcp"]}
"""


@click.command("mcp", epilog=_EPILOG)
@click.pass_obj
def mcp_command(session: Session) -> int:
    """Serve the minutes to an agent, over standard input and output (Model Context Protocol).

    Its tools search and read: search, topic, meeting, projects, people, timeline, decisions, actions.
    Nothing is changed but the index, which each of them brings up to date.
    """
    library = session.library()
    try:
        from kb.mcp_server import make_server

        server = make_server(library)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != "mcp":
            raise
        raise click.UsageError("This needs the extra `mcp`: pip install 'minutes-kb[mcp]'") from error
    if session.env.interactive:
        session.env.note("an agent is expected at the other end", "ctrl+d ends it; see `kb mcp --help`.")
    server.run()
    return FOUND
