"""A page about a project or person, or a list of what was decided, is to do or is new; Esc goes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from index import add_filter
from kb.tui.content import MUTED
from kb.tui.marks import Marks
from kb.tui.pages import Page, Section, row_lines
from kb.tui.screens.paged_screen import PagedScreen
from kb.tui.screens.topic_screen import Place
from kb.tui.widgets.about import About
from kb.tui.widgets.key_hints import KeyHints
from kb.tui.widgets.line_list import LineList
from kb.tui.widgets.timeline_bars import TimelineBars


class PlaceList(LineList):
    """Places in the minutes, each with what is said there."""

    BINDING_GROUP_TITLE = "Page"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Open meeting", id="open")]

    class Opened(Message):
        """A place is to be opened."""

    section = Section("", ())

    def show(self, section: Section) -> None:
        """Show the places of a section from the first on."""
        self.section = section
        self._lay_out(None)

    def on_resize(self) -> None:
        self._lay_out(self.cursor)

    def _lay_out(self, cursor: int | None) -> None:
        """Give each place the lines that it needs, and a blank one below."""
        rows, width = self.section.rows, max(20, self.scrollable_content_region.width - 2)
        self.set_rows([len(row_lines(row, width)) + 1 for row in rows], [True] * len(rows), cursor)

    def row_lines(self, row: int, width: int, at_cursor: bool) -> Sequence[Content]:
        return row_lines(self.section.rows[row], width)

    def empty_lines(self) -> Sequence[Content]:
        return [Content(""), Content.styled(f" {self.section.name}: none here", MUTED)]

    def activate(self, row: int) -> None:
        self.post_message(self.Opened())

    def action_open(self) -> None:
        """Open the meeting around the place under the cursor."""
        if self.cursor is not None:
            self.activate(self.cursor)


class PageScreen(PagedScreen):
    """What there is to say at once, and below it one list at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            *("escape,q", "dismiss", "Back"),
            id="leave", key_display="esc", tooltip="Back to where one came from",
        ),
        Binding("tab", "section(1)", "Next list", id="next_list"),
        Binding("shift+tab", "section(-1)", "List before", id="list_before", show=False),
        Binding(
            *("slash", "search", "Search in these"),
            id="search_page", tooltip="Search in the topics of this page",
        ),
    ]  # fmt: skip

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._at = 0

    def compose(self) -> ComposeResult:
        about = About(self._page.about, id="about")
        about.border_title = Content(self._page.title)
        about.border_subtitle = "esc back"
        yield about
        if self._page.timeline:
            bars = TimelineBars(id="timeline")
            bars.can_focus = False  # tab is for the lists; by key, one narrows in the search
            yield bars
        yield PlaceList(id="places")
        yield KeyHints()

    def on_mount(self) -> None:
        self.query_one(PlaceList).focus()
        self.action_section(0)
        for bars in self.query(TimelineBars):
            bars.border_title = "Timeline"
            bars.show(self._page.timeline)
            bars.reach_over(self.kb.service.timeline)

    @property
    def scope(self) -> str:
        return self._page.query or ""

    @property
    def place(self) -> Place | None:
        places = self.query_one(PlaceList)
        if places.cursor is None:
            return None
        row = places.section.rows[places.cursor]
        return Place(row.topic, row.line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """There is no next list where there is one only, and no search where no query finds the same."""
        if action == "section":
            return len(self._page.sections) > 1
        return action != "search" or self._page.query is not None

    def action_section(self, step: int) -> None:
        """Show the next list or the one before."""
        self._at = (self._at + step) % len(self._page.sections)
        places = self.query_one(PlaceList)
        places.show(self._page.sections[self._at])
        tabs = (
            Content.styled(f"{section.name} {len(section.rows):,}", "bold" if at == self._at else MUTED)
            for at, section in enumerate(self._page.sections)
        )
        places.border_title = Content.styled(" · ", MUTED).join(tabs)
        self._number()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        event.stop()
        self._number()

    def _number(self) -> None:
        places = self.query_one(PlaceList)
        at = places.cursor
        places.border_subtitle = "" if at is None else f"{at + 1:,} of {places.row_count:,}"

    def on_place_list_opened(self) -> None:
        """Open the whole meeting at the place."""
        if (place := self.place) is not None:
            from kb.tui.screens.meeting import MeetingScreen

            self.app.push_screen(MeetingScreen(place.topic, Marks(), place.line))

    def action_search(self) -> None:
        """Go back to the search, for the topics of this page."""
        self.kb.search_for(self.scope)

    def on_timeline_bars_chosen(self, event: TimelineBars.Chosen) -> None:
        """Go back to the search, for the topics of this page in these months."""
        event.stop()
        self.kb.search_for(add_filter(self.scope, "date", event.months))
