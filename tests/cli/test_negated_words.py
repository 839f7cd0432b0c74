"""A word with a minus before it is left out, and is never taken for a flag."""

from __future__ import annotations

import click
import pytest

from kb.commands.search import search_command


def read(*arguments: str) -> dict[str, object]:
    context = search_command.make_context("search", list(arguments))
    return context.params


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        (["kiln", "-docs"], "kiln -docs"),
        (["-docs", "kiln"], "-docs kiln"),
        (["kiln", "-project:Potter"], "kiln -project:Potter"),
        (["kiln", '-"large kiln"'], 'kiln -"large kiln"'),
        (["kiln", "-n3", "-notes"], "kiln -notes"),
        (["-n", "3", "kiln", "-(a b)"], "kiln -(a b)"),
        (["--", "-n", "--json"], "-n --json"),
        (["--json", "kiln", "--", "-docs"], "kiln -docs"),
    ],
)
def test_words_with_a_minus(arguments: list[str], query: str) -> None:
    assert read(*arguments)["query"] == query


def test_flags_between_words_are_flags() -> None:
    read_flags = read("kiln", "-n", "3", "-docs", "--json")
    assert (read_flags["limit"], read_flags["form"]) == (3, "json")


def test_the_value_of_a_flag_may_begin_with_a_minus() -> None:
    assert read("kiln", "--project", "-odd")["projects"] == ("-odd",)


@pytest.mark.parametrize("flag", ["--jsn", "-x"])
def test_an_unknown_flag_is_an_error(flag: str) -> None:
    with pytest.raises(click.NoSuchOption):
        read("kiln", flag)
