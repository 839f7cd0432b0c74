"""Keys of the user's own: followed, shown in the help, and complained about where they cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from index import Library
from kb.tui.app import KbApp
from kb.tui.keys import read_keys
from kb.tui.widgets.search_box import SearchBox

KNOWN = {"sort", "forge", "next_pane"}


@pytest.mark.parametrize(
    ("text", "chosen", "complaint"),
    [
        ('[keys]\nsort = "f5"\nnext_pane = ["f6", "tab"]\n', {"sort": "f5", "next_pane": "f6,tab"}, ""),
        ('[keys]\nsort = "f5"\nsrot = "f6"\n', {"sort": "f5"}, "no action 'srot'"),
        ("[keys]\nsort = 5\n", {}, "sort needs a key"),
        ("[keys]\nsort = []\n", {}, "sort needs a key"),
        ("keys = 3\n", {}, "keys must be a table"),
        ("[keys\n", {}, "cannot be read"),
        ("", {}, ""),
    ],
)
def test_the_table_of_keys(tmp_path: Path, text: str, chosen: dict[str, str], complaint: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    found, wrong = read_keys(path, lambda: KNOWN)
    assert found == chosen
    assert complaint in "".join(error.message for error in wrong)
    assert bool(wrong) == bool(complaint)


def test_no_file_is_no_trouble(tmp_path: Path) -> None:
    assert read_keys(tmp_path / "none.toml", lambda: KNOWN) == ({}, [])


async def test_the_keys_are_followed_and_a_wrong_name_is_a_notice(
    library: Library, tmp_path: Path, shows: Any, until: Any
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[keys]\nsort = "f5"\nfrge = "f6"\n', encoding="utf-8")
    app = KbApp(library, sync=False, config=config)
    async with app.run_test(size=(160, 80), notifications=True) as pilot:
        await shows(pilot, "no action 'frge'", "Did you mean forge?", "F5 Sort")
        await pilot.press(*"tide", "f5")
        await until(pilot, lambda: app.screen.query_one(SearchBox).value == "tide sort:newest")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen.query_one(SearchBox).value == "tide sort:newest"
        await pilot.press("f1")
        await shows(pilot, f"{'F5':<16}Best first, newest first, oldest first")
