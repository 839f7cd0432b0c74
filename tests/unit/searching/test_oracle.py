"""Sets and counts against a brute-force oracle over the stored topics, on one segment and on many."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import Shelf, topic

from index.model import Action, Topic
from index.searching.query import All, Any, Filter, Node, Not, Phrase, Value, Word, parse
from index.storing.analysis import ENGLISH
from index.storing.tokens import fold

SENTENCES = [
    "the kiln is cold", "kilns and glazes", "glazing with C++", "a DataLoader for data",
    "data is loading", "fire the kiln", "firing rules", "rules for firing", "rng_default_value",
    "default value of the rng", "café", "pre-fired clay", "prefired", "issue #12", "Kiln.jl#12",
    "wheel", "wheels turn", "cold clay", "10:30",
]  # fmt: skip
WORDS = [
    "kiln", "kilns", "glaze", "glazing", "C++", "data", "loader", "dataloader", "loading", "fire",
    "rules", "for", "the", "rng", "default", "value", "rng_default_value", "cafe", "pre-fired",
    "prefired", "#12", "12", "wheel", "cold", "clay", "nowhere",
]  # fmt: skip
PREFIXES = ["k*", "gla*", "fir*", "firi*", "rng*", "c*", "who*", "1*"]
PHRASES = [
    '"kiln is cold"',
    '"rules for"',
    '"default value"',
    '"cold clay"',
    '"clay cold"',
    '"C++"',
    '"data for"',
]
FILTERS = [
    "project:Kiln", "project:Kiln,Glaze", 'person:"Ana Lima"', "said:Bo", "mentions:Bo", "owner:Bo",
    "year:2023", "year:2022,2023", "date:2023-02", "date:2023-02-20", "date:2023-Q1", "date:2022-12..2023-01",
    "after:2023-03", "before:2023-02", "kind:agenda", "kind:discussion,agenda", "in:chat", "in:minutes",
    "in:agenda", "in:minutes,chat", "has:chat", "has:link", "has:code", "has:recording", "is:decision",
    "is:action", "is:action,decision", "project:Nothing", "title:kiln", "title:gla*", 'title:"cold clay"',
    "link:Kiln.jl#12", "link:pull/7", "link:https://example.org/wheel", "meeting:2023-02-20",
]  # fmt: skip
FACET_OF = {
    "project": "project", "person": "person", "said": "person", "mentions": "person", "year": "year",
    "date": "year", "in": "kind", "kind": "kind", "is": "has", "has": "has",
}  # fmt: skip
LINKS = ["https://github.com/Clayworks/Kiln.jl/pull/7", "https://example.org/wheel"]


def leaves() -> st.SearchStrategy[str]:
    return st.sampled_from(WORDS + PREFIXES + PHRASES + FILTERS)


def join(parts: list[str]) -> str:
    return " ".join(parts)


queries = st.recursive(
    leaves(),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " OR ".join(parts) + ")"),
        inner.map(lambda part: f"-({part})"),
    ),
    max_leaves=6,
)


@st.composite
def topics(draw: st.DrawFn, number: int) -> Topic:
    lines = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
    chat = draw(st.lists(st.sampled_from(SENTENCES), max_size=2))
    said = draw(st.lists(st.sampled_from(["Ana Lima", "Bo"]), unique=True, max_size=2))
    return topic(
        number,
        "\n".join(lines),
        chat=[f"Bo: {line}" for line in chat],
        date=draw(st.sampled_from(["2022-11-30", "2023-01-10", "2023-02-20", "2023-03-30", "2023-02"])),
        kind=draw(st.sampled_from(["discussion", "agenda"])),
        projects=tuple(draw(st.lists(st.sampled_from(["Kiln", "Glaze"]), unique=True))),
        speakers=tuple(said),
        people=tuple(draw(st.lists(st.sampled_from(["Ana Lima", "Bo"]), unique=True))),
        decisions=draw(st.sampled_from([(), (1,)])),
        actions=draw(st.sampled_from([(), (Action(1, ("Bo",)),)])),
        links=tuple(draw(st.lists(st.sampled_from(LINKS), unique=True))),
        recording=draw(st.sampled_from([None, "https://youtu.be/abc"])),
    )


class Oracle:
    """Reads every topic for every question."""

    def __init__(self, topics: list[Topic]) -> None:
        self.topics = topics

    def matches(self, query: str, but: str = "") -> list[Topic]:
        """The topics that match; as they would without the filters of the whole query on one facet."""
        node = parse(query).node
        if node is None:
            return self.topics
        content = has_content(node)
        nodes = nodes_of(node)
        return [one for one in self.topics if self.all_hold(nodes, one, content, [""], but)]

    def holds(self, node: Node, one: Topic, content: bool, zones: list[str]) -> bool:
        if isinstance(node, Any):
            return any(self.all_hold(nodes_of(child), one, content, zones) for child in node.nodes)
        if isinstance(node, Not):
            return not self.all_hold(nodes_of(node.node), one, content, zones)
        if isinstance(node, Filter):
            return any(self.filter_holds(node.field, value, one) for value in node.values)
        if isinstance(node, Phrase):
            return any(phrase_is_in(node.text, text) for zone in zones for text in texts(one, zone))
        return self.all_hold(nodes_of(node), one, content, zones)

    def all_hold(
        self, nodes: tuple[Node, ...], one: Topic, content: bool, zones: list[str], but: str = ""
    ) -> bool:
        inside = [v.text for n in nodes if isinstance(n, Filter) and n.field == "in" for v in n.values]
        zones = inside or zones
        for at, node in enumerate(nodes):
            if isinstance(node, Filter) and but and FACET_OF.get(node.field) == but:
                continue
            if isinstance(node, Word):
                if content and not node.prefix and node.text in ("the", "for"):
                    continue
                if not any(self.word_holds(nodes, at, one, content, zone) for zone in zones):
                    return False
            elif not self.holds(node, one, content, zones):
                return False
        return True

    def word_holds(self, nodes: tuple[Node, ...], at: int, one: Topic, content: bool, zone: str) -> bool:
        node = nodes[at]
        assert isinstance(node, Word)
        found = ENGLISH.read_terms("\n".join(texts(one, zone)))
        names = {fold(name) for name in (*one.projects, *one.people, *one.speakers)} if not zone else set()
        if node.prefix:
            return any(word.startswith(fold(node.text)) for word in {*found.words, *found.terms})
        if node.text == "#12":
            return "#12" in found.terms or (not zone and "#12" in "\n".join(texts(one, "")))
        if ENGLISH.stem(re.sub(r"[-_.]", "", fold(node.text))) in found.terms or fold(node.text) in names:
            return True
        if re.search(r"[-_]", node.text):
            parts = re.split(r"[-_]", fold(node.text))
            pattern = r"(?<![^\W_])" + r"[\W_]*".join(parts) + r"(?![^\W_])"
            if any(re.search(pattern, fold(text)) for text in texts(one, zone)):
                return True
        for before, after in ((at - 1, at), (at, at + 1)):
            if before >= 0 and after < len(nodes):
                left, right = nodes[before], nodes[after]
                if isinstance(left, Word) and isinstance(right, Word) and not left.prefix:
                    if content and any(not w.prefix and w.text in ("the", "for") for w in (left, right)):
                        continue
                    if ENGLISH.stem(fold(left.text + right.text)) in found.terms:
                        return True
        return False

    def filter_holds(self, field: str, asked: Value, one: Topic) -> bool:
        value, both = asked.text, {*one.people, *one.speakers}
        return {
            "project": lambda: value in one.projects,
            "person": lambda: value in both,
            "said": lambda: value in one.speakers,
            "mentions": lambda: value in both and value not in one.speakers,
            "owner": lambda: any(value in action.owners for action in one.actions),
            "year": lambda: one.date[:4] == value,
            "date": lambda: is_in(one.date, value),
            "meeting": lambda: is_in(one.date, value),
            "after": lambda: is_in(one.date, value + ".."),
            "before": lambda: is_in(one.date, ".." + value),
            "kind": lambda: one.kind == value,
            "in": lambda: bool(one.chat) if value == "chat" else one.kind == KIND_OF[value],
            "has": lambda: value in features(one),
            "is": lambda: value in features(one),
            "title": lambda: (
                phrase_is_in(value, one.title)
                if asked.quoted
                else self.word_holds(nodes_of(parse(value).node or Word(value)), 0, one, True, "title")
            ),
            "link": lambda: cites(one, value),
        }[field]()


KIND_OF = {"minutes": "discussion", "agenda": "agenda"}


def features(one: Topic) -> set[str]:
    there = {"chat": one.chat, "decision": one.decisions, "action": one.actions, "link": one.links}
    return {name for name, what in {**there, "recording": one.recording}.items() if what}


def is_in(date: str, asked: str) -> bool:
    """Whether any day of a date may be one of those asked for."""
    start, dots, end = asked.partition("..")
    if "-Q" in asked:
        quarter = int(asked[-1])
        start, dots, end = f"{asked[:5]}{3 * quarter - 2:02}", "..", f"{asked[:5]}{3 * quarter:02}"
    end = end if dots else start
    return (not start or date[: len(start)] >= start[: len(date)]) and (
        not end or date[: len(end)] <= end[: len(date)]
    )


def phrase_is_in(phrase: str, text: str) -> bool:
    pattern = r"[\W_]+".join(map(re.escape, re.findall(r"[^\W_]+(?:\+\+)?", fold(phrase))))
    return bool(re.search(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", fold(text)))


def cites(one: Topic, asked: str) -> bool:
    if asked == "Kiln.jl#12":
        return "Kiln.jl#12" in "\n".join([one.text, *(message.text for message in one.chat)])
    return any(asked in link for link in one.links)


def nodes_of(node: Node) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, All) else (node,)


def has_content(node: Node) -> bool:
    if isinstance(node, All | Any):
        return any(has_content(child) for child in node.nodes)
    if isinstance(node, Word):
        return node.prefix or node.text not in ("the", "for")
    return isinstance(node, Phrase)


def texts(one: Topic, zone: str) -> list[str]:
    """What can be found of a topic: all of it, its title, its chat, or what was minuted or planned."""
    chat = [f"{message.speaker}: {message.text}" for message in one.chat]
    if zone == "title":
        return [one.title]
    if zone == "chat":
        return chat
    if zone:
        return [one.title, one.text] if one.kind == KIND_OF[zone] else []
    year, _, rest = one.date.partition("-")
    month = {"01": "January", "02": "February", "03": "March", "11": "November"}[rest[:2]]
    day = str(int(rest[3:])) if len(rest) > 2 else ""
    return [
        one.title, one.text, *chat, *one.people, *one.speakers, *one.projects, one.meeting, one.date,
        f"{month}\n{month[:3]}\n{day}\n{year}",
    ]  # fmt: skip


def facet_values(one: Topic) -> dict[str, set[str]]:
    return {
        "project": {*one.projects},
        "person": {*one.people, *one.speakers},
        "year": {one.date[:4]},
        "kind": {one.kind},
        "has": features(one),
    }


def quarters(topics: list[Topic]) -> dict[str, int]:
    return Counter(f"{one.date[:4]}-Q{(int(one.date[5:7]) + 2) // 3}" for one in topics)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_sets_and_counts_are_those_of_the_oracle(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder) / "cache")
        for _ in range(data.draw(st.integers(1, 3), label="commits")):
            numbers = data.draw(st.lists(st.integers(0, 8), unique=True, max_size=5))
            gone = (
                data.draw(st.lists(st.sampled_from(sorted(shelf.topics)), unique=True))
                if shelf.topics
                else []
            )
            add = [data.draw(topics(number)) for number in numbers]
            # an id is a date and a number: the same number on another day is another topic
            shelf.commit(add, [one for one in gone if one not in {new.id for new in add}])
        oracle = Oracle(list(shelf.topics.values()))
        snapshot = shelf.snapshot()
        assert snapshot.topics.bit_count() == len(shelf.topics)
        for query in data.draw(st.lists(queries, min_size=8, max_size=16), label="queries"):
            result = shelf.search(query, strict=True)
            expected = oracle.matches(query)
            assert {hit.topic.id for hit in result.hits} == {one.id for one in expected}, query
            assert (result.total, result.meetings) == (len(expected), len({one.date for one in expected}))
            for facet in ("project", "person", "year", "kind", "has"):
                base = oracle.matches(query, but=facet)
                counts = Counter(value for one in base for value in facet_values(one)[facet])
                found = {value.name: value.count for value in result.facets[facet] if value.count}
                assert found == counts, (query, facet)
            assert {name: count for name, count in result.timeline if count} == quarters(expected), query
            dates = [hit.topic.date for hit in shelf.search(query + " sort:newest", strict=True).hits]
            assert dates == sorted((one.date for one in expected), reverse=True), query
        snapshot.close()
