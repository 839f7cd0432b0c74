"""Lines worth showing of a hit, with marks; and how close together its words stand.

Owns the choice of lines from the stored text.  A line that cannot have a word of the query is never
taken apart: a regular expression over the beginnings of the terms finds the few that can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.model import Snippet, Topic
from index.searching.needles import Needle
from index.storing.analysis import TOKEN, fold, pieces
from index.storing.documents import minuted_text

_LONGEST = 300
_BEFORE = 60
_MOST = 3
_KIN = 0.5
_AGAIN = 0.5
_WORTH = 0.4


class Line(NamedTuple):
    """A line that has something of the query: where it stands, what is on it, and what to mark.

    `found` tells for each needle on it how well: 1 as asked, less for a relative of it.
    """

    line: int
    text: str
    found: dict[int, float]
    marks: tuple[tuple[int, int], ...]
    in_chat: bool


class Marker:
    """Finds the needles of one query in texts."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        self._owners: dict[str, list[tuple[int, float]]] = {}
        self._tokens: dict[str, list[tuple[int, int, int, float]]] = {}
        self._patterns = [(n, needle.pattern) for n, needle in enumerate(needles) if needle.pattern]
        for n, needle in enumerate(needles):
            for term in needle.terms:
                self._owners.setdefault(term, []).append((n, 1.0))
            for term in needle.kin - needle.terms:
                self._owners.setdefault(term, []).append((n, _KIN))
        self._features = [(n, needle.feature) for n, needle in enumerate(needles) if needle.feature]
        starts = sorted({re.escape(term[:3]) for term in self._owners})
        self._starts = re.compile("|".join(starts), re.I) if starts else None

    def lines(self, topic: Topic) -> list[Line]:
        """The lines of a topic, then those of its chat, that have any needle."""
        marked = {"decision": set(topic.decisions), "action": {action.line for action in topic.actions}}
        lines = [self._line(number, text, False) for number, text in _lines_of(topic)]
        lines += [self._line(m.line, m.text, True, m.speaker) for m in topic.chat]
        found = [line for line in lines if line]
        for line in found:
            for n, feature in self._features:
                if line.line in marked[feature]:
                    line.found.setdefault(n, _KIN)
        return found

    def _line(self, number: int, text: str, in_chat: bool, speaker: str = "") -> Line | None:
        text = self._window(text)
        found: dict[int, float] = {}
        marks: set[tuple[int, int]] = set()
        if self._starts and self._may_have(text):
            for match in TOKEN.finditer(text):
                for start, end, n, strength in self._in_token(match[0]):
                    found[n] = max(found.get(n, 0.0), strength)
                    marks.add((match.start() + start, match.start() + end))
        lowered = text.lower()
        for n, pattern in self._patterns:
            for match in pattern.finditer(lowered if len(lowered) == len(text) else text):
                found[n] = 1.0
                marks.add(match.span())
        if speaker and self._starts and self._may_have(speaker):
            for match in TOKEN.finditer(speaker):
                for _, _, n, strength in self._in_token(match[0]):
                    found[n] = max(found.get(n, 0.0), strength)
        return Line(number, text, found, _merge(marks), in_chat) if found else None

    def _in_token(self, token: str) -> list[tuple[int, int, int, float]]:
        """Where in a token which needle is, and how well; most tokens come up again and again."""
        known = self._tokens.get(token)
        if known is None:
            known = self._tokens[token] = [
                (piece.start, piece.end, n, strength)
                for piece in pieces(token)
                for n, strength in self._owners.get(piece.term, ())
            ]
        return known

    def _may_have(self, text: str) -> bool:
        """Whether it is worth taking a text apart."""
        if self._starts is None:
            return False
        return bool(self._starts.search(text) or (not text.isascii() and self._starts.search(fold(text))))

    def _window(self, text: str) -> str:
        """A long line cut around the first place that can have something."""
        if len(text) <= _LONGEST:
            return text
        places = [m.start() for m in [self._starts.search(text) if self._starts else None] if m]
        places += [m.start() for _, pattern in self._patterns if (m := pattern.search(text.lower()))]
        start = max(0, min(places, default=0) - _BEFORE)
        while start > 0 and text[start - 1 : start].isalnum():
            start -= 1
        return text[start : start + _LONGEST]


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
    return sum(needles[n].idf * strength for n, strength in line.found.items())


def choose_snippets(topic: Topic, lines: Sequence[Line], needles: Sequence[Needle]) -> tuple[Snippet, ...]:
    """The best lines in the order of the file: one of the topic's own first, then what the others lack.

    A line of the chat is shown where it has more than a speaker's name, and something to add.
    """
    own = [line for line in lines if not line.in_chat]
    asked = sum(needle.idf for needle in needles)
    rest = own + [
        line for line in lines if line.in_chat and (line.marks or weigh_line(line, needles) >= asked)
    ]
    if not rest:
        return _opening(topic)
    top = max(weigh_line(line, needles) for line in rest)
    chosen: list[Line] = []
    covered: dict[int, float] = {}
    while rest and len(chosen) < _MOST:
        pool = own if own and not chosen else rest
        best = max(pool, key=lambda line: (_gain(line, covered, needles), -line.line))
        gain = _gain(best, covered, needles)
        if chosen and gain < _WORTH * top:
            break
        chosen.append(best)
        rest.remove(best)
        for n, strength in best.found.items():
            covered[n] = max(covered.get(n, 0.0), strength)
    return tuple(
        Snippet(line.line, line.text, line.marks) for line in sorted(chosen, key=lambda line: line.line)
    )


def _gain(line: Line, covered: dict[int, float], needles: Sequence[Needle]) -> float:
    """What a line adds to what is shown already, and a part of what it has in any case."""
    new = sum(needles[n].idf * max(0.0, s - covered.get(n, 0.0)) for n, s in line.found.items())
    return new + _AGAIN * weigh_line(line, needles)


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
