"""Lines of Markdown as they are shown among others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Topic
from kb.wording import plain_words, without_markup, words_at


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("- **Decision:** drop it", "Decision: drop it"),
        ("  * [ ] _Ada_ writes `read_kiln`", "Ada writes read_kiln"),
        ("### 2. Kilns", "Kilns"),
        ("> quoted", "quoted"),
        ("see [the issue](https://x.org/a_(b)) and [#7][seven]", "see the issue and #7"),
        ("![chart](a.png) of <https://x.org/a>", "chart of https://x.org/a"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("__init__ stays", "__init__ stays"),
        ("*a* and *b*", "a and b"),
        ("*see [the issue](https://x.org/a)* and [_b_](c)", "see the issue and b"),
        ("\x1b[31mred", "␛[31mred"),
        ("", ""),
    ],
)
def test_what_only_marks_is_taken_off(line: str, words: str) -> None:
    assert plain_words(line) == words


@given(st.text())
def test_any_line_is_one_line(line: str) -> None:
    assert "\n" not in plain_words(line)


def test_places_are_known_in_what_is_left() -> None:
    line = "- see [the issue](https://x.org) of **Ada**"
    text, offsets = without_markup(line)
    assert text == "see the issue of Ada"
    for word in ("issue", "Ada"):
        start = line.index(word)
        assert text[offsets[start] : offsets[start + len(word)]] == word


def test_a_sentence_is_followed_over_its_lines() -> None:
    text = "## Kilns\n\n- Agreed to buy\n  a large kiln\n- Ada asks\n\nWe decided\nto wait\n\nMore."
    topic = Topic("i", "f.md", "2024-01-01", "", "discussion", "Kilns", 10, 19, text, decisions=(12, 16))
    assert words_at(topic, 10) == "Kilns"
    assert words_at(topic, 12) == "Agreed to buy a large kiln"
    assert words_at(topic, 16) == "We decided to wait"
    assert words_at(topic, 99) == "line 99"
