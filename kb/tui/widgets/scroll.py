"""A scroll whose place on the screen is the stylesheet's: lines that come and go move no other pane.

Owns what Textual would do by laying out the whole screen, at 9 ms and every pane painted again, whenever
there is more or less to scroll through, as there is after every key.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView


class Scroll(ScrollView, can_focus=True):
    """The base of the lists and texts."""

    virtual_size = reactive(Size(0, 0), layout=False)

    def watch_virtual_size(self, size: Size) -> None:
        """Keep the bar and the place right; only a bar that comes or goes changes the layout."""
        if self.show_vertical_scrollbar != (size.height > self.container_size.height):
            self.refresh(layout=True)
        elif self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = size.height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
