"""What topics say: which lines decide or give work, who and what is beside a name, and in which words.

Pure; what of it is shown and how is the business of the command line and of the interface.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kb.wording import plain_words

if TYPE_CHECKING:
    from index import Topic

_MOST = 8


class MarkedLine(NamedTuple):
    """A line of a topic that is a decision or something to do, and by whom."""

    topic: Topic
    line: int
    owners: tuple[str, ...] = ()


def decisions_in(topics: Iterable[Topic]) -> list[MarkedLine]:
    """The lines that say what was decided."""
    return [MarkedLine(topic, line) for topic in topics for line in topic.decisions]


def actions_in(topics: Iterable[Topic], owners: Collection[str] | None = None) -> list[MarkedLine]:
    """The lines that say what somebody is to do; where `owners` are given, what one of them is."""
    return [
        MarkedLine(topic, action.line, action.owners)
        for topic in topics
        for action in topic.actions
        if owners is None or not set(owners).isdisjoint(action.owners)
    ]


def company(named: Iterable[Sequence[str]], own: str) -> list[tuple[str, int]]:
    """Who or what is in the most of the topics beside the name itself, with in how many.

    The facets of an answer do not tell: within a facet they count what another choice would find.
    """
    counts = Counter(name for names in named for name in names if name != own)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST]


def telling(topic: Topic, names: Iterable[str]) -> str:
    """The first line of an agenda or chat that has one of the names; nothing where its title has it."""
    wanted = [name.casefold() for name in names]
    if any(name in topic.title.casefold() for name in wanted):
        return ""
    chat = [f"{message.speaker}: {message.text}" for message in topic.chat]
    lines = map(plain_words, chat if topic.kind == "chat" else topic.text.split("\n"))
    return next((words for words in lines if any(name in words.casefold() for name in wanted)), "")
