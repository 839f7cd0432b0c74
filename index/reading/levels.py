"""Is a heading a topic, or does it stand over topics?

Owns the signs by which a heading is taken for a container; must not know where its lines go.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from index.reading.blocks import Block
from index.reading.dates import date_in, is_dateline
from index.reading.sections import Section, read_caption
from index.reading.sheet import ISSUE_URL, Sheet, cites_issue, clusters
from index.reading.titles import is_repository, is_shelf
from index.reading.units import Unit, is_numbered, raised, split_units, title_of

_MEETING = re.compile(r"\b(?:meeting|call|sync|session|sitzung|reunión|réunion)\b|会议", re.IGNORECASE)
_CONCLUSION = re.compile(
    r"[\W_]*(?:resolutions?|conclusions?|decisions?|consensus|resolved|decided)\b", re.IGNORECASE
)
_FEWEST_NOTED, _NOTE_WORDS = 3, 5  # headings with notes below them that are more than sides of one subject
_RAISED_BY = re.compile(r"(?:\[[ xX]\]\s+)?\(@?[^\W\d_][\w.-]{1,15}\)\s+(?!\()")
_TIMED = re.compile(
    r"\W{0,3}\d{1,2}[:.]\d\d(?: ?[ap]m)? ?[-–] ?\d{1,2}[:.]\d\d(?!\d)", re.IGNORECASE
)  # 11:05–11:20 Report
_ADDRESSED = re.compile(rf"<?https?://\S{{1,300}}{ISSUE_URL}>? [-–—:] ")
_TIER_WORDS = 6  # of a numbered item that only sorts
_FEWEST_RAISED = 2  # items that begin with who brings them up
_FEWEST_SPOKEN = 2  # headings of an agenda under which people speak that make it minutes
_TITLE_WORDS = 12  # the first line of an item with notes under it is a title up to here


def find_title(root: Section) -> Section | None:
    """The heading that names the document: the first, where it stands above all others or says "meeting"."""
    if not root.children:
        return None
    first = root.children[0]
    below = first.children[0].title if first.children else ""
    dated = date_in(first.title) is not None or is_dateline(below)
    if first.role == "agenda" and len(first.title.split()) > 3 and _MEETING.search(first.title):
        return first  # "Agenda for the weekly call of the tools group"
    if first.role and first.role != "minutes" and not dated:
        return None
    levels = [section.level for section in root.walk() if section.level and section is not first]
    above = all(level > first.level for level in levels)
    return (
        first
        if above or (dated and first.role != "agenda") or (first.level == 1 and not first.role)
        else None
    )


def has_subjects(section: Section) -> bool:
    """Whether a heading below `section` can be a topic, or stand over some."""
    return any(
        child.role in (None, "miscellany", "minutes", "agenda") or has_subjects(child)
        for child in section.children
    )


def has_minutes(section: Section, sheet: Sheet, title: Section | None) -> bool:
    """Whether a section outside of the agenda is set aside for what was said, and something stands in it.

    The `title` of the whole document, mostly "Minutes", is none.
    """
    if section.role == "minutes" and section is not title and not sheet.is_empty(section):
        return True
    return section.role != "agenda" and any(has_minutes(child, sheet, title) for child in section.children)


def lists_issues(section: Section) -> bool:
    """Whether a heading names a repository, and its issues stand under it."""
    named = section.role is None and is_repository(section.title)
    return named and any(cites_issue(block.text) for block in section.body)


def stands_over_headings(section: Section, sheet: Sheet) -> bool:
    """Whether the headings below are the topics.

    They are where nothing is said before them, where several have notes and neither one presenter nor one
    conclusion holds them together, or where each has its own conclusion.
    """
    subjects = [child for child in section.children if child.role in (None, "miscellany")]
    if not subjects:
        return False
    several = len(subjects) >= 2
    only = subjects[0] if len(section.children) == 1 else None
    over = several or (
        only is not None
        and (stands_over_headings(only, sheet) or stands_over_titles(only, sheet, titles_listed=False))
    )
    if over and not sheet.says_something(section.body):
        return True
    noted = sum(1 for child in subjects if sheet.words(child.body) >= _NOTE_WORDS)
    held = any(child.role == "conclusion" for child in section.children)
    held = held or any(sheet.is_reference(block) for block in section.body)
    if noted >= _FEWEST_NOTED and not held:
        return True
    concluded = sum(1 for child in subjects if any(below.role == "conclusion" for below in child.children))
    return concluded >= 2 or (several and section.level == 1)


def stands_over_captions(section: Section, sheet: Sheet) -> bool:
    """Whether captions part what stands under a heading, and most of what they part has its conclusion."""
    concluded: list[bool] = []
    for block in section.body:
        caption = read_caption(block)
        if caption and caption.role is None:
            concluded.append(False)
        elif concluded and _CONCLUSION.match(block.text):
            concluded[-1] = True
        elif not concluded and sheet.says_something([block]):
            return False
    return sum(concluded) >= 2 and 2 * sum(concluded) >= len(concluded)


def stands_over_titles(section: Section, sheet: Sheet, titles_listed: bool) -> bool:
    """Whether the first-level items under a heading are titles of topics.

    They are where all cite an issue as titles do, or most do and all have notes under them, where most
    begin with their time on the clock, or with who brings them up and some have notes
    (``[ ] (AL) the mast``), or, in a meeting that lists titles elsewhere (`titles_listed`), where each is
    short and has its notes under it, and none is a person's name.
    """
    top = [block for block in section.body if block.level == 0]
    items = [
        b for b in top if sheet.role(b) != "boilerplate" and not (b.form == "text" and sheet.is_reference(b))
    ]
    heading = section.heading.text if section.heading else ""
    if not items or any(block.form != "item" for block in items) or cites_issue(heading):
        return False
    if section.title.casefold() in sheet.people:
        return False  # what one person has to tell
    titles = sum(1 for block in items if sheet.is_issue_title(block))
    if titles == len(items):
        return True
    timed = sum(1 for block in items if _TIMED.match(block.text))
    if timed >= _FEWEST_RAISED and 3 * timed >= 2 * len(items):
        return True
    parents = {above.start for above, below in pairwise(section.body) if below.level > above.level}
    titles += sum(1 for block in items if _ADDRESSED.match(block.text))
    if 3 * titles >= 2 * len(items) and all(block.start in parents for block in items):
        return True
    raised = [b for b in items if _RAISED_BY.match(b.text) and b.start not in sheet.turns]
    if len(raised) >= _FEWEST_RAISED and 3 * len(raised) >= 2 * len(items):
        return any(block.start in parents for block in raised)
    return (
        titles_listed
        and sum(1 for block in top if block.form == "item") >= 2
        and not any(block.text.strip(" :*_").casefold() in sheet.people for block in items)
        and all(block.start in parents and len(block.text.split()) <= _TITLE_WORDS for block in items)
    )


def holds_minutes(section: Section, sheet: Sheet, *, alone: bool) -> bool:
    """Whether an agenda with headings is where the minutes were written: notes stand under its items.

    Where it is not `alone`, as other sections are called minutes, people speak under several headings.
    """
    if not has_subjects(section):
        return False
    if not alone:
        subjects = [range(child.start, child.end + 1) for child in section.children if child.role is None]
        return sum(any(map(sheet.turns.__contains__, lines)) for lines in subjects) >= _FEWEST_SPOKEN
    return any(
        block.level > 0 or (block.form == "text" and sheet.says_something([block]))
        for part in section.walk()
        for block in part.body
    )


def unfold(units: Sequence[Unit], sheet: Sheet) -> tuple[list[Block], list[Unit]]:
    """Items that only say what kind of topics are nested in them ("Open issues"), and those topics.

    Where people speak under all that is nested in two items or more, and in most items under half of it,
    those items are also of that kind.
    """
    shelves: list[Block] = []
    topics: list[Unit] = []
    spoken = [_share_of_talks(unit, sheet) for unit in units]
    over = sum(2 * share >= 1 for share in spoken)
    sorts = sum(share == 1 for share in spoken) >= 2 and 2 * over > len(units)
    tiered = _are_tiers(units)
    for unit, share in zip(units, spoken, strict=True):
        if _is_shelf(unit, sheet) or (sorts and 2 * share >= 1) or (tiered and len(unit) > 2):
            shelves.append(unit[0])
            below, nested = unfold(split_units(raised(unit[1:]), sheet.turns), sheet)
            shelves += below
            topics += nested
        else:
            topics.append(unit)
    return shelves, topics


def _are_tiers(units: Sequence[Unit]) -> bool:
    """Whether numbered items are short, and most of what is nested in them has notes nested in it again."""
    heads = [unit[0] for unit in units]
    if len(heads) < 2 or any(
        head.form != "item" or not is_numbered(head) or len(head.text.split()) > _TIER_WORDS for head in heads
    ):
        return False
    nested = noted = 0
    for unit in units:
        least = min((block.level for block in unit[1:]), default=0)
        for block, below in zip_longest(unit[1:], unit[2:]):
            if block.level == least:
                nested += 1
                noted += below is not None and below.level > least
    return nested >= 2 * len(units) - 1 and 4 * noted >= 3 * nested


def _share_of_talks(unit: Unit, sheet: Sheet) -> float:
    """The share of the items nested in an item that have turns nested in them; 0 where some are turns."""
    least = min((block.level for block in unit[1:]), default=0)
    spoken: list[bool] = []
    for block in unit[1:]:
        if block.level == least:
            if block.form != "item" or block.start in sheet.turns:
                return 0
            spoken.append(False)
        elif spoken and block.start in sheet.turns:
            spoken[-1] = True
    return sum(spoken) / len(spoken) if spoken and unit[0].form == "item" else 0


def stands_over_kinds(section: Section, sheet: Sheet) -> bool:
    """Whether the headings below are topics, or items under it only say what kind of topics they hold."""
    return has_subjects(section) or any(_is_shelf(cluster, sheet) for cluster in clusters(section.body))


def _is_shelf(unit: Sequence[Block], sheet: Sheet) -> bool:
    head = unit[0]
    nested = any(block.form == "item" and block.level > head.level for block in unit)
    return head.form == "item" and nested and is_shelf(title_of(head, sheet.lines))
