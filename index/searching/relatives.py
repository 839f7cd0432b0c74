"""Words that are nearly the word asked for: other forms of it, and what people write instead.

Owns how the thesaurus is looked up, and the rule by which terms of the index count as forms of a word that
stemming keeps apart (`register`, `registration`).  What is found only by a relative never counts as found;
it is related.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from index.searching.thesaurus import ACRONYMS, GROUPS, INTENTS
from index.storing.reader import Snapshot
from index.storing.schema import TEXT

_LONGEST_ENDING = 4
_SHORTEST_STEM = 5
_MOST_FORMS = 12


@cache
def _groups() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for group in GROUPS.replace("\n", "|").split("|"):
        words = group.split()
        for word in words:
            found.setdefault(word, []).append(words)
    return found


@cache
def _acronyms() -> dict[str, list[str]]:
    groups = (group.split() for group in ACRONYMS.replace("\n", "|").split("|"))
    return {group[0]: group[1:] for group in groups if group}


def synonyms(word: str) -> set[str]:
    """Other words for the same, by a word as typed (folded); one in the plural counts, too."""
    groups = _groups().get(word) or _groups().get(word.removesuffix("s")) or ()
    return {other for group in groups for other in group} - {word, word.removesuffix("s")}


@cache
def _intents() -> dict[str, str]:
    rows = (line.partition(":") for line in INTENTS.strip().split("\n"))
    return {word: feature for feature, _, words in rows for word in words.split()}


def intent(word: str) -> str | None:
    """What the minutes mark that a word (folded) asks for: topics with a decision or an action."""
    return _intents().get(word) or _intents().get(word.removesuffix("s"))


def spelled_out(word: str) -> list[str]:
    """The words that an acronym stands for; empty where it is none, or not a known one."""
    return _acronyms().get(word.removesuffix("s"), [])


def acronym_of(words: Sequence[str]) -> str | None:
    """What these words (folded) are called for short, if it is known or has three letters at least."""
    initials = "".join(word[0] for word in words)
    known = _acronyms().get(initials)
    if known and [word.removesuffix("s") for word in known] == [word.removesuffix("s") for word in words]:
        return initials
    return initials if len(initials) >= 3 and initials.isalpha() else None


def longer_forms(snapshot: Snapshot, term: str) -> list[str]:
    """Terms of the index that go on where a stem ends (`regist`, `registr`), the shortest first."""
    if len(term) < _SHORTEST_STEM or not term.isalpha():
        return []
    longer = (other for other in snapshot.expand(TEXT, term) if 0 < len(other) - len(term) <= _LONGEST_ENDING)
    return sorted(longer, key=len)[:_MOST_FORMS]


def shorter_forms(snapshot: Snapshot, term: str) -> list[str]:
    """Terms of the index that a stem goes on from, the longest first."""
    if not term.isalpha():
        return []
    cuts = range(1, min(_LONGEST_ENDING, len(term) - _SHORTEST_STEM) + 1)
    return [term[:-cut] for cut in cuts if snapshot.bits(TEXT, term[:-cut])]
