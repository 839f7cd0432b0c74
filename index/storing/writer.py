"""The one commit point: topics, files and state are changed together, or not at all.

Owns the lock, the Whoosh writer and the merging of segments.  Knows nothing of why a document comes or goes.
A commit becomes visible with the rename of Whoosh's table of contents; killed before that, the old state
stands, and what was half written is swept away by the next commit.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import FileIndex, IndexVersionError, LockError
from whoosh.reading import SegmentReader
from whoosh.writing import CLEAR, MERGE_SMALL

from index.errors import IndexLockedError
from index.storing.batches import Batch, make_batch
from index.storing.folder import as_cache_error, make_folder
from index.storing.postings import PostingPool, write_by_blocks
from index.storing.reader import Snapshot
from index.storing.schema import build_schema
from index.storing.seals import SealedStorage, check_segments, has_sound_toc, newest_commit, sweep_seals

_WRITE_LOCK = "MAIN_WRITELOCK"
_BLOCK = 4096
"""Postings a block: whole lists are read, so the fewer blocks the better."""


class Commit:
    """A change of the index under its lock; nothing is visible before `finish`.

    Raises IndexLockedError where another process holds the lock, CacheError where nothing can be written.
    """

    def __init__(self, folder: Path, *, rebuild: bool) -> None:
        make_folder(folder)
        self._folder = folder
        self._rebuild = rebuild
        with as_cache_error(folder):
            self._index = _open_for_writing(folder, rebuild)
            try:
                self._writer = self._index.writer(timeout=0.0, compound=False, codec=_codec())
            except LockError:
                raise _locked(folder) from None
            _holder(folder).touch(mode=0o600)
            _holder(folder).write_text(str(os.getpid()), encoding="ascii")
        self._writer.pool.cleanup()
        self._writer.pool = PostingPool()
        self._open = True

    def before(self) -> Snapshot | None:
        """The state that this commit starts from; None where everything is written anew."""
        if self._rebuild:
            return None
        return Snapshot(self._index.reader(), self._index.latest_generation())

    def remove(self, numbers: Iterable[int]) -> None:
        """Delete documents of the state before; each number once, or Whoosh miscounts."""
        for number in numbers:
            self._writer.delete_document(number)

    def add(self, document: dict[str, Any]) -> None:
        """Add a document."""
        self.add_batch(make_batch([document]))

    def add_batch(self, batch: Batch) -> None:
        """Add documents that were made ready, in this process or another."""
        first = self._writer.docnum
        for stored in batch.stored:
            self._writer.add_document(**stored)
        self._writer.pool.add_lists(first, batch.postings)

    def finish(self, tell: Callable[[float], None] | None = None) -> None:
        """Make the change visible; `tell` is called with the share that is written."""
        with as_cache_error(self._folder):
            self._open = False
            if tell:
                self._writer.pool.tell = tell
            write_by_blocks(self._writer)
            self._writer.commit(mergetype=CLEAR if self._rebuild else self._merge)
            sweep_seals(self._folder, self._index.latest_generation())

    def _merge(self, writer: Any, segments: list[Any]) -> list[Any]:
        """Merge small segments by Whoosh's rule, and write anew those of which most is deleted."""
        rest: list[Any] = MERGE_SMALL(writer, segments)
        stale = [segment for segment in rest if 2 * segment.deleted_count() > segment.doc_count_all()]
        for segment in stale:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
        kept = [segment for segment in rest if segment not in stale]
        if merged := {segment.segment_id() for segment in segments if segment not in kept}:
            check_segments(self._folder, writer.generation - 1, merged)  # else damage is sealed as sound
        return kept

    def __enter__(self) -> Commit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the old state where `finish` was not reached."""
        if self._open:
            self._open = False
            with as_cache_error(self._folder):
                self._writer.cancel()
                if isinstance(error, OSError):
                    raise error


def _codec() -> W3Codec:
    """Whoosh's own codec, not a class of ours: it is pickled with every segment, and loaded with it."""
    codec = W3Codec(blocklimit=_BLOCK)
    codec.length_stats = False  # lengths are in our weights
    return codec


def _open_for_writing(folder: Path, rebuild: bool) -> Any:
    """The index in the folder with our schema; an empty one where there is none that could be kept.

    Under Whoosh's own lock of writers: what another has just committed is nobody's to empty.
    """
    storage, schema = SealedStorage(str(folder)), build_schema()
    lock = storage.lock(_WRITE_LOCK)
    if not lock.acquire(blocking=False):
        raise _locked(folder)
    try:
        if newest_commit(folder) is None or (rebuild and not has_sound_toc(folder)):
            return FileIndex.create(storage, schema)
        return FileIndex(storage, schema)
    except IndexVersionError:
        if not rebuild:
            raise
        return FileIndex.create(storage, schema)
    finally:
        lock.release()


def _holder(folder: Path) -> Path:
    """The file that has the process id of whoever had the lock last."""
    return folder / "WRITER"


def _locked(folder: Path) -> IndexLockedError:
    try:
        process = f" (process {int(_holder(folder).read_text(encoding='ascii'))})"
    except (OSError, ValueError):
        process = ""  # it has only just begun
    return IndexLockedError(
        f"Another kb{process} is bringing this index up to date.",
        "Try again when it is done; until then a search shows the state before.",
    )
