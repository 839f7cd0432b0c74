"""The man page, made of the help of the commands: what ``--help`` says is what ``man kb`` says.

Owns the form of a page for man (groff_man(7)).  Knows nothing of minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from textwrap import wrap

import click

from kb import __version__

_EXIT_CODES = (
    ("0", "Found, done."),
    ("1", "Nothing found; of lint: something to mend."),
    ("2", "The command or the query is wrong."),
    ("3", "Trouble with the minutes or the index."),
    ("130", "Interrupted."),
)
_FILES = (
    ("kb.toml", "In the folder of the minutes: which files are read, and what is known of names."),
    (
        "config.toml",
        "In the user's configuration folder for kb (~/.config/kb on Linux): collections, keys.",
    ),
)
_VARIABLES = (
    ("KB_PAGER, PAGER", "What long answers are shown with on a terminal; an empty value wants none."),
    ("VISUAL, EDITOR", "The editor of open; {file} and {line} in it stand for the place."),
    ("NO_COLOR", "No colour, whatever its value."),
)


def man_page(cli: click.Group) -> str:
    """The page of a command and all of its subcommands."""
    return "\n".join(_page(cli)) + "\n"


def _page(cli: click.Group) -> Iterator[str]:
    context = click.Context(cli, info_name="kb")
    first, _, rest = (cli.help or "").partition("\n\n")
    yield '.\\" made by `kb man` of the help of the commands'
    yield f'.TH KB 1 "" "kb {__version__}" "User Commands"'
    yield ".SH NAME"
    yield f"kb \\- {_text(first.rstrip('.').lower())}"
    yield ".SH SYNOPSIS"
    yield f".B kb\n{_text(' '.join(cli.collect_usage_pieces(context)))}"
    yield ".SH DESCRIPTION"
    yield from _prose(rest)
    yield ".SH OPTIONS"
    yield from _options(cli, context)
    yield ".SH COMMANDS"
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None:
            yield from _command(command, click.Context(command, info_name=name, parent=context))
    yield ".SH EXIT STATUS"
    yield from _terms(_EXIT_CODES)
    yield ".SH ENVIRONMENT"
    named = [(param.envvar, param.help or "") for param in cli.params if isinstance(param, click.Option)]
    yield from _terms([(str(name), f"{text.partition(' [')[0]}.") for name, text in named if name])
    yield from _terms(_VARIABLES)
    yield ".SH FILES"
    yield from _terms(_FILES)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f'.SS "{_text(usage)}"'
    yield from _prose(command.help or "")
    yield from _options(command, context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _terms([(f"{context.command_path} {name}", below.get_short_help_str(200))])
    if command.epilog:
        yield ".PP"
        yield from _prose(command.epilog)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    """Every flag but --help, which each command has."""
    params = (param for param in command.get_params(context) if param is not command.get_help_option(context))
    records = (param.get_help_record(context) for param in params)
    yield from _terms(record for record in records if record and record[1])


def _terms(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, text in rows:
        yield f".TP\n.B {_text(term)}"
        yield from _lines(text)


def _prose(text: str) -> Iterator[str]:
    """Paragraphs; one behind a line with ``\\b`` is shown as it is, as click does it."""
    for n, paragraph in enumerate(re.split(r"\n{2,}", cleandoc(text).strip())):
        if n:
            yield ".PP"
        kept = paragraph.startswith("\b")
        lines = paragraph.removeprefix("\b").strip("\n").split("\n")
        if kept:
            yield from (".EX", *map(_text, lines), ".EE")
        else:
            yield from _lines(" ".join(lines))


def _lines(text: str) -> Iterator[str]:
    return map(_text, wrap(text, 78, break_on_hyphens=False, break_long_words=False))


def _text(text: str) -> str:
    """Text that roff takes for text: no escape, no request, hyphens that can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return re.sub(r"^[.']", r"\\&\g<0>", text)
