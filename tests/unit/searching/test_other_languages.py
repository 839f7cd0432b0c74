"""What is found in minutes that are not in English, and in those without blanks between words."""

from __future__ import annotations

from pathlib import Path

import pytest
from shelf import Shelf, topic

GERMAN = {
    "Entscheidungen": {"t1"}, "entscheidung": {"t1"}, "Beschluss": {"t2"}, "beschlüsse": {"t2"},
    "München": {"t1"}, "Munchen": {"t1"}, "Muenchen": {"t1"}, "Gross": {"t2"}, "GRÖSSE": {"t2"},
    "vorschläge": {"t1"}, '"neuer Ofen"': {"t2"}, "ofen*": {"t1", "t2"}, "Ofen -Beschluss": {"t1"},
    "was haben wir über den Ofen beschlossen": {"t2"}, "title:ofen": {"t1"},
}  # fmt: skip
SPANISH = {
    "decision": {"t1"}, "decisión": {"t1"}, "decisiones": {"t1"}, "votación": {"t2"}, "votacion": {"t2"},
    "votaciones": {"t2"}, "propuestas": {"t2"}, "ano": {"t2"}, "¿qué decisión?": {"t1"},
    '"dos hornos"': {"t2"},
}  # fmt: skip
BOTH = {**SPANISH, "meetings": {"t3"}, "meeting decision": {"t3"}}
UNSPACED = {
    "预": {"t1"}, "预算": {"t1"}, "机器学": {"t1"}, "器学习": {"t1"}, "机学": set(), "機器": set(),
    "窯": {"t2"}, "窯の": {"t2"}, "温度": {"t2"}, "データ": {"t2"}, "データ読み込み": {"t2"}, "込み": {"t2"},
    "カタログ": set(), "Kiln 温度": {"t2"}, "温度計": {"t2"}, '"窯の温度"': {"t2"}, "温*": {"t2"},
    "가마": {"t3"}, "온도": {"t3"}, "예산 OR 预算": {"t1", "t3"},
}  # fmt: skip


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("de") / "cache", languages=("de",)).commit(
        [
            topic(1, "Ofen in München\nDie Entscheidung wird vertagt, ein Vorschlag liegt vor."),
            topic(2, "Glasur\nDie Beschlüsse stehen: ein neuer Ofen wird beschlossen, die Größe bleibt."),
        ]
    )


def spanish_topics() -> list[object]:
    return [
        topic(1, "Hornos\nSe tomó la decisión."),
        topic(2, "Dos hornos\nLa votación sobre las propuestas de este año."),
    ]


@pytest.fixture(scope="module")
def unspaced(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("cjk") / "cache").commit(
        [
            topic(1, "预算\n机器学习的预算很重要"),
            topic(2, "Kiln会議\n窯の温度計とデータ読み込みについて。"),
            topic(3, "가마\n가마의 온도와 예산"),
        ]
    )


@pytest.mark.parametrize("query", GERMAN)
def test_german(german: Shelf, query: str) -> None:
    assert set(german.found(query)) == GERMAN[query]


@pytest.mark.parametrize("query", UNSPACED)
def test_without_blanks(unspaced: Shelf, query: str) -> None:
    assert set(unspaced.found(query)) == UNSPACED[query]


def test_a_question_for_what_was_decided(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "cache", languages=("de",))
    shelf.commit([topic(1, "Ofen\nWir kaufen ihn.", decisions=(12,)), topic(2, "Ofen\nEr ist alt.")])
    assert shelf.search("was wurde zum Ofen beschlossen?").hits[0].topic.decisions


def test_spanish(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "cache", languages=("es",)).commit(spanish_topics())
    assert {query: set(shelf.found(query)) for query in SPANISH} == SPANISH


def test_several_languages(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "cache", languages=("es", "en"))
    shelf.commit([*spanish_topics(), topic(3, "Meeting\nDecisions were put off.")])
    found = {query: set(shelf.found(query)) for query in BOTH}
    assert found["meetings"] == found["meeting decision"] == {"t3"}
    assert all(SPANISH[query] <= found[query] for query in SPANISH)


def test_a_form_in_another_language_is_marked(german: Shelf) -> None:
    (snippet,) = german.search("Muenchen").hits[0].snippets
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["München"]
