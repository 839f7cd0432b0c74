"""How far two words are apart, and which of many is closest.  Pure.

Owns the measure: insertions, deletions, changed letters, and neighbours that changed places count one each
(Damerau 1964, without edits of an edit), and how many are forgiven.
"""

from __future__ import annotations

from collections.abc import Iterable


def distance(a: str, b: str, limit: int) -> int:
    """The edits between two words, or `limit` + 1 where there are more."""
    if a == b:
        return 0
    if (
        abs(len(a) - len(b)) > limit or len(set(a) ^ set(b)) > 2 * limit
    ):  # an edit changes two letters at most
        return limit + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return min(last[-1], limit + 1)


def forgiven(word: str) -> int:
    """How many edits a word of this length may be away: none below 5 letters, one below 8, two from there."""
    return 0 if len(word) < 5 else 1 if len(word) < 8 else 2


def closest(word: str, candidates: Iterable[str], limit: int | None = None) -> str | None:
    """The candidate with the fewest edits within what is forgiven; the earlier one where two are as close."""
    best: str | None = None
    allowed = max(forgiven(word), 2) if limit is None else limit
    for candidate in candidates:
        edits = distance(word, candidate, allowed)
        if edits <= allowed:
            best, allowed = candidate, edits - 1
            if allowed < 0:
                break
    return best
