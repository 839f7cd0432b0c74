"""`kb mcp` as an agent has it: a process of its own, asked by the SDK's own client."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from kb import __version__

Done = subprocess.CompletedProcess[str]
ROOT = Path(__file__).parents[2]
TOOLS = {"search", "topic", "meeting", "projects", "people", "timeline", "decisions", "actions"}
Talk = Callable[[Any, Callable[..., Awaitable[dict[str, Any]]]], Awaitable[None]]


async def talk(minutes: Path, talk_to: Talk, *flags: str) -> None:
    """Start the server over the minutes and let a session talk to it; `call` gives a tool's record."""
    mcp = pytest.importorskip("mcp", reason="the extra mcp is not installed")
    from mcp.client.stdio import stdio_client

    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [*(flags or ("-C", str(minutes))), "mcp"]
    server = mcp.StdioServerParameters(command=sys.executable, args=["-m", "kb", *command], env=variables)
    async with stdio_client(server) as streams, mcp.ClientSession(*streams) as session:
        info = (await session.initialize()).model_dump(by_alias=True)["serverInfo"]
        assert info["name"] == "kb"
        if version("mcp").startswith("2."):  # the SDK's first version tells its own
            assert info["version"] == __version__

        async def call(tool: str, **arguments: object) -> dict[str, Any]:
            answer = await session.call_tool(tool, arguments)
            text = "".join(part.text for part in answer.content)
            failed = getattr(answer, "is_error", None) or getattr(answer, "isError", None)
            record: dict[str, Any] = {"error": text} if failed else json.loads(text)
            return record

        await talk_to(session, call)


def all_files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_every_tool_answers_with_places_and_what_was_searched(minutes: Path) -> None:
    before = all_files(minutes)

    async def ask(session: Any, call: Callable[..., Awaitable[dict[str, Any]]]) -> None:
        tools = (await session.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS
        for tool in tools:
            notes = tool.annotations.model_dump(by_alias=True)
            assert notes["readOnlyHint"] is True
            assert tool.description

        found = await call("search", query="kiln", project="Glazier", since="2024-03", limit=2)
        assert found["query"] == "kiln project:Glazier after:2024-03"
        assert 0 < len(found["hits"]) <= 2
        assert found["facets"]["project"]["Glazier"] == found["total"]
        assert found["searched"]["minutes"] == str(minutes)
        assert found["searched"]["meetings"] > 0
        hit = found["hits"][0]
        lines = (minutes / hit["file"]).read_text().split("\n")
        assert all(snippet["text"].strip() in lines[snippet["line"] - 1] for snippet in hit["snippets"])

        topic = (await call("topic", id=hit["id"]))["topic"]
        assert (topic["title"], topic["start"]) == (hit["title"], hit["start"])
        assert topic["text"] == "\n".join(lines[topic["start"] - 1 : topic["end"]])

        meeting = await call("meeting", ref=hit["date"])
        assert meeting["meeting"]["file"] == hit["file"]
        assert hit["id"] in [row["id"] for row in meeting["topics"]]

        for tool, name in (("projects", "Glazier"), ("people", "Ada Okafor")):
            listed = await call(tool, containing=name[:3])
            one = next(row for row in listed["names"] if row["name"] == name)
            assert {"id", "file", "start", "end"} <= set(one["newest"])
            assert listed["searched"]["topics"] > 0

        for tool in ("decisions", "actions"):
            marked = await call(tool)
            assert marked["lines"]
            assert {"id", "file", "line", "text"} <= set(marked["lines"][0])
        owned = await call("actions", owner=marked["lines"][0]["owners"][0])
        assert owned["lines_in_all"] > 0

        bars = await call("timeline", query="kiln", by="month")
        assert sum(bars["counts"].values()) == bars["total"]
        assert {"id", "file", "start", "end"} <= set(bars["first"])

    await talk(minutes, ask)
    assert all_files(minutes) == before


async def test_what_is_wrong_is_said_and_new_minutes_are_found(minutes: Path) -> None:
    async def ask(session: Any, call: Callable[..., Awaitable[dict[str, Any]]]) -> None:
        assert "no field" in (await call("search", query="projct:Glazier"))["error"]
        assert "There is no topic" in (await call("topic", id="nothing"))["error"]
        assert "There is no meeting" in (await call("meeting", ref="1999-01-01"))["error"]
        nothing = await call("search", query="zzqqxxyy", strict=True)
        assert (nothing["total"], nothing["hits"]) == (0, [])
        (minutes / "2025-02-04.md").write_text("# Call\n\n## Quartz\n\nWe saw quartz.\n")
        assert (await call("search", query="quartz"))["hits"][0]["id"] == "2025-02-04/quartz"
        many = await call("search", query="", limit=10_000)
        assert len(many["hits"]) <= 100

    await talk(minutes, ask)


async def test_several_collections(minutes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("the variable that names the configuration's folder is Linux's")
    file = tmp_path / "config" / "kb" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f'[collections]\npots = "{minutes}"\n"more" = "{minutes}"\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(file.parents[1]))

    async def ask(session: Any, call: Callable[..., Awaitable[dict[str, Any]]]) -> None:
        found = await call("search", query="kiln", limit=50)
        assert found["facets"]["collection"].keys() == {"pots", "more"}
        assert (await call("topic", id=found["hits"][0]["id"]))["topic"]["file"].startswith(
            ("pots:", "more:")
        )

    await talk(minutes, ask, "-c", "all")


def test_without_the_extra_it_says_what_to_do(kb_process: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError(\"No module named 'mcp'\", name='mcp')\n")
    run = kb_process("mcp", env={"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"})
    assert (run.returncode, run.stdout) == (2, "")
    assert "pip install 'minutes-kb[mcp]'" in run.stderr
