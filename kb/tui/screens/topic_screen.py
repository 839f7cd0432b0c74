"""What can be done with the topic that a screen shows, whichever screen it is.

What only a key asks for is imported then, and not on the way to the first frame.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual import events, work
from textual.app import SuspendNotSupported, SystemCommand
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen

from index import Topic
from kb.opening import (
    OpeningError,
    citation,
    editor_command,
    has_own_window,
    is_web_address,
    recording_address,
    source_address,
)
from kb.tui.content import plain
from kb.tui.widgets.passage import Passage

if TYPE_CHECKING:
    from kb.tui.app import KbApp

_WIDE = 100  # columns from which on the panes stand side by side
_ROOMY = 140  # columns from which on they are wide
_TALL = 30  # lines from which on there is a timeline
_TEXT_BROWSERS = {"www-browser", "browsh", "elinks", "links", "lynx", "w3m"}


class Place(NamedTuple):
    """A topic and the line at which one is reading, of its file or another one."""

    topic: Topic
    line: int
    file: str = ""


class TopicScreen(Screen[None]):
    """A screen with a place in the minutes, and the keys that act on it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+e",
            "edit",
            "Edit",
            id="edit",
            priority=True,
            tooltip="Open the file in your editor at this line",
        ),
        Binding(
            "ctrl+o",
            "recording",
            "Recording",
            id="recording",
            tooltip="Open the recording at about this minute",
        ),
        Binding("ctrl+l", "link", "Links", id="links", tooltip="Open a link of this topic in the browser"),
        Binding(
            "ctrl+b",
            "forge",
            "On the forge",
            id="forge",
            show=False,
            tooltip="Open these lines on the forge (GitHub …)",
        ),
        Binding("ctrl+y", "copy_link", "Copy link", id="copy_link", tooltip="Copy a link to these lines"),
        Binding(
            "f1,question_mark",
            "help",
            "Help",
            id="help",
            key_display="F1",
            tooltip="Show every key of this screen",
        ),
    ]

    @property
    def kb(self) -> KbApp:
        """The app, known for what it is."""
        return cast("KbApp", self.app)

    @property
    def place(self) -> Place | None:
        """Where one is reading, or None where there is nothing to read."""
        raise NotImplementedError

    def take_shape(self, size: Size) -> None:
        """Set the classes that the style sheet knows for a size of the screen.

        Textual's own breakpoints set them after the first layout, which would be seen for a moment, and not
        on a screen that another one covers.
        """
        classes = {
            "-narrow": size.width < _WIDE,
            "-roomy": size.width >= _ROOMY,
            "-short": size.height < _TALL,
        }
        if any(self.has_class(name) != wanted for name, wanted in classes.items()):
            for name, wanted in classes.items():
                self.set_class(wanted, name)
            self.app.stylesheet.update(self)  # dear, and asked for several times at the start

    def on_resize(self, event: events.Resize) -> None:
        self.take_shape(event.size)

    def on_screen_resume(self) -> None:
        self.take_shape(self.app.size)

    def palette_commands(self) -> Iterable[SystemCommand]:
        """What the palette offers beyond the keys of the screen."""
        yield SystemCommand("Copy citation", "Copy title, link and date as Markdown", self.copy_citation)
        yield SystemCommand("Copy passage", "Copy the lines of this topic as Markdown", self.copy_passage)

    def action_help(self) -> None:
        """Show every key of this screen."""
        from kb.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen.of(self, self.kb.keys))

    # -- opening ------------------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Open the file in the editor, at the line."""
        if self.place is None:
            return
        if self.app.is_web:  # it would open on the machine that serves
            self.notify("In a browser there is no editor.", severity="warning", markup=False)
            return
        topic, line, file = self.place
        file = file or topic.file
        path = self.kb.service.path(file)
        try:
            command = editor_command(path, line, os.environ)
        except OpeningError as error:
            self._complain(error)
            return
        try:
            if has_own_window(command):
                subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
                self.notify(f"Opened {plain(file)} at line {line}.", markup=False)
            else:
                with self.app.suspend():
                    subprocess.run(command, check=False)
                self.kb.catch_up()
        except SuspendNotSupported:
            self.notify("This terminal cannot be handed to an editor.", severity="warning", markup=False)
        except OSError as error:
            self.notify(f"The editor did not start: {error.strerror}.", severity="error", markup=False)

    def action_recording(self) -> None:
        """Open the recording at about the minute."""
        if self.place is None:
            return
        address = recording_address(self.place.topic)
        if address is None:
            self.notify("No recording is linked in this meeting.", severity="warning", markup=False)
        else:
            self.open_address(address)

    def action_link(self) -> None:
        """Open a link of the topic: the only one at once, else choose."""
        if self.place is None:
            return
        links = [url for url in self.place.topic.links if is_web_address(url)]
        if not links:
            self.notify("There is no link in this topic.", severity="warning", markup=False)
        elif len(links) == 1:
            self.open_address(links[0])
        else:
            from kb.tui.screens.choice import ChoiceScreen

            def chosen(at: int | None) -> None:
                if at is not None:
                    self.open_address(links[at])

            self.app.push_screen(ChoiceScreen("Links", links), chosen)

    def action_link_number(self, number: int) -> None:
        """Open a link of the topic by its number."""
        links = self.place.topic.links if self.place is not None else ()
        if 0 < number <= len(links):
            self.open_address(links[number - 1])

    def on_passage_link_clicked(self, event: Passage.LinkClicked) -> None:
        event.stop()
        self.open_address(event.url)

    @work
    async def open_address(self, url: str) -> None:
        """Hand an http(s) address to the browser; where there is none, to the clipboard."""
        if not is_web_address(url):
            self.notify("Only http and https links are opened.", severity="warning", markup=False)
        elif self.app.is_web:
            self.app.open_url(url)
        elif await self.kb.service.run(partial(_browse, url)):
            self.notify(plain(url), title="Opened in the browser", markup=False)
        else:
            self.app.copy_to_clipboard(url)
            self.notify(plain(url), title="No browser here: copied the link", markup=False)

    @work
    async def action_forge(self) -> None:
        """Open the lines on the forge that the repository of the minutes came from."""
        if (place := self.place) is None:
            return
        address = await self._source_address(place.topic)
        if address is None:
            self.notify(
                "These minutes have no remote on a forge that kb knows.", severity="warning", markup=False
            )
        else:
            self.open_address(address)

    # -- copying ------------------------------------------------------------------------------------------

    @work
    async def action_copy_link(self) -> None:
        """Copy a link to the lines on the forge, or where there is none the file and line."""
        if (place := self.place) is not None:
            address = await self._source_address(place.topic)
            self._copy(address or f"{place.topic.file}:{place.topic.start}", "Copied the link")

    @work
    async def copy_citation(self) -> None:
        """Copy title, link and date."""
        if (place := self.place) is not None:
            self._copy(citation(place.topic, await self._source_address(place.topic)), "Copied the citation")

    def copy_passage(self) -> None:
        """Copy the lines of the topic as they stand in the file."""
        if (place := self.place) is not None:
            self._copy(place.topic.text, "Copied the passage")

    async def _source_address(self, topic: Topic) -> str | None:
        folder, file = self.kb.service.library.locate(topic.file)
        return await self.kb.service.run(partial(source_address, folder, file, topic.start, topic.end))

    def _copy(self, text: str, title: str) -> None:
        self.app.copy_to_clipboard(text)
        first, *more = plain(text).split("\n")
        self.notify(first + (" …" if more else ""), title=title, markup=False)

    def _complain(self, error: OpeningError) -> None:
        self.notify(error.hint or "", title=error.message, severity="error", markup=False)


def _browse(url: str) -> bool:
    """Open a page in a graphical browser; one that would take the terminal does not count."""
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return getattr(browser, "basename", "") not in _TEXT_BROWSERS and browser.open(url)
