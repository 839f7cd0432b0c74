"""The whole meeting around a topic, scrolled to the place; Esc goes back to the hit."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.css.query import NoMatches

from index import MinutesError, Topic, add_filter
from kb.tui.content import KIND_NAMES, MUTED, border_text, plain
from kb.tui.marks import Marks
from kb.tui.reading import meeting_lines
from kb.tui.screens.paged_screen import PagedScreen
from kb.tui.screens.topic_screen import Place
from kb.tui.search_service import MeetingText
from kb.tui.widgets.key_hints import KeyHints
from kb.tui.widgets.line_list import LineList
from kb.tui.widgets.passage import Passage


class Outline(LineList):
    """The topics of a meeting, in the order of its file."""

    BINDING_GROUP_TITLE = "Topics"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.topics: Sequence[Topic] = ()

    def show(self, topics: Sequence[Topic], current: str) -> None:
        """Show topics with the cursor on one of them."""
        self.topics = topics
        at = next((row for row, topic in enumerate(topics) if topic.id == current), None)
        self.set_rows([1] * len(topics), [True] * len(topics), at)

    def row_lines(self, row: int, width: int, at_cursor: bool) -> Sequence[Content]:
        topic = self.topics[row]
        title = plain(topic.title) or KIND_NAMES[topic.kind]
        return [Content.styled(title, "" if topic.kind == "discussion" else MUTED)]


class MeetingReader(Passage):
    """The meeting's files."""

    BINDING_GROUP_TITLE = "Meeting"


class MeetingScreen(PagedScreen):
    """A meeting's files with its topics beside them."""

    AUTO_FOCUS = "MeetingReader"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back", id="leave", key_display="esc", tooltip="Back to the hits"),
        Binding("right_square_bracket", "step(1)", "Next topic", id="next_topic", key_display="]"),
        Binding(
            *("left_square_bracket", "step(-1)", "Topic before"),
            id="topic_before", show=False, key_display="[",
        ),
    ]  # fmt: skip

    def __init__(self, topic: Topic, marks: Marks, line: int | None = None) -> None:
        super().__init__()
        self._line = line or topic.start
        self._topic = topic
        self._marks = marks

    def compose(self) -> ComposeResult:
        with Horizontal(id="panes"):
            outline = Outline(id="outline")
            outline.border_title = "Topics"
            yield outline
            yield MeetingReader(id="reader")
        yield KeyHints()

    @property
    def scope(self) -> str:
        return add_filter("", "meeting", self._topic.date)

    @property
    def place(self) -> Place | None:
        topic = self._topic
        line, file = self.query_one(MeetingReader).top_line or (0, topic.file)
        return Place(topic, max(line, topic.start) if file == topic.file else line, file)

    def on_mount(self) -> None:
        self.load()

    @work(exclusive=True, group="meeting")
    async def load(self) -> None:
        """Read the meeting and show it at the topic."""
        try:
            text = await self.kb.service.read_meeting(self._topic.id)
        except (MinutesError, OSError) as error:
            why = f"{self._topic.file}: {error.strerror}" if isinstance(error, OSError) else str(error)
            self.notify(plain(why), title="This meeting cannot be read", severity="error", markup=False)
            if self.is_current:
                self.dismiss()
            self.kb.catch_up()
            return
        with suppress(NoMatches):  # as one has gone back already
            self._show(text)

    def _show(self, text: MeetingText) -> None:
        reader = self.query_one(MeetingReader)
        reader.border_title = border_text(f"{text.meeting.date} · {text.meeting.title}")
        reader.border_subtitle = border_text(text.meeting.file)
        self._lines = text
        self.query_one(Outline).show(text.meeting.topics, self._topic.id)
        reader.show(meeting_lines(text, self._topic, self._marks), self._line, self._topic.file)

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        event.stop()
        self._topic = self.query_one(Outline).topics[event.row]
        reader = self.query_one(MeetingReader)
        reader.show(meeting_lines(self._lines, self._topic, self._marks), self._topic.start, self._topic.file)

    def action_step(self, steps: int) -> None:
        """Go to the next topic of the meeting or the one before."""
        self.query_one(Outline).action_move(steps)
