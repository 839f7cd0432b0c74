"""Dates in plain words."""

from __future__ import annotations

import pytest

from index.searching.times import EARLIEST, LATEST, When, days_of, read_when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2023", ("2023-01-01", "2023-99-99", "")),
        ("since 2022", ("2022-01-01", LATEST, "")),
        ("after 2022", ("2022-99-99~", LATEST, "")),
        ("before 2023-08", (EARLIEST, "2023-08-0", "")),
        ("until Aug. 2023,", (EARLIEST, "2023-08-99", "")),
        ("from 2021 to 2022", ("2021-01-01", "2022-99-99", "")),
        ("between march 2021 and Q3 2022", ("2021-03-01", "2022-09-99", "")),
        ("2023/08/11", ("2023-08-11", "2023-08-11", "")),
        ("11.8.2023", ("2023-08-11", "2023-08-11", "")),
        ("September, 2023", ("2023-09-01", "2023-09-99", "")),
        ("the last meeting", (EARLIEST, LATEST, "last")),
        ("first call of 2023?", ("2023-01-01", "2023-99-99", "first")),
    ],
)
def test_when(text: str, when: When) -> None:
    assert read_when(text) == when


@pytest.mark.parametrize(
    "text", ["since", "from 2021", "version 2.0", "2023-13", "99.1.2023", "last kiln", "maybe", ""]
)
def test_what_says_no_time(text: str) -> None:
    assert read_when(text) is None


@pytest.mark.parametrize("date", ["2023-00", "23", "2023-02-32", "x"])
def test_what_is_no_date(date: str) -> None:
    assert days_of(date) is None
