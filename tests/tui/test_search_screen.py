"""Looking for something: what one types is answered, narrowed, sorted, and nothing gets lost."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from index import Library, SearchResult
from kb.tui.app import KbApp
from kb.tui.widgets.facet_list import FacetList
from kb.tui.widgets.hit_list import HitList
from kb.tui.widgets.preview import Preview
from kb.tui.widgets.search_box import SearchBox
from kb.tui.widgets.timeline_bars import TimelineBars

WIDE, SMALL = (160, 50), (80, 24)


def box(app: KbApp) -> SearchBox:
    return app.screen_stack[0].query_one(SearchBox)


def hits(app: KbApp) -> HitList:
    return app.screen_stack[0].query_one(HitList)


def titles(app: KbApp) -> list[str]:
    return [hit.topic.title for hit in hits(app)._rows if hit is not None]


async def test_typing_shows_hits_counts_preview_and_facets(app: KbApp, shows: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"tutorial")
        await shows(pilot, "1 topic in 1 meeting", "Lantern.jl documentation", "the tutorial is out of date")
        await shows(pilot, "○ Lantern", "○ Mei Tanaka", "○ 2022", "2022-09-06.md:7")


async def test_an_empty_box_shows_everything(app: KbApp, shows: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await shows(pilot, "6 topics in 3 meetings", "Tide tables", "Beacon colours")


async def test_arrows_move_the_hits_while_the_box_keeps_the_focus(app: KbApp, until: Any, shows: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"lantern")
        await shows(pilot, "1 of 3")
        first = hits(app).hit
        await pilot.press("down")
        await shows(pilot, "2 of 3")
        assert hits(app).hit is not first
        assert app.focused is box(app)
        await pilot.press("up", "up", *" map")
        await until(pilot, lambda: box(app).value == "lantern map")


async def test_the_best_line_and_the_title_are_marked(app: KbApp, shows: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"green")
        await shows(pilot, "Green is not the same green everywhere")
        assert len(hits(app).marks.spans("Green is not the same green everywhere")) == 2


async def test_an_answer_that_comes_too_late_is_dropped(
    app: KbApp, library: Library, monkeypatch: pytest.MonkeyPatch, shows: Any, until: Any
) -> None:
    search, gate, asked = library.search, threading.Event(), []

    def slow(query: str, **options: Any) -> SearchResult:
        asked.append(query)
        if query == "tide":
            gate.wait(10)
        return search(query, **options)

    monkeypatch.setattr(library, "search", slow)
    async with app.run_test(size=WIDE) as pilot:
        await shows(pilot, "6 topics")
        box(app).write("tide")
        await until(pilot, lambda: "tide" in asked)
        box(app).write("green co")
        box(app).write("green colours")
        await pilot.pause()
        gate.set()
        await shows(pilot, "1 topic in 1 meeting", "Beacon colours")
        assert titles(app) == ["Beacon colours"]
        assert "green co" not in asked  # superseded before its turn: never asked at all


async def test_a_query_error_stands_under_the_box_and_the_old_hits_stay(app: KbApp, shows: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"green")
        await shows(pilot, "Beacon colours")
        box(app).write("projekt:Lantern")
        await shows(pilot, "projekt", "project")
        assert titles(app) == ["Beacon colours"]
        box(app).write("tide")
        await shows(pilot, "1 topic in 1 meeting", "Tide tables")


async def test_nothing_found_says_so(app: KbApp, shows: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        box(app).write("person:Nobody")
        await shows(pilot, "0 topics", "Nothing found.")


async def test_a_facet_is_switched_by_key(app: KbApp, shows: Any, until: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"lantern")
        await shows(pilot, "3 topics", "○ Mapper")
        await pilot.press("tab", "tab", "tab")
        facets = app.screen.query_one(FacetList)
        assert facets.has_focus
        while facets._rows[facets.cursor or 0].value.name != "Mapper":  # type: ignore[union-attr]
            await pilot.press("j")
        await pilot.press("space")
        await until(pilot, lambda: box(app).value == "lantern project:Mapper")
        await shows(pilot, "1 topic in 1 meeting", "● Mapper", "Lantern.jl and the map")
        await pilot.press("enter")
        await until(pilot, lambda: box(app).value == "lantern")
        await shows(pilot, "3 topics", "○ Mapper")


async def test_a_facet_is_switched_by_mouse_and_keeps_its_place(app: KbApp, shows: Any, until: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await shows(pilot, "6 topics", "○ Mei Tanaka")
        facets = app.screen.query_one(FacetList)
        names = [row.value.name for row in facets._rows if row.value]
        at = next(n for n, row in enumerate(facets._rows) if row.value and row.value.name == "Mei Tanaka")
        await pilot.click(FacetList, offset=(5, facets._tops[at] + 1))
        await until(pilot, lambda: box(app).value == 'person:"Mei Tanaka"')
        await shows(pilot, "● Mei Tanaka")
        assert [row.value.name for row in facets._rows if row.value] == names


async def test_ctrl_g_clears_the_filters_and_keeps_the_words(app: KbApp, until: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        box(app).write("lantern project:Mapper year:2023 sort:oldest")
        await pilot.press("ctrl+g")
        await until(pilot, lambda: box(app).value == "lantern")


async def test_sorting_stands_in_the_query(app: KbApp, shows: Any, until: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"lantern", "ctrl+s")
        await shows(pilot, "newest first")
        assert box(app).value == "lantern sort:newest"
        assert hits(app).hit is not None and hits(app).hit.topic.date == "2023-02-07"
        await pilot.press("ctrl+s")
        await shows(pilot, "oldest first")
        assert hits(app).hit is not None and hits(app).hit.topic.date == "2022-03-15"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: box(app).value == "lantern")


async def test_a_bar_of_the_timeline_narrows_to_its_months(app: KbApp, until: Any, shows: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await shows(pilot, "6 topics", "2022      ")
        await pilot.click(TimelineBars, offset=(2, 2))
        await until(pilot, lambda: box(app).value == "date:2022-01..2022-03")
        await shows(pilot, "2 topics in 1 meeting")


async def test_letters_typed_in_a_pane_go_to_the_box(app: KbApp, until: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab", *"tide")
        await until(pilot, lambda: box(app).value == "tide" and box(app).has_focus)


async def test_keys_of_the_lists(app: KbApp, shows: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await shows(pilot, "1 of 6")
        await pilot.press("tab", "j", "j")
        await shows(pilot, "3 of 6")
        await pilot.press("G")
        await shows(pilot, "6 of 6")
        await pilot.press("k", "g")
        await shows(pilot, "1 of 6")
        await pilot.press("slash", "x")
        assert box(app).value == "x"


async def test_keys_of_one_burst_keep_their_order(app: KbApp, until: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        box(app).write("lantern")
        for key, character in [
            ("ctrl+u", None),
            *((letter, letter) for letter in "tidd"),
            ("backspace", None),
        ]:
            box(app).post_message(Key(key, character))
        box(app).post_message(Key("e", "e"))
        await until(pilot, lambda: box(app).value == "tide")


async def test_what_is_typed_on_goes_to_the_palette_that_a_key_of_the_burst_has_opened(
    app: KbApp, shows: Any
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await shows(pilot, "6 topics")
        for key, character in [("ctrl+p", None), *((letter, letter) for letter in "decis")]:
            box(app).post_message(Key(key, character))
        await shows(pilot, "decis", "What was decided in what is found")
        assert box(app).value == ""


async def test_enter_waits_for_the_answer_to_what_was_typed(
    app: KbApp, library: Library, monkeypatch: pytest.MonkeyPatch, shows: Any, until: Any, painted: Any
) -> None:
    search, gate, asked = library.search, threading.Event(), []

    def slow(query: str, **options: Any) -> SearchResult:
        asked.append(query)
        return gate.wait(10) and search(query, **options) if query == "tide" else search(query, **options)

    monkeypatch.setattr(library, "search", slow)
    async with app.run_test(size=WIDE) as pilot:
        await shows(pilot, "1 of 6")
        box(app).write("tide")
        await pilot.press("enter")
        await until(pilot, lambda: "tide" in asked)
        gate.set()
        await shows(pilot, "─ Topics ─", "# Notes on 6 September 2022")


async def test_more_hits_come_when_one_scrolls_to_them(
    fresh_library: Library, minutes: Path, shows: Any, until: Any
) -> None:
    sections = "\n".join(f"### Buoy {n}\n\n- Buoy number {n} was painted\n" for n in range(90))
    (minutes / "2023-05-02.md").write_text(
        f"# Notes on 2 May 2023\n\n## Minutes\n\n{sections}", encoding="utf-8"
    )
    app = KbApp(fresh_library)
    async with app.run_test(size=WIDE) as pilot:
        await shows(pilot, "96 topics")
        box(app).write("buoy")
        await shows(pilot, "1 of 90")
        few = len(titles(app))
        assert few < 90
        await pilot.press("tab", "G")
        await until(pilot, lambda: len(titles(app)) == 90)
        assert hits(app).position == few
        await pilot.press("G")
        await shows(pilot, "90 of 90")


async def test_escape_goes_back_to_the_box_and_then_clears_it(app: KbApp, until: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"tide", "tab", "escape")
        await until(pilot, lambda: box(app).has_focus)
        assert box(app).value == "tide"
        await pilot.press("escape")
        await until(pilot, lambda: box(app).value == "")


async def test_an_initial_query_is_answered_at_once(library: Library, shows: Any) -> None:
    app = KbApp(library, sync=False, initial_query="tide")
    async with app.run_test(size=WIDE) as pilot:
        await shows(pilot, "1 topic in 1 meeting", "Tide tables")
        await pilot.press(*"s")
        assert box(app).value == "tides"


async def test_a_small_screen_shows_one_pane_at_a_time(
    app: KbApp, shows: Any, until: Any, painted: Any
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"tide")
        await shows(pilot, "1 topic in 1 meeting", "─ Hits ─", "Tide tables")
        assert "─ Filters ─" not in painted(app)
        await pilot.press("tab", "tab")
        await shows(pilot, "A reader for tide tables is missing", "2022-09-06.md:14")
        assert "─ Hits ─" not in painted(app)
        await pilot.press("tab")
        await shows(pilot, "─ Filters ─", "Years")
        await pilot.press("escape")
        await shows(pilot, "─ Hits ─")
        await until(pilot, lambda: box(app).has_focus)


async def test_resizing_changes_the_shape_and_keeps_the_place(
    app: KbApp, shows: Any, until: Any, painted: Any
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"lantern")
        await shows(pilot, "1 of 3")
        await pilot.press("down")
        await shows(pilot, "2 of 3")
        await pilot.resize_terminal(*WIDE)
        await shows(pilot, "─ Filters ─", "─ Timeline ─", "2 of 3")
        await pilot.resize_terminal(*SMALL)
        await shows(pilot, "─ Hits ─", "2 of 3")
        await until(pilot, lambda: "─ Filters ─" not in painted(app))
        assert app.screen.query_one(Preview).display is False


async def test_what_escape_cleared_can_be_had_back(app: KbApp, until: Any, shows: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"lantern")
        box(app).write("lantern project:Mapper")
        await pilot.press("escape")
        await until(pilot, lambda: box(app).value == "")
        await pilot.press("up")
        await until(pilot, lambda: box(app).value == "lantern project:Mapper")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: box(app).value == "lantern")
        await pilot.press("ctrl+z", "x")
        await until(pilot, lambda: box(app).value == "lanternx")


async def test_a_word_still_being_typed_is_no_correction(app: KbApp, shows: Any, painted: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"lante")
        await shows(pilot, "3 topics in 3 meetings")
        assert "showing" not in painted(app)


async def test_a_filter_is_found_by_a_part_of_its_name(
    app: KbApp, shows: Any, until: Any, painted: Any
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await shows(pilot, "○ Mapper", "○ Mei Tanaka")
        app.screen.query_one(FacetList).focus()
        await pilot.press("f", *"TANA")
        await shows(pilot, "Filters: TANA", "○ Mei Tanaka")
        assert "○ Mapper" not in painted(app)
        assert box(app).value == ""
        await pilot.press("enter")
        await until(pilot, lambda: box(app).value == 'person:"Mei Tanaka"')
        await shows(pilot, "● Mei Tanaka")
        await pilot.press("backspace", "backspace", "x")
        await shows(pilot, "No such filter")
        await pilot.press("escape")
        await shows(pilot, "─ Filters ─", "○ Mapper")
        assert app.focused is app.screen.query_one(FacetList)
        await pilot.press("f", *"lan", "tab")
        await shows(pilot, "─ Filters ─", "○ Mapper")
