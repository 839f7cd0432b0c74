"""One quiet line that names the keys that matter now; each can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from kb.tui.content import MUTED

_KEY_META = "kb_key"
_GAP = "   "
ALWAYS = ("help", "command_palette")  # at the right end, on every screen


class KeyHints(Widget):
    """As many of the screen's shown keys as fit, the most particular first."""

    DEFAULT_CSS = "KeyHints { dock: bottom; height: 1; padding: 0 1; }"

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda screen: self.refresh())

    def render(self) -> Content:
        always = Content(_GAP).join(self._hint(binding) for binding in self._shown_bindings(ALWAYS))
        room = self.content_size.width - always.cell_length - len(_GAP)
        line = Content("")
        for binding in self._shown_bindings():
            hint = self._hint(binding)
            if line.cell_length + hint.cell_length > room:
                break
            line = Content.assemble(line, hint, _GAP)
        return Content.assemble(line, " " * (room + len(_GAP) - line.cell_length), always)

    def _shown_bindings(self, actions: Sequence[str] = ()) -> list[Binding]:
        """The bindings of these actions, or all that are to be shown, one an action."""
        found: dict[str, Binding] = {}
        focused = self.screen.focused  # the keys of the pane one is in come first
        for active in sorted(self.screen.active_bindings.values(), key=lambda a: a.node is not focused):
            binding = active.binding
            shown = binding.action in actions if actions else binding.show and binding.action not in ALWAYS
            if shown and active.enabled:
                found.setdefault(binding.action, binding)
        return list(found.values())

    def _hint(self, binding: Binding) -> Content:
        hint = Content.assemble(
            (self.app.get_key_display(binding), "$text-primary"), (f" {binding.description}", MUTED)
        )
        return hint.stylize(Style.from_meta({_KEY_META: binding.key}))

    def on_click(self, event: events.Click) -> None:
        key = event.style.meta.get(_KEY_META)
        if key:
            event.stop()
            self.app.simulate_key(key)
