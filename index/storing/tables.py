"""What is worked out about a segment once: it never changes, so neither do these.

Owns the form in which many topics are counted at once.  Knows nothing of how postings are read.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import compress

from index.storing.postings import Postings

_TO_FLAGS = bytes.maketrans(b"01", b"\x00\x01")
_SPARSE = 400
"""A value that fewer than one in so many documents have is counted document by document: at 100,000 documents
the sum of 250 flags takes as long as the bits of a whole set."""

Place = tuple[str, str, str]
"""Date, file and line: what orders topics, and what tells meetings apart."""


def bits_of(numbers: Iterable[int], size: int) -> int:
    """The set of these numbers below `size` as an integer."""
    flags = bytearray(size // 8 + 1)
    for n in numbers:
        flags[n >> 3] |= 1 << (n & 7)
    return int.from_bytes(flags, "little")


def numbers_of(bits: int) -> list[int]:
    """The numbers in a set, ascending."""
    if bits.bit_count() < 64:
        found = []
        while bits:
            lowest = bits & -bits
            found.append(lowest.bit_length() - 1)
            bits ^= lowest
        return found
    flags = flags_of(bits, 0)
    return list(compress(range(len(flags)), flags))


def flags_of(bits: int, size: int) -> bytes:
    """A byte a number, 1 for those in a set; as many as `size`, or as it takes."""
    return f"{bits:0{size}b}"[::-1].encode().translate(_TO_FLAGS)


class FacetTable:
    """The documents that have each value of each facet: few by their numbers, many as a set."""

    def __init__(self, values: Iterable[tuple[str, str, array[int]]], size: int) -> None:
        self._size = size
        self._few: list[tuple[str, str, array[int]]] = []
        self._many: list[tuple[str, str, int]] = []
        for field, value, numbers in values:
            if len(numbers) * _SPARSE < size:
                self._few.append((field, value, numbers))
            else:
                self._many.append((field, value, bits_of(numbers, size)))

    def count(self, bits: int) -> Iterator[tuple[str, str, int]]:
        """How many of the documents have each value; some have none."""
        has = flags_of(bits, self._size).__getitem__
        for field, value, numbers in self._few:
            yield field, value, sum(map(has, numbers))
        for field, value, there in self._many:
            yield field, value, (bits & there).bit_count()


class Places:
    """Date, file and line of every document; equal texts are one object."""

    def __init__(self, places: Iterable[Place]) -> None:
        known: dict[str, str] = {}
        meetings: dict[tuple[str, str], int] = {}
        self._rows: list[Place] = []
        self._dates: list[str] = []
        self._meetings: array[int] = array("I")
        for date, file, line in places:
            date, file = known.setdefault(date, date), known.setdefault(file, file)
            self._rows.append((date, file, line))
            self._dates.append(date)
            self._meetings.append(meetings.setdefault((date, file), len(meetings)))
        self._keys = list(meetings)

    def __getitem__(self, number: int) -> Place:
        return self._rows[number]

    def dates(self, flags: bytes) -> Counter[str]:
        """How many of the documents have each date."""
        return Counter(compress(self._dates, flags))

    def meetings(self, flags: bytes) -> set[tuple[str, str]]:
        """The meetings, by date and file, that the documents are of."""
        return {self._keys[n] for n in set(compress(self._meetings, flags))}


class Tables:
    """Everything that is kept of a segment for as long as it exists."""

    def __init__(self) -> None:
        self.postings: dict[tuple[str, str], Postings] = {}
        self.bits: dict[tuple[str, str], int] = {}
        self.terms: dict[str, list[str]] = {}
        self.expansions: dict[tuple[str, str], list[str]] = {}
        self.places: Places | None = None
        self.facets: FacetTable | None = None
