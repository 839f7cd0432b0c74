"""Numbered lines that stand alone over prose (``3) Releases``): headings that nobody marked as such.

Owns the form of those lines; must not know what is a topic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.reading.blocks import Block
from index.reading.titles import role_of_title

NUMBERED_LEVEL = 6  # below the headings that may stand over such minutes
_NUMBER = re.compile(r"\(?(\d{1,2}|[IVX]{1,5})\\?[.)]\s+(?=\S)")
_LONGEST_TITLE = 12  # words
_FEWEST = 2  # titles with prose below them
_PROSE = 6  # words; fewer in most paragraphs are labels


def find_numbered_titles(blocks: Sequence[Block], lines: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Line of a numbered title → its level and text; none where headings of other forms part the file.

    Such a line has blank lines around it, and under most of them stands a paragraph and no list.
    """
    headings = [block for block in blocks if block.form == "heading"]
    if any(role_of_title(block.text) is None for block in headings[1:]):
        return {}
    titles: dict[int, tuple[int, str]] = {}
    told = 0
    for place, block in enumerate(blocks):
        title = _title(block, lines)
        if not title or not _alone(block, lines):
            continue
        titles[block.start] = (NUMBERED_LEVEL, title)
        told += place + 1 < len(blocks) and _is_prose(blocks[place + 1])
    return titles if told >= _FEWEST and 2 * told > len(titles) else {}


def _title(block: Block, lines: Sequence[str]) -> str | None:
    """The words behind the number that an unindented line of its own begins with."""
    if block.level > 0 or block.column > 0 or block.start != block.end:
        return None
    line = lines[block.start - 1].strip()
    match = _NUMBER.match(line)
    title = line[match.end() :] if match else ""
    return title if title and len(title.split()) <= _LONGEST_TITLE else None


def _alone(block: Block, lines: Sequence[str]) -> bool:
    """Whether blank lines, or the ends of the file, stand around a block of one line."""
    around = (*lines[max(0, block.start - 2) : block.start - 1], *lines[block.end : block.end + 1])
    return not any(line.strip() for line in around)


def _is_prose(block: Block) -> bool:
    words = block.text.split()
    return (
        block.form == "text" and block.level == 0 and not _NUMBER.match(block.text) and len(words) >= _PROSE
    )
