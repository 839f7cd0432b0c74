"""A file of minutes becomes meetings: blocks, roles and topics put together.

Owns the assembly and the ids; the rules are in the modules it calls.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.model import AgendaItem, Meeting, Part, Problem, Topic
from index.reading.blocks import read_blocks
from index.reading.dates import meeting_date
from index.reading.links import find_links, plain, read_definitions
from index.reading.sections import Section, read_sections
from index.reading.topics import cut_meeting


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds; `skipped` is the reason why it holds no meeting."""

    meetings: tuple[Meeting, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: str | None = None


def read_minutes(file: str, text: str) -> Reading:
    """The meetings of one file; `file` is its path relative to the minutes' folder, with ``/``.

    Pure and total: any text gives a `Reading`, one without meetings where it has no date or no text.
    """
    lines = text.split("\n")
    last = len(lines)
    while last and not lines[last - 1].strip("\ufeff \t\r\f\v"):
        last -= 1
    if not last:
        return Reading(skipped="empty")
    front, first = _front_matter(lines)
    root = read_sections(read_blocks(lines, first), lines, last)
    title = _title(root)
    date = meeting_date(
        file, front_matter=front, title=title, labels=[line for line in lines[:40] if ":" in line]
    )
    if date is None:
        return Reading(skipped="no date in its path or title")
    definitions = read_definitions(lines)
    cut = cut_meeting(root)
    stem = re.sub(r"\.(?:md|markdown)$", "", file)
    recording = _recording(lines, definitions, cut.topics[0].start if cut.topics else last)
    ids: dict[str, int] = {}
    topics = tuple(
        Topic(
            id=_unique(f"{stem}/{slug(span.title)}", ids),
            file=file,
            date=date,
            meeting=title or stem,
            kind=span.kind,
            title=span.title,
            start=span.start,
            end=span.end,
            text="\n".join(lines[span.start - 1 : span.end]),
            links=find_links(lines[span.start - 1 : span.end], definitions),
            recording=recording,
        )
        for span in sorted(cut.topics, key=lambda span: span.start)
    )
    meeting = Meeting(
        file=file,
        date=date,
        title=title or stem,
        start=1,
        end=last,
        recording=recording,
        agenda=tuple(AgendaItem(span.start, span.title) for span in cut.agenda),
        topics=topics,
        parts=tuple(Part(span.role, span.start, span.end) for span in cut.parts if span.role),
    )
    return Reading(meetings=(meeting,))


def slug(title: str) -> str:
    """`title` as the tail of an id: lower case words with hyphens, at most sixty characters."""
    words = re.findall(r"\w+", title.casefold())
    kept = ""
    for word in words:
        if kept and len(kept) + len(word) > 60:
            break
        kept += ("-" if kept else "") + word
    return kept[:60] or "topic"


def _unique(name: str, seen: dict[str, int]) -> str:
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


def _title(root: Section) -> str | None:
    if root.children and root.children[0].level <= 2 and root.children[0].role is None:
        return root.children[0].title
    return None


_VIDEO = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtu\.be/|youtube\.com/|vimeo\.com/|soundcloud\.com/|zoom\.us/rec/|[\w.-]+\.zoom\.us/rec/)\S*",
    re.IGNORECASE,
)
_VIDEO_LABEL = re.compile(r"\b(?:recording|recorded|video|replay|watch|youtube)", re.IGNORECASE)


def _recording(lines: Sequence[str], definitions: Mapping[str, str], before: int) -> str | None:
    for line in lines[: before - 1]:
        if _VIDEO_LABEL.search(line):
            for url in find_links([line], definitions):
                if _VIDEO.match(url):
                    return url
    return None


def _front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The keys of a YAML head, and the line after it."""
    if lines[0].strip("\ufeff \t\r") != "---":
        return {}, 1
    for number, line in enumerate(lines[1:200], 2):
        if line.strip() in ("---", "..."):
            pairs = (entry.split(":", 1) for entry in lines[1 : number - 1] if ":" in entry)
            return {
                key.strip().casefold(): plain(value.strip().strip("\"'")) for key, value in pairs
            }, number + 1
    return {}, 1
