"""The lines of the minutes that say what was decided, and what somebody is to do.

Owns which of them answer a question, and what they look like as text and as a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kb.about import MarkedLine, actions_in, decisions_in
from kb.asking import EVERYTHING, meant_by, question_of
from kb.layout import one_line, wrap
from kb.wording import words_at

if TYPE_CHECKING:
    from index import AnyLibrary, SearchResult, Topic
    from kb.layout import Look


def find_decisions(
    library: AnyLibrary, query: str, **narrowing: Any
) -> tuple[SearchResult, list[MarkedLine]]:
    """The answer to a query among topics with a decision, and their lines, newest first.

    `narrowing` are the flags of `question_of`.  Raises QueryError.
    """
    result = _ask(library, query, "decision", **narrowing)
    return result, decisions_in(_sure(result))


def find_actions(
    library: AnyLibrary, query: str, owner: str | None = None, **narrowing: Any
) -> tuple[SearchResult, list[MarkedLine]]:
    """As `find_decisions`, for what somebody is to do; with an `owner` only what that person is."""
    result = _ask(library, query, "action", owner=owner, **narrowing)
    bearers = {entity.name for entity in meant_by(library, "person", owner)} if owner else None
    return result, actions_in(_sure(result), bearers)


def _ask(library: AnyLibrary, query: str, feature: str, **narrowing: Any) -> SearchResult:
    from index import add_filter

    question = question_of(add_filter(query, "is", feature), sort="newest", **narrowing)
    return question.ask(library, limit=EVERYTHING)


def _sure(result: SearchResult) -> list[Topic]:
    """The topics with all words of the question; where there are none, those with some."""
    return [hit.topic for hit in result.hits if hit.match == "all" or not result.total]


def marked_record(row: MarkedLine) -> dict[str, Any]:
    """One line as other programs read it."""
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
    from kb.pages import topic_row

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
        shown = look.link(look.paint(place.strip(), "path"), topic.file, row.line)
        yield f"  {shown}{first.removeprefix(place)}"
        yield from (f"  {line}" for line in rest)
