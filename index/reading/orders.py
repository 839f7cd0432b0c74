"""What is told to be done: notes and turns that begin with an order.

Owns when a verb at the beginning is an order, and when the title of something or a matter of design; must not
know where a note stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from index.reading.cues import any_word
from index.reading.work import ORDER_WORDS, PEOPLE, VERB, VERB_WORDS, owners_in

# As an order these state design as often as work: "Define a type that …", "Include the version".
_STATES_DESIGN = frozenset(
    """
    accept address apply approach approve build change consider copy cut deal define design discuss do
    enable ensure export focus follow get give go handle have help implement include introduce issue join
    keep lead let maintain measure move own play present propose provide recommend replace resolve return
    run scope search seek separate set show simplify solve specify stage step suggest support switch table
    take test think track turn use vote wait
    """.split()  # noqa: SIM905
)
# Nouns as well, but at the beginning of a note mostly verbs, unless a preposition follows: Update on the mast
_COMMON = frozenset(("ask", "book", "buy", "check", "fix", "update"))
_PREPOSITION = re.compile(r" (?:about|as|at|by|for|in|on|re|regarding|to|with)\b|.{0,40}:")
_IMPERATIVE = re.compile(
    rf"(?:Also |Then |then |Next,? |First,? |[Ii]n parallel,? (?:\w+ )?|(?P<try>Try to )|Make sure |"
    rf"(?P<maybe>Maybe ))?"
    rf"(?P<verb>{VERB})(?= )"
    r"(?! (?:of|from|is|was|are|were|has|had|by|seems?|should|must|can|could|would|may|might|being|will)\b)",
    re.IGNORECASE,
)
_OPENINGS = (
    ORDER_WORDS
    | {f"re-{word}" for word in ORDER_WORDS}
    | {"also", "then", "next", "first", "in", "try", "maybe"}
)
# Open an issue · Talk to Ada: a verb that is a noun too needs an object or its particle
_OBJECT = re.compile(
    r"\S+ (?:a|an|the|this|that|these|those|it|them|all|our|your|my|his|her|their|each|more|new|old|stale|"
    r"another|existing|"
    r"separate|issues?(?! about)|PRs?|forward|up|back|together|everyone|people|folks|whether|if|how)\b|"
    r"(?:talk|speak|reach out|write|report back) to |(?:talk|discuss|meet) offline|(?:check|talk|meet|work|"
    r"sync|chat|"
    r"follow up|coordinate) with |(?:follow|catch|sign|set|clean|wrap|split) up|work on |make sure |"
    r"look (?:into|at|for) |reach out|go through |read through |check (?:on|in) ",
    re.IGNORECASE,
)
_HEADS_SOMETHING = re.compile(r"[^:]{1,30}:(?: |$)|.*:$")
_NAME = re.compile(r"[A-Z]\w*(?: the| of| a)*(?: [A-Z]\w*){2,}$")  # Read the Docs Inc
_PRIORITY = re.compile(r"^[(\[][\w ]{1,20}[)\]]:? ")  # (low priority) Ask …
_TITLE_END = re.compile(r"(?:#\d+\)?|\(\d+ ?m[^()]*\))$")
_ERRAND = re.compile(
    r"(?:review|test|ask|contact|e-?mail|investigate|follow up|reach out|check|look into|send|schedule|"
    r"discuss|find out|figure out|report back|"
    r"(?:more|further) (?:review|testing|discussion|work|research|investigation))\b"
    r"(?!:| (?:of|for|from|is|was|will)\b)",
    re.IGNORECASE,
)
_MESSAGE = re.compile(
    r"(?:ask|check with|contact|e-?mail|follow up with|ping|"
    r"reach out to|remind|talk to|write to) (?-i:[A-Z@])\w",
    re.IGNORECASE,
)
TICKET_TITLE = re.compile(r"#\d+\)?$")
_LONGEST_ORDER = 300  # characters of a note that is an order
_FEWEST_KNOWN = 3  # people who make a list of those present
_QUESTION = 60  # characters within which a question makes a suggestion of what follows
_LONGEST_TOLD = 160  # and of a turn
# Ada & Grace: add the rope · Ada - review the rope · Ada → review
_TOLD = re.compile(rf"{PEOPLE}(?::| [–-]{{1,2}}| (?:->|→|=>)) ")
_TOLD_SIGNS = any_word((": ", "- ", "– ", "> ", "→ "))
# Said of what follows at once in the talk.
OF_TALK = frozenset(
    """
    accept announce clarify close come complete consider continue define describe discuss elaborate
    explain finish include introduce join make maintain meet propose raise recommend remind reply respond
    seek solve speak suggest summarise summarize
    """.split()  # noqa: SIM905
)


def is_order(text: str) -> bool:
    """Whether a note begins with what to do: ``Open an issue``, not ``Review of …`` nor an issue's title."""
    if text[:1] in "([":
        text = _PRIORITY.sub("", text)
    if text.split(" ", 1)[0].casefold().strip(",") not in _OPENINGS:
        return False
    match = _IMPERATIVE.match(text)
    if (
        not match
        or match["maybe"]
        or _HEADS_SOMETHING.match(text)
        or _NAME.match(text)
        or len(text) > _LONGEST_ORDER
        or _TITLE_END.search(text)
        or "? " in text[:_QUESTION]
    ):
        return False
    verb = match["verb"].casefold()
    if match["try"]:
        return True
    if verb in _STATES_DESIGN:
        return False
    if verb in _COMMON and not _PREPOSITION.match(text, match.end()):
        return True
    return verb in VERB_WORDS or bool(_OBJECT.match(text, match.start("verb")))


def is_errand(item: str) -> bool:
    """Whether an item among decisions only sends somebody: ``Review the rope`` · ``More talk needed``."""
    return _ERRAND.match(item) is not None


def is_message(item: str) -> bool:
    """Whether an item sends to somebody named, which is work wherever it stands: ``Check with Ada``."""
    return _MESSAGE.match(item) is not None


def is_told(text: str, listed: bool) -> bool:
    """Whether a turn is short and an order with its object: ``Create a page for the sails``."""
    if len(text) > _LONGEST_TOLD or text.count(" ") < 3 or not is_order(text):
        return False
    return _OBJECT.match(text) is not None or (listed and text.split(" ", 1)[0].casefold() not in OF_TALK)


def ordered(item: str, people: Collection[str] = frozenset(), *, agreed: bool = False) -> list[str] | None:
    """Whom an item tells what to do: ``Ada & Grace: add the rope``; where it was `agreed`, with any verb."""
    match = _TOLD.match(item) if _TOLD_SIGNS.search(item) else None
    if not match:
        return None
    work = item[match.end() :]
    named = [name for name in owners_in(match["who"]) if agreed or not is_stranger(name, people)]
    return (named or None) if is_order(work) or (agreed and work.count(" ") > 1) else None


def is_stranger(name: str, people: Collection[str]) -> bool:
    """Whether a name is none of those present, where they are known: ``Normative`` is no person then."""
    if len(people) < _FEWEST_KNOWN or name.startswith("@") or name.isupper():
        return False
    return not any(word.casefold() in people for word in (name, name.split(" ")[0]))
