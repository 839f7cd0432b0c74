"""Lines of the minutes as one would read them out: no bullets, no markup, links by their labels.

Owns what is taken off a line of Markdown to show it among others; how Markdown is read belongs to `index`.
"""

from __future__ import annotations

import re
from itertools import accumulate, chain, compress
from typing import TYPE_CHECKING

from kb.layout import one_line

if TYPE_CHECKING:
    from index import Topic

_LEAD = re.compile(r"\s*(?:(?:[-*+]|\d+[.)])\s+|#{1,6}\s+|>\s*)*(?:\[[ xX]\]\s+)?")
_LABELLED = re.compile(
    r"!?\[(?P<label>[^\[\]]+)\]"
    r"(?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])"
    r"|<(?P<address>https?://[^<>\s]+)>"
)
_STRESSED = re.compile(r"(?<!\w)(?P<sign>[*_])(?=[^\s*_])(?P<words>[^*_]+)(?<=\S)(?P=sign)(?!\w)")
_SIGNS = re.compile(r"\*\*|`")
_NEW = r"\s*(?:[-*+]\s|\d+[.)]\s|#{1,6}\s|>|```|~~~|\||$)"
_LONGEST = 2_000  # characters of one line; minutes with a line of 800 KB exist


def plain_words(line: str) -> str:
    """A line of Markdown without what only marks it, harmless to a terminal."""
    return without_markup(one_line(line[:_LONGEST]))[0].strip()


def without_markup(line: str) -> tuple[str, list[int]]:
    """A line of Markdown without what only marks it, and for each offset in it the one in what is left."""
    dropped = bytearray(len(line))

    def drop(start: int, end: int) -> None:
        dropped[start:end] = b"\1" * (end - start)

    drop(0, lead_length(line))
    for found in chain(_LABELLED.finditer(line), _STRESSED.finditer(line)):
        kept = found.lastgroup or ""
        drop(found.start(), found.start(kept))
        drop(found.end(kept), found.end())
    for found in _SIGNS.finditer(line):
        drop(*found.span())
    offsets = [0, *accumulate(1 - gone for gone in dropped)]
    return "".join(compress(line, (not gone for gone in dropped))), offsets


def lead_length(line: str) -> int:
    """How many characters of a line stand before its first word: indentation, bullets, hashes, a box."""
    return len(_LEAD.match(line)[0])  # type: ignore[index]  # the pattern matches the empty text too


def words_at(topic: Topic, number: int) -> str:
    """What is said from a line of the topic on, to the end of its paragraph or item."""
    lines = topic.text.split("\n")
    first = number - topic.start
    if not 0 <= first < len(lines):  # a line of the chat
        return next(
            (one_line(m.text) for m in topic.chat if m.line <= number <= m.end and not m.file),
            f"line {number}",
        )
    marked = {*topic.decisions, *(action.line for action in topic.actions)}
    end = first + 1
    while end < len(lines) and topic.start + end not in marked and not re.match(_NEW, lines[end]):
        end += 1
    if re.match(r"\s*#", lines[first]):
        end = first + 1
    return " ".join(filter(None, map(plain_words, lines[first:end])))
