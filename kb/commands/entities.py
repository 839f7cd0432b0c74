"""`kb projects` and `kb people`: who and what was talked about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kb.exits import FOUND, NOTHING
from kb.session import Session

if TYPE_CHECKING:
    from index import Entity


def _list(session: Session, entities: Sequence[Entity], limit: int | None, as_json: bool) -> int:
    env, shown = session.env, entities[:limit]
    if as_json:
        from kb.json_output import entity_record, json_line

        env.print_all(json_line(entity_record(entity)) for entity in shown)
    else:
        from kb.layout import one_line, table

        rows = [
            (one_line(e.name), f"{e.topics:,}", f"{e.meetings:,}", e.first, e.last, _aliases(e))
            for e in shown
        ]
        if rows:
            head = ("name", "topics", "meetings", "first", "last", "also")
            lines = [env.look.fit(line) for line in table([head, *rows], right=(1, 2))]
            env.page([env.look.paint(lines[0], "dim"), *lines[1:]])
    if not entities:
        env.note("nothing found")
    return FOUND if entities else NOTHING


def _aliases(entity: Entity) -> str:
    from kb.layout import one_line

    return ", ".join(one_line(alias) for alias in entity.aliases if alias != entity.name)


@click.command("projects", epilog="\b\nExamples:\n  kb projects -n 10\n  kb projects --json | jq -r .name\n")
@click.option("-n", "--limit", metavar="N", type=click.IntRange(min=1), help="Only the first ones.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a project.")
@click.pass_obj
def projects_command(session: Session, limit: int | None, as_json: bool) -> int:
    """List the projects that were talked about, those in most topics first."""
    return _list(session, session.fresh_library().projects(), limit, as_json)


@click.command("people", epilog="\b\nExamples:\n  kb people -n 10\n  kb people --json | jq -r .name\n")
@click.option("-n", "--limit", metavar="N", type=click.IntRange(min=1), help="Only the first ones.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a person.")
@click.pass_obj
def people_command(session: Session, limit: int | None, as_json: bool) -> int:
    """List the people who spoke or were named, those in most topics first."""
    return _list(session, session.fresh_library().people(), limit, as_json)
