"""What is known about the lines of one meeting before it is cut: who attends, who speaks, what is said.

Owns the questions that the cutting rules ask of a block; must not know where topics begin.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.model import Role
from index.reading.blocks import Block
from index.reading.labels import (
    is_aside,
    is_navigation,
    is_remark,
    role_of_line,
    says_nothing,
    sets_next_meeting,
)
from index.reading.sections import Section, read_caption

ISSUE_URL = r"/(?:issues|pulls?|merge_requests)/\d+"
_ISSUE = re.compile(rf"#\d+|{ISSUE_URL}")
_ISSUE_LAST = re.compile(r"#\d+[\])]*(?:\(\S{0,300}\))?\W{0,8}$")
_ISSUE_FIRST = re.compile(
    rf"\[[^\]]{{0,500}}\]\(\S{{0,300}}{ISSUE_URL}"
    rf"|(?:issue|pr|pull request|ticket|bug) (?:#\d+\b|https?://\S{{0,300}}{ISSUE_URL})",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"[\W_]*(?:presenters?|champions?|speakers?|presented by|slides?|proposals?|links?|issues?|prs?"
    r"|references?|time ?box)\b[^:]{0,20}:"
    r"|[-*\s]*!?\[[^\]]*\](?:\(\S*\)|\[[^\]]*\])\W*$|<?https?://\S+>?$",
    re.IGNORECASE,
)
_LINKED = re.compile(r"[^\W\d_][\w-]*(?: [\w-]+)?: <?https?://\S+$")  # Pad: https://…
_TARGET = re.compile(r"\(?https?://[^\s)]+\)?")
_DONE = re.compile(r"\[[xX]\]\s|[\W_]*done\b|~~.*~~\W*$|[\u2705\u2713\u2714]", re.IGNORECASE)
_LONGEST_ASIDE = 2_000
_TAIL = 400  # characters at the end of an issue's title that hold its number and address


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a file with what one meeting on them is known to hold.

    `attendance` are the lines of attendance lists, `turns` those that begin with a speaker, `people` the
    names and first names of those present in lower case, `decisions` and `actions` the lines of those.
    """

    lines: Sequence[str]
    attendance: Collection[int] = frozenset()
    turns: Collection[int] = frozenset()
    people: Collection[str] = frozenset()
    decisions: Collection[int] = frozenset()
    actions: Collection[int] = frozenset()

    def text(self, block: Block) -> str:
        """A block without its marker, its lines joined; only the beginning of a very long one."""
        if block.start == block.end or len(block.text) > _LONGEST_ASIDE:
            return block.text
        return "\n".join([block.text, *self.lines[block.start : min(block.end, block.start + 40)]])

    def words(self, blocks: Iterable[Block]) -> int:
        """How many words stand in `blocks`, addresses left out."""
        return self.words_on(number for block in blocks for number in range(block.start, block.end + 1))

    def words_on(self, numbers: Iterable[int]) -> int:
        """How many words stand on the lines with these `numbers`, addresses left out."""
        lines = (self.lines[number - 1] for number in numbers)
        return sum(len((_TARGET.sub("", line) if "://" in line else line).split()) for line in lines)

    def role(self, block: Block) -> Role | None:
        """The role of a block by its form or words, where it stands alone."""
        if block.form == "definition":
            return "links"
        if block.form in ("rule", "comment") or not block.text.strip("-*./ "):
            return "boilerplate"
        if block.form not in ("text", "item"):
            return None
        text = self.text(block)
        if is_navigation(text) and (block.form == "text" or "](#" in text):
            return "links"
        return role_of_line(text)

    def trailing_role(self, block: Block) -> Role | None:
        """The role of a block at the end of a topic that does not belong to it any more."""
        if block.form in ("definition", "rule", "comment"):
            return "links" if block.form == "definition" else "boilerplate"
        if block.form != "text" or block.level > 0:
            return None
        text = self.text(block)
        if is_navigation(text):
            return "links"
        closes = (text[0] != "(" and is_remark(text)) or says_nothing(text) or sets_next_meeting(text)
        return "boilerplate" if closes else None

    def introducing_role(self, block: Block) -> Role | None:
        """The role of a text before the first topic: a remark of the minute-taker, or a link for all."""
        if is_remark(self.text(block)):
            return "boilerplate"
        linked = self.is_reference(block) or _LINKED.match(self.text(block))
        return "links" if linked and not cites_issue(self.text(block)) else None

    def says_something(self, blocks: Iterable[Block]) -> bool:
        """Whether more stands in `blocks` than presenter, slides, remarks, attendance and empty phrases."""
        return any(
            block.form in ("text", "item", "quote", "code", "table")
            and block.start not in self.attendance
            and not self.is_reference(block)
            and not is_aside(self.text(block))
            and not self.role(block)
            and not self._is_label(block)
            for block in blocks
        )

    def is_reference(self, block: Block) -> bool:
        """Whether a block only names the presenter or links what it is about."""
        return len(block.text) <= _LONGEST_ASIDE and _REFERENCE.match(block.text) is not None

    def _is_label(self, block: Block) -> bool:
        """Whether a caption and nothing but links stand in a block (``Agenda:`` and its address)."""
        caption = read_caption(block)
        below = self.lines[block.start : block.end]
        return bool(caption and caption.role) and all(
            _REFERENCE.match(line.strip()[:_LONGEST_ASIDE]) for line in below
        )

    def is_empty(self, section: Section) -> bool:
        """Whether nothing is said under a heading that does not itself cite an issue."""
        if section.heading and cites_issue(section.heading.text):
            return False
        said = [
            block
            for block in _blocks(section)
            if block.form not in ("rule", "comment", "definition") and block.text.strip("-*./ ")
        ]
        labelled = len(said) > 1
        return not said or (
            not section.children
            and all(
                self.role(block) or block.start in self.attendance or (labelled and self._is_label(block))
                for block in said
            )
        )

    def is_done(self, section: Section) -> bool:
        """Whether a section only ticks off what was to be done."""
        said = [b for b in _blocks(section) if b.form not in ("rule", "comment") and b.text.strip("-*./ ")]
        return bool(said) and all(_DONE.match(block.text) for block in said)

    def is_outcome(self, block: Block) -> bool:
        """Whether a block begins with a decision or an action."""
        return block.start in self.decisions or block.start in self.actions

    def is_issue_title(self, block: Block) -> bool:
        """Whether a block is the title of an issue: it begins with its link, or ends with its number."""
        text = self.text(block)
        if _ISSUE_FIRST.match(text):
            return True
        last = _ISSUE_LAST.search(text[-_TAIL:])
        return last is not None and "#" not in text[-_TAIL:][: last.start()]


def cites_issue(text: str) -> bool:
    """Whether an issue or pull request is cited by number or address."""
    return _ISSUE.search(text) is not None


def clusters(blocks: Sequence[Block]) -> list[list[Block]]:
    """Runs of blocks, each one at the first level with all that is nested in it."""
    runs: list[list[Block]] = []
    for block in blocks:
        if block.level == 0 or not runs:
            runs.append([block])
        else:
            runs[-1].append(block)
    return runs


def _blocks(section: Section) -> Iterator[Block]:
    """What stands under a heading, but for logistics under headings of their own."""
    yield from section.body
    for child in section.children:
        if child.role != "boilerplate":
            yield from _blocks(child)
