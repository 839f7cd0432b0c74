"""Which names are persons, from all evidence, and whom a first name, a handle or a slip belongs to.

Where several persons fit a form, all are kept: the meeting may tell them apart, and where it does not,
nobody is taken.  Knows of projects only whether a word is one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from index.model import NameRules
from index.naming.english import is_english, is_phrase
from index.naming.evidence import Claim, Sum
from index.naming.forms import fold
from index.naming.roll import NO_PERSON, Person, Roll, person_name
from index.naming.variants import join_variants, slip_of

_INITIALS = re.compile(r"[A-Z]{1,4}\d?")
_JOINED = re.compile(r"([A-Z][a-z]{2,})([A-Z][a-z]{2,})")
_SHARE = 6  # a word that acts is a person where at least a sixth of its uses are such
_COMMON = 15  # words used fifteen times as often as they stand for a person are no name


def call_roll(total: Sum, rules: NameRules, is_project: Callable[[str], bool]) -> Roll:
    """Every person that the evidence shows.

    Full names first, then single names: a first name or a handle of somebody known means them, any
    other chat name, attendee or acting word is a person by itself.
    """
    roll = Roll(rules)
    singles: dict[str, Person] = defaultdict(Person)
    for claim, name in _written_names(total):
        if " " in name:
            roll.add(name, total.uses[claim], total.meetings[claim])
        else:
            single = singles[fold(name)]
            single.spellings[name] += total.uses[claim]
            single.meetings = max(single.meetings, total.meetings[claim])
    _add_acting_names(roll, total, is_project)
    given = list(_given_aliases(total))
    for alias, owner in given:
        roll.add_alias(alias, roll.key(owner))
    join_variants(roll, total)
    for key, person in roll.persons.items():
        if person.is_full and len(person.first) > 1 and not is_english(person.first):
            roll.names[person.first].add(key)
    _add_aliases_of_singles(roll, given, singles)
    _add_singles(roll, singles)
    _add_acting_words(roll, total, is_project)
    return roll


def _written_names(total: Sum) -> Iterator[tuple[Claim, str]]:
    """Names that are written where only a person should stand; initials are the file's own business."""
    owners = {claim.owner for claim in total.of("alias")}
    for claim in total.of("attendee", "chats", "speaks"):
        name = person_name(claim.form)
        if claim.kind == "chats" and (joined := _JOINED.fullmatch(name)):
            name = f"{joined[1]} {joined[2]}"
        if (
            name
            and not _INITIALS.fullmatch(name)
            and (claim.kind == "chats" or claim.form in owners or not _is_label(name, claim, total))
        ):
            yield claim, name


def _is_label(name: str, claim: Claim, total: Sum) -> bool:
    """Whether what stands for a person is rather something else: all small, or made of common words."""
    words = name.split()
    if len(words) > 1 and name.islower():
        return True
    if is_phrase(name) and not (claim.kind == "attendee" and len(words) > 1):
        return True
    return min(total.named[word] for word in words) > _COMMON * total.uses[claim]


def _add_acting_names(roll: Roll, total: Sum, is_project: Callable[[str], bool]) -> None:
    for claim in total.of("acts", "agent"):
        count = total.uses[claim]
        if " " in claim.form and (claim.kind == "agent" or count > 1):
            words = claim.form.split()
            if not is_phrase(claim.form) and not any(w.lower() in NO_PERSON or is_project(w) for w in words):
                roll.add(claim.form, count, total.meetings[claim])


def _given_aliases(total: Sum) -> Iterator[tuple[str, str]]:
    """Handles and short forms, and to whom the minutes give them; initials hold in their own file only."""
    for claim in total.of("alias"):
        alias, owner = claim.form.strip().lstrip("@"), person_name(claim.owner)
        if owner and fold(alias) and not _INITIALS.fullmatch(alias):
            yield alias, owner


def _add_aliases_of_singles(roll: Roll, given: list[tuple[str, str]], singles: dict[str, Person]) -> None:
    """A handle given to a first name is its bearer's; where there is none, the name is a person."""
    for alias, owner in given:
        form = fold(owner)
        if form not in singles or roll.key(owner) in roll.persons:
            continue
        if form not in roll.names:
            single = singles[form]
            roll.add(single.name, sum(single.spellings.values()), single.meetings)
        if len(owners := roll.names[form]) == 1:
            roll.add_alias(alias, *owners)


def _add_singles(roll: Roll, singles: dict[str, Person]) -> None:
    suggested = _suggested_handles(roll)
    for form, person in sorted(singles.items()):
        if form in roll.persons:
            continue
        owners = roll.names.get(form) or roll.handles.get(form) or suggested.get(form, set())
        if not owners and person.name.islower():
            owners = slip_of(form, roll)
        if not owners:
            roll.add(person.name, sum(person.spellings.values()), person.meetings)
            if person.name.islower():  # a nick: the word alone, in running text, need not mean them
                roll.handles[form] = roll.names.pop(form)
        elif len(owners) == 1 and (key := next(iter(owners))) in roll.persons:
            roll.persons[key].meetings = max(roll.persons[key].meetings, person.meetings)
            if form not in roll.names:
                roll.add_alias(person.name, key)


def _suggested_handles(roll: Roll) -> dict[str, set[str]]:
    """Handles that full names suggest (``adal``, ``alovelace``, ``lovelacea``), and whom each would fit."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, person in roll.persons.items():
        first, last = person.first, fold(person.name.split()[-1])
        if person.is_full and first and last:
            for form in (first[0] + last, last + first, last + first[0]):
                found[form].add(key)
            for size in range(1, len(last) + 1):
                found[first + last[:size]].add(key)
    return found


def _short_names(roll: Roll) -> dict[str, set[str]]:
    """Beginnings of first names, by which people are called (``Sam`` for Samuel), and whom each would fit."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, person in roll.persons.items():
        if person.is_full:
            for size in range(3, len(person.first)):
                found[person.first[:size]].add(key)
    return found


def _surnames(roll: Roll) -> dict[str, set[str]]:
    """The last words of full names, and whose they are."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, person in roll.persons.items():
        if person.is_full:
            found[fold(person.name.split()[-1])].add(key)
    return found


def _add_acting_words(roll: Roll, total: Sum, is_project: Callable[[str], bool]) -> None:
    """Words and ``@handles`` known by nothing but what they do are persons, if they mostly do such things."""
    acting: Counter[str] = Counter()
    meetings: Counter[str] = Counter()
    for claim in total.of("acts", "agent"):
        if " " not in claim.form:
            acting[claim.form] += total.uses[claim]
            meetings[claim.form] = max(meetings[claim.form], total.meetings[claim])
    suggested, short, surnames = _suggested_handles(roll), _short_names(roll), _surnames(roll)
    for form, count in acting.items():
        name, key = form.lstrip("@"), fold(form)
        if roll.names.get(key) or roll.handles.get(key) or key in NO_PERSON or is_project(name):
            continue
        if form[0] == "@" and len(owners := suggested.get(key, set())) == 1:
            roll.add_alias(name, *owners)
        elif count * _SHARE < total.named[form] or is_english(name) or _INITIALS.fullmatch(name):
            continue
        elif key in short or key in surnames:
            roll.names[key] |= short.get(key, set()) | surnames.get(key, set())
        else:
            roll.add(name, count, meetings[form])
