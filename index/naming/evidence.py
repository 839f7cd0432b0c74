"""What one meeting alone says about who and what is meant.

Owns the claims that a meeting makes (a chat name, an attendee with initials, a repository link, a
word that speaks) and their JSON form.  Knows no other meeting: what the claims amount to is the
ledger's business.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from index.model import Meeting
from index.naming.forms import (
    Prose,
    Word,
    linked_handle,
    linked_project,
    namelike_words,
    own_links,
    plain_words,
    prose,
    texts,
)
from index.naming.words import ACTING_VERBS, AGENT_BEFORE, REPORTING_VERBS

Claim = tuple[str, str, str]
"""Kind, form and what the form belongs to (``""`` where nothing):

``speaker``/``attendee`` a person as written · ``alias`` a handle or short form *of* a person ·
``handle`` an ``@handle`` · ``acts`` a capitalised word that does what persons do · ``named`` a
capitalised word within a sentence · ``repository`` a linked project *of* an owner · ``package`` a
``Name.jl`` or a name that the text calls a package.
"""

_COMMON = r"(?:(?:also|then|briefly|further|first|just|already|now|both|quickly|kindly|strongly|even|still|has|have)\s+)*"
_OTHERS = r"(?:(?:,|\s+and|\s*&|,\s+and|/)\s*@?[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?){0,4}(?:\s*\([^()\n]{0,80}\))?"
REPORTS = re.compile(rf"{_OTHERS}\s+{_COMMON}(?:{REPORTING_VERBS})\b".replace("\n", "").replace("    ", ""))
ACTS = re.compile(rf"{_OTHERS}\s+{_COMMON}(?:{ACTING_VERBS})\b".replace("\n", "").replace("    ", ""))
_AGENT_BEFORE = re.compile(AGENT_BEFORE, re.IGNORECASE)
_SURNAME_AFTER = re.compile(
    r"[ \t]+((?:(?:de|da|dos|van|von|der|den|la|le|di|bin|al)\s+)*[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?)"
)
_HANDLE_AFTER = re.compile(r"\s*\((?:github:?\s*)?@([\w-]+)\)", re.IGNORECASE)
_PACKAGE_AFTER = re.compile(r"\s+(?:package|library|framework|repo|repository|plugin|compiler)\b")
_PACKAGE = re.compile(r"\b([A-Z]\w+\.(?:jl|js))\b")
_REFERENCE = re.compile(r"(?<![\w/.-])([A-Za-z][\w-]*)/([A-Za-z][\w.-]*\w)(?:#\d+|(?<=\.jl))\b")
_NAMED_LINK = re.compile(r"\[([^\[\]\n]{2,60})\]\((https?://[^)\s]+)[^)]*\)")
_PERSON_WORD = re.compile(r"[A-Z][a-zà-öø-ÿ]+(?:-[A-Z][a-zà-öø-ÿ]+)?")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t][^\n]*$|^[^\n]*\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_CAMEL = re.compile(r"[A-Za-z]+[a-z][A-Z]|[A-Z]{2,}[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The claims of one meeting, each with how often it is made."""

    claims: tuple[tuple[Claim, int], ...] = ()

    def to_json(self) -> list[list[Any]]:
        """As lists of kind, form, owner and count."""
        return [[*claim, count] for claim, count in self.claims]

    @classmethod
    def from_json(cls, data: Iterable[Iterable[Any]]) -> Evidence:
        """The evidence that `to_json` wrote."""
        return cls(tuple(((str(k), str(f), str(o)), int(n)) for k, f, o, n in data))


def collect(meeting: Meeting) -> Evidence:
    """What this meeting alone claims about names of people and projects."""
    claims: Counter[Claim] = Counter()
    for attendee in meeting.attendees:
        claims["attendee", attendee.name, ""] += 1
        for alias in attendee.aliases:
            claims["alias", alias, attendee.name] += 1
    for topic in meeting.topics:
        claims.update(("speaker", m.speaker, "") for m in topic.chat)
        claims.update(("speaker", t.speaker, "") for t in topic.turns)
        _collect_links(topic.links, claims)
    found = [(text, prose(text)) for text in texts(meeting)]
    lowercase = set().union(*(plain_words(p.text) for _, p in found)) if found else set()
    for text, clean in found:
        _collect_text(text, clean, lowercase, claims)
    return Evidence(tuple(sorted(claims.items())))


def _collect_links(links: Iterable[str], claims: Counter[Claim]) -> None:
    for url in links:
        if project := linked_project(url):
            claims["repository", project.name, project.owner] += 1


def _collect_text(text: str, clean: Prose, lowercase: set[str], claims: Counter[Claim]) -> None:
    for match in _NAMED_LINK.finditer(text):
        handle = linked_handle(match[2])
        if handle and all(_PERSON_WORD.fullmatch(w) for w in match[1].split()):
            claims["attendee", match[1], ""] += 1
            claims["alias", handle, match[1]] += 1
    claims.update(("package", m[1], "") for m in _PACKAGE.finditer(clean.text))
    claims.update(("repository", m[2], m[1]) for m in _REFERENCE.finditer(clean.text))
    body = _HEADING.sub(lambda m: "\0" * len(m[0]), clean.text)
    for word in namelike_words(body):
        _collect_word(word, body, lowercase, claims)


def _collect_word(word: Word, body: str, lowercase: set[str], claims: Counter[Claim]) -> None:
    if word.text.startswith("@"):
        if body[word.end : word.end + 1] not in ("/", "(", ".") and len(word.text) > 3:
            claims["handle", word.text[1:], ""] += 1
        return
    if not word.opens:
        claims["named", word.text, ""] += 1
    if _CAMEL.search(word.text) and _PACKAGE_AFTER.match(body, word.end):
        claims["package", word.text, ""] += 1
    if not _PERSON_WORD.fullmatch(word.text) or word.text.lower() in lowercase:
        return
    name, end = word.text, word.end
    surname = _SURNAME_AFTER.match(body, end)
    if surname and (handle := _HANDLE_AFTER.match(body, surname.end())):
        claims["alias", handle[1], f"{name} {surname[1]}"] += 1
        claims["attendee", f"{name} {surname[1]}", ""] += 1
        return
    agent = _AGENT_BEFORE.search(body, max(0, word.start - 24), word.start)
    if surname and surname[1].lower() not in lowercase:
        name, end = f"{name} {surname[1]}", surname.end()
    if agent or acts(body, end):
        claims["acts", name, ""] += 1


def acts(text: str, end: int) -> bool:
    """Whether the name that ends here does something that persons do."""
    return bool(REPORTS.match(text, end) or ACTS.match(text, end))
