"""The people of one attendance table: a row each, a column of those who came, or names in every cell.

Owns what the columns of such a table hold; must not know where tables stand in a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from index.model import Attendee
from index.reading.glossary import is_full_name
from index.reading.persons import LINK, read_person
from index.reading.presence import label_of, says_absent

_RULE_ROW = re.compile(r"^[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")
# What a column holds, by its header; the first that fits.
_COLUMNS = {
    "nick": r"abbr|initials|acronym|handle|github|gitlab|irc|nick|username|user\b|slack|discord",
    "given": r"(?:given|first)\b|vorname|prénom|nombre de pila",
    "family": r"(?:family|last)\b|surname|nachname|apellidos?\b|nom de famille",
    "name": r"(?:full |your |attendee |member |participant |team )?"
    r"(?:names?|attendees?|participants?|who|members?|persons?|people|representatives?|delegates?|nombres?|noms?|naam|namn|navn|nazwisko|имя)\b"
    r"(?! ?(?:company|org|affil))|姓名|名字|氏名|名前|成员",
    "came": r"(?:present|attend(?:ing|ance|ed)?|here|in attendance|anwesend|asistencia|présente?|出席)\b",
    "state": r"(?:status|rsvp|estado|statut)\b",
}
_COLUMN = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _COLUMNS.items()), re.IGNORECASE)
_NO = re.compile(
    r"(?:no?|absent\w*|excus\w*|regrets?|apolog\w*|away|out|on leave|leave|vacation|missing|ausente|abwesend|"
    r"entschuldigt|nein|non|ne|fehlt|a|e|0|false|none|n/?a|[-–—❌✗✘✖☐❎\s]+|:x:|\\?\[ ?\\?\])?(?!\w)",
    re.IGNORECASE,
)


def lists_presence(row: str) -> bool:
    """Whether a table's header has a column of names and one of who came."""
    kinds = [_kind(cell) for cell in _cells(row)]
    return "came" in kinds and ("name" in kinds or "given" in kinds)


def is_rule(row: str) -> bool:
    """Whether a row is the rule between a table's header and its body."""
    return _RULE_ROW.match(row) is not None and "|" in row


def read_roster(rows: Sequence[str]) -> Iterator[Attendee]:
    """The people of the rows of a table, header included, who came."""
    table = [_cells(row) for row in rows if row.strip() and not _RULE_ROW.match(row)]
    if not table:
        return
    kinds = [_kind(cell) for cell in table[0]]
    if "name" not in kinds and "given" not in kinds:
        yield from _unnamed(table)
        return
    for cells in table[1:]:
        if person := _person(kinds, cells):
            yield person


def _unnamed(table: Sequence[Sequence[str]]) -> Iterator[Attendee]:
    """The people of a table whose header names no column of them.

    They stand in columns under labels of presence (``| Present | Regrets |``), in all cells, or in the first.
    """
    labels = [label_of(f"{cell}:") for cell in table[0]]
    if any(labels):
        table = [
            [cell for cell, label in zip(cells, labels, strict=False) if label and not label.absent]
            for cells in table[1:]
        ]
    else:
        filled = [cell for cells in table for cell in cells if cell]
        if len(table[0]) < 2 or not all(map(_is_person, filled)):
            table = [cells[:1] for cells in table]
    for cells in table:
        yield from (person for cell in cells if (person := read_person(cell)))


def _person(kinds: Sequence[str], cells: Sequence[str]) -> Attendee | None:
    held: dict[str, str] = {}
    for kind, cell in zip_longest(kinds, cells[: len(kinds)], fillvalue=""):
        held.setdefault(kind, cell)
    if _NO.fullmatch(held.get("came", "x")) or (
        held.get("state") and _NO.fullmatch(held["state"].split(" (")[0])
    ):
        return None
    if says_absent(f"- {held.get('came', '')}"):
        return None
    name = f"{held.get('given') or held.get('name', '')} {held.get('family', '')}".strip()
    person = read_person(held["name"] if held.get("name") and "family" not in held else name)
    if person is None:
        return None
    nicks = (
        LINK.sub(r"\1", cell).strip(" @`*_")
        for kind, cell in zip(kinds, cells, strict=False)
        if kind == "nick"
    )
    aliases = (*person.aliases, *(nick for nick in nicks if nick and " " not in nick))
    return Attendee(name=person.name, aliases=tuple(dict.fromkeys(aliases)))


def _is_person(cell: str) -> bool:
    person = read_person(cell)
    return person is not None and is_full_name(person.name)


def _kind(header: str) -> str:
    match = _COLUMN.match(header.strip(" *_`"))
    return match.lastgroup or "" if match else ""


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]
