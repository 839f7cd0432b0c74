"""Every key that the help names, pressed: each does what it says, and none is left out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.binding import Binding
from textual.pilot import Pilot

from kb.tui.app import KbApp
from kb.tui.screens.choice import ChoiceScreen
from kb.tui.screens.help import HelpScreen
from kb.tui.screens.meeting import MeetingScreen, Outline
from kb.tui.screens.page import PageScreen, PlaceList
from kb.tui.widgets.facet_list import FacetList
from kb.tui.widgets.hit_list import HitList
from kb.tui.widgets.passage import Passage
from kb.tui.widgets.search_box import SearchBox
from kb.tui.widgets.timeline_bars import TimelineBars

WIDE = (160, 50)
Step = tuple[str, Callable[[], object]]


class Keyboard:
    """Presses keys, waits for what they do, and remembers which of the keys in the help they were."""

    def __init__(self, pilot: Pilot[None], until: Any) -> None:
        self.app: KbApp = pilot.app  # type: ignore[assignment]
        self._pilot = pilot
        self._until = until
        self._pressed: set[str] = set()

    async def press(self, *steps: Step) -> None:
        """Press each key and wait until its condition holds."""
        for key, condition in steps:
            await self._pilot.press(key)
            self._pressed.add(self.app.get_key_display(Binding(key, "", "")))
            await self._until(self._pilot, condition)

    def left_out(self, screen: Any, *sections: str) -> set[str]:
        """The keys in these sections of a screen's help that have not been pressed."""
        shown = dict(HelpScreen.of(screen, {})._sections)
        return {key for title in sections for keys, _ in shown[title] for key in keys.split()} - self._pressed


class Search:
    """What can be seen of the search screen."""

    def __init__(self, app: KbApp) -> None:
        self.app = app
        self.screen = app.screen_stack[0]
        self.box = self.screen.query_one(SearchBox)
        self.hits = self.screen.query_one(HitList)
        self.preview = self.screen.query_one("#preview", Passage)
        self.facets = self.screen.query_one(FacetList)
        self.timeline = self.screen.query_one(TimelineBars)

    def asks(self, query: str) -> Callable[[], bool]:
        return lambda: self.box.value == query

    def at_hit(self, number: int) -> Callable[[], bool]:
        return lambda: self.hits.position == number

    def at_top(self, line: int) -> Callable[[], bool]:
        return lambda: self.preview.scroll_offset.y == line

    def focuses(self, widget: Any) -> Callable[[], bool]:
        return lambda: self.app.focused is widget

    def shows(self, kind: type) -> Callable[[], bool]:
        return lambda: isinstance(self.app.screen, kind)

    def has_answered(self, query: str) -> bool:
        """Whether the hits and the preview are those of a query."""
        hit, result = self.hits.hit, self.screen._result  # type: ignore[attr-defined]
        title = self.preview.border_title
        return bool(result and result.query == query and hit and title and str(title) == hit.topic.title)

    def is_back(self) -> bool:
        return self.app.screen is self.screen


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What would have been opened or started outside of the program."""
    opened: list[str] = []
    monkeypatch.setattr("kb.tui.screens.topic_screen._browse", lambda url: opened.append(url) or True)
    monkeypatch.setattr(
        "kb.tui.screens.topic_screen.source_address", lambda *place: "https://forge.example/x"
    )
    nothing = [sys.executable, "-c", ""]
    monkeypatch.setattr(
        "kb.tui.screens.topic_screen.editor_command", lambda *place: opened.append("editor") or nothing
    )
    monkeypatch.setattr("kb.tui.screens.topic_screen.has_own_window", lambda command: True)
    yield opened


async def test_every_key_of_the_search(
    app: KbApp, outside: list[str], until: Any, shows: Any, painted: Any
) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics in 3 meetings", "1 of 6")
        keys, see = Keyboard(pilot, until), Search(app)
        # the box
        await keys.press(("down", see.at_hit(2)), ("up", see.at_hit(1)))
        await keys.press(("pagedown", lambda: see.hits.position > 2), ("pageup", see.at_hit(1)))
        await keys.press(("enter", see.shows(MeetingScreen)), ("escape", see.is_back))
        assert not keys.left_out(see.screen, "Search box")
        # hits, and what is common to lists
        await keys.press(("tab", see.focuses(see.hits)))
        await keys.press(("j", see.at_hit(2)), ("k", see.at_hit(1)), ("down", see.at_hit(2)))
        await keys.press(("up", see.at_hit(1)), ("G", see.at_hit(6)), ("g", see.at_hit(1)))
        await keys.press(
            ("end", see.at_hit(6)), ("home", see.at_hit(1)), ("ctrl+d", lambda: see.hits.position > 2)
        )
        await keys.press(
            ("ctrl+u", see.at_hit(1)), ("enter", see.shows(MeetingScreen)), ("escape", see.is_back)
        )
        assert not keys.left_out(see.screen, "Hits", "In any list")
        # filters
        await keys.press(("shift+tab", see.focuses(see.box)), ("shift+tab", see.focuses(see.timeline)))
        await keys.press(("shift+tab", see.focuses(see.facets)))
        await keys.press(("space", see.asks("project:Lantern")), ("enter", see.asks("")))
        await keys.press(("o", see.shows(PageScreen)), ("escape", see.is_back))
        await keys.press(
            ("f", lambda: "Filters: ▏" in painted(app)), ("escape", lambda: "Filters: " not in painted(app))
        )
        assert not keys.left_out(see.screen, "Filters")
        # timeline
        await keys.press(("tab", see.focuses(see.timeline)), ("right", lambda: see.timeline._cursor == 2))
        await keys.press(
            ("left", lambda: see.timeline._cursor == 0), ("l", lambda: see.timeline._cursor == 2)
        )
        await keys.press(
            ("h", lambda: see.timeline._cursor == 0), ("space", see.asks("date:2022-01..2022-03"))
        )
        await keys.press(("enter", see.asks("")))
        assert not keys.left_out(see.screen, "Timeline")
        # everywhere
        await keys.press(("slash", see.focuses(see.box)), ("question_mark", see.shows(HelpScreen)))
        await keys.press(("escape", see.is_back), ("f1", see.shows(HelpScreen)), ("escape", see.is_back))
        await keys.press(("ctrl+s", see.asks("sort:newest")), ("ctrl+z", see.asks("")))
        await pilot.press(*"zoom")
        await shows(pilot, "1 topic in 1 meeting", "Harbour map")
        await keys.press(("ctrl+e", lambda: outside[-1:] == ["editor"]))
        await keys.press(("ctrl+o", lambda: "lanternfish" in outside[-1]))
        await keys.press(("ctrl+b", lambda: "forge.example" in outside[-1]))
        await keys.press(("ctrl+y", lambda: app.clipboard == "https://forge.example/x"))
        await keys.press(("ctrl+l", see.shows(ChoiceScreen)), ("escape", see.is_back))
        await keys.press(("ctrl+t", see.shows(ChoiceScreen)), ("escape", see.is_back))
        await keys.press(("escape", see.asks("")))
        see.box.write("lantern year:2022")
        await keys.press(("ctrl+g", see.asks("lantern")), ("escape", see.asks("")))
        await keys.press(("f2", see.shows(PageScreen)), ("escape", see.is_back))
        await keys.press(("f3", see.shows(PageScreen)), ("escape", see.is_back))
        await keys.press(("f4", lambda: "no git repository" in painted(app)))
        await keys.press(("ctrl+r", lambda: "Nothing changed" in painted(app)))
        await keys.press(("ctrl+p", lambda: app.screen is not see.screen), ("escape", see.is_back))
        await keys.press(("ctrl+q", lambda: not app.is_running or app._exit))
        assert not keys.left_out(see.screen, "Everywhere")


async def test_every_key_of_the_preview(app: KbApp, outside: list[str], until: Any, shows: Any) -> None:
    async with app.run_test(size=(80, 14), notifications=True) as pilot:
        await pilot.press(*"zoom beacons")
        keys, see = Keyboard(pilot, until), Search(app)
        await until(pilot, lambda: see.has_answered("zoom beacons"))
        await keys.press(("tab", see.focuses(see.hits)), ("tab", see.focuses(see.preview)))
        await until(pilot, lambda: see.preview.scroll_offset.y > 0)  # it opens with the best line in sight
        await keys.press(("g", see.at_top(0)))
        for down, up in (("j", "k"), ("down", "up")):
            await keys.press((down, see.at_top(1)), (up, see.at_top(0)))
        for down, up in (
            ("pagedown", "pageup"),
            ("space", "ctrl+u"),
            ("ctrl+d", "g"),
            ("G", "home"),
            ("end", "g"),
        ):
            await keys.press((down, lambda: see.preview.scroll_offset.y > 1), (up, see.at_top(0)))
        await keys.press(("n", lambda: see.preview._match is not None))
        first = see.preview._match
        await keys.press(
            ("n", lambda: see.preview._match != first), ("N", lambda: see.preview._match == first)
        )
        assert not keys.left_out(see.screen, "In any text")
        links = see.hits.hit.topic.links  # type: ignore[union-attr]
        for number, url in enumerate(links, 1):
            await keys.press((str(number), lambda url=url: outside[-1:] == [url]))
        await pilot.press(*"9")
        await keys.press(("enter", see.shows(MeetingScreen)))
        assert outside == list(links)
        assert keys.left_out(see.screen, "Preview") == set("123456789"[len(links) :])


async def test_every_key_of_a_meeting_and_of_a_page(app: KbApp, until: Any, shows: Any) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics in 3 meetings")
        keys, see = Keyboard(pilot, until), Search(app)
        await pilot.press("enter")
        await shows(pilot, "─ Topics ─", "# Notes on 7 February 2023")
        meeting = app.screen
        outline = meeting.query_one(Outline)
        await keys.press(("right_square_bracket", lambda: outline.cursor == 1))
        await keys.press(("left_square_bracket", lambda: outline.cursor == 0))
        await keys.press(("q", see.is_back), ("enter", see.shows(MeetingScreen)), ("escape", see.is_back))
        assert keys.left_out(meeting, "Everywhere") >= {"F2", "^e"}  # the same as in the search
        assert not keys.left_out(meeting, "Everywhere") & {"]", "[", "q", "esc"}
        app.screen.open_entity("project", "Lantern")  # type: ignore[attr-defined]
        await shows(pilot, "Project: Lantern")
        page = app.screen
        places = page.query_one(PlaceList)
        await keys.press(("tab", lambda: places.section.name == "Decisions"))
        await keys.press(("shift+tab", lambda: places.section.name == "Topics"))
        await keys.press(("enter", see.shows(MeetingScreen)), ("escape", lambda: app.screen is page))
        assert keys.left_out(page, "Page", "Everywhere") & {"tab", "shift+tab", "/", "q", "esc", "⏎"} == {"/"}
        await keys.press(("slash", see.asks("project:Lantern sort:newest")))
