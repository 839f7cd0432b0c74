"""The git repository that the minutes are in: its commits, what has changed since one, its hooks' folder.

Owns every call of git; none goes through a shell, none writes, and no name from the command line can become
an option.  Works in any working tree (a worktree, a submodule, a shallow clone); knows nothing of topics.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from index import MinutesError

Lines = tuple[tuple[int, int], ...]
_PATIENCE = 60  # seconds
_ESCAPED = re.compile(r"\\(?:([0-7]{3})|(.))", re.S)
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")


class GitError(MinutesError):
    """git is not there, the folder is in no repository, or there is no such commit."""


def ask_git(folder: Path, *arguments: str, patience: float = _PATIENCE) -> str | None:
    """What git says, without the line feed at its end; None where it says nothing or that it cannot.

    `patience` is in seconds.
    """
    done = _run(folder, *arguments, patience=patience)
    return done.stdout.removesuffix("\n") or None if done and done.returncode == 0 else None


def _run(
    folder: Path, *arguments: str, patience: float = _PATIENCE
) -> subprocess.CompletedProcess[str] | None:
    # inside of a hook git names its own repository, which need not be that of the folder
    variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=patience,
            check=False,
            env=variables,
        )
    except (OSError, subprocess.SubprocessError):
        return None


def require_repository(folder: Path, otherwise: str) -> None:
    """Raise GitError where the folder is in no working tree; `otherwise` says what to do then."""
    done = _run(folder, "rev-parse", "--is-inside-work-tree")
    if done is None:
        raise GitError("git is not installed or does not answer.", otherwise)
    if "dubious ownership" in done.stderr:
        raise GitError(
            "git does not trust this repository, which belongs to somebody else.",
            f"If you do: git config --global --add safe.directory {folder}",
        )
    if done.stdout.strip() != "true":
        raise GitError("These minutes are in no git repository.", otherwise)


def find_commit(folder: Path, name: str) -> str:
    """The hash of a commit; raises GitError where there is none of that name."""
    found = None
    if not name.startswith("-"):
        found = ask_git(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if found is None:
        shallow = ask_git(folder, "rev-parse", "--is-shallow-repository") == "true"
        hint = "This clone is shallow: `git fetch --deepen=50` gets more history." if shallow else None
        raise GitError(
            f"There is no commit {name}.", hint or "`git log` lists them; --since DATE needs none."
        )
    return found


def changed_lines(folder: Path, commit: str) -> dict[str, Lines | None]:
    """The files below the folder that differ from a commit, with the lines that are new in them.

    Lines are first and last, from 1, the last before the first where lines were only taken away between the
    two; None stands for all of a file that was not there.  Files are named relative to the folder.
    A file that was only renamed is not among them, or has no lines.
    """
    diff = ask_git(
        folder,
        *(
            "-c",
            "core.quotePath=false",
            "diff",
            "--unified=0",
            "--inter-hunk-context=0",
            "--find-renames",
            "--relative",
        ),
        *("--patch", "--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/"),
        *(commit, "--", "."),
    )
    changed = dict(_read_diff(diff or ""))
    others = ask_git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return changed | dict.fromkeys(filter(None, (others or "").split("\0")))


def _read_diff(diff: str) -> Iterator[tuple[str, Lines | None]]:
    file, is_new = "", False
    lines: list[tuple[int, int]] = []
    in_head = True
    for line in diff.split("\n"):
        if line.startswith("diff --git "):
            if file:
                yield file, None if is_new else tuple(lines)
            file, is_new, lines, in_head = "", False, [], True
        elif in_head and line.startswith("new file mode"):
            is_new = True
        elif in_head and line.startswith(("+++ b/", '+++ "b/')):
            file = _unquote(line[4:].rstrip("\t"))[2:]
        elif hunk := _HUNK.match(line):
            in_head = False
            start, count = int(hunk[1]), int(hunk[2] or 1)
            start += count == 0  # lines were taken away behind this one
            lines.append((start, start + count - 1))
    if file:
        yield file, None if is_new else tuple(lines)


def _unquote(name: str) -> str:
    """A path as git writes it, in quotes as C has them where it has unusual characters."""
    if not name.startswith('"'):
        return name
    return _ESCAPED.sub(lambda m: chr(int(m[1], 8)) if m[1] else _ESCAPES.get(m[2], m[2]), name[1:-1])


def hooks_folder(folder: Path) -> Path:
    """Where the hooks of the repository are; raises GitError where they are shared with others."""
    require_repository(folder, "Hooks belong to one: `git init` makes it.")
    shared = ask_git(folder, "config", "--get", "core.hooksPath")
    if shared:
        raise GitError(
            f"core.hooksPath sends git to {shared} for hooks, which are not this repository's alone.",
            "Add `kb new ORIG_HEAD` to the post-merge hook there.",
        )
    found = ask_git(folder, "rev-parse", "--git-path", "hooks")
    return (folder / (found or ".git/hooks")).resolve()
