"""Lines of HTML become the Markdown that says the same, each at its number.

Owns the tags of headings, items, paragraphs and bold words; must not know what the lines mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADING = re.compile(r"[ \t]*<h(?P<level>[1-6])\b[^<>]*>(?P<text>.*\S.*)</h\d>[ \t]*$", re.IGNORECASE)
_ITEM = re.compile(r"(?P<indent>[ \t]*)<li\b[^<>]*>(?P<text>.*\S.*?)(?:</li>)?[ \t]*$", re.IGNORECASE)
_PARAGRAPH = re.compile(r"[ \t]*<p\b[^<>]*>(?P<text>.*\S.*?)(?:</p>)?[ \t]*$", re.IGNORECASE)
_STRONG = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)
_TAGS = ("<h", "<H", "<l", "<L", "<p", "<P")
_LONGEST = 10_000  # characters; a longer line is left as it is


def without_tags(lines: Sequence[str]) -> Sequence[str]:
    """`lines` with those in Markdown's form that are nothing but an element of HTML."""
    if not any(line.lstrip()[:2] in _TAGS for line in lines):
        return lines
    return [_without_tags(line) for line in lines]


def _without_tags(line: str) -> str:
    if line.lstrip()[:2] not in _TAGS or len(line) > _LONGEST:
        return line
    if match := _HEADING.match(line):
        return f"{'#' * int(match['level'])} {match['text'].strip()}"
    if match := _ITEM.match(line):
        return f"{match['indent']}- {_marked(match['text'])}"
    if match := _PARAGRAPH.match(line):
        return _marked(match["text"])
    return line


def _marked(text: str) -> str:
    return _STRONG.sub("**", text.strip())
