"""The query language: what a text is read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.searching.query import (
    FIELDS,
    MAX_WORDS,
    All,
    Any,
    Filter,
    Node,
    Not,
    Phrase,
    Query,
    Value,
    Word,
    parse,
)


def show(node: Node | None) -> str:
    """A tree in brackets: & | - and fields."""
    if node is None:
        return ""
    if isinstance(node, All | Any):
        mark = " & " if isinstance(node, All) else " | "
        return "(" + mark.join(show(child) for child in node.nodes) + ")"
    if isinstance(node, Not):
        return "-" + show(node.node)
    if isinstance(node, Filter):
        return f"{node.field}:" + ",".join(repr(v.text) if v.quoted else v.text for v in node.values)
    return f"'{node.text}'" if isinstance(node, Phrase) else node.text + "*" * node.prefix


CASES = [
    ("kiln", "kiln"),
    ("kiln glaze", "(kiln & glaze)"),
    ("kiln AND glaze", "(kiln & glaze)"),
    ("kiln OR glaze", "(kiln | glaze)"),
    ("kiln | glaze clay", "(kiln | (glaze & clay))"),
    ("(kiln OR glaze) clay", "((kiln | glaze) & clay)"),
    ("kiln -glaze", "(kiln & -glaze)"),
    ("kiln NOT glaze", "(kiln & -glaze)"),
    ("-(kiln glaze)", "-(kiln & glaze)"),
    ('-"cold kiln"', "-'cold kiln'"),
    ("NOT project:Kiln", "-project:Kiln"),
    ('"rules for firing"', "'rules for firing'"),
    ("“rules for firing” kiln", "('rules for firing' & kiln)"),
    ("«a» „b“", "('a' & 'b')"),
    ("fir*", "fir*"),
    ("project:Kiln,Glaze", "project:Kiln,Glaze"),
    ('person:"Ana Lima",bo x', "(person:'Ana Lima',bo & x)"),
    ("Project:Kiln", "project:Kiln"),
    ("date:2022-06..2023-01", "date:2022-06..2023-01"),
    ("link:https://example.org/a(b)?x=1", "link:https://example.org/a(b)?x=1"),
    # what looks like the language and is none
    ("well-fired", "well-fired"),
    ("a - b", "(a & b)"),
    ("--no-sync", "no-sync"),
    ("time 12:30", "(time & 12:30)"),
    ("clay::Pot", "clay::Pot"),
    (r"C:\pots", r"C:\pots"),
    ("https://example.org/x", "https://example.org/x"),
    ("TODO: fire", "(TODO: & fire)"),
    ("or and not", "(or & and & not)"),
    ("**bold** text", "(bold & text)"),
    ("fire(kiln)", "(fire & kiln)"),
    # what is left open, or stands for nothing
    ('"cold kiln', "'cold kiln'"),
    ("(kiln glaze", "(kiln & glaze)"),
    ("kiln) glaze", "(kiln & glaze)"),
    ("project:", ""),
    ("project: kiln", "kiln"),
    ("kiln OR", "kiln"),
    ("OR kiln", "kiln"),
    ("kiln NOT", "kiln"),
    ("()", ""),
    ('""', ""),
    ("-", ""),
    ("!? …", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "tree"), CASES, ids=[text or "empty" for text, _ in CASES])
def test_tree(text: str, tree: str) -> None:
    assert show(parse(text).node) == tree


def test_sort_is_no_filter() -> None:
    assert parse("kiln sort:oldest") == Query(Word("kiln"), "oldest")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('kiln "cold', "an open quote was closed at the end"),
        ("(kiln", "an open bracket was closed at the end"),
        ("a " * 200, f"only the first {MAX_WORDS} words were used"),
    ],
)
def test_what_was_mended_is_noted(text: str, note: str) -> None:
    assert note in parse(text).notes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("projct:Kiln", 'There is no field "projct"; closest: project.'),
        ("colour:red", 'There is no field "colour"; fields: project, person'),
        ("kiln sort:newst", "There is no sort:newst."),
    ],
)
def test_what_there_is_not(text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.message.startswith(message)
    assert caught.value.hint
    assert caught.value.position == text.index(text.split()[-1])


scraps = st.sampled_from(
    [
        '"',
        "(",
        ")",
        "-",
        " ",
        "|",
        "OR",
        "NOT",
        "AND",
        "*",
        ":",
        ",",
        "..",
        "kiln",
        "project:",
        "date:",
        "#12",
        "“",
        "\\",
    ]
)


@given(
    st.one_of(
        st.text(max_size=300), st.lists(scraps, max_size=60).map("".join), st.lists(scraps).map(" ".join)
    )
)
def test_any_text_has_a_tree_or_a_query_error(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
    else:
        assert isinstance(query, Query)


def test_brackets_nested_deeper_than_anyone_means() -> None:
    assert show(parse("(" * 10_000 + "kiln" + ")" * 10_000).node) in ("", "kiln")


def test_every_field_is_understood() -> None:
    for field in FIELDS:
        value = {"sort": "newest"}.get(field, "2023")
        query = parse(f"{field}:{value}")
        assert query.sort == "newest" if field == "sort" else query.node == Filter(field, (Value("2023"),))
