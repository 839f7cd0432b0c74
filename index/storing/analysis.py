"""Tokens to terms: under what a word is found, in the languages of a corpus.

Owns stems.  Index and query go through the same `Analysis`, so they cannot drift apart; the
index remembers its languages.  Knows nothing of topics or fields.

Each fragment of a token has a *word* (folded, as written: for prefixes and spelling) and its *term* (the
stem: ``optim``).  Stems are made of folded words, so that accents matter neither in the text nor in a query.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from whoosh.lang.porter2 import stem as porter2

from index.storing.stopwords import bare_word, stop_words_of
from index.storing.tokens import TOKEN, fragments, is_unspaced

MAX_TERM = 64
"""Longest term in characters; longer words are cut, in the index and in the query alike."""

_BRITISH = re.compile(r"(?<=\w\w\w\w)is(e|ed|er|ers|es|ing|able|ation|ations)$")
_DIGRAPH = re.compile(r"([ao])e|(?<![aeq])(u)e")
_CACHE_LIMIT = 200_000
_LONGEST_KEPT = 256


class Piece(NamedTuple):
    """A part of a token: where it stands in it, its term and its word."""

    start: int
    end: int
    term: str
    word: str


class Contents(NamedTuple):
    """The terms of a text with how often each is in it, and those of its words that are no terms."""

    terms: Counter[str]
    words: set[str]


class Wanted(NamedTuple):
    """One token of a query: the piece it makes as a whole, and the smallest where it has several.

    `whole` is None for text without blanks between words, which is found by its bigrams alone; `text` is
    the token itself.
    """

    text: str
    whole: Piece | None
    parts: tuple[Piece, ...]


class Analysis:
    """Text to terms in the languages of one corpus."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = languages
        self._stemmers = [_stemmer(language) for language in languages]
        self._pieces: dict[str, tuple[Piece, ...]] = {}

    def stem(self, word: str) -> str:
        """The stem of a folded word: what the stemmers of all languages, one after the other, leave of it.

        So every word has a single term.  The first language keeps its forms together, a second nine in ten.
        """
        word = word[:MAX_TERM]
        if len(word) > 2 and word.isalpha():
            for stemmer in self._stemmers:
                word = stemmer(word) or word
        return word

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Words, folded and without apostrophes, that carry no topic."""
        return frozenset[str]().union(*map(stop_words_of, self._languages))

    def is_stop_word(self, text: str) -> bool:
        """Whether a word as typed carries no topic of its own (`what`, `the?`); acronyms do (`IT`, `US`)."""
        bare = text.strip("?!.,;:'\"’¿¡")
        if len(bare) > 1 and bare.isupper():
            return False
        return bare_word(bare) in self.stop_words

    def pieces(self, token: str) -> tuple[Piece, ...]:
        """All pieces of a token, the whole first, each place and term once."""
        found = self._pieces.get(token)
        if found is None:
            pieces = (
                Piece(start, end, self.stem(word), word[:MAX_TERM]) for start, end, word in fragments(token)
            )
            # a mark that combines with nothing makes no piece
            found = tuple(dict.fromkeys(piece for piece in pieces if piece.term))
            if len(token) <= _LONGEST_KEPT:  # else a base64 blob, or a page of Chinese
                if len(self._pieces) > _CACHE_LIMIT:
                    self._pieces.clear()
                self._pieces[token] = found
        return found

    def read_terms(self, text: str) -> Contents:
        """What is to be found in a text.  Tokens are counted first: most stand in it more than once."""
        terms: dict[str, int] = {}
        words: set[str] = set()
        known = self._pieces
        for token, times in Counter(TOKEN.findall(text)).items():
            for _, _, term, word in known.get(token) or self.pieces(token):
                terms[term] = terms.get(term, 0) + times
                if word != term:
                    words.add(word)
        return Contents(Counter(terms), words)

    def locate_terms(self, text: str) -> Iterator[Piece]:
        """Every piece of every token of a text, with its offsets in the text."""
        for match in TOKEN.finditer(text):
            base = match.start()
            for piece in self.pieces(match[0]):
                yield Piece(base + piece.start, base + piece.end, piece.term, piece.word)

    def wanted_terms(self, word: str) -> list[Wanted]:
        """What a query word asks for, one a token (``a/b`` has two)."""
        return [
            _wanted(match[0], found) for match in TOKEN.finditer(word) if (found := self.pieces(match[0]))
        ]


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


def _stemmer(language: str) -> Callable[[str], str]:
    """The stemmer of a language for folded words; those of Snowball are imported where they are asked for."""
    if language == "en":
        return _english
    from whoosh.lang import stemmer_for_language

    snowball: Callable[[str], str] = stemmer_for_language(language)
    return (lambda word: snowball(_DIGRAPH.sub(r"\1\2", word))) if language == "de" else snowball


@lru_cache(maxsize=1 << 16)  # a word has many tokens: in capitals, in other company
def _english(word: str) -> str:
    """Porter 2; ``-ise`` counts as ``-ize``: one index, two spellings."""
    return str(porter2(_BRITISH.sub(r"iz\1", word))) if word.isascii() else word


@cache
def analysis_of(languages: tuple[str, ...]) -> Analysis:
    """The analysis of text in these languages, as `model.LANGUAGES` calls them."""
    return Analysis(languages)


ENGLISH = analysis_of(("en",))
