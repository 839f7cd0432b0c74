"""The people of one attendance list: bullets, check boxes, lines of names (tables: `rosters`).

Owns which of those in a list came; must not know where lists stand in a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from index.model import Attendee
from index.reading.cues import any_word
from index.reading.glossary import INITIALS, initials_of, is_full_name, is_label
from index.reading.persons import PARENTHESES, is_name, read_person
from index.reading.presence import group_of, label_of, says_absent, tells_absence
from index.reading.rosters import is_rule, read_roster

HEADING = re.compile(r"^ {0,3}(#{1,6}|={1,6})[ \t]+(.*)$")
BULLET = re.compile(r"^[ \t>]*(?:[*+•▪●○◦■‣–-]|--|\d{1,3}[.)])[ \t]+(.*)$")
BOLD_LINE = re.compile(r"^ {0,3}(?:\*\*|__)([^*_].*?)(?:\*\*|__):?[ \t]*$")
UNSPOKEN = re.compile(r"^[ \t>]*(?:```|~~~|<!--.*-->[ \t]*$|</?\w+>[ \t]*$)")  # fences, comments, tags
_MARK_BEHIND = re.compile(r"\([ xX✓✔✅]?\)$")  # Ada Lovelace (x)
_CHECKED_BEHIND = re.compile(r"(?P<rest>[^\W\d_].*\S)[ \t]*\((?P<mark>.?)\)$")
_NICK_ITEM = re.compile(r"[ \t]*[*+-][ \t]+\S+(?:[ \t]+\(\d+\))?[ \t]*$")  # - adal|away (12)
_TICKED = re.compile(r"(?P<mark>[xX✓✔✅☑])\ufe0f?[ \t]+(?P<rest>[^\W\d_a-z].*)$")  # X Ada Lovelace
_CHECK = re.compile(r"^\\?\[[ ]?(?P<mark>[ xX✓✔✅❌✗]?)[ ]?\\?\][ \t]*(?P<rest>.*)$")
_CROSS = re.compile(r"^\W{0,3}(?:[❌✗✘✖☐]|:x:)|(?:[❌✗✘✖]|:x:)\W{0,3}$")
_STRUCK = re.compile(r"~~[^~\n]{1,200}~~")
_SEPARATOR = re.compile(
    r"[,;、，；]|<br[ ]?/?>|\s[|+•·]\s|(?<![\w(])(?:and|und|y|et|en|och|og|e|и|和|及|と|&)(?!\w)"
)
_LINKS = re.compile(r"(\[[^\[\]]*\]\([^()\s]*\))[ \t]*(?=\[)")  # [Ada](mailto:…) [Grace](mailto:…)
_MAILING_LIST = re.compile(r"\[[^\[\]]*\]\(mailto:[^()\s@]*@(?:googlegroups|groups|lists?)\.[^()\s]*\)")
_HANDLES = re.compile(r"(@[^\s@,;]{1,40})[ \t]*(?=@)")  # @ada @grace
# @Ada L, @grace: what stands behind each @
_MENTION = re.compile(r"(?P<who>[^\W\d_][\w'.-]*(?: (?:[A-Z][\w'.-]*|[a-z]\b)){0,2})[ \t,;&]*(?:and[ \t]+)?")
UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)[ \t\r]*$")
_LOWER_FIRST = re.compile(r"[^\W\d_A-Z][\w'-]* [A-Z][\w'-]*")  # ada Lovelace, as she writes herself
_SLASHES = re.compile(r"\s/\s")
_PAIR = re.compile(r"(?P<first>[^:：]{1,40})(?:[:：][*_]{0,2}[ \t]+|[ \t]+[–-][ \t]+)(?P<second>\S.*)")
_BRACKETED = re.compile(r"\(([^(),]*,[^()]*)\)[ \t]*")  # (Ada, Grace) + Alan (guest)
_WRAPPED = range(50, 1000)  # characters after which a line may end within a name
_BOLD_LABEL = re.compile(r"\*\*[^*]+[:：]\*\*")
# Present: Ada Lovelace. Regrets: Grace Hopper
_NEXT_LABEL = re.compile(
    r"[.;][ \t]+(?=[*_]{0,2}(?:absent|apologies|regrets|excused|excusés)[\w ]{0,20}[*_]{0,2}[:：])",
    re.IGNORECASE,
)
# * ESA - Ada Lovelace (chair) · * ESA - (absent)
_ORIGIN = re.compile(
    r"(?P<bullet>[ \t>]*[*+•-][ \t]+)(?P<origin>[A-Z][\w&/-]{1,15})(?:[ \t]+[–—-]|[:：])[ \t]+"
    r"(?P<who>[^,;()\n]{0,40}[^,;()\s]?)"
)
_DASH = re.compile(r"\w[ \t]+[–-][ \t]")
_LONGEST_ASIDE = 3  # words of a piece of a list that may be no person without making it a sentence
_WERE_AWAY = (
    r"(?:regrets?|absent|excused|apologi[ez]\w*|not (?:present|attending)|abwesend|ausentes?|absente?s?)"
)
_WERE_HERE = r"(?:present|attending|attended|in attendance|attendees|anwesend|presentes?|présente?s?)"
# * = regrets · Present members in bold · Those absent are in italics
_LEGEND = re.compile(
    r"[^\w*†‡#+^°]{0,4}(?:\\?(?P<sign>[*†‡#+^°])[ \t]*(?:[=:]|denotes|indicates|means)[ \t]*"
    rf"(?:(?P<away>{_WERE_AWAY})|{_WERE_HERE})|[*_]{{0,3}}(?:[\w ]{{0,20}} )??"
    rf"(?:(?P<absent>{_WERE_AWAY})|{_WERE_HERE})(?: [\w ]{{1,20}})? in (?P<type>bold|italics?))\W*$",
    re.IGNORECASE,
)
_LEGEND_SIGNS = any_word(("=", ":", "denotes", "indicates", "means", " in "))
_LONGEST_LEGEND = 100
_LONGEST = 5000  # characters of a line that are read


def read_roll(lines: Sequence[str], first: int, last: int) -> Iterator[Attendee]:
    """The people of one attendance span; parts labelled as regrets are passed over."""
    written = (lines[n - 1].rstrip("\r")[:_LONGEST] for n in range(first, last + 1))
    parts = [part for line in written for part in _NEXT_LABEL.split(line)]
    body = _without_origins(_by_legend(_unwrapped(_spoken(_with_hashes(parts)))))
    boxes = [check["mark"] for line in body if (check := _check(line))]
    only_checked = any(mark.strip() for mark in boxes)
    if sum(_is_ticked(line) for line in body) > 1:  # who has no mark is not there
        body = [line for line in body if _is_ticked(line) or not BULLET.match(line) or label_of(line)]
    one_each = sum(bool(BULLET.match(line)) for line in body) >= 3 or _is_column(body)
    away = _Away()
    for tabled, part in _parts(body):
        if tabled:
            yield from read_roster([_unbulleted(line) for line in part if not away.covers(line)])
            continue
        for line, following in pairwise([*part, ""]):
            if label := label_of(line):
                away.begin(line, label.absent)
                yield from [] if label.absent else people_behind(label.rest)
            elif line.strip() and not away.covers(line):
                yield from () if _heads(line, following) else _line_people(line, only_checked, one_each)


def _heads(line: str, following: str) -> bool:
    """Whether a line names a group whose people follow: ``Engine Co:``, ``- Ring`` with deeper names."""
    deeper = indent_of(following) > indent_of(line)
    if line.rstrip().endswith((":", "：")):
        return deeper or bool(BULLET.match(following) and not BULLET.match(line))
    bullet, below = BULLET.match(line), BULLET.match(following)
    return bool(
        deeper and bullet and below and not is_full_name(bullet[1].strip()) and is_full_name(below[1].strip())
    )


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines with those put together between which a name was cut in two."""
    whole: list[str] = []
    for line in lines:
        if whole and len(whole[-1]) in _WRAPPED and _cut_between(whole[-1], line):
            whole[-1] = f"{whole[-1]} {line.strip()}"
        else:
            whole.append(line)
    return whole


def _cut_between(line: str, below: str) -> bool:
    """Whether two lines have parts of one entry: ``…, Ada`` and ``Lovelace, …`` or ``(Ring), …``."""
    if HEADING.match(line) or "|" in line + below or BULLET.match(below) or UNDERLINE.match(below):
        return False
    last, first = line.rsplit(",", 1)[-1].split(), PARENTHESES.sub("", below.split(",", 1)[0]).split()
    first = first or below.split()
    if not last or not first or "," not in line or label_of(below) or group_of(below) is not None:
        return False
    if first[0].startswith("(") or line.count("(") > line.count(")"):
        return True
    names = [piece.split() for piece in line.split(",")[1:-1]]
    return len(first) == 1 and sum(len(name) > 1 for name in names) * 2 > len(names)


def _parts(body: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """The lines in runs, each with whether they are rows of a table; a row with a label mostly is none."""
    pairs = zip(body, [*body[1:], ""], strict=True)
    tabled = [
        "|" in line and not _NICK_ITEM.match(line) and (not label_of(line) or is_rule(below))
        for line, below in pairs
    ]
    for is_table, run in groupby(zip(tabled, body, strict=True), lambda pair: pair[0]):
        yield is_table, [line for _, line in run]


def _is_column(body: Sequence[str]) -> bool:
    """Whether each line gives a person with what she belongs to: ``Ada Lovelace, Engine Co``."""
    told = (line for line in body if line.strip() and not (HEADING.match(line) or UNDERLINE.match(line)))
    entries = [line.split(",") for line in told if not label_of(line)]
    one_comma = len(entries) > 1 and all(len(entry) == 2 and entry[1].strip() for entry in entries)
    return (
        one_comma
        and all(is_full_name(entry[0].strip()) for entry in entries)
        and any(not is_full_name(entry[1].strip()) for entry in entries)
    )


def legend_of(line: str) -> re.Match[str] | None:
    """The line that tells which mark those have who were there, or were not: ``* = regrets``."""
    may_tell = len(line) < _LONGEST_LEGEND and _LEGEND_SIGNS.search(line.lower())
    return _LEGEND.match(line) if may_tell else None


def _by_legend(body: list[str]) -> list[str]:
    """The lines without the entries that, by the legend of a list, are of those who were not there."""
    legend = next((match for line in body if (match := legend_of(line))), None)
    if not legend:
        return body
    sign = legend["sign"] or {"bold": "**", "italics": "*", "italic": "*"}[legend["type"].casefold()]
    absent = bool(legend["away"] or legend["absent"])
    entries = ((line, _unbulleted(line).strip().replace("\\", "")) for line in body if not legend_of(line))
    at_end = bool(legend["sign"])
    return [
        line
        for line, text in entries
        if not BULLET.match(line) or (text.startswith(sign) or (at_end and text.endswith(sign))) != absent
    ]


def _without_origins(body: list[str]) -> list[str]:
    """The lines without what stands, mostly in capitals, before each name: ``- ESA - Ada Lovelace``."""
    origins = [origin for line in body if (origin := _ORIGIN.match(line))]
    named = [o for o in origins if is_full_name(o["who"]) and o["origin"] not in initials_of(o["who"])]
    short = sum(o["origin"].isupper() for o in named)
    if short < 2 or short * 2 < len(origins) or len(origins) * 3 < sum(map(_is_item, body)) * 2:
        return body
    alone = [o for o in named if not members_of(o.string[o.start("origin") :])]
    behind = {o.string: f"{o['bullet']}{o.string[o.start('who') :]}" for o in alone}
    return [behind.get(line, line) for line in body]


def _is_item(line: str) -> bool:
    return BULLET.match(line) is not None


class _Away:
    """Whether the lines of a list stand under a label of absence."""

    def __init__(self) -> None:
        self._indent: int | None = None  # of the label's bullet, -1 where it has none

    def begin(self, line: str, absent: bool) -> None:
        self._indent = (indent_of(line) if BULLET.match(line) else -1) if absent else None

    def covers(self, line: str) -> bool:
        """Whether a line is of those who were not there; a group's name or a shallower line ends these."""
        if self._indent is not None:
            back = 0 <= indent_of(line) <= self._indent
            alone = self._indent < 0 and not BULLET.match(line)
            if back or (
                alone and (HEADING.match(line) or BOLD_LINE.match(line) or group_of(line) is not None)
            ):
                self._indent = None
        return self._indent is not None


def _with_hashes(lines: Sequence[str]) -> list[str]:
    """The lines with headings by a rule below them, where a list follows, as headings by number signs."""
    written = list(lines)
    for n, (line, below) in enumerate(pairwise(lines)):
        if UNDERLINE.match(below) and line.strip() and not BULLET.match(line):
            following = next((line for line in lines[n + 2 :] if line.strip()), "")
            if BULLET.match(following):
                written[n : n + 2] = [f"## {line.strip()}", ""]
    return written


def _spoken(lines: Sequence[str]) -> list[str]:
    """The lines that may hold people: no fences, no wrapped rest of an item, no quoted advice on the list."""
    quoted = [line.lstrip().startswith(">") for line in lines]
    advice = any(not q and (BULLET.match(line) or "|" in line) for q, line in zip(quoted, lines, strict=True))
    kept: list[str] = []
    item = False
    for is_quoted, line in zip(quoted, lines, strict=True):
        if UNSPOKEN.match(line) or (is_quoted and advice):
            continue
        wrapped = item and line[:1] in (" ", "\t") and not BULLET.match(line) and "|" not in line
        if line.strip() and wrapped and label_of(line) is None:
            if len(kept[-1]) < _WRAPPED.stop and _listed_behind(kept[-1]):
                kept[-1] = f"{kept[-1]} {line.strip()}"
            continue
        item = bool(BULLET.match(line)) or (item and bool(line.strip()))
        kept.append(line)
    return kept


def _listed_behind(item: str) -> bool:
    """Whether the label of an item has people behind it: ``- Attendees: Ada, Grace``."""
    label = label_of(item)
    behind = label.rest if label else group_of(item)
    return bool(behind) and "," in (behind or "")


def names_person(line: str) -> bool:
    """Whether a line is an entry for one or more people."""
    check = _check(line)
    return bool(people_in((check["rest"] if check else _unbulleted(line)).split(" - ")[0].strip()))


def _check(line: str) -> re.Match[str] | None:
    entry = _unbulleted(line).strip()
    if _MARK_BEHIND.search(entry[-3:]) and (behind := _CHECKED_BEHIND.match(entry)):
        return behind
    return _CHECK.match(entry) or _TICKED.match(entry)


def _is_ticked(line: str) -> bool:
    return _TICKED.match(_unbulleted(line).strip()) is not None


def _unbulleted(line: str) -> str:
    bullet = BULLET.match(line)
    return bullet[1] if bullet else line


@lru_cache(maxsize=4096)  # nine in ten came before
def _line_people(line: str, only_checked: bool, one_each: bool) -> tuple[Attendee, ...]:
    return tuple(_people_of_entry(line, only_checked, one_each))


def _people_of_entry(line: str, only_checked: bool, one_each: bool) -> Iterator[Attendee]:
    if HEADING.match(line):
        return
    bullet, check = BULLET.match(line), _check(line)
    if check and only_checked and check["mark"] in ("", " ", "❌", "✗"):
        return
    text = check["rest"] if check else bullet[1] if bullet else line.strip()
    text = _STRUCK.sub(" ", text).strip()  # did not come after all
    if _BOLD_LABEL.match(text) and not bullet:
        text = text.partition("**")[2].partition("**")[2]
    if _CROSS.search(text) or (bullet and (says_absent(text) or tells_absence(text))):
        return
    if bullet and one_each and _LOWER_FIRST.fullmatch(text) and is_name(text.title()):
        yield Attendee(name=text, aliases=())
        return
    if not bullet and "," not in text and label_of(f"{text}:"):
        return  # Other attendees
    if (members := group_of(text)) is not None:
        yield from people_in(members)
    elif _is_remark(text):
        return
    elif people := members_of(text):
        yield from people
    elif (
        (bullet or one_each)
        and "," in text
        and (one_each or not _is_listing(text) or _DASH.search(text.split(",")[0]))
    ):
        person = read_person(text)
        yield from [person] if person else []
    elif bullet and one_each and (ahead := _DASH.search(text)) and is_full_name(text[: ahead.start() + 1]):
        person = read_person(text)  # Ada Lovelace - Engine & Sons
        yield from [person] if person else []
    else:
        yield from people_in(text)


def members_of(text: str) -> list[Attendee]:
    """The people of a group with any name: ``Harbour: Ada Lovelace, Grace Hopper``."""
    pair = _PAIR.match(text)
    group = pair["first"].strip("*_ ") if pair else ""
    people = people_in(pair["second"]) if pair and (group.isupper() or not is_full_name(group)) else []
    if people and group in initials_of(people[0].name):  # AL - Ada Lovelace, Engine Co
        return []
    written = (person.name.replace(".", ". ") for person in people)  # A.Lovelace
    return people if len(people) > 1 and all(map(is_full_name, written)) else []


def _is_remark(text: str) -> bool:
    """Whether a label that names nobody begins an entry: ``Note: …``."""
    pair = _PAIR.match(text)
    return pair is not None and text[pair.end("first")] in ":：" and is_label(pair["first"])


def _is_listing(text: str) -> bool:
    """Whether commas separate people (``Ada, Bob, Cy``) rather than a name from a company."""
    return sum(bool(piece.strip()) for piece in re.split(r",|;|\band\b|&", PARENTHESES.sub("", text))) >= 3


def people_behind(label: str) -> list[Attendee]:
    """The people behind a label, also with slashes between them or in the brackets of a data format."""
    if label.startswith("[") and label.endswith("]"):
        label = label[1:-1]
    return people_in(label if "," in label else _SLASHES.sub(", ", label))


def mentioned(text: str) -> list[str]:
    """Those whom a text mentions that is nothing but mentions: ``@Ada L, @grace`` and ``@Ada L @grace``."""
    pieces = text.strip().split("@")
    found = [_MENTION.fullmatch(piece) for piece in pieces[1:]]
    return [f"@{match['who']}" for match in found if match] if not pieces[0] and all(found) else []


def people_in(text: str) -> list[Attendee]:
    """The people of a list in one line; empty where the text is a sentence."""
    text = _STRUCK.sub(" ", text)
    if "](" in text:
        text = _LINKS.sub(r"\1, ", _MAILING_LIST.sub(", ", text))
    if text[:1] == "(":
        text = _BRACKETED.sub(r"\1, ", text, count=1)
    text = ", ".join(mentioned(text)) or _HANDLES.sub(r"\1, ", text)
    hidden = PARENTHESES.sub(lambda match: "\x00" * len(match[0]), text)  # commas in there separate no people
    cuts = [0, *(at for match in _SEPARATOR.finditer(hidden) for at in match.span()), len(text)]
    pieces = [
        piece for begin, end in zip(cuts[::2], cuts[1::2], strict=True) if (piece := text[begin:end].strip())
    ]
    found = [(piece, read_person(piece)) for piece in pieces]
    people = [person for piece, person in found if person and not (piece[-1] == ")" and says_absent(piece))]
    asides = [
        piece
        for piece, person in found
        if person is None
        and len(piece.split()) > _LONGEST_ASIDE
        and not piece[0].isdigit()  # 2 of the public
    ]
    sure = [person for person in people if person.aliases or is_full_name(person.name)]
    if asides and (asides[0] is pieces[0] or len(people) <= len(asides) or len(sure) < len(asides)):
        return []
    if len(people) * 2 < len(pieces):
        return []
    if people and is_full_name(people[0].name):  # Ada Lovelace, NASA
        people = [person for person in people if not (len(person.name) > 2 and INITIALS.match(person.name))]
    return people


def indent_of(line: str) -> int:
    """How deep a line stands, in columns."""
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
