"""`kb config`: what is in force, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from kb.exits import FOUND
from kb.session import Session

if TYPE_CHECKING:
    from pathlib import Path

_EPILOG = "\b\nExamples:\n  kb config\n  kb -C ~/minutes config --json | jq .minutes.value\n"
_USUAL = "as usual"
_PROGRAMS = (("editor", ("VISUAL", "EDITOR")), ("pager", ("KB_PAGER", "PAGER")), ("browser", ("BROWSER",)))


class Setting(NamedTuple):
    """One thing that is in force: its value, and who said so."""

    name: str
    value: Any
    source: str


@click.command("config", epilog=_EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of kb.toml, for editors.")
@click.pass_context
def config_command(ctx: click.Context, as_json: bool, schema: bool) -> int:
    """Print what is in force: folders, files, names and programs, each with where it comes from.

    In `kb config --schema > kb.schema.json`, beside kb.toml, editors find what they need to complete and
    check it.
    """
    session: Session = ctx.obj
    if schema:
        from importlib.resources import files

        session.env.print(files("kb").joinpath("kb.schema.json").read_text(encoding="utf-8").rstrip())
        return FOUND
    rows = list(_settings(session, ctx))
    if as_json:
        from kb.json_output import json_line

        session.env.print(json_line({row.name: {"value": row.value, "source": row.source} for row in rows}))
        return FOUND
    from kb.layout import one_line, table

    session.env.page(table([(row.name, one_line(row.source), one_line(_shown(row.value))) for row in rows]))
    return FOUND


def _settings(session: Session, ctx: click.Context) -> Iterator[Setting]:
    from kb.collections import read_collections
    from kb.config import read_settings
    from kb.system import user_config

    path = user_config(session.env.variables)
    named = {name: str(folder) for name, folder in read_collections(path).items()}
    yield Setting("collections", named, str(path) if named else _USUAL)
    minutes = session.minutes
    chosen = _flag(ctx, "collections", "-c", "", "")
    yield Setting(
        "minutes",
        str(minutes),
        chosen or _flag(ctx, "folder", "-C", "KB_MINUTES", "found from the current folder"),
    )
    library = session.library_over(minutes)
    yield Setting(
        "index", library.status().cache, _flag(ctx, "cache", "--cache", "KB_CACHE", "the user's cache")
    )
    yield Setting("color", session.env.colored, _color(session, ctx))
    settings, said = read_settings(minutes), _said(minutes)
    for name in ("include", "exclude", "max_bytes", "language", "weights"):
        value = getattr(settings, name)
        value = dict(value) if isinstance(value, Mapping) else value
        yield Setting(name, list(value) if isinstance(value, tuple) else value, said.get(name, _USUAL))
    names = settings.names
    yield Setting(
        "people", {name: list(row) for name, row in names.people.items()}, said.get("people", _USUAL)
    )
    yield Setting(
        "projects", {name: list(row) for name, row in names.projects.items()}, said.get("projects", _USUAL)
    )
    forbidden = {"people": sorted(names.not_people), "projects": sorted(names.not_projects)}
    yield Setting("forbid", {kind: row for kind, row in forbidden.items() if row}, said.get("forbid", _USUAL))
    for name, variables in _PROGRAMS:
        given = next((v for v in variables if session.env.variables.get(v)), "")
        yield Setting(name, session.env.variables.get(given, ""), given or _USUAL)


def _flag(ctx: click.Context, name: str, flag: str, variable: str, otherwise: str) -> str:
    source = ctx.find_root().get_parameter_source(name)
    return {"COMMANDLINE": flag, "ENVIRONMENT": variable}.get(source.name if source else "", otherwise)


def _color(session: Session, ctx: click.Context) -> str:
    if _flag(ctx, "color", "--color", "", "") and ctx.find_root().params["color"] != "auto":
        return "--color"
    return "NO_COLOR" if session.env.variables.get("NO_COLOR") else _USUAL


def _said(minutes: Path) -> dict[str, str]:
    """The keys that kb.toml has, with its path."""
    from kb.folders import CONFIG

    path = minutes / CONFIG
    if not path.exists():
        return {}
    import tomllib

    return dict.fromkeys(tomllib.loads(path.read_text(encoding="utf-8")), str(path))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} = {_shown(row)}" for name, row in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or "none"
