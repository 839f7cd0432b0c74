"""`kb new`: topics that were added or changed, by project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from kb.asking import completes
from kb.exits import FOUND, NOTHING
from kb.session import Session

if TYPE_CHECKING:
    from index import AnyLibrary
    from kb.layout import Look
    from kb.news import News

_EPILOG = """\b
Examples:
  kb new HEAD~5
  kb new --since 2024-06 --json | jq .title

Without a commit: what the last pull brought (ORIG_HEAD), else the last commit.
"""


@click.command("new", epilog=_EPILOG)
@click.argument("rev", required=False)
@click.option(
    "--since",
    metavar="DATE",
    shell_complete=completes("year"),
    help="All topics of the meetings held since then; needs no git.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a topic.")
@click.pass_obj
def new_command(session: Session, rev: str | None, since: str | None, as_json: bool) -> int:
    """List the topics that were added or changed since a commit, by project.

    What is not committed yet counts as well. A file that was only renamed is nothing new.
    """
    if rev and since:
        raise click.UsageError("A commit or --since DATE, not both.")
    library, env = session.fresh_library(), session.env
    if since:
        news = _since_date(library, since)
    else:
        from kb.news import news_since

        news = news_since(library, rev)
    if as_json:
        from index import topic_record
        from kb.json_output import json_line

        env.print_all(json_line({"change": one.change, **topic_record(one.topic)}) for one in news)
    else:
        env.page(news_lines(news, env.look))
    if not news:
        env.note("nothing new")
    return FOUND if news else NOTHING


def _since_date(library: AnyLibrary, since: str) -> list[News]:
    from kb.asking import EVERYTHING, question_of
    from kb.news import News

    result = question_of("", since=since, sort="newest").ask(library, limit=EVERYTHING)
    return [News(hit.topic, "new") for hit in result.hits]


def news_lines(news: Sequence[News], look: Look) -> Iterator[str]:
    """Each project with its topics, then those of none; a topic on two projects stands under both."""
    from kb.layout import one_line
    from kb.news import meetings_of
    from kb.pages import topic_row
    from kb.render import counted

    named: set[str] = set()
    projects = sorted({project for one in news for project in one.topic.projects}, key=str.casefold)
    for project in (*projects, None):
        own = [one for one in news if (project in one.topic.projects if project else not one.topic.projects)]
        if own:
            yield look.paint(one_line(project or "no project"), "title")
            for one in _minuted(own):
                mark = "" if one.change == "new" else " (changed)"
                yield "  " + topic_row(one.topic.date, one_line(one.topic.title) + mark, look)
                if one.topic.id not in named:
                    named.add(one.topic.id)
                    yield look.paint(f"    {one_line(one.topic.id)}", "dim")
            yield ""
    listed = [one for one in news if one.topic.id in named]
    if listed:
        yield f"{counted(len(listed), 'topic')} in {counted(meetings_of(listed), 'meeting')}"


def _minuted(news: Iterable[News]) -> list[News]:
    """What was minuted; where that is nothing, what was planned or chatted."""
    own = list(news)
    return [one for one in own if one.topic.kind == "discussion"] or own
