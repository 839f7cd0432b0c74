"""What strangers wrote reaches the terminal as text that is seen, byte by byte, from every command.

How single characters are shown is in tests/cli/test_safe_text.py, hostile minutes in the interface in
tests/tui/test_untrusted_text.py; here is all that strangers can name, through all that prints.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Settings, open_library
from kb.cli import _COMMANDS
from kb.config import read_settings
from kb.tui.app import KbApp

Kb = Callable[..., subprocess.CompletedProcess[str]]

CLEAR = "\x1b[2J\x1b[H"
TITLE = "\x1b]0;owned\x07"
LINK = "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\"
C1 = "\x9b31m\x9d0;owned\x9c\x90q\x85"
BIDI = "\u202etxt.exe\u2066x\u2069\u200f"
HIDDEN = "a\u200bb\u2060c\ufeffd\u00ade\U000e0041"
BOMB = "Z" + "\u0336\u0489" * 60
MARKUP = "[red]x[/red] [/nothing] [link=https://evil.example]y[/link] [@click=app.quit]z[/]"
LINES = "one\u2028two\u2029three\rfour\x0bfive\x0csix\x08seven\x7f"
HOSTILE = " ".join((CLEAR, TITLE, LINK, C1, BIDI, HIDDEN, BOMB, MARKUP, LINES))

MINUTES = f"""\
# Call {HOSTILE}

Present: Ada{C1} Berg{TITLE}, Bo {BIDI} Chen, [red]Cleo[/red] Duval

## Agenda

- Agenda {HOSTILE}

## Minutes

**Video link:** https://youtu.be/keel{LINK}

### Keel {HOSTILE}

Ada Berg{CLEAR} showed [Keel.jl](https://github.com/keel{LINK}/Keel.jl) and [x](https://evil.example/{BIDI}).

- Decision: {HOSTILE}
- ACTION: Ada Berg{TITLE} {HOSTILE}

### Chat

```
12:01:10\t From Ada{C1} Berg : keel {HOSTILE}
12:02:10\t From {TITLE}Bo Chen{CLEAR} : keel {HOSTILE}
```
"""
NAME = f"2024-07-02 {CLEAR}{TITLE}{C1}{BIDI}{HIDDEN}[red]x[].md".replace("/", "")
STYLE = re.compile("\x1b\\[[0-9;]*m")


def assert_seen_not_obeyed(text: str, *, styled: bool = False) -> None:
    """No byte is left that a terminal would act on, nor a letter that hides or turns others."""
    if styled:
        text = STYLE.sub("", text)
    for n, letter in enumerate(text):
        bad = unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") and letter not in "\n\t"
        assert not bad, (n, text[max(0, n - 30) : n + 30])
        assert letter not in "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\u00ad"
        assert not "\u2066" <= letter <= "\u2069"
        assert not "\U000e0000" <= letter <= "\U000e0fff"
    assert not re.search("[\u0336\u0489]{5}", text), "a pile of marks"


@pytest.fixture
def hostile(minutes: Path) -> Path:
    """Minutes in which everything is hostile, beside harmless ones."""
    (minutes / NAME).write_text(MINUTES, encoding="utf-8", newline="")
    (minutes / f"{CLEAR}{BIDI}no date.md").write_text("nothing", encoding="utf-8")
    (minutes / "kb.toml").write_text(
        '[people]\n"Bo \\u001b[2J\\u202e Chen" = ["Bo", "bo\\u009b"]\n'
        '[projects]\n"Keel\\u001b]0;owned\\u0007" = ["keel", "[red]keel"]\n',
        encoding="utf-8",
    )
    return minutes


COMMANDS = [
    ["reindex", "--full"],
    ["reindex", "--full", "--json"],
    ["search", "keel"],
    ["search", "keel", "--json"],
    ["search", "keel", "--jsonl"],
    ["search", "keel", "--explain"],
    ["search", "keel", "--format", "vimgrep"],
    ["search", f"nothing{HOSTILE}"],
    ["search", f"projcet:{HOSTILE}"],
    ["search", f"project:{HOSTILE}"],
    ["search", "--since", HOSTILE, "keel"],
    [HOSTILE],
    ["--no-such-flag" + CLEAR],
    ["show", "2024-07-02"],
    ["show", "2024-07-02", "--json"],
    ["show", "2024-07-02", "--format", "md"],
    ["show", "2024-07"],
    ["show", HOSTILE],
    ["open", "2024-07-02", "--web"],
    ["open", "2024-07-02", "--recording"],
    ["open", HOSTILE],
    ["projects"],
    ["people"],
    ["project", "keel"],
    ["person", "Bo"],
    ["person", HOSTILE],
    ["decisions"],
    ["decisions", "--json"],
    ["actions"],
    ["actions", "--json"],
    ["projects", "--json"],
    ["people", "--json"],
    ["project", "keel", "--json"],
    ["timeline", "keel"],
    ["timeline", "keel", "--json"],
    ["timeline", HOSTILE],
    ["stats"],
    ["new"],
    ["new", HOSTILE],
    ["new", "--since", "2024"],
    ["new", "--since", "2024", "--json"],
    ["init"],
    ["init", "--print"],
    ["hook", "install"],
    ["hook", HOSTILE],
    ["demo", HOSTILE],
    ["completion", HOSTILE],
    ["-c", HOSTILE, "search", "keel"],
    ["-C", HOSTILE, "search", "keel"],
    ["--cache", f"/dev/null/{HOSTILE}", "search", "keel"],
    ["export"],
    ["export", "--format", "csv"],
    ["export", "--format", "md"],
    ["status"],
    ["status", "--json"],
    ["lint"],
    ["lint", "--json"],
    ["config"],
    ["config", "--json"],
]


def test_every_command_is_tried() -> None:
    """But for those that print to no terminal: a page for `man`, and two that serve other programs."""
    tried = {word for arguments in COMMANDS for word in arguments[:1]}
    assert _COMMANDS.keys() - tried == {"man", "serve", "mcp"}


def test_completion(hostile: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    kb("reindex")
    for shell in ("bash", "zsh", "fish"):
        for command, incomplete in (("person", ""), ("project", ""), ("search", "project:")):
            monkeypatch.setenv("_KB_COMPLETE", f"{shell}_complete")
            monkeypatch.setenv("COMP_WORDS", f"kb -C {hostile} {command} {incomplete}")
            monkeypatch.setenv("COMP_CWORD", incomplete if shell == "fish" else "4")
            run = kb()
            assert "Keel" in run.stdout or "Bo" in run.stdout, (shell, command)
            assert_seen_not_obeyed(run.stdout + run.stderr)


def test_every_command(hostile: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "true")
    kb("reindex")
    shown = 0
    for arguments in COMMANDS:
        run = kb("--color", "always", *arguments)
        try:
            assert_seen_not_obeyed(run.stdout, styled="--json" not in arguments)
            assert_seen_not_obeyed(run.stderr)
            assert "Traceback" not in run.stderr and "mistake in kb" not in run.stderr, run.stderr
        except AssertionError as error:
            raise AssertionError(arguments) from error
        shown += "[red]x[/red]" in run.stdout
    assert_seen_not_obeyed(kb("search", "keel").stdout)
    assert shown > 5, "what is hostile is not hidden"


def test_json_and_csv_still_say_what_was_written(hostile: Path, kb: Kb) -> None:
    rows = [json.loads(line) for line in kb("export").stdout.splitlines()]
    assert any(MARKUP in row["text"] and BIDI in row["text"] for row in rows if row["type"] == "topic")
    assert NAME in {row["file"] for row in rows}
    assert len(list(csv.reader(io.StringIO(kb("export", "--format", "csv").stdout)))) > 10


@pytest.mark.parametrize(
    "text",
    [
        '"\\u001b[2J\\u202e" = 1\n',
        "'\u202e\x9b31m' = 1\n",
        '[people]\n"\\u001b]0;x\\u0007" = 1\n',
        '[people]\nA = ["\\u009b"]\nB = ["\\u009b"]\n',
        '[people]\n"\\u001b[2J" = ["x"]\n"\\u202e" = ["x"]\n',
        "x = \x1b\n",
    ],
)
def test_errors_of_kb_toml(minutes: Path, kb: Kb, text: str) -> None:
    (minutes / "kb.toml").write_text(text, encoding="utf-8")
    for color in ("never", "always"):
        run = kb("--color", color, "search", "swell")
        assert run.returncode == 3
        assert run.stderr.startswith("kb: ")
        assert_seen_not_obeyed(run.stdout + run.stderr)


async def test_the_interface(hostile: Path, tmp_path: Path) -> None:
    settings: Settings = read_settings(hostile)
    library = open_library(hostile, cache=tmp_path / "cache", settings=settings)
    library.sync()
    app = KbApp(library, initial_query="keel")

    def screen() -> str:
        return "\n".join(strip.text for strip in app.screen._compositor.render_strips())

    async with app.run_test(size=(150, 50)) as pilot:
        await pilot.pause(0.5)
        seen = [screen()]
        keys = [
            "down",
            "tab",
            "down",
            "tab",
            "down",
            "space",
            "escape",
            "f1",
            "escape",
            "enter",
            "down",
            "]",
            "escape",
        ]
        pages = ["f2", "down", "escape", "f3", "down", "escape", "f4", "escape", "ctrl+t", "enter", "escape"]
        for key in [*keys, *pages, "ctrl+l", "escape", "ctrl+p", "escape", "ctrl+s", "ctrl+r"]:
            await pilot.press(key)
            await pilot.pause(0.05)
            seen.append(screen())
    for one in seen:
        assert_seen_not_obeyed(one)
    assert any("[red]" in one for one in seen)
