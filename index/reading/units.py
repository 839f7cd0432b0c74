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

Unit = list[Block]

_BOLD = re.compile(r"\W{0,3}(?:\*\*|__)\S")
_DIALOGUE_TURNS = 4  # fewer turns than this make no dialogue


def split_units(blocks: Sequence[Block], turns: Collection[int] = ()) -> list[Unit]:
    """`blocks` in runs, each begun by a block of the form that opens units here.

    `turns` are the lines that begin with a speaker: where they fill a list it is one conversation.
    """
    blocks = [block for block in blocks if block.form not in ("rule", "comment", "definition")]
    top = [block for block in blocks if block.level == 0 and block.form in ("item", "text")]
    if not top:
        return [list(blocks)] if blocks else []
    opener = _choose_opener(top)
    opens = {block.start for block in _openers(top, opener)}
    if _is_dialogue(blocks, opens, turns):
        return [list(blocks)]
    units: list[Unit] = []
    for block in blocks:
        if block.start in opens or not units:
            units.append([block])
        else:
            units[-1].append(block)
    return units


def _choose_opener(top: Sequence[Block]) -> Block:
    """The block whose form opens units: the first, unless it only introduces what comes after."""
    first = top[0]
    if first.form != "text":
        return first
    captions = [block for block in top if _is_caption(block)]
    items = [block for block in top if block.form == "item"]
    texts = [block for block in top if block.form == "text"]
    if len(captions) >= 2 and all(block.form == "text" for block in top[: top.index(captions[0])]):
        return captions[0]
    if (
        len(texts) == 1
        and len(items) >= 2
        and not first.text.endswith((":", "："))
        and items[0].start > first.end + 1
    ):
        return items[0]
    return first


def _openers(top: Sequence[Block], opener: Block) -> list[Block]:
    if opener.form == "text":
        if _is_caption(opener):
            return [
                block for block in top if _is_caption(block) and _BOLD.match(block.text) or block is opener
            ]
        if _BOLD.match(opener.text) and sum(1 for b in top if b.form == "text" and _BOLD.match(b.text)) >= 2:
            return [block for block in top if block.form == "text" and _BOLD.match(block.text)]
        return [block for block in top if block.form == "text" and not _continues(block)]
    opened: list[Block] = []
    introduced = False  # whether a paragraph stands between: the list after it is its own
    for block in top:
        if block.form == "text":
            introduced = bool(opened)
            continue
        same = _is_number(block) == _is_number(opener) and block.column <= opener.column + 1
        if same and introduced:
            same = (
                block.marker[0] == opener.marker[0]
                and block.gap
                and bool(_BOLD.match(block.text)) >= bool(_BOLD.match(opener.text))
            )
        if same:
            opened.append(block)
            introduced = False
    return opened


def _is_caption(block: Block) -> bool:
    caption = read_caption(block)
    return caption is not None and caption.role is None


def _continues(block: Block) -> bool:
    """Whether a paragraph names only an aspect or the outcome of what stands before it."""
    caption = read_caption(block)
    return caption is not None and caption.role in ("aspect", "conclusion", "actions", "minutes")


def _is_number(block: Block) -> bool:
    return block.marker[:1] not in "-+*•‣◦·–"


def _is_dialogue(blocks: Sequence[Block], opens: Collection[int], turns: Collection[int]) -> bool:
    """Whether most openers are one speaker after the other, with nothing under them."""
    spoken = sum(1 for start in opens if start in turns)
    if spoken < _DIALOGUE_TURNS or 2 * spoken < len(opens):
        return False
    parents = {a.start for a, b in pairwise(blocks) if a.start in turns and b.level > a.level}
    return 2 * len(parents & set(opens)) < spoken


_LEADING_MARK = re.compile(r"^(?:\[name=[^\]]*\]|\[[ xX]\])\s*")
_SENTENCE = re.compile(r"(.{20,120}?[.;!?。])(?=\s|$)")
_LONGEST_TITLE = 120


def title_of(block: Block, lines: Sequence[str]) -> str:
    """A short title for a unit: the words that it opens with, without markup."""
    text = block.text
    if block.form == "item" and not text.endswith((".", ":", "?", "!")):
        text = " ".join(
            [text, *(line.strip() for line in lines[block.start : min(block.end, block.start + 3)])]
        )
    text = plain(_LEADING_MARK.sub("", text[:1_000])).rstrip(" :：")
    if len(text) > _LONGEST_TITLE:
        sentence = _SENTENCE.match(text)
        text = sentence[1].rstrip(".;") if sentence else text[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return text
