"""Where the chat of a meeting goes: out of the minutes, and its messages to the topics they belong to.

Owns the tie between chat logs, their lines and topics; the form of a log is `chat`'s, the fit `alignment`'s.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index.model import Message, Topic
from index.reading.alignment import align, recording_seconds
from index.reading.blocks import Block
from index.reading.chat import read_messages
from index.reading.links import find_links

Lines = tuple[int, int]


def without_logs(blocks: Sequence[Block], logs: Sequence[Lines]) -> tuple[list[Block], list[Lines]]:
    """The blocks outside of chat logs, and the lines of the logs, grown to the fences around them."""
    kept: list[Block] = []
    grown = list(logs)
    place = 0
    for block in blocks:
        while place < len(grown) and grown[place][1] < block.start:
            place += 1
        if place < len(grown) and grown[place][0] <= block.end and block.form != "heading":
            grown[place] = (min(grown[place][0], block.start), max(grown[place][1], block.end))
        else:
            kept.append(block)
    return kept, grown


def join_logs(logs: Sequence[Lines], topics: Sequence[Lines]) -> list[Lines]:
    """Logs and the headings over them in one piece where no topic stands between."""
    joined: list[Lines] = []
    starts = sorted(start for start, _ in topics)
    for first, last in sorted(set(logs)):
        if joined and bisect_right(starts, joined[-1][1]) == bisect_left(starts, first):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def read_logs(lines: Sequence[str], logs: Sequence[Lines]) -> list[Message]:
    """The messages of all logs of a meeting, in order."""
    return [message for first, last in logs for message in read_messages(lines, first, last)]


def lines_of_chat(topic: Topic) -> Iterator[int]:
    """The lines of the messages that a topic has."""
    for message in topic.chat:
        yield from range(message.line, message.end + 1)


def span_of_loose(loose: Sequence[Message], logs: Sequence[Lines]) -> Lines | None:
    """From the first to the last message that no topic has, in the one of sorted `logs` with most."""
    starts = [first for first, _ in logs]
    within: dict[int, list[Message]] = {}
    for message in loose:
        place = bisect_right(starts, message.line) - 1
        if place >= 0 and message.end <= logs[place][1]:
            within.setdefault(place, []).append(message)
    most = max(within.values(), key=len, default=[])
    return (most[0].line, max(message.end for message in most)) if most else None


def give_messages(
    topics: Sequence[Topic], messages: Sequence[Message], definitions: Mapping[str, str]
) -> tuple[list[Topic], list[Message]]:
    """The topics with the messages that belong to them, their links and clock; and the messages left over."""
    homes = align(topics, messages)
    seconds = recording_seconds(messages)
    told: dict[int, list[int]] = {}
    for number, home in enumerate(homes):
        if home is not None:
            told.setdefault(home, []).append(number)
    given = list(topics)
    for place, numbers in told.items():
        links = dict.fromkeys(given[place].links)
        for number in numbers:
            message = messages[number]
            links |= dict.fromkeys(find_links(message.text.split("\n"), definitions))
        clock = next((seconds[number] for number in numbers if seconds[number] is not None), None)
        given[place] = replace(
            given[place],
            chat=(*given[place].chat, *(messages[number] for number in numbers)),
            links=tuple(links),
            recording_seconds=clock if given[place].recording else None,
        )
    return given, [message for message, home in zip(messages, homes, strict=True) if home is None]
