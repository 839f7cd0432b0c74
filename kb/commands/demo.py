"""`kb demo`: kb over the sample minutes that ship with it."""

from __future__ import annotations

from contextlib import ExitStack

import click

from kb.session import Session

_QUERY = "merge GaugeIO"

_EPILOG = '\b\nExamples:\n  kb demo\n  kb demo "is:decision project:Swell"\n'


@click.command("demo", epilog=_EPILOG)
@click.argument("query", nargs=-1)
@click.pass_obj
def demo_command(session: Session, query: tuple[str, ...]) -> int:
    """Try kb on the minutes of an invented community.

    On a terminal it opens the interface; with a query, or in a pipe, it prints a search. Nothing is copied
    but the index, which goes to the cache.
    """
    from importlib.resources import as_file, files

    with ExitStack() as stack:
        folder = stack.enter_context(as_file(files("kb") / "samples"))
        library = session.library_over(folder.resolve())
        if not query and session.env.interactive:
            from kb.commands.interface import run_interface

            return run_interface(library)
        from kb.commands.search import answer

        session.bring_up_to_date(library)
        return answer(session, library, " ".join(query) or _QUERY)
