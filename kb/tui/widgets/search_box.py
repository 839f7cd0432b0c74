"""The box one types into: it keeps the focus, and what is no text moves the hits instead."""

from __future__ import annotations

from collections import deque
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

_PAST = 100  # queries that can be had back


class SearchBox(Input):
    """The query as text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.move_hits(1)", "Next hit", id="next_hit", show=False),
        Binding(
            *("up", "screen.move_hits(-1)", "Hit before; in an empty box: the last query"),
            id="hit_before", show=False,
        ),
        Binding("pagedown", "screen.page_hits(1)", "A page of hits down", show=False),
        Binding("pageup", "screen.page_hits(-1)", "A page of hits up", show=False),
        Binding("enter", "screen.open_hit", "Open meeting", id="open"),
    ]  # fmt: skip
    BINDING_GROUP_TITLE = "Search box"

    virtual_size = reactive(Size(0, 0), layout=False)  # a longer query moves nothing else on the screen

    class HelpAsked(Message):
        """A question mark was typed into an empty box."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        self._past: deque[str] = deque(maxlen=_PAST)
        super().__init__(
            value,
            id=id,
            placeholder='Words, "a phrase", project:NAME, person:NAME, after:2023 …',
            select_on_focus=False,
        )

    async def _on_key(self, event: events.Key) -> None:
        if (
            self.app.screen is not self.screen
        ):  # typed in one burst with the key that opened what is shown now
            event.stop()
            event.prevent_default()
            self.app.screen.call_after_refresh(self.app.post_message, events.Key(event.key, event.character))
        elif event.character == "?" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.HelpAsked())
        elif not event.is_printable and (active := self.screen.active_bindings.get(event.key)):
            # Left to bubble, a key is acted on only after letters that arrived with it have been inserted:
            # in one burst, as over a slow line, ctrl+u would delete what was typed behind it.
            event.stop()
            event.prevent_default()
            await self.app.run_action(active.binding.action, active.node)
        else:
            await super()._on_key(event)

    def write(self, query: str) -> None:
        """Put a query into the box, the cursor behind it."""
        self.value = query
        self.cursor_position = len(query)

    def watch_value(self, old: str, new: str) -> None:
        """Keep what changes by more than a letter at a stroke, so that it can be had back."""
        if abs(len(old) - len(new)) > 1:
            self._past.append(old)

    def restore(self) -> None:
        """Go back to the query before the last stroke that cleared, filtered, sorted or pasted."""
        while self._past:
            query = self._past.pop()
            if query != self.value:
                past = self._past.copy()
                self.write(query)
                self._past = past
                return
