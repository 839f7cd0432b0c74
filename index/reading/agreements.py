"""What was settled, in the words of one note.

Owns what takes an agreement back: a denial, a condition, a question, a wish, a report of former times.  The
words of one are in `settling`.  Must not know where a note stands.
"""

from __future__ import annotations

import re

from index.reading.clauses import is_asked
from index.reading.cues import any_of, any_word
from index.reading.settling import (
    GROUP,
    NORMS,
    SETTLED,
    SPOKEN,
    TELLTALE,
    TELLTALE_IN_TALK,
    TOLD,
    VERDICTS,
)

_NAMING = [cue for cue in TOLD if "(?-i:" in cue.pattern]  # by their capitals
_TOLD_NAMING = re.compile(rf"\b(?=[\w,])(?:{any_of(_NAMING).pattern})", re.IGNORECASE)
# In a text in small letters; no row begins otherwise.
_TOLD = re.compile(rf"\b(?=[\w,])(?:{any_of(cue for cue in TOLD if cue not in _NAMING).pattern})")
# The council saw the plan and approved it
_AND_SETTLED = re.compile(
    rf"\b{GROUP} [^.;:]{{3,120}}?,? and (?:adopted|approved|endorsed|ratified|rejected) (?!by|for|in)",
    re.IGNORECASE,
)
_AND_SETTLED_SIGNS = any_word(
    (" and adopted ", " and approved ", " and endorsed ", " and ratified ", " and rejected ")
)
# Any objections? None. · Any concerns about oak - no
_UNOPPOSED = re.compile(
    r"\bany (?:other |more )?(?:objections?|concerns?|opposition)\b(?!.{0,40}\bminutes\b)[^.?!]{0,60}"
    r"(?:\?|[-–—:]) ?(?:none|nope|no)\b(?! \w)",
    re.IGNORECASE,
)
_MOTION = re.compile(
    r"\bmove(?:[ds]\b|:)[^.]{0,60}\bsecond(?:(?:ed|s)\b|:)|\bmotion\b.{0,300}\bseconded\b", re.IGNORECASE
)
# In a text in small letters, too.
_AS_ITEM, _AS_NORM = any_of(SETTLED, re.NOFLAG), any_of(NORMS, re.NOFLAG)
_AS_VERDICT = any_of(VERDICTS, re.NOFLAG)
_VERDICT_BEHIND = re.compile(  # a mark first, which is quick to find
    rf"[:\s,](?:(?<=:)\s+|(?<=\s)(?:[–—-]+\s+|\()|(?<=,)\s+(?:and |so |but )?)(?:{_AS_VERDICT.pattern})"
)
_IN_TALK = any_of(SPOKEN)

# In a text of single blanks; an arrow begins a sentence of its own.
_SENTENCE_END = re.compile(
    r" (?:(?:(?<=[\w)\]\"”'][.!?;] )|(?<=[.!?;][\"”')\]] ))(?:[–—-]+ )?|(?:-{1,2}>|→|⇒|=>) ?)|"
    r"-> ?|→ ?|⇒ ?|=> ?"
)
# What makes of a whole sentence none: no consensus yet · seek agreement · agreed years ago
_UNDECIDED = re.compile(
    r"(?:\b(?:no|not|without|whether|until|lack of|seek\w*|reach(?:ing)?|achieving|building|need\w*|"
    r"(?<!pull )request\w*|"
    r"if|get|(?:aim|ask|call|look|push|strive|wait)\w* for)|n[’']t) "
    r"(?:\w+ ){0,2}?(?:agreement|con[sc]ensus|decision|agreed|decided|approved|accepted)\b|"
    r"\bhad (?:\w+ )?been (?:agreed|decided)\b|\b(?:at|during|in) (?:its|our|the|their) (?:last|previous) "
    r"(?:meeting|call)\b(?! (?:was|were)\b)|"
    r"\b(?:years|months) ago\b|\bin the past\b|\bused to\b|\bhistorically\b",
    re.IGNORECASE,
)
# What stands before an agreement that holds only if or when, or that is only wished for.
_HELD_BACK = re.compile(
    r"\b(?:if|unless|until|before|whether|as long as|once|when|where|what|how|why)\b[^,;:.]*$|"
    r"\b(?:which|that|who) $|\bif\b[^.]*,? then\W*$|"
    r"\b(?:could|might|may|should|must|would|propos(?:e[sd]?|ing)|suggest(?:s|ed|ing)?|recommend\w*|"
    r"hop(?:e|es|ing)|want(?:s|"
    r"ed)?|need(?:s|ed)?|"
    r"ask(?:s|ed|ing)?|wait(?:ing)?|sure|ensure)\b(?: \w+){0,3} $",
    re.IGNORECASE,
)


def is_agreed(text: str, *, spoken: bool = False) -> bool:
    """Whether a text tells of an agreement that is neither denied nor put under a condition."""
    if "ny " in text and _UNOPPOSED.search(text):
        return True
    tells, settles = (_tells_in_talk, _settles_in_talk) if spoken else (_tells_in_notes, _settles_in_notes)
    return tells(text) and any(
        tells(sentence) and not is_asked(sentence) and settles(sentence) and not _UNDECIDED.search(sentence)
        for sentence in _SENTENCE_END.split(text)
    )


def _tells_in_talk(text: str) -> bool:
    return TELLTALE_IN_TALK.search(text.lower()) is not None


def _tells_in_notes(text: str) -> bool:
    return TELLTALE.search(text.lower()) is not None


def _settles_in_talk(sentence: str) -> bool:
    return _IN_TALK.match(sentence) is not None


def _settles_in_notes(sentence: str) -> bool:
    if _AND_SETTLED_SIGNS.search(sentence) and _AND_SETTLED.search(sentence):
        return True
    low = sentence.lower()
    return (
        bool(_AS_VERDICT.match(low) or _VERDICT_BEHIND.search(low))
        or _holds(_TOLD, low)
        or _holds(_TOLD_NAMING, sentence)
    )


def _holds(told: re.Pattern[str], sentence: str) -> bool:
    """Whether a sentence tells of an agreement, and nothing before holds it back."""
    return any(
        not _HELD_BACK.search(sentence[max(match.start() - 200, 0) : match.start()])
        for match in told.finditer(sentence)
    )


def is_motion(text: str) -> bool:
    """Whether a text is a motion that was seconded, whatever became of it: ``Ada moved, Bo seconded``."""
    return "econd" in text and "ove" in text and _MOTION.search(text) is not None


def is_settled(item: str) -> bool:
    """Whether an item of a list states what holds from now on: ``OK to be red`` · ``It should match``."""
    low = item.lower()
    return bool(_AS_ITEM.match(low) or (" should " in low and _AS_NORM.match(low)))
