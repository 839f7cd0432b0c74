"""One issue, many ways to write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.storing import references
from index.storing.references import asked_reference, forms_in_text, forms_of_address

PULL = "https://github.com/Clayworks/Kiln.jl/pull/2150"


@pytest.mark.parametrize(
    "asked",
    [
        PULL,
        "http://www.github.com/clayworks/kiln.jl/pull/2150/",
        "https://github.com/Clayworks/Kiln.jl/pull/2150#issuecomment-7",
        "Clayworks/Kiln.jl#2150",
        "Kiln.jl#2150",
        "Kiln#2150",
        "#2150",
        "pull/2150",
        "Kiln.jl/pull/2150",
        "Kiln.jl PR 2150",
        "PR 2150",
        "pull request #2150",
        "github.com/Clayworks/Kiln.jl",
        "github.com/clayworks",
    ],
)
def test_a_linked_pull_request_is_found_by(asked: str) -> None:
    assert set(asked_reference(asked)) & set(forms_of_address(PULL))


@pytest.mark.parametrize(
    "text", ["see Kiln.jl#2150", "Clayworks/Kiln#2150.", "(Kiln.jl issue 2150)", "Kiln PR #2150"]
)
def test_an_issue_named_in_the_text_is_found(text: str) -> None:
    assert set(asked_reference("Kiln.jl#2150")) & forms_in_text(text)
    assert "#2150" in forms_in_text(text)


@pytest.mark.parametrize("asked", ["Glaze#2150", "Kiln#215", "pull/215", "https://example.org/pull"])
def test_another_issue_is_not(asked: str) -> None:
    assert not set(asked_reference(asked)) & set(forms_of_address(PULL))


@pytest.mark.parametrize(
    "text", ["a/b", "and/or", "C#", "12:30", "2023-05-12", "kiln.jl", "", "#heading", "see #12", "PR 12 b"]
)
def test_what_is_no_reference(text: str) -> None:
    assert asked_reference(text) == ()


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    asked_reference(text)
    list(forms_of_address(text))
    forms_in_text(text)


@given(st.text(alphabet="aZ1#/._-& \n", max_size=40))
def test_short_references_are_found_wherever_their_pattern_is(text: str) -> None:
    found = {match.span() for match in references._short_references(text)}
    assert found == {match.span() for match in references._SHORT.finditer(text)}
