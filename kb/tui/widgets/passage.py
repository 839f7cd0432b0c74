"""Lines of minutes to be read: numbered, wrapped below themselves, with signs in the margin.

Owns wrapping, scrolling, stepping from match to match, clicking links and selecting text by mouse.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from rich.cells import get_character_cell_size
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from kb.tui.content import FAINT, LINK_META, NAME_META
from kb.tui.widgets.line_list import paint
from kb.tui.widgets.scroll import Scroll

# Latin letters, dashes and quotes: a cell each
_NARROW = re.compile(r"[\x20-\u02ff\u2010-\u2027\u2030-\u205e]*")


@dataclass(frozen=True, slots=True)
class PassageLine:
    """One line to read; `number` is its line in the file, None for a line that stands in no file.

    `sign` is shown in the margin, `indent` is the column where it continues when wrapped, `is_match`
    tells whether `n` stops here, and `is_active` lines belong to the topic that was asked for.  `file` is
    told where the lines are of more than one.
    """

    content: Content
    number: int | None = None
    sign: Content | None = None
    indent: int = 0
    is_match: bool = False
    is_active: bool = False
    file: str = ""


class Passage(Scroll):
    """A scroll of lines."""

    DEFAULT_CSS = """
    Passage { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_by(1)", "Down", show=False),
        Binding("up,k", "scroll_by(-1)", "Up", show=False),
        Binding("pagedown,space,ctrl+d", "scroll_page(1)", "A page down", show=False),
        Binding("pageup,ctrl+u", "scroll_page(-1)", "A page up", show=False),
        Binding("home,g", "scroll_edge(-1)", "Top", show=False),
        Binding("end,G", "scroll_edge(1)", "Bottom", show=False),
        Binding("n", "next_match(1)", "Next match", id="next_match"),
        Binding("N", "next_match(-1)", "Match before", id="match_before", show=False),
    ]
    BINDING_GROUP_TITLE = "In any text"

    class LinkClicked(Message):
        """A link in the text was clicked."""

        def __init__(self, url: str) -> None:
            super().__init__()
            self.url = url

    class NameClicked(Message):
        """The name of a project or person was clicked."""

        def __init__(self, field: str, name: str) -> None:
            super().__init__()
            self.field = field
            self.name = name

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[PassageLine] = ()
        self._tops: list[int] = [0]
        self._wrapped: list[list[Content] | None] = []
        self._margin = 0
        self._width = 0
        self._match: int | None = None
        self._to_reveal: int | None = None

    def show(self, lines: Sequence[PassageLine], at: int | None = None, file: str = "") -> None:
        """Show lines from the top, or with line `at` of a file in the upper third."""
        self._lines = lines
        digits = max((len(str(line.number)) for line in lines if line.number is not None), default=0)
        self._margin = digits + 5 if digits else 1
        self._match = None
        self._wrap()
        self._scroll_to_y(0)
        if at is not None:
            self._show_line(at, file)
        self.refresh()

    def reveal(self, number: int) -> None:
        """Scroll to a line where it is out of sight, at once or when there is room to show any."""
        self._to_reveal = number
        row = self._row_of(number, "")
        if self._width and row is not None:
            self._to_reveal = None
            if self._tops[row + 1] > self.scroll_offset.y + self.size.height:
                self._scroll_to_row(row)

    def _show_line(self, number: int, file: str) -> None:
        if (row := self._row_of(number, file)) is not None:
            self._scroll_to_row(row)

    def _row_of(self, number: int, file: str) -> int | None:
        places = ((line.number, line.file) for line in self._lines)
        return next((row for row, place in enumerate(places) if place == (number, file)), None)

    @property
    def top_line(self) -> tuple[int, str] | None:
        """The first line in sight that stands in a file: its number and the file."""
        first = bisect_right(self._tops, self.scroll_offset.y) - 1
        places = ((line.number, line.file) for line in self._lines[max(0, first) :])
        return next(((number, file) for number, file in places if number is not None), None)

    # -- wrapping -----------------------------------------------------------------------------------------

    def _wrap(self) -> None:
        self._width = self.scrollable_content_region.width
        self._wrapped = [None] * len(self._lines)
        self._tops = [0, *accumulate(self._height(row) for row in range(len(self._lines)))]
        self.virtual_size = Size(self._width, self._tops[-1])

    def _height(self, row: int) -> int:
        line = self._lines[row]
        return len(wrap_spans(line.content, self._room(line), line.indent))

    def _room(self, line: PassageLine) -> int:
        margin = self._margin if line.number is not None or line.sign is not None else 1
        return max(8, self._width - margin - 1)

    def _parts(self, row: int) -> list[Content]:
        parts = self._wrapped[row]
        if parts is None:  # built when it is seen: a topic may have a hundred times the lines of the screen
            line = self._lines[row]
            self._wrapped[row] = parts = wrap_below(line.content, self._room(line), line.indent)
        return parts

    def on_resize(self) -> None:
        if self.scrollable_content_region.width != self._width:
            top = self.top_line if self.scroll_offset.y else None
            self._wrap()
            if top is not None:
                self._show_line(*top)
            elif self._to_reveal is not None:
                self.reveal(self._to_reveal)
            self.refresh()

    # -- painting -----------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        at = self.scroll_offset.y + y
        style = self.visual_style
        if at >= self._tops[-1]:
            return Strip.blank(self._width, style.rich_style)
        row = bisect_right(self._tops, at) - 1
        line, part = self._lines[row], at - self._tops[row]
        content = self._parts(row)[part]
        if (selection := self.text_selection) is not None and (span := selection.get_span(at)) is not None:
            start, end = span
            chosen = self.screen.get_visual_style("screen--selection", partial=True)
            content = content.stylize(chosen, start, None if end == -1 else end)
        margin = paint(self, self._margin_of(row, part), self._margin_width(line), style)
        text = paint(self, content, max(1, self._width - margin.cell_length), style)
        return Strip.join([margin, text.apply_offsets(0, at)])

    def _margin_width(self, line: PassageLine) -> int:
        return self._margin if line.number is not None or line.sign is not None else 1

    def _margin_of(self, row: int, part: int) -> Content:
        line = self._lines[row]
        if line.number is None and line.sign is None:
            return Content(" ")
        digits = self._margin - 5
        number = str(line.number or "").rjust(digits) if part == 0 else " " * digits
        on_match = self._match == row
        mark = Content.styled("›", "bold $text-accent") if on_match and part == 0 else Content(" ")
        sign = line.sign if line.sign is not None and part == 0 else Content(" ")
        bar = ("▎", "$primary") if line.is_active else " "
        return Content.assemble(mark, (number, FAINT), " ", sign, bar, " ")

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.refresh()

    # -- moving -------------------------------------------------------------------------------------------

    def action_scroll_by(self, lines: int) -> None:
        """Scroll by lines."""
        self._scroll_to_y(self.scroll_offset.y + lines)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll by what is in sight, less two lines to find one's place by."""
        self.action_scroll_by(pages * max(1, self.size.height - 2))

    def action_scroll_edge(self, side: int) -> None:
        """Scroll to the top or the bottom."""
        self._scroll_to_y(self._tops[-1] if side > 0 else 0)

    def action_next_match(self, step: int) -> None:
        """Go to the next line that has a match, or the one before, around the ends."""
        matches = [row for row, line in enumerate(self._lines) if line.is_match]
        if not matches:
            return
        if self._match is None:
            first = bisect_right(self._tops, self.scroll_offset.y) - 1
            ahead = [row for row in matches if row >= first]
            self._match = (ahead or matches)[0] if step > 0 else matches[-1]
        else:
            self._match = matches[(matches.index(self._match) + step) % len(matches)]
        self._scroll_to_row(self._match)
        self.refresh()

    def _scroll_to_row(self, row: int) -> None:
        above = self.size.height // 4
        self._scroll_to_y(max(0, self._tops[row] - above))

    def _scroll_to_y(self, y: int) -> None:
        """Scroll now; forced, as Textual ignores it until the scrollbar of new lines is laid out."""
        self.scroll_to(y=y, animate=False, force=True, immediate=True)

    # -- mouse --------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        url = event.style.meta.get(LINK_META)
        if url:
            event.stop()
            self.post_message(self.LinkClicked(url))
        elif named := event.style.meta.get(NAME_META):
            event.stop()
            self.post_message(self.NameClicked(*named))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, as the lines are shown."""
        shown = [part.plain for row in range(len(self._lines)) for part in self._parts(row)]
        return selection.extract("\n".join(shown)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()


def wrap_below(content: Content, width: int, indent: int) -> list[Content]:
    """Wrap a line to `width`, its second and later parts below its first word where there is room for it."""
    head, *rest = (content[start:end] for start, end in wrap_spans(content, width, indent))
    lead = Content(" " * _hang(width, indent))
    return [head, *(lead + part for part in rest)]


def wrap_spans(content: Content, width: int, indent: int) -> list[tuple[int, int]]:
    """Where the parts of a wrapped line start and end: at spaces, and within a word that is too long.

    Textual's own wrapping builds every part; this takes a fifteenth of its time.
    """
    text = content.plain
    if content.cell_length <= width:
        return [(0, len(text))]
    is_narrow = _NARROW.fullmatch(text) is not None
    spans, start, room, lead = [], 0, width, indent
    while start < len(text):
        end = start + room if is_narrow else _reach(text, start, room)
        if end < len(text):
            space = text.rfind(" ", start, end + 1)
            if text[start + lead : max(space, start)].strip():
                end = space
        spans.append((start, min(end, len(text))))
        start = end
        while text[start : start + 1] == " ":
            start += 1
        room, lead = width - _hang(width, indent), 0
    return spans


def _hang(width: int, indent: int) -> int:
    return indent if 0 < indent < width // 2 else 0


def _reach(text: str, start: int, room: int) -> int:
    """How far a text with characters of two cells, or none, goes on `room` cells."""
    cells = 0
    for at in range(start, len(text)):
        cells += get_character_cell_size(text[at])
        if cells > room:
            return max(at, start + 1)
    return len(text)
