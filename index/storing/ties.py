"""Which topic minutes which agenda item, so that a topic is also found by the words it was planned with.

Owns the measure of a tie: what share of an item's words a topic has, rare ones counting more.  Works on one
meeting, so that no other meeting can change it.
"""

from __future__ import annotations

from collections import Counter
from math import log

from index.model import Meeting, Topic
from index.storing.analysis import ENGLISH, Analysis
from index.storing.references import URL

ENOUGH = 0.4
"""The share of an item's weight that a topic must have to be what became of it."""
_TITLE_WEIGHT = 1.5


def tie_agenda(meeting: Meeting, analysis: Analysis = ENGLISH) -> dict[str, str]:
    """For the id of each topic that minutes agenda items, the source lines of these items."""
    minuted = [topic for topic in meeting.topics if topic.kind == "discussion"]
    sources = _item_sources(meeting)
    if not minuted or not sources:
        return {}
    titles = [set(analysis.read_terms(topic.title).terms) for topic in minuted]
    bodies = [set(analysis.read_terms(topic.text).terms) for topic in minuted]
    spread = Counter(term for body in bodies for term in body)
    tied: dict[str, list[str]] = {}
    for source in sources:
        pieces = analysis.locate_terms(URL.sub(" ", source))
        # in order, as sums of floats depend on theirs, and that of a set differs from process to process
        words = dict.fromkeys(piece.term for piece in pieces if piece.word not in analysis.stop_words)
        weights = {term: log(1 + len(minuted) / (1 + spread[term])) for term in words}
        whole = sum(weights.values())
        scores = [
            sum(
                weight * (_TITLE_WEIGHT if term in title else 1)
                for term, weight in weights.items()
                if term in body
            )
            for title, body in zip(titles, bodies, strict=True)
        ]
        best = max(range(len(minuted)), key=lambda n: scores[n])
        if whole and scores[best] >= ENOUGH * whole:
            tied.setdefault(minuted[best].id, []).append(source)
    return {topic: "\n".join(lines) for topic, lines in tied.items()}


def _item_sources(meeting: Meeting) -> list[str]:
    """The lines of the agenda items as they stand in the file, with their links."""
    agendas = [topic for topic in meeting.topics if topic.kind == "agenda" and not topic.meeting_file]
    return [source for item in meeting.agenda if (source := _source_line(agendas, item.line) or item.text)]


def _source_line(agendas: list[Topic], line: int) -> str:
    for topic in agendas:
        if topic.start <= line <= topic.end:
            return topic.text.split("\n")[line - topic.start]
    return ""
