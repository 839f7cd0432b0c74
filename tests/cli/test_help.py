"""Every command explains itself."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable

from kb import __version__

Kb = Callable[..., subprocess.CompletedProcess[str]]


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
