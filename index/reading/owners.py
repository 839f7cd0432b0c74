"""Whom the minutes name as the owner of an action: behind a label, in a list, at the end of an order.

Owns the places where an owner stands; must not know what makes a line an action.
"""

from __future__ import annotations

import re

from index.reading.promises import promisers
from index.reading.work import PEOPLE, PERSON, WORK, is_owner, owners_in

# In a list of actions: Ada: … · For Ada: … · Ada - … · Ada to … · … (Ada) · … (Owner: Ada, due …)
_GIVEN = r"(?:[Oo]wner|[Aa]ssigned to|[Aa]ssignee|[Rr]esponsible)"
_LEADING = re.compile(
    rf"(?:[Ff]or )?{PEOPLE}(?:\s*[:–-]| (?:to|will|needs?)\b)|"
    rf".*(?:\((?:{_GIVEN}:? )?(?P<last>{PERSON})(?:,[^()]{{0,80}})?\)$|[–(-] ?{_GIVEN}: ?(?P<named>{PERSON}))"
)
# Behind a label: ACTION: Ada: … · ACTION: Ada to … · AI: [ada] … · ACTION: ada to …
_LABELLED = re.compile(
    rf"\s*(?:{PEOPLE}(?: ?[:,–-]|\s+(?:to|will|and)\b)|\[(?P<handle>@?\w[\w -]{{0,29}})\]|"
    r"(?P<nick>[a-z][\w-]{1,20}) (?:to|will)\b)"
)
# Sew the sail (Ada) · … [@ada] · … → Ada · … – Ada and Grace · … @ada
_LAST = re.compile(rf"(?:[(\[]|(?:->|→|=>|[–—-]{{1,2}}) |(?<= )(?=@)){PEOPLE}[)\]]?\.?$")
# Behind a label or a box a person may just do it: Ada moves the mast
_DOER = re.compile(rf"{PEOPLE} (?:does|(?:{'|'.join(WORK)})e?s)\b")


def owners_by_label(label: re.Match[str], rest: str) -> list[str]:
    """Of a labelled action: ``ACTION (Ada): …`` · ``ACTION - Ada: …`` · ``ACTION: Ada to …``"""
    given = owners_in(label["owner"] or "") or owners_in(label["owners"] or "")
    if given:
        return given
    match = _LABELLED.match(rest) or _DOER.match(rest)
    named = match.groupdict() if match else {}
    if handle := named.get("handle") or named.get("nick"):
        return [handle] if is_owner(handle.capitalize()) else []
    return owners_in(named.get("who") or "") or promisers(rest) or []


def owners_in_list(text: str) -> list[str]:
    """Of an item of a list of actions: ``Ada: …`` · ``Ada moves …`` · ``… (Ada)``"""
    match = _LEADING.match(text) or _DOER.match(text)
    return owners_in(match["who"] or match[match.lastgroup or 0]) if match else []


def owners_at_end(text: str) -> list[str]:
    """Of an order: ``Sew the sail (Ada)`` · ``Sew the sail → Ada``"""
    match = _LAST.search(text)
    return owners_in(match["who"]) if match else []
