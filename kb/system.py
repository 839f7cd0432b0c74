"""What differs between Linux, macOS and Windows: the one place that asks on which of them kb runs.

Owns where caches and configuration belong, how a command is taken apart and put together, which editor and
pager are there to begin with, and how the program of a name is found.  `platform` is `sys.platform`, given
so that each can be tried anywhere.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs.api import PlatformDirsABC

USER_CONFIG = "config.toml"
_WINDOWS, _MACOS = "win32", "darwin"
_MOST_PROCESSORS = 8  # each takes memory, and what they do is put together by one


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


def join_command(words: Sequence[str], platform: str = sys.platform) -> str:
    """Words as one command for the shell of the system."""
    import shlex
    import subprocess

    return subprocess.list2cmdline(words) if platform == _WINDOWS else shlex.join(words)


def usual_editors(platform: str = sys.platform) -> tuple[str, ...]:
    """The editors to look for where no variable names one, best first."""
    return ("notepad",) if platform == _WINDOWS else ("nano", "nvim", "vim", "hx", "emacs", "vi")


def usual_pager(platform: str = sys.platform) -> str:
    """The pager where no variable names one."""
    return "more" if platform == _WINDOWS else "less"


def find_program(name: str, platform: str = sys.platform) -> str | None:
    """What starts the program of a name: on Windows its full path, which `code.cmd` needs; None without one.

    There the current folder would be looked through as well, and minutes may have brought a `code.cmd`.
    """
    import shutil

    found = shutil.which(name)
    if found is None or platform != _WINDOWS:
        return found and name
    return found if Path(found).is_absolute() else None


def can_be_handed(program: str, file: str) -> bool:
    """Whether a program gets the name of a file as it is: batch files of Windows have it read by a shell."""
    return not (program.lower().endswith((".cmd", ".bat")) and re.search('[&|<>^%!"]', file))


def avoid_current_folder(platform: str = sys.platform) -> None:
    """Let Windows look for git, editors and pagers on the path alone, as other systems do."""
    if platform == _WINDOWS:
        os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] = "1"


def processors() -> int:
    """How many processors this process may use; no more than are of use to it."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(allowed or 1, _MOST_PROCESSORS)


def host_name() -> str:
    """What this machine calls itself in the address of a file; on Windows addresses have no host."""
    if sys.platform == "win32":
        return ""
    return os.uname().nodename


def file_address(path: PurePath, line: int, host: str) -> str:
    """A line of a file as an address, ``file://host/path#line``, with all but plain letters escaped."""
    return f"{path.as_uri().replace('file://', f'file://{host}', 1)}#{line}"
