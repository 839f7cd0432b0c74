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
from typing import Literal, NamedTuple

Form = Literal["heading", "item", "text", "quote", "table", "code", "rule", "comment", "definition"]

TAB = 4

# "###Takeaways" is meant as one, "#123" is not
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$|(?<=##)(?=[^\W\d_][^#]{1,80}$))")
_TIGHT_TITLE = re.compile(r"(#{1,6})(?=[^\W\d_]\S* +\S)")  # "#Team Meeting": a title only where a file begins
_ASCIIDOC = re.compile(r"(={1,6})[ \t]+(?=\S)")
_BULLET = re.compile(r"(\*{1,5}|[-+•‣◦·–])(?:[ \t]+|$)")
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*\\?[.)]|\((?:\d{1,3}|[a-z])\)|[a-z]\)|#\.)(?:[ \t]+|$)")
_RULE = re.compile(r"(?:[-*_=][ \t]*){3,}$")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})[^~]*$")
_DEFINITION = re.compile(r"\[[^\[\]]+\]:[ \t]*\S")
_MARKUP = re.compile(
    r"(?:</?[a-zA-Z][\w-]*(?:[ \t][^<>]*)?/?>[ \t]*)+$|:::|\{[:.#%][^{}]*\}$|\[TOC\]$|\[\[_?TOC_?\]\]$",
    re.IGNORECASE,
)
_HINT = re.compile(r"<div class=[\"'](?:callout|hint|tip|instructions?)\b[^<>]{0,80}>\s*$")
_UNDERLINE = re.compile(r"==$|([=\-~^\"])\1{2,}$")
_UNDERLINE_LEVELS = {"=": 1, "-": 2, "~": 3, "^": 4, '"': 5}
_LONGEST_UNDERLINED = 200


class Block(NamedTuple):
    """Lines `start` to `end` (1-based, inclusive) of one form.

    `level` is that of a heading (1 to 6) or the nesting depth: 0 outside of lists and for first-level
    items, one more for each item above.  `column` is where the marker or text begins.  `text` is the
    first line without its marker, `marker` the bullet or number of an item.  `gap` tells that a blank
    line or a block of another form stands before.
    """

    form: Form
    start: int
    end: int
    level: int
    text: str
    column: int = 0
    marker: str = ""
    gap: bool = False


def indentation(line: str) -> int:
    """The column at which the text of `line` begins, a tab reaching to the next multiple of four."""
    blanks = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blanks.expandtabs(TAB))


def read_blocks(lines: Sequence[str], first: int = 1) -> list[Block]:
    """The blocks of a file in order; every line with text from line `first` on is in exactly one."""
    scanner = _Scanner(lines)
    scanner.scan(first)
    return scanner.blocks


class _Scanner:
    """The state of one pass: the list items that are open, and the block that may still grow."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.items: list[tuple[int, int]] = []  # (column of the marker, column of the text)
        self.blank = True  # whether a blank line, or nothing, stands before
        self.short: set[int] = set()  # the lengths of underlines that are shorter than their titles
        self.spans = _fences(lines) | _comments(lines)
        self.is_asciidoc = not any(line.startswith(("# ", "## ", "### ")) for line in lines)

    def scan(self, first: int) -> None:
        number = first
        while number <= len(self.lines):
            line = self.lines[number - 1].rstrip()
            text = line.lstrip(" \t\ufeff\u00a0")
            if text:
                column = indentation(line) if len(text) < len(line) else 0
                number = self._read(number, column, text)
            self.blank = not text
            number += 1

    def _read(self, number: int, column: int, text: str) -> int:
        """Take in the block that begins at line `number`, or goes on there; the line where it ends."""
        first = text[0]
        if first.isalnum() and not first.isdigit() and text[1:2] != ")":
            return self._grow("text", number, column, text)
        if number in self.spans:
            return self._add("comment" if first == "<" else "code", number, self.spans[number], column, text)
        if first in "#=" and column < TAB and (level := self._heading_level(text)):
            return self._heading(number, number, level, _without_closing(text[level:]))
        if first in '=-~^"' and self._underlines(text):
            last = self.blocks.pop()
            return self._heading(last.start, number, _UNDERLINE_LEVELS[first], last.text)
        if first in "-*_=" and _RULE.match(text):
            return self._add("rule", number, number, 0, text)
        if match := _BULLET.match(text) or _NUMBER.match(text):
            return self._item(number, column, match)
        if first == ">":
            return self._grow("quote", number, column, text)
        if first == "|":
            return self._grow("table", number, column, text)
        if first == "[" and _DEFINITION.match(text):
            return self._add("definition", number, number, 0, text)
        if first in "<:{[" and _MARKUP.match(text):
            return self._add("comment", number, number, 0, text)
        return self._grow("text", number, column, text)

    def _heading_level(self, text: str) -> int:
        match = _HEADING.match(text)
        if not match and self.is_asciidoc:
            match = _ASCIIDOC.match(text) or (_TIGHT_TITLE.match(text) if not self.blocks else None)
        return len(match[1]) if match else 0

    def _heading(self, start: int, end: int, level: int, text: str) -> int:
        self.items.clear()
        self.blocks.append(Block("heading", start, end, level, text.strip()))
        return end

    def _underlines(self, text: str) -> bool:
        """Whether this row of marks turns the line above into a heading: it stands alone and is as long.

        Rows of ``=`` may be shorter, as Markdown lets them be, and rows of ``-`` where such stand above:
        else they are rules.
        """
        if self.blank or not self.blocks or not _UNDERLINE.match(text):
            return False
        last = self.blocks[-1]
        alone = last.form == "text" and last.start == last.end and last.level == 0 and last.gap
        if not alone or len(last.text) > _LONGEST_UNDERLINED:
            return False
        fits = 0.8 * len(last.text) <= len(text)
        if not fits and text[0] == "=":
            self.short.add(len(text))
        return fits or text[0] == "=" or (text[0] == "-" and len(text) in self.short)

    def _item(self, number: int, column: int, match: re.Match[str]) -> int:
        while inner := _BULLET.match(match.string, match.end()):  # converters: "- - x" is one deeper as well
            column, match = column + inner.start(1) - match.start(1), inner
        marker = match[1]
        column += 2 * (len(marker) - 1) if marker[0] == "*" else 0  # AsciiDoc and wikis: ** is one deeper
        self._close_items(column)
        gap = self.blank or not self.blocks or self.blocks[-1].form != "item"
        text = match.string[match.end() :]
        self.blocks.append(Block("item", number, number, len(self.items), text, column, marker, gap))
        self.items.append((column, column + min(match.end() - match.start(), len(marker) + TAB)))
        return number

    def _grow(self, form: Form, number: int, column: int, text: str) -> int:
        """A line that goes on with the block before where no blank line parts them."""
        if self.blocks and not self.blank:
            last = self.blocks[-1]
            if last.form == form or (form == "text" and last.form == "item"):
                self.blocks[-1] = Block(last.form, last.start, number, *last[3:])
                return number
        return self._add(form, number, number, column, text)

    def _add(self, form: Form, start: int, end: int, column: int, text: str) -> int:
        self._close_items(column)
        gap = self.blank or not self.blocks or self.blocks[-1].form != form
        self.blocks.append(Block(form, start, end, len(self.items), text, column, "", gap))
        return end

    def _close_items(self, column: int) -> None:
        """Close the list items that nothing at `column` can stand under."""
        while self.items and column < min(self.items[-1][1], self.items[-1][0] + 2):
            self.items.pop()


def _without_closing(text: str) -> str:
    """Heading text without the marks that may close it (``## Title ##``), though ``C#`` keeps its own."""
    bare = text.rstrip("#=")
    return bare.rstrip() if bare != text and bare[-1:] in (" ", "\t", "") else text


def _fences(lines: Sequence[str]) -> dict[int, int]:
    """Opening line of each fence → closing line; a fence that nothing closes is no fence."""
    closed: dict[int, int] = {}
    opened: tuple[int, str] | None = None
    marked = [number for number, line in enumerate(lines, 1) if "```" in line or "~~~" in line]
    for number in marked:
        text = lines[number - 1].strip()
        if not (match := _FENCE.match(text)):
            continue
        mark: str = match[1] or match[2]
        if opened is None:
            opened = (number, mark)
        elif text.startswith(opened[1]) and len(text) == len(mark):
            closed[opened[0]] = number
            opened = None
    return closed


def _comments(lines: Sequence[str]) -> dict[int, int]:
    """Line that opens an HTML comment, or a box of hints, with nothing else on it → line that closes it."""
    closed: dict[int, int] = {}
    opened: int | None = None
    mark = "-->"
    for number, line in enumerate(lines, 1):
        if opened is None and "<" not in line:
            continue
        if "<!--" in line or (opened is None and "<div" in line):
            text = line.lstrip("\ufeff \t")
            if text.startswith("<!--"):
                opened, mark = number, "-->"
            elif _HINT.match(text):
                opened, mark = number, "</div>"
        if opened is not None and mark in line:
            if line.rstrip().endswith(mark):
                closed[opened] = number
            opened = None
    return closed
