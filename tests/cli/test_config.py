"""kb.toml is followed, or what is wrong with it is said with its place."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from index import LANGUAGES, WEIGHTS, Settings
from kb.config import _FILES, _TABLES, ConfigError, read_settings

Kb = Callable[..., subprocess.CompletedProcess[str]]


def test_no_file_means_the_usual_settings(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_text(
        """
include = ["calls/**/*.md"]
exclude = ["drafts/**"]
max_bytes = 1_000_000
language = "de"

[people]
"Ada Okafor" = ["ada", "aokafor"]

[projects]
Glazier = "glz"

[forbid]
people = ["The Board"]
projects = ["Docs"]

[weights]
chat = 2
"""
    )
    settings = read_settings(tmp_path)
    assert settings.include == ("calls/**/*.md",)
    assert settings.exclude == ("drafts/**",)
    assert settings.max_bytes == 1_000_000
    assert settings.language == ("de",)
    assert settings.names.people == {"Ada Okafor": ("ada", "aokafor")}
    assert settings.names.projects == {"Glazier": ("glz",)}
    assert settings.names.not_people == {"The Board"}
    assert settings.names.not_projects == {"Docs"}
    assert settings.weights == {**WEIGHTS, "chat": 2}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("\nexlude = []", "kb.toml:2: unknown key 'exlude'", "Did you mean 'exclude'?"),
        (
            "[forbid]\npeople = []\nproject = []",
            "kb.toml:3: unknown key 'project'",
            "Did you mean 'projects'?",
        ),
        ("colour = 'red'", "kb.toml:1: unknown key 'colour'", "It knows include"),
        ("[weights]\ntitel = 1", "kb.toml:2: unknown key 'titel'", "Did you mean 'title'?"),
        ("[weights]\ntitle = 0", "title must be a number above 0, at most 100", "title = 2.0"),
        ("[weights]\ntitle = nan", "title must be a number", "title = 2.0"),
        ("[weights]\ntitle = true", "title must be a number", "title = 2.0"),
        ("include = 3", "kb.toml:1: include must be a list of strings", "For example: include = "),
        ("max_bytes = '5 MB'", "kb.toml:1: max_bytes must be a number of bytes", "50_000_000"),
        ("max_bytes = true", "kb.toml:1: max_bytes must be a number of bytes", "50_000_000"),
        ("language = 'klingon'", "kb.toml:1: there is no language 'klingon'", "de, en, es"),
        ("language = []", "kb.toml:1: no language", "de, en, es"),
        ("people = ['Ada']", "kb.toml:1: people must be a table", "[people]"),
        ("[people]\nAda = 1", "kb.toml:2: Ada must be a list of strings", "Ada = "),
        (
            '[people]\n"Ada Okafor" = ["ada"]\n"Ada Lind" = ["ADA"]',
            "kb.toml:3: [people] 'ada' is given to both 'Ada Okafor' and 'Ada Lind'",
            "Give it to one",
        ),
        ("a = [", "kb.toml: ", "TOML"),
        ("x = 1\nx = 2", "kb.toml: Cannot overwrite", "TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, message: str, hint: str) -> None:
    (tmp_path / "kb.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_settings(tmp_path)
    assert message in caught.value.message
    assert hint in (caught.value.hint or "")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_bytes(b"[people]\n'J\xfcrgen' = []")
    with pytest.raises(ConfigError, match="UTF-8"):
        read_settings(tmp_path)


def test_what_is_in_force_is_told_with_its_source(
    kb: Kb, minutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (minutes / "kb.toml").write_text('max_bytes = 1_000\n[forbid]\npeople = ["The Board"]\n')
    monkeypatch.setenv("EDITOR", "ed -p '>'")
    monkeypatch.setenv("NO_COLOR", "1")
    rows = {line.split()[0]: line for line in kb("-C", str(minutes), "config").stdout.splitlines()}
    for name, value, source in (
        ("minutes", str(minutes), "-C"),
        ("max_bytes", "1000", str(minutes / "kb.toml")),
        ("forbid", "people = The Board", str(minutes / "kb.toml")),
        ("include", "**/*.md", "as usual"),
        ("editor", "ed -p '>'", "EDITOR"),
        ("color", "no", "NO_COLOR"),
    ):
        assert value in rows[name]
        assert re.split("  +", rows[name], maxsplit=2)[1] == source


def test_what_init_writes_is_followed_once_its_signs_are_gone(kb: Kb, minutes: Path) -> None:
    assert kb("init").returncode == 0
    path = minutes / "kb.toml"
    assert read_settings(minutes) == Settings()
    schema, *lines = path.read_text().splitlines()
    assert schema == "#:schema ./kb.schema.json"
    path.write_text("\n".join(line[1:] if line[:1] == "#" and line[1:2] != " " else line for line in lines))
    settings = read_settings(minutes)
    assert settings.names.people["Ada Okafor"] == ("Ada",)
    assert settings.include == Settings().include
    assert settings.weights == WEIGHTS
    assert kb("reindex").returncode == 0


def test_weights_change_the_order(kb: Kb, minutes: Path) -> None:
    (minutes / "2025-01-07.md").write_text(
        "# Call\n\n## Ochre\n\nWe have some.\n\n## Tin\n\nOchre, ochre, ochre and ochre.\n"
    )
    ids = ["2025-01-07/ochre", "2025-01-07/tin"]
    assert [hit["id"] for hit in json.loads(kb("search", "ochre", "--json").stdout)["hits"]] == ids
    (minutes / "kb.toml").write_text("[weights]\ntitle = 0.001\nminutes = 0.1\n")
    run = kb("search", "ochre", "--json")
    assert [hit["id"] for hit in json.loads(run.stdout)["hits"]] == ids[::-1]
    assert "kb.toml has changed" in run.stderr


def test_the_schema_has_the_keys_and_what_is_usual(kb: Kb) -> None:
    schema = json.loads(kb("config", "--schema").stdout)
    usual, keys = Settings(), schema["properties"]
    assert set(keys) == {*_FILES, *_TABLES}
    for name in ("include", "exclude", "language"):
        assert tuple(keys[name]["default"]) == getattr(usual, name)
    assert keys["max_bytes"]["default"] == usual.max_bytes
    assert schema["definitions"]["language"]["enum"] == list(LANGUAGES)
    assert {name: one["default"] for name, one in keys["weights"]["properties"].items()} == WEIGHTS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "include = 'a'\nexclude = ['b', 'c']\nlanguage = ['de', 'en']",
        "[people]\n'Ada' = 'a'\n'Bo' = ['b', 'c']\n[projects]\nFlux = []",
        "[forbid]\npeople = ['a']\n[weights]\ntitle = 100\nchat = 0.5",
        "include = ['']",
        "include = 3",
        "max_bytes = 0",
        "max_bytes = true",
        "max_bytes = 1.5",
        "language = 'xx'",
        "language = []",
        "people = ['a']",
        "[people]\nAda = 3",
        "[forbid]\nnames = ['a']",
        "[weights]\ntitle = 0",
        "[weights]\ntitle = 101",
        "[weights]\nbody = 1",
        "colour = 'red'",
    ],
)
def test_the_schema_accepts_what_kb_does(kb: Kb, tmp_path: Path, text: str) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="comes with the extra mcp")
    (tmp_path / "kb.toml").write_text(text)
    try:
        read_settings(tmp_path)
        accepted = True
    except ConfigError:
        accepted = False
    schema = json.loads(kb("config", "--schema").stdout)
    assert jsonschema.Draft4Validator(schema).is_valid(tomllib.loads(text)) == accepted
