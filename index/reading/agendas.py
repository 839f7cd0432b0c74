"""What was planned: the items of an agenda, and whether they were minuted where they stand.

Owns the reading of agenda lists; must not know what becomes of their items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.model import Role
from index.reading.blocks import Block
from index.reading.cues import find_label
from index.reading.levels import unfold
from index.reading.sections import Section
from index.reading.sheet import Sheet, clusters
from index.reading.units import Unit, split_units

_LINK_ONLY = re.compile(r"<?https?://\S+>?$|\[[^\[\]]*\]\(\S+\)$")
_MINUTED_WORDS = 25  # an agenda item with more words than this, on average, has notes of what was said
_FEWEST_SENTENCES, _SENTENCE_WORDS = 3, 5
_MUCH_LONGER = 4
_FEWEST_SIGNS = 2  # turns, decisions or actions under agenda items that make them minutes


@dataclass(slots=True)
class Plan:
    """The items of an agenda, and what stands between them: parts as (role, start, end)."""

    items: list[Unit] = field(default_factory=list)
    parts: list[tuple[Role, int, int]] = field(default_factory=list)


def read_plan(section: Section, sheet: Sheet) -> Plan:
    """The items of all lists under an agenda heading."""
    plan = Plan()
    kept: list[Block] = []
    for part in section.walk():
        if part.heading:
            plan.parts.append(("heading", part.heading.start, part.heading.end))
        for cluster in clusters(part.body):
            head = cluster[0]
            role = sheet.role(head) if len(cluster) == 1 else None
            if head.form == "quote" or (
                head.start == head.end and _LINK_ONLY.match(head.text) and head.form == "text"
            ):
                role = "agenda"  # guidelines for those who add items, the address of the agenda
            if role:
                plan.parts.append((role, head.start, cluster[-1].end))
            else:
                kept += cluster
    shelves, plan.items = unfold(split_units(kept, sheet.turns), sheet)
    plan.parts += [("heading", shelf.start, shelf.end) for shelf in shelves]
    return plan


def reads_as_minutes(items: Sequence[Unit], sheet: Sheet) -> bool:
    """Whether an agenda tells what was said: by who speaks and decides, sentences or length."""
    if _signs(items, sheet) >= _FEWEST_SIGNS:
        return True
    told = sum(any(map(_is_sentence, item)) for item in items)
    if told >= _FEWEST_SENTENCES and 2 * told >= len(items):
        return True
    return sum(sheet.words(item) for item in items) >= _MINUTED_WORDS * len(items)


def _is_sentence(block: Block) -> bool:
    text = block.text.rstrip()
    return text.endswith(".") and len(text.split()) >= _SENTENCE_WORDS


def has_notes(items: Sequence[Unit], sheet: Sheet, minuted: int, behind: int | None) -> bool:
    """Whether what was said stands under agenda items, though other sections have topics.

    Most items have notes nested in them where somebody speaks or is to act, and these are longer than what is
    `minuted` elsewhere, in words; or, where no section is set aside for minutes, most items have lines below
    their first, and these are much longer than what is minuted `behind` the agenda.
    """
    noted = [item for item in items if any(block.level > item[0].level for block in item)]
    words = sheet.words(block for item in noted for block in item[1:])
    if _signs(items, sheet) >= _FEWEST_SIGNS and 2 * len(noted) >= len(items):
        return words >= minuted
    noted = [item for item in items if item[-1].end > item[0].start]
    words = sum(sheet.words_on(range(item[0].start + 1, item[-1].end + 1)) for item in noted)
    return behind is not None and 2 * len(noted) >= len(items) and words > _MUCH_LONGER * behind


def _signs(items: Sequence[Unit], sheet: Sheet) -> int:
    """How many lines of agenda items tell what was said: decisions, and turns and actions with or in notes.

    Who is to present or act may be planned ("Ada will show the crank"), and a link is no action.
    """
    told = 0
    for head, *notes in items:
        said = [block for block in notes if not sheet.is_reference(block)]
        told += head.start in sheet.decisions or (bool(said) and head.start in sheet.turns)
        told += sum(sheet.is_outcome(block) or block.start in sheet.turns for block in said)
        # a label that says so counts twice
        told += sum(
            sheet.is_outcome(block) and find_label(block.text.lstrip("*_ "))[0] is not None for block in said
        )
    return told
