"""A question as the command line asks it: words, and flags that narrow them.

Owns the flags that commands with a query share, how words and flags become one query, and that an error
speaks of what was typed: of a flag, not of the filter that it became.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from index import AnyLibrary, Entity, SearchResult

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
_KEPT = "\0"  # stands before a word like -docs while the flags are read; no argument can have it
EVERYTHING = 1_000_000


class Question(NamedTuple):
    """A query with its flags in it; `flags` has the flag that each filter came from, both as typed."""

    query: str
    flags: Mapping[str, str]

    def ask(
        self, library: AnyLibrary, *, limit: int, strict: bool = False, explain: bool = False
    ) -> SearchResult:
        """Search.  Raises QueryError, in the words of the flags where a flag is what is wrong."""
        from index import QueryError

        try:
            return library.search(self.query, limit=limit, strict=strict, explain=explain)
        except QueryError as error:
            for written, flag in self.flags.items():
                error.message = error.message.replace(written, flag, 1)
            raise


def question_of(
    words: str,
    *,
    projects: Sequence[str] = (),
    people: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    kind: str | None = None,
    sort: str | None = None,
    owner: str | None = None,
) -> Question:
    """The query as one would type it; `kind` is a value of ``in:``."""
    filters = [("project", name, f"--project {name}") for name in projects]
    filters += [("person", name, f"--person {name}") for name in people]
    given = (("after", "since", since), ("before", "until", until), ("in", "kind", kind))
    for field, flag, value in (*given, ("sort", "sort", sort), ("owner", "owner", owner)):
        filters += [(field, value, f"--{flag} {value}")] if value else []
    if filters:
        from index import add_filter

        for field, value, _ in filters:
            words = add_filter(words, field, value)
    return Question(words.strip(), {f"{field}:{value}": flag for field, value, flag in filters})


def meant_by(library: AnyLibrary, field: str, name: str) -> list[Entity]:
    """The persons or projects (`field`) that a name can mean, most topics first; none where it is unknown."""
    from index import add_filter

    entities = library.projects() if field == "project" else library.people()
    facet = library.search(add_filter("", field, name), limit=1).facets.get(field, ())
    chosen = {value.name for value in facet if value.chosen}
    return [entity for entity in entities if entity.name in chosen]


def completes(kind: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """What a shell completes here: a ``project``, a ``person``, a ``year``, ``collections``, a ``query``."""

    def completions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        from kb.completing import complete

        return complete(kind, ctx, incomplete)

    return completions


class QueryCommand(click.Command):
    """A command whose words may begin with a minus: ``-docs`` is no flag but a word to leave out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(self._keep_negated(args)))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """As click does it, which takes -project: for a flag and for nothing else."""
        found = super().shell_complete(ctx, incomplete)
        if _is_negated(incomplete):
            query = next(param for param in self.params if param.name == "query")
            found += query.shell_complete(ctx, incomplete)
        return found

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


def _join(ctx: click.Context, param: click.Parameter, words: Sequence[str]) -> str:
    return " ".join(word.removeprefix(_KEPT) for word in words)


def asks(command: Decorated) -> Decorated:
    """Give a command the words of a query and the flags that narrow it, as `question_of` takes them."""
    for decorate in reversed(
        [
            click.argument("query", nargs=-1, callback=_join, shell_complete=completes("query")),
            click.option(
                "--project",
                "projects",
                multiple=True,
                metavar="P",
                shell_complete=completes("project"),
                help="About this project; repeatable.",
            ),
            click.option(
                "--person",
                "people",
                multiple=True,
                metavar="P",
                shell_complete=completes("person"),
                help="With this person; repeatable.",
            ),
            click.option(
                "--since",
                metavar="DATE",
                shell_complete=completes("year"),
                help="In meetings from this day, month or year on.",
            ),
            click.option(
                "--until",
                metavar="DATE",
                shell_complete=completes("year"),
                help="In meetings up to this day, month or year.",
            ),
        ]
    ):
        command = decorate(command)
    return command
