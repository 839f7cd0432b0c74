"""README and reference are held against the program: queries, commands, keys, fields, shell lines."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.binding import Binding
from textual.theme import BUILTIN_THEMES

import kb
import kb.tui.app  # brings in every screen
from index import LANGUAGES, Library, meeting_record, open_library, topic_record
from kb.cli import cli
from kb.collections import read_collections
from kb.config import _FILES, _TABLES, read_settings
from kb.tui.app import _known_actions
from kb.tui.preferences import read_preferences

ROOT = Path(__file__).parents[2]
SAMPLES = Path(kb.__file__).parent / "samples"
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def section(title: str, text: str = README) -> str:
    """What stands under a heading of the README, or of another text."""
    (found,) = re.findall(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return str(found)


def code(text: str) -> list[str]:
    """The inline code of a line, without the backslash that a table needs before a bar."""
    return [part.replace(r"\|", "|") for part in re.findall(r"`([^`]+)`", text)]


def first_cells(text: str) -> list[str]:
    """The first cell of every row of the tables in a text, without head and rule."""
    rows = [re.split(r"(?<!\\)\|", line)[1] for line in text.splitlines() if line.startswith("|")]
    return [cell for cell, below in zip(rows, [*rows[1:], ""], strict=True) if not _is_rule(cell, below)]


def _is_rule(cell: str, below: str) -> bool:
    return set(cell) <= {"-"} or (set(below) <= {"-"} and bool(below))


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


def shell_lines() -> list[str]:
    """The lines of both that begin with `kb`, without comment and what they are piped into."""
    lines = [line for text in (README, CONTRIBUTING) for b in blocks(text, "sh") for line in b.splitlines()]
    lines = [re.sub(r"\s+#.*", "", line).split(" | ")[0] for line in lines]
    return [line for line in lines if line.startswith("kb ")]


QUERIES = [part for cell in first_cells(section("The query language")) for part in code(cell)]
KEYS = [part for cell in first_cells(section("The terminal interface")) for part in code(cell)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The samples, indexed once."""
    opened = open_library(SAMPLES, cache=tmp_path_factory.mktemp("cache"), name="pots")
    opened.sync()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which kb reads the samples and opens an editor and a browser that do nothing."""
    cache = tmp_path_factory.mktemp("kb-cache")
    return os.environ | {
        "KB_MINUTES": str(SAMPLES),
        "KB_CACHE": str(cache),
        "VISUAL": "true",
        "BROWSER": "true",
    }


@pytest.mark.parametrize("query", [query for query in QUERIES if query != "( )"])
def test_every_element_of_the_query_language_finds_something(library: Library, query: str) -> None:
    words = "gauge " if query.startswith("sort:") else ""  # an order alone asks for nothing
    assert library.search(words + query, strict=True).total > 0


def test_the_demo_prints_what_is_shown(environ: dict[str, str]) -> None:
    (shown,) = blocks(README, "")[:1]
    command, *lines = shown.splitlines()
    run = subprocess.run(
        [sys.executable, "-m", "kb", *shlex.split(command)[2:]],
        env=environ,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    printed = [re.sub(r"\d+ ms", "… ms", line) for line in run.stdout.splitlines()]
    assert {re.sub(r"\d+ ms", "… ms", line) for line in lines} - {"…"} <= set(printed)


def test_a_quoted_name_is_found(library: Library) -> None:
    assert library.search('person:"Mei-Lin Zhao"').total > 0


@pytest.mark.parametrize("line", shell_lines())
def test_a_shell_line_does_what_it_says(line: str, environ: dict[str, str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "kb", *shlex.split(line)[1:]],
        env=environ,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr


def test_every_command_that_is_named_is_there() -> None:
    listed = CliRunner().invoke(cli, ["--help"]).output.split("Commands:")[1]
    commands = {line.split()[0] for line in listed.splitlines() if line.startswith("  ")}
    named = set(re.findall(r"`kb ([a-z]+)", README))
    named |= {shlex.split(line)[1] for line in shell_lines()}
    assert named
    assert named <= commands


def test_every_key_is_bound() -> None:
    characters = {"slash": "/", "question_mark": "?", "left_square_bracket": "[", "right_square_bracket": "]"}
    bound = {
        characters.get(key, key)
        for name, module in list(sys.modules.items())
        if name.startswith("kb.tui")
        for value in vars(module).values()
        if isinstance(value, type) and value.__module__.startswith("kb.")
        for binding in value.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    assert KEYS
    assert set(KEYS) - bound == set()


def test_the_field_names_are_those_of_the_output(library: Library) -> None:
    fields = {
        re.split(r"(?<!\\)\|", line)[1].strip(): set(code(line))
        for line in section("For scripts", REFERENCE).splitlines()
        if line.startswith("|")
    }
    meeting = library.meeting("2023-01-17")
    assert fields["meeting"] == set(meeting_record(meeting))
    assert fields["topic"] == set(topic_record(meeting.topics[0]))


def test_the_search_object_has_the_fields_it_promises(environ: dict[str, str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "kb", "search", "merge", "--json"],
        env=environ,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found = json.loads(run.stdout)
    (promised,) = [
        set(code(line))
        for line in section("For scripts", REFERENCE).splitlines()
        if line.startswith("| search ")
    ]
    assert promised <= set(found)
    assert {"score", "match", "snippets"} <= set(found["hits"][0])
    assert set(found["hits"][0]["snippets"][0]) == {"file", "line", "text", "marks"}


def test_the_kb_toml_is_accepted(tmp_path: Path) -> None:
    text = blocks(REFERENCE, "toml")[0]
    assert set(tomllib.loads(text)) == {*_FILES, *_TABLES}
    (tmp_path / "kb.toml").write_text(text, encoding="utf-8")
    assert read_settings(tmp_path).names.projects == {"Swell": ("Swell.jl", "swell-core")}
    assert set(code(next(line for line in REFERENCE.splitlines() if "Its languages" in line))) == set(
        LANGUAGES
    )


def test_the_users_configuration_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(blocks(REFERENCE, "toml")[1], encoding="utf-8")
    assert set(read_collections(path)) == {"flux", "nodejs"}
    found = read_preferences(path, BUILTIN_THEMES, _known_actions)
    assert (found.theme, found.keys, found.wrong) == ("textual-light", {"sort": "f5"}, ())
    listed = section("The user's own configuration", REFERENCE).split("The actions: ")[1]
    assert set(code(listed)) == _known_actions()


def test_links_between_the_documents_lead_somewhere() -> None:
    for folder, text in ((ROOT, README), (ROOT, CONTRIBUTING), (ROOT / "docs", REFERENCE)):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)(?:#([\w-]+))?\)", text):
            file = folder / target[0]
            assert file.exists(), target
            heads = re.findall("^#+ (.+)$", file.read_text(encoding="utf-8"), re.M) if target[1] else []
            anchors = [re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads]
            assert not target[1] or target[1] in anchors, target


def test_the_readme_stays_short() -> None:
    assert len(README.splitlines()) < 250
