"""Every command explains itself."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

import kb as package
from kb import __version__
from kb.cli import cli

Kb = Callable[..., subprocess.CompletedProcess[str]]
_TRIED_ELSEWHERE = {"hook", "serve", "mcp", "new"}  # they need git, somebody at the other end, or an extra


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample minutes, which the examples are about."""
    folder = tmp_path_factory.mktemp("examples") / "minutes"
    return Path(shutil.copytree(Path(package.__file__).parent / "samples", folder))


def examples() -> Iterator[str]:
    """The lines of all help that begin with `kb`, for the folder one is in, without comments."""
    context = click.Context(cli, info_name="kb")
    for name in ("", *cli.list_commands(context)):
        command = cli.get_command(context, name) if name else cli
        assert command is not None
        for line in f"{command.help}\n{command.epilog or ''}".splitlines():
            if line.startswith("  kb ") and name not in _TRIED_ELSEWHERE:
                yield re.sub(r"  +#.*", "", line).replace(" -C ~/minutes", "").strip()


def test_every_command_is_listed_and_has_two_examples(kb: Kb) -> None:
    listed = kb("--help").stdout.split("Commands:")[1]
    commands = re.findall(r"^  (\w+) ", listed, re.M)
    assert {"search", "show", "open", "reindex", "export", "demo"} <= set(commands)
    for command in commands:
        shown = kb(command, "--help")
        assert shown.returncode == 0
        examples = shown.stdout.split("Examples:")[1]
        assert len(re.findall(rf"\bkb (?:-C \S+ )?{command}\b", examples)) >= 2, command
        assert max(map(len, shown.stdout.split("\n"))) <= 100


def test_the_version(kb: Kb) -> None:
    assert kb("--version").stdout == f"kb {__version__}\n"


@pytest.mark.parametrize("line", list(examples()))
def test_an_example_does_what_it_says(
    line: str, kb: Kb, minutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Up to the pipe or file that its output goes to; what lint finds makes it end with 1."""
    monkeypatch.setenv("VISUAL", "true")
    monkeypatch.setattr(webbrowser, "open", lambda address: True)
    monkeypatch.setenv("KB_CACHE", str(minutes.parent / "cache"))
    run = kb(*shlex.split(re.split(r" [|>] ", line)[0])[1:])
    assert run.returncode == (1 if "lint" in line else 0), run.stderr
    assert run.stdout or run.stderr or "open" in line
