"""The way from the command line into the terminal interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.exits import FOUND

if TYPE_CHECKING:
    from index import Library


def run_interface(library: Library, query: str = "") -> int:
    """Open the terminal interface over a library, which brings the index up to date while it runs."""
    from kb.tui.app import KbApp
    from kb.tui.keys import user_config

    app = KbApp(library=library, initial_query=query, config=user_config())
    app.run()
    return app.return_code or FOUND
