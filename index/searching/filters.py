"""Filters in the text of a query: add one, switch one, list those chosen.  Pure string functions."""

from __future__ import annotations

import re

_FILTER = re.compile(
    r'(?<!\S)(?P<field>[a-z]+):(?P<values>(?:"[^"]*"|[^\s",()])+(?:,(?:"[^"]*"|[^\s",()])+)*)'
)
_VALUE = re.compile(r'"([^"]*)"|([^",]+)')


def chosen_filters(query: str) -> dict[str, list[str]]:
    """The values chosen for each field."""
    chosen: dict[str, list[str]] = {}
    for match in _FILTER.finditer(query):
        values = [quoted or plain for quoted, plain in _VALUE.findall(match["values"])]
        chosen.setdefault(match["field"], []).extend(values)
    return chosen


def _quote(value: str) -> str:
    return value if re.fullmatch(r"[\w.\-/#]+", value) else '"' + value.replace('"', "") + '"'


def add_filter(query: str, field: str, value: str) -> str:
    """The query narrowed to one more value."""
    query = query.strip()
    if re.search(r"(?<!\S)(OR|\|)(?!\S)", query) and not (query.startswith("(") and query.endswith(")")):
        query = f"({query})"
    return f"{query} {field}:{_quote(value)}".strip()


def toggle_filter(query: str, field: str, value: str) -> str:
    """The query with the value switched on or off; a second value of the field widens it."""
    chosen = chosen_filters(query).get(field, [])
    rest = " ".join(_FILTER.sub(lambda m: "" if m["field"] == field else m[0], query).split())
    folded = [v.casefold() for v in chosen]
    if value.casefold() in folded:
        chosen.pop(folded.index(value.casefold()))
    else:
        chosen.append(value)
    if not chosen:
        return rest
    base = add_filter(rest, field, chosen[0])
    return ",".join([base, *map(_quote, chosen[1:])])
