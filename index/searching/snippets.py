"""Lines worth showing of a hit, with marks.

Owns the choice of lines from those that have something of the query, and what is shown of a long one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from index.model import Snippet, Topic
from index.searching.marks import Line, Mark, best_of_marks, weigh_line
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
LEAST = 0.99 * _WORTH / (1 + _AGAIN)
"""What weighs no more than this share of the best line cannot be shown, whatever it adds."""


def choose_snippets(topic: Topic, lines: Iterable[Line], needles: Sequence[Needle]) -> tuple[Snippet, ...]:
    """The best lines in the order of the file: one of the topic's own if it is worth it, then what it lacks.

    A line of the chat is shown where it has more than a speaker's name, or no other has more.  What cites an
    issue only in the chat is about it as a whole, so its own first line is shown before.  In a topic that is
    only a chat, what was answered is shown, too.
    """
    weighed = [(weigh_line(line, needles), line) for line in lines]
    most = max((weight for weight, _ in weighed), default=0.0)
    own = [(weight, line) for weight, line in weighed if not line.in_chat]
    rest = own + [(w, line) for w, line in weighed if line.in_chat and (line.marks or w >= most)]
    if not rest:
        return _opening(topic)
    top = max(weight for weight, _ in rest)
    pool = own if any(weight >= _WORTH * top for weight, _ in own) else rest
    chosen: list[Line] = []
    covered: dict[int, float] = {}
    while rest and len(chosen) < _MOST:
        gain, line = max(
            ((_AGAIN * weight + _news(line, covered, needles), line) for weight, line in pool),
            key=lambda pair: (pair[0], -pair[1].line),
        )
        if chosen and gain < _WORTH * top:
            break
        chosen.append(line)
        pool = rest = [pair for pair in rest if pair[1] is not line]
        for n, strength in line.found.items():
            covered[n] = max(covered.get(n, 0.0), strength)
    if topic.kind == "chat" and chosen:
        chosen += _answers(topic, chosen, needles)
    about = () if own or topic.kind == "chat" or not any(n.cites for n in needles) else _opening(topic)
    ordered = sorted(chosen, key=lambda line: (line.file, line.line))
    return (*about, *(_cut(line, needles) for line in ordered))


def _answers(topic: Topic, chosen: Sequence[Line], needles: Sequence[Needle]) -> list[Line]:
    """The messages that follow the best of those chosen from a chat, as far as there is room: its answers."""
    best = max(chosen, key=lambda line: (weigh_line(line, needles), -line.line))
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


def _news(line: Line, covered: dict[int, float], needles: Sequence[Needle]) -> float:
    """What a line adds to what is shown already."""
    return sum(needles[n].idf * max(0.0, s - covered.get(n, 0.0)) for n, s in line.found.items())


def _cut(line: Line, needles: Sequence[Needle]) -> Snippet:
    """A line as it is shown: a long one from a little before the place where most stands together."""
    text = line.text
    if len(text) <= _LONGEST:
        return Snippet(line.line, text, _merge(line.marks), line.file)
    first = _best_place(line.marks, needles)
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


def _best_place(marks: Sequence[Mark], needles: Sequence[Needle]) -> Mark | None:
    """The mark from which on a cut line shows most of the needles; the earliest of several."""
    ordered = sorted(marks)
    starts = [mark.start for mark in ordered]

    def weigh(first: Mark) -> tuple[float, int]:
        end = first.start + _LONGEST - _BEFORE
        near = ordered[bisect_left(starts, first.start) : bisect_right(starts, end)]
        found = best_of_marks([mark for mark in near if mark.end <= end])
        return sum(needles[n].idf * strength for n, strength in found.items()), -first.start

    return max(ordered, key=weigh, default=None)


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
