"""`kb timeline`: when something was talked about, as bars in the terminal or as a picture."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from kb.asking import EVERYTHING, QueryCommand, asks, question_of
from kb.commands.search import answer_note
from kb.exits import FOUND, NOTHING
from kb.session import Session

if TYPE_CHECKING:
    from index import AnyLibrary, SearchResult

_EPILOG = """\b
Examples:
  kb timeline --project Swell
  kb timeline merge --by year --svg merge.svg
"""


@click.command("timeline", cls=QueryCommand, epilog=_EPILOG)
@asks
@click.option(
    "--by",
    type=click.Choice(["month", "quarter", "year"]),
    default="quarter",
    show_default=True,
    help="Of time.",
)
@click.option(
    "--svg", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True), help="Write a picture as well."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def timeline_command(
    session: Session, /, query: str, by: str, svg: str | None, as_json: bool, **narrowing: Any
) -> int:
    """Show how often something was talked about over time: the topics that a query finds."""
    question = question_of(query, **narrowing)
    env, library = session.env, session.fresh_library()
    result = question.ask(library, limit=EVERYTHING if by == "month" else 1)
    if note := answer_note(result):
        env.note(note)
    if not result.hits:
        return NOTHING
    counts = period_counts(result, by)
    if svg:
        from kb.chart import bar_picture

        with click.open_file(svg, "w", encoding="utf-8") as file:
            file.write(bar_picture(question.query or "all topics", counts))
        if svg == "-":
            return FOUND
        env.note(f"wrote {svg}")
    if as_json:
        from kb.json_output import json_line

        rows = [{"period": name, "topics": count} for name, count in counts]
        env.print(json_line({"query": question.query, "total": result.total, "by": by, "counts": rows}))
        return FOUND
    from kb.chart import bar_lines

    env.page([*bar_lines(counts, env.look), "", _summary(result, library)])
    return FOUND


def period_counts(result: SearchResult, by: str) -> list[tuple[str, int]]:
    """Topics a period, oldest first, those without any between included."""
    if by == "quarter":
        return list(result.timeline)
    counts: Counter[str] = Counter()
    if by == "year":
        for quarter, count in result.timeline:
            counts[quarter[:4]] += count
        return list(counts.items())
    kind = "all" if result.total else "some"
    months = Counter(_month_number(hit.topic.date) for hit in result.hits if hit.match == kind)
    return [
        (f"{month // 12}-{month % 12 + 1:02}", months[month]) for month in range(min(months), max(months) + 1)
    ]


def _month_number(date: str) -> int:
    """A month as a count of months; January where only the year is known, as quarters have it."""
    return int(date[:4]) * 12 + (int(date[5:7]) - 1 if len(date) >= 7 else 0)


def _summary(result: SearchResult, library: AnyLibrary) -> str:
    from kb.render import counted

    meetings = library.status().meetings
    if not result.total:
        return f"no topic has all the words, {result.related:,} with some of them"
    return f"{counted(result.total, 'topic')} in {result.meetings:,} of {counted(meetings, 'meeting')}"
