"""A box and panes around it: which has the focus, and which is seen where there is room for one only."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from kb.tui.widgets.search_box import SearchBox


class PanedScreen(Screen[None]):
    """Moves the focus between the search box and the panes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "pane(1)", "Next pane", id="next_pane"),
        Binding("shift+tab", "pane(-1)", "Pane before", id="pane_before", show=False),
        Binding("slash", "box", "Search", id="box", show=False, tooltip="Back to the search box"),
        Binding(
            *("escape", "back", "Clear"),
            id="back", show=False, tooltip="Back to the box; in the box: clear it",
        ),
    ]  # fmt: skip

    @property
    def panes(self) -> list[str]:
        """The ids of the panes that can be gone to now, in order."""
        raise NotImplementedError

    def action_box(self) -> None:
        """Go back to the box."""
        self.set_focus(self.query_one(SearchBox))

    def on_key(self, event: events.Key) -> None:
        """A letter that means nothing to the pane one is in is meant for the box."""
        box = self.query_one(SearchBox)
        is_key = box.has_focus or event.key in self.active_bindings
        if event.character and event.is_printable and not is_key:
            event.stop()
            self.set_focus(box)
            box.insert_text_at_cursor(event.character)

    def action_back(self) -> None:
        """From a pane to the box; in the box, clear what was typed."""
        box = self.query_one(SearchBox)
        if box.has_focus:
            box.write("")
        else:
            self.set_focus(box)

    def action_pane(self, step: int) -> None:
        """Give the focus to the next pane; on a narrow screen that pane is the one shown."""
        order = ["box", *self.panes]
        focused = self.focused.id if self.focused is not None else "box"
        at = order.index(focused) if focused in order else 0
        self._show_pane(order[(at + step) % len(order)])

    def _show_pane(self, name: str) -> None:
        self._mark_pane(name)
        self.app.stylesheet.update(self)  # a pane that is still hidden would refuse the focus
        self.set_focus(self.query_one(f"#{name}", Widget))  # at once: the next key may be waiting

    def _mark_pane(self, name: str) -> None:
        self.set_class(name == "preview", "-preview")
        self.set_class(name == "facets", "-facets")

    def on_descendant_focus(self, event: object) -> None:
        if self.focused is not None and self.focused.id:
            self._mark_pane(self.focused.id)
