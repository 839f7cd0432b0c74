"""Which lines of a file are a meeting: mostly all, sometimes one under each dated heading.

Owns the split by dated headings; must not know what is in a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.reading.dates import date_in
from index.reading.sections import Section

_FULL = len("YYYY-MM-DD")
_YEAR = re.compile(r"\d\d")  # a full date has one, in two or four digits
_MOST_WORDS = 7  # a heading with more words than this names a subject that has a date in it
_NO_MEETINGS_BELOW = ("agenda", "boilerplate", "links", "contents", "chat")
_NO_MEETING = re.compile(
    r"\b(?:next|upcoming|future|previous|last|attend\w*|present|agenda for|release|deadline)\b", re.IGNORECASE
)


def split_by_date(root: Section, last: int, at_least: int) -> list[tuple[Section, str]]:
    """The meetings of a file as root sections with their dates; none with fewer than `at_least` days.

    The highest headings with enough dates count.  A meeting reaches to the next of them, the last one to
    line `last`.
    """
    for parent in sorted(root.walk(), key=lambda section: section.level):
        if parent.role in _NO_MEETINGS_BELOW:
            continue
        dated = [(place, date) for place, child in enumerate(parent.children) if (date := _date_of(child))]
        if len({date for _, date in dated}) >= at_least:
            return _split(parent.children, dated, last)
    return []


def _date_of(section: Section) -> str | None:
    """The full date that a heading is made of."""
    title = section.title
    if not _YEAR.search(title) or section.role in ("boilerplate", "attendance") or _NO_MEETING.search(title):
        return None
    date = date_in(title)
    words = re.findall(r"[^\W\d_]{2,}", title)
    return date if date and len(date) == _FULL and len(words) <= _MOST_WORDS else None


def _split(children: list[Section], dated: Sequence[tuple[int, str]], last: int) -> list[tuple[Section, str]]:
    meetings = []
    places = [place for place, _ in dated[1:]] + [len(children)]
    for (place, date), until in zip(dated, places, strict=True):
        heading = children[place]
        heading.children += children[place + 1 : until]
        heading.end = children[until].start - 1 if until < len(children) else last
        meetings.append((Section(heading.title, 0, heading.start, heading.end, children=[heading]), date))
    return meetings
