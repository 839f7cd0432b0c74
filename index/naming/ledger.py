"""All evidence of a collection, summed into the canonical names of people and projects.

A function of the sum of the evidence and the rules alone: the order of the meetings, and what was once
there and is gone, make no difference.  The rules for persons are in `people`, for projects in `projects`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from index.model import Meeting, NameRules
from index.naming.evidence import Claim, Evidence, Sum
from index.naming.forms import fold, fold_project, own_text, squash
from index.naming.people import call_roll
from index.naming.projects import Project, ProjectForm, find_projects, phrases, project_forms
from index.naming.roll import PersonForm, Roll

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
    form can mean, `forms` which project; `leads` how many words a name can have that begins with a folded
    word, `phrases` the projects of several words by the first.  `marks_turns`: whether the minutes mark who
    speaks as a habit, so that a sentence about somebody is no word of theirs.
    """

    people: Mapping[str, Known] = field(default_factory=dict)
    projects: Mapping[str, Known] = field(default_factory=dict)
    names: Mapping[str, PersonForm] = field(default_factory=dict)
    handles: Mapping[str, PersonForm] = field(default_factory=dict)
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
        data = asdict(self)
        for form in data["forms"].values():
            form["spellings"] = sorted(form["spellings"])
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Ledger:
        """The ledger that `to_json` wrote."""

        def known(rows: Mapping[str, Any]) -> dict[str, Known]:
            return {n: Known(r["name"], tuple(r["aliases"]), r["meetings"]) for n, r in rows.items()}

        def persons(rows: Mapping[str, Any]) -> dict[str, PersonForm]:
            return {n: PersonForm(tuple(r["candidates"]), r["default"]) for n, r in rows.items()}

        return cls(
            people=known(data["people"]),
            projects=known(data["projects"]),
            names=persons(data["names"]),
            handles=persons(data["handles"]),
            leads=dict(data["leads"]),
            forms={
                n: ProjectForm(r["name"], r["bare"], r["free"], frozenset(r["spellings"]), r["steady"])
                for n, r in data["forms"].items()
            },
            phrases={n: tuple((w, p) for w, p in rows) for n, rows in data["phrases"].items()},
            marks_turns=data["marks_turns"],
        )


def build_ledger(evidence: Iterable[Evidence], rules: NameRules) -> Ledger:
    """Sum the evidence of all meetings, in any order, into one ledger.

    `rules` add aliases to names, merge names (an alias that is itself a name) and forbid names.
    """
    total = Sum(evidence)
    projects, same = find_projects(total, rules)
    roll = call_roll(total, rules, lambda word: fold_project(word) in projects)
    return Ledger(
        people=_known_people(roll),
        projects=_known_projects(projects, same),
        names=roll.by_form(roll.names),
        handles=roll.by_form(roll.handles),
        leads=_leads(roll),
        forms=project_forms(projects, same, total.named),
        phrases=phrases(projects, same),
        marks_turns=total.meetings[Claim("turns")] > total.total * _HABIT,
    )


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
    """The folded forms whose meaning differs between two ledgers, squashed for `mentions_any`.

    ``""``, which every meeting mentions, is among them where all must be resolved again.
    """
    changed: set[str] = set()
    tables: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...] = (
        (old.names, new.names),
        (old.handles, new.handles),
        (old.forms, new.forms),
    )
    for before, after in tables:
        changed.update(f for f in before.keys() | after.keys() if before.get(f) != after.get(f))
    for lead in old.phrases.keys() | new.phrases.keys():
        pairs = set(old.phrases.get(lead, ())) ^ set(new.phrases.get(lead, ()))
        changed.update(phrase for phrase, _ in pairs)
    everything = {""} if old.marks_turns != new.marks_turns else set()
    return frozenset(filter(None, map(squash, changed))) | everything


def mentions_any(meeting: Meeting, forms: Iterable[str]) -> bool:
    """Whether a meeting writes any of the changed forms somewhere, so that it must be resolved again.

    Errs on the side of yes: a form within a longer word counts.
    """
    written = [a.name + " " + " ".join(a.aliases) for a in meeting.attendees]
    for topic in meeting.topics:
        written += [own_text(topic), *topic.links, *(t.speaker for t in topic.turns)]
        written += (f"{m.speaker} {m.text}" for m in topic.chat)
        written += (owner for action in topic.actions for owner in action.owners)
    haystack = squash("\n".join(written))
    return any(form in haystack for form in forms)
