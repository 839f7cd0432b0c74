"""Lines that state a decision, and lines that say what somebody is to do next.

Owns where a cue counts: at the start of a note, under a label or heading, in a clause.  What people
say in a turn (``Ada: we should …``) is talk, so that only explicit cues count there.  Must not know
topics or who people are: owners are words as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from index.model import Action
from index.reading import cues
from index.reading.glossary import is_label

_BULLET = re.compile(
    r"[ \t>]*(?P<bullet>(?:[*+•–-]|(?P<number>\d{1,3}[.)]|"
    r"[a-z]\)))[ \t]+)?(?:\[name=(?P<name>[^\]\n]{1,60})\][ \t:]*)?"
)
_BOX = re.compile(r"\\?\[(?P<mark>[ xX✓✔])\\?\][ \t]+")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_BREAK = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_HEADS = re.compile(r"(?: (?:will|to))?\s*:?$")  # what may follow a name that heads items
_FENCE = re.compile(r"[ >]{0,8}(?:```|~~~)")
_MARKUP = re.compile(r"[*`]+|(?<![\w/])_+|_+(?![\w/])|<br\s?/?>|\\(?=\W)")
_STRUCK = re.compile(r"~~[^~\n]{1,2000}~~")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\))?[^()]*\)|\[[^\[\]]*\])")
_SPEAKER = re.compile(
    r"(?:(?P<who>@[\w-]+|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})(?: ?\([^()]{1,30}\))?[:：]|"
    r"<(?P<nick>[\w.|-]{1,30})>) +"
)
_SENTENCE_END = re.compile(r"[.!?:;)\]\"”]\s*$")
_REACH = 3000  # characters of a line that are read
_LONGEST_PROMISE = 160  # characters of a turn in which a promise counts; longer speech is argument

Scope = Literal["decision", "action", ""]


class Signals(NamedTuple):
    """What the lines of a meeting state; `owned` are lists of actions, where a name owns and speaks not."""

    decisions: tuple[int, ...]
    actions: tuple[Action, ...]
    owned: frozenset[int]


class _Note(NamedTuple):
    """A line without its markup, and where it stands."""

    line: int
    text: str
    item: bool
    numbered: bool
    opens: bool  # a paragraph or item, rather than going on with one
    quoted: bool
    box: str | None
    heading: int
    speaker: str | None
    label: re.Match[str] | None
    names: Scope | None  # what the label names; "" where it looks back at old actions
    under: Scope
    owner: str | None

    @property
    def after_label(self) -> str:
        """What stands behind the label."""
        return self.text[self.label.end() :].strip() if self.label else self.text


def read_signals(lines: Sequence[str], start: int, end: int) -> Signals:
    """The decisions and actions within lines `start` to `end`; owners are names as written."""
    decisions, actions, owned = [], [], []
    for note in _notes(lines, start, end):
        if _is_decision(note):
            decisions.append(note.line)
        owners = _owners(note)
        if owners is not None:
            names = (owner.strip("@ ") for owner in owners)
            actions.append(Action(line=note.line, owners=tuple(dict.fromkeys(names))))
        if note.under == "action" and not note.heading:
            owned.append(note.line)
    return Signals(tuple(decisions), tuple(actions), frozenset(owned))


class _Reach:
    """What the lines stand under: a heading or label of decisions or actions, until its list ends."""

    def __init__(self) -> None:
        self.kind: Scope = ""
        self.level = 0  # of the heading that opened it; 0: a label did
        self.owner: tuple[int, str] | None = None  # an item that is only a name, and its indent
        self._indent = -1
        self._first = -1  # the indent of the first item in the list
        self._blank = self._filled = False

    def open(self, kind: Scope, level: int, indent: int) -> None:
        self.kind, self.level, self.owner = kind, level, None
        self._indent, self._first, self._blank, self._filled = indent, -1, False, False

    def close(self, level: int) -> None:
        """A heading closes what a label opened, and what a heading of its level or below; a break (0) all."""
        if not self.level or level <= self.level:
            self.kind = ""

    def blank(self) -> None:
        self._blank = True

    def covers(self, item: bool, quoted: bool, indent: int) -> Scope:
        """What the next line stands under; a label's list ends at text after a blank line."""
        if self.kind and not self.level:
            ended = self._blank and self._filled and not (item or quoted)
            if ended or (item and indent <= self._indent):
                self.kind = ""
        self._blank, self._filled = False, True
        if item and self._first < 0:
            self._first = indent
        return self.kind

    def is_detail(self, indent: int) -> bool:
        """Whether an item only explains another of the list (items below a name are its own)."""
        below_owner = self.owner is not None and indent > self.owner[0]
        return self._first >= 0 and indent > self._first and not below_owner


def _notes(lines: Sequence[str], start: int, end: int) -> Iterator[_Note]:
    fenced, above = False, ""
    reach = _Reach()
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1][:_REACH].rstrip()
        if _FENCE.match(line):
            fenced = not fenced
        elif _BREAK.match(line):
            reach.close(0)
        elif not line.strip(" \t>-=*_"):
            reach.blank()
        elif not fenced and not line.lstrip().startswith("|"):
            goes_on = (
                bool(above.strip(" \t>")) and not _SENTENCE_END.search(above) and not _HEADING.match(above)
            )
            if note := _note(number, line, goes_on, reach):
                yield note
        above = line


def _note(number: int, line: str, goes_on: bool, reach: _Reach) -> _Note | None:
    """Read one line; None for a label that only opens a list, or a name that only owns the items below."""
    bare = line.lstrip()
    heading, bullet = _HEADING.match(line) if bare[:1] == "#" else None, _BULLET.match(line)
    level = len(heading[1]) if heading else 0
    item = bool(bullet and bullet["bullet"]) and not heading
    indent = len(line) - len(bare) if "\t" not in line else len(line.expandtabs(4)) - len(bare.expandtabs(4))
    rest = line[heading.end() if heading else bullet.end() if bullet else 0 :]
    box = _BOX.match(rest)
    text = _plain(rest[box.end() if box else 0 :])
    if level:
        reach.close(level)
    if not text:
        return None
    quoted = bare[:1] == ">"
    under: Scope = "" if level else reach.covers(item, quoted, indent)
    label, names = _label(text)
    alone = label is not None and not text[label.end() :].strip()
    if names is not None and alone and not (under == "decision" and not text.endswith(":")):
        reach.open(names, level, indent if item else -1)
        return None
    if names is not None and level:
        reach.open(names, level, -1)
    speaker = bullet["name"] if bullet else None
    talk = not (level or label or box or under == "action")  # elsewhere a name before a colon owns
    if talk and (turn := _SPEAKER.match(text)) and not is_label(turn["who"] or ""):
        speaker, text = turn["who"] or turn["nick"], text[turn.end() :]
    if under == "action" and item and not speaker and (name := _heads_list(text)) is not None:
        reach.owner = (indent, name)
        return None
    owner = (reach.owner[1] or None) if under and reach.owner and indent > reach.owner[0] else None
    if under == "action" and item and reach.is_detail(indent):
        under = ""
    numbered, mark = bool(bullet and bullet["number"]), box["mark"] if box else None
    opens = item or not goes_on
    return _Note(
        number, text, item, numbered, opens, quoted, mark, level, speaker, label, names, under, owner
    )


def _heads_list(text: str) -> str | None:
    """The owner of the items below, "" where an item heads some but names nobody: ``Ada`` · ``@ada will:``"""
    name = _HEADS.sub("", text)
    if cues.is_owner(name):
        return name
    named = _promised(text) if text.endswith(":") else None
    return (named[0] if named else "") if text.endswith(":") else None


def _plain(text: str) -> str:
    """A line's text without emphasis, code marks, link targets and what is struck out."""
    if "~~" in text:
        text = _STRUCK.sub(" ", text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "*" in text or "_" in text or "`" in text or "\\" in text or "<" in text:
        text = _MARKUP.sub("", text)
    return " ".join(text.split())


def _label(text: str) -> tuple[re.Match[str] | None, Scope | None]:
    """The label that a text begins with, and what it names; "" for a look back at old actions."""
    head = text[: cues.LONGEST_LABEL]
    if len(text) > len(head) and not any(mark in head for mark in cues.LABEL_ENDS):
        return None, None
    if match := cues.DECISION_LABEL.match(text):
        return match, "decision"
    if match := cues.ACTION_LABEL.match(text):
        return match, "" if match["review"] or match["review_after"] else "action"
    return None, None


def _is_decision(note: _Note) -> bool:
    text = note.text
    if note.names == "decision" and not note.heading and not note.box:
        return not cues.NOTHING.match(note.after_label)
    if note.heading or note.box or note.under == "action":
        return False
    if cues.is_asked(text) or cues.BACKGROUND_LABEL.match(text):
        return False
    if note.speaker is not None:
        return (
            cues.tells_of_agreement(text)
            and bool(cues.SPOKEN_DECISION.search(text))
            and not cues.UNDECIDED.search(text)
        )
    if note.under == "decision":
        return note.opens and not text.endswith(":") and not cues.NOTHING.match(text)
    if cues.tells_of_agreement(text) and cues.DECIDED.search(text):
        return not cues.UNDECIDED.search(text)
    if not note.item or note.numbered:
        return False
    rules = " should " in text or " will " in text
    return bool(cues.SETTLED.match(text) or (rules and cues.NORM.match(text)))


def _owners(note: _Note) -> list[str] | None:
    """The owners of an action, perhaps none of them named; None where the line is no action."""
    text = note.text
    if cues.DONE.search(text[-20:]) or cues.DONE.match(text):
        return None
    if note.label and note.names == "action":
        return _label_owners(note.label, note.after_label)
    if note.heading or cues.BACKGROUND_LABEL.match(text):
        return None
    if ("AI" in text or "DO" in text or "ACTION" in text) and (mark := cues.ACTION_MARK.search(text)):
        return _named(mark["owners"] or "") or _promised(text[mark.end() :]) or []
    if note.box is not None or note.under == "action":
        done = note.box is not None and note.box.strip()
        return None if done or text.endswith(":") else (_leading_owner(note) or _promised(text) or [])
    if cues.is_asked(text) and not cues.PROMISE.match(text):
        return None
    if note.speaker is not None:
        return _spoken(note)
    if (promised := _promised(text)) is not None:
        return promised
    if note.item and _is_assigned(text):
        return _named(text.split(" - ")[-1].split()[0])
    if note.opens and not note.quoted and cues.BARE_PROMISE.match(text):
        return []
    return [] if note.opens and not note.numbered and not note.quoted and cues.is_order(text) else None


def _promised(text: str) -> list[str] | None:
    """Who promises something in one of the clauses of a note."""
    if not cues.may_promise(text):
        return None
    clauses = [clause for clause in cues.CLAUSE.split(text) if clause]
    for clause in [*clauses, *_after_and(clauses)]:
        match = cues.PROMISE.match(clause)
        if match and cues.is_work(match["verb"]):
            if match["crowd"] and not match["to"] and " agreed to" not in match[0]:
                return []
            if named := _named(match["who"] or ""):
                return named
        if match := cues.SHOULD_WRITE.match(clause):
            return _named(match["who"] or "")
    return [] if any(cues.BARE_PROMISE.match(clause) for clause in clauses[1:]) else None


def _after_and(clauses: Sequence[str]) -> Iterator[str]:
    for clause in clauses:
        if " and " in clause or " so " in clause:
            yield from cues.AND_SOMEBODY.split(clause)[1:]


def _is_assigned(text: str) -> bool:
    return cues.ASSIGNED_LAST.search(text[-40:]) is not None or any(
        words in text for words in cues.ASSIGNED_WITHIN
    )


def _named(words: str) -> list[str]:
    pieces = (piece.strip(" *_") for piece in re.split(r",|/|&|\+| and ", words))
    return [piece for piece in pieces if cues.is_owner(piece)]


def _label_owners(label: re.Match[str], rest: str) -> list[str]:
    """``ACTION (Ada): …`` · ``ACTION - Ada: …`` · ``ACTION: Ada to …``"""
    given = _named(label["owner"] or "") or _named(label["owners"] or "")
    if given:
        return given
    match = cues.LABELLED_OWNER.match(rest)
    if match and match["handle"]:
        return [match["handle"]]
    return (_named(match["who"]) if match else []) or _promised(rest) or []


def _leading_owner(note: _Note) -> list[str]:
    """Who owns an item of a list of actions: named in it, or above it."""
    if note.speaker and cues.is_owner(note.speaker):
        return [note.speaker]
    if note.owner:
        return [note.owner]
    match = cues.LEADING_OWNER.match(note.text)
    return _named(match["who"] or match["last"] or "") if match else []


def _spoken(note: _Note) -> list[str] | None:
    """A promise in a turn is the speaker's own or names its owner."""
    match = cues.SPOKEN_PROMISE.match(note.text) if len(note.text) <= _LONGEST_PROMISE else None
    if not match:
        return None
    if match["who"]:
        return _named(match["who"]) or None
    return [note.speaker] if match["self"] and note.speaker else []
