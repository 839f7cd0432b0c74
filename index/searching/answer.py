"""A query becomes an answer: all words, then some, then another spelling; ranked, cut, counted.

Owns the order of these steps and what each falls back to.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from index.model import FACETS, FacetValue, Hit, Match, SearchResult
from index.searching.facets import count_facets, count_quarters
from index.searching.marks import Marker
from index.searching.match import Matcher, Part
from index.searching.needles import Needle
from index.searching.query import Query, parse
from index.searching.ranking import (
    LOOSE,
    Ranked,
    asked_together,
    ceiling,
    look_closer,
    rank,
    score_best,
    score_words,
    weigh_topics,
)
from index.searching.snippets import choose_snippets, recording_lines
from index.storing.reader import Snapshot
from index.storing.tables import numbers_of

ENOUGH = 10
"""With so many topics that have all words, those with some are not shown."""
KNOWN = 0.4
"""What share of a query's weight must be in words that are anywhere, for some of them to be an answer."""
SOME = 0.12
"""What share of the weight of its known words a topic must have to be related."""


class Found(NamedTuple):
    """What a query finds: topics with all of it, topics with some, and what to rank and show them by."""

    query: Query
    matcher: Matcher
    parts: list[Part]
    matches: int
    related: int
    needles: list[Needle]


def answer(
    snapshot: Snapshot, text: str, *, limit: int, strict: bool, explain: bool, collection: str = ""
) -> SearchResult:
    """Ask the index, which may be that of one collection among several.  Raises QueryError."""
    text = text.encode("utf-8", "replace").decode("utf-8")  # half a character, from a terminal or a pipe
    found = _find(snapshot, text, strict, collection)
    corrected = None
    if not found.matches and not strict:
        from index.searching.respelling import respell

        corrected = respell(snapshot, text, found.query.node)
        if corrected:
            other = _find(snapshot, corrected, strict, collection)
            if other.matches or other.related:
                found = other
            else:
                corrected = None
    meetings, quarters = snapshot.survey(found.matches or found.related)
    bases, chosen = _bases(snapshot, found, strict), found.matcher.fields.chosen
    facets = count_facets(snapshot, bases, chosen)
    if collection:
        whole = FacetValue(collection, bases["collection"].bit_count(), "collection" in chosen)
        facets = {"collection": (whole,), **facets}
    return SearchResult(
        query=text,
        total=found.matches.bit_count(),
        related=found.related.bit_count(),
        meetings=meetings if found.matches else 0,
        hits=tuple(_hits(snapshot, found, limit, explain)),
        facets=facets,
        timeline=count_quarters(quarters),
        corrected=corrected,
        notes=(*found.query.notes, *found.matcher.fields.notes),
        explanation=_explain(found) if explain else None,
        ceiling=ceiling(found.needles),
    )


def _find(snapshot: Snapshot, text: str, strict: bool, collection: str) -> Found:
    query = parse(text)
    matcher = Matcher(snapshot, query.node, collection)
    parts = matcher.parts(query.node)
    if not strict and _with_all(snapshot, parts).bit_count() < ENOUGH:
        matcher.widen()
    matches, related = _match(snapshot, parts, strict)
    return Found(
        query, matcher, parts, matches, related, [needle for part in parts for needle in part.needles]
    )


def _match(snapshot: Snapshot, parts: Sequence[Part], strict: bool) -> tuple[int, int]:
    """The topics that have all parts, and related ones where those are few; nothing asked is all topics."""
    matches = _with_all(snapshot, parts)
    if strict or matches.bit_count() >= ENOUGH:
        return matches, 0
    return matches, _with_some(snapshot, parts) & ~matches


def _with_all(snapshot: Snapshot, parts: Sequence[Part]) -> int:
    matches = snapshot.topics
    for part in parts:
        matches &= part.bits
    return matches


def _bases(snapshot: Snapshot, found: Found, strict: bool) -> dict[str, int]:
    """What each facet is counted over: the answer as it would be without the filters on that very facet."""
    bases = dict.fromkeys(FACETS, found.matches or found.related)
    for facet in {part.facet for part in found.parts if part.facet}:
        others = [part for part in found.parts if part.facet != facet]
        matches, related = _match(snapshot, others, strict) if others else (snapshot.topics, 0)
        bases[facet] = matches or related
    return bases


def _with_some(snapshot: Snapshot, parts: Sequence[Part]) -> int:
    """The topics that have everything that must be, and enough of the rest, if enough of it is known."""
    soft = [(part.bits, part.loose, part.weight) for part in parts if part.soft]
    sure = sum(
        part.weight * max(n.known for n in part.needles) for part in parts if part.soft and part.needles
    )
    if sure < KNOWN * sum(weight for _, _, weight in soft):
        return 0
    known = sum(weight for bits, loose, weight in soft if bits | loose)
    must, anywhere = snapshot.topics, 0
    for part in parts:
        if part.soft:
            anywhere |= part.bits | part.loose
        else:
            must &= part.bits
    return _with_enough(anywhere & must, soft, 0.0, SOME * known)


def _with_enough(topics: int, parts: Sequence[tuple[int, int, float]], has: float, needed: float) -> int:
    """Those of the topics, which have so much already, that have as much as needed with the parts to come."""
    if has >= needed or not topics or not parts:
        return topics if has >= needed else 0
    (bits, loose, weight), *others = parts
    found = _with_enough(topics & bits, others, has + weight, needed)
    topics &= ~bits
    found |= _with_enough(topics & loose, others, has + LOOSE * weight, needed)
    return found | _with_enough(topics & ~loose, others, has, needed)


def _hits(snapshot: Snapshot, found: Found, limit: int, explain: bool) -> list[Hit]:
    sort = found.query.sort or ("relevance" if found.needles else "newest")
    marker = Marker(snapshot, found.needles)
    hits: list[Hit] = []
    groups: tuple[tuple[int, Match], ...] = ((found.matches, "all"), (found.related, "some"))
    for bits, match in groups:
        room = limit - len(hits)
        if room > 0 and bits:
            ranked = _ranked(snapshot, bits, found.parts, marker, room, sort)
            hits.extend(_hit(snapshot, one, match, found.needles, explain) for one in ranked)
    return hits


def _ranked(
    snapshot: Snapshot, bits: int, parts: Sequence[Part], marker: Marker, room: int, sort: str
) -> list[Ranked]:
    """The best of the topics, or the newest or oldest."""
    numbers = numbers_of(bits)
    if sort != "relevance":
        ordered = _by_date(snapshot, numbers, room, newest=sort == "newest")
        scores = score_words(marker.needles, ordered)
        asked = asked_together(parts)
        weighed = zip(ordered, weigh_topics(snapshot, scores, ordered, parts), strict=True)
        return [look_closer(marker.sight(n), factors, asked) for n, factors in weighed]
    return rank(snapshot, score_best(marker.needles, numbers, room), room, parts, marker)


def _by_date(snapshot: Snapshot, numbers: Sequence[int], room: int, *, newest: bool) -> list[int]:
    """The first topics by date; of one day those that were minuted first, in the order of their file."""
    placed = sorted(zip(snapshot.places(numbers), numbers, strict=True), reverse=newest)
    edge = placed[:room][-1][0][0]
    placed = sorted(takewhile(lambda one: one[0][0] >= edge if newest else one[0][0] <= edge, placed))
    minuted = snapshot.bits("kind", "discussion")
    placed.sort(key=lambda one: (one[0][0], bool(minuted >> one[1] & 1) == newest), reverse=newest)
    return [number for _, number in placed[:room]]


def _hit(snapshot: Snapshot, ranked: Ranked, match: Match, needles: Sequence[Needle], explain: bool) -> Hit:
    topic = ranked.sight.topic
    snippets = choose_snippets(ranked.sight, list(recording_lines(snapshot, topic, needles)))
    if not explain:
        return Hit(topic, ranked.score, match, snippets)
    from index.searching.explaining import explain_hit

    return Hit(topic, ranked.score, match, snippets, explain_hit(ranked, needles))


def _explain(found: Found) -> str:
    from index.searching.explaining import explain_query

    return explain_query(found.query.node, found.needles)
