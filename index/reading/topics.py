"""Where topics begin and end: a cut through the outline at the level that a file uses.

Owns what becomes of each section and block: every one ends up in a topic or in a part.  What the signs
are is in `levels` (headings), `bodies` and `units` (what has none), `agendas` and `labels`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index.model import Kind, Role
from index.reading.agendas import has_notes, read_plan, reads_as_minutes
from index.reading.blocks import Block
from index.reading.bodies import (
    DISCUSSED_TURNS,
    DISCUSSED_WORDS,
    ROUTINE_WORDS,
    read_body,
    role_of_unit,
)
from index.reading.dates import is_dateline
from index.reading.labels import is_aside
from index.reading.levels import (
    find_title,
    has_minutes,
    has_subjects,
    holds_minutes,
    lists_issues,
    stands_over_captions,
    stands_over_headings,
    stands_over_kinds,
    stands_over_titles,
)
from index.reading.outline import Outline
from index.reading.sections import Section, read_caption
from index.reading.sheet import Sheet, cites_issue, clusters
from index.reading.spans import PART_OF, UNIT_LEVEL, Cut, Span
from index.reading.titles import role_of_title
from index.reading.units import Unit, title_of

_TRAILING = ("chat", "attendance", "boilerplate", "recording")
_FEWEST_TOLD = 3  # items that are minutes, or topics that the word for minutes is one of
_REVIEWED_WORDS = 25  # fewer words than this under a heading for routine say that nothing came up


def cut_meeting(root: Section, sheet: Sheet) -> Cut:
    """The topics, parts and agenda of one meeting; topics in order, parts as they were found."""
    cutter = _Cutter(root, sheet)
    cutter.visit(root, True)
    cutter.place_agendas()
    cutter.cut.topics.sort(key=lambda span: span.start)
    return cutter.cut


class _Cutter:
    """One walk over the outline; `cut` grows in order of lines, agendas are placed when it is known whole."""

    def __init__(self, root: Section, sheet: Sheet) -> None:
        self.sheet = sheet
        self.cut = Cut()
        self.agendas: list[Section] = []
        self.subjects = 0  # topics that are not the action items or conclusions of the meeting
        self.title = find_title(root)
        self.has_minutes = has_minutes(root, sheet, self.title)
        self.repeated = Counter((section.role, section.level) for section in root.walk())
        self.apart = 0  # where the last section that is a part begins
        self.outline = Outline(root, self.title, sheet)
        self.titles_listed = False  # whether this meeting lists its topics under repositories and the like

    # -- headings

    def visit(self, section: Section, heads: bool = False) -> None:
        """Cut `section`; `heads` where nothing but the title of the document stands above it."""
        role = section.role
        if role is None and ":" in section.title and section.start in self.sheet.attendance:
            role = "attendance"  # ### Present: Ada, Grace
        names = section is self.title and role != "chat"
        if section.level == 0 or (heads and (names or (role is None and is_dateline(section.title)))):
            self._cut_container(section, True)
        elif role == "agenda" and not holds_minutes(section, self.sheet, alone=not self.has_minutes):
            self.agendas.append(section)
        elif role in PART_OF and not self._was_discussed(section):
            self._set_apart(section, PART_OF[role])
        elif self.outline.announces(section):
            self.agendas.append(section)
        elif role == "conclusion" and self._tells_all(section):
            self._cut_container(section, False)
        elif role in ("conclusion", "actions") and not stands_over_kinds(section, self.sheet):
            self._close(section)
        elif role != "minutes" and (
            self.sheet.is_empty(section) or (role == "miscellany" and self.sheet.is_done(section))
        ):
            self._set_apart(section, "boilerplate")
        elif self._is_container(section):
            self._cut_container(section, False)
        else:
            self._add(section.start, self._end_of(section), section.title, section.level)

    def _is_container(self, section: Section) -> bool:
        if lists_issues(section) or any(lists_issues(child) for child in section.children):
            self.titles_listed = True
            return True
        if section.role == "minutes" and self._is_one_of_many(section):
            return False
        if section.role in ("minutes", "agenda", "conclusion", "actions"):
            return True
        if section.role == "review":
            return False
        if section.role == "miscellany":
            subjects = sum(child.role is None for child in section.children)
            return subjects >= 2 or (subjects == 1 and self.sheet.says_something(section.body))
        if section.children and section.children[0].role == "agenda" and not section.body:
            return True
        if stands_over_headings(section, self.sheet) or self.outline.is_shelf(section):
            return True
        below = [child for child in section.children if child.role not in PART_OF]
        if any(child.role not in ("conclusion", "actions") for child in below):
            return False
        if not below and stands_over_titles(section, self.sheet, self.titles_listed):
            self.titles_listed = True
            return True
        return stands_over_captions(section, self.sheet)

    def _cut_container(self, section: Section, header: bool) -> None:
        """Cut what stands under a heading that is no topic itself, or is one only up to the next heading."""
        over = has_subjects(section)
        own = section.role in (None, "miscellany", "conclusion", "actions") and self.sheet.says_something(
            section.body
        )
        if over and own and not header:
            self._add(section.start, self._last_line(section.body), section.title, section.level)
        else:
            if section.heading:
                self._set(section.heading, "title" if header else "heading")
            self._cut_body(section.body, section.title, header and (over or self.outline.names_subjects))
        concludes = not header and stands_over_captions(section, self.sheet)
        for child in section.children:
            if concludes and child.role == "conclusion":
                self._extend(child)
            else:
                self.visit(child, header)

    def _concludes_nothing(self) -> bool:
        """Whether there is no subject that conclusions could be of."""
        return self.subjects <= 0 and not self.outline.names_subjects

    def _tells_all(self, section: Section) -> bool:
        """Whether a summary is all the minutes there are: most of its items have notes nested in them."""
        if self.subjects > 0 or self.outline.names_topics or not self.outline.is_longest(section):
            return False
        runs = [run for run in clusters(section.body) if run[0].form == "item"]
        return len(runs) >= _FEWEST_TOLD and 2 * sum(len(run) > 1 for run in runs) > len(runs)

    def _is_one_of_many(self, section: Section) -> bool:
        """Whether paragraphs about minutes stand under their word, which is one of many subjects."""
        alike = [span for span in self.cut.topics if span.level == section.level]
        prose = all(block.form == "text" for block in section.body) and not section.children
        among = len(alike) >= _FEWEST_TOLD and self.outline.goes_on_behind(section)
        return prose and bool(section.body) and among

    def _close(self, section: Section) -> None:
        """Conclusions and action items: of the topic before them where they stand at its level."""
        before = self.cut.topics[-1] if self.cut.topics else None
        of_topics = section.role == "conclusion" or self.repeated[section.role, section.level] > 1
        if self.sheet.is_empty(section):
            self._set_apart(section, "boilerplate")
        elif of_topics and before and self.apart > before.start:
            self._set_apart(section, "boilerplate")  # of the routine before it, not of the topic before that
        elif before and before.level == section.level and of_topics and not self._concludes_nothing():
            self._extend(section)
        else:
            self._add(section.start, self._end_of(section), section.title, section.level)
            self.subjects -= 1

    def _extend(self, section: Section) -> None:
        """Let the topic before a section reach to its end."""
        self.cut.topics[-1].end = max(section.start, self._end_of(section))

    def _end_of(self, section: Section) -> int:
        """The last line of a topic under a heading; parts of the meeting that trail it are cut off."""
        while section.children:
            last = section.children[-1]
            if last.role not in _TRAILING:
                return self._end_of(last)
            self.visit(section.children.pop())
        heading = section.heading.end if section.heading else section.start
        return max(heading, self._last_line(section.body))

    def _last_line(self, blocks: Sequence[Block]) -> int:
        """The last line of `blocks` that belongs to a topic; what trails it becomes a part."""
        for block in reversed(blocks):
            role = self.sheet.trailing_role(block)
            if role is None:
                return block.end
            self._set(block, role)
        return 0

    def _set_apart(self, section: Section, role: Role) -> None:
        """Make a part of a section, and of those below it that are no subjects of their own."""
        self.apart = section.start
        if section.heading:
            self._set(section.heading, role)
        rest = self._after_attendance(section) if role == "attendance" else []
        body = section.body[: len(section.body) - len(rest)]
        if body:
            self.cut.parts.append((role, section.start, body[-1].end))
        self._cut_body(rest, "", False)
        for child in section.children:
            own = child.role in (None, "aspect", "conclusion", "actions")
            if own and (role != "attendance" or _is_name_list(child)):
                self._set_apart(child, role)
            else:
                self.visit(child)

    def _after_attendance(self, section: Section) -> Sequence[Block]:
        """The blocks behind a list of attendees that are minutes without a heading of their own."""
        body = section.body
        listed = [place for place, block in enumerate(body) if block.start in self.sheet.attendance]
        if not listed and section.start not in self.sheet.attendance:
            return []
        rest = body[listed[-1] + 1 :] if listed else body  # all of it where the heading is the list
        return rest if self.sheet.words(rest) >= ROUTINE_WORDS else []

    def _was_discussed(self, section: Section) -> bool:
        """Whether a routine became a subject: words under a review, an issue or turns in logistics."""
        if section.role == "review":
            return self._words(section) >= _REVIEWED_WORDS
        if section.role != "boilerplate":
            return False
        spoken = sum(1 for line in range(section.start, section.end + 1) if line in self.sheet.turns)
        raised = section.heading is not None and cites_issue(section.heading.text)
        return (raised or spoken >= DISCUSSED_TURNS) and self._words(section) >= DISCUSSED_WORDS

    def _words(self, section: Section) -> int:
        return sum(self.sheet.words(part.body) for part in section.walk())

    # -- what has no heading

    def _cut_body(self, blocks: Sequence[Block], heading: str, header: bool) -> None:
        """Cut the blocks right under a container; a conversation is one topic, called as the heading is."""
        body = read_body(blocks, header, self.sheet)
        self.cut.parts += body.parts
        self.agendas += body.agendas
        units = body.units
        talk = [unit for unit in units if unit[0].start in self.sheet.turns and unit[0].form == "text"]
        if heading and len(talk) == len(units) > 1:
            units = [[block for unit in units for block in unit]]
        conversation = len(units) == 1 and len(units[0]) > 1 and units[0][0].start in self.sheet.turns
        for unit in units:
            title = heading if conversation and heading else title_of(unit[0], self.sheet.lines)
            if role := role_of_unit(unit, title, self.sheet):
                self.cut.parts.append((role, unit[0].start, unit[-1].end))
            else:
                self._add(unit[0].start, self._last_line(unit), title)
                caption = read_caption(unit[0])
                self.subjects -= caption is not None and caption.role in ("actions", "conclusion")

    # -- agendas

    def place_agendas(self) -> None:
        """What was planned: one topic beside the minutes, or all there is of a meeting without any."""
        if self.agendas and not any(self._says_more(span) for span in self.cut.topics):
            self.cut.parts += [("heading", span.start, span.end) for span in self.cut.topics]
            self.cut.topics.clear()
            self.subjects = 0
        minuted = self.subjects > 0
        for section in self.agendas:
            plan = read_plan(section, self.sheet)
            self.cut.agenda += [(item[0].start, title_of(item[0], self.sheet.lines)) for item in plan.items]
            if not plan.items:
                self.cut.parts.append(("agenda", section.start, section.end))
            elif minuted and not self._has_notes(section, plan.items):
                self._add(section.start, self._end_of(section), section.title, section.level, "agenda")
            else:
                self.cut.parts += plan.parts
                told = minuted or bool(self.cut.topics)
                told = told or reads_as_minutes(plan.items, self.sheet)
                told = told and (minuted or not self.has_minutes)
                self._add_plan(plan.items, "discussion" if told else "agenda")

    def _says_more(self, span: Span) -> bool:
        """Whether a topic is more than the heading of an issue that was never minuted."""
        return span.level == UNIT_LEVEL or span.end > span.start

    def _has_notes(self, agenda: Section, items: Sequence[Unit]) -> bool:
        """Whether an agenda has the notes of the meeting, by how much the topics outside of agendas tell."""
        words = [
            (span.start, self.sheet.words_on(range(span.start, span.end + 1))) for span in self.cut.topics
        ]
        behind = sum(count for start, count in words if start > agenda.end)
        minuted = sum(count for _, count in words)
        return has_notes(items, self.sheet, minuted, None if self.has_minutes else behind)

    def _add_plan(self, items: Sequence[Unit], kind: Kind) -> None:
        """Topics of agenda items, but for routine ones where there are others."""
        for item in items:
            title = title_of(item[0], self.sheet.lines)
            role = role_of_title(title)
            routine = role in PART_OF and self.sheet.words(item) < ROUTINE_WORDS
            routine |= role is not None and len(item) > 1 and not self.sheet.says_something(item[1:])
            if (routine or (len(item) == 1 and is_aside(item[0].text))) and len(items) > 1:
                self.cut.parts.append(("agenda", item[0].start, item[-1].end))
            else:
                self._add(item[0].start, self._last_line(item), title, UNIT_LEVEL, kind)

    def _add(
        self, start: int, end: int, title: str, level: int = UNIT_LEVEL, kind: Kind = "discussion"
    ) -> None:
        self.cut.topics.append(Span(start, max(start, end), title, kind, level))
        self.subjects += kind == "discussion"

    def _set(self, block: Block, role: Role) -> None:
        self.cut.parts.append((role, block.start, block.end))


def _is_name_list(section: Section) -> bool:
    return all(block.level == 0 and len(block.text.split()) <= 10 for block in section.body)
