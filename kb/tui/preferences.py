"""What the user prefers: the theme, and keys of one's own by the names of actions.

Owns the form of these in kb's configuration file; which themes and actions there are is told by the app.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textual.binding import Binding

from index import MinutesError


class PreferencesError(MinutesError):
    """The configuration file, or something in it that is about the interface, cannot be followed."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """A theme or none, keys by action as ``{"sort": "f5,ctrl+s"}``, and what is wrong with the rest."""

    theme: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    wrong: tuple[PreferencesError, ...] = ()


def action_names(classes: Iterable[type]) -> set[str]:
    """The names of the actions whose keys can be chosen: the ids of the bindings of these classes."""
    bindings = (b for cls in classes for base in cls.__mro__ for b in vars(base).get("BINDINGS", ()))
    return {binding.id for binding in bindings if isinstance(binding, Binding) and binding.id}


def read_preferences(
    path: Path, themes: Collection[str], known_actions: Callable[[], Collection[str]]
) -> Preferences:
    """The preferences in a configuration file: `theme`, and in `keys` a key or a list of them by action.

    Keys and themes are named as Textual names them.  What is right is followed also where something else
    is wrong.  `known_actions` is asked only where the file has keys.
    """
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Preferences()
    except (OSError, ValueError) as error:  # no TOML, or not UTF-8
        return Preferences(wrong=(PreferencesError(f"{path} cannot be read: {error}"),))
    wrong: list[PreferencesError] = []
    theme = table.get("theme")
    if theme is not None and theme not in themes:
        wrong.append(PreferencesError(f"{path}: there is no theme {theme!r}.", _closest(str(theme), themes)))
        theme = None
    return Preferences(theme, _read_keys(path, table.get("keys", {}), known_actions, wrong), tuple(wrong))


def _read_keys(
    path: Path, table: Any, known_actions: Callable[[], Collection[str]], wrong: list[PreferencesError]
) -> dict[str, str]:
    if not isinstance(table, dict):
        hint = 'For example: [keys] and sort = "f5"'
        wrong.append(PreferencesError(f"{path}: keys must be a table.", hint))
        return {}
    known = known_actions() if table else ()
    chosen = {}
    for action, value in table.items():
        keys = [value] if isinstance(value, str) else value
        if action not in known:
            message = f"{path}: there is no action {action!r}."
            wrong.append(PreferencesError(message, _closest(action, known)))
        elif not (isinstance(keys, list) and keys and all(isinstance(key, str) and key for key in keys)):
            message = f"{path}: {action} needs a key or a list of keys."
            wrong.append(PreferencesError(message, f'{action} = "f5"'))
        else:
            chosen[action] = ",".join(keys)
    return chosen


def _closest(name: str, known: Collection[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"There are: {', '.join(sorted(known))}"
