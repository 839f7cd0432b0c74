"""`kb export`: everything, for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index import meeting_record, topic_record
from kb.exits import FOUND, NOTHING
from kb.json_output import json_line
from kb.safe_text import visible
from kb.session import Session

if TYPE_CHECKING:
    from index import Meeting, Topic

_COLUMNS = ("id", "date", "meeting", "kind", "title", "file", "start", "end", "people", "said", "projects")
_LISTS = ("decisions", "actions", "links", "recording", "text")
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")

_EPILOG = """\b
Examples:
  kb export | jq -r 'select(.type == "topic") | .id'
  kb export --format csv > topics.csv
  kb export --format md --to ../dossiers
"""


@click.command("export", epilog=_EPILOG)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "md"]),
    default="jsonl",
    show_default=True,
    help="JSON Lines of meetings and topics, a table of topics, or a dossier a project.",
)
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False),
    help="Of md: one file a project in here.",
)
@click.pass_obj
def export_command(session: Session, form: str, folder: str | None) -> int:
    """Print all meetings and topics, oldest first.

    Each meeting is followed by its topics. In CSV a topic is a row, lists are joined by semicolons, and a
    cell that a spreadsheet would take for a formula begins with an apostrophe. In Markdown each project has
    its topics with their decisions and a citation, newest first.
    """
    if folder is not None and form != "md":
        raise click.UsageError("--to goes with --format md; redirect the others.")
    library, env = session.fresh_library(), session.env
    meetings = library.meetings()
    if form != "md":
        env.print_all(_rows(meetings) if form == "jsonl" else _table(meetings))
        return FOUND if meetings else NOTHING
    from kb.dossier import dossiers, write_dossiers

    if folder is not None and any(Path(folder).resolve().is_relative_to(f) for f in session.folders.values()):
        raise click.UsageError("--to must lead out of the minutes: they would be read as minutes themselves.")
    found = dossiers(library)
    if folder is None:
        env.print_all(line for dossier in found for line in (*dossier.lines, ""))
    else:
        env.print_all(map(str, write_dossiers(found, Path(folder))))
    return FOUND if found else NOTHING


def _rows(meetings: Iterable[Meeting]) -> Iterator[str]:
    for meeting in meetings:
        yield json_line(meeting_record(meeting))
        for topic in meeting.topics:
            yield json_line(topic_record(topic))


def _table(meetings: Iterable[Meeting]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180, with line feeds)."""
    yield ",".join((*_COLUMNS, *_LISTS))
    for meeting in meetings:
        for topic in meeting.topics:
            yield ",".join(map(_cell, _cells(topic)))


def _cells(topic: Topic) -> Iterator[str]:
    record = topic_record(topic)
    for name in (*_COLUMNS, *_LISTS):
        value = record[name]
        yield "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _cell(text: str) -> str:
    """A cell that no spreadsheet evaluates (OWASP, "CSV Injection"), in quotes where it needs them."""
    text = visible(text.replace("\r\n", "\n"))
    if text.startswith(_FORMULA):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',;"\n') else text
