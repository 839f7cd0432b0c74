"""`kb open` hands the right file, line and address to the right program, and nothing to a shell."""

from __future__ import annotations

import json
import subprocess
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest

Kb = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Makes an editor of that name which writes its arguments to the file that is returned."""

    def make(name: str, code: int = 0) -> Path:
        folder = tmp_path / "a folder"
        folder.mkdir(exist_ok=True)
        seen = folder / "arguments.json"
        program = folder / name
        program.write_text(
            f"#!{sys.executable}\nimport json, sys\n"
            f"open({str(seen)!r}, 'w').write(json.dumps(sys.argv[1:]))\nsys.exit({code})\n"
        )
        program.chmod(0o755)
        monkeypatch.setenv("EDITOR", f"'{program}'")
        return seen

    return make


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was asked to open."""
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    return opened


def test_the_editor_opens_the_file_at_the_line(kb: Kb, minutes: Path, editor: Callable[..., Path]) -> None:
    seen = editor("vim")
    assert kb("open", "potter-on-small-computers").returncode == 0
    assert json.loads(seen.read_text()) == ["+12", str(minutes / "2024-04-02.md")]


def test_a_meeting_opens_at_its_beginning(kb: Kb, minutes: Path, editor: Callable[..., Path]) -> None:
    seen = editor("nano")
    assert kb("open", "2024-04-02").returncode == 0
    assert json.loads(seen.read_text()) == ["+1", str(minutes / "2024-04-02.md")]


def test_a_file_name_is_never_an_option_nor_read_by_a_shell(
    kb: Kb, minutes: Path, editor: Callable[..., Path]
) -> None:
    name = "-c $(touch pwned); 2024-09-03.md"
    (minutes / name).write_text("# Call, 3 September 2024\n\n## Odd names\n\nWords.\n\n## More\n\nMore.\n")
    seen = editor("vim")
    assert kb("open", "odd-names").returncode == 0
    assert json.loads(seen.read_text())[-1] == str(minutes / name)
    assert not (minutes / "pwned").exists()


def test_an_editor_that_fails_is_told(kb: Kb, editor: Callable[..., Path]) -> None:
    editor("vim", code=4)
    run = kb("open", "potter-on-small-computers")
    assert (run.returncode, "ended with 4" in run.stderr) == (3, True)


def test_an_editor_that_is_not_there(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    run = kb("open", "potter-on-small-computers")
    assert run.returncode == 3
    assert "no-such-editor" in run.stderr


def test_the_recording_of_a_topic_and_of_a_meeting(kb: Kb, browser: list[str]) -> None:
    assert kb("open", "potter-on-small-computers", "--recording").returncode == 0
    assert kb("open", "2024-04-02", "--recording").returncode == 0
    assert all(address.startswith("https://www.youtube.com/watch?v=kilnAPRIL02") for address in browser)
    assert len(browser) == 2


def test_no_recording(kb: Kb, browser: list[str]) -> None:
    run = kb("open", "naming-the-release", "--recording")
    assert (run.returncode, browser) == (1, [])
    assert "no recording" in run.stderr


def test_the_link_of_a_topic(kb: Kb, browser: list[str]) -> None:
    assert kb("open", "results-from-the-large-kiln", "--web").returncode == 0
    assert browser == ["https://github.com/kilnworks/Potter.jl/issues/7"]


def test_only_the_web_is_opened(kb: Kb, minutes: Path, browser: list[str]) -> None:
    (minutes / "2024-06-04.md").write_text(
        "# Call, 4 June 2024\n\n## Traps\n\n[a](file:///etc/passwd) [b](javascript:alert(1))\n\n## Rest\n\n"
    )
    assert kb("open", "traps", "--web").returncode == 1
    assert browser == []


def test_without_a_browser_the_address_is_printed(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    run = kb("open", "results-from-the-large-kiln", "--web")
    assert run.returncode == 0
    assert run.stdout == "https://github.com/kilnworks/Potter.jl/issues/7\n"
