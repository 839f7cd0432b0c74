"""What topics, hits and answers look like: model objects in, styled `Content` out.

Owns the words, signs and styles of the interface, and the one door by which the text of minutes reaches
the screen: `plain` makes it harmless, and it is never read as markup.  Pure functions; no widget, no index.
Styles are theme variables, so that every theme of Textual applies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from textual.content import Content, Span
from textual.style import Style

from index import Hit, SearchResult, Snippet, Topic
from kb.safe_text import visible
from kb.tui.marks import Marks
from kb.wording import lead_length, plain_words, without_markup

MUTED = "$foreground-muted"
FAINT = "$foreground 48%"
QUIET = frozenset({MUTED, FAINT, f"bold {MUTED}"})
MARK = "bold $text-accent"
PROJECT = "$text-primary"
DECISION = "$text-success"
ACTION = "$text-warning"
ERROR = "$text-error"
NOTE = "$text-warning"
LINK = "underline $foreground-muted"

DECISION_SIGN = "◆"
ACTION_SIGN = "▸"
LINK_META = "kb_link"
NAME_META = "kb_name"
KIND_NAMES = {"discussion": "Discussed", "agenda": "Agenda", "chat": "Chat"}
SORTS = {"relevance": "best first", "newest": "newest first", "oldest": "oldest first"}

_ISSUE = re.compile(
    r"https?://[^\s/]+/([\w.-]+/[\w.-]+)/(?:-/)?(?:pull|issues|merge_requests|discussions)/(\d+)"
)
_LINKED = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
_SCHEME = re.compile(r"https?://(?:www\.)?")
_WEB = re.compile(r"https?://[^\s<>\"'`\])]+")
_FENCES = ("```", "~~~")
_LONG = 200  # characters; no line that is shorter is shown in pieces
_LONGEST = 20_000  # characters shown of one line; minutes with a line of 800 KB exist


def plain(text: str) -> str:
    """Untrusted text as it may be shown: nothing that a terminal obeys, no endless line."""
    text = text.rstrip("\r")
    return visible(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")


def marked(text: str, spans: Iterable[tuple[int, int]], style: str = "") -> Content:
    """Text in one style, with some spans of it marked."""
    styled = [Span(0, len(text), style)] if style and text else []
    return Content(text, [*styled, *(Span(start, end, MARK) for start, end in spans)])


def border_text(text: str) -> Content:
    """Untrusted text for the title of a border, which would read a string as markup."""
    return Content(short_links(plain(text)).replace("\n", " "))


def plural(count: int, noun: str) -> str:
    """A count and its noun: ``1 topic``, ``1,204 topics``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


# -- hits -------------------------------------------------------------------------------------------------


def hit_lines(hit: Hit, marks: Marks, width: int) -> list[Content]:
    """The three lines of a hit: title and date, then projects and people, then what matches best."""
    topic = hit.topic
    date = Content.assemble(*_signs(topic), (topic.date, MUTED))
    title = short_links(plain(topic.title)) or "(untitled)"
    room = max(8, width - date.cell_length - 2)
    head = marked(title, marks.spans(title), "bold").truncate(room, ellipsis=True)
    gap = " " * max(1, width - head.cell_length - date.cell_length)
    below = [chips(topic).truncate(width, ellipsis=True)] if topic.projects or topic.people else []
    below += [excerpt(line, marks, width) for line in _best_lines(hit)]
    return [Content.assemble(head, gap, date), *below, Content(""), Content("")][:3]


def short_links(text: str) -> str:
    """Links as people speak of them: ``owner/name#12`` for an issue, the rest without its scheme."""
    return _SCHEME.sub("", _ISSUE.sub(r"\1#\2", text))


def _signs(topic: Topic) -> list[tuple[str, str]]:
    signs = []
    if topic.kind != "discussion" and topic.title != KIND_NAMES[topic.kind]:
        signs.append((KIND_NAMES[topic.kind].lower() + "  ", MUTED))
    if topic.decisions:
        signs.append((DECISION_SIGN + " ", DECISION))
    if topic.actions:
        signs.append((ACTION_SIGN + " ", ACTION))
    return signs


def chips(topic: Topic, linked: bool = False) -> Content:
    """The projects and people of a topic, those who spoke first; `linked` names can be clicked."""
    projects = [(plain(name), _chip(PROJECT, "project", name, linked)) for name in topic.projects]
    people = [(plain(name), _chip(MUTED, "person", name, linked)) for name in people_of(topic)]
    parts: list[tuple[str, str | Style]] = []
    for at, chip in enumerate([*projects, *people]):
        if at:
            parts.append((" · " if at == len(projects) else ", ", MUTED))
        parts.append(chip)
    return Content.assemble(*parts)


def people_of(topic: Topic) -> list[str]:
    """Everybody in a topic, those who spoke first."""
    return [*topic.speakers, *(name for name in topic.people if name not in topic.speakers)]


def _chip(style: str, field: str, name: str, linked: bool) -> str | Style:
    return Style.parse(style) + Style.from_meta({NAME_META: (field, name)}) if linked else style


def _best_lines(hit: Hit) -> list[Snippet]:
    """The lines that match and are not the title over again, else the first that are said."""
    topic = hit.topic
    best = [snippet for snippet in hit.snippets if snippet.file or snippet.line != topic.start]
    if topic.kind == "chat" and not any(snippet.marks for snippet in best):
        best = [Snippet(message.line, f"{message.speaker}: {message.text}") for message in topic.chat]
    if not best:
        lines = topic.text.split("\n")[1:]
        said = (plain_words(line) for line in lines if not line.lstrip().startswith(_FENCES))
        best = [Snippet(topic.start, words) for words in said if words]
    best = sorted(best or hit.snippets, key=_marks_an_address)
    return [_with_ellipsis(snippet, topic) for snippet in best[:2]]


def _marks_an_address(snippet: Snippet) -> bool:
    """Whether a line has what is looked for only where its links lead, which says little."""
    if not snippet.marks or "](" not in snippet.text:
        return False
    _, offsets = without_markup(snippet.text)
    return all(offsets[start] == offsets[end] for start, end in snippet.marks)


def _with_ellipsis(snippet: Snippet, topic: Topic) -> Snippet:
    """A piece of a long line says so where it is not its beginning."""
    begin = snippet.text[:_LONG]
    texts = (topic.text, *(message.text for message in topic.chat))
    if len(begin) < _LONG or any(f"\n{begin}" in f"\n{text}" for text in texts):
        return snippet
    return Snippet(snippet.line, "…" + snippet.text, tuple((a + 1, b + 1) for a, b in snippet.marks))


def excerpt(snippet: Snippet, marks: Marks, width: int) -> Content:
    """A line without its markup, moved so that its first mark is seen in `width` cells."""
    written = plain(snippet.text).replace("\t", " ").replace("\n", " ")
    text, offsets = without_markup(written)
    found = {(offsets[start], offsets[end]) for start, end in snippet.marks}
    spans = sorted(span for span in {*found, *marks.spans(text)} if span[0] < span[1])
    if snippet.marks and not spans:  # only the address of a link has what is looked for
        text = short_links(_LINKED.sub(r"\1 · \2", written[lead_length(written) :]))
        spans = marks.spans(text)
    first, last = spans[0] if spans else (0, 0)
    cut = 0
    if last > width - 2:
        cut = max(0, min(first - width // 3, len(text) - width + 1))
        cut = min(first, text.find(" ", cut, cut + 12) + 1 or cut)  # at a word, where one begins soon
    shifted = [(max(0, start - cut), end - cut) for start, end in spans if end > cut]
    line = marked(text[cut:].rstrip(), shifted, MUTED)
    return (Content.assemble(("…", MUTED), line) if cut else line).truncate(width, ellipsis=True)


def divider(related: int, width: int) -> Content:
    """The line between the hits with all words and those with some."""
    label = f" some of the words · {related:,} "
    return Content.styled(("──" + label).ljust(width, "─"), MUTED)


# -- the lines of minutes ---------------------------------------------------------------------------------


def source_line(text: str, marks: Marks, in_fence: bool = False) -> Content:
    """One line of Markdown as written, its signs quiet, its links ready to be clicked."""
    text = plain(text).expandtabs(4)
    spans: list[Span] = []
    if in_fence or text.lstrip().startswith(_FENCES):
        spans.append(Span(0, len(text), "$text-secondary"))
    elif re.match(r"\s*#{1,6}\s", text):
        spans.append(Span(0, len(text), "bold $text-primary"))
    elif match := re.match(r"\s*(?:[-*+]|\d+[.)]|>)(?=\s)", text):
        spans.append(Span(0, match.end(), MUTED))
    spans += [Span(found.start(), found.end(), link_style(found[0])) for found in _WEB.finditer(text)]
    spans += [Span(start, end, MARK) for start, end in marks.spans(text)]
    return Content(text, spans)


def has_mark(line: Content) -> bool:
    """Whether something in a line is marked."""
    return any(span.style == MARK for span in line.spans)


def fences(lines: Sequence[str]) -> list[bool]:
    """For each line whether it stands inside a code fence."""
    inside, flags = False, []
    for line in lines:
        fence = line.lstrip().startswith(_FENCES)
        flags.append(inside and not fence)
        inside ^= fence
    return flags


def hanging_indent(text: str) -> int:
    """The column at which the continuation of a wrapped line starts: below its own first word."""
    return min(lead_length(text.expandtabs(4)), 24)


def link_style(url: str) -> Style:
    """How a link looks, carrying its address for the click."""
    return Style.parse(LINK) + Style.from_meta({LINK_META: url.rstrip(".,;:")})


def clock(seconds: int) -> str:
    """A place in a recording, always as an estimate: ``≈ 27 min``."""
    return f"≈ {max(1, round(seconds / 60))} min"


# -- the answer as a whole --------------------------------------------------------------------------------


def summary(result: SearchResult, sort: str | None) -> Content:
    """``23 topics in 14 meetings · 12 ms``, what the order is and how many have only some of the words."""
    if not (result.total or result.related or result.query.strip()):
        return Content.styled("Nothing to search yet", MUTED)
    parts: list[tuple[str, str]] = [
        (plural(result.total, "topic"), "bold"),
        (f" in {plural(result.meetings, 'meeting')}", ""),
    ]
    if result.related and not result.total:
        parts = [(plural(result.related, "topic"), "bold"), (" with some of the words, none with all", "")]
    elif result.related:
        parts.append((f" · {result.related:,} with some of the words", MUTED))
    parts.append((f" · {max(1, round(result.seconds * 1000))} ms", MUTED))
    if sort in SORTS:
        parts.append((f" · {SORTS[sort]}", MUTED))
    return Content.assemble(*parts)


def notes(result: SearchResult) -> list[Content]:
    """What the search did beyond the letters of the query: another spelling, an unknown name.

    That the last word stands for a beginning is no news to somebody who is still typing it.
    """
    lines = [Content.styled(plain(note), NOTE) for note in result.notes]
    other = result.corrected
    if other is not None and other != result.query.rstrip() + "*":
        lines.insert(0, Content.assemble(("showing ", MUTED), (plain(other), f"bold {NOTE}")))
    return lines


def progress_bar(label: str, done: int, total: int, width: int = 12) -> Content:
    """A bar of thin lines with its label and how much is done: steps are no files, so none are counted."""
    share = done / total if total else 0
    filled = round(width * share)
    return Content.assemble(
        (f"{label}  ", MUTED), ("━" * filled, PROJECT), ("━" * (width - filled), "$foreground 15%"),
        (f"  {share:.0%}", MUTED),
    )  # fmt: skip
