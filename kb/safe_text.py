"""Untrusted text made harmless to a terminal: what would be obeyed is shown instead.

Owns which characters a terminal or a reader's eye would obey: control characters (C0, DEL, C1),
bidirectional overrides, line separators, lone surrogates.  Each becomes exactly one other character,
so that offsets into the text (marks, columns) stay true.  Knows nothing of styles or of minutes.
"""

from __future__ import annotations

import re

_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
_PICTURES = 0x2400  # U+2400 + code is the picture of a C0 control character: ESC is shown as ␛
_DELETE = "\u2421"
_UNKNOWN = "\ufffd"


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return _DELETE if code == 0x7F else _UNKNOWN


def visible(text: str) -> str:
    """The text with every character that a terminal would obey replaced by one that is only seen.

    Tabs and line feeds stay; the length never changes.
    """
    return _OBEYED.sub(_picture, text)
