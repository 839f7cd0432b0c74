"""The matches over time, a bar a quarter; a bar can be chosen to narrow the search to its months."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kb.tui.content import MUTED, plural
from kb.tui.timeline import Quarters, Scale, bar_counts, bar_rows, fit, quarter_months, widest, year_labels
from kb.tui.widgets.line_list import paint


class TimelineBars(Widget, can_focus=True):
    """Bars above an axis of years, as high as the widget allows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Earlier", show=False),
        Binding("right,l", "move(1)", "Later", show=False),
        Binding("space,enter", "choose", "Only these months", id="choose_months", key_display="space"),
    ]
    BINDING_GROUP_TITLE = "Timeline"

    class Chosen(Message):
        """A span of months (``2023-07..2023-09``) is to be switched on or off."""

        def __init__(self, months: str) -> None:
            super().__init__()
            self.months = months

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._quarters: Quarters = ()
        self._span: tuple[int, int] | None = None
        self._cursor = 0
        self._rows: list[Content] = []

    def show(self, quarters: Quarters) -> None:
        """Show the counts of an answer."""
        self._quarters = quarters
        self.reach_over(quarters)

    def reach_over(self, quarters: Quarters) -> None:
        """Have the axis reach over these quarters, too, from now on."""
        self._span = widest(self._span, quarters)
        self._draw()

    def spark(self, width: int = 20) -> Content:
        """The counts on one line, between the first and the last year."""
        if self._span is None:
            return Content("")
        scale = fit(self._span, width, widest=1)
        bars = "".join(bar_rows(bar_counts(scale, self._quarters), 1)[0])
        first, last = self._span[0] // 4, self._span[1] // 4
        return Content.assemble((f"{first} ", MUTED), (bars, "$primary"), (f" {last}", MUTED))

    def _scale(self) -> Scale | None:
        width = self.content_size.width
        return fit(self._span, width) if self._span is not None and width > 0 else None

    def _draw(self) -> None:
        scale = self._scale()
        self._rows = []
        if scale is not None and self.content_size.height > 0:
            counts = bar_counts(scale, self._quarters)
            self._cursor = min(self._cursor, scale.bars - 1)
            with_axis = self.content_size.height > 1
            rows = bar_rows(counts, self.content_size.height - with_axis)
            self._rows = [self._bars(scale, row) for row in rows]
            if with_axis:
                self._rows.append(Content.styled(year_labels(scale, self.content_size.width), MUTED))
            self.border_subtitle = self._subtitle(scale, counts)
        self.refresh()

    def _subtitle(self, scale: Scale, counts: list[int]) -> str:
        if not self.has_focus:
            whole = f"a bar is {plural(scale.merged, 'quarter')}, the highest {plural(max(counts), 'topic')}"
            return whole if any(counts) else ""
        first, last = scale.quarters_of(self._cursor)
        label = first if first == last else f"{first} to {last}"
        return f"{label.replace('-', ' ')} · {plural(counts[self._cursor], 'topic')}"

    def _bars(self, scale: Scale, row: list[str]) -> Content:
        parts = []
        for bar, character in enumerate(row):
            here = self.has_focus and bar == self._cursor
            style = "$accent on $foreground 10%" if here else "$primary"
            parts += [(character * scale.bar_width, style), (" " * (scale.step - scale.bar_width), "")]
        return Content.assemble(*(part for part in parts if part[0]))

    def render_line(self, y: int) -> Strip:
        line = self._rows[y] if y < len(self._rows) else Content("")
        return paint(self, line, self.content_size.width, self.visual_style)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.refresh()

    def on_resize(self) -> None:
        self._draw()

    def on_focus(self) -> None:
        self._draw()

    def on_blur(self) -> None:
        self._draw()

    def action_move(self, step: int) -> None:
        """Move to the next bar that has matches."""
        scale = self._scale()
        if scale is None:
            return
        counts = bar_counts(scale, self._quarters)
        bar = self._cursor + step
        while 0 <= bar < scale.bars and not counts[bar]:
            bar += step
        if 0 <= bar < scale.bars:
            self._cursor = bar
            self._draw()

    def action_choose(self) -> None:
        """Narrow the search to the months of the bar, or widen it again."""
        if (scale := self._scale()) is not None:
            self.post_message(self.Chosen(quarter_months(*scale.quarters_of(self._cursor))))

    def on_click(self, event: events.Click) -> None:
        offset, scale = event.get_content_offset(self), self._scale()
        bar = scale.bar_at(offset.x) if scale is not None and offset is not None else None
        if bar is not None:
            event.stop()
            self._cursor = bar
            self.action_choose()
