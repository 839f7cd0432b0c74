"""Posting lists as whole arrays.  **The one file that touches private attributes of Whoosh.**

Owns the fast road from a Whoosh matcher to its ids and weights: a block at a time (`_read_ids`,
`_read_weights`, `_next_block` of its W3 codec), where the public road steps a posting at a time and costs
twenty times as much on long lists.  The fast road is compared with the public one on the first list of a
process that has a whole block; where they differ, or an attribute is missing, the public road is taken
from then on, with a warning.

On the way in, `PostingPool` stands in for the pool of Whoosh's writer (`SegmentWriter.pool`), which pickles
every posting to disk and back, and fills whole blocks (`_ids`, `_weights`, `_maxweight` of its W3 writer of
postings), where the public road checks every posting.  That, too, is compared with the public road on a small
list in memory, once a process, and left with a warning where it differs.
"""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from whoosh.codec.whoosh3 import W3Codec, W3TermInfo
from whoosh.filedb.filestore import RamStorage
from whoosh.formats import Existence

Postings: TypeAlias = "tuple[array[int], array[float]]"
"""Document numbers, ascending, and the weight in each."""

_TOLD = 500
_fast: bool | None = None
_fast_writing: bool | None = None


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
        for field, term, (ids, weights) in self.lists():
            for number, weight in zip(ids, weights, strict=True):
                yield field, term, number, weight, b""

    def lists(self) -> Iterator[tuple[str, bytes, Postings]]:
        """All postings by field and term, in the order of an index."""
        count, done = sum(map(len, self._fields.values())), 0
        for field in sorted(self._fields):
            terms = self._fields[field]
            for term in sorted(terms):
                if done % _TOLD == 0:
                    self.tell(done / count)
                done += 1
                yield field, term, terms[term]

    def cleanup(self) -> None:
        """Forget them."""
        self._fields.clear()


def write_by_blocks(writer: Any) -> None:
    """Let a Whoosh writer with our pool write whole blocks of postings, where that gives the same."""
    global _fast_writing
    if _fast_writing is None:
        try:
            _fast_writing = _written(_fill) == _written(_add_singly)
        except (AttributeError, TypeError):
            _fast_writing = False
        if not _fast_writing:
            warnings.warn("this Whoosh writes postings in another form; writing them slowly", stacklevel=2)
    if _fast_writing:
        writer.fieldwriter.add_postings = partial(_add_lists, writer.fieldwriter, writer.pool)


def _add_lists(fields: Any, pool: PostingPool, schema: Any, *_: Any) -> None:
    """As `FieldWriter.add_postings` does it, a list at a time."""
    for name, lists in groupby(pool.lists(), itemgetter(0)):
        fields.start_field(name, schema[name])
        for _field, term, (ids, weights) in lists:
            fields.start_term(term)
            _fill(fields._postwriter, ids, weights)
            fields.finish_term()
        fields.finish_field()


def _fill(writer: Any, ids: array[int], weights: array[float]) -> None:
    size = writer._blocklimit
    for start in range(0, len(ids), size):
        if start:
            writer._write_block()
        writer._ids.extend(ids[start : start + size])
        writer._weights.extend(weights[start : start + size])
        writer._maxweight = max(weights[start : start + size]) or 0


def _add_singly(writer: Any, ids: array[int], weights: array[float]) -> None:
    """The public road."""
    for number, weight in zip(ids, weights, strict=True):
        writer.add_posting(number, weight, b"", 0)


def _written(road: Callable[[Any, array[int], array[float]], None]) -> tuple[bytes, bytes]:
    """What a few postings become on one of the roads: their blocks, and what is known of them."""
    storage = RamStorage()
    file = storage.create_file("postings")
    writer = W3Codec(blocklimit=3).postings_writer(file)
    writer.start_postings(Existence(), W3TermInfo())
    road(writer, array("I", (1, 2, 5, 8, 70_000, 70_001, 70_002)), array("f", (1, 2.5, 0, 1, 1, 3, 0.25)))
    known = writer.finish_postings()
    file.close()
    with storage.open_file("postings") as found:
        return bytes(found.read(storage.file_length("postings"))), known.to_bytes()
