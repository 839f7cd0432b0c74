"""The index: minutes become topics, topics become answers.

Owns the public names of the package and nothing else.  Each is loaded when it is first asked for,
so that importing `index` costs nothing: a shell prompt that completes a flag must not pay for an
engine that searches.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.collections import AnyLibrary, Collections
    from index.errors import (
        CacheError,
        IndexLockedError,
        MinutesError,
        NoMinutesError,
        NotFoundError,
        QueryError,
    )
    from index.library import Library, open_library
    from index.model import (
        FACETS,
        LANGUAGES,
        WEIGHTS,
        Action,
        AgendaItem,
        Attendee,
        Changes,
        Entity,
        FacetValue,
        Hit,
        Kind,
        Match,
        Meeting,
        Message,
        NameRules,
        Part,
        Problem,
        Role,
        SearchResult,
        Settings,
        Skipped,
        Snippet,
        Status,
        SyncReport,
        Topic,
        Turn,
    )
    from index.records import meeting_record, topic_record
    from index.searching.filters import add_filter, chosen_filters, toggle_filter

_HOMES = {
    "index.collections": ("AnyLibrary", "Collections"),
    "index.errors": (
        "CacheError",
        "IndexLockedError",
        "MinutesError",
        "NoMinutesError",
        "NotFoundError",
        "QueryError",
    ),
    "index.library": ("Library", "open_library"),
    "index.model": (
        "FACETS",
        "LANGUAGES",
        "WEIGHTS",
        "Action",
        "AgendaItem",
        "Attendee",
        "Changes",
        "Entity",
        "FacetValue",
        "Hit",
        "Kind",
        "Match",
        "Meeting",
        "Message",
        "NameRules",
        "Part",
        "Problem",
        "Role",
        "SearchResult",
        "Settings",
        "Skipped",
        "Snippet",
        "Status",
        "SyncReport",
        "Topic",
        "Turn",
    ),
    "index.records": ("meeting_record", "topic_record"),
    "index.searching.filters": ("add_filter", "chosen_filters", "toggle_filter"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "FACETS",
    "LANGUAGES",
    "WEIGHTS",
    "Action",
    "AgendaItem",
    "AnyLibrary",
    "Attendee",
    "CacheError",
    "Changes",
    "Collections",
    "Entity",
    "FacetValue",
    "Hit",
    "IndexLockedError",
    "Kind",
    "Library",
    "Match",
    "Meeting",
    "Message",
    "MinutesError",
    "NameRules",
    "NoMinutesError",
    "NotFoundError",
    "Part",
    "Problem",
    "QueryError",
    "Role",
    "SearchResult",
    "Settings",
    "Skipped",
    "Snippet",
    "Status",
    "SyncReport",
    "Topic",
    "Turn",
    "add_filter",
    "chosen_filters",
    "meeting_record",
    "open_library",
    "toggle_filter",
    "topic_record",
]


def __getattr__(name: str) -> Any:
    """Load a public name from the module that owns it (PEP 562)."""
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
