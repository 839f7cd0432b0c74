"""The theme and keys of the user's own: followed, and complained about where they cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from index import Library
from kb.tui.app import KbApp
from kb.tui.preferences import Preferences, read_preferences
from kb.tui.widgets.search_box import SearchBox

KNOWN = {"sort", "forge", "next_pane"}
THEMES = ("nord", "textual-light")


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
    found = read_preferences(path, THEMES, lambda: KNOWN)
    assert found.keys == chosen
    assert complaint in "".join(error.message for error in found.wrong)
    assert bool(found.wrong) == bool(complaint)


@pytest.mark.parametrize(
    ("text", "theme", "hint"),
    [
        ('theme = "nord"\n', "nord", ""),
        ('theme = "textual-ligt"\n[keys]\nsort = "f5"\n', None, "Did you mean textual-light?"),
        ("theme = 3\n", None, "There are: nord, textual-light"),
    ],
)
def test_the_theme(tmp_path: Path, text: str, theme: str | None, hint: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    found = read_preferences(path, THEMES, lambda: KNOWN)
    assert found.theme == theme
    assert [error.hint for error in found.wrong] == [hint] * bool(hint)
    assert bool(found.keys) == ("keys" in text)


def test_no_file_is_no_trouble(tmp_path: Path) -> None:
    assert read_preferences(tmp_path / "none.toml", THEMES, lambda: KNOWN) == Preferences()


async def test_the_theme_is_there_from_the_start(library: Library, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('theme = "textual-light"\n', encoding="utf-8")
    app = KbApp(library, sync=False, config=config)
    async with app.run_test():
        assert app.current_theme.name == "textual-light"
        assert not app.has_class("-dark-mode")


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
