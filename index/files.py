"""The files of a folder of minutes: walk and diff.

Owns which files count (globs, hidden folders, links out of the folder, special files) and what differs from
what was known.  Reads no file and knows nothing of Markdown or the index.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Mapping, Sequence
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
    folders = [(str(folder), "", frozenset({root}))]
    while folders:
        path, prefix, above = folders.pop()
        for entry in _entries(path):
            name = prefix + entry.name
            if _is_folder(entry) and (within := _enter(entry, root, above)):
                folders.append((entry.path, f"{name}/", within))
            if wanted(name) and not unwanted(name):
                _take(found, name, entry, root)
    return Walk(dict(sorted(found.files.items())), found.refused)


def _entries(path: str) -> list[os.DirEntry[str]]:
    """What is in a folder and not hidden; nothing where it cannot be read."""
    try:
        with os.scandir(path) as entries:
            return [entry for entry in entries if entry.name[0] != "."]
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _enter(entry: os.DirEntry[str], root: str, above: frozenset[str]) -> frozenset[str] | None:
    """The folders around what is in one; None where a link leads out of the root or in a circle."""
    if not entry.is_symlink():
        return above
    target = os.path.realpath(entry.path)
    return None if target in above or not _is_within(target, root) else above | {target}


def _take(found: Walk, name: str, entry: os.DirEntry[str], root: str) -> None:
    """Note a file that is wanted, or why it is refused."""
    if not _is_text(name):
        found.refused[name.encode("utf-8", "backslashreplace").decode("utf-8")] = "its name is not UTF-8"
        return
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


def _is_within(target: str, root: str) -> bool:
    return target.startswith(root.rstrip(os.sep) + os.sep)


def _is_text(name: str) -> bool:
    if name.isascii():
        return True
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=16)
def _matcher(globs: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a name fits any of the globs; most are about its end alone, which takes no pattern."""
    ends = {glob: glob.removeprefix("**/*") for glob in globs}
    endings = tuple(end for glob, end in ends.items() if end != glob and not set(end) & {"*", "?", "/"})
    others = [_translate(glob) for glob, end in ends.items() if end not in endings]
    if not others:
        return lambda name: name.endswith(endings)
    pattern = re.compile("|".join(others))
    return lambda name: name.endswith(endings) or pattern.match(name) is not None


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
    changed = [
        name
        for name, stamp in known.items()
        if name in now and (stamp != now[name] if stamp else os.access(folder / name, os.R_OK))
    ]
    new, removed = now.keys() - known.keys(), known.keys() - now.keys()
    return Diff(tuple(sorted(new)), tuple(sorted(changed)), tuple(sorted(removed)))


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
