"""An index of another version is built anew without being asked, whatever is in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import Library, open_library

ROOT = Path(__file__).parents[2]
Says = Callable[[Library], dict[str, Any]]
Fresh = Callable[[Path], dict[str, Any]]
Kb = Callable[..., subprocess.CompletedProcess[str]]

ANOTHER_VERSION = {
    "a lower number": "import index.storing.schema as s; s.VERSION -= 1",
    "a higher number": "import index.storing.schema as s; s.VERSION += 1",
    "another field": """
import index.storing.schema as s
s.VERSION -= 1
s.TERM_FIELDS = (*s.TERM_FIELDS, "colour")
s.FACTS = s.FACTS[:-1]
""",
    "no seals": """
import index.storing.seals as seals
seals._write_seal = lambda *_: None
import index.storing.reader as reader
reader.check_seal = lambda *_: frozenset()
""",
    "another state": """
import index.storing.state as state
state.State.to_json = lambda self: {"version": 1}
""",
}


@pytest.mark.parametrize(
    ("version", "command"),
    [
        ("a lower number", ["search", "merge"]),
        ("a higher number", ["reindex"]),
        ("another field", ["export"]),
        ("no seals", ["show", "2024-06-11"]),
        ("another state", ["reindex"]),
    ],
)
def test_it_is_built_anew(
    minutes: Path, cache: Path, kb: Kb, says: Says, fresh: Fresh, version: str, command: list[str]
) -> None:
    code = ANOTHER_VERSION[version] + (
        "\nimport sys; from pathlib import Path; from index import open_library"
        "\nopen_library(Path(sys.argv[1]), cache=Path(sys.argv[2])).sync()"
    )
    cache.parent.mkdir()
    subprocess.run(
        [sys.executable, "-c", code, str(minutes), str(cache)], cwd=ROOT, check=True, capture_output=True
    )
    run = kb(*command)
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr and len(run.stderr.splitlines()) <= 1
    assert "built anew" in run.stdout + run.stderr
    assert kb("search", "merge").stderr == ""
    library = open_library(minutes, cache=cache)
    assert library.changes().is_empty
    assert says(library) == fresh(minutes)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n\nexlude = []\n", ("kb.toml:3", "'exlude'", "Did you mean 'exclude'?")),
        ("[peple]\n", ("kb.toml:1", "'peple'", "Did you mean 'people'?")),
        ("[forbid]\nproject = []\n", ("kb.toml:2", "'project'", "Did you mean 'projects'?")),
        ("max_bytes = '1 MB'\n", ("kb.toml:1", "max_bytes", "number")),
        ("include = 3\n", ("kb.toml:1", "include", "list")),
        ("[people]\nAda = 7\n", ("kb.toml:2", "Ada", "list")),
        ('[people]\n"Ada Berg" = ["Ada"]\n\n"Ada Lind" = ["ada"]\n', ("kb.toml:4", "Ada Berg", "Ada Lind")),
        ("[people\n", ("kb.toml", "line 1", "TOML")),
        ("x = " + "[" * 20_000, ("kb.toml", "TOML")),
        ("max_bytes = " + "9" * 20_000, ("kb.toml", "TOML")),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_is_wrong_in_kb_toml_is_said_with_file_line_and_key(
    minutes: Path, kb: Kb, text: str, told: tuple[str, ...]
) -> None:
    (minutes / "kb.toml").write_text(text, encoding="utf-8")
    run = kb("search", "merge")
    assert run.returncode == 3
    assert len(run.stderr.splitlines()) == 1 and "Traceback" not in run.stderr
    for word in told:
        assert word in run.stderr, run.stderr
