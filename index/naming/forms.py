"""The written forms of names: folding, the words of a text, and what a link points at.

Owns how two spellings are seen to be one, which parts of a text are prose and which are code or
addresses, and what the address of a repository, package or user page names.  Knows no corpus, no
ledger and no Markdown beyond fences, code spans and inline links.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from index.model import Meeting, Topic
from index.naming.words import DOMAIN_PREFIXES, GENERIC_REPOSITORIES, GENERIC_REPOSITORY, RESERVED_OWNERS

_SEPARATORS = re.compile(r"[\s\-_.·’']+")
_PACKAGE_SUFFIX = re.compile(r"\.(?:jl|js|py|rs|git)$", re.IGNORECASE)
_HIDDEN = re.compile(
    r"^[ \t>]*(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t\r]*$|\Z)"
    r"|(?P<ticks>`{1,3})(?P<code>[^`\n]+)(?P=ticks)"
    r"|(?:https?://|www\.)[^\s<>\"\]]+"
    r"|<!--.*?-->"
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|^[ \t]*\[[^\]\n]+\]:[^\n]*$",
    re.MULTILINE | re.DOTALL,
)
# A word of prose that could be (part of) a name by its shape: it has a capital, or follows an `@`.
_NAMELIKE = re.compile(r"@?(?=[^\W\d_]*(?:[^\Wa-z\d_]|\d))[^\W_][\w]*(?:[.\-’'][^\W_][\w]*)*|@[^\W_][\w-]*")
_WORD = re.compile(r"[^\W\d_][\w]*")
_BEFORE_SENTENCE = "\n.!?:;-–—•#>|+=…\0"
_MARKUP = " \t*_\"“”'‘([~"
_HOSTED = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)/"
    r"(?:repos/)?([\w.-]+)(?:/([\w.-]+))?(/[^\s)>\]]*)?",
    re.IGNORECASE,
)
_PACKAGE_PAGE = re.compile(
    r"https?://(?:www\.)?(?:pypi\.org/project|npmjs\.com/package|crates\.io/crates|pkg\.go\.dev/[\w.-]+/[\w.-]+"
    r"|juliahub\.com/ui/Packages(?:/General)?|anaconda\.org/[\w.-]+)/((?:@[\w.-]+/)?[\w.-]+)",
    re.IGNORECASE,
)
_DOCS_SITE = re.compile(r"https?://([\w-]+)\.(?:readthedocs\.(?:io|org)|rtfd\.io)\b", re.IGNORECASE)
_SUFFIXED_SEGMENT = re.compile(r"https?://[^/\s]+/(?:search\?q=)?([A-Z][\w-]*\.jl)(?=[/&?#\s]|$)")
_PAGES_SITE = re.compile(r"https?://[\w-]+\.github\.io/([\w.-]+)/", re.IGNORECASE)
_HOST = re.compile(r"https?://([\w.-]+)", re.IGNORECASE)
_HANDLE_PAGE = re.compile(r"https?://(?:www\.)?github\.com/([\w-]+)/?$", re.IGNORECASE)


class Word(NamedTuple):
    """A name-like word of a text: where it stands, and whether it opens a sentence or a line."""

    start: int
    end: int
    text: str
    opens: bool


class Prose(NamedTuple):
    """A text with code and addresses blanked out (same length), its code spans apart."""

    text: str
    code: tuple[str, ...]


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Make spellings of one name equal: case, accents, blanks, hyphens, dots and a leading ``@``."""
    decomposed = unicodedata.normalize("NFKD", name.strip().lstrip("@"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SEPARATORS.sub("", bare).casefold()


@lru_cache(maxsize=65536)
def fold_project(name: str) -> str:
    """Fold a project's name; a package suffix (``.jl``, ``.js``, ``.py``, ``.rs``) and an owner are no part of it."""
    name = name.strip().strip("/").rsplit("/", 1)[-1]
    return fold(_PACKAGE_SUFFIX.sub("", name)) or fold(name)


def prose(text: str) -> Prose:
    """Blank out fences, code spans, addresses, comments and link definitions; keep every offset."""
    code: list[str] = []

    def blank(match: re.Match[str]) -> str:
        if match["code"]:
            code.append(match["code"])
        elif match["fence"]:
            code.append(match[0])
        return "\0" * len(match[0])

    return Prose(_HIDDEN.sub(blank, text), tuple(code))


def namelike_words(text: str) -> Iterator[Word]:
    """The words of prose that have a capital or a digit, or follow an ``@``, in order."""
    for match in _NAMELIKE.finditer(text):
        word = match[0]
        if word[-2:] in ("'s", "’s"):
            word = word[:-2]
        start = match.start()
        before = start - 1
        while before >= 0 and text[before] in _MARKUP:
            before -= 1
        yield Word(start, start + len(word), word, before < 0 or text[before] in _BEFORE_SENTENCE)


def plain_words(text: str) -> set[str]:
    """All words of a text as they stand, each once."""
    return set(_WORD.findall(text))


class Repository(NamedTuple):
    """What a link names: a project as its address spells it, and who owns it (may be empty)."""

    name: str
    owner: str


def linked_project(url: str) -> Repository | None:
    """The project whose repository, package page or documentation a link points at, if it does.

    Repositories that are no software (minutes, websites, trackers, an organisation's ``.github``) are none.
    """
    if match := _HOSTED.match(url):
        return _hosted_project(match)
    if match := _PACKAGE_PAGE.match(url):
        return Repository(match[1].rstrip("."), "")
    if match := _DOCS_SITE.match(url):
        return Repository(match[1], "")
    if match := _SUFFIXED_SEGMENT.match(url):
        return Repository(match[1], "")
    if (match := _PAGES_SITE.match(url)) and _is_project_slug(match[1]) and "." in match[1]:
        return Repository(match[1], "")
    return None


def _hosted_project(match: re.Match[str]) -> Repository | None:
    owner, slug, rest = match[1], match[2], match[3] or ""
    if owner.lower() == "search":
        asked = re.search(r"[?&]q=([A-Z][\w-]*\.jl)\b", unquote(match.string))
        return Repository(asked[1], "") if asked else None
    if owner.lower() in RESERVED_OWNERS or not slug:
        return None
    slug = slug.removesuffix(".git").rstrip(".")
    if rest.startswith("/discussions") and not _is_project_slug(slug):
        return None
    return Repository(slug, owner) if _is_project_slug(slug) else None


def _is_project_slug(slug: str) -> bool:
    lower = slug.lower()
    return (
        bool(lower.strip(".-_"))
        and lower not in GENERIC_REPOSITORIES
        and not GENERIC_REPOSITORY.search(lower)
    )


def linked_handle(url: str) -> str | None:
    """The user whose page on a forge a link points at."""
    match = _HANDLE_PAGE.match(url)
    return match[1] if match and match[1].lower() not in RESERVED_OWNERS else None


def host_names(url: str) -> Iterator[str]:
    """The names a link's host could stand for: ``docs.fast.ai`` gives ``fast.ai`` and ``fast``."""
    if match := _HOST.match(url):
        labels = [x for x in match[1].lower().split(".") if x]
        while len(labels) > 2 and labels[0] in DOMAIN_PREFIXES:
            labels.pop(0)
        if len(labels) == 2:
            yield ".".join(labels)
            yield labels[0]


def own_links(topic: Topic) -> Iterator[str]:
    """The links of a topic's own lines: those that stand in its chat alone are left out."""
    chatted = "\n".join(m.text for m in topic.chat) if topic.kind != "chat" else ""
    for url in topic.links:
        if not chatted or url not in chatted or url in topic.text:
            yield url


def own_text(topic: Topic) -> str:
    """What was written under a topic: its lines, or what the messages say where it is a chat."""
    if topic.kind == "chat" and topic.chat:
        return "\n".join(m.text for m in topic.chat)
    return topic.text


def texts(meeting: Meeting) -> Iterable[str]:
    """Every text of a meeting that can name somebody or something, chat included, each once."""
    for topic in meeting.topics:
        yield own_text(topic)
        if topic.kind != "chat":
            yield from (m.text for m in topic.chat)
