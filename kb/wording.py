"""Lines of the minutes as one would read them out: no bullets, no markup, links by their labels.

Owns what is taken off a line of Markdown to show it among others; how Markdown is read belongs to `index`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.layout import one_line

if TYPE_CHECKING:
    from index import Topic

_LEAD = r"\s*(?:(?:[-*+]|\d+[.)])\s+|#{1,6}\s+|>\s*)*(?:\[[ xX]\]\s+)?"
_LINK = r"!?\[([^\[\]]+)\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])"
_ADDRESS = r"<(https?://[^<>\s]+)>"
_EMPHASIS = r"(?<!\w)([*_])(?=[^\s*_])([^*_]+)(?<=\S)\1(?!\w)"
_NEW = r"\s*(?:[-*+]\s|\d+[.)]\s|#{1,6}\s|>|```|~~~|\||$)"
_LONGEST = 2_000  # characters of one line; minutes with a line of 800 KB exist


def plain_words(line: str) -> str:
    """A line of Markdown without what only marks it, harmless to a terminal."""
    text = re.sub(_LEAD, "", one_line(line[:_LONGEST]), count=1)
    text = re.sub(_ADDRESS, r"\1", re.sub(_LINK, r"\1", text))
    text = re.sub(_EMPHASIS, r"\2", text.replace("**", "").replace("`", ""))
    return text.strip()


def words_at(topic: Topic, number: int) -> str:
    """What is said from a line of the topic on, to the end of its paragraph or item."""
    lines = topic.text.split("\n")
    first = number - topic.start
    if not 0 <= first < len(lines):  # a line of the chat
        return next((one_line(m.text) for m in topic.chat if m.line <= number <= m.end), f"line {number}")
    marked = {*topic.decisions, *(action.line for action in topic.actions)}
    end = first + 1
    while end < len(lines) and topic.start + end not in marked and not re.match(_NEW, lines[end]):
        end += 1
    if re.match(r"\s*#", lines[first]):
        end = first + 1
    return " ".join(filter(None, map(plain_words, lines[first:end])))
