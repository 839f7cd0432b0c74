"""Who speaks on which line: speaker markers, by a vote over the meeting.

Owns the forms of markers (``KG:``, ``**Lee:**``, ``- Lee:``, ``<nick>``, ``[name=x]``) and the words that
look like one and are none (votes, labels, poll keys).  The attendance list is the glossary of
initials, handles and first names; must not know other meetings.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from index.model import Attendee, Turn
from index.reading.attendance import is_name

_LEAD = r"^(?P<lead>[ \t>]*(?:(?:[*+•–-]|\d{1,3}[.)])[ \t]+)?)"
_WHO = r"(?P<who>@?[^\W\d_][^\s:：*_<>\[\]()`|,/&]*(?:[ ](?:[^\s:：*_<>\[\]()`|]+)){0,5})"
_ASIDE = r"(?:[ ]?\([^()\n]{1,40}\))?"
_FORMS = {
    "named": re.compile(rf"{_LEAD}\[name=(?P<who>[^\]\n]{{1,60}})\]"),
    "nick": re.compile(rf"{_LEAD}(?:\d\d:\d\d(?::\d\d)?[ \t]+)?(?:\\?<|&lt;)@?(?P<who>[\w.|^`-]{{1,30}})(?:>|&gt;)[ \t]"),
    "bold": re.compile(rf"{_LEAD}(?:\*\*|__){_WHO}{_ASIDE}[ ]?(?:[:：][ ]?(?:\*\*|__)|(?:\*\*|__){_ASIDE}[ ]?[:：])"),
    "italic": re.compile(rf"{_LEAD}[*_]{_WHO}{_ASIDE}[ ]?(?:[:：][ ]?[*_]|[*_]{_ASIDE}[ ]?[:：])(?=\s|$)"),
    "plain": re.compile(rf"{_LEAD}{_WHO}{_ASIDE}[ ]?[:：](?=\s|$)"),
}
_DASHED = re.compile(rf"{_LEAD}{_WHO}{_ASIDE}(?:,|\s*--|\s+[–—-])\s")
_FENCE = re.compile(r"^[ >]{0,8}(?:```|~~~)")
_SEPARATOR = re.compile(r"\s*(?:[,/&+]|\band\b)\s*")
_INITIALS = re.compile(r"^[A-Z]{2,4}\d?$")
_LABELS = frozenset(
    """
    ack action actions actionable agenda agenda-item ai aob answer answers announcement announcements approved attendees background
    benefits blocked blocker call caveat chair comment comments conclusion conclusions concern concerns cons consensus context
    date deadline decided decision decisions demo description discussion disposition done draft edit en example examples faq feedback fix followup
    follow-up fyi goal goals help history http https idea ideas impact in introduction issue issues item items key link links
    location main meeting minutes motion name next nb no nay nays abstain abstained abstention note notes objection objections observer
    ok open opinion option options order other outcome overview owner plan poll pr presenter present priority problem problems progress
    proposal proposals proposed pros purpose q question questions rationale reason recap recording regrets related remaining
    reminder request resolution resolved resource resources result results review rfc risk scribe see seconded slides solution
    source speaker stage status step subject suggestion summary support task tasks tbd temperature thoughts time timebox title tl;dr tldr todo todos
    topic topics type update updates url version vote votes when where who why work yea yes zoom
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday
    """.split()
)
_NOT_SPEAKERS = re.compile(
    r"^(?:(?:the|a|an|this|that|these|those|it|we|they|he|she|i|you|there|if|when|how|what|why|where|which|also|but|and|or|for|from|in|on|"
    r"at|with|as|by|to|not|new|next|main|one|two|some|all|other|agreed|first|second|last|current|see|please|our|my|your|per|after|before|"
    r"use|add|no|yes|is|are|re|pro|con|part|option|stage|step|phase|day|version|issue|pr|q\d*|a\d*|r\d*|note)\b)|\d{2,}|\.(?:js|md|py|jl|rs|org|com)\b",
    re.IGNORECASE,
)


class _Marker(NamedTuple):
    line: int
    form: str
    who: str
    votes: bool


def read_turns(lines: Sequence[str], start: int, end: int, attendees: Sequence[Attendee]) -> tuple[Turn, ...]:
    """The speaker turns of a meeting; a name is full where the attendance list gives it, else as written."""
    glossary = Glossary(attendees)
    markers = list(_markers(lines, start, end))
    accepted = _vote(markers, glossary)
    turns = []
    for marker in markers:
        if marker.who in accepted.get(marker.form, ()):
            for who in _speakers(marker.who, glossary):
                turns.append(Turn(line=marker.line, speaker=who))
    return tuple(sorted(turns, key=lambda turn: turn.line))


class Glossary:
    """The initials, handles and first names of one attendance list; what fits two people fits none."""

    def __init__(self, attendees: Sequence[Attendee]) -> None:
        names: defaultdict[str, set[str]] = defaultdict(set)
        for attendee in attendees:
            for key in _keys(attendee):
                names[key].add(attendee.name)
        exact = {attendee.name.casefold(): attendee.name for attendee in attendees}
        self._names = {key: next(iter(found)) for key, found in names.items() if len(found) == 1} | exact

    def __bool__(self) -> bool:
        return bool(self._names)

    def full_name(self, written: str) -> str | None:
        """The attendee whom a name, first name, handle or initials of this meeting can only mean."""
        return self._names.get(written.strip(" @*_").casefold())


def _keys(attendee: Attendee) -> Iterator[str]:
    yield attendee.name.casefold()
    for alias in attendee.aliases:
        yield alias.casefold()
    words = attendee.name.replace("-", " ").split()
    if len(words) > 1:
        yield words[0].casefold()
        yield attendee.name.split()[0].casefold()
        yield words[-1].casefold()
        yield "".join(word[0] for word in words).casefold()
        yield (words[0][0] + words[-1][0]).casefold()
        yield f"{words[0]} {words[-1][0]}".casefold()


def _markers(lines: Sequence[str], start: int, end: int) -> Iterator[_Marker]:
    fenced = False
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1][:200].rstrip()
        if _FENCE.match(line):
            fenced = not fenced
        if fenced or not line:
            continue
        for form, pattern in _FORMS.items():
            match = pattern.match(line)
            if match:
                yield _Marker(number, form, match["who"].strip(), True)
                break
        else:
            if match := _DASHED.match(line):
                yield _Marker(number, "dashed", match["who"].strip(), False)


def _vote(markers: Iterable[_Marker], glossary: Glossary) -> dict[str, set[str]]:
    """The names that count as speakers, form by form."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for marker in markers:
        written[marker.form][marker.who] += 1
    accepted = {}
    for form, counts in written.items():
        known = {who for who in counts if _speakers(who, glossary, known_only=True)}
        if form == "dashed":
            accepted[form] = known
            continue
        likely = {who for who in counts if who not in known and _could_speak(who)}
        if form not in ("named", "nick"):
            repeated = {who for who in likely if counts[who] >= 2 or _INITIALS.match(who)}
            if len(known) < 3 and len(repeated) < 3:
                likely = set()
            elif known:
                likely = repeated
        accepted[form] = known | likely
    return accepted


def _could_speak(who: str) -> bool:
    bare = who.strip(" @")
    return (
        bool(bare)
        and is_name(bare)
        and len(bare.split()) <= 3
        and bare.split()[0].casefold() not in _LABELS
        and bare.casefold() not in _LABELS
        and not _NOT_SPEAKERS.search(bare)
    )


def _speakers(who: str, glossary: Glossary, *, known_only: bool = False) -> list[str]:
    """The people of one marker: mostly one, several in ``NL, LH, MM:``."""
    whole = glossary.full_name(who)
    if whole:
        return [whole]
    pieces = [piece for piece in _SEPARATOR.split(who) if piece]
    if len(pieces) > 1:
        names = [glossary.full_name(piece) for piece in pieces]
        return [name for name in names if name] if all(names) else []
    return [] if known_only else [who.strip(" @")]
