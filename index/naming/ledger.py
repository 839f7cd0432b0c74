"""All evidence of a collection, summed into the canonical names of people and projects.

A function of the sum of the evidence and the rules alone: the order of the meetings, and what was once
there and is gone, make no difference.  The rules for persons are in `people`, for projects in `projects`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from index.model import Meeting, NameRules
from index.naming.evidence import Claim, Sum, Tally
from index.naming.forms import decompose, fold, fold_project, squash
from index.naming.people import call_roll
from index.naming.projects import Project, ProjectForm, find_projects, phrases, project_forms
from index.naming.roll import INITIALS, PersonForm, Roll, person_name

_HABIT = 0.05  # the share of meetings with marked turns from which on to mark them is a habit


@dataclass(frozen=True, slots=True)
class Known:
    """A canonical name, its other forms as written, and in how many meetings its best evidence stands."""

    name: str
    aliases: tuple[str, ...]
    meetings: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who and what is known by which name.

    `people` and `projects` by canonical name.  `names` (full and first names) and `handles` say whom a folded
    form can mean, `initials` whom initials mean where speakers stand, `forms` which project a folded form;
    `leads` how many words a name can have that begins with a folded word, `phrases` the projects of several
    words by the first.  `marks_turns`: whether the minutes mark who speaks as a habit, so that a sentence
    about somebody is no word of theirs.
    """

    people: Mapping[str, Known] = field(default_factory=dict)
    projects: Mapping[str, Known] = field(default_factory=dict)
    names: Mapping[str, PersonForm] = field(default_factory=dict)
    handles: Mapping[str, PersonForm] = field(default_factory=dict)
    initials: Mapping[str, PersonForm] = field(default_factory=dict)
    leads: Mapping[str, int] = field(default_factory=dict)
    forms: Mapping[str, ProjectForm] = field(default_factory=dict)
    phrases: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    marks_turns: bool = False

    def person(self, alias: str) -> str | None:
        """The person meant by a name, first name or handle; None where nobody or several fit."""
        form = self.names.get(fold(alias)) or self.handles.get(fold(alias))
        return form.default if form else None

    def project(self, alias: str) -> str | None:
        """The project meant by a name in any spelling, with or without owner and package suffix."""
        form = self.forms.get(fold_project(alias))
        return form.name if form else None

    @property
    def ambiguous(self) -> dict[str, tuple[str, ...]]:
        """Folded forms that fit several persons, none of them far more often: nobody is taken for them."""
        both = {**self.handles, **self.names}
        return {form: both[form].candidates for form in sorted(both) if both[form].default is None}

    @property
    def unresolved(self) -> tuple[str, ...]:
        """Persons of whom the minutes give one word only: a first name, or a handle."""
        return tuple(name for name in self.people if " " not in name)

    def to_json(self) -> dict[str, Any]:
        """A JSON-able form."""
        return {
            "people": {n: [k.name, k.aliases, k.meetings] for n, k in self.people.items()},
            "projects": {n: [k.name, k.aliases, k.meetings] for n, k in self.projects.items()},
            "names": {n: [f.candidates, f.default] for n, f in self.names.items()},
            "handles": {n: [f.candidates, f.default] for n, f in self.handles.items()},
            "initials": {n: [f.candidates, f.default] for n, f in self.initials.items()},
            "leads": dict(self.leads),
            "forms": {
                n: [f.name, f.bare, f.free, sorted(f.spellings), f.steady] for n, f in self.forms.items()
            },
            "phrases": dict(self.phrases),
            "marks_turns": self.marks_turns,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Ledger:
        """The ledger that `to_json` wrote."""

        def known(rows: Mapping[str, Any]) -> dict[str, Known]:
            return {n: Known(name, tuple(aliases), count) for n, (name, aliases, count) in rows.items()}

        def persons(rows: Mapping[str, Any]) -> dict[str, PersonForm]:
            return {n: PersonForm(tuple(names), default) for n, (names, default) in rows.items()}

        return cls(
            people=known(data["people"]),
            projects=known(data["projects"]),
            names=persons(data["names"]),
            handles=persons(data["handles"]),
            initials=persons(data["initials"]),
            leads=dict(data["leads"]),
            forms={
                n: ProjectForm(name, bare, free, frozenset(spellings), steady)
                for n, (name, bare, free, spellings, steady) in data["forms"].items()
            },
            phrases={n: tuple((w, p) for w, p in rows) for n, rows in data["phrases"].items()},
            marks_turns=data["marks_turns"],
        )


def build_ledger(tally: Tally, rules: NameRules) -> Ledger:
    """What the evidence of all meetings amounts to, in whatever order it was counted.

    `rules` add aliases to names, merge names (an alias that is itself a name) and forbid names.
    """
    total = Sum(tally)
    projects, same = find_projects(total, rules)
    roll = call_roll(total, rules, lambda word: fold_project(word) in projects)
    return Ledger(
        people=_known_people(roll),
        projects=_known_projects(projects, same),
        names=roll.by_form(roll.names),
        handles=roll.by_form(roll.handles),
        initials=roll.by_initials(_given_initials(total)),
        leads=_leads(roll),
        forms=project_forms(projects, same, total.named),
        phrases=phrases(projects, same),
        marks_turns=total.meetings[Claim("turns")] > total.total * _HABIT,
    )


def _given_initials(total: Sum) -> Iterator[tuple[str, str, int]]:
    """Initials, whose they are by the lists of the minutes, and in how many meetings."""
    for claim in total.of("alias"):
        initials = claim.form.strip().lstrip("@")
        if INITIALS.fullmatch(initials):
            yield initials, person_name(claim.owner), total.meetings[claim]


def _known_people(roll: Roll) -> dict[str, Known]:
    known = {}
    for key, person in roll.persons.items():
        name = person.name
        aliases = set(person.spellings) | person.aliases
        first = name.split()[0]
        if roll.names.get(fold(first)) == {key}:
            aliases.add(first)
        known[name] = Known(name, tuple(sorted(aliases - {name})), person.meetings)
    return dict(sorted(known.items()))


def _known_projects(projects: Mapping[str, Project], same: Mapping[str, str]) -> dict[str, Known]:
    known: dict[str, Known] = {}
    for key in sorted(projects):
        if (target := same.get(key, key)) in projects:
            name = projects[target].name
            before = known.get(name, Known(name, (), 0))
            aliases = {*before.aliases, *projects[key].spellings} - {name}
            known[name] = Known(name, tuple(sorted(aliases)), max(before.meetings, projects[key].meetings))
    return dict(sorted(known.items()))


def _leads(roll: Roll) -> dict[str, int]:
    leads: dict[str, int] = {}
    for person in roll.persons.values():
        for name in (*person.spellings, *person.aliases):
            words = name.split()
            if len(words) > 1:
                leads[fold(words[0])] = max(leads.get(fold(words[0]), 0), len(words))
    return leads


def changed_forms(old: Ledger, new: Ledger) -> frozenset[str]:
    """The folded forms whose meaning differs between two ledgers, squashed for `finder`.

    ``""``, which every meeting mentions, is among them where all must be resolved again.
    """
    changed: set[str] = set()
    tables: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...] = (
        (old.names, new.names),
        (old.handles, new.handles),
        (old.initials, new.initials),
        (old.forms, new.forms),
    )
    for before, after in tables:
        changed.update(f for f in before.keys() | after.keys() if before.get(f) != after.get(f))
    for lead in old.phrases.keys() | new.phrases.keys():
        pairs = set(old.phrases.get(lead, ())) ^ set(new.phrases.get(lead, ()))
        changed.update(phrase for phrase, _ in pairs)
    everything = {""} if old.marks_turns != new.marks_turns else set()
    return frozenset(filter(None, map(squash, changed))) | everything


def written_beside(meeting: Meeting) -> str:
    """What a meeting writes of names outside of the texts of its topics and messages, a line each."""
    written = [a.name + " " + " ".join(a.aliases) for a in meeting.attendees]
    for topic in meeting.topics:
        written += [*topic.links, *(t.speaker for t in topic.turns), *(m.speaker for m in topic.chat)]
        written += (owner for action in topic.actions for owner in action.owners)
    return "\n".join(dict.fromkeys(written))


def finder(forms: Iterable[str]) -> Callable[[str], bool]:
    """A test whether a folded text writes any of the forms, so that what it is of must be resolved again.

    Errs on the side of yes: what stands between two letters does not count.  But a name begins where a word
    does, or after a digit, and ends where a word does.
    """
    wanted = sorted(forms)

    @cache
    def as_words(form: str) -> re.Pattern[str]:
        return re.compile(r"(?<![^\W\d_])" + r"[\W_]*".join(form) + r"(?![^\W_])")

    def finds(text: str) -> bool:
        letters = squash(text)
        near = [form for form in wanted if form in letters]
        plain = decompose(text) if near else ""
        return any(not form or as_words(form).search(plain) for form in near)

    return finds
