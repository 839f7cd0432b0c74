"""What one meeting alone says about who and what is meant.

Owns the claims a meeting makes (a chat name, an attendee with initials, a repository link, a word that
speaks) and their JSON form.  Knows no other meeting: what the claims amount to is the ledger's business.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any, Literal, NamedTuple, cast

from index.model import Meeting
from index.naming.addresses import is_project_slug, linked_project, linked_user
from index.naming.deeds import deed
from index.naming.forms import Prose, Word, all_links, fold, is_suffixed, texts
from index.naming.words import NOBODY

Kind = Literal[
    "chats",  # a name that writes in the chat
    "speaks",  # a name that takes a turn
    "attendee",  # a name that is listed as present, or that a link shows to be a user
    "alias",  # a handle or short form, of the person who owns it
    "apart",  # a name that is listed beside another with which it shares a word: two persons
    "handle",  # an `@handle` in running text
    "acts",  # a capitalised word, or an `@handle`, that does what persons do
    "agent",  # a name after "led by", "thanks to" and the like
    "named",  # a capitalised word within a sentence
    "opens",  # a capitalised word that opens a sentence, and could be a first name
    "repository",  # a linked project, and its owner
    "package",  # a word written as packages are, called one, or side by side with one (`Kite.jl and SAIL`)
    "bare",  # a project named in small letters that this meeting links, used as a name is
    "common",  # the same used as a common word is: with an article, in the plural, as a verb
    "turns",  # the meeting marks who speaks
]


class Claim(NamedTuple):
    """One thing claimed: a form, and whose it is (``""`` where it is nobody's)."""

    kind: Kind
    form: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The claims of one meeting, each with how often it is made."""

    claims: tuple[tuple[Claim, int], ...] = ()

    def to_json(self) -> list[list[Any]]:
        """A list of ``[kind, form, owner, count]``."""
        return [[*claim, count] for claim, count in self.claims]

    @classmethod
    def from_json(cls, data: Iterable[Iterable[Any]]) -> Evidence:
        """The evidence that `to_json` wrote."""
        return cls(tuple((Claim(cast(Kind, k), f, o), n) for k, f, o, n in data))


class Tally:
    """All claims with how often, and in how many meetings, each is made; meetings come and go."""

    def __init__(self, evidence: Iterable[Evidence] = ()) -> None:
        self.claims: dict[Claim, tuple[int, int]] = {}
        self.total = 0
        for one in evidence:
            self.add(one)

    def add(self, one: Evidence, times: int = 1) -> None:
        """Count the claims of one meeting; -1 times for one that is gone."""
        self.total += times
        for claim, count in one.claims:
            uses, meetings = self.claims.get(claim, (0, 0))
            if meetings + times:
                self.claims[claim] = uses + times * count, meetings + times
            else:
                del self.claims[claim]

    def to_json(self) -> list[Any]:
        """The number of meetings, and a list of ``[kind, form, owner, uses, meetings]``."""
        return [self.total, [[*claim, *counts] for claim, counts in self.claims.items()]]

    @classmethod
    def from_json(cls, data: Sequence[Any]) -> Tally:
        """The tally that `to_json` wrote."""
        tally = cls()
        tally.total = data[0]
        tally.claims = {Claim._make(row[:3]): (row[3], row[4]) for row in data[1]}
        return tally


class Sum:
    """What all meetings claim, in an order that does not depend on theirs.

    `uses` and `meetings` count how often, and in how many meetings, each claim is made; `named` how often a
    word with a capital, or an ``@handle``, stands in running text; `total` the meetings.
    """

    def __init__(self, tally: Tally) -> None:
        self.total = tally.total
        self.uses: dict[Claim, int] = {}
        self.meetings: dict[Claim, int] = defaultdict(int)
        self.named: Counter[str] = Counter()
        self._by_kind: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(tally.claims):
            self.uses[claim], self.meetings[claim] = tally.claims[claim]
            self._by_kind[claim.kind].append(claim)
        for claim in self.of("named", "opens"):
            self.named[claim.form] += self.uses[claim]
        for claim in self.of("handle"):
            self.named[f"@{claim.form}"] += self.uses[claim]

    def of(self, *kinds: Kind) -> Iterator[Claim]:
        """All claims of some kinds, kind by kind."""
        return chain.from_iterable(self._by_kind.get(kind, ()) for kind in kinds)


PERSON_WORD = re.compile(r"[A-ZÀ-Þ][a-zà-öø-ÿ]+(?:-[A-ZÀ-Þ][a-zà-öø-ÿ]+)?")
_SURNAME_AFTER = re.compile(
    rf"[ \t]+((?:(?:de|da|dos|van|von|der|den|la|le|di|bin|al)[ \t]+)*{PERSON_WORD.pattern})(?![\w@])"
)
_HANDLE_AFTER = re.compile(r"[ \t]*\((?:github:?[ \t]*)?@([\w-]+)\)", re.IGNORECASE)
_AGENT_BEFORE = re.compile(
    r"(?:\b(?:led|lead|presented|given|raised|proposed|suggested|hosted|written|authored|created|made|submitted"
    r"|opened|filed|reviewed|started|prepared|moderated|chaired|discussed|demoed|reported|shared"
    r"|brought[ \t]+up)[ \t]+by"
    r"|\b(?:thanks|welcome|congratulations|kudos)(?:[ \t]+to)?,?)[ \t]+\[?$",
    re.IGNORECASE,
)
_AGENT_REACH = 32  # characters before a name that can hold such a phrase
_JOINED = r"[ \t]*[+&][ \t]*|,?[ \t]+(?:and|or|vs\.?)[ \t]+"
_PACKAGE_AFTER = re.compile(
    rf"[ \t]+(?:package|library|framework|plugin)\b|(?:{_JOINED})(?:\w+/)?[A-Z]\w+\.jl\b"
)
_PACKAGE_BEFORE = re.compile(rf"\.jl(?:{_JOINED}|[ \t]*/[ \t]*)$")
_JOIN_REACH = 8
_ARTICLE_BEFORE = re.compile(
    r"\b(?:an?|the|this|that|these|each|every|any|some|no|our|my|your|their|its|new|to|next|per|more)[ \t]+$"
)
_ARTICLE_REACH = 8
_COINED = re.compile(r"(?=\w*[a-z])\w*[a-z0-9][A-Z]\w*|[A-Z]{2,}[a-z]{2}\w*|[A-Z]{3,}")
_NUMBER = re.compile(r"#\d")
_REFERENCE_BEFORE = re.compile(r"(?<![\w/.@-])([A-Za-z][\w-]*)/([A-Za-z][\w.-]*)$")
_REFERENCE_REACH = 80  # characters before a number that can hold `owner/name`
_NAMED_LINK = re.compile(r"\[([^\[\]\n]{2,60})\]\((https?://[^)\s]+)[^)\n]*\)")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t][^\n]*", re.MULTILINE)


def collect(meeting: Meeting) -> Evidence:
    """What this meeting alone claims about names of people and projects."""
    claims: Counter[Claim] = Counter()
    for attendee in meeting.attendees:
        claims[Claim("attendee", attendee.name)] += 1
        claims.update(Claim("alias", alias, attendee.name) for alias in attendee.aliases)
    claims.update(_apart([attendee.name for attendee in meeting.attendees]))
    for topic in meeting.topics:
        claims.update(Claim("chats", message.speaker) for message in topic.chat)
        claims.update(Claim("speaks", turn.speaker) for turn in topic.turns)
        for project in filter(None, map(linked_project, all_links(topic))):
            claims[Claim("repository", *project)] += 1
    if any(topic.turns for topic in meeting.topics):
        claims[Claim("turns")] += 1
    sources = list(texts(meeting))
    proses = [Prose(source) for source in sources]
    lowercase = frozenset().union(*(prose.words for prose in proses))
    small = {c.form for c in claims if c.kind == "repository" and c.form.islower() and c.form.isalnum()}
    for slug in small & lowercase:
        _collect_small(slug, proses, claims)
    for source, prose in zip(sources, proses, strict=True):
        if "](" in source:
            _collect_users(source, claims)
        _collect_references(prose.text, claims)
        _collect_words(prose, lowercase, claims)
    return Evidence(tuple(sorted(claims.items())))


def _apart(names: Sequence[str]) -> set[Claim]:
    sharing: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if len(words := name.split()) > 1:
            for word in (words[0], words[-1]):
                sharing[fold(word)].add(name)
    return {Claim("apart", *pair) for group in sharing.values() for pair in combinations(sorted(group), 2)}


def _collect_references(text: str, claims: Counter[Claim]) -> None:
    for number in _NUMBER.finditer(text):
        start = max(0, number.start() - _REFERENCE_REACH)
        reference = _REFERENCE_BEFORE.search(text, start, number.start())
        if reference and is_project_slug(reference[2]):
            claims[Claim("repository", reference[2], reference[1])] += 1


def _collect_small(slug: str, proses: Iterable[Prose], claims: Counter[Claim]) -> None:
    whole = re.compile(rf"(?<![\w-]){re.escape(slug)}(s|ed|ing)?(?![\w-])")
    for prose in proses:
        for match in whole.finditer(prose.text) if slug in prose.text else ():
            near = prose.text[max(0, match.start() - _ARTICLE_REACH) : match.start()]
            common = match[1] or _ARTICLE_BEFORE.search(near)
            claims[Claim("common" if common else "bare", slug)] += 1


def _collect_words(prose: Prose, lowercase: frozenset[str], claims: Counter[Claim]) -> None:
    headings = _headings(prose.text)
    heading = next(headings)
    named: Counter[str] = Counter()
    for word in prose.namelike():
        name = word.text
        while word.start >= heading[1]:
            heading = next(headings)
        if name[0] == "@":
            _collect_handle(word, prose.text, claims)
        elif is_suffixed(name):
            claims[Claim("package", name)] += 1
        elif word.start < heading[0]:
            opens = prose.opens(word)
            named[name] += not opens
            if PERSON_WORD.fullmatch(name):
                small = name.lower()
                if small not in lowercase and small not in NOBODY:
                    _collect_person(word, prose.text, opens, lowercase, claims)
            elif _COINED.fullmatch(name) and _is_beside_package(word, prose.text):
                claims[Claim("package", name)] += 1
    claims.update({Claim("named", name): count for name, count in named.items() if count})


def _headings(text: str) -> Iterator[tuple[int, int]]:
    """The spans of headings in order, and one beyond the end; their capitals say nothing."""
    if "#" in text:
        yield from (match.span() for match in _HEADING.finditer(text))
    yield len(text), len(text) + 1


def _collect_users(source: str, claims: Counter[Claim]) -> None:
    for shown, url in _NAMED_LINK.findall(source):
        handle = linked_user(url)
        if handle and all(PERSON_WORD.fullmatch(word) for word in shown.split()):
            claims[Claim("attendee", shown)] += 1
            claims[Claim("alias", handle, shown)] += 1


def _collect_handle(word: Word, text: str, claims: Counter[Claim]) -> None:
    if is_handle(word, text):
        claims[Claim("handle", word.text[1:])] += 1
        if deed(text, word.end):
            claims[Claim("acts", word.text)] += 1


def _is_beside_package(word: Word, text: str) -> bool:
    near = slice(max(0, word.start - _JOIN_REACH), word.start)
    return bool(_PACKAGE_AFTER.match(text, word.end) or _PACKAGE_BEFORE.search(text[near]))


def _collect_person(
    word: Word, text: str, opens: bool, lowercase: frozenset[str], claims: Counter[Claim]
) -> None:
    name, end = word.text, word.end
    if opens:
        claims[Claim("opens", name)] += 1
    if (surname := _SURNAME_AFTER.match(text, end)) and surname[1].lower() not in lowercase:
        name, end = f"{name} {surname[1]}", surname.end()
        if handle := _HANDLE_AFTER.match(text, end):
            claims[Claim("attendee", name)] += 1
            claims[Claim("alias", handle[1], name)] += 1
            return
    if _AGENT_BEFORE.search(text, max(0, word.start - _AGENT_REACH), word.start):
        claims[Claim("agent", name)] += 1
    elif deed(text, end) in ("reports", "acts"):
        claims[Claim("acts", name)] += 1


def is_handle(word: Word, text: str) -> bool:
    """Whether an ``@word`` can be a user: not a scope (``@org/team``), a call, or two letters."""
    return len(word.text) > 3 and text[word.end : word.end + 1] not in ("/", "(", "{", "=")
