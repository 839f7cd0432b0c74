"""A query becomes an answer: all words, then some, then another spelling; ranked, cut, counted.

Owns the order of these steps and what each falls back to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.model import FACETS, Hit, Match, SearchResult
from index.searching.facets import count_facets, count_meetings, count_quarters
from index.searching.match import Matcher, Part
from index.searching.needles import Needle
from index.searching.query import Query, parse
from index.searching.ranking import LOOKED_AT, Ranked, look_closer, order_key, score_words
from index.searching.respelling import respell
from index.searching.snippets import Marker, choose_snippets
from index.storing.reader import Snapshot, numbers_of

ENOUGH = 10
"""With so many topics that have all words, those with some are not shown."""
KNOWN = 1 / 3
"""What share of a query's weight must be in words that are anywhere, for some of them to be an answer."""
SOME = 0.2
"""What share of the weight of its known words a topic must have to be related."""
LOOSE = 0.5
"""What having a relative of a word counts against having the word."""


class Found(NamedTuple):
    """What a query finds: topics with all of it, topics with some, and what to rank and show them by."""

    query: Query
    matcher: Matcher
    parts: list[Part]
    matches: int
    related: int
    needles: list[Needle]


def answer(snapshot: Snapshot, text: str, *, limit: int, strict: bool, explain: bool) -> SearchResult:
    """Ask the index.  Raises QueryError."""
    found = _find(snapshot, text, strict)
    corrected = None
    if not found.matches and not strict:
        corrected = respell(snapshot, text, found.query.node)
        if corrected:
            other = _find(snapshot, corrected, strict)
            if other.matches or other.related:
                found = other
            else:
                corrected = None
    counted = found.matches or found.related
    chosen = found.matcher.fields.chosen
    return SearchResult(
        query=text,
        total=found.matches.bit_count(),
        related=found.related.bit_count(),
        meetings=count_meetings(snapshot, found.matches),
        hits=tuple(_hits(snapshot, found, limit)),
        facets=count_facets(snapshot, dict.fromkeys(FACETS, counted), chosen),
        timeline=count_quarters(snapshot, counted),
        corrected=corrected,
        notes=(*found.query.notes, *found.matcher.fields.notes),
    )


def _find(snapshot: Snapshot, text: str, strict: bool) -> Found:
    query = parse(text)
    matcher = Matcher(snapshot, query.node)
    parts = matcher.parts(query.node)
    matches = snapshot.topics if parts else 0
    for part in parts:
        matches &= part.bits
    related = 0
    if not strict and matches.bit_count() < ENOUGH:
        related = _with_some(snapshot, parts) & ~matches
    return Found(
        query, matcher, parts, matches, related, [needle for part in parts for needle in part.needles]
    )


def _with_some(snapshot: Snapshot, parts: Sequence[Part]) -> int:
    """The topics that have everything that must be, and enough of the rest."""
    soft = [(part.bits, part.loose, _weight(part)) for part in parts if part.soft]
    known = sum(weight for bits, loose, weight in soft if bits | loose)
    if known < KNOWN * sum(weight for _, _, weight in soft):
        return 0
    must, anywhere = snapshot.topics, 0
    for part in parts:
        if part.soft:
            anywhere |= part.bits | part.loose
        else:
            must &= part.bits
    found = 0
    for number in numbers_of(anywhere & must):
        has = 0.0
        for bits, loose, weight in soft:
            if bits >> number & 1:
                has += weight
            elif loose >> number & 1:
                has += LOOSE * weight
        if has >= SOME * known:
            found |= 1 << number
    return found


def _weight(part: Part) -> float:
    return max((needle.idf for needle in part.needles), default=0.0)


def _hits(snapshot: Snapshot, found: Found, limit: int) -> list[Hit]:
    sort = found.query.sort or ("relevance" if found.needles else "newest")
    marker = Marker(found.needles)
    hits: list[Hit] = []
    groups: tuple[tuple[int, Match], ...] = ((found.matches, "all"), (found.related, "some"))
    for bits, match in groups:
        room = limit - len(hits)
        if room > 0 and bits:
            ranked = _ranked(snapshot, bits, found.needles, marker, room, sort)
            hits.extend(_hit(one, match, found.needles) for one in ranked)
    return hits


def _ranked(
    snapshot: Snapshot, bits: int, needles: Sequence[Needle], marker: Marker, room: int, sort: str
) -> list[Ranked]:
    """The best of the topics, or the newest or oldest."""
    numbers = numbers_of(bits)
    scores = score_words(needles, numbers)
    if sort != "relevance":
        numbers.sort(key=lambda number: order_key(snapshot, number), reverse=sort == "newest")
        return [look_closer(snapshot, number, scores[number], needles, marker) for number in numbers[:room]]
    numbers.sort(key=lambda number: (scores[number], order_key(snapshot, number)), reverse=True)
    seen = [look_closer(snapshot, n, scores[n], needles, marker) for n in numbers[: max(LOOKED_AT, room)]]
    seen.sort(key=lambda ranked: (ranked.score, order_key(snapshot, ranked.number)), reverse=True)
    return seen[:room]


def _hit(ranked: Ranked, match: Match, needles: Sequence[Needle]) -> Hit:
    return Hit(ranked.topic, ranked.score, match, choose_snippets(ranked.topic, ranked.lines, needles))
