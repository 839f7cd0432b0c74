"""`kb hook`: the minutes' repository tells what is new after each pull."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import NamedTuple

import click

from index import MinutesError
from kb.exits import FOUND, NOTHING
from kb.session import Session

_BEGIN, _END = "# >>> kb: what is new in the minutes", "# <<< kb"
_BLOCK = re.compile(rf"^{re.escape(_BEGIN)}\n.*?^{re.escape(_END)}\n", re.M | re.S)
_COMMANDS = {
    "post-merge": "{kb} new ORIG_HEAD",
    "post-rewrite": '[ "$1" = rebase ] && {kb} new ORIG_HEAD',  # a pull with commits of one's own
    "post-checkout": '[ "$3" = 1 ] && {kb} reindex >/dev/null',  # 1: another branch; nothing is told
}
_SHELLS = re.compile(r"#! ?(?:/usr)?/bin/(?:env )?(?:ba|da|k|z)?sh\b.*\n")


class HookError(MinutesError):
    """A hook is there that kb cannot stand beside."""


class Change(NamedTuple):
    """A hook as it is to be; no text where it is to go."""

    path: Path
    text: str


_EPILOG = "\b\nExamples:\n  kb hook install\n  kb hook remove --yes\n"


@click.group("hook", epilog=_EPILOG)
def hook_command() -> None:
    """Tell what is new in the minutes after each pull, by git's own hooks.

    The hooks post-merge, post-rewrite and post-checkout of the repository call kb; what else is in them
    stays. They never fail and never stop git.
    """


@hook_command.command("install", epilog=_EPILOG)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def install_command(session: Session, yes: bool) -> int:
    """Write the hooks, beside what is in them."""
    from kb.git import ask_git, hooks_folder

    minutes = session.minutes
    folder = hooks_folder(minutes)
    prefix = ask_git(minutes, "rev-parse", "--show-prefix") or "."
    changes = [_installed(folder / name, _block(command, prefix)) for name, command in _COMMANDS.items()]
    return _apply(session, [change for change in changes if change], yes, "They are there already.")


@hook_command.command("remove", epilog=_EPILOG)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def remove_command(session: Session, yes: bool) -> int:
    """Take kb out of the hooks again; what else is in them stays."""
    from kb.git import hooks_folder

    folder = hooks_folder(session.minutes)
    changes = [_removed(folder / name) for name in _COMMANDS]
    return _apply(session, [change for change in changes if change], yes, "There are none.")


def _block(command: str, prefix: str) -> str:
    """The lines of a hook: in a shell of their own, without input, and never a failure."""
    # -P: git runs hooks in the working tree, and a kb.py that somebody put there is not to be run
    kb = f"{shlex.quote(sys.executable)} -P -m kb -C {shlex.quote(prefix)}"
    called = command.format(kb=kb)
    return f"{_BEGIN}\n( export KB_PAGER=cat; {called} ) </dev/null 2>/dev/null || :\n{_END}\n"


def _installed(path: Path, block: str) -> Change | None:
    """The hook with the block after its first line, so that no `exit` of others comes before it."""
    text = _read(path)
    if not text:
        return Change(path, f"#!/bin/sh\n{block}")
    first = _SHELLS.match(text)
    if not first:
        raise HookError(f"{path} is no shell script.", f"Add this to it: {block.splitlines()[1]}")
    body = _BLOCK.sub("", text)
    changed = body[: first.end()] + block + body[first.end() :]
    return Change(path, changed) if changed != text else None


def _removed(path: Path) -> Change | None:
    text = _read(path)
    left = _BLOCK.sub("", text)
    return Change(path, "" if left == "#!/bin/sh\n" else left) if left != text else None


def _read(path: Path) -> str:
    if path.is_symlink():
        raise HookError(f"{path} is a link to {path.readlink()}.", "Change that file by hand.")
    try:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def _apply(session: Session, changes: list[Change], yes: bool, nothing: str) -> int:
    """Say what is to be written, ask, write."""
    env = session.env
    if not changes:
        env.note(nothing)
        return FOUND
    for path, text in changes:
        env.print(
            *([f"{path}:", *(f"  {line}" for line in text.splitlines())] if text else [f"{path}: removed"])
        )
    if not yes:
        if not env.interactive:
            raise click.UsageError("Nothing is written unasked: add --yes.")
        if not click.confirm("Write this?", default=True):
            return NOTHING
    for change in changes:
        _write(change)
    env.note(f"wrote {', '.join(change.path.name for change in changes)}")
    return FOUND


def _write(change: Change) -> None:
    """Put the hook in its place at once: git never runs half of one."""
    path, text = change
    if not text:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode | 0o111 if path.exists() else 0o755
    new = path.with_name(path.name + ".kb-new")
    with new.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)
    new.chmod(mode)
    new.replace(path)
