"""Several collections on one screen: a facet tells them apart, and every place leads to the right file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index import Collections, open_library
from kb.tui.app import KbApp
from kb.tui.screens.meeting import MeetingScreen

WIDE = (160, 50)
OTHER = "# Notes on 6 June 2023\n\n## Minutes\n\n### Fog horns\n\n- Three beacons are out of tune\n"


async def test_both_are_found_narrowed_and_opened(
    minutes: Path, tmp_path: Path, shows: Any, until: Any
) -> None:
    (tmp_path / "horns").mkdir()
    (tmp_path / "horns" / "2023-06-06.md").write_text(OTHER, encoding="utf-8")
    folders = {"lights": minutes, "horns": tmp_path / "horns"}
    both = Collections(
        open_library(folder, cache=tmp_path / f"{name}-cache", name=name) for name, folder in folders.items()
    )
    app = KbApp(both, initial_query="beacons")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "4 new", "Collections", "lights", "horns")
        app.search_for("beacons collection:horns")
        await shows(pilot, "1 topic in 1 meeting", "Fog horns")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        await shows(pilot, "horns:2023-06-06.md", "Three beacons are out of tune")
        assert app.service.path("horns:2023-06-06.md") == tmp_path / "horns" / "2023-06-06.md"
    both.close()
