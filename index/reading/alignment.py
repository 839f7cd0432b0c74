"""Which chat message belongs to which topic, and when in the recording a topic was.

Both run in time order and share links, words and names: a monotone alignment by dynamic
programming.  Must not know how either was read from the file.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from index.model import Message, Topic

_URL = re.compile(r"https?://[^\s<>()\[\]\"']+")
_WORD = re.compile(r"[^\W_][\w.'-]*[^\W_]|[^\W_]")


def align(topics: Sequence[Topic], messages: Sequence[Message]) -> list[int | None]:
    """The index of the topic of each message, or None; indexes never decrease."""
    if not topics or not messages:
        return [None] * len(messages)
    scores = _scores(topics, messages)
    return _best_path(scores)


def recording_seconds(messages: Sequence[Message], start: str | None = None) -> list[int | None]:
    """Seconds from the start of the call to each message; None where a message has no clock."""
    clocks = [_seconds(message.time) for message in messages]
    known = [clock for clock in clocks if clock is not None]
    if not known:
        return [None] * len(messages)
    zero = _seconds(start) if start else known[0]
    return [None if clock is None or zero is None else (clock - zero) % 86400 for clock in clocks]


def _seconds(clock: str | None) -> int | None:
    match = re.match(r"(\d{1,2}):(\d\d)(?::(\d\d))?\D*?([AaPp]?)", clock or "")
    if not match:
        return None
    hour = int(match[1]) % 12 + (12 if match[4].lower() == "p" else 0) if match[4] else int(match[1])
    return hour * 3600 + int(match[2]) * 60 + int(match[3] or 0)


def _terms(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(_URL.sub(" ", text)) if len(word) > 2}


def _scores(topics: Sequence[Topic], messages: Sequence[Message]) -> list[list[float]]:
    topic_terms = [_terms(topic.text) for topic in topics]
    frequency = Counter(term for terms in topic_terms for term in terms)
    topic_links = [
        {link.rstrip("/.,") for link in (*topic.links, *_URL.findall(topic.text))} for topic in topics
    ]
    rows = []
    for message in messages:
        terms, links = _terms(message.text), {link.rstrip("/.,") for link in _URL.findall(message.text)}
        row = []
        for index, known in enumerate(topic_terms):
            shared = sum(math.log(1 + len(topics) / frequency[term]) for term in terms & known)
            row.append(shared + 8.0 * len(links & topic_links[index]))
        rows.append(row)
    return rows


def _best_path(scores: Sequence[Sequence[float]]) -> list[int | None]:
    """Monotone path through (message, topic) with the highest sum."""
    width = len(scores[0])
    best = [0.0] * width
    back: list[list[int]] = []
    for row in scores:
        came, highest, at = [], -1.0, 0
        following = []
        for topic in range(width):
            if best[topic] > highest:
                highest, at = best[topic], topic
            came.append(at)
            following.append(highest + row[topic])
        back.append(came)
        best = following
    at = max(range(width), key=lambda topic: best[topic])
    path: list[int | None] = []
    for came, row in zip(reversed(back), reversed(scores), strict=True):
        path.append(at if row[at] > 0 else None)
        at = came[at]
    return path[::-1]
