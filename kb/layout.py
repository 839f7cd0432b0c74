"""Text on lines of a given width: columns, cutting, marks, tables.

Owns how wide text is on a terminal and the styles of the command line.  Knows nothing of minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from unicodedata import combining, east_asian_width

from kb.safe_text import visible

Marks = Sequence[tuple[int, int]]
_CODES = {"title": "1", "date": "36", "path": "35", "line": "32", "mark": "1;31", "dim": "2", "chosen": "1;7"}
_NO_ROOM = "\u200c\u200d\ufe0e\ufe0f"
_UNCUT = 400  # columns of a line in a pipe, where a program may want all of it but nobody 800 KB


class Look:
    """How results are laid out: for how many columns, in colour or not, for a screen or for a program.

    `address` makes a link of a place, a file and a line; without it places are plain text.
    """

    def __init__(
        self,
        width: int,
        colored: bool = False,
        screen: bool = False,
        address: Callable[[str, int], str] | None = None,
    ) -> None:
        self.width = width
        self.colored = colored
        self.screen = screen
        self._address = address

    def paint(self, text: str, style: str) -> str:
        """The text in one of the styles, or as it is."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colored and text else text

    def link(self, text: str, file: str, line: int) -> str:
        """Text that leads to a line of a file where it is clicked."""
        if self._address is None:
            return text
        return f"\x1b]8;;{self._address(file, line)}\x1b\\{text}\x1b]8;;\x1b\\"

    def highlight(self, text: str, marks: Marks) -> str:
        """The text with its marked stretches painted."""
        if not self.colored:
            return text
        pieces: list[str] = []
        at = 0
        for start, end in marks:
            if start >= at:
                pieces += text[at:start], self.paint(text[start:end], "mark")
                at = end
        return "".join([*pieces, text[at:]])

    def fit(self, text: str, used: int = 0) -> str:
        """The text cut to what is left of a screen's line; a program gets it whole."""
        return cut(text, self.width - used) if self.screen else text

    def room(self, used: int) -> int:
        """Columns left for a line of the minutes."""
        return max(20, self.width - used) if self.screen else _UNCUT


def one_line(text: str) -> str:
    """Untrusted text on one line, each character in its place."""
    return visible(text).replace("\n", " ").replace("\t", " ")


def columns(text: str) -> int:
    """How many columns a terminal takes for the text; Chinese and Japanese letters take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(letter) or letter in _NO_ROOM else 2 if east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def cut(text: str, width: int) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if columns(text) <= width:
        return text
    end = min(len(text), width)
    while end and columns(text[:end]) > width - 1:
        end -= 1
    return text[:end] + "…"


def clip(text: str, marks: Marks, width: int) -> tuple[str, Marks]:
    """The stretch of a long line around its first mark, with the marks where they are in it."""
    start = len(text) - len(text.lstrip())
    if marks and columns(text[start : marks[0][1]][: 4 * width]) > width - 2:
        start = max(start, marks[0][0] - width // 3)
    lead = "…" if text[:start].strip() else ""
    piece = lead + cut(text[start : start + 4 * width].rstrip(), width - len(lead))
    shift, end = start - len(lead), len(piece)
    return piece, [(a - shift, min(b - shift, end)) for a, b in marks if start <= a < shift + end]


def wrap(text: str, width: int) -> Iterator[str]:
    """A line broken at blanks to fit the width; the rest is indented as the line or its bullet is."""
    body = text.lstrip(" ")
    indent = " " * (len(text) - len(body) + (2 if body.startswith(("- ", "* ", "+ ")) else 0))
    if columns(indent) > width // 2:
        indent = ""
    line = ""
    for n, word in enumerate(text.split(" ")):
        if n and columns(line) + 1 + columns(word) > width and line.strip():
            yield line
            line = indent + word
        else:
            line = f"{line} {word}" if n else word
    yield line


def table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Iterator[str]:
    """Rows of cells in columns as wide as they need; those in `right` are set flush right."""
    widths = [max(columns(row[n]) for row in rows) for n in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = []
        for n, cell in enumerate(row):
            pad = " " * (widths[n] - columns(cell))
            cells.append(pad + cell if n in right else cell + pad)
        yield "  ".join(cells).rstrip()
