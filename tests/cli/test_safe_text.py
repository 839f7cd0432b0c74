"""What a terminal would obey is shown, and nothing else is touched."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.json_output import json_line
from kb.safe_text import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;evil\x07", "␛]0;evil␇"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x9b31m", "�31m"),
        ("a\u202eb", "a�b"),
        ("a\u2066b\u2069", "a�b�"),
        ("zero\u200bwidth\ufeff", "zero�width�"),
        ("tag\U000e0041", "tag�"),
        ("back\x08space\x7f", "back␈space␡"),
        ("line\u2028break", "line�break"),
        ("lone \udc80 surrogate", "lone � surrogate"),
        ("return\r", "return␍"),
        ("a" + "\u0301" * 6, "a" + "\u0301" * 4 + "��"),
        ("tab\tand\nline feed", "tab\tand\nline feed"),
        ("👩\u200d👩\u200d👧 and ﷽ and Việt and שָׁ", "👩\u200d👩\u200d👧 and ﷽ and Việt and שָׁ"),
    ],
)
def test_what_would_be_obeyed_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_no_control_character_is_left_and_every_character_keeps_its_place(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c not in "\t\n"]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert visible(shown) == shown


@given(
    st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_json_says_the_same_and_is_harmless(value: object) -> None:
    line = json_line(value)
    assert json.loads(line) == value
    assert visible(line) == line or max(line) >= "\u0300"
    assert "\n" not in line
    line.encode("utf-8")
