"""Blocks without headings become units: which of them open something new, and what only follows.

Owns the choice between captions, bullets, numbers and paragraphs by what a list of blocks begins with;
must not know what a unit is (a topic, an agenda item).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from index.reading.blocks import Block
from index.reading.links import plain
from index.reading.sections import read_caption
from index.reading.titles import role_of_title

Unit = list[Block]

_BOLD = re.compile(r"\W{0,3}(?:\*\*|__|''')\S")
_BOLD_NUMBER = re.compile(r"\W{0,3}(?:\*\*|__)\d")
_NUMBERED = re.compile(r"\W{0,4}\d{1,2}\\?[.)]\s")
_LABEL = re.compile(r"\W{0,3}([^\W\d_][\w ]{1,30})(?:\*\*|__)?[:：]")  # **Action:** Ada to oil the crank
_FEWEST_TURNS = 4  # fewer speakers in a row than this are no conversation


def split_units(blocks: Sequence[Block], turns: Collection[int] = ()) -> list[Unit]:
    """`blocks` in runs, each begun by a block of the form that opens units here.

    `turns` are the lines that begin with a speaker: in a conversation they open nothing.
    """
    blocks = [block for block in blocks if block.form not in ("rule", "comment", "definition")]
    top = [block for block in blocks if block.level == 0 and block.form in ("item", "text")]
    openers = _titles_by_bullet(blocks) or (_openers(top) if top else [])
    opens = {block.start for block in openers} - _said(blocks, openers, turns)
    units: list[Unit] = []
    for block in blocks:
        if block.start in opens or not units:
            units.append([block])
        else:
            units[-1].append(block)
    return units


def _openers(top: Sequence[Block]) -> list[Block]:
    """The first-level blocks that open units: those made like the first, or like what it introduces."""
    first = top[0]
    items = [block for block in top if block.form == "item"]
    texts = [block for block in top if block.form == "text"]
    numbered = [b for b in top if is_numbered(b) and b.form == first.form and b.column <= first.column + 1]
    if is_numbered(first) and (len(numbered) >= 2 or len(top) == 1):
        return numbered
    if first.form == "item":
        alike = _items_like(first, top)
        over = [block for block in texts if block.text.endswith((":", "：")) and not _continues(block)]
        return [first, *over] if len(alike) == 1 and len(over) >= 2 else alike
    captions = [block for block in top if _is_caption(block)]
    if len(captions) >= 2 and all(block.form == "text" for block in top[: top.index(captions[0])]):
        numbered = [block for block in texts if _BOLD_NUMBER.match(block.text)]
        if len(numbered) > len(captions):
            return numbered  # **17** Paint the mast
        strong = bool(_BOLD.match(captions[0].text))
        actions = [block for block in texts if (caption := read_caption(block)) and caption.role == "actions"]
        captions += actions if len(actions) == 1 else []
        return [block for block in captions if bool(_BOLD.match(block.text)) == strong]
    leads = first.text.endswith((":", "：")) or (items and items[0].start == first.end + 1)
    leads = leads or role_of_title(first.text.strip("*_")) == "miscellany"
    if len(texts) == 1 and len(items) >= 2 and not leads:
        return _items_like(items[0], top)
    bold = [block for block in texts if _BOLD.match(block.text)]
    if len(bold) >= 2 and bold[0] is first:
        return bold
    return [block for block in texts if block.column <= first.column + 1 and not _continues(block)]


def _items_like(first: Block, top: Sequence[Block]) -> list[Block]:
    """The items at the column of `first`; a list that a paragraph introduces between them is its own.

    A caption of what is to do, at the end of all, opens a unit as well.
    """
    opened: list[Block] = []
    introduced, closing = False, None
    for above, block in pairwise([first, *top]):
        if block.form == "text":
            caption = read_caption(block)
            closing = block if opened and caption and caption.role == "actions" else None
            introduced = bool(opened)
            continue
        if block.gap and above.form == "item":
            closing = None
        if closing:
            continue  # what is to do, below a caption that says so
        same = is_numbered(block) == is_numbered(first) and block.column <= first.column + 1
        if same and introduced:
            strong = bool(_BOLD.match(block.text)) or not _BOLD.match(first.text)
            same = strong and block.gap and block.marker[0] == first.marker[0]
        if same:
            opened.append(block)
            introduced = False
    return [*opened, closing] if closing else opened


def _titles_by_bullet(blocks: Sequence[Block]) -> list[Block]:
    """The items of a flat list that have one bullet, and below them their notes, flat, with another.

    Most of them have a note next to them, and some have several; of two lists in a row only one has.
    """
    if any(block.form != "item" or block.level or is_numbered(block) for block in blocks):
        return []
    titles = [block for block in blocks if block.marker == blocks[0].marker]
    noted = sum(1 for title, note in pairwise(blocks) if title.marker == titles[0].marker != note.marker)
    return titles if 0 < 2 * len(titles) <= 3 * noted and 5 * len(titles) <= 2 * len(blocks) else []


def raised(blocks: Sequence[Block]) -> Unit:
    """What is nested in an item as if it stood alone: its highest blocks at the first level."""
    least = min((block.level for block in blocks), default=0)
    return [block._replace(level=block.level - least) for block in blocks]


def is_numbered(block: Block) -> bool:
    """Whether a block is an item of a numbered list, or a paragraph that begins with a number."""
    if block.form == "item":
        return block.marker[0] not in "-+*•‣◦·–"
    return _NUMBERED.match(block.text) is not None


def _is_caption(block: Block) -> bool:
    caption = read_caption(block)
    return caption is not None and caption.role is None


def _continues(block: Block) -> bool:
    """Whether a paragraph names only an aspect or the outcome of what stands before it."""
    if caption := read_caption(block):
        return caption.role in ("aspect", "conclusion", "actions", "minutes")
    label = _LABEL.match(block.text)
    return label is not None and role_of_title(label[1]) in ("conclusion", "actions")


def _said(blocks: Sequence[Block], openers: Sequence[Block], turns: Collection[int]) -> set[int]:
    """The openers that are turns of a conversation: speakers in a row, with nothing under them."""
    parents = {a.start for a, b in pairwise(blocks) if b.level > a.level or b.form not in ("item", "text")}
    bare = {
        block.start
        for block in openers
        if block.start in turns
        and block.start not in parents
        and (block.form == "text" or (block.start == block.end and not block.gap))
    }
    return bare if len(bare) >= _FEWEST_TURNS and 3 * len(bare) >= len(openers) else set()


_LEADING_MARK = re.compile(r"^(?:\[name=[^\]]*\]|\[[ xX]\])\s*")
_SENTENCE = re.compile(r"(.{20,120}?[.;!?。])(?=\s|$)")
_LONGEST_TITLE = 120
# **Mast of oak:** what was said
_LEAD = re.compile(r"(\*\*|__)(\w+[^*_\n]*? [^*_\n]{1,80}?)(?:[:：]\1|\1[ ]?[:：])(?=[ ]*\S)")


def title_of(block: Block, lines: Sequence[str]) -> str:
    """A short title for a unit: the words that it opens with, without markup."""
    text = block.text
    if block.form == "item" and not text.endswith((".", ":", "?", "!")):
        text = " ".join(
            [text, *(line.strip() for line in lines[block.start : min(block.end, block.start + 3)])]
        )
    text = _LEADING_MARK.sub("", text[:1_000])
    lead = _LEAD.match(text) if len(text) > _LONGEST_TITLE else None
    text = plain(lead[2] if lead and not role_of_title(lead[2]) else text).rstrip(" :：")
    if len(text) > _LONGEST_TITLE:
        sentence = _SENTENCE.match(text)
        text = sentence[1].rstrip(".;") if sentence else text[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return text
