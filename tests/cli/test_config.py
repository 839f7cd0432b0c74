"""kb.toml is followed, or what is wrong with it is said with its place."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Settings
from kb.config import ConfigError, read_settings

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
        assert rows[name].endswith(f"  {source}")


def test_what_init_writes_is_followed_once_its_signs_are_gone(kb: Kb, minutes: Path) -> None:
    assert kb("init").returncode == 0
    path = minutes / "kb.toml"
    assert read_settings(minutes) == Settings()
    lines = path.read_text().splitlines()
    path.write_text("\n".join(line[1:] if line[:1] == "#" and line[1:2] != " " else line for line in lines))
    settings = read_settings(minutes)
    assert settings.names.people["Ada Okafor"] == ("Ada",)
    assert settings.include == Settings().include
    assert kb("reindex").returncode == 0
