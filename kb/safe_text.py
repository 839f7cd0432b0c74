"""Untrusted text made harmless to a terminal: what would be obeyed is shown instead.

Owns which characters a terminal or a reader's eye would obey: control characters (C0, DEL, C1),
bidirectional controls, line separators, characters that take no room, lone surrogates, piles of combining
marks.  Each becomes exactly one other character, so that offsets into the text (marks, columns) stay true.
Knows nothing of styles or of minutes.
"""

from __future__ import annotations

import re

_OBEYED = (  # compiled at its first use, by `re` itself: most answers are plain ASCII
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional
    "\u2028\u2029"  # line and paragraph separators
    "\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"  # no ink
    "\ufff0-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)
_PICTURES = 0x2400  # U+2400 + code is the picture of a C0 control character: ESC is shown as ␛
_DELETE = "\u2421"
_UNKNOWN = "\ufffd"
_MOST_MARKS = (
    4  # on one letter; Vietnamese takes two, pointed Hebrew three, an emoji of a family joins one each
)
_JOINERS = "\u200c\u200d"  # Persian and Indic words and emoji are written with them


def visible(text: str) -> str:
    """The text with every character that a terminal would obey replaced by one that is only seen.

    Tabs and line feeds stay; the length never changes.
    """
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(_OBEYED, _picture, text)
    return text if text.isascii() else _thin_out_marks(text)


def escape_in_json(text: str) -> str:
    """JSON text with the same characters written as escapes; what it says does not change.

    They can only stand inside of JSON strings: JSON knows no white space but blank, tab, CR and LF.
    """
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(_OBEYED, lambda match: _escape(match[0]), text)
    thin = _thin_out_marks(text)
    return (
        text
        if thin == text
        else "".join(
            letter if letter == kept else _escape(letter) for letter, kept in zip(text, thin, strict=True)
        )
    )


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return _DELETE if code == 0x7F else _UNKNOWN


def _escape(letter: str) -> str:
    if letter == "\r":
        return letter
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


def _thin_out_marks(text: str) -> str:
    """The text with marks beyond the fourth on one letter shown as unknown characters."""
    from unicodedata import category

    marks = 0
    found: list[int] = []
    for n, letter in enumerate(text):
        if letter < "\u0300" or not (letter in _JOINERS or category(letter) in ("Mn", "Me")):
            marks = 0
        else:
            marks += 1
            if marks > _MOST_MARKS:
                found.append(n)
    if not found:
        return text
    letters = list(text)
    for n in found:
        letters[n] = _UNKNOWN
    return "".join(letters)
