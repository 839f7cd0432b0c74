"""A screen from which one gets to pages: about a project or person, decisions, things to do, what is new.

What only a key asks for is imported then, and not on the way to the first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType

from index import MinutesError, SearchResult, add_filter, toggle_filter
from kb.tui.content import people_of, plain, plural
from kb.tui.query import chosen_sort
from kb.tui.screens.topic_screen import TopicScreen
from kb.tui.widgets.passage import Passage

if TYPE_CHECKING:
    from kb.tui.pages import Page

_ALL = 100_000  # more topics than a community has
_NAMES = {"project": "Project", "person": "Person"}


class PagedScreen(TopicScreen):
    """Opens pages over itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+t",
            "names",
            "About",
            id="names",
            show=False,
            tooltip="All about a project or person of this topic",
        ),
        Binding(
            "f2",
            "decisions",
            "Decisions",
            id="decisions",
            show=False,
            tooltip="What was decided in what is found",
        ),
        Binding("f3", "actions", "To do", id="actions", show=False, tooltip="What is to do by what is found"),
        Binding("f4", "news", "New", id="news", show=False, tooltip="What is new since the last pull"),
    ]

    @property
    def scope(self) -> str:
        """The query whose topics the lists of decisions and actions are about."""
        raise NotImplementedError

    def action_names(self) -> None:
        """Open the page of a project or person of the topic: the only one at once, else choose."""
        topic = self.place.topic if self.place is not None else None
        named = [("project", name) for name in topic.projects] if topic else []
        named += [("person", name) for name in people_of(topic)] if topic else []
        if not named:
            self.notify("No project or person is named here.", severity="warning", markup=False)
        elif len(named) == 1:
            self.open_entity(*named[0])
        else:
            from kb.tui.screens.choice import ChoiceScreen

            choices = [f"{_NAMES[field]}: {name}" for field, name in named]

            def chosen(at: int | None) -> None:
                if at is not None:
                    self.open_entity(*named[at])

            self.app.push_screen(ChoiceScreen("All about", choices), chosen)

    def on_passage_name_clicked(self, event: Passage.NameClicked) -> None:
        event.stop()
        self.open_entity(event.field, event.name)

    @work(exclusive=True, group="page")
    async def open_entity(self, field: str, name: str) -> None:
        """Open the page of a project or person (`field`)."""
        await self.kb.service.learn_whole()
        entity = next((one for one in self.kb.service.names[field] if one.name == name), None)
        if entity is None:
            self.notify(f"Nothing is known of {plain(name)}.", severity="warning", markup=False)
            return
        from kb.tui.pages import entity_page

        query = add_filter(add_filter("", field, name), "sort", "newest")
        await self._open_page(query, partial(entity_page, field, entity))

    @work(exclusive=True, group="page")
    async def action_decisions(self) -> None:
        """List the decisions in the topics of the query."""
        from kb.tui.pages import decisions_page

        await self._open_page(_newest(add_filter(self.scope, "is", "decision")), decisions_page)

    @work(exclusive=True, group="page")
    async def action_actions(self) -> None:
        """List what is to do by the topics of the query."""
        from kb.tui.pages import actions_page

        await self._open_page(_newest(add_filter(self.scope, "is", "action")), actions_page)

    @work(exclusive=True, group="page")
    async def action_news(self) -> None:
        """List the topics that are new or changed since the last pull."""
        from kb.news import news_since
        from kb.tui.pages import news_page
        from kb.tui.screens.page import PageScreen

        try:
            news = await self.kb.service.run(partial(news_since, self.kb.service.library, None))
        except MinutesError as error:
            self.notify(error.hint or "", title=error.message, severity="warning", markup=False)
            return
        if news:
            self.app.push_screen(PageScreen(news_page(news)))
        else:
            self.notify("Nothing is new since the last pull.", markup=False)

    async def _open_page(self, query: str, make: Callable[[SearchResult], Page]) -> None:
        from kb.tui.screens.page import PageScreen

        try:
            page = make(await self.kb.service.search(query, _ALL))
        except MinutesError as error:
            self.notify(error.hint or "", title=error.message, severity="error", markup=False)
        else:
            self.app.push_screen(PageScreen(page))

    def palette_commands(self) -> Iterable[SystemCommand]:
        yield from super().palette_commands()
        for field, entities in self.kb.service.names.items():
            for entity in entities:
                about = f"All about this {field} ({plural(entity.topics, 'topic')})"
                run = partial(self.open_entity, field, entity.name)
                yield SystemCommand(f"About: {plain(entity.name)}", about, run, discover=False)


def _newest(query: str) -> str:
    if (sort := chosen_sort(query)) is not None:
        query = toggle_filter(query, "sort", sort)
    return add_filter(query, "sort", "newest")
