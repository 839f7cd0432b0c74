"""What a minute-taker could mend: a date that contradicts the path, a label without its link, lost lines.

Owns what is told of one meeting; `kb lint` prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.model import Meeting, Problem
from index.reading.dates import date_in, date_in_path
from index.reading.labels import lacks_recording
from index.reading.links import plain
from index.reading.sections import Section

_FULL = len("YYYY-MM-DD")
_SPAN = re.compile(r"\s(?:[-–—]|to|until|through)\s")
_BLANK = "\ufeff\u00a0 \t\r\f\v"


def find_problems(meeting: Meeting, title: Section | None, lines: Sequence[str]) -> Iterator[Problem]:
    """What could be mended in one meeting of a file with these `lines`; `title` is its heading."""
    path, told = date_in_path(meeting.file), _days(title.title) if title else set()
    if title and path == meeting.date and len(told) == 1 and path not in told:
        text = f"the title says {told.pop()}, the path {path}, which counts"
        yield Problem(meeting.file, title.start, "date-mismatch", text)
    homes: set[int] = set()
    for topic in meeting.topics:
        homes.update(range(topic.start, topic.end + 1))
    for part in meeting.parts:
        homes.update(range(part.start, part.end + 1))
    for number in range(meeting.start, meeting.end + 1):
        line = lines[number - 1]
        if number not in homes and line.strip(_BLANK):
            yield Problem(meeting.file, number, "line-without-home", plain(line[:100]))
    if meeting.recording is None:
        for part in meeting.parts:
            if part.role == "recording" and lacks_recording(lines[part.start - 1]):
                yield Problem(
                    meeting.file, part.start, "no-recording", "the label for the recording has no link"
                )
                break


def _days(title: str) -> set[str]:
    """The days that a title names; from one to another they are no date of the meeting."""
    found = map(date_in, _SPAN.split(title))
    return {day for day in found if day and len(day) == _FULL}
