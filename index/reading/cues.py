"""The words with which minutes mark decisions and actions, as tables of patterns.

Owns wording only, in the order labels, promises, imperatives, agreements; `index.reading.signals` knows
where in a meeting each table applies.  A new habit is a row here and a case in the tests.
"""

from __future__ import annotations

import re

from index.reading.glossary import LABEL_WORDS

DECISION_LABEL = re.compile(
    r"[(\[]{0,2}(?:(?:final |group |tsc |meeting |formal )?(?:decisions?|resolutions?|conclusions?|consensus|"
    r"outcomes?|agreement)"
    r"(?: (?:made|taken|reached))?(?: ?(?:/|and|&) ?(?:decisions?|resolutions?|conclusions?|consensus|"
    r"outcomes?|actions?|next steps?))?"
    r"|decided|resolved|agreed|concluded|approved|accepted|verdict"
    r"|beschl(?:uss|üsse)|entscheidung(?:en)?|ergebnis(?:se)?|decisi[oó]n(?:es)?|acuerdos?|"
    r"resoluci[oó]n(?:es)?"
    r"|conclusi[oó]n(?:es)?|décisions?|résolutions?|decisão|decisões|结论|決論|结果|決議|决议|决定|決定(?:事項)?)"
    r"(?: ?\([^()]{1,40}\))?[ ]?(?:[:：]|$|(?-i:(?<=ED) )|[–-] |[\])]{1,2}[:：]? )",
    re.IGNORECASE,
)
# A heading whose items are each settled: Grants approved · Advanced to Stage 3
DECIDED_SECTION = re.compile(
    r"(?:[\w'/&-]+ ){0,5}\w+s (?:approved|accepted|adopted|ratified|rejected|elected)$|"
    r"(?:approved|accepted|adopted|ratified|rejected|withdrawn|consensus reached|advance[ds]? to|"
    r"moved to)\b[^?]{0,60}$",
    re.IGNORECASE,
)
_LONGEST_ORDER = 160  # characters of a turn that is an order
LONGEST_LABEL = 90  # characters with what ends it; a shorter text may be a label to its end
LABEL_ENDS = (":", "：", "–", "-", "]", "RESOLVED", "AGREED", "DECIDED")
ACTION_LABEL = re.compile(
    r"[(\[]{0,2}(?P<review>previous |last |old |past |review of |reviewing |completed |done |prior )?"
    r"(?:new |open |outstanding |key |pending |remaining )?"
    r"(?:actions?(?: ?(?:items?|points?|steps?))?|AIs?|AP|TO-?DOs?|tasks?|next (?:steps?|actions?)|"
    r"follow[- ]?ups?"
    r"|homework|assignments?|aufgaben?|nächste schritte|offene punkte|acciones|tareas|próximos pasos|"
    r"pendientes"
    r"|actions? à (?:faire|mener)|à faire|prochaines étapes|ações"
    r"|行动项|待办(?:事项)?|宿題|アクション(?:アイテム)?)"
    r"(?P<review_after>[^:：\n]{0,30}(?:last|previous|prior) (?:meeting|week|"
    r"call))?(?: ?\((?P<owner>[^()]{1,40})\))?[ ]?"
    r"(?:[\])]{0,2}(?:[:：]|(?:[–-]|,) (?P<owners>[^:：\n]{1,60})[:：]|$)|\] )",
    re.IGNORECASE,
)
# ACTION or TODO in the middle of a line: "Ada: ACTION - Grace: take a look"
ACTION_MARK = re.compile(
    r"(?:^|[\s(\[])(?:ACTION(?: ITEM)?S?|AI|TODO|TO DO)(?:(?: [–-] ?|[–-] )(?P<owners>[^:\n]{1,60}))?"
    r"(?:[:\])]|(?<!AI)$)|"
    r"\bTODO (?:for|by) (?P<doer>@?[A-Z][\w-]+)|\bTODO\b"
)
# Labels of what is only asked or told: nothing under them is settled or promised.
BACKGROUND_LABEL = re.compile(
    r"(?:\w+ )?(?:summary|questions?|background|agenda item|context|motivation|proposals?|options?|"
    r"alternatives?|examples?)"
    r"(?: \d)?[:：]",
    re.IGNORECASE,
)
# A heading of what might be done: an order below it is none.
OPTIONS_HEADING = re.compile(
    r"(?:possible |proposed |potential |some )?(?:options|alternatives|solutions|ideas|suggestions|"
    r"motivation|background):?$",
    re.IGNORECASE,
)

# What minutes tell somebody to do.  These are seldom anything but a verb at the start of a note …
_VERBS = """
    accept add adopt announce apply approve archive arrange ask assign attend automate backport bring bump
    attempt circle clarify clean close collect come communicate compare compile complete confirm connect
    contact
    continue contribute convene convert coordinate create define deliver deploy deprecate describe
    determine develop discuss distribute divide document double-check download edit email enable
    engage ensure escalate establish evaluate examine experiment explore fetch figure fill finalise
    finalize find finish follow gather generate handle identify implement include incorporate inform
    initiate integrate introduce investigate invite iterate join liaise maintain make meet merge
    migrate modify notify nominate obtain organise organize ping port post prepare prioritise
    prioritize propose provide publish raise re-run rebase reassess refactor refine reiterate remind
    remove rename replace reply reproduce rerun resend reschedule resolve respond restructure retest
    revert revise revisit rework rewrite schedule seek send settle simplify solicit solve speak
    submit suggest summarise summarize sync tackle tidy train translate unflag upload validate
    verify write
"""
# … and these are as often nouns.
_NOUNS_TOO = """
    address approach audit benchmark build call check comment copy cut deal demo design do draft
    drive export file fix flag focus get give go have help host keep kick land lead let link look
    mail mark message monitor move open own pick plan play poll present pull push put reach read
    record register release report request research return review roll run set share ship show sign
    sit sort split sponsor spread start study support survey switch table tag take talk test think
    touch track transfer transition triage try turn update upgrade visit volunteer vote wait walk
    work wrap
"""
_VERB_WORDS = frozenset(_VERBS.split())
# Of these one says "I will …" of what follows at once in the talk.
_OF_TALK = frozenset(
    """
    accept add announce ask close come complete continue define describe discuss finish introduce join make
    maintain meet propose raise remind reply respond seek solve speak suggest summarise summarize
    """.split()  # noqa: SIM905
)
# As an order these state design as often as work: "Define a type that …", "Include the version".
_STATES_DESIGN = frozenset(
    """
    accept address apply approach approve build close complete continue copy cut deal define design discuss do
    enable ensure export focus follow get give go handle have help implement include introduce join keep
    lead let maintain move own play present propose provide recommend replace resolve return run seek
    set show simplify solve suggest support switch table take test think track turn use vote wait
    """.split()  # noqa: SIM905
)
VERB = (
    rf"(?:re-)?(?:{'|'.join(sorted((_VERBS + _NOUNS_TOO).split(), key=len, reverse=True))})(?![\w'’])(?!-\w)"
)
_ADVERB = (
    r"(?:also |then |now |still |just |again |try to |please |all |both |likely |probably |tentatively |"
    r"directly |first |each |continue to |attempt to )*"
)
_CROWD = (
    r"[Ww]e|I|[Tt]hey|[Hh]e|[Ss]he|[Ee]veryone|[Ee]verybody|[Ss]omeone|[Ss]omebody|(?:[Tt]he )?(?:[Tt]eam|"
    r"[Gg]roup|[Ee]ditors?)|"
    r"\w+ (?:members|team|chairs|editors)|[Mm]aintainers|[Mm]embers|[Mm]entors|[Cc]hairs|[Vv]olunteers"
)
PERSON = (
    rf"(?!(?:{_CROWD})\b)"
    r"(?:@[\w-]+|[A-Z][\w'’-]*(?:\.(?= [A-Z]))?(?: (?:van|von|de|der))?(?: [A-Z][\w'’-]*){0,2})"
)
PEOPLE = rf"(?P<who>{PERSON}(?:(?:, and |, | and | & |/| \+ ){PERSON}){{0,5}})"
# In a list of actions: Ada: … · For Ada: … · Ada - … · Ada to … · … (Ada)
LEADING_OWNER = re.compile(
    rf"(?:[Ff]or )?{PEOPLE}(?:\s*[:–-]| (?:to|will|needs?)\b)|.*\((?P<last>{PERSON})\)$"
)
# Behind a label: ACTION: Ada: … · ACTION: Ada to … · AI: [ada] …
LABELLED_OWNER = re.compile(
    rf"\s*(?:{PEOPLE}(?: ?[:,–-]|\s+(?:to|will|and)\b)|\[(?P<handle>@?\w[\w -]{{0,29}})\])"
)
# Behind a label or a box a person may just do it: Ada moves the mast
DOER = re.compile(rf"{PEOPLE} (?:does|(?:{'|'.join((_VERBS + _NOUNS_TOO).split())})e?s)\b")
# Ada will send … · Ada to send … · We will add …
PROMISE = re.compile(
    rf"(?:{PEOPLE}|(?P<crowd>{_CROWD}))(?: \([^()]{{1,40}}\))?(?:(?P<to> (?:tentatively )?to)|(?:['’]ll|"
    rf" will|['’]s going to|"
    r" is going to| are going to|['’]re going to| shall| plans? to| volunteer(?:ed|s) to| offer(?:ed|"
    r"s) to| promised to|"
    r" agreed to| needs? to| has to| is to| was asked to| intends? to))"
    rf" {_ADVERB}(?!have to|need to)(?P<verb>be \w+ing|become|[a-z-]+)\b"
)
# Ada has seen it too and will look into it
PROMISE_BEHIND = re.compile(
    rf"{PEOPLE} (?:has|have|had|is|was|\w{{3,}}ed) .{{0,120}}? and (?:will|"
    rf"is going to) {_ADVERB}(?P<verb>[a-z-]+)\b"
)
# We should document … : only for work on paper, since most other "should" is opinion
SHOULD_WRITE = re.compile(
    rf"(?:{PEOPLE}|[Ww]e|\w+ members) (?:should|need to|must|have to) {_ADVERB}(?:document|bring up|"
    rf"file|open|write|"
    rf"publish|reach out|ask|"
    r"contact|schedule|create (?:an? )?(?:new )?(?:issues?|tickets?|PRs?)|"
    r"add (?:an? )?(?:unit )?tests?|investigate|look (?:in)?to|"
    r"update)\b"
)
# Will send … · Need to send … · Please send … · Let's send … (nobody is named)
BARE_PROMISE = re.compile(
    rf"(?:Will|will|To|Plan(?:ning)? to|plan(?:ning)? to|Needs? to|needs? to|Have to|Remember to|Please|"
    rf"please|Let[’']?s|let[’']?s|"
    rf"Request(?:ed)? to|Going to|going to|Intend to|We want to|[Nn]ext steps? (?:is|"
    rf"are) to) {_ADVERB}(?P<verb>{VERB})|(?:Needs? to|"
    rf"Still to|TBD:) (?P<any>[a-z]{{2,}})"
)
IMPERATIVE = re.compile(
    rf"(?:Also |Then |then |Next,? |First,? |[Ii]n parallel,? (?:\w+ )?|Try to |Make sure |"
    rf"(?P<maybe>Maybe ))?(?P<verb>{VERB})(?= )"
    r"(?! (?:of|is|was|are|were|has|had|by|seems?|should|must|can|could|would|may|might|being|will|:)\b)",
    re.IGNORECASE,
)
# Open an issue · Talk to Ada: a verb that is a noun too needs an object or its particle
_OBJECT = re.compile(
    r"\S+ (?:a|an|the|this|that|these|those|it|them|all|our|your|my|his|her|their|each|more|new|old|stale|"
    r"another|existing|"
    r"separate|issues?(?! about)|PRs?|forward|up|back|together|everyone|people|folks|whether|if|how)\b|"
    r"(?:talk|speak|reach out|write|report back) to |(?:talk|discuss|meet) offline|(?:check|talk|"
    r"meet|work|sync|chat|follow up|"
    r"coordinate) with |"
    r"(?:follow|catch|sign|set|clean|wrap|split) up|work on |make sure |look (?:into|at|for) |"
    r"reach out|go through |"
    r"read through |check (?:on|in) ",
    re.IGNORECASE,
)
# … Ada checking · Ada has volunteered · Ada asks for review
ASSIGNED_LAST = re.compile(
    r"\b(?:checking|asking|looking into (?:it|this)|investigating|following up|working on it|(?:is|"
    r"are|['’]s) on it)[. ]*$",
    re.IGNORECASE,
)
ASSIGNED_WITHIN = (
    "has volunteered",
    "volunteers to",
    "asks for review",
    "requested we",
    "requested that we",
    "request for review",
)
# In talk: I'll open an issue · Let's take this offline · ada to follow up
_SPOKEN_WORK = (
    r"(?:open|file|send|write|post|follow|share|update|create|draft|prepare|submit|publish|add|look into|"
    r"look at|check|reach out|ping|"
    r"email|contact|schedule|set up|put together|put up|get (?:on|back|in touch)|do|go ahead|go with|"
    r"work on|investigate|fix|implement|merge|"
    r"bring|circle back|discuss with|chat|talk (?:to|with)|review|present|release|push|try to|raise|"
    r"make sure|help|work with|sit down|ask)\b"
)
_OWN_WORK = "|".join(sorted((_VERB_WORDS - _OF_TALK), key=len, reverse=True))
SPOKEN_PROMISE = re.compile(
    rf"(?:.{{0,60}}?[.;,] )?(?:(?P<self>I[’']ll|I will|I[’']m going to|[Ww]ill) {_ADVERB}"
    rf"(?:{_SPOKEN_WORK}|(?:{_OWN_WORK}|take (?:a look|responsibility)|put (?:you|it|this|them))\b)|"
    rf"[Ll]et[’']?s (?:take (?:this|it|that|the \w+|discussion)|follow up|open|schedule|discuss (?:it |"
    rf"this )?(?:offline|in))\b|"
    rf"(?P<who>{PERSON})(?: to|['’]s going to| will) {_ADVERB}{_SPOKEN_WORK})"
)
CLAUSE = re.compile(r"(?<=[.!?;])\s+|\s+[–—-]{1,2}>?\s+|\s*(?:->|→|=>)\s*|:\s+|,\s+(?:and |so |but |then )?")
# Ada wrote it and Grace will … : what follows is a clause of its own, where "Ada and Grace will …" is one
AND_SOMEBODY = re.compile(r"\s+(?:and|so)\s+(?=@?[A-Z][\w'’-]* (?:will|to)\b)")

# We agreed that … · it was decided · no objections · approved.
DECIDED = re.compile(
    r"\b(?:(?:we|they|group|team|committee|council|board|tsc|everyone|everybody|all|members|attendees|wg|"
    r"(?-i:[A-Z]{2,5})|and \w+)(?: (?:on|in|at) (?:the )?(?:call|meeting|room))?"
    r"(?:['’]ve| have| has)?(?: all| both| then| finally| also)? "
    r"(?:decided?|agreed?|concluded?|resolved|approved|accepted|voted|settled on|chose|"
    r"opted|confirmed that|thought (?:this|that|it) would)\b(?! (?:with|on the need|to disagree))|"
    r"(?:was|were|is|are|has been|have been) (?:decided|agreed|resolved|approved|accepted|concluded|"
    r"rejected|declined|adopted)\b(?! for)|"
    r"agreed (?:to|that|upon|on|we|it|not)\b|(?:some|general|broad|full) agreement\b|in agreement (?:that|"
    r"on|to)|agreement (?:to|that) |"
    r"decision (?:on [^.]{1,60} )?(?:was|is|made)\b|decided (?:to|that|on|not|against)\b|"
    r"(?:rough |general )?consensus (?:is|was|that|on|for|reached|achieved|(?:of|from|among|"
    r"in) [^.]{1,40} (?:is|was))\b|"
    r"(?:rough|general|broad) consensus\b|so we will (?:move|go) (?:forward|ahead)|"
    r"(?<!if )no (?:objections?|opposition)\b(?! yet)(?![^.]{0,80}\b(?:except|but)\b)|"
    r"motion (?:\w+ )?(?:passe[sd]|carrie[sd]|approved)|unanimous(?:ly)?|"
    r"(?:minutes|notes|agenda|proposal|pr|request|motion)s? (?:are |were |was |is )?approved|"
    r"good to go|ready to (?:go|land|merge)|(?:okay|ok|is fine|are fine) with|not worth|(?:does not|"
    r"doesn[’']t) seem worth|"
    r"(?:tentatively|formally|officially) (?:approved|accepted|rejected)|(?:approved|accepted|rejected|"
    r"declined)[ .!]*$|"
    r"(?:defer(?:red)?|postponed?|push(?:ed)?|mov(?:ed?|ing)|tabled?|punt(?:ed)?|continued?)\b[^.]{0,60}"
    r"\b(?:next|later|following|future) (?:week|meeting|time|call|month|release|version)|"
    r"should be (?:postponed|deferred))",
    re.IGNORECASE,
)
UNDECIDED = re.compile(
    r"(?:\b(?:no|not|without|whether|until|lack of|seek\w*|reach|need\w*|request\w*|call for|if)|n['’]t) "
    r"(?:\w+ ){0,2}?(?:agreement|consensus|decision|agreed|decided)\b",
    re.IGNORECASE,
)
# What stands before an agreement that holds only if or when: unless it is agreed · before we decide
CONDITION = re.compile(
    r"\b(?:if|unless|until|before|whether|once|when|where|what|used to)\b[^,;:.]*$|\b(?:which|that) $|"
    r"\bif\b[^.]*,? then\W*$",
    re.IGNORECASE,
)
# What a short note says as settled: OK to … · default is to … · deferred
SETTLED = re.compile(
    r"(?:ok(?:ay)? (?:to|as)\b|approved\b|agreed\b(?! with)|accepted\b|rejected\b|deferred\b|postponed\b|"
    r"no change\b|closed (?:due to|as|because|since)\b|the default is|default is to|"
    r"(?:it|this|we) can just|(?:internally )?we (?:will )?(?:replace|keep|use|drop|stay|stick|go with)\b|"
    r"our approach is|"
    r"(?:will|won[’']t) (?:cover|drop|move|become|remain|keep|stay|replace|accept|leverage)\b|"
    r"(?:focus on|make a distinction|stick (?:with|to)|go (?:with|for|ahead)|leave (?:it|this|as)|"
    r"take shortcuts)\b)",
    re.IGNORECASE,
)
# Output should match … · the plugin will drop …
NORM = re.compile(
    r"[^.?]{3,80}? (?:should (?:only|not block|match|always|never|be (?:a|an|the|considered|handled)|"
    r"live in|depend)\b|"
    r"(?:implementations?|plugin|package|module|library|repo\w*|\S+\.\w+|project|datasets?) will "
    r"(?:leverage|move|drop|cover|become|use|replace|not|be (?:added|removed|dropped|renamed|moved|closed|"
    r"merged))\b)",
    re.IGNORECASE,
)
# In talk: you have consensus · agreed, … · this is good to go
SPOKEN_DECISION = re.compile(
    r"(?:^|[.!?] )(?:\S+ ){0,4}?(?:(?:sounds? like|we have|you have|that[’']?s|have|"
    r"(?:i[’']ll )?take that as) (?:a )?consensus|"
    r"consensus (?:that|to|on|for)|resolved\b|approved\b|agreed(?:,| to| we)|this (?:pr )?is good to go|"
    r"pr will be (?:closed|merged)|"
    r"we (?:have |all )?agreed (?:to|that|on|we)|in agreement (?:that|on)|decision is|ok to)",
    re.IGNORECASE,
)
DONE = re.compile(
    r"(?:[–—-] ?|\()(?:complete|completed|done|closed|finished|resolved)\)?[. ]*$|^(?:done|completed)\b",
    re.IGNORECASE,
)
NOTHING = re.compile(r"(?:none|n/?a|tbd|nothing|-+)[.\s]*$", re.IGNORECASE)

_NOT_OWNERS = LABEL_WORDS | frozenset(
    """
    a ability additionally also although an and another any as at basically because before being both
    but by can
    changes could currently default did do does due during each efforts everything first for format
    framework from future goal good had has have hence here how however if in instead interface
    interfaces into is it its last later let library like links making many may might more most must
    need needs new not nothing now of on once one only onto or original our over package per plan
    planning plans please possible possibly previously probably process proposal ready reference same
    several should since some something sometimes soon still such that the their then there therefore
    these they thing things this those though thus time to too trying until up use used useful user
    users using was way ways we were what when where which while why will willing with within without
    working would yes yet you your able according agree agreed attempted back best close compared desire
    down easy free glad great happy hard hope important interested just likely move nice okay prior
    regarding related relative remember shoot similar so sorry start subject sure thank thanks unclear
    welcome tried wanted needed funded costly unable heads planned decided hoped started managed offered
    failed
    supposed allowed intended expected yeah
    """.split()  # noqa: SIM905
)
_LIKELY_THING = re.compile(
    r"[.\d_]|[a-z][A-Z]|(?:tion|ment|ity|ing|ness|ance|ence|ions|ments|ers|ables?|work|ware|tool|tools)$|"
    r"^[A-Z]{5,}$|['’](?:s|ve|re|d|t|m)$"
)
_ORDER_OPENINGS = _VERB_WORDS.union(
    _NOUNS_TOO.split(), ("also", "then", "next", "next,", "first", "first,", "in", "try", "make")
)
_PARTICLES = frozenset(("van", "von", "de", "der"))


# One of these stands in every text that a table of agreements fits: five times as quick to look for.
_OF_AGREEMENT = re.compile(
    r"agree|decid|decision|conclu|consensus|resolved|approv|accept|voted|settled|chose|opted|reject|declin|"
    r"adopted|objection|opposition|motion|unanim|good to go|ready to|ok|fine with|worth|defer|postpon|push|"
    r"mov|tabled|punt|continue|closed|merged"
)


def tells_of_agreement(text: str) -> bool:
    """Whether a text may tell of an agreement at all."""
    return _OF_AGREEMENT.search(text.lower()) is not None


# One of these stands in every text that a table of promises fits.
_OF_PROMISE = re.compile(
    r" (?:will|to|shall|should|must|need|have)\b|['’]ll|\b(?:[Pp]lease|[Ll]et[’']?s|Will|To|TBD)\b"
)


def may_promise(text: str) -> bool:
    """Whether a text may hold a promise at all."""
    return _OF_PROMISE.search(text) is not None


def is_asked(text: str) -> bool:
    """Whether a text is a question."""
    return text.rstrip(" \t)").endswith("?")


def is_owner(name: str) -> bool:
    """Whether words where a doer stands could be a person: capitalised, no thing, no function word."""
    if name.startswith("@"):
        return re.fullmatch(r"@[\w-]+", name) is not None
    parts = name.split()
    return (
        1 <= len(parts) <= 3
        and all(
            (part[0].isupper() or part in _PARTICLES)
            and part.casefold().strip(".") not in _NOT_OWNERS
            and not _LIKELY_THING.search(part.rstrip("."))
            for part in parts
        )
        and parts[0].casefold() not in _VERB_WORDS
        and name != "I"
    )


def is_work(verb: str) -> bool:
    """Whether a verb in a promise is something one does for the others."""
    if verb in ("accept", "adopt"):
        return False  # that is a decision
    return verb.startswith("be ") or verb == "become" or re.fullmatch(VERB, verb) is not None


_HEADS_SOMETHING = re.compile(r"[^:]{1,30}:(?: |$)|.*:$")
_NAME = re.compile(r"[A-Z]\w*(?: the| of| a)*(?: [A-Z]\w*){2,}$")  # Read the Docs Inc
TICKET_TITLE = re.compile(r"#\d+\)?$")


def is_order(text: str) -> bool:
    """Whether a note begins with what to do: ``Open an issue``, not ``Review of …`` nor an issue's title."""
    match = IMPERATIVE.match(text)
    if (
        not match
        or match["maybe"]
        or _HEADS_SOMETHING.match(text)
        or _NAME.match(text)
        or len(text) > 300
        or re.search(r"(?:#\d+\)?|\(\d+ ?m[^()]*\))$", text)
    ):
        return False
    verb = match["verb"].casefold()
    if verb in _STATES_DESIGN:
        return False
    return verb in _VERB_WORDS or bool(_OBJECT.match(text, match.start("verb")))


def is_told(text: str) -> bool:
    """Whether a turn is short and an order with its object: ``Create a page for the sails``."""
    return (
        len(text) <= _LONGEST_ORDER and is_order(text) and text.count(" ") >= 3 and bool(_OBJECT.match(text))
    )
