"""Where topics begin and end: a cut through the outline at the level that a file uses.

Owns the choice between a heading and what stands under it; every block it is given ends up in a topic
or in a part.  Must not know dates, names or what a topic says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.model import Kind, Role
from index.reading.blocks import Block
from index.reading.dates import date_in
from index.reading.labels import is_aside, is_navigation, is_remark, role_of_line
from index.reading.sections import Section, read_caption
from index.reading.titles import SectionRole, is_repository, role_of_title
from index.reading.units import Unit, split_units, title_of

UNIT_LEVEL = 7  # below all headings: topics that begin with a caption, a bullet or a paragraph

_PART_OF: dict[SectionRole | None, Role] = {
    "attendance": "attendance",
    "recording": "recording",
    "links": "links",
    "contents": "contents",
    "boilerplate": "boilerplate",
    "review": "boilerplate",
    "chat": "chat",
}
_ISSUE = r"(?:[\w.-]+/)?[\w.-]*#\d+"
_ISSUE_TITLE = re.compile(
    rf"\[[^\]]*\]\(\S*/(?:issues|pull|pulls|merge_requests)/\d+\S*\)|.*(?:\[{_ISSUE}\]|{_ISSUE}\)?)(?:\(\S*\))?\W*$",
    re.DOTALL,
)
_HAS_ISSUE = re.compile(rf"{_ISSUE}|/(?:issues|pull|merge_requests)/\d+")
_REFERENCE = re.compile(
    r"[\W_]*(?:presenters?|champions?|speakers?|presented by|slides?|proposals?|links?|issues?|prs?|references?|time ?box)\b[^:]{0,20}:"
    r"|[-*\s]*!?\[[^\]]*\](?:\(\S*\)|\[[^\]]*\])\W*$|<?https?://\S+>?$",
    re.IGNORECASE,
)  # fmt: skip
_CONCLUSION = re.compile(
    r"[\W_]*(?:resolutions?|conclusions?|decisions?|consensus|resolved|decided)\b", re.IGNORECASE
)
_TARGET = re.compile(r"\(?https?://[^\s)]+\)?")
_MINUTED_WORDS = 25  # words under an agenda item that make it notes of what was said
_REVIEWED_WORDS = 25  # fewer words than this under a routine heading say that nothing came up
_DISCUSSED_TURNS, _DISCUSSED_WORDS = 3, 100
_ROUTINE_WORDS = 40  # an agenda item such as "Introductions" with fewer words than this is no topic


@dataclass(slots=True)
class Span:
    """The lines of a topic to be; `level` is that of its heading, `UNIT_LEVEL` without one."""

    start: int
    end: int
    title: str
    kind: Kind = "discussion"
    level: int = UNIT_LEVEL


@dataclass(slots=True)
class Cut:
    """What a meeting is cut into; `parts` are (role, start, end), `agenda` the items (line, title)."""

    topics: list[Span] = field(default_factory=list)
    parts: list[tuple[Role, int, int]] = field(default_factory=list)
    agenda: list[tuple[int, str]] = field(default_factory=list)


def cut_meeting(
    root: Section,
    lines: Sequence[str],
    *,
    attendance: Collection[int] = (),
    turns: Collection[int] = (),
    people: Collection[str] = (),
) -> Cut:
    """The topics, parts and agenda of one meeting.

    `attendance` are the lines of attendance lists, `turns` those that begin with a speaker, `people` the
    names and first names of those present in lower case.
    """
    cutter = _Cutter(root, lines, attendance, turns, people)
    cutter.visit(root, True)
    cutter.place_agendas()
    return _disjoint(cutter.cut)


def _disjoint(cut: Cut) -> Cut:
    """The cut in order of lines, with no line in two places: a topic keeps what parts it encloses."""
    cut.topics.sort(key=lambda span: span.start)
    free: list[tuple[Role, int, int]] = []
    last, place = 0, 0
    for role, start, end in sorted(cut.parts, key=lambda part: (part[1], -part[2])):
        start = max(start, last + 1)
        while place < len(cut.topics) and cut.topics[place].end < start:
            place += 1
        while start <= end:
            topic = cut.topics[place] if place < len(cut.topics) else None
            if topic and topic.start <= start:
                last, start = topic.end, topic.end + 1
                place += 1
            else:
                until = min(end, topic.start - 1) if topic else end
                free.append((role, start, until))
                last, start = until, until + 1
    cut.parts = free
    return cut


class _Cutter:
    def __init__(
        self,
        root: Section,
        lines: Sequence[str],
        attendance: Collection[int],
        turns: Collection[int],
        people: Collection[str],
    ) -> None:
        self.lines = lines
        self.attendance = attendance
        self.turns = turns
        self.people = people
        self.cut = Cut()
        self.agendas: list[Section] = []
        self.title = find_title(root)
        self.has_minutes = _has_minutes(root)
        self.repeated = Counter((section.role, section.level) for section in root.walk())
        self.titles_listed = False  # whether this meeting lists its topics under repositories and the like

    # -- headings

    def visit(self, section: Section, heads: bool = False) -> None:
        """Cut `section`; `heads` where nothing but titles of the document stands above it."""
        role = section.role
        if role == "chat" and section is self.title:
            self._set_apart(section, "chat")
        elif section.level == 0 or (heads and section is self.title):
            self._container(section, True)
        elif role == "agenda" and not (self._has_subjects(section) and not self.has_minutes):
            self.agendas.append(section)
        elif role == "review" and self._words(section) >= _REVIEWED_WORDS:
            self._topic(section)
        elif role in _PART_OF and not (role == "boilerplate" and self._is_discussed(section)):
            self._set_apart(section, _PART_OF[role])
        elif role in ("conclusion", "actions") and not self._has_subjects(section):
            self._close(section)
        elif self._is_empty(section):
            self._set_apart(section, "boilerplate")
        elif self._is_container(section):
            self._container(section, False)
        else:
            self._topic(section)

    def _container(self, section: Section, header: bool) -> None:
        """Cut what stands under a heading that is no topic itself."""
        if (
            self._has_prose(section.body)
            and not header
            and section.role is None
            and self._has_subjects(section)
        ):
            self._span(section.start, self._last_line(section.body), section.title, section.level)
        else:
            if section.heading:
                self._part("title" if header else "heading", section.heading.start, section.heading.end)
            self._stream(section, header and self._has_subjects(section))
        for child in section.children:
            if child.role == "conclusion" and self._is_list_of_captions(section) and self.cut.topics:
                self._extend(child)
            else:
                self.visit(child, header)

    def _is_container(self, section: Section) -> bool:
        if _is_repository(section):
            self.titles_listed = True
            return True
        if any(_is_repository(child) for child in section.children):
            return True
        if section.role == "miscellany":
            return False
        if section.role in ("minutes", "agenda", "conclusion", "actions"):
            return True
        subjects = [child for child in section.children if child.role in (None, "miscellany")]
        if len(subjects) >= 2 and (section.level == 1 or not self._has_prose(section.body)):
            return True
        concluded = [c for c in subjects if any(grandchild.role == "conclusion" for grandchild in c.children)]
        if len(concluded) >= 2:
            return True
        if any(child.role not in ("conclusion", "actions") for child in section.children):
            return False
        return self._is_list_of_captions(section) or (
            not section.children and self._is_list_of_titles(section)
        )

    def _is_list_of_captions(self, section: Section) -> bool:
        """Whether captions part what stands under a heading, and most of them end in a conclusion."""
        concluded: list[bool] = []
        for block in section.body:
            caption = read_caption(block)
            if caption and caption.role is None:
                concluded.append(False)
            elif concluded and _CONCLUSION.match(block.text):
                concluded[-1] = True
            elif not concluded and self._has_prose([block]):
                return False
        return sum(concluded) >= 2 and 2 * sum(concluded) >= len(concluded)

    def _is_list_of_titles(self, section: Section) -> bool:
        """Whether the first-level items under a heading are the titles of topics, by their form."""
        body = [block for block in section.body if self._line_role(block) != "boilerplate"]
        items = [block for block in body if block.level == 0]
        if (
            not items
            or any(block.form != "item" for block in items)
            or _HAS_ISSUE.search(section.heading.text if section.heading else "")
        ):
            return False
        if all(_ISSUE_TITLE.match(self._text(block)) for block in items):
            self.titles_listed = True
            return True
        parents = {a.start for a, b in pairwise(section.body) if b.level > a.level}
        loose = len([b for b in section.body if b.level == 0]) >= 2
        if any(block.text.strip(" :*_").casefold() in self.people for block in items):
            return False
        return (
            loose
            and self.titles_listed
            and all(b.start in parents and len(b.text.split()) <= 12 for b in items)
        )

    def _has_subjects(self, section: Section) -> bool:
        return any(
            child.role in (None, "miscellany", "minutes", "agenda") or self._has_subjects(child)
            for child in section.children
        )

    def _has_prose(self, body: Sequence[Block]) -> bool:
        """Whether something is said in `body`: more than presenter, slides, remarks and empty phrases."""
        return any(
            block.form in ("text", "item", "quote", "code", "table")
            and not _REFERENCE.match(block.text)
            and not is_aside(self._text(block))
            and not self._line_role(block)
            and not self._is_label(block)
            for block in body
        )

    def _is_label(self, block: Block) -> bool:
        """Whether a caption and nothing but links stand in a block (``Agenda:`` and its address)."""
        caption = read_caption(block)
        below = self.lines[block.start : block.end]
        return bool(caption and caption.role) and all(_REFERENCE.match(line.strip()) for line in below)

    def _is_empty(self, section: Section) -> bool:
        """Whether nothing stands under a heading that does not itself cite an issue."""
        said = [
            b
            for s in section.walk()
            for b in s.body
            if b.form not in ("rule", "comment", "definition") and b.text.strip("-* ")
        ]
        if said:
            return not section.children and all(self._line_role(block) == "boilerplate" for block in said)
        return not (section.heading and _HAS_ISSUE.search(section.heading.text))

    def _close(self, section: Section) -> None:
        """Conclusions and action items: of the topic before them where they stand at its level."""
        before = self.cut.topics[-1] if self.cut.topics else None
        if self._is_empty(section):
            self._set_apart(section, "boilerplate")
        elif (
            before
            and before.level == section.level
            and (section.role == "conclusion" or self.repeated[section.role, section.level] > 1)
        ):
            self._extend(section)
        else:
            self._topic(section)

    def _extend(self, section: Section) -> None:
        """Let the topic before a section reach to its end."""
        self.cut.topics[-1].end = max(section.start, self._end_of(section))

    def _topic(self, section: Section) -> None:
        """A topic of all that stands under a heading, without the parts of the meeting that trail it."""
        end = self._end_of(section)
        self._span(section.start, end, section.title, section.level)

    def _end_of(self, section: Section) -> int:
        while section.children:
            last = section.children[-1]
            if last.role not in ("chat", "attendance", "boilerplate", "recording"):
                return self._end_of(last)
            self.visit(section.children.pop())
        heading = section.heading.end if section.heading else section.start
        return max(heading, self._last_line(section.body))

    def _last_line(self, body: Sequence[Block]) -> int:
        """The last line of `body` that belongs to a topic; what trails it becomes a part."""
        for place in range(len(body) - 1, -1, -1):
            block = body[place]
            role = self._trailing_role(block)
            if role is None:
                return block.end
            self._part(role, block.start, block.end)
        return 0

    def _trailing_role(self, block: Block) -> Role | None:
        if block.form == "definition":
            return "links"
        if block.form in ("rule", "comment"):
            return "boilerplate"
        if block.form == "text" and block.level == 0:
            text = self._text(block)
            if is_navigation(text):
                return "links"
            if (text[0] != "(" and is_remark(text)) or role_of_line(text) == "boilerplate":
                return "boilerplate"
        return None

    def _set_apart(self, section: Section, role: Role) -> None:
        """Make a part of a section, and of those below it that are no subjects of their own."""
        end = (
            section.body[-1].end
            if section.body
            else (section.heading.end if section.heading else section.end)
        )
        self._part(role, section.start, end)
        for child in section.children:
            if child.role in (None, "aspect", "conclusion", "actions") and (
                role != "attendance" or self._is_name_list(child)
            ):
                self._set_apart(child, role)
            else:
                self.visit(child)

    def _is_discussed(self, section: Section) -> bool:
        """Whether a routine became a subject: several turns, and many words."""
        spoken = sum(1 for line in range(section.start, section.end + 1) if line in self.turns)
        return spoken >= _DISCUSSED_TURNS and self._words(section) >= _DISCUSSED_WORDS

    def _is_name_list(self, section: Section) -> bool:
        return all(block.level == 0 and len(block.text.split()) <= 10 for block in section.body)

    # -- what has no heading

    def _stream(self, section: Section, header: bool) -> None:
        """Cut the blocks right under a container: labelled parts, then units."""
        kept: list[Block] = []
        clusters = list(_clusters(section.body))
        place = 0
        while place < len(clusters):
            place += self._take(clusters[place:], kept)
        units = split_units(kept, self.turns)
        if header:
            units = self._without_header(units)
        dialogue = len(units) == 1 and len(units[0]) > 1 and units[0][0].start in self.turns
        for unit in units:
            if not self._has_prose(unit) and not _HAS_ISSUE.search(self._text(unit[0])):
                self._part("boilerplate", unit[0].start, unit[-1].end)
                continue
            title = title_of(unit[0], self.lines)
            routine = _PART_OF.get(role_of_title(title)) if unit[0].form == "item" else None
            if routine and self._unit_words(unit) < _ROUTINE_WORDS:
                self._part(routine, unit[0].start, unit[-1].end)
                continue
            if dialogue and section.title:
                title = section.title
            self._span(unit[0].start, self._last_line(unit), title, UNIT_LEVEL)

    def _take(self, clusters: Sequence[Sequence[Block]], kept: list[Block]) -> int:
        """Find the home of the first cluster, and of those that it heads; how many were dealt with."""
        cluster = clusters[0]
        head = cluster[0]
        caption = read_caption(head)
        if head.start in self.attendance:
            self._part("attendance", head.start, cluster[-1].end)
        elif role := self._block_role(head, len(cluster) == 1):
            self._part(role, head.start, cluster[-1].end)
        elif not kept and len(cluster) == 1 and is_remark(self._text(head)):
            self._part("boilerplate", head.start, head.end)
        elif caption and caption.role == "agenda" and not kept:
            count = _until_caption(clusters)
            body = [block for c in clusters[1:count] for block in c]
            if head.end > head.start:
                body.insert(0, Block("text", head.start + 1, head.end, 0, self.lines[head.start].strip()))
            heading = Block("heading", head.start, head.start, UNIT_LEVEL, caption.title)
            self.agendas.append(
                Section(
                    caption.title,
                    UNIT_LEVEL,
                    head.start,
                    (body or [heading])[-1].end,
                    heading,
                    "agenda",
                    body,
                )
            )
            return count
        elif caption and caption.role in _PART_OF:
            count = _run_below(clusters)
            self._part(_PART_OF[caption.role], head.start, clusters[count - 1][-1].end)
            return count
        elif caption and caption.role == "minutes" and not kept:
            self._part("heading", head.start, head.start)
            if head.end > head.start:
                kept.append(
                    Block("text", head.start + 1, head.end, 0, self.lines[head.start].strip(), gap=True)
                )
            kept += cluster[1:]
        else:
            kept += cluster
        return 1

    def _block_role(self, block: Block, alone: bool) -> Role | None:
        if block.form == "definition":
            return "links"
        if block.form in ("rule", "comment") or not block.text.strip("-*. "):
            return "boilerplate" if alone else None
        return self._line_role(block) if alone else None

    def _line_role(self, block: Block) -> Role | None:
        if block.form not in ("text", "item"):
            return None
        text = self._text(block)
        return "links" if is_navigation(text) else role_of_line(text)

    def _without_header(self, units: Sequence[Unit]) -> list[Unit]:
        """Of the units above the first heading those with notes under them; the rest introduces the file."""
        kept = []
        for unit in units:
            if unit[0].form == "item" and any(b.level > 0 for b in unit) and ":" not in unit[0].text[:60]:
                kept.append(unit)
            else:
                self._part("title", unit[0].start, unit[-1].end)
        return kept

    # -- agendas

    def place_agendas(self) -> None:
        """What was planned: one topic beside the minutes, or all there is of a meeting without any."""
        minuted = bool(self.cut.topics)
        for section in self.agendas:
            blocks = [block for part in section.walk() for block in part.body]
            kept, apart = self._agenda_lines(blocks)
            units = split_units(kept, self.turns)
            self.cut.agenda += [(unit[0].start, title_of(unit[0], self.lines)) for unit in units]
            if minuted and units:
                self._span(section.start, self._end_of(section), section.title, section.level, "agenda")
            elif units:
                for part in section.walk():
                    if part.heading:
                        self._part("heading", part.heading.start, part.heading.end)
                for role, first, last in apart:
                    self._part(role, first, last)
                self._plan(section, units)
            else:
                self._part("agenda", section.start, section.end)

    def _agenda_lines(self, blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[Role, int, int]]]:
        """The blocks of an agenda that can be items, and the guidelines, links and remarks around them."""
        kept: list[Block] = []
        apart: list[tuple[Role, int, int]] = []
        for cluster in _clusters(blocks):
            role = self._block_role(cluster[0], len(cluster) == 1)
            if cluster[0].form == "quote" or _is_link(cluster[0]):
                role = "agenda"
            if role:
                apart.append((role, cluster[0].start, cluster[-1].end))
            else:
                kept += cluster
        return kept, apart

    def _plan(self, section: Section, units: Sequence[Unit]) -> None:
        """Topics of the items of an agenda that is all a meeting has."""
        words = sum(self._unit_words(unit) for unit in units) / len(units)
        minuted = not self.has_minutes and words >= _MINUTED_WORDS
        for unit in units:
            title = title_of(unit[0], self.lines)
            role = role_of_title(title)
            if role in _PART_OF and len(units) > 1 and self._unit_words(unit) < _ROUTINE_WORDS:
                self._part("agenda", unit[0].start, unit[-1].end)
            else:
                self._span(
                    unit[0].start,
                    self._last_line(unit),
                    title,
                    UNIT_LEVEL,
                    "discussion" if minuted else "agenda",
                )

    # -- words

    def _text(self, block: Block) -> str:
        if block.start == block.end:
            return block.text
        return "\n".join([block.text, *self.lines[block.start : block.end]])

    def _unit_words(self, unit: Unit) -> int:
        return sum(
            len(_TARGET.sub("", self.lines[n - 1]).split()) for b in unit for n in range(b.start, b.end + 1)
        )

    def _words(self, section: Section) -> int:
        return sum(self._unit_words(part.body) for part in section.walk())

    def _span(self, start: int, end: int, title: str, level: int, kind: Kind = "discussion") -> None:
        self.cut.topics.append(Span(start, max(start, end), title, kind, level))

    def _part(self, role: Role, start: int, end: int) -> None:
        self.cut.parts.append((role, start, end))


_MEETING_WORDS = re.compile(
    r"\b(?:minutes|meeting|notes|call|sync|agenda|wg|working group|session|summary|report|protokoll|sitzung|reunión|réunion|ata)\b|会议|議事録",
    re.IGNORECASE,
)


def find_title(root: Section) -> Section | None:
    """The heading that names the document: the first, where it stands above all others or says "meeting"."""
    if not root.children:
        return None
    first = root.children[0]
    others = [section.level for section in root.walk() if section.level and section is not first]
    above = all(level > first.level for level in others)
    dated = date_in(first.title) is not None
    if first.role and first.role != "minutes" and not dated:
        return None
    named = dated or _MEETING_WORDS.search(first.title) is not None
    return first if above or named or (first.level == 1 and not first.role) else None


def _has_minutes(section: Section) -> bool:
    """Whether a section outside of the agenda is set aside for what was said."""
    return section.role == "minutes" or (
        section.role != "agenda" and any(_has_minutes(child) for child in section.children)
    )


def _is_repository(section: Section) -> bool:
    """Whether a heading names a repository, and its issues stand under it."""
    named = section.role is None and is_repository(section.title)
    return named and any(_HAS_ISSUE.search(block.text) for block in section.body)


def _clusters(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs of blocks, each one at the first level with all that is nested in it."""
    cluster: list[Block] = []
    for block in blocks:
        if block.level == 0 and cluster:
            yield cluster
            cluster = []
        cluster.append(block)
    if cluster:
        yield cluster


def _run_below(clusters: Sequence[Sequence[Block]]) -> int:
    """How many clusters a caption heads: its own lines, or the first run of blocks below it."""
    if clusters[0][0].end > clusters[0][0].start:
        return 1
    count = 1
    while count < len(clusters):
        block, before = clusters[count][0], clusters[count - 1][-1]
        loose = block.start > before.end + 1 and not (block.form == "item" and before.form == "item")
        if read_caption(block) or (count > 1 and loose):
            break
        count += 1
    return count


def _until_caption(clusters: Sequence[Sequence[Block]]) -> int:
    count = 1
    while count < len(clusters) and not (
        (caption := read_caption(clusters[count][0])) and (caption.strong or caption.role)
    ):
        count += 1
    return count


def _is_link(block: Block) -> bool:
    return (
        block.form == "text"
        and block.start == block.end
        and re.fullmatch(r"<?https?://\S+>?|\[[^\[\]]*\]\(\S+\)", block.text) is not None
    )
