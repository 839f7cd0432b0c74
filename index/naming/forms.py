"""The written forms of names: when two spellings are one, and which words of a text could be names.

Owns folding and the split of a text into prose and code.  Knows no corpus, no ledger, and of
Markdown only what hides words from prose: fences, code spans, comments and addresses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from index.model import Meeting, Topic

_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_ASCII = bytes(range(128))
_SEPARATORS = re.compile(r"[\s\-_.·’']+")
_SUFFIX = re.compile(r"\.(?:jl|js|py|rs|git)$", re.IGNORECASE)
_SUFFIXED = re.compile(r"[A-Z]\w+\.(?:jl|js)\b")
# What is no prose, by the mark it begins with: a literal, to which the engine skips at once.
_HIDDEN = (
    ("`", re.compile(r"`(?:``.*?(?:```|\Z)|`[^`\n]+``|[^`\n]+`)", re.DOTALL)),
    ("~~~", re.compile(r"~~~.*?(?:~~~|\Z)", re.DOTALL)),
    ("<!--", re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)),
    ("://", re.compile(r"://[^\s<>\"\]]+")),
    ("www.", re.compile(r"www\.[^\s<>\"\]]+")),
)
_URL = re.compile(r"https?://[^\s<>\"\]]+")
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ſΆ-ΏΑ-ΩЀ-Я"
# Starts at a capital, to which the engine can skip at once; a word like `eKite` is widened to the left.
_NAMELIKE = re.compile(rf"[{_UPPER}@]\w*(?:[.-]\w+|['’](?!s\b)\w+)*")
_WORD = re.compile(r"[^\W\d_]\w*")
_ENDS = frozenset("\n\r.!?:;-–—•#>|+=…\0")
_MARKUP = frozenset(" \t*_\"“”'‘([~\\")


class Word(NamedTuple):
    """A name-like word, and where it stands in its text."""

    start: int
    end: int
    text: str


class Prose:
    """A text with its code and addresses blanked out at equal length, and its words."""

    __slots__ = ("_words", "code", "text")

    def __init__(self, source: str) -> None:
        code: list[str] = []

        def blank(match: re.Match[str]) -> str:
            if match[0][0] in "`~":
                code.append(match[0].strip("`"))
            return "\0" * len(match[0])

        for mark, pattern in _HIDDEN:
            if mark in source:
                source = pattern.sub(blank, source)
        self.text = source
        self.code = tuple(code)
        self._words: frozenset[str] | None = None

    @property
    def words(self) -> frozenset[str]:
        """All words as they stand, each once."""
        if self._words is None:
            self._words = frozenset(_WORD.findall(self.text))
        return self._words

    def namelike(self, wanted: Callable[[str], bool] | None = None) -> Iterator[Word]:
        """The words with a capital, or after an ``@``, in order; a possessive ``'s`` is not part of them.

        `wanted` says which words matter at all; to leave out the others early is what makes this fast.
        """
        text = self.text
        for match in _NAMELIKE.finditer(text):
            found, end = match.span()
            start = found
            while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
                start -= 1
            word = text[start:end]
            if wanted and not wanted(word):
                continue
            if text[found] == "@" and (start < found or end == found + 1):
                continue  # an e-mail address, or an `@` that names nobody
            yield Word(start, end, word)

    def opens(self, word: Word) -> bool:
        """Whether a word opens a sentence or a line, so that its capital says little."""
        before = word.start - 1
        while before >= 0 and self.text[before] in _MARKUP:
            before -= 1
        return before < 0 or self.text[before] in _ENDS


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Make the spellings of one name equal: case, accents, blanks, hyphens, dots and a leading ``@``."""
    name = name.lstrip("@ ")
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SEPARATORS.sub("", name).casefold()


@lru_cache(maxsize=1 << 16)
def fold_project(name: str) -> str:
    """Fold a project's name: its owner and a suffix (``.jl``, ``.js``, ``.py``, ``.rs``) do not count."""
    name = name.strip().strip("/").rsplit("/", 1)[-1]
    return fold(_SUFFIX.sub("", name)) or fold(name)


def is_suffixed(word: str) -> bool:
    """Whether a word is written as packages are and files are not: ``Kite.jl``, ``Node.js``."""
    return "." in word and bool(_SUFFIXED.fullmatch(word))


def suffixed_words(text: str) -> Iterator[str]:
    """The words of a text that are written as packages are."""
    return (match[0] for match in _SUFFIXED.finditer(text)) if ".j" in text else iter(())


def is_coined(word: str) -> bool:
    """Whether no everyday word is written like this: with a capital after the first letter."""
    return not word[1:].islower() and any(c.isupper() for c in word[1:])


def own_text(topic: Topic) -> str:
    """What was written under a topic: its lines, or what the messages say where it is a chat."""
    if topic.kind == "chat" and topic.chat:
        return "\n".join(m.text for m in topic.chat)
    return topic.text


def all_links(topic: Topic) -> dict[str, None]:
    """The links of a topic and of its chat, each once, in order."""
    return dict.fromkeys([*topic.links, *(url for m in topic.chat for url in _URL.findall(m.text))])


def own_links(topic: Topic) -> Iterator[str]:
    """The links of a topic's own lines: those that only its chat cites are left out."""
    cited = "" if topic.kind == "chat" else "\n".join(m.text for m in topic.chat)
    return (url for url in topic.links if url not in cited or url in topic.text)


def texts(meeting: Meeting) -> Iterator[str]:
    """Every text of a meeting that can name somebody or something, each once."""
    for topic in meeting.topics:
        yield own_text(topic)
        if topic.kind != "chat":
            yield from (m.text for m in topic.chat)


def squash(text: str) -> str:
    """All letters and digits of a text in one string, folded: every name in it is a part of that.

    On bytes, where what is no letter is left out in one pass: whole collections go through this.
    """
    text = decompose(text)
    for character in _beyond_ascii(text):
        if not character.isalnum():
            text = text.replace(character, "")
    return text.casefold().encode().translate(None, _NO_LETTERS).decode()


def decompose(text: str) -> str:
    """A text without accents, also those of Japanese and Korean."""
    for character in _beyond_ascii(text):
        if (plain := _without_accents(character)) != character:
            text = text.replace(character, plain)
    return text


@lru_cache(maxsize=1 << 12)
def _without_accents(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))


def _beyond_ascii(text: str) -> set[str]:
    """The different characters of a text that are not ASCII."""
    return set() if text.isascii() else set(text.encode().translate(None, _ASCII).decode())
