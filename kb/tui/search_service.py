"""The library off the event loop: searches on one thread, reindexing on another.

Owns the threads and what a screen may ask of the library; knows no widget.  One search at a time: a search
that was cancelled before its turn is never run, so that fast typing piles up nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from index import AnyLibrary, Entity, Meeting, MinutesError, SearchResult, SyncReport

T = TypeVar("T")
Progress = Callable[[int, int], None]
_AT_FIRST = 20  # files read before any can be searched: seconds, where all of a large folder take a minute
_PROGRESS_EVERY = 0.05  # seconds between two reports: the eye needs no more, the event loop less


@dataclass(frozen=True, slots=True)
class MeetingText:
    """A meeting and all the lines of its files, the minutes first."""

    meeting: Meeting
    files: Mapping[str, Sequence[str]]


class _ClosedError(Exception):
    """Ends a reindex that is under way when the program is left."""


class SearchService:
    """Asks the library without ever keeping the interface waiting."""

    def __init__(self, library: AnyLibrary) -> None:
        self.library = library
        self._searching = ThreadPoolExecutor(1, thread_name_prefix="kb-search")
        self._indexing = ThreadPoolExecutor(1, thread_name_prefix="kb-index")
        self._closed = False
        self.names: Mapping[str, Sequence[Entity]] = {"project": (), "person": ()}
        self.timeline: Sequence[tuple[str, int]] = ()

    def path(self, file: str) -> Path:
        """Where a file of the minutes is on disk."""
        return Path(*self.library.locate(file))

    async def search(self, query: str, limit: int) -> SearchResult:
        """Answer a query; raises what the library raises."""
        return await self._run(self._searching, partial(self.library.search, query, limit=limit))

    async def read_meeting(self, topic_id: str) -> MeetingText:
        """The meeting that a topic is in, with its file as it is now on disk."""
        return await self._run(self._searching, partial(self._read_meeting, topic_id))

    async def learn_whole(self) -> None:
        """Bring up to date `names`, all projects and people, most topics first, and the `timeline` of all."""
        library = self.library
        names = await self._run(
            self._searching, lambda: {"project": library.projects(), "person": library.people()}
        )
        everything = await self.search("", 1)
        self.names, self.timeline = names, everything.timeline

    async def refresh(self) -> bool:
        """Take up what another process has indexed since; whether there was anything."""
        return await self._run(self._searching, self.library.refresh)

    async def sync(self, progress: Progress, begun: Callable[[], None]) -> SyncReport:
        """Bring the index up to date; both are called on the event loop, `progress` now and then.

        `begun` tells of a first look at many minutes that the newest of them can be searched already.
        """
        loop, last = asyncio.get_running_loop(), 0.0

        def report(done: int, total: int, file: str) -> None:
            nonlocal last
            if self._closed:
                raise _ClosedError
            if time.monotonic() - last >= _PROGRESS_EVERY:
                last = time.monotonic()
                loop.call_soon_threadsafe(progress, done, total)

        first = await self._run(self._indexing, partial(self.library.sync_newest, _AT_FIRST, progress=report))
        if first:
            begun()
        rest = await self._run(self._indexing, partial(self.library.sync, progress=report))
        return replace(rest, new=(*first.new, *rest.new), rebuilt=first.rebuilt) if first else rest

    async def has_minutes(self) -> bool:
        """Whether there is an index that answers."""
        try:
            status = await self._run(self._searching, self.library.status)
        except MinutesError:
            return False
        return bool(status.files)

    async def run(self, work: Callable[[], T]) -> T:
        """Do some other slow thing, such as asking git, where it holds nobody up."""
        return await asyncio.to_thread(work)

    def close(self) -> None:
        """Start nothing more, and end a reindex at its next file."""
        self._closed = True
        for pool in (self._searching, self._indexing):
            pool.shutdown(wait=False, cancel_futures=True)

    def _read_meeting(self, topic_id: str) -> MeetingText:
        meeting = self.library.meeting(topic_id)
        texts = {name: self.path(name).read_bytes() for name in meeting.files}
        return MeetingText(
            meeting, {name: text.decode("utf-8-sig", "replace").split("\n") for name, text in texts.items()}
        )

    @staticmethod
    async def _run(pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, work)
