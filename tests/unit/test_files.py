"""Walking a folder and telling what differs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.files import compare, read_text, walk

MARKDOWN = ("**/*.md", "**/*.markdown")


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def test_finds_minutes_at_any_depth_and_passes_over_hidden_ones(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "2023/05/b.md", "c.markdown", "d.txt", ".git/e.md", "x/.f.md")
    assert sorted(walk(tmp_path, MARKDOWN).files) == ["2023/05/b.md", "a.md", "c.markdown"]


@pytest.mark.parametrize(
    ("include", "exclude", "found"),
    [
        (("*.md",), (), ["a.md"]),
        (("notes/**/*.md",), (), ["notes/b.md", "notes/old/c.md"]),
        (("**/*.md",), ("notes/old/",), ["a.md", "notes/b.md"]),
        (("**/*.md",), ("**/b.*",), ["a.md", "notes/old/c.md"]),
        (("**/?.md",), ("a.md", "notes/*.md"), ["notes/old/c.md"]),
        (("./notes/*.md",), (), ["notes/b.md"]),
    ],
)
def test_globs(tmp_path: Path, include: tuple[str, ...], exclude: tuple[str, ...], found: list[str]) -> None:
    write(tmp_path, "a.md", "notes/b.md", "notes/old/c.md")
    assert sorted(walk(tmp_path, include, exclude).files) == found


def test_what_is_no_file_is_refused_and_not_opened(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("secret", encoding="utf-8")
    minutes = tmp_path / "minutes"
    write(minutes, "a.md", "sub/b.md")
    (minutes / "x.md").mkdir()
    os.mkfifo(minutes / "pipe.md")
    (minutes / "out.md").symlink_to(outside)
    (minutes / "gone.md").symlink_to(minutes / "nowhere.md")
    (minutes / "in.md").symlink_to(minutes / "sub" / "b.md")
    (minutes / "loop").symlink_to(minutes)
    (minutes / "up").symlink_to(tmp_path)
    found = walk(minutes, MARKDOWN)
    assert sorted(found.files) == ["a.md", "in.md", "sub/b.md"]
    assert found.refused == {
        "x.md": "a folder, not a file",
        "pipe.md": "not a regular file",
        "out.md": "a link out of the folder",
        "gone.md": "a link to nothing",
    }


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("x", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system has only names in UTF-8")
    assert walk(tmp_path, MARKDOWN).refused == {"caf\\udce9.md": "its name is not UTF-8"}


stamps = st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(0, 2), st.integers(0, 2)))


@given(stamps, stamps)
def test_a_diff_tells_every_file_once(
    known: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]]
) -> None:
    diff = compare(known, now, Path())
    assert set(diff.new) == now.keys() - known.keys()
    assert set(diff.removed) == known.keys() - now.keys()
    assert set(diff.changed) == {name for name in known.keys() & now.keys() if known[name] != now[name]}
    assert all(list(names) == sorted(names) for names in diff)


def test_a_file_that_could_not_be_read_has_changed_when_it_can_be(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    assert compare({"a.md": None}, {"a.md": (1, 1)}, tmp_path).changed == ("a.md",)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"plain", "plain"),
        (b"\xef\xbb\xbfmarked", "marked"),
        (b"caf\xe9", "not UTF-8 (byte 4)"),
        (b"x" * 101, "bigger than 100 bytes"),
        (b"", ""),
        (b"a\rb\r\nc", "a\rb\r\nc"),
    ],
)
def test_reading_a_file(tmp_path: Path, data: bytes, expected: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    found = read_text(path, 100)
    assert (found if isinstance(found, str) else found[0]) == expected


def test_a_missing_file_has_a_reason(tmp_path: Path) -> None:
    assert read_text(tmp_path / "a.md", 100) == "not readable: No such file or directory"
