"""The lines under the box: how much was found and how fast, or why nothing could be."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from index import MinutesError, SearchResult
from kb.tui.content import ERROR, MUTED, notes, plain, progress_bar, summary


class StatusLine(Static):
    """Says what the last answer was; an error or a reindex under way stands before it."""

    DEFAULT_CSS = "StatusLine { height: auto; padding: 0 2; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._summary = Content("")
        self._notes: list[Content] = []
        self._spark = Content("")
        self._error: Content | None = None
        self._progress: Content | None = None

    def show_result(self, result: SearchResult, sort: str | None) -> None:
        """Sum up an answer."""
        self._summary, self._notes, self._error = summary(result, sort), notes(result), None
        self._draw()

    def show_spark(self, spark: Content) -> None:
        """Show the timeline in small at the right end, where there is room."""
        self._spark = spark
        self._draw()

    def show_error(self, error: MinutesError) -> None:
        """Say what is wrong with the query; the hits of the last answer stay."""
        hint = f"  {error.hint}" if error.hint else ""
        self._error = Content.assemble((plain(error.message), ERROR), (plain(hint), MUTED))
        self._draw()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far a reindex has come."""
        self._progress = progress_bar("Reading minutes", done, total)
        self._draw()

    def end_progress(self) -> None:
        """Take the progress away."""
        self._progress = None
        self._draw()

    def _draw(self) -> None:
        shown = [self._error] if self._error is not None else [*self._notes, self._summary]
        line = Content.styled(" · ", MUTED).join(shown)
        if self._progress is not None:
            both = Content.assemble(self._progress, "   ", line)
            line = both if both.cell_length <= self.content_size.width else self._progress
        gap = self.content_size.width - line.cell_length - self._spark.cell_length
        if self._spark and gap >= 2:
            line = Content.assemble(line, " " * gap, self._spark)
        wraps = line.cell_length > self.content_size.width
        self.update(
            line, layout=wraps or self.content_size.height > 1
        )  # the panes do not move while one types
