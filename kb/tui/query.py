"""The query as text: what the interface changes in it by key and what it reads from it.

Pure string functions on top of the index's own; nothing here knows what a query means.
"""

from __future__ import annotations

from index import FACETS, chosen_filters, toggle_filter

_ORDERS = (None, "newest", "oldest")


def chosen_sort(query: str) -> str | None:
    """The order that the query asks for."""
    return next(iter(chosen_filters(query).get("sort", [])), None)


def cycle_sort(query: str) -> str:
    """The query in the next order: as it comes, newest first, oldest first, and round again."""
    now = chosen_sort(query)
    after = _ORDERS[(_ORDERS.index(now) + 1) % len(_ORDERS)] if now in _ORDERS else None
    if now is not None:
        query = toggle_filter(query, "sort", now)
    return query if after is None else toggle_filter(query, "sort", after)


def without_filters(query: str) -> str:
    """The query with every chosen facet and the order switched off: its words and what else was typed."""
    for field, values in chosen_filters(query).items():
        if field in (*FACETS, "sort", "date"):
            for value in values:
                query = toggle_filter(query, field, value)
    return query
