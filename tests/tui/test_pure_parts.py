"""The arithmetic behind the panes: bars, facets, marks, excerpts, the query as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from index import FacetValue, Snippet
from kb.tui.content import excerpt, fences, hanging_indent, short_links
from kb.tui.facets import SHORT, next_board
from kb.tui.marks import Marks
from kb.tui.query import chosen_sort, cycle_sort, without_filters
from kb.tui.timeline import (
    bar_counts,
    bar_rows,
    fit,
    quarter_months,
    quarter_name,
    quarter_number,
    widest,
    year_labels,
)
from kb.tui.widgets.passage import wrap_below


def test_quarters_count_on_over_the_year() -> None:
    assert quarter_name(quarter_number("2023-Q4") + 1) == "2024-Q1"
    assert quarter_months("2023-Q3", "2023-Q3") == "2023-07..2023-09"
    assert quarter_months("2022-Q4", "2023-Q1") == "2022-10..2023-03"


def test_the_axis_stands_still_while_one_types() -> None:
    span = widest(None, [("2020-Q1", 3), ("2022-Q4", 1)])
    assert widest(span, [("2021-Q2", 1)]) == span
    assert widest(span, []) == span


@given(st.integers(0, 400), st.integers(1, 200))
def test_bars_fit_and_count_every_topic(quarters: int, width: int) -> None:
    first = quarter_number("1990-Q2")
    counts = [(quarter_name(first + n), n % 5) for n in range(quarters + 1)]
    scale = fit((first, first + quarters), width)
    assert scale.bars * scale.step <= max(width, scale.bars)
    assert sum(bar_counts(scale, counts)) == sum(count for _, count in counts)


def test_what_is_not_zero_is_seen_and_the_highest_is_full() -> None:
    assert bar_rows([0, 1, 1000], 2) == [[" ", " ", "█"], [" ", "▁", "█"]]


def test_years_stand_below_their_first_quarter() -> None:
    first = quarter_number("2020-Q3")
    scale = fit((first, first + 9), 60)
    labels = year_labels(scale, 60)
    assert labels.index("2021") == 2 * scale.step
    assert labels.index("2022") == 6 * scale.step
    assert year_labels(scale, 6 * scale.step + 3).split() == ["2020", "2021"]


def value(name: str, count: int, chosen: bool = False) -> FacetValue:
    return FacetValue(name, count, chosen)


def test_values_keep_their_place_while_only_filters_change() -> None:
    board = next_board(
        None, {"project": (value("Lantern", 5), value("Mapper", 3), value("Tide", 1))}, {}, False
    )
    narrowed = next_board(board, {"project": (value("Tide", 1, True), value("Lantern", 1))}, {}, True)
    assert [(v.name, v.count) for v in narrowed.values["project"]] == [
        ("Lantern", 1),
        ("Mapper", 0),
        ("Tide", 1),
    ]
    other = next_board(narrowed, {"project": (value("Tide", 4), value("Lantern", 2))}, {}, False)
    assert [v.name for v in other.values["project"]] == ["Tide", "Lantern"]


def test_a_name_that_no_topic_has_can_be_switched_off() -> None:
    board = next_board(None, {"project": (value("Lantern", 5),)}, {"project": ["Lanten"]}, False)
    assert [(v.name, v.chosen) for v in board.values["project"]] == [("Lantern", False), ("Lanten", True)]


def test_a_long_facet_is_folded_but_never_hides_what_is_chosen() -> None:
    values = tuple(value(f"P{n}", 50 - n, chosen=n == 30) for n in range(40))
    rows = next_board(None, {"project": values}, {}, False).rows()
    shown = [row.value.name for row in rows if row.value]
    assert shown == [f"P{n}" for n in range(SHORT)] + ["P30"]
    assert rows[-1].more == 40 - SHORT - 1


def test_years_are_listed_from_the_latest() -> None:
    board = next_board(None, {"year": (value("2021", 9), value("2023", 5), value("2022", 1))}, {}, False)
    assert [v.name for v in board.values["year"]] == ["2023", "2022", "2021"]


def test_marks_find_whole_words_in_any_case() -> None:
    assert Marks(["Beacon", "C++"]).spans("beacon BEACON beacons C++ c") == [(0, 6), (7, 13), (22, 25)]
    assert Marks([]).spans("beacon") == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- the beacon is lit", "the beacon is lit"),
        ("    * [ ] paint the beacon", "paint the beacon"),
        ("## The beacon", "The beacon"),
        ("a " * 60 + "beacon " + "b " * 60, "beacon"),
    ],
)
def test_an_excerpt_shows_the_mark_without_the_bullet(text: str, shown: str) -> None:
    line = excerpt(Snippet(1, text), Marks(["beacon"]), 40)
    assert shown in line.plain
    assert line.cell_length <= 40


@given(st.text(max_size=300), st.integers(4, 80))
def test_no_text_breaks_an_excerpt(text: str, width: int) -> None:
    line = excerpt(Snippet(1, text.replace("\n", " ")), Marks(["a", "b"]), width)
    assert line.cell_length <= width


def test_what_only_the_address_of_a_link_has_is_seen_in_its_address() -> None:
    snippet = Snippet(4, "- [slides](https://example.org/talks/lantern)", ((36, 43),))
    assert excerpt(snippet, Marks(["lantern"]), 60).plain == "slides · example.org/talks/lantern"


def test_wrapped_lines_continue_below_their_first_word() -> None:
    assert hanging_indent("- word") == 2
    assert hanging_indent("\t- word") == 6
    assert hanging_indent("word") == 0


@given(st.text("a b.é 漢́", max_size=120), st.integers(8, 40), st.integers(0, 30))
def test_wrapping_fits_and_loses_nothing_but_spaces(text: str, width: int, indent: int) -> None:
    parts = wrap_below(Content(text), width, indent)
    assert "".join("".join(part.plain for part in parts).split()) == "".join(text.split())
    assert all(part.cell_length <= width for part in parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("- three short words", ["- three", "  short", "  words"]),
        ("- extraordinarily long", ["- extraor", "  dinaril", "  y long"]),
        ("one  two", ["one  two"]),
        ("漢字 漢字 漢字", ["漢字 漢字", "漢字"]),
    ],
)
def test_lines_are_wrapped_at_spaces_or_within_a_long_word(text: str, parts: list[str]) -> None:
    indent = hanging_indent(text)
    assert [part.plain for part in wrap_below(Content(text), 9, indent)] == parts


def test_lines_inside_a_fence_are_known() -> None:
    assert fences(["a", "```", "b", "```", "c"]) == [False, False, True, False, False]


def test_the_order_goes_round() -> None:
    queries = ["lantern"]
    for _ in range(3):
        queries.append(cycle_sort(queries[-1]))
    assert [chosen_sort(query) for query in queries] == [None, "newest", "oldest", None]
    assert queries[-1] == "lantern"


def test_words_are_what_is_left_without_filters() -> None:
    assert without_filters('lantern project:Mapper person:"Mei Tanaka" sort:newest') == "lantern"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("see https://github.com/lights/Mapper.jl/pull/12 first", "see lights/Mapper.jl#12 first"),
        ("https://gitlab.com/lights/mapper/-/issues/3", "lights/mapper#3"),
        ("https://www.example.org/a", "example.org/a"),
        ("no link", "no link"),
    ],
)
def test_links_in_titles_are_short(text: str, short: str) -> None:
    assert short_links(text) == short
