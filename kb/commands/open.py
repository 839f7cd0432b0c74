"""`kb open`: from a topic to the editor, the web or the recording."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.exits import FOUND, NOTHING, TROUBLE
from kb.session import Session

if TYPE_CHECKING:
    from index import AnyLibrary, Meeting, Topic

_EPILOG = """\b
Examples:
  kb open 2023-09-12/swell-on-the-gpu
  kb open 2023-09-12/swell-on-the-gpu --recording
"""


@click.command("open", epilog=_EPILOG)
@click.argument("ref", metavar="ID|DATE")
@click.option(
    "--editor", "where", flag_value="editor", default=True, help="The file at its line, in VISUAL or EDITOR."
)
@click.option("--web", "where", flag_value="web", help="The first link of the topic, in the browser.")
@click.option("--recording", "where", flag_value="recording", help="The recording, at about the minute.")
@click.pass_obj
def open_command(session: Session, ref: str, where: str) -> int:
    """Open a topic or a meeting: in the editor, or what it links to in the browser."""
    from kb.commands.show import find

    library = session.fresh_library()
    found = find(library, ref)
    if where == "editor":
        return _edit(session, library, found)
    if where == "recording":
        return _browse(session, _recording(found), f"{ref} has no recording")
    from kb.opening import is_web_address

    links = [link for link in _links(found) if is_web_address(link)]
    code = _browse(session, links[0] if links else None, f"{ref} has no link")
    for link in links[1:]:
        session.env.note(f"also linked: {link}")
    return code


def _edit(session: Session, library: AnyLibrary, passage: Topic | Meeting) -> int:
    import subprocess

    from kb.opening import editor_command, has_own_window

    file = Path(*library.locate(passage.file))
    command = editor_command(file, passage.start, session.env.variables)
    try:
        if has_own_window(command):
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            return FOUND
        code = subprocess.run(command, check=False).returncode
    except OSError as error:
        session.env.note(f"{command[0]}: {error.strerror}", "VISUAL or EDITOR names the editor.")
        return TROUBLE
    if code:
        session.env.note(f"{command[0]} ended with {code}")
        return TROUBLE
    return FOUND


def _browse(session: Session, address: str | None, missing: str) -> int:
    """Open an address, or print it where there is no browser."""
    if address is None:
        session.env.note(missing)
        return NOTHING
    import webbrowser

    try:
        opened = webbrowser.open(address)
    except webbrowser.Error:
        opened = False
    if opened:
        session.env.note(f"opened {address}")
    else:
        session.env.note("there is no browser to open it with")
        session.env.print(address)
    return FOUND


def _recording(passage: Topic | Meeting) -> str | None:
    from index import Topic
    from kb.opening import is_web_address, recording_address

    if isinstance(passage, Topic):
        return recording_address(passage)
    return passage.recording if passage.recording and is_web_address(passage.recording) else None


def _links(passage: Topic | Meeting) -> list[str]:
    from index import Topic

    topics = [passage] if isinstance(passage, Topic) else passage.topics
    return list(dict.fromkeys(link for topic in topics for link in topic.links))
