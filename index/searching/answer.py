"""A query becomes an answer: all words, then some, then another spelling; ranked, cut, counted.

Owns the order of these steps and what each falls back to.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Hit, SearchResult
from index.searching.facets import count_facets, count_meetings, count_quarters
from index.searching.match import Matcher, Part
from index.searching.needles import Needle
from index.searching.query import parse
from index.searching.ranking import LOOKED_AT, Ranked, look_closer, order_key, score_words
from index.searching.snippets import Marker, choose_snippets
from index.storing.reader import Snapshot, numbers_of

ENOUGH = 10
"""With so many topics that have all words, those with some are not shown."""
SOME = 0.5
"""What share of the query's weight a topic must have to be related."""


def answer(snapshot: Snapshot, text: str, *, limit: int, strict: bool, explain: bool) -> SearchResult:
    """Ask the index.  Raises QueryError."""
    query = parse(text)
    matcher = Matcher(snapshot, query.node)
    parts = matcher.parts(query.node)
    matches = _together(snapshot, parts)
    needles = [needle for part in parts for needle in part.needles]
    related = 0
    if not strict and matches.bit_count() < ENOUGH:
        related = _with_some(snapshot, parts) & ~matches
    by_relevance = query.sort == "relevance" or (query.sort is None and bool(needles))
    hits: list[Hit] = []
    if by_relevance:
        marker = Marker(needles)
        for bits, match in ((matches, "all"), (related, "some")):
            room = limit - len(hits)
            for ranked in _best(snapshot, bits, needles, marker, room):
                hits.append(_hit(ranked, match, needles))
    else:
        marker = Marker(needles)
        newest = query.sort != "oldest"
        order = sorted(numbers_of(matches), key=lambda n: order_key(snapshot, n), reverse=newest)
        for number in order[:limit]:
            topic = snapshot.topic(number)
            hits.append(_hit(Ranked(number, 0.0, topic, marker.lines(topic)), "all", needles))
    counted = matches or related
    chosen = matcher.fields.chosen
    return SearchResult(
        query=text,
        total=matches.bit_count(),
        related=related.bit_count(),
        meetings=count_meetings(snapshot, matches),
        hits=tuple(hits),
        facets=count_facets(
            snapshot, dict.fromkeys(("project", "person", "year", "kind", "has"), counted), chosen
        ),
        timeline=count_quarters(snapshot, counted),
        notes=(*query.notes, *matcher.fields.notes),
    )


def _together(snapshot: Snapshot, parts: Sequence[Part]) -> int:
    bits = snapshot.topics if parts else 0
    for part in parts:
        bits &= part.bits
    return bits


def _with_some(snapshot: Snapshot, parts: Sequence[Part]) -> int:
    """The topics that have everything that must be, and enough of the rest."""
    soft = [part for part in parts if part.soft]
    if len(soft) < 2:
        return 0
    must = snapshot.topics
    for part in parts:
        if not part.soft:
            must &= part.bits
    whole = sum(_weight(part) for part in soft)
    found = 0
    any_of = 0
    for part in soft:
        any_of |= part.bits
    for number in numbers_of(any_of & must):
        if sum(_weight(part) for part in soft if part.bits >> number & 1) >= SOME * whole:
            found |= 1 << number
    return found


def _weight(part: Part) -> float:
    return max((needle.idf for needle in part.needles), default=0.0)


def _best(
    snapshot: Snapshot, bits: int, needles: Sequence[Needle], marker: Marker, room: int
) -> list[Ranked]:
    if room <= 0 or not bits:
        return []
    numbers = numbers_of(bits)
    scores = score_words(needles, numbers)
    first = sorted(numbers, key=lambda n: (scores[n], order_key(snapshot, n)), reverse=True)
    seen = [look_closer(snapshot, n, scores[n], needles, marker) for n in first[: max(LOOKED_AT, room)]]
    seen.sort(key=lambda ranked: (ranked.score, order_key(snapshot, ranked.number)), reverse=True)
    return seen[:room]


def _hit(ranked: Ranked, match: str, needles: Sequence[Needle]) -> Hit:
    snippets = choose_snippets(ranked.topic, ranked.lines, needles)
    return Hit(ranked.topic, ranked.score, match, snippets)  # type: ignore[arg-type]
