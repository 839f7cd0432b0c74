"""What a shell can complete: fields of the query language, names of projects and people, years.

Owns the list of names kept beside the index, and the scripts for the shells; commands and flags are click's.
A key press must not wait: an answer needs neither Textual nor, while the list is as new as the index, Whoosh.
A name is completed as one word without anything that a shell would take (`Mei-Lin-Zhao`), which search reads
as the same name.
"""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import click
from click.shell_completion import (
    BashComplete,
    FishComplete,
    ZshComplete,
    add_completion_class,
    shell_complete,
)

from index import MinutesError
from kb.env import Environment
from kb.session import Session

VARIABLE = "_KB_COMPLETE"
_YEARS = ("date", "after", "before", "year")
_VALUES: Mapping[str, str | Sequence[str]] = {
    "project": "project",
    "collection": "collection",
    **dict.fromkeys(("person", "said", "mentions", "owner"), "person"),
    **dict.fromkeys(_YEARS, "year"),
    "in": ("agenda", "chat", "minutes"),
    "is": ("action", "decision"),
    "has": ("chat", "code", "link", "recording"),
    "sort": ("newest", "oldest", "relevance"),
    **dict.fromkeys(("title", "meeting", "link"), ()),
}
_LAST_WORD = re.compile(r"(.*\s)?([-(]*)(\S*)", re.S)
_FIELD = re.compile(r"(([a-z]+):(?:.*,)?)([^,]*)", re.I | re.S)
_NO_WORD = re.compile(r"[^\w.+#-]+")
_MOST = 300

Names = dict[str, list[str]]


def complete(kind: str, ctx: click.Context, incomplete: str) -> list[str]:
    """What may stand for the incomplete word.

    `kind` is ``project``, ``person``, ``year``, ``query``, or ``collections`` with commas between.
    """
    if kind == "collections":
        before, comma, last = incomplete.rpartition(",")
        return [before + comma + name for name in _beginning(_collections(), last)]
    if kind != "query":
        before = "".join(f"{_as_word(part)}-" for part in ctx.params.get("name") or ())  # kb person Mei-Lin Z
        found = _beginning(_names(ctx).get(kind, []), before + _NO_WORD.sub("-", incomplete))
        return [word[len(before) :] for word in found]
    quoted, signs, last = _LAST_WORD.fullmatch(incomplete).groups("")  # type: ignore[union-attr]
    return [quoted + signs + word for word in _last_words(ctx, last)]


def _last_words(ctx: click.Context, last: str) -> list[str]:
    """What may stand for the last word of a query: fields, or a field's values after its colon."""
    asked = _FIELD.fullmatch(last)
    if not asked:
        fields = [f"{field}:" for field in _VALUES]
        return _beginning(fields, last) if last else []
    values = _VALUES.get(asked[2].lower(), ())
    if values == "collection":
        values = _collections()
    known = _names(ctx).get(values, []) if isinstance(values, str) else values
    return [asked[1] + value for value in _beginning(known, asked[3])]


def _beginning(words: Sequence[str], start: str) -> list[str]:
    return [word for word in words if word.casefold().startswith(start.casefold())][:_MOST]


def _collections() -> list[str]:
    """The names of the user's collections."""
    from kb.collections import read_collections
    from kb.system import user_config

    try:
        return list(read_collections(user_config(os.environ)))
    except MinutesError:
        return []


def _names(ctx: click.Context) -> Names:
    """The names in the index, or indexes, as they are; none where one is not there or cannot be read now."""
    flags = ctx.find_root().params
    session = Session(Environment(), flags.get("folder"), flags.get("cache"), flags.get("collections"))
    names: Names = {}
    try:
        for minutes in session.folders.values():
            folder = session.index_folder(minutes)
            stamp = folder.stat().st_mtime_ns  # another with each commit, which makes and removes files in it
            kept = folder.with_name(f"{folder.name}.names")
            for kind, words in (_kept(kept, stamp) or _keep(kept, stamp, session, minutes)).items():
                names[kind] = list(dict.fromkeys([*names.get(kind, []), *words]))
    except (MinutesError, OSError, ValueError):
        return names
    return names


def _kept(path: Path, stamp: int) -> Names | None:
    """The names as they were kept, unless the index has changed since or they are not what was written."""
    try:
        written, data = path.read_bytes().split(b" ", 1)
        found: dict[str, Any] = json.loads(data)
    except (FileNotFoundError, ValueError):
        return None
    return found["names"] if int(written, 16) == crc32(data) and found["stamp"] == stamp else None


def _keep(path: Path, stamp: int, session: Session, minutes: Path) -> Names:
    """Ask the index for its names and keep them for the next key press."""
    library = session.library_over(minutes)
    years = library.search("", limit=1).facets.get("year", ())
    names = {
        "project": _words(entity.name for entity in library.projects()),
        "person": _words(entity.name for entity in library.people()),
        "year": sorted((value.name for value in years), reverse=True),
    }
    new = path.with_name(f"{path.name}-{os.getpid()}")
    data = json.dumps({"stamp": stamp, "names": names}).encode()
    new.touch(0o600, exist_ok=False)  # names of people: nobody else's business; nor is it somebody's link
    new.write_bytes(b"%08x %b" % (crc32(data), data))
    new.replace(path)
    return names


def _words(names: Any) -> list[str]:
    return list(dict.fromkeys(word for name in names if (word := _as_word(name))))


def _as_word(name: str) -> str:
    return _NO_WORD.sub("-", name).strip("-")


# -- shells ------------------------------------------------------------------------------------------------


class _Bash(BashComplete):
    """Bash takes words apart at colons and equal signs; here it hands over the line and cuts the answers."""

    source_template = """\
%(complete_func)s() {
    local IFS=$'\\n' line word before response completion type value colon=1
    line="${COMP_LINE:0:COMP_POINT}"
    word="${line##*[[:space:]]}"
    word="${word#[\\"\\']}"
    before="${word%%"$2"}"
    response=$(env COMP_WORDS="$line" %(complete_var)s=bash_complete "$1")
    COMPREPLY=()
    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"
        if [[ $type == 'dir' ]]; then
            compopt -o dirnames
        elif [[ $type == 'file' ]]; then
            compopt -o default
        else
            COMPREPLY+=("${value#"$before"}")
            [[ $value == *: ]] || colon=
        fi
    done
    [[ -n $colon ]] && compopt -o nospace 2>/dev/null
    return 0
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        words = _split(os.environ["COMP_WORDS"])
        return words[1:-1], words[-1]


class _Zsh(ZshComplete):
    """No blank after a field: its value follows."""

    source_template = ZshComplete.source_template.replace(
        "        compadd -U -V unsorted -a completions\n",
        """\
        local -a fields=(${(M)completions:#*:}) others=(${completions:#*:})
        [ -n "$fields" ] && compadd -U -V unsorted -S '' -a fields
        [ -n "$others" ] && compadd -U -V unsorted -a others
""",
    )


class _Fish(FishComplete):
    """Values may have commas: only the first one ends the type.  The order is ours: the likeliest first."""

    source_template = FishComplete.source_template.replace(
        'string split ","', 'string split -m 1 ","'
    ).replace("--no-files", "--no-files --keep-order")


def _split(line: str) -> list[str]:
    """The words of a line, the last of which is not ended, with a quote that may be open."""
    for ending in ("|", '|"', "|'"):
        try:
            words = shlex.split(line + ending)
        except ValueError:
            continue
        return [*words[:-1], words[-1].removesuffix("|")]
    return [*line.split(), ""]


def answer_shell(cli: click.Command, instruction: str) -> int:
    """Print a completion script or completions, as the variable that the script sets asks for."""
    add_completion_class(_Bash)
    add_completion_class(_Fish)
    add_completion_class(_Zsh)
    return shell_complete(cli, {}, "kb", VARIABLE, instruction)
