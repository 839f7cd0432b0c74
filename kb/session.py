"""One run of kb: its environment, its folder or folders of minutes and the library over them.

Owns when the index is brought up to date for a command and what the person is told meanwhile.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kb.env import Environment

if TYPE_CHECKING:
    from index import AnyLibrary, Library

QUICK_FILES = 20  # as many are read in well under a second


class Session:
    """What every command gets: `env`, and the library on demand."""

    def __init__(
        self,
        env: Environment,
        folder: str | None = None,
        cache: str | None = None,
        collections: str | None = None,
    ) -> None:
        self.env = env
        self._folder = folder
        self._cache = cache
        self._collections = collections

    @property
    def folders(self) -> dict[str, Path]:
        """The absolute folders of minutes by the names of their collections; one without a name is usual.

        Raises NoMinutesError where none is meant, CollectionsError where ``-c`` names none.
        """
        from kb.folders import find_minutes

        if self._collections is not None:
            from kb.collections import choose_collections
            from kb.system import user_config

            return choose_collections(self._collections, user_config(self.env.variables))
        if self._folder is None:
            return {"": find_minutes(Path.cwd())}
        return {"": Path(self._folder).expanduser().resolve()}

    @property
    def minutes(self) -> Path:
        """The one folder of the minutes; UsageError where several are meant."""
        folders = self.folders
        if len(folders) > 1:
            import click

            raise click.UsageError(f"This is done for one collection at a time: -c {next(iter(folders))}")
        return next(iter(folders.values()))

    def library(self) -> AnyLibrary:
        """The library over the folder, or over several as one, as the indexes are."""
        opened = [self.library_over(folder, name) for name, folder in self.folders.items()]
        if len(opened) == 1:
            return opened[0]
        from index import Collections

        return Collections(opened)

    def one_library(self) -> Library:
        """The library over the one folder, for what is about a repository and its files."""
        return self.library_over(self.minutes)

    def library_over(self, minutes: Path, name: str = "") -> Library:
        """The library over any folder, as its kb.toml wants it, its index in the cache."""
        from index import Settings, open_library
        from kb.folders import CONFIG
        from kb.system import processors

        settings = Settings()
        if os.path.lexists(minutes / CONFIG):
            from kb.config import read_settings

            settings = read_settings(minutes)
        cache = self.index_folder(minutes)
        return open_library(minutes, cache=cache, settings=settings, name=name, workers=processors())

    def index_folder(self, minutes: Path) -> Path:
        """Where the index of a folder of minutes is kept."""
        from kb.folders import cache_folder
        from kb.system import cache_root

        root = Path(self._cache).expanduser().absolute() if self._cache else cache_root(self.env.variables)
        return cache_folder(minutes, root)

    def fresh_library(self) -> AnyLibrary:
        """As `library`, brought up to date."""
        library = self.library()
        self.bring_up_to_date(library)
        return library

    def bring_up_to_date(self, library: AnyLibrary) -> None:
        """Read what has changed, and say so where that is not quick or cannot be done now."""
        from index import CacheError, IndexLockedError

        changes = library.changes()
        if changes.is_empty:
            return
        from kb.progress import Progress

        why = f"the index is built anew: {changes.rebuild}; " if changes.rebuild else ""
        is_quick = changes.count <= QUICK_FILES
        if not is_quick:
            self.env.note(f"{why}{changes.count} files are new or changed and are read first")
        try:
            with Progress(self.env.stderr, self.env.width) as progress:
                report = library.sync(progress=progress)
        except (IndexLockedError, CacheError) as error:
            if not library.status().files:
                raise
            self.env.note(error.message, "The answer comes from the index as it was.")
            return
        if report.rebuilt and (is_quick or not why):
            self.env.note(f"the index was built anew: {report.rebuilt}")
