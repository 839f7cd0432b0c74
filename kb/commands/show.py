"""`kb show`: a topic or a meeting, to read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from kb.exits import FOUND
from kb.session import Session

if TYPE_CHECKING:
    from index import Library, Meeting, Topic

_MEETING = re.compile(r"\d{4}(-\d\d){0,2}|.*\.(md|markdown)")

_EPILOG = """\b
Examples:
  kb show 2023-09-12/swell-on-the-gpu
  kb show 2023-09-12 --json | jq '.topics[].title'
"""


@click.command("show", epilog=_EPILOG)
@click.argument("ref", metavar="ID|DATE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show_command(session: Session, ref: str, as_json: bool) -> int:
    """Print a topic by its id, or a meeting by its date or file.

    The end of an id is enough where it fits one topic only.
    """
    found = find(session.fresh_library(), ref)
    env = session.env
    if as_json:
        from kb.json_output import json_line, passage_record

        env.print(json_line(passage_record(found)))
        return FOUND
    from index import Topic
    from kb.pages import meeting_lines, topic_lines

    env.page(topic_lines(found, env.look) if isinstance(found, Topic) else meeting_lines(found, env.look))
    return FOUND


def find(library: Library, ref: str) -> Topic | Meeting:
    """The topic or meeting that is meant; NotFoundError, with the closest, where there is none."""
    from index import NotFoundError

    roads: list[Callable[[str], Topic | Meeting]] = [library.topic, library.meeting]
    if _MEETING.fullmatch(ref):
        roads.reverse()
    try:
        return roads[0](ref)
    except NotFoundError as error:
        try:
            return roads[1](ref)
        except NotFoundError:
            error.hint = error.hint or f"Ids are in the answers of a search: kb search {ref}"
            raise error from None
