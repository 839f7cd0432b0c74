"""Topics in Markdown, each with its citation: one alone, or all that was said about a project as its dossier.

Owns what stands in a dossier and how its file is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb.layout import one_line
from kb.opening import Address, citation, source_addresses
from kb.safe_text import visible
from kb.wording import words_at

if TYPE_CHECKING:
    from index import AnyLibrary, Entity, Meeting, Topic

_MARKUP = r"([\\`*_\[\]<>#])"


class Dossier(NamedTuple):
    """One project's: its name and the lines of the file."""

    name: str
    lines: list[str]


def dossiers(library: AnyLibrary) -> list[Dossier]:
    """One for each project, those in most topics first."""
    topics = [topic for meeting in reversed(library.meetings()) for topic in meeting.topics]
    address = source_addresses(library.locate)
    return [
        Dossier(entity.name, list(_lines(entity, [t for t in topics if entity.name in t.projects], address)))
        for entity in library.projects()
    ]


def write_dossiers(found: Iterable[Dossier], folder: Path) -> Iterator[Path]:
    """Write each to a file of its own; names that differ in case or signs alone are numbered."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for dossier in found:
        stem = base = re.sub(r"[^\w.+-]+", "-", dossier.name).strip("-.") or "project"
        number = 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{base}-{number}"
        taken.add(stem.casefold())
        path = folder / f"{stem}.md"
        path.write_text("\n".join(dossier.lines) + "\n", encoding="utf-8")
        yield path


def _lines(entity: Entity, topics: list[Topic], address: Address) -> Iterator[str]:
    from kb.render import counted

    yield f"# {_plain(entity.name)}"
    yield ""
    yield (
        f"{counted(entity.topics, 'topic')} in {counted(entity.meetings, 'meeting')}, "
        f"{entity.first} to {entity.last}."
    )
    for topic in topics:
        if topic.kind != "chat":
            yield ""
            yield from topic_markdown(topic, address)


def meeting_markdown(meeting: Meeting, address: Address) -> Iterator[str]:
    """A meeting as its title and its topics; the chat that belongs to none of them is left out."""
    yield f"# {_plain(meeting.title or meeting.date)}"
    for topic in meeting.topics:
        if topic.kind != "chat":
            yield ""
            yield from topic_markdown(topic, address)


def topic_markdown(topic: Topic, address: Address) -> Iterator[str]:
    """A topic as one quotes it: its text, what was decided and is to do, and where it stands."""
    yield f"## {topic.date}: {_plain(topic.title)}"
    yield ""
    yield from (f"> {visible(line)}".rstrip() for line in topic.text.rstrip().split("\n"))
    yield ""
    yield from (f"- Decided: {_plain(words_at(topic, line))}" for line in topic.decisions)
    yield from (f"- To do: {_plain(words_at(topic, action.line))}" for action in topic.actions)
    yield f"- {visible(citation(topic, address(topic.file, topic.start, topic.end)))}"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return re.sub(_MARKUP, r"\\\1", one_line(text))
