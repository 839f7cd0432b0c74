"""`kb serve` in a real browser: headless Chromium, driven over ChromeDriver's own HTTP interface."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--window-size=1400,900",
)
# The page keeps its terminal to itself: it is caught as the page makes it, to read what stands on it.
CATCH = """
Object.defineProperty(Object.prototype, "webglAddon", {configurable: true, set(addon) {
    window.caught = this.terminal;
    Object.defineProperty(this, "webglAddon", {value: addon});
}});
"""
READ = """
const lines = window.caught ? window.caught.buffer.active : {length: 0};
return Array.from({length: lines.length}, (_, y) => lines.getLine(y).translateToString(true)).join("\\n");
"""
LOADED = """
const all = performance.getEntriesByType("resource");
return all.filter(one => one.responseStatus).map(one => one.name);
"""

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no Chromium with its driver is installed")


class Browser:
    """A page in Chromium."""

    def __init__(self, driver: str, profile: Path) -> None:
        options = {"binary": CHROMIUM, "args": [*FLAGS, f"--user-data-dir={profile}"]}
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
        self._session = f"{driver}/session"
        self._session += "/" + self._ask("", wanted)["sessionId"]

    def _ask(self, path: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            self._session + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, address: str) -> None:
        """Load a page whose terminal can be read."""
        catch = {"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": CATCH}}
        self._ask("/goog/cdp/execute", catch)
        self._ask("/url", {"url": address})

    def run(self, script: str) -> Any:
        """What a script returns."""
        return self._ask("/execute/sync", {"script": script, "args": []})

    def wait_for(self, *texts: str) -> None:
        """Wait, no longer than half a minute, until all the texts stand in the terminal."""
        end = time.monotonic() + 30
        while not all(text in self.run(READ) for text in texts):
            assert time.monotonic() < end, self.run(READ)
            time.sleep(0.05)

    def type(self, text: str) -> None:
        """Press keys in the terminal."""
        found = self._ask("/element", {"using": "css selector", "value": ".xterm-helper-textarea"})
        (element,) = found.values()
        self._ask(f"/element/{element}/value", {"text": text})

    def loaded(self) -> list[str]:
        """The addresses of everything that the page has loaded; what it was not let load has no status."""
        return [str(address) for address in self.run(LOADED)]


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """A browser without a window."""
    with subprocess.Popen([str(DRIVER), "--port=0"], stdout=subprocess.PIPE, text=True) as driver:
        assert driver.stdout is not None
        ports = (re.search(r"on port (\d+)\.", line) for line in driver.stdout)
        port = next(found[1] for found in ports if found)
        yield Browser(f"http://127.0.0.1:{port}", tmp_path / "profile")
        driver.terminate()


def test_one_types_in_a_browser_and_sees_hits(browser: Browser, served: str) -> None:
    browser.open(served)
    browser.wait_for("6 topics in 3 meetings", "Beacon colours")
    browser.type("tide")
    browser.wait_for("1 topic in 1 meeting", "A reader for tide tables is missing", "2022-09-06.md:14")
    assert browser.loaded()
    assert all(address.startswith(served) for address in browser.loaded())
