"""An answer to a query as lines of text, for a terminal of any width and for a pipe.

Owns what hits, counts and facets look like on the command line.  Pure: all that is known of the terminal
is in a `Look`; every text of the minutes is made harmless by `one_line`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kb.layout import Look, clip, columns, cut, one_line

if TYPE_CHECKING:
    from index import FacetValue, Hit, SearchResult, Snippet

_SNIPPETS = 3
FACETS_SHOWN = ("collection", "project", "person", "year", "kind")


def search_lines(result: SearchResult, look: Look) -> Iterator[str]:
    """A whole answer: hits, a divider before those with some of the words, counts and facets."""
    if result.explanation:
        yield from map(one_line, result.explanation.split("\n"))
        yield ""
    parted = False
    for hit in result.hits:
        if hit.match == "some" and not parted:
            parted = True
            yield _divider(result, look)
            yield ""
        yield from hit_lines(hit, look)
        yield ""
    yield from count_lines(result)
    for name in FACETS_SHOWN:
        values = result.facets.get(name, ())
        if values and (name != "collection" or len(values) > 1):
            # beside a chosen value stand what the others would find in its place, more than was found
            yield _facet_line(name, [value for value in values if value.chosen] or values, look)


def hit_lines(hit: Hit, look: Look) -> Iterator[str]:
    """A hit: date and title, id with people and projects, its best lines as ``file:line: text``."""
    topic = hit.topic
    title = look.fit(one_line(topic.title), columns(topic.date) + 2)
    yield f"{look.paint(topic.date, 'date')}  {look.paint(title, 'title')}"
    ref = f"  {one_line(topic.id)}"
    names = " · ".join(", ".join(map(one_line, row)) for row in (topic.people, topic.projects) if row)
    if names and columns(ref) + 2 + columns(names) <= look.width:
        yield look.paint(f"{ref}  {names}", "dim")
    else:
        yield look.paint(ref, "dim")
        if names:
            yield look.paint(look.fit(f"  {names}"), "dim")
    for snippet in hit.snippets[:_SNIPPETS]:
        yield _snippet_line(snippet.file or topic.file, snippet, look)
    if hit.explanation:
        yield from (f"    {one_line(line)}" for line in hit.explanation.split("\n"))


def _snippet_line(file: str, snippet: Snippet, look: Look) -> str:
    name, line = one_line(file), str(snippet.line)
    text, marks = clip(one_line(snippet.text), snippet.marks, look.room(columns(name) + len(line) + 5))
    place = look.link(f"{look.paint(name, 'path')}:{look.paint(line, 'line')}", file, snippet.line)
    return f"  {place}: {look.highlight(text, marks)}"


def _divider(result: SearchResult, look: Look) -> str:
    text = f"{counted(result.related, 'topic')} with some of the words"
    if not look.screen:
        return f"-- {text} --"
    return look.paint(f"── {text} ".ljust(min(look.width, 100), "─"), "dim")


def count_lines(result: SearchResult) -> Iterator[str]:
    """How much was found and how long it took; how to see the rest."""
    if result.total:
        found = f"{counted(result.total, 'topic')} in {counted(result.meetings, 'meeting')}"
        found += f", {result.related:,} more with some of the words" if result.related else ""
    else:
        found = f"no topic has all the words, {result.related:,} with some of them"
    yield f"{found} · {result.seconds * 1000:.0f} ms"
    everything = result.total + result.related
    if len(result.hits) < everything:
        yield f"{len(result.hits)} shown, -n {everything} shows all"


def _facet_line(name: str, values: Sequence[FacetValue], look: Look) -> str:
    """``project  Flux 12 · Enzyme 9 · …`` as far as the line goes; what was chosen is painted."""
    head = f"{name:8} "
    used, cells = len(head), []
    for value in values:
        cell = f"{one_line(value.name)} {value.count:,}"
        if used + columns(cell) + 4 > look.width:
            cells.append("…")
            break
        used += columns(cell) + 3
        cells.append(look.paint(cell, "chosen") if value.chosen else cell)
    cells = cells or [cut(one_line(values[0].name), look.width - len(head))]
    return look.paint(head, "dim") + " · ".join(cells)


def counted(count: int, noun: str) -> str:
    """A count and its noun: ``1 topic``, ``1,204 topics``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
