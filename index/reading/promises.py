"""Who promises to do what, in the words of one note.

Owns how the clauses of a text are read by the tables of `index.reading.cues`; must not know where a note
stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.reading import cues


def promisers(text: str) -> list[str] | None:
    """Who promises something in one of the clauses of a note."""
    if not cues.may_promise(text):
        return None
    clauses = [c for n, c in enumerate(cues.CLAUSE.split(text)) if c and (not n or not cues.is_asked(c))]
    for clause in [*clauses, *_after_and(clauses)]:
        match = cues.PROMISE.match(clause)
        if match and cues.is_work(match["verb"]):
            if match["crowd"] and not match["to"] and " agreed to" not in match[0]:
                return []
            if named := owners_in(match["who"] or ""):
                return named
        behind = cues.PROMISE_BEHIND.match(clause)
        if behind and cues.is_work(behind["verb"]) and (named := owners_in(behind["who"])):
            return named
        if match := cues.SHOULD_WRITE.match(clause):
            return owners_in(match["who"] or "")
    return [] if any(cues.BARE_PROMISE.match(clause) for clause in clauses[1:]) else None


def _after_and(clauses: Sequence[str]) -> Iterator[str]:
    for clause in clauses:
        if " and " in clause or " so " in clause:
            yield from cues.AND_SOMEBODY.split(clause)[1:]


def owners_in(words: str) -> list[str]:
    pieces = (piece.strip(" *_") for piece in re.split(r",|/|&|\+| and ", words))
    return [piece for piece in pieces if cues.is_owner(piece)]
