"""The queries that are measured: sixty of ten kinds, drawn from the words of a corpus.

Owns what each kind is.  Drawn by a fixed seed from a sample of the topics, so that they fit any minutes and
none of their text has to be written here.  How an engine asks them is the engine's business.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from index import Topic
from index.storing.stopwords import STOP_WORDS

SEED = 11
EACH = 6
SAMPLE = 6_000
Form = Literal["words", "phrase", "prefix", "typo"]
TEMPLATES = (
    "what did we decide about {} and {}",
    "who is working on {} for the {}",
    "why was the {} not part of {}",
    "how should {} handle {}?",
    "when will the {} be ready for {}?",
    "is there a plan for {} in {}",
)
_WORD = re.compile(r"[a-z]{3,}")
_RUN = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){1,3}")


class Question(NamedTuple):
    """One query: its kind, as a person types it to kb, and taken apart for engines of another language."""

    kind: str
    text: str
    words: tuple[str, ...]
    form: Form = "words"
    narrowed: tuple[str, str] | None = None
    """A facet and the value of it that is asked for besides."""


class Sample(NamedTuple):
    """Some topics with the words of each, and in how many of them a word is."""

    topics: Sequence[Topic]
    lines: Sequence[Sequence[str]]
    topics_of: Counter[str]

    def between(self, least: float, most: float) -> list[str]:
        """Words in such a share of the topics, sorted; stop words never."""
        size = len(self.topics)
        return sorted(w for w, n in self.topics_of.items() if least * size <= n <= most * size)


def draw_questions(topics: Iterable[Topic], size: int) -> list[Question]:
    """The questions for a corpus of `size` topics."""
    step = max(1, size // SAMPLE)
    sample = _sample([topic for n, topic in enumerate(topics) if n % step == 0])
    rng = random.Random(SEED)
    return [question for kind in _KINDS for question in kind(sample, rng)]


def _sample(topics: list[Topic]) -> Sample:
    lines = [[line.lower() for line in topic.text.split("\n")] for topic in topics]
    counts: Counter[str] = Counter()
    for own in lines:
        counts.update({word for line in own for word in _WORD.findall(line)})
    for word in STOP_WORDS:
        counts.pop(word, None)
    return Sample(topics, lines, counts)


def _one(kind: str, words: Iterable[str]) -> list[Question]:
    return [Question(kind, word, (word,)) for word in words]


def _frequent(sample: Sample, rng: random.Random) -> list[Question]:
    common = [word for word, _ in sample.topics_of.most_common(60)]
    return _one("one frequent word", rng.sample(common, EACH))


def _rare(sample: Sample, rng: random.Random) -> list[Question]:
    rare = sorted(word for word, n in sample.topics_of.items() if 2 <= n <= 4 and len(word) > 4)
    return _one("one rare word", rng.sample(rare, EACH))


def _companies(sample: Sample, rng: random.Random, count: int, *, within: str) -> Iterator[list[str]]:
    """Words of middling frequency that stand together in a line, or in a topic."""
    middling = set(sample.between(0.01, 0.12))
    while True:
        own = sample.lines[rng.randrange(len(sample.lines))]
        text = " ".join(own) if within == "topic" else rng.choice(own)
        words = list(dict.fromkeys(word for word in _WORD.findall(text) if word in middling))
        if len(words) >= count:
            start = rng.randrange(len(words) - count + 1)
            yield words[start : start + count] if within == "line" else rng.sample(words, count)


def _two(sample: Sample, rng: random.Random) -> list[Question]:
    pairs = _companies(sample, rng, 2, within="line")
    return [Question("two words", " ".join(pair), tuple(pair)) for pair in islice(pairs, EACH)]


def _several(sample: Sample, rng: random.Random) -> list[Question]:
    found = []
    for n in range(EACH):
        words = next(_companies(sample, rng, 3 + n % 3, within="topic"))
        found.append(Question("three to five words", " ".join(words), tuple(words)))
    return found


def _plain(sample: Sample, rng: random.Random) -> list[Question]:
    pairs = _companies(sample, rng, 2, within="topic")
    found = []
    for template in TEMPLATES:
        text = template.format(*next(pairs))
        words = tuple(word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS)
        found.append(Question("question in plain words", text, words))
    return found


def _phrases(sample: Sample, rng: random.Random) -> list[Question]:
    common = set(sample.between(0.002, 1.0))
    found: dict[str, Question] = {}
    while len(found) < EACH:
        run = _RUN.search(rng.choice(rng.choice(sample.lines)))
        words = tuple(run[0].split()) if run else ()
        if words and words[0] in common and words[-1] in common:
            text = " ".join(words)
            found[text] = Question("phrase", f'"{text}"', words, "phrase")
    return list(found.values())


def _starts(kind: str, starts: Iterable[str]) -> list[Question]:
    return [Question(kind, start + "*", (start,), "prefix") for start in starts]


def _short_prefixes(sample: Sample, rng: random.Random) -> list[Question]:
    words = [word for word, _ in sample.topics_of.most_common(400)]
    ones = rng.sample(sorted({word[0] for word in words}), EACH // 2)
    twos = rng.sample(sorted({word[:2] for word in words}), EACH - EACH // 2)
    return _starts("prefix of one or two letters", [*ones, *twos])


def _long_prefixes(sample: Sample, rng: random.Random) -> list[Question]:
    words = [word for word in sample.between(0.01, 0.12) if len(word) > 6]
    chosen = rng.sample(words, EACH)
    return _starts("longer prefix", [word[: 3 + n % 3] for n, word in enumerate(chosen)])


def _filtered(sample: Sample, rng: random.Random) -> list[Question]:
    common = {word for word, _ in sample.topics_of.most_common(300)}
    found: list[Question] = []
    while len(found) < EACH:
        n = rng.randrange(len(sample.topics))
        topic = sample.topics[n]
        field = "project" if len(found) % 2 else "person"
        values = topic.projects if field == "project" else topic.people
        words = sorted({word for line in sample.lines[n] for word in _WORD.findall(line)} & common)
        if values and words:
            word, value = rng.choice(words), rng.choice(values)
            if '"' not in value:
                text = f'{word} {field}:"{value}"'
                found.append(Question("word and facet filter", text, (word,), narrowed=(field, value)))
    return found


def _typos(sample: Sample, rng: random.Random) -> list[Question]:
    words = [word for word in sample.between(0.005, 0.12) if len(word) > 6]
    found: list[Question] = []
    while len(found) < EACH:
        word = rng.choice(words)
        at = rng.randrange(2, len(word) - 2)
        wrong = (
            word[:at] + word[at + 1 :],  # left out
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],  # swapped
            word[:at] + word[at] + word[at:],  # typed twice
        )[len(found) % 3]
        if wrong not in sample.topics_of and wrong != word:
            found.append(Question("typo", wrong, (wrong,), "typo"))
    return found


_KINDS = (
    _frequent,
    _rare,
    _two,
    _several,
    _plain,
    _phrases,
    _short_prefixes,
    _long_prefixes,
    _filtered,
    _typos,
)
