"""Lines worth showing of a hit, with marks; and how close together its words stand.

Owns the choice of lines from the stored text.  A text is never taken apart as a whole: a regular
expression over the beginnings of the terms finds the few places where one can be, and the token around
each tells whether it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.model import Snippet, Topic
from index.searching.needles import Needle
from index.storing.analysis import TOKEN, fold, fold_aligned, pieces
from index.storing.documents import minuted_text

_LONGEST = 300
"""Characters of a line that are shown."""
_BEFORE = 60
"""Characters that are shown before the first mark of a line that is cut."""
_MOST = 3
"""Lines shown of a hit."""
_KIN = 0.5
"""What a relative of a word on a line counts against the word."""
_AGAIN = 0.5
"""What it counts that a line has what another has shown already."""
_WORTH = 0.4
"""What share of the best line another must add to be shown besides."""
_MOST_PLACES = 400
"""So many places of one text are looked at: no snippet gets better after that."""
_LONGEST_TOKEN = 256
_JOINERS = frozenset("_.'’#-+")


class Mark(NamedTuple):
    """A place in a text, which needle is there, and how well: 1 as asked, less for a relative."""

    start: int
    end: int
    needle: int
    strength: float


class Line(NamedTuple):
    """A line that has something of the query; `found` has the needles on it, or in who said it."""

    line: int
    text: str
    found: dict[int, float]
    marks: list[Mark]
    in_chat: bool


class Marker:
    """Finds the needles of one query in texts."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        self._owners: dict[str, list[tuple[int, float]]] = {}
        self._tokens: dict[str, list[Mark]] = {}
        self._patterns = [(n, needle.pattern) for n, needle in enumerate(needles) if needle.pattern]
        self._features = [(n, needle.feature) for n, needle in enumerate(needles) if needle.feature]
        for n, needle in enumerate(needles):
            for term in needle.terms:
                self._owners.setdefault(term, []).append((n, 1.0))
            for term in needle.kin - needle.terms:
                self._owners.setdefault(term, []).append((n, _KIN))
        starts = sorted({re.escape(term[:3]) for term in self._owners})
        self._starts = re.compile("|".join(starts)) if starts else None

    def lines(self, topic: Topic) -> list[Line]:
        """The lines of a topic, then those of its chat, that have any needle."""
        found = list(self._own_lines(topic)) if topic.kind != "chat" or not topic.chat else []
        for message in topic.chat:
            marks = self._mark(message.text)
            said = self._mark(message.speaker)
            if marks or said:
                found.append(Line(message.line, message.text, _best(marks + said), marks, True))
        if self._features:
            flagged = {"decision": set(topic.decisions), "action": {a.line for a in topic.actions}}
            for line in found:
                for n, feature in self._features:
                    if line.line in flagged[feature]:
                        line.found.setdefault(n, _KIN)
        return found

    def _own_lines(self, topic: Topic) -> Iterator[Line]:
        text = minuted_text(topic)
        marks = self._mark(text)
        if not marks:
            return
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        by_line: dict[int, list[Mark]] = {}
        for mark in marks:
            by_line.setdefault(bisect_right(starts, mark.start) - 1, []).append(mark)
        for n, own in sorted(by_line.items()):
            start = starts[n]
            end = starts[n + 1] - 1 if n + 1 < len(starts) else len(text)
            inside = [m._replace(start=m.start - start, end=min(m.end, end) - start) for m in own]
            yield Line(topic.start + n, text[start:end].rstrip("\r"), _best(own), inside, False)

    def _mark(self, text: str) -> list[Mark]:
        """All places of a text where a needle is, in order."""
        plain = fold_aligned(text)
        marks = list(self._mark_terms(text, plain)) if self._starts else []
        for n, pattern in self._patterns:
            marks.extend(Mark(*match.span(), n, 1.0) for match in pattern.finditer(plain))
        return sorted(marks) if self._patterns else marks

    def _mark_terms(self, text: str, plain: str) -> Iterator[Mark]:
        done = 0
        places = self._starts.finditer(plain) if self._starts else iter(())
        for _, place in zip(range(_MOST_PLACES), places, strict=False):
            at = place.start()
            if at < done:
                continue
            first = at
            while first > done and at - first < _LONGEST_TOKEN and _is_joined(text[first - 1]):
                first -= 1
            for token in TOKEN.finditer(text, first):
                done = token.end()
                if done > at:
                    for mark in self._in_token(token[0]):
                        yield mark._replace(start=token.start() + mark.start, end=token.start() + mark.end)
                    break

    def _in_token(self, token: str) -> list[Mark]:
        """Where in a token which needle is; most tokens come up again and again."""
        known = self._tokens.get(token)
        if known is None:
            known = self._tokens[token] = [
                Mark(piece.start, piece.end, n, strength)
                for piece in pieces(token)
                for n, strength in self._owners.get(piece.term, ())
            ]
        return known


def _is_joined(character: str) -> bool:
    """Whether a token can go on with this character."""
    return character.isalnum() or character in _JOINERS


def _best(marks: Sequence[Mark]) -> dict[int, float]:
    """How well each needle is there at best."""
    found: dict[int, float] = {}
    for mark in marks:
        found[mark.needle] = max(found.get(mark.needle, 0.0), mark.strength)
    return found


def weigh_line(line: Line, needles: Sequence[Needle]) -> float:
    """How much of what is asked for stands on a line."""
    return sum(needles[n].idf * strength for n, strength in line.found.items())


def choose_snippets(topic: Topic, lines: Sequence[Line], needles: Sequence[Needle]) -> tuple[Snippet, ...]:
    """The best lines in the order of the file: one of the topic's own if it is worth it, then what it lacks.

    A line of the chat is shown where it has more than a speaker's name, and something to add.
    """
    own = [line for line in lines if not line.in_chat]
    asked = sum(needle.idf for needle in needles)
    chat = [line for line in lines if line.in_chat and (line.marks or weigh_line(line, needles) >= asked)]
    rest = own + chat
    if not rest:
        return _opening(topic)
    top = max(weigh_line(line, needles) for line in rest)
    chosen: list[Line] = []
    covered: dict[int, float] = {}
    while rest and len(chosen) < _MOST:
        pool = rest
        if not chosen and any(weigh_line(line, needles) >= _WORTH * top for line in own):
            pool = own
        best = max(pool, key=lambda line: (_gain(line, covered, needles), -line.line))
        if chosen and _gain(best, covered, needles) < _WORTH * top:
            break
        chosen.append(best)
        rest.remove(best)
        for n, strength in best.found.items():
            covered[n] = max(covered.get(n, 0.0), strength)
    return tuple(_cut(line, needles) for line in sorted(chosen, key=lambda line: line.line))


def _gain(line: Line, covered: dict[int, float], needles: Sequence[Needle]) -> float:
    """What a line adds to what is shown already, and a part of what it has in any case."""
    new = sum(needles[n].idf * max(0.0, s - covered.get(n, 0.0)) for n, s in line.found.items())
    return new + _AGAIN * weigh_line(line, needles)


def _cut(line: Line, needles: Sequence[Needle]) -> Snippet:
    """A line as it is shown: a long one from a little before the place where most stands together."""
    text = line.text
    if len(text) <= _LONGEST:
        return Snippet(line.line, text, _merge(line.marks))
    first = max(line.marks, key=lambda mark: _weigh_from(mark, line.marks, needles)) if line.marks else None
    start = max(0, min(first.start - _BEFORE if first else 0, len(text) - _LONGEST))
    while start > 0 and text[start - 1].isalnum() and first and first.start - start < _LONGEST - _BEFORE:
        start -= 1
    end = start + _LONGEST
    inside = [
        mark._replace(start=mark.start - start, end=mark.end - start)
        for mark in line.marks
        if mark.start >= start and mark.end <= end
    ]
    return Snippet(line.line, text[start:end], _merge(inside))


def _weigh_from(first: Mark, marks: Sequence[Mark], needles: Sequence[Needle]) -> tuple[float, int]:
    """What is shown of the needles if a mark is the first of a cut line; the earlier where it is equal."""
    end = first.start + _LONGEST - _BEFORE
    near = _best([mark for mark in marks if first.start <= mark.start and mark.end <= end])
    return sum(needles[n].idf * strength for n, strength in near.items()), -first.start


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
