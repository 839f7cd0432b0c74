"""The way from the command line into the terminal interface."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kb.exits import FOUND

if TYPE_CHECKING:
    from index import AnyLibrary


def run_interface(library: AnyLibrary, query: str = "") -> int:
    """Open the terminal interface over a library, which brings the index up to date while it runs."""
    from kb.system import user_config
    from kb.tui.app import KbApp

    app = KbApp(library=library, initial_query=query, config=user_config(os.environ))
    app.run()
    return app.return_code or FOUND
