"""`kb demo`: kb over the sample minutes that ship with it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import click

from kb.asking import QueryCommand
from kb.commands.search import run_search, search_flags
from kb.session import Session

_QUERY = "merge GaugeIO"

_EPILOG = '\b\nExamples:\n  kb demo\n  kb demo "is:decision project:Swell" -n 3\n'


class _DemoCommand(QueryCommand):
    """Knows whether it was told anything at all."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta["told"] = bool(args)
        return super().parse_args(ctx, args)


@click.command("demo", cls=_DemoCommand, epilog=_EPILOG)
@search_flags
@click.pass_context
def demo_command(ctx: click.Context, /, query: str, **flags: Any) -> int:
    """Try kb on the minutes of an invented community.

    On a terminal it opens the interface; with a query or flags of `kb search`, or in a pipe, it prints a
    search. Nothing is copied but the index, which goes to the cache.
    """
    from importlib.resources import as_file, files

    session: Session = ctx.obj
    with ExitStack() as stack:
        folder = stack.enter_context(as_file(files("kb") / "samples"))
        library = session.library_over(folder.resolve())
        if not ctx.meta["told"] and session.env.interactive:
            from kb.commands.interface import run_interface

            return run_interface(library)
        return run_search(session, library, query if ctx.meta["told"] else _QUERY, **flags)
