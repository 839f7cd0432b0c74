"""The picture of the README: the terminal interface over the sample minutes, as one SVG.

    python docs/picture.py [FILE]

Made anew whenever the interface has changed its looks.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from index import Library, SearchResult, open_library  # noqa: E402
from kb.tui.app import KbApp  # noqa: E402
from kb.tui.widgets.passage import Passage  # noqa: E402

QUERY = "gauge merge project:Brackwater"
SIZE = (120, 36)
FONTS = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"


async def draw(library: Library) -> str:
    """The search screen with an answer in every pane."""
    search = library.search

    def search_at_one_pace(query: str, *, limit: int) -> SearchResult:
        return replace(search(query, limit=limit), seconds=0.003)  # else each picture is another one

    library.search = search_at_one_pace  # type: ignore[method-assign, assignment]
    app = KbApp(library, sync=False, initial_query=QUERY)
    async with app.run_test(size=SIZE) as pilot:
        while not (app.screen.query_one("#preview", Passage).border_title and app.service.names["person"]):
            await pilot.pause()
        await pilot.pause()
        return app.export_screenshot(title="kb")


def made_small(svg: str) -> str:
    """The picture with fonts of the reader's own, so that it loads nothing, and half as long."""
    svg = re.sub(r"@font-face\s*{[^}]*}\s*", "", svg)
    svg = re.sub(r"font-family: [^;]+;", f"font-family: {FONTS};", svg)
    svg = re.sub(r'<clipPath id="[^"]*-line-\d+">.*?</clipPath>\s*', "", svg, flags=re.S)
    svg = re.sub(r' clip-path="url\(#[^"]*-line-\d+\)"', "", svg)
    return re.sub(r"terminal-\d+-", "k", svg)


def main() -> None:
    """Draw it to the file named, or to the one that the README shows."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "kb.svg"
    with tempfile.TemporaryDirectory() as cache:
        library = open_library(ROOT / "kb" / "samples", cache=Path(cache, "index"))
        library.sync()
        svg = made_small(asyncio.run(draw(library)))
        library.close()
    target.write_text(svg, encoding="utf-8")
    print(f"{target}: {len(svg):,} characters")


if __name__ == "__main__":
    main()
