"""Dates as people write them, a case each in tests/cases/reading/dates.toml."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.dates import date_in, date_in_path, meeting_date

CASES = Path(__file__).parents[2] / "cases" / "reading" / "dates.toml"
rows = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize("row", rows, ids=lambda row: row["title"])
def test_meeting_date(row: dict[str, Any]) -> None:
    found = meeting_date(
        row["file"],
        front_matter=row.get("front", {}),
        title=row.get("heading"),
        labels=row.get("labels", ()),
    )
    assert found == row.get("expected")


@given(
    days, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%b %d, %Y", "%B %d %Y", "%d-%b-%Y"])
)
def test_every_day_is_read_in_every_common_form(day: date, form: str) -> None:
    assert date_in(f"Council call, {day.strftime(form)} (draft)") == day.isoformat()


@given(
    days,
    st.sampled_from(["%Y/%m/%d", "%Y-%m/%B-%d", "%Y/%m-%b/%d-call", "%Y/%Y-%m-%d", "%Y/%b%d", "%Y-%m/%d"]),
)
def test_every_day_is_read_from_folders(day: date, form: str) -> None:
    assert date_in_path(f"minutes/{day.strftime(form)}.md") == day.isoformat()


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_raises(file: str, title: str, label: str, value: str) -> None:
    found = meeting_date(file, front_matter={"Date": value, "title": title}, title=title, labels=[label])
    assert found is None or date.fromisoformat(f"{found}-01-01"[:10])
