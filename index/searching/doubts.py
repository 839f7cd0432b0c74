"""What only all minutes together show to be mended: names in doubt, meetings without the usual recording.

Owns where such a name first stands, so that a minute-taker can mend it there or in kb.toml.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from index.model import Meeting, Problem, Topic
from index.naming.deeds import deed
from index.naming.english import is_english
from index.naming.forms import Prose, Word
from index.naming.words import EVERYDAY_FIRST_NAMES
from index.storing.names import Table, name_key
from index.storing.reader import Snapshot
from index.storing.tables import numbers_of

_HABIT = 0.5  # the share of a year's meetings with a recording from which on one without is told
_FEWEST = 4  # meetings a year that make a habit
_SHOWN = 4  # of those whom a name can mean
_BEFORE = re.compile(r"([^\W\d_][\w.'’-]*)[ \t]+$")
_AFTER = re.compile(r"[ \t]+([^\W\d_][\w'’-]*)")
_REACH = 40  # characters before a name in which another word of it stands


def name_problems(snapshot: Snapshot) -> Iterator[Problem]:
    """For each file the first line with a name that was given to none of several; for each person of whom
    one word is known the first line that has it."""
    people: Table = snapshot.names.get("person", {})
    several = {form: names for form, names in people.get("forms", {}).items() if len(names) > 1}
    alone = {name_key(name): name for name in people.get("known", {}) if " " not in name}
    forms = several.keys() | alone.keys()
    topics = [snapshot.topic(number) for number in numbers_of(snapshot.topics)]
    seen: set[tuple[str, str]] = set()
    for topic in sorted(topics, key=lambda topic: (topic.date, topic.file, topic.start)):
        here = {*topic.people, *topic.speakers}
        for file, number, word in _names_in(topic, lambda word: name_key(word) in forms):
            form = name_key(word)
            if form in several and not here.intersection(several[form]):
                if (topic.file, form) not in seen:
                    seen.add((topic.file, form))
                    text = f"{word} can be {_either(several[form])}; nobody was taken for it"
                    yield Problem(file, number, "ambiguous-name", text)
            elif form in alone and alone[form] in here and ("", form) not in seen:
                seen.add(("", form))
                text = f"{alone[form]} is all that is known of a name; kb.toml can say whose it is"
                yield Problem(file, number, "unresolved-name", f"{text}, or forbid it")


def recording_problems(meetings: Iterable[Meeting]) -> Iterator[Problem]:
    """The meetings without a recording in years in which most have one."""
    years: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        years[meeting.date[:4]].append(meeting)
    for year, held in years.items():
        recorded = sum(meeting.recording is not None for meeting in held)
        if len(held) >= _FEWEST and recorded > _HABIT * len(held):
            text = f"no recording is linked; {recorded} of the {len(held)} meetings of {year} have one"
            for meeting in held:
                if meeting.recording is None:
                    yield Problem(meeting.file, meeting.start, "no-recording", text)


def _either(names: Sequence[str]) -> str:
    shown = " or ".join(names[:_SHOWN])
    return f"{shown} or {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown


def _names_in(topic: Topic, wanted: Callable[[str], bool]) -> Iterator[tuple[str, int, str]]:
    """The wanted words of a topic that stand alone as names, with their files and lines."""
    prose = Prose(topic.text)
    number, counted = topic.start, 0
    for word in prose.namelike(wanted):
        number += topic.text.count("\n", counted, word.start)
        counted = word.start
        if not _is_part(word, prose.text):
            yield topic.file, number, word.text.removeprefix("@")
    for message in topic.chat:
        if wanted(message.speaker):
            yield message.file or topic.file, message.line, message.speaker


def _is_part(word: Word, text: str) -> bool:
    """Whether a word is no name by itself: a surname or another first name beside it, or everyday English."""
    if word.text[0] == "@":
        return False
    small = word.text.casefold()
    if is_english(small) or (small in EVERYDAY_FIRST_NAMES and not deed(text, word.end)):
        return True
    near = _BEFORE.search(text, max(0, word.start - _REACH), word.start), _AFTER.match(text, word.end)
    return any(match and match[1][0].isupper() and not is_english(match[1]) for match in near)
