"""Fixtures of the search tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # pytest imports tests one by one; they share the shelf

from shelf import Shelf, topic


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty shelf."""
    return Shelf(tmp_path / "cache")


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A shelf of a few topics that show what must be found."""
    folder = tmp_path_factory.mktemp("studio") / "cache"
    made = Shelf(folder, {"Kiln": ("Kiln.jl", "Clayworks/Kiln.jl"), "Ana Lima": ("alima",)})
    return made.commit(
        [
            topic(
                1,
                "### Kiln.jl firing\n\nThe kiln needs `rng_default_value` before **Stage 2**.\n"
                "See https://github.com/Clayworks/Kiln.jl/pull/2150 for DEC-0054.",
                title="Kiln.jl firing",
                projects=("Kiln",),
                links=("https://github.com/Clayworks/Kiln.jl/pull/2150",),
                people=("Ana Lima",),
                decisions=(13,),
                recording="https://youtu.be/abc",
            ),
            topic(
                2,
                "Glazing with C++\n- Ana fires it with Kiln.jl#2150 at the café\n- rules for firing are open",
                title="Glazing with C++",
                projects=("GlazeKit", "Kiln"),
                people=("Ana Lima", "Bo Chen"),
                speakers=("Bo Chen",),
            ),
            topic(
                3,
                "Budget\nMoney for wheels; the DataLoader is slow. We optimised it.\n```\nwheel()\n```",
                chat=("Bo Chen: is the kiln cold?", "Ana Lima: see https://example.org/wheels"),
                speakers=("Bo Chen", "Ana Lima"),
                people=("Bo Chen",),
            ),
            topic(4, "1. Kiln update\n2. Budget", kind="agenda", title="Agenda"),
            topic(5, "机器学习的预算很重要", title="预算"),
            topic(
                6,
                "Registration of members\nAna Lima will register them.",
                date="2024-02",
                people=("Ana Lima",),
            ),
        ]
    )
