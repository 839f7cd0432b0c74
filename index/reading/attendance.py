"""Who was there: attendance lists in every form.

Owns the search for such lists; the people in one are read by `rolls`, the words that label one by `presence`.
Must not know who is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from index.model import Attendee
from index.reading.glossary import Glossary, is_full_name
from index.reading.presence import Label, group_of, is_crew, is_further, is_guests, label_of
from index.reading.rolls import (
    BOLD_LINE,
    BULLET,
    HEADING,
    UNDERLINE,
    UNSPOKEN,
    indent_of,
    legend_of,
    members_of,
    mentioned,
    names_person,
    people_behind,
    people_in,
    read_roll,
)
from index.reading.rosters import is_rule, lists_presence

# What a meeting has besides its attendance: a heading or label with one of these ends the list.
_SECTION = (
    r"(?:agenda|minutes|notes|topics?|discussions?|summary|links?|recordings?|items|announcements?|actions?|follow|"
    r"meeting|date|time|location|venue|place|quorum|updates?|review|old|new|introductions?|status|next|previous|"
    r"decisions?|[\d.]+|call to order|tagesordnung|protokoll|orden del|ordre du|议程|議題)"
)
_OTHER_SECTION = re.compile(rf"^(?:#{{1,6}}[ \t]+)?[*_\d. ]{{0,6}}{_SECTION}\b(?!,)[^,]*$", re.IGNORECASE)
_ROW = re.compile(r"^[ \t]*\|?.*\|.*$")
_PERSON_LIST = re.compile(r"[^,;()]{3,40}\(@?[A-Z][A-Z.]{0,4}\)[ \t]*(?:,|;|and\b|$)")

_HAN_NAME = re.compile(r"[\u3005\u3040-\u30ff\u4e00-\u9fff]{2,6}")
_SIGN = re.compile(r"^[ \t>]*(?:[*+•–-]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_MEMBERS_KEY = re.compile(r"(?:members|people|team|present_members|members_present):[ \t]*$")
_KEY = re.compile(r"[a-z][\w-]*:(?:[ \t]|$)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_TOP = 25  # lines within which an unlabelled list of people stands
_TOP_OF_LEGEND = 80  # lines within which a list stands whose marks are told below it
_FEW = 3  # people that make a list without a label


def read_attendance(lines: Sequence[str], spans: Sequence[tuple[int, int]]) -> tuple[Attendee, ...]:
    """Everyone whom attendance lists give as present, once each; `spans` are of `find_attendance`."""
    found: dict[str, Attendee] = {}
    for first, last in spans:
        for attendee in read_roll(lines, first, last):
            key = _key(attendee.name)
            known = found.get(key)
            aliases = tuple(dict.fromkeys((*(known.aliases if known else ()), *attendee.aliases)))
            found[key] = Attendee(name=known.name if known else attendee.name, aliases=aliases)
    if officers := list(_officers(lines, spans)):
        listed = Glossary(tuple(found.values()))
        for officer in officers:
            if not listed.person(officer.name):
                found.setdefault(_key(officer.name), officer)
    return tuple(_without_repeats(found, lines, spans))


def _key(name: str) -> str:
    """A name however its umlauts are written: ``Jürgen Groß``, ``Juergen Gross``."""
    return name.casefold().translate(_UMLAUTS)


def _without_repeats(
    found: dict[str, Attendee], lines: Sequence[str], spans: Iterable[tuple[int, int]]
) -> Iterator[Attendee]:
    """Those listed, but for the handle or, in an office (``Scribe: Ada``), one word of another's name."""
    offices = (group_of(line) for first, last in spans for line in lines[first - 1 : last])
    shortened = {_key(person.name) for office in offices for person in people_in(office or "")}
    words = Counter(word for name in found if " " in name for word in set(name.split(" ")))
    handles = {_key(alias) for one in found.values() for alias in one.aliases if alias.islower()}
    for name, one in found.items():
        if name not in handles and (name not in shortened or words[name] != 1):
            yield one


def _officers(lines: Sequence[str], spans: Iterable[tuple[int, int]]) -> Iterator[Attendee]:
    """Those whom the lines next to a list of people give an office (``Scribe: Ada Lovelace``)."""
    for first, last in spans:
        if HEADING.match(lines[first - 1]):
            continue
        above, below = range(first - 2, -1, -1), range(last, len(lines))
        for n in (
            *takewhile(lambda n: group_of(lines[n]), above),
            *takewhile(lambda n: group_of(lines[n]), below),
        ):
            people = people_in(group_of(lines[n]) or "")
            yield from (person for person in people if person.aliases or _is_sure(person.name))


def _is_sure(name: str) -> bool:
    return is_full_name(name) or _HAN_NAME.fullmatch(name) is not None


def find_attendance(lines: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    """The spans that list who was there or excused: a label or heading with its list, table or names."""
    spans = []
    number, first, end = max(start, 1), max(start, 1), min(end, len(lines))
    while number <= end:
        blank = not lines[number - 1] or lines[number - 1].isspace()
        last = None if blank else _last_line(lines, number, end, at_top=number - first < _TOP)
        if last:
            spans.append((number, last))
        number = (last or number) + 1
    return spans or _crew(lines, first, end) or _roll_with_legend(lines, first, end)


def _crew(lines: Sequence[str], first: int, end: int) -> list[tuple[int, int]]:
    """The line at the top of a meeting without a list that names several: ``Who: Ada, Grace, Alan``."""
    for number in range(first, min(first + _TOP, end + 1)):
        line = lines[number - 1][:2000]
        if not (":" in line[:40] or line[:1] == "#") or not is_crew(line):
            continue
        behind = group_of(line) or ""
        if _holds_crew(behind):
            return [(number, _paragraph_end(lines, number, end))]
        if (not behind or behind.endswith(":")) and (last := _crew_below(lines, number, end)):
            return [(number, last)]
    return []


def _crew_below(lines: Sequence[str], number: int, end: int) -> int:
    """The last item of the list below a line if it is of people, 0 if not."""
    first = number + 1 if number < end and lines[number].strip() else number + 2
    last = _roll_end(lines, first, end)
    items = [line for line in lines[first - 1 : last] if BULLET.match(line)]
    people = [person for line in items for person in people_in(_SIGN.sub("", line).strip())]
    full = sum(is_full_name(person.name) for person in people)
    return last if len(items) > 1 and all(map(names_person, items)) and full * 2 >= len(items) else 0


def _roll_with_legend(lines: Sequence[str], first: int, end: int) -> list[tuple[int, int]]:
    """The list at the top of a meeting of which the line below tells who was there: ``* = regrets``."""
    for number in range(first, min(first + _TOP_OF_LEGEND, end + 1)):
        if not legend_of(lines[number - 1]):
            continue
        listed = takewhile(lambda n: _is_listed(lines[n - 1]), range(number - 1, first - 1, -1))
        items = [n for n in listed if BULLET.match(lines[n - 1])]
        if len(items) >= _FEW and sum(names_person(lines[n - 1]) for n in items) * 2 > len(items):
            return [(items[-1], number)]
    return []


def _is_listed(line: str) -> bool:
    return not line.strip() or line[:1] in (" ", "\t") or BULLET.match(line) is not None


def _holds_crew(text: str) -> bool:
    people = people_in(text)
    return len(people) >= _FEW or (len(people) > 1 and all(is_full_name(person.name) for person in people))


def _last_line(lines: Sequence[str], number: int, end: int, at_top: bool) -> int | None:
    """The last line of the attendance list that begins on a line, None where none does."""
    line = lines[number - 1][:2000]
    label = label_of(line)
    if label and (at_top or not label.told) and _opens_list(lines, number, end, label):
        return _list_end(lines, number, end, label)
    if at_top and _MEMBERS_KEY.match(line) and _is_in_front_matter(lines, number):
        return _list_end(lines, number, end, Label(False, 0, False, True, False, ""))
    if "|" in line and lists_presence(line):
        return _rows_end(lines, number, end)
    if at_top and _is_roll(lines, number, end):
        return _roll_end(lines, number, end)
    if at_top and line[:1] == "@" and len(mentioned(line)) > 1 and _stands_alone(lines, number):
        return number
    if at_top and "(" in line and len(_PERSON_LIST.findall(line)) >= _FEW and not BULLET.match(line):
        return _paragraph_end(lines, number, end)
    return None


def _is_in_front_matter(lines: Sequence[str], number: int) -> bool:
    above = [line.strip() for line in lines[: min(number - 1, _TOP)]]
    return above[:1] == ["---"] and above.count("---") == 1 and _lists_on(lines, number)


def _stands_alone(lines: Sequence[str], number: int) -> bool:
    return not any(
        line.strip() for line in (*lines[max(number - 2, 0) : number - 1], *lines[number : number + 1])
    )


def _is_roll(lines: Sequence[str], number: int, end: int) -> bool:
    """Whether a list at the top of a meeting, under no label, is nothing but full names."""
    if not BULLET.match(lines[number - 1]) or (number > 1 and BULLET.match(lines[number - 2])):
        return False
    before = next((line for line in lines[max(number - 4, 0) : number - 1][::-1] if line.strip()), "")
    heading = HEADING.match(before)
    if before.rstrip().endswith(":") or (heading and len(heading[1]) > 1):
        return False
    items = (BULLET.match(lines[n - 1]) for n in range(number, _roll_end(lines, number, end) + 1))
    names = [item[1].strip() for item in items if item]
    return len(names) >= (_FEW - 1 if heading else _FEW) and all(map(is_full_name, names))


def _opens_list(lines: Sequence[str], number: int, end: int, label: Label) -> bool:
    """A label opens a list when names follow on its line, or when it stands alone above something."""
    if label.rest:
        row = lines[number - 1].lstrip().startswith("|")
        if row and number < end and is_rule(lines[number]):
            return True  # the header of a table
        return bool(people_behind(label.rest)) or (label.rest[0].isdigit() and not label.loose)
    following = next((n for n in range(number + 1, min(number + 3, end) + 1) if _holds_text(lines[n - 1])), 0)
    below = lines[following - 1] if following else ""
    if label.loose and not (_ROW.match(below) or names_person(below)):
        return False
    if label.level or label.colon or _is_underlined(lines, number):
        return True
    if number > 1 and _holds_text(lines[number - 2]) and not label.marked:
        return False  # a word at the start of a wrapped line
    if BULLET.match(lines[number - 1]):
        deeper = BULLET.match(below) and indent_of(below) > indent_of(lines[number - 1])
        return bool(deeper) and names_person(below)
    people = people_in(below.strip())
    if len(people) > 1 and all(is_full_name(person.name) for person in people):
        return True
    indented = indent_of(below) > indent_of(lines[number - 1]) and bool(people)
    return bool(BULLET.match(below) or _ROW.match(below) or indented or label.marked)


def _list_end(lines: Sequence[str], number: int, end: int, label: Label) -> int:
    """A heading owns what stands below it; a label on a line its paragraph or the list below."""
    if label.level and not label.rest[:1].isalpha():
        return _section_end(lines, number, end, label.level)
    if _is_underlined(lines, number):
        return _section_end(lines, number + 1, end, _underlined_level(lines, number))
    if lines[number - 1].lstrip().startswith("|"):
        return _rows_end(lines, number, end)
    if label.rest:
        return _paragraph_end(lines, number, end)
    last, blank = number, 0
    indent = indent_of(lines[number - 1])
    is_item = bool(BULLET.match(lines[number - 1]))
    for n in range(number + 1, end + 1):
        line = lines[n - 1]
        if not _holds_text(line):
            blank += 0 if line.strip() else 1
            if blank > 1 and last > number:
                break
            continue
        if HEADING.match(line) or BOLD_LINE.match(line) or label_of(line):
            break
        listed = BULLET.match(line) or "|" in line
        if last > number and _KEY.match(line) and BULLET.match(lines[last - 1]) and not members_of(line):
            break  # the next key of a front matter
        if is_item and indent_of(line) <= indent:
            break
        if blank and last > number and not (listed and _is_numbered(line) == _is_numbered(lines[last - 1])):
            break
        if not listed and (not people_in(line.strip()) or _is_other_section(line)):
            break
        last, blank = n, 0
    return last


def _is_numbered(line: str) -> bool:
    return line.lstrip()[:1].isdigit()


def _section_end(lines: Sequence[str], number: int, end: int, level: int) -> int:
    """The last line of what a heading lists: not the text that follows its list, nor another label's."""
    last, listed, blank = number, False, False
    for n in range(number + 1, end + 1):
        line = lines[n - 1]
        if n == last:
            continue  # the rule below a heading
        if not _holds_text(line):
            if listed and line.startswith("<!--") and not _lists_on(lines, n):
                break
            blank = blank or not line.strip()
            continue
        heading = HEADING.match(line)
        guests = heading and len(heading[1]) == level and _heads_guests(lines, n)
        if heading and not guests and (len(heading[1]) <= level or _is_other_section(line)):
            break
        if _is_underlined(lines, n):
            deeper = _underlined_level(lines, n) > level and not _is_other_section(f"# {line}")
            if not (deeper and _lists_on(lines, n + 1)):
                break
            last, listed, blank = n + 1, True, False
            continue
        bullet = BULLET.match(line)
        item = bool(bullet and bullet[1].strip()) or "|" in line
        goes_on = not blank and line[:1] in (" ", "\t")
        if not (heading or bullet or item or goes_on or label_of(line) or group_of(line) is not None) and (
            _is_other_section(line) or (listed and blank and not people_in(line.strip()))
        ):
            if not _has_deeper(lines, n, level):
                break
            continue
        last, listed, blank = n, listed or item, False
    return last


def _has_deeper(lines: Sequence[str], number: int, level: int) -> bool:
    """Whether a deeper heading with people follows a line at once: one on the quorum, between two groups."""
    following = next(
        (n for n in range(number + 1, min(number + 3, len(lines)) + 1) if lines[n - 1].strip()), 0
    )
    heading = HEADING.match(lines[following - 1]) if following else None
    return bool(heading and len(heading[1]) > level and _lists_on(lines, following))


def _heads_guests(lines: Sequence[str], number: int) -> bool:
    """Whether a heading is of those who came as well, with people below it."""
    heading = HEADING.match(lines[number - 1])
    below = next((line for line in lines[number : number + 3] if line.strip()), "")
    return bool(heading and is_guests(heading[2])) and names_person(below)


def _holds_text(line: str) -> bool:
    return bool(line.strip()) and not UNSPOKEN.match(line)


def _is_underlined(lines: Sequence[str], number: int) -> bool:
    """Whether a line is a heading by the rule below it."""
    line, below = lines[number - 1], lines[number] if number < len(lines) else ""
    return bool(line.strip()) and "|" not in line and not BULLET.match(line) and bool(UNDERLINE.match(below))


def _underlined_level(lines: Sequence[str], number: int) -> int:
    return 1 if lines[number].strip()[0] == "=" else 2


def _lists_on(lines: Sequence[str], number: int) -> bool:
    """Whether what follows a line is an item for a person."""
    below = next((line for line in lines[number:] if _holds_text(line)), "")
    item = BULLET.match(below)
    return item is not None and not item[1][:1].islower() and names_person(below)


def _is_other_section(line: str) -> bool:
    """Whether a heading or label begins something else than attendance."""
    bare = line.strip(" \t\r*_")
    head = bare if bare.startswith("#") else re.split("[:：]", bare)[0]
    alone = bare.startswith("#") or head != bare
    return alone and _OTHER_SECTION.match(head) is not None and label_of(line) is None


def _rows_end(lines: Sequence[str], number: int, end: int) -> int:
    last = number
    while last < end and "|" in lines[last]:
        last += 1
    return last


def _roll_end(lines: Sequence[str], number: int, end: int) -> int:
    last = number
    while last < end and BULLET.match(lines[last]):
        last += 1
    return last


def _paragraph_end(lines: Sequence[str], number: int, end: int) -> int:
    """The last line of names that go on from one line to the next."""
    last = number
    while last < end:
        if lines[last].strip() and _goes_on(lines[last]):
            last += 1
        elif further := _further_group(lines, number, last + 1, end):
            last = further
        else:
            break
    return last


def _further_group(lines: Sequence[str], number: int, following: int, end: int) -> int:
    """The line with more people after a list that began on line `number`, 0 where none is next."""
    found = following if lines[following - 1].strip() else following + 1
    if found > end or not is_further(lines[found - 1]) or label_of(lines[found - 1]):
        return 0
    item, line = BULLET.match(lines[number - 1]), lines[found - 1]
    if bool(item) != bool(BULLET.match(line)) or indent_of(line) != indent_of(lines[number - 1]):
        return 0
    return found if people_in(group_of(line) or "") else 0


def _goes_on(line: str) -> bool:
    if BULLET.match(line) or HEADING.match(line) or label_of(line):
        return False
    if members_of(line.strip()):  # Harbour: Ada Lovelace, Grace Hopper
        return not _is_other_section(line)
    return bool(people_in(line.strip())) and ":" not in line[:30]
