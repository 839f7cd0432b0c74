"""`kb project` and `kb person`: all about one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.asking import completes, meant_by
from kb.exits import FOUND
from kb.session import Session

if TYPE_CHECKING:
    from index import AnyLibrary, Entity

_MOST_TOPICS = 1_000


def _show(session: Session, kind: str, name: str, as_json: bool) -> int:
    from index import add_filter

    library = session.fresh_library()
    entity = the_one(library, kind, name)
    query = add_filter(add_filter("", kind, entity.name), "sort", "newest")
    result = library.search(query, limit=_MOST_TOPICS)
    env = session.env
    if as_json:
        from kb.json_output import entity_record, hit_record, json_line

        env.print(json_line({**entity_record(entity), "hits": [hit_record(hit) for hit in result.hits]}))
    else:
        from kb.pages import entity_lines

        env.page(entity_lines(kind, entity, result, env.look))
    return FOUND


def the_one(library: AnyLibrary, kind: str, name: str) -> Entity:
    """The person or project (`kind`) of a name; NotFoundError where nobody bears it, or several do."""
    from index import NotFoundError, add_filter

    found = meant_by(library, kind, name)
    exact = [entity for entity in found if entity.name.casefold() == name.casefold()]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if found:
        from kb.render import counted

        several = ", ".join(f"{entity.name} ({counted(entity.topics, 'topic')})" for entity in found)
        raise NotFoundError(f"{name} can be {several}.", f"Say which: kb {kind} {found[0].name}")
    notes = library.search(add_filter("", kind, name), limit=1).notes
    raise NotFoundError(notes[0] if notes else f"no {kind} is called {name}")


@click.command(
    "project", epilog="\b\nExamples:\n  kb project Swell\n  kb project swell.jl --json | jq .topics\n"
)
@click.argument("name", nargs=-1, required=True, shell_complete=completes("project"))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with all of its topics.")
@click.pass_obj
def project_command(session: Session, name: tuple[str, ...], as_json: bool) -> int:
    """Tell all about one project: how often, by whom, what was decided, its newest topics."""
    return _show(session, "project", " ".join(name), as_json)


@click.command(
    "person", epilog="\b\nExamples:\n  kb person Mei-Lin Zhao\n  kb person tomasz --json | jq .topics\n"
)
@click.argument("name", nargs=-1, required=True, shell_complete=completes("person"))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with all of their topics.")
@click.pass_obj
def person_command(session: Session, name: tuple[str, ...], as_json: bool) -> int:
    """Tell all about one person: how often, with whom, on what, their newest topics."""
    return _show(session, "person", " ".join(name), as_json)
