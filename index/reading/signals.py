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
from index.reading.agreements import is_agreed, is_asked, is_settled
from index.reading.notes import Note, read_notes
from index.reading.promises import (
    TICKET_TITLE,
    assigned,
    is_bare_promise,
    is_order,
    ordered,
    promisers,
    spoken_promise,
)
from index.reading.work import PEOPLE, PERSON, WORK, is_owner, owners_in

# In a list of actions: Ada: … · For Ada: … · Ada - … · Ada to … · … (Ada)
_LEADING_OWNER = re.compile(
    rf"(?:[Ff]or )?{PEOPLE}(?:\s*[:–-]| (?:to|will|needs?)\b)|.*\((?P<last>{PERSON})\)$"
)
# Behind a label: ACTION: Ada: … · ACTION: Ada to … · AI: [ada] …
_LABELLED_OWNER = re.compile(
    rf"\s*(?:{PEOPLE}(?: ?[:,–-]|\s+(?:to|will|and)\b)|\[(?P<handle>@?\w[\w -]{{0,29}})\])"
)
# Behind a label or a box a person may just do it: Ada moves the mast
_DOER = re.compile(rf"{PEOPLE} (?:does|(?:{'|'.join(WORK)})e?s)\b")


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
    if note.names == "decision" and not note.box:
        return not cues.NOTHING.match(note.after_label) and not (note.heading and " " not in note.after_label)
    if note.heading or note.box or note.under == "action":
        return False
    if is_asked(text) or cues.BACKGROUND_LABEL.match(text):
        return False
    if note.speaker is not None:
        return is_agreed(text, spoken=True)
    if note.under == "decision":
        only_work = note.item and (promisers(text) or is_bare_promise(text))
        return note.opens and not only_work and not text.endswith(":") and not cues.NOTHING.match(text)
    return is_agreed(text) or (note.item and not note.numbered and is_settled(text))


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
    if note.speaker is not None:
        return spoken_promise(text, note.speaker, listed=note.item)
    promised = promisers(text)
    if promised is None and note.item:
        promised = assigned(text)
    if promised is None and note.item:
        promised = ordered(text)
    if promised is not None or is_asked(text):
        return promised if promised or not is_asked(text) else None
    if note.under == "option" or TICKET_TITLE.search(text) or text.endswith(":"):
        return None
    if note.quoted:
        return None
    if is_bare_promise(text) and (note.opens or text[0].isupper()):
        return []
    return [] if note.opens and not note.numbered and is_order(text) else None


def _label_owners(label: re.Match[str], rest: str) -> list[str]:
    """``ACTION (Ada): …`` · ``ACTION - Ada: …`` · ``ACTION: Ada to …``"""
    given = owners_in(label["owner"] or "") or owners_in(label["owners"] or "")
    if given:
        return given
    match = _LABELLED_OWNER.match(rest) or _DOER.match(rest)
    if match and match.re is _LABELLED_OWNER and match["handle"]:
        return [match["handle"]]
    return (owners_in(match["who"]) if match else []) or promisers(rest) or []


def _leading_owner(note: Note) -> list[str]:
    """Who owns an item of a list of actions: named in it, or above it."""
    if note.speaker and is_owner(note.speaker):
        return [note.speaker]
    if note.owners:
        return list(note.owners)
    match = _LEADING_OWNER.match(note.text) or _DOER.match(note.text)
    return owners_in(match["who"] or match[match.lastgroup or 0]) if match else []
