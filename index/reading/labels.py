"""What a line outside of any heading is, by its first words: a label, a remark, the link to the recording.

Owns those phrases; must not know the structure around the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from index.model import Role
from index.reading.cues import any_word
from index.reading.dates import is_dateline
from index.reading.links import find_links, plain


def _words(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern in verbose mode, in which an underscore is a space; it has no groups, which take time.

    On a text in small letters it is much quicker without flags.
    """
    grouped = re.sub(r"(?<![\\^])\((?!\?)", "(?:", pattern.replace("_", "[ ]"))
    return re.compile(grouped, re.VERBOSE | flags)


_VIDEO = r"(?:recordings?|recorded|record|videos?|replays?|aufzeichnung|grabaci[óo]n|enregistrement)"
_VIDEO_WORD = _words(rf"\b{_VIDEO}\b | 录像 | 録画")
_VIDEO_LABEL = _words(
    rf"""[\W\x5f]* (the_|meeting_|call_|zoom_|audio_|google_hangouts_|youtube_|watch_)*
    ({_VIDEO}|youtube|录像|録画) (_(links?|recordings?|urls?))? [\W\x5f]{{0,4}} [:：]"""
)
_VIDEO_CITED = _words(r"\b(recordings?|recorded|replays?)\b | ^[\W\x5f]*(watch|video)\b")
_VIDEO_HOST = _words(
    r"""https?://([\w-]+\.)* (youtu\.be/ | youtube\.com/ | youtube-nocookie\.com/ | vimeo\.com/
    | soundcloud\.com/ | twitch\.tv/ | archive\.org/ | bilibili\.com/
    | peertube\. | loom\.com/ | zoom\.us/rec(ording)?/
    | drive\.google\.com/file/ | media\.ccc\.de/)"""
)
_NOT_A_VIDEO = _words(
    r"""https?://([\w-]+\.)* (zoom\.us/(j|my|w|s)/ | meet\.google\.com | docs\.google\.com | github\.com
    | gitlab\.com | hackmd\.io | calendar\.google\.com | teams\.microsoft\.com)"""
)
_FRAME = any_word(("called meeting to order", "called the meeting to order", "to adjourn", "meeting adjourn"))
_NOTHING = _words(
    r"""[\W\x5f]* ( n/?a\b | tb[acd]\b | to-?do\b\W*$ | none[\W\x5f]*$ | [?…]+$
    | to_be_(written|added|filled(_in)?|completed|confirmed|determined|announced|done)[\W\x5f]*$
    | ((notes|minutes)_)?((will|to)_be_|are_)?(posted|published|added)_after_(the_|this_)?(meeting|call)\b
    | (please_)?(submit|send|open|make)_a_(pr|pull_request)_to_add\b
    | (\([^()]{1,40}\)_)?((updates?|discussion)(_and_\w+)?_)(if|as)_(any|needed|necessary)\b
    | please_(remember|take_a_survey|archive|sign_up|fill_in)\b
    | nothing_(to|planned|new|this|was)
    | (there_(was|were|is)_)? no_(\w+[-\s]){0,2}? (agenda|updates?|announcements?|questions?|minutes|videos?
        |recordings?|notes|news|topics|discussion|issues|tickets
        |prs?|pull_requests|nominations|nominated|action_items?)(?![^\W\x5f])
    | skip(ped|ping)?\b | (we_)?ran_out_of_time | informal_meeting | extracted_from | not_(recorded|discussed)
    | (meeting_)?(cancell?ed|adjourned)\b | (the_)?(meeting|call)_(was_)?(start|end|clos|open|adjourn)\w*
    | keine\b.{0,30}$ | ninguno\b | sin_novedades | aucun\w*\b.{0,30}$
    | 无$ | なし )""",
    re.NOFLAG,
)
_NO_NOTES = _words(
    r"[\W\x5f]* .{0,120}\bno_ ((further|more)_(\w+_)?notes_(were_|have_been_)?taken\b | meeting\W*$)",
    re.NOFLAG,
)
_LOGISTICS = _words(
    r"""[\W\x5f]* ( (meeting_|call_|zoom_)? (date|time|when|where|location|venue|host|chairs?|scribes?
        |note[-\s]?takers?|minutes_(taken_)?by|notes_(taken_)?by|facilitators?|moderators?|passcode|password
        |calendar|duration|quorum|(?<=_)(link|id|url)|datum|zeit|ort|protokoll|lugar|fecha|hora|lieu|heure
        |地点|时间|日時|場所) [\W\x5f]{0,4} [:：]
    | join\b.{0,40}\b(zoom|meet|call|phone|via|at|us)\b | dial[-\s]in\b | one_tap_mobile
    | (lead|led|chaired|compiled|prepared)_by\b | (the_)?next_(\w+_){0,3}(meeting|call|sync|session)\b
    | (please_)?contact_.{1,60}_for_(the_|an_?)?(\w+_)?(link|invite|invitation|address|access)\b
    | (a_)?quorum_(is|was)\b | (the_)?secretary_(is|was|will_be)\b
    | \d+_[\w\s]{1,30}\b(present|attending|attendees)\W*$ )""",
    re.NOFLAG,
)
_ASIDE = re.compile(r"([*_])(?=[^\s*_])[^*_](?:.*[^\s*_])?\1[\s.]*$|\((?:[^()]|\([^()]*\))*\)\.?$", re.DOTALL)
_NEXT_MEETING = _words(r"[\W\x5f]* (the_)?next_(\w+_){0,3}(meeting|call|sync|session)\b")
_LONGEST = 2_000  # a longer text is neither label nor remark
_FEW_WORDS = 40
_REMARK_WORDS = 6  # fewer words in italics are a caption


def role_of_line(text: str) -> Role | None:
    """The role of a block of text (its lines joined) that stands alone in a header or among minutes."""
    return _role_of_short(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)  # a line is asked for up to five times
def _role_of_short(text: str) -> Role | None:
    few = len(text.split()) <= _FEW_WORDS
    linked = few and "://" in text
    labelled = (":" in text or "：" in text) and _VIDEO_LABEL.match(text)
    if labelled or (linked and _VIDEO_CITED.search(text) and _VIDEO_HOST.search(text)):
        return "recording"
    if few and (says_nothing(text) or _LOGISTICS.match(text.lower())):
        return "boilerplate"
    return "title" if is_dateline(text) else None


def says_nothing(text: str) -> bool:
    """Whether a text only says that there was nothing ("No updates this week")."""
    if len(text.split()) > _FEW_WORDS:
        return False
    low = text.lower()
    said = _NOTHING.match(low) or ("no " in low and _NO_NOTES.match(low))
    return bool(said or _FRAME.search(low))


def sets_next_meeting(text: str) -> bool:
    """Whether a short text only says when the next meeting is."""
    return _NEXT_MEETING.match(text) is not None and len(text.split()) <= _FEW_WORDS


def is_aside(text: str) -> bool:
    """Whether the whole of a text is in italics or brackets: a presenter, a time box, a remark."""
    marked = text[:1] in "*_(" and text[:2] != "**" and len(text) <= _LONGEST
    return marked and _ASIDE.match(text) is not None


def is_remark(text: str) -> bool:
    """Whether a text is an aside of some length: said about the minutes, not in them."""
    return is_aside(text) and len(text.split()) >= _REMARK_WORDS


def is_navigation(text: str) -> bool:
    """Whether a text is nothing but links inside the site (``[Category](Category:Minutes)``)."""
    if "](" not in text or "://" in text or len(text) > _LONGEST:
        return False
    return not re.sub(r"\[[^\[\]]*\]\([^()]*\)|\W", "", text)


def find_recording(pieces: Sequence[str], definitions: Mapping[str, str]) -> str | None:
    """The video of a meeting: of the texts outside its topics, the first that names and links one."""
    bare = None
    for text in pieces:
        if "://" not in text and "][" not in text:
            continue
        links = find_links(text.split("\n"), definitions)
        video = next((url for url in links if _VIDEO_HOST.match(url)), None)
        if video and (_VIDEO_WORD.search(text) or _VIDEO_LABEL.match(text)):
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
