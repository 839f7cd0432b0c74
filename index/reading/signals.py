"""Lines that state a decision, and lines that say what somebody is to do next.

Owns where a cue counts: at the start of a note, under a label or heading, in a clause.  What people
say in a turn (``Ada: we should …``) is talk, so that only explicit cues count there.  Must not know
topics or who people are: owners are words as written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.model import Action
from index.reading import cues
from index.reading.notes import Note, read_notes
from index.reading.promises import owners_in, promisers

_LONGEST_PROMISE = 160  # characters of a turn in which a promise counts; longer speech is argument


class Signals(NamedTuple):
    """What the lines of a meeting state; `owned` are lists of actions, where a name owns and speaks not."""

    decisions: tuple[int, ...]
    actions: tuple[Action, ...]
    owned: frozenset[int]


def read_signals(lines: Sequence[str], start: int, end: int) -> Signals:
    """The decisions and actions within lines `start` to `end`; owners are names as written."""
    decisions, actions, owned = [], [], []
    for note in read_notes(lines, start, end):
        if _is_decision(note):
            decisions.append(note.line)
        owners = _owners(note)
        if owners is not None:
            names = (owner.strip("@ ") for owner in owners)
            actions.append(Action(line=note.line, owners=tuple(dict.fromkeys(names))))
        if note.under == "action" and not note.heading:
            owned.append(note.line)
    return Signals(tuple(decisions), tuple(actions), frozenset(owned))


def _is_decision(note: Note) -> bool:
    text = note.text
    if note.names == "decision" and not note.heading and not note.box:
        return not cues.NOTHING.match(note.after_label)
    if note.heading or note.box or note.under == "action":
        return False
    if cues.is_asked(text) or cues.BACKGROUND_LABEL.match(text):
        return False
    if note.speaker is not None:
        return _agrees(text, cues.SPOKEN_DECISION)
    if note.under == "decision":
        return note.opens and not text.endswith(":") and not cues.NOTHING.match(text)
    if _agrees(text, cues.DECIDED):
        return True
    if not note.item or note.numbered:
        return False
    rules = " should " in text or " will " in text
    return bool(cues.SETTLED.match(text) or (rules and cues.NORM.match(text)))


def _agrees(text: str, table: re.Pattern[str]) -> bool:
    """Whether a text tells of an agreement that is neither denied nor put under a condition."""
    if not cues.tells_of_agreement(text) or not table.search(text) or cues.UNDECIDED.search(text):
        return False
    return any(
        not cues.CONDITION.search(text[max(match.start() - 200, 0) : match.start()])
        for match in table.finditer(text)
    )


def _owners(note: Note) -> list[str] | None:
    """The owners of an action, perhaps none of them named; None where the line is no action."""
    text = note.text
    if cues.DONE.search(text[-20:]) or cues.DONE.match(text):
        return None
    if note.label and note.names == "action":
        return _label_owners(note.label, note.after_label)
    if note.heading or cues.BACKGROUND_LABEL.match(text):
        return None
    if ("AI" in text or "DO" in text or "ACTION" in text) and (mark := cues.ACTION_MARK.search(text)):
        return owners_in(mark["owners"] or mark["doer"] or "") or promisers(text[mark.end() :]) or []
    if note.box is not None or note.under == "action":
        done = note.box is not None and note.box.strip()
        return None if done or text.endswith(":") else (_leading_owner(note) or promisers(text) or [])
    if cues.is_asked(text) and not cues.PROMISE.match(text):
        return None
    if note.speaker is not None:
        return _spoken(note)
    if (promised := promisers(text)) is not None:
        return promised
    if note.item and _is_assigned(text):
        return owners_in(text.split(" - ")[-1].split()[0])
    if note.under == "option" or cues.TICKET_TITLE.search(text) or text.endswith(":"):
        return None
    if note.opens and not note.quoted and cues.BARE_PROMISE.match(text):
        return []
    return [] if note.opens and not note.numbered and not note.quoted and cues.is_order(text) else None


def _is_assigned(text: str) -> bool:
    return cues.ASSIGNED_LAST.search(text[-40:]) is not None or any(
        words in text for words in cues.ASSIGNED_WITHIN
    )


def _label_owners(label: re.Match[str], rest: str) -> list[str]:
    """``ACTION (Ada): …`` · ``ACTION - Ada: …`` · ``ACTION: Ada to …``"""
    given = owners_in(label["owner"] or "") or owners_in(label["owners"] or "")
    if given:
        return given
    match = cues.LABELLED_OWNER.match(rest) or cues.DOER.match(rest)
    if match and match.re is cues.LABELLED_OWNER and match["handle"]:
        return [match["handle"]]
    return (owners_in(match["who"]) if match else []) or promisers(rest) or []


def _leading_owner(note: Note) -> list[str]:
    """Who owns an item of a list of actions: named in it, or above it."""
    if note.speaker and cues.is_owner(note.speaker):
        return [note.speaker]
    if note.owner:
        return [note.owner]
    match = cues.LEADING_OWNER.match(note.text) or cues.DOER.match(note.text)
    return owners_in(match["who"] or match[match.lastgroup or 0]) if match else []


def _spoken(note: Note) -> list[str] | None:
    """A promise in a turn is the speaker's own or names its owner."""
    match = cues.SPOKEN_PROMISE.match(note.text) if len(note.text) <= _LONGEST_PROMISE else None
    if not match:
        return [note.speaker] if note.speaker and cues.is_told(note.text) else None
    if match["who"]:
        return owners_in(match["who"]) or None
    return [note.speaker] if match["self"] and note.speaker else []
