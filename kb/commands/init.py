"""`kb init`: a kb.toml for the minutes, from what was found in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kb.exits import FOUND, USAGE
from kb.folders import CONFIG
from kb.session import Session

if TYPE_CHECKING:
    from index import Entity, Library, Problem

_MOST = 10
_EPILOG = "\b\nExamples:\n  kb init\n  kb -C ~/minutes init --print\n"


@click.command("init", epilog=_EPILOG)
@click.option("--print", "only_print", is_flag=True, help="Print it, write nothing.")
@click.pass_obj
def init_command(session: Session, only_print: bool) -> int:
    """Write a kb.toml beside the minutes, with what can be said in it and what it would say here.

    All of it is commented out: nothing changes until you take a # away. The names that kb is least sure
    of stand in it.
    """
    library, env = session.one_library(), session.env
    session.bring_up_to_date(library)
    path = library.minutes / CONFIG
    text = "\n".join(_lines(library)) + "\n"
    if only_print:
        env.print(*text.splitlines())
        return FOUND
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        env.note(f"There is a {CONFIG} already, and it stays.", "`kb init --print` prints a new one.")
        return USAGE
    env.note(f"wrote {path}")
    return FOUND


def _lines(library: Library) -> Iterator[str]:
    from index import Settings

    usual, status = Settings(), library.status()
    yield "#:schema ./kb.schema.json"
    yield "# How kb reads these minutes. Everything here is optional; take a # away from a key to say it."
    yield "# `kb config --schema > kb.schema.json` lets editors complete and check it."
    yield ""
    yield f"# Which files are read: {status.meetings:,} meetings in {status.files:,} files now."
    yield f"#include = {_list(usual.include)}"
    yield '#exclude = ["templates/**"]'
    yield from (
        f"#   skipped: {_comment(row.file)}: {_comment(row.reason)}" for row in status.skipped[:_MOST]
    )
    yield f"#max_bytes = {usual.max_bytes:_}    # larger files are skipped"
    yield '#language = ["en"]    # other forms of a word are found: de, es, fr …, or several'
    problems = library.problems()
    yield ""
    yield "# Names: the one to show, and everything else this person is called."
    yield "#[people]"
    yield from _examples(library.people())
    yield from _doubts(problems, "unresolved-name", "One word is all that is known of these:")
    yield from _doubts(problems, "ambiguous-name", "Nobody was taken for these:")
    yield ""
    yield "#[projects]"
    yield from _examples(library.projects())
    yield ""
    yield "# Words that are nobody and no project here."
    yield "#[forbid]"
    yield "#people = []"
    yield "#projects = []"
    yield ""
    yield "# How much a word counts by where it stands, beside one that was minuted."
    yield "#[weights]"
    yield from (f"#{zone} = {weight}" for zone, weight in usual.weights.items())


def _examples(entities: list[Entity]) -> Iterator[str]:
    """The names in most topics that have others beside them, as kb.toml writes them."""
    shown = [entity for entity in entities if set(entity.aliases) - {entity.name}] or entities
    for entity in shown[: _MOST // 2]:
        aliases = tuple(alias for alias in entity.aliases if alias != entity.name)
        yield f"#{_string(entity.name)} = {_list(aliases)}"


def _doubts(problems: list[Problem], code: str, head: str) -> Iterator[str]:
    doubtful = {problem.text.split(" ", 1)[0]: problem for problem in problems if problem.code == code}
    if doubtful:
        yield f"#   {head}"
    for name, problem in list(doubtful.items())[:_MOST]:
        yield f"#   {_comment(name)}, {_comment(problem.file)}:{problem.line}"
    if len(doubtful) > _MOST:
        yield f"#   and {len(doubtful) - _MOST} more: kb lint"


def _string(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's, as long as every other character stays what it is."""
    from kb.safe_text import escape_in_json

    return escape_in_json(json.dumps(text, ensure_ascii=False))


def _list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_string, texts))}]"


def _comment(text: str) -> str:
    from kb.layout import one_line

    return one_line(text)
