"""What is worked out about a segment once: it never changes, so neither do these.

Owns the form in which many topics are counted at once.  Knows nothing of how postings are read.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, compress

from index.storing.postings import Postings

_TO_FLAGS = bytes.maketrans(b"01", b"\x00\x01")
_NOT_ZERO = re.compile(rb"[^\0]")
_SCATTERED = 100
"""Where fewer than one in so many are in a set, its bytes are searched for them."""
_SPARSE = 400
"""A value that fewer than one in so many documents have is counted document by document: at 100,000 documents
the sum of 250 flags takes as long as the bits of a whole set."""

_AS_LONG = 13_000
"""The values of one document take as long to count as the bits of so many documents for one value."""

Value = tuple[str, str]
"""A facet and a value of it."""
Place = tuple[str, str, str]
"""Date, file and line: what orders topics, and what tells meetings apart."""


def bits_of(numbers: Iterable[int], size: int) -> int:
    """The set of these numbers below `size` as an integer."""
    flags = bytearray(size // 8 + 1)
    for n in numbers:
        flags[n >> 3] |= 1 << (n & 7)
    return int.from_bytes(flags, "little")


@lru_cache(maxsize=8)
def numbers_of(bits: int) -> tuple[int, ...]:
    """The numbers in a set, ascending."""
    if bits.bit_count() * _SCATTERED < bits.bit_length():
        packed = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
        return tuple(
            8 * place.start() + bit
            for place in _NOT_ZERO.finditer(packed)
            for bit in range(8)
            if place[0][0] >> bit & 1
        )
    flags = flags_of(bits, 0)
    return tuple(compress(range(len(flags)), flags))


def flags_of(bits: int, size: int) -> bytes:
    """A byte a number, 1 for those in a set; as many as `size`, or as it takes."""
    return f"{bits:0{size}b}"[::-1].encode().translate(_TO_FLAGS)


def _are_few(bits: int, sets: int, size: int) -> bool:
    """Whether documents are quicker counted one by one than by what they share with so many sets."""
    return bits.bit_count() * _AS_LONG < sets * size


class FacetTable:
    """The documents that have each value of each facet: few by their numbers, many as a set."""

    def __init__(self, values: Iterable[tuple[str, str, array[int]]], size: int) -> None:
        self._size = size
        self._rare: list[list[Value]] = [[] for _ in range(size)]
        self._common: list[list[Value]] = [[] for _ in range(size)]
        self._few: list[tuple[Value, array[int]]] = []
        self._many: list[tuple[Value, int]] = []
        for field, name, numbers in values:
            value = field, name
            if len(numbers) * _SPARSE < size:
                self._few.append((value, numbers))
                for number in numbers:
                    self._rare[number].append(value)
            else:
                self._many.append((value, bits_of(numbers, size)))
                for number in numbers:
                    self._common[number].append(value)

    def count(self, bits: int) -> Counter[Value]:
        """How many of the documents have each value; those that none has may be missing.

        By documents where these are few, by values where they are many; between, rare ones by documents.
        """
        counts: Counter[Value] = Counter()
        if _are_few(bits, len(self._many), self._size):
            for number in numbers_of(bits):
                counts.update(self._rare[number])
                counts.update(self._common[number])
            return counts
        if bits.bit_count() < 2 * len(self._few):
            counts.update(chain.from_iterable(map(self._rare.__getitem__, numbers_of(bits))))
        else:
            flags = flags_of(bits, self._size)
            counts.update({value: sum(map(flags.__getitem__, numbers)) for value, numbers in self._few})
        counts.update({value: (bits & there).bit_count() for value, there in self._many})
        return counts


def quarter_of(date: str) -> str:
    """The quarter of a date, ``2023-Q3``; the first of a year alone, none without one."""
    if not date[:4].isdigit():
        return ""
    month = int(date[5:7]) if date[5:7].isdigit() else 1
    return f"{date[:4]}-Q{(month - 1) // 3 + 1}"


class Places:
    """Date, file and line of every document; equal texts are one object."""

    def __init__(self, places: Iterable[Place]) -> None:
        known: dict[str, str] = {}
        meetings: dict[tuple[str, str], int] = {}
        self._rows: list[Place] = []
        self._meetings: list[int] = []
        self._quarter_of: list[str] = []
        quarters: dict[str, list[int]] = {}
        for number, (date, file, line) in enumerate(places):
            date, file = known.setdefault(date, date), known.setdefault(file, file)
            self._rows.append((date, file, line))
            self._meetings.append(meetings.setdefault((date, file), len(meetings)))
            quarter = quarter_of(date)
            quarters.setdefault(quarter, []).append(number)
            self._quarter_of.append(quarter)
        self._keys = list(meetings)
        self._runs, self._ends, self._scattered = _runs(self._meetings)
        self._quarters = {quarter: bits_of(own, len(self._rows)) for quarter, own in quarters.items()}

    def __getitem__(self, number: int) -> Place:
        return self._rows[number]

    def quarters(self, bits: int) -> Counter[str]:
        """How many of the documents are in each quarter."""
        if _are_few(bits, len(self._quarters), len(self._rows)):
            return Counter(map(self._quarter_of.__getitem__, numbers_of(bits)))
        return Counter({quarter: (bits & own).bit_count() for quarter, own in self._quarters.items()})

    def meetings(self, bits: int) -> set[int]:
        """The meetings that the documents are of, by numbers of their own."""
        return set(map(self._meetings.__getitem__, numbers_of(bits)))

    def count_meetings(self, bits: int) -> int:
        """Of how many meetings the documents are.

        The documents of one mostly stand side by side.  All of such a run but its last, added to those of it
        that are wanted, carry into the last if there are any: one sum tells which of all runs have any.
        """
        if _are_few(bits, len(self._scattered), len(self._rows)):
            return len(self.meetings(bits))
        low = self._runs & ~self._ends
        last = (((bits & low) + low) | bits) & self._ends
        return last.bit_count() + sum(1 for own in self._scattered if own & bits)

    def key(self, meeting: int) -> tuple[str, str]:
        """Date and file of a meeting."""
        return self._keys[meeting]


def _runs(meetings: Sequence[int]) -> tuple[int, int, list[int]]:
    """The documents of meetings that are one run, the last of each run, and the others meeting by meeting."""
    starts = [n for n, meeting in enumerate(meetings) if n == 0 or meeting != meetings[n - 1]]
    ends = [n - 1 for n in starts[1:]] + [len(meetings) - 1] * bool(meetings)
    runs = Counter(meetings[n] for n in starts)
    scattered: dict[int, list[int]] = {meeting: [] for meeting, count in runs.items() if count > 1}
    alone = [n for n, meeting in enumerate(meetings) if meeting not in scattered]
    for n, meeting in enumerate(meetings):
        if meeting in scattered:
            scattered[meeting].append(n)
    size = len(meetings)
    last = [n for n in ends if meetings[n] not in scattered]
    return bits_of(alone, size), bits_of(last, size), [bits_of(own, size) for own in scattered.values()]


class Tables:
    """Everything that is kept of a segment for as long as it exists."""

    def __init__(self) -> None:
        self.postings: dict[tuple[str, str], Postings] = {}
        self.bits: dict[tuple[str, str], int] = {}
        self.terms: dict[str, list[str]] = {}
        self.expansions: dict[tuple[str, str], list[str]] = {}
        self.places: Places | None = None
        self.facets: FacetTable | None = None
