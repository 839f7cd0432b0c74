"""Links and plain words in lines of Markdown."""

from __future__ import annotations

import pytest

from index.reading.links import find_links, plain, read_definitions

DEFINITIONS = read_definitions(
    ["[1]:\thttps://example.org/one_two", "[Guide]: <https://example.org/guide> 'The guide'", "text [2]: no"]
)


@pytest.mark.parametrize(
    ("line", "links"),
    [
        ("see [it](https://a.example/x)", ["https://a.example/x"]),
        ("see [it](https://a.example/x_(y)) and more", ["https://a.example/x_(y)"]),
        ('[it](https://a.example/x "title (old)")', ["https://a.example/x"]),
        (
            "bare https://a.example/x, and (https://b.example/y).",
            ["https://a.example/x", "https://b.example/y"],
        ),
        ("<https://a.example/x>", ["https://a.example/x"]),
        ("[https://a.example/x\\_y][1]", ["https://example.org/one_two"]),
        ("[words][1] and [guide]", ["https://example.org/one_two", "https://example.org/guide"]),
        ("[Guide][]", ["https://example.org/guide"]),
        ("[ ] open, [x] done, [unknown]", []),
        ("[here](../notes.md) [mail](mailto:a@b.example)", []),
        ("https://a.example/x https://a.example/x", ["https://a.example/x"]),
        ("[1]: https://example.org/one_two", []),
        ("https://a.example/wiki/Flux_[disambiguation]", ["https://a.example/wiki/Flux_[disambiguation]"]),
        ("[https://a.example/x](https://a.example/x)", ["https://a.example/x"]),
    ],
)
def test_links_of_a_line(line: str, links: list[str]) -> None:
    assert list(find_links([line], DEFINITIONS)) == links


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Bold** and _italic_ and `code`", "Bold and italic and code"),
        ("[Masking \\`x\\` in snake_case][10]", "Masking `x` in snake_case"),
        ("Release [2.0](https://a.example/v2) ~~now~~", "Release 2.0 now"),
        ("Title {#anchor .unnumbered}", "Title"),
        ("<https://a.example/x>", "https://a.example/x"),
        ("2 * 3 * 4 and a_b_c", "2 * 3 * 4 and a_b_c"),
    ],
)
def test_plain_words(text: str, words: str) -> None:
    assert plain(text) == words
