"""The files of an index: for the user alone, and sealed, so that damage is told from what was written.

Whoosh has no checksums: one flipped bit in a stored text would be shown as what somebody minuted.  A *seal*
has the size, time and checksum of every file of a commit.  It is written under the number of the commit just
before the table of contents is renamed into place, so the rename stays the one commit point: a seal without a
table of contents means nothing and is written over by the next commit.  Knows nothing of what the files say.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.filedb.filestore import FileStorage

_READ_ALWAYS = 16_000_000
"""Up to so many bytes are read to check an index, about 10 ms; of a bigger one, what has another time."""
_PIECE = 1 << 20
_TOC = re.compile(r"_MAIN_(\d+)\.toc")
"""The table of contents of a commit, with its number."""


class DamagedError(Exception):
    """A file of the index is not what was written."""


class Seal(NamedTuple):
    """A file as it was written."""

    size: int
    mtime_ns: int
    checksum: int


class SealedStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's folder of files, each for the user alone whatever the umask, each commit sealed."""

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: Any) -> Any:
        """A new file to write to."""
        file = super().create_file(name, excl=excl, mode=mode, **kwargs)
        (Path(self.folder) / name).chmod(0o600)
        return file

    def lock(self, name: str) -> Any:
        """A lock between processes."""
        (Path(self.folder) / name).touch(mode=0o600)
        return super().lock(name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Put a file in its place; for a table of contents, this is the commit."""
        if toc := _TOC.fullmatch(newname):
            _write_seal(Path(self.folder), oldname, newname, int(toc[1]))
        super().rename_file(oldname, newname, safe=safe)


def _write_seal(folder: Path, written: str, toc: str, generation: int) -> None:
    try:
        before = _read_seal(folder, generation - 1)
    except (OSError, DamagedError):
        before = {}
    names = [name for name in os.listdir(folder) if re.match(r"MAIN_.+\.", name)]  # noqa: PTH208 names only
    seals = {name: before.get(name) or _measure(folder / name) for name in names}  # segments never change
    seals[toc] = _measure(folder / written)
    data = json.dumps(seals).encode("ascii")
    _seal_path(folder, generation).touch(mode=0o600)
    _seal_path(folder, generation).write_bytes(b"%08x" % zlib.crc32(data) + data)


def sweep_seals(folder: Path, generation: int) -> None:
    """Remove the seals of all commits but this one."""
    for path in folder.glob("SEAL_*"):
        if path != _seal_path(folder, generation):
            path.unlink(missing_ok=True)


def newest_commit(folder: Path) -> int | None:
    """The number of the newest commit in the folder; None where there is none."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 names only
    except FileNotFoundError:
        return None
    return max((int(found[1]) for found in map(_TOC.fullmatch, names) if found), default=None)


def check_seal(folder: Path, generation: int, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names of a commit's files, all found as they were written; segments in `known` have been before.

    Raises DamagedError, and OSError where a newer commit has swept them away.
    """
    seals = _read_seal(folder, generation)
    read_all = sum(seal.size for name, seal in seals.items() if name not in known) <= _READ_ALWAYS
    for name, seal in seals.items():
        if name in known and not name.endswith(".toc"):
            continue
        try:
            info = (folder / name).stat()
        except FileNotFoundError:
            continue  # of a segment that this commit has merged into another; Whoosh misses any other
        same_time = info.st_mtime_ns == seal.mtime_ns
        if info.st_size != seal.size or (
            (read_all or not same_time) and _checksum(folder / name) != seal.checksum
        ):
            raise DamagedError(name)
    return frozenset(seals)


def has_sound_toc(folder: Path) -> bool:
    """Whether the newest table of contents is as it was written; not where no commit left its seal."""
    generation = newest_commit(folder)
    if generation is None:
        return False
    name = f"_MAIN_{generation}.toc"
    try:
        return _read_seal(folder, generation)[name].checksum == _checksum(folder / name)
    except (FileNotFoundError, DamagedError):
        return False


def check_segments(folder: Path, generation: int, names: Collection[str]) -> None:
    """Raise DamagedError where a file of these segments is not as it was written, whatever its time says."""
    for name, seal in _read_seal(folder, generation).items():
        if name.split(".")[0] in names and _checksum(folder / name) != seal.checksum:
            raise DamagedError(name)


def _read_seal(folder: Path, generation: int) -> dict[str, Seal]:
    path = _seal_path(folder, generation)
    data = path.read_bytes()
    if data[:8] != b"%08x" % zlib.crc32(data[8:]):
        raise DamagedError(path.name)
    return {name: Seal(*row) for name, row in json.loads(data[8:]).items()}


def _seal_path(folder: Path, generation: int) -> Path:
    return folder / f"SEAL_{generation}"


def _measure(path: Path) -> Seal:
    info = path.stat()
    return Seal(info.st_size, info.st_mtime_ns, _checksum(path))


def _checksum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found = zlib.crc32(piece, found)
    return found
