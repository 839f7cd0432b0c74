"""One thing that a query looks for, and where it is: a token, a phrase, a beginning of words.

Owns how what stands side by side is checked against the stored text.  What a word can mean is `words`; how
they are combined is `match`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import repeat
from math import log
from operator import and_, or_

from index.storing.analysis import Wanted
from index.storing.reader import Snapshot
from index.storing.schema import PART_MARK, START, START_LENGTH, TEXT
from index.storing.tables import numbers_of
from index.storing.tokens import TOKEN, fold, is_unspaced

TOGETHER = 0.7
"""What the parts of a word side by side count against the word itself."""
_ATOM = re.compile(r"[^\W_]+(?:\+\+|#(?!\w))?")

Zone = str | None
"""Where to look: ``title``, ``minutes``, ``agenda``, ``chat``, or None for everywhere."""


class Needle:
    """One thing looked for: the topics that have it, and how much it weighs in each.

    `bits` are the topics that have it; `loose` those that have only a relative of it; `ways` the weights of
    every way of being found, with a factor.  `terms`, `pattern` and `kin` (the relatives) are what to mark in
    a text; `meant` has the names and days that it can mean, for explanations; `feature` is the mark of the
    minutes that it asks for; `cites` whether it is an issue or an address; `known` tells whether the minutes
    know the word (1), only another for the same (0.5), or neither.
    """

    __slots__ = (
        "bits",
        "cites",
        "feature",
        "idf",
        "kin",
        "known",
        "loose",
        "meant",
        "pattern",
        "terms",
        "text",
        "ways",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.bits = 0
        self.idf = 0.0
        self.ways: list[tuple[Mapping[int, float], float]] = []
        self.terms: set[str] = set()
        self.kin: set[str] = set()
        self.meant: set[str] = set()
        self.loose = 0
        self.known = 0.0
        self.cites = False
        self.feature: str | None = None
        self.pattern: re.Pattern[str] | None = None

    def add(self, bits: int, weights: Mapping[int, float] | float) -> None:
        """Another way of being found; a plain number weighs the same in each topic."""
        self.bits |= bits
        if isinstance(weights, float):
            weights = dict.fromkeys(numbers_of(bits), weights)
        self.ways.append((weights, 1.0))

    def weigh(self, numbers: Sequence[int]) -> list[float]:
        """What it weighs in each of the topics: the sum over all ways of being found."""
        if sum(len(weights) for weights, _ in self.ways) < len(numbers) * len(self.ways):
            total: dict[int, float] = {}  # many rare words of one beginning
            for weights, factor in self.ways:
                for number, weight in weights.items():
                    total[number] = total.get(number, 0.0) + factor * weight
            return [total.get(number, 0.0) for number in numbers]
        if len(self.ways) == 1 and self.ways[0][1] == 1.0:
            return list(map(self.ways[0][0].get, numbers, repeat(0.0)))
        found = [0.0] * len(numbers)
        for weights, factor in self.ways:
            here = map(weights.get, numbers, repeat(0.0))
            found = [before + factor * weight for before, weight in zip(found, here, strict=True)]
        return found

    def relate(
        self, term: str, bits: int, weights: Mapping[int, float], factor: float, known: float = 1.0
    ) -> None:
        """A relative: it weighs less, and what has nothing else does not count as found."""
        if bits:
            self.known = max(self.known, known)
            self.kin.add(term)
            self.loose |= bits & ~self.bits
            self.ways.append((weights, factor))

    def settle(self, topics: int) -> None:
        """Work out how telling it is among so many topics (the idf of BM25, never negative)."""
        found = self.bits.bit_count()
        self.known = 1.0 if found else self.known
        self.idf = log(1 + (topics - found + 0.5) / (found + 0.5))


def zone_bits(snapshot: Snapshot, term: str, zone: Zone) -> int:
    """The topics that have a term in a zone."""
    if zone is None:
        return snapshot.bits(TEXT, term)
    if zone in ("title", "chat"):
        return snapshot.bits(zone, term)
    kind = "agenda" if zone == "agenda" else "discussion"
    return snapshot.bits(TEXT, term) & ~snapshot.bits("beside", term) & snapshot.bits("kind", kind)


def find_token(snapshot: Snapshot, wanted: Wanted, zone: Zone) -> tuple[int, Mapping[int, float]]:
    """The topics that have a token, as a whole or its parts side by side, and its weight in each."""
    bits: int = 0
    weights: Mapping[int, float] = {}
    if wanted.whole:
        bits = zone_bits(snapshot, wanted.whole.term, zone)
        weights = snapshot.weights(wanted.whole.term)
    if wanted.parts:
        terms = [piece.term for piece in wanted.parts]
        beside = reduce(and_, (zone_bits(snapshot, term, zone) for term in terms)) & ~bits
        if beside:
            beside = _verified(snapshot, beside, _parts_pattern(wanted), zone)
            least = least_weights(beside, [snapshot.weights(term) for term in terms])
            weights = {**weights, **{number: weight * TOGETHER for number, weight in least.items()}}
            bits |= beside
    return bits, weights


def least_weights(bits: int, lists: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """For each topic, the weight of the rarest of several terms in it."""
    return {number: min(weights.get(number, 0.0) for weights in lists) for number in numbers_of(bits)}


def _parts_pattern(wanted: Wanted) -> re.Pattern[str]:
    if is_unspaced(wanted.text):
        return re.compile(re.escape(fold(wanted.text)))
    return _side_by_side([piece.word for piece in wanted.parts], r"[\W_]*")


def _side_by_side(words: Sequence[str], between: str) -> re.Pattern[str]:
    """Words in order with no letter before or after; it begins with a literal, which is quick to look for."""
    first, *others = map(re.escape, words)
    return re.compile(between.join([rf"{first}(?<![^\W_]{first})", *others]) + r"(?![^\W_])")


def phrase_pattern(text: str) -> re.Pattern[str] | None:
    """What finds a phrase in folded text: its words in order, nothing but marks and blanks between."""
    atoms = _ATOM.findall(fold(text))
    if not atoms or not TOKEN.search(text):  # a letter in a circle folds to a letter, but is no word
        return None
    if is_unspaced(text):
        return re.compile(r"[\W_]*".join(map(re.escape, atoms)))
    return _side_by_side(atoms, r"[\W_]+")


def phrase_needle(snapshot: Snapshot, text: str, zone: Zone) -> Needle:
    """Words in order, side by side, as typed but for case, accents and marks."""
    needle = Needle(text)
    needle.pattern = phrase_pattern(text)
    if needle.pattern is None:
        return needle
    bits = snapshot.topics
    telling = []  # of each token the term by which it is weighed
    for match in TOKEN.finditer(text):
        for wanted in snapshot.analysis.wanted_terms(match[0]):
            found = 0
            terms = [piece.term for piece in wanted.parts]
            whole = [wanted.whole.term] if wanted.whole else []
            for term in whole:
                found = zone_bits(snapshot, term, zone)
            if terms:
                found |= reduce(and_, (zone_bits(snapshot, term, zone) for term in terms))
            bits &= found
            telling.append(next((term for term in whole if snapshot.bits(TEXT, term)), [*terms, *whole][0]))
    needle.bits = _verified(snapshot, bits, needle.pattern, zone)
    numbers = numbers_of(needle.bits)
    weights = zip(*(snapshot.weights_in(numbers, term) for term in telling), strict=True)
    needle.add(0, {number: max(min(all_), 0.5) for number, all_ in zip(numbers, weights, strict=True)})
    needle.settle(snapshot.topics.bit_count())
    return needle


def prefix_needle(snapshot: Snapshot, text: str, zone: Zone) -> Needle:
    """All words that begin like this."""
    needle = Needle(text + "*")
    start = fold(text).strip("_'’.-#*")
    if not start:
        return needle
    if zone is None and len(start) <= START_LENGTH:
        needle.add(snapshot.bits(START, start), snapshot.weights(start, START))
    else:
        _add_beginnings(snapshot, needle, start, zone)
    needle.pattern = re.compile(rf"{re.escape(start)}(?<![^\W_]{re.escape(start)})\w*")
    needle.settle(snapshot.topics.bit_count())
    return needle


def _add_beginnings(snapshot: Snapshot, needle: Needle, start: str, zone: Zone) -> None:
    """What has a word that begins like this in a zone, weighed by the shortest of these words."""
    bits = word_bits(snapshot, start)
    terms = {*snapshot.expand(TEXT, start), *map(snapshot.analysis.stem, snapshot.expand("word", start))}
    if zone is not None:
        bits &= reduce(or_, (zone_bits(snapshot, term, zone) for term in terms), 0)
    needle.add(bits, {})
    for term in sorted(terms, key=lambda term: (len(term), term))[:_MOST_TERMS]:
        needle.add(0, snapshot.weights(term))


def word_bits(snapshot: Snapshot, start: str) -> int:
    """The topics that have a word that begins like this."""
    if len(start) <= START_LENGTH:
        return snapshot.bits(START, start)
    found = 0
    for field in (TEXT, "word"):
        for word in snapshot.expand(field, start):
            found |= snapshot.bits(field, word)
    return found


_MOST_TERMS = 50
_KEPT_SETS = 500


def _verified(snapshot: Snapshot, bits: int, pattern: re.Pattern[str], zone: Zone) -> int:
    """Those of the topics whose stored text has the pattern."""
    key = (pattern.pattern, zone, bits)
    found = snapshot.memo.get(key)
    if found is None:
        found = 0
        for number in numbers_of(bits):
            if any(map(pattern.search, zone_texts(snapshot.plain(number), zone))):
                found |= 1 << number
        if len(snapshot.memo) >= _KEPT_SETS:
            snapshot.memo.clear()
        snapshot.memo[key] = found
    return found


def zone_texts(plain: str, zone: Zone) -> Sequence[str]:
    """The folded texts of a topic in a zone; in all, the whole as it is: nothing matches across its parts."""
    if zone is None:
        return (plain,)
    title, minutes, *chat = plain.split(PART_MARK)
    return chat if zone == "chat" else (title,) if zone == "title" else (title, minutes)
