"""A list painted line by line: the base of the hits, the facets and the outline of a meeting.

Owns the cursor, scrolling, keys and clicks; what a row looks like is its subclass's.  Painting only the
lines in sight is what makes it fast: no widget, no layout and no style resolution a row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from kb.tui.content import QUIET
from kb.tui.widgets.scroll import Scroll

_DIM = Style(dim=True)


def paint(widget: Widget, line: Content, width: int, style: Style) -> Strip:
    """One line of content on one line of the screen, filled up to `width`."""
    if line.cell_length > width:
        line = line.truncate(width, ellipsis=True)
    parse = widget.app.stylesheet.parse_style
    if widget.app.native_ansi_color:  # sixteen colours know no half strength, but dim
        parts = line.render(style, end="", parse_style=lambda s: parse(s) + _DIM if s in QUIET else parse(s))
    else:
        parts = line.render(style, end="", parse_style=parse)
    segments = [Segment(text, text_style.rich_style) for text, text_style in parts]
    return Strip(segments, line.cell_length).extend_cell_length(width, style.rich_style)


class LineList(Scroll):
    """Rows of one or more lines, one of them under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor"}
    DEFAULT_CSS = """
    LineList {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > .line-list--cursor { background: $foreground 7%; }
        &:focus > .line-list--cursor { background: $primary 25%; }
        &:ansi > .line-list--cursor { background: ansi_default; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("pagedown,ctrl+d", "page(1)", "A page down", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "A page up", show=False),
        Binding("home,g", "edge(-1)", "First", show=False),
        Binding("end,G", "edge(1)", "Last", show=False),
    ]
    BINDING_GROUP_TITLE = "In any list"
    BAR = "▌"
    CURSOR_STAYS = True  # whether the cursor is seen while another pane has the focus

    cursor: reactive[int | None] = reactive(None, repaint=False)

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, lines: LineList, row: int) -> None:
            super().__init__()
            self.lines = lines
            self.row = row

        @property
        def control(self) -> LineList:
            return self.lines

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tops: list[int] = [0]
        self._selectable: list[bool] = []
        self._painted: dict[tuple[int, int, bool, bool], list[Strip]] = {}

    # -- what a subclass says -----------------------------------------------------------------------------

    def row_lines(self, row: int, width: int, at_cursor: bool) -> Sequence[Content]:
        """The lines of one row, `width` cells each at most."""
        raise NotImplementedError

    def empty_lines(self) -> Sequence[Content]:
        """What to show where there are no rows."""
        return []

    def activate(self, row: int) -> None:
        """Act on a row: Enter, or a double click."""

    def click_row(self, row: int, column: int, again: bool) -> None:
        """Act on a click; `again` is the second of a double click."""
        if again:
            self.activate(row)

    # -- rows ---------------------------------------------------------------------------------------------

    def set_rows(self, heights: Sequence[int], selectable: Sequence[bool], cursor: int | None = None) -> None:
        """Replace all rows and put the cursor on one of them, or on the first that can take it.

        Where the cursor stays on its row, what is in sight stays too.
        """
        stays = cursor is not None and cursor == self.cursor
        self._tops = [0, *accumulate(heights)]
        self._selectable = list(selectable)
        self._painted.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, self._tops[-1])
        if cursor is None or not 0 <= cursor < len(heights):
            cursor = next((row for row, can in enumerate(selectable) if can), None)
        self.set_reactive(LineList.cursor, cursor)
        if not stays:
            self._show_cursor()
        self.refresh()

    def repaint(self) -> None:
        """Paint every row anew, as after a change of what rows look like."""
        self._painted.clear()
        self.refresh()

    @property
    def row_count(self) -> int:
        return len(self._selectable)

    def render_line(self, y: int) -> Strip:
        line = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if not self._selectable and y < len(empty := self.empty_lines()):
            return paint(self, empty[y], width, self.visual_style)
        if line >= self._tops[-1]:
            return Strip.blank(width, self.visual_style.rich_style)
        row = bisect_right(self._tops, line) - 1
        return self._row_strips(row, width)[line - self._tops[row]]

    def _row_strips(self, row: int, width: int) -> list[Strip]:
        at_cursor = row == self.cursor and (self.CURSOR_STAYS or self.has_focus)
        key = (row, width, at_cursor, self.has_focus)
        strips = self._painted.get(key)
        if strips is None:
            style = self.get_visual_style("line-list--cursor") if at_cursor else self.visual_style
            bar = Content.styled(self.BAR, "$primary") if at_cursor else Content(" ")
            lines = list(self.row_lines(row, max(1, width - 2), at_cursor))
            height = self._tops[row + 1] - self._tops[row]
            strips = [paint(self, Content.assemble(bar, line), width, style) for line in lines]
            strips += [Strip.blank(width, self.visual_style.rich_style)] * (height - len(lines))
            self._painted[key] = strips
        return strips

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._painted.clear()

    def on_resize(self) -> None:
        self._painted.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, self._tops[-1])
        self._show_cursor()

    # -- the cursor ---------------------------------------------------------------------------------------

    def watch_cursor(self, old: int | None, new: int | None) -> None:
        for row in (old, new):
            if row is not None and row < self.row_count:
                self.refresh_lines(self._tops[row], self._tops[row + 1] - self._tops[row])
        self._show_cursor()
        if new is not None:
            self.post_message(self.Moved(self, new))

    def _show_cursor(self) -> None:
        if self.cursor is None or not self.size.height:
            return
        top, bottom = self._tops[self.cursor], self._tops[self.cursor + 1]
        if not any(self._selectable[: self.cursor]):
            top = 0  # the heading above the first row is seen with it
        region = Region(0, top, self.scrollable_content_region.width, bottom - top)
        self.scroll_to_region(region, animate=False, force=True, immediate=True, x_axis=False)

    def action_move(self, steps: int) -> None:
        """Move the cursor by rows, over those that cannot take it."""
        if self.cursor is None:
            return
        ahead = range(self.cursor + 1, self.row_count) if steps > 0 else range(self.cursor - 1, -1, -1)
        rows = [row for row in ahead if self._selectable[row]]
        if rows:
            self.cursor = rows[min(abs(steps), len(rows)) - 1]

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""
        if self.cursor is None:
            return
        line = self._tops[self.cursor] + pages * max(1, self.size.height - 1)
        row = bisect_right(self._tops, max(0, min(line, self._tops[-1] - 1))) - 1
        self.action_move(row - self.cursor if row != self.cursor else pages)

    def action_edge(self, side: int) -> None:
        """Move the cursor to the first or the last row."""
        self.action_move(side * self.row_count)

    def row_at(self, y: int) -> int | None:
        """The row that is painted at a line of the widget."""
        line = self.scroll_offset.y + y
        return bisect_right(self._tops, line) - 1 if 0 <= line < self._tops[-1] else None

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        row = self.row_at(offset.y) if offset is not None else None
        if row is None or offset is None or not self._selectable[row]:
            return
        event.stop()
        self.cursor = row
        self.click_row(row, offset.x, event.chain > 1)
