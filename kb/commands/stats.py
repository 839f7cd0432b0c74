"""`kb stats`: the whole collection in figures, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from kb.exits import FOUND, NOTHING
from kb.session import Session

if TYPE_CHECKING:
    from index import Entity, Meeting
    from kb.layout import Look

_MOST = 10
_COUNTED = ("meetings", "topics", "people", "projects", "decisions", "actions")

_EPILOG = "\b\nExamples:\n  kb stats\n  kb stats --json | jq '.years[].topics'\n"


@click.command("stats", epilog=_EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def stats_command(session: Session, as_json: bool) -> int:
    """Count meetings, topics, people, projects, decisions and actions, in all and by year."""
    library, env = session.fresh_library(), session.env
    meetings = library.meetings()
    if not meetings:
        env.note("nothing found")
        return NOTHING
    total, years = _count(meetings), dict(_by_year(meetings))
    people, projects = library.people()[:_MOST], library.projects()[:_MOST]
    if as_json:
        from kb.json_output import entity_record, json_line

        most = {"projects": projects, "people": people}
        tops = {f"top_{name}": [entity_record(entity) for entity in row] for name, row in most.items()}
        rows = [{"year": year, **counts} for year, counts in years.items()]
        env.print(json_line({"total": total, "years": rows, **tops}))
    else:
        env.page(_lines({**years, "all": total}, projects, people, env.look))
    return FOUND


def _count(meetings: Iterable[Meeting]) -> dict[str, int]:
    """The figures of some meetings; people are those who spoke or were named."""
    held = list(meetings)
    topics = [topic for meeting in held for topic in meeting.topics]
    return {
        "meetings": len(held),
        "topics": len(topics),
        "people": len({person for topic in topics for person in topic.people}),
        "projects": len({project for topic in topics for project in topic.projects}),
        "decisions": sum(len(topic.decisions) for topic in topics),
        "actions": sum(len(topic.actions) for topic in topics),
    }


def _by_year(meetings: Iterable[Meeting]) -> Iterator[tuple[str, dict[str, int]]]:
    from itertools import groupby

    for year, held in groupby(meetings, lambda meeting: meeting.date[:4]):
        yield year, _count(held)


def _lines(
    rows: Mapping[str, Mapping[str, int]],
    projects: Iterable[Entity],
    people: Iterable[Entity],
    look: Look,
) -> Iterator[str]:
    from kb.layout import one_line, table

    cells = [(name, *(f"{row[counted]:,}" for counted in _COUNTED)) for name, row in rows.items()]
    head, *lines = table([("year", *_COUNTED), *cells], right=range(1, len(_COUNTED) + 1))
    yield look.paint(look.fit(head), "dim")
    yield from map(look.fit, lines)
    for title, entities in (("projects", projects), ("people", people)):
        names = ", ".join(f"{one_line(entity.name)} {entity.topics:,}" for entity in entities)
        if names:
            yield ""
            yield look.paint(f"{title} in most topics", "dim")
            yield look.fit(names)
