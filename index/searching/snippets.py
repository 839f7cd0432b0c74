"""Lines worth showing of a hit, with marks; and how close together its words stand.

Owns the choice of lines from the stored text.  A line that cannot have a word of the query is never taken apart:
a regular expression over the beginnings of the terms finds the few that can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.model import Snippet, Topic
from index.searching.needles import Needle
from index.storing.analysis import fold, locate_terms
from index.storing.documents import minuted_text

_LONGEST = 300
_BEFORE = 60
_MOST = 3


class Line(NamedTuple):
    """A line that has something of the query: where it stands, which needles are on it, and what to mark."""

    line: int
    text: str
    found: frozenset[int]
    marks: tuple[tuple[int, int], ...]
    in_chat: bool


class Marker:
    """Finds the needles of one query in texts."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        self._needles = needles
        self._owners: dict[str, set[int]] = {}
        starts = set()
        self._patterns = [(n, needle.pattern) for n, needle in enumerate(needles) if needle.pattern]
        for n, needle in enumerate(needles):
            for term in needle.terms:
                self._owners.setdefault(term, set()).add(n)
                starts.add(re.escape(term[:3]))
        self._starts = re.compile("|".join(sorted(starts)), re.I) if starts else None

    def lines(self, topic: Topic) -> list[Line]:
        """The lines of a topic, then those of its chat, that have any needle."""
        found = []
        for number, text in _lines_of(topic):
            if line := self._line(number, text, False):
                found.append(line)
        for message in topic.chat:
            if line := self._line(message.line, message.text, True, message.speaker):
                found.append(line)
        return found

    def _line(self, number: int, text: str, in_chat: bool, speaker: str = "") -> Line | None:
        text, start = self._window(text)
        needles: set[int] = set()
        marks: set[tuple[int, int]] = set()
        plain = text if text.isascii() else fold(text)
        if self._starts and (self._starts.search(text) or (plain is not text and self._starts.search(plain))):
            for piece in locate_terms(text):
                owners = self._owners.get(piece.term)
                if owners:
                    needles |= owners
                    marks.add((piece.start, piece.end))
        lowered = text.lower()
        for n, pattern in self._patterns:
            for match in pattern.finditer(lowered if len(lowered) == len(text) else text):
                needles.add(n)
                marks.add(match.span())
        if speaker and self._starts and self._starts.search(speaker):
            for piece in locate_terms(speaker):
                needles |= self._owners.get(piece.term, set())
        if not needles:
            return None
        return Line(number, text, frozenset(needles), _merge(marks), in_chat)

    def _window(self, text: str) -> tuple[str, int]:
        """A long line cut around the first place that can have something."""
        if len(text) <= _LONGEST:
            return text, 0
        places = [m.start() for m in [self._starts.search(text) if self._starts else None] if m]
        places += [m.start() for _, pattern in self._patterns if (m := pattern.search(text.lower()))]
        start = max(0, min(places, default=0) - _BEFORE)
        while start > 0 and text[start - 1 : start].isalnum():
            start -= 1
        return text[start : start + _LONGEST], start


def _lines_of(topic: Topic) -> Iterator[tuple[int, str]]:
    if topic.kind == "chat" and topic.chat:
        return
    for n, text in enumerate(minuted_text(topic).split("\n")):
        yield topic.start + n, text.rstrip("\r")


def _merge(marks: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Marks that touch or overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def weigh_line(line: Line, needles: Sequence[Needle]) -> float:
    """How much of what is asked for stands on a line."""
    return sum(needles[n].idf for n in line.found)


def choose_snippets(topic: Topic, lines: Sequence[Line], needles: Sequence[Needle]) -> tuple[Snippet, ...]:
    """The best lines in the order of the file: those that have most, and then what the others lack."""
    chosen: list[Line] = []
    covered: set[int] = set()
    rest = list(lines)
    while rest and len(chosen) < _MOST:
        best = max(
            rest,
            key=lambda line: (
                sum(needles[n].idf for n in line.found - covered) + 0.3 * weigh_line(line, needles),
                not line.in_chat,
                -line.line,
            ),
        )
        if (
            chosen
            and not best.found - covered
            and weigh_line(best, needles) < 0.6 * weigh_line(chosen[0], needles)
        ):
            break
        chosen.append(best)
        covered |= best.found
        rest.remove(best)
    if not chosen:
        return _opening(topic)
    return tuple(
        Snippet(line.line, line.text, line.marks) for line in sorted(chosen, key=lambda line: line.line)
    )


def _opening(topic: Topic) -> tuple[Snippet, ...]:
    """The first line that says something beyond the title, where nothing is to be marked."""
    if topic.kind == "chat" and topic.chat:
        first = topic.chat[0]
        return (Snippet(first.line, first.text[:_LONGEST]),)
    lines = [(n, text) for n, text in _lines_of(topic) if re.search(r"\w", text)]
    if not lines:
        return ()
    number, text = next(((n, t) for n, t in lines if fold(topic.title) not in fold(t)), lines[0])
    return (Snippet(number, text[:_LONGEST]),)
