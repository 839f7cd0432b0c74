"""Issues, pull requests and web addresses: all the forms under which one reference is found.

Owns how `https://github.com/Org/Name.jl/pull/12`, `Org/Name.jl#12`, `Name#12` and `pull/12` come to mean
the same; pure text.  The shape of addresses is that of GitHub, GitLab, Gitea and their like:
``host/owner/name/(pull|issues|…)/number``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

URL = re.compile(r"https?://[^\s<>\"'`\]})|\\]+", re.I)
_SCHEME = re.compile(r"^(?:https?:)?//(?:www\.)?", re.I)
_ISSUE_PATH = re.compile(
    r"(?:^|/)(?:(?P<owner>[\w.-]+)/)?(?P<name>[\w.-]+)/(?:-/)?"
    r"(?P<kind>pull|pulls|issues|issue|pull-requests|merge_requests|discussions|commit)/(?P<number>\w+)(?![\w.-])",
    re.I,
)
_SHORT = re.compile(
    r"(?<![\w/#&.-])(?:(?:(?P<owner>[\w.-]+)/)?(?P<name>[A-Za-z][\w.-]*))?#(?P<number>\d+)(?!\w)"
)
_BARE_PATH = re.compile(
    r"(?<![\w/.-])(?P<kind>pulls?|issues?|merge_requests|discussions)/(?P<number>\d+)(?!\w)", re.I
)
_SPOKEN_NAME = re.compile(r"([A-Za-z][\w.-]{0,60})['’]?s?[ \t]+$")
# Both begin with what the engine can skip to at once; what stands before it is looked at then.
_NUMBER = re.compile(r"#\d+(?!\w)")
_SPOKEN_NUMBER = re.compile(
    r"([IiPpMm](?<!\w\w)(?i:(?<=i)ssue|(?<=[pm])r|(?<=p)ull request|(?<=m)erge request))[ \t]{1,4}#?(\d+)\b"
)
_KINDS = {
    "pulls": "pull",
    "pull-requests": "pull",
    "merge_requests": "pull",
    "issue": "issues",
    "pr": "pull",
    "mr": "pull",
    "pull request": "pull",
    "merge request": "pull",
}
_SUFFIX = re.compile(r"\.(jl|js|py|rs|rb|go|cpp|net|ts|r|php)$")
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?/", re.I)
MAX_FORM = 200


def forms_of_address(address: str) -> Iterator[str]:
    """The forms under which a URL is found: its path to each depth, and those of an issue it names."""
    plain = normal_address(address)
    if not plain:
        return
    yield plain[:MAX_FORM]
    path = re.split(r"[?#]", plain, maxsplit=1)[0]
    pieces = path.split("/")
    for depth in range(1, min(len(pieces), 12) + 1):
        yield "/".join(pieces[:depth])[:MAX_FORM]
    issue = _ISSUE_PATH.search(path)
    if issue:
        yield from _issue_forms(issue["owner"], issue["name"], issue["number"], issue["kind"])


def normal_address(address: str) -> str:
    """An address without scheme, ``www.``, trailing punctuation and case."""
    return _SCHEME.sub("", address.strip()).rstrip("/.,;:!?*_").lower()


def forms_in_text(text: str) -> set[str]:
    """The forms of all issues a text names in short (``Name#12``, ``#12``, ``PR 12``, ``issue 12``)."""
    forms: set[str] = set()
    for match in _short_references(text):
        forms.update(_issue_forms(match["owner"], match["name"], match["number"], None))
    for match in _SPOKEN_NUMBER.finditer(text):
        name = _SPOKEN_NAME.search(text, max(0, match.start() - 64), match.start())
        forms.update(_issue_forms(None, name[1] if name else None, match[2], match[1]))
    return forms


def _short_references(text: str) -> Iterator[re.Match[str]]:
    """The matches of `_SHORT`, of which only the beginning of what stands before a number can be one."""
    done = 0
    for number in _NUMBER.finditer(text):
        start = number.start()
        while start > done and (text[start - 1].isalnum() or text[start - 1] in "_/#&.-"):
            start -= 1
        if (start > done or not done) and (match := _SHORT.match(text, start)):
            yield match
        done = number.end()


def _issue_forms(owner: str | None, name: str | None, number: str, kind: str | None) -> Iterator[str]:
    number = number.lower()
    kind = _KINDS.get(kind.lower(), kind.lower()) if kind else None
    yield f"#{number}"
    if kind:
        yield f"{kind}/{number}"
    if name:
        for short in _name_forms(name):
            yield f"{short}#{number}"
            if not owner:
                yield f"/{short}#{number}"  # whose it is goes without saying, so any owner's may be meant
            if kind:
                yield f"{short}/{kind}/{number}"
            if owner:
                yield f"{owner.lower()}/{short}#{number}"


def _name_forms(name: str) -> set[str]:
    """A repository's name with and without the suffix of its language: both are said."""
    name = name.lower().removesuffix(".git")
    return {name, _SUFFIX.sub("", name)}


def asked_reference(text: str) -> tuple[str, ...]:
    """The forms to look up for what somebody typed; any of them will do; empty where it is no reference.

    A URL also stands for the issue it names, so that ``…/issues/12`` finds ``…/pull/12`` and ``Name#12``.
    """
    text = text.strip()
    if re.search(r"\s", text):
        spoken = _SPOKEN_NUMBER.search(text)
        name = _SPOKEN_NAME.fullmatch(text, 0, spoken.start()) if spoken else None
        if spoken and spoken.end() == len(text) and (name or not spoken.start()):
            return _asked_issue(None, name[1] if name else None, spoken[2])
        return ()
    issue = _ISSUE_PATH.search(re.split(r"[?#]", normal_address(text), maxsplit=1)[0])
    if issue:
        return _asked_issue(issue["owner"], issue["name"], issue["number"])
    short = _SHORT.fullmatch(text)
    if short:
        return _asked_issue(short["owner"], short["name"], short["number"])
    path = _BARE_PATH.fullmatch(text)
    if path:
        return (f"{_KINDS.get(path['kind'].lower(), path['kind'].lower())}/{path['number']}",)
    if _ADDRESS.match(text):
        return (normal_address(text)[:MAX_FORM],)
    return ()


def _asked_issue(owner: str | None, name: str | None, number: str) -> tuple[str, ...]:
    if not name:
        return (f"#{number}",)
    short = f"{min(_name_forms(name))}#{number.lower()}"
    if owner and "." not in owner:  # a dot makes it the host: gitlab.example.org/name/issues/12
        return (f"{owner.lower()}/{short}", f"/{short}")
    return (short,)


def is_two_words(text: str) -> bool:
    """Whether what looks like an address may be words with a stroke between them (`Kiln.jl/Glaze.jl`)."""
    return "//" not in text and any(map(_is_address, asked_reference(text)))


def _is_address(form: str) -> bool:
    """Whether a form is that of an address that names no issue: it begins with a host."""
    return "#" not in form and "." in form.split("/")[0]


def citation_pattern(text: str) -> re.Pattern[str]:
    """What a reference that somebody typed looks like where it is cited, in folded text."""
    form = asked_reference(text)[0]
    number = re.search(r"\d+$", form)
    if number and not _is_address(form):
        return re.compile(
            rf"(?:#|\b(?:pulls?|issues?|merge_requests|discussions)/|\b(?:issue|pr|mr) #?){number[0]}(?!\d)"
        )
    return re.compile(re.escape(normal_address(text)))
