"""What the headings of a whole meeting say of one: what its like are, and which are named twice.

Owns what repeats within the outline; must not know where topics begin.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from index.reading.dates import is_dateline
from index.reading.levels import stands_over_headings
from index.reading.links import plain
from index.reading.sections import Section
from index.reading.sheet import Sheet

_WORD = re.compile(r"\w+")
_FEWEST_ANNOUNCED = 2  # items without a word for agenda above them; one alone may be a coincidence
_LONGEST = 16  # words of a heading that an item may begin with
_SUBJECTS = (None, "miscellany", "minutes", "agenda")


class Outline:
    """The headings of one meeting; all but the meeting's `title` count."""

    def __init__(self, root: Section, title: Section | None, sheet: Sheet) -> None:
        self._sheet = sheet
        self._sections = [section for section in root.walk() if section.level and section is not title]

    @cached_property
    def names_subjects(self) -> bool:
        """Whether some heading names a subject, or is over some."""
        return self._has(_SUBJECTS)

    @cached_property
    def names_topics(self) -> bool:
        """Whether some heading other than that of an agenda names a subject, or is over some."""
        return self._has([role for role in _SUBJECTS if role != "agenda"])

    def _has(self, roles: Collection[str | None]) -> bool:
        return any(section.role in roles and not is_dateline(section.title) for section in self._sections)

    def announces(self, section: Section) -> bool:
        """Whether nothing but the words of later headings stands under a heading: what is to come.

        Under a word for minutes most items have to begin like a heading, with who presents them behind it.
        """
        if section.role not in (None, "minutes") or section.children:
            return False
        items = [block for block in section.body if block.form == "item"]
        if len(items) < len(section.body) or len(items) < (1 if section.role else _FEWEST_ANNOUNCED):
            return False
        if all(self._starts.get(_words(block.text), 0) > section.start for block in items):
            return True
        flat = all(block.level == 0 for block in items) and len(items) > _FEWEST_ANNOUNCED
        if section.role is None or not flat:
            return False
        begun = sum(self._opens_later(_words(block.text), section.start) for block in items)
        return 2 * begun > len(items)

    def _opens_later(self, words: tuple[str, ...], start: int) -> bool:
        """Whether some of the first words are those of a heading further down."""
        return any(
            self._starts.get(words[:count], 0) > start for count in range(2, min(len(words), _LONGEST) + 1)
        )

    def is_shelf(self, section: Section) -> bool:
        """Whether a heading over just one other is of a level whose headings stand over several."""
        return (
            not section.body
            and len(section.children) == 1
            and section.role is None
            and section.children[0].role is None
            and section.level == self._shelf_level
        )

    def goes_on_behind(self, section: Section) -> bool:
        """Whether subjects of its level follow a heading."""
        return any(
            later.role is None and later.level == section.level and later.start > section.start
            for later in self._sections
        )

    def is_longest(self, section: Section) -> bool:
        """Whether under no other heading stand more words."""
        return all(
            self._sheet.words(other.body) <= self._sheet.words(section.body) for other in self._sections
        )

    @cached_property
    def _starts(self) -> dict[tuple[str, ...], int]:
        return {_words(section.title): section.start for section in self._sections}

    @cached_property
    def _shelf_level(self) -> int | None:
        """The highest level, where headings stand over several others and none of them says anything."""
        named = [section for section in self._sections if section.role is None]
        highest = min((section.level for section in named), default=0)
        over = [section for section in named if section.level == highest and section.children]
        several = [section for section in over if len(section.children) > 1]
        silent = not any(self._sheet.says_something(section.body) for section in over)
        shelves = silent and several and all(stands_over_headings(s, self._sheet) for s in several)
        return highest if shelves else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(text).casefold()))
