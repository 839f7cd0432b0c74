"""Another spelling where nothing was found: words that nobody wrote become the closest that somebody did.

Owns which words are tried and what is close enough.  A word still being typed is completed before it is
corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.searching.needles import word_bits
from index.searching.query import All, Any, Node, Word
from index.searching.spelling import distance, forgiven
from index.searching.words import add_relatives, word_needle
from index.storing.names import name_key
from index.storing.reader import Snapshot
from index.storing.references import asked_reference
from index.storing.schema import TEXT

_SHORTEST_START = 3
_LOOKED_AT = 5
"""So many topics are looked at to tell a word from a stem."""


def respell(snapshot: Snapshot, text: str, node: Node | None) -> str | None:
    """The query with its unknown words corrected; None where one has nothing close, or all are known."""
    changes = []
    for word in _words(node):
        needle = word_needle(snapshot, word.text, None)
        if word.prefix or needle.bits or snapshot.analysis.is_stop_word(word.text):
            continue
        add_relatives(snapshot, needle)
        known = needle.known
        better = _better(snapshot, word.text, has_forms=known == 1.0)
        if better:
            changes.append((word.position, word.position + len(word.text), better))
        elif not known:
            return None
    if not changes:
        return None
    for start, end, better in sorted(changes, reverse=True):
        text = text[:start] + better + text[end:]
    return text


def _words(node: Node | None) -> Iterator[Word]:
    if isinstance(node, Word):
        yield node
    elif isinstance(node, (All, Any)):
        for child in node.nodes:
            yield from _words(child)


def _better(snapshot: Snapshot, written: str, *, has_forms: bool) -> str | None:
    """What a word that is nowhere was perhaps to be: its completion, or the closest word there is.

    One of which other forms are there was a slip only where a word that somebody wrote is one letter away.
    """
    if asked_reference(written):
        return None
    wanted = snapshot.analysis.wanted_terms(written)
    if len(wanted) != 1 or wanted[0].whole is None:
        return None
    word = wanted[0].whole.word
    if not has_forms and len(word) >= _SHORTEST_START and word_bits(snapshot, word):
        return word + "*"
    allowed = min(forgiven(word), 1) if has_forms else forgiven(word)
    best: tuple[int, bool, int, str] | None = None
    for field, candidate in _candidates(snapshot, word, allowed, ("word",) if has_forms else ("word", TEXT)):
        edits = distance(word, candidate, min(allowed, best[0]) if best else allowed)
        if edits <= (min(allowed, best[0]) if best else allowed):
            topics = snapshot.bits(field, candidate).bit_count()
            rank = (edits, field == TEXT, -topics, candidate)  # a term may be a stem that nobody wrote
            if topics and (best is None or rank < best):
                best = rank
    return _as_written(snapshot, best[3]) if best else None


def _candidates(
    snapshot: Snapshot, word: str, allowed: int, fields: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Words of about the same length that begin alike: a first letter is rarely wrong, at most swapped."""
    if not allowed:
        return
    digits = _digits(word)
    for start in dict.fromkeys((word[0], word[1])):
        for field in fields:
            for candidate in snapshot.expand(field, start):
                if abs(len(candidate) - len(word)) <= allowed and _digits(candidate) == digits:
                    yield field, candidate


def _digits(word: str) -> str:
    """The digits of a word: a number is no slip for another."""
    return "" if word.isalpha() else "".join(filter(str.isdigit, word))


def _as_written(snapshot: Snapshot, word: str) -> str:
    """The word as the name that it is, if it is one: people look for `Metalhead`, not for `metalhead`."""
    for field in ("project", "person"):
        table = snapshot.names.get(field, {})
        for name in table.get("forms", {}).get(word, ()):
            for form in (name, *table["known"].get(name, ())):
                if name_key(form) == word and " " not in form:
                    return str(form)
    return _unstemmed(snapshot, word)


def _unstemmed(snapshot: Snapshot, word: str) -> str:
    """The word itself, or, where it is a stem that nobody wrote, the word of most topics with this stem."""
    alone = re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])")
    if any(alone.search(snapshot.plain(number)) for number in snapshot.numbers(TEXT, word)[:_LOOKED_AT]):
        return word
    longer = [one for one in snapshot.expand("word", word[:-1]) if snapshot.analysis.stem(one) == word]
    return max(longer, key=lambda one: snapshot.bits("word", one).bit_count(), default=word)
