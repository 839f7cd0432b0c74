"""The facets as a list that stands still: which values are shown, in what order, with which counts.

Pure: given the last board and a new answer it makes the next board; the widget only paints it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from index import FacetValue

FACET_TITLES = {
    "collection": "Collections",
    "project": "Projects",
    "person": "People",
    "year": "Years",
    "kind": "Kinds",
    "has": "With",
}
ENTITY_FIELDS = ("project", "person")  # those whose values have a page of their own
SHORT = 7  # values shown of a facet before it is unfolded


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A line of the board: the title of a facet, one of its values, or how many more there are."""

    field: str
    value: FacetValue | None = None
    more: int = 0

    @property
    def is_title(self) -> bool:
        return self.value is None and not self.more


@dataclass(frozen=True, slots=True)
class Board:
    """The values of each facet in the order shown."""

    values: Mapping[str, tuple[FacetValue, ...]]

    def rows(self, unfolded: Iterable[str] = (), part: str = "") -> list[FacetRow]:
        """All rows, facet by facet; a facet that is not unfolded shows its first values and the chosen.

        With a `part` of a name, whatever has it in any case and with any accents, and nothing else.
        """
        if part:
            return self._rows_with(_folded(part))
        rows: list[FacetRow] = []
        for field, values in self.values.items():
            if not values:
                continue
            shown = [v for at, v in enumerate(values) if field in unfolded or at < SHORT or v.chosen]
            rows.append(FacetRow(field))
            rows += [FacetRow(field, value) for value in shown]
            if hidden := len(values) - len(shown):
                rows.append(FacetRow(field, more=hidden))
        return rows

    def _rows_with(self, part: str) -> list[FacetRow]:
        rows: list[FacetRow] = []
        for field, values in self.values.items():
            found = [value for value in values if part in _folded(value.name)]
            rows += [FacetRow(field)] if found else []
            rows += [FacetRow(field, value) for value in found]
        return rows


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def next_board(
    board: Board | None,
    facets: Mapping[str, tuple[FacetValue, ...]],
    chosen: Mapping[str, list[str]],
    same_words: bool,
) -> Board:
    """The board after an answer.

    While only filters change, every value keeps its place and one that no longer occurs stays with a zero;
    with other words the order is the answer's.  What the query has chosen is always there.
    """
    values = {}
    for field, found in facets.items():
        counted = {value.name: value for value in found}
        before = board.values.get(field, ()) if board is not None and same_words else ()
        if field == "year":
            counted = dict(sorted(counted.items(), reverse=True))
        row = [counted.pop(old.name, replace(old, count=0, chosen=False)) for old in before]
        values[field] = _choose([*row, *counted.values()], chosen.get(field, []))
    return Board(values)


def _choose(row: list[FacetValue], chosen: list[str]) -> tuple[FacetValue, ...]:
    """Switch on what the query names; a name that no topic has is added, so that it can be switched off."""
    if any(value.chosen for value in row):  # the search knows aliases: `project:flux.jl` has chosen Flux
        return tuple(row)
    folded = {name.casefold() for name in chosen}
    known = {value.name.casefold() for value in row}
    row = [replace(value, chosen=value.name.casefold() in folded) for value in row]
    return (*row, *(FacetValue(name, 0, chosen=True) for name in chosen if name.casefold() not in known))
