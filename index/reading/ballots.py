"""Who voted how: runs of lines that hold a name and a vote, and nothing that anybody said.

Owns the form of a vote; must not know who is a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_VOTES = (
    "not present",
    *"""
    yes yea aye no nay for against favor favour approve approved oppose opposed abstain abstains abstained
    abstaining abstention recused absent 0 1 ja nein enthaltung sí abstención oui non
    """.split(),  # noqa: SIM905
)
# - Ada - Yes · Grace: abstained · **Bo** (+1)
_VOTE = re.compile(
    r"[\s>|]*(?:[*+-]\s+|\d{1,2}[.)]\s+)?[*_]{0,2}@?[^\W\d_][\w .,'’-]{0,50}?[*_]{0,2}\s*"
    rf"(?::[*_]{{0,2}}|[–—-]|\(|\|)\s*[*_]{{0,2}}(?:in )?[+-]?(?:{'|'.join(_VOTES)})[*_]{{0,2}}\)?[\s.!|]*$",
    re.IGNORECASE,
)
_BEHIND = " \t\r*_).!|"
_FEWEST = 3  # in a run
_LONGEST = 100  # characters of a line that is a vote


def find_votes(lines: Sequence[str], start: int, end: int) -> set[int]:
    """The lines from `start` to `end` that are votes in a run; blank lines may stand between them."""
    found: set[int] = set()
    run: list[int] = []
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1]
        voted = len(line) < _LONGEST and line.rstrip(_BEHIND).casefold().endswith(_VOTES)
        if voted and _VOTE.match(line):
            run.append(number)
        elif not line or line.isspace():
            continue
        else:
            run.clear()
        if len(run) >= _FEWEST:
            found.update(run)
    return found
