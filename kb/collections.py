"""The collections of the user: folders of minutes that have names in kb's own configuration file.

Owns the table `collections` of that file, and what ``-c`` makes of it.  Each folder keeps its own kb.toml and
its own index; what it means to search several as one belongs to `index`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from index import MinutesError

ALL = "all"
_NAME = re.compile(r"[^\W_][\w.-]*")


class CollectionsError(MinutesError):
    """The table cannot be followed, or has no collection of that name."""


def read_collections(path: Path) -> dict[str, Path]:
    """The folders in the configuration file by name; none where there is no file or no table.

    Folders are absolute; a relative one begins where the file is.  Raises CollectionsError.
    """
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("collections", {})
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CollectionsError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:  # no TOML, or not UTF-8
        raise CollectionsError(f"{path}: {error}", "It is written in TOML: https://toml.io") from error
    if not isinstance(table, dict):
        raise CollectionsError(f"{path}: collections must be a table.", _example())
    folders: dict[str, Path] = {}
    for name, folder in table.items():
        if not _NAME.fullmatch(name) or name == ALL:
            hint = "It is made of letters, digits, dots and dashes."
            raise CollectionsError(f"{path}: a collection cannot be called {name!r}.", hint)
        if not isinstance(folder, str) or not folder:
            raise CollectionsError(f"{path}: {name} needs the folder of its minutes.", _example())
        folders[name] = (path.parent / Path(folder).expanduser()).resolve()
    return folders


def choose_collections(wanted: str, path: Path) -> dict[str, Path]:
    """The collections of ``flux,nodejs``, or of ``all``, as the configuration file at `path` names them.

    Raises CollectionsError for one that it does not name, or that is not there.
    """
    known = read_collections(path)
    if not known:
        raise CollectionsError(f"No collections are named in {path}.", _example())
    names = list(known) if wanted == ALL else [name for name in wanted.split(",") if name]
    chosen = {name: known.get(name) or _missing(name, known) for name in names}
    if not chosen:
        raise CollectionsError("-c needs the name of a collection.", f"There are: {', '.join(known)}.")
    for name, folder in chosen.items():
        if not folder.is_dir():
            raise CollectionsError(f"{name}: there is no folder {folder}.", f"It is named in {path}.")
    return chosen


def _missing(name: str, known: Mapping[str, Path]) -> Path:
    hint = _closest(name, list(known)) or f"There are: {', '.join(known)}; {ALL} means each of them."
    raise CollectionsError(f"There is no collection {name!r}.", hint)


def _closest(name: str, known: Sequence[str]) -> str | None:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}?" if close else None


def _example() -> str:
    return 'A line below [collections] names one: flux = "~/minutes/flux"'
