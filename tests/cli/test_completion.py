"""A shell completes commands, flags, fields, and the names that are in the index."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.searching.query import FIELDS
from kb.completing import _VALUES

Done = subprocess.CompletedProcess[str]
Kb = Callable[..., Done]
ROOT = Path(__file__).parents[2]
READS_AS = "import sys; from kb.cli import main; main([]); print(*sys.modules, file=sys.stderr)"


@pytest.fixture
def press_tab(kb: Kb, minutes: Path) -> Callable[[str], list[str]]:
    """What is offered at the end of a line, as bash hands it over."""
    kb("reindex")

    def run(line: str, program: tuple[str, ...] = ("-m", "kb")) -> list[str]:
        variables = {"_KB_COMPLETE": "bash_complete", "COMP_WORDS": line, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, *program],
            cwd=minutes,
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
        )
        run.stderr = done.stderr  # type: ignore[attr-defined]
        return [row.partition(",")[2] for row in done.stdout.split()]

    return run


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("kb sea", ["search"]),
        ("kb search --si", ["--since"]),
        ("kb search ow", ["owner:"]),
        ("kb search kiln project:g", ["project:Glazier"]),
        ("kb search project:Glazier,", ["project:Glazier,Potter", "project:Glazier,Glazier"]),
        ("kb search said:ch", ["said:Chidi-Nwosu"]),
        ("kb search 'kiln person:Bram", []),
        ("kb search 'person:bram", ["person:Bram-de-Wit"]),
        ("kb search has:r", ["has:recording"]),
        ("kb search year:", ["year:2024"]),
        ("kb search title:x", []),
        ("kb search nothing:x", []),
        ("kb search --person A", ["Ada-Okafor"]),
        ("kb search --project=P", ["Potter"]),
        ("kb timeline --since ", ["2024"]),
        ("kb actions --owner chi", ["Chidi-Nwosu"]),
        ("kb project ", ["Potter", "Glazier"]),
        ("kb hook i", ["install"]),
        ("kb -C /nowhere project ", []),
    ],
)
def test_what_is_offered(press_tab: Callable[[str], list[str]], line: str, offered: list[str]) -> None:
    assert press_tab(line) == offered
    assert press_tab.stderr == ""  # type: ignore[attr-defined]


def test_a_completed_name_is_read_as_the_name(kb: Kb) -> None:
    plain, completed = (kb("search", f"person:{name}").stdout for name in ('"Bram de Wit"', "Bram-de-Wit"))
    assert plain.split("\n")[:2] == completed.split("\n")[:2]
    assert kb("person", "Bram-de-Wit").stdout.startswith("Bram de Wit\n")


def test_the_names_follow_the_index(press_tab: Callable[[str], list[str]], kb: Kb, minutes: Path) -> None:
    assert press_tab("kb person N") == []
    (minutes / "2025-01-07.md").write_text(
        "# Call\n\nPresent: Nkem Adeyemi\n\n## Clay\n\nNkem Adeyemi dug.\n"
    )
    kb("reindex")
    assert press_tab("kb person N") == ["Nkem-Adeyemi"]
    assert press_tab("kb search year:") == ["year:2025", "year:2024"]


def test_a_key_press_loads_neither_engine_nor_interface(press_tab: Callable[..., list[str]]) -> None:
    press_tab("kb project ")
    assert press_tab("kb project ", ("-c", READS_AS))
    loaded = set(press_tab.stderr.split())  # type: ignore[attr-defined]
    assert "kb.completing" in loaded
    assert not loaded & {"whoosh", "textual", "markdown_it", "rich", "index.library"}


def test_the_fields_are_those_of_the_query_language() -> None:
    assert set(_VALUES) == set(FIELDS) - {"kind"}  # another word for in:


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_script_for_each_shell(kb_process: Kb, shell: str) -> None:
    done = kb_process("completion", shell)
    assert done.returncode == 0
    assert "_KB_COMPLETE" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_gets_what_stands_behind_the_colon(kb: Kb, minutes: Path, tmp_path: Path) -> None:
    kb("reindex")
    program = tmp_path / "kb"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kb "$@"\n')
    program.chmod(0o755)
    script = """
        eval "$(kb completion bash)"
        press() { COMP_LINE=$1 COMP_POINT=${#1}; _kb_completion kb "$2" 2>/dev/null; echo "${COMPREPLY[*]}"; }
        press 'kb search --si' --si
        press 'kb search project:Gl' Gl
        press 'kb search project:' ''
        press "kb search 'project:Gl" project:Gl
    """
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=minutes,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == ["--since", "Glazier", "Potter Glazier", "project:Glazier"], (
        done.stderr
    )
