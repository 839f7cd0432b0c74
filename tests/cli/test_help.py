"""Every command explains itself, and completes in a shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import __version__

Kb = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]


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


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_prints_a_script(kb: Kb, shell: str) -> None:
    done = kb("completion", shell)
    assert done.returncode == 0
    assert "_KB_COMPLETE" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_completion_works_in_bash(tmp_path: Path) -> None:
    program = tmp_path / "kb"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kb "$@"\n')
    program.chmod(0o755)
    script = (
        'eval "$(kb completion bash)"; COMP_WORDS=(kb search --si); COMP_CWORD=2; '
        '_kb_completion kb; echo "${COMPREPLY[@]}"'
    )
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": path},
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["--since"], done.stderr
