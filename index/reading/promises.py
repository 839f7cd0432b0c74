"""Who promises to do what, and what is told to be done, in the words of one note.

Owns the cues of a promise, each with its example, tried at the beginning of a clause; must not know where a
note stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from index.reading.agreements import is_asked
from index.reading.cues import Cue
from index.reading.orders import OF_TALK, is_stranger, is_told
from index.reading.work import (
    CROWD,
    PEOPLE,
    PERSON,
    VERB,
    VERB_WORDS,
    is_owner,
    is_work,
    owners_in,
)

_ADVERB = (
    r"(?:also |then |now |still |just |again |try to |try and |please |all |both |likely |probably |"
    r"tentatively |directly |"
    r"first |each |continue to |attempt to |go ahead and |go and |help (?:to )?|start to |work to |look to |"
    r"volunteer to |"
    r"need to (?=take ))*"
)
_MODAL = (
    r"(?:['’]ll| will| shall|['’]s going to|['’]s planning to| is going to| are going to|['’]re going to|"
    r"['’]m going to| am going to|"
    r" is gonna| are gonna| plans? to| is planning to| are planning to| volunteer(?:ed|s) to| offer(?:ed|"
    r"s) to|"
    r" promised to| agreed to| needs? to| has to| is to| are to| was asked to| were asked to| intends? to|"
    r" is responsible for| will be responsible for| (?:took|takes|has|will take|taking) (?:the |an )?"
    r"action(?: item)? to| (?:is|was|are|were) (?:tasked|assigned) to)"
)
# Ada will send … · Ada to send … · We will add …
_PROMISE = re.compile(
    rf"(?:{PEOPLE}|{CROWD})(?: \([^()]{{1,40}}\))?(?: also| still| just| then|"
    rf" now)?(?:(?P<to> (?:tentatively )?to)|{_MODAL})"
    rf" {_ADVERB}(?!have to|need to)(?P<verb>be \w+ing|become|[a-z-]+)\b"
)
# Ada has seen it too and will look into it
_PROMISE_BEHIND = re.compile(
    rf"{PEOPLE} (?:has|have|had|is|was|\w{{3,}}(?:ed|s)) .{{0,120}}? (?:and|so) (?:will|"
    rf"is going to) {_ADVERB}(?P<verb>be \w+ing|[a-z-]+)\b"
)
# Ada noted that she is planning to write it
_REPORTED = re.compile(
    rf"{PEOPLE} (?:noted|said|says|mentioned|indicated|replied|confirmed|explained|"
    rf"reported)(?: that)? (?:he|she|they)"
    rf"{_MODAL} {_ADVERB}(?P<verb>[a-z-]+)\b"
)
# The council decided to ask the community: a decision, and work
_DECIDED_WORK = re.compile(
    rf"(?:{PEOPLE}|{CROWD}|[Ii]t was|[Aa]nd) (?:has |have |also )?(?:decided|agreed) to (?:ask|contact|"
    rf"email|file|invite|"
    rf"open an?|publish|reach out|schedule|send|set up a|write)\b"
)
# … , follow up with the harbour
_SURE_ORDER = re.compile(
    r"(?:[Ff]ollow up (?:with|on)|[Rr]each out to|[Tt]alk to [A-Z@]|[Cc]heck with|[Dd]ouble[- ]check|"
    r"[Dd]iscuss with|"
    r"[Rr]aise (?:an? )?issue|[Oo]pen an? (?:issue|PR|ticket)|[Ff]ile an? (?:issue|bug))\b"
)
# We should document … : only for work on paper, since most other "should" is opinion
_SHOULD_WRITE = re.compile(
    rf"(?:{PEOPLE}|[Ww]e|\w+ members) (?:should|need to|must|have to) {_ADVERB}(?:document|bring up|file|"
    rf"open|write|"
    rf"publish|reach out|ask|contact|schedule|create (?:an? )?(?:new )?(?:issues?|tickets?|PRs?)|"
    rf"add (?:an? )?(?:unit )?tests?|investigate|look (?:in)?to|update)\b"
)
# We should split this: elsewhere in a sentence it is mostly opinion
_SHOULD_WORK = re.compile(
    rf"(?P<who>)We should (?:also |probably |instead |just )*(?!(?:use|support|provide|keep|have|make|think|"
    rf"consider|"
    rf"see)\b){VERB}"
)
# Ada checking with the harbour
_AT_WORK = re.compile(
    rf"{PEOPLE} (?:is |are )?(?:asking|checking|chasing|contacting|following up|investigating|looking into|"
    rf"reaching out)\b"
)
# Nobody is named.
BARE = (
    Cue(
        "Will send mail",
        rf"[Ww]ill {_ADVERB}(?!support|enable|include|provide|use|run|show|help|return|handle|get){VERB}",
    ),
    Cue(
        "Plan to send mail",
        rf"(?:needs? to|[Ww]ill need to|Have to|Remember to|[Gg]oing to|Intend to|[Pp]lan(?:ning)? to|"
        rf"Request(?:ed)? to|We want to|Preparing to) {_ADVERB}{VERB}",
    ),
    Cue("Please send mail", rf"(?:Please|please) {_ADVERB}(?!come|join|attend){VERB}"),
    Cue(
        "Let's send mail",
        rf"[Ll]et[’']?s {_ADVERB}(?:add|ask|create|discuss|document|file|follow|have(?= [A-Z@])|make (?:a|an|"
        rf"sure)|open|put|"
        r"reach|revisit|schedule|send|set up|take|update|write)\b",
    ),
    Cue("Next step is to send mail", rf"[Nn]ext steps?(?: (?:is|are|would be))?(?: to|,| -) {_ADVERB}{VERB}"),
    Cue(
        "To be kept at hand",
        r"To be (?!discuss|deci|determin|confirm|announc|honest|clear|able)\w+(?:ed|ept|one|ent|ut)\b",
    ),
    Cue(
        "Need to wait",
        r"(?:Needs? to|Still to|TBD:) (?!be (?!\w+ed)|have|keep in|know|think|understand)[a-z]{2,}",
    ),
)
_BARE_PROMISES = re.compile("|".join(f"(?:{cue.pattern})" for cue in BARE))

# In talk: I'll open an issue · Let's take this offline · Ada to follow up
_SPOKEN_WORK = (
    "chat", "check", "comment", "draft", "file", "fix", "open", "push", "release", "review", "share",
    "update", "start (?:draft|look|writ|work)ing", "look (?:at|for|into)", "go through", "go ahead with",
    "set up", "put together", "put up", "put (?:you|it|this|them)", "get (?:on|back|in touch)",
    "do (?:it|that|this|so)", "work (?:on|with)", "circle back", "sit down", "make sure",
    "take (?:a look|responsibility|(?:this|it|that) on)", "talk (?:to|with)",
)  # fmt: skip
_OWN_WORK = rf"(?:{'|'.join((*_SPOKEN_WORK, *sorted(VERB_WORDS - OF_TALK, key=len, reverse=True)))})\b"
_SPOKEN_PROMISE = re.compile(
    rf"(?:(?P<self>[Ii][’']ll|I will|I[’']m (?:going to|gonna)|[Ww]ill|"
    rf"(?:I )?still need to) {_ADVERB}(?:{_OWN_WORK}|"
    rf"finish\b)|"
    rf"(?P<us>[Ww]e[’']ll|[Ww]e will) {_ADVERB}(?:ask|follow up|file|open|send|write|reach out|schedule|"
    rf"update|post)\b|"
    rf"(?P<can>I can|I[’']m happy to|[Ll]et me) (?:take (?:responsibility|(?:this|that|it) on|care)|"
    rf"follow up|open an?|"
    rf"file an?|draft|write (?:a|it|that|this|up)|look into|reach out|send (?:a|an|it|that|out))\b|"
    rf"[Ll]et[’']?s (?:take (?:this|it|that|the \w+|discussion)|follow up|open|schedule|discuss (?:it |"
    rf"this )?(?:offline|in)|"
    rf"(?:look at|come back to|revisit|bring|discuss) .{{0,30}}(?:next|on the))\b|"
    rf"(?P<who>{PERSON})(?: to|['’]s going to| will) {_ADVERB}{_OWN_WORK})"
)
_LONGEST_SPOKEN = 160  # characters of a turn in which a promise counts anywhere; longer speech is argument
# Where a clause ends, in a text of single blanks; each branch begins with a letter of its own, for speed.
_CLAUSE_END = re.compile(
    r" (?:(?<=[.!?;] )|[–—-]{1,2}>? |[(\[](?=[A-Z@])|(?:->|→|=>) ?|is that )|: |, (?:and |so |but |then )?|"
    r"\.{3} ?|… ?|-> ?|→ ?|=> ?"
)
_SENTENCE_END = re.compile(
    r"(?<=[.!?;])\s+(?:(?:[Ss]o|[Oo]?[Kk](?:ay)?|[Yy]e(?:s|ah)|[Ss]ure|[Aa]nd|[Tt]hen),? )?|"
    r"(?:\.{3}|…)\s*| -- "
)
_ANSWER = re.compile(
    r"^(?:(?:so|ok(?:ay)?|yes|yeah|yep|sure|right|great|cool|all ?right|and|then|well|good|thanks|"
    r"no)[,.!;]? )+",
    re.IGNORECASE,
)
_ANSWERS = frozenset("acgnorstwy")  # how they begin
# Ada wrote it and Grace will … : what follows is a clause of its own, where "Ada and Grace will …" is one
_AND_SOMEBODY = re.compile(r"\s+(?:and|so)\s+(?=(?:@?[A-Z][\w'’-]*|he|she|we|they)(?: (?:will|to)|['’]ll)\b)")
# One of these stands in every text that a table of promises fits, and in every clause.
_TELLTALE = re.compile(
    r" (?:will|to|shall|should|must|need|have|can|gonna|for)\b|['’]ll|[Pp]lease|[Ll]et[’']?s|[Ll]et me|"
    r"Will |To |TBD|[Nn]ext|"
    r"(?:ask|check|chas|contact|follow|investigat|look|reach)ing\b"
)
_SURE_WORDS = (
    "ollow up ",
    "each out",
    "alk to ",
    "heck with",
    "ouble",
    "iscuss with",
    "aise ",
    "pen a",
    "ile a",
)
_FIRST_PERSON = (
    "'ll",
    "’ll",
    "I will",
    "I'm",
    "I’m",
    "e will",
    "I can",
    "et's",
    "et’s",
    "ets ",
    "et me",
    "Will",
)
# … Ada checking · Ada has volunteered · Ada asks for review
_AT_LAST = re.compile(
    rf"(?:.{{0,120}} [–-] )?{PEOPLE}(?: is| are|['’]s| [–-])? (?:checking|asking|looking into (?:it|this)|"
    rf"investigating|"
    rf"following up|working on it|on it)[. ]*$"
)
_AT_WORK_ENDS = ("ing", "it", "into this", "up")
_TAKEN = re.compile(
    rf"(?<![\w@]){PEOPLE} (?:(?:has |have )?volunteered\b|asks for review|requested (?:that )?we\b)"
)


def promisers(text: str, people: Collection[str] = frozenset()) -> list[str] | None:
    """All who promise something in the clauses of a note; None where it is no promise.

    One of the `people`, names in lower case, may be given any work.
    """
    surely = any(words in text for words in _SURE_WORDS)
    if not surely and not _TELLTALE.search(text):
        return None
    clauses = [c for n, c in enumerate(_CLAUSE_END.split(text)) if c and (not n or not is_asked(c))]
    named: list[str] = []
    promised = False
    for clause in [*clauses, *_after_and(clauses)]:
        owners = _promised(clause, people) if _TELLTALE.search(clause) else None
        promised |= owners is not None
        named += owners or []
    if promised:
        return named
    for before, clause in pairwise(clauses):
        if before[:3] not in ("If ", "if ") and _BARE_PROMISES.match(clause):
            return owners_in(before)
    return [] if surely and any(_SURE_ORDER.match(clause) for clause in clauses[1:]) else None


def _promised(clause: str, people: Collection[str]) -> list[str] | None:
    """Who promises something at the beginning of a clause, perhaps nobody named."""
    if clause[0].islower() and clause.split(" ", 1)[0] in people:
        clause = clause[0].upper() + clause[1:]  # a nick
    match = _PROMISE.match(clause)
    if match and is_work(match["verb"], named=_is_known(match, people)):
        if match["crowd"] and _binds(match):
            return []
        if named := owners_in(match["who"] or ""):
            return named
    match = _PROMISE_BEHIND.match(clause) or _REPORTED.match(clause)
    if match and is_work(match["verb"]) and (named := owners_in(match["who"])):
        return named
    for cue in (_SHOULD_WRITE, _SHOULD_WORK, _DECIDED_WORK, _AT_WORK):
        if (match := cue.match(clause)) and ((named := owners_in(match["who"] or "")) or not match["who"]):
            return named
    return None


def _is_known(match: re.Match[str], people: Collection[str]) -> bool:
    """Whether a promise is that of a person, since ``Path to freedom`` looks like ``Ada to paint``."""
    if not match["who"] or not match["to"]:
        return bool(match["who"])
    return match["who"].startswith("@") or any(name.casefold() in people for name in owners_in(match["who"]))


_OTHERS = frozenset(("they", "he", "she"))


def _binds(match: re.Match[str]) -> bool:
    """Whether a promise of many is more than their wish: ``We will …``, but not ``We to …``."""
    if match["to"] or " need" in match[0]:
        return match["crowd"].casefold() not in (_OTHERS if " need" in match[0] else {"we", "i", *_OTHERS})
    return " agreed to " not in match[0]  # that is a decision


def _after_and(clauses: Sequence[str]) -> Iterator[str]:
    for clause in clauses:
        if " and " in clause or " so " in clause:
            yield from _AND_SOMEBODY.split(clause)[1:]


def is_bare_promise(text: str) -> bool:
    """Whether a note promises something without saying who: ``Will send mail`` · ``Need to send mail``."""
    return _BARE_PROMISES.match(text) is not None


def assigned(text: str) -> list[str] | None:
    """Who is at it already, or has taken it: ``Harbour - Ada asking``."""
    match = _AT_LAST.match(text) if text.rstrip(" .").endswith(_AT_WORK_ENDS) else None
    if not match and ("volunteered" in text or "asks for" in text or "requested" in text):
        match = _TAKEN.search(text)
    return owners_in(match["who"]) or None if match else None


def spoken_promise(
    text: str, speaker: str, people: Collection[str] = frozenset(), *, listed: bool = False
) -> list[str] | None:
    """Who promises something in a turn: the speaker, or somebody whom she names."""
    if len(text) > _LONGEST_SPOKEN and not any(words in text for words in _FIRST_PERSON):
        return None
    pieces = _CLAUSE_END.split(text) if len(text) <= _LONGEST_SPOKEN else _SENTENCE_END.split(text)
    for piece in pieces:
        if piece[:1].casefold() in _ANSWERS:
            piece = _ANSWER.sub("", piece, count=1)
        match = _SPOKEN_PROMISE.match(piece)
        if match and not is_asked(piece):
            if match["who"]:
                if named := owners_in(match["who"]):
                    return named
                continue
            return [speaker] if match["self"] or match["can"] else []
    told = is_owner(speaker) and not is_stranger(speaker, people) and is_told(text, listed)
    return [speaker] if told else None
