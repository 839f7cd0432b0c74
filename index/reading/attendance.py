"""Who was there: attendance lists in every form.

Owns the search for such lists and which of those in them came; must not know who is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index.model import Attendee
from index.reading.persons import LINK, PARENTHESES, PARTICLES, is_name, read_person

_PRESENT = (
    r"(?:(?:list of |meeting |in-person |remote |other |also |members? |people |voting |non-voting |"
    r"local |zoom |virtual )*"
    r"(?:attend(?:ees?|ing|ance|ants?)|attended|participants?|participating|present|in attendance|roll ?call|"
    r"who(?:'s| is| was)? (?:here|there|present|attended)|people (?:present|on the call)|on the call|"
    r"members present|"
    r"anwesende?|anwesenheit|teilnehmer(?:innen|\*innen|:innen)?|teilnehmende|asistentes?|assistants?|"
    r"asistencia|participantes|"
    r"pr[ée]sents?|presentes|partecipanti|aanwezig|deelnemers|参会(?:人员|者)?|出席者?|与会(?:人员|者)?|参加者)"
    r"(?: (?:list|members|here|in person|in-person|remote(?:ly)?|online|attendees|participants|people|"
    r"at the meeting|today))*)"
)
_ABSENT = (
    r"(?:regrets?|absent(?:ees?)?|excused|apolog(?:y|ies)|not present|unable to attend|can(?:no|"
    r"')t attend|invite(?:d|es)|"
    r"missing|abwesend|entschuldigt|ausentes|absents?|excusés?|afwezig|缺席(?:者)?|請假|欠席者?)"
)
_GROUP = (
    r"(?:observers?(?:/guests?)?|guests?(?:/observers?)?|visitors?|others?|tsc(?: members?)?|voting members?|"
    r"non-voting members?|regular members?|emeritus|members?|maintainers?|committers?|staff|community|"
    r"invited(?: experts?)?|"
    r"chairs?|co-chairs?|scribes?|scribing|note[- ]?takers?|notes|minutes|facilitators?|moderators?|host|"
    r"secretary|lead|"
    r"in[- ]person|remote|online|phone|zoom|irc)"
)
_TAIL = r"[*_]{0,3}[ \t]*(?:[*_]{0,2}\([^()]{0,120}\)[*_]{0,2}|\[\d+\])?[ \t]*"
_MARK = r"[*_`]{0,3}"
_LEAD = r"^[ \t>]*(?:[*+•–-][ \t]+|\d{1,2}[.)][ \t]+)?(?:\[[ xX✓]\][ \t]+)?"
_LABEL = re.compile(
    rf"{_LEAD}(?P<hash>#{{1,6}}[ \t]+)?[^\w\n#]{{0,4}}(?P<mark>{_MARK})(?:(?P<present>{_PRESENT})|"
    rf"(?P<absent>{_ABSENT}))(?!\w){_TAIL}{_MARK}"
    rf"[ \t]*(?:(?P<colon>[:：]|[–—-](?=\s)){_MARK}[ \t]*(?P<rest>.*)|(?P<bold>(?<=\*\*|__)[ \t]+\S.*)|"
    rf"#*[ \t]*$)",
    re.IGNORECASE,
)
_GROUP_LABEL = re.compile(
    rf"{_LEAD}{_MARK}(?P<group>{_GROUP}){_TAIL}{_MARK}[ \t]*[:：]{_MARK}[ \t]*(?P<rest>.*)$", re.IGNORECASE
)
_OTHER_LABEL = re.compile(r"^[*_]{0,2}[^\W\d_][\w' -]{2,30}[:：][*_]{0,2}[ \t\r]*$")
_GROUP_ONLY = re.compile(rf"{_GROUP}[ \t]*:?[ \t\r]*$", re.IGNORECASE)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$")
_BOLD_LINE = re.compile(r"^ {0,3}(?:\*\*|__)([^*_].*?)(?:\*\*|__):?[ \t]*$")
_ROW = re.compile(r"^[ \t]*\|?.*\|.*$")
_RULE_ROW = re.compile(r"^[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")
_BULLET = re.compile(r"^[ \t>]*(?:[*+•–-]|\d{1,3}[.)])[ \t]+(.*)$")
_CHECK = re.compile(r"^\\?\[(?P<mark>[ xX✓✔]?)\\?\][ \t]*(?P<rest>.*)$")
_NAME_COLUMN = re.compile(
    r"^(?:full |your )?(?:name|attendee|participant|who|member|person|nombre|nom)s?\b", re.IGNORECASE
)
_PRESENT_COLUMN = re.compile(r"^(?:present|attended|attendance|here|in attendance)\??$", re.IGNORECASE)
_INITIALS_COLUMN = re.compile(
    r"^(?:abbr|initials|acronym|handle|github|irc|nick|username|user)", re.IGNORECASE
)
_YES = re.compile(
    r"^(?:x|y|yes|p|present|✓|✔|✅|:white_check_mark:|:heavy_check_mark:|\[x\]|1|true)", re.IGNORECASE
)
_PERSON_LIST = re.compile(r"[^,;()]{3,40}\(@?[A-Z][A-Z.]{0,4}\)[ \t]*(?:,|;|and\b|$)")

_TOP = 25  # lines within which an unlabelled list of people stands
# How the first word of a label begins, so that other lines are passed over at once.
_OPENINGS = frozenset(
    """
    aanw abse abwe afwe also anwe apol asis assi atte ause cann cant deel ents excu in inpe invi list loca
    meet memb miss non not on othe part peop pres prés regr remo roll teil unab virt voti who whos zoom
    参会 出席 与会 参加 缺席 請假 欠席
    """.split()  # noqa: SIM905
)
_FIRST_WORD = re.compile(r"[\W\d_]{0,20}([^\W\d_]{1,4})")


def _label_of(line: str) -> re.Match[str] | None:
    """The attendance label that a line begins with."""
    word = _FIRST_WORD.match(line)
    if not word or (word[1].casefold() not in _OPENINGS and word[1][:2] not in _OPENINGS):
        return None
    return _LABEL.match(line[:2000].rstrip())


def read_attendance(lines: Sequence[str], spans: Iterable[tuple[int, int]]) -> tuple[Attendee, ...]:
    """Everyone whom attendance lists give as present, once each; `spans` are of `find_attendance`."""
    found: dict[str, Attendee] = {}
    for first, last in spans:
        for attendee in _read_list(lines, first, last):
            key = attendee.name.casefold()
            known = found.get(key)
            aliases = tuple(dict.fromkeys((*(known.aliases if known else ()), *attendee.aliases)))
            found[key] = Attendee(name=known.name if known else attendee.name, aliases=aliases)
    return tuple(found.values())


def find_attendance(lines: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    """The spans that list who was there or excused: a label or heading with its list, table or names."""
    spans = []
    number, first, end = max(start, 1), max(start, 1), min(end, len(lines))
    while number <= end:
        line = lines[number - 1][:2000]
        label = _label_of(line)
        if label and _opens_list(lines, number, end, label):
            last = _list_end(lines, number, end, label)
            spans.append((number, last))
            number = last + 1
            continue
        if number - first < _TOP and _is_roll(lines, number, end):
            last = _roll_end(lines, number, end)
            spans.append((number, last))
            number = last + 1
            continue
        if number - first < _TOP and len(_PERSON_LIST.findall(line)) >= 3 and not _BULLET.match(line):
            last = _paragraph_end(lines, number, end)
            spans.append((number, last))
            number = last + 1
            continue
        number += 1
    return spans


def _is_roll(lines: Sequence[str], number: int, end: int) -> bool:
    """Whether a list at the top of a meeting, under no label, is nothing but full names."""
    above = lines[number - 2] if number > 1 else ""
    if not _BULLET.match(lines[number - 1]) or _BULLET.match(above):
        return False
    before = next((line for line in lines[max(number - 4, 0) : number - 1][::-1] if line.strip()), "")
    heading = _HEADING.match(before)
    if before.rstrip().endswith(":") or (heading and len(heading[1]) > 1):
        return False
    items = [lines[n - 1] for n in range(number, _roll_end(lines, number, end) + 1)]
    return len(items) >= 3 and all(_is_plain_name(item) for item in items)


def _roll_end(lines: Sequence[str], number: int, end: int) -> int:
    last = number
    while last < end and _BULLET.match(lines[last]):
        last += 1
    return last


def _is_plain_name(item: str) -> bool:
    bullet = _BULLET.match(item)
    words = bullet[1].split() if bullet else []
    return (
        2 <= len(words) <= 4
        and all(word[0].isupper() or word in PARTICLES for word in words)
        and is_name(" ".join(words))
    )


def _opens_list(lines: Sequence[str], number: int, end: int, label: re.Match[str]) -> bool:
    """A label opens a list when names follow on its line, or when it stands alone above something."""
    rest = (label["rest"] or label["bold"] or "").strip()
    if rest:
        return bool(_people_in(rest)) or rest[0].isdigit()
    if label["hash"] or label["colon"]:
        return True
    if number > 1 and lines[number - 2].strip() and not label["mark"]:
        return False  # a word at the start of a wrapped line
    if _BULLET.match(lines[number - 1]) and not label["colon"]:
        return False
    following = next(
        (lines[n - 1] for n in range(number + 1, min(number + 3, end) + 1) if lines[n - 1].strip()), ""
    )
    return bool(_BULLET.match(following) or _ROW.match(following) or "**" in lines[number - 1])


def _list_end(lines: Sequence[str], number: int, end: int, label: re.Match[str]) -> int:
    """A heading owns what stands below it; a label on a line its paragraph or the list below."""
    heading = _HEADING.match(lines[number - 1])
    if heading:
        return _section_end(lines, number, end, len(heading[1]))
    if (label["rest"] or label["bold"] or "").strip():
        return _paragraph_end(lines, number, end)
    last, blank = number, 0
    indent = _indent(lines[number - 1])
    is_item = bool(_BULLET.match(lines[number - 1]))
    for n in range(number + 1, end + 1):
        line = lines[n - 1]
        if not line.strip():
            blank += 1
            if blank > 1 and last > number:
                break
            continue
        if _HEADING.match(line) or _BOLD_LINE.match(line) or _label_of(line):
            break
        listed = _BULLET.match(line) or "|" in line
        if is_item and _indent(line) <= indent:
            break
        if blank and not listed and last > number:
            break
        if not listed and not _people_in(line.strip()):
            break
        last, blank = n, 0
    return last


def _section_end(lines: Sequence[str], number: int, end: int, level: int) -> int:
    """The last line of what a heading lists: not the text that follows its list, nor another label's."""
    last, listed, blank = number, False, False
    for n in range(number + 1, end + 1):
        line = lines[n - 1]
        if not line.strip():
            blank = True
            continue
        heading = _HEADING.match(line)
        label = _label_of(line) or _GROUP_LABEL.match(line) or (heading and _GROUP_ONLY.match(heading[2]))
        if heading and (len(heading[1]) <= level or not label):
            break
        item = bool(_BULLET.match(line)) or "|" in line
        goes_on = not blank and line[:1] in (" ", "\t")
        if not (heading or label or item or goes_on) and (
            _OTHER_LABEL.match(line) or (listed and blank and not _people_in(line.strip()))
        ):
            break
        last, listed, blank = n, listed or item, False
    return last


def _paragraph_end(lines: Sequence[str], number: int, end: int) -> int:
    last = number
    while (
        last < end
        and lines[last].strip()
        and not (_BULLET.match(lines[last]) or _HEADING.match(lines[last]) or _label_of(lines[last]))
        and _people_in(lines[last].strip())
        and ":" not in lines[last][:30]
    ):
        last += 1
    return last


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())


def _read_list(lines: Sequence[str], first: int, last: int) -> Iterator[Attendee]:
    """The people of one attendance span; parts labelled as regrets are passed over."""
    body = [lines[n - 1].rstrip("\r")[:5000] for n in range(first, last + 1)]
    checked = [bool(m["mark"].strip()) for line in body if (m := _check(line))]
    only_checked = any(checked)
    one_each = sum(bool(_BULLET.match(line)) for line in body) >= 3
    absent, header, absent_indent, item = False, None, -1, False
    for line in body:
        if not line.strip():
            header, item = None, False
            continue
        if item and line[:1] in " \t" and not _BULLET.match(line):
            continue  # the rest of a wrapped item
        item = bool(_BULLET.match(line))
        label = _label_of(line)
        if label:
            absent = bool(label["absent"])
            absent_indent = _indent(line) if _BULLET.match(line) else -1
            rest = (label["rest"] or label["bold"] or "").strip()
            if rest and not absent:
                yield from _people_in(rest)
            continue
        if absent and 0 <= _indent(line) <= absent_indent:
            absent = False
        if absent:
            continue
        if "|" in line:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
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


def _check(line: str) -> re.Match[str] | None:
    bullet = _BULLET.match(line)
    return _CHECK.match(bullet[1]) if bullet else None


def _line_people(line: str, only_checked: bool, one_each: bool) -> Iterator[Attendee]:
    if _HEADING.match(line):
        return
    bullet = _BULLET.match(line)
    text = bullet[1] if bullet else line.strip()
    check = _CHECK.match(text) if bullet else None
    if check:
        if only_checked and not check["mark"].strip():
            return
        text = check["rest"]
    group = _GROUP_LABEL.match(text)
    if group:
        text = group["rest"]
        yield from _people_in(text)
        return
    if bullet and "," in text and (one_each or not _is_listing(text)):
        person = read_person(text)
        if person:
            yield person
        return
    yield from _people_in(text)


def _is_listing(text: str) -> bool:
    """Whether commas separate people (``Ada, Bob, Cy``) rather than a name from a company."""
    pieces = [piece for piece in re.split(r",|;|\band\b|&", PARENTHESES.sub("", text)) if piece.strip()]
    return len(pieces) >= 3


def _people_in(text: str) -> list[Attendee]:
    """The people of a comma list; empty where the text is a sentence."""
    pieces = [
        piece.strip()
        for piece in re.split(r"[,;、，]|(?<![\w(])(?:and|und|y|et|&)(?!\w)|\s\|\s", _outside(text))
        if piece.strip()
    ]
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
    person = read_person(cells[column])
    if person is None:
        return None
    aliases = list(person.aliases)
    for n, title in enumerate(header):
        if n < len(cells) and n != column and _INITIALS_COLUMN.match(title.strip("*_ ")):
            alias = LINK.sub(r"\1", cells[n]).strip(" @`*_")
            if alias and " " not in alias:
                aliases.append(alias)
    return Attendee(name=person.name, aliases=tuple(dict.fromkeys(aliases)))
