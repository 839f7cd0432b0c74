"""The cache folder of one index: made, trusted or refused, measured.

Owns the rule that an index is only loaded from a folder that is the user's own and that nobody else can
write to: Whoosh loads pickles, and a pickle is code.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import CacheError

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def make_folder(folder: Path) -> None:
    """Make the folder, for the user alone, where it is not there yet.  Raises CacheError."""
    with as_cache_error(folder):
        if not folder.is_dir():
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)


def distrust(folder: Path) -> str | None:
    """Why nothing may be loaded from this folder; None where it may, or where there is no folder.

    The folder and every file in it must belong to the user and be writable by no one else, and be no links:
    kb makes none.  Nor may others be able to put another folder in its place.
    """
    if not hasattr(os, "getuid"):
        return None  # Windows: the profile folder is the user's by its access list
    try:
        above = folder.parent.stat()
        found = [(str(folder), folder.lstat())]
        with os.scandir(folder) as entries:
            found.extend((entry.path, entry.stat(follow_symlinks=False)) for entry in entries)
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"{folder} cannot be read: {error.strerror}"
    for path, info in found:
        if info.st_uid != os.getuid():
            return f"{path} belongs to another user"
        if stat.S_ISLNK(info.st_mode):
            return f"{path} is a link"
        if info.st_mode & _OTHERS_WRITE:
            return f"{path} can be written by others"
    return f"{folder.parent} can be written by others" if _lets_others_rename(above) else None


def _lets_others_rename(info: os.stat_result) -> bool:
    """Whether somebody else can exchange what is in a folder that has this status.

    Not where the sticky bit is set, nor by the user's own group: with a umask of 002 each user has one alone.
    """
    if info.st_uid not in (os.getuid(), 0):
        return True
    shared = _OTHERS_WRITE if info.st_gid != os.getgid() else stat.S_IWOTH
    return bool(info.st_mode & shared) and not info.st_mode & stat.S_ISVTX


def folder_bytes(folder: Path) -> int:
    """The size of all files in the folder."""
    try:
        with os.scandir(folder) as entries:
            return sum(entry.stat().st_size for entry in entries if entry.is_file(follow_symlinks=False))
    except OSError:
        return 0


def last_commit(folder: Path) -> float | None:
    """When the newest commit was made, in seconds since the epoch; None where there is none."""
    try:
        return max((path.stat().st_mtime for path in folder.glob("*.toc")), default=None)
    except OSError:
        return None


@contextmanager
def as_cache_error(folder: Path) -> Iterator[None]:
    """Turn the system's trouble with the folder into one that says what to do."""
    try:
        yield
    except OSError as error:
        raise CacheError(
            f"The index cannot be written to {folder}: {error.strerror or error}",
            "Make the folder writable and free some space, or choose another with --cache.",
        ) from error
