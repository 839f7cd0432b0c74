"""The folder of the minutes is found where one would look for it, and its index has a place of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import NoMinutesError
from kb.folders import cache_folder, find_minutes


def make(folder: Path, *files: str) -> Path:
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).touch()
    return folder


@pytest.mark.parametrize("file", ["2024-03-05.md", "2024/march.md", "notes/2024/03-05.md"])
def test_the_current_folder_if_it_has_minutes(tmp_path: Path, file: str) -> None:
    folder = make(tmp_path / "calls", file)
    assert find_minutes(folder) == folder


def test_a_parent_with_minutes(tmp_path: Path) -> None:
    folder = make(tmp_path / "calls", "2024-03-05.md", "tools/check.py")
    assert find_minutes(folder / "tools") == folder


def test_kb_toml_says_where_a_collection_begins(tmp_path: Path) -> None:
    folder = make(tmp_path / "calls", "kb.toml", "2024/2024-03-05.md")
    assert find_minutes(folder / "2024") == folder


def test_a_repository_is_looked_through_from_anywhere_in_it(tmp_path: Path) -> None:
    folder = make(tmp_path / "project", ".git/HEAD", "meetings/2024/03-05.md", "src/deep/code.py")
    assert find_minutes(folder / "src" / "deep") == folder


def test_outside_of_a_repository_only_a_parents_own_files_count(tmp_path: Path) -> None:
    make(tmp_path, "other/2024-03-05.md")
    here = make(tmp_path / "empty" / "here", "notes.txt")
    assert find_minutes(here) == here


def test_the_home_folder_is_never_read_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    make(tmp_path, "2024-03-05.md", "src/x.py")
    with pytest.raises(NoMinutesError, match="too much to read"):
        find_minutes(tmp_path)
    assert find_minutes(tmp_path / "src") == tmp_path / "src"


def test_a_cache_folder_is_named_readably_and_told_from_its_namesakes() -> None:
    one = cache_folder(Path("/srv/flux minutes"), Path("/c"))
    other = cache_folder(Path("/home/flux minutes"), Path("/c"))
    assert one.name.startswith("flux-minutes-")
    assert one != other
    assert cache_folder(Path("/"), Path("/c")).name.startswith("minutes-")
