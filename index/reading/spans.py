"""What a meeting is cut into: the lines of its topics and of its parts.

Owns these shapes and how parts that overlap are settled; must not know why a line belongs where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.model import Kind, Role
from index.reading.titles import SectionRole

UNIT_LEVEL = 8  # below all headings: topics that begin with a caption, a bullet or a paragraph

# The parts that sections and captions with a role become, where nothing made them a subject.
PART_OF: dict[SectionRole | None, Role] = {
    "attendance": "attendance",
    "recording": "recording",
    "links": "links",
    "contents": "contents",
    "boilerplate": "boilerplate",
    "review": "boilerplate",
    "chat": "chat",
}
PartLines = tuple[Role, int, int]


@dataclass(slots=True)
class Span:
    """The lines of a topic to be; `level` is that of its heading, `UNIT_LEVEL` without one."""

    start: int
    end: int
    title: str
    kind: Kind = "discussion"
    level: int = UNIT_LEVEL


@dataclass(slots=True)
class Cut:
    """What a meeting is cut into; `parts` are (role, start, end), `agenda` the items (line, title)."""

    topics: list[Span] = field(default_factory=list)
    parts: list[PartLines] = field(default_factory=list)
    agenda: list[tuple[int, str]] = field(default_factory=list)


def settle_parts(parts: Sequence[PartLines], taken: Sequence[tuple[int, int]]) -> list[PartLines]:
    """`parts` in order of lines, cut back where they meet `taken` lines or each other.

    `taken` are disjoint and sorted; of two parts that overlap the one that begins first, or is longer, wins.
    """
    free: list[PartLines] = []
    last, place = 0, 0
    for role, start, end in sorted(parts, key=lambda part: (part[1], -part[2])):
        start = max(start, last + 1)
        while place < len(taken) and taken[place][1] < start:
            place += 1
        while start <= end:
            if place < len(taken) and taken[place][0] <= start:
                last, start = taken[place][1], taken[place][1] + 1
                place += 1
            else:
                until = min(end, taken[place][0] - 1) if place < len(taken) else end
                free.append((role, start, until))
                last, start = until, until + 1
    return free
