"""The files of a folder of minutes: walk and diff.

Owns which files count (globs, hidden folders, links out of the folder, special files) and what differs from
what was known.  Reads no file and knows nothing of Markdown or the index.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

Stamp = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds: what tells that a file is as it was."""
NOT_READABLE = "not readable"
"""How the reason begins that may be gone another time, without the file being any different."""


class Walk(NamedTuple):
    """What a folder holds: the stamp of each file of minutes, and why others are not taken."""

    files: dict[str, Stamp]
    refused: dict[str, str]


class Diff(NamedTuple):
    """The names of files that are new, may have changed, and are gone; each sorted."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def walk(folder: Path, include: Sequence[str], exclude: Sequence[str] = ()) -> Walk:
    """All files below `folder` that a glob includes and none excludes; names relative, with ``/``.

    Hidden folders and files are passed over, links are followed only within the folder, and what is no
    regular file (a fifo, a folder named ``x.md``) is refused without being opened.
    """
    found = Walk({}, {})
    wanted, unwanted = _matcher(tuple(include)), _matcher(tuple(exclude))
    root = os.path.realpath(folder)
    for name, entry in _entries(str(folder), "", root, frozenset({root})):
        if not wanted(name) or unwanted(name):
            continue
        if not _is_text(name):
            found.refused[name.encode("utf-8", "backslashreplace").decode("utf-8")] = "its name is not UTF-8"
            continue
        try:
            info = entry.stat()
            if entry.is_symlink() and not _is_within(os.path.realpath(entry.path), root):
                found.refused[name] = "a link out of the folder"
            elif stat.S_ISDIR(info.st_mode):
                found.refused[name] = "a folder, not a file"
            elif not stat.S_ISREG(info.st_mode):
                found.refused[name] = "not a regular file"
            else:
                found.files[name] = (info.st_size, info.st_mtime_ns)
        except FileNotFoundError:
            if entry.is_symlink():
                found.refused[name] = "a link to nothing"
        except OSError as error:
            found.refused[name] = f"{NOT_READABLE}: {error.strerror}"
    return found


def _entries(
    path: str, prefix: str, root: str, above: frozenset[str]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every entry below a folder; a linked folder is entered only within the root, and never in a circle."""
    try:
        with os.scandir(path) as entries:
            children = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in children:
        if entry.name.startswith("."):
            continue
        name = prefix + entry.name
        yield name, entry
        try:
            is_folder = entry.is_dir()
        except OSError:
            continue
        if is_folder:
            if entry.is_symlink():
                target = os.path.realpath(entry.path)
                if target in above or not _is_within(target, root):
                    continue
                yield from _entries(entry.path, name + "/", root, above | {target})
            else:
                yield from _entries(entry.path, name + "/", root, above)


def _is_within(target: str, root: str) -> bool:
    return target.startswith(root.rstrip(os.sep) + os.sep)


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=16)
def _matcher(globs: tuple[str, ...]) -> Callable[[str], bool]:
    patterns = [re.compile(_translate(glob)) for glob in globs]
    return lambda name: any(pattern.match(name) for pattern in patterns)


def _translate(glob: str) -> str:
    """A glob as a pattern: ``**/`` is any folders or none, ``*`` and ``?`` stay within one name."""
    out = []
    rest = glob.removeprefix("./")
    if rest.endswith("/"):
        rest += "**"
    while rest:
        if rest.startswith("**/"):
            out.append("(?:.*/)?")
            rest = rest[3:]
        elif rest.startswith("**"):
            out.append(".*")
            rest = rest[2:]
        else:
            out.append({"*": "[^/]*", "?": "[^/]"}.get(rest[0]) or re.escape(rest[0]))
            rest = rest[1:]
    return "(?s:" + "".join(out) + r")\Z"


def compare(known: Mapping[str, Stamp | None], now: Mapping[str, Stamp], folder: Path) -> Diff:
    """What differs between what was known and a walk of the folder.

    A file known without a stamp could not be read; it has changed when it can be.
    """
    new: list[str] = []
    changed: list[str] = []
    removed: list[str] = []
    for name in sorted({*known, *now}):
        if name not in known:
            new.append(name)
        elif name not in now:
            removed.append(name)
        elif known[name] is None:
            if os.access(folder / name, os.R_OK):
                changed.append(name)
        elif known[name] != now[name]:
            changed.append(name)
    return Diff(tuple(new), tuple(changed), tuple(removed))


def read_text(path: Path, limit: int) -> tuple[str, bytes] | str:
    """A file's text and bytes, or why it cannot be had: too big, not UTF-8, not readable."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > limit:
                return f"bigger than {limit:,} bytes"
            data = file.read(size)
    except OSError as error:
        return f"{NOT_READABLE}: {error.strerror}"
    try:
        return data.decode("utf-8-sig"), data
    except UnicodeDecodeError as error:
        return f"not UTF-8 (byte {error.start + 1})"
