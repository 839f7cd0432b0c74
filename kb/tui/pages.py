"""What stands on a page: all about a project or person, decisions, things to do, what is new.

Pure: entities and answers in, pages out; how a page is painted and moved through is its screen's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content

from index import Entity, SearchResult, Topic
from kb.about import actions_in, company, decisions_in, telling
from kb.news import News, meetings_of
from kb.tui.content import (
    ACTION,
    ACTION_SIGN,
    DECISION,
    DECISION_SIGN,
    KIND_NAMES,
    MUTED,
    PROJECT,
    chips,
    people_of,
    plain,
    plural,
    short_links,
)
from kb.tui.timeline import Quarters, bar_rows
from kb.wording import words_at


@dataclass(frozen=True, slots=True)
class PageRow:
    """A place in the minutes; `sign` is that of a decision or of something to do, None for a whole topic.

    `words` are what a topic without a title of its own is listed for.
    """

    topic: Topic
    line: int
    sign: str | None = None
    owners: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A list of places under a name."""

    name: str
    rows: tuple[PageRow, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A title, what there is to say at once, and one or more lists.

    `about` are labels, which may be empty, and what stands beside them; `query` finds the same topics, where
    there is one that does.
    """

    title: str
    about: tuple[tuple[str, Content], ...]
    sections: tuple[Section, ...]
    query: str | None = None
    timeline: Quarters = ()


def entity_page(field: str, entity: Entity, result: SearchResult) -> Page:
    """All about a project or person (`field`), from the answer that has all of its topics, newest first.

    What a person has to do is what the person owns; what is to do for a project stands in its topics.
    """
    topics = [hit.topic for hit in result.hits]
    title = f"{'Project' if field == 'project' else 'Person'}: {plain(entity.name)}"
    sections = (
        Section("Topics", tuple(_topics(topics, [entity.name, *entity.aliases]))),
        Section("Decisions", _decisions(topics)),
        Section("To do", _actions(topics, {entity.name} if field == "person" else None)),
    )
    return Page(title, tuple(_about(entity, topics)), sections, result.query, result.timeline)


def _topics(topics: Iterable[Topic], names: Sequence[str]) -> Iterable[PageRow]:
    """The topics, but no chat that has the names in its links alone."""
    for topic in topics:
        words = "" if topic.kind == "discussion" else telling(topic, names)
        if words or topic.kind != "chat":
            yield PageRow(topic, topic.start, words=words)


def news_page(news: Sequence[News]) -> Page:
    """What came with the last pull, newest meeting first."""
    meetings = plural(meetings_of(news), "meeting")
    about = Content.assemble((plural(len(news), "topic"), "bold"), f" in {meetings}")
    rows = {
        change: tuple(PageRow(one.topic, one.topic.start) for one in news if one.change == change)
        for change in ("new", "changed")
    }
    sections = [Section(change.capitalize(), found) for change, found in rows.items() if found]
    return Page("New since the last pull", (("", about),), tuple(sections))


def decisions_page(result: SearchResult) -> Page:
    """What was decided in the topics of an answer."""
    rows = _decisions(_full_matches(result))
    about = _scope(result, len(rows), "decision")
    return Page("Decisions", about, (Section("Decisions", rows),), result.query, result.timeline)


def actions_page(result: SearchResult) -> Page:
    """What somebody is to do by the topics of an answer."""
    rows = _actions(_full_matches(result))
    about = _scope(result, len(rows), "action")
    return Page("To do", about, (Section("To do", rows),), result.query, result.timeline)


def _full_matches(result: SearchResult) -> list[Topic]:
    return [hit.topic for hit in result.hits if hit.match == "all"]


def _scope(result: SearchResult, count: int, noun: str) -> tuple[tuple[str, Content], ...]:
    counted = (plural(count, noun), "bold"), (f" in {plural(result.total, 'topic')}, newest first", "")
    return (("", Content.assemble(*counted)), ("", Content.styled(plain(result.query), MUTED)))


def _decisions(topics: Iterable[Topic]) -> tuple[PageRow, ...]:
    return tuple(PageRow(row.topic, row.line, DECISION_SIGN) for row in decisions_in(topics))


def _actions(topics: Iterable[Topic], owners: Collection[str] | None = None) -> tuple[PageRow, ...]:
    return tuple(PageRow(row.topic, row.line, ACTION_SIGN, row.owners) for row in actions_in(topics, owners))


# -- what a page says at once -----------------------------------------------------------------------------


def _about(entity: Entity, topics: Sequence[Topic]) -> Iterable[tuple[str, Content]]:
    size = f"{plural(entity.topics, 'topic')} in {plural(entity.meetings, 'meeting')}"
    span = entity.first if entity.first == entity.last else f"{entity.first} to {entity.last}"
    yield "", Content.assemble((size, "bold"), f", {span}")
    others = [plain(alias) for alias in entity.aliases if alias != entity.name]
    rows = (
        ("by year", _years(topics)),
        ("people", _company(map(people_of, topics), entity.name, "")),
        ("projects", _company((topic.projects for topic in topics), entity.name, PROJECT)),
        ("also", Content(", ".join(others))),
    )
    yield from ((label, row) for label, row in rows if row)


def _years(topics: Sequence[Topic]) -> Content:
    """A bar and a count for each year, the last first: where the line is cut, it is the oldest that go."""
    counts = Counter(int(topic.date[:4]) for topic in topics)
    years = range(min(counts, default=0), max(counts, default=-1) + 1)
    (bars,) = bar_rows([counts[year] for year in years], 1)
    cells = (
        Content.assemble((f"{year} ", MUTED), (bar, PROJECT), f" {counts[year]}")
        for year, bar in reversed(list(zip(years, bars, strict=True)))
    )
    return Content("   ").join(cells)


def _company(named: Iterable[Sequence[str]], own: str, style: str) -> Content:
    return Content(", ").join(
        Content.assemble((plain(name), style), (f" {count}", MUTED)) for name, count in company(named, own)
    )


# -- a place on a page ------------------------------------------------------------------------------------


def row_lines(row: PageRow, width: int) -> list[Content]:
    """A place as two or three lines: what it says and when, then where or about what."""
    topic = row.topic
    date = Content.styled(topic.date, MUTED)
    if row.sign is None:
        title = short_links(plain(topic.title)) or "(untitled)"
        style = "bold" if topic.kind == "discussion" else f"bold {MUTED}"
        name = KIND_NAMES[topic.kind]
        kind = [] if topic.kind == "discussion" or title == name else [(f"  {name.lower()}", MUTED)]
        told = [(f": {row.words}", MUTED)] if row.words else []
        said = [Content.assemble((title, style), *told, *kind)]
        below = chips(topic)
    else:
        sign = Content.styled(f"{row.sign} ", DECISION if row.sign == DECISION_SIGN else ACTION)
        words = short_links(words_at(topic, row.line))
        said = Content.assemble(sign, words).wrap(width - 12)
        owners = f"{', '.join(map(plain, row.owners))} · " if row.owners else ""
        title = short_links(plain(topic.title))
        if words.startswith(title.rstrip("….")):  # a paragraph is called by its first words
            title = plain(topic.meeting)
        below = Content.assemble("  ", owners, (title, MUTED))
    first, *rest = said
    first = first.truncate(width - date.cell_length - 2, ellipsis=True)
    head = Content.assemble(first, " " * (width - first.cell_length - date.cell_length), date)
    middle = [] if not rest else [Content.assemble("  ", rest[0], "…" if rest[1:] else "")]
    return [head, *middle, below.truncate(width, ellipsis=True)]
