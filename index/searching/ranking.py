"""The order of hits: how well a topic answers.

Owns BM25F over the weights of the index, and the second look at the best hits, by their text: words
close together, in the title, how many of them, and what kind of topic it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from heapq import heappush, heappushpop, nlargest
from math import prod
from operator import or_
from typing import NamedTuple

from index.searching.marks import Marker, Sight
from index.searching.match import Part
from index.searching.needles import Needle
from index.storing.reader import Snapshot

K1 = 1.2
"""How soon more of the same word adds nothing (BM25's k1)."""
KIND_FACTORS = {"discussion": 1.0, "agenda": 0.7, "chat": 0.75}
CLOSENESS = 0.6
"""What it adds that everything asked for stands on one line."""
TITLE = 0.25
"""What it adds that everything asked for stands in the title."""
COVERAGE = 1.5
"""The power to which the share of the query is taken that a topic has."""
LOOSE = 0.5
"""What having a relative of a word counts against having the word."""
MOST = (1 + CLOSENESS) * (1 + TITLE)
"""The most that a score can be multiplied with."""
ALL = 1 - 1e-9
"""From this share on a line has all that is asked for: sums of the same in another order differ."""
LOOKED_AT = 40
"""So many of the best hits are looked at a second time."""


class Ranked(NamedTuple):
    """A topic with its score, what of the query stands where in it, and what made the score."""

    number: int
    score: float
    sight: Sight
    factors: dict[str, float]


def score_words(needles: Sequence[Needle], numbers: Sequence[int]) -> dict[int, float]:
    """The BM25F score of each topic (Robertson and Zaragoza 2009, 3.6): the sum over the needles."""
    scores = [0.0] * len(numbers)
    for needle in needles:
        idf = needle.idf
        weighed = zip(scores, needle.weigh(numbers), strict=True)
        scores = [score + idf * weight * (K1 + 1) / (weight + K1) for score, weight in weighed]
    return dict(zip(numbers, scores, strict=True))


def score_best(needles: Sequence[Needle], numbers: Sequence[int], room: int) -> dict[int, float]:
    """The scores of all topics that may be among the best; of one needle, that are those with most weight."""
    if len(needles) == 1 and len(numbers) > max(LOOKED_AT, room):
        weights = needles[0].weigh(numbers)
        edge = nlargest(max(LOOKED_AT, room), weights)[-1] * ALL
        numbers = [number for number, weight in zip(numbers, weights, strict=True) if weight >= edge]
    return score_words(needles, numbers)


def score_needle(needle: Needle, number: int) -> float:
    """What one needle adds to the score of a topic; more of the same adds ever less."""
    (weight,) = needle.weigh((number,))
    return needle.idf * weight * (K1 + 1) / (weight + K1)


def ceiling(needles: Sequence[Needle]) -> float:
    """What no score for these needles can pass: each any number of times, on one line, in the title."""
    return sum(needle.idf for needle in needles) * (K1 + 1) * MOST


def best_of(snapshot: Snapshot, scores: dict[int, float], most: int) -> list[int]:
    """The topics with the best scores, best first; of equally good ones the newest, then by file and line."""
    if len(scores) > most:
        worst = nlargest(most, scores.values())[-1]
        scores = {number: score for number, score in scores.items() if score >= worst}
    numbers = list(scores)
    order = dict(zip(numbers, snapshot.places(numbers), strict=True))
    numbers.sort(key=order.__getitem__)
    numbers.sort(key=lambda number: (scores[number], order[number][0]), reverse=True)
    return numbers[:most]


def rank(
    snapshot: Snapshot, scores: dict[int, float], room: int, parts: Sequence[Part], marker: Marker
) -> list[Ranked]:
    """The best topics, best first, after a look at the text of each that may still be among the first half.

    The second half are the best of those that were looked at.
    """
    numbers = best_of(snapshot, scores, max(LOOKED_AT, room))
    weighed = zip(weigh_topics(snapshot, scores, numbers, parts), numbers, strict=True)
    asked = asked_together(parts)
    seen: dict[int, Ranked] = {}
    first: list[float] = []
    for factors, number in sorted(weighed, key=lambda pair: -prod(pair[0].values())):
        if len(seen) >= room and prod(factors.values()) < first[0]:
            break
        sight = marker.sight(number)
        at_best = {**factors, "close together": closeness(sight.bound(), asked)}
        if len(seen) < room or prod(at_best.values()) >= first[0]:
            seen[number] = look_closer(sight, factors, asked)
            (heappush if len(first) < (room + 1) // 2 else heappushpop)(first, seen[number].score)
    return [seen[n] for n in best_of(snapshot, {n: one.score for n, one in seen.items()}, room)]


def weigh_topics(
    snapshot: Snapshot, scores: dict[int, float], numbers: Sequence[int], parts: Sequence[Part]
) -> Iterator[dict[str, float]]:
    """What makes the scores of topics as far as the index tells; their words are taken to be close."""
    asked = sum(part.weight for part in parts) or 1.0
    at_best = closeness(asked, asked_together(parts))
    shares = [(part.bits, part.loose, part.weight) for part in parts if part.needles]
    titles = [
        (reduce(or_, (snapshot.bits("title", term) for term in needle.terms), 0), needle.idf)
        for part in parts
        for needle in part.needles
    ]
    for number in numbers:
        titled = sum(idf for bits, idf in titles if bits >> number & 1)
        has = sum(share_of(number, *share) for share in shares)
        kind = snapshot.facts(number)[3][0]
        yield {
            "words": scores[number],
            "close together": at_best,
            "in the title": 1 + TITLE * min(titled / asked, 1.0),
            "share of the query": (has / asked) ** COVERAGE,
            kind: KIND_FACTORS[kind],
        }


def share_of(number: int, bits: int, loose: int, weight: float) -> float:
    """How much of a part of the query a topic has: all of its weight, some for a relative, or nothing."""
    if bits >> number & 1:
        return weight
    return LOOSE * weight if loose >> number & 1 else 0.0


def asked_together(parts: Sequence[Part]) -> float:
    """The weight of all parts that can stand on one line; nothing where there is but one."""
    weights = [part.weight for part in parts if part.needles]
    return sum(weights) if len(weights) > 1 else 0.0


def look_closer(sight: Sight, factors: dict[str, float], asked: float) -> Ranked:
    """A hit's score after a look at its text, where its words can be more or less close."""
    if asked:
        factors = {**factors, "close together": closeness(sight.most(), asked)}
    return Ranked(sight.number, prod(factors.values()), sight, factors)


def closeness(weight: float, asked: float) -> float:
    """What it is worth that so much of what is asked for together stands on one line."""
    share = weight / asked if asked else 0.0
    return 1 + CLOSENESS * (1.0 if share > ALL else share)
