"""Dates as people write them, in filters and in plain words (`since 2022`, `last meeting`).  Pure.

Owns which days a date can mean.  Days are compared as text: ``2023-02-99`` is after all of February.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TypeAlias

EARLIEST, LATEST = "0000", "9999-99-99"
LONGEST = 6
"""So many words at most say when."""

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|-?[qQ]([1-4]))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?:19|20)\d\d"
_WRITTEN = (
    rf"(?:{_YEAR}(?:[-/.]\d\d?){{1,2}}|\d\d?\.\d\d?\.{_YEAR}|{_YEAR}[- ]?q[1-4]|q[1-4] {_YEAR}"
    rf"|(?:{'|'.join(_MONTHS)})[a-z]*\.?,? {_YEAR}|{_YEAR})"
)
_HINT = re.compile(r"\d{4}|meeting|call|session|minutes|notes")


When: TypeAlias = "tuple[str, str, str]"
"""The first and the last day meant, and which one meeting in them (``first``, ``last``), if it is one."""


def days_of(date: str) -> tuple[str, str] | None:
    """The first and the last day that a date can mean; ``2023-Q3`` is a quarter."""
    match = _DATE.fullmatch(date.strip())
    if match is None:
        return None
    year, month, day, quarter = match[1], int(match[2] or 0), int(match[3] or 0), int(match[4] or 0)
    if quarter:
        return f"{year}-{quarter * 3 - 2:02}-01", f"{year}-{quarter * 3:02}-99"
    if match[2] is None:
        return f"{year}-01-01", f"{year}-99-99"
    if 1 <= month <= 12 and match[3] is None:
        return f"{year}-{month:02}-01", f"{year}-{month:02}-99"
    if 1 <= month <= 12 and 1 <= day <= 31:
        return f"{year}-{month:02}-{day:02}", f"{year}-{month:02}-{day:02}"
    return None


@cache
def _plain() -> re.Pattern[str]:
    """What says when.  Compiled when a query may say so: it takes two milliseconds."""
    return re.compile(
        rf"(?:since|(?P<after>after)) (?P<since>{_WRITTEN})"
        rf"|(?:between|from) (?P<between>{_WRITTEN}) (?:and|to|until) (?P<and>{_WRITTEN})"
        rf"|(?:until|(?P<before>before)) (?P<until>{_WRITTEN})"
        rf"|(?:the )?(?:(?P<newest>last|latest|newest|most recent)|first) "
        rf"(?:meeting|call|session|minutes|notes)(?: (?:in |of |from )?(?P<of>{_WRITTEN}))?"
        rf"|(?P<day>{_WRITTEN})"
    )


def read_when(text: str) -> When | None:
    """When plain words mean; None where they say no time."""
    plain = text.lower().strip(" ,.?!")
    match = _plain().fullmatch(plain) if _HINT.search(plain) else None
    if match is None:
        return None
    start = _written_days(match["since"] or match["between"] or match["of"] or match["day"])
    end = _written_days(match["and"] or match["until"] or match["of"] or match["day"])
    if start is None or end is None:
        return None
    first = start[1] + "~" if match["after"] else start[0]
    last = end[0][:-1] if match["before"] else end[1]
    is_meeting = bool(
        match["of"] or not (match["since"] or match["between"] or match["until"] or match["day"])
    )
    return first, last, ("last" if match["newest"] else "first") if is_meeting else ""


def _written_days(date: str | None) -> tuple[str, str] | None:
    """As `days_of`, of a date in any form that is written; all days where there is none."""
    if date is None:
        return EARLIEST, LATEST
    if month := re.match(r"[a-z]{3}", date):
        date = f"{date[-4:]}-{_MONTHS.index(month[0]) + 1}"
    elif date.startswith("q"):
        date = f"{date[-4:]}-{date[:2]}"
    elif german := re.fullmatch(r"(\d+)\.(\d+)\.(\d{4})", date):
        date = f"{german[3]}-{german[2]}-{german[1]}"
    return days_of(re.sub(r"[/. ]", "-", date))
