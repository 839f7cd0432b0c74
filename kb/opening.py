"""Where a passage can be opened: the editor at its line, its recording, its page on the forge.

Owns the command lines of editors and the forms of addresses; starts nothing itself and writes nothing.
File names and links come from untrusted minutes: paths are made absolute, so that none can pass for an
option, and only http(s) addresses are ever handed on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from index import MinutesError, Topic
from kb.system import can_be_handed, find_program, split_command, usual_editors

_BY_OPTION = {
    "vi",
    "vim",
    "nvim",
    "view",
    "gvim",
    "nano",
    "emacs",
    "emacsclient",
    "kak",
    "micro",
    "joe",
    "ne",
}
_BY_SUFFIX = {"hx", "helix", "subl", "zed", "zeditor", "pulsar"}
_BY_GOTO = {"code", "codium", "code-insiders", "cursor", "windsurf"}
_OWN_WINDOW = _BY_GOTO | {"subl", "zed", "zeditor", "gvim", "pulsar", "gedit", "kate", "notepad"}
Address = Callable[[str, int, int], str | None]
"""The page of some lines of a file, first and last."""
_PATIENCE = 3  # seconds for git: somebody waits


class OpeningError(MinutesError):
    """There is nothing to open with, or nothing to open."""


def editor_command(path: Path, line: int, environ: Mapping[str, str]) -> list[str]:
    """The arguments that open a file at a line in the editor named by VISUAL or EDITOR.

    The value may hold ``{file}`` and ``{line}``; otherwise the way to name a line is known for the common
    editors, and any other gets the path alone.  Raises OpeningError where no editor can be found.
    """
    wanted = environ.get("VISUAL") or environ.get("EDITOR") or _first_installed()
    try:
        command = split_command(wanted)
    except ValueError:
        command = []
    if not command:
        raise OpeningError("No editor to open the file with.", "Set EDITOR, for example: export EDITOR=nano")
    program, file = find_program(command[0]), str(path.absolute())
    if program is None:
        raise OpeningError(f"The editor {command[0]!r} is not installed.", "Set EDITOR to one that is.")
    if not can_be_handed(program, file):
        raise OpeningError(
            f"{program} would misread the name {file}.", "Set EDITOR to a program that is no script."
        )
    command[0] = program
    if any("{file}" in part for part in command):
        return [part.replace("{line}", str(line)).replace("{file}", file) for part in command]
    name = Path(command[0]).stem.casefold()
    if name in _BY_OPTION:
        return [*command, f"+{line}", file]
    if name in _BY_SUFFIX:
        return [*command, f"{file}:{line}"]
    if name in _BY_GOTO:
        return [*command, "--goto", f"{file}:{line}"]
    return [*command, file]


def has_own_window(command: list[str]) -> bool:
    """Whether the editor opens a window of its own and leaves the terminal alone."""
    return Path(command[0]).stem.casefold() in _OWN_WINDOW


def _first_installed() -> str:
    return next((name for name in usual_editors() if find_program(name)), "")


def is_web_address(url: str) -> bool:
    """Whether a link may be opened: http(s) with a host, and nothing a shell or browser would read twice."""
    if re.search(r"[\x00-\x20\x7f-\x9f]", url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)


def recording_address(topic: Topic) -> str | None:
    """The recording of a topic, at about its minute where the site can jump there."""
    url, seconds = topic.recording, topic.recording_seconds
    if not url or not is_web_address(url):
        return None
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if not seconds or re.search(r"[?&#]t=", url):
        return url
    if host in {"youtube.com", "youtu.be", "m.youtube.com"}:
        return f"{url}{'&' if '?' in url else '?'}t={seconds}s"
    if host == "vimeo.com":
        return f"{url}#t={seconds}s"
    return url


def source_address(folder: Path, file: str, start: int, end: int) -> str | None:
    """The lines of a file on the forge its repository came from, at the commit that is checked out.

    None where the folder is no git repository, has no remote, or the forge is not a known one.
    """
    return _on_forge(folder)(file, start, end)


def source_addresses(locate: Callable[[str], tuple[Path, str]]) -> Address:
    """`source_address` for many files, which asks git once a folder; `locate` is the library's."""
    known: dict[Path, Address] = {}

    def address(file: str, start: int, end: int) -> str | None:
        folder, name = locate(file)
        if folder not in known:
            known[folder] = _on_forge(folder)
        return known[folder](name, start, end)

    return address


def _on_forge(folder: Path) -> Address:
    from kb.git import ask_git

    remote = ask_git(folder, "config", "--get", "remote.origin.url", patience=_PATIENCE)
    commit = ask_git(folder, "rev-parse", "HEAD", patience=_PATIENCE)
    prefix = ask_git(folder, "rev-parse", "--show-prefix", patience=_PATIENCE) or ""

    def address(file: str, start: int, end: int) -> str | None:
        return forge_address(remote, commit, prefix + file, start, end) if remote and commit else None

    return address


def forge_address(remote: str, commit: str, path: str, start: int, end: int) -> str | None:
    """The page of some lines of a file, from a remote's URL (https, ssh or ``git@host:owner/name``)."""
    match = re.fullmatch(
        r"(?:(?:https?|ssh|git)://)?(?:[^@/]+@)?([\w.-]+)(?::\d+)?[:/](.+?)(?:\.git)?/?", remote
    )
    if not match:
        return None
    host, repository = match[1].casefold(), quote(match[2])
    page, lines = quote(path), f"#L{start}-L{end}" if end > start else f"#L{start}"
    if "github" in host:  # a rendered Markdown page has no line anchors, its source has
        return f"https://{host}/{repository}/blob/{commit}/{page}?plain=1{lines}"
    if "gitlab" in host:
        return f"https://{host}/{repository}/-/blob/{commit}/{page}?plain=1{lines.replace('-L', '-')}"
    if re.search("codeberg|gitea|forgejo", host):
        return f"https://{host}/{repository}/src/commit/{commit}/{page}?display=source{lines}"
    return None


def citation(topic: Topic, address: str | None) -> str:
    """A topic as one would cite it in Markdown: linked title and date, or title, date and place."""
    if address is None:
        return f"{topic.title}, {topic.date} ({topic.file}:{topic.start})"
    title = re.sub(r"([\[\]\\])", r"\\\1", topic.title)
    return f"[{title}]({address}), {topic.date}"
