"""Every key of a screen, read from its bindings, so that it cannot be out of date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from kb.tui.content import MUTED

Section = tuple[str, Sequence[tuple[str, str]]]
_KEY_COLUMN = 20


class HelpScreen(ModalScreen[None]):
    """The keys, section by section: what works everywhere, then pane by pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,q", "dismiss", "Back", key_display="esc"),
        Binding("down,j", "scroll_keys(1)", show=False),
        Binding("up,k", "scroll_keys(-1)", show=False),
    ]

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = sections

    @classmethod
    def of(cls, screen: Screen[None]) -> HelpScreen:
        """The help of a screen."""
        panes = [node for node in screen.query("*") if node.can_focus and node.BINDING_GROUP_TITLE]
        everywhere = [*_keys(screen), *_keys(screen.app)]
        return cls(
            [("Everywhere", everywhere), *((str(pane.BINDING_GROUP_TITLE), _keys(pane)) for pane in panes)]
        )

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Keys"
            dialog.border_subtitle = "esc back"
            with VerticalScroll(can_focus=False):
                yield Static(Content("\n").join(self._lines()))

    def _lines(self) -> Iterable[Content]:
        for number, (title, keys) in enumerate(self._sections):
            if number:
                yield Content("")
            yield Content.styled(title, "bold $text-primary")
            for key, description in keys:
                yield Content.assemble((f"  {key:<{_KEY_COLUMN}}", ""), (description, MUTED))

    def action_scroll_keys(self, lines: int) -> None:
        """Scroll the keys."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def _keys(node: DOMNode) -> list[tuple[str, str]]:
    """The described keys that a node binds itself, those of one action together."""
    actions: dict[str, tuple[list[str], str]] = {}
    for cls in type(node).__mro__:
        if not cls.__module__.startswith("kb."):
            break
        for binding in cls.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.description:
                keys, _ = actions.setdefault(binding.action, ([], binding.tooltip or binding.description))
                keys += [_shown(node, key) for key in binding.key.split(",")]
    return [(" ".join(keys), description) for keys, description in actions.values()]


def _shown(node: DOMNode, key: str) -> str:
    name = node.app.get_key_display(Binding(key.strip(), "", ""))
    return name.upper() if name[:1] == "f" and name[1:].isdigit() else name
