"""What the words after a name say that its bearer does.

Owns the verbs by which people speak and act in meetings, and the few shapes of a predicate that are read
(``gave``, ``and Ana will look into``, ``(from Oslo) has been testing``).  General English; knows no names.
"""

from __future__ import annotations

import re
from typing import Literal

from index.naming.words import word_set

Deed = Literal["reports", "acts", "to do"]

REPORTS = word_set(
    """
    announced announces answered answers argued argues asked asks believes brings brought clarified
    clarifies commented comments confirmed confirms demoed demonstrated demonstrates demos described
    describes disagreed disagrees discussed discusses elaborated explained explains expressed gave gives
    introduced introduces led mentioned mentions noted notes objected objects offered offers opined pointed
    presented presenting presents proposed proposes provided questioned raised raises recapped recaps
    recommended recommends reiterated replied reported reports requested requests responded said says shared
    shares showed shows stated states suggested suggests summarised summarises summarized summarizes talked
    talks thinks thought volunteered volunteers walked wondered wonders
    """
)
_ALONE = word_set(
    """
    attended filed investigated joined joins merged met opened received reviewed submitted volunteering
    wrote
    """
)
_ACTIVITIES = word_set(
    """
    add address ask attend begin bring build check clean coauthor collaborate collect compile complete
    contact continue coordinate create demo describe discuss document draft email experiment explain explore
    file finish fix follow get give help host implement investigate join lead look make measure meet merge
    move open organise organize ping port post prepare present propose provide publish push put reach record
    refer release remove reply report research review rewrite run schedule send set share show sketch start
    submit summarise summarize sync tackle take talk test touch track triage try turn update upload work
    write
    """
)
_BUSY = word_set(
    """
    adding asking building busy collaborating creating debugging developing drafting experimenting exploring
    fixing going happy helping implementing interested investigating keen leading looking making okay
    organising organizing planning porting preparing proposing refactoring researching reviewing running
    submitting tackling talking testing training trying updating using volunteering willing working writing
    """
)
_DONE = word_set(
    """
    added agreed asked been created done drafted filed fixed implemented investigated made opened prepared
    proposed reviewed started submitted tested tried volunteered worked written
    """
)
_MODALS = word_set(
    """
    can could may might must shall should will would
    """
)
_INTENDS = word_set(
    """
    agreed agrees are has have intend intends is like likes need needs offered plan plans want wanted wants
    """
)
_ADVERBS = word_set(
    """
    actively already also always both briefly currently even first further has have hopefully just kindly
    later maybe now possibly probably quickly recently soon still strongly successfully tentatively then
    therefore
    """
)
_OTHERS = re.compile(
    r"(?:(?:[ \t]*,|[ \t]+and|[ \t]*&|[ \t]*/|[ \t]*,[ \t]+and)[ \t]+@?[A-Z][\w-]+(?:[ \t][A-Z][\w-]+)?){0,4}"
    r"(?:[ \t]*\((?:[^()\n]|\([^()\n]*\)){0,300}\))?"
)
_WORDS_AFTER = re.compile(
    r"[ \t]+([a-z]+)(?:[ \t]+([a-z]+))?(?:[ \t]+([a-z]+))?(?:[ \t]+([a-z]+))?(?:[ \t]+([a-z]+))?"
)
_NEXT = re.compile(r"[ \t]*[,(&/]|[ \t]+([a-z]+)")
_FIRST = REPORTS | _ALONE | _BUSY | _MODALS | _INTENDS | _ADVERBS | {"and", "had", "to", "was", "were"}


def deed(text: str, end: int) -> Deed | None:
    """What the bearer of the name that ends at offset `end` does.

    Speaks in the meeting, acts, has something to do (``to write``: said of things, too), or nothing known.
    Others named beside (``, Bo and Cy``) and an aside in brackets may stand between the name and the verb.
    """
    near = _NEXT.match(text, end)
    if near is None or (near[1] and near[1] not in _FIRST):
        return None
    others = _OTHERS.match(text, end)
    match = _WORDS_AFTER.match(text, others.end() if others else end)
    if match is None:
        return None
    words = [w for w in match.groups() if w]
    while len(words) > 1 and words[0] in _ADVERBS and words[1] not in ("been", "to"):
        if words[0] in ("has", "have") and words[1] in _DONE:
            return "acts"
        words.pop(0)
    if words[0] in REPORTS:
        return "reports"
    if words[0] == "to":
        return "to do" if words[1:2] and words[1] in _ACTIVITIES else None
    return "acts" if _is_act(words) else None


def _is_act(words: list[str]) -> bool:
    first, rest = words[0], [w for w in words[1:] if w not in _ADVERBS]
    if first in _ALONE or (first == "working" and rest[:1] == ["on"]):
        return True
    if first in ("has", "have", "had"):
        rest = rest[1:] if rest[:1] == ["been"] else rest
        if rest and (rest[0] in _BUSY or rest[0] in _DONE):
            return True
        first, rest = "has", rest
    if first in ("is", "are", "was", "were") and rest and rest[0] in _BUSY:
        return True
    if first in _MODALS:
        rest = rest[2:] if rest[:2] in (["like", "to"], ["try", "to"], ["need", "to"]) else rest
        return bool(rest) and rest[0] in _ACTIVITIES
    return first in _INTENDS and rest[:1] == ["to"] and len(rest) > 1 and rest[1] in _ACTIVITIES
