"""What the address of a link names: a project by its repository, package or docs page, or a user.

Owns the shapes of addresses on forges, package registries and documentation hosts; knows no ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.naming.words import DOMAIN_PREFIXES, NO_PROJECT_SLUG, NO_PROJECT_SLUGS, RESERVED_OWNERS

_FORGE = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)/"
    r"(?P<owner>[\w.-]+)/?(?P<slug>[\w.-]+)?(?P<rest>[^\s)>\]]*)",
    re.IGNORECASE,
)
_SEARCH = re.compile(r"[?&]q=([A-Z][\w-]*\.jl)\b")
_PACKAGE_PAGE = re.compile(
    r"https?://(?:www\.)?(?:pypi\.org/project|npmjs\.com/package|crates\.io/crates|anaconda\.org/[\w.-]+"
    r"|juliahub\.com/ui/Packages(?:/General)?)/((?:@[\w.-]+/)?[\w.-]*\w)",
    re.IGNORECASE,
)
_DOCS_HOST = re.compile(r"https?://([\w-]+)\.(?:readthedocs\.(?:io|org)|rtfd\.io)\b", re.IGNORECASE)
# `https://example.org/Name.jl/stable`: a first path segment written as packages are and files are not.
_DOCS_PATH = re.compile(r"https?://[^/\s]+/([A-Z][\w-]*\.jl)(?=[/?#]|$)")
_HOST = re.compile(r"https?://([\w.-]+)", re.IGNORECASE)
_USER_PAGE = re.compile(r"https?://(?:www\.)?(?:github|gitlab)\.com/@?([\w-]+)/?$", re.IGNORECASE)


class Repository(NamedTuple):
    """A project as its address spells it, and who owns it (``""`` where the address does not say)."""

    name: str
    owner: str


def linked_project(url: str) -> Repository | None:
    """The project that a link points at.

    Repositories that hold no software of their own (minutes, websites, trackers, ``.github``) are none.
    """
    if forge := _FORGE.match(url):
        return _hosted(forge["owner"], forge["slug"] or "", forge["rest"])
    for pattern in (_PACKAGE_PAGE, _DOCS_HOST, _DOCS_PATH):
        if match := pattern.match(url):
            return Repository(match[1], "")
    return None


def _hosted(owner: str, slug: str, rest: str) -> Repository | None:
    if owner.lower() in RESERVED_OWNERS:
        asked = _SEARCH.search(f"{slug}{rest}")
        return Repository(asked[1], "") if asked else None
    slug = slug.removesuffix(".git").rstrip(".")
    return Repository(slug, owner) if is_project_slug(slug) else None


def is_project_slug(slug: str) -> bool:
    """Whether a repository of this name would hold software of its own."""
    lower = slug.lower()
    return bool(lower.strip(".-_")) and lower not in NO_PROJECT_SLUGS and not NO_PROJECT_SLUG.search(lower)


def linked_user(url: str) -> str | None:
    """The user whose page on a forge a link points at."""
    match = _USER_PAGE.match(url)
    return match[1] if match and match[1].lower() not in RESERVED_OWNERS else None


def host_names(url: str) -> Iterator[str]:
    """The names a link's host could stand for: ``docs.kite.dev`` gives ``kite.dev`` and ``kite``."""
    if match := _HOST.match(url):
        labels = match[1].lower().split(".")
        while len(labels) > 2 and labels[0] in DOMAIN_PREFIXES:
            labels.pop(0)
        if len(labels) == 2:
            yield ".".join(labels)
            yield labels[0]
