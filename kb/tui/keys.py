"""Keys of the user's own: the table `keys` of kb's configuration file, by the names of actions.

Owns the form of that table; which actions there are is told by the bindings of the screens.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from textual.binding import Binding

from index import MinutesError


class KeysError(MinutesError):
    """The configuration file, or something in its table of keys, cannot be followed."""


def action_names(classes: Iterable[type]) -> set[str]:
    """The names of the actions whose keys can be chosen: the ids of the bindings of these classes."""
    bindings = (b for cls in classes for base in cls.__mro__ for b in vars(base).get("BINDINGS", ()))
    return {binding.id for binding in bindings if isinstance(binding, Binding) and binding.id}


def read_keys(
    path: Path, known_actions: Callable[[], Collection[str]]
) -> tuple[dict[str, str], list[KeysError]]:
    """The keys in a configuration file by action, ``{"sort": "f5,ctrl+s"}``, and what is wrong with it.

    A key or a list of keys stands for each action, as Textual names them.  What is right is followed also
    where something else is wrong.  `known_actions` is asked only where the file has keys.
    """
    import tomllib

    try:
        table: Any = tomllib.loads(path.read_text(encoding="utf-8")).get("keys", {})
    except FileNotFoundError:
        return {}, []
    except (OSError, ValueError) as error:  # no TOML, or not UTF-8
        return {}, [KeysError(f"{path} cannot be read: {error}")]
    if not isinstance(table, dict):
        return {}, [KeysError(f"{path}: keys must be a table.", 'For example: [keys] and sort = "f5"')]
    known = known_actions() if table else ()
    chosen, wrong = {}, []
    for action, value in table.items():
        keys = [value] if isinstance(value, str) else value
        if action not in known:
            wrong.append(KeysError(f"{path}: there is no action {action!r}.", _closest(action, known)))
        elif not (isinstance(keys, list) and keys and all(isinstance(key, str) and key for key in keys)):
            wrong.append(KeysError(f"{path}: {action} needs a key or a list of keys.", f'{action} = "f5"'))
        else:
            chosen[action] = ",".join(keys)
    return chosen, wrong


def _closest(action: str, known: Collection[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(action, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"There are: {', '.join(sorted(known))}"
