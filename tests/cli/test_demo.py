"""`kb demo` needs nothing but kb."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

Kb = Callable[..., subprocess.CompletedProcess[str]]
SAMPLES = Path(__file__).parents[2] / "kb" / "samples"


def test_in_a_pipe_it_prints_a_search(kb_process: Kb) -> None:
    before = sorted(SAMPLES.iterdir())
    done = kb_process("demo")
    assert done.returncode == 0
    assert "GaugeIO" in done.stdout
    assert sorted(SAMPLES.iterdir()) == before


def test_it_takes_a_query(kb: Kb) -> None:
    done = kb("demo", "project:Swell", "is:decision")
    assert done.returncode == 0
    assert "Swell" in done.stdout
    assert kb("demo", "merge", "-n", "1", "--json").stdout.count('"snippets"') == 1
    assert kb("demo", "--sort", "newest").stdout.count("\n20") > 3
    assert kb("demo", "nosuchword", "-swell").returncode in (1, 2)
