"""The ids of topics: the file's path, the date where it holds several meetings, the words of the title.

Owns their form, which links and scripts rely on.
"""

from __future__ import annotations

import re


def slug(title: str) -> str:
    """`title` as the tail of an id: lower case words with hyphens, at most sixty characters."""
    kept = ""
    for word in re.findall(r"\w+", title.casefold()):
        if kept and len(kept) + len(word) > 60:
            break
        kept += ("-" if kept else "") + word
    return kept[:60] or "topic"


class Ids:
    """The ids of one file's topics, in the order in which they are asked for, all different from each other.

    `dated`: with the date, where the file holds several meetings.
    """

    def __init__(self, stem: str, *, dated: bool) -> None:
        self._stem, self._dated = stem, dated
        self._seen: dict[str, int] = {}

    def of(self, date: str, title: str) -> str:
        """The id of the next topic."""
        whole = f"{self._stem}/{date}/{slug(title)}" if self._dated else f"{self._stem}/{slug(title)}"
        count = self._seen[whole] = self._seen.get(whole, 0) + 1
        return whole if count == 1 else f"{whole}-{count}"
