"""Posting lists as whole arrays.  **The one file that touches private attributes of Whoosh.**

Owns the fast road from a Whoosh matcher to its ids and weights: a block at a time (`_read_ids`,
`_read_weights`, `_next_block` of its W3 codec), where the public road steps a posting at a time and costs
twenty times as much on long lists.  The fast road is compared with the public one on the first list of a
process that has a whole block; where they differ, or an attribute is missing, the public road is taken
from then on, with a warning.

On the way in, `PostingPool` stands in for the pool of Whoosh's writer (`SegmentWriter.pool`), which pickles
every posting to disk and back.
"""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

Postings: TypeAlias = "tuple[array[int], array[float]]"
"""Document numbers, ascending, and the weight in each."""

_TOLD = 500
_fast: bool | None = None


def read_postings(matcher: Any) -> Postings:
    """All postings of a fresh matcher of one term in one segment."""
    global _fast
    if _fast is not False and hasattr(matcher, "_read_ids"):
        try:
            found = _read_blocks(matcher)
            if _fast is None:
                matcher.reset()
                _fast = found == _step(matcher)
        except (AttributeError, TypeError):
            _fast = False
        if _fast:
            return found
        warnings.warn("this Whoosh keeps postings in another form; reading them slowly", stacklevel=2)
        matcher.reset()
    return _step(matcher)


def _read_blocks(matcher: Any) -> Postings:
    ids: array[int] = array("I")
    weights: array[float] = array("f")
    while True:
        matcher._read_ids()
        matcher._read_weights()
        ids.extend(matcher._ids)
        weights.extend(matcher._weights)
        if matcher._lastblock:
            return ids, weights
        matcher._next_block()


def _step(matcher: Any) -> Postings:
    """The public road."""
    ids: array[int] = array("I")
    weights: array[float] = array("f")
    while matcher.is_active():
        ids.append(matcher.id())
        weights.append(matcher.weight())
        matcher.next()
    return ids, weights


class PostingPool:
    """The postings of one commit by field and term, eight bytes each, until they are written."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, Postings]] = {}
        self.tell: Callable[[float], None] = lambda share: None
        """Called with the share of terms that are written, now and then."""

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Take one posting; documents come in ascending order."""
        field, term, number, weight, _ = item
        terms = self._fields.get(field)
        if terms is None:
            terms = self._fields[field] = {}
        found = terms.get(term)
        if found is None:
            found = terms[term] = (array("I"), array("f"))
        found[0].append(number)
        found[1].append(weight)

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """All postings in the order of an index: by field, term and document."""
        count, done = sum(map(len, self._fields.values())), 0
        for field in sorted(self._fields):
            terms = self._fields[field]
            for term in sorted(terms):
                if done % _TOLD == 0:
                    self.tell(done / count)
                done += 1
                for number, weight in zip(*terms[term], strict=True):
                    yield field, term, number, weight, b""

    def cleanup(self) -> None:
        """Forget them."""
        self._fields.clear()
