"""The borders of the house, read from the imports: who may know whom."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ["reading", "naming", "storing", "searching"]
OPEN_TO_ALL = {"index", "index.model", "index.meetings", "index.errors", "index.records", "index.files"}
FORBIDDEN_CALLS = {
    "print": "index never prints",
    "input": "index never asks",
}
ONLY_IMPORTERS = {"markdown_it": "index/reading/links.py", "whoosh": "index/storing/"}


def sources(package: str) -> list[Path]:
    return sorted(path for path in (ROOT / package).rglob("*.py"))


def imports(path: Path, *, at_load: bool = False) -> Iterator[str]:
    """The modules that a file imports; with `at_load` only those that importing it loads."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in _statements(tree, at_load):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            yield node.module


def _statements(tree: ast.AST, at_load: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if at_load and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if at_load and isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node
        yield from _statements(node, at_load)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", sources("index"), ids=named)
def test_index_knows_no_outside(path: Path) -> None:
    outside = {"kb", "textual", "rich", "click", "platformdirs", "tomllib"}
    assert not {name.split(".")[0] for name in imports(path)} & outside


@pytest.mark.parametrize("path", sources("index"), ids=named)
def test_index_neither_prints_nor_reads_environment_or_clock(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, f"{node.lineno}: {FORBIDDEN_CALLS[node.func.id]}"
        if isinstance(node, ast.Attribute):
            whole = ast.unparse(node)
            assert whole not in {
                "os.environ",
                "os.getenv",
                "time.time",
                "sys.argv",
                "sys.stdout",
                "sys.stderr",
            }
            assert not (node.attr in {"now", "today", "utcnow"} and "date" in whole), whole


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_rooms_to_its_left(room: str) -> None:
    allowed = {f"index.{left}" for left in ROOMS[: ROOMS.index(room) + 1]}
    for path in sources(f"index/{room}"):
        for name in imports(path):
            if name.split(".")[0] == "index" and name not in OPEN_TO_ALL:
                assert ".".join(name.split(".")[:2]) in allowed, f"{named(path)} imports {name}"


@pytest.mark.parametrize("library", ONLY_IMPORTERS)
def test_a_library_is_known_in_one_place(library: str) -> None:
    users = [
        named(path) for path in sources("index") if any(n.split(".")[0] == library for n in imports(path))
    ]
    assert all(user.startswith(ONLY_IMPORTERS[library]) for user in users), users


def test_kb_imports_only_the_public_names() -> None:
    for path in sources("kb"):
        for name in imports(path):
            if name.split(".")[0] == "index":
                assert name == "index", f"{named(path)} imports {name}"


def test_all_public_names_are_there() -> None:
    import index

    for name in index.__all__:
        assert getattr(index, name) is not None
    with pytest.raises(AttributeError):
        index.nothing_of_the_kind  # noqa: B018


def loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return {name.split(".")[0] for name in done.stdout.split()} | set(done.stdout.split())


def test_importing_index_loads_nothing_heavy() -> None:
    loaded = loaded_by("import index; index.open_library; index.add_filter('a', 'project', 'b')")
    assert not loaded & {"whoosh", "markdown_it", "textual", "rich", "click", "dateutil"}


def test_a_search_loads_no_reader_of_markdown(tmp_path: Path) -> None:
    (tmp_path / "2023-05-12.md").write_text(
        "# Notes\n\n## Minutes\n\n### Kiln\n\nIt works.\n", encoding="utf-8"
    )
    opened = (
        "from pathlib import Path\nfrom index import open_library\n"
        f"library = open_library(Path({str(tmp_path)!r}), cache=Path({str(tmp_path / 'cache')!r}))\n"
    )
    loaded_by(opened + "library.sync()")
    loaded = loaded_by(opened + "assert library.changes().is_empty\nassert library.search('kiln').total == 1")
    assert "whoosh" in loaded
    assert not loaded & {
        "markdown_it",
        "dateutil",
        "index.reading",
        "index.naming",
        "index.syncing",
        "index.meetings",
    }


@pytest.mark.parametrize("package", ["index", "kb"])
def test_no_pattern_repeats_a_group_possessively(package: str) -> None:
    """Python before 3.11.5 matches such repeats wrongly where the group backtracks (CPython 106052)."""
    possessive = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+")
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path in sources(package)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and possessive.search(node.value)
    ]
    assert not found
