"""Counts over all matches: facet values, quarters, and the entities of the whole index.

Owns the rule of facets: OR within one, AND between, so a facet's own filter does not reduce its own
counts, and a chosen value keeps its place.  Works on sets of topics only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from index.model import Entity, FacetValue
from index.storing.reader import Snapshot, facet_values
from index.storing.schema import FACET_FIELDS
from index.storing.tables import numbers_of

_FEW = 300
"""Up to so many topics are counted one by one; it takes a table of the whole segment to do better."""


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
        facets[field] = tuple(
            FacetValue(name, count, name in wanted)
            for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        )
    return facets


def _count_all(snapshot: Snapshot, bits: int) -> dict[str, dict[str, int]]:
    """In how many of the topics each value of each facet is; values in none are left out."""
    counts: dict[str, Counter[str]] = {field: Counter() for field in FACET_FIELDS}
    if bits.bit_count() <= _FEW:
        for number in numbers_of(bits):
            for field, value in facet_values(snapshot.facts(number)):
                counts[field][value] += 1
    else:
        for segment in snapshot.segments:
            for field, value, count in segment.facets().count(bits >> segment.base & segment.live):
                if count:
                    counts[field][value] += count
    return dict(counts)


def count_quarters(dates: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """How many topics are in each quarter, by how many have each date; oldest first, empty ones between."""
    counts: Counter[int] = Counter()
    for date, count in dates.items():
        if date[:4].isdigit():
            month = int(date[5:7]) if date[5:7].isdigit() else 1
            counts[int(date[:4]) * 4 + (month - 1) // 3] += count
    if not counts:
        return ()
    return tuple(
        (f"{quarter // 4}-Q{quarter % 4 + 1}", counts[quarter])
        for quarter in range(min(counts), max(counts) + 1)
    )


def entities(snapshot: Snapshot, field: str) -> list[Entity]:
    """All persons or projects that are in a topic, most topics first, then by name."""
    aliases = snapshot.names.get(field, {}).get("known", {})
    topics: Counter[str] = Counter()
    meetings: dict[str, set[tuple[str, str]]] = {}
    for number in numbers_of(snapshot.topics):
        facts = snapshot.facts(number)
        meeting = (facts[2][0], facts[0][0])
        for name, value in facet_values(facts):
            if name == field:
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
