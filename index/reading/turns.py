"""Who speaks on which line: speaker markers, by a vote over the meeting.

Owns the forms of markers (``KG:``, ``**Lee:**``, ``- Lee, text``, ``<nick>``, ``[name=x]``) and tells them from
their look-alikes (labels, votes, poll keys).  The attendance list, presenters and full names that
the meeting writes anywhere are the glossary of its initials, handles and first names; must not know
other meetings.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from index.model import Attendee, Turn
from index.reading.attendance import find_attendance, is_name
from index.reading.signals import action_list_lines

_LEAD = r"(?P<lead>[ \t>]*(?:(?:[*+•–-]|\d{1,3}[.)])[ \t]+)?)"
_WHO = r"(?P<who>@?[^\W\d_][^:：*<>\[\]`|()\n]{0,59}?)"
_ASIDE = r"(?:[ ]?\([^()\n]{1,40}\))?"
_COLON = r"[ ]?[:：]"
# One row a habit.  Names in these forms count by the vote below.
_FORMS = {
    # [name=Ada] text (HackMD)
    "named": re.compile(rf"{_LEAD}\[name=(?P<who>[^\]\n]{{1,60}})\]"),
    # <ada> text · 12:01 <ada> text
    "nick": re.compile(
        rf"{_LEAD}(?:\[?\d\d?:\d\d(?::\d\d)?\]?[ \t]+)?(?:\\?<|&lt;)@?(?P<who>[\w.|^`-]{{1,30}})(?:>|&gt;)[ \t]"
    ),
    # **Ada:** text · **Ada** (Engine Co): text
    "bold": re.compile(
        rf"{_LEAD}(?:\*\*|__){_WHO}{_ASIDE}(?:{_COLON}[ ]?(?:\*\*|__)|(?:\*\*|__){_ASIDE}{_COLON})"
    ),
    # *Ada*: text · _Ada:_ text
    "italic": re.compile(rf"{_LEAD}[*_]{_WHO}{_ASIDE}(?:{_COLON}[ ]?[*_]|[*_]{_ASIDE}{_COLON})(?=\s|$)"),
    # [ada] text · [ada]: text
    "bracketed": re.compile(
        rf"{_LEAD}\\?\[(?P<who>@?[^\W\d_][\w .'-]{{1,30}})\\?\](?:{_COLON})?[ \t]+(?![(\[])"
    ),
    # Ada: text · AL (Engine Co): text · AL, GH: text
    "plain": re.compile(rf"{_LEAD}{_WHO}{_ASIDE}{_COLON}(?=\s|$)"),
}
# In these forms only a person of the glossary speaks.
_KNOWN_FORMS = {
    # - Ada - text · - Ada, Grace - text · - Ada -> text
    "dashed": re.compile(
        rf"{_LEAD}(?P<who>@?[^\W\d_][^:：*<>\[\]`|()\n–—]{{0,60}}?){_ASIDE}(?:[ ]?->|[ ]?--|[ ]+[–—-])[ \t]"
    ),
    # - Ada, text
    "comma": re.compile(rf"{_LEAD}(?P<who>@?[^\W\d_][\w .'-]{{0,40}}?){_ASIDE},[ \t]+(?P<next>\S+)"),
    # ## Ada: text
    "headed": re.compile(rf"(?P<lead>[ ]{{0,3}}#{{1,6}}[ \t]+){_WHO}{_COLON}(?=\s)"),
    # Summary by @ada:
    "credited": re.compile(rf"{_LEAD}[A-Z]\w+(?: \w+){{0,2}} (?:by|from) {_WHO}{_COLON}(?=\s|$)"),
    # - Ada ⏎ followed by a deeper list; > @ada ⏎ followed by what she wrote
    "alone": re.compile(r"(?P<lead>[ \t]*(?:>[ ]?|[*+-][ \t]+))(?P<who>@?[^\W\d_][\w .'-]{1,40})\\?$"),
    # - Ada text, where the text is what she said (see _NARRATED)
    "bare": re.compile(r"(?P<lead>[ \t]*[*+-][ \t]+)(?P<who>@?[^\W\d_][\w.'-]+)[ ](?P<next>\S+)"),
}
_INLINE = re.compile(r"(?<=[.?!)\]”\"][ ])(?P<who>@?[^\W\d_][\w'.-]{0,30}(?:[ ][^\W\d_][\w'.-]{0,30})?):[ ]")
# "Ada asked", "Ada will", "Ada and Grace" tell about Ada; "Ada we should", "Ada not sure" are her words.
_NARRATED = re.compile(
    r"^(?:\w{3,}ed|\w{2,}(?<!s|u)s|\w{3,}ing|and|or|&|\+|will|has|had|have|having|is|was|are|were|to|can|could|would|should|may|might|must|shall|"
    r"did|does|do|gave|told|said|took|made|went|ran|sent|wrote|put|got|met|led|brought|thought|felt|found|spoke|also|then|already|'s|just|"
    r"from|of|for|at|in|on|with|by|via|as|who|needs?|wants?|volunteers?|offers?|agrees?|a|an|the)\W*$",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"(?:we|i|i'?m|i'?d|i'?ve|it'?s|you|what|how|why|not|there|maybe|if|don[’']?t|think|so|yes|no)$",
    re.IGNORECASE,
)
_MINUTES_SPENT = re.compile(r"[ ,]*\(?\d+ ?m(?:in(?:ute)?s?)?\)?$")
_FENCE = re.compile(r"^[ >]{0,8}(?:```|~~~)")
_SEPARATOR = re.compile(r"\s*[,/&+]\s*(?:and )?|\s+and\s+")
_INITIALS = re.compile(r"^[A-Z][A-Z-]{1,4}\d?$")
_GLOSS = re.compile(r"((?:[^\W\d_][\w.'’-]*[ ]){1,4})\(([A-Z][A-Z-]{1,4})\)")
_PARENTHESES = re.compile(r"\(([^()\n]{3,120})\)")
_PRESENTER = re.compile(
    r"^[ \t>*_-]*(?:presenters?|presented by|speakers?|champions?|leads?|hosts?)[*_]*[ ]?:[*_ ]*(.{3,200})",
    re.I,
)
_LABELS = frozenset(
    """
    ack action actions actionable agenda ai ais aob answer answers announcement announcements api apis approved attendees attending background
    benefits blocked blocker call caveat caveats ci chair comment comments conclusion conclusions concern concerns cons consensus context date
    deadline decided decision decisions demo description design details discuss discussed discussion disposition doc docs done draft edit en
    example examples faq feedback fix followup follow fyi goal goals help history hosts http https idea ideas impact important in introduction issue
    issues item items key link links location main meeting minutes motion motivation name next nb no nay nays abstain abstained abstention note
    notes objection objections ok open opinion opinions option options order other others outcome overview owner participants plan points poll pr
    presenter present previous priority problem problems progress project projects proposal proposals proposed pros purpose q question questions
    rationale reason recap recording regrets related release remaining reminder request resolution resolved resource resources result results
    review rfc risk risks room scope scribe see seconded slide slides solution solutions source speaker spec stage status step steps subject
    suggestion suggestions summary support task tasks tbd temperature thoughts time timebox title tl;dr tldr todo todos topic topics type
    update updates upcoming url urls version video vote votes voting warning when where who why work yea yes zoom
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday everyone everybody all group general team someone somebody nobody presenters speakers positions
    """.split()
)
_MARKER_REACH = 200  # characters of a line in which a marker stands
_SOUND = 0.6  # share of a form's lines that known or repeated names must have before a name used once counts


class _Marker(NamedTuple):
    line: int
    form: str
    who: str


def read_turns(lines: Sequence[str], start: int, end: int, attendees: Sequence[Attendee]) -> tuple[Turn, ...]:
    """The speaker turns of a meeting; a name is full where the meeting gives it, else as written."""
    apart = action_list_lines(lines, start, end)
    for first, last in find_attendance(lines, start, end):
        apart.update(range(first, last + 1))
    markers = [marker for marker in _markers(lines, start, end) if marker.line not in apart]
    if not markers and not attendees:
        return ()
    words = _plain_words(lines, start, end)
    written = [marker.who for marker in markers if _is_speaker_like(marker.who, words, False)]
    glossary = Glossary(attendees, list(_full_names(lines, start, end)), written)
    accepted = _vote(markers, glossary, words)
    speakers = set().union(*accepted.values()) if accepted else set()
    turns = [
        Turn(line=marker.line, speaker=who)
        for marker in markers
        if marker.who in accepted.get(marker.form, ())
        for who in _people(marker.who, glossary, speakers)
    ]
    marked = {turn.line for turn in turns}
    turns.extend(_known_turns(lines, start, end, glossary, marked | apart))
    return tuple(sorted(dict.fromkeys(turns), key=lambda turn: turn.line))


class Glossary:
    """The initials, handles and first names of one meeting; what fits two people fits none.

    Initials and handles that the attendance list gives win over those that only follow from a name.
    """

    def __init__(
        self,
        attendees: Sequence[Attendee],
        presented: Sequence[tuple[str, str]] = (),
        markers: Sequence[str] = (),
    ) -> None:
        """`presented` are names with initials (or none) from headings, `markers` names in front of colons."""
        given = [(key, a.name) for a in attendees for key in (a.name, *a.aliases)]
        full = dict.fromkeys(
            name for name in (*(name for _, name in presented), *markers) if _is_full_name(name)
        )
        self._layers = [
            _unambiguous(given),
            _unambiguous((initials, name) for initials, name in presented if initials),
            _unambiguous((key, a.name) for a in attendees for key in _short_forms(a.name)),
            _unambiguous((key, name) for name in full for key in (name, *_short_forms(name))),
        ]
        self._attendees = attendees

    def full_name(self, written: str) -> str | None:
        """The person whom a name, first name, handle or initials of this meeting can only mean."""
        key = written.strip(" @*_").casefold()
        for layer in self._layers:
            if key in layer:
                return layer[key]
        return None

    def by_handle(self, handle: str) -> str | None:
        """The attendee whose handle this can only be: ``adal``, ``lovelace`` or ``alovelace`` for Ada Lovelace."""
        known = self.full_name(handle)
        if known or " " in handle.strip():
            return known
        key = re.sub(r"[\W\d_]+", "", handle).casefold()
        fits = {a.name for a in self._attendees if _fits_handle(a.name, key)}
        return fits.pop() if len(fits) == 1 else None


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str | None]:
    names: defaultdict[str, set[str]] = defaultdict(set)
    for key, name in pairs:
        names[key.strip(" @").casefold()].add(name)
    return {key: next(iter(found)) if len(found) == 1 else None for key, found in names.items()}


def _short_forms(name: str) -> Iterator[str]:
    parts, words = name.split(), name.replace("-", " ").split()
    if len(words) > 1:
        yield parts[0]
        yield parts[-1]
        yield "".join(word[0] for word in words)
        yield "".join(word[0] for word in parts)
        yield words[0][0] + words[-1][0]
        yield f"{parts[0]} {parts[-1]}"
        yield f"{parts[0]} {parts[-1][0]}"
        yield f"{parts[0]} {parts[-1][0]}."


def _fits_handle(name: str, key: str) -> bool:
    words = [re.sub(r"[\W\d_]+", "", word).casefold() for word in name.split()]
    first, last = words[0], words[-1]
    if len(first) >= 3 and key.startswith(first):
        return True
    return len(words) > 1 and len(last) >= 4 and key in (last, first[:1] + last, last + first[:1])


def _is_full_name(name: str) -> bool:
    words = name.split()
    return (
        2 <= len(words) <= 4
        and is_name(name)
        and not _SEPARATOR.search(name)
        and words[-1][0].isupper()
        and words[0][0].isupper()
        and not any(word.casefold() in _LABELS for word in words)
    )


def _full_names(lines: Sequence[str], start: int, end: int) -> Iterator[tuple[str, str]]:
    """Initials (or "") and full names that a meeting gives in headings, items and ``Presenter:`` lines."""
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1][:400]
        if "(" in line:
            for words, initials in _GLOSS.findall(line):
                name = " ".join(words.split())
                fitting = _tail_for(name, initials)
                if fitting:
                    yield initials, fitting
            if line.lstrip()[:1] in "#*-+0123456789":
                for inner in _PARENTHESES.findall(line):
                    yield from (("", piece.strip()) for piece in _SEPARATOR.split(inner) if " " in piece)
        if ":" in line and (match := _PRESENTER.match(line)):
            yield from (
                ("", piece.strip(" *_")) for piece in _SEPARATOR.split(re.sub(r"\([^()]*\)", "", match[1]))
            )


def _tail_for(name: str, initials: str) -> str | None:
    """The words at the end of a text that initials stand for (``Presenter Ada Lovelace``, ``AL``)."""
    words = name.split()
    for first in range(len(words)):
        tail = words[first:]
        if tail[0][0] == initials[0] and 2 <= len(tail) <= 4 and _is_full_name(" ".join(tail)):
            return " ".join(tail)
    return None


def _markers(lines: Sequence[str], start: int, end: int) -> Iterator[_Marker]:
    fenced = False
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1][:_MARKER_REACH]
        if _FENCE.match(line):
            fenced = not fenced
        if fenced or not (":" in line or "：" in line or "]" in line or ">" in line or "&gt;" in line):
            continue
        for form, pattern in _FORMS.items():
            if match := pattern.match(line):
                listed = "item" if match["lead"].strip(" \t>") else "text"
                yield _Marker(number, f"{form} {listed}", _MINUTES_SPENT.sub("", match["who"].strip(" ,")))
                break


def _vote(markers: Sequence[_Marker], glossary: Glossary, words: Collection[str]) -> dict[str, set[str]]:
    """The names that count as speakers, form by form.

    Known people count in every form.  Others count in a form that several distinct names use, most
    of them more than once; ``[name=]`` and ``<nick>`` need no vote.
    """
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for marker in markers:
        written[marker.form][marker.who] += 1
    accepted = {}
    for form, counts in written.items():
        if form.startswith(("named", "nick")):
            accepted[form] = set(counts)
            continue
        known = {who for who in counts if _people(who, glossary)}
        abbreviated = sum(bool(_INITIALS.match(who)) for who in known) >= 2 or _speak_in_initials(counts)
        likely = {
            who for who in counts if who not in known and _could_speak(who, glossary, words, abbreviated)
        }
        often = known | {who for who in likely if counts[who] >= 2}
        if len(often) < 3:
            likely = set()
        elif sum(counts[who] for who in often) < _SOUND * sum(counts.values()):
            likely &= often
        accepted[form] = known | likely
    return accepted


def _speak_in_initials(counts: Counter[str]) -> bool:
    return sum(count >= 3 for who, count in counts.items() if _INITIALS.match(who)) >= 4


def _could_speak(who: str, glossary: Glossary, words: Collection[str], abbreviated: bool) -> bool:
    """Whether a marker that the glossary does not know names people by its form."""
    pieces = [piece for piece in _SEPARATOR.split(who.strip(" @")) if piece]
    return bool(pieces) and all(
        glossary.full_name(piece) or _is_speaker_like(piece, words, abbreviated) for piece in pieces
    )


def _is_speaker_like(name: str, words: Collection[str], abbreviated: bool) -> bool:
    parts = name.split()
    if not is_name(name) or len(parts) > 3 or not name[0].isupper() or len(name) < 2:
        return False
    if name.isupper():
        return abbreviated and bool(_INITIALS.match(name)) and name.casefold() not in _LABELS
    lowered = [part.casefold().strip(".,;") for part in parts]
    return not any(part in _LABELS for part in lowered) and not any(part in words for part in lowered)


def _plain_words(lines: Sequence[str], start: int, end: int) -> frozenset[str]:
    """The words that stand somewhere in lower case: ``Motivation:`` is a label where ``motivation`` is a word."""
    found: set[str] = set()
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        found.update(lines[number - 1][:2000].split())
    return frozenset(word.strip(".,;:!?()\"'") for word in found if word.islower())


def _people(who: str, glossary: Glossary, accepted: Collection[str] = ()) -> list[str]:
    """The people of one marker, mostly one; none where one of them is neither known nor accepted."""
    if whole := glossary.by_handle(who):
        return [whole]
    pieces = [piece for piece in _SEPARATOR.split(who) if piece]
    if len(pieces) > 1:
        names = [
            glossary.by_handle(piece) or (piece.strip(" @") if who in accepted else None) for piece in pieces
        ]
        if all(names):
            return [name for name in names if name]
    return [who.strip(" @")] if who in accepted else []


def _known_turns(
    lines: Sequence[str], start: int, end: int, glossary: Glossary, apart: Collection[int]
) -> Iterator[Turn]:
    """Turns in forms that are only sure for people of the glossary."""
    bare = []
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1][:2000].rstrip()
        if ": " in line:
            for match in _INLINE.finditer(line):
                if who := glossary.full_name(match["who"]):
                    yield Turn(line=number, speaker=who)
        if number in apart or not line:
            continue
        for form, pattern in _KNOWN_FORMS.items():
            match = pattern.match(line[:_MARKER_REACH])
            people = _people(match["who"], glossary) if match else []
            if not match or not people:
                continue
            if form == "bare":
                if _SPEECH.match(match["next"]):
                    yield Turn(line=number, speaker=people[0])
                elif not _NARRATED.match(match["next"]):
                    bare.append(Turn(line=number, speaker=people[0]))
            elif form == "comma" and (
                match["next"] == "and" or glossary.by_handle(match["next"].strip(",;"))
            ):
                pass  # a list of people of whom something is told
            elif form != "alone" or _has_more(lines, number, end):
                yield from (Turn(line=number, speaker=who) for who in people)
            break
    if len({turn.speaker for turn in bare}) >= 2:
        yield from bare


def _has_more(lines: Sequence[str], number: int, end: int) -> bool:
    """Whether what a person said follows: a deeper line, or more of a quotation."""
    line = lines[number - 1]
    following = lines[number] if number < min(end, len(lines)) else ""
    if line.lstrip().startswith(">"):
        return following.lstrip().startswith(">")
    depth = len(line) - len(line.lstrip())
    return bool(following.strip()) and len(following) - len(following.lstrip()) > depth
