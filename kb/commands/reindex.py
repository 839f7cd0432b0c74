"""`kb reindex`: read what has changed, or everything anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from index import SyncReport
from kb.exits import FOUND
from kb.json_output import json_line
from kb.layout import one_line
from kb.safe_text import visible
from kb.session import Session

if TYPE_CHECKING:
    from index import AnyLibrary, Topic
    from kb.news import News

_MOST_NAMES = 10
_MOST_FILES = 50  # with more of them one wants no list of their topics

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

    A search does this by itself; after a pull, reindex tells what came in, topic by topic.
    """
    from kb.progress import Progress

    library, env = session.library(), session.env
    changes = library.changes()
    is_told = not (full or changes.rebuild) and changes.count <= _MOST_FILES and library.status().files > 0
    before = _topics(library, (*changes.changed, *changes.removed)) if is_told else []
    with Progress(env.stderr, env.width) as progress:
        report = library.sync(full=full, progress=progress)
    news: list[News] = []
    if is_told:
        from kb.news import news_between

        news = news_between(before, _topics(library, (*report.new, *report.changed)))
    if as_json:
        env.print(json_line(_record(report, news)))
    else:
        env.print_all(_summary(report, news))
    return FOUND


def _topics(library: AnyLibrary, files: Collection[str]) -> list[Topic]:
    return [topic for meeting in library.meetings(files) for topic in meeting.topics] if files else []


def _record(report: SyncReport, news: Sequence[News]) -> dict[str, object]:
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
        "news": [{"change": one.change, "id": one.topic.id, "title": one.topic.title} for one in news],
    }


def _summary(report: SyncReport, news: Sequence[News]) -> Iterator[str]:
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
    for one in news:
        change = "changed topic" if one.change == "changed" else "new topic"
        yield f"  {change:14} {one.topic.date}  {one_line(one.topic.title)}"
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
