"""Lines worth showing of a hit, with marks; and how close together its words stand.

Owns the choice of lines from the stored text.  A text is never taken apart as a whole: a regular
expression over the beginnings of the terms finds the few places where one can be, and the token around
each tells whether it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby, islice
from typing import NamedTuple

from index.model import Snippet, Topic
from index.searching.needles import Needle
from index.storing.analysis import Analysis
from index.storing.documents import minuted_text
from index.storing.tokens import TOKEN, fold, fold_aligned

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
    """A line that has something of the query; `found` has the needles on it, or in who said it.

    `file` is as in a `Snippet`.
    """

    line: int
    text: str
    found: dict[int, float]
    marks: list[Mark]
    in_chat: bool
    file: str = ""


class Marker:
    """Finds the needles of one query in texts."""

    def __init__(self, needles: Sequence[Needle], analysis: Analysis) -> None:
        self._analysis = analysis
        self._all = range(len(needles))
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

    def lines(self, topic: Topic) -> Iterator[Line]:
        """The lines of a topic, then those of its chat, that have any needle; found as they are asked for."""
        flagged = {"decision": set(topic.decisions), "action": {a.line for a in topic.actions}}
        for lines in (self._own_lines(topic), self._chat_lines(topic)):
            full = 0
            for line in lines:
                for n, feature in self._features:
                    if line.line in flagged[feature] and not line.file:
                        line.found.setdefault(n, _KIN)
                yield line
                full += all(line.found.get(n) == 1.0 for n in self._all)
                if full == _MOST:
                    break  # so many lines have everything: no other is worth more than the first of them

    def _own_lines(self, topic: Topic) -> Iterator[Line]:
        text = minuted_text(topic)
        number, start = topic.start, 0
        for first, marks in groupby(self._mark(text), lambda mark: text.rfind("\n", 0, mark.start) + 1):
            number += text.count("\n", start, first)
            start = first
            end = text.find("\n", first)
            end = len(text) if end < 0 else end
            own = [Mark(s - first, min(e, end) - first, n, strength) for s, e, n, strength in marks]
            yield Line(number, text[first:end].rstrip("\r"), _best(own), own, False)

    def _chat_lines(self, topic: Topic) -> Iterator[Line]:
        for message in topic.chat:
            marks = list(self._mark(message.text))
            said = list(self._mark(message.speaker))
            if marks or said:
                yield Line(message.line, message.text, _best(marks + said), marks, True, message.file)

    def _mark(self, text: str) -> Iterator[Mark]:
        """All places of a text where a needle is, in order."""
        plain = fold_aligned(text)
        marks = [self._mark_patterns(plain, n, pattern) for n, pattern in self._patterns]
        if self._starts:
            marks.append(self._mark_terms(text, plain, self._starts))
        return merge(*marks)

    def _mark_patterns(self, plain: str, n: int, pattern: re.Pattern[str]) -> Iterator[Mark]:
        for place in islice(pattern.finditer(plain), _MOST_PLACES):
            yield Mark(*place.span(), n, 1.0)

    def _mark_terms(self, text: str, plain: str, starts: re.Pattern[str]) -> Iterator[Mark]:
        done = 0
        for place in islice(starts.finditer(plain), _MOST_PLACES):
            at = place.start()
            if at < done or _is_inside_word(text, at):
                continue
            first = at
            while first > done and at - first < _LONGEST_TOKEN and _is_joined(text[first - 1]):
                first -= 1
            for token in TOKEN.finditer(text, first):
                done = token.end()
                if done > at:
                    base = token.start()
                    for start, end, n, strength in self._in_token(token[0]):
                        yield Mark(base + start, base + end, n, strength)
                    break

    def _in_token(self, token: str) -> list[Mark]:
        """Where in a token which needle is; most tokens come up again and again."""
        known = self._tokens.get(token)
        if known is None:
            known = self._tokens[token] = [
                Mark(piece.start, piece.end, n, strength)
                for piece in self._analysis.pieces(token)
                for n, strength in self._owners.get(piece.term, ())
            ]
        return known


def _is_inside_word(text: str, at: int) -> bool:
    """Whether a small letter stands here that is not the first of a word: no piece of a token begins so."""
    return "a" <= text[at] <= "z" and at > 0 and text[at - 1].isascii() and text[at - 1].isalpha()


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


def choose_snippets(topic: Topic, lines: Iterable[Line], needles: Sequence[Needle]) -> tuple[Snippet, ...]:
    """The best lines in the order of the file: one of the topic's own if it is worth it, then what it lacks.

    A line of the chat is shown where it has more than a speaker's name, and something to add.  What cites an
    issue only in the chat is about it as a whole, so its own first line is shown before.
    """
    asked = sum(needle.idf for needle in needles)
    weighed = [(weigh_line(line, needles), line) for line in lines]
    own = [(weight, line) for weight, line in weighed if not line.in_chat]
    rest = own + [(w, line) for w, line in weighed if line.in_chat and (line.marks or w >= asked)]
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
    about = () if own or topic.kind == "chat" or not any(n.cites for n in needles) else _opening(topic)
    ordered = sorted(chosen, key=lambda line: (line.file, line.line))
    return (*about, *(_cut(line, needles) for line in ordered))


def _news(line: Line, covered: dict[int, float], needles: Sequence[Needle]) -> float:
    """What a line adds to what is shown already."""
    return sum(needles[n].idf * max(0.0, s - covered.get(n, 0.0)) for n, s in line.found.items())


def _cut(line: Line, needles: Sequence[Needle]) -> Snippet:
    """A line as it is shown: a long one from a little before the place where most stands together."""
    text = line.text
    if len(text) <= _LONGEST:
        return Snippet(line.line, text, _merge(line.marks), line.file)
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
    return Snippet(line.line, text[start:end], _merge(inside), line.file)


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
