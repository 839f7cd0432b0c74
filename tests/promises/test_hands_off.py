"""Minutes are only read: nothing is written to their folder, nothing beside it is read, nothing is run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.cli import _COMMANDS
from kb.opening import is_web_address
from kb.tui.app import KbApp

Kb = Callable[..., subprocess.CompletedProcess[str]]

RUNS = {
    "search": [["swell"], ["swell", "--json"], ["zzqqxx"], ["bouy"]],
    "show": [["2024-06-11"], ["2024-06-11", "--json"], ["2024-06-11", "--format", "md"]],
    "open": [["2024-06-11"], ["2024-06-11", "--web"], ["2024-06-11", "--recording"]],
    "projects": [[]],
    "people": [[]],
    "project": [["GaugeIO"]],
    "person": [["Tomasz", "Wrona"]],
    "decisions": [[]],
    "actions": [[]],
    "timeline": [["swell"]],
    "stats": [[]],
    "new": [[], ["HEAD"]],
    "reindex": [[], ["--full"], ["--json"]],
    "export": [[], ["--format", "csv"], ["--format", "md"]],
    "status": [[]],
    "lint": [[]],
    "config": [[], ["--schema"]],
    "demo": [["swell"]],
    "completion": [["bash"]],
    "man": [[]],
}
ASKED_TO_WRITE = {"init", "hook"}
"""They are there to write one file: a kb.toml, or a git hook once the person has agreed."""


def tree(folder: Path) -> dict[str, tuple[object, ...]]:
    """Every file and folder with its kind, rights, time of change and content."""
    found: dict[str, tuple[object, ...]] = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        info = path.lstat()
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[str(path)] = (info.st_mode, info.st_size, info.st_mtime_ns, info.st_ino, content)
    return found


@pytest.fixture
def repository(minutes: Path) -> Path:
    """The minutes in a git repository with two commits."""

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@keel.example")
        subprocess.run(["git", "-C", str(minutes), *who, *arguments], check=True, capture_output=True)

    git("init", "-q")
    for message in ("first", "second"):
        with (minutes / "2025-01-21.md").open("a", encoding="utf-8") as file:
            file.write("\nOne line more.\n")
        git("add", ".")
        git("commit", "-q", "-m", message)
    return minutes


def test_every_command_is_tried() -> None:
    assert RUNS.keys() | ASKED_TO_WRITE == {name for name in _COMMANDS if name not in ("serve", "mcp")}


def test_no_command_writes_to_the_minutes(
    repository: Path, kb: Kb, kb_process: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    for name in ("EDITOR", "VISUAL", "BROWSER"):
        monkeypatch.setenv(name, "true")
    before = tree(repository)
    for command, several in RUNS.items():
        for arguments in several:
            run = kb(command, *arguments)
            assert run.returncode in (0, 1), (command, arguments, run.stderr)
            assert tree(repository) == before, (command, arguments)
    kb_process("hook", "install", cwd=repository, stdin=subprocess.DEVNULL)
    assert tree(repository) == before
    kb_process("init", cwd=repository, stdin=subprocess.DEVNULL)
    assert tree(repository).keys() - before.keys() == {str(repository / "kb.toml")}


def test_a_folder_that_cannot_be_written_to_is_as_good(minutes: Path, kb: Kb) -> None:
    minutes.chmod(0o500)
    try:
        assert kb("search", "swell").returncode == 0
    finally:
        minutes.chmod(0o700)


async def test_the_interface_writes_nothing_either(repository: Path, tmp_path: Path) -> None:
    from index import open_library

    before = tree(repository)
    app = KbApp(open_library(repository, cache=tmp_path / "cache"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.3)
        for key in (
            "s",
            "w",
            "e",
            "l",
            "l",
            "down",
            "enter",
            "escape",
            "ctrl+s",
            "tab",
            "tab",
            "space",
            "ctrl+r",
        ):
            await pilot.press(key)
        await pilot.pause(0.3)
    assert tree(repository) == before


# ---------------------------------------------------------------- what lies outside


def test_nothing_outside_is_read_and_no_device_opened(minutes: Path, tmp_path: Path, kb: Kb) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2024-01-02.md").write_text(
        "# Call\n\n## Zanzibar\n\nThe zanzibar secret.\n", encoding="utf-8"
    )
    (minutes / "2024-01-02.md").symlink_to(outside / "2024-01-02.md")
    (minutes / "2024").symlink_to(outside)
    (minutes / "2024-01-03.md").symlink_to("/dev/zero")
    (minutes / "2024-01-04.md").symlink_to("2024-01-05.md")
    (minutes / "2024-01-05.md").symlink_to("2024-01-04.md")
    os.mkfifo(minutes / "2024-01-06.md")
    run = kb("reindex")
    assert run.returncode == 0
    assert run.stdout.count("a link out of the folder") == 2
    assert "2024-01-06.md: not a regular file" in run.stdout
    assert kb("search", "--strict", "zanzibar").returncode == 1
    assert "zanzibar" not in kb("export").stdout.casefold()


def test_a_link_inside_that_comes_to_lead_out_is_given_up(minutes: Path, tmp_path: Path, kb: Kb) -> None:
    (minutes / "2024-01-02.md").write_text("# Call\n\n## Keel\n\nThe keel is sound.\n", encoding="utf-8")
    assert kb("search", "--strict", "keel").returncode == 0
    (tmp_path / "other.md").write_text("# Call\n\n## Zanzibar\n\nThe zanzibar secret.\n", encoding="utf-8")
    (minutes / "2024-01-02.md").unlink()
    (minutes / "2024-01-02.md").symlink_to(tmp_path / "other.md")
    assert kb("search", "--strict", "keel OR zanzibar").returncode == 1


@pytest.mark.parametrize("target", ["/dev/zero", "/etc/passwd", "fifo", "kb.toml"])
def test_a_kb_toml_that_is_no_file_of_the_folder_is_not_read(minutes: Path, kb: Kb, target: str) -> None:
    if target == "fifo":
        os.mkfifo(minutes / "kb.toml")
    else:
        (minutes / "kb.toml").symlink_to(target)
    for command in (["search", "swell"], ["config"]):
        run = kb(*command)
        assert run.returncode == 3
        assert run.stderr.startswith(f"kb: {minutes / 'kb.toml'}: "), run.stderr
        assert "root:" not in run.stderr


# ---------------------------------------------------------------- what is run


@pytest.mark.parametrize(
    "address",
    [
        *(
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://x.example/",
            "vscode://x/y",
            "ssh://x",
        ),
        *(
            "//x.example/",
            "x.example",
            "http:",
            "http://",
            "https:///x",
            "-http://x",
            " http://x",
            "http://x\n--y",
        ),
        *("http://x\x00", "HTTP//x", "mailto:a@b", "jar:http://x!/", "view-source:http://x", "http://[::1"),
    ],
)
def test_only_the_web_is_opened(address: str) -> None:
    assert not is_web_address(address)


@pytest.mark.parametrize(
    "address", ["http://x.example", "https://x.example/a?b=c#d", "HTTPS://X.example/%20"]
)
def test_the_web_is(address: str) -> None:
    assert is_web_address(address)


def test_neither_names_of_files_nor_of_editors_reach_a_shell(
    minutes: Path, tmp_path: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VISUAL", raising=False)
    program = tmp_path / "editor"
    seen = tmp_path / "seen.json"
    program.write_text(
        f"#!{sys.executable}\nimport json, sys\nopen({str(seen)!r}, 'w').write(json.dumps(sys.argv[1:]))\n",
        encoding="utf-8",
    )
    program.chmod(0o700)
    window = shutil.copy(program, tmp_path / "gedit")  # kb does not wait for one with a window of its own
    for number, name in enumerate(
        ["--cmd=!touch run", "$(touch run)", "`touch run`", "; touch run #", "%s {line} {file}"]
    ):
        file = minutes / f"{name} 2024-01-0{number + 1}.md"
        file.write_text("# Call\n\n## Keel\n\nThe keel is sound.\n", encoding="utf-8")
        for editor in (
            str(program),
            str(window),
            f"{program} +{{line}} {{file}}",
            f"{program};touch run",
            f"{program} $(touch run)",
        ):
            seen.unlink(missing_ok=True)
            monkeypatch.setenv("EDITOR", editor)
            kb("open", f"2024-01-0{number + 1}")
            while editor == str(window) and not (seen.exists() and seen.read_text(encoding="utf-8")):
                time.sleep(0.01)
            if editor == str(program) or "{file}" in editor or seen.exists():
                assert json.loads(seen.read_text(encoding="utf-8"))[-1] == str(file)
            assert not list(tmp_path.rglob("run"))
