"""The words with which minutes tell who was there: labels of attendance, of absence and of groups.

Owns these words, in the languages that minutes are written in, and where in a line they make a label;
must not know what stands below one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.reading.cues import any_word

# A star stands for any ending: Teilnehmer*innen, présent·e·s, asistente(s), attendess.
_HERE = """
    attend*, participant*, participating, present, presents, in attendance, roll call, rollcall,
    who is here, who was here, whos here, who's here, who is there, who was there, who attended,
    who joined, attended by, on the call, in the room, sign in, joining, guest, guests, anwesend*,
    anwesenheit*,
    teilnehm*, teilgenommen, asistente*, asistencia, asisten, asisten a, asistieron, asistieron a, assistants,
    participante*, presente, presentes, présent*, presenti, présence*, partecipant*, presenze, presenças,
    aanwezig*, deelnemer*, närvarande, deltagare, til stede, tilstede, til stades, deltagere, deltakere,
    deltakar*, mødedeltagere, mötesdeltagare, fremmødte, frammøtte, läsnä,
    paikalla, osallistuj*, obecni, uczestni*, přítomn*, účastn*, присутств*, участник*, присутні,
    учасник*, jelen vannak, jelenlévő*, résztvev*, katılımcı*, 参会*, 參會*, 与会*, 與會*, 到会*,
    出席, 出席者*, 出席人*, 参加者*, 參加者*, 参加人*, 参加メンバー, 参与者, 參與者, 参与人员,
    참석자*, 참가자*
"""
_AWAY = """
    regret*, absent*, absence*, apolog*, excuse*, missing, declined, on leave, not present,
    not attend*, not here, not in attendance, unable to attend, cannot attend, can't attend,
    invited, invitees, no show, no shows, abwesen*, entschuldig*, unentschuldig*, abgemeldet,
    nicht anwesen*, ausente*, ausencia*, excus*, assenti, afwezig*, afgemeld, verhinderd,
    frånvarande, förhinder*, afbud, fraværende, fråverande, forfall, poissa, nieobecn*, nepřítomn*, omluven*,
    отсутств*, відсутн*, távol*, hiány*, 缺席*, 请假*, 請假*, 欠席*, 불참*
"""
_GROUPS = """
    who, people, folks, here, crew, expected,
    chair, chairs, co chair*, vice chair*, chairperson, scribe*, scribing, note taker*, notetaker*,
    minute taker*, minutes taker*, notes, minutes, facilitator*, moderator*, host*, secretary,
    treasurer, timekeeper, lead*, recorder, organizer*, organiser*, tsc, in person, remote*,
    online, virtual*, on site, onsite, phone, zoom, irc, late, joined late, left early, observing,
    vorsitz*, sitzungsleitung, protokoll*, moderation, schriftführ*, gäste, gast, präsident*,
    président*, secrétaire, animat*, voorzitter, notulist, secretari*, moderador*, invitados,
    invités, ordförande, sekreterare, referent, ordstyrer, 主持人, 会议主持人, 记录人*, 记录员,
    列席*, 司会, 書記, 議長, 記録
"""
_MEMBERS = """
    member, members, observer, observers, observers/guests, guest, guests, guests/observers,
    visitor, visitors, other, others, team, committee, maintainer*, committer*, staff, community,
    attendees, participants, expert, experts, emeritus, board, mitglieder, räte, membres, miembros,
    leden, vorstand, vorstände, bureau, junta, bestuur
"""
# How people take part: Remote: Ada · Members in person: Grace
_WAYS = """
    remote*, online, virtual*, in person, on site, onsite, phone, telephone, by phone, zoom, on zoom, irc,
    vor ort, à distance, en ligne, en línea, presencial*, op afstand, リモート*, オンライン*, 現地*, 线上*,
    线下*, 線上*, 現場*, 远程*
"""
_CREW = frozenset("who people folks here crew expected online remote".split()) | {"in person", "on site"}  # noqa: SIM905
_GUESTS = "guests, guest, visitors, observers, others, gäste, invitados, invités, convidados, ospiti, gasten"
# What may stand before or behind a word of presence: List of attendees · Members present today
_QUALIFIERS = frozenset(
    """
    list of introduction introductions the meeting call remote remotely other also additional in person
    member members people voting non local zoom virtual virtually board team were was are is sind waren war
    here online today at attendees participants liste personnes étaient personas lista de those who special
    invited mitglieder räte membres miembros leden en la à na no réunion reunión reunião sesión sessão der die
    sitzung treffen beim bij vergadering
    """.split()  # noqa: SIM905
)
_PARTICIPLES = ("anwesende", "abwesende", "entschuldigte", "teilnehmende")  # with any noun
_MEANS = frozenset("via per über vía through".split())  # Present via video: any words may follow  # noqa: SIM905
_ABOUT = frozenset("about for from on to with".split())  # Topics for attendees  # noqa: SIM905
_LONGEST_GROUP = 4  # words of a group's name
_LONGEST_LABEL = 9  # words of a label of attendance
_SHORT = 300  # characters of a line whose label is kept
_LOOSE_WORDS = 4  # words before one of presence that need people below: Steering Committee Attendees


class _Phrases:
    """Phrases of which some may have any ending."""

    def __init__(self, words: str) -> None:
        phrases = [phrase.strip() for phrase in words.split(",")]
        self._whole = frozenset(phrase for phrase in phrases if phrase[-1] != "*")
        self._stems = tuple(phrase[:-1] for phrase in phrases if phrase[-1] == "*")
        self.openings = frozenset(_opening(phrase.split()[0].rstrip("*")) for phrase in phrases)

    def __contains__(self, phrase: object) -> bool:
        if phrase in self._whole:
            return True
        if not isinstance(phrase, str) or not phrase.startswith(self._stems):
            return False
        return any(phrase.startswith(stem) and " " not in phrase[len(stem) :] for stem in self._stems)


def _opening(word: str) -> str:
    return word.casefold()[: 4 if word.isascii() else 2]


_PRESENCE, _ABSENCE, _GROUP, _MEMBER, _GUEST, _WAY = map(
    _Phrases, (_HERE, _AWAY, _GROUPS, _MEMBERS, _GUESTS, _WAYS)
)
_TELLING_OPENINGS = _PRESENCE.openings | _ABSENCE.openings
_OPENINGS = _TELLING_OPENINGS | {_opening(word) for word in _QUALIFIERS}
# Words within a longer label, and how far into it they stand.
_WITHIN_WORDS = ("ttend", "articipants", "resent", "oll call", "bsent", "nwesen", "xcused", "egrets")
_WITHIN = any_word(_WITHIN_WORDS)
_TELLING = any_word((*_WITHIN_WORDS, "résents"))  # one of these stands in what `_TOLD` finds
_REACH = 240
_FIRST_WORD = re.compile(r"[\W\d_]{0,20}([^\W\d_]{1,4})")

_LEAD = (
    r"^[ \t>]*(?:(?:[*+•▪●○◦■‣–-]|--)[ \t]+|\d{1,2}[.)][ \t]+)?(?:\[[ xX✓]\][ \t]+)?(?:\|[ \t]*|<\w+>){0,3}"
)
_HASH = r"(?P<hash>#{1,6}[ \t]*|={1,6}[ \t]+)?(?:(?:TOP )?\d{1,2}(?:\.\d{1,2})*[.):]*[ \t]+)?"
_WORDS = (
    r"(?P<words>(?>(?:[^\W_]|[ '’/&.,!?…·]|-(?! )|[*:_](?=in)|(?<=[a-z])_(?=[a-z])|"
    r"(?<=\w)\(\w{1,3}\)){1,230}))"
)
_TAIL = r"[*_~]{0,4}[ \t]*(?:[*_]{0,2}\([^()]{0,120}\)[*_]{0,2}|\[\d+\]|\d[\d/.-]+)?[ \t]*[*_`]{0,3}"
_LABEL = re.compile(
    rf"{_LEAD}{_HASH}[^\w\n#|*_`~]{{0,4}}+(?P<mark>[*_`~]{{0,3}})(?:[^\w\s#|*_`~]{{1,3}}[ ])?"
    rf"{_WORDS}{_TAIL}(?:</\w+>){{0,3}}[ \t]*"
    r"(?:(?P<colon>[:：|]|[–—-](?=\s))[*_`]{0,3}(?:</\w+>)?[*_]{0,3}[ \t]*(?P<rest>.*)|"
    r"(?P<bold>(?<=\*\*|__)[ \t]+\S.*)|[#=]*[ \t]*$)"
)
# Present were Ada Lovelace and Grace Hopper. · The meeting was attended by Ada Lovelace, Grace Hopper.
_TOLD = re.compile(
    r"\b(?:[Pp]resents?|[Ii]n attendance|[Aa]ttendees|[Pp]articipants|[Aa]ttended|[Aa]nwesend|[Pp]résents)\b"
    r"[^:.,;]{0,30}?(?: (?:were|are|was|by|sind|waren)|:)[ \t]+"
    r"(?P<rest>[A-Z][\w'’-]+ [A-Z][\w'’.-]+(?: \([^()]{1,40}\))?(?:,| and| und| et)[ \t].{3,1500}?)"
    r"(?:\.?[ \t]*$|(?<=\w{3})\.[ \t])"
)
# Attendees: please sign yourself in! · Attendees - add your name here: Ada
_INVITATION = re.compile(
    r"(?:please|pls|bitte|por favor|s['’]il (?:vous|te) plaît|(?:add|enter|fill|list|put|sign|type|write)"
    r"(?: in|\b[^,:：]{0,30}?\b(?:your|yourself|names?|below|here))|"
    r"tragt? (?:dich|euch)|añade tu nombre|ajoutez votre nom)\b"
    r"[^:：]{0,150}(?:[:：][*_]{0,2}[ \t]+|$)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…] ")
_SPACED = str.maketrans("’-_", "'  ")
_ENTITY = re.compile(r"&(?:#x20|nbsp);")
# Ada (absent, but sent notes)
_ASIDE_AWAY = re.compile(
    r"\(([^\W\d_]{4,20})(?:,|;| -| but| due| because| today| this)[^()]{1,150}\)[ .!*_]*$"
)
_NOTE_AWAY = re.compile(r"[-–—:(,|/][ ]*([^-–—:(,|/]{2,30}?)[ .)!*_]*$")


class Label(NamedTuple):
    """A label of attendance that a line begins with, and the `rest` of the line behind it.

    `level` is that of a heading, else 0; `marked` tells of bold or such; `loose`: other words precede it;
    `told`: it is a sentence rather than a label.
    """

    absent: bool
    level: int
    marked: bool
    colon: bool
    loose: bool
    rest: str
    told: bool = False


def label_of(line: str) -> Label | None:
    """The label of attendance or absence that a line begins with."""
    return _label_of_short(line) if len(line) < _SHORT else _label_of(line)


def _opens(letters: str, openings: Collection[str]) -> bool:
    """Whether up to four letters are what a phrase with one of these `openings` begins with."""
    folded = letters.casefold()
    return folded[: 4 if letters.isascii() else 2] in openings or letters[:2] in openings


def _label_of(line: str) -> Label | None:
    word = _FIRST_WORD.match(line)
    if not (word and _opens(word[1], _OPENINGS)) and not _WITHIN.search(line, 0, _REACH):
        return None
    match = _LABEL.match((_ENTITY.sub(" ", line) if "&" in line else line)[:2000].rstrip())
    found = _presence_in(match["words"]) if match else None
    if not match or not found:
        tells = line[:1].isalpha() and _TELLING.search(line)
        told = _TOLD.search(line[:2000]) if tells else None
        return Label(False, 0, False, True, False, told["rest"], told=True) if told else None
    absent, loose = found
    rest = (match["rest"] or match["bold"] or "").strip(" \t|" if match["colon"] == "|" else None)
    level = len((match["hash"] or "").strip())
    invited = _INVITATION.match(rest) if rest else None
    rest = rest[invited.end() :] if invited else rest
    if level and (match["colon"] or ":") in "–—-" and not (invited or rest[:1].isdigit()):
        return None  # ## Guest – Ada Lovelace, about her engine
    if loose and not (level or match["mark"] or (match["colon"] or "-") not in "–—-"):
        return None
    return Label(absent, level, bool(match["mark"]), bool(match["colon"]), loose, rest)


_label_of_short = lru_cache(maxsize=4096)(_label_of)  # a line is asked for up to five times


def _presence_in(written: str) -> tuple[bool, bool] | None:
    """Whether words tell of absence rather than presence, and whether others than qualifiers precede them."""
    sentence = _SENTENCE_END.split(written)[-1]
    words = sentence.casefold().translate(_SPACED).strip(" .,·/0123456789?!…").split()
    words = [_either(word) if "/" in word else word for word in words]
    if len(words) > _LONGEST_LABEL:
        return None
    loosely = None
    for first in range(len(words)):
        if not _opens(words[first][:4], _TELLING_OPENINGS):
            continue
        for last in range(len(words), first, -1):
            phrase = " ".join(words[first:last])
            absent = phrase in _ABSENCE
            if not (absent or phrase in _PRESENCE):
                continue
            of_whom = last + 1 if phrase.startswith(_PARTICIPLES) else last  # Anwesende Räte, Vorstände
            by_means = of_whom < len(words) and words[of_whom] in _MEANS
            if not (by_means or _QUALIFIERS.issuperset(words[of_whom:])):
                continue
            if _QUALIFIERS.issuperset(words[:first]) and not by_means:
                return absent, False
            if first <= _LOOSE_WORDS and loosely is None and _ABOUT.isdisjoint(words[:first]):
                loosely = absent, True
    return loosely


def _either(word: str) -> str:
    """One of two words with a slash between them: that of presence in ``present/contributors``."""
    return next((part for part in word.split("/") if part in _PRESENCE), word)


def group_of(line: str) -> str | None:
    """What stands behind the name of a group or an office (``Guests: Ada``); None where none is named."""
    match = _LABEL.match(line[:2000].rstrip())
    if not match or not ((match["colon"] or "") in ":：" or line.rstrip().endswith("**")):
        return None
    if not match["colon"] and (match["bold"] or not match["mark"]):
        return None
    words = match["words"].casefold().replace("-", " ").split()
    named = (
        " ".join(words) in _GROUP
        or (0 < len(words) <= _LONGEST_GROUP and words[-1] in _MEMBER)
        or _tells_way(words)
    )
    return (match["rest"] or "").strip() if named else None


def is_further(line: str) -> bool:
    """Whether a line begins with a group of people, not an office: ``Others: Ada``, ``Remote: Grace``."""
    match = _LABEL.match(line[:2000].rstrip())
    if not match or (match["colon"] or "") not in ":：":
        return False
    words = match["words"].casefold().replace("-", " ").split()
    return 0 < len(words) <= _LONGEST_GROUP and (words[-1] in _MEMBER or _tells_way(words))


def _tells_way(words: Sequence[str]) -> bool:
    """Whether words are how people take part, perhaps behind which: ``remote``, ``members in person``."""
    return any(
        " ".join(words[n:]) in _WAY and all(w in _MEMBER for w in words[:n]) for n in range(len(words))
    )


def is_crew(line: str) -> bool:
    """Whether a line begins with a word for all who were there: ``Who: Ada, Grace``."""
    match = _LABEL.match(line[:2000].rstrip())
    return match is not None and match["words"].casefold().replace("-", " ").strip() in _CREW


def is_guests(heading: str) -> bool:
    """Whether a heading is one of guests, who are there besides the members."""
    return heading.casefold().strip(" *_:#") in _GUEST


def tells_absence(entry: str) -> bool:
    """Whether an entry of a list tells who was not there: ``Apologies from Ada``."""
    words = entry.casefold().strip(" *_").split(maxsplit=2)
    return len(words) == 3 and words[0] in _ABSENCE and words[1] in ("from", "for", "by", "received", "were")


def says_absent(entry: str) -> bool:
    """Whether an entry of a list ends in a remark that its person was not there: ``Ada (regrets)``."""
    if entry.rstrip(" .!*_").endswith(")") and (aside := _ASIDE_AWAY.search(entry[-200:])):
        return aside[1].casefold() in _ABSENCE
    note = _NOTE_AWAY.search(entry[-60:])
    said = note[1].casefold() if note else ""
    return said == "no" or (said in _ABSENCE and not said.startswith("invite"))
