"""What the README pipes into other programs, run as it stands there."""

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
from pathlib import Path

import pytest

import kb

ROOT = Path(__file__).parents[2]
SAMPLES = Path(kb.__file__).parent / "samples"
TEXTS = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")]
PIPES = [line.strip() for text in TEXTS for line in re.findall(r"^ *kb .*\| jq .*$", text, re.M)]


@pytest.fixture
def surrounded(tmp_path: Path) -> dict[str, str]:
    """An environment with kb on the path, over the samples."""
    program = tmp_path / "kb"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kb "$@"\n')
    program.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "KB_MINUTES": str(SAMPLES),
        "EDITOR": "echo EDITED",
        "TERM": "xterm",
    }


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
@pytest.mark.parametrize("line", PIPES)
def test_jq_takes_it(line: str, surrounded: dict[str, str]) -> None:
    command = f"set -o pipefail; {re.sub(r'  +#.*', '', line)}"
    done = subprocess.run(["bash", "-c", command], env=surrounded, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


@pytest.mark.skipif(shutil.which("fzf") is None, reason="fzf is not installed")
def test_fzf_searches_as_one_types_and_opens_the_place(surrounded: dict[str, str]) -> None:
    (recipe,) = re.findall(r"^```bash\n(fzf .*?)^```", TEXTS[0], re.M | re.S)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 150, 0, 0))
    fzf = subprocess.Popen(
        ["bash", "-c", recipe], cwd=SAMPLES, env=surrounded, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    read_until(ours, "20/20")  # what `kb search ""` lists
    os.write(ours, b"brackwater gauge merge reopened")
    read_until(ours, r"2024-06-11\.md:22:")
    time.sleep(0.5)  # the last letters' answer
    os.write(ours, b"\r")
    seen = read_until(ours, r"EDITED \+\d+ 2024-06-11\.md")
    fzf.kill()
    fzf.wait()
    os.close(ours)
    assert re.search(r"EDITED \+\d+ 2024-06-11\.md", seen), seen[-500:]


def read_until(terminal: int, pattern: str) -> str:
    """What comes out of a terminal, without its escapes, until the pattern is in it or for half a minute."""
    seen, deadline = "", time.monotonic() + 30
    while time.monotonic() < deadline and not re.search(pattern, seen):
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                seen += os.read(terminal, 65536).decode(errors="replace")
            except OSError:  # Linux says so when nobody holds the other end
                break
            seen = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen)
    return seen
