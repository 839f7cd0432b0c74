"""The order of hits: how well a topic answers.

Owns BM25F over the weights of the index (k1 scaled to the corpus), what having all words counts, and the second
look at the best hits: their words close together, in the title, as typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.model import Topic
from index.searching.needles import Needle
from index.searching.snippets import Line, Marker, weigh_line
from index.storing.analysis import locate_terms
from index.storing.reader import Snapshot

K1 = 1.2
KIND_FACTORS = {"discussion": 1.0, "agenda": 0.75, "chat": 0.75}
CLOSENESS = 0.6
TITLE = 0.4
COVERAGE = 1.0
LOOSE = 0.5
LOOKED_AT = 60
"""So many of the best hits are looked at a second time, by their text."""


class Ranked(NamedTuple):
    """A topic with its score and what of the query stands where in it."""

    number: int
    score: float
    topic: Topic
    lines: list[Line]


def score_words(needles: Sequence[Needle], numbers: Sequence[int]) -> dict[int, float]:
    """The BM25F score of each topic (Robertson and Zaragoza 2009, eq. 3.20): the sum over the needles."""
    scores = dict.fromkeys(numbers, 0.0)
    for needle in needles:
        weights, idf = needle.weights, needle.idf
        for number in numbers:
            weight = weights.get(number)
            if weight:
                scores[number] += idf * weight * (K1 + 1) / (weight + K1)
    return scores


def order_key(snapshot: Snapshot, number: int) -> tuple[str, str, str]:
    """What orders topics that are equally good: a date, a file, a line."""
    facts = snapshot.facts(number)
    return facts[2][0], facts[0][0], facts[1][0]


def look_closer(
    snapshot: Snapshot, number: int, score: float, needles: Sequence[Needle], marker: Marker
) -> Ranked:
    """A hit's score after a look at its text."""
    topic = snapshot.topic(number)
    lines = marker.lines(topic)
    asked = sum(needle.idf for needle in needles) or 1.0
    close = max((weigh_line(line, needles) for line in lines), default=0.0) / asked
    has = sum(needle.idf for needle in needles if needle.bits >> number & 1)
    has += sum(LOOSE * needle.idf for needle in needles if needle.loose >> number & 1)
    titled = sum(
        needle.idf for needle in needles if needle.terms & {p.term for p in locate_terms(topic.title)}
    )
    factor = (
        KIND_FACTORS[topic.kind]
        * (1 + CLOSENESS * close + TITLE * titled / asked)
        * (has / asked) ** COVERAGE
    )
    return Ranked(number, score * factor, topic, lines)
