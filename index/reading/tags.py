"""Lines of HTML as lines of Markdown, at their numbers.

Owns which tags are headings, items and paragraphs; must not know what stands in them.
"""

from __future__ import annotations

import re

_TAGGED = re.compile(
    r"[ \t]*<(?P<tag>h[1-6]|li|p)\b[^<>]*>(?P<text>.*?)(?:</(?P=tag)>)?[ \t\r]*$", re.IGNORECASE
)


def untagged(line: str) -> str:
    """A line of HTML as one of Markdown: ``- Ada`` for ``<li>Ada</li>``."""
    match = _TAGGED.match(line) if line.lstrip()[:1] == "<" else None
    if not match:
        return line
    tag = match["tag"].lower()
    mark = "- " if tag == "li" else f"{'#' * int(tag[1])} " if tag != "p" else ""
    return mark + match["text"]
