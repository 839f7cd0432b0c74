"""`kb.toml` in the folder of the minutes: which files are read, their language, and what is known of names.

Owns the keys of that file and what is wrong with it; the meaning of the settings belongs to `index`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from os.path import realpath
from pathlib import Path
from typing import Any

from index import LANGUAGES, MinutesError, NameRules, Settings
from kb.folders import CONFIG

_FILES = ("include", "exclude", "max_bytes", "language")
_NAMES = ("people", "projects")
_TABLES = (*_NAMES, "forbid", "weights")
_HEAVIEST = 100


class ConfigError(MinutesError):
    """kb.toml cannot be followed."""


def read_settings(minutes: Path) -> Settings:
    """The settings in the folder's kb.toml, or the usual ones where there is none.

    Raises ConfigError, which names the file, the line where it can be told, and the closest key.
    """
    path = minutes / CONFIG
    try:
        if not Path(realpath(path)).is_relative_to(realpath(minutes)):
            raise ConfigError(f"{path}: is a link out of the folder", "Put the file itself there.")
        if path.exists() and not path.is_file():  # to read a fifo or a device may take for ever
            raise ConfigError(f"{path}: is not a regular file", "Remove it, or write a kb.toml in its place.")
        source = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    import tomllib

    try:
        text = source.decode("utf-8")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8", "Save it in that encoding.") from error
    except (ValueError, RecursionError) as error:  # 5,000 digits or brackets in a row: no TOMLDecodeError
        raise ConfigError(f"{path}: {error}", "It is written in TOML: https://toml.io") from error
    return _Reader(path, text).settings(table)


class _Reader:
    """One kb.toml, held for the places of its errors."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text

    def settings(self, table: Mapping[str, Any]) -> Settings:
        self._know(table, (*_FILES, *_TABLES))
        usual = Settings()
        forbid = self._table(table, "forbid")
        self._know(forbid, _NAMES)
        return Settings(
            include=self._strings(table, "include", usual.include),
            exclude=self._strings(table, "exclude", usual.exclude),
            max_bytes=self._size(table, usual.max_bytes),
            language=self._languages(table, usual.language),
            weights=self._weights(table, usual.weights),
            names=NameRules(
                people=self._aliases(table, "people"),
                projects=self._aliases(table, "projects"),
                not_people=frozenset(self._strings(forbid, "people", ())),
                not_projects=frozenset(self._strings(forbid, "projects", ())),
            ),
        )

    def _aliases(self, table: Mapping[str, Any], section: str) -> dict[str, tuple[str, ...]]:
        rows = self._table(table, section)
        names = {name: self._strings(rows, name, ()) for name in rows}
        bearers: dict[str, str] = {}
        for name, aliases in names.items():
            for word in {name.casefold(), *(alias.casefold() for alias in aliases)}:
                if bearers.setdefault(word, name) != name:
                    clash = f"{word!r} is given to both {bearers[word]!r} and {name!r}"
                    raise self._wrong(name, f"[{section}] {clash}", "Give it to one of them.")
        return names

    def _table(self, table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, f"{key} must be a table", f"Write [{key}] on a line of its own.")
        return value

    def _strings(self, table: Mapping[str, Any], key: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        value = table.get(key, usual)
        if isinstance(value, str):
            value = (value,)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item for item in value):
            raise self._wrong(key, f"{key} must be a list of strings", f'For example: {key} = ["…", "…"]')
        return tuple(value)

    def _size(self, table: Mapping[str, Any], usual: int) -> int:
        value = table.get("max_bytes", usual)
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            raise self._wrong("max_bytes", "max_bytes must be a number of bytes", "For example: 50_000_000")
        return value

    def _languages(self, table: Mapping[str, Any], usual: tuple[str, ...]) -> tuple[str, ...]:
        """The languages of the minutes by their codes (ISO 639-1)."""
        codes = self._strings(table, "language", usual)
        unknown = next((code for code in codes if code not in LANGUAGES), None)
        if unknown or not codes:
            hint = f"It can be one or several of {', '.join(LANGUAGES)}."
            raise self._wrong(
                "language", f"there is no language {unknown!r} here" if unknown else "no language", hint
            )
        return codes

    def _weights(self, table: Mapping[str, Any], usual: Mapping[str, float]) -> Mapping[str, float]:
        """What each part of a topic counts; those that are not named count as usual."""
        rows = self._table(table, "weights")
        self._know(rows, usual)
        for key, value in rows.items():
            if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= _HEAVIEST:
                raise self._wrong(
                    key, f"{key} must be a number above 0, at most {_HEAVIEST}", f"For example: {key} = 2.0"
                )
        return {**usual, **rows}

    def _know(self, table: Mapping[str, Any], known: Iterable[str]) -> None:
        for key in table:
            if key not in known:
                from difflib import get_close_matches

                close = get_close_matches(key, known, n=1)
                hint = f"Did you mean {close[0]!r}?" if close else f"It knows {', '.join(known)}."
                raise self._wrong(key, f"unknown key {key!r}", hint)

    def _wrong(self, key: str, message: str, hint: str) -> ConfigError:
        place = re.search(rf"""^[ \t]*\[?[ \t]*["']?{re.escape(key)}["']?[ \t]*[]=.]""", self._text, re.M)
        line = f":{self._text.count(chr(10), 0, place.start()) + 1}" if place else ""
        return ConfigError(f"{self._path}{line}: {message}", hint)
