"""`kb search`: ask for topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kb.exits import FOUND, NOTHING
from kb.session import Session

if TYPE_CHECKING:
    from index import Library, SearchResult

_KINDS = {"discussion": "minutes", "minutes": "minutes", "agenda": "agenda", "chat": "chat"}
_NARROWING = ("projects", "people", "since", "until", "kind", "sort")  # flags that become part of the query
_KEPT = "\0"  # stands before a word like -docs while the flags are read; no argument can have it

_EPILOG = """\b
Examples:
  kb search merge readers -docs --project GaugeIO --since 2023
  kb search 'is:decision "quality flags"' --json | jq '.hits[].id'

A word with a minus is left out (-docs). Quote what the shell would take:
'"a phrase"', 'a (b OR c)'. All fields are in the README: project:, person:,
said:, owner:, date:, title:, in:, is:, has:, link:, sort:.
"""


class _QueryCommand(click.Command):
    """A command whose words may begin with a minus: ``-docs`` is no flag but a word to leave out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(self._keep_negated(args)))

    def _keep_negated(self, args: Sequence[str]) -> Sequence[str]:
        valued = {
            flag
            for param in self.params
            if isinstance(param, click.Option) and not param.is_flag
            for flag in param.opts
        }
        kept: list[str] = []
        for n, arg in enumerate(args):
            if arg == "--":
                return [*kept, *args[n:]]
            is_value = n > 0 and args[n - 1] in valued
            kept.append(_KEPT + arg if not is_value and _is_negated(arg) else arg)
        return kept


def _is_negated(arg: str) -> bool:
    return len(arg) > 2 and arg[0] == "-" and arg[1] != "-" and not (arg[1] == "n" and arg[2:].isdecimal())


def _restore(ctx: click.Context, param: click.Parameter, words: Sequence[str]) -> str:
    return " ".join(word.removeprefix(_KEPT) for word in words)


@click.command("search", cls=_QueryCommand, epilog=_EPILOG)
@click.argument("query", nargs=-1, callback=_restore)
@click.option("--project", "projects", multiple=True, metavar="P", help="About this project; repeatable.")
@click.option("--person", "people", multiple=True, metavar="P", help="With this person; repeatable.")
@click.option("--since", metavar="DATE", help="In meetings from this day, month or year on.")
@click.option("--until", metavar="DATE", help="In meetings up to this day, month or year.")
@click.option("--kind", type=click.Choice(list(_KINDS)), help="Only what was minuted, planned or chatted.")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), help="The order of the hits.")
@click.option("-n", "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Most hits.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with hits and facets.")
@click.option("--jsonl", is_flag=True, help="Print one JSON object a hit.")
@click.option("--strict", is_flag=True, help="All words as typed: no partial hits, no other spelling.")
@click.option(
    "--explain", is_flag=True, help="Tell how the query was read and why a hit ranks where it does."
)
@click.option(
    "--no-sync", is_flag=True, help="Search the index as it is, whatever has changed in the folder."
)
@click.pass_obj
def search_command(session: Session, /, query: str, no_sync: bool, **flags: Any) -> int:
    """Search topics by words and filters, best first.

    Words side by side must all be there; topics with some of them follow. Flags narrow the query as
    filters in it do: --project GaugeIO is project:GaugeIO.
    """
    asked = query_of(query, **{name: flags.pop(name) for name in _NARROWING})
    if not asked:
        raise click.UsageError("What to search for? Give words, filters or both.")
    library = session.library() if no_sync else session.fresh_library()
    return answer(session, library, asked, **flags)


def query_of(
    query: str,
    projects: Sequence[str],
    people: Sequence[str],
    since: str | None,
    until: str | None,
    kind: str | None,
    sort: str | None,
) -> str:
    """The query with the flags in it, as one would type it."""
    filters = [("project", name) for name in projects] + [("person", name) for name in people]
    given = (("after", since), ("before", until), ("in", _KINDS.get(kind or "")), ("sort", sort))
    filters += [(field, value) for field, value in given if value]
    if filters:
        from index import add_filter

        for field, value in filters:
            query = add_filter(query, field, value)
    return query.strip()


def answer(
    session: Session,
    library: Library,
    query: str,
    *,
    limit: int = 20,
    as_json: bool = False,
    jsonl: bool = False,
    strict: bool = False,
    explain: bool = False,
) -> int:
    """Search, print the answer in the form that was asked for, and tell whether there was one."""
    result = library.search(query, limit=limit, strict=strict, explain=explain)
    env = session.env
    for note in _notes(result):
        env.note(note)
    if as_json or jsonl:
        from kb.json_output import hit_record, json_line, result_record

        records = map(hit_record, result.hits) if jsonl else [result_record(result)]
        env.print_all(map(json_line, records))
    elif result.hits:
        from kb.render import search_lines

        env.page(search_lines(result, env.look))
    return FOUND if result.hits else NOTHING


def _notes(result: SearchResult) -> list[str]:
    notes = list(result.notes)
    if result.corrected and not any(result.corrected in note for note in notes):
        notes.insert(0, f"nothing found as typed; this is the answer to: {result.corrected}")
    if not result.hits and not notes:
        notes.append("nothing found")
    return notes
