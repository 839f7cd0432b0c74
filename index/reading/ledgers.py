"""Tables that list actions or decisions: what each column says, and what each row then states.

Owns the titles of columns; must not know what else stands in a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

_COLUMNS = {
    "action": re.compile(
        r"(?:open |new )?(?:actions?(?: ?(?:items?|points?))?|ais?|tasks?|to-?dos?|next steps?|"
        r"follow[- ]?ups?|aufgaben?|"
        r"tareas?|acci[oó]n(?:es)?|行动项|アクション)$",
        re.IGNORECASE,
    ),
    "what": re.compile(r"(?:what|item|description|summary|topic|details?|was|qué|quoi)$", re.IGNORECASE),
    "owner": re.compile(
        r"(?:action )?(?:owners?|assignees?|assigned(?: to)?|who|responsible(?: person)?|responsibility|"
        r"lead|dri|poc|"
        r"person|by whom|wer|verantwortlich|quién|responsables?|担当(?:者)?|负责人)$",
        re.IGNORECASE,
    ),
    "due": re.compile(
        r"(?:due(?: date)?|deadline|by when|when|eta|target.*|timing|wann|bis)$", re.IGNORECASE
    ),
    "done": re.compile(r"(?:status|state|done\??|completed?\??|deadline / status)$", re.IGNORECASE),
    "decision": re.compile(
        r"(?:final |group )?(?:decisions?|resolutions?|outcomes?|conclusions?|verdicts?|beschluss|acuerdos?|"
        r"决定|決定)$",
        re.IGNORECASE,
    ),
}
_IN_FAVOUR = re.compile(
    r"(?:votent |votes? )?(?:for|in favou?r|ayes?|yes|pour|dafür|a favor|favorevoli)$", re.IGNORECASE
)
_VERDICT = re.compile(
    r"(?:accepted|adopted|approved|carried|defeated|passed|rejected)(?: unanimously)?$", re.IGNORECASE
)
_DONE = re.compile(r"(?:done|complete[d]?|closed|finished|resolved|x|yes|✓|✔|✅)\b|[✓✔✅]", re.IGNORECASE)
_TITLED_CELLS = 2  # in a row with a title of its own
_LONGEST_ROW = 3000  # characters of a row that are read


class Row(NamedTuple):
    """What a row of a table states."""

    line: int
    states: Literal["decision", "action"]
    text: str
    owner: str
    done: bool


def cells_of(row: str) -> list[str]:
    """The cells of a table's row."""
    return [cell.strip(" *_`") for cell in row[:_LONGEST_ROW].strip().strip("|").split("|")]


def heads_table(lines: Sequence[str], number: int) -> bool:
    """Whether a table begins on a line: a rule of dashes follows it."""
    rule = lines[number] if number < len(lines) else ""
    return "|" in rule and "-" in rule and not rule.strip(" \t\r:|-") and "|" in lines[number - 1]


def _is_vote(cells: Sequence[str]) -> bool:
    """Whether a row gives the outcome of a vote: ``| For | 8 |`` · ``| Status | Carried |``."""
    counted = cells[1].isdigit() and _IN_FAVOUR.match(cells[0])
    return bool(counted or (_COLUMNS["done"].match(cells[0]) and _VERDICT.match(cells[1])))


def _named_by_row(cells: Sequence[str]) -> Literal["decision", "action"] | None:
    """What a row states that begins with its own title: ``| Decision | We take oak |``."""
    if len(cells) != _TITLED_CELLS or not cells[1]:
        return None
    if _COLUMNS["decision"].match(cells[0]) or _is_vote(cells):
        return "decision"
    return "action" if _COLUMNS["action"].match(cells[0]) else None


def read_table(lines: Sequence[str], start: int, end: int, *, listed: bool) -> Iterator[Row]:
    """What the rows of a table on lines `start` to `end` state; `listed`: it stands in a list of actions."""
    titles = cells_of(lines[start - 1])
    columns = {
        role: column
        for column, title in reversed(list(enumerate(titles)))
        for role, pattern in _COLUMNS.items()
        if pattern.match(title)
    }
    work = columns.get("action", columns.get("what") if "owner" in columns or listed else None)
    if work is not None and not (listed or columns.keys() & {"owner", "due", "done"}):
        work = None
    for number in range(start + 2, end + 1):
        cells = cells_of(lines[number - 1])
        cells += [""] * (len(titles) - len(cells))
        if (named := _named_by_row(cells)) is not None:
            text = " ".join(cells) if _is_vote(cells) else cells[1]
            yield Row(number, named, text, "", done=False)
            continue
        settled = columns.get("decision")
        if settled is not None and cells[settled]:
            yield Row(number, "decision", cells[settled], "", done=False)
        if work is not None and cells[work]:
            owner = cells[columns["owner"]] if "owner" in columns else ""
            done = "done" in columns and bool(_DONE.match(cells[columns["done"]]))
            yield Row(number, "action", cells[work], owner, done)
