"""The facets: what the matches are about, who, when and what kind; each value can be switched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from kb.tui.content import FAINT, MUTED, border_text, plain
from kb.tui.facets import ENTITY_FIELDS, FACET_TITLES, Board, FacetRow
from kb.tui.widgets.line_list import LineList


class FacetList(LineList):
    """The values of all facets with their counts, those chosen marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "switch", "Switch filter", id="switch_filter", key_display="space"),
        Binding(
            "f", "find", "Find a filter", id="find_filter", tooltip="Find a filter by a part of its name"
        ),
        Binding("o", "about", "Page", id="about_filter", tooltip="All about this project or person"),
    ]
    BINDING_GROUP_TITLE = "Filters"
    CURSOR_STAYS = False

    class Toggled(Message):
        """A value is to be switched on or off."""

        def __init__(self, field: str, value: str) -> None:
            super().__init__()
            self.field = field
            self.value = value

    class PageAsked(Message):
        """All about a project or person is to be shown."""

        def __init__(self, field: str, name: str) -> None:
            super().__init__()
            self.field = field
            self.name = name

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._board = Board({})
        self._part: str | None = None  # what is sought among the names; None while nothing is
        self._unfolded: set[str] = set()
        self._rows: list[FacetRow] = []

    def show(self, board: Board) -> None:
        """Show a board; the cursor stays with its value."""
        self._board = board
        at = None if self.cursor is None else self._rows[self.cursor]
        self._rows = board.rows(self._unfolded, self._part or "")
        self.set_rows(
            [2 if row.is_title and number else 1 for number, row in enumerate(self._rows)],
            [not row.is_title for row in self._rows],
            next((number for number, row in enumerate(self._rows) if at and _same(row, at)), None),
        )

    def row_lines(self, row: int, width: int, at_cursor: bool) -> Sequence[Content]:
        shown = self._rows[row]
        if shown.is_title:
            title = Content.styled(FACET_TITLES[shown.field], f"bold {MUTED}")
            return [Content(""), title] if row else [title]
        if shown.value is None:
            return [Content.styled(f"  {shown.more} more…", MUTED)]
        value = shown.value
        count = f" {value.count:,}"
        name = plain(value.name)
        quiet = FAINT if not value.count else ""
        style = "bold $text-primary" if value.chosen else quiet
        label = Content.styled(name, style).truncate(max(1, width - len(count) - 2), ellipsis=True)
        sign = ("● ", "$text-primary") if value.chosen else ("○ ", FAINT)
        gap = " " * max(0, width - 2 - label.cell_length - len(count))
        return [Content.assemble(sign, label, gap, (count, quiet or MUTED))]

    def activate(self, row: int) -> None:
        shown = self._rows[row]
        if shown.more:
            self._unfolded.add(shown.field)
            first = next(at for at, other in enumerate(self._rows) if other is shown)
            self.show(self._board)
            self.cursor = first
        elif shown.value is not None:
            self.post_message(self.Toggled(shown.field, shown.value.name))

    def click_row(self, row: int, column: int, again: bool) -> None:
        self.activate(row)

    def action_switch(self) -> None:
        """Switch the value under the cursor."""
        if self.cursor is not None:
            self.activate(self.cursor)

    def action_about(self) -> None:
        """Ask for the page of the project or person under the cursor."""
        row = None if self.cursor is None else self._rows[self.cursor]
        if row is not None and row.value is not None and row.field in ENTITY_FIELDS:
            self.post_message(self.PageAsked(row.field, row.value.name))

    # -- finding one in a long list -----------------------------------------------------------------------

    def action_find(self) -> None:
        """From now on letters narrow the list, until escape or another pane."""
        self._seek("")

    def _seek(self, part: str | None) -> None:
        self._part = part
        self.border_title = "Filters" if part is None else border_text(f"Filters: {part}▏")
        self.border_subtitle = "" if part is None else "esc all"
        self.show(self._board)

    def on_key(self, event: events.Key) -> None:
        if self._part is None:
            return
        if event.character and event.is_printable:
            part: str | None = self._part + event.character
        elif event.key == "backspace":
            part = self._part[:-1]
        elif event.key == "escape":
            part = None
        else:
            return
        event.stop()
        event.prevent_default()
        self._seek(part)

    def on_blur(self) -> None:
        if self._part is not None:
            self._seek(None)

    def empty_lines(self) -> Sequence[Content]:
        return [Content.styled(" No such filter", MUTED)] if self._part else []


def _same(row: FacetRow, other: FacetRow) -> bool:
    if row.value is None or other.value is None:
        return (
            row.field == other.field and bool(row.more) == bool(other.more) and row.is_title == other.is_title
        )
    return row.field == other.field and row.value.name == other.value.name
