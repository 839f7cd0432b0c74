"""Which chat message belongs to which topic, and when in the recording it was written.

Both run in time order and share links, words and names: the messages that show what they are about
are laid along the topics by dynamic programming, and those between follow them while the talk goes
on.  Must not know how either was read from the file.  Evidence is in arbitrary units.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from index.model import Message, Topic

_URL = re.compile(r"https?://[^\s<>()\[\]\"'`]+")
_WORD = re.compile(r"[^\W_][\w.'’+-]*[^\W_]|[^\W_]")
_EXTENSION = re.compile(r"\.(?:jl|js|py|rs|md|html?)$|['’]s$")
_IDENTIFIER = re.compile(r"[a-z][A-Z]|[A-Z]{2}|\d|\.\w|_")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?\D*?([AaPp]?)")
_TRACKER = re.compile(r"/(?:issues|pull|pulls|discussions|merge_requests)/(\d+)")
_FORGES = ("github.com", "gitlab.com", "codeberg.org")
_MINUTES = re.compile(r"(?:19|20)\d\d-\d\d-\d\d|hackmd\.io|docs\.google\.com|minutes", re.IGNORECASE)
# Talk about the call itself, and greetings where the message is no more than that.
_CALL = re.compile(
    r"\b(?:(?:un)?muted?|audio|microphone|mic|camera|can you hear|can't hear|cutting out|your screen|"
    r"internet|connection|"
    r"connecting|joining|just joined|noisy|zoom|recording|raised? (?:my |your )?hand|(?:have|no|"
    r"enable) video|have trouble|in(?:to)? the chat|brb|be right back|"
    r"(?:gotta|got to|have to|need to) (?:go|run|leave|drop)|i can't either|gimme a|give me a (?:min|sec))\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\b(?:hi|hey|hello|hallo|welcome|morning|afternoon|evening|bye|cya|cheers|thanks?|thank you|thx|"
    r"happy new year|"
    r"nothing from)\b|^i[’']?m [A-Z]\w+\b",
    re.IGNORECASE,
)
_STOP = frozenset(
    """
    about after again all also and any are because been before being both but can cannot could did does
    doing done down each even every for from get gets give goes going good got great had has have having
    her here hers him his how into isn't it's its just know let like look looks lot made make makes many
    may maybe might more most much must need needs new nice not now off okay one only other our out over
    own perhaps please probably put really right same say see seems she should since some something sort
    still such sure take than that the their them then there these they thing things think this those
    though through too try two under use used using very want was way well were what when where whether
    which while who why will with without work works would yeah yep yes yet you your blob com discussion
    docs github gitlab html http https issue issues link links main master org pull tree www
    """.split()  # noqa: SIM905
)
_LONGEST_GREETING = 8  # words
_LONGEST_TEXT = 20_000  # characters of a topic that are compared
# What evidence counts: words by their rarity, links as they are the same page or the same repository.
_PLAIN, _PECULIAR = 0.6, 1.2  # an ordinary word, and one written as a name or identifier
_EVERYWHERE = 0.2  # a word that all topics have
_SAME_LINK, _SAME_REPOSITORY, _NAMED_IN_LINK = 8.0, 3.0, 4.0
# What it takes.
_ANCHOR = 2.5  # to place a message by itself
_ANEW = 1.5  # to place a message after a silence
_SURE = 4.0  # to begin the first topic
_ASIDE = 3.0  # to place a message out of order, beyond what speaks for the topic at hand
_BACK = 6.0  # to return to an earlier topic
_ONWARD = 0.3  # to go on to a later one
_EVEN = 0.4  # how much each message pulls towards a meeting that gives its topics even time
_GOES_ON = 300  # seconds of silence over which talk goes on about the same
_PAUSE = 1.2  # how much longer than all others the silence before a topic is
_TYPING = 2  # seconds in which nobody can have answered
_LEADS_TO = 90  # seconds over which talk before a message is about what that shows
_WITHOUT_CLOCK = 60  # seconds that a message without a clock is taken to be apart from the one before
_MOST_PAIRS = 500_000  # of messages and topics that are compared: about a second
_HALF_HOUR, _LATEST_FIRST_MESSAGE = 1_800, 1_200  # seconds
_DAY = 86_400


class _Subject(NamedTuple):
    """What a topic is about."""

    words: frozenset[str]
    title: frozenset[str]
    linked: frozenset[str]  # words that stand only in its links
    links: frozenset[str]


def align(topics: Sequence[Topic], messages: Sequence[Message]) -> list[int | None]:
    """For each message the index of its topic, or None where it fits none.

    An agenda beside minuted topics takes no messages, but lends its links to the topics it names.
    A chat too long to be laid along so many topics in linear time is left out.
    """
    minuted = [n for n, topic in enumerate(topics) if topic.kind == "discussion"]
    planned = [n for n, topic in enumerate(topics) if topic.kind == "agenda"]
    places = minuted or planned
    if not places or not messages or len(places) * len(messages) > _MOST_PAIRS:
        return [None] * len(messages)
    agendas = [topics[n].text for n in planned] if minuted else []
    subjects = [_subject(topics[n], agendas) for n in places]
    weights = _weights(subjects, messages)
    scores = [_scores(subjects, message, weights) for message in messages]
    states = _best_path(scores, _progress(messages))
    paused = [gap > _GOES_ON for gap in _gaps(messages)]
    found = [_anchor(row, state, new) for row, state, new in zip(scores, states, paused, strict=True)]
    anchors = _warmed(found, scores)
    return [None if place is None else places[place] for place in _fill(anchors, states, messages)]


def recording_seconds(messages: Sequence[Message], start: str | None = None) -> list[int | None]:
    """Seconds from the start of the call to each message; None where a message has no clock.

    `start` is the clock at which the recording began.  Without it calls are taken to begin at a full or
    half hour where the chat begins soon after one, else with the first message; clocks that begin in
    the hour after midnight are those of an export that counts from the start.
    """
    clocks = [_seconds(message.time) for message in messages]
    first = next((clock for clock in clocks if clock is not None), None)
    zero = _seconds(start) if start else None if first is None else _likely_start(first)
    return [None if clock is None or zero is None else (clock - zero) % _DAY for clock in clocks]


def _likely_start(first: int) -> int:
    if first < 3600:
        return 0
    since = first % _HALF_HOUR
    return first - since if since <= _LATEST_FIRST_MESSAGE else first


def _seconds(clock: str | None) -> int | None:
    match = _CLOCK.match(clock or "")
    if not match:
        return None
    hour = int(match[1]) % 12 + (12 if match[4].lower() == "p" else 0) if match[4] else int(match[1])
    return hour * 3600 + int(match[2]) * 60 + int(match[3] or 0)


def _subject(topic: Topic, agendas: Sequence[str]) -> _Subject:
    title, text = frozenset(_words(topic.title)), topic.text[:_LONGEST_TEXT]
    links = {_link(url) for url in (*topic.links, *_URL.findall(text))}
    for agenda in agendas:
        links.update(_link(url) for url in _lent_links(agenda, title))
    words = frozenset(_words(_URL.sub(" ", text))) | title
    linked = frozenset(word for link in links for word in _named(link))
    return _Subject(words, title, linked - words, frozenset(links))


def _lent_links(agenda: str, title: frozenset[str]) -> Iterator[str]:
    """The links of the agenda item (with what is indented below it) that a topic's title names."""
    named = False
    for line in agenda[:_LONGEST_TEXT].split("\n"):
        if line[:1] not in (" ", "\t"):
            words = frozenset(_words(_URL.sub(" ", line)))
            named = bool(title) and len(words & title) >= min(2, len(title))
        if named:
            yield from _URL.findall(line)


def _words(text: str) -> Iterator[str]:
    """The words that tell something, folded, without file extension and plural s."""
    for word in _WORD.findall(text):
        bare = _EXTENSION.sub("", word).casefold()
        if len(bare) > 2 and bare not in _STOP:
            yield bare[:-1] if bare.endswith("s") and len(bare) > 4 else bare


def _link(url: str) -> str:
    """A URL as far as it names a page: an issue and its comments, a pull request and its files are one."""
    try:
        parts = urlsplit(url.rstrip(".,;:!?*_>"))
    except ValueError:  # "https://[broken"
        return url.casefold()
    host, path = parts.netloc.removeprefix("www."), parts.path
    if tracker := _TRACKER.search(path):
        return f"{host}{path[: tracker.start()]}#{tracker[1]}".casefold()
    return f"{host}{path.rstrip('/')}".casefold()


def _repository(link: str) -> str | None:
    host, _, path = link.partition("/")
    parts = path.split("#")[0].split("/")
    return "/".join(parts[:2]) if host in _FORGES and len(parts) >= 2 else None


def _named(link: str) -> Iterator[str]:
    """The words of a link that could be what it is about: the repository of a forge, any word elsewhere."""
    if repository := _repository(link):
        return _words(repository.split("/")[1])
    host, _, path = link.partition("/")
    spaced = path.replace("/", " ").replace(".", " ")
    return _words(f"{host.removeprefix('docs.')} {host.replace('.', ' ')} {spaced}")


def _weights(subjects: Sequence[_Subject], messages: Sequence[Message]) -> dict[str, float]:
    """How much a word tells: rare among the topics, more where it is a name or stands in a link.

    The names of those who chat tell nothing: they stand in every topic they spoke in.
    """
    frequency = Counter(word for subject in subjects for word in subject.words | subject.linked)
    peculiar = {word for subject in subjects for word in subject.linked}
    for message in messages:
        for written in _WORD.findall(_URL.sub(" ", message.text)):
            if _IDENTIFIER.search(written):
                peculiar.update(_words(written))
        for link in map(_link, _URL.findall(message.text)):
            if _repository(link):
                peculiar.update(_named(link))
    speakers = {word for message in messages for word in _words(message.speaker)}
    spread = len(subjects)
    weights = {}
    for word, count in frequency.items():
        if word in speakers:
            weights[word] = 0.0
        elif count == spread > 1:
            weights[word] = _EVERYWHERE
        else:
            weights[word] = (_PECULIAR if word in peculiar else _PLAIN) * (1.5 + math.log(spread / count))
    return weights


def _scores(subjects: Sequence[_Subject], message: Message, weights: dict[str, float]) -> list[float]:
    """What speaks for each topic in one message."""
    words = frozenset(_words(_URL.sub(" ", message.text)))
    links = {_link(url) for url in _URL.findall(message.text)}
    about = {link for link in links if not _MINUTES.search(link)}
    named = frozenset(word for link in about for word in _named(link)) - words
    repositories = {repository for link in about if "#" not in link and (repository := _repository(link))}
    sharing = [bool(repositories & {_repository(link) for link in subject.links}) for subject in subjects]
    row = []
    for subject, shares in zip(subjects, sharing, strict=True):
        score = sum(weights[word] * (2 if word in subject.title else 1) for word in words & subject.words)
        mentioned = (named & subject.words) | (words & subject.linked)
        score += sum(
            min(_NAMED_IN_LINK, weights[word] * (4 if word in subject.title else 2)) for word in mentioned
        )
        if subject.links & links:
            score += _SAME_LINK
        elif shares:
            score += _SAME_REPOSITORY / sum(sharing)
        row.append(score)
    return row


def _anchor(row: list[float], state: int, paused: bool) -> int | None:
    """The topic that a message shows: the one at hand, or another that it speaks for much more.

    After a silence over which talk does not go on, less is enough for the one topic that it speaks for.
    """
    other = max(range(len(row)), key=lambda topic: row[topic])
    if paused and other >= state and row[other] - max(row[:other] + row[other + 1 :], default=0) >= _ANEW:
        return other
    place = other if row[other] - _ASIDE > row[state] else state
    return place if row[place] >= _ANCHOR else None


def _warmed(anchors: Sequence[int | None], scores: Sequence[Sequence[float]]) -> list[int | None]:
    """The anchors from the first sure one on: people introduce themselves before."""
    sure = next((n for n, a in enumerate(anchors) if a is not None and scores[n][a] >= _SURE), len(anchors))
    return [anchor if n >= sure else None for n, anchor in enumerate(anchors)]


def _progress(messages: Sequence[Message]) -> list[float]:
    """How far into the chat each message stands, from 0 to 1, by the clock where there is one."""
    passed = list(itertools.accumulate(_gaps(messages)))
    span = passed[-1] or 1
    return [at / span for at in passed]


def _best_path(scores: Sequence[Sequence[float]], progress: Sequence[float]) -> list[int]:
    """The topic at hand at each message: forward, with few returns, taking along what asides are worth."""
    width = len(scores[0])
    total = [0.0] * width
    back: list[list[int]] = []
    for row, at_time in zip(scores, progress, strict=True):
        aside = max(row) - _ASIDE
        leader = max(range(width), key=lambda topic: total[topic])
        came: list[int] = []
        following: list[float] = []
        best = 0
        for topic in range(width):
            best = topic if total[topic] >= total[best] - (_ONWARD if best < topic else 0.0) else best
            source, value = best, total[best] - (_ONWARD if best != topic else 0.0)
            if total[leader] - _BACK > value:
                source, value = leader, total[leader] - _BACK
            drift = _EVEN * abs(at_time - topic / max(width - 1, 1))
            came.append(source)
            following.append(value + max(row[topic], aside) - drift)
        back.append(came)
        total = following
    at = max(range(width), key=lambda topic: total[topic])
    path: list[int] = []
    for came in reversed(back):
        path.append(at)
        at = came[at]
    return path[::-1]


def _fill(
    anchors: Sequence[int | None], states: Sequence[int], messages: Sequence[Message]
) -> list[int | None]:
    """Messages that show no topic go with those around them while the talk goes on."""
    gaps = _gaps(messages)
    at_hand = [None if anchor is None else state for anchor, state in zip(anchors, states, strict=True)]
    at_hand = _paused(at_hand, gaps)
    before = _carried(at_hand, gaps, _GOES_ON, _TYPING)
    after = _carried(at_hand[::-1], [0, *gaps[:0:-1]], _LEADS_TO)[::-1]
    found: list[int | None] = []
    for n, (anchor, message) in enumerate(zip(anchors, messages, strict=True)):
        if anchor is None and not _is_chatter(message):
            anchor = before[n] if before[n] is not None else after[n]
        found.append(anchor)
    return found


def _is_chatter(message: Message) -> bool:
    """Greetings, thanks, trouble with the call, and links to the minutes: about no topic."""
    links = _URL.findall(message.text)
    if links:
        return bool(_MINUTES.search(" ".join(links)))
    brief = len(message.text.split()) <= _LONGEST_GREETING
    return bool(_CALL.search(message.text) or (brief and _GREETING.search(message.text)))


def _paused(at_hand: Sequence[int | None], gaps: Sequence[int]) -> list[int | None]:
    """Where the talk goes on to a later topic, a silence longer than all others on the way begins it.

    It begins the one between where just one is passed over, whatever silence follows that.
    """
    filled = list(at_hand)
    known = [n for n, place in enumerate(at_hand) if place is not None]
    for first, last in itertools.pairwise(known):
        start, end = at_hand[first], at_hand[last]
        if start is None or end is None or end <= start:
            continue
        on_the_way = range(first + 1, last if end == start + 2 else last + 1)
        if len(on_the_way) > 1:
            second, pause = sorted(on_the_way, key=lambda n: gaps[n])[-2:]
            if pause < last and gaps[pause] >= _PAUSE * gaps[second]:
                filled[pause] = start + 1 if end == start + 2 else end
    return filled


def _gaps(messages: Sequence[Message]) -> list[int]:
    """Seconds from the message before to each message."""
    gaps: list[int] = []
    last: int | None = None
    for message in messages:
        clock = _seconds(message.time)
        gaps.append(_WITHOUT_CLOCK if clock is None or last is None else (clock - last) % _DAY)
        last = clock if clock is not None else last
    return gaps


def _carried(
    places: Sequence[int | None], gaps: Sequence[int], reach: int, typing: int = 0
) -> list[int | None]:
    """Each place carried on over the messages after it, until a silence longer than `reach` seconds.

    What comes within `typing` seconds of a change was written before it, and stays with the place before.
    """
    carried: list[int | None] = []
    before: int | None = None
    current: int | None = None
    since = 0
    for place, gap in zip(places, gaps, strict=True):
        since += gap
        if gap > reach:
            before = current = None
        if place is not None and place != current:
            before, current, since = current, place, 0
        late = place is None and before is not None and since <= typing
        carried.append(before if late else current)
    return carried
