"""What a word of a query can mean, and what it is then looked for as.

Owns the alternatives of a word and what each counts: its stem, what its parts make, the reference it is, the
person or project it names, and its relatives.  Knows nothing of how words are combined.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_, or_

from index.searching.needles import Needle, Zone, find_token, least_weights
from index.searching.relatives import intent, longer_forms, shorter_forms, spelled_out, synonyms
from index.searching.spelling import closest
from index.storing.analysis import Wanted
from index.storing.names import Table, meant, name_key
from index.storing.reader import Snapshot
from index.storing.references import asked_reference, citation_pattern, is_two_words
from index.storing.schema import TEXT
from index.storing.tables import numbers_of
from index.storing.tokens import TOKEN, fold

NAMED = 1.5
"""What being about the person or project of that name counts, in mentions of the word."""
REFERRED = 3.0
"""What citing the very issue or address counts, and being of the days asked for."""
FORM = 0.5
"""What another form of a word counts."""
SYNONYM = 0.25
"""What another word for the same counts."""
INTENT = 0.4
"""What the mark of a decision or an action counts where one is asked for."""
_LONG_NAME = 10


def word_needle(snapshot: Snapshot, text: str, zone: Zone) -> Needle:
    """A word as typed, in every form under which it counts as found; all its tokens must be there."""
    needle = Needle(text)
    is_reference = zone is None and bool(asked_reference(text))
    if is_reference:
        needle.add(citing(snapshot, text), REFERRED)
        needle.cites = bool(needle.bits)
        needle.pattern = citation_pattern(text) if needle.cites else None
    tokens = snapshot.analysis.wanted_terms(text)
    if len(tokens) == 1 or not is_reference or (not needle.bits and is_two_words(text)):
        _add_tokens(snapshot, needle, tokens, zone)
    if zone is None:
        add_names(snapshot, needle, text)
    needle.settle(snapshot.topics.bit_count())
    return needle


def citing(snapshot: Snapshot, text: str) -> int:
    """The topics that cite the issue or address that a text is."""
    return reduce(or_, (snapshot.bits("link", form) for form in asked_reference(text)), 0)


def _add_tokens(snapshot: Snapshot, needle: Needle, tokens: Sequence[Wanted], zone: Zone) -> None:
    """Topics that have each of the tokens of a word."""
    found: list[tuple[int, Mapping[int, float]]] = []
    for wanted in tokens:
        found.append(find_token(snapshot, wanted, zone))
        # of what is cited the citation is to be marked, and not its parts wherever they are
        marked = (wanted.whole,) if needle.cites else (wanted.whole, *wanted.parts)
        needle.terms.update(piece.term for piece in marked if piece)
    if found:
        bits = reduce(and_, (bits for bits, _ in found))
        weights = found[0][1] if len(found) == 1 else least_weights(bits, [weights for _, weights in found])
        needle.add(bits, weights)


def add_names(snapshot: Snapshot, needle: Needle, text: str, similar: bool = False) -> None:
    """Topics of each project and each person that a text can mean."""
    for field in ("project", "person"):
        table = snapshot.names.get(field, {})
        names = meant(table, text) or (similar_names(table, text) if similar and field == "project" else [])
        for name in names:
            bits = snapshot.bits(field, name)
            if bits:
                needle.add(bits, NAMED)
                needle.meant.add(name)
                for form in (name, *table["known"].get(name, ())):
                    tokens = snapshot.analysis.wanted_terms(form)
                    if len(tokens) == 1 and tokens[0].whole:
                        add_form(snapshot, needle, tokens[0].whole.term, field)
                        if field == "project" and form == name and tokens[0].parts:
                            bits, weights = find_token(snapshot, tokens[0], None)  # `Glaze kit` for GlazeKit
                            apart = bits & ~needle.bits
                            needle.add(apart, {number: weights[number] for number in numbers_of(apart)})


def add_form(snapshot: Snapshot, needle: Needle, term: str, field: str) -> None:
    """A name in one word: a project's counts wherever it is written, a handle only where it is meant."""
    if term not in needle.terms:
        needle.terms.add(term)
        if field == "project":
            needle.add(snapshot.bits(TEXT, term), snapshot.weights(term))


def similar_names(table: Table, written: str) -> list[str]:
    """The project whose name is nearly this one, written apart (`flux experimental`)."""
    key = name_key(written)
    if len(key) < _LONG_NAME:
        return []
    forms = [form for form in table.get("forms", {}) if form[0] == key[0] and abs(len(form) - len(key)) <= 2]
    near = closest(key, forms, 2)
    return meant(table, near) if near else []


def add_relatives(snapshot: Snapshot, needle: Needle) -> None:
    """What a word's other forms, its synonyms, and what it is short for add; a reference has none."""
    if asked_reference(needle.text):
        return
    word = " ".join(map(fold, TOKEN.findall(needle.text)))  # without the mark at the end of a question
    for term in list(needle.terms):
        for other in longer_forms(snapshot, term):
            needle.relate(other, snapshot.bits(TEXT, other), snapshot.weights(other), FORM)
        for other in shorter_forms(snapshot, term):  # a slip at the end of a word looks like one
            needle.relate(other, snapshot.bits(TEXT, other), snapshot.weights(other), FORM, known=0.5)
    needle.feature = intent(word)
    if needle.feature:
        needle.relate(word, snapshot.bits("has", needle.feature), {}, 0.0)
        needle.ways.append((dict.fromkeys(numbers_of(snapshot.bits("has", needle.feature)), INTENT), 1.0))
    for other in sorted({*map(snapshot.analysis.stem, synonyms(word))} - needle.terms):
        needle.relate(other, snapshot.bits(TEXT, other), snapshot.weights(other), SYNONYM, known=0.5)
    parts = [snapshot.analysis.stem(part) for part in spelled_out(word)]
    if parts:
        bits = reduce(and_, (snapshot.bits(TEXT, part) for part in parts))
        weights = least_weights(bits, [snapshot.weights(part) for part in parts])
        for part in parts:
            needle.relate(part, bits, weights, FORM / len(parts))
