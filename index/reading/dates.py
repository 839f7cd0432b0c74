"""When a meeting was held, from what people write: paths, front matter, titles, labels.

Owns every way of writing a date; must not know Markdown, nor look for dates in running text (a date
in a sentence is mostly about something else).  Dates are ISO strings, shortened to ``YYYY-MM`` or
``YYYY`` where no more is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

# English, German, Spanish, French, Italian, Portuguese and Dutch months by the letters that tell them apart.
_MONTHS = {
    1: "january|jan|januar|jänner|enero|janvier|gennaio|janeiro|januari",
    2: "february|feb|februar|febrero|février|fevrier|febbraio|fevereiro|februari",
    3: "march|mar|märz|maerz|marzo|mars|março|maart",
    4: "april|apr|abril|avril|aprile",
    5: "may|mai|mayo|maggio|maio|mei",
    6: "june|jun|juni|junio|juin|giugno|junho",
    7: "july|jul|juli|julio|juillet|luglio|julho",
    8: "august|aug|agosto|août|aout|augustus",
    9: "september|sept|sep|septiembre|septembre|settembre|setembro",
    10: "october|oct|oktober|okt|octubre|octobre|ottobre|outubro",
    11: "november|nov|noviembre|novembre|novembro",
    12: "december|dec|dezember|dez|diciembre|décembre|decembre|dicembre|dezembro",
}
_MONTH_OF = {word: number for number, words in _MONTHS.items() for word in words.split("|")}
_MONTH = "(?:" + "|".join(sorted(_MONTH_OF, key=len, reverse=True)) + r")(?![^\W\d_])\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_RANGE = rf"(?:\s?(?:[-–—/&+]|to|and|bis)\s?(?:{_MONTH}\s?)?\d{{1,2}}(?:st|nd|rd|th)?(?!\d))?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
# In a text in small letters, as the forms of months below.
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        # 2023-08-11 · 2023/8/11 · 2023.08.11 · 2023_08_11 · 2023年8月11日 · 2023-Aug-11
        rf"(?<!\d)(?P<y>{_YEAR})\s?[-/._年–]\s?(?P<m>0?[1-9]|1[0-2]|{_MONTH})\s?[-/._月–]\s?(?P<d>{_DAY})",
        # 20230811 · 2023 08 11
        r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<gap> ?)(?P<m>0[1-9]|1[0-2])(?P=gap)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
        # 8 Sept. 2023 · 8th of September, 2023 · 8-Sep-2023 · 20-22 July 2021
        rf"(?<!\d)(?P<d>{_DAY})(?:st|nd|rd|th|\.|er|º)?{_RANGE}[\s_,-]{{0,2}}(?:of |de |d')?(?P<m>{_MONTH})"
        rf"[\s_,-]{{0,3}}(?:de |del |of )?(?P<y>{_YEAR}|['’]\d\d(?!\d))",
        # Sept. 8, 2023 · September 8th 2023 · July 20-22, 2021
        rf"(?<![^\W\d_])(?P<m>{_MONTH})[\s_-]{{0,2}}(?P<d>{_DAY})(?:st|nd|rd|th)?{_RANGE}"
        rf"[\s_,-]{{0,3}}(?:of )?(?P<y>{_YEAR})",
        # 2023 September 8
        rf"(?<!\d)(?P<y>{_YEAR})[\s_,-]{{1,3}}(?P<m>{_MONTH})[\s_-]{{0,2}}(?P<d>{_DAY})",
    )
)
_YEARLESS = re.compile(
    rf"(?<![^\W\d_])(?P<m>{_MONTH})[\s_-]{{0,2}}(?P<d>{_DAY})|"
    rf"(?<!\d)(?P<d2>{_DAY})(?:st|nd|rd|th|\.)?[\s_-]{{1,2}}(?:of |de )?(?P<m2>{_MONTH})|"
    rf"(?<!\d)(?P<m3>\d\d?)\s?月\s?(?P<d3>{_DAY})\s?日",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)?\d\d)(?![\d/-])")
_MONTH_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d)(?P<y>{_YEAR})\s?[-/._]\s?(?P<m>0[1-9]|1[0-2])(?!\d)",
        rf"(?<!\d)(?P<y>{_YEAR})\s?年\s?(?P<m>0?[1-9]|1[0-2])\s?月",
        rf"(?<![^\W\d_])(?P<m>{_MONTH})[\s_,'-]{{0,3}}(?:de |of )?(?P<y>{_YEAR})",
        rf"(?<!\d)(?P<y>{_YEAR})[\s_,/-]{{0,3}}(?P<m>{_MONTH})",
    )
)
_YEAR_FORM = re.compile(rf"(?<![\d#]){_YEAR}")
_LABEL = re.compile(
    r"^[\W_]*(?:(?:meeting|call|session|start|scheduled) )?"
    r"(?:date|day|time|when|held(?: on)?|datum|zeit|fecha|hora|data"
    r"|(?:会议|會議|開催)?(?:日期|时间|時間|日時))\b",
    re.IGNORECASE,
)
_URL_PATH = re.compile(r"https?://[^\s/]+(/[^\s?#()<>\[\]]*)")
_REACH = 1000  # characters of a title, label or path in which a date is looked for
_DEPTH = 8  # folders that may hold a part of the date
_FULL = len("YYYY-MM-DD")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_CLOCK_WORDS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    am pm noon utc gmt est edt cst cdt mst mdt pst pdt cet cest bst ist jst et ct mt pt th st nd rd of at to
    and time date eastern central mountain pacific european us standard daylight summer hours
    """.split()  # noqa: SIM905
)
_MEETING_WORDS = frozenset("meeting minutes notes call sync session telecon".split())  # noqa: SIM905
_OTHER_DAY = re.compile(
    r"\b(?:next|upcoming|future|previous|prior|last|approv\w+|due|deadline|until|since|release\w*)\b|://",
    re.IGNORECASE,
)
_DATE_WORDS = 6  # words that name the meeting whose date a line is
_DIGITS = re.compile(r"\d\d")  # every date has two in a row: most lines need no closer look
_DIGIT = re.compile(r"\d")
_LONGEST_LINE = 80  # characters of a line that says when a meeting was
_FRONT_MATTER_KEYS = ("date", "meeting_date", "meeting-date", "day", "datum", "fecha", "start", "title")


def meeting_date(
    file: str, *, front_matter: Mapping[str, str], title: str | None, labels: Sequence[str]
) -> str | None:
    """The date of a meeting: path over front matter over title over label.

    A source that knows only the month or the year is refined by the next one that agrees with it.
    `labels` are lines from the head of the minutes; of them those count that begin with a word for date or
    are nothing but one, and to refine a month the one date in the paths of their links
    (``Agenda: https://…``).  A day without a year is in the only year that all of these state.
    """
    best = date_in_path(file)
    if best and len(best) == _FULL:
        return best
    texts = list(_texts(front_matter, title, labels))
    if best is None and not any(map(date_in, texts)):
        years = {year for label in (title or "", *labels) for year in _YEAR_FORM.findall(label[:_REACH])}
        best = years.pop() if len(years) == 1 and any(_date_within(text, "2000") for text in texts) else None
    for text in texts:
        if best and len(best) == _FULL:
            return best
        for found in (date_in(text), _date_within(text, best)):
            if found and (best is None or _refines(found, best)):
                best = found
    linked = {day for label in labels for day in _linked_dates(label) if best and _refines(day, best)}
    return linked.pop() if len(linked) == 1 else best


def _texts(front_matter: Mapping[str, str], title: str | None, labels: Sequence[str]) -> Iterator[str]:
    lowered = {key.lower(): value for key, value in front_matter.items()}
    yield from (lowered[key] for key in _FRONT_MATTER_KEYS if key in lowered)
    yield title or ""
    for label in labels:  # headings may part a file into several meetings, and count only with a word
        if _LABEL.match(label) or (label[:1] != "#" and is_dateline(label)):
            yield label


def _date_within(text: str, known: str | None) -> str | None:
    """The day that a text without a year names (``Tuesday, March 4``) in a year that is known."""
    match = _YEARLESS.search(text) if known else None
    if not match or not known:
        return None
    month, day = match["m"] or match["m2"] or match["m3"], match["d"] or match["d2"] or match["d3"]
    return _iso_of(int(known[:4]), _month_number(month), int(day))


def _refines(found: str, known: str) -> bool:
    return len(found) > len(known) and found.startswith(known)


def _linked_dates(label: str) -> Iterator[str]:
    for path in _URL_PATH.findall(label):
        found = date_in_path(path)
        if found and len(found) == _FULL:
            yield found


def date_in(text: str) -> str | None:
    """The first full date in a short text, else its first month, else its first year."""
    text = text[:_REACH]
    return _first_date(text) if _DIGITS.search(text) else None


@lru_cache(maxsize=4096)  # two in three came before
def _first_date(text: str) -> str | None:
    text = text.lower()
    full = [(m.start(), found) for form in _FORMS if (m := form.search(text)) and (found := _iso(m))]
    if numeric := _numeric(text):
        full.append(numeric)
    if full:
        return min(full)[1]
    months = [(m.start(), _iso_month(m)) for form in _MONTH_FORMS if (m := form.search(text))]
    if months:
        return min(months)[1]
    year = _YEAR_FORM.search(text)
    return year.group() if year else None


def is_dateline(text: str) -> bool:
    """Whether a text says nothing but when a meeting was (``Parser call, Tue June 1, 2021 11:00 am UTC``)."""
    if len(text) > _LONGEST_LINE or not _DIGITS.search(text) or _OTHER_DAY.search(text):
        return False
    if len(date_in(text) or "") != _FULL:
        return False
    words = {word.casefold() for word in _LETTERS.findall(text)} - _MONTH_OF.keys()
    others = words - _CLOCK_WORDS
    return not others or (len(others) <= _DATE_WORDS and not others.isdisjoint(_MEETING_WORDS))


def day_labelled(text: str) -> str | None:
    """The full date behind a word for date (``Date: 4 March 2031``)."""
    found = date_in(text) if _LABEL.match(text[:_REACH]) else None
    return found if found and len(found) == _FULL else None


def day_alone(text: str, known: str) -> str | None:
    """The day that a text without a year is nothing but (``Mon, May 10``), in the year of a `known` date."""
    if len(text) > _LONGEST_LINE or not _DIGIT.search(text):
        return None
    others = {word.casefold() for word in _LETTERS.findall(text)} - _MONTH_OF.keys() - _CLOCK_WORDS
    return None if others else _date_within(text, known)


def date_in_path(file: str) -> str | None:
    """The date that the file's name and its folders give together (``2020-07/july-20.md``)."""
    *folders, name = file.replace("\\", "/")[-_REACH:].split("/")[-_DEPTH:]
    stem = name.rsplit(".", 1)[0] if "." in name[1:] else name
    posted = _POSTED.match(stem)
    held = date_in(posted[1]) if posted else None
    if held and len(held) == _FULL:
        return held
    known = date_in(stem)
    for folder in reversed(folders):
        if known and len(known) == _FULL:
            return known
        stem = f"{folder}/{stem}"
        known = _split_date(stem) or known or date_in(folder)
    return known


# The day of a post, then that of the meeting it is about: 2031-03-21-board-meeting-of-15-march-2031
_POSTED = re.compile(rf"\d{{4}}-\d\d-\d\d[-_](.+[-_ ]{_MONTH}.+)", re.IGNORECASE)
_SPLIT_MONTH_DAY = re.compile(
    rf"(?<!\d)(?P<y>{_YEAR})(?:[-/_.](?:0?[1-9]|1[0-2]))?[^/]*/(?:.*/)?"
    rf"(?:[^/\d]*[-_ ])?(?P<m>{_MONTH})[-_ /]?(?P<d>{_DAY})[^/]*$",
    re.IGNORECASE,
)
_SPLIT_DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<y>{_YEAR})/(?:.*/)?(?:[^/\d]*[-_ ])?(?P<d>{_DAY})[-_ ]?(?P<m>{_MONTH})(?:[^\d/][^/]*)?$",
    re.IGNORECASE,
)
_SPLIT_NUMBERS = re.compile(
    rf"(?<!\d)(?P<y>{_YEAR})[-_./](?P<m>0?[1-9]|"
    rf"1[0-2])(?:[-_ ][^/\d]*)?/(?:[^/\d]*[-_ ])?(?P<d>{_DAY})(?:[^\d][^/]*)?$"
)
_SPLIT_SHORT = re.compile(
    rf"(?<!\d)(?P<y>{_YEAR})/(?:[^/\d]*/)?(?:[^/\d]*[-_ ])?(?P<m>0[1-9]|1[0-2])[-_./]?"
    r"(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_SPLIT_MONTH = re.compile(
    rf"(?<!\d)(?P<y>{_YEAR})/(?:[^/\d]*[-_ ])?(?P<m>{_MONTH}|0[1-9]|1[0-2])(?:[^\d/][^/]*)?(?:/|$)", re.I
)


def _split_date(path: str) -> str | None:
    for form in (_SPLIT_MONTH_DAY, _SPLIT_DAY_MONTH, _SPLIT_NUMBERS, _SPLIT_SHORT):
        match = form.search(path)
        if match and (found := _iso(match)):
            return found
    month = _SPLIT_MONTH.search(path)
    return _iso_month(month) if month else None


def _iso(match: re.Match[str]) -> str | None:
    year = match["y"]
    return _iso_of(
        int(year if len(year) == 4 else f"20{year[-2:]}"), _month_number(match["m"]), int(match["d"])
    )


def _iso_of(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _iso_month(match: re.Match[str]) -> str:
    return f"{match['y']}-{_month_number(match['m']):02d}"


def _month_number(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTH_OF[written.lower().rstrip(".")]


def _numeric(text: str) -> tuple[int, str] | None:
    """``9/8/2023`` has the month first; dots, or a first number over 12, put the day first."""
    for match in _NUMERIC.finditer(text):
        first, mark, second, year = match.groups()
        day, month = (first, second) if mark == "." or int(first) > 12 else (second, first)
        century = year if len(year) == 4 else f"20{year}"
        if found := _iso_of(int(century), int(month), int(day)):
            return match.start(), found
    return None
