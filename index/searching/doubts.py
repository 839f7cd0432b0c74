"""Names that the minutes leave in doubt: short forms that fit several persons, persons known by one word.

Owns where such a name first stands, so that a minute-taker can mend it there or in kb.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.model import Problem, Topic
from index.storing.names import Table
from index.storing.reader import Snapshot
from index.storing.tables import numbers_of
from index.storing.tokens import fold

_WORD = re.compile(r"@?\w+")


def name_problems(snapshot: Snapshot) -> Iterator[Problem]:
    """For each file the first line with a name that was given to none of several; for each person of whom
    one word is known the first line that has it."""
    people: Table = snapshot.names.get("person", {})
    several = {form: names for form, names in people.get("forms", {}).items() if len(names) > 1}
    alone = {fold(name): name for name in people.get("known", {}) if " " not in name}
    topics = [snapshot.topic(number) for number in numbers_of(snapshot.topics)]
    seen: set[tuple[str, str]] = set()
    for topic in sorted(topics, key=lambda topic: (topic.date, topic.file, topic.start)):
        for file, number, word in _names_in(topic):
            form = fold(word.removeprefix("@"))
            if form in several and not set(several[form]) & set(topic.people):
                if (topic.file, form) not in seen:
                    seen.add((topic.file, form))
                    text = f"{word} can be {' or '.join(several[form])}; nobody was taken for it"
                    yield Problem(file, number, "ambiguous-name", text)
            elif form in alone and alone[form] in topic.people and ("", form) not in seen:
                seen.add(("", form))
                text = f"{alone[form]} is all that is known of a name; kb.toml can say whose it is"
                yield Problem(file, number, "unresolved-name", text)


def _names_in(topic: Topic) -> Iterator[tuple[str, int, str]]:
    """The words of a topic that can be names, with their files and lines: capitalised, or a handle."""
    lines = [(topic.file, number, line) for number, line in enumerate(topic.text.split("\n"), topic.start)]
    lines += ((message.file or topic.file, message.line, message.speaker) for message in topic.chat)
    for file, number, line in lines:
        for match in _WORD.finditer(line):
            if match[0].startswith("@") or match[0][0].isupper():
                yield file, number, match[0]
