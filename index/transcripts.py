"""Transcripts: chats and other logs of a meeting that are kept in a file beside its minutes.

Owns which file is the transcript of which minutes, by the names, dates and contents of both, and how one
meeting is made of them.  A file is read without knowledge of any other; what is here comes after.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from index.model import Meeting, Message, Topic
from index.reading.chat import log_of
from index.reading.messages import give_messages

_FULL = len("YYYY-MM-DD")
_SUFFIX = re.compile(r"\.\w+$")


class Sheet(Protocol):
    """What must be known of a file: the date of its meeting, where there is one, and if it is all chat."""

    @property
    def date(self) -> str: ...
    @property
    def is_chat(self) -> bool: ...


def is_chat(meeting: Meeting) -> bool:
    """Whether there is nothing but chat in the file of a meeting."""
    return bool(meeting.topics) and all(topic.kind == "chat" and topic.chat for topic in meeting.topics)


def find_minutes(files: Mapping[str, Sheet]) -> dict[str, str]:
    """For each transcript the minutes it belongs to.

    It is in the same folder and of the same date, and called as they are with a word more
    (``2023-05-12-transcript.md``), or the only minutes that day and itself all chat.
    """
    found: dict[str, str] = {}
    days: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, sheet in sorted(files.items()):
        if sheet.date:
            days[name.rpartition("/")[0], sheet.date].append(name)
    for (_, date), names in days.items():
        if len(names) > 1:
            minutes = {_SUFFIX.sub("", name).casefold(): name for name in names if not files[name].is_chat}
            called = {name: home for name in names if (home := _named_after(name, minutes))}
            others = [name for name in minutes.values() if name not in called]
            found |= {name: home for name, home in called.items() if home not in called}
            if len(others) == 1 and len(date) == _FULL:
                found |= {name: others[0] for name in names if files[name].is_chat and name not in found}
    return found


def _named_after(name: str, minutes: Mapping[str, str]) -> str | None:
    """The minutes whose name this one is, but for a word that says that it is a transcript."""
    stem = log_of(_SUFFIX.sub("", name))
    return minutes.get(stem.casefold()) if stem else None


def join(minutes: Meeting, transcripts: Iterable[Meeting]) -> Meeting:
    """One meeting of the minutes and their transcripts.

    The messages go to the topics they belong to and name their file; what else is in the transcripts, the
    messages left over among it, follows as topics of the meeting.
    """
    topics, rest, attendees = list(minutes.topics), [], minutes.attendees
    for transcript in transcripts:
        attendees = attendees or transcript.attendees
        messages = sorted((m for t in transcript.topics for m in t.chat), key=lambda m: m.line)
        beside = [replace(message, file=transcript.file) for message in messages]
        topics, loose = give_messages(topics, beside, {})
        kept = {message.line for message in loose}
        for topic in transcript.topics:
            own = tuple(message for message in topic.chat if message.line in kept)
            for left in _without_others(topic, own):
                recording = topic.recording or minutes.recording
                rest.append(
                    replace(left, meeting=minutes.title, meeting_file=minutes.file, recording=recording)
                )
    return replace(minutes, topics=(*topics, *rest), attendees=attendees)


def _without_others(topic: Topic, own: tuple[Message, ...]) -> Iterator[Topic]:
    """A topic of a transcript with those of its messages that went nowhere else, if anything is left."""
    if len(own) == len(topic.chat):
        yield topic
    elif topic.kind != "chat":
        yield replace(topic, chat=own)
    elif own:
        start, end = own[0].line, max(message.end for message in own)
        kept = {message.line for message in own}
        others = (message for message in topic.chat if message.line not in kept)
        gone = {line for message in others for line in range(message.line, message.end + 1)}
        lines = enumerate(topic.text.split("\n"), topic.start)
        text = "\n".join("" if n in gone else line for n, line in lines if start <= n <= end)
        links = tuple(url for url in topic.links if url in text)
        yield replace(topic, start=start, end=end, text=text, chat=own, links=links)
