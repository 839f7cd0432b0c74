"""Who is meant by a first name, a handle or initials within one meeting.

Owns the short forms of a name and the places where a meeting writes full names (attendance list,
presenters in headings, speaker markers).  Must not know other meetings: `index.naming` does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from index.model import Attendee
from index.reading.persons import PARTICLES, is_name

NAME_SEPARATOR = re.compile(r"\s*[,/&+]\s*(?:and )?|\s+and\s+")
_WORD_BREAK = re.compile(r"[\s-]+")
_PIECE = re.compile(r"[,;()|]")
_INITIALS_IN = re.compile(r"\(([A-Z][A-Z-]{1,4})\)")
_PARENTHESES = re.compile(r"\(([^()\n]{3,120})\)")
_ASIDE = re.compile(r"\([^()]{0,200}\)")
_PRESENTER = re.compile(
    r"^[ \t>*_-]*(?:presenters?|presented by|speakers?|champions?|leads?|hosts?)[*_]*[ ]?:[*_ ]*(.{3,200})",
    re.IGNORECASE,
)
INITIALS = re.compile(r"[A-Z][A-Z-]{1,4}\d?$")
_COMPOUND = re.compile(r"[a-z][A-Z][a-z]|\w[A-Z]{2}|\d")  # LicenseInfo, SPDX, V8: things, not people
LABEL_WORDS = frozenset(
    """
    ack action actionable actions additionally advantage advantages agenda ai ais all alternative
    alternatively announcement announcements answer answers aob api apis approved april association
    assumption assumptions attendees attending august author authors background bad benefits best
    better big blocked blocker board bug bugs call case cases caution caveat caveats chair
    challenges chat cheap ci clarification comment comments committee community compatibility
    complex con concern concerns conclusion conclusions cons consensus consideration considerations
    consortium context correction council criteria date deadline december decided decision decisions
    definition definitions demo description design details disadvantage disadvantages discuss
    discussed discussion disposition doc docs done downside downsides draft e.g easy edit eg en
    everybody everyone example examples expensive faq fast feature features february feedback filed
    first fix follow followup foundation friday future fyi general goal goals good group hard
    hardware help hence high hint history hosts http https i.e idea ideas ie impact implementation
    important in institute intent introduction issue issues item items january join july june key
    large legend license limitation limitations link links location long low main maintainers major
    march may maybe meeting minor minutes misc monday motion motivation moved multiple name nay nays
    nb new next no nobody note notes november objection objections observation observations october
    ok old open opinion opinions option optionally options order organisation organization other
    others otherwise outcome overview owner participants pending plan points poll positions pr
    present presenter presenters previous priority pro problem problems process progress project
    projects proposal proposals proposed pros purpose q question questions quick rationale readers
    reason recap recording reference references refs regrets related relatedly relationships release
    remaining reminder request requirement requirements resolution resolved resource resources
    result results review rfc risk risks room rule rules saturday scope scribe second seconded
    security see september service short simple slide slides slow small software solution solutions
    somebody someone source speaker speakers spec stage stance status step steps subject suggest
    suggestion suggestions summary sunday support target task tasks tbd team temperature terminology
    third thoughts thread thursday time timebox timeline timing tip title tl;dr tldr today todo
    todos tomorrow topic topics tuesday type typically university unknown upcoming update updated
    updates upside upsides url urls verdict version versioning versions video vote votes voting
    warning wednesday when where who why work workflow workgroup worse worst yea yes yesterday zoom
    """.split()  # noqa: SIM905
)
# What people with a first name are called in English.
_EVERYDAY = {
    "alexander": "alex", "andrew": "andy drew", "anthony": "tony", "benjamin": "ben", "christopher": "chris",
    "daniel": "dan danny", "david": "dave", "edward": "ed ted", "elizabeth": "liz beth", "gregory": "greg",
    "jacob": "jake", "james": "jim", "jeffrey": "jeff", "jonathan": "jon", "joseph": "joe", "joshua": "josh",
    "katherine": "kate kathy", "kenneth": "ken", "margaret": "maggie peggy", "matthew": "matt",
    "michael": "mike", "nicholas": "nick", "patrick": "pat", "peter": "pete", "philip": "phil",
    "richard": "rick dick", "robert": "rob bob", "ronald": "ron", "samuel": "sam", "stephen": "steve",
    "steven": "steve", "susan": "sue", "theodore": "ted", "thomas": "tom", "timothy": "tim",
    "william": "will bill", "zachary": "zach",
}  # fmt: skip
_SHORTEST_FIRST_NAME, _SHORTEST_LAST_NAME = 3, 4  # letters that tell who a handle is
_STOPPED = re.compile(r"(?:[^\W\d_]\.){2,4}")  # A.L.
_HANDLE = re.compile(r"@?[\w.-]+")
_LISTED = frozenset("#*-+0123456789")  # with which headings and items begin
_NOT_LETTERS = re.compile(r"[\W\d_]+")


class Glossary:
    """The initials, handles and first names of one meeting; what fits two people fits none.

    Initials and handles that the attendance list gives win over those that only follow from a name,
    and both win over names that stand elsewhere in the meeting.
    """

    def __init__(self, attendees: Sequence[Attendee], presented: Sequence[tuple[str, str]] = ()) -> None:
        """`presented` are names that the meeting gives elsewhere, each with its initials or ""."""
        full = dict.fromkeys(name for _, name in presented if is_full_name(name))
        layers = (
            _unambiguous((key, a.name) for a in attendees for key in (a.name, *a.aliases)),
            _unambiguous((initials, name) for initials, name in presented if initials),
            _unambiguous((key, a.name) for a in attendees for key in _short_forms(a.name)),
            _unambiguous((key, name) for name in full for key in (name, *_short_forms(name))),
            _unambiguous((key, a.name) for a in attendees for key in _everyday_names(a.name)),
        )
        self._handles = _handles(attendees)
        self._beginnings = {handle[:_SHORTEST_FIRST_NAME] for handle in self._handles}
        self._openings: dict[str, bool] = {}
        self._known = {key: name for layer in reversed(layers) for key, name in layer.items()}
        self._first_words = {key.split()[0] for key in self._known if key.strip()}

    def full_name(self, written: str) -> str | None:
        """The person whom a name, first name, handle or initials of this meeting can only mean."""
        key = written.strip(" @*_").casefold()
        found = self._known.get(key)
        return (
            self.full_name(written.replace(".", "")) if found is None and _STOPPED.fullmatch(key) else found
        )

    def person(self, written: str) -> str | None:
        """As `full_name`; also by a handle made of the name: ``adal``, ``lovelace`` or ``alovelace``."""
        known = self.full_name(written)
        if known or not _HANDLE.fullmatch(written.strip()):
            return known
        key = _letters(written)
        if key[:_SHORTEST_FIRST_NAME] not in self._beginnings:
            return None  # as with most words
        beginnings = (key[:length] for length in range(_SHORTEST_FIRST_NAME, len(key) + 1))
        fits = set().union(self._handles.get(key, ()), *(self._handles.get(f"{b}…", ()) for b in beginnings))
        return fits.pop() if len(fits) == 1 else None

    def may_open(self, word: str) -> bool:
        """Whether a line that begins with this word may begin with a person of the glossary."""
        if word not in self._openings:
            bare = word.strip("@*_.,:-").casefold()
            self._openings[word] = bare in self._first_words or self.person(bare) is not None
        return self._openings[word]


@lru_cache(maxsize=4096)
def is_full_name(name: str) -> bool:
    """Whether a text is a first and last name of one person by its form."""
    words = name.split()
    return (
        2 <= len(words) <= 4
        and is_name(name)
        and words[0][0].isupper()
        and (words[-1][0].isupper() or words[-1][1:2] in {*"'’"})  # Lucie d'Oliveira
        and not NAME_SEPARATOR.search(name)
        and not is_label(name)
    )


def is_speaker_like(name: str, words: Collection[str], abbreviated: bool = False) -> bool:
    """Whether a marker that no list knows names a person by its form."""
    parts = name.split()
    if not is_name(name) or len(parts) > 3 or len(name) < 2 or not (name[0].isupper() or len(parts) == 1):
        return False
    lowered = [part.casefold().strip(".,;-") for part in parts]
    if is_label(name):
        return False
    if INITIALS.match(name):
        return abbreviated
    return not _COMPOUND.search(name) and all(lowered) and not all(part in words for part in lowered)


def plain_words(lines: Sequence[str], start: int, end: int) -> frozenset[str]:
    """Words that stand somewhere in lower case: ``Motivation:`` is a label where ``motivation`` is a word."""
    found = set(" ".join([line[:2000] for line in lines[max(start, 1) - 1 : end]]).split())
    return frozenset(word.strip(".,;!?()\"'") for word in found if word.islower() and word[-1] != ":")


@lru_cache(maxsize=4096)
def is_label(written: str) -> bool:
    """Whether what stands before a colon is a label (``Next steps``) by one of its words."""
    return any(part.casefold().strip(".,;") in LABEL_WORDS for part in _WORD_BREAK.split(written))


def presented_names(lines: Sequence[str], start: int, end: int) -> list[tuple[str, str]]:
    """Full names in headings, items and ``Presenter:`` lines, each with its initials or ""."""
    found: list[tuple[str, str]] = []
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1][:400]
        if "(" in line:
            found.extend(_names_with_initials(line))
            if line.lstrip()[:1] in _LISTED:
                pieces = (piece for inner in _in_brackets(line) for piece in NAME_SEPARATOR.split(inner))
                found.extend(("", piece.strip()) for piece in pieces if is_full_name(piece))
        if ":" in line and (label := _PRESENTER.match(line)):
            pieces = (piece.strip(" *_") for piece in NAME_SEPARATOR.split(_ASIDE.sub("", label[1])))
            found.extend(("", piece) for piece in pieces if is_full_name(piece))
    return found


def _in_brackets(line: str) -> Iterator[str]:
    """What stands in brackets, except where it spells out the initials before it: ``AI (Action Item)``."""
    for match in _PARENTHESES.finditer(line):
        before = line[: match.start()].split()
        spelt = "".join(word[0] for word in match[1].split()).upper()
        if not before or before[-1].strip("*_").upper() != spelt:
            yield match[1]


def _names_with_initials(line: str) -> Iterator[tuple[str, str]]:
    for match in _INITIALS_IN.finditer(line):
        before = _PIECE.split(line[: match.start()])[-1].split()
        if name := _name_behind(match[1], before[-4:]):
            yield match[1], name


def _name_behind(initials: str, words: Sequence[str]) -> str | None:
    """The last words of a text that initials stand for: ``AL`` in ``Presenter Ada Lovelace (AL)``."""
    for first, word in enumerate(words):
        name = " ".join(words[first:])
        if word[0] == initials[0] and is_full_name(name):
            return name
    return None


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str | None]:
    names: dict[str, str | None] = {}
    for written, name in pairs:
        key = written.strip(" @").casefold()
        if names.setdefault(key, name) != name:
            names[key] = None
    return names


def initials_of(name: str) -> set[str]:
    """The initials that a full name may have: ``AKL`` and ``AL`` for Ada King-Lovelace."""
    words = name.replace("-", " ").split()
    main = [word for word in words if word not in PARTICLES]
    return {
        "".join(word[0] for word in main),
        "".join(word[0] for word in name.split()),
        "".join(word[0] for word in words),
        words[0][0] + words[-1][0],
    }


@lru_cache(maxsize=4096)
def _short_forms(name: str) -> tuple[str, ...]:
    parts = name.split()
    if len(parts) < 2:
        return ()
    first, last = parts[0], parts[-1]
    shortened = (f"{first} {last[0]}", f"{first} {last[0]}.", f"{first[0]} {last}", f"{first[0]}. {last}")
    return (first, last, f"{first} {last}", *shortened, *initials_of(name))


def _everyday_names(name: str) -> Iterator[str]:
    yield from _EVERYDAY.get(name.split(" ")[0].casefold(), "").split()


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()


def _handles(attendees: Sequence[Attendee]) -> Mapping[str, set[str]]:
    """Who a handle may be: ``lovelace``, ``alovelace``, ``lovelacea``; ``ada…`` for what begins so."""
    handles: defaultdict[str, set[str]] = defaultdict(set)
    for attendee in attendees:
        for handle in _handles_of(attendee.name):
            handles[handle].add(attendee.name)
    return handles


@lru_cache(maxsize=4096)
def _handles_of(name: str) -> tuple[str, ...]:
    words = [letters for word in name.split() if (letters := _letters(word))]
    whole = (f"{words[0]}…",) if words and len(words[0]) >= _SHORTEST_FIRST_NAME else ()
    if len(words) < 2 or len(words[-1]) < _SHORTEST_LAST_NAME:
        return whole
    first, last = words[0][0], words[-1]
    return (*whole, last, first + last, last + first)
