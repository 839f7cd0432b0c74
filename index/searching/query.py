"""The query language: text to tree.  Pure: knows no index.

    query = or ; or = and { ("OR" | "|") and } ; and = unary { ["AND"] unary }
    unary = ["-" | "NOT "] ( word["*"] | "phrase" | field:value{,value} | "(" query ")" )

Owns what is a word, a phrase, a field; which fields there are is `FIELDS`.  Any text has a tree: what is left
open is closed, what stands for nothing is passed over, and only an unknown field raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from index.errors import QueryError
from index.searching.spelling import closest

FIELDS = (
    "project", "person", "said", "mentions", "owner", "date", "after", "before", "year",
    "title", "in", "kind", "meeting", "is", "has", "link", "collection", "sort",
)  # fmt: skip
SORTS = ("relevance", "newest", "oldest")
MAX_WORDS = 60
"""More words than this are passed over: a page pasted into the box is no question."""
_MAX_DEPTH = 40

_OPENING, _CLOSING = '"“„«', {'"': '"', "“": '”"', "„": '“”"', "«": "»"}
_FIELD = re.compile(r"([A-Za-z]{2,}):(?![:/\\]|\s|$)")
_EMPTY_FIELD = re.compile(r"([A-Za-z]{2,}):(?=[\s()]|$)")
_BARE = re.compile(r'[^\s()"|]+')
_BARE_VALUE = re.compile(r'[^\s()",|]+')
_BARE_LINK = re.compile(r'[^\s",|]+')
_NEGATION = re.compile(r"-(?=[^\s\-)|])")


class Word(NamedTuple):
    """A word as typed; `prefix` where a star follows it, `position` where it stands in the query."""

    text: str
    prefix: bool = False
    position: int = 0


class Phrase(NamedTuple):
    """Words in quotes."""

    text: str


class Value(NamedTuple):
    """A value of a field; `quoted` as it was typed."""

    text: str
    quoted: bool = False


class Filter(NamedTuple):
    """A field with its values, any of which may hold; `position` is where the field stands in the query."""

    field: str
    values: tuple[Value, ...]
    position: int = 0


class Not(NamedTuple):
    """What must not hold."""

    node: Node


class All(NamedTuple):
    """What must hold together."""

    nodes: tuple[Node, ...]


class Any(NamedTuple):
    """What may hold, one or the other."""

    nodes: tuple[Node, ...]


Node: TypeAlias = "Word | Phrase | Filter | Not | All | Any"


class Query(NamedTuple):
    """A query read: its tree (None where it asks for nothing), its order, and what was mended."""

    node: Node | None
    sort: str | None = None
    notes: tuple[str, ...] = ()


class Token(NamedTuple):
    """A piece of a query: ``word phrase filter ( ) not or and nothing``, and its span in the text.

    `lacks` is the mark that would close it, where it was left open.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    values: tuple[Value, ...] = ()
    lacks: str = ""


def parse(text: str) -> Query:
    """Read a query.  Raises QueryError for an unknown field or order."""
    tokens = list(tokenize(text))
    notes = ["an open quote was closed at the end"] if any(token.lacks for token in tokens) else []
    tokens = list(_meaningful(tokens))
    words = [n for n, token in enumerate(tokens) if token.kind in ("word", "phrase")]
    if len(words) > MAX_WORDS:
        tokens = tokens[: words[MAX_WORDS]]
        notes.append(f"only the first {MAX_WORDS} words were used")
    sort = None
    for token in tokens:
        if token.kind == "filter" and token.text == "sort":
            sort = _one_of(token, SORTS)
    reader = _Reader([token for token in tokens if not (token.kind == "filter" and token.text == "sort")])
    node = reader.read()
    if reader.open_brackets:
        notes.append("an open bracket was closed at the end")
    return Query(node, sort, tuple(notes))


def _meaningful(tokens: list[Token]) -> Iterator[Token]:
    """The tokens without those that stand for nothing, such as brackets that close none."""
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.kind, 0)
        if depth < 0:
            depth = 0
        elif token.kind != "nothing":
            yield token


def _one_of(token: Token, choices: tuple[str, ...]) -> str:
    chosen = token.values[0].text.lower()
    if chosen not in choices:
        raise unknown_value(token.text, chosen, choices, token.start)
    return chosen


def unknown_value(field: str, value: str, choices: tuple[str, ...], position: int) -> QueryError:
    """The error for a value that a field cannot have."""
    near = closest(value.lower(), choices)
    hint = f"Did you mean {field}:{near}?" if near else f"It can be {', '.join(choices)}."
    return QueryError(f"There is no {field}:{value}.", hint, position)


def tokenize(text: str) -> Iterator[Token]:
    """The pieces of a query in order.  Raises QueryError for an unknown field."""
    at = 0
    while at < len(text):
        character = text[at]
        if character.isspace():
            at += 1
            continue
        if character in "()|":
            token = Token("or" if character == "|" else character, at, at + 1)
        elif character in _OPENING:
            token = _phrase(text, at)
        elif match := _NEGATION.match(text, at):
            token = Token("not", at, match.end())
        else:
            token = _word(text, at)
        yield token
        at = token.end


def _phrase(text: str, at: int) -> Token:
    closing = _CLOSING[text[at]]
    ends = [end for mark in closing if (end := text.find(mark, at + 1)) >= 0]
    end = min(ends, default=len(text))
    inner = text[at + 1 : end]
    kind = "phrase" if inner.strip() else "nothing"
    return Token(kind, at, min(end + 1, len(text)), inner.strip(), lacks="" if ends else closing[0])


def _word(text: str, at: int) -> Token:
    match = _FIELD.match(text, at)
    if match:
        return _filter(text, at, match)
    match = _EMPTY_FIELD.match(text, at)
    if match and match[1].lower() in FIELDS:
        return Token("nothing", at, match.end())  # a field whose value is still to be typed
    match = _BARE.match(text, at)
    assert match is not None, "every other character has been dealt with"
    word = match[0]
    if word in ("OR", "AND", "NOT"):
        return Token(word.lower(), at, match.end())
    return Token("word", at, match.end(), word)


def _filter(text: str, at: int, match: re.Match[str]) -> Token:
    field = match[1].lower()
    if field not in FIELDS:
        near = closest(field, FIELDS)
        known = f"closest: {near}" if near else f"fields: {', '.join(FIELDS)}"
        raise QueryError(
            f'There is no field "{match[1]}"; {known}.', "In quotes it is searched for as a word.", at
        )
    values = []
    lacks = ""
    end = match.end()
    bare = _BARE_LINK if field == "link" else _BARE_VALUE
    while end < len(text):
        if text[end] in _OPENING:
            phrase = _phrase(text, end)
            if phrase.text:
                values.append(Value(phrase.text, quoted=True))
            lacks, end = phrase.lacks, phrase.end
        elif found := bare.match(text, end):
            values.append(Value(found[0]))
            end = found.end()
        if end < len(text) and text[end] == ",":
            end += 1
        else:
            break
    kind = "filter" if values else "nothing"
    return Token(kind, at, end, field, tuple(values), lacks)


class _Reader:
    """Recursive descent over the tokens; brackets deeper than `_MAX_DEPTH` are passed over."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self.open_brackets = 0

    def read(self) -> Node | None:
        nodes = []
        while self._at < len(self._tokens):
            node = self._any(0)
            if node is not None:
                nodes.append(node)
            if self._peek() == ")":  # its bracket was too deep to be opened
                self._at += 1
        return _together(nodes)

    def _peek(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def _any(self, depth: int) -> Node | None:
        choices = [self._all(depth)]
        while self._peek() == "or":
            self._at += 1
            choices.append(self._all(depth))
        nodes = [node for node in choices if node is not None]
        if len(nodes) > 1:
            return Any(tuple(nodes))
        return nodes[0] if nodes else None

    def _all(self, depth: int) -> Node | None:
        nodes = []
        while self._peek() not in ("", ")", "or"):
            node = self._unary(depth)
            if node is not None:
                nodes.append(node)
        return _together(nodes)

    def _unary(self, depth: int) -> Node | None:
        negated = False
        while self._peek() in ("not", "and"):
            negated = negated or self._peek() == "not"
            self._at += 1
        if self._peek() in ("", ")", "or"):
            return None
        token = self._tokens[self._at]
        self._at += 1
        node = self._group(depth) if token.kind == "(" else _leaf(token)
        return Not(node) if negated and node is not None else node

    def _group(self, depth: int) -> Node | None:
        if depth >= _MAX_DEPTH:
            return None
        node = self._any(depth + 1)
        if self._peek() == ")":
            self._at += 1
        else:
            self.open_brackets += 1
        return node


def _together(nodes: list[Node]) -> Node | None:
    if len(nodes) > 1:
        return All(tuple(nodes))
    return nodes[0] if nodes else None


def _leaf(token: Token) -> Node | None:
    if token.kind == "phrase":
        return Phrase(token.text)
    if token.kind == "filter":
        return Filter(token.text, token.values, token.start)
    word = token.text
    skipped = len(word) - len(word.lstrip("-")) if word.startswith("--") else 0
    skipped += len(word[skipped:]) - len(word[skipped:].lstrip("*"))
    prefix = word.endswith("*") and not word.startswith("*")
    word = word[skipped:].rstrip("*")
    return Word(word, prefix, token.start + skipped) if re.search(r"\w", word) else None
