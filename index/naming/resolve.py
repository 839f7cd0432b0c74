"""A meeting's people, speakers and projects, by the ledger and by what the meeting itself says.

Owns which word of a topic means whom.  The meeting comes before the corpus: its attendee list is the
glossary of its initials and first names, and whoever is present is meant before a namesake who is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.model import Action, Meeting, Message, Topic
from index.naming.evidence import REPORTS, acts
from index.naming.forms import (
    Prose,
    fold,
    fold_project,
    host_names,
    linked_handle,
    linked_project,
    namelike_words,
    own_links,
    own_text,
    plain_words,
    prose,
)
from index.naming.ledger import Ledger, ProjectForm, person_name
from index.naming.words import EVERYDAY_FIRST_NAMES, INITIALS_THAT_ARE_WORDS, LANGUAGES

_INITIALS = re.compile(r"[A-Z]{2,4}")
_DOTTED = re.compile(r"(?<![\w.])([A-Za-z]\w*)(?:\.\w+)+")
_NAME_PART = re.compile(r"[ \t]+([^\W\d_][\w.'’-]*)")


@dataclass(slots=True)
class _Room:
    """Who is in the meeting: the forms its own lists give, and the canonical names present."""

    glossary: dict[str, str]
    initials: dict[str, str]
    present: set[str]


def resolve(meeting: Meeting, ledger: Ledger) -> Meeting:
    """Fill people, said and projects of each topic; make chat speakers and action owners canonical.

    `people` are those named in or attributed to the topic's own lines, so whoever only chatted is in
    `said` alone.  `said` are the speakers of the topic's turns and chat, and the subjects of reporting verbs
    ("Kyle gave an update") where the meeting has no turns.
    """
    room = _enter(meeting, ledger)
    has_turns = any(t.turns for t in meeting.topics)
    return replace(meeting, topics=tuple(_resolve_topic(t, room, ledger, has_turns) for t in meeting.topics))


def _enter(meeting: Meeting, ledger: Ledger) -> _Room:
    glossary: dict[str, str] = {}
    initials: dict[str, str] = {}
    firsts: dict[str, set[str]] = {}
    present: set[str] = set()
    for attendee in meeting.attendees:
        name = ledger.person(attendee.name) or person_name(attendee.name) or attendee.name
        present.add(name)
        glossary[fold(attendee.name)] = name
        words = name.split()
        if len(words) > 1:
            firsts.setdefault(fold(words[0]), set()).add(name)
        for alias in attendee.aliases:
            if _INITIALS.fullmatch(alias.lstrip("@")):
                initials[alias] = name
            else:
                glossary[fold(alias)] = name
    for form, names in firsts.items():
        if len(names) == 1:
            glossary.setdefault(form, *names)
    for topic in meeting.topics:
        for speaker in {m.speaker for m in topic.chat}:
            present.add(ledger.person(person_name(speaker)) or speaker)
    return _Room(glossary, initials, present)


def _resolve_topic(topic: Topic, room: _Room, ledger: Ledger, has_turns: bool) -> Topic:
    clean = prose(own_text(topic))
    chat = tuple(_resolve_message(m, room, ledger) for m in topic.chat)
    spoken = dict.fromkeys(_turn_speaker(t.speaker, room, ledger) for t in topic.turns)
    named, reporting = _people_in(clean, room, ledger)
    said = dict.fromkeys([*spoken, *([] if has_turns else reporting), *(m.speaker for m in chat)])
    people = dict.fromkeys([*spoken, *named])
    if topic.kind == "chat":
        people = dict.fromkeys([*said, *people])
    return replace(
        topic,
        people=tuple(people),
        said=tuple(said),
        projects=tuple(_projects_in(topic, clean, ledger)),
        chat=chat,
        actions=tuple(_resolve_action(a, room, ledger) for a in topic.actions),
    )


def _turn_speaker(written: str, room: _Room, ledger: Ledger) -> str:
    """Who a speaker marker means: by the file's own lists, else the name as written."""
    bare = written.strip().lstrip("@")
    return (
        room.initials.get(bare)
        or room.initials.get(bare.upper())
        or room.glossary.get(fold(bare))
        or (ledger.person(bare) if " " in bare else None)
        or bare
    )


def _somebody(written: str, room: _Room, ledger: Ledger) -> str:
    """Who a written name means anywhere in the corpus, else the name as written."""
    bare = (person_name(written) or written).strip().lstrip("@")
    known = room.initials.get(bare) or room.glossary.get(fold(bare))
    return known or _present(fold(bare), room, ledger) or bare


def _present(form: str, room: _Room, ledger: Ledger) -> str | None:
    entry = ledger.names.get(form) or ledger.handles.get(form)
    if entry is None:
        return None
    here = [c for c in entry.candidates if c in room.present]
    return here[0] if len(here) == 1 else entry.default


def _resolve_message(message: Message, room: _Room, ledger: Ledger) -> Message:
    return replace(message, speaker=_somebody(message.speaker, room, ledger))


def _resolve_action(action: Action, room: _Room, ledger: Ledger) -> Action:
    return replace(action, owners=tuple(dict.fromkeys(_somebody(o, room, ledger) for o in action.owners)))


def _people_in(clean: Prose, room: _Room, ledger: Ledger) -> tuple[list[str], list[str]]:
    """Who is named in a text, in order, and who of them is the subject of a reporting verb."""
    named: list[str] = []
    reporting: list[str] = []
    text, after = clean.text, 0
    lowercase: set[str] | None = None
    for word in namelike_words(text):
        if word.start < after:
            continue
        name, end = _full_name(text, word.start, word.end, word.text, room, ledger)
        if name is None:
            form = fold(word.text)
            if word.text.startswith("@"):
                if text[word.end : word.end + 1] not in ("/", "(", ".") and len(word.text) > 3:
                    name = _somebody(word.text, room, ledger)
            elif _INITIALS.fullmatch(word.text):
                if word.text.lower() not in INITIALS_THAT_ARE_WORDS:
                    name = room.initials.get(word.text)
            elif form in room.glossary or form in ledger.names:
                name = room.glossary.get(form) or _present(form, room, ledger)
                if name and form in EVERYDAY_FIRST_NAMES | LANGUAGES:
                    if name not in room.present or not acts(text, word.end):
                        name = None
                elif name and word.opens:
                    lowercase = plain_words(text) if lowercase is None else lowercase
                    if word.text.lower() in lowercase:
                        name = None
            elif form in ledger.handles and not word.text[1:].islower():
                name = _present(form, room, ledger)
        if name is None:
            continue
        after = end
        named.append(name)
        if REPORTS.match(text, end):
            reporting.append(name)
    return named, reporting


def _full_name(
    text: str, start: int, end: int, first: str, room: _Room, ledger: Ledger
) -> tuple[str | None, int]:
    """The longest name of several words that begins here and is known."""
    joined, stop = fold(first), end
    best: tuple[str | None, int] = (None, end)
    for _ in range(3):
        part = _NAME_PART.match(text, stop)
        if part is None:
            break
        word = part[1]
        stop = part.end()
        if word[-2:] in ("'s", "’s"):
            word, stop = word[:-2], stop - 2
        word = word.rstrip(".")
        joined += fold(word)
        if joined in room.glossary:
            best = (room.glossary[joined], stop)
        elif joined in ledger.names:
            found = _present(joined, room, ledger)
            best = (found, stop) if found else best
    return best


def _projects_in(topic: Topic, clean: Prose, ledger: Ledger) -> list[str]:
    """The projects that a topic's own lines name or link."""
    found: dict[str, None] = {}
    for url in own_links(topic):
        if project := linked_project(url):
            name = ledger.project(project.name)
            if name:
                found[name] = None
        elif linked_handle(url) is None:
            for host in host_names(url):
                form = ledger.software.get(fold_project(host))
                if form and form.any_case:
                    found[form.name] = None
    strong = set(found)
    words = list(namelike_words(clean.text))
    plain: set[str] | None = None
    for word in words:
        for form, exact in _project_forms(word.text, ledger):
            if form.name in found:
                continue
            if exact == "suffixed" or _names_project(word.text, exact, form):
                if (
                    word.opens
                    and exact != "suffixed"
                    and not form.any_case
                    and not form.steady
                    and form.name not in strong
                ):
                    if not any(c.isupper() for c in exact[1:]):
                        continue
                found[form.name] = None
            break
    plain = plain_words(clean.text)
    for word_text in plain:
        if word_text.islower():
            form = ledger.software.get(word_text)
            if form and form.any_case:
                found[form.name] = None
    for code in clean.code:
        form = ledger.software.get(fold_project(code)) if len(code) < 40 else None
        if form and (form.any_case or code in form.spellings):
            found[form.name] = None
        for match in _DOTTED.finditer(code):
            form = ledger.software.get(fold(match[1]))
            if form and (form.any_case or match[1] in form.spellings):
                found[form.name] = None
    return list(found)


def _project_forms(word: str, ledger: Ledger) -> list[tuple[ProjectForm, str]]:
    forms = []
    if word.endswith((".jl", ".js", ".JL")) and (form := ledger.software.get(fold_project(word))):
        return [(form, "suffixed")]
    if form := ledger.software.get(fold(word)):
        forms.append((form, word))
    for separator in ".-":
        head = word.split(separator, 1)[0]
        if head != word and (form := ledger.software.get(fold(head))):
            forms.append((form, head))
    return forms


def _names_project(word: str, exact: str, form: ProjectForm) -> bool:
    return form.any_case or exact in form.spellings or exact[0].isupper() and exact.islower()
