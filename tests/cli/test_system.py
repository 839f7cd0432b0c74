"""What differs between systems, each tried here as far as it can be without them."""

from __future__ import annotations

import io
import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from platformdirs import windows

from kb.cli import _write_any_text
from kb.system import (
    avoid_current_folder,
    cache_root,
    can_be_handed,
    file_address,
    find_program,
    join_command,
    split_command,
    user_config,
    usual_editors,
    usual_pager,
)

HOME = Path("/home/ada")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders of somebody else, by whatever a system asks."""
    for name, folder in (("HOME", HOME), ("USERPROFILE", HOME), ("LOCALAPPDATA", HOME / "Local")):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(windows, "get_win_folder", windows.get_win_folder_from_env_vars)


@pytest.mark.parametrize(
    ("platform", "variables", "cache", "config"),
    [
        ("linux", {}, ".cache/kb", ".config/kb/config.toml"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, ".cache/kb", ".config/kb/config.toml"),
        ("linux", {"XDG_CACHE_HOME": "/c", "XDG_CONFIG_HOME": "/e"}, "/c/kb", "/e/kb/config.toml"),
        ("freebsd14", {}, ".cache/kb", ".config/kb/config.toml"),
        ("darwin", {}, "Library/Caches/kb", "Library/Application Support/kb/config.toml"),
        ("win32", {}, "Local/kb/Cache", "Local/kb/config.toml"),
    ],
)
def test_folders(platform: str, variables: dict[str, str], cache: str, config: str) -> None:
    assert cache_root(variables, platform) == HOME / cache
    assert user_config(variables, platform) == HOME / config


@pytest.mark.parametrize(
    ("platform", "text", "words"),
    [
        ("linux", "vim -u NONE", ["vim", "-u", "NONE"]),
        ("darwin", "'/Applications/My Editor' -w", ["/Applications/My Editor", "-w"]),
        ("win32", r"C:\Tools\vim.exe -R", [r"C:\Tools\vim.exe", "-R"]),
        ("win32", r'"C:\Program Files\Editor\ed.exe" {file}', [r"C:\Program Files\Editor\ed.exe", "{file}"]),
    ],
)
def test_commands(platform: str, text: str, words: list[str]) -> None:
    assert split_command(text, platform) == words


@pytest.mark.parametrize(
    ("platform", "command"),
    [("linux", "'/my python' -m kb.tui '/m/ü b'"), ("win32", '"/my python" -m kb.tui "/m/ü b"')],
)
def test_a_command_for_the_shell(platform: str, command: str) -> None:
    assert join_command(["/my python", "-m", "kb.tui", "/m/ü b"], platform) == command


def test_what_is_piped_has_line_feeds_and_utf8_on_every_system() -> None:
    bytes_out = io.BytesIO()
    stream = io.TextIOWrapper(bytes_out, encoding="cp1252", newline="\r\n")  # as Windows opens a pipe
    _write_any_text(stream)
    stream.write("≈ 27\n")
    stream.flush()
    assert bytes_out.getvalue() == "≈ 27\n".encode()


def test_programs() -> None:
    assert [usual_pager(platform) for platform in ("linux", "darwin", "win32")] == ["less", "less", "more"]
    assert usual_editors("win32") == ("notepad",)
    assert "nano" in usual_editors("darwin")


@pytest.mark.parametrize(
    ("platform", "path", "found"),
    [
        ("linux", "{there}", "code"),
        ("linux", "/nowhere", None),
        ("win32", "{there}", "{there}/code"),
        ("win32", ".", None),  # where minutes may lie
        ("win32", "/nowhere", None),
    ],
)
def test_a_program_is_found(
    platform: str, path: str, found: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "code").touch(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path.format(there=tmp_path))
    assert find_program("code", platform) == (found and found.format(there=tmp_path))


@pytest.mark.parametrize(
    ("program", "file", "can"),
    [
        ("vim", "/m/a&b.md", True),
        (r"C:\Tools\code.CMD", r"C:\m\2024 call.md", True),
        (r"C:\Tools\code.CMD", r"C:\m\2024&calc.md", False),
        (r"C:\Tools\ed.bat", r"C:\m\%PATH%.md", False),
        (r"C:\Tools\ed.exe", r"C:\m\2024&calc.md", True),
    ],
)
def test_no_shell_reads_the_name_of_a_file(program: str, file: str, can: bool) -> None:
    assert can_be_handed(program, file) == can


@pytest.mark.parametrize(("platform", "set_to"), [("linux", None), ("darwin", None), ("win32", "1")])
def test_programs_are_not_looked_for_beside_the_minutes(
    platform: str, set_to: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.environ", {})
    avoid_current_folder(platform)
    assert os.environ.get("NODEFAULTCURRENTDIRECTORYINEXEPATH") == set_to


@pytest.mark.parametrize(
    ("path", "host", "address"),
    [
        (PurePosixPath("/m/2024 ü.md"), "box", "file://box/m/2024%20%C3%BC.md#7"),
        (PureWindowsPath(r"C:\m\2024.md"), "", "file:///C:/m/2024.md#7"),
    ],
)
def test_addresses_of_files(path: PurePosixPath | PureWindowsPath, host: str, address: str) -> None:
    assert file_address(path, 7, host) == address
