"""Knowing the community: pages about a project or person, what was decided, what is to do."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from index import Library
from kb.tui.app import KbApp
from kb.tui.screens.meeting import MeetingScreen
from kb.tui.screens.page import PageScreen, PlaceList
from kb.tui.widgets.facet_list import FacetList
from kb.tui.widgets.passage import Passage
from kb.tui.widgets.search_box import SearchBox

WIDE, SMALL = (160, 50), (80, 24)


async def open_project(app: KbApp, pilot: Any, shows: Any, name: str) -> None:
    """Open the page of a project from its filter."""
    await shows(pilot, f"○ {name}")
    facets = app.screen.query_one(FacetList)
    facets.focus()
    facets.cursor = next(at for at, row in enumerate(facets._rows) if row.value and row.value.name == name)
    await pilot.press("o")
    await shows(pilot, f"Project: {name}")


async def test_the_page_of_a_project(app: KbApp, shows: Any, until: Any) -> None:
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.resize_terminal(*WIDE)
        await open_project(app, pilot, shows, "Lantern")
        await shows(pilot, "3 topics in 3 meetings, 2022-03-15 to 2023-02-07", "2022 █ 2", "2023 ▄ 1")
        await shows(pilot, "Aoife Brennan 3, Tomasz Wrona 2, Mei Tanaka 1", "Topics 3 · Decisions 2 · To do ")
        await pilot.resize_terminal(*SMALL)
        await shows(pilot, "Lantern.jl and the map", "1 of 3", "Mapper 1")
        await pilot.press("tab")
        await shows(pilot, "◆ We agreed to move the tutorial", "Lantern.jl documentation", "2022-09-06")
        await pilot.press("j", "enter")
        await shows(pilot, "Decision: release 0.4 without the old format")
        assert isinstance(app.screen, MeetingScreen)
        await pilot.press("escape")
        await shows(pilot, "2 of 2")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.screen_stack[0])


async def test_one_gets_from_a_page_to_a_search_in_its_topics(app: KbApp, shows: Any, until: Any) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await open_project(app, pilot, shows, "Mapper")
        await pilot.press("slash")
        box = app.screen_stack[0].query_one(SearchBox)
        await until(pilot, lambda: box.value == "project:Mapper sort:newest" and box.has_focus)
        await shows(pilot, "3 topics in 2 meetings")


async def test_a_person_has_a_page_with_what_the_person_is_to_do(
    app: KbApp, shows: Any, until: Any, painted: Any
) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await until(pilot, lambda: app.service.names["person"])
        await pilot.press("ctrl+p", *"about: tomasz", "enter")
        await shows(pilot, "Person: Tomasz Wrona", "3 topics", "To do")
        await pilot.press("shift+tab")
        await shows(pilot, "▸ Tomasz Wrona will try it", "Tomasz Wrona · Lantern.jl and the map")


async def test_the_names_of_a_topic_lead_to_their_pages(app: KbApp, shows: Any, until: Any) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press(*"fortran")
        await shows(pilot, "1 topic in 1 meeting")
        await pilot.press("ctrl+t")
        await shows(pilot, "Person: Mei Tanaka")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.screen_stack[0])
        box = app.screen.query_one(SearchBox)
        box.write("tutorial")
        await shows(pilot, "Lantern.jl documentation")
        await pilot.press("ctrl+t")
        await shows(pilot, "All about", "1  Project: Lantern", "Person: Aoife Brennan")
        await pilot.press("1")
        await shows(pilot, "Project: Lantern", "3 topics in 3 meetings")
        await pilot.press("escape")
        preview = app.screen.query_one("#preview", Passage)
        preview.post_message(Passage.NameClicked("person", "Mei Tanaka"))
        await shows(pilot, "Person: Mei Tanaka")


async def test_the_name_of_a_project_can_be_clicked_in_the_preview(app: KbApp, shows: Any) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press(*"green")
        await shows(pilot, "Beacon colours")
        await pilot.click("#preview", offset=(4, 2))
        await shows(pilot, "Project: Mapper")


async def test_decisions_and_actions_of_what_is_found_are_listed(
    app: KbApp, shows: Any, until: Any, painted: Any
) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics")
        await pilot.press("f2")
        await shows(pilot, "2 decisions in 2 topics, newest first", "We agreed to move", "release 0.4")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.screen_stack[0])
        await pilot.press(*"tutorial", "f2")
        await shows(pilot, "1 decision in 1 topic", "We agreed to move")
        assert isinstance(app.screen, PageScreen)
        assert "release 0.4" not in painted(app)
        await pilot.press("escape", "escape", "f3")
        await shows(pilot, "▸ ", "migration notes")
        await pilot.press("escape", *"fortran", "f2")
        await shows(pilot, "Decisions: none here")
        assert app.screen.query_one(PlaceList).cursor is None
        await pilot.press("enter", "ctrl+e", "ctrl+t")
        await shows(pilot, "No project or person is named here")


async def test_what_the_last_pull_brought_is_listed(
    fresh_library: Library, minutes: Path, shows: Any, until: Any, painted: Any
) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", "-C", str(minutes), *who, *arguments], check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "before")
    git("update-ref", "ORIG_HEAD", "HEAD")  # as a pull does
    app = KbApp(fresh_library)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics in 3 meetings")
        await pilot.press("f4")
        await shows(pilot, "Nothing is new since the last pull")
        horns = "# Notes on 6 June 2023\n\n## Minutes\n\n### Fog horns\n\n- Three horns are out of tune\n"
        (minutes / "2023-06-06.md").write_text(horns, encoding="utf-8")
        tables = (minutes / "2022-09-06.md").read_text(encoding="utf-8").replace("in Fortran", "in C")
        (minutes / "2022-09-06.md").write_text(tables, encoding="utf-8")
        git("add", ".")
        git("commit", "-m", "after")
        await pilot.press("ctrl+r")
        await shows(pilot, "7 topics in 4 meetings")
        await pilot.press("f4")
        await shows(
            pilot, "New since the last pull", "2 topics in 2 meetings", "New 1 · Changed 1", "Fog horns"
        )
        await pilot.press("tab")
        await shows(pilot, "Tide tables", "1 of 1")
        assert "Search in these" not in painted(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MeetingScreen))
