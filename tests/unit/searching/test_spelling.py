"""How far words are apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.spelling import closest, distance

words = st.text("abc", max_size=6)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("kiln", "kiln", 0),
        ("kiln", "klin", 1),
        ("kiln", "kilns", 1),
        ("kiln", "kila", 1),
        ("kiln", "", 4),
        ("ab", "bca", 3),
    ],
)
def test_distance(one: str, other: str, edits: int) -> None:
    assert distance(one, other, 9) == edits


@given(words, words)
def test_distance_is_symmetric_and_limited(one: str, other: str) -> None:
    edits = distance(one, other, 9)
    assert edits == distance(other, one, 9)
    assert (edits == 0) == (one == other)
    for limit in range(4):
        assert distance(one, other, limit) == min(edits, limit + 1)


def test_closest() -> None:
    assert closest("projct", ("person", "project")) == "project"
    assert closest("entirely", ("person", "project")) is None
