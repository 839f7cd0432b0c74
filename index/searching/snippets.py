"""Lines worth showing of a hit, with marks.

Owns the choice of lines from those that have something of the query, and what is shown of a long one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from index.model import Snippet, Topic
from index.searching.marks import Found, Line, Mark, Sight, best_of_marks
from index.searching.needles import Needle
from index.storing.documents import minuted_text
from index.storing.reader import Snapshot
from index.storing.state import unpack_header
from index.storing.tokens import fold

_LONGEST = 300
"""Characters of a line that are shown."""
_BEFORE = 60
"""Characters that are shown before the first mark of a line that is cut."""
_MOST = 3
"""Lines shown of a hit."""
_AGAIN = 0.5
"""What it counts that a line has what another has shown already."""
_WORTH = 0.4
"""What share of the best line another must add to be shown besides."""


def choose_snippets(sight: Sight, others: Sequence[Line]) -> tuple[Snippet, ...]:
    """The best lines in the order of the file: one of the topic's own if it is worth it, then what it lacks.

    A line of the chat is shown where it has more than a speaker's name, or no other has more.  What cites an
    issue only in the chat is about it as a whole, so its own first line is shown before.  In a topic that is
    only a chat, what was answered is shown, too.  `others` are lines beside the topic.
    """
    topic, weigh = sight.topic, sight.marker.weigh
    own = sight.best_line(sight.own, weigh, others=others)
    best = sight.best_line(sight.chat, weigh, others=[own] if own else ())
    if not best:
        return _opening(topic)
    most = weigh(best.found)
    chosen = [own if own and weigh(own.found) >= _WORTH * most else best]
    while len(chosen) < _MOST and (line := _next(sight, others, chosen, most)):
        chosen.append(line)
    if topic.kind == "chat":
        chosen += _answers(topic, chosen, weigh)
    cites = any(needle.cites for needle in sight.marker.needles)
    about = _opening(topic) if cites and not own and topic.kind != "chat" else ()
    ordered = sorted(chosen, key=lambda line: (line.file, line.line))
    return (*about, *(_cut(line, weigh) for line in ordered))


def _next(sight: Sight, others: Sequence[Line], chosen: Sequence[Line], most: float) -> Line | None:
    """The line that adds most to those chosen, where it adds enough beside the best, which weighs `most`."""
    weigh = sight.marker.weigh
    covered: dict[int, float] = {}
    for line in chosen:
        for n, strength in line.found.items():
            covered[n] = max(covered.get(n, 0.0), strength)

    def gain(found: Found) -> float:
        return weigh({n: _AGAIN * s + max(0.0, s - covered.get(n, 0.0)) for n, s in found.items()})

    def fits(line: Line) -> bool:
        says = not line.in_chat or line.marks or weigh(line.found) >= most
        return bool(says) and not any(line is other for other in chosen)

    best = sight.best_line((*sight.own, *sight.chat), gain, fits, others)
    return best if best and gain(best.found) >= _WORTH * most else None


def _answers(topic: Topic, chosen: Sequence[Line], weigh: Callable[[Found], float]) -> list[Line]:
    """The messages that follow the best of those chosen from a chat, as far as there is room: its answers."""
    best = max(chosen, key=lambda line: (weigh(line.found), -line.line))
    shown = {line.line for line in chosen}
    after = [one for one in topic.chat if one.line > best.line and one.line not in shown]
    return [Line(one.line, one.text, {}, [], True, one.file) for one in after[: _MOST - len(chosen)]]


def recording_lines(snapshot: Snapshot, topic: Topic, needles: Sequence[Needle]) -> Iterator[Line]:
    """Where the recording of a topic's meeting is named, outside of all topics, if it is asked for."""
    for n, needle in enumerate(needles):
        place = (
            needle.pattern.search(fold(topic.recording or "")) if needle.cites and needle.pattern else None
        )
        if place and topic.recording:
            file = topic.minutes_file
            for meeting in map(unpack_header, snapshot.record("file", file)["meetings"]):
                for part in meeting.parts:
                    if part.role == "recording" and meeting.date == topic.date:
                        mark = Mark(*place.span(), n, 1.0)
                        yield Line(part.start, topic.recording, {n: 1.0}, [mark], False, topic.meeting_file)


def _cut(line: Line, weigh: Callable[[Found], float]) -> Snippet:
    """A line as it is shown: a long one from a little before the place where most stands together."""
    text = line.text
    if len(text) <= _LONGEST:
        return Snippet(line.line, text, _merge(line.marks), line.file)
    first = _best_place(line.marks, weigh)
    start = max(0, min(first.start - _BEFORE if first else 0, len(text) - _LONGEST))
    while start > 0 and text[start - 1].isalnum() and first and first.start - start < _LONGEST - _BEFORE:
        start -= 1
    end = start + _LONGEST
    inside = [
        mark._replace(start=mark.start - start, end=mark.end - start)
        for mark in line.marks
        if mark.start >= start and mark.end <= end
    ]
    return Snippet(line.line, text[start:end], _merge(inside), line.file)


def _best_place(marks: Sequence[Mark], weigh: Callable[[Found], float]) -> Mark | None:
    """The mark from which on a cut line shows most of the needles; the earliest of several."""
    ordered = sorted(marks)
    starts = [mark.start for mark in ordered]

    def shown_from(first: Mark) -> tuple[float, int]:
        end = first.start + _LONGEST - _BEFORE
        near = ordered[bisect_left(starts, first.start) : bisect_right(starts, end)]
        return weigh(best_of_marks([mark for mark in near if mark.end <= end])), -first.start

    return max(ordered, key=shown_from, default=None)


def _merge(marks: Sequence[Mark]) -> tuple[tuple[int, int], ...]:
    """The places to mark; those that touch or overlap are one."""
    merged: list[tuple[int, int]] = []
    for start, end, _, _ in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _opening(topic: Topic) -> tuple[Snippet, ...]:
    """The first line that says something beyond the title, where nothing is to be marked."""
    if topic.kind == "chat" and topic.chat:
        return (Snippet(topic.chat[0].line, topic.chat[0].text[:_LONGEST]),)
    lines = [
        (topic.start + n, text.rstrip("\r"))
        for n, text in enumerate(minuted_text(topic).split("\n"))
        if re.search(r"\w", text)
    ]
    if not lines:
        return ()
    title = fold(topic.title)
    number, text = next(((n, text) for n, text in lines if title not in fold(text)), lines[0])
    return (Snippet(number, text[:_LONGEST]),)
