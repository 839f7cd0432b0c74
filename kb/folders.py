"""Where the minutes are and where their index is kept.

Owns how a folder of minutes is found from the current one, and the name of its cache folder.  Reads
directories, but no file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from zlib import crc32

from index import NoMinutesError

CONFIG = "kb.toml"
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
