"""Blocks become a tree of sections: what stands under which heading.

Owns the nesting of headings and what counts as one besides ``#`` lines (a bold or italic line, a lone
word such as "Agenda:") and how far it reaches; must not decide where topics begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.reading.blocks import Block
from index.reading.links import plain
from index.reading.titles import SectionRole, role_of_title


@dataclass(slots=True)
class Section:
    """A heading with what stands under it; the root of a file has level 0 and no heading line.

    `end` is the last line with text in the section or its children; `body` are the blocks before the
    first child.
    """

    title: str
    level: int
    start: int
    end: int
    heading: Block | None = None
    role: SectionRole | None = None
    body: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    def walk(self) -> Iterator[Section]:
        """The section and all below it, in order of lines."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_sections(blocks: Sequence[Block]) -> Section:
    """The outline of blocks by their real headings: the root section."""
    root = Section("", 0, blocks[0].start if blocks else 1, 0)
    path = [root]
    for block in blocks:
        if block.form == "heading":
            while path[-1].level >= block.level:
                path.pop()
            title = plain(block.text)
            role = role_of_title(title)
            if path[-1].role == "actions" and _STATUS.match(title):
                role = "aspect"
            section = Section(title, block.level, block.start, block.end, block, role)
            path[-1].children.append(section)
            path.append(section)
        else:
            path[-1].body.append(block)
        for section in path:
            section.end = block.end
    return root


# Under a heading of actions: how far they are
_STATUS = re.compile(
    r"(?:open|closed|done|completed?|new|old|pending|outstanding|ongoing|in progress)\b", re.IGNORECASE
)
_BOLD_LINE = re.compile(r"(\*\*|__)(?=[^\s*_])((?:\*{4}|(?!\1).){1,160})\1[ \t]*[:：]?[ \t]*(?:<br ?/?>)?$")
_ITALIC_LINE = re.compile(r"([*_])(?=[^\s*_])([^*_]{1,80})\1[ \t]*[:：]?$")
_ROLE_LINE = re.compile(r"([^\n]{2,60}?)[ \t]*(?:[:：][ \t]*)?$")


@dataclass(frozen=True, slots=True)
class Caption:
    """A line that heads what follows without being a heading; `strong` where it is set in bold."""

    title: str
    role: SectionRole | None
    strong: bool


def read_caption(block: Block) -> Caption | None:
    """The caption that a block of text begins with: a bold line, an italic one, or a word with a role."""
    if block.form != "text" or block.level > 0:
        return None
    text = block.text
    if text[:1] in ("*", "_"):
        if match := _BOLD_LINE.match(text):
            title = plain(match[2])
            return Caption(title, role_of_title(title), True)
        if match := _ITALIC_LINE.match(text):
            title = plain(match[2])
            return Caption(title, role_of_title(title), False) if len(title.split()) <= 8 else None
    alone = text.endswith((":", "：")) or block.start == block.end
    if alone and len(text) <= 60 and (match := _ROLE_LINE.match(text)) and (role := role_of_title(match[1])):
        return Caption(plain(match[1]), role, False)
    return None


def captioned(head: Block, caption: Caption, body: list[Block], level: int) -> Section:
    """The section that a caption and what it heads would be under a heading of `level`."""
    heading = Block("heading", head.start, head.start, level, caption.title)
    end = body[-1].end if body else head.end
    return Section(caption.title, level, head.start, end, heading, caption.role, body)


def run_below(runs: Sequence[Sequence[Block]], place: int) -> int:
    """How many clusters a caption heads: its own lines, or the first run of blocks below it."""
    if runs[place][0].end > runs[place][0].start:
        return 1
    count = 1
    while place + count < len(runs):
        block, before = runs[place + count][0], runs[place + count - 1][-1]
        loose = block.start > before.end + 1 and not (block.form == "item" and before.form == "item")
        if read_caption(block) or (count > 1 and loose):
            break
        count += 1
    return count


def until_caption(runs: Sequence[Sequence[Block]], place: int) -> int:
    """How many clusters stand from a caption to the next that is in bold or has a role."""
    count = 1
    while place + count < len(runs):
        caption = read_caption(runs[place + count][0])
        if caption and (caption.strong or caption.role):
            break
        count += 1
    return count
