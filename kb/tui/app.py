"""The terminal interface as an app: its theme, its keys, its screens."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from index import AnyLibrary
from kb.tui.preferences import action_names, read_preferences
from kb.tui.screens.search import SearchScreen
from kb.tui.screens.topic_screen import TopicScreen
from kb.tui.search_service import SearchService


class KbApp(App[None]):
    """Search a library of minutes as one types."""

    TITLE = "kb"
    CSS_PATH = Path(__file__).with_name("kb.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+p", "command_palette", "Palette", id="palette", show=False, tooltip="Every action by name"
        ),
        Binding("ctrl+q", "quit", "Quit", id="quit", show=False, priority=True, tooltip="Leave kb"),
    ]

    def __init__(
        self, library: AnyLibrary, *, sync: bool = True, initial_query: str = "", config: Path | None = None
    ) -> None:
        super().__init__()
        self.service = SearchService(library)
        self._sync = sync
        self._initial_query = initial_query
        self._config = config
        self.keys: Mapping[str, str] = {}

    def on_mount(self) -> None:
        """Take up what the user prefers."""
        if self._config is None:
            return
        preferences = read_preferences(self._config, self.available_themes, _known_actions)
        if preferences.theme is not None:
            self.theme = preferences.theme
        self.keys = preferences.keys
        self.set_keymap(dict(self.keys))
        for error in preferences.wrong:
            self.notify(error.hint or "", title=error.message, severity="error", markup=False)

    def get_default_screen(self) -> Screen[None]:
        return SearchScreen(sync=self._sync, initial_query=self._initial_query)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen, then what the screen adds, then what Textual does.

        Moving by a line or a page is none: it has neither a hint at the foot of the screen nor a tooltip.
        """
        seen = {"command_palette"}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.action not in seen and active.enabled and (binding.tooltip or binding.show):
                seen.add(binding.action)
                about = f"{binding.tooltip or binding.description} ({self.get_key_display(binding)})"
                run = partial(self.run_action, binding.action, active.node)
                yield SystemCommand(binding.description, about, run)
        if isinstance(screen, TopicScreen):
            yield from screen.palette_commands()
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)

    def get_key_display(self, binding: Binding) -> str:
        """The name of a key as it stands on keyboards: ``F2``, not ``f2``."""
        name = super().get_key_display(binding)
        return name.upper() if name[:1] == "f" and name[1:].isdigit() else name

    def search_for(self, query: str) -> None:
        """Go back to the search and ask it something."""
        main = self.screen_stack[0]
        while self.screen is not main:
            self.pop_screen()
        if isinstance(main, SearchScreen):
            main.search_for(query)

    def settle(self) -> None:
        """Spare the garbage collector what is here to stay: widgets, styles, the tables of the index.

        Walked through again and again they cost up to 130 ms between a key and its answer, on 200 topics.
        """
        gc.freeze()

    def catch_up(self) -> None:
        """Take up what may have been changed in the minutes, without a word where nothing was."""
        main = self.screen_stack[0]
        if self._sync and isinstance(main, SearchScreen):
            main.sync(quietly=True)

    def on_unmount(self) -> None:
        self.service.close()
        gc.unfreeze()


def _known_actions() -> set[str]:
    """The names of all actions whose keys can be chosen, those of screens not seen yet among them."""
    from kb.tui.screens.meeting import MeetingReader, MeetingScreen
    from kb.tui.screens.page import PageScreen, PlaceList
    from kb.tui.widgets.facet_list import FacetList
    from kb.tui.widgets.hit_list import HitList
    from kb.tui.widgets.preview import Preview
    from kb.tui.widgets.search_box import SearchBox
    from kb.tui.widgets.timeline_bars import TimelineBars

    screens = (KbApp, SearchScreen, MeetingScreen, PageScreen)
    panes = (SearchBox, HitList, Preview, FacetList, TimelineBars, MeetingReader, PlaceList)
    return action_names([*screens, *panes])
