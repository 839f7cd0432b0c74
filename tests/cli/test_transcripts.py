"""Commands and what they print, as in a terminal session.

A case file holds sessions: ``$ kb …`` is run in the folder of the invented minutes (``$ write FILE TEXT``
and ``$ remove FILE`` change it before), lines with ``! `` are on stderr, ``= N`` is the exit code where it is
not 0, lines with ``; `` are comments.  Times are written as ``N ms``, the folder of the test as ``DIR``.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Kb = Callable[..., subprocess.CompletedProcess[str]]
CASES = Path(__file__).parents[1] / "cases" / "cli"
SESSIONS = sorted(CASES.glob("*.txt"))


def session_of(script: list[str], minutes: Path, kb: Kb) -> list[str]:
    """The session that the commands of a script give now."""
    lines: list[str] = []
    for command in script:
        lines.append(command)
        words = shlex.split(command.removeprefix("$ "))
        if words[0] == "write":
            (minutes / words[1]).write_text(words[2].replace("\\n", "\n") + "\n")
        elif words[0] == "remove":
            (minutes / words[1]).unlink()
        else:
            run = kb(*words[1:])
            lines += run.stdout.splitlines()
            lines += [f"! {line}" for line in run.stderr.splitlines()]
            lines += [f"= {run.returncode}"] if run.returncode else []
    text = "\n".join(lines).replace(str(minutes.parent), "DIR")
    text = re.sub(r"-[0-9a-f]{8}\b", "-HASH", text)
    return re.sub(r"\d+\.\d+ s\b", "N s", re.sub(r"\d+ ms\b", "N ms", text)).split("\n")


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_session(path: Path, minutes: Path, kb: Kb) -> None:
    expected = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("; ")]
    script = [line for line in expected if line.startswith("$ ")]
    assert session_of(script, minutes, kb) == expected
