"""Who was there: attendance lists in every form.

Owns the search for such lists; the people in one are read by `rolls`.  Must not know who is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.model import Attendee
from index.reading.persons import PARTICLES, is_name
from index.reading.rolls import (
    BULLET,
    GROUP_LABEL,
    HEADING,
    indent_of,
    label_of,
    lists_presence,
    people_in,
    read_roll,
)

# What a meeting has besides its attendance: a heading or label with one of these ends the list.
_SECTION = (
    r"(?:agenda|minutes|notes|topics?|discussions?|summary|links?|recordings?|items|announcements?|actions?|follow|"
    r"meeting|date|time|location|quorum|updates?|review|old|new|introductions?|status|next|previous|decisions?|"
    r"[\d.]+|call to order|tagesordnung|protokoll|orden del|ordre du|议程|議題)"
)
_OTHER_SECTION = re.compile(rf"^(?:#{{1,6}}[ \t]+)?[*_\d. ]{{0,6}}{_SECTION}\b(?!,)[^,]*$", re.IGNORECASE)
_BOLD_LINE = re.compile(r"^ {0,3}(?:\*\*|__)([^*_].*?)(?:\*\*|__):?[ \t]*$")
_ROW = re.compile(r"^[ \t]*\|?.*\|.*$")
_PERSON_LIST = re.compile(r"[^,;()]{3,40}\(@?[A-Z][A-Z.]{0,4}\)[ \t]*(?:,|;|and\b|$)")

_TOP = 25  # lines within which an unlabelled list of people stands


def read_attendance(lines: Sequence[str], spans: Iterable[tuple[int, int]]) -> tuple[Attendee, ...]:
    """Everyone whom attendance lists give as present, once each; `spans` are of `find_attendance`."""
    found: dict[str, Attendee] = {}
    for first, last in spans:
        for attendee in read_roll(lines, first, last):
            key = attendee.name.casefold()
            known = found.get(key)
            aliases = tuple(dict.fromkeys((*(known.aliases if known else ()), *attendee.aliases)))
            found[key] = Attendee(name=known.name if known else attendee.name, aliases=aliases)
    return tuple(found.values())


def find_attendance(lines: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    """The spans that list who was there or excused: a label or heading with its list, table or names."""
    spans = []
    number, first, end = max(start, 1), max(start, 1), min(end, len(lines))
    while number <= end:
        line = lines[number - 1][:2000]
        label = label_of(line)
        if label and _opens_list(lines, number, end, label):
            last = _list_end(lines, number, end, label)
            spans.append((number, last))
            number = last + 1
            continue
        if "|" in line and lists_presence(line):
            last = _table_end(lines, number, end)
            spans.append((number, last))
            number = last + 1
            continue
        if number - first < _TOP and _is_roll(lines, number, end):
            last = _roll_end(lines, number, end)
            spans.append((number, last))
            number = last + 1
            continue
        if number - first < _TOP and len(_PERSON_LIST.findall(line)) >= 3 and not BULLET.match(line):
            last = _paragraph_end(lines, number, end)
            spans.append((number, last))
            number = last + 1
            continue
        number += 1
    return spans


def _is_roll(lines: Sequence[str], number: int, end: int) -> bool:
    """Whether a list at the top of a meeting, under no label, is nothing but full names."""
    above = lines[number - 2] if number > 1 else ""
    if not BULLET.match(lines[number - 1]) or BULLET.match(above):
        return False
    before = next(
        (line for line in lines[max(number - 4, 0) : number - 1][::-1] if line.strip()),
        "",
    )
    heading = HEADING.match(before)
    if before.rstrip().endswith(":") or (heading and len(heading[1]) > 1):
        return False
    items = [lines[n - 1] for n in range(number, _roll_end(lines, number, end) + 1)]
    return len(items) >= 3 and all(_is_plain_name(item) for item in items)


def _table_end(lines: Sequence[str], number: int, end: int) -> int:
    last = number
    while last < end and "|" in lines[last]:
        last += 1
    return last


def _roll_end(lines: Sequence[str], number: int, end: int) -> int:
    last = number
    while last < end and BULLET.match(lines[last]):
        last += 1
    return last


def _is_plain_name(item: str) -> bool:
    bullet = BULLET.match(item)
    words = bullet[1].split() if bullet else []
    return (
        2 <= len(words) <= 4
        and all(word[0].isupper() or word in PARTICLES for word in words)
        and is_name(" ".join(words))
    )


def _opens_list(lines: Sequence[str], number: int, end: int, label: re.Match[str]) -> bool:
    """A label opens a list when names follow on its line, or when it stands alone above something."""
    rest = (label["rest"] or label["bold"] or "").strip()
    if rest:
        return bool(people_in(rest)) or rest[0].isdigit()
    if label["hash"] or label["colon"]:
        return True
    if number > 1 and lines[number - 2].strip() and not label["mark"]:
        return False  # a word at the start of a wrapped line
    if BULLET.match(lines[number - 1]) and not label["colon"]:
        return False
    following = next(
        (lines[n - 1] for n in range(number + 1, min(number + 3, end) + 1) if lines[n - 1].strip()),
        "",
    )
    return bool(BULLET.match(following) or _ROW.match(following) or "**" in lines[number - 1])


def _list_end(lines: Sequence[str], number: int, end: int, label: re.Match[str]) -> int:
    """A heading owns what stands below it; a label on a line its paragraph or the list below."""
    heading = HEADING.match(lines[number - 1])
    if heading:
        return _section_end(lines, number, end, len(heading[1]))
    if (label["rest"] or label["bold"] or "").strip():
        return _paragraph_end(lines, number, end)
    last, blank = number, 0
    indent = indent_of(lines[number - 1])
    is_item = bool(BULLET.match(lines[number - 1]))
    for n in range(number + 1, end + 1):
        line = lines[n - 1]
        if not line.strip():
            blank += 1
            if blank > 1 and last > number:
                break
            continue
        if HEADING.match(line) or _BOLD_LINE.match(line) or label_of(line):
            break
        listed = BULLET.match(line) or "|" in line
        if is_item and indent_of(line) <= indent:
            break
        if blank and not listed and last > number:
            break
        if not listed and not people_in(line.strip()):
            break
        last, blank = n, 0
    return last


def _section_end(lines: Sequence[str], number: int, end: int, level: int) -> int:
    """The last line of what a heading lists: not the text that follows its list, nor another label's."""
    last, listed, blank = number, False, False
    for n in range(number + 1, end + 1):
        line = lines[n - 1]
        if not line.strip():
            blank = True
            continue
        heading = HEADING.match(line)
        if heading and (len(heading[1]) <= level or _is_other_section(line)):
            break
        item = bool(BULLET.match(line)) or "|" in line
        goes_on = not blank and line[:1] in (" ", "\t")
        if not (heading or item or goes_on or label_of(line) or GROUP_LABEL.match(line)) and (
            _is_other_section(line) or (listed and blank and not people_in(line.strip()))
        ):
            break
        last, listed, blank = n, listed or item, False
    return last


def _is_other_section(line: str) -> bool:
    """Whether a heading or a label on its own begins something else than attendance."""
    bare = line.strip(" \t\r*_")
    alone = line.lstrip().startswith("#") or bare.endswith((":", "："))
    return alone and _OTHER_SECTION.match(bare) is not None and label_of(line) is None


def _paragraph_end(lines: Sequence[str], number: int, end: int) -> int:
    last = number
    while (
        last < end
        and lines[last].strip()
        and not (BULLET.match(lines[last]) or HEADING.match(lines[last]) or label_of(lines[last]))
        and people_in(lines[last].strip())
        and ":" not in lines[last][:30]
    ):
        last += 1
    return last
