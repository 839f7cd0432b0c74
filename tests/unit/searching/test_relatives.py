"""What is nearly the word asked for."""

from __future__ import annotations

import pytest
from shelf import Shelf, topic

from index.searching.relatives import acronym_of, spelled_out, synonyms


@pytest.mark.parametrize(
    ("word", "other"), [("docs", "documentation"), ("documentation", "doc"), ("repos", "repository")]
)
def test_words_for_the_same(word: str, other: str) -> None:
    assert other in synonyms(word)


@pytest.mark.parametrize(
    ("words", "short"),
    [
        (["learning", "rate"], "lr"),
        (["old", "kiln"], None),
        (["kiln", "safety", "board"], "ksb"),
        (["large", "language", "models"], "llm"),
    ],
)
def test_acronyms(words: list[str], short: str | None) -> None:
    assert acronym_of(words) == short


def test_an_acronym_is_spelled_out() -> None:
    assert spelled_out("llms") == ["large", "language", "model"]
    assert spelled_out("kiln") == []


@pytest.fixture
def relatives(shelf: Shelf) -> Shelf:
    return shelf.commit(
        [
            topic(1, "Members\nRegistration opens in May."),
            topic(2, "Writing\nThe docs need work."),
            topic(3, "KSB\nThe KSB has met."),
            topic(4, "Money\nA learning rate of zero.", decisions=(42,)),
        ]
    )


@pytest.mark.parametrize(
    ("query", "related"),
    [
        ("register", "t1"),
        ("documentation", "t2"),
        ("kiln safety board met", "t3"),
        ("LR", "t4"),
        ("decisions", "t4"),
    ],
)
def test_a_relative_is_related_but_not_found(relatives: Shelf, query: str, related: str) -> None:
    result = relatives.search(query)
    assert result.total == 0
    assert [hit.topic.id[-2:] for hit in result.hits] == [related]
    assert {hit.match for hit in result.hits} == {"some"}
    assert not relatives.found(query, strict=True)
