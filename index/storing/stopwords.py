"""Words that carry no topic: they order a question and must not block its answer.  General English only."""

from __future__ import annotations

from index.storing.analysis import fold

_STOP = """
a about above after again all also am an and any are as at be because been before being both but by can
could did do does doing done during each either else ever few for from further get gets getting go goes going
got had has have having he her here hers him his how i if in into is isn't it its itself just let like
made make makes making many me might more most much must my no nor not of off on once only or other
our ours out over own same say said says she should so some still such take taken tell than that the their
them then there these they thing things this those though through to told too under until up upon us use
used using very was wasn't we were what what's when where which while who whom whose why will with within
without would yet you your yours
"""
STOP_WORDS = frozenset(fold(word).replace("'", "") for word in _STOP.split())


def is_stop_word(text: str) -> bool:
    """Whether a word as typed carries no topic of its own (`what`, `the?`); acronyms do (`IT`, `US`)."""
    bare = text.strip("?!.,;:'\"’")
    if len(bare) > 1 and bare.isupper():
        return False
    return fold(bare).replace("'", "").replace("’", "") in STOP_WORDS
