"""Which lines of a file are a meeting: mostly all, sometimes one under each dated heading.

Owns the split by headings that are dated, or that each have a label with a date below them; must not know
what is in a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.reading.blocks import Block
from index.reading.dates import date_in, day_alone, day_labelled
from index.reading.sections import Section

_FULL = len("YYYY-MM-DD")
_YEAR = re.compile(r"\d\d")  # a full date has one, in two or four digits
_HEAD = 4  # blocks under a heading of a meeting among which its date is
_MOST_WORDS = 7  # a heading with more words than this names a subject that has a date in it
_NO_MEETINGS_BELOW = ("agenda", "boilerplate", "links", "contents", "chat")
_NO_MEETING = re.compile(
    r"\b(?:next|upcoming|future|previous|last|attend\w*|present|agenda for|release|deadline)\b", re.IGNORECASE
)


def split_by_date(root: Section, last: int, known: str | None) -> list[tuple[Section, str]]:
    """The meetings of a file as root sections with their dates.

    In a file whose own date is `known` they are several; its year is that of headings with a day alone.  The
    highest headings with enough dates count.  A meeting reaches to the next of them, the last one to line
    `last`.
    """
    for parent in sorted(root.walk(), key=lambda section: section.level):
        if parent.role in _NO_MEETINGS_BELOW:
            continue
        dated = _dated(parent.children, known)
        if len({date for _, date in dated}) >= (2 if known else 1):
            return _split([*parent.children, *_behind(root, parent.end)], dated, last)
    return []


def _behind(section: Section, end: int) -> Iterator[Section]:
    """The outermost sections that begin behind line `end`."""
    for child in section.children:
        if child.start > end:
            yield child
        else:
            yield from _behind(child, end)


def _dated(sections: Sequence[Section], known: str | None) -> list[tuple[int, str]]:
    """The places and dates of sections that are meetings; by labels where all from one on have one."""
    named = [(place, date) for place, section in enumerate(sections) if (date := _date_of(section, known))]
    if len(named) > 1:
        return named
    labelled = [(place, date) for place, section in enumerate(sections) if (date := _date_labelled(section))]
    several = len(labelled) > 1 and len(labelled) == len(sections) - labelled[0][0]
    return labelled if several else named


def _date_of(section: Section, known: str | None) -> str | None:
    """The full date that a heading is made of."""
    title = section.title
    if section.role in ("boilerplate", "attendance") or _NO_MEETING.search(title):
        return None
    if not _YEAR.search(title) or len(date := date_in(title) or "") != _FULL:
        return day_alone(title, known) if known else None
    words = re.findall(r"[^\W\d_]{2,}", title)
    return date if len(words) <= _MOST_WORDS else None


def _date_labelled(section: Section) -> str | None:
    """The date that a label among the first lines under a heading gives: ``Date: 4 March 2031``."""
    blocks: list[Block] = [*section.body, *(section.children[0].body if section.children else ())]
    labelled = (day_labelled(block.text) for block in blocks[:_HEAD])
    return next(filter(None, labelled), None) if not _NO_MEETING.search(section.title) else None


def _split(children: list[Section], dated: Sequence[tuple[int, str]], last: int) -> list[tuple[Section, str]]:
    meetings = []
    places = [place for place, _ in dated[1:]] + [len(children)]
    for (place, date), until in zip(dated, places, strict=True):
        heading = children[place]
        heading.children += children[place + 1 : until]
        heading.end = children[until].start - 1 if until < len(children) else last
        meetings.append((Section(heading.title, 0, heading.start, heading.end, children=[heading]), date))
    return meetings
