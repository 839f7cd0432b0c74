"""What stands under a heading without headings of its own: labelled parts, agendas, and units.

Owns the homes of captions, labels and remarks among these blocks; must not know which units become topics.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.model import Role
from index.reading.blocks import Block
from index.reading.levels import unfold
from index.reading.sections import Caption, Section, captioned, read_caption, run_below, until_caption
from index.reading.sheet import Sheet, cites_issue, clusters
from index.reading.spans import PART_OF, UNIT_LEVEL, PartLines
from index.reading.titles import role_of_title
from index.reading.units import Unit, raised, split_units, title_of

ROUTINE_WORDS = 40  # an item such as "Introductions" with fewer words than this is no topic
_MINUTES = re.compile(
    r"(?:(?:the |meeting |call )?(?:minutes|notes|protokoll|notulen|会议记录|議事録)"
    r"|(?:new|old|previous|open) (?:items|topics))\W*$",
    re.IGNORECASE,
)
DISCUSSED_TURNS, DISCUSSED_WORDS = 3, 100  # from here on a routine has become a subject


@dataclass(slots=True)
class Body:
    """Blocks in order: `units` are what topics may be made of, `agendas` the sections under captions."""

    units: list[Unit] = field(default_factory=list)
    parts: list[PartLines] = field(default_factory=list)
    agendas: list[Section] = field(default_factory=list)


def read_body(blocks: Sequence[Block], header: bool, sheet: Sheet) -> Body:
    """The units of blocks without headings, labelled parts left out; a `header` only introduces."""
    body = Body()
    kept: list[Block] = []
    runs = clusters(blocks)
    place = 0
    while place < len(runs):
        if _opens_minutes(runs[place]):
            _add_units(kept, body, header, sheet)
            kept, header = [], False
        place += _take(runs, place, kept, body, header, sheet)
    _add_units(kept, body, header, sheet)
    return body


def _opens_minutes(cluster: Sequence[Block]) -> bool:
    """Whether a bold line says that the minutes begin here, whatever was told before."""
    caption = read_caption(cluster[0])
    return caption is not None and caption.strong and _MINUTES.match(caption.title) is not None


def _add_units(kept: list[Block], body: Body, header: bool, sheet: Sheet) -> None:
    if header:
        kept = _below_header(kept, body, sheet)
    shelves, units = unfold(split_units(kept, sheet.turns), sheet)
    body.units += units
    body.parts += [("heading", shelf.start, shelf.end) for shelf in shelves]


def _below_header(blocks: Sequence[Block], body: Body, sheet: Sheet) -> list[Block]:
    """What stands above the first heading introduces, except bullets with notes and a conversation."""
    spoken = [place for place, block in enumerate(blocks) if block.start in sheet.turns]
    talk = len(blocks)
    if len(spoken) >= DISCUSSED_TURNS and sheet.words(blocks) >= DISCUSSED_WORDS:
        talk = spoken[0]
    told: list[Block] = []
    for run in clusters(blocks[:talk]):
        if run[0].form == "item" and ":" not in run[0].text[:60] and len(run) > 1:
            told += run
        else:
            body.parts.append(("title", run[0].start, run[-1].end))
    return [*told, *blocks[talk:]]


def role_of_unit(unit: Unit, title: str, sheet: Sheet) -> Role | None:
    """The role of a unit that is no topic."""
    head = unit[0]
    if any(map(sheet.is_outcome, unit[1:])):
        return None
    if not sheet.says_something(unit) and not cites_issue(sheet.text(head)):
        return "boilerplate"
    if role_of_title(title) == "miscellany" and len(unit) > 1 and not sheet.says_something(unit[1:]):
        return "boilerplate"
    line = len(unit) == 1 and head.start == head.end
    if (line or head.form == "item") and sheet.words(unit) < ROUTINE_WORDS:
        return PART_OF.get(role_of_title(title))
    return None


def _take(
    runs: Sequence[Sequence[Block]], place: int, kept: list[Block], body: Body, header: bool, sheet: Sheet
) -> int:
    """Find the home of a cluster, and of those that it heads; how many were dealt with."""
    cluster = runs[place]
    head = cluster[0]
    alone = len(cluster) == 1
    caption = read_caption(head) or _outline_caption(cluster, sheet)
    role = sheet.role(head) if alone else None
    if head.start in sheet.attendance:
        role = "attendance"
    if role is None and alone and not kept and head.form == "text":
        role = sheet.introducing_role(head)
    opening = ("agenda", "minutes") if not kept else ("agenda",) if header else ()
    count = 1
    if role:
        body.parts.append((role, head.start, cluster[-1].end))
    elif caption and caption.role in opening:
        below = _below_caption(cluster, sheet)
        if caption.role == "minutes":
            body.parts.append(("heading", head.start, head.start))
            kept += below
        else:
            count = 1 if head.form == "item" else until_caption(runs, place)
            below += [block for run in runs[place + 1 : place + count] for block in run]
            body.agendas.append(captioned(head, caption, below, UNIT_LEVEL))
    elif caption and caption.role in PART_OF:
        count = 1 if head.form == "item" else run_below(runs, place)
        headed = [block for run in runs[place : place + count] for block in run]
        if any(map(sheet.is_outcome, headed[1:])):
            kept += headed
        else:
            body.parts.append((PART_OF[caption.role], head.start, headed[-1].end))
    else:
        kept += cluster
    return count


def _outline_caption(cluster: Sequence[Block], sheet: Sheet) -> Caption | None:
    """The caption that an item is over what is nested in it, in minutes that are one list."""
    if cluster[0].form != "item" or len(cluster) == 1:
        return None
    title = title_of(cluster[0], sheet.lines)
    role = role_of_title(title)
    return Caption(title, role, False) if role in ("agenda", "minutes", "attendance") else None


def _below_caption(cluster: Sequence[Block], sheet: Sheet) -> list[Block]:
    """What a caption is over: the further lines of its block, or what is nested in its item."""
    head = cluster[0]
    if head.form == "item":
        return raised(cluster[1:])
    if head.end == head.start:
        return list(cluster[1:])
    rest = sheet.lines[head.start].strip()
    return [Block("text", head.start + 1, head.end, 0, rest, gap=True), *cluster[1:]]
