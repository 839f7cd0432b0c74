"""Chat logs inside minutes: where they stand and what their messages are.

Owns the forms in which chat programs export messages (Zoom, IRC, Slack, Discord, Teams, Gitter,
tabbed).  Must not know to which topic a message belongs.  Within one log the form that most lines
have is the form; every other line continues the message above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.model import Message

_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_STAMP = rf"(?:\d{{4}}-\d\d-\d\d[T ])?(?P<time>{_CLOCK})(?:\s?[AP]M|Z)?"
_NICK = r"[@+%~&]?(?P<speaker>[\w\[\]`^{}|.'’-][\w\[\]`^{}|.'’:-]{0,40}(?: [\w.'’-]{1,30}){0,3})"
_NAME = r"(?P<speaker>@?[^\W\d_][^\s:\[\]<>|]*(?:[ ][^\W\d_][^\s:\[\]<>|]{0,30}){0,5}?)"
_LEAD = r"^[ \t>]*(?:[*+-][ \t]+)?"
_DATED = r"(?:(?:today|yesterday|heute|hier|hoy|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})(?:,| at| um| à)?[ ])?"

# One row a habit.  In those with an empty text group the text stands on the lines below.
_FORMS = {
    # 12:07:14<tab> From Ada Lovelace to Everyone : text
    "zoom": re.compile(
        rf"{_LEAD}\[?(?P<time>{_CLOCK})\]?[ \t]+From[ \t]+(?P<speaker>[^:]{{1,80}}?)"
        r"(?:[ \t]+to[ \t]+[^:]{1,60}?)?[ \t]*:(?P<text>.*)",
        re.IGNORECASE,
    ),
    # [12:01] <ada> text · 12:01 <ada> text · <ada> text
    "irc": re.compile(
        rf"{_LEAD}(?:\\?\[?{_STAMP}\\?\]?[ \t]+)?(?:\\?<|&lt;){_NICK}(?:\\?>|&gt;)[ \t]+(?P<text>\S.*)"
    ),
    # 12:01<tab>Ada Lovelace:<tab>text
    "tabbed": re.compile(rf"{_LEAD}\[?{_STAMP}\]?\t+(?P<speaker>[^\t:]{{1,60}}):?\t+(?P<text>.*)"),
    # Ada Lovelace<tab>12:01<tab>text
    "tabbed name first": re.compile(rf"{_LEAD}(?P<speaker>[^\t:]{{1,60}}):?\t+\[?{_STAMP}\]?\t+(?P<text>.*)"),
    # [12:01] Ada: text · 12:01 **Ada**: text
    "clock first": re.compile(
        rf"{_LEAD}(?:\\?[\[(]{_DATED}{_STAMP}\\?[\])]|{_STAMP.replace('time', 'clock')})[ \t]+(?:-[ \t]+)?"
        rf"\*{{0,2}}{_NAME}\*{{0,2}}[ \t]?:\*{{0,2}}(?:[ \t]+(?P<text>.*)|$)",
        re.IGNORECASE,
    ),
    # Ada [12:01]: text · Ada (12:01): text
    "name first": re.compile(
        rf"{_LEAD}\*{{0,2}}{_NAME}\*{{0,2}}[ \t]+"
        rf"\\?[\[(]?{_DATED}{_STAMP}\\?[\])]?[ \t]?:(?:[ \t]+(?P<text>.*)|$)",
        re.IGNORECASE,
    ),
    # Ada Lovelace  12:01 PM ⏎ text · Ada — Today at 12:01 PM ⏎ text
    "name above": re.compile(
        rf"{_LEAD}\*{{0,2}}{_NAME}\*{{0,2}}[ \t]*(?:[-–—,][ \t]*)?"
        rf"\\?[\[(]?{_DATED}{_STAMP}\\?[\])]?[ \t]*$(?P<text>)",
        re.IGNORECASE,
    ),
    # [12:01 PM] Ada Lovelace ⏎ text
    "clock above": re.compile(
        rf"{_LEAD}\\?\[{_DATED}{_STAMP}\\?\][ \t]+{_NAME}[ \t]*$(?P<text>)", re.IGNORECASE
    ),
    # **ada:** text, as chat bots write the transcript of a channel
    "bold name": re.compile(r"^\*\*@?(?P<speaker>[^*:]{1,40}):?\*\*:?[ \t]+(?P<text>\S.*)"),
}
_HAS_CLOCK = re.compile(
    r":(?<=\d:)\d\d"
)  # all forms but two have one, and few lines do; a colon is quick to find
_CLOCKLESS = tuple((form, _FORMS[form]) for form in ("irc", "bold name"))
HTML_TAGS = frozenset(
    """
    a abbr b blockquote br center code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins
    kbd li mark ol p pre q s samp small span strike strong sub summary sup table tbody td th thead
    tr tt u ul var
    """.split()  # noqa: SIM905
)
_LOG = re.compile(
    r"(?P<stem>.*?)[ ._-]*(?:(?:meeting|call|full|raw|zoom|slack|gitter|discord|matrix|irc|chat)[ ._-]*)*"
    r"(?<![^\W\d_])(?:transcript(?:ion)?s?|chat|(?:chat)?logs?|irc|raw|messages)",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^[ >]{0,8}(?:```|~~~)")
_BREAK = re.compile(
    r"^ {0,3}(?:#{1,6}[ \t]|(?:```|~~~)|\[[^\]\n]{1,80}\]:\s|</?details|<!--|(?:-{3,}|\*{3,}|_{3,})[ \t\r]*$)"
)
_MINUTED = re.compile(r"#?(?:sub-?)?topic\b[: ]", re.IGNORECASE)
_LONGEST_HEAD = 400  # characters of a line that are looked at for a head; what follows is text
_WIDEST_GAP = 40  # lines that one message may have within a log


class _Head(NamedTuple):
    line: int
    form: str
    time: str | None
    speaker: str
    text: str


def read_messages(lines: Sequence[str], start: int, end: int) -> list[Message]:
    """The messages of a chat log that fills lines `start` to `end`, in their order."""
    heads = list(_heads(lines, start, end))
    if not heads:
        return []
    form = _form_of(heads)
    heads = [head for head in heads if head.form == form]
    messages = []
    for number, head in enumerate(heads):
        limit = heads[number + 1].line - 1 if number + 1 < len(heads) else end
        last, text = _continued(lines, head, limit)
        messages.append(Message(line=head.line, end=last, time=head.time, speaker=head.speaker, text=text))
    return messages


def log_of(stem: str) -> str | None:
    """Of which file one is the chat or transcript, by its name without suffix: ``call`` of ``call-chat``.

    Empty where the name says no more than that it is one (``irc``), None where it does not say that.
    """
    match = _LOG.fullmatch(stem)
    return match["stem"] if match else None


def find_chats(lines: Sequence[str], start: int, end: int, is_log: bool = False) -> list[tuple[int, int]]:
    """The spans of lines that are chat logs by their form, whether fenced, headed or neither.

    Lines that begin with a bold name are so much more often minutes that the file's name must say that it
    `is_log`.
    """
    heads = [head for head in _heads(lines, start, end) if is_log or head.form != "bold name"]
    spans = []
    for run in _runs(lines, heads):
        form = _form_of(run)
        run = [head for head in run if head.form == form]
        if _is_chat(form, run):
            limit = min(end, run[-1].line + _WIDEST_GAP)
            spans.append((run[0].line, _paragraph_end(lines, run[-1].line, limit)))
    return spans


def _heads(lines: Sequence[str], start: int, end: int) -> Iterator[_Head]:
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1]
        if not line or line.isspace():
            continue
        if head := _head(number, line):
            yield head


def _head(number: int, line: str) -> _Head | None:
    opening = line[:_LONGEST_HEAD].rstrip("\r")
    if ":" not in opening and ">" not in opening and "&gt;" not in opening:
        return None
    clocked = _HAS_CLOCK.search(opening) is not None
    if not (clocked or "<" in opening or "&lt;" in opening or opening[:2] == "**"):
        return None
    for form, pattern in _FORMS.items() if clocked else _CLOCKLESS:
        match = pattern.match(opening)
        if not match:
            continue
        groups = match.groupdict()
        speaker = groups["speaker"].strip(" \t*")
        if not speaker or (form == "irc" and speaker.lower() in HTML_TAGS):
            continue
        text = (groups["text"] or "") + line[_LONGEST_HEAD:]
        return _Head(number, form, groups.get("time") or groups.get("clock"), speaker, text)
    return None


def _form_of(heads: Iterable[_Head]) -> str:
    return Counter(head.form for head in heads).most_common(1)[0][0]


def _runs(lines: Sequence[str], heads: Sequence[_Head]) -> Iterator[list[_Head]]:
    """Heads that follow each other without a heading or a long text between them."""
    run: list[_Head] = []
    for head in heads:
        if run and (
            head.line - run[-1].line > _WIDEST_GAP
            or any(_BREAK.match(lines[n - 1]) for n in range(run[-1].line + 1, head.line))
        ):
            yield run
            run = []
        run.append(head)
    if run:
        yield run


def _is_chat(form: str, run: Sequence[_Head]) -> bool:
    if form == "zoom":
        return True
    if len(run) < 3 or len({head.speaker for head in run}) < 2:
        return False
    if any(_MINUTED.match(head.text.strip()) for head in run):
        return False  # a log with "Topic:" lines is the minutes themselves
    # a timetable has round times, a chat has not
    minutes = [int(head.time.split(":")[1][:2]) for head in run if head.time]
    return not minutes or sum(minute % 5 == 0 for minute in minutes) <= 0.6 * len(minutes)


def _continued(lines: Sequence[str], head: _Head, limit: int) -> tuple[int, str]:
    texts, last = [head.text], head.line
    for number in range(head.line + 1, limit + 1):
        line = lines[number - 1]
        if _BREAK.match(line) or _FENCE.match(line):
            break
        texts.append(line.strip())
        if line.strip():
            last = number
    text = "\n".join(texts[: last - head.line + 1])
    return last, text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _paragraph_end(lines: Sequence[str], line: int, limit: int) -> int:
    last = line
    while last < limit and lines[last].strip() and not _BREAK.match(lines[last]):
        last += 1
    return last
