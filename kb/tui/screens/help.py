"""Every key of a screen, read from its bindings, so that it cannot be out of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from kb.tui.content import ACTION, ACTION_SIGN, DECISION, DECISION_SIGN, MUTED, PROJECT

Section = tuple[str, Sequence[tuple[str, str]]]
_KEY_COLUMN = 16
_SIGNS = Content.assemble(
    (DECISION_SIGN, DECISION), (" a decision   ", MUTED),
    (ACTION_SIGN, ACTION), (" something to do   ", MUTED),
    ("●", PROJECT), (" a filter that is on", MUTED),
)  # fmt: skip


class HelpScreen(ModalScreen[None]):
    """The keys, section by section: what works everywhere, then pane by pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,q", "dismiss", "Back", key_display="esc"),
        Binding("down,j", "scroll_keys(1)", show=False),
        Binding("up,k", "scroll_keys(-1)", show=False),
        Binding("pagedown,space,ctrl+d", "scroll_keys(10)", show=False),
        Binding("pageup,ctrl+u", "scroll_keys(-10)", show=False),
        Binding("home,g", "scroll_keys(-1000)", show=False),
        Binding("end,G", "scroll_keys(1000)", show=False),
    ]

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = sections

    @classmethod
    def of(cls, screen: Screen[None], chosen: Mapping[str, str]) -> HelpScreen:
        """The help of a screen; `chosen` are the user's own keys by action."""
        panes = [node for node in screen.query("*") if node.can_focus and node.BINDING_GROUP_TITLE]
        bases = {base: pane for pane in panes for base in _own_classes(pane)[1:]}
        shared = {base: pane for base, pane in bases.items() if "BINDING_GROUP_TITLE" in vars(base)}
        everywhere = [key for node in (screen, screen.app) for key in _keys(node, _own_classes(node), chosen)]
        sections: list[Section] = [("Everywhere", everywhere)]
        for kind, node in [*((type(pane), pane) for pane in panes), *shared.items()]:
            sections.append((str(vars(kind)["BINDING_GROUP_TITLE"]), _keys(node, [kind], chosen)))
        return cls([section for section in sections if section[1]])

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Keys"
            dialog.border_subtitle = "esc back"
            with VerticalScroll(can_focus=False):
                yield Static(Content("\n").join(self._lines()))

    def _lines(self) -> Iterable[Content]:
        yield _SIGNS
        for title, keys in self._sections:
            yield Content("")
            yield Content.styled(title, "bold $text-primary")
            for key, description in keys:
                yield Content.assemble((f"  {key:<{_KEY_COLUMN}}", ""), (description, MUTED))

    def action_scroll_keys(self, lines: int) -> None:
        """Scroll the keys."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def _keys(node: DOMNode, classes: Iterable[type], chosen: Mapping[str, str]) -> list[tuple[str, str]]:
    """The described keys that some classes of a node bind, those that do the same together.

    `chosen` are the user's own keys by action.
    """
    keys: dict[str, list[str]] = {}
    for cls in classes:
        for binding in cls.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.description:
                same = keys.setdefault(binding.tooltip or binding.description, [])
                names = chosen.get(binding.id or "", binding.key).split(",")
                same += [node.app.get_key_display(Binding(key.strip(), "", "")) for key in names]
    return [(" ".join(same), description) for description, same in keys.items()]


def _own_classes(node: DOMNode) -> list[type]:
    """The classes of a node that are kb's, the most particular first."""
    return list(takewhile(lambda cls: cls.__module__.startswith("kb."), type(node).__mro__))
