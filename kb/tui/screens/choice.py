"""A few things, such as the links of a topic, to choose one by number, key or mouse."""

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


class ChoiceScreen(ModalScreen[int | None]):
    """Choose one of several; the answer is its place among them, counted from 0."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+l,ctrl+t", "dismiss", "Back", key_display="esc")
    ]

    def __init__(self, title: str, choices: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._title
            dialog.border_subtitle = "enter opens · esc back"
            yield OptionList(
                *(
                    Content.assemble((f"{number:>2}  ", MUTED), plain(choice))
                    for number, choice in enumerate(self._choices, 1)
                )
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character in "123456789" and int(event.character) <= len(self._choices):
            event.stop()
            self.dismiss(int(event.character) - 1)
