"""Who and what is in a meeting: its own glossary of names, who is present, what it links.

The meeting comes before the corpus: its attendance list is the glossary of its initials and first names,
and whoever is present is meant before a namesake who is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from index.model import Meeting, Topic
from index.naming.addresses import linked_project
from index.naming.forms import Prose, Word, all_links, fold, is_suffixed, suffixed_words
from index.naming.ledger import Ledger
from index.naming.projects import ProjectForm
from index.naming.roll import INITIALS, PersonForm, person_name
from index.naming.words import ABBREVIATIONS


@dataclass(slots=True)
class Room:
    """Who and what is in the meeting.

    `glossary` gives the name as the meeting's own lists write it, by folded name, first name or handle,
    `initials` by initials, `leads` how many words a name can have by its first.  `present` are canonical
    names, `linked` the projects that the meeting links or suffixes, `words` all words as they stand.
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
        found = ((self.ledger.forms.get(fold(part)), part) for part in _parts(word))
        return [(form, part) for form, part in found if form]

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
        return self._meant(entry) if entry else None

    def initialled(self, initials: str) -> str | None:
        """Whose initials stand where speakers do: as other meetings give them, or by who is present."""
        if entry := self.ledger.initials.get(initials):
            return self._meant(entry)
        here = [] if initials in ABBREVIATIONS else [n for n in self.present if initials_of(n) == initials]
        return here[0] if len(here) == 1 else None

    def _meant(self, entry: PersonForm) -> str | None:
        here = [name for name in entry.candidates if name in self.present]
        return here[0] if len(here) == 1 else entry.default


def initials_of(name: str) -> str:
    """The first letters of the words of a name that begin with a capital."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def enter(meeting: Meeting, proses: Sequence[Prose], ledger: Ledger) -> Room:
    """The room of a meeting; `proses` are those of its topics, in order."""
    room = Room(ledger, words=frozenset().union(*(prose.words for prose in proses)))
    names = _seat_attendees(meeting, room)
    _give_first_names(names, room)
    speakers = {person_name(message.speaker) for topic in meeting.topics for message in topic.chat}
    room.present.update(map(room.canonical, speakers.union(names)))
    for topic, prose in zip(meeting.topics, proses, strict=True):
        room.linked.update(_unmistakable(topic, prose, ledger))
    return room


def _seat_attendees(meeting: Meeting, room: Room) -> list[str]:
    """Enter attendees and full-named speakers with their aliases; their names as written."""
    for attendee in meeting.attendees:
        name = person_name(attendee.name) or attendee.name
        room.glossary[fold(name)] = name
    for name in sorted({person_name(turn.speaker) for topic in meeting.topics for turn in topic.turns}):
        if " " in name:
            room.glossary.setdefault(fold(name), name)
    names = list(room.glossary.values())
    for attendee in meeting.attendees:
        name = person_name(attendee.name) or attendee.name
        for alias in (alias.strip().lstrip("@") for alias in attendee.aliases):
            if INITIALS.fullmatch(alias):
                room.initials[alias] = name
            else:
                room.glossary.setdefault(fold(alias), name)
    return names


def _give_first_names(names: Iterable[str], room: Room) -> None:
    """Let a first name mean the one person of the room who has it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = name.split()
        if len(words) > 1:
            first = fold(words[0])
            bearers[first].add(name)
            room.leads[first] = max(room.leads.get(first, 0), len(words))
    for first, known in bearers.items():
        if len(known) == 1:
            room.glossary.setdefault(first, *known)


def _unmistakable(topic: Topic, prose: Prose, ledger: Ledger) -> Iterator[str]:
    """The projects that a topic or its chat links or writes with their suffix."""
    for url in all_links(topic):
        if (project := linked_project(url)) and (name := ledger.project(project.name)):
            yield name
    yield from filter(None, map(ledger.project, suffixed_words(prose.text)))


def _parts(word: str) -> Iterator[str]:
    """What of a word could be a name: all, what is before a dot (`Kite.fly`), or a hyphen (`Kite-like`)."""
    yield word
    if "." in word:
        yield word.split(".", 1)[0]
    if "-" in word:
        yield word.split("-", 1)[0]
