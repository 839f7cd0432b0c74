"""Places in the minutes as addresses that a terminal opens when they are clicked (OSC 8).

Owns the form of the address: ``file://host/path#line``.  The fragment is how kitty and its relatives are told
a line; others open the file.  The host tells a terminal at the other end of ssh that the file is not its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

Address = Callable[[str, int], str]


def address_of(locate: Callable[[str], tuple[Path, str]]) -> Address:
    """What makes the address of a line of a file, both named as in an answer; `locate` is the library's."""
    host = os.uname().nodename if hasattr(os, "uname") else ""  # Windows' addresses have none

    def address(file: str, line: int) -> str:
        path = Path(*locate(file)).absolute().as_uri()  # escapes what is no plain letter
        return f"{path.replace('file://', f'file://{host}', 1)}#{line}"

    return address
