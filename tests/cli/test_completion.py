"""A shell completes commands, flags, fields, and the names that are in the index."""

from __future__ import annotations

import os
import pty
import resource
import select
import shutil
import subprocess
import sys
import time
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
        return [row.partition(",")[2] for row in done.stdout.splitlines() if row]

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
        ("kb search 'kiln person:Bram", ["kiln person:Bram-de-Wit"]),
        ('kb search "kiln (is:d', ["kiln (is:decision"]),
        ("kb search 'kiln ", []),
        ("kb search -proj", ["-project:"]),
        ("kb search kiln -project:G", ["-project:Glazier"]),
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
        ("kb person Bram d", ["de-Wit"]),
        ("kb person 'Bram d", ["Bram-de-Wit"]),
        ("kb search --person 'Bram ", ["Bram-de-Wit"]),
        ("kb show 2", ["2024"]),
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


def test_names_that_are_not_as_they_were_kept_are_asked_for_again(
    press_tab: Callable[[str], list[str]], tmp_path: Path
) -> None:
    names = press_tab("kb person ")
    kept = next(tmp_path.rglob("*.names"))
    for damaged in (kept.read_bytes().replace(b"Bram", b"Gram"), kept.read_bytes()[:40], b""):
        kept.write_bytes(damaged)
        assert press_tab("kb person ") == names


def test_a_key_press_loads_neither_engine_nor_interface(press_tab: Callable[..., list[str]]) -> None:
    press_tab("kb project ")
    assert press_tab("kb project ", ("-c", READS_AS))
    loaded = set(press_tab.stderr.split())  # type: ignore[attr-defined]
    assert "kb.completing" in loaded
    assert not loaded & {"whoosh", "textual", "markdown_it", "rich", "index.library"}


def test_the_fields_are_those_of_the_query_language() -> None:
    assert set(_VALUES) == set(FIELDS) - {"kind"}  # another word for in:


def test_an_answer_takes_no_longer_than_one_notices(press_tab: Callable[[str], list[str]]) -> None:
    """The processor's time of the quickest of three, since machines are busy."""
    press_tab("kb project ")
    times = []
    for line in ("kb sea", "kb search project:g", "kb person b"):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        press_tab(line)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(times) < 0.1


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """kb on the path, as a shell finds it."""
    file = tmp_path / "kb"
    file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kb "$@"\n')
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_offers_commands_flags_fields_and_names(kb: Kb, minutes: Path, program: None) -> None:
    kb("reindex")
    lines = ["kb sea", "kb search --si", "kb search kiln project:G", "kb person A", "kb search 'person:bram"]
    lines += ["kb search 'kiln -person:bram", "kb project "]
    script = "\n".join(["kb completion fish | source", *(f'complete -C "{line}"' for line in lines)])
    done = subprocess.run(
        ["fish", "--no-config", "-c", script], cwd=minutes, capture_output=True, text=True, check=True
    )
    offered = [line.partition("\t")[0] for line in done.stdout.splitlines()]
    named = ["search", "--since", "project:Glazier", "Ada-Okafor", "person:Bram-de-Wit"]
    assert offered == [*named, "kiln -person:Bram-de-Wit", "Potter", "Glazier"], done.stderr


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("kb sea", "kb search "),
        ("kb search kiln project:Gl", "kb search kiln project:Glazier "),
        ("kb search own", "kb search owner:"),
        ("kb person A", "kb person Ada-Okafor "),
        ("kb search 'person:Bram", "kb search 'person:Bram-de-Wit' "),
        ("kb search 'kiln -person:Bram", "kb search 'kiln -person:Bram-de-Wit' "),
    ],
)
def test_zsh_completes_on_the_line(kb: Kb, minutes: Path, program: None, typed: str, completed: str) -> None:
    kb("reindex")
    setup = 'autoload -Uz compinit; compinit -u -D; eval "$(kb completion zsh)"; PS1=; echo REA""DY'
    ours, theirs = pty.openpty()
    zsh = subprocess.Popen(
        ["zsh", "-f", "-i"],
        cwd=minutes,
        env={**os.environ, "TERM": "dumb"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, setup.encode() + b"\n")
    read_until(ours, "READY\r\n")
    os.write(ours, typed.encode() + b"\t")
    seen = read_until(ours, completed.removeprefix(typed))
    zsh.kill()
    zsh.wait()
    os.close(ours)
    assert completed in seen


def read_until(terminal: int, wanted: str) -> str:
    """What comes out of a terminal, its bell apart, until what is wanted is in it, or for half a minute."""
    seen, deadline = "", time.monotonic() + 30
    while time.monotonic() < deadline and wanted not in seen:
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 65536).decode(errors="replace").replace("\a", "")
    return seen


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_gets_what_stands_behind_the_colon(kb: Kb, minutes: Path, program: None) -> None:
    kb("reindex")
    script = """
        eval "$(kb completion bash)"
        press() { COMP_LINE=$1 COMP_POINT=${#1}; _kb_completion kb "$2" 2>/dev/null; echo "${COMPREPLY[*]}"; }
        press 'kb search --si' --si
        press 'kb search project:Gl' Gl
        press 'kb search project:' ''
        press "kb search 'project:Gl" project:Gl
        press "kb search 'kiln project:Gl" 'kiln project:Gl'
        press "kb search kiln -project:Gl" Gl
    """
    done = subprocess.run(["bash", "-c", script], cwd=minutes, capture_output=True, text=True)
    offered = ["--since", "Glazier", "Potter Glazier", "project:Glazier", "kiln project:Glazier", "Glazier"]
    assert done.stdout.splitlines() == offered, done.stderr
