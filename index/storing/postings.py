"""Posting lists as whole arrays.  **The one file that touches private attributes of Whoosh.**

Owns the fast road from a Whoosh matcher to its ids and weights: a block at a time (`_read_ids`,
`_read_weights`, `_next_block` of its W3 codec), where the public road steps a posting at a time and costs
twenty times as much on long lists.  The fast road is compared with the public one on the first list of a
process that has a whole block; where they differ, or an attribute is missing, the public road is taken
from then on, with a warning.

On the way in, `PostingPool` stands in for the pool of Whoosh's writer (`SegmentWriter.pool`), which pickles
every posting to disk and back, and whole lists are written (to `_postfile` and `_tindex` of its W3 writer of
fields, long ones by way of `_ids`, `_weights` and `_maxweight` of that of postings), where the public road
checks every posting.  That, too, is compared with the public road on some lists in memory, once a process,
and left with a warning where it differs.
"""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby
from operator import itemgetter, sub
from pickle import dumps
from struct import Struct
from typing import TYPE_CHECKING, Any, TypeAlias
from zlib import compress

from whoosh.codec import whoosh3
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3TermInfo
from whoosh.fields import FieldType
from whoosh.filedb.filestore import RamStorage
from whoosh.formats import Existence

from index.storing.schema import WEIGHTED_FIELDS

if TYPE_CHECKING:
    from index.storing.batches import Lists

Postings: TypeAlias = "tuple[array[int], array[float]]"
"""Document numbers, ascending, and the weight in each."""

_TOLD = 500
_COMPRESSED_FROM = getattr(whoosh3, "COMPRESSION_MIN_SIZE", 0)
_FIELD, _SIZE, _EXTENT = Struct("!H"), Struct("!i"), Struct("!qi")
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
    """The postings of one commit by field and term, four or eight bytes each, until they are written."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, Postings]] = {}
        self.tell: Callable[[float], None] = lambda share: None
        """Called with the share of terms that are written, now and then."""

    def add_lists(self, first: int, fields: Mapping[str, Lists]) -> None:
        """Take the postings of a batch whose first document has this number; later ones have higher ones."""
        for field, lists in fields.items():
            terms = self._fields.setdefault(field, {})
            numbers = array("I", map(first.__add__, lists.numbers)) if first else lists.numbers
            weights, start = lists.weights, 0
            for term, count in zip(lists.terms, lists.counts, strict=True):
                end = start + count
                found = terms.get(term)
                if found is None:
                    terms[term] = numbers[start:end], weights[start:end]
                else:
                    found[0].extend(numbers[start:end])
                    found[1].extend(weights[start:end])
                start = end

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Take one posting of a segment that Whoosh merges; documents come in ascending order."""
        field, term, number, weight, _ = item
        terms = self._fields.setdefault(field, {})
        found = terms.get(term)
        if found is None:
            found = terms[term] = (array("I"), array("f"))
        found[0].append(number)
        if field in WEIGHTED_FIELDS:
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
                ids, weights = terms[term]
                yield field, term, (ids, weights or array("f", (1.0,)) * len(ids))

    def cleanup(self) -> None:
        """Forget them."""
        self._fields.clear()


def write_by_blocks(writer: Any) -> None:
    """Let a Whoosh writer with our pool write whole blocks of postings, where that gives the same."""
    global _fast_writing
    if _fast_writing is None:
        try:
            _fast_writing = _written(_add_list) == _written(_add_singly)
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
            _add_list(fields, term, ids, weights)
        fields.finish_field()


def _add_list(fields: Any, term: bytes, ids: array[int], weights: array[float]) -> None:
    """The postings of a term; most are so few that what Whoosh does around them takes far longer."""
    size = fields._postwriter._blocklimit
    if len(ids) <= size:
        _add_block(fields, term, ids, weights)
        return
    fields.start_term(term)
    writer = fields._postwriter
    for start in range(0, len(ids), size):
        if start:
            writer._write_block()
        writer._ids.extend(ids[start : start + size])
        writer._weights.extend(weights[start : start + size])
        writer._maxweight = max(weights[start : start + size]) or 0
    fields.finish_term()


def _add_block(fields: Any, term: bytes, ids: array[int], weights: array[float]) -> None:
    """The postings of a term as one block: what `start_term`, `add` and `finish_term` make of them."""
    first, last, weight, highest = ids[0], ids[-1], weights[0], max(weights) or 0
    are_equal = len(weights) == 1 or weights.count(weight) == len(weights)
    shown = (None if weight == 1 else weight) if are_equal else tuple(weights)
    data = dumps(((first, *map(sub, ids[1:], ids)), shown, None), 2)
    compression = fields._postwriter._compression if len(data) >= _COMPRESSED_FROM else 0
    if compression:
        data = compress(data, compression)
    about = dumps((len(ids), last, highest, compression, 0, 0), 2)
    block = b"".join((WHOOSH3_HEADER_MAGIC, _SIZE.pack(-len(about) - len(data)), about, data))
    known = W3TermInfo._struct.pack(0, sum(weights), len(ids), 0, 0, highest, first, last)
    extent = _EXTENT.pack(fields._postfile.tell(), len(block))
    fields._postfile.write(block)
    fields._tindex.add(_FIELD.pack(fields._fieldid) + term, known + extent)


def _add_singly(fields: Any, term: bytes, ids: array[int], weights: array[float]) -> None:
    """The public road."""
    fields.start_term(term)
    for number, weight in zip(ids, weights, strict=True):
        fields.add(number, weight, b"", 0)
    fields.finish_term()


def _written(road: Callable[[Any, bytes, array[int], array[float]], None]) -> list[bytes]:
    """The files of some lists of postings, short and long, that go one of the roads."""
    storage, codec = RamStorage(), W3Codec(blocklimit=60)
    fields = codec.field_writer(storage, codec.new_segment(storage, "MAIN"))
    fields.start_field("text", FieldType(Existence(), str))
    for n, weights in enumerate(_SOME_WEIGHTS):
        ids = array("I", (n + 1_000 * number for number in range(len(weights))))
        road(fields, b"%03d" % n, ids, array("f", weights))
    fields.finish_field()
    fields.close()
    found = []
    for name in sorted(storage.list(), key=lambda name: name.rpartition(".")[2]):
        with storage.open_file(name) as file:
            found.append(bytes(file.read(storage.file_length(name))))
    return found


_SOME_WEIGHTS = (
    (1,),
    (0,),
    (2.5,),
    (1, 1),
    (0.3, 0.3),
    (1, 2.5, 0),
    (1,) * 60,
    (*range(1, 60), 0.1),
    (0.7,) * 150,
)
