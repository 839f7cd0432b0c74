"""Topics to measure with: real ones as kb reads them, and shuffled ones where there are not enough.

Owns which topics make a corpus of a given size, and its copy on disk (JSON lines, so that the largest never
has to be in memory).  Everything is drawn by a fixed seed: the same minutes give the same corpora.

A shuffled topic takes the layout of a real one (its lines, sentences a line, title, date, names, links) and
keeps about half of its sentences; the others are dealt from all real topics.  So words keep their
frequencies, their company within a sentence, and some of the habit of one topic to repeat its words.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from index import Library, Meeting, Topic, open_library
from index.records import pack_topic, unpack_topic

SEED = 7
KEPT = 0.5
"""The share of its pattern's sentences that a shuffled topic keeps."""
TOPICS_A_FILE = 20
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


class Corpus(NamedTuple):
    """Topics in a file, with the sizes that figures are told beside."""

    folder: Path
    topics: int
    shuffled: int
    characters: int

    @property
    def name(self) -> str:
        """What the corpus is called in tables and folders."""
        return self.folder.name

    def read(self) -> Iterator[Topic]:
        """The topics, one at a time."""
        with (self.folder / "topics.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield unpack_topic(json.loads(line))


class Document(NamedTuple):
    """A topic as plain texts and the values of its facets."""

    name: str
    title: str
    text: str
    facets: dict[str, list[str]]


class Source(NamedTuple):
    """All real meetings by file, in the order in which corpora draw on them."""

    files: dict[str, list[Meeting]]

    def topics(self) -> Iterator[Topic]:
        """The topics of all files."""
        for meetings in self.files.values():
            for meeting in meetings:
                yield from meeting.topics

    def first_files(self, size: int) -> list[str]:
        """So many files that they have at least `size` topics, or all."""
        chosen, topics = [], 0
        for name, meetings in self.files.items():
            if topics >= size:
                break
            chosen.append(name)
            topics += sum(len(meeting.topics) for meeting in meetings)
        return chosen


@cache
def read_source(minutes: Path, work: Path) -> Source:
    """The meetings of a folder of minutes, in the order of a draw."""
    library = open_source(minutes, work)
    by_file: dict[str, list[Meeting]] = {}
    for meeting in library.meetings():
        by_file.setdefault(meeting.file, []).append(meeting)
    order = sorted(by_file)
    random.Random(SEED).shuffle(order)
    return Source({name: by_file[name] for name in order})


def make_corpus(minutes: Path, size: int, work: Path) -> Corpus:
    """Write a corpus of about `size` topics, real ones first; an earlier copy is used again."""
    folder = work / f"corpus-{size}"
    about = folder / "about.json"
    if not about.exists():
        source = read_source(minutes, work)
        folder.mkdir(parents=True, exist_ok=True)
        about.write_text(json.dumps(_write(source, size, folder / "topics.jsonl")), "utf-8")
    return Corpus(folder, **json.loads(about.read_text("utf-8")))


def _write(source: Source, size: int, path: Path) -> dict[str, int]:
    sizes = {"topics": 0, "shuffled": 0, "characters": 0}
    with path.open("w", encoding="utf-8") as out:
        for topic, is_real in _draw(source, size):
            out.write(json.dumps(pack_topic(topic), ensure_ascii=False) + "\n")
            sizes["topics"] += 1
            sizes["shuffled"] += not is_real
            sizes["characters"] += len(topic.text) + sum(len(message.text) for message in topic.chat)
    return sizes


def _draw(source: Source, size: int) -> Iterator[tuple[Topic, bool]]:
    drawn = 0
    for name in source.first_files(size):
        for meeting in source.files[name]:
            for topic in meeting.topics:
                yield topic, True
                drawn += 1
    if drawn < size:
        for topic in shuffle_topics(list(source.topics()), size - drawn):
            yield topic, False


def shuffle_topics(real: Sequence[Topic], count: int) -> Iterator[Topic]:
    """So many topics with the sentences of real ones."""
    rng = random.Random(SEED)
    pool = [
        sentence
        for topic in real
        for line in topic.text.split("\n")[1:]
        for sentence in _SENTENCE_END.split(line)
        if sentence.strip()
    ]
    line = 1
    for n in range(count):
        line = 1 if n % TOPICS_A_FILE == 0 else line
        topic = _refill(rng.choice(real), pool, rng)
        end = line + topic.end - topic.start
        file = f"shuffled/{n // TOPICS_A_FILE:05}"
        yield replace(topic, id=f"{file}/{n}", file=f"{file}.md", start=line, end=end)
        line = end + 1


def _refill(pattern: Topic, pool: Sequence[str], rng: random.Random) -> Topic:
    """A topic in the layout of another; its first line is its title and stays."""
    first, *lines = pattern.text.split("\n")
    text = "\n".join([first, *(_deal(line, pool, rng) for line in lines)])
    chat = tuple(replace(message, text=_deal(message.text, pool, rng)) for message in pattern.chat)
    return replace(pattern, text=text, chat=chat)


def _deal(line: str, pool: Sequence[str], rng: random.Random) -> str:
    if not line.strip():
        return line
    sentences = _SENTENCE_END.split(line)
    return " ".join(sentence if rng.random() < KEPT else rng.choice(pool) for sentence in sentences)


def open_source(minutes: Path, work: Path) -> Library:
    """The library over all minutes, brought up to date; its index is kept from one run to the next."""
    library = open_library(minutes, cache=work / "library")
    library.sync(progress=_tell)
    return library


def _tell(done: int, total: int, file: str) -> None:
    if total and done % 500 == 0:
        print(f"  reading {done} of {total}: {file}", flush=True)


def copy_files(minutes: Path, names: Iterable[str], folder: Path) -> None:
    """Copies of files of minutes, for measuring what a change of one costs."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in names:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(minutes / name, target)


def document_of(topic: Topic) -> Document:
    """What the other engines are given of a topic: the same as kb searches and counts."""
    from index.storing.documents import features, minuted_text

    chat = "\n".join(f"{message.speaker}: {message.text}" for message in topic.chat)
    return Document(
        topic.id,
        topic.title,
        "\n".join(part for part in (minuted_text(topic), chat) if part),
        {
            "project": sorted(set(topic.projects)),
            "person": sorted({*topic.people, *topic.said}),
            "year": [topic.date[:4]],
            "kind": [topic.kind],
            "has": list(features(topic)),
        },
    )
