"""Minutes are untrusted: whatever stands in them is shown as it stands, and obeyed by nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index import Library
from kb.tui.app import KbApp
from kb.tui.content import plain

HOSTILE = """\
# Notes on 4 April 2023

## Minutes

### [red]Sinister[/] [/foo] titles \x1b[31m

- sinister [Quarto](https://quarto.org/) stays as it is, so does [/bar] and [b]this[/b]
- sinister \x1b]8;;https://evil.example\x07link\x1b]8;;\x07 and \x9b31m and \u202etxt.exe
"""


async def test_markup_and_escape_sequences_are_shown_literally(
    fresh_library: Library, minutes: Path, shows: Any, painted: Any
) -> None:
    (minutes / "2023-04-04.md").write_text(HOSTILE, encoding="utf-8")
    app = KbApp(fresh_library)
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.press(*"sinister")
        await shows(
            pilot, "1 topic in 1 meeting", "[red]Sinister[/] [/foo] titles", "[Quarto](https://quarto.org/)"
        )
        await shows(pilot, "so does [/bar]", "and [b]this[/b]")
        shown = painted(app)
        assert not any(character in shown for character in "\x1b\x07\x9b\u202e")
        await pilot.press("enter")
        await shows(pilot, "### [red]Sinister[/] [/foo] titles")
        assert not any(character in painted(app) for character in "\x1b\x07\x9b\u202e")


async def test_hostile_queries_do_no_harm(app: KbApp, shows: Any) -> None:
    async with app.run_test(size=(160, 50)) as pilot:
        await shows(pilot, "6 topics")
        for query in (
            "[/foo]",
            "[red]",
            '"',
            "((",
            "project:",
            "project:[/x]",
            "a:b:c",
            "\\",
            "-",
            "*",
            "OR OR",
        ):
            app.screen.query_one("#box").write(query)  # type: ignore[attr-defined]
            await pilot.pause(0.02)
        app.screen.query_one("#box").write("tide")  # type: ignore[attr-defined]
        await shows(pilot, "1 topic in 1 meeting")


def test_text_keeps_its_length_so_that_marks_stay_true() -> None:
    text = "a\x1b[31mb\u202ec\x9b"
    assert len(plain(text)) == len(text)


def test_an_endless_line_is_cut() -> None:
    assert len(plain("x" * 800_000)) < 30_000
