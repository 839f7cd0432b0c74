"""`kb search`: ask for topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kb.asking import Decorated, QueryCommand, Question, asks, question_of
from kb.exits import FOUND, NOTHING
from kb.session import Session

if TYPE_CHECKING:
    from index import AnyLibrary, SearchResult

_KINDS = {"discussion": "minutes", "minutes": "minutes", "agenda": "agenda", "chat": "chat"}
_FORMS = ("text", "json", "jsonl", "vimgrep")
_NARROWING = ("projects", "people", "since", "until", "sort")  # flags that become part of the query

_EPILOG = """\b
Examples:
  kb search merge readers -docs --project GaugeIO --since 2023
  kb search 'is:decision "stay apart"' --json | jq '.hits[].id'

A word with a minus is left out (-docs). Quote what the shell would take:
'"a phrase"', 'a (b OR c)'. All fields are in the README: project:, person:,
said:, owner:, date:, title:, in:, is:, has:, link:, sort:.
"""


class _SearchCommand(QueryCommand):
    """Wants to be asked something, and be it for everything."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            raise click.UsageError('What to search for? `kb search ""` lists everything, newest first.', ctx)
        return super().parse_args(ctx, args)


def search_flags(command: Decorated) -> Decorated:
    """Give a command the query and all flags of a search, as `run_search` takes them."""
    for decorate in reversed(
        [
            asks,
            click.option(
                "--kind", type=click.Choice(list(_KINDS)), help="Only what was minuted, planned or chatted."
            ),
            click.option(
                "--sort", type=click.Choice(["relevance", "newest", "oldest"]), help="The order of the hits."
            ),
            click.option(
                "-n",
                "--limit",
                metavar="N",
                type=click.IntRange(min=1),
                default=20,
                show_default=True,
                help="Most hits.",
            ),
            click.option(
                "--format",
                "form",
                type=click.Choice(_FORMS),
                default="text",
                help="vimgrep is file:line:column:text, for an editor's list.",
            ),
            click.option(
                "--json", "form", flag_value="json", help="Print one JSON object with hits and facets."
            ),
            click.option("--jsonl", "form", flag_value="jsonl", help="Print one JSON object a hit."),
            click.option(
                "--strict", is_flag=True, help="All words as typed: no partial hits, no other spelling."
            ),
            click.option(
                "--explain",
                is_flag=True,
                help="Tell how the query was read and why a hit ranks where it does.",
            ),
            click.option(
                "--no-sync",
                is_flag=True,
                help="Search the index as it is, whatever has changed in the folder.",
            ),
        ]
    ):
        command = decorate(command)
    return command


@click.command("search", cls=_SearchCommand, epilog=_EPILOG)
@search_flags
@click.pass_obj
def search_command(session: Session, /, query: str, **flags: Any) -> int:
    """Search topics by words and filters, best first.

    Words side by side must all be there; topics with some of them follow. Flags narrow the query as
    filters in it do: --project GaugeIO is project:GaugeIO. Without any words, newest come first.
    """
    return run_search(session, session.library(), query, **flags)


def run_search(
    session: Session, library: AnyLibrary, query: str, *, no_sync: bool, kind: str | None, **flags: Any
) -> int:
    """Search as the flags say, on an index brought up to date, and print the answer."""
    narrowing = {name: flags.pop(name) for name in _NARROWING}
    question = question_of(query, kind=_KINDS.get(kind or ""), **narrowing)
    if not no_sync:
        session.bring_up_to_date(library)
    return _answer(session, library, question, **flags)


def _answer(
    session: Session,
    library: AnyLibrary,
    question: Question,
    *,
    limit: int,
    form: str,
    strict: bool,
    explain: bool,
) -> int:
    """Print the answer in the form that was asked for, and tell whether there was one."""
    result = question.ask(library, limit=limit, strict=strict, explain=explain)
    env = session.env
    if note := answer_note(result):
        env.note(note)
    if form == "vimgrep":
        from kb.quickfix import vimgrep_lines

        env.print_all(vimgrep_lines(result.hits, library))
    elif form != "text":
        from kb.json_output import hit_record, json_line, result_record

        records = map(hit_record, result.hits) if form == "jsonl" else [result_record(result)]
        env.print_all(map(json_line, records))
    elif result.hits:
        from kb.render import search_lines

        env.page(search_lines(result, env.look_at(library)))
    return FOUND if result.hits else NOTHING


def answer_note(result: SearchResult) -> str:
    """What the person should know beside the hits: another spelling, a name that nobody bears, nothing."""
    notes = list(dict.fromkeys(result.notes))
    if result.corrected and not any(result.corrected in note for note in notes):
        notes.insert(0, f"nothing found as typed; this is the answer to: {result.corrected}")
    if not result.hits and not notes:
        notes.append("nothing found")
    return "; ".join(notes)
