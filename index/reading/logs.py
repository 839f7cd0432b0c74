"""Minutes that are a log: lines that announce the next topic (``Topic: …``, ``<ada> #topic …``).

Owns the form of those lines, with or without clock and nick before them; must not know what is a topic
where nobody announced one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.reading.blocks import Block, Form

TOPIC_LEVEL = 6  # below the headings that a log may stand under
_ANNOUNCED = 2  # one line alone may be a label
_CLOCK = r"(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?[ \t]+)?"
_NICK = r"(?:<[^<>\s]{1,40}>[ \t]+|\*\*[^*\s]{1,40}\*\*[ \t]+)?"
_REST: dict[Form, Form] = {
    "item": "text",
    "heading": "rule",
}  # what is left of a block behind an announcement
_LINE = re.compile(
    rf"(?:>[ \t]*)?{_CLOCK}{_NICK}"
    r"(?:#(?P<sub>sub)?topic[ \t:]+|(?:\*\*|__)?(?P<subtopic>sub-?)?topic[ \t]*:(?:\*\*|__)?[ \t]+)"
    r"(?P<title>\S.*)",
    re.IGNORECASE,
)


def find_announcements(lines: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Line that announces a topic → its heading level and title; none where a file has fewer than two."""
    found: dict[int, tuple[int, str]] = {}
    for number, line in enumerate(lines, 1):
        if ("opic" in line or "OPIC" in line) and (match := _LINE.match(line[:500])):
            below = match["sub"] or match["subtopic"]
            found[number] = (TOPIC_LEVEL + 1 if below else TOPIC_LEVEL, match["title"].strip())
    return found if len(found) >= _ANNOUNCED else {}


def announce(
    blocks: Sequence[Block], announcements: dict[int, tuple[int, str]], lines: Sequence[str]
) -> list[Block]:
    """`blocks` with a heading for each announcement, and the blocks around them cut there."""
    if not announcements:
        return list(blocks)
    cut: list[Block] = []
    for block in blocks:
        start = block.start
        for number in range(block.start, block.end + 1):
            if number in announcements:
                if number > start:
                    cut.append(_piece(block, start, number - 1, lines))
                level, title = announcements[number]
                cut.append(Block("heading", number, number, level, title))
                start = number + 1
        if start <= block.end:
            cut.append(_piece(block, start, block.end, lines))
    return cut


def _piece(block: Block, start: int, end: int, lines: Sequence[str]) -> Block:
    if start == block.start:
        return block._replace(end=end)
    form = _REST.get(block.form, block.form)
    return block._replace(form=form, start=start, end=end, text=lines[start - 1].strip(), level=0, gap=True)
