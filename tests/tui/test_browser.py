"""`kb serve` in a real browser: headless Chromium, driven over its DevTools protocol."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

aiohttp = pytest.importorskip("aiohttp", reason="needs the extra `web`")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--remote-debugging-port=0", "--window-size=1400,900"),
)
# The page keeps its terminal to itself: it is caught as the page makes it, to read what stands on it.
CATCH = """
Object.defineProperty(Object.prototype, "webglAddon", {configurable: true, set(addon) {
    window.caught = this.terminal;
    Object.defineProperty(this, "webglAddon", {value: addon});
}});
"""
READ = """
(() => {
    const lines = window.caught ? window.caught.buffer.active : {length: 0};
    const all = Array.from({length: lines.length}, (_, y) => lines.getLine(y).translateToString(true));
    return all.join("\\n");
})()
"""
LOADED = """
performance.getEntriesByType("resource").filter(one => one.responseStatus).map(one => one.name)
"""

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")


class Page:
    """A page in Chromium."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._asked = 0

    async def _ask(self, method: str, **params: object) -> Any:
        self._asked += 1
        await self._socket.send_json({"id": self._asked, "method": method, "params": params})
        while (answer := await self._socket.receive_json(timeout=60)).get("id") != self._asked:
            pass
        return answer["result"]

    async def open(self, address: str) -> None:
        """Load a page whose terminal can be read."""
        await self._ask("Page.enable")
        await self._ask("Page.addScriptToEvaluateOnNewDocument", source=CATCH)
        await self._ask("Page.navigate", url=address)

    async def run(self, script: str) -> Any:
        """What an expression comes to."""
        answer = await self._ask("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value")

    async def wait_for(self, *texts: str) -> None:
        """Wait, no longer than half a minute, until all the texts stand in the terminal."""
        end, shown = time.monotonic() + 30, ""
        while not all(text in shown for text in texts):
            assert time.monotonic() < end, shown
            await asyncio.sleep(0.05)
            shown = await self.run(READ) or ""

    async def type(self, text: str) -> None:
        """Press keys, which go to whatever has the focus."""
        for key in text:
            await self._ask("Input.dispatchKeyEvent", type="keyDown", text=key, key=key)
            await self._ask("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def loaded(self) -> list[str]:
        """The addresses of everything that the page has loaded; what it was not let load has no status."""
        return [str(address) for address in await self.run(LOADED)]


@pytest.fixture
def devtools(tmp_path: Path) -> Iterator[str]:
    """The address at which a browser without a window is told what to do."""
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "about:blank"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as chromium:
        assert chromium.stderr is not None
        said = (line.partition("DevTools listening on ws://")[2] for line in chromium.stderr)
        yield "http://" + next(filter(None, said)).partition("/")[0]
        chromium.terminate()


@pytest.fixture
async def page(devtools: str) -> AsyncIterator[Page]:
    """An empty page of the browser."""
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{devtools}/json") as answer:
            pages = [one for one in await answer.json() if one["type"] == "page"]
        async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket:
            yield Page(socket)


async def test_one_types_in_a_browser_and_sees_hits(page: Page, served: str) -> None:
    await page.open(served)
    await page.wait_for("6 topics in 3 meetings", "Beacon colours")
    await page.type("tide")
    await page.wait_for("1 topic in 1 meeting", "A reader for tide tables is missing", "2022-09-06.md:14")
    assert await page.loaded()
    assert all(address.startswith(served) for address in await page.loaded())
