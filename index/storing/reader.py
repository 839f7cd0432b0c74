"""One state of the index, read: postings as bit sets, facts and stored records.

Owns every read of Whoosh.  A `Snapshot` is immutable: it shows one commit for as long as it is open, however
many come after.  Sets of topics are Python integers, bit *n* for document *n*; tables of a segment never
change, so they are kept by segment and handed from one snapshot to the next.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import sleep
from typing import Any
from zlib import decompress

from whoosh.index import open_dir
from whoosh.reading import TermNotFound

from index.model import Topic
from index.records import unpack_topic
from index.storing.analysis import Analysis, analysis_of
from index.storing.names import Table
from index.storing.postings import Postings, read_postings
from index.storing.schema import (
    FACET_FIELDS,
    FACTS,
    PART_MARK,
    TEXT,
    build_schema,
    decode_facts,
    fact_columns,
    fact_values,
    place_facts,
)
from index.storing.seals import check_seal, newest_commit
from index.storing.state import INDEX, NAMES, NOTHING, State
from index.storing.tables import FacetTable, Place, Places, Tables, Value, bits_of, numbers_of, quarter_of

_KEPT_POSTINGS = 4_000
_KEPT_EXPANSIONS = 100
_KEPT_TOPICS = 400
_KEPT_WEIGHTS = 300_000
"""In all; a hundred bytes each."""
_FEW_WEIGHTS = 500
"""Up to so many are looked up in the postings, without keeping those of all documents."""
_OPEN_ATTEMPTS = 5
_FEW = 1500
"""Up to so many topics are read one by one; it takes a table of the whole segment to do better."""
NO_POSTINGS: Postings = (array("I"), array("f"))


class Segment:
    """One segment of the index; document numbers are its own, from 0."""

    def __init__(self, leaf: Any, base: int, tables: Tables) -> None:
        self.base = base
        self.size: int = leaf.doc_count_all()
        self.name: str = leaf.segment().segment_id()
        self.tables = tables
        self._leaf = leaf
        self._facts = leaf.column_reader("facts", translate=False)
        self._plain = leaf.column_reader("plain", translate=False)
        self._data = leaf.column_reader("data", translate=False)
        self.live = ((1 << self.size) - 1) & ~bits_of(leaf.segment().deleted_docs(), self.size)

    def postings(self, field: str, term: str) -> Postings:
        """Ids and weights of a term; deleted documents may be among them."""
        kept = self.tables.postings
        found = kept.get((field, term))
        if found is None:
            if len(kept) >= _KEPT_POSTINGS:
                kept.clear()
            found = kept[field, term] = self._read(field, term)
        return found

    def _read(self, field: str, term: str) -> Postings:
        try:
            matcher = self._leaf.postings(field, term)
        except TermNotFound:
            return NO_POSTINGS
        return read_postings(getattr(matcher, "child", matcher))

    def bits(self, field: str, term: str) -> int:
        """The documents that have a term; deleted ones may be among them."""
        kept = self.tables.bits
        found = kept.get((field, term))
        if found is None:
            if len(kept) >= _KEPT_POSTINGS:
                kept.clear()
            found = kept[field, term] = bits_of(self.postings(field, term)[0], self.size)
        return found

    def terms(self, field: str) -> list[str]:
        """All terms of a field, sorted by their bytes; some may be of deleted documents only."""
        found = self.tables.terms.get(field)
        if found is None:
            found = [term.decode("utf-8") for term in self._leaf.lexicon(field)]
            self.tables.terms[field] = found
        return found

    def expand(self, field: str, prefix: str) -> list[str]:
        """The terms of a field that begin like this."""
        kept = self.tables.expansions
        found = kept.get((field, prefix))
        if found is None:
            if len(kept) >= _KEPT_EXPANSIONS:
                kept.clear()
            found = [term.decode("utf-8") for term in self._leaf.expand_prefix(field, prefix)]
            kept[field, prefix] = found
        return found

    def facts(self, number: int) -> list[list[str]]:
        """The facts of a topic, as `schema.FACTS` names them."""
        return decode_facts(self._facts[number])

    def packed_facts(self, number: int) -> bytes:
        """The facts of a topic as `schema.fact_columns` takes them."""
        found: bytes = self._facts[number]
        return found

    def plain(self, number: int) -> str:
        """The folded texts of a topic between `schema.PART_MARK`."""
        return str(self._plain[number], "utf-8")

    def places(self) -> Places:
        """Where every document stands; worked out once."""
        if self.tables.places is None:
            self.tables.places = Places(map(place_facts, self._facts))
        return self.tables.places

    def facets(self) -> FacetTable:
        """Which documents have each value of the facets; worked out once."""
        if self.tables.facets is None:
            lists = ((f, value, self._read(f, value)[0]) for f in FACET_FIELDS for value in self.terms(f))
            self.tables.facets = FacetTable(lists, self.size)
        return self.tables.facets

    def data(self, number: int) -> str:
        """The stored record of a document."""
        return decompress(self._data[number]).decode("utf-8", "surrogatepass")


class Snapshot:
    """All segments of one commit as one range of document numbers."""

    def __init__(
        self,
        reader: Any,
        generation: int,
        previous: Snapshot | None = None,
        sound: frozenset[str] = frozenset(),
    ) -> None:
        self.generation = generation
        self.sound = sound
        """The files of the commit, known to be as they were written; no other commit has these names."""
        self._reader = reader
        known = {segment.name: segment.tables for segment in previous.segments} if previous else {}
        self.segments: list[Segment] = []
        for leaf, base in reader.leaf_readers():
            if leaf.doc_count_all():
                tables = known.get(leaf.segment().segment_id()) or Tables()
                self.segments.append(Segment(leaf, base, tables))
        self._bases = [segment.base for segment in self.segments]
        self.live = self._gather(lambda segment: segment.live)
        others = self.bits("what", "file") | self.bits("what", "source") | self.bits("what", "state")
        self.topics = self.live & ~others
        self._records: dict[int, Topic] = {}
        self._read_singly = 0
        self._columns: tuple[int, dict[str, tuple[str, ...]]] | None = None
        self._weights: dict[tuple[str, str], dict[int, float]] = {}
        self._kept_weights = 0
        self._state: State | None = None
        self._names: dict[str, Table] | None = None
        self.memo: dict[tuple[object, ...], int] = {}
        """Sets that took reading texts to find; whoever finds them keeps the number bounded."""

    def _gather(self, part: Callable[[Segment], int]) -> int:
        found = 0
        for segment in self.segments:
            found |= part(segment) << segment.base
        return found

    def bits(self, field: str, term: str) -> int:
        """The live documents that have a term in a field."""
        return self._gather(lambda segment: segment.bits(field, term) & segment.live)

    def weights_in(self, numbers: Sequence[int], term: str) -> list[float]:
        """The weight of a word's term in each of some documents, 0 where it is not."""
        if len(numbers) > _FEW_WEIGHTS or (TEXT, term) in self._weights:
            known = self.weights(term)
            return [known.get(number, 0.0) for number in numbers]
        found = []
        for segment, own in map(self.segment_of, numbers):
            ids, weights = segment.postings(TEXT, term)
            at = bisect_left(ids, own)
            found.append(weights[at] if at < len(ids) and ids[at] == own else 0.0)
        return found

    def weights(self, term: str, field: str = TEXT) -> Mapping[int, float]:
        """The weight of a word's term in each document that has it; deleted ones may be among them."""
        found = self._weights.get((field, term))
        if found is None:
            found = {}
            for segment in self.segments:
                ids, weights = segment.postings(field, term)
                numbers = map(segment.base.__add__, ids) if segment.base else ids
                found.update(zip(numbers, weights, strict=True))
            if self._kept_weights + len(found) > _KEPT_WEIGHTS:
                self._weights.clear()
                self._kept_weights = 0
            self._weights[field, term] = found
            self._kept_weights += len(found)
        return found

    def terms(self, field: str) -> list[str]:
        """All terms of a field, sorted; some may be of deleted documents only."""
        lists = [segment.terms(field) for segment in self.segments]
        return lists[0] if len(lists) == 1 else sorted(set().union(*lists))

    def expand(self, field: str, prefix: str) -> list[str]:
        """The terms of a field that begin like this, sorted; some may be of deleted documents only."""
        return sorted({term for segment in self.segments for term in segment.expand(field, prefix)})

    def segment_of(self, number: int) -> tuple[Segment, int]:
        """The segment of a document and its number there."""
        segment = self.segments[bisect_right(self._bases, number) - 1]
        return segment, number - segment.base

    def facts(self, number: int) -> list[list[str]]:
        """The facts of a topic, as `schema.FACTS` names them."""
        segment, own = self.segment_of(number)
        return segment.facts(own)

    def plain(self, number: int) -> str:
        """The folded texts of a topic between `schema.PART_MARK`."""
        segment, own = self.segment_of(number)
        return segment.plain(own)

    def files_with(self, is_wanted: Callable[[str], bool]) -> set[str]:
        """The files with a folded text, of a topic or of the names beside them, that is wanted."""
        found = {
            self.facts(number)[0][0] for number in numbers_of(self.topics) if is_wanted(self.plain(number))
        }
        for number in numbers_of(self.bits("what", "source")):
            name, _, beside = self.plain(number).partition(PART_MARK)
            if is_wanted(beside):
                found.add(name)
        return found

    def places(self, numbers: Sequence[int]) -> list[Place]:
        """Where topics stand; for few of them without reading of all others."""
        if len(numbers) <= _FEW and not self._has_places():
            pairs = map(self.segment_of, numbers)
            return [place_facts(segment.packed_facts(own)) for segment, own in pairs]
        pairs = map(self.segment_of, numbers)
        return [segment.places()[own] for segment, own in pairs]

    def survey(self, bits: int) -> tuple[int, Counter[str]]:
        """In how many meetings topics are, and how many of them in each quarter."""
        if self._reads_singly(bits):
            columns = self._fact_columns(bits)
            dates = columns.get("date", ())
            days = Counter(dates)
            quarters: Counter[str] = Counter()
            for date, count in days.items():
                quarters[quarter_of(date)] += count
            return len(set(zip(dates, columns.get("file", ()), strict=True))), quarters
        tables = [(segment.places(), bits >> segment.base & segment.live) for segment in self.segments]
        quarters = Counter()
        for places, own in tables:
            quarters.update(places.quarters(own))
        if len(tables) == 1:
            return tables[0][0].count_meetings(tables[0][1]), quarters
        return len({places.key(n) for places, own in tables for n in places.meetings(own)}), quarters

    def count(self, bits: int) -> Counter[Value]:
        """How many of the topics have each value of each facet; those that none has may be missing."""
        counts: Counter[Value] = Counter()
        if self._reads_singly(bits):
            columns = self._fact_columns(bits)
            counts.update(("year", date[:4]) for date in columns.get("date", ()))
            for field in FACTS[3:]:
                counts.update((field, value) for value in fact_values(columns.get(field, ())))
            return counts
        for segment in self.segments:
            counts.update(segment.facets().count(bits >> segment.base & segment.live))
        return counts

    def _reads_singly(self, bits: int) -> bool:
        """Whether to read the facts of topics one by one.

        Tables of whole segments count them faster, but are to be worked out first: when as much has been read
        as that takes, so that a process that asks once does without.
        """
        if self._columns and self._columns[0] == bits:
            return True
        self._read_singly += bits.bit_count()
        tables = all(segment.tables.places and segment.tables.facets for segment in self.segments)
        if tables or 2 * self._read_singly > max(_FEW, self.live.bit_count()):
            self._columns = None
            return False
        return True

    def _fact_columns(self, bits: int) -> dict[str, tuple[str, ...]]:
        """The facts of topics; those of the last set are kept, since it is surveyed and counted."""
        if self._columns is None or self._columns[0] != bits:
            rows = (segment.packed_facts(own) for segment, own in map(self.segment_of, numbers_of(bits)))
            self._columns = bits, fact_columns(rows)
        return self._columns[1]

    def _has_places(self) -> bool:
        return all(segment.tables.places for segment in self.segments)

    def data(self, number: int) -> Any:
        """The stored record of any document."""
        segment, own = self.segment_of(number)
        return json.loads(segment.data(own))

    def topic(self, number: int) -> Topic:
        """The topic with this document number."""
        found = self._records.get(number)
        if found is None:
            if len(self._records) >= _KEPT_TOPICS:
                self._records.clear()
            found = self._records[number] = unpack_topic(self.data(number))
        return found

    def numbers(self, field: str, term: str) -> Sequence[int]:
        """The live documents that have a term, ascending."""
        return numbers_of(self.bits(field, term))

    def record(self, what: str, name: str) -> Any:
        """The stored data of a ``file``, ``source`` or ``state`` document; None if there is none."""
        numbers = numbers_of(self.bits("what", what) & self.bits("file", name))
        return self.data(numbers[-1]) if numbers else None

    @property
    def state(self) -> State | None:
        """What is known about all files."""
        if self._state is None:
            data = self.record("state", INDEX)
            self._state = State.from_json(data) if data else None
        return self._state

    @property
    def analysis(self) -> Analysis:
        """How its texts became terms, and queries have to."""
        return analysis_of((self.state or NOTHING).languages)

    @property
    def names(self) -> dict[str, Table]:
        """The names of the ledger as they are looked up."""
        if self._names is None:
            self._names = dict(self.record("state", NAMES) or {})
        return self._names

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()


def open_snapshot(folder: Path, previous: Snapshot | None = None) -> Snapshot | None:
    """The newest commit in a folder; `previous` itself where it still is that, None where there is none.

    Raises whatever a damaged index makes Whoosh raise: the caller answers any of it with a rebuild.
    """
    for attempt in range(_OPEN_ATTEMPTS):
        try:
            generation = newest_commit(folder)
            if generation is None:
                return None
            sound = check_seal(folder, generation, previous.sound if previous else frozenset())
            if previous and (previous.generation, previous.sound) == (generation, sound):
                return previous
            index = open_dir(str(folder), schema=build_schema())  # unpickles only what has been checked
            return Snapshot(index.reader(), generation, previous, sound)
        except Exception:  # a commit swept away or wrote anew what was being read: damage is what stays
            if attempt + 1 == _OPEN_ATTEMPTS:
                raise
            sleep(0.01)
    return None
