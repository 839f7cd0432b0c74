"""Who promises to do what, in the words of one note that nobody speaks.

Owns the cues of a promise, each with its example, tried at the beginning of a clause; must not know where a
note stands, nor what people say in turns (`index.reading.talk` does).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from index.reading.clauses import behind_and, is_asked, split_clauses
from index.reading.cues import Cue, any_word
from index.reading.work import CROWD, PEOPLE, VERB, VERB_WORDS, is_owner, is_work, owners_in

ADVERB = (
    r"(?:also |then |now |still |just |again |try to |try and |please |all |both |likely |probably |"
    r"tentatively |directly |first |each |continue to |attempt to |go ahead and |go and |help (?:to )?|"
    r"start to |work to |look to |volunteer to |need to (?=take ))*"
)
_MODAL = (
    r"(?:['’]ll| will| shall|['’]s (?:going|planning) to|['’](?:re|m) going to| (?:is|are|am) going to|"
    r" (?:is|are) (?:gonna|planning to|to)| plans? to| volunteer(?:ed|s) to| offer(?:ed|s) to| promised to|"
    r" agreed to| needs? to| has to| (?:was|were) asked to| intends? to| is responsible for|"
    r" will be responsible for| (?:(?:took|takes|has|will take|taking) (?:(?:the|"
    r"an?) )?(?:\w+ ){0,3}?)?action(?: items?)? to|"
    r" (?:is|was|are|were) (?:tasked|assigned|charged|encouraged|reminded|requested|urged) to)"
)
_PLAIN_VERB = "|".join(
    (*sorted(VERB_WORDS, key=len, reverse=True), "check", "follow up", "look", "reach out", "review")
)
# With somebody who is named, or a group: at the beginning of a clause.
NAMED = (
    Cue(
        "Ada will send mail",
        rf"(?:{PEOPLE}|{CROWD})(?: \([^()]{{1,40}}\))?(?: also| still| just| then| now)?"
        rf"(?:(?P<to> (?:tentatively )?to)|{_MODAL}) {ADVERB}"
        r"(?!have to|need to|be attending|(?:go|stick) with)"
        r"(?P<verb>(?:be|begin|start) \w+ing|become|[a-z-]+)\b",
    ),
    Cue(
        "Ada has seen it too and will send mail",
        rf"{PEOPLE} (?:has|have|had|is|was|\w{{3,}}(?:ed|s)) .{{0,120}}? (?:and|so) (?:will|is going to) "
        rf"{ADVERB}(?P<verb>(?:be|begin|start) \w+ing|[a-z-]+)\b",
    ),
    Cue(
        "Ada noted that she is planning to send mail",
        rf"{PEOPLE} (?:note[sd]|said|says|mention(?:s|ed)|indicate[sd]|promise[sd]|replied|confirm(?:s|ed)|"
        rf"explained|report(?:s|ed))(?: that)? "
        rf"(?:he|she|they)(?:{_MODAL}|['’]d| would(?! (?:go|keep|support|use))) "
        rf"{ADVERB}(?P<verb>(?:begin|start) \w+ing|[a-z-]+)\b",
    ),
    Cue(
        "It was decided that Ada would give a talk",
        rf"[Ii]t was (?:decided|agreed) that {PEOPLE} (?:would|will|should) {ADVERB}(?P<verb>[a-z-]+)\b",
    ),
    Cue("Members, please send mail", rf"(?:{CROWD}|Execs|Folks|All),? please [a-z]{{2,}}"),
    Cue("Assigned to Ada", rf"[Aa]ssigned to {PEOPLE}[. ]*$"),
    Cue("@ada please send mail", r"(?P<who>@[\w-]+),? (?:please|pls|can you|could you)\b"),
    # of verbs that are neither nouns nor the same in the past
    Cue(
        "@ada write to the harbour",
        rf"(?P<who>@[\w-]+) (?:{_PLAIN_VERB})(?!\w)(?! (?:is|was|on|from|by)\b|:)",
    ),
    # Only for work on paper, since most other "should" is opinion …
    Cue(
        "Ada should send mail",
        rf"(?:(?:{PEOPLE}|we|\w+ members) (?:should|need to|must|have to)|[Hh]e would|[Ss]he would) {ADVERB}"
        r"(?:document|bring up|file|open|write|publish|reach out|ask|contact|send|schedule|"
        r"create (?:an? )?(?:new )?(?:issues?|tickets?|PRs?)|add (?:an? )?(?:unit )?tests?|investigate|"
        r"look (?:in)?to|follow up|update)\b",
    ),
    # … unless the sentence begins with it.
    Cue(
        "We should revisit the mast",
        rf"We (?:should|must|have to) (?:also |probably |instead |just )*"
        rf"(?!(?:use|support|provide|keep|have|make|think|consider|see)\b){VERB}",
    ),
    Cue(
        "The council decided to ask the harbour",
        rf"(?:{PEOPLE}|{CROWD}|[Ii]t was|[Aa]nd) (?:has |have |also )?(?:decided|agreed) to (?:ask|contact|"
        r"email|file|invite|open an?|publish|reach out|schedule|send|set up a|write)\b",
    ),
    Cue(
        "Ada checking with the harbour",
        # or: takes the lead on it · was tasked with it
        rf"{PEOPLE} (?:takes (?:the lead|care|over|responsibility)|"
        r"(?:is|was|are|were) (?:tasked|charged) with|(?:is |are )?(?:asking|checking|chasing|contacting|"
        r"following up|investigating|looking into|reaching out))\b",
    ),
)
# Nobody is named: at the beginning of a note or of a clause behind another.
BARE = (
    Cue(
        "Will send mail",
        rf"[Ww]ill {ADVERB}(?!support|enable|include|provide|use|run|show|help|return|handle|get){VERB}",
    ),
    Cue(
        "Plan to send mail",
        rf"(?:needs? to|[Ww]ill need to|Have to|Remember to|[Gg]oing to|Intend to|[Pp]lan(?:ning)? to|"
        rf"Request(?:ed)? to|We want to|Preparing to) {ADVERB}{VERB}",
    ),
    Cue(
        "We need somebody to send mail",
        rf"(?:We )?[Nn]eeds? (?:someone|somebody|an?other person|a volunteer|volunteers|people) to {VERB}",
    ),
    Cue(
        "Please send mail",
        rf"(?:Please|please) {ADVERB}(?!come|join|attend|introduce|sign|add your(?:self| name)){VERB}",
    ),
    Cue(
        "Let's send mail",
        rf"[Ll]et[’']?s {ADVERB}(?:add|ask|create|discuss|document|file|follow|have(?= [A-Z@])|"
        r"make (?:a|an|sure)|open|put|reach|revisit|schedule|send|set up|take|update|write)\b",
    ),
    Cue(
        "Next step is to send mail",
        rf"[Nn]ext (?:step|action)s?(?: (?:is|are|would be))?(?: to|,| -) {ADVERB}{VERB}",
    ),
    Cue(
        "Review needed",
        r"(?:We need |More |Code |Further |[Aa] )?(?:(?:[Cc]ode )?[Rr]eviews?|[Ff]eedback|"
        r"[Hh]elp|[Tt]est(?:ing|ers?)|"
        r"[Vv]olunteers?) (?:(?:is |are )?(?:needed|requested|required|wanted)|from any)\b",
    ),
    Cue(
        "To be kept at hand",
        r"To be (?!discuss|deci|determin|confirm|announc|honest|clear|able)\w+(?:ed|ept|one|ent|ut)\b",
    ),
    Cue(
        "Need to wait",
        r"(?:Needs? to|Still to|TBD:) (?!be (?!\w+ed)|have|keep in|know|think|understand)[a-z]{2,}",
    ),
)
# What one does with others: told behind another clause, too (Not clear, discuss with the harbour).
BEHIND = (
    Cue("follow up with the harbour", r"[Ff]ollow up (?:with|on)\b"),
    Cue("reach out to the harbour", r"[Rr]each out to\b"),
    Cue("talk to Ada", r"[Tt]alk to [A-Z@]"),
    Cue("check with Ada", r"(?:[Cc]heck with|[Dd]ouble[- ]check)\b"),
    Cue("discuss with Ada", r"[Dd]iscuss with\b"),
    Cue("raise an issue", r"[Rr]aise (?:an? )?issue\b"),
    Cue("open an issue", r"[Oo]pen an? (?:issue|PR|ticket)\b"),
    Cue("file a bug", r"[Ff]ile an? (?:issue|bug)\b"),
)
# A list is to be sent: nobody is named, and the work stands behind what it is about.
PASSIVE = (
    Cue(
        "The minutes are to be sent out",
        r"(?!(?:[Ii]f|which|what|whether|how) )[^.,;:?]{3,90} (?:is|are) to be (?:added|announced|asked|"
        r"checked|circulated|clarified|contacted|created|discussed|documented|drafted|informed|invited|made|"
        r"opened|organi[sz]ed|prepared|published|raised|reviewed|revised|scheduled|"
        r"sent|set up|updated|written)\b",
    ),
    Cue(
        "A new list will be circulated",
        r"(?!(?:[Ii]f|which|what|whether|how) )[^.,;:?]{3,90} will be (?:announced|asked|circulated|"
        r"contacted|distributed|drafted|e-?mailed|informed|invited|organi[sz]ed|prepared|"
        r"scheduled|written up)\b",
    ),
)
# Harbour - Ada asking · Ada has volunteered · Ada asks for review
_AT_LAST = re.compile(
    rf"(?:.{{0,120}} [–-] )?{PEOPLE}(?: is| are|['’]s| [–-])? (?:checking|asking|looking into (?:it|this)|"
    r"investigating|following up|working on it|on it)[. ]*$"
)
_AT_LAST_ENDS = ("ing", "it", "into this", "up")
_TAKEN = re.compile(
    rf"(?<![\w@]){PEOPLE} (?:(?:has |have )?volunteered\b|asks for review|requested (?:that )?we\b)"
)
# Sort the ropes (ada and grace to help)
_IN_BRACKETS = re.compile(
    rf"[(\[](?P<who>@?[\w-]+(?:(?:, | and | & |/)@?[\w-]+){{0,3}}) to {ADVERB}{VERB}[^()\[\]]{{0,120}}[)\]]$"
)
_NAME_BREAK = re.compile(r", | and | & |/")
_TAKEN_WORDS = any_word(("volunteered", "asks for", "requested"))
_NAMED = tuple(re.compile(cue.pattern) for cue in NAMED)
# Of a clause that begins with a small letter: no name, but "we" or "members" perhaps.
_BY_MANY = tuple(named for named in _NAMED if not named.pattern.startswith((PEOPLE, "(?P<who>@", "We ")))
_BARE = re.compile("|".join(f"(?:{cue.pattern})" for cue in BARE))
_PASSIVE = re.compile("|".join(f"(?:{cue.pattern})" for cue in PASSIVE))
_BEHIND = re.compile("|".join(f"(?:{cue.pattern})" for cue in BEHIND))
# One of these stands in every text that a table fits, and in every clause.
_TELLTALE = re.compile(  # all behind a blank, which is quick to find
    r" (?:will|(?:s?he|they) would|could you|takes|to|shall|"
    r"should|must|need|have|can|gonna|for|tasked|charged)\b"
)
_TELLTALES = any_word((
    "ed that ", "s that ", "'d ", "’d ", "'ll", "’ll", "please", "Please", "let's", "let’s", "lets", "Let's",
    "Let’s", "Lets", "Will ", "To ", "TBD", "next", "Next", "asking", "checking", "chasing", "contacting",
    "following", "investigating", "looking", "reaching", "@",
))  # fmt: skip
_TELLTALE_BEHIND = any_word((
    "ollow up ", "each out", "alk to ", "heck with", "ouble", "iscuss with", "aise ", "pen a", "ile a",
))  # fmt: skip
_OPEN = re.compile(r"['’]ll | will | going to ")  # what she may do then is as good as anything
_WISHERS = frozenset(("we", "i", "they", "he", "she"))
_OTHERS = _WISHERS - {"we", "i"}


def promisers(text: str, people: Collection[str] = frozenset()) -> list[str] | None:
    """All who promise something in the clauses of a note; None where it is no promise.

    One of the `people`, names in lower case, may be given any work.
    """
    if not _may_promise(text) and not _may_be_behind(text):
        return None
    clauses = [c for n, c in enumerate(split_clauses(text)) if c and (not n or not is_asked(c))]
    owners: list[str] | None = None
    pieces = [*clauses, *(piece for clause in clauses for piece in behind_and(clause))]
    for place, piece in enumerate(pieces):
        if _may_promise(piece) and (named := _promised(piece, people)) is not None:
            owners = [*(owners or []), *(_listed_before(clauses[:place], text) if named else []), *named]
    if owners is not None:
        return owners
    if any(_PASSIVE.match(clause) for clause in clauses if " be " in clause):
        return []
    for before, clause in pairwise(clauses):
        if before[:3] not in ("If ", "if ") and _BARE.match(clause):
            return owners_in(before)
    if text[:3] in ("If ", "if "):
        return None
    return (
        []
        if _may_be_behind(text)
        and any(
            before[:3] not in ("If ", "if ") and _BEHIND.match(clause) for before, clause in pairwise(clauses)
        )
        else None
    )


def _may_promise(text: str) -> bool:
    return bool(_TELLTALE.search(text) or _TELLTALES.search(text))


def _may_be_behind(text: str) -> bool:
    return _TELLTALE_BEHIND.search(text) is not None


def _listed_before(clauses: Sequence[str], text: str) -> list[str]:
    """The names in a list before who promises: ``Ada, Grace`` in ``Ada, Grace, Alan will …``"""
    names: list[str] = []
    for clause in reversed(clauses):
        if not is_owner(clause) or f"{clause}, " not in text:
            break
        names.insert(0, clause)
    return names


def _promised(clause: str, people: Collection[str]) -> list[str] | None:
    """Who promises something at the beginning of a clause, perhaps nobody named."""
    if clause[0].islower() and clause.split(" ", 1)[0] in people:
        clause = clause[0].upper() + clause[1:]  # a nick
    for pattern in _BY_MANY if clause[0].islower() else _NAMED:
        match = pattern.match(clause)
        words = match.groupdict() if match else {}
        if not match or (
            "verb" in words and not is_work(words["verb"], named=_is_known(match[0], words, people))
        ):
            continue
        if named := owners_in(words.get("who") or "", people):
            return named
        if not words.get("who") and _binds(match, words):
            return []
    return None


def _is_known(clause: str, words: Mapping[str, str | None], people: Collection[str]) -> bool:
    """Whether a promise is that of a person, since ``Path to freedom`` looks like ``Ada to paint``."""
    who = words["who"]
    if not who:
        return False
    if not words.get("to"):
        return _OPEN.search(clause) is not None
    return who.startswith("@") or any(name.casefold() in people for name in owners_in(who, people))


def _binds(match: re.Match[str], words: Mapping[str, str | None]) -> bool:
    """Whether a promise of many is more than their wish: ``We will …``, but not ``We to …``."""
    crowd = (words.get("crowd") or "").casefold()
    if " need" in match[0]:
        return crowd not in _OTHERS
    if words.get("to"):
        return crowd not in _WISHERS
    return "verb" not in words or " agreed to " not in match[0]  # that is a decision


def is_bare_promise(text: str) -> bool:
    """Whether a note promises something without saying who: ``Will send mail`` · ``Need to send mail``."""
    return _BARE.match(text) is not None


def _bracketed(who: str, people: Collection[str]) -> list[str] | None:
    """Those in brackets who are to do something; ``easy`` in ``(easy to see)`` is none of the `people`."""
    names = _NAME_BREAK.split(who)
    known = len(names) > 1 or names[0][:1] == "@" or names[0][:1].isupper() or names[0].casefold() in people
    return names if known and owners_in(who, people, nicks=True) == names else None


def assigned(text: str, people: Collection[str] = frozenset()) -> list[str] | None:
    """Who is at it already, or has taken it: ``Harbour - Ada asking``."""
    match = _AT_LAST.match(text) if text.rstrip(" .").endswith(_AT_LAST_ENDS) else None
    if not match and text[-1:] in ("]", ")") and " to " in text:
        match = _IN_BRACKETS.search(text)
        return _bracketed(match["who"], people) if match else None
    if not match and _TAKEN_WORDS.search(text):
        match = _TAKEN.search(text)
    return owners_in(match["who"]) or None if match else None
