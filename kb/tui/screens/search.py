"""The main screen: a box to type into, and around it what the minutes answer.

Owns the conversation between the panes: the text of the box is the whole state of the search, every pane
shows the last answer to it, and each pane's doing ends as a change of that text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

from textual import on, work
from textual.app import ComposeResult, SystemCommand
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.geometry import Size
from textual.worker import WorkerError

from index import MinutesError, SearchResult, chosen_filters
from kb.tui.content import plain, plural
from kb.tui.facets import Board, next_board
from kb.tui.query import chosen_sort, without_filters
from kb.tui.screens.indexed_screen import IndexedScreen
from kb.tui.screens.paged_screen import PagedScreen
from kb.tui.screens.paned_screen import PanedScreen
from kb.tui.screens.query_screen import QueryScreen
from kb.tui.screens.topic_screen import Place
from kb.tui.widgets.facet_list import FacetList
from kb.tui.widgets.hit_list import HitList
from kb.tui.widgets.key_hints import KeyHints
from kb.tui.widgets.line_list import LineList
from kb.tui.widgets.preview import Preview
from kb.tui.widgets.search_box import SearchBox
from kb.tui.widgets.status_line import StatusLine
from kb.tui.widgets.timeline_bars import TimelineBars

_FEWEST = 20  # hits asked for at first, on a tall screen twice what it shows; scrolling brings the next
_SPACIOUS = 34  # lines of screen from which on the hits have air between them


class SearchScreen(PanedScreen, QueryScreen, PagedScreen, IndexedScreen):
    """Search as one types: facets, hits, preview and timeline around the box."""

    def __init__(self, *, sync: bool, initial_query: str = "") -> None:
        super().__init__()
        self._sync_at_start = sync
        self._initial_query = initial_query
        self._result: SearchResult | None = None
        self._board: Board | None = None
        self._words: str | None = None
        self._limit = _FEWEST
        self._index_is_new = True

    def compose(self) -> ComposeResult:
        yield SearchBox(self._initial_query, id="box")
        yield StatusLine(id="status")
        with Horizontal(id="panes"):
            yield FacetList(id="facets")
            with Vertical(id="middle"):
                yield TimelineBars(id="timeline")
                with Horizontal(id="reading"):
                    yield HitList(id="hits")
                    yield Preview(id="preview")
        yield KeyHints()

    def on_mount(self) -> None:
        titles = {"box": "Search minutes", "facets": "Filters", "timeline": "Timeline", "hits": "Hits"}
        for name, title in titles.items():
            self.query_one(f"#{name}").border_title = title
        box = self.query_one(SearchBox)
        self.set_focus(box)
        self.query_one(HitList).is_early = self._sync_at_start
        box.cursor_position = len(box.value)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Start searching once the first frame stands: loading the engine would hold it up."""
        self.keep_up(sync=self._sync_at_start)  # before asking, which would mend damage without a word
        self.ask()

    @work(exclusive=True, group="whole")
    async def _learn_whole(self) -> None:
        """Learn what the palette and the timeline need to know of all minutes."""
        with suppress(MinutesError, NoMatches):  # no panes match where the program is being left
            await self.kb.service.learn_whole()
            self.query_one(TimelineBars).reach_over(self.kb.service.timeline)
            self._show_spark()

    @property
    def scope(self) -> str:
        return self.query_one(SearchBox).value

    @property
    def place(self) -> Place | None:
        hit = self.query_one(HitList).hit
        if hit is None:
            return None
        best = next(
            (s.line for s in hit.snippets if not s.file and hit.topic.start <= s.line <= hit.topic.end),
            hit.topic.start,
        )
        return Place(hit.topic, best)

    # -- asking -------------------------------------------------------------------------------------------

    @on(SearchBox.Changed, "#box")
    def _query_changed(self) -> None:
        self.ask()

    @work(exclusive=True, group="search")
    async def ask(self, keep: str | None = None, limit: int = 0) -> None:
        """Ask what the box says; a newer question ends this one, and its answer is never shown."""
        query = self.query_one(SearchBox).value
        status = self.query_one(StatusLine)
        limit = limit or max(_FEWEST, self.size.height // 2)
        try:
            result = await self.kb.service.search(query, limit)
        except MinutesError as error:
            status.show_error(error)
        except Exception as error:  # a defect in one search must not take the whole screen away
            self.log.error(error)
            status.show_error(MinutesError(f"This search failed: {error!r}", "Other searches may work."))
        else:
            self._limit = limit
            with suppress(NoMatches):
                self._show(query, result, keep)

    def _show(self, query: str, result: SearchResult, keep: str | None) -> None:
        words = without_filters(query)
        self._board = next_board(self._board, result.facets, chosen_filters(query), words == self._words)
        self._result, self._words = result, words
        with self.app.batch_update():
            self.query_one(HitList).show(result, keep)
            self.query_one(TimelineBars).show(result.timeline)
            self.query_one(StatusLine).show_result(result, chosen_sort(query))
            self._show_spark()
            self._number_hits()
        self.call_after_refresh(self._show_around)

    def _show_around(self) -> None:
        """Show the rest of the answer a frame after the hits: they are what one waits for."""
        if self._board is not None:
            with self.app.batch_update():
                self.query_one(FacetList).show(self._board)
                self._show_preview()
        if self._index_is_new:
            self._index_is_new = False
            self.kb.settle()
            self._learn_whole()

    def _show_spark(self) -> None:
        """Show the timeline in small where there is no room for it in large."""
        spark = Content("") if self._has_timeline else self.query_one(TimelineBars).spark()
        self.query_one(StatusLine).show_spark(spark)

    def _number_hits(self) -> None:
        hits, result = self.query_one(HitList), self._result
        whole = result.total + result.related if result else 0
        at = hits.position
        hits.border_subtitle = f"{at:,} of {whole:,}" if at else ""

    def _show_preview(self) -> None:
        hits = self.query_one(HitList)
        place = self.place
        self.query_one(Preview).show_hit(hits.hit, hits.marks, place.line if place else 0)

    @on(LineList.Moved, "#hits")
    def _hit_moved(self, event: LineList.Moved) -> None:
        event.stop()
        self._number_hits()
        self.call_after_refresh(self._show_preview)

    @on(HitList.NearEnd)
    def _ask_for_more(self) -> None:
        result, hit = self._result, self.query_one(HitList).hit
        if result is not None and len(result.hits) == self._limit < result.total + result.related:
            self.ask(hit.topic.id if hit else None, self._limit * 4)

    # -- the box and the panes ----------------------------------------------------------------------------

    def _then(self, act: Callable[[], None]) -> None:
        """Do something with the hits of what has been typed, whose answer may still be on its way."""
        self.call_later(self._once_answered, act)  # after the question that the last letter asks

    @work(group="then")
    async def _once_answered(self, act: Callable[[], None]) -> None:
        while asking := [one for one in self.workers if one.group == "search" and not one.is_finished]:
            with suppress(WorkerError):
                await asking[-1].wait()
        with suppress(NoMatches):
            act()

    def action_move_hits(self, steps: int) -> None:
        """Move through the hits while the box keeps the focus; above the first, to the last query."""
        self._then(partial(self._move_hits, steps))

    def _move_hits(self, steps: int) -> None:
        box, hits = self.query_one(SearchBox), self.query_one(HitList)
        if steps < 0 and not box.value and hits.position <= 1:
            box.restore()
        else:
            hits.action_move(steps)

    def action_page_hits(self, pages: int) -> None:
        """Move through the hits by what is in sight."""
        self._then(partial(self.query_one(HitList).action_page, pages))

    @on(SearchBox.HelpAsked)
    def _help_asked(self) -> None:
        self.action_help()

    @property
    def panes(self) -> list[str]:
        return ["hits", "preview", "facets", *(["timeline"] if self._has_timeline else [])]

    @property
    def _has_timeline(self) -> bool:
        return bool(self.query_one(TimelineBars).size)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.focused is None:
            self.set_focus(self.query_one(SearchBox))

    def take_shape(self, size: Size) -> None:
        super().take_shape(size)
        self.query_one(HitList).set_spacious(size.height >= _SPACIOUS)
        self.call_after_refresh(self._show_spark)

    @on(HitList.Opened)
    def action_open_hit(self) -> None:
        """Open the whole meeting at the hit."""
        self._then(self._open_hit)

    def _open_hit(self) -> None:
        from kb.tui.screens.meeting import MeetingScreen  # not on the way to the first frame

        hits = self.query_one(HitList)
        if hits.hit is not None:
            self.app.push_screen(MeetingScreen(hits.hit.topic, hits.marks))

    @on(FacetList.PageAsked)
    def _page_asked(self, event: FacetList.PageAsked) -> None:
        event.stop()
        self.open_entity(event.field, event.name)

    def palette_commands(self) -> Iterable[SystemCommand]:
        yield from super().palette_commands()
        for field, values in (self._board.values if self._board else {}).items():
            for value in values:
                verb = "Take away" if value.chosen else "Add"
                about = f"{verb} this filter: {field} ({plural(value.count, 'topic')})"
                run = partial(self.toggle, field, value.name)
                yield SystemCommand(f"Filter: {plain(value.name)}", about, run, discover=False)

    def index_changed(self) -> None:
        """Answer the question again, in place."""
        self._index_is_new = True
        hit = self.query_one(HitList).hit
        self.ask(hit.topic.id if hit else None, self._limit)

    def show_progress(self, done: int, total: int) -> None:
        self.query_one(HitList).is_early = True
        self.query_one(StatusLine).show_progress(done, total)

    def end_progress(self) -> None:
        hits = self.query_one(HitList)
        hits.is_early = False
        hits.refresh()
        self.query_one(StatusLine).end_progress()
