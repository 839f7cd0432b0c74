"""A meeting's people, speakers and projects, by the ledger and by what the meeting itself says.

Owns which word of a topic means whom.  The meeting comes before the corpus: its attendance list is the
glossary of its initials and first names, and whoever is present is meant before a namesake who is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from index.model import Action, Meeting, Topic
from index.naming.addresses import host_names, linked_project, linked_user
from index.naming.deeds import deed
from index.naming.evidence import is_handle
from index.naming.forms import (
    Prose,
    Word,
    all_links,
    fold,
    fold_project,
    is_suffixed,
    own_links,
    own_text,
    suffixed_words,
)
from index.naming.ledger import Ledger
from index.naming.projects import ProjectForm, means
from index.naming.roll import person_name
from index.naming.words import ABBREVIATIONS, EVERYDAY_FIRST_NAMES, LANGUAGES, NOBODY

_EVERYDAY = EVERYDAY_FIRST_NAMES | LANGUAGES | NOBODY
_INITIALS = re.compile(r"[A-Z]{2,4}\d?")
_DOTTED = re.compile(r"(?<![\w./-])([A-Za-z]\w*)\.[A-Za-z]\w*")
_NAME_PART = re.compile(r"[ \t]+([^\W_](?:[\w.-]|['’](?!s\b))*)")
_LONGEST_CODE_NAME = 40


@dataclass(slots=True)
class _Room:
    """Who and what is in the meeting.

    `glossary` gives the name as the meeting's own lists write it, by folded name, first name or handle;
    `initials` by initials; `present` are canonical names; `linked` the projects it links or suffixes.
    """

    ledger: Ledger
    glossary: dict[str, str] = field(default_factory=dict)
    initials: dict[str, str] = field(default_factory=dict)
    leads: dict[str, int] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)
    words: frozenset[str] = frozenset()
    _known: dict[str, bool] = field(default_factory=dict)

    def listed(self, written: str) -> str | None:
        """The name that the meeting's own lists give for a form."""
        return self.initials.get(written.upper()) or self.glossary.get(fold(written))

    def matters(self, word: str) -> bool:
        """Whether a word is or begins a name, or is a project; remembered, for most are not and recur."""
        known = self._known.get(word)
        if known is None:
            form, ledger = fold(word), self.ledger
            tables = (self.glossary, self.leads, ledger.names, ledger.leads, ledger.handles)
            known = word in self.initials or any(form in table for table in tables)
            known = self._known[word] = known or is_suffixed(word) or bool(self.projects(word))
        return known

    def projects(self, word: str) -> list[tuple[ProjectForm, str]]:
        """The projects that a word, or a part of it, could be, with that part."""
        parts = ((self.ledger.forms.get(fold(part)), part) for part in _parts(word))
        return [(form, part) for form, part in parts if form]

    def is_everyday(self, word: Word) -> bool:
        """Whether a word may owe its capital to its sentence: it is a plural, or stands small elsewhere."""
        small = word.text.lower()
        return small.endswith("s") or small in self.words

    def canonical(self, name: str) -> str:
        """The canonical name of somebody whom the meeting's lists name."""
        return self.ledger.person(name) or name

    def known(self, form: str) -> str | None:
        """Whom a folded form means by the ledger: the one candidate who is present, else the default."""
        entry = self.ledger.names.get(form) or self.ledger.handles.get(form)
        if entry is None:
            return None
        here = [name for name in entry.candidates if name in self.present]
        return here[0] if len(here) == 1 else entry.default


def resolve(meeting: Meeting, ledger: Ledger) -> Meeting:
    """Fill people, said and projects of each topic; make chat speakers and action owners canonical.

    `people` has the canonical names of whoever takes a turn or is named in the topic's own lines; who only
    chatted is in `said` alone.  `said` are the speakers of turns, as fully as the meeting's own lists name
    them (initials and first names are never completed from other files), of the topic's chat, and, where
    the collection does not mark turns, the subjects of reporting verbs ("Ana gave an update").
    """
    room = _enter(meeting, ledger)
    proses = [Prose(own_text(topic)) for topic in meeting.topics]
    room.words = frozenset().union(*(prose.words for prose in proses))
    for topic, prose in zip(meeting.topics, proses, strict=True):
        room.linked.update(_unmistakable(topic, prose, ledger))
    pairs = zip(meeting.topics, proses, strict=True)
    return replace(meeting, topics=tuple(_resolve_topic(t, p, room) for t, p in pairs))


def _enter(meeting: Meeting, ledger: Ledger) -> _Room:
    room = _Room(ledger)
    written: dict[str, str] = {}
    for attendee in meeting.attendees:
        name = person_name(attendee.name) or attendee.name
        written[fold(name)] = name
        for alias in attendee.aliases:
            bare = alias.strip().lstrip("@")
            table = room.initials if _INITIALS.fullmatch(bare) else room.glossary
            table[bare if table is room.initials else fold(bare)] = name
    speakers = {m.speaker for t in meeting.topics for m in t.chat}
    turns = {t.speaker for topic in meeting.topics for t in topic.turns}
    for name in sorted(filter(None, map(person_name, turns))):
        if " " in name:
            written.setdefault(fold(name), name)
    firsts: dict[str, set[str]] = {}
    for form, name in written.items():
        room.glossary[form] = name
        words = name.split()
        if len(words) > 1:
            firsts.setdefault(fold(words[0]), set()).add(name)
            room.leads[fold(words[0])] = max(room.leads.get(fold(words[0]), 0), len(words))
    for first, names in firsts.items():
        if len(names) == 1 and first not in room.glossary:
            room.glossary[first] = next(iter(names))
    room.present.update(room.canonical(name) for name in written.values())
    room.present.update(room.canonical(person_name(s)) for s in speakers)
    return room


def _resolve_topic(topic: Topic, prose: Prose, room: _Room) -> Topic:
    chat = tuple(replace(m, speaker=_somebody(m.speaker, room)) for m in topic.chat)
    turns = dict.fromkeys(_taking_turn(t.speaker, room) for t in topic.turns)
    words = list(prose.namelike(room.matters))
    named, reporting = _people_in(words, prose, room)
    chatting = [m.speaker for m in chat]
    people = [*map(room.canonical, turns), *named, *(chatting if topic.kind == "chat" else ())]
    said = [*turns, *(() if room.ledger.marks_turns else reporting), *chatting]
    return replace(
        topic,
        people=tuple(dict.fromkeys(people)),
        said=tuple(dict.fromkeys(said)),
        projects=tuple(dict.fromkeys(_projects_in(topic, words, prose, room))),
        chat=chat,
        actions=tuple(_with_owners(action, room) for action in topic.actions),
    )


def _taking_turn(written: str, room: _Room) -> str:
    bare = person_name(written) or written.strip().lstrip("@")
    return room.listed(bare) or bare


def _somebody(written: str, room: _Room) -> str:
    """The canonical name of somebody named where only a person can stand, else the name as written."""
    bare = person_name(written) or written.strip().lstrip("@")
    listed = room.listed(bare)
    return room.canonical(listed) if listed else room.known(fold(bare)) or bare


def _with_owners(action: Action, room: _Room) -> Action:
    owners = dict.fromkeys(_somebody(owner, room) for owner in action.owners)
    return replace(action, owners=tuple(o for o in owners if " " in o or room.ledger.project(o) is None))


# People in running text


def _people_in(words: Iterable[Word], prose: Prose, room: _Room) -> tuple[list[str], list[str]]:
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
            if deed(prose.text, end) == "reports":
                reporting.append(name)
    return named, reporting


def _full_name(word: Word, text: str, room: _Room) -> tuple[str | None, int]:
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


def _single_name(word: Word, prose: Prose, room: _Room) -> str | None:
    written, form = word.text, fold(word.text)
    if written[0] == "@":
        listed = room.glossary.get(form) if is_handle(word, prose.text) else None
        return room.canonical(listed) if listed else room.known(form) if is_handle(word, prose.text) else None
    if _INITIALS.fullmatch(written):
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
    if form in _EVERYDAY:
        return name if name in room.present and deed(prose.text, word.end) else None
    if written.lower() in prose.words and prose.opens(word):
        return None
    return name


# Projects


def _unmistakable(topic: Topic, prose: Prose, ledger: Ledger) -> Iterator[str]:
    """The projects that a topic or its chat links or writes with their suffix."""
    for url in all_links(topic):
        if (project := linked_project(url)) and (name := ledger.project(project.name)):
            yield name
    yield from filter(None, map(ledger.project, suffixed_words(prose.text)))


def _projects_in(topic: Topic, words: Iterable[Word], prose: Prose, room: _Room) -> Iterator[str]:
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
    for plain in prose.words & forms.keys():
        if forms[plain].free:
            yield forms[plain].name
    for lead in prose.words & room.ledger.phrases.keys():
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


def _parts(word: str) -> Iterator[str]:
    """What of a word could be a name: all, what stands before a dot (`Flux.Dense`), or between hyphens."""
    yield word
    if "." in word:
        yield word.split(".", 1)[0]
    if "-" in word:
        yield from word.split("-")


def _has_words(phrase: str, words: frozenset[str]) -> bool:
    return all(w in words or w.lower() in words or w.capitalize() in words for w in phrase.split())


@lru_cache(maxsize=4096)
def _phrase(phrase: str) -> re.Pattern[str]:
    words = r"[-.\s]".join(map(re.escape, phrase.split()))
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


def _in_code(code: str, ledger: Ledger) -> Iterator[str]:
    """In code a name counts alone in its span, or before a dot (`Optimisers.update!`)."""
    candidates = [m[1] for m in _DOTTED.finditer(code)]
    if len(code) <= _LONGEST_CODE_NAME:
        candidates.append(code.strip())
    for candidate in candidates:
        form = ledger.forms.get(fold_project(candidate))
        if form and (form.free or candidate in form.spellings):
            yield form.name
