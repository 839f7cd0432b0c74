"""The terminal interface in a browser: who is answered, and what is seen there."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from kb.cli import main

ROOT = Path(__file__).parents[2]


def fetch(address: str, **headers: str) -> tuple[int, str]:
    """The status and body of a page, waiting for the server to begin."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as page:
                return page.status, page.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""
        except urllib.error.URLError:
            time.sleep(0.1)
    pytest.fail("the server did not begin")


def test_the_page_is_there_and_no_other_page_may_read_along(served: str) -> None:
    status, page = fetch(served)
    assert status == 200
    assert f"ws://{served.removeprefix('http://')}/ws" in page
    assert fetch(served, Origin="https://evil.example")[0] == 403
    assert fetch(served, Host="evil.example")[0] == 403
    assert fetch(served, Origin=served)[0] == 200


async def test_the_interface_behind_the_page_answers(served: str) -> None:
    aiohttp = pytest.importorskip("aiohttp")
    fetch(served)
    async with (
        asyncio.timeout(60),
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{served}/ws?width=120&height=40") as browser,
    ):
        seen = b""
        async for message in browser:
            seen += message.data if isinstance(message.data, bytes) else message.data.encode()
            if b"Lantern.jl" in seen and b"6 topics" in seen:
                break
    assert b"Search minutes" in seen


def test_without_the_extra_it_says_what_to_install(
    indexed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.delitem(sys.modules, "kb.serving", raising=False)
    assert main(["-C", str(indexed / "minutes"), "--cache", str(indexed / "cache"), "serve"]) == 2
    assert "minutes-kb[web]" in capsys.readouterr().err


def test_another_address_is_warned_about(indexed: Path, tmp_path: Path) -> None:
    pytest.importorskip("textual_serve", reason="needs the extra `web`")
    command = [sys.executable, "-m", "kb", "-C", str(indexed / "minutes"), "--cache", str(tmp_path)]
    done = subprocess.run(
        [*command, "serve", "--host", "192.0.2.1"],  # an address that no machine has: serving it fails
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"NO_COLOR": "1"},
    )
    assert "there is no login" in done.stderr
    assert "http://192.0.2.1:8000" in done.stderr
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
