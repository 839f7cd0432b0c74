"""`kb completion`: the script that completes commands and flags in a shell."""

from __future__ import annotations

import click

from kb.exits import FOUND
from kb.session import Session

_EPILOG = """\b
Examples:
  eval "$(kb completion bash)"                              # in ~/.bashrc; zsh alike
  kb completion fish > ~/.config/fish/completions/kb.fish
"""


@click.command("completion", epilog=_EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_obj
def completion_command(session: Session, shell: str) -> int:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    from kb.cli import cli

    script = get_completion_class(shell)
    if script is None:  # click knows these three
        raise click.UsageError(f"No completion for {shell}.")
    session.env.print(script(cli, {}, "kb", "_KB_COMPLETE").source())
    return FOUND
