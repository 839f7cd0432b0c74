"""Names as they are looked up."""

from __future__ import annotations

import pytest

from index.storing.names import build_table, meant

PROJECTS = build_table({"Kiln": ["Kiln.jl", "Clayworks/Kiln.jl"], "Glaze": ["glaze-kit"]}, {"kiln": ["Kiln"]})
PEOPLE = build_table(
    {"Ana Lima": ["alima"], "Ana Sousa": [], "Łukasz Żak": []},
    {"ana": ["Ana Lima", "Ana Sousa"], "lima": ["Ana Lima"]},
)


@pytest.mark.parametrize(
    "written",
    ["Kiln", "kiln.jl", "KILN", "Clayworks/Kiln.jl", "https://github.com/Clayworks/Kiln.jl", "Kiln.git"],
)
def test_a_project_by_any_of_its_names(written: str) -> None:
    assert meant(PROJECTS, written) == ["Kiln"]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ana Lima", ["Ana Lima"]),
        ("@alima", ["Ana Lima"]),
        ("ana", ["Ana Lima", "Ana Sousa"]),
        ("Łukasz Żak", ["Łukasz Żak"]),
        ("nobody", []),
        ("", []),
    ],
)
def test_a_person(written: str, names: list[str]) -> None:
    assert meant(PEOPLE, written) == names
