"""`kb project` and `kb person`: all about one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.exits import FOUND, NOTHING
from kb.session import Session

if TYPE_CHECKING:
    from index import Entity

_MOST_TOPICS = 1_000


def _show(session: Session, kind: str, name: str, as_json: bool) -> int:
    from index import add_filter

    library = session.fresh_library()
    entities = library.projects() if kind == "project" else library.people()
    query = add_filter(add_filter("", kind, name), "sort", "newest")
    result = library.search(query, limit=_MOST_TOPICS)
    entity = _named(entities, [v.name for v in result.facets.get(kind, ()) if v.chosen], name)
    env = session.env
    for note in result.notes or ([] if result.hits else [f"no {kind} {name!r} is known"]):
        env.note(note)
    if entity is None or not result.hits:
        return NOTHING
    if as_json:
        from kb.json_output import entity_record, hit_record, json_line

        env.print(json_line({**entity_record(entity), "hits": [hit_record(hit) for hit in result.hits]}))
    else:
        from kb.pages import entity_lines

        env.page(entity_lines(entity, result, env.look))
    return FOUND


def _named(entities: list[Entity], chosen: list[str], name: str) -> Entity | None:
    """The one that the search took the name for: the chosen value of the facet."""
    wanted = {word.casefold() for word in (*chosen, name)}
    return next((e for e in entities if wanted & {w.casefold() for w in (e.name, *e.aliases)}), None)


@click.command(
    "project", epilog="\b\nExamples:\n  kb project Swell\n  kb project swell.jl --json | jq .topics\n"
)
@click.argument("name", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with all of its topics.")
@click.pass_obj
def project_command(session: Session, name: tuple[str, ...], as_json: bool) -> int:
    """Tell all about one project: how often, by whom, what was decided, its newest topics."""
    return _show(session, "project", " ".join(name), as_json)


@click.command(
    "person", epilog="\b\nExamples:\n  kb person Mei-Lin Zhao\n  kb person tomasz --json | jq .topics\n"
)
@click.argument("name", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with all of their topics.")
@click.pass_obj
def person_command(session: Session, name: tuple[str, ...], as_json: bool) -> int:
    """Tell all about one person: how often, with whom, on what, their newest topics."""
    return _show(session, "person", " ".join(name), as_json)
