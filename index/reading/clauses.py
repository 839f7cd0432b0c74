"""Where the sentences and clauses of a note end.

Owns no cues; the texts have single blanks, as notes give them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Each branch begins with a letter of its own, for speed.
_CLAUSE_END = re.compile(
    r" (?:(?<=[.!?;] )|[–—-]{1,2}>? |[(\[](?=[A-Z@])|(?:->|→|=>) ?|is that )|: |, (?:and |so |but |then )?|"
    r"\.{3} ?|… ?|-> ?|→ ?|=> ?"
)
# Ada wrote it and Grace will … : what follows is a clause of its own, where "Ada and Grace will …" is one
_AND_SOMEBODY = re.compile(r" (?:and|so) (?=(?:@?[A-Z][\w'’-]*|he|she|we|they)(?: (?:will|to)|['’]ll)\b)")
_TURN_SENTENCE_END = re.compile(
    r" (?:(?<=[.!?;] )(?:(?:[Ss]o|[Oo]?[Kk](?:ay)?|[Yy]e(?:s|ah)|[Ss]ure|[Aa]nd|[Tt]hen),? )?|-- )|"
    r"\.{3} ?|… ?"
)


def split_clauses(text: str) -> list[str]:
    """The clauses of a text, the first one even if it is empty or asks."""
    return _CLAUSE_END.split(text)


def behind_and(clause: str) -> Iterator[str]:
    """What stands behind an "and" or "so" with somebody's own promise."""
    if " and " in clause or " so " in clause:
        yield from _AND_SOMEBODY.split(clause)[1:]


def split_speech(text: str) -> list[str]:
    """The sentences of a long turn, without the words with which people begin to answer."""
    return _TURN_SENTENCE_END.split(text)


def is_asked(text: str) -> bool:
    """Whether a text is a question."""
    return "?" in text and text.rstrip(' \t)"”').endswith("?")
