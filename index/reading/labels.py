"""What a line outside of any heading is, by its first words: a label, a remark, a link to the recording.

Owns those phrases; must not know the structure around the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.model import Role
from index.reading.links import find_links, plain

_VIDEO_WORD = re.compile(
    r"\b(?:recording|recorded|record|video|replays?|aufzeichnung|grabaci[óo]n|enregistrement)\b|录像|録画",
    re.IGNORECASE,
)
_VIDEO_LABEL = re.compile(
    r"[\W_]*(?:the |meeting |call |zoom |audio |google hangouts |youtube |watch )*"
    r"(?:recordings?|videos?|replays?|youtube|aufzeichnung|grabaci[óo]n|enregistrement|录像|録画)(?: (?:links?|recordings?|urls?))?\W{0,4}[:：]",
    re.IGNORECASE,
)
_VIDEO_HOST = re.compile(
    r"https?://(?:[\w-]+\.)*(?:youtu\.be/|youtube\.com/|youtube-nocookie\.com/|vimeo\.com/|soundcloud\.com/|twitch\.tv/|archive\.org/"
    r"|bilibili\.com/|peertube\.|loom\.com/|zoom\.us/(?:rec|recording)/|drive\.google\.com/file/|media\.ccc\.de/)",
    re.IGNORECASE,
)
_NOT_A_VIDEO = re.compile(
    r"https?://(?:[\w-]+\.)*(?:zoom\.us/(?:j|my|w|s)/|meet\.google\.com|docs\.google\.com|github\.com|gitlab\.com|hackmd\.io|calendar\.google\.com|teams\.microsoft\.com)",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"[\W_]*(?:n/?a\b|tb[ad]\b|none\b\W*$|nothing (?:to|planned|new|this|was)|(?:there (?:was|were|is) )?no (?:\w+[ -]){0,2}?"
    r"(?:agenda|updates?|announcements?|questions?|minutes|videos?|recordings?|notes|news|topics|discussion|action items?)\b"
    r"|skip(?:ped|ping)?\b|(?:we )?ran out of time|informal meeting|extracted from|not (?:recorded|discussed)|(?:meeting )?(?:cancell?ed|adjourned)\b"
    r"|keine\b.{0,30}$|ninguno\b|sin novedades|aucun\w*\b.{0,30}$|无$|なし)",
    re.IGNORECASE,
)
_LOGISTICS = re.compile(
    r"[\W_]*(?:(?:meeting |call )?(?:date|time|when|where|location|venue|host|chairs?|scribes?|note[- ]?takers?|minutes? (?:taken )?by|notes (?:taken )?by|facilitators?|moderators?"
    r"|link|id|url|passcode|password|calendar|duration|place|ort|datum|zeit|protokoll|lugar|fecha|hora|lieu|heure|地点|时间|日時|場所)[\W_]{0,4}[:：]"
    r"|join\b.{0,40}\b(?:zoom|meet|call|phone|via|at|us)\b|dial[- ]in\b|one tap mobile|lead by\b|led by\b|chaired by\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"([*_])(?=[^\s*_])[^*_](?:.*[^\s*_])?\1[\s.]*$|\((?:[^()]|\([^()]*\))*\)\.?$", re.DOTALL)
_FEW_WORDS = 30
_REMARK_WORDS = 6  # fewer words in italics are a caption


def role_of_line(text: str) -> Role | None:
    """The role of a block of text (its lines joined) that stands alone in a header or among minutes."""
    if len(text) > 2_000:
        return None
    words = len(text.split())
    if _VIDEO_LABEL.match(text) or (
        _VIDEO_WORD.search(text) and words <= _FEW_WORDS and _VIDEO_HOST.search(text)
    ):
        return "recording"
    if says_nothing(text) or (words <= _FEW_WORDS and _LOGISTICS.match(text)):
        return "boilerplate"
    return None


def says_nothing(text: str) -> bool:
    """Whether a text only says that there was nothing ("No updates this week")."""
    return _NOTHING.match(text) is not None and len(text.split()) <= _FEW_WORDS


def is_aside(text: str) -> bool:
    """Whether the whole of a text is in italics or brackets: a presenter, a time box, a remark."""
    return text[:1] in "*_(" and text[:2] != "**" and _ASIDE.match(text) is not None


def is_remark(text: str) -> bool:
    """Whether a text is an aside of some length: said about the minutes, not in them."""
    return is_aside(text) and len(text.split()) >= _REMARK_WORDS


def is_navigation(text: str) -> bool:
    """Whether a text is nothing but links inside the site (``[Category](Category:Minutes)``)."""
    return "](" in text and "://" not in text and not re.sub(r"\[[^\[\]]*\]\([^()]*\)|\W", "", text)


def find_recording(blocks: Sequence[str], definitions: Mapping[str, str]) -> str | None:
    """The video of a meeting: of the texts outside its topics, the first that names and links one."""
    bare = None
    for text in blocks:
        if "://" not in text and "][" not in text:
            continue
        links = find_links(text.split("\n"), definitions)
        video = next((url for url in links if _VIDEO_HOST.match(url)), None)
        if video and _VIDEO_WORD.search(text):
            return video
        if links and _VIDEO_LABEL.match(text) and not _NOT_A_VIDEO.match(links[0]):
            return links[0]
        if video and bare is None and len(plain(text).split()) <= 3:
            bare = video
    return bare


def lacks_recording(text: str) -> bool:
    """Whether a line has a label for the recording and nothing behind it."""
    match = _VIDEO_LABEL.match(text)
    return match is not None and not text[match.end() :].strip(" \t*_.-–")
