"""Other forms of a word, in the languages that kb.toml can name."""

from __future__ import annotations

import subprocess
import sys

import pytest

from index.model import LANGUAGES
from index.storing.analysis import ENGLISH, analysis_of
from index.storing.tokens import fold

FORMS = {
    "da": "beslutning beslutninger",
    "de": "Entscheidung Entscheidungen; Haus Häuser; München Munchen Muenchen; neue neuer; Größe Groesse",
    "en": "decision decisions; optimise optimizing",
    "es": "decisión decisiones decision; reunión reuniones; propuesta propuestas; votación votaciones",
    "fi": "talo talot",
    "fr": "décision décisions decision; proposé proposer; général généraux",
    "hu": "döntés döntések",
    "it": "riunione riunioni; proposta proposte",
    "nl": "vergadering vergaderingen",
    "no": "beslutning beslutninger",
    "pt": "proposta propostas; decidir decidido",
    "ru": "решение решения; участник участники",
    "sv": "möte möten",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_of_one_word_are_one_term(language: str) -> None:
    analysis = analysis_of((language,))
    for group in FORMS[language].split(";"):
        assert len({analysis.stem(fold(form)) for form in group.split()}) == 1, group


@pytest.mark.parametrize(
    ("languages", "groups"),
    [
        (
            ("en", "es"),
            "decision decisions decisión; reunión reuniones; meeting meetings; issue issues",
        ),
        (("en", "de"), "meeting meetings; Entscheidung Entscheidungen; release released"),
    ],
)
def test_several_languages_at_once(languages: tuple[str, ...], groups: str) -> None:
    analysis = analysis_of(languages)
    for group in groups.split(";"):
        assert len({analysis.stem(fold(form)) for form in group.split()}) == 1, group


def test_words_that_order_a_question_are_those_of_the_language() -> None:
    assert analysis_of(("de",)).is_stop_word("über")
    assert analysis_of(("es",)).is_stop_word("¿qué")
    assert not ENGLISH.is_stop_word("über")
    assert analysis_of(("de", "en")).is_stop_word("what?")


def test_english_loads_no_other_stemmer() -> None:
    use = "from index.storing.analysis import ENGLISH; ENGLISH.read_terms('many words')"
    code = f"import sys; {use}; print('whoosh.lang.snowball' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
