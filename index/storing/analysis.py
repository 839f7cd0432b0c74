"""Text to terms: what a word is, and under which forms it is found.

Owns the rules by which `Flux.jl`, `rng_default_value`, `C++`, `#2150`, `DataLoader`, accents and
Chinese become terms.  Index and query go through the same functions, so they cannot drift apart.
Knows nothing of topics or fields.

A *token* is what stands between blanks and punctuation (``Optimisers.update!`` → ``Optimisers.update``).
Its *pieces* are the smallest parts of it and what they make together without the marks between them, at each
level of nesting: ``Optimisers.update`` → ``optimisersupdate``, ``optimisers``, ``update``.  Each has a *word*
(folded, as written: for prefixes and spelling) and its *term* (the stem: ``optim``).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from whoosh.lang.porter2 import stem as porter2

MAX_TERM = 64
"""Longest term in characters; longer words are cut, in the index and in the query alike."""

_WORD = r"[\w\u0300-\u036f]+"
TOKEN = re.compile(rf"#?{_WORD}(?:[.'’#-]{_WORD})*(?:\+\+|#(?!\w))?")
_OUTER = re.compile(r"[^.#]+|#\d+")
_INNER = re.compile(r"[^_'’-]+")
_ATOM = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^A-Za-z\d]+")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_BRITISH = re.compile(r"(?<=\w\w\w\w)is(e|ed|er|ers|es|ing|able|ation|ations)$")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MARKS = re.compile(r"[._'’-]")
_CACHE_LIMIT = 200_000
_LONGEST_TOKEN = 256


class Piece(NamedTuple):
    """A part of a token: where it stands in it, its term and its word."""

    start: int
    end: int
    term: str
    word: str


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


def stem(word: str) -> str:
    """The stem of a folded English word (Porter 2); ``-ise`` counts as ``-ize``: one index, two spellings."""
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word[:MAX_TERM]
    return str(porter2(_BRITISH.sub(r"iz\1", word[:MAX_TERM])))


_pieces: dict[str, tuple[Piece, ...]] = {}


def pieces(token: str) -> tuple[Piece, ...]:
    """All pieces of a token, the whole first, each place and term once."""
    found = _pieces.get(token)
    if found is None:
        if len(token) > _LONGEST_TOKEN:  # a base64 blob, or a page of Chinese: not worth keeping
            cut = token if is_unspaced(token) else token[:_LONGEST_TOKEN]
            return _distinct(cut)
        if len(_pieces) > _CACHE_LIMIT:
            _pieces.clear()
        found = _pieces[token] = _distinct(token)
    return found


def _distinct(token: str) -> tuple[Piece, ...]:
    """Each piece once; a mark that combines with nothing makes none."""
    return tuple(dict.fromkeys(piece for piece in _take_apart(token) if piece.term))


def _piece(start: int, end: int, word: str) -> Piece:
    return Piece(start, end, stem(word), word[:MAX_TERM])


def _take_apart(token: str) -> Iterator[Piece]:
    body = token.strip("_")
    start = token.find(body) if body else 0
    if not body:
        return
    if body.isascii() and body.isalpha() and (body.islower() or body.istitle()):
        yield _piece(start, start + len(body), body.lower())
        return
    if body.endswith(("++", "#")):
        yield _piece(start, start + len(body), fold(body))
        body = body.rstrip("+#")
    if body.startswith("#"):
        if body[1:].isdigit():
            yield _piece(start, start + len(body), body)
        body, start = body[1:], start + 1
    outer = [match for match in _OUTER.finditer(body) if match[0].strip("_'’-")]
    if len(outer) > 1:
        yield _piece(start, start + len(body), _joined(body))
    for segment in outer:
        offset, end = start + segment.start(), start + segment.end()
        if segment[0].startswith("#"):
            yield _piece(offset, end, segment[0])
            yield _piece(offset + 1, end, segment[0][1:])
        else:
            yield from _segment(segment[0], offset)


def _segment(segment: str, start: int) -> Iterator[Piece]:
    """The pieces of what has no dot in it (``rng_default_value``, ``pre-trained``, ``don't``)."""
    inner = list(_INNER.finditer(segment))
    if len(inner) > 1:
        last = inner[-1][0]
        if segment[inner[-1].start() - 1] in "'’" and len(last) <= 2:
            if last not in "sS":
                yield _piece(start, start + len(segment), _joined(segment))
                return
            inner.pop()
            segment = segment[: inner[-1].end()]
        if len(inner) > 1:
            yield _piece(start, start + len(segment), _joined(segment))
    for word in inner:
        yield from _word(word[0], start + word.start())


def _word(word: str, start: int) -> Iterator[Piece]:
    """The pieces of a word without marks: itself, its parts by case and digits, bigrams of CJK."""
    end = start + len(word)
    if not word.isascii():
        runs = list(_unspaced().finditer(word))
        if runs:
            yield from _cjk(word, start, runs)
            return
        bare = _unaccent(word)
        if len(bare) != len(word):
            yield _piece(start, end, bare.casefold())
            return
        word = bare
    if _PLURAL_ACRONYM.fullmatch(word):
        yield _piece(start, end - 1, fold(word[:-1]))
        return
    yield _piece(start, end, fold(word))
    if (word.islower() and word.isalpha()) or word.isdigit():
        return
    atoms = list(_ATOM.finditer(word))
    if len(atoms) > 1:
        for atom in atoms:
            if len(atom[0]) > 1 or atom[0].isdigit():
                yield _piece(start + atom.start(), start + atom.end(), fold(atom[0]))
    if len(atoms) > 2:
        for one, two in pairwise(atoms):  # `ImageNet` in `ImageNetDataset`
            yield _piece(start + one.start(), start + two.end(), fold(word[one.start() : two.end()]))


def _cjk(word: str, start: int, runs: list[re.Match[str]]) -> Iterator[Piece]:
    """Single characters and bigrams of the runs without blanks; what stands between is a word."""
    done = 0
    for run in runs:
        if run.start() > done:
            yield from _word(word[done : run.start()], start + done)
        text, offset = run[0], start + run.start()
        for i, character in enumerate(text):
            yield _piece(offset + i, offset + i + 1, character)
            if i + 1 < len(text):
                yield _piece(offset + i, offset + i + 2, text[i : i + 2])
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


class Contents(NamedTuple):
    """The terms of a text with how often each is in it, and those of its words that are no terms."""

    terms: Counter[str]
    words: set[str]


def read_terms(text: str) -> Contents:
    """What is to be found in a text.  Tokens are counted first: most stand in it more than once."""
    terms: Counter[str] = Counter()
    words: set[str] = set()
    for token, times in Counter(TOKEN.findall(text)).items():
        for _, _, term, word in pieces(token):
            terms[term] += times
            if word != term:
                words.add(word)
    return Contents(terms, words)


def locate_terms(text: str, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """Every piece of every token between two offsets of a text, with its offsets in the text."""
    for match in TOKEN.finditer(text, start, len(text) if end is None else end):
        base = match.start()
        for piece in pieces(match[0]):
            yield Piece(base + piece.start, base + piece.end, piece.term, piece.word)


class Wanted(NamedTuple):
    """One token of a query: the piece it makes as a whole, and the smallest where it has several.

    `whole` is None for text without blanks between words, which is found by its bigrams alone; `text` is
    the token itself.
    """

    text: str
    whole: Piece | None
    parts: tuple[Piece, ...]


def wanted_terms(word: str) -> list[Wanted]:
    """What a query word asks for, one a token (``a/b`` has two)."""
    return [_wanted(match[0], found) for match in TOKEN.finditer(word) if (found := pieces(match[0]))]


def _wanted(token: str, found: tuple[Piece, ...]) -> Wanted:
    if is_unspaced(token):
        bigrams = [piece for piece in found if len(piece.word) > 1]
        covered = {offset for piece in bigrams for offset in range(piece.start, piece.end)}
        lone = [piece for piece in found if len(piece.word) == 1 and piece.start not in covered]
        return Wanted(token, None, tuple(sorted([*bigrams, *lone])))
    spans = {(piece.start, piece.end) for piece in found}
    parts = tuple(
        piece
        for piece in found
        if not any(piece.start <= s and e <= piece.end and (s, e) != piece[:2] for s, e in spans)
    )
    return Wanted(token, found[0], parts if len(parts) > 1 else ())


def is_unspaced(text: str) -> bool:
    """Whether there is Chinese, Japanese or Korean in a text: no blank tells where a word of it ends."""
    return not text.isascii() and bool(_unspaced().search(text))
