"""Where the minutes are, where their index is kept, and where the user's own settings are.

Owns how a folder of minutes is found from the current one, and the name of its cache folder.  Reads
directories, but no file.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from zlib import crc32

from index import NoMinutesError

CONFIG = "kb.toml"
USER_CONFIG = "config.toml"
_YEAR = r"(?<!\d)(?:19|20)\d\d"
_DEPTH = 2  # meetings/2023/… is as deep as minutes lie in most repositories
_MOST_ENTRIES = 5_000


def find_minutes(start: Path) -> Path:
    """The folder of minutes that is meant in `start`.

    The nearest folder upwards with a kb.toml, else the nearest with minutes: dated Markdown files, in it or
    up to two folders below.  A parent is only looked through within the git repository that `start` is in,
    outside of one only its own files count.  Else `start` itself, whose files may be dated by their titles;
    never the home or root folder, which nobody means to be read as a whole.
    """
    above = [start, *start.parents]
    for folder in above:
        if (folder / CONFIG).is_file():
            return folder
    home = Path.home()
    top = next((n for n, folder in enumerate(above) if (folder / ".git").exists()), -1)
    for n, folder in enumerate(above):
        if folder in (home, Path(folder.anchor)):
            break
        if has_minutes(folder, _DEPTH if n <= top or n == 0 else 0):
            return folder
    if start in (home, Path(start.anchor)):
        raise NoMinutesError(
            f"No minutes are chosen, and {start} is too much to read.",
            "Go to their folder, or name it: kb -C DIR …, or KB_MINUTES=DIR. `kb demo` shows some samples.",
        )
    return start


def has_minutes(folder: Path, depth: int) -> bool:
    """Whether a Markdown file with a year in its path is in the folder or that many folders below."""
    left = _MOST_ENTRIES
    todo = [(str(folder), False, depth)]
    while todo and left > 0:
        path, dated, below = todo.pop()
        try:
            entries = list(os.scandir(path))
        except OSError:
            continue
        left -= len(entries)
        for entry in entries:
            named = dated or bool(re.search(_YEAR, entry.name))
            if entry.name.endswith((".md", ".markdown")):
                if named:
                    return True
            elif below and not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                todo.append((entry.path, named, below - 1))
    return False


def cache_folder(minutes: Path, root: Path) -> Path:
    """The folder for the index of these minutes: named readably, and by a checksum of the absolute path."""
    name = re.sub(r"[^\w.-]+", "-", minutes.name).strip("-.")[:40] or "minutes"
    return root / f"{name}-{crc32(os.fsencode(minutes)):08x}"


def cache_root(variables: Mapping[str, str]) -> Path:
    """The user's cache folder for kb."""
    if sys.platform.startswith("linux"):
        return _xdg_folder(variables.get("XDG_CACHE_HOME"), ".cache")
    from platformdirs import user_cache_path

    return user_cache_path("kb", appauthor=False)


def user_config(variables: Mapping[str, str]) -> Path:
    """The user's configuration file for kb, which need not be there."""
    if sys.platform.startswith("linux"):
        return _xdg_folder(variables.get("XDG_CONFIG_HOME"), ".config") / USER_CONFIG
    from platformdirs import user_config_path

    return user_config_path("kb", appauthor=False) / USER_CONFIG


def _xdg_folder(named: str | None, usual: str) -> Path:
    """A folder of kb's by the rule of the XDG base directories, which spares the 5 ms of platformdirs."""
    base = Path(named or "")
    return (base if base.is_absolute() else Path.home() / usual) / "kb"
