"""What a text is found by: terms and words of tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.storing.analysis import ENGLISH
from index.storing.tokens import TOKEN, fold

CASES = [
    # text, what it must be found by
    ("Kiln.jl", {"kilnjl", "kiln", "jl"}),
    ("rng_default_value", {"rngdefaultvalue", "rng", "default", "value"}),
    ("core.rng_default_value()", {"rngdefaultvalue", "core", "default"}),
    ("DEC-0054", {"dec0054", "dec", "0054"}),
    ("C++ and C#", {"c++", "c#", "c", "and"}),
    ("#2150", {"#2150", "2150"}),
    ("Kiln.jl#2150", {"kilnjl#2150", "kiln", "#2150", "2150"}),
    ("**Stage 2**", {"stage", "2"}),
    ("_Goal:_ `x`", {"goal", "x"}),
    ("DataLoader", {"dataloader", "data", "loader"}),
    ("GPUArrays HTTPServer", {"gpu", "arrays", "http", "server"}),
    ("pre-trained", {"pretrained", "pre", "trained"}),
    ("ResNet-18", {"resnet18", "resnet", "18"}),
    ("the PRs", {"the", "pr"}),
    ("ImageNetDataset", {"imagenetdataset", "imagenet", "net", "netdataset"}),
    ("don't", {"dont"}),
    ("Ana's", {"ana"}),
    ("Crème Brûlée", {"creme", "brulee"}),
    ("STRASSE straße", {"strasse"}),
    ("e\u0301te\u0301", {"ete"}),
    ("机器学习", {"机器", "器学", "学习"}),
    ("日本語Kiln", {"日本", "本語", "kiln"}),
    ("__init__.py", {"initpy", "init", "py"}),
    ("see https://example.org/a/Kiln.jl", {"https", "exampleorg", "example", "kilnjl", "kiln"}),
]


@pytest.mark.parametrize(("text", "words"), CASES, ids=[text for text, _ in CASES])
def test_words(text: str, words: set[str]) -> None:
    contents = ENGLISH.read_terms(text)
    found = {piece.word for piece in ENGLISH.locate_terms(text)}
    assert words <= found <= contents.words | set(contents.terms)


@pytest.mark.parametrize(
    "forms",
    [
        ("optimiser", "optimizers", "Optimisation", "optimizing"),
        ("distributing", "distributed"),
        ("immutable", "immutability"),
        ("augmenting", "augmentation"),
        ("Café", "cafe"),
    ],
)
def test_forms_of_one_word_are_one_term(forms: tuple[str, ...]) -> None:
    assert len({ENGLISH.stem(fold(form)) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("rise", "rize"), ("promise", "promize"), ("optimise", "optimize")]
)
def test_spelling_with_s_only_matters_in_short_words(one: str, other: str) -> None:
    assert (ENGLISH.stem(one) == ENGLISH.stem(other)) == (len(one) > 6)


@given(st.text(max_size=200))
def test_any_text_has_terms_that_are_found_again(text: str) -> None:
    contents = ENGLISH.read_terms(text)
    for piece in ENGLISH.locate_terms(text):
        assert piece.term in contents.terms
        assert piece.word in contents.words or piece.word == piece.term
        assert 0 <= piece.start < piece.end <= len(text)
        assert 0 < len(piece.term) <= 64


@given(st.text(min_size=1, max_size=60))
def test_what_is_typed_as_written_asks_for_what_is_indexed(text: str) -> None:
    terms = ENGLISH.read_terms(text).terms
    for wanted in ENGLISH.wanted_terms(text):
        assert wanted.whole is None or wanted.whole.term in terms
        assert all(part.term in terms for part in wanted.parts)


@pytest.mark.parametrize(
    "text", ["a" * 400_000, "_a" * 200_000, "A1" * 200_000, "a." * 200_000, "'" * 300_000]
)
def test_long_tokens_take_linear_time(text: str) -> None:
    ENGLISH.read_terms(text)  # a second at most; quadratic time would be minutes


def test_a_mark_that_combines_with_nothing_is_no_word() -> None:
    assert not ENGLISH.read_terms("\u0301 _ -").terms


def test_pieces_of_a_token_are_told_apart_by_place() -> None:
    (match,) = TOKEN.finditer("GoGo")
    assert [(p.start, p.end, p.word) for p in ENGLISH.pieces(match[0])] == [
        (0, 4, "gogo"),
        (0, 2, "go"),
        (2, 4, "go"),
    ]
