"""Lines that state a decision, and lines that say what somebody is to do next.

Owns the cues in which minutes write them (labels, headings, fixed phrases, check boxes); must not
know topics or who people are: owners are words as written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import Action

_LEAD = r"^[ \t>]*(?:(?:[*+•–-]|\d{1,3}[.)])[ \t]+)?"
_DECISION_LABEL = re.compile(
    _LEAD
    + r"[*_#\s]{0,8}(?:decisions?|decided|resolutions?|resolved|conclusions?(?:/resolutions?)?|consensus|agreed|agreement|outcome|"
    r"beschluss|entscheidung|decisión|acuerdo|décision|结论|决定|決定)[*_]{0,2}[ \t]?[:：]",
    re.IGNORECASE,
)
_DECISION_PHRASE = re.compile(
    r"\b(?:we (?:have )?(?:decided|agreed|concluded)|(?:it was|was|were) (?:decided|agreed|resolved)|decision (?:on [^.]{1,60} )?(?:was|is) to|agreed to|"
    r"(?:TSC|committee|group|team) (?:has )?(?:approved|agreed|decided)|consensus (?:is|was|on|for|to|reached)|rough consensus|RESOLVED)\b",
    re.IGNORECASE,
)
_ACTION_LABEL = re.compile(
    _LEAD
    + r"(?:\[ \][ \t]+)?[*_`\[]{0,3}(?:ACTIONS?(?: items?)?|action items?|AIs?|TO-?DOs?|next steps?)(?: ?\([^)]{1,40}\))?[*_`\]]{0,3}[ \t]?[-:：][*_]{0,2}",
    re.IGNORECASE,
)
_CHECK_BOX = re.compile(r"^[ \t>]*[*+-][ \t]+\[ \][ \t]+\S")
_WILL = re.compile(
    r"(?:^|[.;:(–—-][ \t]*|^[ \t]*[*+-][ \t]+)@?[*_]{0,2}(?P<who>[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)?(?:(?:,| and|, and|/) [A-Z][\w'’.-]+){0,3}|[Ww]e)[*_]{0,2} "
    r"(?:will|to|shall|needs? to|is going to|should)\b"
)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*)$")


def find_decisions(lines: Sequence[str], start: int, end: int) -> tuple[int, ...]:
    """The lines within `start` to `end` that state a decision or an agreed resolution."""
    found = []
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1][:4000]
        if _DECISION_LABEL.match(line) or _DECISION_PHRASE.search(line):
            found.append(number)
    return tuple(found)


def find_actions(lines: Sequence[str], start: int, end: int) -> tuple[Action, ...]:
    """The lines within `start` to `end` that say what somebody is to do next, with the owner's words."""
    found = []
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1][:4000]
        will = _WILL.search(line)
        if will or _ACTION_LABEL.match(line) or _CHECK_BOX.match(line):
            owners = re.split(r",| and |/", will["who"]) if will and will["who"].lower() != "we" else []
            found.append(Action(line=number, owners=tuple(o.strip() for o in owners if o.strip())))
    return tuple(found)


def action_list_lines(lines: Sequence[str], start: int, end: int) -> set[int]:
    """The lines of lists under a heading or label of actions; a name before a colon owns there, and speaks not."""
    return set()
