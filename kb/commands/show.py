"""`kb show`: a topic or a meeting, to read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from kb.exits import FOUND
from kb.session import Session

if TYPE_CHECKING:
    from index import AnyLibrary, Meeting, Topic

_PERIOD = re.compile(r"\d{4}(-\d\d)?")
_MEETING = re.compile(r"\d{4}(-\d\d){0,2}|.*\.(md|markdown)")

_EPILOG = """\b
Examples:
  kb show 2023-09-12/swell-on-the-gpu
  kb show 2023-09-12 --json | jq '.topics[].title'
  kb show 2023-09
"""


@click.command("show", epilog=_EPILOG)
@click.argument("ref", metavar="ID|DATE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show_command(session: Session, ref: str, as_json: bool) -> int:
    """Print a topic by its id, or a meeting by its date or file; list the meetings of a month or year.

    The end of an id is enough where it fits one topic only.
    """
    library, env = session.fresh_library(), session.env
    if _PERIOD.fullmatch(ref):
        meetings = [meeting for meeting in library.meetings() if meeting.date.startswith(ref)]
        if meetings and [meeting.date for meeting in meetings] != [ref]:
            return _list(session, meetings, as_json)
    found = find(library, ref)
    if as_json:
        from kb.json_output import json_line, passage_record

        env.print(json_line(passage_record(found)))
        return FOUND
    from index import Topic
    from kb.pages import meeting_lines, topic_lines

    look = env.look_at(library)
    env.page(topic_lines(found, look) if isinstance(found, Topic) else meeting_lines(found, look))
    return FOUND


def _list(session: Session, meetings: list[Meeting], as_json: bool) -> int:
    env = session.env
    if as_json:
        from index import meeting_record
        from kb.json_output import json_line

        env.print(json_line({"meetings": [meeting_record(meeting) for meeting in meetings]}))
    else:
        from kb.pages import meetings_lines

        env.page(meetings_lines(meetings, env.look))
    return FOUND


def find(library: AnyLibrary, ref: str) -> Topic | Meeting:
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
