"""Which names are persons, and who is meant by a first name or a handle, from all evidence.

Owns the joining of a person's spellings.  Where several persons fit a form, all are kept: the meeting
may tell them apart, and where it does not, nobody is taken.  Knows of projects only which names are taken.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from index.model import NameRules
from index.naming.evidence import Claim
from index.naming.forms import fold
from index.naming.words import CALENDAR, LANGUAGES, NOBODY, ORGANISATIONS, PLACES

_NO_PERSON = CALENDAR | LANGUAGES | NOBODY | ORGANISATIONS | PLACES
_INITIALS = re.compile(r"[A-Z]{1,4}\d?")
_ASIDE = re.compile(r"\s*(?:\([^)]*\)?|\[[^\]]*\]?|<[^>]*>?|\s[-–—]\s.*|[|/,:;].*)\s*$")
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W_][\w.'’-]*){0,4}")
_JOINED = re.compile(r"([A-Z][a-z]{2,})([A-Z][a-z]{2,})")
_SHARE = 6  # a word that acts is a person where at least a sixth of its uses are such
_DOMINANCE = 10  # of two bearers of a form the one seen in ten times as many meetings is meant by default


@dataclass(frozen=True, slots=True)
class PersonForm:
    """Whom a folded form can mean, by name, and who is meant where the meeting does not tell (or None)."""

    candidates: tuple[str, ...]
    default: str | None


@dataclass(slots=True)
class Person:
    """A person while their evidence is summed."""

    spellings: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    meetings: int = 0

    @property
    def name(self) -> str:
        """The spelling with most evidence; of equals the one with most capitals."""
        return max(self.spellings, key=lambda s: (self.spellings[s], sum(c.isupper() for c in s), s))


def person_name(written: str) -> str:
    """A person's name without markup and asides (``**Ada King** (chair)`` is ``Ada King``); empty if it is none."""
    name = " ".join(re.sub(r"[*_`~]{1,3}(?=\W|$)|(?<!\w)[*_`~]{1,3}", "", written).split())
    name = _ASIDE.sub("", name).strip(" .@")
    return name if _PERSON.fullmatch(name) and fold(name) not in _NO_PERSON else ""


def person_key(name: str) -> str:
    """What the spellings of a person's full name share: initials in the middle are left out."""
    words = name.split()
    inner = [w for w in words[1:-1] if len(w.rstrip(".")) > 1]
    return fold("".join([words[0], *inner, words[-1]])) if len(words) > 2 else fold(name)


class Roll:
    """All persons of the collection and the forms that mean them, keyed by `person_key`."""

    def __init__(self, rules: NameRules) -> None:
        self.persons: dict[str, Person] = defaultdict(Person)
        self.names: dict[str, set[str]] = defaultdict(set)
        self.handles: dict[str, set[str]] = defaultdict(set)
        self._wanted = {person_key(name): name for name in rules.people}
        self._same = {
            person_key(alias): person_key(name) for name, aliases in rules.people.items() for alias in aliases
        }
        self._forbidden = {fold(name) for name in rules.not_people}
        for name, aliases in rules.people.items():
            self.add(name, 1 << 30, 0)
            self.persons[person_key(name)].aliases.update(aliases)

    def key(self, name: str) -> str:
        """Whose name this is; empty if the rules forbid it."""
        key = person_key(name)
        key = self._same.get(key, key)
        return "" if key in self._forbidden or fold(name) in self._forbidden else key

    def add(self, name: str, count: int, meetings: int) -> None:
        """Count a name as written for the person it belongs to."""
        if key := self.key(name):
            person = self.persons[key]
            person.spellings[name] += count if person_key(name) == key else 0
            person.meetings = max(person.meetings, meetings)
            self.names[fold(name)].add(key)

    def add_alias(self, alias: str, key: str) -> None:
        """Let a handle or short form mean a person."""
        if fold(alias) not in self._forbidden and key in self.persons:
            self.handles[fold(alias)].add(self._same.get(person_key(alias), key))
            self.persons[key].aliases.add(alias)

    def forms(self, table: Mapping[str, set[str]]) -> dict[str, PersonForm]:
        """The table with names for keys, and the one who is meant by default."""
        found = {}
        for form, keys in table.items():
            ranked = sorted(keys, key=lambda k: (-self.persons[k].meetings, k))
            if ranked and form:
                most = [self.persons[k].meetings for k in ranked[:2]]
                clear = len(most) == 1 or most[0] >= _DOMINANCE * max(1, most[1])
                names = tuple(sorted(self.persons[k].name for k in ranked))
                found[form] = PersonForm(names, self.persons[ranked[0]].name if clear else None)
        return found


def call_roll(
    uses: Mapping[Claim, int],
    meetings: Mapping[Claim, int],
    rules: NameRules,
    is_project: Callable[[str], bool],
) -> Roll:
    """Every person that the evidence shows.

    Full names first, then single names: a first name or a handle of somebody known means them, any
    other chat name, attendee or acting word is a person by itself.
    """
    roll = Roll(rules)
    singles: dict[str, tuple[str, int, int]] = {}
    for name, count, seen in sorted(_written_names(uses, meetings)):
        if " " in name:
            roll.add(name, count, seen)
        else:
            _, before, most = singles.get(fold(name), (name, 0, 0))
            singles[fold(name)] = (name, before + count, max(most, seen))
    _add_weak_full_names(roll, uses, meetings, is_project)
    _add_aliases(roll, uses, singles)
    for key in sorted(roll.persons):
        first = fold(roll.persons[key].name.split()[0])
        if len(first) > 1 and " " in roll.persons[key].name and first not in roll.persons:
            roll.names[first].add(key)
    suggested = _suggested_handles(roll)
    for form, (name, count, seen) in sorted(singles.items()):
        owners = roll.names.get(form) or roll.handles.get(form) or suggested.get(form, set())
        if not owners:
            roll.add(name, count, seen)
        elif len(owners) == 1 and (key := next(iter(owners))) in roll.persons:
            roll.persons[key].meetings = max(roll.persons[key].meetings, seen)
            if form not in roll.names:
                roll.add_alias(name, key)
    _add_acting_words(roll, uses, meetings, is_project)
    return roll


def _written_names(
    uses: Mapping[Claim, int], meetings: Mapping[Claim, int]
) -> Iterator[tuple[str, int, int]]:
    """Names that the minutes write where only a person can stand; initials are the file's own business."""
    for claim, count in uses.items():
        if claim.kind in ("speaker", "attendee"):
            name = person_name(claim.form)
            if joined := _JOINED.fullmatch(name) if claim.kind == "speaker" else None:
                name = f"{joined[1]} {joined[2]}"
            if name and not _INITIALS.fullmatch(name):
                yield name, count, meetings[claim]


def _add_weak_full_names(
    roll: Roll, uses: Mapping[Claim, int], meetings: Mapping[Claim, int], is_project: Callable[[str], bool]
) -> None:
    for claim, count in uses.items():
        if claim.kind in ("acts", "agent") and " " in claim.form and (claim.kind == "agent" or count > 1):
            words = claim.form.split()
            if not any(w.lower() in _NO_PERSON or is_project(w) for w in words):
                roll.add(claim.form, count, meetings[claim])


def _add_aliases(roll: Roll, uses: Mapping[Claim, int], singles: dict[str, tuple[str, int, int]]) -> None:
    for claim in uses:
        alias = claim.form.strip().lstrip("@")
        if claim.kind != "alias" or _INITIALS.fullmatch(alias) or not fold(alias):
            continue
        owner = person_name(claim.owner)
        key = roll.key(owner) if owner else ""
        if key and key not in roll.persons and (single := singles.get(fold(owner))):
            roll.add(*single)
        roll.add_alias(alias, key)


def _suggested_handles(roll: Roll) -> dict[str, set[str]]:
    """Handles that full names suggest (``brianc``, ``bchen``, ``chenb``, ``brian-chen``), with whom they fit."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, person in roll.persons.items():
        words = [fold(w) for w in person.name.split()]
        first, last = words[0], words[-1]
        if len(words) > 1 and first and last:
            for form in (first[0] + last, last + first, last + first[0]):
                found[form].add(key)
            for size in range(1, len(last) + 1):
                found[first + last[:size]].add(key)
    return found


def _add_acting_words(
    roll: Roll, uses: Mapping[Claim, int], meetings: Mapping[Claim, int], is_project: Callable[[str], bool]
) -> None:
    """Words and ``@handles`` known by nothing but what they do are persons, if they mostly do such things."""
    total: Counter[str] = Counter()
    acting: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for claim, count in uses.items():
        form = claim.form if claim.kind != "handle" else f"@{claim.form}"
        if claim.kind in ("named", "opens", "handle"):
            total[form] += count
        elif claim.kind in ("acts", "agent") and " " not in form:
            acting[form] += count
            seen[form] = max(seen[form], meetings[claim])
    suggested = _suggested_handles(roll)
    for form, count in sorted(acting.items()):
        name, key = form.lstrip("@"), fold(form)
        if key in roll.names or key in roll.handles or key in _NO_PERSON or is_project(name):
            continue
        if form[0] == "@" and len(owners := suggested.get(key, set())) == 1:
            roll.add_alias(name, *owners)
        elif count * _SHARE >= total[form] and not _INITIALS.fullmatch(name):
            roll.add(name, count, seen[form])
