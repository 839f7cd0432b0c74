"""Counts a quarter as bars: the arithmetic of the timeline.

Pure functions over ``(quarter, count)`` pairs such as ``("2023-Q3", 7)``, oldest first; no widget.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Quarters = Sequence[tuple[str, int]]
_EIGHTHS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Scale:
    """How quarters lie on the columns: `first` a quarter's number, a bar `merged` quarters, `step` cells."""

    first: int
    bars: int
    merged: int
    step: int

    @property
    def bar_width(self) -> int:
        """Cells a bar fills; the rest of its step is the gap to the next."""
        return self.step - 1 if self.step > 1 else 1

    def bar_at(self, column: int) -> int | None:
        """The bar at a column, or None beside them."""
        bar = column // self.step
        return bar if column >= 0 and bar < self.bars else None

    def quarters_of(self, bar: int) -> tuple[str, str]:
        """The first and last quarter of a bar."""
        start = self.first + bar * self.merged
        return quarter_name(start), quarter_name(start + self.merged - 1)


def quarter_number(name: str) -> int:
    """``2023-Q3`` as a count of quarters, so that they can be added."""
    year, _, quarter = name.partition("-Q")
    return int(year) * 4 + int(quarter) - 1


def quarter_name(number: int) -> str:
    """The reverse of `quarter_number`."""
    return f"{number // 4:04d}-Q{number % 4 + 1}"


def quarter_months(first: str, last: str) -> str:
    """The months of a run of quarters as the query writes a span of dates: ``2023-07..2023-09``."""
    start, end = quarter_number(first), quarter_number(last)
    return f"{start // 4:04d}-{start % 4 * 3 + 1:02d}..{end // 4:04d}-{end % 4 * 3 + 3:02d}"


def widest(known: tuple[int, int] | None, quarters: Quarters) -> tuple[int, int] | None:
    """The span of quarter numbers seen so far, so that the axis stands still while one types."""
    if not quarters:
        return known
    first, last = quarter_number(quarters[0][0]), quarter_number(quarters[-1][0])
    return (first, last) if known is None else (min(first, known[0]), max(last, known[1]))


def fit(span: tuple[int, int], width: int, widest: int = 12) -> Scale:
    """Lay a span of quarters on `width` columns: wide bars where there is room, merged ones where not."""
    count = span[1] - span[0] + 1
    merged = -(-count // max(1, width))
    bars = -(-count // merged)
    return Scale(span[0], bars, merged, max(1, min(widest, width // bars)))


def bar_counts(scale: Scale, quarters: Quarters) -> list[int]:
    """The count of each bar."""
    counts = [0] * scale.bars
    for name, count in quarters:
        bar = (quarter_number(name) - scale.first) // scale.merged
        if 0 <= bar < scale.bars:
            counts[bar] += count
    return counts


def bar_rows(counts: Sequence[int], height: int) -> list[list[str]]:
    """For each row, top first, the character of each bar; what is not zero is always seen."""
    top = max(counts, default=0) or 1
    levels = [max(1, round(count / top * height * 8)) if count else 0 for count in counts]
    return [
        [_EIGHTHS[min(8, max(0, level - 8 * below))] for level in levels]
        for below in range(height - 1, -1, -1)
    ]


def year_labels(scale: Scale, width: int) -> str:
    """The axis: a year below its first bar, where it runs neither into the one before nor over the edge."""
    axis = ""
    for bar in range(scale.bars):
        start = scale.first + bar * scale.merged
        to_spring = -start % 4  # quarters until the next first quarter of a year
        if bar and to_spring >= scale.merged:
            continue
        column, label = bar * scale.step, str((start + (to_spring if bar else 0)) // 4)
        if (not axis or column > len(axis)) and column + len(label) <= width:
            axis = axis.ljust(column) + label
    return axis
