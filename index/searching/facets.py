"""Counts over all matches: facet values, quarters, and the entities of the whole index.

Owns the rule of facets: OR within one, AND between, so a facet's own filter does not reduce its own
counts, and a chosen value keeps its place.  Works on sets of topics only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from operator import itemgetter
from typing import TYPE_CHECKING

from index.model import FacetValue
from index.storing.reader import Snapshot
from index.storing.schema import FACET_FIELDS, FACTS
from index.storing.tables import numbers_of

if TYPE_CHECKING:
    from index.model import Entity


def count_facets(
    snapshot: Snapshot, bases: Mapping[str, int], chosen: Mapping[str, set[str]]
) -> dict[str, tuple[FacetValue, ...]]:
    """Every facet over its own base: the matches as they would be without a filter on that very facet.

    Values by count, then name; a chosen value is there even where it counts nothing.
    """
    counted: dict[int, dict[str, dict[str, int]]] = {}
    for bits in set(bases.values()):
        counted[bits] = _count_all(snapshot, bits)
    facets = {}
    for field in FACET_FIELDS:
        counts = dict(counted[bases[field]][field])
        wanted = chosen.get(field, set())
        for name in wanted:
            counts.setdefault(name, 0)
        pairs = sorted(counts.items())
        pairs.sort(
            key=itemgetter(1), reverse=True
        )  # twice without a function of ours: half the time of once with
        facets[field] = tuple(FacetValue(name, count, name in wanted) for name, count in pairs)
    return facets


def _count_all(snapshot: Snapshot, bits: int) -> dict[str, dict[str, int]]:
    """In how many of the topics each value of each facet is; values in none are left out."""
    counts: dict[str, dict[str, int]] = {field: {} for field in FACET_FIELDS}
    for (field, value), count in snapshot.count(bits).items():
        if count:
            counts[field][value] = count
    return counts


def count_quarters(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The quarters with how many topics are in each, oldest first, empty quarters between included."""
    known = sorted(quarter for quarter, count in counts.items() if count and quarter)
    if not known:
        return ()
    first, last = (int(quarter[:4]) * 4 + int(quarter[-1]) - 1 for quarter in (known[0], known[-1]))
    names = [f"{n // 4:04}-Q{n % 4 + 1}" for n in range(first, last + 1)]
    return tuple((name, counts.get(name, 0)) for name in names)


def entities(snapshot: Snapshot, field: str) -> list[Entity]:
    """All persons or projects that are in a topic, most topics first, then by name."""
    from index.model import Entity

    aliases = snapshot.names.get(field, {}).get("known", {})
    topics: Counter[str] = Counter()
    meetings: dict[str, set[tuple[str, str]]] = {}
    for number in numbers_of(snapshot.topics):
        facts = snapshot.facts(number)
        meeting = (facts[2][0], facts[0][0])
        for value in filter(None, facts[FACTS.index(field)]):
            topics[value] += 1
            meetings.setdefault(value, set()).add(meeting)
    found = [
        Entity(
            name,
            tuple(aliases.get(name, ())),
            count,
            len(meetings[name]),
            min(meetings[name])[0],
            max(meetings[name])[0],
        )
        for name, count in topics.items()
    ]
    return sorted(found, key=lambda entity: (-entity.topics, entity.name))
