"""The order of hits: how well a topic answers.

Owns BM25F over the weights of the index, and the second look at the best hits, by their text: words
close together, in the title, how many of them, and what kind of topic it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappush, heappushpop, nlargest
from itertools import chain
from math import prod
from typing import NamedTuple

from index.model import Topic
from index.searching.needles import Needle
from index.searching.snippets import Line, Marker, weigh_line
from index.storing.reader import Snapshot

K1 = 1.2
"""How soon more of the same word adds nothing (BM25's k1)."""
KIND_FACTORS = {"discussion": 1.0, "agenda": 0.75, "chat": 0.75}
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
    topic: Topic
    lines: Iterable[Line]
    factors: dict[str, float]


def score_words(needles: Sequence[Needle], numbers: Sequence[int]) -> dict[int, float]:
    """The BM25F score of each topic (Robertson and Zaragoza 2009, 3.6): the sum over the needles."""
    scores = dict.fromkeys(numbers, 0.0)
    for needle in needles:
        weight_in, idf = needle.weights.get, needle.idf
        for number in numbers:
            weight = weight_in(number)
            if weight:
                scores[number] += idf * weight * (K1 + 1) / (weight + K1)  # as score_needle, without the call
    return scores


def score_needle(needle: Needle, number: int) -> float:
    """What one needle adds to the score of a topic; more of the same adds ever less."""
    weight = needle.weights.get(number, 0.0)
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
    numbers.sort(key=lambda number: (scores[number], order[number]), reverse=True)
    return numbers[:most]


def rank(
    snapshot: Snapshot, scores: dict[int, float], room: int, needles: Sequence[Needle], marker: Marker
) -> list[Ranked]:
    """The best topics, best first, after a look at each that may still be among them."""
    seen: dict[int, Ranked] = {}
    best: list[float] = []
    for number in best_of(snapshot, scores, max(LOOKED_AT, room)):
        if len(best) == room and scores[number] * MOST < best[0]:
            continue
        seen[number] = look_closer(snapshot, number, scores[number], needles, marker)
        (heappushpop if len(best) == room else heappush)(best, seen[number].score)
    return [seen[n] for n in best_of(snapshot, {n: one.score for n, one in seen.items()}, room)]


def look_closer(
    snapshot: Snapshot, number: int, score: float, needles: Sequence[Needle], marker: Marker
) -> Ranked:
    """A hit's score after a look at its text."""
    topic = snapshot.topic(number)
    asked = sum(needle.idf for needle in needles) or 1.0
    lines = marker.lines(topic)
    looked_at: list[Line] = []
    close = 0.0
    for line in lines if len(needles) > 1 else ():  # one alone is always close to itself
        looked_at.append(line)
        close = max(close, weigh_line(line, needles) / asked)
        if close > ALL:
            close = 1.0
            break  # no other is better, and most topics are never shown
    title = {piece.term for piece in snapshot.analysis.locate_terms(topic.title)}
    titled = sum(needle.idf for needle in needles if needle.terms & title) / asked
    has = sum(needle.idf for needle in needles if needle.bits >> number & 1)
    has += sum(LOOSE * needle.idf for needle in needles if needle.loose >> number & 1)
    factors = {
        "words": score,
        "close together": 1 + CLOSENESS * close,
        "in the title": 1 + TITLE * titled,
        "share of the query": (has / asked) ** COVERAGE,
        topic.kind: KIND_FACTORS[topic.kind],
    }
    return Ranked(number, prod(factors.values()), topic, chain(looked_at, lines), factors)
