"""The labels and headings with which minutes mark decisions and actions, in many languages.

Owns the form of a cue and what names a whole line or list; `settling` and `promises` own what sentences
say.  A new habit is a row in one of these modules, with its example, and a case in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

Scope = Literal["decision", "action", "option", ""]
"""What a note is by its label or by what it stands under; "" is none of these."""


class Cue(NamedTuple):
    """A habit of minutes: a note in that habit, and the pattern that finds it."""

    example: str
    pattern: str


def any_of(cues: Iterable[Cue], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """One pattern for a whole table; on a text in small letters and without flags it is much quicker."""
    return re.compile("|".join(f"(?:{cue.pattern})" for cue in cues), flags)


def by_first_letter(branches: Iterable[str]) -> str:
    """One pattern for branches that begin with a letter, each letter tried once: twice as quick."""
    behind: dict[str, list[str]] = {}
    for branch in branches:
        behind.setdefault(branch[0], []).append(branch[1:])
    return "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in behind.items())


_RAREST_FIRST = "zqxjkvbpygfwmucldrhsnioate "  # letters of English; what is none is rarer still


def any_word(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for words as they are written, some with ``\\b`` behind them.

    Each is looked for by its rarest letter, at which few places need a closer look: twice to four times as
    quick as one after the other.
    """
    around: dict[str, list[str]] = {}
    for written in words:
        word = written.removesuffix(r"\b")
        rarest = min(word, key=_RAREST_FIRST.find)
        before, behind = word.split(rarest, 1)
        look_behind = f"(?<={re.escape(before + rarest)})" if before else ""
        around.setdefault(rarest, []).append(look_behind + re.escape(behind) + written[len(word) :])
    return re.compile("|".join(f"{re.escape(mark)}(?:{'|'.join(rests)})" for mark, rests in around.items()))


_DECISIONS = (
    r"decisions?|resolutions?|conclusions?|con[sc]ensus|outcomes?|agreements?|determinations?|rulings?|"
    r"way forward"
)
_DECISIONS_ABROAD = (
    r"beschl(?:uss(?:fassung)?|üsse)|entscheidung(?:en)?|ergebnis(?:se)?|decisi[oó]n(?:es)?|acuerdos?|"
    r"resoluci[oó]n(?:es)?|"
    r"conclusi[oó]n(?:es)?|décisions?|résolutions?|decisão|decisões|decision[ei]|delibere?|besluit(?:en)?|"
    r"beslut(?:ning(?:ar|er)?)?|vedtak|afgørelser?|decyzj[ae]|uchwał[ay]|rozhodnutí|usnesení|"
    r"решени[ея]|结论|決論|結論|结果|決議|决议|决定|決定(?:事項)?|合意(?:事項)?"
)
# Decision: … · **Resolved** … · [DECIDED] … · #agreed … (told to a bot in a log)
DECISION_LABEL = re.compile(
    r"#(?:agreed|accepted|approved|decided|decision|rejected|resolved) |[(\[]{0,2}(?:"
    rf"(?:final |group |tsc |meeting |formal |key |main )?(?:{_DECISIONS})(?: (?:made|taken|reached))?"
    rf"(?: ?(?:/|and|&) ?(?:{_DECISIONS}|actions?(?: items?)?|next steps?|recommendations?))?"
    rf"|decided|resolved|agreed|concluded|approved|accepted|verdict"
    rf"|(?:{_DECISIONS_ABROAD})(?: (?:prises|tomadas|prese))?)"
    r"(?: ?\([^()]{1,40}\))?[ ]?(?:[:：]|$|(?-i:(?<=ED) )|[–-] |[\])]{1,2}[:：]? )",
    re.IGNORECASE,
)
# A heading whose items are each settled: Grants approved · Advanced to Stage 3
_DECIDED_SECTIONS = (
    Cue(
        "Grants approved",
        r"(?:[\w'/&-]+ ){0,5}\w+s (?:approved|accepted|adopted|ratified|rejected|elected)$",
    ),
    Cue(
        "Advanced to Stage 3",
        r"(?:approved|accepted|adopted|ratified|rejected|withdrawn|consensus reached|advance[ds]? to|"
        r"moved to)\b[^?]{0,60}$",
    ),
)
DECIDED_SECTION = any_of(_DECIDED_SECTIONS)
LONGEST_LABEL = 90  # characters with what ends it; a shorter text may be a label to its end
LABEL_END = any_word(("#", ":", "：", "–", "-", "]", "RESOLVED", "AGREED", "DECIDED"))
# The first three letters of all labels that begin with plain ones; few other texts begin with them.
_LABEL_OPENINGS = frozenset(
    """
    acc act acu afg agr ai ais ap app aps ass auf azi bes com con dal dec del det don enc ent erg fin fol for
    gro hom imm key kol las lis mai mee nas nes new nex off old ope opg opp out pas pen pla pre pri pro rem
    res rev roz rul stu sug sui sum tar tas te thi til to tod tsc uch upp usn ved ver way wha wor zad
    """.split()  # noqa: SIM905
)
ACTION_LABEL = re.compile(
    r"#(?:action |todo[: ])|(?:\([a-z]+\) )?[(\[]{0,2}(?:summary of |list of )?"
    r"(?P<review>previous |last |old |past |review of |reviewing |completed |done |prior )?"
    r"(?:new |open |outstanding |key |pending |remaining |immediate |proposed |suggested )?"
    r"(?:actions?(?: ?(?:items?|points?|steps?))?(?: (?:here|required|needed|arising|summary)|"
    r",? by (?:person|owner|assignee))?|"
    r"action plan|"
    r"(?:things|stuff|work|what(?: is| needs)?)(?: (?:left|still))? to (?:be done|do)|"
    r"AIs?(?!$)|AIs|APs?(?!$)|TO-?DO(?:['’]?s)?|to do(?: list)?|tasks?|"
    r"next (?:steps?|actions?)|follow[- ]?ups?|homework|assignments?|deliverables|next up|next week|"
    r"planned(?: work)?|plans? for (?:the )?(?:next|this|coming) \w+|"
    r"aufgaben?|nächste schritte|offene punkte|acciones|tareas|próximos pasos|pendientes|"
    r"actions? à (?:faire|mener|suivre)|à faire|"
    r"prochaines étapes|ações|próximos passos|azioni|prossimi passi|actiepunt(?:en)?|acties?|actielijst|"
    r"acción|ação|azione|åtgärd(?:er)?|tiltak|opp?gaver?|uppgift(?:er)?|úkoly?|zadani[ae]|"
    r"neste steg|nästa steg|næste skridt|další kroky|(?:następne|kolejne) kroki|"
    r"te doen|vervolgstappen|encaminhamentos|pendências|tarefas|compiti|maßnahmen|"
    r"offene aufgaben|suites à donner|задачи|"
    r"行动项|行动计划|待办(?:事项)?|下一步|待完成|待处理|(?:本周|下周)?要做的?|下周计划|后续(?:工作|安排|"
    r"计划)|任务分配|在?下次(?:开会|会议)前(?:完成)?|今後の(?:予定|対応)|次回まで(?:に|の宿題)?|宿題|"
    r"アクション(?:アイテム)?|次のステップ)"
    r"(?: (?:for|on) (?=(?-i:[@A-Z]|all\b)))?"
    r"(?P<review_after>[^:：\n]{0,30}(?:last|previous|prior) (?:meeting|week|"
    r"call))?(?: ?\((?P<owner>[^()]{1,40})\))?[ ]?"
    r"(?:[\])]{0,2}(?:[:：]|(?:[–-]|,|(?<=for )|(?<= on )|"
    r"(?-i:(?:(?<=AP )|(?<=[Aa]ction )(?!Items?|Points?|Steps?)|(?<=ACTION )|(?<=TODO ))(?=[A-Z@]))) ?"
    r"(?P<owners>[^:：(\n]{1,60})(?:\([^()]{1,40}\))?[:：]|$)|\] )",
    re.IGNORECASE,
)


def may_be_label(text: str) -> bool:
    """Whether a text begins as some label does; most that are none do not."""
    opening = text[:3].lower()
    return (
        opening.rstrip(" :,()]-") in _LABEL_OPENINGS
        or opening[:1] in ("#", "(", "[")
        or not opening.isascii()
    )


def find_label(text: str) -> tuple[re.Match[str] | None, Scope | None]:
    """The label that a text begins with, and what it names; "" for a look back at old actions."""
    if not may_be_label(text):
        return None, None
    if len(text) > LONGEST_LABEL and not LABEL_END.search(text, 0, LONGEST_LABEL):
        return None, None
    if match := DECISION_LABEL.match(text):
        return match, "decision"
    if match := ACTION_LABEL.match(text):
        return match, "" if match["review"] or match["review_after"] else "action"
    return None, None


# ACTION or TODO in the middle of a line: "Ada: ACTION - Grace: take a look"
ACTION_MARK = re.compile(
    r"(?:(?:^|[\s(\[])(?:ACTION(?: ITEM)?S?|TODO|TO DO)|(?:^|[(\[])AI)"
    r"(?:(?: [–-] ?|[–-] )(?P<owners>[^:\]\n]{1,60}))?(?:[:\])]|(?<!AI)$)|"
    r"^ACTIONS? ?[–-] ?(?=[@A-Z])|"
    r"(?:^|^[A-Z][\w ]{0,20} [–-] )A(?:CTION|ction)[ -](?:\w+-)*\d+(?:-\d+)*(?= [A-Z])|"
    r"^(?P<first>(?!Next|New|Key|Call|Open|Follow|Required|Suggested|Proposed|Recommended|Corrective|The\b)"
    r"@?[A-Z][\w-]*(?: [A-Z][\w-]*)?) (?:AI|[Aa]ction(?: item)?|ACTION): |"
    r"\bTODO (?:for|by) (?P<doer>@?[A-Z][\w-]+)|\bTODO\b|"
    r"[(\[](?:[Tt]odo|[Tt]o[- ]do)(?: (?:for|by) (?P<whose>@?[A-Z][\w-]+))?\b"
)
ACTION_SIGNS = any_word(
    (
        "AI",
        "Action",
        "action:",
        "action item:",
        "DO",
        "ACTION",
        "(todo",
        "(Todo",
        "(to do",
        "(to-do",
        "[todo",
        "(To ",
    )
)
# Labels of what is only asked or told: nothing under them is settled or promised.
BACKGROUND_LABEL = re.compile(
    r"(?:\w+ )?(?:summary|questions?|background|agenda item|context|motivation|proposals?|options?|"
    r"alternatives?|examples?)"
    r"(?: \d)?[:：]",
    re.IGNORECASE,
)
# A heading of something else than what was decided or is to do, whatever its level.
OTHER_HEADING = re.compile(
    r"(?:any |other |further |more |action items? )*(?:discussions?|business|notes|minutes|updates?|"
    r"announcements?|agenda|"
    r"aob|reports?|attend(?:ees|ance|ing)|topics|misc\w*|participants|presen[ct]e?|chat)(?: items)?:?$",
    re.IGNORECASE,
)
# Behind a label in a heading: what the decisions below were about, and none itself.
MATTER = re.compile(r"(?:how|what|when|where|whether|which|who|\w{3,}ing)\b", re.IGNORECASE)
# A heading of what might be done: an order below it is none.
OPTIONS_HEADING = re.compile(
    r"(?:possible |proposed |potential |some )?(?:options|alternatives|solutions|ideas|suggestions|"
    r"motivation|background):?$",
    re.IGNORECASE,
)
DONE = re.compile(
    r"(?:[–—-] ?|\()(?:complete|completed|done|closed|finished|resolved)\)?[. ]*$|^(?:done|completed)\b",
    re.IGNORECASE,
)
# Said to those who read a template before the meeting: nobody promises it.
TEMPLATE = re.compile(
    r"\bagenda items? here\b|\b(?:at the (?:start|beginning) of|before(?: the start of)?) (?:the|this) "
    r"(?:meeting|call)\b.{0,60}$|^this is a (?:\w+ )?place (?:to|for)\b",
    re.IGNORECASE,
)
TEMPLATE_SIGNS = any_word(("genda item", "the meeting", "the call", "this meeting", "This is a "))
NOTHING = re.compile(
    r"\(?(?:none|n/?a|tbd|nothing|-+|"
    r"no (?:formal )?(?:conclusion|decision|resolution)s?(?: (?:yet|made|taken|reached))?)[.)\s]*$",
    re.IGNORECASE,
)
