"""Which names are one person's: slips of the pen, short forms, names with a part left out.

Owns when two spellings are near enough, and that two who are listed in one meeting are two; who is a
person at all is the business of `people`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from index.naming.evidence import Sum
from index.naming.forms import fold
from index.naming.roll import Person, Roll, person_name

_SLIP = 3  # a name one letter off is a slip if the other is in three times as many meetings
_LONG = 5  # letters from which on one letter makes no other first name
_MISTAKEN = 4  # who is listed as two in a quarter of their meetings or fewer is one all the same
_NICK = 6  # the same of a handle
_CALLED = 3  # letters of a first name by which its bearer is called: `Dan` for Daniel
_CUT = 2  # letters to which a surname is cut: `Ana K`


def join_variants(roll: Roll, total: Sum) -> None:
    """Make one of the persons whose full names are variants; a short form that fits several fits none."""
    apart = _apart(roll, total)
    for find in (_slips, _short_forms):
        for known, rare in find(roll):
            if {known, rare} <= roll.persons.keys() and rare not in apart[known]:
                roll.join(known, rare)
                for other in apart.pop(rare, ()):
                    apart[known].add(other)
                    apart[other].add(known)


def _apart(roll: Roll, total: Sum) -> dict[str, set[str]]:
    """Who is listed beside whom more often than by mistake."""
    apart: dict[str, set[str]] = defaultdict(set)
    for claim in total.of("apart"):
        one, two = (roll.key(person_name(name)) for name in (claim.form, claim.owner))
        known = [roll.persons[key].meetings for key in (one, two) if key in roll.persons]
        if one != two and total.meetings[claim] * _MISTAKEN > min(known, default=0):
            apart[one].add(two)
            apart[two].add(one)
    return apart


def slip_of(nick: str, roll: Roll) -> set[str]:
    """Whose handle it is but for one letter."""
    near = [
        keys
        for handle, keys in roll.handles.items()
        if len(handle) >= _NICK and handle[0] == nick[0] and _is_one_edit(handle, nick)
    ]
    return near[0] if len(nick) >= _NICK and len(near) == 1 else set()


def _groups(roll: Roll) -> Iterator[list[str]]:
    """Persons who share their first or their last name, those of most meetings first."""
    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    for key, person in roll.persons.items():
        if person.is_full:
            for end in (0, -1):
                groups[end, fold(person.name.split()[end])].append(key)
    for group in groups.values():
        yield sorted(group, key=lambda key: (-roll.persons[key].meetings, key))


def _slips(roll: Roll) -> Iterator[tuple[str, str]]:
    for group in list(_groups(roll)):
        for n, rare in enumerate(group):
            for known in group[:n]:
                if {known, rare} <= roll.persons.keys() and _is_slip(roll.persons[known], roll.persons[rare]):
                    yield known, rare


def _is_slip(known: Person, rare: Person) -> bool:
    if {fold(a) for a in known.aliases} & {fold(a) for a in rare.aliases}:
        return True
    if rare.meetings * _SLIP > known.meetings or not _is_one_edit(fold(known.name), fold(rare.name)):
        return False
    firsts = (known.first, rare.first)
    return firsts[0] == firsts[1] or (min(map(len, firsts)) >= _LONG and firsts[0][0] == firsts[1][0])


def _short_forms(roll: Roll) -> Iterator[tuple[str, str]]:
    """Each short form with the one person whose name it shortens."""
    fitting: dict[str, set[str]] = defaultdict(set)
    for group in _groups(roll):
        for short in group:
            for long in group:
                if short != long and _is_short_form(roll.persons[long], roll.persons[short]):
                    fitting[short].add(long)
    for short in sorted(fitting, key=lambda key: (len(key), key)):
        # those that are short forms of one another count as one: the longest of them
        longest = {key for key in fitting[short] if not fitting.get(key, set()) & fitting[short]}
        if len(longest) == 1:
            yield next(iter(longest)), short


def _is_short_form(long: Person, short: Person) -> bool:
    """Whether one name is the other with words left out or cut (``Ana K``), or with a pet name."""
    full, part = ([fold(word) for word in person.name.split()] for person in (long, short))
    if full[0] == part[0]:
        more = len(full) - len(part)
        return full != part and more <= (full[-1] == part[-1]) + 1 and _is_within(part[1:], full[1:])
    return full[1:] == part[1:] and len(part[0]) >= _CALLED and full[0].startswith(part[0])


def _is_within(part: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the words stand in a name in this order, whole or cut to their first letters."""
    rest = iter(full)
    return all(
        any(word == other or (len(word) <= _CUT and other.startswith(word)) for other in rest)
        for word in part
    )


def _is_one_edit(one: str, two: str) -> bool:
    """Whether one letter added, left out or exchanged, or two swapped, make one word of the other."""
    short, long = sorted((one, two), key=len)
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest, other = short[same:], long[same:]
    if len(short) == len(long):
        return rest[1:] == other[1:] or rest == other[1::-1] + other[2:]
    return rest == other[1:]
