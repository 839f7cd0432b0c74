"""Editing the filters in the text of a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.searching.filters import add_filter, chosen_filters, toggle_filter
from index.searching.query import All, Filter, Node, Phrase, Value, Word, parse


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "project:Kiln"),
        ("fire", "fire project:Kiln"),
        ("a OR b", "(a OR b) project:Kiln"),
        ("a | b", "(a | b) project:Kiln"),
        ("(a OR b)", "(a OR b) project:Kiln"),
        ('"cold ki', '"cold ki" project:Kiln'),
        ("“cold ki", "“cold ki” project:Kiln"),
        ("(a OR b", "(a OR b) project:Kiln"),
        ("fire NOT", "fire project:Kiln"),
        ("fire OR", "fire project:Kiln"),
        ("fire project:Kiln", "fire project:Kiln"),
        ("fire project:Glaze", "fire project:Glaze project:Kiln"),
        ("projct:x", "projct:x project:Kiln"),
    ],
)
def test_add(query: str, expected: str) -> None:
    assert add_filter(query, "project", "Kiln") == expected


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Kiln.jl", "Kiln.jl"),
        ("Ana Lima", '"Ana Lima"'),
        ("a,b", '"a,b"'),
        ("C++", "C++"),
        ("x(y)", '"x(y)"'),
        ('the "Owl"', '«the "Owl"»'),
    ],
)
def test_values_are_quoted_where_they_must_be(value: str, written: str) -> None:
    query = add_filter("fire", "project", value)
    assert query == f"fire project:{written}"
    assert chosen_filters(query) == {"project": [value]}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("fire", "fire project:Kiln"),
        ("fire project:Kiln", "fire"),
        ("fire project:kiln", "fire"),
        ("fire project:Glaze", "fire project:Glaze,Kiln"),
        ("fire project:Glaze,Kiln", "fire project:Glaze"),
        ("project:Kiln fire year:2023", "fire year:2023"),
        ("(a OR b) project:Kiln", "a OR b"),
        ("a OR b", "(a OR b) project:Kiln"),
        ("a OR project:Kiln", "(a OR project:Kiln) project:Kiln"),
        ("-project:Kiln", "-project:Kiln project:Kiln"),
        ("(fire project:Kiln)", "(fire project:Kiln) project:Kiln"),
    ],
)
def test_toggle(query: str, expected: str) -> None:
    assert toggle_filter(query, "project", "Kiln") == expected


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("fire", {}),
        ("project:Kiln,Glaze person:ana", {"project": ["Kiln", "Glaze"], "person": ["ana"]}),
        ("project:Kiln project:Glaze", {"project": ["Kiln", "Glaze"]}),
        ("-project:Kiln (year:2023)", {}),
        ("fire OR project:Kiln", {}),
        ("projct:Kiln", {}),
    ],
)
def test_chosen(query: str, chosen: dict[str, list[str]]) -> None:
    assert chosen_filters(query) == chosen


values = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda value: value.strip() == value and not ('"' in value and "»" in value)
)
queries = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["fire", "OR", "(", ")", '"', "-", "project:Kiln", "project:Glaze,Clay", "year:2023", "“", "|"]
        ),
        max_size=10,
    ).map(" ".join),
)


def tree(query: str) -> Node | None:
    """The tree without the places where things stand."""

    def plain(node: Node | None) -> Node | None:
        if isinstance(node, Word):
            return node._replace(position=0)
        if isinstance(node, Filter):
            return node._replace(position=0, values=tuple(Value(v.text) for v in node.values))
        if node is None or isinstance(node, Phrase):
            return node
        if hasattr(node, "nodes"):
            return type(node)(tuple(plain(child) for child in node.nodes))
        return type(node)(plain(node.node))

    return plain(parse(query).node)


def conjuncts(node: Node | None) -> list[Node]:
    if isinstance(node, All):
        return [part for child in node.nodes for part in conjuncts(child)]
    return [node] if node is not None else []


@given(queries, values)
def test_adding_narrows_the_whole_query(query: str, value: str) -> None:
    try:
        before = conjuncts(tree(query))
    except QueryError:
        add_filter(query, "person", value)
        return
    after = conjuncts(tree(add_filter(query, "person", value)))
    wanted = Filter("person", (Value(value),))
    assert after[-1] == wanted
    assert after[:-1] == before or after == before


@given(queries, values)
def test_toggling_twice_is_as_before(query: str, value: str) -> None:
    try:
        before = tree(query)
    except QueryError:
        return
    once = toggle_filter(query, "person", value)
    assert value in chosen_filters(once)["person"]
    twice = toggle_filter(once, "person", value)
    assert "person" not in chosen_filters(twice)
    assert tree(twice) == before


@given(queries, values)
def test_a_second_value_widens(query: str, value: str) -> None:
    try:
        parse(query)
    except QueryError:
        return
    both = toggle_filter(toggle_filter(query, "person", "Ana Lima"), "person", value)
    expected = [] if value.casefold() == "ana lima" else ["Ana Lima", value]
    assert chosen_filters(both).get("person", []) == expected
