"""What can go wrong, said once at the boundary of knowledge; the command line prints it.

Every error carries what happened and what to do next; none knows about exit codes.
"""

from __future__ import annotations


class MinutesError(Exception):
    """The root of all errors that a user can do something about."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class QueryError(MinutesError):
    """The query cannot be understood; `position` is the offset in its text."""

    def __init__(self, message: str, hint: str | None = None, position: int = 0) -> None:
        super().__init__(message, hint)
        self.position = position


class NotFoundError(MinutesError):
    """No topic, meeting, person or project has that name."""


class NoMinutesError(MinutesError):
    """The folder does not exist or holds no minutes."""


class IndexLockedError(MinutesError):
    """Another process is writing the index; the old state can still be searched."""


class CacheError(MinutesError):
    """The cache folder cannot be used: not writable, not the user's own, or the disk is full."""
