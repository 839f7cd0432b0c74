"""The index behind the screen: first run, reindex under way, changes from elsewhere, and trouble."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from index import IndexLockedError, Library, open_library
from kb.tui.app import KbApp
from kb.tui.screens.search import SearchScreen
from kb.tui.screens.trouble import TroubleScreen

WIDE = (160, 50)
NEW_MEETING = "# Notes on 6 June 2023\n\n## Minutes\n\n### Fog horns\n\n- Three horns are out of tune\n"


async def test_the_first_run_indexes_by_itself(fresh_library: Library, shows: Any) -> None:
    app = KbApp(fresh_library)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics in 3 meetings", "3 new")


async def test_the_first_run_shows_the_newest_minutes_while_the_others_are_read(
    fresh_library: Library, monkeypatch: pytest.MonkeyPatch, shows: Any
) -> None:
    gate, sync = threading.Event(), fresh_library.sync
    monkeypatch.setattr(fresh_library, "sync", lambda **options: gate.wait(10) and sync(**options))
    monkeypatch.setattr("kb.tui.search_service._AT_FIRST", 1)
    app = KbApp(fresh_library)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "2 topics in 1 meeting", "Reading minutes")
        await pilot.press(*"green")
        await shows(pilot, "1 topic in 1 meeting", "Beacon colours", "Reading minutes")
        await pilot.press("escape", *"fortran")
        await shows(pilot, "More minutes are being read")
        await pilot.press("escape")
        gate.set()
        await shows(pilot, "6 topics in 3 meetings", "3 new")


async def test_ctrl_r_takes_up_what_changed_and_keeps_the_hit(
    fresh_library: Library, minutes: Path, shows: Any
) -> None:
    app = KbApp(fresh_library)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics in 3 meetings")
        await pilot.press("down")
        await shows(pilot, "2 of 6")
        (minutes / "2021-06-06.md").write_text(NEW_MEETING.replace("2023", "2021"), encoding="utf-8")
        await pilot.press("ctrl+r")
        await shows(pilot, "7 topics in 4 meetings", "1 new", "2 of 7")
        await pilot.press("ctrl+r")
        await shows(pilot, "Nothing changed")


async def test_searching_goes_on_while_a_reindex_is_under_way(
    app: KbApp, library: Library, monkeypatch: pytest.MonkeyPatch, shows: Any, until: Any
) -> None:
    gate, sync = threading.Event(), library.sync

    def slow(**options: Any) -> Any:
        options["progress"](1, 3, "2022-03-15.md")
        gate.wait(10)
        return sync(**options)

    monkeypatch.setattr(library, "sync", slow)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics")
        await pilot.press("ctrl+r")
        await shows(pilot, "Reading minutes", "33%")
        await pilot.press(*"tide")
        await shows(pilot, "1 topic in 1 meeting", "Reading minutes")
        gate.set()
        await shows(pilot, "Nothing changed")


async def test_what_another_process_indexed_is_taken_up(
    fresh_library: Library, minutes: Path, tmp_path: Path, shows: Any
) -> None:
    app = KbApp(fresh_library)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics in 3 meetings")
        (minutes / "2023-06-06.md").write_text(NEW_MEETING, encoding="utf-8")
        other = open_library(minutes, cache=tmp_path / "cache")
        other.sync()
        other.close()
        app.screen.look_again()  # type: ignore[attr-defined]
        await shows(pilot, "7 topics in 4 meetings")


async def test_a_damaged_index_is_built_anew_and_said_so(
    fresh_library: Library, minutes: Path, tmp_path: Path, shows: Any
) -> None:
    fresh_library.sync()
    fresh_library.close()
    for file in (tmp_path / "cache").rglob("*"):
        if file.is_file():
            file.write_bytes(b"rubbish")
    app = KbApp(fresh_library)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics in 3 meetings", "built anew")


async def test_damage_is_mended_with_progress_in_sight(
    fresh_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shows: Any, painted: Any
) -> None:
    fresh_library.sync()
    fresh_library.close()
    for file in (tmp_path / "cache").glob("MAIN_*"):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    shown: list[int] = []
    show_progress = SearchScreen.show_progress
    monkeypatch.setattr(
        SearchScreen, "show_progress", lambda *given: (shown.append(given[1]), show_progress(*given))
    )
    app = KbApp(fresh_library)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics in 3 meetings", "built anew")
        assert shown
        assert "Another kb" not in painted(app)


async def test_an_index_that_cannot_be_used_is_a_screen_with_a_way_out(
    minutes: Path, tmp_path: Path, shows: Any
) -> None:
    (tmp_path / "caches").write_text("")
    app = KbApp(open_library(minutes, cache=tmp_path / "caches" / "minutes"))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "Trouble", "The index is not used", "r try again")
        (tmp_path / "caches").unlink()
        await pilot.press("r")
        await shows(pilot, "6 topics in 3 meetings")


async def test_a_locked_index_is_a_notice_and_the_old_state_stays(
    app: KbApp, library: Library, monkeypatch: pytest.MonkeyPatch, shows: Any
) -> None:
    def locked(**options: Any) -> Any:
        raise IndexLockedError("Another kb is reindexing.", "Try again when it is done.")

    monkeypatch.setattr(library, "sync", locked)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press("ctrl+r")
        await shows(pilot, "Another kb is reindexing", "6 topics")


async def test_a_folder_without_minutes_is_a_screen_with_a_way_out(
    tmp_path: Path, shows: Any, until: Any
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    app = KbApp(open_library(folder, cache=tmp_path / "cache"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await shows(pilot, "Trouble", "r try again", "q quit")
        assert isinstance(app.screen, TroubleScreen)
        (folder / "2023-06-06.md").write_text(NEW_MEETING, encoding="utf-8")
        await pilot.press("r")
        await shows(pilot, "1 topic in 1 meeting", "Fog horns")
