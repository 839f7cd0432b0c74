"""Where the needles of a query stand in a topic: on which lines, and at which places of them.

Owns the search of the stored texts.  A text is never taken apart as a whole: the folded text that the index
keeps tells on which lines the first letters of terms are, of those that the topic has; only there is it
looked at, and the token around the letters tells whether it is the term.  What a line can weigh at most is
known before that, so that few lines are looked at to find the best.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import merge
from itertools import chain, compress, islice, repeat
from math import inf
from typing import NamedTuple

from index.model import Topic
from index.searching.needles import Needle
from index.storing.documents import minuted_text
from index.storing.reader import Snapshot
from index.storing.schema import PART_MARK, TEXT
from index.storing.tokens import TOKEN, fold_aligned

_KIN = 0.5
"""What a relative of a word on a line counts against the word."""
_ENOUGH = 3
"""Where so many lines have everything, no other is worth more than these."""
_MOST_PLACES = 400
"""So many places of one text are looked at: no snippet gets better after that."""
_START = 3
"""So many first letters of a term are looked for: the words that it stands for have them, too."""
_LONGEST_TOKEN = 256
_JOINERS = frozenset("_.'’#-+")
_ROUNDING = 1 + 1e-9
"""Sums of the same in another order differ by less."""


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


class Spot(NamedTuple):
    """A line, or message, that may have something: what it weighs at most, and the marks of patterns."""

    most: float
    number: int
    marks: Sequence[Mark]
    in_chat: bool


class Marker:
    """Finds the needles of one query in topics."""

    def __init__(self, snapshot: Snapshot, needles: Sequence[Needle]) -> None:
        self.needles = needles
        self.features = [(n, needle.feature) for n, needle in enumerate(needles) if needle.feature]
        self.patterns = [(n, needle.pattern) for n, needle in enumerate(needles) if needle.pattern]
        self._snapshot = snapshot
        self._analysis = snapshot.analysis
        self._owners: dict[str, list[tuple[int, float]]] = {}
        self._tokens: dict[str, list[Mark]] = {}
        for n, needle in enumerate(needles):
            for term in needle.terms:
                self._owners.setdefault(term, []).append((n, 1.0))
            for term in needle.kin - needle.terms:
                self._owners.setdefault(term, []).append((n, _KIN))
        self._starts: dict[str, int] = {}
        """The topics with any of the terms that begin so."""
        self._meant: dict[str, dict[int, float]] = {}
        """Of which needles such a term can be, and how well."""
        self._most: dict[tuple[str, ...], float] = {}
        for term, owners in self._owners.items():
            start = term[:_START]
            self._starts[start] = self._starts.get(start, 0) | snapshot.bits(TEXT, term)
            meant = self._meant.setdefault(start, {})
            for n, strength in owners:
                meant[n] = max(meant.get(n, 0.0), strength)

    def sight(self, number: int) -> Sight:
        """What of the query stands where in a topic."""
        starts = [start for start, bits in self._starts.items() if bits >> number & 1]
        return Sight(self, self._snapshot, number, starts)

    def most(self, starts: tuple[str, ...]) -> float:
        """The most that a line can weigh that has only these beginnings of terms; anything with patterns."""
        known = self._most.get(starts)
        if known is None:
            found = dict.fromkeys((n for n, _ in self.features), _KIN)
            for start in starts:
                for n, strength in self._meant[start].items():
                    found[n] = max(found.get(n, 0.0), strength)
            weight = sum(self.needles[n].idf * strength for n, strength in found.items())
            known = self._most[starts] = inf if self.patterns else weight * _ROUNDING
        return known

    def mark_patterns(self, plain: str) -> Iterator[Mark]:
        """The places of all patterns in a text folded letter by letter, in order, as they are asked for."""
        return merge(*(self._mark_pattern(plain, n, pattern) for n, pattern in self.patterns))

    def _mark_pattern(self, plain: str, n: int, pattern: re.Pattern[str]) -> Iterator[Mark]:
        for place in islice(pattern.finditer(plain), _MOST_PLACES):
            yield Mark(*place.span(), n, 1.0)

    def mark_terms(self, text: str, plain: str, starts: Sequence[str]) -> list[Mark]:
        """The places of all terms with these beginnings in a text, in order."""
        return list(self._mark_terms(text, _places(plain, starts)))

    def _mark_terms(self, text: str, starts: Iterable[int]) -> Iterator[Mark]:
        done = 0
        for at in starts:
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


class Sight:
    """What of a query stands where in one topic; its text is not read before it is looked at."""

    def __init__(self, marker: Marker, snapshot: Snapshot, number: int, starts: Sequence[str]) -> None:
        self._marker = marker
        self._snapshot = snapshot
        self.number = number
        self.needles = marker.needles
        self._starts = starts
        self._known: dict[tuple[bool, int], Line | None] = {}
        self._best_own = 0.0

    @cached_property
    def _parts(self) -> list[str]:
        return self._snapshot.plain(self.number).split(PART_MARK)

    @cached_property
    def _plain(self) -> list[str]:
        return self._parts[1].split("\n")

    @cached_property
    def topic(self) -> Topic:
        """The topic itself."""
        return self._snapshot.topic(self.number)

    @cached_property
    def _texts(self) -> list[str]:
        return minuted_text(self.topic).split("\n")

    @cached_property
    def _spots(self) -> tuple[Iterable[Spot], Iterable[Spot]]:
        return list(self._own_spots()), list(self._chat_spots())

    def bound(self) -> float:
        """What no line weighs more than, by the folded text alone."""
        if self._marker.patterns or len(self.needles) < 2:
            return inf
        return max((spot.most for spot in chain(*self._spots)), default=0.0)

    def most(self) -> float:
        """What the best line weighs."""
        if self._marker.patterns:  # the first line that has everything ends it
            spots: Iterable[Spot] = chain(self._own_spots(), self._chat_spots())
        else:
            spots = sorted(chain(*self._spots), key=lambda spot: -spot.most)
        best, asked = 0.0, sum(needle.idf for needle in self.needles)
        for spot in spots:
            if best >= min(spot.most, asked):
                break
            line = self._look(spot)
            best = max(best, weigh_line(line, self.needles) if line else 0.0)
            if line and not spot.in_chat:
                self._best_own = max(self._best_own, weigh_line(line, self.needles))
        return best

    def lines(self, share: float = 0.0) -> Iterator[Line]:
        """The lines of the topic, then those of its chat, that have any needle, in order.

        Those may be left out that weigh less than a share of the best of the topic's own.
        """
        least = share * self._best_own
        all_needles = range(len(self.needles))
        groups = (self._own_spots(), self._chat_spots()) if self._marker.patterns else self._spots
        for spots in groups:
            full = 0
            for line in filter(None, (self._look(spot) for spot in spots if spot.most >= least)):
                yield line
                full += all(line.found.get(n) == 1.0 for n in all_needles)
                if full == _ENOUGH:
                    break

    def _own_spots(self) -> Iterator[Spot]:
        starts = self._starts_in(self._plain)
        marks = self._patterns_by_line() if self._marker.patterns else repeat(())
        for n, (there, here) in enumerate(zip(starts, marks, strict=False)):
            if there or here:
                yield Spot(self._marker.most(there), n, here, False)

    def _chat_spots(self) -> Iterator[Spot]:
        for n, there in enumerate(self._starts_in(self._parts[2:])):
            if there or self._marker.patterns:
                yield Spot(self._marker.most(there), n, (), True)

    def _starts_in(self, lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Which beginnings of terms are on each line."""
        if not self._starts:
            return repeat((), len(lines))
        rows = zip(*([start in line for line in lines] for start in self._starts), strict=True)
        return (tuple(compress(self._starts, row)) if True in row else () for row in rows)

    def _patterns_by_line(self) -> Iterator[list[Mark]]:
        """The marks of patterns on each line; one that goes on beyond its line ends with it."""
        plain = "\n".join(self._plain)
        if len(plain) != sum(map(len, self._texts)) + len(self._texts) - 1:  # not letter by letter
            plain = fold_aligned(minuted_text(self.topic))
        marks = self._marker.mark_patterns(plain)
        ahead = next(marks, None)
        first = 0
        for text in self._texts:
            here = []
            while ahead and ahead.start <= first + len(text):
                end = min(ahead.end - first, len(text))
                here.append(ahead._replace(start=ahead.start - first, end=end))
                ahead = next(marks, None)
            yield here
            first += len(text) + 1

    def _look(self, spot: Spot) -> Line | None:
        """What is there, if anything is."""
        key = (spot.in_chat, spot.number)
        if key not in self._known:
            line = self._chat_line(spot.number) if spot.in_chat else self._own_line(spot)
            self._known[key] = line if line.found else None
            self._add_features(line)
        return self._known[key]

    def _own_line(self, spot: Spot) -> Line:
        text, plain = self._texts[spot.number], self._plain[spot.number]
        if len(plain) != len(text):
            plain = fold_aligned(text)
        marks = self._marker.mark_terms(text, plain, self._starts)
        marks = list(merge(spot.marks, marks)) if spot.marks else marks
        return Line(self.topic.start + spot.number, text.rstrip("\r"), best_of_marks(marks), marks, False)

    def _chat_line(self, number: int) -> Line:
        message = self.topic.chat[number]
        marks, said = self._marks_in(message.text), self._marks_in(message.speaker)
        return Line(message.line, message.text, best_of_marks(marks + said), marks, True, message.file)

    def _marks_in(self, text: str) -> list[Mark]:
        plain = fold_aligned(text)
        marks = self._marker.mark_terms(text, plain, self._starts)
        return list(merge(self._marker.mark_patterns(plain), marks)) if self._marker.patterns else marks

    def _add_features(self, line: Line) -> None:
        """What the minutes mark a line as counts where that is asked for."""
        for n, feature in self._marker.features:
            if feature == "decision":
                is_marked = line.line in self.topic.decisions
            else:
                is_marked = any(action.line == line.line for action in self.topic.actions)
            if is_marked and not line.file:
                line.found.setdefault(n, _KIN)


def _places(plain: str, starts: Sequence[str]) -> list[int]:
    """Where any of some beginnings of terms is in a folded text, in order."""
    places = []
    for start in starts:
        at = plain.find(start)
        while at >= 0:
            places.append(at)
            at = plain.find(start, at + 1)
    return sorted(places)[:_MOST_PLACES]


def _is_inside_word(text: str, at: int) -> bool:
    """Whether a small letter stands here that is not the first of a word: no piece of a token begins so."""
    return "a" <= text[at] <= "z" and at > 0 and text[at - 1].isascii() and text[at - 1].isalpha()


def _is_joined(character: str) -> bool:
    """Whether a token can go on with this character."""
    return character.isalnum() or character in _JOINERS


def best_of_marks(marks: Sequence[Mark]) -> dict[int, float]:
    """How well each needle is there at best."""
    found: dict[int, float] = {}
    for mark in marks:
        found[mark.needle] = max(found.get(mark.needle, 0.0), mark.strength)
    return found


def weigh_line(line: Line, needles: Sequence[Needle]) -> float:
    """How much of what is asked for stands on a line."""
    return sum(needles[n].idf * strength for n, strength in line.found.items())
