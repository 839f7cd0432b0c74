"""Sets and counts against a brute-force oracle over the stored topics, on one segment and on many."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import Shelf, topic

from index.model import Topic
from index.searching.query import All, Any, Filter, Node, Not, Phrase, Word, parse
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
PREFIXES = ["k*", "gla*", "fir*", "rng*", "c*", "who*", "1*"]
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
    "project:Kiln", "project:Kiln,Glaze", 'person:"Ana Lima"', "said:Bo", "mentions:Bo",
    "year:2023", "date:2023-02", "after:2023-03", "before:2023-02", "kind:agenda", "in:chat",
    "has:chat", "is:decision", "project:Nothing",
]  # fmt: skip


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
    )


class Oracle:
    """Reads every topic for every question."""

    def __init__(self, topics: list[Topic]) -> None:
        self.topics = topics

    def matches(self, query: str) -> set[str]:
        node = parse(query).node
        if node is None:
            return set()
        content = has_content(node)
        return {one.id for one in self.topics if self.holds(node, one, content, None)}

    def holds(self, node: Node, one: Topic, content: bool, zone: str | None) -> bool:
        if isinstance(node, All):
            return self.all_hold(node.nodes, one, content, zone)
        if isinstance(node, Any):
            return any(self.all_hold(nodes_of(child), one, content, zone) for child in node.nodes)
        if isinstance(node, Not):
            return not self.all_hold(nodes_of(node.node), one, content, zone)
        if isinstance(node, Filter):
            return any(self.filter_holds(node.field, value.text, one) for value in node.values)
        if isinstance(node, Phrase):
            pattern = r"[\W_]+".join(map(re.escape, re.findall(r"[^\W_]+(?:\+\+)?", fold(node.text))))
            return any(
                re.search(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", fold(text)) for text in texts(one, zone)
            )
        return self.all_hold((node,), one, content, zone)

    def all_hold(self, nodes: tuple[Node, ...], one: Topic, content: bool, zone: str | None) -> bool:
        zones = [v.text for n in nodes if isinstance(n, Filter) and n.field == "in" for v in n.values]
        if zones:
            zone = zones[0]
        for at, node in enumerate(nodes):
            if isinstance(node, Word):
                if content and not node.prefix and node.text in ("the", "for"):
                    continue
                if not self.word_holds(nodes, at, one, content, zone):
                    return False
            elif not self.holds(node, one, content, zone):
                return False
        return True

    def word_holds(
        self, nodes: tuple[Node, ...], at: int, one: Topic, content: bool, zone: str | None
    ) -> bool:
        node = nodes[at]
        assert isinstance(node, Word)
        found = ENGLISH.read_terms("\n".join(texts(one, zone)))
        names = (
            {fold(name) for name in (*one.projects, *one.people, *one.speakers)} if zone is None else set()
        )
        if node.prefix:
            return any(word.startswith(fold(node.text)) for word in {*found.words, *found.terms})
        if node.text == "#12":
            return "#12" in found.terms or bool(
                re.search(r"#12\b", "\n".join(texts(one, None))) and zone is None
            )
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

    def filter_holds(self, field: str, value: str, one: Topic) -> bool:
        both = {*one.people, *one.speakers}
        return {
            "project": lambda: value in one.projects,
            "person": lambda: value in both,
            "said": lambda: value in one.speakers,
            "mentions": lambda: value in both and value not in one.speakers,
            "year": lambda: one.date[:4] == value,
            "date": lambda: one.date.startswith(value),
            "after": lambda: one.date >= value,
            "before": lambda: one.date[: len(value)] <= value,
            "kind": lambda: one.kind == value,
            "in": lambda: bool(one.chat),
            "has": lambda: bool(one.chat),
            "is": lambda: bool(one.decisions),
        }[field]()


def nodes_of(node: Node) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, All) else (node,)


def has_content(node: Node) -> bool:
    if isinstance(node, All | Any):
        return any(has_content(child) for child in node.nodes)
    if isinstance(node, Word):
        return node.prefix or node.text not in ("the", "for")
    return isinstance(node, Phrase)


def texts(one: Topic, zone: str | None) -> list[str]:
    """All that can be found of a topic, or what was chatted."""
    chat = [f"{message.speaker}: {message.text}" for message in one.chat]
    if zone == "chat":
        return chat
    year, _, rest = one.date.partition("-")
    month = {"01": "January", "02": "February", "03": "March", "11": "November"}[rest[:2]]
    day = str(int(rest[3:])) if len(rest) > 2 else ""
    return [
        one.title, one.text, *chat, *one.people, *one.speakers, *one.projects, one.meeting, one.date,
        f"{month}\n{month[:3]}\n{day}\n{year}",
    ]  # fmt: skip


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
            assert {hit.topic.id for hit in result.hits} == expected, query
            assert result.total == len(expected)
            if "project:" not in query:
                counts = Counter(name for i in expected for name in shelf.topics[i].projects)
                assert {v.name: v.count for v in result.facets["project"]} == counts, query
            if "year:" not in query and "date:" not in query:
                years = Counter(shelf.topics[i].date[:4] for i in expected)
                assert {v.name: v.count for v in result.facets["year"]} == years, query
            assert sum(count for _, count in result.timeline) == len(expected)
        snapshot.close()
