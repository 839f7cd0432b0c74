"""`kb reindex`: read what has changed, or everything anew."""

from __future__ import annotations

from collections.abc import Iterator

import click

from index import SyncReport
from kb.exits import FOUND
from kb.json_output import json_line
from kb.safe_text import visible
from kb.session import Session

_MOST_NAMES = 10

_EPILOG = """\b
Examples:
  kb reindex
  kb -C ~/minutes reindex --full --json | jq '.skipped[]'
"""


@click.command("reindex", epilog=_EPILOG)
@click.option("--full", is_flag=True, help="Read every file again and build the index anew.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def reindex_command(session: Session, full: bool, as_json: bool) -> int:
    """Read what is new, changed or gone, and tell what was skipped and why.

    A search does this by itself; after a pull, reindex tells what came in.
    """
    from kb.progress import Progress

    library = session.library()
    with Progress(session.env.stderr, session.env.width) as progress:
        report = library.sync(full=full, progress=progress)
    session.env.print_all([json_line(_record(report))] if as_json else _summary(report))
    return FOUND


def _record(report: SyncReport) -> dict[str, object]:
    return {
        "new": list(report.new),
        "changed": list(report.changed),
        "removed": list(report.removed),
        "unchanged": report.unchanged,
        "skipped": [{"file": skipped.file, "reason": skipped.reason} for skipped in report.skipped],
        "meetings": report.meetings,
        "topics": report.topics,
        "rebuilt": report.rebuilt,
        "seconds": round(report.seconds, 3),
    }


def _summary(report: SyncReport) -> Iterator[str]:
    if report.rebuilt:
        yield f"built anew: {visible(report.rebuilt)}"
    if report.is_empty:
        yield f"nothing changed: {report.unchanged} unchanged, {len(report.skipped)} skipped"
    else:
        yield (
            f"{len(report.new)} new, {len(report.changed)} changed, {len(report.removed)} removed, "
            f"{report.unchanged} unchanged, {len(report.skipped)} skipped"
        )
    for word, files in (("new", report.new), ("changed", report.changed), ("removed", report.removed)):
        if len(files) <= _MOST_NAMES:
            yield from (f"  {word:8} {visible(file)}" for file in files)
    yield from _skipped_lines(report)
    yield f"{report.meetings} meetings, {report.topics} topics · {report.seconds:.2f} s"


def _skipped_lines(report: SyncReport) -> Iterator[str]:
    """A line a file; where many were skipped for one reason, one line with the first of them."""
    by_reason: dict[str, list[str]] = {}
    for row in report.skipped:
        by_reason.setdefault(row.reason, []).append(row.file)
    for reason, files in by_reason.items():
        if len(files) <= _MOST_NAMES:
            yield from (f"  skipped  {visible(file)}: {visible(reason)}" for file in files)
        else:
            yield f"  skipped  {visible(files[0])} and {len(files) - 1} more: {visible(reason)}"
