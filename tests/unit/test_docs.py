"""The guide to the library is run, and names all that is public; what is public says what it is."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
from pathlib import Path

import pytest

import index
import kb

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "library.md"


def test_the_guide_does_what_it_shows() -> None:
    result = doctest.testfile(str(GUIDE), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 20
    assert result.failed == 0


def test_the_guide_names_everything_that_is_public() -> None:
    table = GUIDE.read_text(encoding="utf-8").split("## All names")[1]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {name for cell in cells for name in re.findall(r"`(\w+)`", cell)} == set(index.__all__)


@pytest.mark.parametrize("name", index.__all__)
def test_what_is_public_says_what_it_is(name: str) -> None:
    """Classes and functions in their docstrings, with their public methods; data below it or as a type."""
    value = getattr(index, name)
    if inspect.isclass(value):
        assert value.__doc__
        for method, function in vars(value).items():
            if inspect.isfunction(function) and not method.startswith("_"):
                assert function.__doc__, f"{name}.{method}"
    elif inspect.isfunction(value):
        assert value.__doc__
        assert "return" in inspect.get_annotations(value)


def test_both_packages_are_typed() -> None:
    for package in (index, kb):
        assert (Path(package.__file__ or "").parent / "py.typed").exists()


def test_public_data_is_explained_where_it_is_made() -> None:
    for module in ("model", "collections"):
        body = ast.parse((ROOT / "index" / f"{module}.py").read_text(encoding="utf-8")).body
        for node, below in zip(body, [*body[1:], None], strict=True):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            names = {target.id for target in targets if isinstance(target, ast.Name)}
            if names & set(index.__all__) - {"Kind", "Role", "Match"}:  # literals that list their values
                assert isinstance(below, ast.Expr), names
