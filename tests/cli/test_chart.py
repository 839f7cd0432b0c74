"""Bars say what the counts are, on a screen, in a pipe and in a picture."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from kb.chart import bar_lines, bar_picture
from kb.layout import Look, columns

COUNTS = st.lists(st.tuples(st.integers(1990, 2030).map(str), st.integers(0, 100_000)), max_size=40)


@given(COUNTS, st.integers(20, 200), st.booleans())
def test_every_count_has_a_line_that_fits(counts: list[tuple[str, int]], width: int, screen: bool) -> None:
    lines = list(bar_lines(counts, Look(width, screen=screen)))
    assert len(lines) == len(counts)
    for line, (name, count) in zip(lines, counts, strict=True):
        assert line.startswith(name)
        assert line.endswith(f"{count:,}")
        assert columns(line) <= width
        assert (line[6] in "▏▎▍▌▋▊▉█#") == (count > 0)
        assert screen or line.isascii()


@given(COUNTS, st.text())
def test_a_picture_is_sound_whatever_it_is_called(counts: list[tuple[str, int]], title: str) -> None:
    root = ElementTree.fromstring(bar_picture(title, counts))
    assert len(root.findall("{*}rect")) == len(counts)
    assert all(float(bar.attrib["height"]) >= 0 for bar in root.findall("{*}rect"))


def test_the_picture_of_a_timeline(
    kb: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    picture = tmp_path / "kilns.svg"
    done = kb("timeline", "kiln", "--svg", str(picture))
    assert (done.returncode, "kilns.svg" in done.stderr) == (0, True)
    titles = [title.text for title in ElementTree.parse(picture).iterfind(".//{*}title")]
    assert titles == ["2024-Q1: 1", "2024-Q2: 1"]
    assert kb("timeline", "kiln", "--svg", "-").stdout == picture.read_text()
