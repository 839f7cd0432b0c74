"""The first frame waits for nothing that it does not show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_app_loads_neither_the_engine_nor_a_reader_of_markdown() -> None:
    code = "import kb.tui.app, sys; print(sorted({'whoosh', 'markdown_it', 'dateutil'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
