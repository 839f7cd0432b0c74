"""Where topics begin and end: a cut through the outline at the level that a file uses.

Owns the choice between headings, lead-ins, paragraphs and list items; every block it is given ends up
in a topic or in a part.  Must not know dates, names or what a topic says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.model import Kind, Role
from index.reading.blocks import Block
from index.reading.links import plain
from index.reading.sections import BOLD_LEVEL, Section, is_repository


@dataclass(slots=True)
class Span:
    """Lines of a topic to be, or of a part (`role` set)."""

    start: int
    end: int
    title: str = ""
    kind: Kind = "discussion"
    role: Role | None = None


@dataclass(slots=True)
class Cut:
    """What a meeting is cut into, in order of lines, with its agenda kept apart."""

    topics: list[Span] = field(default_factory=list)
    parts: list[Span] = field(default_factory=list)
    agenda: list[Span] = field(default_factory=list)


_ISSUE = re.compile(r"(?:[\w.-]+/[\w.-]+|\bgh-?|[\[(\w])?#\d+|/(?:issues|pull|merge_requests)/\d+")


def cut_meeting(root: Section) -> Cut:
    """The topics, parts and agenda of one meeting."""
    cutter = _Cutter()
    cutter.visit(root, True)
    return cutter.finish()


class _Cutter:
    def __init__(self) -> None:
        self.cut = Cut()
        self.agendas: list[Section] = []

    def visit(self, section: Section, heads: bool) -> None:
        """Cut `section`; `heads` where nothing but the title of the document stands above it."""
        role = section.role
        if role == "agenda" and not _is_minuted(section):
            self.agendas.append(section)
        elif role in ("attendance", "recording", "links", "contents", "boilerplate", "chat"):
            self._part(role, section.start, section.body[-1].end if section.body else section.heading_end)
            for child in section.children:
                if role in ("attendance", "recording", "links", "contents", "boilerplate") and child.role in (
                    None,
                    role,
                ):
                    self._part(role, child.start, child.end)
                else:
                    self.visit(child, False)
        elif role == "closing" and self.cut.topics and not heads:
            self.cut.topics[-1].end = section.end
        elif heads and (section.level == 0 or _is_title(section)):
            self._container(section, True)
        elif self._is_container(section):
            self._container(section, False)
        elif section.body or any(child.role != "boilerplate" for child in section.children):
            if all(unit_role(b) == "boilerplate" for b in section.body) and not section.children:
                self._part("boilerplate", section.start, section.end)
            else:
                self._topic(section.start, section.end, section.title)
        else:
            self._part("boilerplate", section.start, section.end)

    def _is_container(self, section: Section) -> bool:
        if section.role in ("minutes", "agenda") or is_repository(section.title):
            return True
        if any(child.role not in ("closing",) for child in section.children):
            return all(b.form in ("rule", "comment", "definition") for b in section.body)
        items = [b for b in section.body if b.form == "item" and b.level == 0]
        return len(items) > 0 and all(_ISSUE.search(b.text) for b in items) and section.body[0].form == "item"

    def _container(self, section: Section, header: bool) -> None:
        if section.heading_end >= section.start and section.title:
            self._part("title", section.start, section.heading_end)
        before = len(self.cut.topics)
        substantive = [child for child in section.children if child.role not in (None,)]
        self._units(section.body, header and bool(section.children))
        subject = [c for c in section.children if c.role is None]
        for child in section.children:
            self.visit(child, header and (child.level <= 1))
        del before, substantive, subject

    def _units(self, blocks: Sequence[Block], header: bool) -> None:
        """Topics of blocks that have no heading of their own, opened by whatever form comes first."""
        rest: list[Block] = []
        role: Role | None = None
        for block in blocks:
            if block.level == 0 and (block.gap or block.form == "item" or role is None):
                role = unit_role(block)
            if role:
                self._part(role, block.start, block.end)
            else:
                rest.append(block)
        if header:
            for block in rest:
                self._part("title", block.start, block.end)
            return
        for unit in split_units(rest):
            self._topic(unit[0].start, unit[-1].end, title_of(unit[0]))

    def _topic(self, start: int, end: int, title: str, kind: Kind = "discussion") -> None:
        self.cut.topics.append(Span(start, end, title, kind))

    def _part(self, role: Role, start: int, end: int) -> None:
        self.cut.parts.append(Span(start, end, role=role))

    def finish(self) -> Cut:
        minuted = bool(self.cut.topics)
        for section in self.agendas:
            units = [u for b in _all_bodies(section) for u in split_units([x for x in b if not unit_role(x)])]
            self.cut.agenda += [Span(u[0].start, u[0].start, title_of(u[0])) for u in units]
            if not minuted:
                self._part("title", section.start, section.heading_end)
                for unit in units:
                    self._topic(unit[0].start, unit[-1].end, title_of(unit[0]), "agenda")
            elif units:
                self._topic(section.start, section.end, section.title, "agenda")
            else:
                self._part("agenda", section.start, section.end)
        return self.cut


def _all_bodies(section: Section) -> Iterable[Sequence[Block]]:
    yield section.body
    for child in section.children:
        yield from _all_bodies(child)


def _is_title(section: Section) -> bool:
    return section.level == 1 and section.role is None


def _is_minuted(section: Section) -> bool:
    """Whether an agenda is where the minutes were written: its items have headings with notes."""
    return any(child.body and any(b.level > 0 for b in child.body) for child in section.children)


def split_units(blocks: Sequence[Block]) -> list[list[Block]]:
    """`blocks` in runs that each begin with a block of the form that the first one has."""
    units: list[list[Block]] = []
    opener: Block | None = None
    for block in blocks:
        if block.form in ("rule", "comment", "definition"):
            continue
        if opener is None or (block.level == 0 and block.form == opener.form):
            units.append([block])
            opener = opener or block
        else:
            units[-1].append(block)
    return units


_UNIT_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "attendance",
        re.compile(r"[\W_]*(?:present|attend(?:ees|ing|ance)|participants|in attendance)\b[\W_]*[:\s]", re.I),
    ),
    (
        "recording",
        re.compile(
            r"[\W_]*(?:video|recording|video link|audio recording|watch the replays?)\b[^:]{0,30}:|[\W_]*no (?:video|recording|minutes)\b",
            re.I,
        ),
    ),
    (
        "boilerplate",
        re.compile(
            r"[\W_]*(?:n/?a\b|no (?:agenda|updates?|announcements?|questions)|nothing (?:to|planned)|informal meeting|note: the recording|skipped|ran out of time|extracted from|join (?:via|zoom)|time:|date:|location:)",
            re.I,
        ),
    ),
)


def unit_role(block: Block) -> Role | None:
    """The role that a block's first words give it outside of any heading."""
    if block.form == "rule" or block.form == "comment":
        return "boilerplate"
    if block.form == "definition":
        return "links"
    return next((role for role, pattern in _UNIT_ROLES if pattern.match(block.text)), None)


_LEADING_NAME = re.compile(r"^(?:\[name=[^\]]*\]|\[[ xX]\])\s*")


def title_of(block: Block) -> str:
    """A short title from the first line of a block."""
    text = plain(_LEADING_NAME.sub("", block.text)).rstrip(" :")
    if len(text) > 120:
        cut = re.match(r".{20,120}?[.;!?](?=\s)", text)
        text = cut[0].rstrip(".;") if cut else text[:117].rsplit(" ", 1)[0] + "…"
    return text
