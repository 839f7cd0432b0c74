"""The one place that ties the rooms together: a folder of minutes as a searchable library.

Owns when the index is opened, brought up to date, rebuilt, and taken up anew.  Heavy rooms are imported
when they are first needed: a search never pays for the reader of Markdown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import replace
from os import PathLike
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from index.errors import CacheError, MinutesError, NoMinutesError, NotFoundError
from index.files import Walk, compare, walk
from index.model import FACETS, Changes, SearchResult, Settings

if TYPE_CHECKING:
    from index.model import Entity, Meeting, Problem, Status, SyncReport, Topic
    from index.storing.reader import Snapshot
    from index.storing.state import State

Progress = Callable[[int, int, str], None]
Answer = TypeVar("Answer")
_DAMAGED = "it was damaged"
_UNFINISHED = "it was not finished"


def open_library(
    minutes: str | PathLike[str],
    *,
    cache: str | PathLike[str],
    settings: Settings | None = None,
    name: str = "",
    workers: int = 1,
) -> Library:
    """The library over a folder of minutes, with its index in the folder `cache`; reads nothing yet.

    `name` is what it is called among other collections.  With more than one of `workers`, a sync that has
    much to read starts as many processes, which needs a main module that can be imported.
    """
    return Library(Path(minutes), Path(cache), settings or Settings(), name, workers)


class Library:
    """Meetings, topics and search over one folder of minutes.

    May be used from several threads: reads take turns, and none waits for a sync unless what it would read
    is damaged; syncs take turns, too.  Before the first sync there is nothing in it.
    """

    def __init__(
        self, minutes: Path, cache: Path, settings: Settings, name: str = "", workers: int = 1
    ) -> None:
        self.minutes = minutes
        self.name = name
        self._cache = cache
        self._settings = settings
        self._workers = workers
        self._reading = RLock()
        self._writing = RLock()  # taken before the other where both are
        self._rebuilds = 0
        self._opened = False
        self._snapshot: Snapshot | None = None
        self._damage: str | None = None
        self._distrust: str | None = None
        self._mended = False

    def locate(self, file: str) -> tuple[Path, str]:
        """The folder of minutes that a file is in, and its name there."""
        return self.minutes, file

    # ------------------------------------------------------------ keeping up with the folder

    def changes(self) -> Changes:
        """What `sync` would do, by a stat of each file.  Raises NoMinutesError where there is no folder."""
        found = self._walk()
        with self._reading:
            state, rebuild = self._usable_state()
        if state is None:
            return Changes(new=tuple(found.files), rebuild=rebuild)
        diff = compare(state.stamps, found.files, self.minutes)
        return Changes(diff.new, diff.changed, diff.removed)

    def sync(self, *, full: bool = False, progress: Progress | None = None) -> SyncReport:
        """Bring the index up to date; only files that changed are read, all of them when `full`.

        `progress` is called with steps done, steps in all, and the file at hand.  Raises NoMinutesError,
        IndexLockedError, CacheError; in each case what was indexed before stays.
        """
        start = time.perf_counter()
        with self._writing:
            report = self._bring_up_to_date(full, progress)
        return replace(report, seconds=time.perf_counter() - start)

    def _bring_up_to_date(self, full: bool, progress: Progress | None) -> SyncReport:
        found = self._walk()
        with self._reading:
            self._take_newest()
            state, rebuild = self._usable_state()
        if full:
            rebuild = rebuild or "asked for"
        elif state and not any(compare(state.stamps, found.files, self.minutes)):
            return _unchanged(state)
        return self._run_sync(found, rebuild, progress)

    def sync_newest(self, most: int, *, progress: Progress | None = None) -> SyncReport | None:
        """Index the last `most` files by name where there are many and none is indexed; else None.

        They can be searched while `sync` reads the others.  Raises what `sync` raises.
        """
        with self._writing:
            with self._reading:
                self._take_newest()
                state, rebuild = self._usable_state()
            if state:  # seen before the folder is walked, which `sync` is about to do
                return None
            found = self._walk()
            if len(found.files) < 2 * most:
                return None
            newest = found._replace(files=dict(sorted(found.files.items())[-most:]))
            try:
                return self._run_sync(newest, rebuild, progress)
            except NoMinutesError:  # the others may have some
                return None

    def refresh(self) -> bool:
        """Take up a newer commit, of this process or another; whether there was one."""
        with self._reading:
            return self._take_newest()

    def _walk(self) -> Walk:
        if not self.minutes.is_dir():
            raise NoMinutesError(
                f"There is no folder {self.minutes}.", "Name the folder that holds the minutes with -C."
            )
        found = walk(self.minutes, self._settings.include, self._settings.exclude)
        if not found.files:
            raise NoMinutesError(
                f"There are no minutes in {self.minutes}: no file is named {_list(self._settings.include)}.",
                "Name the folder that holds them with -C.",
            )
        return found

    def _run_sync(self, found: Walk, rebuild: str | None, progress: Progress | None) -> SyncReport:
        """One sync, taken up; where the index turns out to be damaged on the way, a rebuild instead."""
        from index.storing.folder import distrust

        if reason := distrust(self._cache):
            raise _refusal(reason)
        try:
            report = self._sync(found, rebuild, progress)
        except MinutesError:
            raise
        except Exception:
            if rebuild:
                raise
            report = self._sync(found, _DAMAGED, progress)
        with self._reading:
            self._rebuilds += report.rebuilt is not None
            self._take_newest()
        return report

    def _sync(self, found: Walk, rebuild: str | None, progress: Progress | None) -> SyncReport:
        from index.syncing import sync_index

        return sync_index(self.minutes, self._cache, self._settings, found, rebuild, progress, self._workers)

    # ------------------------------------------------------------ the index on disk

    def _take_newest(self) -> bool:
        """Open the newest commit there is; whether it is another than before.  Called under the lock."""
        from index.storing.folder import distrust
        from index.storing.reader import open_snapshot

        before = self._snapshot
        self._opened = True
        self._distrust = distrust(self._cache)
        if self._distrust:
            self._snapshot = None
            return before is not None
        try:
            self._snapshot = open_snapshot(self._cache, before)
            self._damage = None
        except Exception:  # pickles, numbers, text: there is no end to what damage can raise
            self._snapshot, self._damage = None, _DAMAGED
        if before and before is not self._snapshot:
            before.close()
        return before is not self._snapshot

    def _usable_state(self) -> tuple[State | None, str | None]:
        """What the index knows of the files, or why it has to be built anew.  Called under the lock."""
        from index.storing.schema import VERSION
        from index.storing.state import settings_digest

        if not self._opened:
            self._take_newest()
        if self._snapshot is None:
            return None, self._damage
        try:
            state = self._snapshot.state
        except Exception:
            return None, _DAMAGED
        if state is None:
            return None, _DAMAGED if self._snapshot.live else _UNFINISHED
        if state.version != VERSION:
            return None, "it was written by another version of kb"
        if state.settings != settings_digest(self._settings):
            return None, "kb.toml has changed"
        return state, None

    def _read(self, question: Callable[[Snapshot], Answer], nothing: Answer) -> Answer:
        """Ask the index; `nothing` where there is none.  Damage found on the way is mended by a rebuild.

        Raises CacheError where others could have written the index.
        """
        with self._reading:
            if not self._opened:
                self._take_newest()
            if self._distrust:
                raise _refusal(self._distrust)
            rebuilds = self._rebuilds
            for again in (True, False):
                try:
                    if self._damage is None:
                        return question(self._snapshot) if self._snapshot else nothing
                except MinutesError:
                    raise
                except Exception:
                    self._damage = _DAMAGED
                if again:  # a commit that swept files away can look like damage: open what there is now
                    self._let_go()
                    self._take_newest()
        with self._writing:
            if self._rebuilds == rebuilds:  # no other thread has mended it meanwhile
                self._run_sync(self._walk(), _DAMAGED, None)
                self._mended = True
        with self._reading:
            return question(self._snapshot) if self._snapshot else nothing

    def close(self) -> None:
        """Let go of the index; a later call opens it again."""
        with self._reading:
            self._let_go()
            self._opened = False

    def _let_go(self) -> None:
        if self._snapshot:
            self._snapshot.close()
        self._snapshot = None

    def status(self) -> Status:
        """Sizes and age of the index."""
        from index.storing.folder import folder_bytes, last_commit

        def count(snapshot: Snapshot) -> Status:
            state = snapshot.state or NOTHING
            names = [entities(snapshot, field) for field in ("person", "project")]
            return Status(
                minutes=str(self.minutes),
                cache=str(self._cache),
                schema=state.version,
                files=len(state.files),
                meetings=state.meetings,
                topics=state.topics,
                people=len(names[0]),
                projects=len(names[1]),
                segments=len(snapshot.segments),
                bytes=folder_bytes(self._cache),
                skipped=state.skipped,
                modified=last_commit(self._cache),
            )

        from index.model import Status
        from index.searching.facets import entities
        from index.storing.schema import VERSION
        from index.storing.state import NOTHING

        return self._read(count, Status(str(self.minutes), str(self._cache), VERSION))

    # ------------------------------------------------------------ asking

    def search(
        self, query: str, *, limit: int = 20, strict: bool = False, explain: bool = False
    ) -> SearchResult:
        """The topics that answer a query, best first, with snippets and facets.

        Raises QueryError for an unknown field or a value that cannot be.  `strict` asks for all words
        as typed.
        """
        from index.searching.answer import answer

        start = time.perf_counter()
        result = self._read(
            lambda snapshot: answer(
                snapshot, query, limit=limit, strict=strict, explain=explain, collection=self.name
            ),
            SearchResult(query, 0, 0, 0, (), dict.fromkeys(FACETS, ())),
        )
        notes = result.notes
        if self._mended:
            self._mended = False
            notes = ("the index was damaged and has been built anew", *notes)
        return replace(result, notes=notes, seconds=time.perf_counter() - start)

    def topic(self, ref: str) -> Topic:
        """The topic of an id, or of an unambiguous tail of one.  Raises NotFoundError with the closest."""
        from index.searching.lookup import find_topic

        return self._found(lambda snapshot: find_topic(snapshot, ref))

    def meeting(self, ref: str) -> Meeting:
        """The meeting of a date, a file, or the id of one of its topics.  Raises NotFoundError."""
        from index.searching.lookup import find_meeting

        return self._found(lambda snapshot: find_meeting(snapshot, ref))

    def _found(self, question: Callable[[Snapshot], Answer]) -> Answer:
        found: list[Answer] = self._read(lambda snapshot: [question(snapshot)], [])
        if not found:
            raise NotFoundError("Nothing is indexed yet.", "Run `kb reindex` first.")
        return found[0]

    def meetings(self, files: Collection[str] | None = None) -> list[Meeting]:
        """All meetings with their topics, oldest first; with `files` only those of these files."""
        from index.searching.lookup import all_meetings

        return self._read(lambda snapshot: all_meetings(snapshot, files), [])

    def people(self) -> list[Entity]:
        """The persons that are in a topic, most topics first."""
        from index.searching.facets import entities

        return self._read(lambda snapshot: entities(snapshot, "person"), [])

    def projects(self) -> list[Entity]:
        """The projects that are in a topic, most topics first."""
        from index.searching.facets import entities

        return self._read(lambda snapshot: entities(snapshot, "project"), [])

    def problems(self) -> list[Problem]:
        """What a minute-taker could mend, by file and line."""
        from index.searching.lookup import all_problems

        return self._read(all_problems, [])


def _unchanged(state: State) -> SyncReport:
    from index.model import SyncReport

    return SyncReport(
        unchanged=sum(not file.skipped for file in state.files.values()),
        skipped=state.skipped,
        meetings=state.meetings,
        topics=state.topics,
    )


def _refusal(reason: str) -> CacheError:
    return CacheError(
        f"The index is not used: {reason}.", "Remove that, or choose another folder with --cache."
    )


def _list(globs: tuple[str, ...]) -> str:
    return " or ".join(globs)
