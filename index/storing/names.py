"""The names of the ledger as search looks them up.

Owns the key under which a written name is found (`Flux.jl`, `FluxML/Flux.jl` and `flux` are one) and the
stored table of names.  Knows no ledger: the table is made of plain names and forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from index.storing.tokens import fold

_NO_KEY = re.compile(r"[^\w+#]|_")
_SUFFIX = re.compile(r"\.(jl|js|py|rs|rb|go|cpp|net|ts|r|php)$", re.I)

Table = dict[str, Any]
"""``{"known": {name: aliases}, "forms": {key: names}}``, once for persons and once for projects."""


def name_key(written: str) -> str:
    """A name without case, accents, blanks and punctuation."""
    return _NO_KEY.sub("", fold(written))


def name_keys(written: str) -> list[str]:
    """The keys to try for what somebody typed, most exact first: as it is, without owner, without suffix."""
    last = written.strip().rstrip("/").rsplit("/", 1)[-1].removesuffix(".git")
    keys = [name_key(form) for form in (written, last, _SUFFIX.sub("", last))]
    return [key for key in dict.fromkeys(keys) if key]


def build_table(known: Mapping[str, Iterable[str]], forms: Mapping[str, Iterable[str]]) -> Table:
    """The table of one kind of names.

    `known` has the aliases of each name as written, `forms` whom else a form can mean, likeliest first.
    """
    keys: dict[str, dict[str, None]] = {}
    for form, names in forms.items():
        keys.setdefault(name_key(form), {}).update(dict.fromkeys(name for name in names if name in known))
    for name, aliases in known.items():
        for alias in aliases:
            for key in name_keys(alias):
                if key not in keys or len(keys[key]) != 1:
                    keys.setdefault(key, {})[name] = None
    for name in known:
        for key in name_keys(name):
            keys[key] = {name: None, **(keys.get(key, {}) if key != name_key(name) else {})}
    return {
        "known": {name: sorted(set(aliases)) for name, aliases in known.items()},
        "forms": {key: list(names) for key, names in sorted(keys.items()) if key and names},
    }


def meant(table: Table, written: str) -> list[str]:
    """The canonical names that a written name can mean, likeliest first; empty where it is unknown."""
    forms = table.get("forms", {})
    for key in name_keys(written):
        if key in forms:
            return list(forms[key])
    return []
