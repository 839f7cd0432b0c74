"""Reading takes linear time: what makes naive readers slow is read in a moment."""

from __future__ import annotations

import time

import pytest

from index.reading import read_minutes

SIZE = 100_000
HARD = {
    "one long line": "word " * (SIZE // 5),
    "a line without a space": "a" * SIZE,
    "spaces inside a heading": "# x" + " " * SIZE + "y",
    "hashes": "# " + "#" * SIZE,
    "open brackets": "[" * SIZE,
    "links that do not close": "](https://" * (SIZE // 10),
    "an address in brackets and dots": "https://x" + ").)" * (SIZE // 3),
    "stars": "* " * (SIZE // 2),
    "open fences": "```x\n" * (SIZE // 10),
    "open comments": "<!-- a\n" * (SIZE // 10),
    "a list of many items": "\n".join(f"- item {n}" for n in range(SIZE // 20)),
    "paragraphs": "\n\n".join(f"Paragraph {n}." for n in range(SIZE // 40)),
    "a list 10,000 deep": "\n".join(" " * n + "- x" for n in range(0, 10_000, 25)),
    "headings": "\n".join(f"## Heading {n}\ntext" for n in range(SIZE // 40)),
    "italics": "*" + "a " * (SIZE // 2) + "*",
    "brackets in brackets": "(" + "a(b) " * (SIZE // 5) + ")",
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_hard_texts_are_read_in_a_moment(text: str) -> None:
    begun = time.process_time()
    read_minutes("2021-03-04.md", "# Notes\n\n" + text)
    assert time.process_time() - begun < 4
