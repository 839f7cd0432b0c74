"""The links of a topic, to choose one by number, key or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from kb.tui.content import MUTED, plain


class LinkScreen(ModalScreen[str | None]):
    """Choose one of several links; the answer is its address."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+l", "dismiss", "Back", key_display="esc")]

    def __init__(self, links: Sequence[str]) -> None:
        super().__init__()
        self._links = links

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Links"
            dialog.border_subtitle = "enter opens · esc back"
            yield OptionList(
                *(
                    Content.assemble((f"{number:>2}  ", MUTED), plain(url))
                    for number, url in enumerate(self._links, 1)
                )
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._links[event.option_index])

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character in "123456789" and int(event.character) <= len(self._links):
            event.stop()
            self.dismiss(self._links[int(event.character) - 1])
