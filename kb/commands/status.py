"""`kb status`: what is indexed, from when, and where it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.exits import FOUND
from kb.session import Session

if TYPE_CHECKING:
    from index import Changes, Status

_EPILOG = "\b\nExamples:\n  kb status\n  kb -C ~/minutes status --json | jq .pending\n"


@click.command("status", epilog=_EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a collection.")
@click.pass_obj
def status_command(session: Session, as_json: bool) -> int:
    """Tell how large and how fresh the index is; nothing is read or written."""
    for n, (name, folder) in enumerate(session.folders.items()):
        library = session.library_over(folder, name)
        if n and not as_json:
            session.env.print("")
        _print(session, library.status(), library.changes(), as_json)
    return FOUND


def _print(session: Session, status: Status, changes: Changes, as_json: bool) -> None:
    if as_json:
        from kb.json_output import json_line

        session.env.print(json_line(_record(status, changes)))
        return
    from kb.safe_text import visible

    rows = _rows(status, changes)
    session.env.print_all(
        f"{session.env.look.paint(f'{name:10}', 'dim')}{visible(text)}" for name, text in rows
    )


def _record(status: Status, changes: Changes) -> dict[str, object]:
    return {
        "minutes": status.minutes,
        "index": status.cache,
        "schema": status.schema,
        "files": status.files,
        "meetings": status.meetings,
        "topics": status.topics,
        "people": status.people,
        "projects": status.projects,
        "segments": status.segments,
        "bytes": status.bytes,
        "modified": status.modified,
        "skipped": [{"file": skipped.file, "reason": skipped.reason} for skipped in status.skipped],
        "pending": {
            "new": list(changes.new),
            "changed": list(changes.changed),
            "removed": list(changes.removed),
            "rebuild": changes.rebuild,
        },
    }


def _rows(status: Status, changes: Changes) -> list[tuple[str, str]]:
    from datetime import datetime

    when = "never"
    if status.modified:
        when = datetime.fromtimestamp(status.modified).strftime("%Y-%m-%d %H:%M")
    pending = f"{len(changes.new)} new, {len(changes.changed)} changed, {len(changes.removed)} removed"
    if changes.rebuild:
        pending = f"everything: {changes.rebuild}"
    return [
        ("minutes", status.minutes),
        ("index", f"{status.cache} ({status.bytes / 1e6:,.1f} MB)"),
        ("written", when),
        ("to do", "nothing, it is up to date" if changes.is_empty else pending),
        ("files", f"{status.files:,}, {len(status.skipped):,} skipped"),
        ("meetings", f"{status.meetings:,}"),
        ("topics", f"{status.topics:,}"),
        ("people", f"{status.people:,}"),
        ("projects", f"{status.projects:,}"),
    ]
