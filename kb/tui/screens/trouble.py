"""A screen for what stops everything: what happened, what to do, and the ways out."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from index import MinutesError
from kb.tui.content import MUTED, plain


class TroubleScreen(ModalScreen[bool]):
    """An error in words; the answer is whether to try again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "dismiss(True)", "Try again"),
        Binding("escape", "dismiss(False)", "Back", key_display="esc"),
        Binding("q", "app.quit", "Quit"),
    ]

    def __init__(self, error: MinutesError) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog trouble") as dialog:
            dialog.border_title = "Trouble"
            dialog.border_subtitle = "r try again · esc back · q quit"
            lines = [Content.styled(plain(self._error.message), "bold")]
            if self._error.hint:
                lines += [Content(""), Content.styled(plain(self._error.hint), MUTED)]
            yield Static(Content("\n").join(lines))
