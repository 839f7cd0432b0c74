"""What a minute-taker could mend: a date that contradicts the path, a label without its link, lost lines.

Owns what is told of one meeting; `kb lint` prints it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.model import Meeting, Problem
from index.reading.dates import date_in, date_in_path
from index.reading.labels import lacks_recording
from index.reading.links import plain
from index.reading.sections import Section

_FULL = len("YYYY-MM-DD")
_BLANK = "\ufeff\u00a0 \t\r\f\v"


def find_problems(meeting: Meeting, title: Section | None, lines: Sequence[str]) -> Iterator[Problem]:
    """What could be mended in one meeting of a file with these `lines`; `title` is its heading."""
    path, told = date_in_path(meeting.file), date_in(title.title) if title else None
    if title and path == meeting.date and told and len(told) == _FULL and path != told:
        yield Problem(meeting.file, title.start, "date-mismatch", f"the title says {told}, the path {path}")
    homes = {line for topic in meeting.topics for line in range(topic.start, topic.end + 1)}
    homes |= {line for part in meeting.parts for line in range(part.start, part.end + 1)}
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
