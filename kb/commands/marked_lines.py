"""`kb decisions` and `kb actions`: the lines that say what was decided, and what somebody is to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from kb.asking import EVERYTHING, QueryCommand, Question, asks, completes, meant_by, question_of
from kb.commands.search import answer_notes
from kb.exits import FOUND, NOTHING
from kb.session import Session

if TYPE_CHECKING:
    from index import AnyLibrary, Topic
    from kb.layout import Look


class MarkedLine(NamedTuple):
    """A line of a topic that is a decision or something to do, and by whom."""

    topic: Topic
    line: int
    owners: tuple[str, ...] = ()


@click.command(
    "decisions",
    cls=QueryCommand,
    epilog="\b\nExamples:\n  kb decisions --project Swell\n  kb decisions merge --json | jq .text\n",
)
@asks
@click.option("-n", "--limit", type=click.IntRange(min=1), help="Only the newest ones.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a decision.")
@click.pass_obj
def decisions_command(
    session: Session, /, query: str, limit: int | None, as_json: bool, **narrowing: Any
) -> int:
    """List what was decided in the topics that a query finds, or in all, newest first."""
    question = question_of(f"{query} is:decision", sort="newest", **narrowing)
    topics = _topics(session, session.fresh_library(), question)
    rows = [MarkedLine(topic, line) for topic in topics for line in topic.decisions]
    return _print(session, rows[:limit], as_json)


@click.command(
    "actions",
    cls=QueryCommand,
    epilog="\b\nExamples:\n  kb actions --owner tomasz\n  kb actions GPU --since 2023 --json | jq .owners\n",
)
@asks
@click.option(
    "--owner", metavar="NAME", shell_complete=completes("person"), help="What this person is to do."
)
@click.option("-n", "--limit", type=click.IntRange(min=1), help="Only the newest ones.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an action.")
@click.pass_obj
def actions_command(
    session: Session,
    /,
    query: str,
    owner: str | None,
    limit: int | None,
    as_json: bool,
    **narrowing: Any,
) -> int:
    """List what somebody is to do, by the topics that a query finds, or by all, newest first.

    A box that is ticked is done and not listed; where minutes keep no boxes, nobody can tell.
    """
    library = session.fresh_library()
    question = question_of(f"{query} is:action", sort="newest", owner=owner, **narrowing)
    bearers = {entity.name for entity in meant_by(library, "person", owner)} if owner else set()
    rows = [
        MarkedLine(topic, action.line, action.owners)
        for topic in _topics(session, library, question)
        for action in topic.actions
        if not owner or bearers & set(action.owners)
    ]
    return _print(session, rows[:limit], as_json)


def _topics(session: Session, library: AnyLibrary, question: Question) -> list[Topic]:
    """The topics with all words of the question; where there are none, those with some, and a note."""
    result = question.ask(library, limit=EVERYTHING)
    for note in answer_notes(result):
        session.env.note(note)
    if result.hits and not result.total:
        session.env.note("no topic has all the words; these have some of them")
    return [hit.topic for hit in result.hits if hit.match == "all" or not result.total]


def _print(session: Session, rows: Sequence[MarkedLine], as_json: bool) -> int:
    env = session.env
    if as_json:
        from kb.json_output import json_line

        env.print_all(map(json_line, map(_record, rows)))
    else:
        env.page(marked_lines(rows, env.look))
    return FOUND if rows else NOTHING


def _record(row: MarkedLine) -> dict[str, Any]:
    from kb.wording import words_at

    topic = row.topic
    return {
        "date": topic.date,
        "file": topic.file,
        "line": row.line,
        "text": words_at(topic, row.line),
        "owners": list(row.owners),
        "id": topic.id,
        "title": topic.title,
        "projects": list(topic.projects),
    }


def marked_lines(rows: Iterable[MarkedLine], look: Look) -> Iterator[str]:
    """The lines below the titles of their topics, each with its place and who is to do it."""
    from kb.layout import one_line, wrap
    from kb.pages import topic_row
    from kb.wording import words_at

    above = None
    for row in rows:
        topic = row.topic
        if topic.id != above:
            if above:
                yield ""
            above = topic.id
            yield topic_row(topic.date, look.paint(one_line(topic.title), "title"), look)
        place = f"  {one_line(topic.file)}:{row.line}:"
        owners = f" [{', '.join(map(one_line, row.owners))}]" if row.owners else ""
        text = f"{place}{owners} {words_at(topic, row.line)}"
        first, *rest = wrap(text, look.width) if look.screen else [text]
        yield look.paint(place, "path") + first.removeprefix(place)
        yield from (f"  {line}" for line in rest)
