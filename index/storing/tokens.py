"""Text to tokens, and tokens to their parts: what a word is, in any language.

Owns the rules by which `Flux.jl`, `rng_default_value`, `C++`, `#2150`, `DataLoader`, accents and
Chinese are taken apart.  Knows nothing of stems, topics or fields.

A *token* is what stands between blanks and punctuation (``Optimisers.update!`` → ``Optimisers.update``).
Its *fragments* are the smallest parts of it and what they make together without the marks between them, at
each level of nesting: ``Optimisers.update`` → ``optimisersupdate``, ``optimisers``, ``update``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import TypeAlias

_WORD = r"[\w\u0300-\u036f]+"
TOKEN = re.compile(rf"#?{_WORD}(?:[.'’#-]{_WORD})*(?:\+\+|#(?!\w))?")
_OUTER = re.compile(r"[^.#]+|#\d+")
_INNER = re.compile(r"[^_'’-]+")
_ATOM = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^A-Za-z\d]+")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MARKS = re.compile(r"[._'’-]")
_LONGEST_TOKEN = 256


Fragment: TypeAlias = "tuple[int, int, str]"
"""A part of a token: where it begins and ends in it, and the folded word it is."""


def fold(text: str) -> str:
    """Lower case without accents, in the compatibility form (``Ünïcode`` → ``unicode``)."""
    if text.isascii():
        return text.lower()
    return _unaccent(text).casefold()


def fold_aligned(text: str) -> str:
    """The text folded character by character, each in its place; what would fold to several stays."""
    if text.isascii():
        return text.lower()
    plain = _unaccent(text, aligned=True)
    lower = plain.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    )


def _unaccent(text: str, aligned: bool = False) -> str:
    """The text without accents: of its few different characters each is replaced everywhere at once."""
    for character in set(_NOT_ASCII.findall(text)):
        if not "\u3040" <= character <= "\ud7ff":
            bare = _bare(character)
            if bare != character and (len(bare) == 1 or not aligned):
                text = text.replace(character, bare)
    return text


@lru_cache(maxsize=4096)
def _bare(character: str) -> str:
    """A character without its accents, case kept: names in camel case are still to be taken apart."""
    decomposed = unicodedata.normalize("NFKD", character)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def fragments(token: str) -> Iterator[Fragment]:
    """All parts of a token, the whole first; of a base64 blob only the beginning counts."""
    return _take_apart(token if is_unspaced(token) else token[:_LONGEST_TOKEN])


def _take_apart(token: str) -> Iterator[Fragment]:
    body = token.strip("_")
    start = token.find(body) if body else 0
    if not body:
        return
    if body.isascii() and body.isalpha() and (body.islower() or body.istitle()):
        yield (start, start + len(body), body.lower())
        return
    if body.endswith(("++", "#")):
        yield (start, start + len(body), fold(body))
        body = body.rstrip("+#")
    if body.startswith("#"):
        if body[1:].isdigit():
            yield (start, start + len(body), body)
        body, start = body[1:], start + 1
    outer = [match for match in _OUTER.finditer(body) if match[0].strip("_'’-")]
    if len(outer) > 1:
        yield (start, start + len(body), _joined(body))
    for segment in outer:
        offset, end = start + segment.start(), start + segment.end()
        if segment[0].startswith("#"):
            yield (offset, end, segment[0])
            yield (offset + 1, end, segment[0][1:])
        else:
            yield from _segment(segment[0], offset)


def _segment(segment: str, start: int) -> Iterator[Fragment]:
    """The parts of what has no dot in it (``rng_default_value``, ``pre-trained``, ``don't``)."""
    inner = list(_INNER.finditer(segment))
    if len(inner) > 1:
        last = inner[-1][0]
        if segment[inner[-1].start() - 1] in "'’" and len(last) <= 2:
            if last not in "sS":
                yield (start, start + len(segment), _joined(segment))
                return
            inner.pop()
            segment = segment[: inner[-1].end()]
        if len(inner) > 1:
            yield (start, start + len(segment), _joined(segment))
    for word in inner:
        yield from _word(word[0], start + word.start())


def _word(word: str, start: int) -> Iterator[Fragment]:
    """The parts of a word without marks: itself, its pieces by case and digits, bigrams of CJK."""
    end = start + len(word)
    if not word.isascii():
        runs = list(_unspaced().finditer(word))
        if runs:
            yield from _cjk(word, start, runs)
            return
        bare = _unaccent(word)
        if len(bare) != len(word):
            yield (start, end, bare.casefold())
            return
        word = bare
    if _PLURAL_ACRONYM.fullmatch(word):
        yield (start, end - 1, fold(word[:-1]))
        return
    yield (start, end, fold(word))
    if (word.islower() and word.isalpha()) or word.isdigit():
        return
    atoms = list(_ATOM.finditer(word))
    if len(atoms) > 1:
        for atom in atoms:
            if len(atom[0]) > 1 or atom[0].isdigit():
                yield (start + atom.start(), start + atom.end(), fold(atom[0]))
    if len(atoms) > 2:
        for one, two in pairwise(atoms):  # `ImageNet` in `ImageNetDataset`
            yield (start + one.start(), start + two.end(), fold(word[one.start() : two.end()]))


def _cjk(word: str, start: int, runs: list[re.Match[str]]) -> Iterator[Fragment]:
    """Single characters and bigrams of the runs without blanks; what stands between is a word."""
    done = 0
    for run in runs:
        if run.start() > done:
            yield from _word(word[done : run.start()], start + done)
        text, offset = run[0], start + run.start()
        for i, character in enumerate(text):
            yield (offset + i, offset + i + 1, character)
            if i + 1 < len(text):
                yield (offset + i, offset + i + 2, text[i : i + 2])
        done = run.end()
    if done < len(word):
        yield from _word(word[done:], start + done)


@cache
def _unspaced() -> re.Pattern[str]:
    """Runs of scripts written without blanks.  Compiled when there is one: it takes a millisecond."""
    return re.compile(
        "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f]+"
    )


def _joined(text: str) -> str:
    """What the parts make together: ``rng_default_value`` → ``rngdefaultvalue``, ``Flux.jl`` → ``fluxjl``."""
    return _MARKS.sub("", fold(text))


def is_unspaced(text: str) -> bool:
    """Whether there is Chinese, Japanese or Korean in a text: no blank tells where a word of it ends."""
    return not text.isascii() and bool(_unspaced().search(text))
