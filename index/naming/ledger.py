"""All evidence of a collection, summed into canonical names of people and projects.

Owns who is who and what is what over the whole corpus.  A function of the sum of the evidence alone:
the order of the meetings, and what was once there and is gone, make no difference.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.model import NameRules
from index.naming.evidence import Claim, Evidence
from index.naming.forms import fold, fold_project
from index.naming.words import (
    CALENDAR,
    LANGUAGES,
    NOBODY,
    ORGANISATIONS,
    PLACES,
    SOFTWARE,
    SOFTWARE_AS_WRITTEN,
)

_NO_PERSON = CALENDAR | LANGUAGES | NOBODY | ORGANISATIONS | PLACES
_INITIALS = re.compile(r"[A-Z]{1,4}")
_ASIDE = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\]|<[^>]*>|[-–—|/,:].*)\s*$")
_MARKS = re.compile(r"[*_`~]+")
_PERSON = re.compile(r"@?[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,4}")
_SHARE_OF_ACTS = 3
"""A word that acts is a person only where a third of its uses within sentences can be such acts."""
_DOMINANCE = 10
"""Where two bear a name, the one seen in ten times as many meetings is meant by default."""


@dataclass(frozen=True, slots=True)
class Known:
    """A canonical name with its other forms as written, and in how many meetings it has evidence."""

    name: str
    aliases: tuple[str, ...]
    meetings: int


@dataclass(frozen=True, slots=True)
class PersonForm:
    """Who a form can mean, most evidence first, and who is meant where nothing else tells (or None)."""

    candidates: tuple[str, ...]
    default: str | None


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """What a form means, and where the bare word is enough for it.

    `any_case`: in any spelling; `capitals`: the other spellings that count; `steady`: often enough
    named within sentences that the word means the project where it opens one, too.
    """

    name: str
    any_case: bool
    spellings: frozenset[str]
    steady: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """Canonical names of people and projects, and every form that means one of them."""

    people: Mapping[str, Known] = field(default_factory=dict)
    projects: Mapping[str, Known] = field(default_factory=dict)
    names: Mapping[str, PersonForm] = field(default_factory=dict)
    handles: Mapping[str, PersonForm] = field(default_factory=dict)
    software: Mapping[str, ProjectForm] = field(default_factory=dict)

    def person(self, alias: str) -> str | None:
        """The person meant by a name, first name, handle or ``@handle``; None where none or several fit."""
        form = self.names.get(fold(alias)) or self.handles.get(fold(alias))
        return form.default if form else None

    def project(self, alias: str) -> str | None:
        """The project meant by a name in any spelling, with or without owner and package suffix."""
        form = self.software.get(fold_project(alias))
        return form.name if form else None

    @property
    def ambiguous(self) -> dict[str, tuple[str, ...]]:
        """Forms that fit several people, none of them far more often: no one is taken for them."""
        both = {**self.handles, **self.names}
        return {form: p.candidates for form, p in sorted(both.items()) if p.default is None}


def build_ledger(evidence: Iterable[Evidence], rules: NameRules) -> Ledger:
    """Sum the evidence of all meetings; the order does not matter.

    `rules` come last: they add aliases to names, merge names (an alias that is itself a name) and forbid names.
    """
    uses: Counter[Claim] = Counter()
    meetings: Counter[Claim] = Counter()
    for one in evidence:
        for claim, count in one.claims:
            uses[claim] += count
            meetings[claim] += 1
    named: Counter[str] = Counter()
    for (kind, form, _), count in uses.items():
        if kind == "named":
            named[form] += count
    projects, software = _build_projects(uses, meetings, named, rules)
    people, names, handles = _build_people(uses, meetings, named, software, rules)
    return Ledger(people, projects, names, handles, software)


# ---------------------------------------------------------------- projects


def _listed_software() -> Iterable[tuple[str, tuple[str, ...], bool]]:
    for text, any_case in ((SOFTWARE, True), (SOFTWARE_AS_WRITTEN, False)):
        for entry in re.split(r"[;\n]", text):
            name, _, others = entry.partition(":")
            if name.strip():
                yield name.strip(), tuple(x.strip() for x in others.split(",") if x.strip()), any_case


def _build_projects(
    uses: Counter[Claim], meetings: Counter[Claim], named: Counter[str], rules: NameRules
) -> tuple[dict[str, Known], dict[str, ProjectForm]]:
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    owners: dict[str, set[str]] = defaultdict(set)
    seen: Counter[str] = Counter()
    linked: set[str] = set()
    for (kind, form, owner), count in uses.items():
        if kind not in ("repository", "package"):
            continue
        key = fold_project(form)
        if not key or key in CALENDAR:
            continue
        spellings[key][form.removesuffix(".jl")] += count * (2 if kind == "repository" else 1)
        seen[key] = max(seen[key], meetings[kind, form, owner])
        if kind == "repository":
            linked.add(key)
            owners[key].add(fold(owner))
    same = _slips(spellings, linked)
    any_case: set[str] = {key for key in spellings if key in owners[key]}
    others: dict[str, set[str]] = defaultdict(set)
    for name, aliases, free in _listed_software():
        key = fold_project(name)
        spellings[key][name] += 1000
        for alias in (name, *aliases):
            others[key].add(alias)
            same.setdefault(fold_project(alias), key)
        if free:
            any_case.update(fold_project(x) for x in (name, *aliases))
    canonical: dict[str, str] = {}
    for key, forms in spellings.items():
        canonical[key] = max(forms, key=lambda f: (forms[f], f))
    known: dict[str, Known] = {}
    software: dict[str, ProjectForm] = {}
    forbidden = {fold_project(x) for x in rules.not_projects}
    for wanted, aliases in rules.projects.items():
        target = fold_project(wanted)
        canonical[target] = wanted
        for alias in (wanted, *aliases):
            same[fold_project(alias)] = target
            others[target].add(alias)
            spellings[fold_project(alias)][alias] += 0
            any_case.add(fold_project(alias))
    aliases_of: dict[str, set[str]] = defaultdict(set)
    for key in sorted(spellings.keys() | same.keys()):
        target = same.get(key, key)
        if key in forbidden or target in forbidden:
            continue
        name = canonical[target]
        forms = set(spellings[key]) | {x for x in others[target] if fold_project(x) == key}
        software[key] = ProjectForm(
            name,
            key in any_case or any(_is_coined(f) and len(f) >= 5 for f in forms),
            frozenset(f for f in forms if any(c.isupper() for c in f)),
            sum(named[f] for f in forms) >= 3,
        )
        aliases_of[name] |= forms
        known[name] = Known(name, (), known[name].meetings + seen[key] if name in known else seen[key])
    for name, forms in aliases_of.items():
        known[name] = Known(name, tuple(sorted(forms - {name})), known[name].meetings)
    return {n: k for n, k in sorted(known.items())}, software


def _slips(spellings: Mapping[str, Counter[str]], linked: set[str]) -> dict[str, str]:
    """Names nobody links, one letter ``s`` away from a linked one, mean that one."""
    same: dict[str, str] = {}
    for key in spellings:
        other = key[:-1] if key.endswith("s") else key + "s"
        if key not in linked and other in linked and other:
            same[key] = other
    return same


def _is_coined(name: str) -> bool:
    """Whether no everyday word is written like this: a capital within, or a digit."""
    return bool(re.search(r"[a-z][A-Z]|[A-Z]{2}|\d", name))


# ---------------------------------------------------------------- people


def person_name(written: str) -> str:
    """A person's name without markup and asides: ``**Lee Byron** (GraphQL)`` is ``Lee Byron``; empty if it is none."""
    name = " ".join(_MARKS.sub("", written).split())
    name = _ASIDE.sub("", name).strip(" .,:;")
    if not _PERSON.fullmatch(name) or fold(name) in _NO_PERSON or not fold(name):
        return ""
    return name.lstrip("@")


@dataclass(slots=True)
class _Person:
    spellings: Counter[str] = field(default_factory=Counter)
    meetings: int = 0
    handles: set[str] = field(default_factory=set)


def _build_people(
    uses: Counter[Claim],
    meetings: Counter[Claim],
    named: Counter[str],
    software: Mapping[str, ProjectForm],
    rules: NameRules,
) -> tuple[dict[str, Known], dict[str, PersonForm], dict[str, PersonForm]]:
    persons: dict[str, _Person] = defaultdict(_Person)
    singles: dict[str, _Person] = defaultdict(_Person)
    for (kind, form, _), count in uses.items():
        if kind not in ("speaker", "attendee", "handle", "acts"):
            continue
        name = person_name(form)
        if not name or (len(name) <= 4 and _INITIALS.fullmatch(name)):
            continue
        if kind == "acts" and not _is_plausible(name, count, named, software):
            continue
        if kind == "acts" and " " in name and count < 2 and fold(name) not in persons:
            continue
        group = persons if " " in name else singles
        group[fold(name)].spellings[name] += count
        group[fold(name)].meetings += meetings[kind, form, ""]
    firsts: dict[str, list[str]] = defaultdict(list)
    for key, person in persons.items():
        spelled = _best(person.spellings)
        firsts[fold(spelled.split()[0])].append(key)
    forms_names: dict[str, set[str]] = {key: {key} for key in persons}
    forms_handles: dict[str, set[str]] = defaultdict(set)
    for (kind, form, owner), _ in uses.items():
        if kind == "alias":
            key = fold(person_name(owner))
            alias = form.strip().lstrip("@")
            if key in persons or key in singles:
                if _INITIALS.fullmatch(alias) or not fold(alias):
                    continue
                forms_handles[fold(alias)].add(key)
                (persons if key in persons else singles)[key].handles.add(alias)
    for first, keys in firsts.items():
        if first not in persons and len(first) > 1:
            forms_names.setdefault(first, set()).update(keys)
    patterns = _handle_patterns(persons)
    for key, person in sorted(singles.items()):
        if key in forms_names:
            for target in forms_names[key] if len(forms_names[key]) == 1 else ():
                persons[target].meetings += person.meetings
            continue
        if key in forms_handles:
            continue
        owners = patterns.get(key, set())
        if len(owners) == 1:
            (target,) = owners
            forms_handles[key].add(target)
            persons[target].handles.add(_best(person.spellings))
            persons[target].meetings += person.meetings
        elif not owners:
            persons[key] = person
            forms_names[key] = {key}
    _apply_people_rules(rules, persons, forms_names, forms_handles)
    canonical = {key: _best(p.spellings) for key, p in persons.items()}
    for wanted in rules.people:
        canonical[fold(wanted)] = wanted
    count = {key: p.meetings for key, p in persons.items()}
    for table in (forms_names, forms_handles):
        for keys in table.values():
            keys.intersection_update(persons)
    names = {f: _person_form(keys, canonical, count) for f, keys in forms_names.items() if keys}
    handles = {f: _person_form(keys, canonical, count) for f, keys in forms_handles.items() if keys}
    known: dict[str, Known] = {}
    for key in sorted(persons):
        name = canonical[key]
        aliases = (set(persons[key].spellings) | persons[key].handles) - {name}
        first = fold(name.split()[0])
        if first in names and names[first].default == name and " " in name:
            aliases.add(name.split()[0])
        known[name] = Known(name, tuple(sorted(aliases)), persons[key].meetings)
    return known, names, handles


def _apply_people_rules(
    rules: NameRules,
    persons: dict[str, _Person],
    names: dict[str, set[str]],
    handles: dict[str, set[str]],
) -> None:
    for wanted, aliases in rules.people.items():
        key = fold(wanted)
        person = persons.setdefault(key, _Person())
        person.spellings[wanted] += 0
        names[key] = {key}
        for alias in aliases:
            other = fold(alias)
            if other != key and (merged := persons.pop(other, None)):
                person.spellings.update(merged.spellings)
                person.meetings += merged.meetings
                person.handles |= merged.handles
                for table in (names, handles):
                    for keys in table.values():
                        if other in keys:
                            keys.discard(other)
                            keys.add(key)
            person.handles.add(alias.lstrip("@"))
            names[other] = {key}
    for forbidden in map(fold, rules.not_people):
        persons.pop(forbidden, None)
        for table in (names, handles):
            table.pop(forbidden, None)
            for keys in table.values():
                keys.discard(forbidden)


def _is_plausible(name: str, acts: int, named: Counter[str], software: Mapping[str, ProjectForm]) -> bool:
    words = name.split()
    if any(w.lower() in _NO_PERSON or fold_project(w) in software for w in words):
        return False
    return acts * _SHARE_OF_ACTS >= named[words[0]]


def _best(spellings: Counter[str]) -> str:
    return max(spellings, key=lambda s: (spellings[s], sum(w[:1].isupper() for w in s.split()), s))


def _person_form(keys: set[str], canonical: Mapping[str, str], count: Mapping[str, int]) -> PersonForm:
    ranked = sorted(keys, key=lambda k: (-count.get(k, 0), k))
    clear = len(ranked) == 1 or count[ranked[0]] >= _DOMINANCE * max(1, count[ranked[1]])
    return PersonForm(tuple(canonical[k] for k in ranked), canonical[ranked[0]] if clear else None)


def _handle_patterns(persons: Mapping[str, _Person]) -> dict[str, set[str]]:
    """Handles that a full name suggests (``brianc``, ``bchen``, ``brianchen``), each with whom it fits."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, person in persons.items():
        words = [fold(w) for w in _best(person.spellings).split()]
        first, last = words[0], words[-1]
        for size in range(1, len(last) + 1):
            found[first + last[:size]].add(key)
        for form in (first[:1] + last, last + first, last + first[:1]):
            found[form].add(key)
    return found
