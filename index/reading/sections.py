"""Blocks become a tree of sections, each with the role its heading gives it.

Owns what headings are called in many communities and languages; must not decide where topics begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.reading.blocks import Block
from index.reading.links import plain

SectionRole = Literal[
    "attendance", "recording", "links", "agenda", "chat", "contents", "boilerplate", "minutes", "closing"
]

BOLD_LEVEL = 7
ITALIC_LEVEL = 8


@dataclass(slots=True)
class Section:
    """A heading with what stands under it; the root of a file has level 0 and no heading line.

    `end` is the last line with text in it or its children; `body` are the blocks before the first child.
    """

    title: str
    level: int
    start: int
    heading_end: int
    end: int
    role: SectionRole | None = None
    body: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?:" + "|".join(patterns) + r")\b", re.IGNORECASE)


# What a heading is called, by role.  English first, then German, French, Spanish, Chinese, Japanese.
# The whole title must match, apart from numbers, marks and brackets around it.
_TITLES: tuple[tuple[SectionRole, str], ...] = (
    (
        "attendance",
        r"(?:(?:list of |meeting |voting |other |remote |in-person |invited )*"
        r"(?:attend(?:ees?|ance|ing|ants?)|participants?|present|regrets|apologies|absent|guests|observers|invited|roll ?call"
        r"|who (?:was|is|were) (?:here|there|present))(?: list)?(?: \(.*\)| ?/ ?\w+| and \w+)?(?: taken)?"
        r"|in attendance|attendees? (?:and|&) .*|anwesend\w*|abwesend\w*|teilnehm\w*|entschuldigt|asistentes|asistencia|presentes"
        r"|présents?|participants|absents|excusés|参会\w*|出席\w*|参加者|与会\w*|缺席\w*|欠席\w*)",
    ),
    (
        "chat",
        r"(?:zoom |meeting |raw |full |text |gitter |slack |irc )*chat(?: ?-?(?:log|transcript|history|messages|export|window|room))?s?(?: .*)?"
        r"|chatlog|chatverlauf|聊天记录|チャット\w*",
    ),
    (
        "recording",
        r"(?:video |audio |meeting |zoom |call )*(?:recordings?|replays?|videos?)(?: links?)?|aufzeichnung|enregistrement|grabación|录像|録画",
    ),
    (
        "links",
        r"(?:useful |helpful |quick |important |relevant |related |meeting )*(?:links?|resources|references?|documents)(?: and .*)?|transcripts?|liens?|enlaces|链接|リンク",
    ),
    ("contents", r"(?:table of )?contents|toc|inhalt(?:sverzeichnis)?|sommaire|índice|目录|目次"),
    (
        "agenda",
        r"(?:(?:the |today'?s |meeting |proposed |tentative |draft |planned |call )*agenda(?: items?| topics?| for .*| of .*)?|planned topics"
        r"|tagesordnung|tagesordnungspunkte|ordre du jour|orden del día|agenda del día|议程|議題|アジェンダ)",
    ),
    (
        "minutes",
        r"(?:the |meeting |call |new |open |raw |detailed |general |discussed |discussion |agenda |main |standing |other |technical |recurring |community |suggested )*"
        r"(?:minutes|notes?|discussions?|topics?|proceedings|items?|issues(?: and (?:prs|pull requests))?|triage|backlog"
        r"|agenda (?:and|&|/) (?:notes|minutes|discussion)|minutes (?:and|&|/) \w+|discussion (?:topics|items|points|notes)|meeting log|topics discussed|items discussed)"
        r"(?: discussed| and discussions?| ?/ ?(?:notes|discussions?|minutes))?(?: from .*)?(?:: .*)?"
        r"|(?:follow[- ]?ups?)(?: from.*| on .*| items?)?|protokoll|besprechung|notizen|themen|notas|acta|temas|notes de réunion|compte rendu"
        r"|会议记录|会议纪要|讨论|議事録|討議",
    ),
    (
        "closing",
        r"(?:(?:speaker'?s |final |meeting |key |the |proposed |tc \w+ |tsc )*"
        r"(?:conclusions?|resolutions?|consensus|decisions?|summary|summaries|outcomes?|action ?items?|actions?|next steps|takeaways?|take-aways|key points|follow[- ]?ups?"
        r"|to-?do'?s?|votes?|results?|remaining queue|questions?)"
        r"(?: (?:of|and|&) .*|/.*| ?/ ?.*|,.*| taken| made| \(.*\)|\s*:.*)?"
        r"|fazit|beschl[uü]ss\w*|ergebnis\w*|aufgaben|nächste schritte|conclusiones|resolución|decisiones|décisions?|prochaines étapes|próximos pasos"
        r"|结论|决议|结果|下一步|結論|決定\w*)",
    ),
    (
        "boilerplate",
        r"(?:code of conduct|coc|antitrust.*|anti-trust.*|how to join.*|joining.*|housekeeping|logistics|meeting (?:info|information|details|logistics|time|link)s?"
        r"|(?:the )?(?:next|upcoming|future) (?:meetings?|calls?|week'?s agenda|dates?|sessions?)(?: .*)?|adjourn(?:ment|ed)?|closing|roles?|scribes?|note ?-?takers?|moderators?|facilitators?|chairs?"
        r"|reminders?|let'?s connect.*|(?:determine |select |pick |choose |volunteers? for |find )+(?:a )?(?:volunteers?|note|scribe|facilitator).*"
        r"|agree to .*(?:agreement|guidelines|conduct).*|introduction of attendees.*|introductions?(?: of .*)?|welcome(?: .*)?|opening(?: .*)?|call to order"
        r"|(?:review|approve|adopt|adoption|approval|accept|approving|prioriti[sz]e)\w*(?: of)?(?: the| today'?s)? agenda.*"
        r"|(?:review|approval|approve|approving|accept|reading|minutes)\w*(?: of| and approval of)?(?: the| our)? ?(?:previous|last|prior|old|past)?(?: meeting'?s?)?(?: the)? ?(?:minutes|notes|meeting)(?: .*)?"
        r"|(?:check for )?ready for review(?: agenda items)?|.*(?:agenda|attendee) (?:and attendee )?guidelines|physical locations?|meeting logistics.*|.*meeting host.*|administrivia|nächste[sr]? .*|begrüßung|próxima reunión|prochaine réunion|下次会议|次回\w*)(?: ?\(.*\))?",
    ),
)
_ROLES = tuple((role, re.compile(rf"(?:{pattern})$", re.IGNORECASE)) for role, pattern in _TITLES)
_DRESS = re.compile(r"^(?:[\W_]*\d+(?:\.\d+)*[.):]?\s+|[^\w\[(#@`'\"]+)+|[\s:.!…*_–—-]+$")
_TIMEBOX = re.compile(r"\s*[\[(][^()\[\]]*\b\d+\s*(?:m|mins?|minutes|h)\b[^()\[\]]*[\])]\s*$", re.IGNORECASE)
_REPOSITORY = re.compile(
    r"(?:https://github\.com/)?[\w.-]+/[\w.-]+(?:\s+(?:issues|prs|pull requests))?$", re.IGNORECASE
)


def role_of_title(title: str) -> SectionRole | None:
    """The role that a heading's words give its section; None where it names a subject."""
    words = _TIMEBOX.sub("", _DRESS.sub("", title.replace("’", "'"))).strip()
    words = _DRESS.sub("", words)
    if not words or len(words) > 120:
        return None
    return next((role for role, pattern in _ROLES if pattern.match(words)), None)


def is_repository(title: str) -> bool:
    """Whether a heading names a repository (``owner/name``) and so stands over its issues."""
    return _REPOSITORY.match(title) is not None


_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1[ \t]*:?[ \t]*(?:<br ?/?>)?$")
_ITALIC_LINE = re.compile(r"([*_])(?![*_\s])([^*_]+)(?<=\S)\1[ \t]*:?$")


def read_sections(blocks: Sequence[Block], lines: Sequence[str], last: int) -> Section:
    """The outline of a file: its root section, with bold and italic lines as the lowest headings."""
    root = Section("", 0, 1, 0, last)
    path = [root]
    for block in blocks:
        for part in _headed(block, lines):
            if part.form != "heading":
                path[-1].body.append(part)
            else:
                while path[-1].level >= part.level:
                    path.pop()
                title = plain(part.text)
                section = Section(title, part.level, part.start, part.end, part.end, role_of_title(title))
                path[-1].children.append(section)
                path.append(section)
            for section in path:
                section.end = max(section.end, part.end) if section is not root else last
    return root


def _headed(block: Block, lines: Sequence[str]) -> list[Block]:
    """A text block whose first line is all bold or italic as that heading and the rest."""
    if block.form != "text" or block.level > 0 or block.text[0] not in "*_":
        return [block]
    if match := _BOLD_LINE.match(block.text):
        level = BOLD_LEVEL
    elif match := _ITALIC_LINE.match(block.text):
        level = ITALIC_LEVEL
    else:
        return [block]
    heading = Block("heading", block.start, block.start, level, match[2], gap=block.gap)
    if block.start == block.end:
        return [heading]
    return [heading, Block("text", block.start + 1, block.end, 0, lines[block.start].strip())]
