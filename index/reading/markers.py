"""Where a line may give somebody the word: markers of speech by their form.

Owns the forms (``KG:``, ``**Lee:**``, ``<nick>``, ``[name=x]``, ``(@lee)``); must not know who is a person,
so that labels and votes are among what it finds: `index.reading.turns` tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

OPENING = re.compile(
    r"(?P<lead>[ \t>]*(?:(?:[*+•▪●○◦■‣–—-]|--|\d{1,3}[.)]|"
    r"\#{1,6})[ \t]+){0,3})(?P<mark>[*_\[<&\\(]?)(?P<word>@?[^\W\d_][\w.'-]*)?"
)
WHO = r"(?P<who>@?[^\W\d_][^:：*<>\[\]`|()\n]{0,59}?)"
ASIDE = r"(?:[ ]?(?:\([^()\n]{1,40}\)|\[[^\[\]()\n]{1,40}\]))?"
COLON = r"[ ]?(?::(?=\s|$|\*|_)|：)"
# Not behind a mention that gives the word: what she is to do, or the colon of another form.
TOLD = r"(?![ \t]*(?:[:：(,&/+]|(?:to|will|please|can you|could you|and)\b))"
# Forms of a marker, tried on what follows the bullet; names in them count by the vote below.
_FORMS = {
    # <ada> text · <@ada> text · < ada> text · <Ada Lovelace> text
    "nick": re.compile(
        r"(?:\\?<|&lt;)[ @+%]?(?P<who>[\w.|^`-]{1,30}|[A-Z][\w'-]{1,20} [A-Z][\w'-]{1,20})(?:>|&gt;)[ \t]"
    ),
    # **Ada:** text · **Ada** (Engine Co): text
    "bold": re.compile(rf"(?:\*\*|__){WHO}{ASIDE}(?:{COLON}[ ]?(?:\*\*|__)|(?:\*\*|__){ASIDE}{COLON})"),
    "italic": re.compile(rf"[*_]{WHO}{ASIDE}(?:{COLON}[ ]?[*_]|[*_]{ASIDE}{COLON})(?=\s|$)"),  # *Ada*: text
    # [ada] text · [ada]: text
    "bracketed": re.compile(
        rf"\\?\[(?P<who>@?[^\W\d_][\w .'/&,-]{{1,40}})\\?\](?:{COLON})?[ \t]+(?!\[|\(?https?:)"
    ),
    "rounded": re.compile(r"\((?P<who>@?[^\W\d_][\w .'-]{1,30})(?:\)|:)[ \t]+"),  # (@ada) text · (Ada: text)
    # @Ada L text
    "mentioned": re.compile(
        rf"@(?P<who>[A-Z][\w'-]* [A-Z][\w'-]*\.?){TOLD}(?![ \t]+[A-Z][\w'-]*[ ]?[:：])(?=[ \t])"
    ),
    "arrow": re.compile(r"(?P<who>@?[^\W\d_][\w.'-]{0,29})>[ \t]"),  # ada> text
    # Ada - text · **Ada** -> text
    "dashed": re.compile(rf"(?:\*\*)?{WHO}(?:\*\*)?{ASIDE}[ ]+(?:->|--|[–—-])[ ](?=[^\s\d])"),
    # Ada: text · AL (Engine Co): text · AL, GH: text
    "plain": re.compile(rf"{WHO.replace('}?', '}+')}{ASIDE}{COLON}"),  # no name goes beyond its colon
}
_FORMS_OF_MARK = {
    "[": ("bracketed",),
    "(": ("rounded",),
    "\\": ("nick", "bracketed"),
    "<": ("nick",),
    "&": ("nick",),
    "*": ("bold", "italic", "dashed"),
    "_": ("bold", "italic"),
    "": ("mentioned", "plain", "arrow", "dashed"),
}
_HEAD_LINK = re.compile(
    r"(?P<before>[\s>*+\d.)_-]{0,12})\[(?P<text>@?[^\W\d_][^\[\]:：]{0,50})\]\([^()\s]*\)"
)
_TAG = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)
_TOLD_WORK = re.compile(
    r"(?:an? )?(?:updates?|discussion|report|demo|presentation|review|intro\w*|status)\b", re.IGNORECASE
)
_INLINE = re.compile(
    r"[.?!)\]”\"] (?P<who>@?[^\W\d_][\w'.-]{0,30}(?: (?:(?:to|aan|an|à|→|->) )?[^\W\d_][\w'.-]{0,30})?): "
)
# … so far. Ada - text
_INLINE_DASH = re.compile(r"[.?!)] (?P<who>[A-Z][\w'-]{1,30}(?: [A-Z][\w'-]{0,30}\.?)?) [–—-] ")
_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
# Three words, or as much where no spaces part them
_UTTERANCE = re.compile(r"\s*(?![$€£\d])(?:(?:\S+\s+){2}\S|[^\s:：]{0,20}[\u3040-\u30ff\u4e00-\u9fff]{6})")
_ONLY_LINK = re.compile(r"[\s*_]*(?:<?https?://\S+|\[[^\[\]]*\]\([^()\s]*\))[\s.]*$")
_CLOCK = re.compile(  # 10:02 Ada: text · [2/9/2006 3:03 PM] <ada> text · 2006-02-09T15:03:00Z <ada> text
    r"[ \t]*\[?(?:\d{1,4}[/.-]\d\d?[/.-]\d{1,4}(?:T|,?[ ]+))?\d\d?:\d\d(?::\d\d)?Z?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?\]?[ \t]+(?=\\?<|&lt;|@?[^\W\d_][\w .'-]{0,40}(?:: |>[ \t]))"
)
_MINUTES_SPENT = re.compile(r"[ ,]*\(?\d+ ?m(?:in(?:ute)?s?)?\)?$")
_NAMED = re.compile(r"\[name=([^\]\n]{1,60})\]")  # [name=Ada] text, anywhere in a line
PINGED = re.compile(r"@[\w-]+$")
SHORTENED = re.compile(r"[A-Z][\w'-]+ [A-Z]\.?$")  # Ada L
# One of these ends a marker; mostly it is a colon.
_MARK_END = re.compile(r"[:\]>)：;–—-](?:(?<![–—-])|(?<=[\w*.] [–—-])[ >-])")
# One of these stands in every marker of a form.
_SIGNS = {
    "mentioned": ("@",),
    "plain": (":", "："),
    "arrow": (">",),
    "dashed": (" -", " –", " —"),
}
_FENCE = re.compile(r"[ >]{0,8}(?:```|~~~)")
REACH = 200  # characters of a line in which a marker stands
LONGEST = 2000  # characters of a line in which further markers are looked for


class Marker(NamedTuple):
    """A form on a line, and whom it would name.

    `speaks`: a sentence follows; `points`: a link alone does; `aside` stands in brackets behind the name.
    """

    line: int
    form: str
    who: str
    speaks: bool = False
    points: bool = False
    aside: str = ""


def find_markers(lines: Sequence[str], start: int, end: int) -> Iterator[Marker]:
    """The markers on lines `start` to `end`, in order; none within a code fence."""
    fenced = False
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1]
        if ("```" in line or "~~~" in line) and _FENCE.match(line):
            fenced = not fenced
        if fenced:
            continue
        if line[:1] == "@" and PINGED.match(line.strip()) and heads_list(lines, number, end):
            yield Marker(number, "pinged", line.strip(), speaks=True)
            continue
        if "[name=" in line:
            yield from (Marker(number, "named", who) for who in _NAMED.findall(line))
            continue
        if "@" in line or ":" in line[:REACH] or _MARK_END.search(line, 0, REACH):
            yield from _heading_marker(number, unlinked(line)[:REACH])
        if (last := line.rfind(": ", 0, LONGEST)) >= 0:  # mostly it is that of the marker at the head
            inline = _INLINE.finditer(line, 0, last + 2)
            yield from (Marker(number, "inline", m["who"], _speaks(line, m.end())) for m in inline)


def unlinked(line: str) -> str:
    """The head of a line without a link or tags: ``**Ada:** text`` for ``<b>[Ada](https://…):</b> text``."""
    if "](" in line[:REACH]:
        match = _HEAD_LINK.match(line)
        line = f"{match['before']}{match['text']}{line[match.end() :]}" if match else line
    return _TAG.sub("**", line) if "<" in line[:REACH] else line


def heads_list(lines: Sequence[str], number: int, end: int) -> bool:
    """Whether items follow a line at once, as in a round where each name heads what she reports."""
    return number < min(end, len(lines)) and lines[number].lstrip()[:2] in ("- ", "* ", "+ ")


def _heading_marker(number: int, line: str) -> Iterator[Marker]:
    """The marker at the head of a line, if there is one."""
    clock = _CLOCK.match(line) if ":" in line else None
    text = line[clock.end() :] if clock else line
    opening = OPENING.match(text)
    lead = opening["lead"] if opening else "#"
    if not opening or "#" in lead:
        return
    place = "item" if lead and lead.strip(" \t>") else "text"
    for form in _FORMS_OF_MARK[opening["mark"]]:
        if form in _SIGNS and not any(map(text.__contains__, _SIGNS[form])):
            continue
        if match := _FORMS[form].match(text, len(lead)):
            if form == "mentioned" and place == "text":
                continue
            if form == "rounded" and _TOLD_WORK.match(text, match.end()):
                return  # (Ada) Update on the mast: who is to speak
            who = _MINUTES_SPENT.sub("", match["who"].strip(" ,"))
            linked = "://" in text or "](" in text
            points = linked and _ONLY_LINK.match(text, match.end()) is not None
            behind = text[match.end("who") : match.end()]
            bracket = _BRACKET.search(behind) if "(" in behind or "[" in behind else None
            aside = bracket[1] if bracket else ""
            yield Marker(number, f"{form} {place}", who, _speaks(text, match.end()), points, aside)
            if form == "dashed":
                inline = _INLINE_DASH.finditer(text, match.end())
                yield from (Marker(number, f"{form} {place}", m["who"]) for m in inline)
            return


def _speaks(line: str, at: int) -> bool:
    return _UTTERANCE.match(line, at) is not None
