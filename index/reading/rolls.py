"""The people of one attendance list: bullets, tables, check boxes, lines of names.

Owns which of those in a list came; must not know where lists stand in a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.model import Attendee
from index.reading.persons import LINK, PARENTHESES, read_person

_PRESENT = (
    r"(?:(?:list of |introductions? of |the |meeting |in-person |remote |other |also |members? |people |"
    r"voting |non-voting |local |zoom |virtual )*"
    r"(?:attend(?:ees?|ing|ance|ants?)|attended|participants?|participating|present|in attendance|roll ?call|"
    r"who(?:'s| is| was)? (?:here|there|present|attended)|people (?:present|on the call)|on the call|"
    r"members present|"
    r"anwesende?|anwesenheit|teilnehmer(?:innen|\*innen|:innen)?|teilnehmende|asistentes?|assistants?|"
    r"asistencia|participantes|"
    r"pr[ée]sents?|presentes|partecipanti|aanwezig|deelnemers|参会(?:人员|者|人)?|出席(?:人员|者)?|与会(?:人员|者|人)?|参加者)"
    r"(?: (?:list|members|here|in person|in-person|remote(?:ly)?|online|attendees|participants|people|"
    r"at the meeting|today))*)"
)
_ABSENT = (
    r"(?:regrets?|absent(?:ees?)?|excused|apolog(?:y|ies)|not present|unable to attend|can(?:no|"
    r"')t attend|invite(?:d|es)|"
    r"missing|abwesend|entschuldigt|ausentes|absents?|excusés?|afwezig|缺席(?:者)?|請假|请假|欠席者?)"
)
_GROUP = (
    r"(?:(?:[\w/-]+ ){0,3}(?:members?|observers?(?:/guests?)?|guests?(?:/observers?)?|visitors?|others?|"
    r"team|committee|maintainers?|committers?|staff|community|attendees|participants|experts?|emeritus)|"
    r"tsc|chairs?|co-chairs?|scribes?|scribing|note[- ]?takers?|notes|minutes|facilitators?|moderators?|"
    r"hosts?|secretary|lead|in[- ]person|remote|online|phone|zoom|irc)"
)
# Steering Committee Attendees: · Board members in attendance were: · Please sign in below. Roll call:
_ANYBODY = (
    r"(?:(?:[\w/-]+ ){1,4}(?:attendees|participants|(?:members|people|who) (?:attending|present)|"
    r"in attendance)(?: were| was| are)?|(?:special |invited )?guests?|"
    r"[^:：\n]{1,200}[.!?…] roll ?call)(?=[ ]?[:：])"
)
_TAIL = r"[*_]{0,3}[ \t]*(?:[*_]{0,2}\([^()]{0,120}\)[*_]{0,2}|\[\d+\]|\d[\d/.-]+)?[ \t]*"
_MARK = r"[*_`]{0,3}"
_LEAD = r"^[ \t>]*(?:[*+•–-][ \t]+|\d{1,2}[.)][ \t]+)?(?:\[[ xX✓]\][ \t]+)?"
_LABEL = re.compile(
    rf"{_LEAD}(?P<hash>#{{1,6}}[ \t]+)?[^\w\n#]{{0,4}}(?P<mark>{_MARK})(?:(?P<absent>{_ABSENT})|"
    rf"(?P<present>{_PRESENT}|{_ANYBODY}))(?!\w){_TAIL}{_MARK}"
    rf"[ \t]*(?:(?P<colon>[:：]|[–—-](?=\s)){_MARK}[ \t]*(?P<rest>.*)|(?P<bold>(?<=\*\*|__)[ \t]+\S.*)|"
    rf"#*[ \t]*$)",
    re.IGNORECASE,
)
GROUP_LABEL = re.compile(
    rf"{_LEAD}{_MARK}(?P<group>{_GROUP}){_TAIL}(?:{_MARK}[ \t]*[:：]{_MARK}[ \t]*(?P<rest>.*)|(?<=\*\*))$",
    re.IGNORECASE,
)
HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$")
BULLET = re.compile(r"^[ \t>]*(?:[*+•–-]|\d{1,3}[.)])[ \t]+(.*)$")
_BETWEEN_NAMES = re.compile(r"[,;、，]|(?<![\w(])(?:and|und|y|et|&)(?!\w)|\s\|\s")
_BETWEEN_HANDLES = re.compile(rf"{_BETWEEN_NAMES.pattern}|(?<=[\w:])[ ]*(?=@\w)")  # @ada @bo · @刘洋@李明
_RULE_ROW = re.compile(r"^[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")
_CHECK = re.compile(r"^\\?\[(?P<mark>[ xX✓✔]?)\\?\][ \t]*(?P<rest>.*)$")
_NAME_COLUMN = re.compile(
    r"^(?:full |your |given |first )?(?:name|attendee|participant|who|member|person|nombre|nom)s?\b",
    re.IGNORECASE,
)
_FAMILY_COLUMN = re.compile(r"^(?:family[ -]?name|last[ -]?name|surname)s?\b", re.IGNORECASE)
_PRESENT_COLUMN = re.compile(r"^(?:present|attended|attendance|here|in attendance)\??$", re.IGNORECASE)
_INITIALS_COLUMN = re.compile(
    r"^(?:abbr|initials|acronym|handle|github|irc|nick|username|user)", re.IGNORECASE
)
_YES = re.compile(
    r"^(?:x|y|yes|p|present|✓|✔|✅|:white_check_mark:|:heavy_check_mark:|\[x\]|1|true)",
    re.IGNORECASE,
)
# How the first word of a label begins, so that other lines are passed over at once.
_OPENINGS = frozenset(
    """
    aanw abse abwe afwe also anwe apol asis assi atte ause cann cant deel ents excu gues in inpe
    intr invi list loca meet memb miss non not on othe part peop pres prés regr remo roll spec teil
    unab virt voti who whos zoom
    参会 出席 与会 参加 缺席 請假 请假 欠席
    """.split()  # noqa: SIM905
)
# Words within a longer label, and how far into it they stand.
_WITHIN = ("ttendees", "articipants", "in attendance", "attending", "present", "oll call")
_REACH = 240
_FIRST_WORD = re.compile(r"[\W\d_]{0,20}([^\W\d_]{1,4})")


def label_of(line: str) -> re.Match[str] | None:
    """The attendance label that a line begins with."""
    word = _FIRST_WORD.match(line)
    known = word and (word[1].casefold() in _OPENINGS or word[1][:2] in _OPENINGS)
    if not known and not (":" in line[:_REACH] and any(words in line[:_REACH] for words in _WITHIN)):
        return None
    return _LABEL.match(line[:2000].rstrip())


def read_roll(lines: Sequence[str], first: int, last: int) -> Iterator[Attendee]:
    """The people of one attendance span; parts labelled as regrets are passed over."""
    body = [lines[n - 1].rstrip("\r")[:5000] for n in range(first, last + 1)]
    checked = [bool(m["mark"].strip()) for line in body if (m := _check(line))]
    only_checked = any(checked)
    one_each = sum(bool(BULLET.match(line)) for line in body) >= 3
    absent, header, absent_indent, item = False, None, -1, False
    for line in body:
        if not line.strip():
            header, item = None, False
            continue
        if item and line[:1] in " \t" and not BULLET.match(line):
            continue  # the rest of a wrapped item
        item = bool(BULLET.match(line))
        label = label_of(line)
        if label:
            absent = bool(label["absent"])
            absent_indent = indent_of(line) if BULLET.match(line) else -1
            rest = (label["rest"] or label["bold"] or "").strip()
            if rest and not absent:
                yield from people_in(rest)
            continue
        if absent and 0 <= indent_of(line) <= absent_indent:
            absent = False
        if absent:
            continue
        if "|" in line:
            bullet = BULLET.match(line)
            row = bullet[1] if bullet else line
            cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
            if _RULE_ROW.match(line):
                continue
            if header is None:
                header = cells
                if any(_NAME_COLUMN.match(cell.strip("*_ ")) for cell in cells):
                    continue
            if person := _row_person(header, cells):
                yield person
            continue
        header = None
        yield from _line_people(line, only_checked, one_each)


def lists_presence(row: str) -> bool:
    """Whether a table's header has a column of names and one of who came."""
    cells = [cell.strip(" *_") for cell in row.strip().strip("|").split("|")]
    return any(map(_PRESENT_COLUMN.match, cells)) and any(map(_NAME_COLUMN.match, cells))


def _check(line: str) -> re.Match[str] | None:
    bullet = BULLET.match(line)
    return _CHECK.match(bullet[1]) if bullet else None


def _line_people(line: str, only_checked: bool, one_each: bool) -> Iterator[Attendee]:
    if HEADING.match(line):
        return
    bullet = BULLET.match(line)
    text = bullet[1] if bullet else line.strip()
    if text.startswith("~~"):
        return  # struck out: did not come after all
    check = _CHECK.match(text) if bullet else None
    if check:
        if only_checked and not check["mark"].strip():
            return
        text = check["rest"]
    group = GROUP_LABEL.match(text)
    if group:
        text = group["rest"] or ""
        yield from people_in(text)
        return
    if bullet and "," in text and (one_each or not _is_listing(text)):
        person = read_person(text)
        if person:
            yield person
        return
    yield from people_in(text)


def _is_listing(text: str) -> bool:
    """Whether commas separate people (``Ada, Bob, Cy``) rather than a name from a company."""
    pieces = [piece for piece in re.split(r",|;|\band\b|&", PARENTHESES.sub("", text)) if piece.strip()]
    return len(pieces) >= 3


def people_in(text: str) -> list[Attendee]:
    """The people of a comma list; empty where the text is a sentence."""
    between = _BETWEEN_HANDLES if text.lstrip()[:1] == "@" else _BETWEEN_NAMES
    pieces = [piece.strip() for piece in between.split(_outside(text)) if piece.strip()]
    people = []
    for piece in pieces:
        person = read_person(piece.replace("\x00", ","))
        if person is None:
            if len(piece.split()) > 3:
                return []
            continue
        people.append(person)
    return people if len(people) * 2 >= len(pieces) else []


def _outside(text: str) -> str:
    """Commas within parentheses do not separate people."""
    return PARENTHESES.sub(lambda match: match[0].replace(",", "\x00").replace(";", "\x00"), text)


def _row_person(header: Sequence[str], cells: Sequence[str]) -> Attendee | None:
    names = [n for n, cell in enumerate(header) if _NAME_COLUMN.match(cell.strip("*_ "))]
    column = names[0] if names else 0
    if column >= len(cells):
        return None
    for n, title in enumerate(header):
        came = cells[n] if n < len(cells) else ""
        if _PRESENT_COLUMN.match(title.strip("*_ ")) and not _YES.match(came):
            return None
    family = [
        cell for title, cell in zip(header, cells, strict=False) if _FAMILY_COLUMN.match(title.strip("*_ "))
    ]
    person = read_person(" ".join([cells[column], *family]))
    if person is None:
        return None
    aliases = list(person.aliases)
    for n, title in enumerate(header):
        if n < len(cells) and n != column and _INITIALS_COLUMN.match(title.strip("*_ ")):
            alias = LINK.sub(r"\1", cells[n]).strip(" @`*_")
            if alias and " " not in alias:
                aliases.append(alias)
    return Attendee(name=person.name, aliases=tuple(dict.fromkeys(aliases)))


def indent_of(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
