"""Answers of several indexes to one query, merged into one.

Owns how hits, counts and notes of collections become one answer, and the names by which topics and files are
told apart: what belongs to a collection begins with its name and a colon, ``flux:2023-08-11/enzyme``.

Scores of two indexes cannot be compared: a word weighs more where it is rarer.  Each is divided by the most
that any topic could score for the query in its index, as CORI does before it merges (Callan 2000,
"Distributed information retrieval").  The best score that was in fact found would not do: the best of a poor
lot would stand beside the best of a good one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from index.model import FACETS, FacetValue, Hit, SearchResult, Topic

T = TypeVar("T")


def named(name: str, one: T) -> T:
    """A topic, message, snippet … with its own id and files as they are called among the collections."""
    written = {field: getattr(one, field, "") for field in ("id", "file", "meeting_file")}
    return replace(one, **{field: f"{name}:{value}" for field, value in written.items() if value})  # type: ignore[type-var]


def topic_of(name: str, topic: Topic) -> Topic:
    """A topic and its chat as they are called among the collections."""
    return replace(named(name, topic), chat=tuple(named(name, message) for message in topic.chat))


def _hit_of(name: str, hit: Hit, ceiling: float) -> Hit:
    return replace(
        hit,
        topic=topic_of(name, hit.topic),
        score=hit.score / ceiling if ceiling else 0.0,
        snippets=tuple(named(name, snippet) for snippet in hit.snippets),
    )


def total_of(found: Mapping[str, SearchResult]) -> int:
    """How many topics of all collections have all words."""
    return sum(result.total for result in found.values())


def best_correction(results: Iterable[SearchResult]) -> str | None:
    """The other spelling that finds most, unless none of them has all words and some topics have some."""
    results = list(results)
    tried = [result for result in results if result.corrected]
    best = max(tried, key=lambda result: (result.total, result.related), default=None)
    if best is None or (not best.total and any(one.related for one in results if not one.corrected)):
        return None
    return best.corrected


def joined(sure: SearchResult, loose: SearchResult, any_sure: bool) -> SearchResult:
    """What has all words with what has some; what one index found for another spelling is no answer."""
    if loose.corrected:
        return sure
    if not any_sure:
        return loose
    some = tuple(hit for hit in loose.hits if hit.match == "some")
    return replace(sure, related=loose.related, hits=(*sure.hits, *some))


def merge(query: str, found: Mapping[str, SearchResult], limit: int) -> SearchResult:
    """The answers of several collections, by their names, as one."""
    results, total = found.values(), total_of(found)
    counted = [result for result in results if bool(result.total) == bool(total)]
    return SearchResult(
        query=query,
        total=total,
        related=sum(result.related for result in results),
        meetings=sum(result.meetings for result in results),
        hits=tuple(_ranked(query, found)[:limit]),
        facets=_facets([result.facets for result in results]),
        timeline=_timeline(result.timeline for result in counted),
        notes=_shared_notes([result.notes for result in results]),
        ceiling=1.0,
        explanation=_explained(found),
    )


def _shared_notes(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What every index notes, whatever each proposes behind a semicolon: a name one lacks others know."""
    counts = Counter(head for notes in rows for head in {note.split(";")[0] for note in notes})
    noted = {note.split(";")[0]: note for notes in rows for note in sorted(notes)}
    return tuple(note for head, note in noted.items() if counts[head] == len(rows))


def _ranked(query: str, found: Mapping[str, SearchResult]) -> list[Hit]:
    """All hits in one order: those with all words first, each group by score or date.

    Hits that are equal in that keep the order of their own collection.
    """
    from index.searching.query import parse

    hits = [_hit_of(name, hit, result.ceiling) for name, result in found.items() for hit in result.hits]
    by_score = any(result.ceiling for result in found.values())
    order = parse(query).sort or ("relevance" if by_score else "newest")
    if order == "relevance":
        hits.sort(key=lambda hit: (hit.score, hit.topic.date), reverse=True)
    else:
        hits.sort(key=lambda hit: hit.topic.date, reverse=order == "newest")
    return sorted(hits, key=lambda hit: hit.match != "all")


def _facets(rows: Sequence[Mapping[str, tuple[FacetValue, ...]]]) -> dict[str, tuple[FacetValue, ...]]:
    """The counts of each value summed; by count, then name."""
    facets = {}
    for field in FACETS:
        counts: Counter[str] = Counter()
        chosen = set()
        for value in (value for row in rows for value in row.get(field, ())):
            counts[value.name] += value.count
            chosen |= {value.name} if value.chosen else set()
        pairs = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        facets[field] = tuple(FacetValue(name, count, name in chosen) for name, count in pairs)
    return facets


def _timeline(rows: Iterable[Sequence[tuple[str, int]]]) -> tuple[tuple[str, int], ...]:
    from index.searching.facets import count_quarters

    counts: Counter[str] = Counter()
    for quarters in rows:
        counts.update(dict(quarters))
    return count_quarters(counts)


def _explained(found: Mapping[str, SearchResult]) -> str | None:
    rows = [f"{name}:\n{result.explanation}" for name, result in found.items() if result.explanation]
    return "\n".join(rows) or None
