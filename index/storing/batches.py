"""Documents made ready to be written: what is stored of each, and their postings already by term.

Owns the turn from terms by document to documents by term, so that it can be made apart from the writer, and
the form in which that travels from process to process.  Knows nothing of Whoosh.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any, NamedTuple
from zlib import compress

from index.storing.schema import STORED_FIELDS, WEIGHTED_FIELDS

_COMPRESSION = 3


class Lists(NamedTuple):
    """The postings of one field: its terms, how many documents each is in, and these one after the other.

    Numbers count from the first document of the batch; `weights` is empty where all are 1.
    """

    terms: list[bytes]
    counts: array[int]
    numbers: array[int]
    weights: array[float]


class Batch(NamedTuple):
    """Some documents: what is stored of each by field, and the postings of all by field."""

    stored: list[dict[str, bytes]]
    postings: dict[str, Lists]


def make_batch(documents: Iterable[dict[str, Any]]) -> Batch:
    """The batch of some documents, whose fields are as `schema` names them."""
    stored = []
    plain: dict[str, dict[str, list[int]]] = {}
    weighted: dict[str, dict[str, list[Any]]] = {}
    for number, document in enumerate(documents):
        stored.append(_stored(document))
        for field, values in document.items():
            if field in STORED_FIELDS or not values:
                continue
            if field in WEIGHTED_FIELDS:
                pairs = weighted.setdefault(field, {})
                for term, weight in values:
                    if term in pairs:
                        pairs[term] += (number, weight)
                    else:
                        pairs[term] = [number, weight]
            else:
                numbers = plain.setdefault(field, {})
                for term in set(values):
                    if term in numbers:
                        numbers[term].append(number)
                    else:
                        numbers[term] = [number]
    postings = {field: _plain_lists(terms) for field, terms in plain.items()}
    postings.update((field, _weighted_lists(terms)) for field, terms in weighted.items())
    return Batch(stored, postings)


def _stored(document: dict[str, Any]) -> dict[str, bytes]:
    """What is kept of a document, a value in every column: the place of a last one without can get lost."""
    data = compress(document["data"].encode("utf-8", "surrogatepass"), _COMPRESSION)
    return {"facts": document.get("facts", b""), "plain": document.get("plain", b""), "data": data}


def _plain_lists(terms: dict[str, list[int]]) -> Lists:
    numbers = array("I")
    for own in terms.values():
        numbers.extend(own)
    counts = array("I", map(len, terms.values()))
    return Lists([*map(str.encode, terms)], counts, numbers, array("f"))


def _weighted_lists(terms: dict[str, list[Any]]) -> Lists:
    numbers, weights = array("I"), array("f")
    for own in terms.values():
        numbers.extend(own[::2])
        weights.extend(own[1::2])
    counts = array("I", (len(own) // 2 for own in terms.values()))
    return Lists([*map(str.encode, terms)], counts, numbers, weights)
