"""Links and plain words in Markdown lines: URLs, reference definitions, markup stripped from titles.

Owns the inline syntax, which `markdown-it-py` reads, with one rule of our own for bare addresses; must not
know what a line means in a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Definitions = Mapping[str, Any]
"""The reference definitions of a file as markdown-it keeps them: label in capitals → ``href`` and others."""

_LONGEST = 2_000  # characters that are read at a time: what is pasted into one line can be as long as a book
_BEFORE_COLON = re.compile(r"https?$", re.IGNORECASE)
_CHARACTER = r"(?:\\[!-/:-@\[-`{-~]|[^\s<>\"'`|\\^{}\]])"
_ADDRESS = re.compile(
    rf"://{_CHARACTER}++(?:\](?![\[(]){_CHARACTER}*+)*"
)  # but not beyond [url] in [url](url)
_URL = re.compile(rf"https?{_ADDRESS.pattern}", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# Nine in ten lines have links in these forms alone: a tenth of the time that the parser takes.
_SIMPLE = re.compile(
    rf"\[(?P<words>[^\[\]<]*)\]\((?P<inline>https?://[^\s()&<\0-\x1f\x7f]*)\)|"
    rf"<(?P<auto>https?://[^<>\0- ]*)>|(?P<bare>{_URL.pattern})",
    re.IGNORECASE,
)
_OTHER_MARK, _BRACKET = re.compile(r"[`\\\0]"), re.compile(r"[\[\]<]")
_DEFINITION = re.compile(r"[ \t]{0,3}(\[[^\[\]]+\]:[ \t]*\S+)(?:[ \t]+[\"'(].*)?[ \t]*$")
_REFERENCE = re.compile(r"!?\[([^\[\]]*)\]\[[^\[\]]*\]")
_ATTRIBUTES = re.compile(r"\{[:#.][^{}]*\}$")  # kramdown and Quarto: {#id .class}
_MARKUP = re.compile(r"[*_`\[\]<>\\&~]")
_EMPHASIS = re.compile(r"[*_~&]|!\[")
_LEFT_OPEN = re.compile(r"\*\*|__(?!\w)|(?<!\w)__|~~")  # marks whose partner stands on another line


def read_definitions(lines: Iterable[str]) -> Definitions:
    """The reference definitions of a file (``[1]: https://…``)."""
    # without their titles: a quote within one would make it no definition to CommonMark
    written = [match[1] for line in lines if "]:" in line and (match := _DEFINITION.match(line))]
    if not written:
        return {}
    known: dict[str, Any] = {}
    _markdown().parse("\n\n".join(written), known)
    found: Definitions = known.get("references", {})
    return found


def find_links(lines: Sequence[str], definitions: Definitions) -> tuple[str, ...]:
    """All web addresses that `lines` give, inline, bare or by reference, in order, each once."""
    found: dict[str, None] = {}
    for line in lines:
        if "://" in line or "][" in line or (definitions and "[" in line):
            for url in _line_links(line, definitions):
                found.setdefault(url)
    return tuple(found)


def plain(text: str) -> str:
    """A title without markup: links reduced to their words, emphasis and code marks and escapes gone.

    Of a longer text only the first 2,000 characters.
    """
    text = text[:_LONGEST].strip()
    if text.endswith("}"):
        text = _ATTRIBUTES.sub("", text)
    if _MARKUP.search(text):
        text = _without_marks(text)
    return " ".join(text.split())


@lru_cache(maxsize=4096)  # two in three came before: a title is asked for in several places
def _without_marks(text: str) -> str:
    text = _REFERENCE.sub(r"\1", text)
    if not _EMPHASIS.search(text) and _is_simple(text):  # half of them are nothing but links
        return _SIMPLE.sub(lambda link: link["words"] if link["inline"] else link["auto"] or link[0], text)
    return _LEFT_OPEN.sub("", "".join(_visible(_inline(text, {}))))


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


def _line_links(line: str, definitions: Definitions) -> Iterator[str]:
    if _DEFINITION.match(line):
        return
    for piece in _pieces(line):
        if _is_simple(piece):
            yield from _simple_links(piece)
            continue
        for token in _inline(piece, definitions):
            if token.type == "link_open":
                yield from _web(str(token.attrs["href"]))
            elif token.type == "image":
                yield from _web(str(token.attrs["src"]))
            elif token.type in ("code_inline", "html_inline"):
                yield from (trim_url(match[0]) for match in _URL.finditer(token.content))


def _is_simple(piece: str) -> bool:
    """Whether a text has no code, tags, escapes, nor brackets but around the words of links."""
    return not _OTHER_MARK.search(piece) and not _BRACKET.search(_SIMPLE.sub("", piece))


def _simple_links(piece: str) -> Iterator[str]:
    """The addresses of a text that has no other markup than links."""
    for match in _SIMPLE.finditer(piece):
        yield from _web(match["inline"] or match["auto"] or trim_url(match["bare"]))


def _web(url: str) -> Iterator[str]:
    if url.startswith(("http://", "https://")):
        yield _ESCAPE.sub(r"\1", url)  # exports escape even where CommonMark does not: <https://…/a\_b>


def _pieces(line: str) -> Iterator[str]:
    """A line in pieces that are quick to parse, cut at blanks."""
    start = 0
    while len(line) - start > _LONGEST:
        end = line.rfind(" ", start + 1, start + _LONGEST)
        end = end if end > 0 else start + _LONGEST
        yield line[start:end]
        start = end
    yield line[start:]


def _visible(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type == "image":
            yield "".join(_visible(token.children or ()))
        elif token.type in ("softbreak", "hardbreak"):
            yield " "


def _inline(text: str, definitions: Definitions) -> list[Token]:
    """The inline tokens of a line."""
    (whole,) = _markdown().parseInline(text, {"references": definitions})
    return whole.children or []


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    class Reader(MarkdownIt):
        """CommonMark whose addresses stay as they are written: no percent signs are added."""

        def normalizeLink(self, url: str) -> str:  # noqa: N802
            return url

    markdown = Reader("commonmark").enable("strikethrough")
    markdown.inline.ruler.after("text", "bare_address", _read_bare_address)
    return markdown


def _read_bare_address(state: StateInline, silent: bool) -> bool:
    """Rule of markdown-it: an address that stands in the text is a link (GitHub's extended autolinks)."""
    if not state.src.startswith("://", state.pos) or state.linkLevel:
        return False
    scheme = _BEFORE_COLON.search(state.src, max(0, state.pos - 6), state.pos)
    address = _ADDRESS.match(state.src, state.pos)
    if not scheme or not address:
        return False
    written = trim_url(scheme[0] + address[0])
    if not silent:
        if not state.pending.endswith(scheme[0]):
            return False
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": written}
        state.push("text", "", 0).content = _ESCAPE.sub(r"\1", written)
        state.push("link_close", "a", -1)
    state.pos += len(written) - len(scheme[0])
    return True
