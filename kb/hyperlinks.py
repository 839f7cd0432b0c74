"""Places in the minutes as addresses that a terminal opens when they are clicked (OSC 8).

The fragment of an address is how kitty and its relatives are told a line; others open the file.  Its host
tells a terminal at the other end of ssh that the file is not its own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kb.system import file_address, host_name

Address = Callable[[str, int], str]


def address_of(locate: Callable[[str], tuple[Path, str]]) -> Address:
    """What makes the address of a line of a file, both named as in an answer; `locate` is the library's."""
    host = host_name()
    return lambda file, line: file_address(Path(*locate(file)).absolute(), line, host)
