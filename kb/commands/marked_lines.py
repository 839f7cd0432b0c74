"""`kb decisions` and `kb actions`: the lines that say what was decided, and what somebody is to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kb.asking import QueryCommand, asks, completes
from kb.exits import FOUND, NOTHING
from kb.session import Session

if TYPE_CHECKING:
    from index import AnyLibrary, SearchResult
    from kb.about import MarkedLine


@click.command(
    "decisions",
    cls=QueryCommand,
    epilog="\b\nExamples:\n  kb decisions --project Swell\n  kb decisions merge --json | jq .text\n",
)
@asks
@click.option("-n", "--limit", metavar="N", type=click.IntRange(min=1), help="Only the newest ones.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a decision.")
@click.pass_obj
def decisions_command(
    session: Session, /, query: str, limit: int | None, as_json: bool, **narrowing: Any
) -> int:
    """List what was decided in the topics that a query finds, or in all, newest first."""
    from kb.marked import find_decisions

    library = session.fresh_library()
    result, rows = find_decisions(library, query, **narrowing)
    return _print(session, library, result, rows[:limit], as_json)


@click.command(
    "actions",
    cls=QueryCommand,
    epilog="\b\nExamples:\n  kb actions --owner tomasz\n  kb actions GPU --since 2023 --json | jq .owners\n",
)
@asks
@click.option(
    "--owner", metavar="NAME", shell_complete=completes("person"), help="What this person is to do."
)
@click.option("-n", "--limit", metavar="N", type=click.IntRange(min=1), help="Only the newest ones.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an action.")
@click.pass_obj
def actions_command(
    session: Session,
    /,
    query: str,
    owner: str | None,
    limit: int | None,
    as_json: bool,
    **narrowing: Any,
) -> int:
    """List what somebody is to do, by the topics that a query finds, or by all, newest first.

    A box that is ticked is done and not listed; where minutes keep no boxes, nobody can tell.
    """
    from kb.marked import find_actions

    library = session.fresh_library()
    result, rows = find_actions(library, query, owner, **narrowing)
    return _print(session, library, result, rows[:limit], as_json)


def _print(
    session: Session, library: AnyLibrary, result: SearchResult, rows: Sequence[MarkedLine], as_json: bool
) -> int:
    from kb.commands.search import answer_note
    from kb.marked import marked_lines, marked_record

    env = session.env
    some = "no topic has all the words; these have some of them" if result.hits and not result.total else ""
    if note := "; ".join(filter(None, (answer_note(result), some))):
        env.note(note)
    if as_json:
        from kb.json_output import json_line

        env.print_all(map(json_line, map(marked_record, rows)))
    else:
        env.page(marked_lines(rows, env.look_at(library)))
    return FOUND if rows else NOTHING
