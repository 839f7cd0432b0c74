"""The notes of a meeting: its lines with what they are marked as and what they stand under.

Owns bullets, boxes, labels, headings and wrapped lines; must not know what a note states (`signals` does).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.reading import cues
from index.reading.cues import Scope
from index.reading.glossary import is_label
from index.reading.ledgers import heads_table, read_table
from index.reading.promises import promisers
from index.reading.work import is_owner, owners_in

_BULLET = re.compile(
    r"[ \t>]*(?P<bullet>(?:(?:[*+•◦▪–]|--?|(?P<number>\d{1,3}[.)]|"
    r"[a-z]\)|o(?=[ \t]+[A-Z*\\@])))[ \t]+){1,3})?(?:\[name=(?P<name>[^\]\n]{1,60})\][ \t:]*)?"
)
_BOX = re.compile(r"\\?\[(?P<mark>[ xX✓✔])\\?\][ \t]+")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_BREAK = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_HEADS = re.compile(r"(?: (?:will|to))?\s*:?$")  # what may follow a name that heads items
_UNDERLINE = re.compile(r"(?P<mark>=)?(?(mark)=+|-{3,})[ \t]*$")
_LONGEST_UNDERLINED = 80  # characters of a heading that has a line of dashes below
_FENCE = re.compile(r"[ >]{0,8}(?:```|~~~)")
_FENCES, _BREAKS, _EMPTY = frozenset("`~"), frozenset("-*_"), frozenset(("", *"-=*_"))  # what they begin with
_MARKUP = re.compile(  # each branch begins with a character of its own, for speed
    r"[*`]+|_(?<![\w/]_)_*|_+(?![\w/])|<br\s?/?>|</?(?:p|strong|em|span|div|li|font)\b[^<>]{0,80}>|\\(?=\W)"
)
_STRUCK = re.compile(r"~~[^~\n]{1,2000}~~")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\))?[^()]*\)|\[[^\[\]]*\])")
_SIGN = "\u2190-\u21ff\u2460-\u2bff\ufe0f\u200d\U0001f300-\U0001faff"  # arrows, dingbats, emoji
_ORNAMENTS = re.compile(f"[{_SIGN}]+")
_NUMBERED_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s+")
_ARROW = re.compile(r"(?:-{1,2}|={1,2})>\s*(?:- )?(?=\S+ \S)")
_FIRST_SIGN = "\u2190"
_BOLD = frozenset(("**", "__"))
_TICKS = frozenset("✓✔✅☑")
_ONLY_LINK = re.compile(r"\W{0,3}\[[^\[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])\W*$")
_SPEAKER = re.compile(
    r"(?:(?P<who>@[\w-]+|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})(?: ?\([^()]{1,30}\))?[:：]|"
    r"(?:\[?\d\d?:\d\d(?::\d\d)?\]? )?<[ @+%]?(?P<nick>[\w.|`^-]{1,30})>|\[(?P<listed>[a-z][\w.|-]{1,30}|"
    r"[A-Z][a-z]+)\]|\((?P<handle>@[\w-]+)\)) +"
)
_SIDE = re.compile(r"(?:for|(?:all )?in favou?r|against|abstain\w*): ", re.IGNORECASE)  # of a vote
_BOLD_LABEL = re.compile(  # **Action item** Ada to send mail
    r"(?:\*\*|__)((?:action(?: items?)?|ai|todo|decision|resolution) ?)(?:\*\*|__) (?=[\w@])", re.IGNORECASE
)
_INITIALS = re.compile(r"[A-Z]{2,4}: ")
_BOLD_SPEAKER = re.compile(
    r"(?P<who>@?[^\W\d_][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})(?: ?\([^()]{1,30}\))?[:：] +"
)
_SENTENCE_ENDS = frozenset('.!?:;)]"”')
_NEXT_SENTENCE = re.compile(r"[.!?][\"”')\]]? (?=[A-Z@\"“(\[]|-{1,2}>)")
_WRAPPED = 60  # characters of a line that may go on in the next, whatever that begins with
_REACH = 3000  # characters of a line that are read


class Note(NamedTuple):
    """A line without its markup, and where it stands."""

    line: int
    text: str
    item: bool
    numbered: bool
    opens: bool  # a paragraph or item, rather than going on with one
    quoted: bool  # not the words of who took the minutes: a quotation, or the title of a link
    box: str | None
    heading: int
    speaker: str | None
    label: re.Match[str] | None
    names: Scope | None  # what the label names; "" where it looks back at old actions
    under: Scope
    owners: Sequence[str]  # whom the list says to own it

    @property
    def after_label(self) -> str:
        """What stands behind the label."""
        return self.text[self.label.end() :].strip() if self.label else self.text


class _Reach:
    """What the lines stand under: a heading or label of decisions or actions, until its list ends."""

    def __init__(self) -> None:
        self.kind: Scope = ""
        self.level = 0  # of the heading that opened it; 0: a label did
        self.owner: tuple[int, str] | None = None  # an item that is only a name, and its indent
        self.stated = False  # the last item at the first level said what was decided
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


def _line_notes(lines: Sequence[str], start: int, end: int) -> Iterator[Note]:
    fenced, above, read = False, "", 0
    reach, end = _Reach(), min(end, len(lines))
    for number in range(max(start, 1), end + 1):
        if number <= read:
            continue
        line = lines[number - 1][:_REACH].rstrip()
        begin = line.lstrip(" \t>")[:1]
        if (
            begin.isalnum()
            and not fenced
            and not (above and above.strip())
            and (level := _underlined(lines, number, end))
        ):
            line, read = f"{'#' * level} {line.strip()}", number + 1
        if begin in _FENCES and _FENCE.match(line):
            fenced = not fenced
        elif begin in _BREAKS and _BREAK.match(line):
            reach.close(0)
        elif begin in _EMPTY and not line.strip(" \t>-=*_"):
            reach.blank()
        elif not fenced and "|" in line and heads_table(lines, number):
            read = _table_end(lines, number, end)
            yield from _row_notes(lines, number, read, reach)
        elif not fenced and not line.lstrip().startswith("|"):
            wraps = len(above) >= _WRAPPED or begin.islower()  # a short line ends, unless within a sentence
            ended = not wraps or above[-1:] in _SENTENCE_ENDS or not above.strip(" \t>")
            goes_on = not ended and not _HEADING.match(above)
            if note := _note(number, line, goes_on, reach):
                yield note
        above = line


def _underlined(lines: Sequence[str], number: int, end: int) -> int:
    """The level of a heading that is marked by a line of dashes (2) or equals signs (1) below it, else 0."""
    rule = _UNDERLINE.match(lines[number]) if number < end and lines[number][:1] in ("-", "=") else None
    text = lines[number - 1].strip()
    if not rule or len(text) > _LONGEST_UNDERLINED or text[-1] == ".":
        return 0
    return 1 if rule["mark"] else 2


def _table_end(lines: Sequence[str], start: int, end: int) -> int:
    while start < end and "|" in lines[start]:
        start += 1
    return start


def _row_notes(lines: Sequence[str], start: int, end: int, reach: _Reach) -> Iterator[Note]:
    """The rows of a table that say what was settled or is to do."""
    for row in read_table(lines, start, end, listed=reach.kind == "action"):
        box = "x" if row.done else None
        owners = owners_in(row.owner, nicks=True)
        yield Note(
            row.line, _plain(row.text), True, False, True, False, box, 0, None, None, None, row.states, owners
        )


def _note(number: int, line: str, goes_on: bool, reach: _Reach) -> Note | None:
    """Read one line; None for a label that only opens a list, or a name that only owns the items below."""
    bare = line.lstrip()
    heading = _HEADING.match(line) if bare[:1] == "#" else None
    bullet = None if heading or bare[:1].isupper() else _BULLET.match(line)
    level = len(heading[1]) if heading else 0
    item = bool(bullet and bullet["bullet"])
    indent = len(line) - len(bare) if "\t" not in line else len(line.expandtabs(4)) - len(bare.expandtabs(4))
    rest = line[heading.end() :] if heading else line[bullet.end() :] if bullet else bare
    box = _BOX.match(rest) if rest[:1] in ("[", "\\") else None
    bold = _BOLD_LABEL.match(rest) if rest[:2] in _BOLD else None
    text = _plain(f"{bold[1].rstrip()}: {rest[bold.end() :]}" if bold else rest[box.end() if box else 0 :])
    done = text[:1] in _TICKS
    if level or max(text[:1], text[-1:]) >= _FIRST_SIGN:
        text = _unadorned(text, level)
    text = text.lstrip("*")
    if arrow := _ARROW.match(text) if text[:1] in ("-", "=") else None:
        text = text[arrow.end() :]
    if level:
        reach.close(0 if cues.OTHER_HEADING.match(text) else level)
    if not text:
        return None
    quoted = bare[:1] == ">" or ("[" in rest[:4] and _ONLY_LINK.match(rest) is not None)
    under: Scope = "" if level else reach.covers(item, quoted, indent)
    label, names = cues.find_label(text)
    alone = label is not None and not text[label.end() :].strip()
    if names is not None and alone and not _is_verdict(text, names, under, item and rest[:2] != "**"):
        reach.open(names, level, indent if item else indent - 1)
        return None
    if level and (named := _named_by_heading(text)):
        reach.open(named, level, -1)
        return None
    if level and names is not None and (names != "decision" or not _says_more(text, label)):
        reach.open(names, level, -1)
    speaker = bullet["name"] if bullet else None
    initials = under == "decision" and not item and _INITIALS.match(text) is not None
    # elsewhere a name before a colon owns
    talk = not (level or label or box or (under in ("action", "decision") and not initials))
    marked = talk and (":" in text or "：" in text or ">" in text or text[:1] in "[(")
    turn = (_BOLD_SPEAKER if rest[:2] == "**" else _SPEAKER).match(text) if marked else None
    if turn and not is_label(turn[turn.lastgroup or 0]) and not _SIDE.match(text):
        speaker, text = turn[turn.lastgroup or 0], text[turn.end() :]
        label, names = cues.find_label(text)
    heads = under == "action" and not speaker and (item or not (goes_on or " " in text))
    if heads and (name := _heads_list(text, nick=not item)) is not None:
        reach.owner = (indent if item else -1, name)
        return None
    owners = [reach.owner[1]] if under and reach.owner and reach.owner[1] and indent > reach.owner[0] else []
    if item and under in ("action", "decision"):
        if reach.is_detail(indent):
            under = under if under == "decision" and not reach.stated else ""
        else:
            reach.stated = " " in text and text[-1] != ":"
    below_owner = reach.owner is not None and indent > reach.owner[0]
    if under == "action" and item and " " not in text and not below_owner:
        reach.owner = (indent, text if is_owner(text.capitalize()) else "")
    numbered, mark = bool(bullet and bullet["number"]), box["mark"] if box else "x" if done else None
    opens = item or arrow is not None or not goes_on
    return Note(
        number, text, item, numbered, opens, quoted, mark, level, speaker, label, names, under, owners
    )


def _is_verdict(text: str, names: Scope, under: Scope, item: bool) -> bool:
    """Whether a label that stands alone opens no list, but says it all: ``Approved``."""
    return (
        names == "decision"
        and text[-1] not in ":："
        and (under == "decision" or (item and text[-2:] == "ed"))
    )


def _says_more(text: str, label: re.Match[str] | None) -> bool:
    """Whether a heading states a decision itself, behind its label, rather than what it was about."""
    rest = text[label.end() :].strip() if label else ""
    return " " in rest and not cues.MATTER.match(rest)


def _named_by_heading(text: str) -> Scope:
    """What all items below a heading are, where its last or first word says so: ``Grants approved``."""
    if cues.DECIDED_SECTION.match(text):
        return "decision"
    return "option" if cues.OPTIONS_HEADING.match(text) else ""


def _heads_list(text: str, *, nick: bool) -> str | None:
    """The owner of the items below, "" where an item heads some but names nobody: ``Ada`` · ``@ada will:``

    `nick`: in lower case, too.
    """
    name = _HEADS.sub("", text)
    if name.casefold() in ("unassigned", "not assigned", "nobody yet"):
        return ""
    if is_owner(name) or (nick and name.isidentifier() and is_owner(name.capitalize())):
        return name
    named = promisers(text) if text.endswith(":") else None
    return (named[0] if named else "") if text.endswith(":") else None


def _plain(text: str) -> str:
    """A line's text without emphasis, code marks, link targets and what is struck out."""
    if "~~" in text:
        text = _STRUCK.sub(" ", text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "*" in text or "_" in text or "`" in text or "\\" in text or "<" in text:
        text = _MARKUP.sub("", text)
    if text.isprintable() and "  " not in text:
        return text.strip()  # all blanks that are printable are single ones: a third of the time
    return " ".join(text.split())


def _unadorned(text: str, level: int) -> str:
    """A text without emoji and the like at its ends; a heading (`level`) without its number, too."""
    if level and (number := _NUMBERED_HEADING.match(text)):
        text = text[number.end() :]
    if text[:1] >= _FIRST_SIGN and (signs := _ORNAMENTS.match(text)):
        text = text[signs.end() :].lstrip()
    if text[-1:] >= _FIRST_SIGN:
        text = text.rstrip("".join(_ORNAMENTS.findall(text[-8:]))).rstrip()
    return text


def read_notes(lines: Sequence[str], start: int, end: int) -> Iterator[Note]:
    """The notes on lines `start` to `end`; a sentence belongs to the line on which it begins."""
    unit: list[Note] = []
    for note in _line_notes(lines, start, end):
        if unit and (note.opens or not _goes_on_with(unit[-1], note, lines)):
            yield from _sentences(unit)
            unit = []
        unit.append(note)
    yield from _sentences(unit)


def _goes_on_with(above: Note, note: Note, lines: Sequence[str]) -> bool:
    """Whether a line only wraps the sentence of the one above."""
    if note.heading or note.label or note.box or note.speaker:
        return False
    wrapped = len(lines[above.line - 1].rstrip()) >= _WRAPPED or note.text[:1].islower()
    return wrapped and note.line == above.line + 1 and not above.heading


def _sentences(unit: Sequence[Note]) -> Sequence[Note]:
    """The notes of a paragraph, each with the whole of the sentences that begin on its line."""
    if len(unit) < 2:
        return unit
    text = " ".join(note.text for note in unit)
    begins = [0, *(match.end() for match in _NEXT_SENTENCE.finditer(text))]
    at, first, spans = 0, 0, []
    for note in unit:
        at += len(note.text) + 1
        here = first
        while first < len(begins) and begins[first] < at:
            first += 1
        if first > here:
            spans.append((note, begins[here]))
    following = pairwise([*spans, (unit[-1], len(text) + 1)])
    return [note._replace(text=text[begin:end].rstrip()) for (note, begin), (_, end) in following]
