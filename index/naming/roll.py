"""The roll of persons while evidence is read: spellings, aliases, and the forms that can mean each.

Owns what a person's name is and when two names are one person's; which evidence makes a person is the
business of `people`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from index.model import NameRules
from index.naming.forms import fold
from index.naming.words import CALENDAR, EVERYDAY_FIRST_NAMES, LANGUAGES, NOBODY, ORGANISATIONS, PLACES

NO_PERSON = CALENDAR | LANGUAGES | NOBODY | ORGANISATIONS | PLACES
_NO_NAME_PART = (NOBODY | ORGANISATIONS) - EVERYDAY_FIRST_NAMES
INITIALS = re.compile(r"[A-Z]{2,4}\d?")
_MARKUP = re.compile(r"[*_`~]{1,3}(?=\W|$)|(?<!\w)[*_`~]{1,3}")
_ASIDE = re.compile(r"\s*(?:\([^)]*\)?|\[[^\]]*\]?|<[^>]*>?|\s[-–—]\s.*|[|/,:;].*)\s*$")
_WORD = r"(?:(?:[^\W\d_]\.-?)+|[^\W\d_][\w'’-]*\.?)"
_PERSON = re.compile(rf"{_WORD}(?: {_WORD}){{0,4}}")
_TRIM = re.compile(r"^[^\w]+|[^\w.]+$")
_SURNAME = 3  # letters below which a last word is no more than the beginning of a surname
_DOMINANCE = 10  # of two bearers of a form, the one seen in ten times as many meetings is meant by default


@dataclass(frozen=True, slots=True)
class PersonForm:
    """Whom a folded form can mean, by name, and who is meant where the meeting does not tell (or None)."""

    candidates: tuple[str, ...]
    default: str | None


@dataclass(slots=True)
class Person:
    """A person while their evidence is summed; `meetings` counts those with their best evidence."""

    spellings: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    meetings: int = 0

    @property
    def name(self) -> str:
        """The spelling with most evidence; of equals the one with most capitals."""
        if len(self.spellings) == 1:  # as nearly always, and it is asked for again and again
            return next(iter(self.spellings))
        most = max(self.spellings.values())
        best = [spelling for spelling, count in self.spellings.items() if count == most]
        return max(best, key=lambda s: (sum(c.isupper() for c in s), s)) if len(best) > 1 else best[0]

    @property
    def is_full(self) -> bool:
        """Whether more than one word of the name is known."""
        return " " in self.name

    @property
    def first(self) -> str:
        """The first word of the name, folded."""
        return fold(self.name.split()[0])


@lru_cache(maxsize=1 << 16)
def person_name(written: str) -> str:
    """A person's name without markup and asides (``**Ada King** (chair)``); empty if none is left."""
    name = _ASIDE.sub("", " ".join(_MARKUP.sub("", written).split()))
    name = _TRIM.sub("", name)
    if not _PERSON.fullmatch(name) or fold(name) in NO_PERSON:
        return ""
    words = name.lower().split()
    return "" if len(words) > 1 and not _NO_NAME_PART.isdisjoint((words[0], words[-1])) else name


@lru_cache(maxsize=1 << 16)
def person_key(name: str) -> str:
    """What the spellings of a person's name share: initials in the middle are left out."""
    words = name.split()
    return fold("".join(words[:1] + [w for w in words[1:-1] if len(w.rstrip(".")) > 1] + words[1:][-1:]))


class Roll:
    """All persons of the collection by `person_key`, with the folded names and handles that can mean them."""

    def __init__(self, rules: NameRules) -> None:
        self.persons: dict[str, Person] = {}
        self.names: dict[str, set[str]] = defaultdict(set)
        self.handles: dict[str, set[str]] = defaultdict(set)
        self._same: dict[str, str] = {}
        self._forbidden = {fold(name) for name in rules.not_people}
        for name, aliases in rules.people.items():
            self.add(name, 1 << 30, 0)
            if (key := self.key(name)) in self.persons:
                self.persons[key].aliases.update(aliases)
                for alias in aliases:
                    self._same[person_key(alias)] = key
                    self.names[fold(alias)] = {key}

    def key(self, name: str) -> str:
        """Whose name this is; empty if it is nobody's or forbidden."""
        key = person_key(name)
        key = self._same.get(key, key)
        return "" if {key, fold(name)} & self._forbidden else key

    def add(self, name: str, count: int, meetings: int) -> None:
        """Count a name as it is written for the person whose it is."""
        if key := self.key(name):
            person = self.persons.setdefault(key, Person())
            person.spellings[name] += count
            person.meetings = max(person.meetings, meetings)
            self.names[fold(name)].add(key)

    def add_alias(self, alias: str, key: str) -> None:
        """Let a handle or short form mean a person."""
        if key in self.persons and fold(alias) not in self._forbidden:
            self.handles[fold(alias)].add(self._same.get(person_key(alias), key))
            self.persons[key].aliases.add(alias)

    def join(self, kept: str, other: str) -> None:
        """Let two keys be one person."""
        person, joined = self.persons[kept], self.persons.pop(other)
        if len(joined.name.split()[-1]) < _SURNAME <= len(person.name.split()[-1]):
            joined.aliases.update(joined.spellings)  # `Ana K` is no name to be called by
        else:
            person.spellings.update(joined.spellings)
        person.aliases |= joined.aliases
        person.meetings = max(person.meetings, joined.meetings)
        self._same[other] = kept
        for table in (self.names, self.handles):
            for keys in table.values():
                if other in keys:
                    keys.remove(other)
                    keys.add(kept)

    def by_form(self, table: Mapping[str, set[str]]) -> dict[str, PersonForm]:
        """`names` or `handles` with canonical names, and who of several is meant by default."""
        found = {}
        for form, keys in table.items():
            counts = Counter({key: self.persons[key].meetings for key in keys & self.persons.keys()})
            if form and counts:
                found[form] = self._form(counts)
        return found

    def by_initials(self, given: Iterable[tuple[str, str, int]]) -> dict[str, PersonForm]:
        """Whose initials are whose: each given with the name of their owner and the number of meetings."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for initials, owner, meetings in given:
            if (key := self.key(owner)) in self.persons:
                found[initials][key] += meetings
        return {initials: self._form(counts) for initials, counts in found.items()}

    def _form(self, counts: Counter[str]) -> PersonForm:
        """Who can be meant, and by default the only one, or the one by far in most meetings."""
        (first, most), *others = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        clear = not others or most >= _DOMINANCE * max(1, others[0][1])
        names = {key: self.persons[key].name for key in counts}
        return PersonForm(tuple(sorted(names.values())), names[first] if clear else None)
