"""How a passage is opened: editors and their lines, recordings and their minutes, forges and their pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index import Topic
from kb.opening import (
    OpeningError,
    citation,
    editor_command,
    forge_address,
    has_own_window,
    is_web_address,
    recording_address,
    source_address,
)

TOPIC = Topic(
    "2023-01-01/fog", "2023-01-01.md", "2023-01-01", "Notes", "discussion", "Fog [horns]", 7, 9, "Fog\n"
)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("vim", "nano", "hx", "code", "subl", "emacsclient", "other"):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("vim", ["vim", "+7", "/m/-x.md"]),
        ("nano -w", ["nano", "-w", "+7", "/m/-x.md"]),
        ("emacsclient -t", ["emacsclient", "-t", "+7", "/m/-x.md"]),
        ("hx", ["hx", "/m/-x.md:7"]),
        ("code --wait", ["code", "--wait", "--goto", "/m/-x.md:7"]),
        ("other", ["other", "/m/-x.md"]),
        ("other --line={line} {file}", ["other", "--line=7", "/m/-x.md"]),
    ],
)
def test_editors_and_their_lines(installed: Path, editor: str, expected: list[str]) -> None:
    assert editor_command(Path("/m/-x.md"), 7, {"EDITOR": editor}) == expected


def test_visual_goes_before_editor(installed: Path) -> None:
    assert editor_command(Path("/m/x.md"), 1, {"EDITOR": "vim", "VISUAL": "hx"})[0] == "hx"


def test_without_a_setting_an_installed_editor_is_taken(installed: Path) -> None:
    assert editor_command(Path("/m/x.md"), 1, {})[0] == "nano"


@pytest.mark.parametrize("editor", ["missing", '"unclosed'])
def test_an_editor_that_cannot_be_started_is_an_error_with_a_hint(installed: Path, editor: str) -> None:
    with pytest.raises(OpeningError) as caught:
        editor_command(Path("/m/x.md"), 1, {"EDITOR": editor})
    assert caught.value.hint


def test_windows_of_their_own() -> None:
    assert has_own_window(["/usr/bin/code", "x"])
    assert not has_own_window(["vim", "x"])


@pytest.mark.parametrize(
    ("url", "opens"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://example.org", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://exam ple.org", False),
        ("https://[broken", False),
        ("--help", False),
    ],
)
def test_only_web_addresses_open(url: str, opens: bool) -> None:
    assert is_web_address(url) is opens


@pytest.mark.parametrize(
    ("url", "seconds", "expected"),
    [
        ("https://youtu.be/x", 90, "https://youtu.be/x?t=90s"),
        ("https://www.youtube.com/watch?v=x", 90, "https://www.youtube.com/watch?v=x&t=90s"),
        ("https://youtu.be/x?t=5", 90, "https://youtu.be/x?t=5"),
        ("https://vimeo.com/1", 90, "https://vimeo.com/1#t=90s"),
        ("https://example.org/v", 90, "https://example.org/v"),
        ("https://youtu.be/x", None, "https://youtu.be/x"),
        ("file:///x", 90, None),
        (None, None, None),
    ],
)
def test_recordings_at_their_minute(url: str | None, seconds: int | None, expected: str | None) -> None:
    assert recording_address(replace(TOPIC, recording=url, recording_seconds=seconds)) == expected


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("git@github.com:o/r.git", "https://github.com/o/r/blob/c0/m/a%20b.md?plain=1#L7-L9"),
        ("https://user:key@github.com/o/r", "https://github.com/o/r/blob/c0/m/a%20b.md?plain=1#L7-L9"),
        ("https://gitlab.com/g/s/r.git", "https://gitlab.com/g/s/r/-/blob/c0/m/a%20b.md?plain=1#L7-9"),
        (
            "ssh://git@codeberg.org/o/r.git",
            "https://codeberg.org/o/r/src/commit/c0/m/a%20b.md?display=source#L7-L9",
        ),
        ("https://example.org/o/r.git", None),
        ("/srv/git/r.git", None),
        ("../r", None),
    ],
)
def test_pages_on_the_forge(remote: str, expected: str | None) -> None:
    assert forge_address(remote, "c0", "m/a b.md", 7, 9) == expected


def test_a_folder_that_is_no_repository_has_no_page(tmp_path: Path) -> None:
    assert source_address(tmp_path, "x.md", 1, 2) is None


def test_citations() -> None:
    assert citation(TOPIC, None) == "Fog [horns], 2023-01-01 (2023-01-01.md:7)"
    assert citation(TOPIC, "https://x.org/y") == r"[Fog \[horns\]](https://x.org/y), 2023-01-01"
