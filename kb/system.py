"""What differs between Linux, macOS and Windows: the one place that asks on which of them kb runs.

Owns where caches and configuration belong, how a command in a variable is taken apart, and which editor and
pager are there to begin with.  `platform` is `sys.platform`, given so that each can be tried anywhere.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs.api import PlatformDirsABC

USER_CONFIG = "config.toml"
_WINDOWS, _MACOS = "win32", "darwin"


def cache_root(variables: Mapping[str, str], platform: str = sys.platform) -> Path:
    """The user's cache folder for kb."""
    if platform in (_WINDOWS, _MACOS):
        return _folders(platform).user_cache_path
    return _xdg_folder(variables.get("XDG_CACHE_HOME"), ".cache")


def user_config(variables: Mapping[str, str], platform: str = sys.platform) -> Path:
    """The user's configuration file for kb, which need not be there."""
    if platform in (_WINDOWS, _MACOS):
        return _folders(platform).user_config_path / USER_CONFIG
    return _xdg_folder(variables.get("XDG_CONFIG_HOME"), ".config") / USER_CONFIG


def _xdg_folder(named: str | None, usual: str) -> Path:
    """A folder of kb's by the rule of the XDG base directories, which spares the 5 ms of platformdirs."""
    base = Path(named or "")
    return (base if base.is_absolute() else Path.home() / usual) / "kb"


def _folders(platform: str) -> PlatformDirsABC:
    if platform == _WINDOWS:
        from platformdirs.windows import Windows

        return Windows("kb", appauthor=False)
    from platformdirs.macos import MacOS

    return MacOS("kb", appauthor=False)


def split_command(text: str, platform: str = sys.platform) -> list[str]:
    """The words of a command, as EDITOR and PAGER hold one.  Raises ValueError for an open quote."""
    import shlex

    if platform != _WINDOWS:
        return shlex.split(text)
    return [word.strip('"') for word in shlex.split(text, posix=False)]  # where \ stands between folders


def usual_editors(platform: str = sys.platform) -> tuple[str, ...]:
    """The editors to look for where no variable names one, best first."""
    return ("notepad",) if platform == _WINDOWS else ("nano", "nvim", "vim", "hx", "emacs", "vi")


def usual_pager(platform: str = sys.platform) -> str:
    """The pager where no variable names one."""
    return "more" if platform == _WINDOWS else "less"


def host_name() -> str:
    """What this machine calls itself in the address of a file; on Windows addresses have no host."""
    if sys.platform == "win32":
        return ""
    return os.uname().nodename


def file_address(path: PurePath, line: int, host: str) -> str:
    """A line of a file as an address, ``file://host/path#line``, with all but plain letters escaped."""
    return f"{path.as_uri().replace('file://', f'file://{host}', 1)}#{line}"
