"""What a person sees on a terminal, read from the other end of one."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Terminal = Callable[..., str]
ROOT = Path(__file__).parents[2]
COLOUR = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;;(?:file://[!-~]*)?\x1b\\\\")  # and links to files


def open_terminal(rows: int) -> tuple[int, int]:
    """Both ends of a terminal of 80 columns: ours to read, theirs for the program."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 80, 0, 0))
    return ours, theirs


def start(theirs: int, folder: Path, *arguments: str, **variables: str) -> subprocess.Popen[bytes]:
    """kb on that terminal."""
    return subprocess.Popen(
        [sys.executable, "-m", "kb", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **variables},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )


@pytest.fixture
def terminal(minutes: Path) -> Terminal:
    """Runs kb on a terminal and returns what reaches it."""

    def run(*arguments: str, rows: int = 200, **variables: str) -> str:
        ours, theirs = open_terminal(rows)
        process = start(theirs, minutes, *arguments, **variables)
        os.close(theirs)
        seen = bytearray()
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux says so when nobody holds the other end
                break
            if not piece:
                break
            seen += piece
        process.wait()
        os.close(ours)
        return seen.decode().replace("\r\n", "\n")

    return run


def test_hits_are_coloured_and_fit(terminal: Terminal) -> None:
    terminal("reindex")
    seen = terminal("search", "thermocouple")
    assert "\x1b[1;31mthermocouple\x1b[0m" in seen
    assert max(len(COLOUR.sub("", line)) for line in seen.split("\n")) <= 80


@pytest.mark.parametrize(
    ("arguments", "variables", "coloured"),
    [
        ([], {"NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
        (["--color", "never"], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
    ],
)
def test_colour_can_be_chosen(
    terminal: Terminal, arguments: list[str], variables: dict[str, str], coloured: bool
) -> None:
    assert ("\x1b" in terminal(*arguments, "search", "thermocouple", **variables)) is coloured


def test_a_pipe_gets_neither_colour_nor_box_drawing(
    kb: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    more = ("timeline kiln", "decisions", "actions", "stats", "new --since 2024", "show 2024", "config")
    for command in (
        "search glazier clock",
        "show 2024-03-05",
        "projects",
        "status",
        "project Glazier",
        *more,
    ):
        seen = kb(*command.split()).stdout
        assert seen
        assert not re.search("[\x1b\u2500-\u259f]", seen)


def test_a_long_answer_goes_through_the_pager(terminal: Terminal, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho PAGER; cat\n")
    pager.chmod(0o755)
    terminal("reindex")
    assert terminal("show", "2024-03-05", rows=8, KB_PAGER=str(pager)).startswith("PAGER\n")
    assert "PAGER" not in terminal("show", "2024-03-05", rows=100, KB_PAGER=str(pager))
    for command in ("people", "config", "show 2024 --format md", "stats", "decisions"):
        assert terminal(*command.split(), rows=3, KB_PAGER=str(pager)).startswith("PAGER\n"), command
    assert "thermocouple" in terminal("show", "2024-03-05", rows=8, KB_PAGER="no-such-pager")
    assert "thermocouple" in terminal("show", "2024-03-05", rows=8, KB_PAGER="")


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_the_manual_is_shown_and_not_its_source(terminal: Terminal) -> None:
    seen = re.sub(r"\x1b\[[\d;]*m|.\x08", "", terminal("man", MANPAGER="cat", PAGER="cat"))
    assert "kb search [OPTIONS] [QUERY]..." in seen
    assert "\n.SH" not in seen
    assert "\n.SH" in terminal("man", PATH="/nowhere")


def test_no_text_of_the_minutes_reaches_the_terminal_as_a_command(terminal: Terminal, minutes: Path) -> None:
    evil = "\x1b]0;owned\x07\x9b31m\u202e\u200b[red]"
    name = "2024-06-04 \x1b[2J.md"
    (minutes / name).write_text(
        f"# Call {evil}, 4 June 2024\n\n## Clay {evil}\n\nWet clay {evil} of Glazier.\n\n"
        f"**Decision:** {evil}\n\n```\n10:00:01 From Ada Okafor {evil} to Everyone : clay {evil}\n```\n"
    )
    (minutes / "kb.toml").write_text('[people]\n"Ada \\u001b[5m Okafor" = ["Ada Okafor"]\n')
    commands = [
        "reindex",
        "search clay",
        "search clay --json",
        "show 2024-06-04",
        "project Glazier",
        "people",
        "lint",
        "decisions",
        "actions --json",
        "timeline clay --by month",
        "stats",
        "new --since 2024",
        "search clay --format vimgrep",
        "export --format md",
        "init --print",
        "config",
    ]
    for command in [*commands, "export", "export --format csv", "status", "search \x1b[2J", "show \x1b[2J"]:
        seen = terminal(*command.split(), PAGER="")
        left = COLOUR.sub("", seen)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u200b]", left.replace("\r", "")), command


def test_a_progress_bar_for_what_takes_long(terminal: Terminal, minutes: Path) -> None:
    text = "\n".join(f"## Topic {n}\n\nWords {n} on clay.\n" for n in range(20))
    for n in range(200):
        (minutes / f"2020-{n % 12 + 1:02}-{n % 28 + 1:02}-{n}.md").write_text(f"# Call {n}\n\n{text}")
    seen = terminal("reindex")
    assert re.search(r"\r\[#+\.*\] \d+/\d+ ", seen)
    assert "new" in seen.rsplit("\r", 1)[1]


@pytest.mark.parametrize("arguments", [[], ["demo"]])
def test_kb_alone_opens_the_interface_and_gives_the_terminal_back(
    minutes: Path, arguments: list[str]
) -> None:
    ours, theirs = open_terminal(rows=24)
    before = termios.tcgetattr(theirs)
    process = start(theirs, minutes, *arguments)
    seen, deadline, asked = b"", time.monotonic() + 60, False
    while process.poll() is None and time.monotonic() < deadline:
        if select.select([ours], [], [], 0.1)[0]:
            seen += os.read(ours, 65536)
        if not asked and b"Search minutes" in seen:  # the border of the box: the first frame is there
            asked = True
            os.write(ours, b"\x11")  # ctrl+q
    process.kill()
    assert (asked, process.wait()) == (True, 0), seen[-2000:].decode(errors="replace")
    assert termios.tcgetattr(theirs) == before
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize(("answer", "written"), [(b"y\n", True), (b"n\n", False)])
def test_a_hook_is_written_when_somebody_says_yes(minutes: Path, answer: bytes, written: bool) -> None:
    subprocess.run(["git", "init", "--quiet", str(minutes)], check=True)
    ours, theirs = open_terminal(rows=24)
    process = start(theirs, minutes, "hook", "install")
    os.close(theirs)
    seen = b""
    while b"Write this? [Y/n]" not in seen:
        seen += os.read(ours, 65536)
    os.write(ours, answer)
    code = process.wait(timeout=60)
    os.close(ours)
    assert (code == 0, (minutes / ".git" / "hooks" / "post-merge").exists()) == (written, written)


def test_a_place_leads_to_its_file_and_line(terminal: Terminal, minutes: Path) -> None:
    odd = minutes / "2024-06-04 ü;x\\.md"
    odd.write_text("# Call, 4 May 2024\n\n## Ochre\n\nDecision: we take ochre.\n")
    address = odd.as_uri().replace("file://", f"file://{os.uname().nodename}")
    terminal("reindex")
    for command, line in (("search ochre", 5), ("decisions ochre", 5), ("show ochre", 3), ("lint", 1)):
        seen = terminal(*command.split(), PAGER="")
        *_, (to, text) = re.findall("\x1b\\]8;;(file:[^\x1b]*)\x1b\\\\(.*?)\x1b\\]8;;\x1b\\\\", seen)
        assert to == f"{address}#{line}"
        assert COLOUR.sub("", text).startswith(f"{odd.name}:{line}")
    assert "\x1b" not in terminal("--color", "never", "search", "ochre")
