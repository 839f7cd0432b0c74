"""A topic as a document of the index: which terms stand for it, how much each weighs, its facts.

Owns what of a topic is findable and the weights of its zones (BM25F: Robertson, Zaragoza, Taylor 2004).
Knows nothing of Whoosh.

The pseudo-frequency of a term is the sum of ``weight · tf / (length / TYPICAL) ^ damping`` over its zones.
A power of the length, not BM25's line through the average, because the average of a growing corpus would
change every topic ever indexed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from index.model import WEIGHTS, Topic
from index.records import pack_topic
from index.storing.analysis import ENGLISH, Analysis, Contents
from index.storing.references import URL, forms_in_text, forms_of_address
from index.storing.schema import PART_MARK, START_LENGTH, encode_facts
from index.storing.tokens import fold

DAMPING = {"title": 0.3, "minutes": 0.4, "agenda": 0.3, "chat": 0.4, "names": 0.0, "meeting": 0.0}
TYPICAL_LENGTH = 60
"""Words; a fixed yardstick, no average: see above."""
SHORTEST = 4
"""Zones shorter than this count as this long: a lone word is no strong evidence."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def topic_document(
    topic: Topic, agenda: str = "", analysis: Analysis = ENGLISH, weighing: Mapping[str, float] = WEIGHTS
) -> dict[str, Any]:
    """The fields of a topic's document, as `schema` names them; `agenda` is what it was planned as."""
    zones = {name: analysis.read_terms(text) for name, text in _zones(topic, agenda).items() if text}
    people = sorted({*topic.people, *topic.speakers})
    minutes = topic.minutes_file
    facts = {
        "file": (minutes,),
        "start": (f"{topic.start:07}",),
        "date": (topic.date,),
        "kind": (topic.kind,),
        "has": features(topic),
        "project": tuple(sorted(set(topic.projects))),
        "person": tuple(people),
    }
    terms = {name: tuple(zone.terms) for name, zone in zones.items()}
    weights = weigh(zones, weighing)
    words = set().union(*(zone.words for zone in zones.values()))
    document: dict[str, Any] = {
        "text": weights,
        "word": tuple(words),
        "start": starts(weights, words),
        "title": terms.get("title"),
        "beside": tuple(
            set().union(*terms.values()).difference(terms.get("title", ()), terms.get("minutes", ()))
        ),
        "chat": terms.get("chat"),
        "file": tuple({topic.file, minutes}),
        "id": id_tails(topic.id),
        "date": (topic.date,),
        "year": (topic.date[:4],),
        "kind": (topic.kind,),
        "has": facts["has"],
        "project": facts["project"],
        "person": facts["person"],
        "said": topic.speakers,
        "owner": tuple({owner for action in topic.actions for owner in action.owners}),
        "link": tuple(reference_forms(topic, agenda)),
    }
    document = {name: value for name, value in document.items() if value}
    document["facts"] = encode_facts(facts)
    document["plain"] = plain_text(topic).encode("utf-8", "replace")
    document["data"] = json.dumps(pack_topic(topic), ensure_ascii=False, separators=(",", ":"))
    return document


def minuted_text(topic: Topic) -> str:
    """What was written down of a topic, without its chat."""
    return "" if topic.kind == "chat" and topic.chat else topic.text


def plain_text(topic: Topic) -> str:
    """The title, what was minuted, and each chat line, folded: what phrases are looked for in."""
    chat = (f"{message.speaker}: {message.text}" for message in topic.chat)
    return PART_MARK.join(fold(part) for part in (topic.title, minuted_text(topic), *chat))


def starts(weights: Iterable[tuple[str, float]], words: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """The first letter and the first two of terms and words, with the weight of all terms that begin so."""
    found: dict[str, float] = {}
    for word in words:
        for start in {word[:1], word[:START_LENGTH]}:
            found[start] = 0.0
    for term, weight in weights:
        for start in {term[:1], term[:START_LENGTH]}:
            found[start] = found.get(start, 0.0) + weight
    return tuple(found.items())


def _zones(topic: Topic, agenda: str) -> dict[str, str]:
    year, _, rest = topic.date.partition("-")
    month = _MONTHS[int(rest[:2]) - 1] if rest[:2].isdigit() and 1 <= int(rest[:2]) <= 12 else ""
    day = str(int(rest[3:])) if rest[3:].isdigit() else ""
    return {
        "title": topic.title,
        "minutes": minuted_text(topic),
        "agenda": agenda,
        "chat": "\n".join(f"{message.speaker}: {message.text}" for message in topic.chat),
        "names": "\n".join(dict.fromkeys((*topic.people, *topic.speakers, *topic.projects))),
        "meeting": f"{topic.meeting}\n{topic.date}\n{month} {month[:3]} {day} {year}",
    }


def weigh(
    zones: Mapping[str, Contents], weighing: Mapping[str, float] = WEIGHTS
) -> tuple[tuple[str, float], ...]:
    """Each term of the zones with its pseudo-frequency; `weighing` is what each zone counts."""
    weights: dict[str, float] = {}
    for name, zone in zones.items():
        length = max(zone.terms.total(), SHORTEST) / TYPICAL_LENGTH
        unit = weighing[name] / length ** DAMPING[name]
        for term, count in zone.terms.items():
            weights[term] = weights.get(term, 0.0) + unit * count
    return tuple(weights.items())


def features(topic: Topic) -> tuple[str, ...]:
    """What a topic has, as `has:` and `is:` ask for it."""
    there = {
        "action": topic.actions,
        "chat": topic.chat,
        "code": "```" in topic.text or "~~~" in topic.text,
        "decision": topic.decisions,
        "link": topic.links,
        "recording": topic.recording,
    }
    return tuple(name for name, value in there.items() if value)


def id_tails(topic_id: str) -> tuple[str, ...]:
    """An id and all of its tails that begin after a ``/``, folded."""
    pieces = topic_id.casefold().split("/")
    return tuple("/".join(pieces[i:]) for i in range(len(pieces)))


def reference_forms(topic: Topic, agenda: str = "") -> set[str]:
    """Every form of every issue and address that a topic cites, or its agenda items do."""
    forms: set[str] = set()
    texts = [minuted_text(topic), agenda, *(message.text for message in topic.chat)]
    addresses = {*topic.links, *(match[0] for text in texts for match in URL.finditer(text))}
    if topic.recording:
        addresses.add(topic.recording)
    for address in addresses:
        forms.update(forms_of_address(address))
    for text in texts:
        forms |= forms_in_text(text)
    return forms
