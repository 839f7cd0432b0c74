"""`kb show`: a topic or a meeting, to read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from kb.asking import completes
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
  kb show swell-on-the-gpu --format md      # to quote it, with a link to its lines
"""


@click.command("show", epilog=_EPILOG)
@click.argument("ref", metavar="ID|DATE", shell_complete=completes("year"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "md"]),
    default="text",
    help="md is Markdown to quote: each topic ends with a link to its lines on the forge.",
)
@click.option("--json", "form", flag_value="json", help="Print one JSON object.")
@click.pass_obj
def show_command(session: Session, ref: str, form: str) -> int:
    """Print a topic by its id, or a meeting by its date or file; list the meetings of a month or year.

    The end of an id is enough where it fits one topic only.
    """
    library, env = session.fresh_library(), session.env
    if _PERIOD.fullmatch(ref):
        meetings = [meeting for meeting in library.meetings() if meeting.date.startswith(ref)]
        if meetings and [meeting.date for meeting in meetings] != [ref]:
            return _list(session, library, meetings, form)
    found = find(library, ref)
    if form == "md":
        env.page(_markdown(library, [found]))
        return FOUND
    if form == "json":
        from kb.json_output import json_line, passage_record

        env.print(json_line(passage_record(found)))
        return FOUND
    from index import Topic
    from kb.pages import meeting_lines, topic_lines

    look = env.look_at(library)
    env.page(topic_lines(found, look) if isinstance(found, Topic) else meeting_lines(found, look))
    return FOUND


def _list(session: Session, library: AnyLibrary, meetings: list[Meeting], form: str) -> int:
    env = session.env
    if form == "md":
        env.page(_markdown(library, meetings))
    elif form == "json":
        from index import meeting_record
        from kb.json_output import json_line

        env.print(json_line({"meetings": [meeting_record(meeting) for meeting in meetings]}))
    else:
        from kb.pages import meetings_lines

        env.page(meetings_lines(meetings, env.look))
    return FOUND


def _markdown(library: AnyLibrary, passages: Sequence[Topic | Meeting]) -> Iterator[str]:
    """Topics as Markdown, blank lines between; a meeting is a heading and its topics, its chat left out."""
    from index import Topic
    from kb.dossier import meeting_markdown, topic_markdown
    from kb.opening import source_addresses

    address = source_addresses(library.locate)
    for n, passage in enumerate(passages):
        if n:
            yield ""
        if isinstance(passage, Topic):
            yield from topic_markdown(passage, address)
        else:
            yield from meeting_markdown(passage, address)


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
