"""The ids of topics: the file's path, the date where it holds several meetings, the words of the title.

Owns their form, which links and scripts rely on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.model import Meeting, Topic


def slug(title: str) -> str:
    """`title` as the tail of an id: lower case words with hyphens, at most sixty characters."""
    kept = ""
    for word in re.findall(r"\w+", title.casefold()):
        if kept and len(kept) + len(word) > 60:
            break
        kept += ("-" if kept else "") + word
    return kept[:60] or "topic"


def with_ids(meetings: Sequence[Meeting], stem: str) -> tuple[Meeting, ...]:
    """The meetings with the ids of their topics made whole and different from each other."""
    seen: dict[str, int] = {}

    def name(meeting: Meeting, topic: Topic) -> str:
        whole = f"{stem}/{meeting.date}/{topic.id}" if len(meetings) > 1 else f"{stem}/{topic.id}"
        seen[whole] = seen.get(whole, 0) + 1
        return whole if seen[whole] == 1 else f"{whole}-{seen[whole]}"

    return tuple(
        replace(meeting, topics=tuple(replace(topic, id=name(meeting, topic)) for topic in meeting.topics))
        for meeting in meetings
    )
