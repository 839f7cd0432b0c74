"""Several folders with names in the user's configuration, searched as one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.cli import main

Done = subprocess.CompletedProcess[str]
Kb = Callable[..., Done]

ROADS = """\
# Road call

Present: Ada Okafor, Ines Roth

## A kiln for tar

Ada Okafor asked about [Glazier.jl](https://github.com/pots/Glazier.jl).

- Decision: the tar kiln moves to Porto
- ACTION: Ines Roth asks the harbour
"""


@pytest.fixture
def config(minutes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration file with two collections, one of them named relative to it."""
    roads = tmp_path / "roads"
    roads.mkdir()
    (roads / "2024-04-09.md").write_text(ROADS)
    file = tmp_path / "config" / "kb" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f'[collections]\npots = "{minutes}"\nroads = "../../roads"\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(file.parents[1]))
    monkeypatch.setattr("sys.platform", "linux")  # where that variable says where the file is
    return file


def test_both_are_searched_and_counted(kb: Kb, config: Path) -> None:
    found = json.loads(kb("-c", "all", "search", "kiln", "--json").stdout)
    assert {hit["id"].partition(":")[0] for hit in found["hits"]} == {"pots", "roads"}
    assert next(iter(found["facets"])) == "collection"
    counts = {value["name"]: value["count"] for value in found["facets"]["collection"]}
    assert sum(counts.values()) == found["total"]
    shown = kb("-c", "pots,roads", "search", "tar kiln collection:roads")
    assert "roads:2024-04-09.md:" in shown.stdout
    assert "collection roads 1" in shown.stdout


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("projects", "Glazier"),
        ("people", "Ines Roth"),
        ("project Glazier", "roads:2024-04-09/a-kiln-for-tar"),
        ("show roads:2024-04-09", "roads:2024-04-09.md:1-"),
        ("show a-kiln-for-tar", "tar kiln moves to Porto"),
        ("decisions tar", "roads:2024-04-09.md:9:"),
        ("actions --owner ines", "asks the harbour"),
        ("timeline kiln --by year", "2024"),
        ("stats", "2024"),
        ("new --since 2024", "roads:2024-04-09/a-kiln-for-tar"),
        ("export", '"file":"roads:2024-04-09.md"'),
        ("export --format csv", "roads:2024-04-09.md"),
        ("export --format md", "## 2024-04-09: A kiln for tar"),
        ("status", "roads"),
        ("reindex", "roads:2024-04-09.md"),
    ],
)
def test_commands_take_both(kb: Kb, config: Path, command: str, said: str) -> None:
    run = kb("-c", "all", *command.split())
    assert (run.returncode, said in run.stdout) == (0, True), run.stdout + run.stderr


def test_a_hit_is_opened_where_it_lies(kb: Kb, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true {file} {line}")
    assert kb("-c", "all", "open", "roads:2024-04-09/a-kiln-for-tar").returncode == 0
    (line,) = kb("-c", "all", "search", "Porto", "--format", "vimgrep", "--strict").stdout.splitlines()
    file, number = line.split(":")[:2]
    assert Path(file).read_text().split("\n")[int(number) - 1] == "- Decision: the tar kiln moves to Porto"


def test_each_keeps_its_own_index(kb: Kb, config: Path, minutes: Path, tmp_path: Path) -> None:
    kb("-c", "all", "reindex")
    assert len(list((tmp_path / "cache").iterdir())) == 2
    assert kb("-c", "roads", "reindex").stdout.startswith("nothing changed")
    assert kb("-C", str(minutes), "reindex").stdout.startswith("nothing changed")
    one = json.loads(kb("-c", "roads", "search", "kiln", "--json").stdout)
    assert [hit["id"] for hit in one["hits"]] == ["2024-04-09/a-kiln-for-tar"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("raods", "There is no collection 'raods'. Did you mean roads?"),
        ("zzz", "There are: pots, roads; all means each of them."),
        (",", "-c needs the name of a collection."),
    ],
)
def test_a_name_that_is_none(kb: Kb, config: Path, names: str, said: str) -> None:
    run = kb("-c", names, "search", "kiln")
    assert (run.returncode, said in run.stderr.replace("\n    ", " ")) == (3, True), run.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "No collections are named in"),
        ("[keys]\nsort = 'f5'\n", "[collections] names one"),
        ("collections = 3\n", "must be a table"),
        ("[collections]\nflux = 3\n", "flux needs the folder of its minutes"),
        ("[collections]\nall = 'x'\n", "cannot be called 'all'"),
        ("[collections]\n'a b' = 'x'\n", "cannot be called 'a b'"),
        ("[collections]\nflux = '/nowhere'\n", "there is no folder /nowhere"),
        ("[collections\n", "config.toml: "),
        ("\udcff", "config.toml: "),
    ],
)
def test_what_is_wrong_with_the_file_is_said(kb: Kb, config: Path, text: str | None, said: str) -> None:
    if text is None:
        config.unlink()
    else:
        config.write_bytes(text.encode("utf-8", "surrogateescape"))
    run = kb("-c", "all", "search", "kiln")
    assert (run.returncode, said in run.stderr) == (3, True), run.stderr


def test_what_is_about_one_folder_says_so(kb: Kb, config: Path) -> None:
    for command in ("init", "hook install"):
        run = kb("-c", "all", *command.split())
        assert (run.returncode, "one collection at a time: -c pots" in run.stderr) == (2, True), run.stderr
    run = kb("-C", ".", "-c", "roads", "search", "kiln")
    assert (run.returncode, "one of them" in run.stderr) == (2, True)
    assert kb("search", "collection:roads").returncode == 2


def test_config_tells_them(kb: Kb, config: Path) -> None:
    shown = json.loads(kb("-c", "roads", "config", "--json").stdout)
    assert set(shown["collections"]["value"]) == {"pots", "roads"}
    assert shown["collections"]["source"] == str(config)
    assert shown["minutes"]["source"] == "-c"


def test_names_are_completed(kb: Kb, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kb("-c", "all", "reindex")

    def offered(line: str) -> list[str]:
        for name, value in (("_KB_COMPLETE", "bash_complete"), ("COMP_WORDS", line)):
            os.environ[name] = value
        try:
            main([])
        finally:
            del os.environ["_KB_COMPLETE"], os.environ["COMP_WORDS"]
        return [row.partition(",")[2] for row in capsys.readouterr().out.split()]

    assert offered("kb -c ") == ["pots", "roads"]
    assert offered("kb -c pots,r") == ["pots,roads"]
    assert offered("kb -c all search collection:r") == ["collection:roads"]
    assert offered("kb -c all person I") == ["Ines-Roth"]
    assert offered("kb -c pots person I") == []


def test_one_that_is_gone_is_named(kb: Kb, config: Path, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "roads")
    run = kb("-c", "all", "search", "kiln")
    assert (run.returncode, "roads: there is no folder" in run.stderr) == (3, True)
