"""Filters: a field and a value become the set of topics they leave.

Owns the meaning of every field of the query language.  A name that nobody bears leaves nothing and a
note with the closest; a value that cannot be (a date, an ``is:``) raises QueryError.
"""

from __future__ import annotations

import re

from index.errors import QueryError
from index.searching.needles import phrase_needle, prefix_needle
from index.searching.query import Filter, Value, unknown_value
from index.searching.spelling import closest
from index.searching.times import EARLIEST, LATEST, days_of
from index.searching.words import word_needle
from index.storing.names import meant, name_key
from index.storing.reader import Snapshot
from index.storing.references import asked_reference, normal_address

ZONES = ("minutes", "agenda", "chat")
KINDS = {"discussion": "discussion", "minutes": "discussion", "agenda": "agenda", "chat": "chat"}
FEATURES = ("action", "chat", "code", "decision", "link", "recording")
FACET_OF = {
    "collection": "collection",
    "project": "project",
    "person": "person",
    "said": "person",
    "mentions": "person",
    "year": "year",
    "date": "year",
    "in": "kind",
    "kind": "kind",
    "is": "has",
    "has": "has",
}
"""Which facet a field chooses values of."""


class Fields:
    """Filters against one snapshot; `notes` collects what the person should know.

    `collection` is what the index is called among several, empty where it is the only one.
    """

    def __init__(self, snapshot: Snapshot, collection: str = "") -> None:
        self._snapshot = snapshot
        self._collection = collection
        self.notes: list[str] = []
        self.chosen: dict[str, set[str]] = {}

    def bits(self, node: Filter) -> int:
        """The topics that one of the filter's values leaves."""
        found = 0
        for value in node.values:
            found |= self._value(node, value) & self._snapshot.topics
        return found

    def _value(self, node: Filter, value: Value) -> int:
        field, text = node.field, value.text
        if field in ("project", "person", "said", "mentions", "owner"):
            return self._name(field, text)
        if field in ("date", "after", "before", "year"):
            return self._date(field, text, node.position)
        if field == "collection":
            return self._whole(text, node.position)
        if field == "title":
            return self._title(value)
        if field == "link":
            return self._link(text)
        if field == "meeting":
            return self._meeting(text)
        if field in ("is", "has"):
            feature = text.lower().removesuffix("s")
            if feature not in FEATURES:
                raise unknown_value(field, text, FEATURES, node.position)
            self.chosen.setdefault("has", set()).add(feature)
            return self._snapshot.bits("has", feature)
        kinds = ZONES if field == "in" else tuple(KINDS)
        if text.lower() not in kinds:
            raise unknown_value(field, text, kinds, node.position)
        if field == "in" and text.lower() == "chat":
            return self._snapshot.bits("has", "chat")
        kind = KINDS[text.lower()]
        self.chosen.setdefault("kind", set()).add(kind)
        return self._snapshot.bits("kind", kind)

    def _whole(self, text: str, position: int) -> int:
        """All topics or none: an index holds one collection."""
        if not self._collection:
            raise QueryError(
                "There are no collections here.", "collection: tells apart what is searched as one.", position
            )
        if text.casefold() != self._collection.casefold():
            return 0
        self.chosen["collection"] = {self._collection}
        return self._snapshot.topics

    def _name(self, field: str, text: str) -> int:
        kind = "project" if field == "project" else "person"
        names = meant(self._snapshot.names.get(kind, {}), text) or [text]
        self.chosen.setdefault(kind, set()).update(names)
        found = 0
        for name in names:
            if field == "mentions":
                found |= self._snapshot.bits("person", name) & ~self._snapshot.bits("said", name)
            else:
                found |= self._snapshot.bits(field, name)
        if not found and not any(self._snapshot.bits(kind, name) for name in names):
            known = self._snapshot.names.get(kind, {}).get("known", {})
            there = {name_key(name): name for name in known if self._snapshot.bits(kind, name)}
            near = closest(name_key(text), sorted(there))
            self.notes.append(
                f"no {kind} is called {text}" + (f"; did you mean {there[near]}?" if near else "")
            )
        return found

    def _date(self, field: str, text: str, position: int) -> int:
        start, dots, end = text.partition("..")
        first = _bounds(field, start, position)[0] if start else EARLIEST
        last = _bounds(field, end if dots else start, position)[1] if (end or not dots) else LATEST
        if field == "after":
            last = LATEST
        elif field == "before":
            first = EARLIEST
        elif field == "year" and not dots and re.fullmatch(r"\d{4}", text):
            self.chosen.setdefault("year", set()).add(text)
            return self._snapshot.bits("year", text)
        return dated(self._snapshot, first, last)

    def _title(self, value: Value) -> int:
        text = value.text
        if value.quoted:
            return phrase_needle(self._snapshot, text, "title").bits
        if text.endswith("*"):
            return prefix_needle(self._snapshot, text.rstrip("*"), "title").bits
        return word_needle(self._snapshot, text, "title").bits

    def _link(self, text: str) -> int:
        found = 0
        for form in asked_reference(text) or (normal_address(text),):
            found |= self._snapshot.bits("link", form)
        return found

    def _meeting(self, text: str) -> int:
        names = (text, text + ".md", text + ".markdown")
        found = 0
        for name in names:
            found |= self._snapshot.bits("file", name)
        return found | (self._date("date", text, 0) if days_of(text) else 0)


def _bounds(field: str, text: str, position: int) -> tuple[str, str]:
    """The first and last day that a date as typed can mean."""
    days = days_of(text)
    if days is None:
        raise QueryError(
            f"{field}:{text} is no date.",
            "Write 2023, 2023-08, 2023-08-11, 2023-Q3, or a range such as 2022-06..2023-01.",
            position,
        )
    return days


def dated(snapshot: Snapshot, first: str, last: str) -> int:
    """The topics of these days; a date of which only the month is known counts where any day of it would."""
    found = 0
    for date in snapshot.terms("date"):
        if date + "-01-01"[: 10 - len(date)] <= last and first <= date + "-99-99"[: 10 - len(date)]:
            found |= snapshot.bits("date", date)
    return found
