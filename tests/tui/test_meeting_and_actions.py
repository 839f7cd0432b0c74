"""Acting on what was found: the meeting around it, the editor, links, copies, help and palette."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from index import Library
from kb.tui.app import KbApp
from kb.tui.screens.choice import ChoiceScreen
from kb.tui.screens.help import HelpScreen
from kb.tui.screens.meeting import MeetingReader, MeetingScreen
from kb.tui.screens.search import SearchScreen
from kb.tui.screens.topic_screen import TopicScreen
from kb.tui.widgets.hit_list import HitList

WIDE, SMALL = (160, 50), (80, 24)


async def test_enter_opens_the_meeting_at_the_place_and_escape_returns_to_the_hit(
    app: KbApp, shows: Any
) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press(*"lantern")
        await shows(pilot, "1 of 3")
        await pilot.press("down")
        await shows(pilot, "2 of 3")
        hit = app.screen.query_one(HitList).hit
        assert hit is not None
        await pilot.press("enter")
        await shows(pilot, hit.topic.date + " · Notes on", "─ Topics ─", "# Notes on")
        assert isinstance(app.screen, MeetingScreen)
        await pilot.press("escape")
        await shows(pilot, "2 of 3")
        assert app.screen.query_one(HitList).hit is hit


async def test_a_long_meeting_is_scrolled_to_the_place(
    fresh_library: Any, minutes: Path, shows: Any, until: Any
) -> None:
    sections = "\n".join(f"### Buoy {n}\n\n- Buoy number {n} was painted\n" for n in range(60))
    (minutes / "2023-05-02.md").write_text(
        f"# Notes on 2 May 2023\n\n## Minutes\n\n{sections}", encoding="utf-8"
    )
    app = KbApp(fresh_library, sync=True)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await shows(pilot, "66 topics in 4 meetings")
        await pilot.press(*"title:", *'"buoy', "space", *'41"', "enter")
        await until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        await shows(pilot, "Buoy number 41 was painted")
        reader = app.screen.query_one(MeetingReader)
        assert reader.scroll_offset.y > 100
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: app.screen.place.topic.title == "Buoy 42")  # type: ignore[attr-defined]
        await pilot.press("g")
        await shows(pilot, "# Notes on 2 May 2023")


async def test_a_meeting_that_has_gone_leads_back_to_what_there_is(
    fresh_library: Library, minutes: Path, shows: Any, until: Any
) -> None:
    app = KbApp(fresh_library)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press(*"harbour")
        await shows(pilot, "1 topic in 1 meeting", "Harbour map")
        (minutes / "2022-03-15.md").unlink()
        await pilot.press("enter")
        await shows(pilot, "2022-03-15.md: No such file", "0 topics in 0 meetings")
        assert isinstance(app.screen, SearchScreen)


@pytest.mark.parametrize("width", [80, 160])
async def test_the_preview_shows_the_best_line_of_a_long_topic(
    fresh_library: Library, minutes: Path, width: int, shows: Any, until: Any, painted: Any
) -> None:
    lines = "\n".join(f"- Line {number} of the log" for number in range(100))
    text = f"# Notes\n\n## Minutes\n\n### The log\n\n{lines}\n- At last the halyard broke\n"
    (minutes / "2023-06-06.md").write_text(text, encoding="utf-8")
    fresh_library.sync()
    app = KbApp(fresh_library, sync=False)
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.press(*"halyard")
        await shows(pilot, "1 topic in 1 meeting")
        await pilot.press("tab", "tab")
        await until(pilot, lambda: "107    - At last the halyard broke" in painted(app))
        await pilot.press("slash", "ctrl+u", *"line log", "tab", "tab")  # which are in sight from the top
        await until(pilot, lambda: "5    ### The log" in painted(app))


async def test_decisions_and_actions_are_signed_in_the_margin(app: KbApp, until: Any, painted: Any) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press(*"release")

        def is_signed(sign: str, words: str) -> bool:
            return any(
                sign in line.partition(words)[0][-6:] for line in painted(app).split("\n") if words in line
            )

        await until(pilot, lambda: is_signed("◆", "- Decision: release 0.4"))
        await until(pilot, lambda: is_signed("▸", "- ACTION: Tomasz Wrona"))


async def test_help_lists_every_key_of_the_screen(app: KbApp, shows: Any, painted: Any) -> None:
    async with app.run_test(size=(100, 80), notifications=True) as pilot:
        await shows(pilot, "6 topics")
        await pilot.press("f1")
        await shows(
            pilot, "Everywhere", "Search box", "Hits", "Preview", "Filters", "Timeline", "In any list"
        )
        assert isinstance(app.screen, HelpScreen)
        await shows(pilot, "◆", "a decision", "something to do")
        shown = painted(app)
        for key in ("^e", "^o", "^l", "^b", "^y", "^s", "^r", "^g", "^z", "^p", "^q", "tab", "esc", "F1"):
            assert key in shown
        await pilot.press("escape")
        await shows(pilot, "6 topics")


async def test_a_question_mark_in_an_empty_box_asks_for_help(app: KbApp, shows: Any) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press("question_mark")
        await shows(pilot, "Everywhere")


async def test_the_palette_has_the_actions_and_the_facets(app: KbApp, shows: Any) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics")
        offered = {command.title for command in app.get_system_commands(app.screen)}
        assert {
            "Edit",
            "Recording",
            "Links",
            "Copy link",
            "Copy citation",
            "Sort",
            "Reindex",
            "Help",
        } <= offered
        assert {"Filter: Lantern", "Filter: Mei Tanaka", "Filter: 2022"} <= offered
        await pilot.press("ctrl+p", *"filter: mapper", "enter")
        await shows(pilot, "project:Mapper", "3 topics")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor with a window of its own, which writes down what it was given."""
    script, told = tmp_path / "code", tmp_path / "told"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{told}.part" && mv "{told}.part" "{told}"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    return told


async def test_the_editor_opens_the_file_at_the_line(
    app: KbApp, editor: Path, shows: Any, until: Any
) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press(*"fortran")
        await shows(pilot, "1 topic in 1 meeting")
        await pilot.press("ctrl+e")
        await until(pilot, editor.exists)
        option, place = editor.read_text().split()
        assert option == "--goto"
        assert place == f"{app.service.path('2022-09-06.md')}:17"


async def test_without_an_editor_there_is_a_notice(
    app: KbApp, monkeypatch: pytest.MonkeyPatch, shows: Any
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor-anywhere")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics")
        await pilot.press("ctrl+e")
        await shows(pilot, "no-such-editor-anywhere", "Set EDITOR")


async def test_an_editor_in_a_terminal_that_cannot_be_handed_over_is_a_notice(
    app: KbApp, monkeypatch: pytest.MonkeyPatch, shows: Any
) -> None:
    monkeypatch.setenv("VISUAL", os.environ.get("SHELL") or "sh")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics")
        await pilot.press("ctrl+e")  # the headless terminal of tests cannot be suspended
        await shows(pilot, "cannot be handed to an editor")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that would have gone to the browser."""
    addresses: list[str] = []
    monkeypatch.setattr("kb.tui.screens.topic_screen._browse", lambda url: addresses.append(url) or True)
    return addresses


async def test_the_recording_and_the_links_open_in_the_browser(
    app: KbApp, opened: list[str], shows: Any, until: Any
) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press(*"zoom")
        await shows(pilot, "Harbour map")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: any("youtu.be/lanternfish" in url for url in opened))
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await shows(pilot, "issues/12", "issues/14")
        await pilot.press("2")
        await until(pilot, lambda: len(opened) == 2 and "Mapper.jl" in opened[1])
        await pilot.press("tab", "tab", "3")  # the preview numbers its links
        await until(pilot, lambda: len(opened) == 3 and opened[2].endswith("issues/14"))
        await pilot.press("9")
        await pilot.pause()
        assert len(opened) == 3


async def test_the_lines_open_on_the_forge_or_a_notice_says_why_not(
    app: KbApp, opened: list[str], monkeypatch: pytest.MonkeyPatch, shows: Any, until: Any
) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press(*"fortran")
        await shows(pilot, "1 topic in 1 meeting")
        await pilot.press("ctrl+b")
        await shows(pilot, "no remote on a forge")
        address = "https://github.com/lights/minutes/blob/0f1e/2022-09-06.md?plain=1#L14-L18"
        monkeypatch.setattr("kb.tui.screens.topic_screen.source_address", lambda *place: address)
        await pilot.press("ctrl+b")
        await until(pilot, lambda: opened == [address])


async def test_only_web_addresses_are_opened(app: KbApp, opened: list[str], shows: Any) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shows(pilot, "6 topics")
        assert isinstance(app.screen, TopicScreen)
        app.screen.open_address("file:///etc/passwd")
        await shows(pilot, "Only http and https links")
        assert opened == []


async def test_copying_without_a_forge_gives_file_and_line(app: KbApp, shows: Any, until: Any) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press(*"fortran")
        await shows(pilot, "1 topic in 1 meeting")
        await pilot.press("ctrl+y")
        await until(pilot, lambda: app.clipboard == "2022-09-06.md:14")
