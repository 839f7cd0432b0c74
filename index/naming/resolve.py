"""A meeting's people, speakers and projects, by the ledger and by what the meeting itself says.

Owns which word of a topic means whom or what, given who is in the room (`index.naming.room`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from index.model import Action, Meeting, Topic
from index.naming.addresses import host_names, linked_project, linked_user
from index.naming.deeds import deed
from index.naming.english import is_english, is_phrase
from index.naming.evidence import is_handle
from index.naming.forms import (
    Prose,
    Word,
    fold,
    fold_project,
    is_suffixed,
    own_links,
    own_text,
)
from index.naming.ledger import Ledger
from index.naming.projects import means
from index.naming.roll import INITIALS, person_name
from index.naming.room import Room, enter
from index.naming.words import ABBREVIATIONS, EVERYDAY_FIRST_NAMES, LANGUAGES, NOBODY

_EVERYDAY = EVERYDAY_FIRST_NAMES | LANGUAGES | NOBODY
_DOTTED = re.compile(r"(?<![\w./-])([A-Za-z]\w*)\.[A-Za-z]\w*")
_NAME_PART = re.compile(r"[ \t]+([^\W_](?:[\w.-]|['’](?!s\b))*)")
_FIRST_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’.-]*[ \t]+$")
_PLACED = re.compile(r"(?:^|[ \t])(?:at|by|for|from|in|near|of|to|with)[ \t]+$")  # the talk in Oslo showed
_LONGEST_CODE_NAME = 40


def resolve(meeting: Meeting, ledger: Ledger) -> Meeting:
    """Fill people, said and projects of each topic; make chat speakers and action owners canonical.

    `people` has who takes a turn or is named in the topic's own lines, but not who only chatted.  `speakers`
    has who takes turns, who chats, and where the collection does not mark turns the subjects of reporting
    verbs ("Ana gave an update").  `said` is the same for the file alone: its turns, as fully as its own lists
    name who takes them (never completed from other files), its reports and its chat.
    """
    proses = [Prose(own_text(topic)) for topic in meeting.topics]
    room = enter(meeting, proses, ledger)
    pairs = zip(meeting.topics, proses, strict=True)
    return replace(meeting, topics=tuple(_resolve_topic(t, p, room) for t, p in pairs))


def _resolve_topic(topic: Topic, prose: Prose, room: Room) -> Topic:
    chat = tuple(replace(m, speaker=_somebody(m.speaker, room)) for m in topic.chat)
    turns = dict.fromkeys(filter(None, (_taking_turn(t.speaker, room) for t in topic.turns)))
    taking = [_somebody(name, room) for name in turns]
    words = list(prose.namelike(room.matters))
    named, reporting = _people_in(words, prose, room)
    reporting = [] if room.ledger.marks_turns else reporting
    people = [*taking, *named, *(m.speaker for m in chat if topic.kind == "chat")]
    said = [*turns, *reporting, *(m.speaker for m in chat if not m.file)]
    return replace(
        topic,
        people=tuple(dict.fromkeys(people)),
        said=tuple(dict.fromkeys(said)),
        speakers=tuple(dict.fromkeys([*taking, *reporting, *(m.speaker for m in chat)])),
        projects=tuple(dict.fromkeys(_projects_in(topic, words, prose, room))),
        chat=chat,
        actions=tuple(_with_owners(action, room) for action in topic.actions),
    )


def _taking_turn(written: str, room: Room) -> str:
    """The name of who takes a turn as the meeting gives it; empty where it is a label of everyday words."""
    bare = person_name(written) or written.strip().lstrip("@")
    listed = room.listed(bare)
    return listed or ("" if is_phrase(bare) and room.known(fold(bare)) is None else bare)


def _somebody(written: str, room: Room) -> str:
    """The canonical name of somebody named where only a person can stand, else the name as written."""
    bare = person_name(written) or written.strip().lstrip("@")
    if listed := room.listed(bare):
        return room.canonical(listed)
    return room.known(fold(bare)) or (INITIALS.fullmatch(bare) and room.initialled(bare)) or bare


def _with_owners(action: Action, room: Room) -> Action:
    owners = dict.fromkeys(_somebody(owner, room) for owner in action.owners)
    return replace(action, owners=tuple(o for o in owners if " " in o or room.ledger.project(o) is None))


# People in running text


def _people_in(words: Iterable[Word], prose: Prose, room: Room) -> tuple[list[str], list[str]]:
    """Who is named in a text, in order, and who of them is the subject of a reporting verb."""
    named: list[str] = []
    reporting: list[str] = []
    after = 0
    for word in words:
        if word.start < after:
            continue
        name, end = _full_name(word, prose.text, room)
        if name is None:
            name = _single_name(word, prose, room)
        if name is not None:
            after = end
            named.append(name)
            if deed(prose.text, end) == "reports" and not _PLACED.search(
                prose.text, max(word.start - 8, 0), word.start
            ):
                reporting.append(name)
    return named, reporting


def _full_name(word: Word, text: str, room: Room) -> tuple[str | None, int]:
    """The longest known name of several words that begins with this one, and where it ends."""
    joined = fold(word.text)
    longest = max(room.leads.get(joined, 0), room.ledger.leads.get(joined, 0))
    found: tuple[str | None, int] = (None, word.end)
    stop = word.end
    for _ in range(longest - 1):
        part = _NAME_PART.match(text, stop)
        if part is None:
            break
        joined, stop = joined + fold(part[1]), part.end()
        if listed := room.glossary.get(joined):
            found = (room.canonical(listed), stop)
        elif joined in room.ledger.names and (known := room.known(joined)):
            found = (known, stop)
    return found


def _single_name(word: Word, prose: Prose, room: Room) -> str | None:
    written, form = word.text, fold(word.text)
    if written[0] == "@":
        listed = room.glossary.get(form) if is_handle(word, prose.text) else None
        return room.canonical(listed) if listed else room.known(form) if is_handle(word, prose.text) else None
    if INITIALS.fullmatch(written):
        listed = None if written in ABBREVIATIONS else room.initials.get(written)
        return room.canonical(listed) if listed else None
    listed = room.glossary.get(form)
    if listed is not None and listed.islower():
        listed = None  # a nick: the word alone need not mean its bearer
    if listed is None and form not in room.ledger.names:
        return None
    name = room.canonical(listed) if listed else room.known(form)
    if name is None or (" " not in name and fold(name) != form):
        return name
    if form == fold(name.split()[-1]) and _FIRST_NAME.search(prose.text, max(0, word.start - 40), word.start):
        return None  # of another who has that surname
    if form in _EVERYDAY or is_english(written):
        return name if name in room.present and deed(prose.text, word.end) else None
    if written.lower() in prose.words and prose.opens(word):
        return None
    return name


# Projects


def _projects_in(topic: Topic, words: Iterable[Word], prose: Prose, room: Room) -> Iterator[str]:
    """The projects that a topic's own lines name or link."""
    yield from _linked(topic, room.ledger)
    forms = room.ledger.forms
    for word in words:
        if is_suffixed(word.text) and (suffixed := forms.get(fold_project(word.text))):
            yield suffixed.name
        elif word.text[0] != "@":
            for form, part in room.projects(word.text):
                opens = prose.opens(word) and room.is_everyday(word)
                if means(form, part, opens, form.name in room.linked):
                    yield form.name
                    break
    for plain in sorted(prose.words & forms.keys()):
        if forms[plain].free:
            yield forms[plain].name
    for lead in sorted(prose.words & room.ledger.phrases.keys()):
        for phrase, name in room.ledger.phrases[lead]:
            if _has_words(phrase, prose.words) and _phrase(phrase).search(prose.text):
                yield name
    for code in prose.code:
        yield from _in_code(code, room.ledger)


def _linked(topic: Topic, ledger: Ledger) -> Iterator[str]:
    for url in own_links(topic):
        if project := linked_project(url):
            if name := ledger.project(project.name):
                yield name
        elif linked_user(url) is None:
            for host in host_names(url):
                form = ledger.forms.get(fold(host))
                if form and form.free:
                    yield form.name


def _has_words(phrase: str, words: frozenset[str]) -> bool:
    return all(w in words or w.lower() in words or w.capitalize() in words for w in phrase.split())


@lru_cache(maxsize=4096)
def _phrase(phrase: str) -> re.Pattern[str]:
    words = r"[-.\s]".join(map(re.escape, phrase.split()))
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


def _in_code(code: str, ledger: Ledger) -> Iterator[str]:
    """In code a name counts alone in its span, or before a dot (`Kite.fly!`)."""
    candidates = [m[1] for m in _DOTTED.finditer(code)]
    if len(code) <= _LONGEST_CODE_NAME:
        candidates.append(code.strip())
    for candidate in candidates:
        form = ledger.forms.get(fold_project(candidate))
        if form and (form.free or (form.bare and candidate in form.spellings)):
            yield form.name
