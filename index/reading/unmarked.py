"""Headings that nobody marked as such: a number and a title over prose, the words of an agenda item.

Owns the form of those lines; must not know what is a topic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from index.reading.blocks import Block
from index.reading.sections import read_caption
from index.reading.titles import role_of_title

UNMARKED_LEVEL = 6  # below the headings that may stand over such minutes
Titles = dict[int, tuple[int, str]]  # line → level and title

_NUMBER = re.compile(
    r"(?:(?:agenda )?item|top|topic|point|punkt|punto|ponto)\s+\d{1,2}(?:\.\d{1,2})?\s?[.):–-]?\s+(?=\S)"
    r"|\(?(?:\d{1,2}|[IVX]{1,5})\\?[.)]\s+(?=\S)",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"\d{1,2}[.)][ \t]+\*\*([^*\n]{2,60}?):?\*\*:?[ \t\r]*$")
_FEWEST_CAPTIONS = 3  # that are called as parts of minutes are
_LONGEST_TITLE = 12  # words
_FEWEST = 2  # titles with prose below them, or agenda items that stand again
_PROSE = 6  # words; fewer in most paragraphs are labels
_TAG = re.compile(r"<[^<>]{0,400}>|\]\([^()\s]*\)")
_PRESENTER = re.compile(r"\([^()]{0,80}\)\W*$")
_CAPITALISED = re.compile(r"(?:(?:[A-Z][\w'’-]*|&|of|for|to|and|the|in|on)(?:[ ]|$)){2,8}$")
_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 3  # of an agenda item that is only begun
_MOST_LINES = 5


def find_unmarked_titles(blocks: Sequence[Block], lines: Sequence[str]) -> Titles:
    """Line of each title that has no mark of a heading → its level and text; mostly there are none."""
    headings = [block for block in blocks if block.form == "heading"]
    parted = any(role_of_title(block.text) is None for block in headings[1:])
    numbered = {} if parted else _find_numbered(blocks, lines) or _find_captions(blocks, lines)
    return numbered or _find_repeated(blocks, lines)


def _find_captions(blocks: Sequence[Block], lines: Sequence[str]) -> Titles:
    """Numbered bold captions (``3. **Discussion points:**``), where several name parts of minutes."""
    titles: Titles = {}
    for block in blocks:
        caption = (
            _CAPTION.match(lines[block.start - 1]) if block.form == "item" and block.level == 0 else None
        )
        if caption:
            titles[block.start] = (UNMARKED_LEVEL, caption[1])
    known = sum(role_of_title(title) is not None for _, title in titles.values())
    return titles if known >= _FEWEST_CAPTIONS and 2 * known > len(titles) else {}


def _find_numbered(blocks: Sequence[Block], lines: Sequence[str]) -> Titles:
    """Numbered lines (``3) Releases``) with blank lines around; under most stands a paragraph, no list."""
    titles: Titles = {}
    told = 0
    for place, block in enumerate(blocks):
        title = _numbered(block, lines)
        if not title or not _alone(block, lines):
            continue
        titles[block.start] = (UNMARKED_LEVEL, title)
        told += place + 1 < len(blocks) and _is_prose(blocks[place + 1])
    return titles if told >= _FEWEST and 2 * told > len(titles) else {}


def _numbered(block: Block, lines: Sequence[str]) -> str | None:
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


def _find_repeated(blocks: Sequence[Block], lines: Sequence[str]) -> Titles:
    """Paragraphs that repeat agenda items word for word, and those made like them: topics nobody planned.

    A line that ends in a colon leads in what follows: `units` knows what to do with it.
    """
    planned, after = _plan(blocks, lines)
    if not planned:
        return {}
    short = [
        (block, below)
        for block, below in pairwise(blocks)
        if block.form == "text" and block.level == 0 and block.start > after
        if block.end - block.start < _MOST_LINES and block.text[-1:] not in ":："
    ]
    repeated = [(block, below) for block, below in short if _words(block, lines) in planned]
    if len(repeated) < _FEWEST:
        return {}
    again = {block.start for block, _ in repeated}
    over_lists = 2 * sum(_stands_over_list(block, below) for block, below in repeated) > len(repeated)
    return {
        block.start: (UNMARKED_LEVEL, " ".join(line.strip() for line in lines[block.start - 1 : block.end]))
        for block, below in short
        if block.start in again
        or _is_title(block)
        or (over_lists and _stands_over_list(block, below) and block.text[-1] not in ".,;")
    }


def _plan(blocks: Sequence[Block], lines: Sequence[str]) -> tuple[set[tuple[str, ...]], int]:
    """The words of the items of an agenda, also their first ones alone, and the line where it ends."""
    planned: set[tuple[str, ...]] = set()
    listing, after = False, 0
    for block, below in zip_longest(blocks, blocks[1:]):
        # a caption counts where it ends an agenda, or opens one right above a list
        heads = listing or (below is not None and below.form == "item")
        caption = read_caption(block) if heads else None
        if block.form == "heading" or caption:
            listing = (caption.role if caption else role_of_title(block.text)) == "agenda"
        elif listing and block.form == "item" and block.level == 0:
            words = _words(block, lines)
            planned.update([words, *(words[:count] for count in range(_FEWEST_WORDS, len(words)))])
            after = block.end
        elif planned and block.level == 0:
            listing = False
    return planned, after


def _stands_over_list(block: Block, below: Block) -> bool:
    """Whether a line stands alone over a list, a blank line between them."""
    return block.start == block.end < below.start - 1 and below.form == "item" and below.level == 0


def _is_title(block: Block) -> bool:
    """Whether a paragraph is a bold line with a role, or one line of capitalised words."""
    caption = read_caption(block)
    if caption and caption.strong and caption.role not in (None, "aspect", "conclusion"):
        return True
    return block.start == block.end and _CAPITALISED.match(block.text) is not None


def _words(block: Block, lines: Sequence[str]) -> tuple[str, ...]:
    """The words of a block in lower case, without addresses and the presenter in brackets behind them."""
    text = "\n".join([block.text, *lines[block.start : min(block.end, block.start + _MOST_LINES)]])[:1_000]
    return tuple(_WORD.findall(_PRESENTER.sub("", _TAG.sub(" ", text).strip()).casefold()))
