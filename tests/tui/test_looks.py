"""What the main screens look like at three sizes, as text, held against the copies in tests/cases/tui.

After a change of looks that is meant: `KB_ACCEPT=1 python -m pytest tests/tui/test_looks.py`, and read the
difference before it is committed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from kb.tui.app import KbApp
from kb.tui.screens.meeting import MeetingReader
from kb.tui.screens.page import PageScreen

COPIES = Path(__file__).parents[1] / "cases" / "tui"
SIZES = [(80, 24), (120, 36), (200, 55)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_the_main_screens(
    app: KbApp, size: tuple[int, int], until: Any, shows: Any, painted: Any
) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        search = app.screen
        await until(pilot, lambda: app.service.names["person"])  # the span of the timeline comes with them
        await pilot.press(*"lantern")
        await until(pilot, lambda: getattr(search, "_result", None) and search._result.query == "lantern")  # type: ignore[attr-defined]
        await until(pilot, lambda: str(search.query_one("#preview").border_title).startswith("Lantern.jl"))
        await pilot._wait_for_screen()
        screens = {"search": painted(app)}
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.query(MeetingReader) and "▎ ### Lantern" in painted(app))
        screens["meeting"] = painted(app)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is search)
        search.open_entity("project", "Lantern")  # type: ignore[attr-defined]
        await shows(pilot, "Project: Lantern", "1 of 3")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        screens["page"] = painted(app)
    for name, shown in screens.items():
        copy = COPIES / f"{name}-{size[0]}x{size[1]}.txt"
        shown = re.sub(r"\b\d+ ms", "N ms", shown) + "\n"
        if os.environ.get("KB_ACCEPT"):
            copy.parent.mkdir(exist_ok=True)
            copy.write_text(shown, encoding="utf-8")
        assert shown == copy.read_text(encoding="utf-8"), f"{copy.name} looks different"
