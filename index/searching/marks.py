"""Where the needles of a query stand in a topic: on which lines, and at which places of them.

Owns the search of the stored texts.  A text is never taken apart as a whole: the folded text that the index
keeps tells on which lines the first letters of terms are, of those that the topic has; only there is it
looked at, and the token around the letters tells whether it is the term.  What a line has at most is known
before that, so that few lines are looked at to find the best (a lazy greedy choice: Minoux 1978).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import islice, takewhile
from math import fsum
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from index.model import Topic
from index.searching.needles import Needle
from index.storing.documents import minuted_text
from index.storing.reader import Snapshot
from index.storing.schema import PART_MARK, TEXT
from index.storing.tokens import TOKEN, fold_aligned

_KIN = 0.5
"""What a relative of a word on a line counts against the word."""
_MOST_PLACES = 400
"""So many places of one line, and lines of one text, are looked at: no snippet gets better after that."""
_START = 3
"""So many first letters of a term are looked for: the words that it stands for have them, too."""
_LONGEST_TOKEN = 256
_JOINERS = frozenset("_.'’#-+")

Sign: TypeAlias = "str | int"
"""What tells that something may be on a line: first letters of terms, or a needle whose pattern is there."""
Found: TypeAlias = "Mapping[int, float]"
"""Which needles are somewhere, and how well: 1 as asked, less for a relative."""


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


class Spots(NamedTuple):
    """The lines, or messages, that have the same signs: their numbers, and where they end in the folded text.

    `can` is what they have at most.
    """

    signs: Sequence[Sign]
    can: Found
    in_chat: bool
    places: list[tuple[int, int]]


class Marker:
    """Finds the needles of one query in topics."""

    def __init__(self, snapshot: Snapshot, needles: Sequence[Needle]) -> None:
        self.needles = needles
        self._idf = [needle.idf for needle in needles]
        self.features = [(n, needle.feature) for n, needle in enumerate(needles) if needle.feature]
        self._patterns = {n: needle.pattern for n, needle in enumerate(needles) if needle.pattern}
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
        self._meant: dict[Sign, dict[int, float]] = {n: {n: 1.0} for n in self._patterns}
        """Of which needles a sign can be, and how well."""
        self._can: dict[tuple[Sign, ...], Found] = {}
        for term, owners in self._owners.items():
            start = term[:_START]
            self._starts[start] = self._starts.get(start, 0) | snapshot.bits(TEXT, term)
            meant = self._meant.setdefault(start, {})
            for n, strength in owners:
                meant[n] = max(meant.get(n, 0.0), strength)

    def sight(self, number: int) -> Sight:
        """What of the query stands where in a topic."""
        starts = [start for start, bits in self._starts.items() if bits >> number & 1]
        return Sight(self, self._snapshot, number, [*starts, *self._patterns])

    def weigh(self, found: Found) -> float:
        """How much of what is asked for that is, whatever order it was found in."""
        return fsum([self._idf[n] * strength for n, strength in found.items()])

    def can(self, signs: tuple[Sign, ...]) -> Found:
        """What a line has at most that has these signs."""
        known = self._can.get(signs)
        if known is None:
            found = dict.fromkeys((n for n, _ in self.features), _KIN)
            for sign in signs:
                for n, strength in self._meant[sign].items():
                    found[n] = max(found.get(n, 0.0), strength)
            known = self._can[signs] = found
        return known

    def finder(self, sign: Sign, plain: str) -> Callable[[int, int], int]:
        """What finds a sign between two places of a folded text: its place, or -1."""
        if isinstance(sign, str):
            return partial(plain.find, sign)
        search = self._patterns[sign].search
        return lambda start, stop: match.start() if (match := search(plain, start, stop)) else -1

    def mark(self, text: str, plain: str, signs: Sequence[Sign]) -> list[Mark]:
        """The places of the needles in a line that has these signs, in order.

        `plain` is the line folded letter by letter, perhaps with what follows it: a phrase that goes on there
        ends with the line.
        """
        marks = list(self._mark_terms(text, _places(plain[: len(text)], signs)))
        for n in (sign for sign in signs if isinstance(sign, int)):
            matches = takewhile(lambda match: match.start() <= len(text), self._patterns[n].finditer(plain))
            places = ((match.start(), min(match.end(), len(text))) for match in islice(matches, _MOST_PLACES))
            marks = sorted([*marks, *(Mark(*place, n, 1.0) for place in places)])
        return marks

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

    def __init__(self, marker: Marker, snapshot: Snapshot, number: int, signs: Sequence[Sign]) -> None:
        self.marker = marker
        self.number = number
        self._snapshot = snapshot
        self._signs = signs
        self._known: dict[tuple[bool, int], Line | None] = {}

    @cached_property
    def topic(self) -> Topic:
        """The topic itself."""
        return self._snapshot.topic(self.number)

    @cached_property
    def _plain(self) -> str:
        """Title, text and chat, folded."""
        return self._snapshot.plain(self.number)

    @cached_property
    def _within(self) -> slice:
        """Where the topic's own text is in the folded one."""
        start = self._plain.index(PART_MARK) + len(PART_MARK)
        stop = self._plain.find(PART_MARK, start)
        return slice(start, stop if stop >= 0 else len(self._plain))

    @cached_property
    def _text(self) -> str:
        return minuted_text(self.topic)

    @cached_property
    def _texts(self) -> list[str]:
        return self._text.split("\n")

    @cached_property
    def own(self) -> list[Spots]:
        """Where in the topic's own text something may be."""
        return self._spots(self._within, "\n", in_chat=False)

    @cached_property
    def chat(self) -> list[Spots]:
        """Where in its chat something may be."""
        start, stop = self._within.stop + len(PART_MARK), len(self._plain)
        return self._spots(slice(start, stop), PART_MARK, in_chat=True) if start < stop else []

    def _spots(self, within: slice, end_mark: str, *, in_chat: bool) -> list[Spots]:
        there: dict[int, tuple[Sign, ...]] = {}
        for sign in self._signs:
            for end in _lines_with(self.marker.finder(sign, self._plain), self._plain, within, end_mark):
                there[end] = (*there.get(end, ()), sign)
        found: dict[tuple[Sign, ...], Spots] = {}
        number, before = 0, within.start
        for end in sorted(there):
            number += self._plain.count(end_mark, before, end)
            before, signs = end, there[end]
            if signs not in found:
                found[signs] = Spots(signs, self.marker.can(signs), in_chat, [])
            found[signs].places.append((number, end))
        return list(found.values())

    def bound(self) -> float:
        """What no line weighs more than, by the folded text alone."""
        return max((self.marker.weigh(spots.can) for spots in (*self.own, *self.chat)), default=0.0)

    def most(self) -> float:
        """What the best line weighs."""
        best = self.best_line((*self.own, *self.chat), self.marker.weigh)
        return self.marker.weigh(best.found) if best else 0.0

    def best_line(
        self,
        spots: Iterable[Spots],
        worth: Callable[[Found], float],
        fits: Callable[[Line], bool] = lambda line: True,
        others: Iterable[Line] = (),
    ) -> Line | None:
        """The line that is worth most of those on some spots and of `others`, of several the first.

        What is on it must be worth more the more it is: no line is looked at that cannot be the best.
        """
        best: Line | None = None
        most = (0.0, 0)
        for line in filter(fits, others):
            if (rate := (worth(line.found), -line.line)) > most:
                best, most = line, rate
        bounds = [(worth(some.can), some) for some in spots]
        for bound, some in sorted(bounds, key=itemgetter(0), reverse=True):
            for place in some.places:
                if bound < most[0] or (bound == most[0] and -self._line_at(place[0], some.in_chat) < most[1]):
                    break  # no later one is better
                found = self._look(some, *place)
                if found and (rate := (worth(found.found), -found.line)) > most and fits(found):
                    best, most = found, rate
        return best

    def _line_at(self, number: int, in_chat: bool) -> int:
        return self.topic.chat[number].line if in_chat else self.topic.start + number

    def _look(self, spots: Spots, number: int, end: int) -> Line | None:
        """What is there, if anything is."""
        key = spots.in_chat, number
        if key not in self._known:
            if spots.in_chat:
                line = self._chat_line(number, spots.signs)
            else:
                line = self._own_line(number, end, spots.signs)
            self._known[key] = line if line.found else None
            self._add_features(line)
        return self._known[key]

    def _own_line(self, number: int, end: int, signs: Sequence[Sign]) -> Line:
        first, stop = self._within.start, self._within.stop
        start = self._plain.rfind("\n", first, end) + 1 or first
        plain = self._plain[start:end]
        if len(self._text) == stop - first:
            text = self._text[start - first : end - first]
        else:
            text = self._texts[number]
            plain = plain if len(plain) == len(text) else fold_aligned(text)
        if not all(isinstance(sign, str) for sign in signs):
            plain += self._plain[end:stop]
        marks = self.marker.mark(text, plain, signs)
        return Line(self.topic.start + number, text.rstrip("\r"), best_of_marks(marks), marks, False)

    def _chat_line(self, number: int, signs: Sequence[Sign]) -> Line:
        message = self.topic.chat[number]
        marks, said = self._marks_in(message.text, signs), self._marks_in(message.speaker, signs)
        return Line(message.line, message.text, best_of_marks(marks + said), marks, True, message.file)

    def _marks_in(self, text: str, signs: Sequence[Sign]) -> list[Mark]:
        return self.marker.mark(text, fold_aligned(text), signs)

    def _add_features(self, line: Line) -> None:
        """What the minutes mark a line as counts where that is asked for."""
        for n, feature in self.marker.features:
            if feature == "decision":
                is_marked = line.line in self.topic.decisions
            else:
                is_marked = any(action.line == line.line for action in self.topic.actions)
            if is_marked and not line.file:
                line.found.setdefault(n, _KIN)


def _lines_with(find: Callable[[int, int], int], plain: str, within: slice, end_mark: str) -> list[int]:
    """Where the lines of a text end on which something is found."""
    ends: list[int] = []
    start, stop = within.start, within.stop
    while len(ends) < _MOST_PLACES and (at := find(start, stop)) >= 0:
        end = plain.find(end_mark, at, stop)
        start = end + 1 if end >= 0 else stop
        ends.append(end if end >= 0 else stop)
    return ends


def _places(plain: str, signs: Iterable[Sign]) -> list[int]:
    """Where any of some beginnings of terms is in a folded text, in order."""
    places = []
    for start in (sign for sign in signs if isinstance(sign, str)):
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
