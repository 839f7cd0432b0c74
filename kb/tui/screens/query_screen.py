"""The query as text in the box, and everything that changes it but typing: filters, the order, going back.

Owns that each of these ends as a change of the text; what the text finds is the screen's business.
"""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen

from index import toggle_filter
from kb.tui.query import cycle_sort, without_filters
from kb.tui.widgets.facet_list import FacetList
from kb.tui.widgets.search_box import SearchBox
from kb.tui.widgets.timeline_bars import TimelineBars


class QueryScreen(Screen[None]):
    """Changes the text of the search box by key, filter and bar."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "sort", "Sort", id="sort", tooltip="Best first, newest first, oldest first"),
        Binding(
            *("ctrl+z", "query_before", "Query before"),
            id="query_before", show=False, tooltip="Back to the query before this one",
        ),
        Binding(
            *("ctrl+g", "clear_filters", "Clear filters"),
            id="clear_filters", show=False, tooltip="Switch every filter off",
        ),
    ]  # fmt: skip

    @property
    def _box(self) -> SearchBox:
        return self.query_one(SearchBox)

    def search_for(self, query: str) -> None:
        """Put a query into the box and go there."""
        self._box.write(query)
        self.set_focus(self._box)

    def toggle(self, field: str, value: str) -> None:
        """Switch a filter in the text of the query."""
        self._box.write(toggle_filter(self._box.value, field, value))

    @on(FacetList.Toggled)
    def _facet_toggled(self, event: FacetList.Toggled) -> None:
        event.stop()
        self.toggle(event.field, event.value)

    @on(TimelineBars.Chosen)
    def _months_chosen(self, event: TimelineBars.Chosen) -> None:
        event.stop()
        self.toggle("date", event.months)

    def action_clear_filters(self) -> None:
        """Switch every filter off and keep the words."""
        self._box.write(without_filters(self._box.value))

    def action_sort(self) -> None:
        """Ask for the next order."""
        self._box.write(cycle_sort(self._box.value))

    def action_query_before(self) -> None:
        """Go back to the query before the last stroke that cleared, filtered, sorted or pasted."""
        self._box.restore()
