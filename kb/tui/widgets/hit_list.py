"""The hits of an answer: three lines each, and a divider before those with only some of the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from index import Hit, SearchResult, chosen_filters
from kb.tui.content import MUTED, divider, hit_lines
from kb.tui.marks import Marks, learn_marks
from kb.tui.widgets.line_list import LineList


class HitList(LineList):
    """The topics found, best first, one of them chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Open meeting", id="open")]
    BINDING_GROUP_TITLE = "Hits"

    class Opened(Message):
        """A hit is to be opened."""

    class NearEnd(Message):
        """The last of the hits shown are about to come into sight."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Hit | None] = []  # None is the divider
        self._related = 0
        self._asked: str | None = None
        self._spacious = False
        self.marks = Marks()
        self.is_early = False  # whether minutes are being read that may have more

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        return None if self.cursor is None else self._rows[self.cursor]

    @property
    def position(self) -> int:
        """The number of the hit under the cursor, counted from 1; 0 where there is none."""
        return 0 if self.cursor is None else sum(hit is not None for hit in self._rows[: self.cursor + 1])

    def show(self, result: SearchResult, keep: str | None = None) -> None:
        """Show an answer; the cursor goes to the topic with the id `keep`, or to the first hit."""
        self.marks = learn_marks(result)
        rows: list[Hit | None] = list(result.hits)
        below = next((at for at, hit in enumerate(result.hits) if hit.match == "some"), None)
        if below is not None:
            rows.insert(below, None)
        self._rows, self._related, self._asked = rows, result.related, result.query
        at = next((row for row, hit in enumerate(rows) if hit and hit.topic.id == keep), None)
        self._lay_out(at)

    def set_spacious(self, spacious: bool) -> None:
        """Leave a blank line between hits where the screen is tall."""
        if spacious != self._spacious:
            self._spacious = spacious
            self._lay_out(self.cursor)

    def _lay_out(self, cursor: int | None) -> None:
        height = 4 if self._spacious else 3
        heights = [(2 if self._spacious else 1) if hit is None else height for hit in self._rows]
        self.set_rows(heights, [hit is not None for hit in self._rows], cursor)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if new_value > old_value and new_value + 2 * self.size.height > self.virtual_size.height:
            self.post_message(self.NearEnd())

    def empty_lines(self) -> Sequence[Content]:
        if self._asked is None:
            return []
        if self.is_early:
            so_far = "Nothing found yet. More" if self._asked.strip() else "The"
            return [Content(""), Content.styled(f" {so_far} minutes are being read.", MUTED)]
        keys = {
            active.binding.action: self.app.get_key_display(active.binding)
            for active in self.screen.active_bindings.values()
        }
        if not self._asked.strip():
            return [Content(""), Content.styled(f" {keys.get('reindex')} reads the minutes.", MUTED)]
        ways = [f"{keys.get('clear_filters')} clears the filters"] if chosen_filters(self._asked) else []
        advice = (
            "Fewer or other words may help.",
            ", ".join([*ways, f"{keys.get('back')} starts over"]) + ".",
        )
        return [
            Content(""),
            Content(" Nothing found."),
            *(Content.styled(f" {line}", MUTED) for line in advice),
        ]

    def row_lines(self, row: int, width: int, at_cursor: bool) -> Sequence[Content]:
        hit = self._rows[row]
        if hit is None:
            return [divider(self._related, width)]
        return hit_lines(hit, self.marks, width)

    def activate(self, row: int) -> None:
        self.post_message(self.Opened())

    def action_open(self) -> None:
        """Open the meeting around the hit under the cursor."""
        if self.hit is not None:
            self.post_message(self.Opened())
