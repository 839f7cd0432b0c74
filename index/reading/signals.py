"""Lines that state a decision, and lines that say what somebody is to do next.

Owns where a cue counts: at the start of a note, under a label or heading, in a clause.  What people
say in a turn (``Ada: we should …``) is talk, so that only explicit cues count there.  Must not know
topics or who people are: owners are words as written.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from index.model import Action
from index.reading import cues
from index.reading.abroad import Reader, reader_of
from index.reading.agreements import is_agreed, is_motion, is_settled
from index.reading.clauses import is_asked, split_speech
from index.reading.notes import Note, read_notes
from index.reading.orders import TICKET_TITLE, is_errand, is_message, is_order, is_stranger, ordered
from index.reading.owners import owners_at_end, owners_by_label, owners_in_list
from index.reading.promises import assigned, is_bare_promise, promisers
from index.reading.talk import spoken_promise
from index.reading.work import is_names_only, is_owner, owners_in

_VERDICT_WITHIN = 4  # lines below a motion
_FEWEST_LISTED = 2  # actions in lists that make it a habit


class Signals(NamedTuple):
    """What the lines of a meeting state; `owned` are lists of actions, where a name owns and speaks not."""

    decisions: tuple[int, ...]
    actions: tuple[Action, ...]
    owned: frozenset[int]


class _Habits(NamedTuple):
    """What the whole of a meeting says of how to read its lines."""

    keeps_list: bool  # it lists its actions, so that an order elsewhere in it states design
    people: Collection[str]
    tongue: Reader | None  # for a language other than English


def read_signals(
    lines: Sequence[str], start: int, end: int, people: Collection[str] = frozenset()
) -> Signals:
    """The decisions and actions within lines `start` to `end`; owners are names as written.

    `people` are the names and handles of those present, in lower case.
    """
    notes = list(read_notes(lines, start, end))
    listed = sum(note.under == "action" or note.box == " " for note in notes)
    habits = _Habits(listed >= _FEWEST_LISTED, people, reader_of(lines, start, end))
    decisions: list[int] = []
    actions: list[Action] = []
    owned: list[int] = []
    motions = []
    above: Note | None = None
    for note in notes:
        if above and actions and actions[-1].line == above.line and _heads(above.text, note):
            actions.pop()
        above = note
        if _is_decision(note, habits.tongue, people):
            decisions.append(note.line)
        elif not note.heading and is_motion(note.text):
            motions.append(note.line)
        owners = _owners(note, habits)
        if owners is not None and not _is_done(note.text) and not _is_template(note.text):
            names = (owner.strip("@ ") for owner in owners)
            actions.append(Action(line=note.line, owners=tuple(dict.fromkeys(names))))
        work = note.under == "decision" and owners and decisions[-1:] != [note.line]
        if (note.under == "action" or work) and not note.heading:
            owned.append(note.line)
    verdicts = {line - below for line in decisions for below in range(1, _VERDICT_WITHIN + 1)}
    decisions = sorted({*decisions, *(line for line in motions if line not in verdicts)})
    return Signals(tuple(decisions), tuple(actions), frozenset(owned))


def _is_decision(note: Note, tongue: Reader | None, people: Collection[str]) -> bool:
    text = note.text
    if note.names == "decision" and not note.box:
        states = " " in note.after_label and not cues.MATTER.match(note.after_label)
        return not cues.NOTHING.match(note.after_label) and (states or not note.heading)
    if note.heading or note.names == "action" or note.under in ("action", "option"):
        return False
    if note.box and note.under != "decision":
        return False
    if is_asked(text) or _is_background(text):
        return False
    if tongue and tongue.is_agreed(text):
        return True
    if note.speaker is not None and not is_stranger(note.speaker, people):
        return is_agreed(text, spoken=True)
    if note.under == "decision":
        only_work = note.item and (
            promisers(text) or is_bare_promise(text) or is_errand(text) or _sends_somebody(text, people)
        )
        # the words of a template do not, nor does an address
        states = (" " in text or not text.isascii() or is_agreed(text)) and ": http" not in text
        return (
            note.opens
            and states
            and not only_work
            and not text.endswith(":")
            and not cues.NOTHING.match(text)
        )
    return is_agreed(text) or (note.item and not note.numbered and is_settled(text))


def _sends_somebody(text: str, people: Collection[str]) -> bool:
    """Whether an item tells one of those present what to do, rather than what was settled."""
    sent = ordered(text, people, agreed=True) or []
    return any(name.split(" ")[0].casefold() in people for name in sent)


def _owners(note: Note, habits: _Habits) -> list[str] | None:
    """The owners of an action, perhaps none of them named; None where the line is no action."""
    text = note.text
    if note.label and note.names == "action":
        nothing = note.after_label and cues.NOTHING.match(note.after_label)
        return None if nothing else owners_by_label(note.label, note.after_label)
    if note.heading or _is_background(text):
        return None
    if cues.ACTION_SIGNS.search(text) and (mark := cues.ACTION_MARK.search(text)):
        if mark["first"] and is_asked(text):
            return None
        given = mark["first"] or mark["owners"] or mark["doer"] or mark["whose"] or ""
        return (
            owners_in_list(given)
            or owners_in(given)
            or owners_in_list(text[mark.end() :].lstrip())
            or promisers(text[mark.end() :])
            or []
        )
    if note.under == "action" or (note.box is not None and note.under != "decision"):
        return _listed(note, habits)
    if habits.tongue and (promised := habits.tongue.promisers(text)) is not None:
        return promised
    if note.speaker is not None:
        return spoken_promise(text, note.speaker, habits.people, listed=note.item)
    if (promised := promisers(text, habits.people)) is not None:
        return promised if promised or not is_asked(text) else None
    return None if is_asked(text) else _unowned(note, habits)


def _heads(nick: str, note: Note) -> bool:
    """Whether an item is only the name of who is to do what the next one says."""
    return " " not in nick and (nick in note.owners or note.text.startswith(f"{nick} "))


def _is_done(text: str) -> bool:
    return (cues.DONE.search(text[-20:]) or cues.DONE.match(text)) is not None


def _is_background(text: str) -> bool:
    return ":" in text[:40] and cues.BACKGROUND_LABEL.match(text) is not None


def _is_template(text: str) -> bool:
    return bool(cues.TEMPLATE_SIGNS.search(text) and cues.TEMPLATE.search(text))


def _listed(note: Note, habits: _Habits) -> list[str] | None:
    """The owners of what a list of actions or an open box says, unless it is done or a person's own box."""
    text = note.text
    if (note.box or "").strip() or text.endswith(":") or (note.box and is_names_only(text)):
        return None
    if " " not in text and (note.quoted or text.startswith("http")):
        return None  # the bare address of what is to do
    named = _owner_of_item(note) or promisers(text, habits.people)
    if not (note.opens or named or note.label or note.box or is_order(text) or named == []):
        return None  # prose that goes on
    asked = note.box is None and (is_asked(text) or "? " in text)
    return named or (None if asked else [])


def _unowned(note: Note, habits: _Habits) -> list[str] | None:
    """Whether an item of no list says what to do, mostly without saying who."""
    text = note.text
    if note.item and (named := assigned(text, habits.people)) is not None:
        return named
    if note.item and (named := ordered(text, habits.people, agreed=note.under == "decision")):
        return named
    if note.item and note.under == "decision" and is_errand(text):
        return owners_at_end(text)
    given = owners_at_end(text) if note.item and text[-1] in ")]" else None
    if given and (is_order(text) or is_order(split_speech(text)[-1])):
        return given
    title = TICKET_TITLE.search(text) and not text.startswith("Please ")
    if note.under == "option" or title or text.endswith(":") or note.quoted:
        return None
    bare = is_bare_promise(text) and (note.opens or text[0].isupper())
    listed_elsewhere = habits.keeps_list and note.under != "decision" and not (note.item and is_message(text))
    orders = note.opens and not note.numbered and not listed_elsewhere
    if not bare and not (orders and is_order(text)):
        return None
    return owners_at_end(text)


def _owner_of_item(note: Note) -> list[str]:
    """Who owns an item of a list of actions: named in it, or above it."""
    if note.speaker and is_owner(note.speaker):
        return [note.speaker]
    return list(note.owners) or owners_in_list(note.text)
