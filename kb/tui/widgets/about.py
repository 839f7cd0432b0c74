"""What there is to say at once on a page: labels, and beside them text that is wrapped below itself."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from kb.tui.content import MUTED
from kb.tui.widgets.passage import wrap_below

_LABEL = 10  # columns of a label


class About(Widget):
    """Rows of a label and a text; where lines are few, a line each."""

    DEFAULT_CSS = "About { height: auto; }"

    def __init__(self, rows: Sequence[tuple[str, Content]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows = [
            (Content.styled(label.ljust(_LABEL), MUTED) + text if label else text, _LABEL if label else 0)
            for label, text in rows
        ]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if self.screen.has_class("-short"):
            return [row.truncate(width, ellipsis=True) for row, _ in self._rows]
        return [line for row, indent in self._rows for line in wrap_below(row, width, indent)]
