"""Text becomes blocks: what each run of lines is by its form, and how deep it stands.

Owns the line grammar of minutes (headings, list items, fences, quotes, tables, rules, comments, link
definitions) and nothing about their meaning.  Minutes are Markdown by habit, not by standard, so this
is a scanner of lines and no CommonMark parser: there four columns turn a continued list into code,
``---`` under a sentence or ``- ---`` in a list makes a heading, a list that nests more than a hundred
deep is cut off, and an open fence swallows the rest of the file.  One pass, linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Form = Literal["heading", "item", "text", "quote", "table", "code", "rule", "comment", "definition"]

TAB = 4

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_ASCIIDOC = re.compile(r"(={1,6})[ \t]+(\S.*?)(?:[ \t]+=+)?[ \t]*$")
_BULLET = re.compile(r"([-*+•‣◦·–])(?:[ \t]+|$)")
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*[.)]|\((?:\d{1,3}|[a-z])\)|[a-z]\)|#\.)(?:[ \t]+|$)")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}$")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})[^~]*$")
_DEFINITION = re.compile(r"\[[^\[\]]+\]:[ \t]*\S")
_UNDERLINE = re.compile(r"([=\-~^\"'])\1{2,}[ \t]*$")
_UNDERLINE_LEVEL = {"=": 1, "-": 2, "~": 3, "^": 4, '"': 5, "'": 6}


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `start` to `end` (1-based, inclusive) of one form.

    `level` is that of a heading (1 to 6), the nesting depth of a list item (0 for the first level), or
    for all else the depth of the item it belongs to plus one, 0 outside of lists.  `text` is the first
    line without its marker, `marker` the bullet or number of an item, `gap` whether a blank line or a
    block of another kind stands before it.
    """

    form: Form
    start: int
    end: int
    level: int
    text: str
    marker: str = ""
    gap: bool = False


def indentation(line: str) -> int:
    """The column at which the text of `line` begins, a tab reaching to the next multiple of four."""
    column = 0
    for character in line:
        if character == " ":
            column += 1
        elif character == "\t":
            column += TAB - column % TAB
        else:
            break
    return column


def read_blocks(lines: Sequence[str], first: int = 1) -> list[Block]:
    """The blocks of a file, in order; every line with text is in exactly one, from line `first` on."""
    scanner = _Scanner(lines)
    scanner.scan(first)
    return scanner.blocks


class _Scanner:
    """The state of one pass: where in the lists we are, and the block that may still grow."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.items: list[tuple[int, int]] = []  # (marker column, text column) of the open list items
        self.blank = True  # whether the line before is blank, or nothing stands before
        self.fence_ends = _closing_fences(lines)
        self.comment_ends = _closing_comments(lines)

    def scan(self, first: int) -> None:
        number = first
        while number <= len(self.lines):
            line = self.lines[number - 1].rstrip()
            text = line.lstrip(" \t\ufeff")
            if not text:
                self.blank = True
                number += 1
                continue
            number = self._read(number, line, text) + 1
            self.blank = False

    def _read(self, number: int, line: str, text: str) -> int:
        """Take in the block that begins at (or goes on with) line `number`; the line where it ends."""
        column = indentation(line)
        first = text[0]
        if first == "#" and (match := _HEADING.match(text)) and column < TAB:
            return self._heading(number, number, len(match[1]), match[2] or "")
        if first == "=" and column == 0 and (match := _ASCIIDOC.match(text)):
            return self._heading(number, number, len(match[1]), match[2])
        if first in "`~" and number in self.fence_ends:
            return self._add("code", number, self.fence_ends[number], column, text)
        if first in "=-~^\"'" and self._underlines(text):
            last = self.blocks.pop()
            return self._heading(last.start, number, _UNDERLINE_LEVEL[first], last.text)
        if first in "-*_" and _RULE.match(text):
            self.items.clear()
            return self._add("rule", number, number, 0, text)
        if match := _BULLET.match(text) or _NUMBER.match(text):
            return self._item(number, column, match[1], match.end() - len(match[1]), text[match.end() :])
        if first == "<" and number in self.comment_ends:
            return self._add("comment", number, self.comment_ends[number], column, text)
        if first == ">":
            return self._grow("quote", number, column, text)
        if first == "|":
            return self._grow("table", number, column, text)
        if first == "[" and _DEFINITION.match(text):
            return self._add("definition", number, number, 0, text)
        return self._text(number, column, text)

    def _heading(self, start: int, end: int, level: int, text: str) -> int:
        self.items.clear()
        self.blocks.append(Block("heading", start, end, level, text.strip()))
        return end

    def _underlines(self, text: str) -> bool:
        """Whether this row of dashes turns the line above into a heading: about as long, and alone."""
        if self.blank or not self.blocks or not _UNDERLINE.match(text):
            return False
        last = self.blocks[-1]
        alone = last.form == "text" and last.start == last.end and last.level == 0 and last.gap
        return alone and len(text) >= 0.8 * len(last.text)

    def _item(self, number: int, column: int, marker: str, width: int, text: str) -> int:
        while self.items and column < min(self.items[-1][1], self.items[-1][0] + 2):
            self.items.pop()
        gap = self.blank or not self.blocks or self.blocks[-1].form != "item"
        self.blocks.append(Block("item", number, number, len(self.items), text, marker, gap))
        self.items.append((column, column + len(marker) + min(width, TAB)))
        return number

    def _text(self, number: int, column: int, text: str) -> int:
        if self.blocks and not self.blank:
            last = self.blocks[-1]
            if last.form == "item" or last.form == "text":
                self.blocks[-1] = _longer(last, number)
                return number
        return self._add("text", number, number, column, text)

    def _grow(self, form: Form, number: int, column: int, text: str) -> int:
        if self.blocks and not self.blank and self.blocks[-1].form == form:
            self.blocks[-1] = _longer(self.blocks[-1], number)
            return number
        return self._add(form, number, number, column, text)

    def _add(self, form: Form, start: int, end: int, column: int, text: str) -> int:
        """A block that is no item: it closes the list items that it is not indented under."""
        while self.items and column < min(self.items[-1][1], self.items[-1][0] + 2):
            self.items.pop()
        gap = self.blank or not self.blocks or self.blocks[-1].form != form
        self.blocks.append(Block(form, start, end, len(self.items), text, gap=gap))
        return end


def _longer(block: Block, end: int) -> Block:
    return Block(block.form, block.start, end, block.level, block.text, block.marker, block.gap)


def _closing_fences(lines: Sequence[str]) -> dict[int, int]:
    """Opening line of each fence → closing line; a fence that nothing closes is no fence."""
    closed: dict[int, int] = {}
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text.startswith(("```", "~~~")) or not (match := _FENCE.match(text)):
            continue
        mark = match[1] or match[2]
        if opened is None:
            opened = (number, mark)
        elif mark[0] == opened[1][0] and len(mark) >= len(opened[1]) and len(text) == len(mark):
            closed[opened[0]] = number
            opened = None
    return closed


def _closing_comments(lines: Sequence[str]) -> dict[int, int]:
    """Line on which an HTML comment opens and nothing else stands → line that closes it."""
    closed: dict[int, int] = {}
    opened: int | None = None
    for number, line in enumerate(lines, 1):
        if "<!--" in line and line.lstrip().startswith("<!--"):
            opened = number
        if opened is not None and "-->" in line:
            if line.rstrip().endswith("-->"):
                closed[opened] = number
            opened = None
    return closed
