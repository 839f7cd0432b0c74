"""The topic under the cursor, to be read beside the hits."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from index import Hit
from kb.tui.content import border_text
from kb.tui.marks import Marks
from kb.tui.reading import topic_lines
from kb.tui.widgets.passage import Passage

_DIGITS = "123456789"


class Preview(Passage):
    """A topic with its chat and its numbered links."""

    BINDING_GROUP_TITLE = "Preview"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.open_hit", "Open meeting", id="open"),
        *(
            Binding(digit, f"screen.link_number({digit})", "Open the link of this number", show=False)
            for digit in _DIGITS
        ),
    ]

    def show_hit(self, hit: Hit | None, marks: Marks, line: int) -> None:
        """Show the topic of a hit with its best line in sight, or nothing."""
        if hit is None:
            self.border_title = self.border_subtitle = ""
            self.show([])
            return
        self.border_title = border_text(hit.topic.title)
        self.border_subtitle = border_text(f"{hit.topic.file}:{hit.topic.start}")
        self.show(topic_lines(hit.topic, marks))
        self.reveal(line)
