"""The words of an agreement, each habit a row with its example.

Owns the tables, and what stands in every text that one of them fits; must not know what takes an agreement
back (`agreements` does).
"""

from __future__ import annotations

from index.reading.cues import Cue, any_word, by_first_letter

_GROUPS = (
    "we|they|group|team|committee|council|board|everyone|everybody|all|both|members|attendees|"
    "participants|exec(?:utive)?|assembly|maintainers|chairs|editors|community|commission|panel|majority|"
    "meeting(?! concluded)"
)
GROUP = (
    rf"(?:{by_first_letter(_GROUPS.split('|'))}|(?-i:[A-Z]{{2,5}}))"
    r"(?: (?:on|in|at) (?:the )?(?:call|meeting|room)| present)?"
)
_MANNER = (
    r"(?:\b(?:all|also|both|then|finally|mutually|generally|broadly|mostly|tentatively|provisionally|"
    r"formally|"
    r"officially|informally|unanimously|ultimately|eventually|collectively|since|now|just) ){0,2}"
)
_SETTLING = (
    r"(?:adopted|agree[ds]?|appointed|approve[ds]?|accepted|"
    r"concluded?|confirmed that|chose|decide[ds]?|declined to|"
    r"determined that|elected|endorsed|opted|ratified|rejected|resolved|settled on|selected|voted|"
    r"thought (?:this|that|it) would)"
)
_VERDICT = r"(?:accepted|adopted|approved|declined|denied|granted|ratified|rejected|withdrawn)"
_DEFERRING = (
    r"(?:defer(?:red|ring)?|postpon(?:ed?|ing)|delay(?:ed|ing)?|bump(?:ed|ing)?|push(?:ed|ing)?|"
    r"put(?:ting)? off|mov(?:ed?|ing)|tabled?|tabling|punt(?:ed)?|"
    r"skip(?:ped)?|carry over|revisit|let[’']?s bring (?:it |this )?up)"
)
_LATER = (
    r"(?:the )?(?:next|later|following|future|subsequent|(?:mon|tues|wednes|thurs|fri)day[’']?s?) (?:\w+ )?"
    r"(?:week|meeting|time|call|month|release|version|session|agenda|cycle|sprint|round|date)"
)
_PAUSING = r"we(?:[’']ll| will) (?:pause|park|shelve|table|defer|postpone)\b"
_GATHERING = r"(?:the )?(?:F2F|face[- ]to[- ]face|AGM|plenary|next \w+)\b"
_ONWARD = r"(?:mov(?:e|ing) (?:forward|ahead)|go(?:ing)? (?:forward|ahead)|proceed(?:ing)?)"
# What is said of something that is "to be merged" where that is no decision yet: waiting for it to be merged
_NOT_YET = (
    r"(?!.{0,60}\b(?:able|allow\w*|ask\w*|do|does|due|expect\w*|for|going|ha[sd]|have|how|if|like\w*|"
    r"meant|need\w*|"
    r"once|plan\w*|prefer\w*|ready|requires?|scheduled|set|should|supposed|until|wait\w*|wants?|when|"
    r"whether|why|would)\b)"
)
_CONTENT = r"(?:okay|ok|fine|happy|comfortable)"
# Within a sentence of notes, each from the beginning of a word on.
TOLD = (
    Cue(
        "We all agreed that oak is best",
        rf"{GROUP}(?:[’']ve| have| has)? {_MANNER}{_SETTLING}\b(?! (?:with(?! [\w ()]{{1,40}} that\b)|"
        rf"on the need|to disagree))",
    ),
    Cue(
        "It was decided to take oak",
        rf"(?:was|were|is|are|been) {_MANNER}(?:nominated and )?(?:agreed|appointed|choo?sen(?! unanim)|"
        rf"concluded|decided|deferred|determined|elected|postponed|tabled|resolved(?= (?:that|to))|"
        rf"{_VERDICT})\b"
        r"(?! (?:for|by (?!the|us|all|consensus|vote|unanim|acclamation)))",
    ),
    Cue(
        "Agreed to wait for the wood",
        rf"^{_MANNER}agree to\b(?! (?-i:[A-Z]))|^{_MANNER}(?:agreed|decided|concluded|resolved|settled)"
        r"(?: to| that| upon| on| against| we| it| not|"
        r" as\b| by (?:all|consensus|everyone|the)|[,:.!]? *$|[,:.]| no\b)",
    ),
    Cue(
        "After a talk about wood, agreed to wait",
        r"(?:, |(?:and|but|so|then|discussed,?) )(?:then )?(?:agreed|decided|concluded|resolved)"
        r" (?:to|that|on|upon|against|we|it|not)\b",
    ),
    Cue(
        "Ada and Grace agreed to wait",
        r"(?-i:[A-Z]\w+(?:,? (?:and|&)|,(?: [A-Z]\w+,){1,4}(?: and)?) [A-Z]\w+) (?:agreed?|decided?) "
        r"(?:to|that|on|this|it|these)\b",
    ),
    Cue("All – agreed", r"^(?:all|both|everyone|everybody) [-–—]{1,2} (?:were |are )?agreed?\b"),
    Cue(
        "We are going with oak",
        r"(?:^|so |, )we(?:[’']re| are) (?:adopting|dropping|going with|keeping|sticking (?:with|to))\b|"
        r"(?:^|(?<=: ))we(?:[’']ll| will) (?:go|stick) with\b|"
        r"^(?:for now|eventually|initially|from now on|going forward|until then|in the meantime),? "
        r"we(?:[’']ll| will) (?!need|have|see|want)[a-z]",
    ),
    Cue(
        "Let's not take pine",
        r"^let[’']?s (?:not (?!forget|worry|get|assume)|keep (?!in mind|talking)|stick (?:with|to)|"
        r"go (?:with|ahead)|defer|postpone|(?:do|try) (?:it|this|that)|"
        r"wait (?:for|until|till|another))\b",
    ),
    Cue(
        "We will not be pursuing this",
        r"(?:will not|won[’']t|(?:are|is) not|(?:are|is)n[’']t)(?: be)?(?: going to)? (?:pursue|pursuing)\b",
    ),
    Cue("We will pause this topic", _PAUSING),
    Cue(
        "Ada and Bo will share the chair from now on", r"(?:will|[’']ll) (?!probably)[^.]{1,80} from now on\b"
    ),
    Cue("From now on the crew signs first", r"^from now on\b(?! to\b)"),
    Cue("The race is put off until May", r"(?:put off|postponed|deferred) (?:to|until|till)\b"),
    Cue(
        "Ada took over as treasurer",
        r"(?-i:[A-Z][a-z]+) took over as\b|"
        r"(?:is going to|will) be (?:the|our) (?:new |next |acting )?(?:\w+ ){0,2}"
        r"(?:rep(?:resentative)?|(?:co-?)?chair\w*|treasurer|secretary|president|coordinator|liaison)\b|"
        r"(?:officially |is |was |were )(?:added|adding) \w+ as an? (?:\w+ )?member\b",
    ),
    Cue(
        "Decision to take oak",
        r"^(?:\w+ ){0,2}(?:decision|verdict)(?: (?:on|about) [^.]{1,60})? (?:was|is|made|to)\b",
    ),
    Cue("Some agreement on the sail", r"(?:some|general|broad|full|rough|clear|unanimous) agreement\b"),
    Cue(
        "Agreement to wait",
        r"(?:^|(?<=we have ))agreement on\b|agreement (?:to|that) |in agree(?:ment|ance) (?:that|on|to)\b",
    ),
    Cue(
        "Consensus is to wait",
        r"(?<!-)con[sc]ensus\b(?! (?:call|process|seeking|building|model|layer|client|algorithm|protocol))",
    ),
    Cue(
        "No objections",
        r"no (?:concerns? (?:or|and|nor) )?(?:disagreement|objections?|opposition|dissent)\b(?! yet)"
        r"(?![^.]{0,80}\b(?:except|but)\b)",
    ),
    Cue(
        "Nobody objects to red",
        r"(?:nobody|none|no one) (?:disagree[sd]|object(?:s|ed)|(?:is )?oppose[sd])\b",
    ),
    Cue("It went without objection", r"without (?:any )?objections?\b"),
    Cue(
        "The motion carries",
        r"(?:motion|vote|amendment)\b[^.]{0,120}? (?:passe[sd]|carrie[sd]|approved|adopted|defeated)\b",
    ),
    Cue("Ada moved, Grace seconded that oak be bought", r"moved,? .{0,60}\bseconded that\b"),
    Cue("Ada moved that the report be accepted", r"moved that .{0,120}? be (?:accepted|adopted|approved)\b"),
    Cue("Moved by Ada, seconded by Grace, carried", r"seconded\b.{0,80}\b(?:carried|passed)\b"),
    Cue(
        "Passed with 4 votes",
        r"(?:passed|carried)(?: with|:| by) (?:\d|all|a (?:vote|majority)|acclamation|consensus)",
    ),
    Cue("It passed 4-1", r"passe[sd],? \d+ ?[:/–-] ?\d"),
    Cue("Motion: Resolved, that oak is bought", r"resolved,? that\b(?! (?:issue|bug|ticket|problem|pr)s?\b)"),
    Cue("Hearing none, the plan stands", r"hearing (?:none|no (?:objections?|concerns?|opposition))\b"),
    Cue("All +1 on oak", r"^(?:all|everyone|everybody) \+1\b"),
    Cue(
        "5 in favour, 1 against",
        r"\d+ (?:in favou?r|for|yes|ayes?|yea)\b.{0,20}\b\d+ (?:against|opposed|no|nays?)\b",
    ),
    Cue("For: 5, against: 1", r"for ?: ?\d+\b.{0,20}\bagainst ?: ?\d+|pour ?: ?\d+\b.{0,20}\bcontre ?: ?\d+"),
    Cue("Votes: 4-1-0", r"^votes?:? .{0,40}?\d+ ?[/–-] ?\d+"),
    Cue("All in favour", r"all (?:were |are )?in favou?r\b"),
    Cue(
        "Ada won the election",
        r"(?:wins?|won) the (?:vote|election)\b|(?:is|was) the winner\b|(?:was|were) voted (?:in|as)\b|"
        r"voted in as\b|"
        r"by (?:acclamation|(?:voice |secret )?vote(?: of)? \d+[ :–-]+\d+|voice vote)|"
        r"(?:elected |, |was )unopposed\b",
    ),
    Cue("The sail was chosen unanimously", r"unanimous(?:ly)?(?! (?:agreement|agreed|decided))\b"),
    Cue(
        "The minutes of May approved",
        r"(?:minutes|notes|agenda|proposal|pr|"
        r"request)s?\b[^.,;:]{0,40}? (?<!was )(?<!were )(?<!are )(?<!been )"
        r"(?:accepted|adopted|approved)\b",
    ),
    Cue("Change seems good to go", r"good to go\b(?!,? (?:live|once))|ready to (?:go|land|merge)[.!]?$"),
    Cue("OK with painting it", r"^(?:okay|ok|fine) with\b(?! me)"),
    Cue("Ada is fine with painting it", r"(?-i:[A-Z][a-z]\w*) is (?:okay|ok|fine|happy) with\b"),
    Cue(
        "The council is OK with painting it",
        rf"{GROUP}(?: is| are|[’']re)?(?: all| also| generally)? {_CONTENT} (?:with|to)\b",
    ),
    Cue("This is not worth the effort", r"not worth|(?:does not|doesn[’']t) seem worth"),
    Cue(
        "The team will not take pine",
        r"(?:group|team|committee|council|board) (?:will not|won[’']t)\b",
    ),
    Cue("Everyone is on board", rf"{GROUP} (?:is|are) (?:all )?on board\b"),
    Cue("Defer the mast to next week", rf"{_DEFERRING}\b[^.]{{0,60}}\b{_LATER}"),
    Cue(
        "Defer the mast for later",
        r"(?:defer|postpone|punt|push|table)(?:red|d|ed)?\b[^.]{0,60} (?:for|until|to) later\b",
    ),
    Cue("The keel and the sail, stick to oak for now", r", stick (?:with|to) [^.]{1,60} for now\b"),
    Cue(
        "The mast was pushed back to after the race",
        r"(?:was|were|is|been) (?:pushed|moved)(?: back)? (?:to after|until)\b",
    ),
    Cue(
        "They came to the conclusion that oak is best",
        r"(?:came|come) to the conclusion\b|(?:reached|came to|come to) an? agreement\b",
    ),
    Cue("No time left for sails", r"^no time left\b|^not scheduled\b|ran out of time, "),
    Cue("The logo should be postponed", r"should be (?:postponed|deferred)\b"),
    Cue(
        "There is demand, so we will move forward",
        rf"(?:so |^|, )(?:we will |we[’']ll |will )?(?:be )?{_ONWARD} with\b|so we will {_ONWARD}(?! with)\b",
    ),
    Cue("The mast will go ahead", r"will go (?:forward|ahead)\b(?! with)|^(?:so,? )?go ahead[.!]*$"),
    Cue(
        "The agreed upon approach is oak",
        r"agreed(?:[ -]upon)? (?:approach|plan|solution|way|course|wording|text)\b",
    ),
    Cue("Our approach is to wait", r"our (?:approach|plan) is to\b"),
    Cue(
        "The solution is to keep it",
        r"(?:solution|conclusion|outcome)(?: so far| for now| here)? (?:is|was) (?:to|that)\b",
    ),
)
# As the whole of a note or of what stands behind an arrow, a dash or a colon: a verdict.
VERDICTS = (
    Cue(
        "approved by all",
        rf"(?:tentatively |formally |officially |conditionally )?{_VERDICT}\b"
        r"(?=[ .!]*$|[,;] |(?: (?:by|as|with|for|unanimously|without|given|pending|until)\b))",
    ),
    Cue(
        "Budget for ropes approved",
        rf"(?:(?!(?:not|be|is|are|was|were|been|being|if|to|as) )[\w#'’-]+ ){{1,6}}"
        rf"(?:{_VERDICT}|deferred|postponed|tabled)(?=[.!]?$|, (?:and|but|with)\b)",
    ),
    Cue(
        "deferred",
        r"(?:deferred|postponed|tabled|on hold|continued)(?=[ ]?[,.;:(!]| (?:to|until|till|by|due|as|"
        r"because|again|"
        r"indefinitely|pending)\b|$)",
    ),
    Cue("no change", r"no (?:changes?|action)(?: needed| required| for now)?[ .]*$"),
    Cue("closed due to silence", r"closed (?:due to|as|because|since)\b"),
    Cue("to be merged", r"(?:to be|will be|can be) (?:merged|closed|landed)\b|can (?:land|merge)[ .]*$"),
    Cue("carried", r"(?:carried|pass(?:ed|es)|defeated|failed|vetoed)(?: unanimously| as amended)?[ .!*]*$"),
    Cue("won't fix", r"won[’']?t[ -]?(?:fix|do)\b"),
)
# As the beginning of an item.
SETTLED = (
    Cue(
        "Oak to be kept as the default",
        r"(?=[^.,;:?]{2,60} to be (?:added as|avoided|closed|dropped|kept|"
        rf"left|merged|postponed|removed|renamed|replaced)\b){_NOT_YET}",
    ),
    Cue("OK to be red at first", r"(?:ok(?:ay)?|fine) (?:to|as)\b"),
    Cue("Default is to wait", r"(?:the )?default is\b"),
    Cue("It can just be red", r"(?:it|this|we) can just\b"),
    Cue(
        "We will keep the old mast",
        r"we(?:[’']ll| will| are going to|[’']re going to) (?:replace|keep|use|drop|remove|stay|stick|"
        r"go (?:with|for)|have a|leave|wait|close|reject|skip)\b|(?:internally )?we (?:keep|replace|stick|"
        r"drop)\b",
    ),
    Cue(
        "Won't cover masts of pine",
        r"(?:will|won[’']t|will not) (?:not )?(?:cover|drop|become|remain|keep|stay|replace|accept|"
        r"leverage)\b",
    ),
    Cue(
        "We won't take pine",
        r"(?:.{0,40}, )?we (?:won[’']t|will not|are not going to|[’']re not going to) \w+",
    ),
    Cue(
        "Stick with oak",
        r"(?:focus on|make a distinction|stick (?:with|to)|go(?:ing)? (?:with|for|ahead)|leave (?:it|this|"
        r"as)|"
        r"take shortcuts|"
        r"keep (?:as|it as|things as|it like))\b",
    ),
    Cue(
        "Let's go with oak",
        r"let[’']?s (?:go (?:with|ahead|for)|keep|stick|leave|wait|defer|postpone|merge|land|do (?:it|that|"
        r"this))\b",
    ),
)
# What a rule reads like: the output should match …
NORMS = (
    Cue(
        "The rope should match the sail",
        r"[^.?]{3,80}? should (?:only|not block|match|always|never)\b",
    ),
)
# At the beginning of a sentence of talk.
_LEAD = r"(?:\S+ ){0,4}?"
SPOKEN = (
    Cue(
        "Congratulations, you have consensus",
        rf"{_LEAD}(?:sounds? like|we have|you have|that[’']?s|have|"
        rf"(?:i[’']ll )?take that as) (?:a )?consensus\b",
    ),
    Cue("Consensus to wait", rf"{_LEAD}(?<!like )consensus (?:that|to|on|for)\b"),
    Cue(
        "OK, resolved that we wait",
        r"(?:(?:ok(?:ay)?|so|yes|great|right)[,.]? ){0,2}(?:resolved|approved)\b|agreed(?:,| to| we)",
    ),
    Cue("This PR is good to go", rf"{_LEAD}this (?:pr )?is good to go\b|pr will be (?:closed|merged)\b"),
    Cue(
        "I think we agreed to wait",
        rf"{_LEAD}we(?:[’']ve| have)? (?:all )?(?:agreed|decided) (?:to|that|on|not)\b",
    ),
    Cue("We are in agreement that oak is best", rf"{_LEAD}in agreement (?:that|on)\b"),
    Cue("Nice, so we will move forward", r".{0,80}\bso we(?:[’']ll| will) (?:move|go) (?:forward|ahead)\b"),
    Cue("So the decision is oak", rf"{_LEAD}decision is\b"),
    Cue(
        "We are okay to take oak",
        r"(?:so |and |yes,? )?we(?:[’']re| are) (?:all )?(?:ok(?:ay)? to|"
        r"going with(?! \w+ing)|sticking with)\b",
    ),
    Cue("We will go with oak", r"(?:so |ok,? )?we(?:[’']ll| will) (?:go|stick) with\b"),
    Cue(
        "Let's wait for oak",
        r"(?:so |ok,? )?let[’']?s (?:wait (?:for|until|till|another)|defer|postpone|"
        r"go (?:with|ahead(?! and\b))|stick (?:with|to)|"
        r"keep (?:it|this|the|(?!going|moving|talk|look|think|work)\w+ing))\b",
    ),
    Cue(
        "Bumping it to the face-to-face",
        r"(?:bump|defer|mov|postpon|punt|push|tabl)(?:r?ing|r?ed) (?:it |this |that )?(?:to|until|till) "
        + _GATHERING,
    ),
    Cue("Hearing none, painting it", r"(?:not hearing any|hearing (?:none|no objections?))\b"),
    Cue("We will pause this topic", rf"(?:so |ok,? )?{_PAUSING}"),
    Cue("Let's try it", r"(?:so |ok,? )?let[’']?s (?:do|try) (?:it|this|that)\b"),
    Cue("Yes, ok to paint it", rf"{_LEAD}(?<!look )ok to\b"),
    Cue("Wood sounds like a good plan", r"(?:[\w,]+ ){0,8}?sounds like a (?:good |great )?plan\b"),
)
# One of these stands in every text that a table fits: five times as quick to look for.
_TELLTALES = (
    r"against :|against:|contre|agree|choosen|winner|unopposed|voice vote|acclamation|delay|bump|won the|"
    r"wins the|win the|"
    r"appoint|decid|decision|conclu|consensus|resolved|approv|accept|voted|settled|chose|opted|reject|declin|"
    r"adopt|objection|objects|objected|"
    r"oppos|dissent|motion|unanim|good to go|ready to|ok with|okay with|fine with|happy with|"
    r"ok to|okay to|fine to|happy to|comfortable|worth|defer|"
    r"postpon|push|"
    r"moving|moved\b|move\b|"
    r"tabled\b|table\b|tabling|punt|closed|be merged|can merge|landed|can land|elected|confirmed|determined|"
    r"endorsed|ratif|selected|"
    r"withdrawn|"
    r"denied|favour|favor|"
    r"votes\b|vote\b|passes|passed|carried|defeated|failed|vetoed|on board|skip|revisit|"
    r"will not|bring|carry over|time left|not scheduled|proceed|"
    r"go forward|go ahead|going forward|going ahead|"
    r"disagree|granted|put off|putting off|took over|to be the |to be our|will be the |will be our|member\b|"
    r"adopting|dropping|keeping|going with|concensus|hearing no|all +1|everyone +1|everybody +1|"
    r"pursu|pause|park|shelve|go with|stick with|for now|eventually|initially|from now on|until then|"
    r"sticking|lets |let's |let’s |"
    r"verdict|solution|outcome|on hold|no change|no action|wont|won't|won’t|thought th|our approach|our plan"
)
TELLTALE = any_word(_TELLTALES.split("|"))
TELLTALE_IN_TALK = any_word((
    "consensus", "resolved", "approved", "agree", "good to go", "pr will be", "decision is", "decided",
    "ok to", "so we", "okay to", "going with", "sticking with",
    "ll go with", "stick with", "s wait", "s go ", "s keep ",
    "a plan", "a good plan", "a great plan", "bump", "defer", "punt", "postpon",
    "pushing", "moving to", "tabling", "hearing n", "hearing any", "s do ", "s try ", "stick to",
    "will pause", "will park", "will shelve", "will table", "ll pause", "ll park", "ll shelve", "ll table",
))  # fmt: skip
