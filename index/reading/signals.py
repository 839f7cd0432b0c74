"""Lines that state a decision, and lines that say what somebody is to do next.

Owns the cues with which minutes mark them: labels, headings with their lists, check boxes, fixed
phrases, promises and imperatives.  What people say in a turn (``Ada: we should …``) is talk, so that
only explicit cues count there.  Must not know topics or who people are: owners are words as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from index.model import Action
from index.reading.glossary import LABEL_WORDS

_BULLET = re.compile(
    r"[ \t>]*(?:(?:[*+•–-]|\d{1,3}[.)]|[a-z]\))[ \t]+)?(?:\[name=(?P<name>[^\]\n]{1,60})\][ \t:]*)?"
)
_BOX = re.compile(r"\\?\[(?P<mark>[ xX✓✔])\\?\][ \t]+")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_FENCE = re.compile(r"[ >]{0,8}(?:```|~~~)")
_MARKUP = re.compile(r"[*`]+|(?<![\w/])_+|_+(?![\w/])|<br\s?/?>|\\(?=\W)")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\))?[^()]*\)|\[[^\[\]]*\])")
_SPEAKER = re.compile(
    r"(?P<who>@?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})(?: ?\([^()]{1,30}\))?[:：] +|<[\w.|-]{1,30}> "
)

_DECISION_LABEL = re.compile(
    r"(?:(?:final |group |tsc |meeting |formal )?(?:decisions?|resolutions?|conclusions?|consensus|outcomes?|agreement)"
    r"(?: ?(?:/|and|&) ?(?:decisions?|resolutions?|conclusions?|consensus|outcomes?|actions?|next steps?))?|decided|resolved|agreed|"
    r"concluded|approved|accepted|beschl(?:uss|üsse)|entscheidung(?:en)?|ergebnis|decisi[oó]n(?:es)?|acuerdos?|resoluci[oó]n(?:es)?|"
    r"conclusi[oó]n(?:es)?|décisions?|résolutions?|decisão|decisões|结论|決論|结果|決議|决议|决定|決定(?:事項)?)"
    r"(?: ?\([^()]{1,40}\))?[ ]?(?:[:：]|$|(?<=ED)\s|[–-] )",
    re.IGNORECASE,
)
_ACTION_LABEL = re.compile(
    r"\(?\[?(?:(?P<review>previous |last |old |past |review of |reviewing |completed |done )?(?:new |open |outstanding |key )?"
    r"(?:ACTIONS?(?: ?(?:items?|points?|steps?))?|AIs?|AP|TO-?DOs?|tasks?|next steps?|next actions?|follow[- ]?ups?|homework|assignments?)|"
    r"aufgaben?|nächste schritte|offene punkte|acciones|tareas|próximos pasos|pendientes|actions? à (?:faire|mener)|à faire|"
    r"prochaines étapes|ações|行动项|待办(?:事项)?|後続|宿題|アクション(?:アイテム)?)"
    r"(?P<review_after>[^:：\n]{0,30}(?:last|previous) (?:meeting|week|call))?"
    r"(?: ?\((?P<owner>[^()]{1,40})\))?[ ]?(?:\]?\)?(?:[:：]|[–-] (?P<owners>[^:：\n]{1,60})[:：]|$)|\][ ])",
    re.IGNORECASE,
)
_ACTION_MARK = re.compile(
    r"(?:^|[\s(\[*])(?:ACTION(?: ITEM)?S?|AI|TODO|TO DO)(?:\*\*)?(?: ?[–-] ?(?P<owners>[^:*\n]{1,60}))?(?:[:*\])]|$)|\bTODO\b"
)

_VERBS = """
    accept add address adjust adopt align amend announce apply approach archive arrange ask assign attend audit automate backport
    batch? benchmark bring build bump call check circle clarify clean close collaborate collect combine come comment communicate compare
    complete compile confirm connect consider consult contact continue contribute convene convert coordinate copy create cut
    deal define deliver demo deploy deprecate describe design determine develop diagnose discuss distribute divide do document double-check
    download draft drive edit email enable engage ensure escalate establish evaluate examine expand experiment explore export
    fetch figure file fill finalize finalise find finish fix flag flesh focus? follow follow-up form format forward gather generate get give go
    handle have help host identify implement improve include incorporate inform initiate integrate introduce investigate invite iterate
    join keep kick land lead let liaise link list look mail maintain make mark meet mention merge message migrate modify monitor move
    nominate notify obtain offer open organise organize outline own pick ping plan play poll port post prepare present prioritise
    prioritize produce prompt propose provide prune publish pull push put raise re-run reach read rebase recommend record refactor
    refine register release remind remove rename reorganize replace reply report reproduce request rerun research resend
    reschedule resolve respond restructure retest rethink return revert review revise revisit rework rewrite roll run schedule
    seek send set setup settle share ship show sign simplify sit solicit solve sort speak spin split sponsor spread start study submit suggest
    summarise summarize supply support survey switch sync table tackle tag take talk test think tidy touch track transfer transition
    translate triage try turn uncover unflag update upgrade upload validate verify visit volunteer vote wait walk work wrap write
"""
_VERB = (
    "(?:"
    + "|".join(sorted({v.rstrip("?") for v in _VERBS.split()}, key=len, reverse=True))
    + r")(?![\w'’])(?!-\w)"
)
_ADVERB = r"(?:also |then |now |still |just |again |try to |please |all |both |likely |probably |tentatively |directly |first |next )*"
_PERSON = (
    r"@?[A-Z][\w'’-]*(?:\.(?= [A-Z]))?(?: (?:[A-Z][\w'’.-]*|van|von|de|der))?(?: [A-Z][\w'’-]*)?|@[\w-]+"
)
_PEOPLE = rf"(?P<who>(?:{_PERSON})(?:(?:, and |, | and | & |/| \+ )(?:{_PERSON})){{0,5}})"
_CROWD = r"(?P<crowd>[Ww]e|I|[Tt]hey|[Hh]e|[Ss]he|[Ee]veryone|[Ee]verybody|[Ss]omeone|[Ss]omebody|[Aa]ll|[Tt]eam|[Tt]he team|\w+ (?:members|team|chairs|editors)|[Mm]aintainers|[Mm]embers|[Mm]entors|[Cc]hairs|[Vv]olunteers)"
# Ada will send … · Ada to send … · We will add …
_PROMISE = re.compile(
    rf"(?:{_PEOPLE}|{_CROWD})(?: \([^()]{{1,40}}\))?(?:(?P<will> ?(?:'ll|’ll)| will| is going to| are going to| shall| plans? to|"
    r" volunteered to| offered to| promised to| agreed to| needs? to| has to| is to| was asked to| took an action to| intends? to)|"
    rf"(?P<to> (?:tentatively )?to)) {_ADVERB}(?P<verb>be \w+ing|become|[a-z-]+)\b"
)
# Will send … · Need to send … · Please send … · Let's send … (the subject is left out)
_BARE_PROMISE = re.compile(
    rf"(?:(?:Will|will|'ll|To|Plan(?:ning)? to|plan(?:ning)? to|Needs? to|needs? to|Have to|Should probably|Remember to|Please|please|"
    rf"Let[’']?s|let[’']?s|Request to|Requested? (?:that|to)|Going to|going to|Intend to|Trying to|Goal is to) {_ADVERB})(?P<verb>{_VERB})"
)
_IMPERATIVE = re.compile(
    rf"(?:Also |Then |then |Next, |Still |First, |Maybe |In parallel,? (?:\w+ )?|Try to |Not yet, ?)?(?P<verb>{_VERB})"
    r"(?= )(?! (?:of|is|was|are|were|has|had|will|by|seems?|should|must|can|could|would|may|might|being)\b)",
    re.IGNORECASE,
)
_NOUN_TOO = frozenset(
    "address approach audit batch benchmark build call check comment copy cut deal demo design do document draft drive edit email export "
    "file fix flag focus follow-up form format get go have help host land lead let link list look mail mark message monitor move "
    "open own pick plan play poll port post present produce prompt pull push put read record release report request research return review "
    "run schedule set setup share show sign sort split sponsor spread start study support survey switch table tag talk test think touch track "
    "transfer transition triage try turn update upgrade visit vote wait walk work wrap".split()
)
_NOUN_USE = re.compile(r"\S+ (?:on|of|for|to|from|about|with|at|in|into|and|or|[–—:(-])", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?<=[.!?;])\s+|\s+[–—-]{1,2}>?\s+|\s*(?:->|→|=>)\s*|:\s+|,\s+(?:and |so |but |then )?|\s+and\s+(?=@?[A-Z][\w'’-]* (?:will|to)\b)|\s+\(|\s+so\s+(?=@?[A-Z])"
)
_ASSIGNED = re.compile(
    r"(?:is )?(?:checking|asking|looking into|investigating|following up|working on it|on it)\b[. ]*$|has volunteered|will take (?:this|it|that)",
    re.IGNORECASE,
)
_NOT_OWNERS = (
    frozenset(
        """
    a ability also an and another any api both but changes community default design each efforts everything for format framework future goal
    he how if in interface interfaces introduction it its issue issues library link links making more most need needs new next no not note nothing
    now one only option other our package plan planning plans process project proposal question reason reference request same she
    should some support that the their then there these they things this those time use users using version want way we what when
    where which who why willing work working would you your
    """.split()
    )
    | LABEL_WORDS
)
_LIKELY_THING = re.compile(
    r"[.\d_]|[a-z][A-Z]|(?:tion|ment|ity|ing|ness|ance|ence|ions|ments|ers|ables?)$|^[A-Z]{5,}$"
)

_DECIDED = re.compile(
    r"\b(?:(?:we|they|group|team|committee|council|board|tsc|everyone|everybody|all|members|attendees|wg|and \w+) (?:have |has |all |both |then |finally |also )?"
    r"(?:decided?|agreed?|concluded?|resolved|approved|accepted|voted|settled|chose|opted)\b(?! (?:with|on the need|to disagree))|"
    r"(?:it )?(?:was|were|is|are|has been|have been) (?:decided|agreed|resolved|approved|accepted|concluded|rejected|declined|adopted)\b|"
    r"agreed (?:to|that|upon|on|we|it|not)\b|agreement (?:to|that|was|is|on)\b|some agreement|in agreement (?:that|on|to)|decision (?:on [^.]{1,60} )?(?:was|is|made|to)\b|"
    r"decided (?:to|that|on|not|against)\b|(?:rough )?consensus (?:is|was|that|to|on|for|reached|achieved)\b|no objections?\b(?! yet)|"
    r"motion (?:\w+ )?(?:passe[sd]|carrie[sd]|approved)|unanimous(?:ly)?|(?:minutes|notes|agenda|proposal|pr|request|motion) (?:are |were |was |is )?approved|"
    r"good to go|ready to (?:go|land|merge)|happy (?:to|with)|okay with|ok with|is fine with|not worth|(?:does not|doesn[’']t) seem worth|"
    r"(?:defer(?:red)?|postponed?|push(?:ed)?|mov(?:ed?|ing)|tabled?|punt(?:ed)?|continued?)\b[^.]{0,60}\b(?:next|later|following|future) (?:week|meeting|time|call|month|release|version)|"
    r"(?:(?:tentatively|formally|officially) )?(?:approved|accepted|rejected|declined)\b[ .!]*$)",
    re.IGNORECASE,
)
# what a short note says as settled
_SETTLED = re.compile(
    r"(?:ok(?:ay)? (?:to|with|as)|approved\b|agreed\b|accepted\b|rejected\b|deferred\b|postponed\b|no objections?|no change|good to go|moving discussion|"
    r"the default is|default is to|(?:it|this|we) can just|(?:internally )?we (?:will )?(?:replace|keep|use|drop|stay|stick|go)\b|our approach is|"
    r"(?:will|won[’']t|will not) (?:cover|drop|move|become|remain|keep|stay|replace|accept|leverage|not)\b|"
    r"(?:focus on|take (?!a look)\w+|make a distinction|stick with|stick to|go with|leave (?:it|this|as)|keep \w+|prefer \w+|avoid \w+|use \w+)\b)",
    re.IGNORECASE,
)
_NORM = re.compile(
    r"^[^.?]{3,80}? (?:should (?:only|not block|match|always|never|be (?:a|an|the|considered|handled)|live|use|depend|go)\b|"
    r"(?:implementations?|plugin|package|module|library|repo\w*|\S+\.\w+|project|datasets?) will (?:leverage|move|drop|cover|become|use|replace|not|be (?:added|removed|dropped|renamed|moved|closed|merged)))\b",
    re.IGNORECASE,
)
_SPOKEN_DECISION = re.compile(
    r"^(?:\S+ ){0,4}?(?:(?:sounds? like|we have|you have|that[’']?s|have|take that as|i[’']ll take that as) (?:a )?consensus|consensus (?:that|to|on|for)|"
    r"resolved\b|approved\b|agreed[,.]? (?:to|we)|this (?:pr )?is good to go|pr will be (?:closed|merged)|we (?:have )?agreed (?:to|that|on|we)|decision is)",
    re.IGNORECASE,
)
_ASKING = re.compile(r"\?[ \t)*_]*$")

Scope = Literal["decision", "action", ""]


class _Note(NamedTuple):
    """A line without its markup, and what it stands under."""

    line: int
    text: str
    item: bool
    box: str | None
    heading: int
    speaker: str | None
    indent: int
    under: Scope
    owner: str | None


def find_decisions(lines: Sequence[str], start: int, end: int) -> tuple[int, ...]:
    """The lines within `start` to `end` that state a decision or an agreed resolution."""
    return tuple(note.line for note in _notes(lines, start, end) if _is_decision(note))


def find_actions(lines: Sequence[str], start: int, end: int) -> tuple[Action, ...]:
    """The lines within `start` to `end` that say what somebody is to do next, with the owner's words."""
    found = []
    for note in _notes(lines, start, end):
        owners = _owners(note)
        if owners is not None:
            found.append(Action(line=note.line, owners=tuple(dict.fromkeys(owners))))
    return tuple(found)


def action_list_lines(lines: Sequence[str], start: int, end: int) -> set[int]:
    """The lines of lists under a heading or label of actions; a name before a colon owns there, and speaks not."""
    return {note.line for note in _notes(lines, start, end) if note.under == "action" and not note.heading}


def _notes(lines: Sequence[str], start: int, end: int) -> Iterator[_Note]:
    fenced = False
    scope = _Scope()
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1][:3000].rstrip()
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if fenced:
            continue
        if not line.strip(" \t>"):
            scope.blank()
            continue
        note = _note(number, line, scope)
        if note:
            yield note


class _Scope:
    """What the lines stand under: a heading or label of decisions or actions, until its list ends."""

    def __init__(self) -> None:
        self.kind: Scope = ""
        self.level = 0  # of the heading that opened it; 0: a label did
        self.indent = -1  # of the label that opened it
        self.owner: tuple[int, str] | None = None
        self.blanks = 0
        self.seen = 0

    def open(self, kind: Scope, level: int, indent: int) -> None:
        self.kind, self.level, self.indent, self.owner, self.blanks, self.seen = (
            kind,
            level,
            indent,
            None,
            0,
            0,
        )

    def blank(self) -> None:
        self.blanks += 1

    def covers(self, item: bool, quoted: bool, indent: int) -> bool:
        """Whether the next line still belongs; a label's list ends at text after a blank line."""
        if not self.kind:
            return False
        if not self.level:
            ended = self.blanks and self.seen and not (item or quoted)
            if ended or (self.indent >= 0 and indent <= self.indent and item):
                self.kind = ""
                return False
        self.blanks = 0
        self.seen += 1
        return True


def _note(number: int, line: str, scope: _Scope) -> _Note | None:
    heading = _HEADING.match(line)
    level = len(heading[1]) if heading else 0
    bullet = _BULLET.match(line)
    item = bool(bullet and bullet.group().strip(" \t>")) and not heading
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    rest = line[heading.end() if heading else bullet.end() if bullet else 0 :]
    box = _BOX.match(rest)
    text = _plain(rest[box.end() if box else 0 :])
    if not text or line.lstrip().startswith("|"):
        return None
    if level and (not scope.level or level <= scope.level):
        scope.kind = ""
    opened = _opened_scope(text)
    if opened is not None and (level or not _after_label(text)):
        if opened or level:
            scope.open(opened, level, indent if item else -1)
        if not _after_label(text):
            return None
    under: Scope = ""
    if not level and opened is None and scope.covers(item, line.lstrip().startswith(">"), indent):
        under = scope.kind
    speaker = None
    if not level and opened is None and (match := _SPEAKER.match(text)) and not _is_label(match["who"] or ""):
        speaker, text = match["who"] or "", text[match.end() :]
    if bullet and bullet["name"]:
        speaker = speaker or bullet["name"]
    owner = scope.owner[1] if under and scope.owner and indent > scope.owner[0] else None
    if under == "action" and item and not speaker and _is_person(text.strip(" :")):
        scope.owner = (indent, text.strip(" @:"))
        return None
    return _Note(number, text, item, box["mark"] if box else None, level, speaker, indent, under, owner)


def _plain(text: str) -> str:
    """A line's text without emphasis, code marks and link targets."""
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    return " ".join(_MARKUP.sub("", text).split())


def _opened_scope(text: str) -> Scope | None:
    """What a heading or label opens; "" for a look back at old actions; None where it is no label."""
    if _DECISION_LABEL.match(text):
        return "decision"
    match = _ACTION_LABEL.match(text)
    if match:
        return "" if match["review"] or match["review_after"] else "action"
    return None


def _after_label(text: str) -> str:
    match = _DECISION_LABEL.match(text) or _ACTION_LABEL.match(text)
    return text[match.end() :].strip() if match else text


def _is_label(who: str) -> bool:
    return any(word.casefold() in LABEL_WORDS for word in who.split())


def _is_decision(note: _Note) -> bool:
    text = note.text
    if _DECISION_LABEL.match(text):
        return bool(_after_label(text))
    if note.heading or _ASKING.search(text) or note.box:
        return False
    if note.speaker is not None:
        return bool(_SPOKEN_DECISION.match(text))
    if note.under == "decision":
        return not text.endswith(":")
    if _DECIDED.search(text):
        return True
    return note.item and bool(_SETTLED.match(text) or _NORM.match(text))


def _owners(note: _Note) -> list[str] | None:
    """The owners of an action, perhaps none of them named; None where the line is no action."""
    text = note.text
    label = _ACTION_LABEL.match(text)
    if label and not note.heading:
        return _label_owners(label, text[label.end() :])
    if label and _after_label(text) and not label["review"]:
        return _label_owners(label, text[label.end() :])
    if note.heading:
        return None
    if mark := _ACTION_MARK.search(text):
        return _named(mark["owners"] or "") or _promised(text[mark.end() :]) or []
    if note.box is not None:
        return None if note.box.strip() else (_leading_owner(note) or _promised(text) or [])
    if note.under == "action":
        return None if text.endswith(":") else (_leading_owner(note) or _promised(text) or [])
    if _ASKING.search(text) and not _PROMISE.match(text):
        return None
    if note.speaker is not None:
        return _spoken(note)
    if (promised := _promised(text)) is not None:
        return promised
    if note.item and _ASSIGNED.search(text):
        return []
    if _BARE_PROMISE.match(text) or _is_imperative(note):
        return []
    return None


def _promised(text: str) -> list[str] | None:
    """Who promises something in one of the clauses of a note."""
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    for clause in clauses:
        match = _PROMISE.match(clause)
        if match and _is_promise(match):
            return _named(match["who"] or "")
    if any(_BARE_PROMISE.match(clause) for clause in clauses[1:]):
        return []
    return None


def _is_promise(match: re.Match[str]) -> bool:
    doing = (
        match["verb"].startswith("be ")
        or bool(re.fullmatch(_VERB, match["verb"]))
        or match["verb"] == "become"
    )
    if match["who"]:
        return bool(_named(match["who"])) and doing
    return (
        doing
        and (match["will"] or "").strip() in ("will", "'ll", "’ll", "to", "is going to", "plan to", "")
        and not (match["to"] and match["crowd"] in ("I", "we", "We", "he", "He", "she", "She"))
    )


def _named(words: str) -> list[str]:
    pieces = (piece.strip(" @*_") for piece in re.split(r",|/|&|\+| and ", words))
    return [piece for piece in pieces if _is_person(piece)]


def _is_person(name: str) -> bool:
    parts = name.strip("@ ").split()
    return (
        1 <= len(parts) <= 3
        and (
            name.startswith("@")
            or all(part[0].isupper() or part in ("van", "von", "de", "der") for part in parts)
        )
        and not any(part.casefold().strip(".") in _NOT_OWNERS for part in parts)
        and not any(_LIKELY_THING.search(part.rstrip(".")) for part in parts)
    )


def _label_owners(label: re.Match[str], rest: str) -> list[str]:
    given = _named(label["owner"] or "") or _named(label["owners"] or "")
    if given:
        return given
    match = re.match(rf"\s*{_PEOPLE}(?: ?[:,–-]|\s+(?:to|will|and)\b)", rest)
    return (_named(match["who"]) if match else []) or _promised(rest) or []


def _leading_owner(note: _Note) -> list[str]:
    if note.speaker and _is_person(note.speaker):
        return [note.speaker.strip("@ ")]
    if note.owner:
        return [note.owner]
    match = re.match(rf"{_PEOPLE}\s*[:–-]|.*\((?P<last>{_PERSON})\)$", note.text)
    return _named(match["who"] or match["last"] or "") if match else []


_SPOKEN_PROMISE = re.compile(
    rf"(?:.{{0,60}}?[.;,] )?(?:(?P<self>I[’']ll|I will|I can|I[’']m going to|[Ww]ill) {_ADVERB}(?!be |go into|say|start by|try to explain)"
    rf"(?P<verb>{_VERB})|[Ll]et[’']?s (?:take|follow|open|schedule|move|discuss (?:it |this )?(?:offline|in))\b|(?P<who>{_PERSON})(?: to| will) (?P<other>{_VERB}))"
)
_LONGEST_PROMISE = 160  # characters; longer speech is argument


def _spoken(note: _Note) -> list[str] | None:
    if len(note.text) > _LONGEST_PROMISE:
        return None
    match = _SPOKEN_PROMISE.match(note.text)
    if not match:
        return None
    if match["who"]:
        return _named(match["who"]) or None
    return [note.speaker] if match["self"] and note.speaker else []


def _is_imperative(note: _Note) -> bool:
    """Whether a note begins with what to do: ``Open an issue``, not ``Review of …`` or an issue's title."""
    match = _IMPERATIVE.match(note.text)
    if not match or len(note.text) > 300:
        return False
    if re.search(r"#\d+\)?$", note.text):
        return False
    verb = match["verb"].casefold()
    return not (verb in _NOUN_TOO and _NOUN_USE.match(note.text[match.start("verb") :]))
