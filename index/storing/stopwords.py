"""Words that carry no topic: they order a question and must not block its answer."""

from __future__ import annotations

from index.storing.tokens import fold

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


def bare_word(text: str) -> str:
    """A word folded and without apostrophes, as stop words are compared."""
    return fold(text).replace("'", "").replace("’", "")


STOP_WORDS = frozenset(map(bare_word, _STOP.split()))


def stop_words_of(language: str) -> frozenset[str]:
    """The stop words of a language, bare; English is ours, the others come with Whoosh."""
    if language == "en":
        return STOP_WORDS
    from whoosh.lang import stopwords_for_language

    return frozenset(map(bare_word, stopwords_for_language(language)))
