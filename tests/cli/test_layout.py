"""Lines are cut, broken and painted for their width, and lose no mark."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.layout import Look, clip, columns, cut, table, wrap

WIDE = "会議の議事録"  # six letters, twelve columns


def test_wide_letters_take_two_columns() -> None:
    assert columns(WIDE) == 12
    assert columns("cafe\u0301") == 4


def test_cut() -> None:
    assert cut("short", 5) == "short"
    assert cut("longer", 5) == "long…"
    assert cut(WIDE, 8) == "会議の…"


@given(st.text(alphabet="ab 会é"), st.integers(1, 30))
def test_cut_always_fits(text: str, width: int) -> None:
    assert columns(cut(text, width)) <= width
    assert cut(text, width) == text or columns(text) > width


def test_clip_keeps_a_short_line_and_drops_its_indentation() -> None:
    assert clip("   - a kiln", [(7, 11)], 40) == ("- a kiln", [(4, 8)])


def test_clip_shows_the_first_mark_of_a_long_line() -> None:
    line = "x" * 500 + " kiln " + "y" * 500
    text, marks = clip(line, [(501, 505)], 40)
    assert columns(text) <= 40
    assert text.startswith("…")
    assert text.endswith("…")
    assert [text[a:b] for a, b in marks] == ["kiln"]


@given(st.text(alphabet="ab 会\t", max_size=200), st.integers(20, 60), st.data())
def test_a_clipped_mark_holds_what_it_held(line: str, width: int, data: st.DataObject) -> None:
    if not line.strip():
        return
    start = data.draw(st.integers(0, len(line) - 1))
    end = min(len(line), start + 3)
    text, marks = clip(line, [(start, end)], width)
    assert columns(text.replace("\t", " ")) <= width
    for a, b in marks:
        assert line[start:end].startswith(text[a:b].rstrip("…"))


def test_wrap_breaks_between_words_and_keeps_indentation() -> None:
    assert list(wrap("  - one two three", 11)) == ["  - one two", "    three"]
    assert list(wrap("", 20)) == [""]
    assert list(wrap("unbreakable" * 3, 10)) == ["unbreakable" * 3]


@given(st.text(alphabet="ab  -"), st.integers(10, 30))
def test_wrap_loses_no_word(line: str, width: int) -> None:
    assert " ".join(wrap(line, width)).split() == line.split()


def test_table_lines_up_wide_letters() -> None:
    assert list(table([("name", "n"), (WIDE, "7")], right=[1])) == ["name          n", f"{WIDE}  7"]


def test_paint_is_nothing_without_colour() -> None:
    assert Look(80).paint("x", "title") == "x"
    assert Look(80, colored=True).highlight("a kiln", [(2, 6)]) == "a \x1b[1;31mkiln\x1b[0m"
