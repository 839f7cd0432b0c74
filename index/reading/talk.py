"""What a speaker takes on in a turn, or tells somebody to do.

Owns the cues of speech, each with its example: explicit ones alone, since most of what is said is argument.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from index.reading.clauses import is_asked, split_clauses, split_speech
from index.reading.cues import Cue, any_word
from index.reading.orders import OF_TALK, is_stranger, is_told
from index.reading.promises import ADVERB
from index.reading.work import PERSON, VERB_WORDS, is_owner, owners_in

_WORK = (
    "chat", "check", "comment", "draft", "file", "fix", "open", "push", "release", "review", "share",
    "update", "start (?:draft|look|writ|work)ing", "look (?:at|for|into)", "go through", "go ahead with",
    "set up", "put together", "put up", "put (?:you|it|this|them)", "get (?:on|back|in touch)",
    "do (?:it|that|this|so)", "work (?:on|with)", "circle back", "sit down", "make sure", "finish",
    "reach out",
    "leave an? (?:\\w+ )?(?:comment|note)", "bring (?:it|this|that) (?:up|to)",
    "take (?:a look|responsibility|(?:this|it|that) on)", "talk (?:to|with)",
)  # fmt: skip
_OWN_WORK = rf"(?:{'|'.join((*_WORK, *sorted(VERB_WORDS - OF_TALK, key=len, reverse=True)))})\b"
# What the speaker will do herself …
OWN = (
    Cue(
        "I'll send mail",
        rf"(?:[Ii][’']ll|I will|(?:I[’']m )?(?:[Gg]oing to|gonna)|[Ww]ill) {ADVERB}{_OWN_WORK}",
    ),
    Cue("Still need to finish it", rf"(?:I )?[Ss]till need to {ADVERB}{_OWN_WORK}"),
    Cue(
        "I can take responsibility",
        r"(?:I can|I[’']m happy to|[Ll]et me) (?:commit to|do (?:that|it|this)(?=[,.!;]|$| (?:for|by)\b)|"
        r"check on|ping|contact|talk to|check with|prepare|"
        r"take (?:responsibility|(?:the|an|this|that) action|(?:this|that|it) on|care)|follow up|"
        r"open an?|file an?|draft|write (?:a|it|that|this|up)|look into|reach out|"
        r"send (?:a|an|it|that|out))\b",
    ),
)
# … and what all are to do.
SHARED = (
    Cue(
        "We'll ask for reviewers",
        rf"[Ww]e(?:[’']ll| will) {ADVERB}"
        r"(?:ask|follow up|file|open|send|write|reach out|schedule|update|post)\b",
    ),
    Cue(
        "Let's take this offline",
        r"[Ll]et[’']?s (?:take (?:this|it|that|the \w+|discussion)|follow up|open|schedule|"
        r"discuss (?:it |this )?(?:offline|in))\b",
    ),
    Cue(
        "Let's look at it next week",
        r"[Ll]et[’']?s (?:look at|come back to|revisit|bring|discuss) "
        r".{0,30}(?:next|on the|at the (?:meeting|call|F2F))\b",
    ),
    Cue("Let's put it on the agenda", r"[Ll]et[’']?s (?:put|add) (?:it|this|that|them) (?:on|to)\b"),
    Cue(
        "Please include the sail",
        r"[Pp]lease (?:also |do )?(?:add|ask|check|comment|contact|create|document|file|fill in|fix|include|"
        r"look (?:at|into)|open|post|provide|respond|review|schedule|send|submit|"
        r"take a look|test|update|write)\b",
    ),
)
_OWN = re.compile("|".join(f"(?:{cue.pattern})" for cue in OWN))
_SHARED = re.compile("|".join(f"(?:{cue.pattern})" for cue in SHARED))
_ANOTHERS = re.compile(
    rf"(?P<who>{PERSON})(?: to|['’]s going to| will) {ADVERB}{_OWN_WORK}"
)  # Ada to follow up
# Ada, can you talk to the harbour?
_ASKED = re.compile(
    rf"(?P<who>{PERSON}),? (?:can|could|would|will) you (?:please |also |maybe )?(?!share|exp){_OWN_WORK}"
)
_LONGEST = 160  # characters of a turn in which a promise counts anywhere; longer speech is argument
_TELLTALE = any_word((
    "can you", "could you", "'ll", "’ll", "I will", "I'm", "I’m", "e will", "I can", "et's", "et’s", "ets ",
    "et me", "Will", "oing to ",
))  # fmt: skip
# One of these stands in every promise below.
_SIGNS = any_word((
    " you ", "lease ", "ll ", " to ", "I can ", "'m ", "’m ", "et me ", "et's ", "et’s ", "ets ",
))  # fmt: skip
_ANSWER = re.compile(
    r"^(?:(?:so|ok(?:ay)?|yes|yeah|yep|sure|right|great|cool|all ?right|and|then|well|good|thanks|no)"
    r"[,.!;]? )+",
    re.IGNORECASE,
)
_ANSWER_LETTERS = frozenset("acgnorstwy")  # with which an answer begins


def spoken_promise(
    text: str, speaker: str, people: Collection[str] = frozenset(), *, listed: bool = False
) -> list[str] | None:
    """Who promises something in a turn: the speaker, or somebody whom she names; None where it is no promise.

    `people` are the names of those present, in lower case; `listed`: the turn is an item of a list.
    """
    if len(text) > _LONGEST and not _TELLTALE.search(text):
        return None
    for piece in _pieces(text) if _SIGNS.search(text) else ():
        if not _SIGNS.search(piece):
            continue
        if piece[:1].casefold() in _ANSWER_LETTERS and (answer := _ANSWER.match(piece)):
            piece = piece[answer.end() :]
        if " you " in piece and (match := _ASKED.match(piece)) and match["who"].casefold() in people:
            return [match["who"]]
        if is_asked(piece):
            continue
        if _OWN.match(piece):
            return [speaker]
        if _SHARED.match(piece):
            return []
        if (match := _ANOTHERS.match(piece)) and (named := owners_in(match["who"])):
            return named
    told = is_owner(speaker) and not is_stranger(speaker, people) and is_told(text, listed)
    return [speaker] if told else None


def _pieces(text: str) -> list[str]:
    """The clauses of a short turn, the sentences of a long one."""
    return split_clauses(text) if len(text) <= _LONGEST else split_speech(text)
