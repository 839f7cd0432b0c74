"""Boolean logic: a query's tree becomes the set of topics that match, and the needles to rank them by.

Sets are Python integers, one bit a topic.  Owns which words must be there: stop words and question
words never must where there are others, two words also match as one (`fast ai`, `FastAI`), and several
as a name or a reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from index.searching.fields import FACET_OF, Fields, dated
from index.searching.needles import Needle, Zone, phrase_needle, prefix_needle, zone_bits
from index.searching.query import All, Any, Filter, Node, Not, Phrase, Word
from index.searching.relatives import acronym_of
from index.searching.times import LONGEST, When, read_when
from index.searching.words import FORM, REFERRED, add_names, add_relatives, citing, word_needle
from index.storing.reader import Snapshot
from index.storing.references import asked_reference
from index.storing.schema import TEXT
from index.storing.tables import numbers_of
from index.storing.tokens import fold

_LONGEST_SPAN = 4


class Part(NamedTuple):
    """One of the things that a query asks for together: what has it, and what to rank by."""

    bits: int
    needles: tuple[Needle, ...]
    soft: bool
    """Whether a topic without it may still be related: words, and choices of words."""
    facet: str | None = None
    """The facet that it is a filter on: that one is counted without it."""

    @property
    def weight(self) -> float:
        """How telling it is: as its rarest word, as any of several will do."""
        return max((needle.idf for needle in self.needles), default=0.0)

    @property
    def loose(self) -> int:
        """The topics that have only a relative of one of its words."""
        return _union(needle.loose for needle in self.needles)


class Matcher:
    """Trees against one snapshot."""

    def __init__(self, snapshot: Snapshot, tree: Node | None, collection: str = "") -> None:
        self._snapshot = snapshot
        self.fields = Fields(snapshot, collection)
        self._words_anywhere: list[Needle] = []
        self._shorter: list[tuple[Needle, str]] = []
        self._asks = self._asks_for_more_than_stop_words(tree)

    def parts(self, tree: Node | None) -> list[Part]:
        """What the query asks for together, each on its own."""
        if tree is None:
            return []
        return self._parts(tree.nodes if isinstance(tree, All) else (tree,), (None,))

    def widen(self) -> None:
        """Let relatives of the words count as near: worth looking up only where few topics have the words."""
        for needle in self._words_anywhere:
            add_relatives(self._snapshot, needle)
        for needle, short in self._shorter:
            bits, weights = self._snapshot.bits(TEXT, short), self._snapshot.weights(short)
            needle.relate(short, bits, weights, FORM)

    def _parts(self, nodes: Sequence[Node], zones: Sequence[Zone]) -> list[Part]:
        """The parts of nodes that hold together; an ``in:`` among them says where to look."""
        inside = [
            v.text.lower() for n in nodes if isinstance(n, Filter) and n.field == "in" for v in n.values
        ]
        zones = inside or zones
        nodes = _join_words(nodes, _LONGEST_SPAN, self._names_issue)
        nodes = _join_words(nodes, LONGEST, lambda written: read_when(written) is not None)
        words = self._words(nodes, zones)
        parts = []
        for n, node in enumerate(nodes):
            if n in words:
                parts.append(Part(words[n].bits, (words[n],), True))
            elif not isinstance(node, Word):
                parts.append(self._part(node, zones))
        return parts

    def _names_issue(self, written: str) -> bool:
        """Whether words are one issue (`PR 12`, and the project before it if it is cited)."""
        forms = asked_reference(written)
        return bool(forms) and (forms[0].startswith("#") or bool(citing(self._snapshot, written)))

    def _words(self, nodes: Sequence[Node], zones: Sequence[Zone]) -> dict[int, Needle]:
        """The needles of the words that count, by their place among the nodes."""
        found: dict[int, Needle] = {}
        for n, node in enumerate(nodes):
            if isinstance(node, Word) and not (self._asks and self._is_stop(node)):
                found[n] = self._word(node, zones)
        self._join_neighbours(nodes, found, zones)
        if None in zones:
            self._find_spans(nodes, found)
        for needle in found.values():
            needle.settle(self._snapshot.topics.bit_count())
        return found

    def _word(self, node: Word, zones: Sequence[Zone]) -> Needle:
        when = None if node.prefix or node.text.isalnum() else read_when(node.text)
        if when:
            return self._time(node.text, when)
        make = prefix_needle if node.prefix else word_needle
        first, *others = [make(self._snapshot, node.text, zone) for zone in zones]
        if None in zones and not node.prefix:
            self._words_anywhere.append(first)
        for other in others:
            first.bits |= other.bits
        return first

    def _time(self, text: str, when: When) -> Needle:
        """The topics of the days that words mean, and those that have the very words."""
        needle = phrase_needle(self._snapshot, text, None)
        first, last, meeting = when
        found = dated(self._snapshot, first, last)
        if meeting:
            places = self._snapshot.places(numbers_of(found))
            day = (max if meeting == "last" else min)((date for date, *_ in places), default="")
            found = self._snapshot.bits("date", day)
            needle.meant.add(day)
        needle.add(found, REFERRED)
        return needle

    def _join_neighbours(
        self, nodes: Sequence[Node], found: dict[int, Needle], zones: Sequence[Zone]
    ) -> None:
        """Two words side by side are also found where they are written as one."""
        for n in range(len(nodes) - 1):
            one, two = nodes[n], nodes[n + 1]
            if (
                not (n in found and n + 1 in found and isinstance(one, Word) and isinstance(two, Word))
                or one.prefix
            ):
                continue
            term = self._snapshot.analysis.stem(fold(one.text + two.text))
            bits = 0
            for zone in zones:
                bits |= zone_bits(self._snapshot, term, zone)
            if bits:
                weights = {k: w for k, w in self._snapshot.weights(term).items() if bits >> k & 1}
                for needle in (found[n], found[n + 1]):
                    needle.add(bits, weights)
                    needle.terms.add(term)

    def _find_spans(self, nodes: Sequence[Node], found: dict[int, Needle]) -> None:
        """Several words side by side are also found where the name is meant that they make."""
        for start in range(len(nodes)):
            for end in range(start + 2, min(start + _LONGEST_SPAN, len(nodes)) + 1):
                span = nodes[start:end]
                if not all(isinstance(node, Word) for node in span):
                    break
                written = " ".join(node.text for node in span if isinstance(node, Word))
                short = acronym_of([fold(node.text) for node in span if isinstance(node, Word)])
                for n in range(start, end):
                    if n in found:
                        add_names(self._snapshot, found[n], written, similar=True)
                        if short:
                            self._shorter.append((found[n], short))

    def _part(self, node: Node, zones: Sequence[Zone]) -> Part:
        if isinstance(node, Filter):
            return Part(self.fields.bits(node), (), False, FACET_OF.get(node.field))
        if isinstance(node, Not):
            return Part(self._snapshot.topics & ~self._together(node.node, zones).bits, (), False)
        if isinstance(node, Phrase):
            needles = tuple(phrase_needle(self._snapshot, node.text, zone) for zone in zones)
            return Part(_union(needle.bits for needle in needles), needles, False)
        if isinstance(node, Any):
            choices = [self._together(choice, zones) for choice in node.nodes]
            return Part(
                _union(choice.bits for choice in choices),
                tuple(needle for choice in choices for needle in choice.needles),
                all(choice.soft for choice in choices),
            )
        return self._together(node, zones)

    def _together(self, node: Node, zones: Sequence[Zone]) -> Part:
        """All parts of a node as one."""
        parts = self._parts(node.nodes if isinstance(node, All) else (node,), zones)
        bits = self._snapshot.topics
        for part in parts:
            bits &= part.bits
        needles = tuple(needle for part in parts for needle in part.needles)
        return Part(bits, needles, all(part.soft for part in parts))

    def _is_stop(self, node: Word) -> bool:
        return not node.prefix and self._snapshot.analysis.is_stop_word(node.text)

    def _asks_for_more_than_stop_words(self, node: Node | None) -> bool:
        if isinstance(node, Word):
            return not self._is_stop(node)
        if isinstance(node, (All, Any)):
            return any(map(self._asks_for_more_than_stop_words, node.nodes))
        return isinstance(node, Phrase)


def _join_words(nodes: Sequence[Node], longest: int, is_one: Callable[[str], bool]) -> list[Node]:
    """The nodes with words side by side that mean something together as one; the longest of them first."""
    joined = list(nodes)
    for start in range(len(joined)):
        for end in range(min(start + longest, len(joined)), start + 1, -1):
            words = [node for node in joined[start:end] if isinstance(node, Word) and not node.prefix]
            written = " ".join(word.text for word in words)
            if len(words) == end - start and is_one(written):
                joined[start:end] = [words[0]._replace(text=written)]
                break
    return joined


def _union(sets: Iterable[int]) -> int:
    found = 0
    for bits in sets:
        found |= bits
    return found
