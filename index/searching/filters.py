"""Filters in the text of a query: add one, switch a value, list what is chosen.

Pure string functions over the language of `query`, so that what stands in the search box is always the whole
question.  Only filters that govern the whole query count: not those in brackets, after a minus, or beside OR.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from index.errors import QueryError
from index.searching.query import Token, Value, tokenize

_BARE = re.compile(r'[^\s()",|“„«:/\\][^\s()",|]*')


def chosen_filters(query: str) -> dict[str, list[str]]:
    """The values of each field that narrows the whole query, in the order they stand there."""
    chosen: dict[str, list[str]] = {}
    for token in _shape(query).filters:
        chosen.setdefault(token.text, []).extend(value.text for value in token.values)
    return chosen


def add_filter(query: str, field: str, value: str) -> str:
    """The query narrowed by one more filter: ``a OR b`` becomes ``(a OR b) project:Flux``."""
    written = f"{field}:{_quote(value)}"
    shape = _shape(query)
    if not value.strip() or any(
        token.text == field and [v.text for v in token.values] == [value] for token in shape.filters
    ):
        return shape.text
    if shape.has_or:
        return f"({shape.text}) {written}"
    return f"{shape.text} {written}".strip()


def toggle_filter(query: str, field: str, value: str) -> str:
    """The query with one value switched: a second one of the field widens it, ``project:Flux,Lux``."""
    shape = _shape(query)
    present = [token for token in shape.filters if token.text == field]
    wanted = value.casefold()
    holders = [token for token in present if any(v.text.casefold() == wanted for v in token.values)]
    if holders:
        text = shape.text
        for token in reversed(holders):
            text = _replace(text, token, [v for v in token.values if v.text.casefold() != wanted])
        return _unwrap(text)
    if present and value.strip():
        return _replace(shape.text, present[-1], [*present[-1].values, Value(value)])
    return add_filter(query, field, value)


class _Shape(NamedTuple):
    """A query's text with nothing left open or dangling, and what governs the whole of it."""

    text: str
    filters: list[Token]
    has_or: bool


def _shape(query: str) -> _Shape:
    text = query.strip()
    try:
        tokens = list(tokenize(text))
    except QueryError:  # a field that there is not: left for the search to complain of
        return _Shape(text, [], bool(re.search(r"\bOR\b|\|", text)))
    tidy, depth = _without_dangling(text, tokens)
    if tidy != text:
        return _shape(tidy)
    filters: list[Token] = []
    level, has_or, negated = 0, False, False
    for token in tokens:
        if token.kind in "()":
            level += 1 if token.kind == "(" else -1
        elif level == 0:
            has_or = has_or or token.kind == "or"
            if token.kind == "filter" and not negated:
                filters.append(token)
        negated = token.kind == "not" or (negated and token.kind == "and")
    return _Shape(text + ")" * depth, [] if has_or else filters, has_or)


def _without_dangling(text: str, tokens: list[Token]) -> tuple[str, int]:
    """The text without what stands for nothing at its ends, and how many brackets are still open.

    What is read past in any case must not bind to what is added: operators without an operand, brackets that
    close nothing.  An open quote is closed.
    """
    if tokens and tokens[-1].kind in ("not", "or", "and", "nothing"):
        return text[: tokens[-1].start].rstrip(), 0
    if tokens and tokens[0].kind in ("or", "and"):
        return text[tokens[0].end :].lstrip(), 0
    if tokens and tokens[-1].lacks:
        return text + tokens[-1].lacks, 0
    depth = 0
    for token in tokens:
        if token.kind == ")" and depth == 0:
            return f"{text[: token.start]} {text[token.end :]}".strip(), 0
        depth += {"(": 1, ")": -1}.get(token.kind, 0)
    return text, depth


def _replace(text: str, token: Token, values: list[Value]) -> str:
    """The text with other values for one filter, or without it."""
    written = f"{token.text}:{','.join(_quote(v.text) for v in values)}" if values else ""
    before, after = text[: token.start].rstrip(), text[token.end :].lstrip()
    return " ".join(part for part in (before, written, after) if part)


def _unwrap(text: str) -> str:
    """The text without brackets around all of it."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth = 0
    for token in tokenize(text):
        depth += {"(": 1, ")": -1}.get(token.kind, 0)
        if depth == 0 and token.end < len(text):
            return text
    return text[1:-1].strip()


def _quote(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    if '"' not in value:
        return f'"{value}"'
    return f"«{value}»" if "»" not in value else '"' + value.replace('"', "") + '"'
