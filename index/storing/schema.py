"""What a Whoosh document of ours looks like, and which version of it this is.

Three kinds of documents share the index, so that one commit holds them all: a *topic* (what is searched), a
*file* (what is known about one file of minutes) and the *state* (what is known about all of them).
Knows nothing of when they are written or how they are searched.

Text is indexed without positions: phrases are checked against the stored text.  The weight of a posting in
`text` is the term's BM25F pseudo-frequency in the topic, summed over its zones (title, minutes, chat …), so
that one posting list a term is all that ranking needs.  The other fields hold bare existence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence

VERSION = 7
"""Raise it when the stored form changes, or what reading and naming make of the same minutes."""

TEXT = "text"
START = "start"
"""The first letter and the first two of every term and word: what is being typed has thousands of words."""
START_LENGTH = 2
WEIGHTED_FIELDS = (TEXT, START)
STORED_FIELDS = ("facts", "plain", "data")
"""What is kept of a document to be read, not to be found by: columns, the place of each value written out,
as working them out takes longer than all else that opening an index takes."""
FACET_FIELDS = ("project", "person", "year", "kind", "has")
TERM_FIELDS = (
    "what",  # "file", "source" or "state" for documents that are no topics
    "file",
    "id",  # the topic's id and every tail of it that begins at a "/"
    "word",  # words as written, where that is not their term: for prefixes and spellings
    "title",
    "chat",
    "beside",  # terms that neither the title nor what was minuted or planned has
    "date",
    "said",
    "owner",
    "link",  # every form of the references in it
    *FACET_FIELDS,
)


class Terms(Existence):  # type: ignore[misc]
    """Whether a term is in a document; the value is the sequence of terms itself."""

    def word_values(self, value: Any, analyzer: Any, **_: Any) -> Iterator[tuple[str, int, float, bytes]]:
        """Whoosh's form of a posting: term, frequency, weight, payload."""
        return ((term, 1, 1.0, b"") for term in set(value))


class WeightedTerms(Existence):  # type: ignore[misc]
    """How much a term weighs in a document; the value is ``((term, weight), …)``."""

    def word_values(self, value: Any, analyzer: Any, **_: Any) -> Iterator[tuple[str, int, float, bytes]]:
        """Whoosh's form of a posting: term, frequency, weight, payload."""
        return ((term, 1, weight, b"") for term, weight in value)


def _as_given(value: Any, **_: Any) -> Any:
    """The analyzer that Whoosh asks for and our formats do without."""
    return value


def build_schema() -> Schema:
    """The fields of an index."""
    fields: dict[str, Any] = {name: FieldType(Terms(), _as_given) for name in TERM_FIELDS}
    fields.update((name, FieldType(WeightedTerms(), _as_given)) for name in WEIGHTED_FIELDS)
    fields.update((name, COLUMN(VarBytesColumn(write_offsets_cutoff=0))) for name in STORED_FIELDS)
    return Schema(**fields)


PART_MARK = "\x1fZ\x1f"
"""Between title, minutes and chat lines of the column ``plain``, which is folded: it has no capital Z, and
nothing that a phrase may have between its words has any letter."""
_FACT_MARK = "\x1f"
_VALUE_MARK = "\x1e"
FACTS = ("file", "start", "date", "kind", "has", "project", "person")
"""The facts of a topic that are wanted for every hit, shown or not, in the order of the column."""


def encode_facts(facts: Mapping[str, tuple[str, ...]]) -> bytes:
    """The facts of a topic as the bytes of its column."""
    return _FACT_MARK.join(_VALUE_MARK.join(facts[name]) for name in FACTS).encode("utf-8", "replace")


def decode_facts(packed: bytes) -> list[list[str]]:
    """The values of each of `FACTS`; a fact without values is ``[""]``."""
    return [part.split(_VALUE_MARK) for part in packed.decode("utf-8").split(_FACT_MARK)]


def place_facts(packed: bytes) -> tuple[str, str, str]:
    """Date, file and line of a topic; empty texts for a document that is none."""
    if not packed:
        return "", "", ""
    file, start, date, _ = str(packed, "utf-8").split(_FACT_MARK, 3)
    return date, file, start


def fact_columns(rows: Iterable[bytes]) -> dict[str, tuple[str, ...]]:
    """Each of `FACTS` for many topics, several values of one still joined; far quicker than one by one."""
    columns = zip(*(str(packed, "utf-8").split(_FACT_MARK) for packed in rows), strict=True)
    return dict(zip(FACTS, columns, strict=False))


def fact_values(column: Iterable[str]) -> Iterator[str]:
    """All values in a column of facts."""
    return filter(None, chain.from_iterable(joined.split(_VALUE_MARK) for joined in column))
