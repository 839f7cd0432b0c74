"""`kb completion`: the script that completes in a shell."""

from __future__ import annotations

import click

from kb.exits import FOUND

_EPILOG = """\b
Examples:
  eval "$(kb completion bash)"                              # in ~/.bashrc; zsh alike
  kb completion fish > ~/.config/fish/completions/kb.fish
"""


@click.command("completion", epilog=_EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> int:
    """Print the completion script of a shell.

    It completes commands, flags, the fields of the query language, projects, people and years.
    """
    from kb.cli import cli
    from kb.completing import answer_shell

    answer_shell(cli, f"{shell}_source")
    return FOUND
