"""Links and plain words in Markdown lines: URLs, reference definitions, markup stripped from titles.

Owns the inline syntax; must not know what a line means in a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

_DEFINITION = re.compile(r"[ \t]{0,3}\[([^\[\]]+)\]:[ \t]*<?(\S+?)>?(?:[ \t]+[\"'(].*)?[ \t]*$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CHARACTER = r"[^\s<>\"'`|\\^{}\]]"
_URL = rf"https?://{_CHARACTER}++(?:\](?![\[(]){_CHARACTER}*+)*+"  # but not into the rest of [url][label]
_LINK = re.compile(
    # [text](url "title")
    r"\]\(\s*+<?(?P<inline>[^\s()<>]*+(?:\([^\s()]*+\)[^\s()<>]*+)*+)>?[^()\n]{0,300}\)"
    r"|\](?:\[(?P<ref>[^\[\]]*)\])"  # [text][label]
    rf"|(?P<bare>{_URL})"
    r"|(?<!\])\[(?P<short>[^\[\]]++)\](?![(\[:])"  # [label]
)
_LABELLED = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s[^()]*)?\)|\[[^\[\]]*\])")
_MARKS = re.compile(
    r"\\([!-/:-@\[-`{-~])|\*\*|__|~~|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|`+|</?\w[^<>]*>"
)
_ATTRIBUTES = re.compile(r"\{[:#.][^{}]*\}$")  # kramdown and Quarto: {#id .class}


_LONGEST = 2_000


def read_definitions(lines: Iterable[str]) -> dict[str, str]:
    """The reference definitions of a file (``[1]: https://…``): label in lower case → URL."""
    found: dict[str, str] = {}
    for line in lines:
        if "]:" in line and (match := _DEFINITION.match(line)):
            found.setdefault(match[1].strip().casefold(), unescape(match[2]))
    return found


def unescape(text: str) -> str:
    """`text` with backslash escapes undone (``\\_`` → ``_``)."""
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def find_links(lines: Sequence[str], definitions: Mapping[str, str]) -> tuple[str, ...]:
    """All web addresses that `lines` give, inline, bare or by reference, in order, each once."""
    found: dict[str, None] = {}
    for line in lines:
        if "://" in line or "][" in line or (definitions and "[" in line):
            for url in _line_links(line, definitions):
                found.setdefault(url)
    return tuple(found)


def _line_links(line: str, definitions: Mapping[str, str]) -> Iterator[str]:
    line = unescape(line)
    if _DEFINITION.match(line):
        return
    for match in _LINK.finditer(line):
        if url := match["inline"]:
            if url.startswith(("http://", "https://")):
                yield url
        elif url := match["bare"]:
            yield trim_url(url)
        else:
            label = match["ref"] or match["short"] or _label_before(line, match.start())
            if label and (target := definitions.get(label.strip().casefold())):
                yield target


def _label_before(line: str, end: int) -> str:
    """The text in the brackets that close at `end`: in ``[text][]`` it is the label itself."""
    start = line.rfind("[", 0, end)
    return line[start + 1 : end] if start >= 0 else ""


def trim_url(url: str) -> str:
    """A bare URL without the punctuation of the sentence around it."""
    url = url.split("](", 1)[0]
    for _ in range(8):  # "(see <url>)." nests a few times, not more
        bare = url.rstrip(".,;:!?*_")
        for opening, closing in ("()", "[]"):
            spare = bare.count(closing) - bare.count(opening)
            trailing = len(bare) - len(bare.rstrip(closing))
            if spare > 0 and trailing:
                bare = bare[: len(bare) - min(spare, trailing)]
        if bare == url:
            break
        url = bare
    return url


def plain(text: str) -> str:
    """A title without markup: links reduced to their words, emphasis and code marks and escapes gone.

    Of a longer text only the first 2,000 characters.
    """
    text = text[:_LONGEST].strip()
    if text.endswith("}"):
        text = _ATTRIBUTES.sub("", text)
    if "[" in text:
        text = _LABELLED.sub(r"\1", text)
    if text.startswith("<http") and text.endswith(">"):
        text = text[1:-1]
    return " ".join(_MARKS.sub(lambda mark: mark[1] or "", text).split())
