"""Keeping the index up to date while a screen shows what is in it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from index import CacheError, IndexLockedError, MinutesError, SyncReport
from kb.tui.content import plural

if TYPE_CHECKING:
    from kb.tui.app import KbApp

_LOOK_AGAIN = 3.0  # seconds between two looks whether another process has indexed; a look costs microseconds


class IndexedScreen(Screen[None]):
    """A screen that reindexes in the background and notices when another process has done so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+r",
            "reindex",
            "Reindex",
            id="reindex",
            show=False,
            tooltip="Read the minutes again where they changed",
        ),
    ]

    # -- what a screen does about it ----------------------------------------------------------------------

    def index_changed(self) -> None:
        """Show what is in the index now."""
        raise NotImplementedError

    def show_progress(self, done: int, total: int) -> None:
        """Show how far a reindex has come."""
        raise NotImplementedError

    def end_progress(self) -> None:
        """Take the progress away."""
        raise NotImplementedError

    # -- keeping up ---------------------------------------------------------------------------------------

    def keep_up(self, *, sync: bool) -> None:
        """From now on notice a newer index; with `sync`, bring it up to date first."""
        if sync:
            self.sync(quietly=True)
        self.set_interval(_LOOK_AGAIN, self.look_again)

    def action_reindex(self) -> None:
        """Read the minutes again where they changed."""
        self.sync(quietly=False)

    @work(exclusive=True, group="sync")
    async def sync(self, *, quietly: bool) -> None:
        """Bring the index up to date while one searches on; `quietly` is silent where nothing changed."""
        service = cast("KbApp", self.app).service
        try:
            report = await service.sync(self.show_progress, self.index_changed)
        except MinutesError as error:
            self.end_progress()
            searchable = isinstance(error, CacheError) and await service.has_minutes()
            if searchable or isinstance(error, IndexLockedError):  # the old state answers meanwhile
                self.notify(error.hint or "", title=error.message, severity="warning", markup=False)
                return
            from kb.tui.screens.trouble import TroubleScreen

            self.app.push_screen(TroubleScreen(error), self._after_trouble)
            return
        self.end_progress()  # when it is cancelled, the next one does, or the screen is about to go
        if not report.is_empty:
            self.index_changed()
        if not (quietly and report.is_empty):
            self.notify(_told(report), title="Minutes read", markup=False)

    def _after_trouble(self, again: bool | None) -> None:
        if again:
            self.sync(quietly=False)

    @work(exclusive=True, group="look")
    async def look_again(self) -> None:
        """Take up what another process has indexed."""
        with suppress(MinutesError):
            if await cast("KbApp", self.app).service.refresh():
                self.index_changed()


def _told(report: SyncReport) -> str:
    counts = ((report.new, "new"), (report.changed, "changed"), (report.removed, "removed"))
    told = ", ".join(f"{len(files):,} {word}" for files, word in counts if files)
    skipped = f" · {plural(len(report.skipped), 'file')} skipped" if report.skipped else ""
    rebuilt = f" · built anew, because {report.rebuilt}" if report.rebuilt else ""
    return (told or "Nothing changed") + skipped + rebuilt
