"""The command line: global flags, which command is meant, and what an error looks like.

Each command lives in a module of `kb.commands` and is imported when it is asked for, so that a search
pays for a search only.  This is the one place where errors become a line on stderr and an exit code.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any, TextIO

import click

from kb import __version__
from kb.asking import completes
from kb.env import Environment
from kb.exits import FOUND, INTERRUPTED, NOTHING, TROUBLE, USAGE
from kb.session import Session
from kb.system import avoid_current_folder

_COMMANDS = {
    "search": "kb.commands.search",
    "show": "kb.commands.show",
    "open": "kb.commands.open",
    "projects": "kb.commands.entities",
    "people": "kb.commands.entities",
    "project": "kb.commands.entity",
    "person": "kb.commands.entity",
    "decisions": "kb.commands.marked_lines",
    "actions": "kb.commands.marked_lines",
    "timeline": "kb.commands.timeline",
    "stats": "kb.commands.stats",
    "new": "kb.commands.new",
    "reindex": "kb.commands.reindex",
    "export": "kb.commands.export",
    "status": "kb.commands.status",
    "lint": "kb.commands.lint",
    "init": "kb.commands.init",
    "config": "kb.commands.config",
    "hook": "kb.commands.hook",
    "demo": "kb.commands.demo",
    "completion": "kb.commands.completion",
    "man": "kb.commands.man",
    "serve": "kb.commands.serve",
    "mcp": "kb.commands.mcp",
}
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Commands(click.Group):
    """The commands by name, each loaded on demand: it is ``<name>_command`` in its module."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = getattr(import_module(module), f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], _COMMANDS, n=1)
            meant = close[0] if close else f"search {' '.join(args)}"
            raise click.UsageError(f"No command {args[0]!r}. Did you mean `kb {meant}`?", ctx)
        # what follows is text: bytes that are none (surrogates here) become question marks
        return super().resolve_command(ctx, [arg.encode("utf-8", "replace").decode() for arg in args])


@click.group(cls=_Commands, invoke_without_command=True, context_settings=_CONTEXT)
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    envvar="KB_MINUTES",
    type=click.Path(),
    help="The folder of the minutes [KB_MINUTES; else the current one or the nearest above with minutes].",
)
@click.option(
    "-c",
    "collections",
    metavar="NAME,…",
    shell_complete=completes("collections"),
    help="Collections that config.toml names, searched as one; `all` is each of them.",
)
@click.option(
    "--cache",
    metavar="DIR",
    envvar="KB_CACHE",
    type=click.Path(),
    help="Where indexes are kept [KB_CACHE; else the user's cache folder].",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour on a terminal only, always or never (NO_COLOR is heeded).",
)
@click.version_option(__version__, prog_name="kb", message="%(prog)s %(version)s")
@click.pass_context
def cli(
    ctx: click.Context, folder: str | None, collections: str | None, cache: str | None, color: str
) -> int | None:
    """Search the minutes of a community's meetings.

    Without a command, kb opens its terminal interface. Global flags stand before the command.

    \b
    Examples:
      kb search "should the readers be merged?"
      kb -C ~/minutes search readers --project GaugeIO --since 2023
    """
    source = ctx.get_parameter_source("folder")
    if collections is not None and source is not None and source.name == "COMMANDLINE":
        raise click.UsageError("-C names a folder and -c collections: one of them.")
    ctx.obj = session = Session(Environment(color), folder, cache, collections)
    if ctx.invoked_subcommand is not None:
        return None
    if not session.env.interactive:
        click.echo(ctx.get_help(), err=True)
        return USAGE
    from kb.commands.interface import run_interface

    return run_interface(session.library())


def main(arguments: list[str] | None = None) -> int:
    """Run kb and return its exit code; errors are on stderr, never a traceback (KB_DEBUG=1 shows it)."""
    _write_any_text(sys.stdout, sys.stderr)
    avoid_current_folder()
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except click.exceptions.Exit as done:  # --help and --version
        return done.exit_code
    except BrokenPipeError:
        _silence(sys.stdout)
        return FOUND
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except Exception as error:
        return _report(error)
    return code


def _run(arguments: list[str]) -> int:
    """What `click.Command.main` does, without its own way of ending on errors and closed pipes."""
    if instruction := os.environ.get("_KB_COMPLETE"):
        from kb.completing import answer_shell

        return answer_shell(cli, instruction)
    with cli.make_context("kb", arguments) as context:
        return int(cli.invoke(context) or FOUND)


def _report(error: Exception) -> int:
    """Say what went wrong in one line and what to do in another; the exit code that belongs to it."""
    from index import MinutesError, NotFoundError, QueryError

    note = Environment().note
    if isinstance(error, click.ClickException):
        note(error.format_message(), _usage_hint(error))
        return USAGE
    if isinstance(error, MinutesError):
        note(error.message, error.hint)
        if isinstance(error, QueryError):
            return USAGE
        return NOTHING if isinstance(error, NotFoundError) else TROUBLE
    if os.environ.get("KB_DEBUG"):
        raise error
    if isinstance(error, OSError):
        note(f"{error.filename or 'the system'}: {error.strerror or error}")
    else:
        note(
            f"this is a mistake in kb: {type(error).__name__}: {error}",
            "KB_DEBUG=1 shows where; please report it.",
        )
    return TROUBLE


def _usage_hint(error: click.ClickException) -> str:
    ctx: click.Context | None = getattr(error, "ctx", None)
    flag = getattr(error, "option_name", "")
    if any(flag in param.opts for param in cli.params):
        return f"It stands before the command: kb {flag} …"
    return f"See `{ctx.command_path if ctx else 'kb'} --help`."


def _write_any_text(*streams: TextIO | Any) -> None:
    """No text of the minutes may fail for the encoding of a terminal; pipes get UTF-8 and line feeds."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            encoding, newline = (None, None) if stream.isatty() else ("utf-8", "\n")
            stream.reconfigure(encoding=encoding, newline=newline, errors="backslashreplace")


def _silence(stream: TextIO) -> None:
    """Let nothing more be written to a pipe that nobody reads, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
