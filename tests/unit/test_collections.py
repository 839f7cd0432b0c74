"""Several collections asked as one: what is found, counted and named is what one index over all would say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import kb
from index import Collections, Library, NotFoundError, QueryError, open_library

SAMPLES = Path(kb.__file__).parent / "samples"
QUERIES = [
    "",
    "merge",
    "gauge",
    "swell gpu",
    "project:Swell",
    "project:Swell,GaugeIO is:decision",
    "person:tomasz sort:oldest",
    "gauge -merge sort:newest",
    "tide OR swell",
    "year:2023 gauge",
]


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Collections]]:
    """The samples as one library, and dealt out to two collections."""
    top = tmp_path_factory.mktemp("halves")
    for n, file in enumerate(sorted(SAMPLES.rglob("*.md"))):
        to = top / ("east" if n % 2 else "west") / file.relative_to(SAMPLES)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, to)
    whole = open_library(SAMPLES, cache=top / "cache-whole")
    parts = [open_library(top / name, cache=top / f"cache-{name}", name=name) for name in ("east", "west")]
    both = Collections(parts)
    whole.sync()
    both.sync()
    yield whole, both
    whole.close()
    both.close()


@pytest.mark.parametrize("query", QUERIES)
def test_two_find_and_count_what_one_does(halves: tuple[Library, Collections], query: str) -> None:
    """Names are left out of the counts: each ledger knows its own meetings."""
    one, both = (library.search(query, limit=500, strict=True) for library in halves)
    assert {hit.topic.id for hit in one.hits} == {hit.topic.id.partition(":")[2] for hit in both.hits}
    assert (one.total, one.meetings, one.timeline) == (both.total, both.meetings, both.timeline)
    for facet in ("year", "kind", "has"):
        assert one.facets[facet] == both.facets[facet]
    assert sum(value.count for value in both.facets["collection"]) == both.total
    assert next(iter(both.facets)) == "collection"


def test_some_of_the_words_follow_where_all_together_find_little(
    halves: tuple[Library, Collections],
) -> None:
    one, both = (library.search("merge GaugeIO firmware", limit=100) for library in halves)
    assert bool(one.total) == bool(both.total)
    matches = [hit.match for hit in both.hits]
    assert matches == sorted(matches)  # "all" before "some"
    assert both.related == matches.count("some") > 0
    many = halves[1].search("gauge", limit=100)
    assert (many.related, {hit.match for hit in many.hits}) == (0, {"all"})


def test_hits_of_both_stand_in_the_order_of_their_shares(halves: tuple[Library, Collections]) -> None:
    _, both = halves
    hits = both.search("gauge merge", limit=100).hits
    scores = [hit.score for hit in hits if hit.match == "all"]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] <= scores[0] <= 1
    assert {hit.topic.id.partition(":")[0] for hit in hits} == {"east", "west"}
    dates = [hit.topic.date for hit in both.search("sort:oldest", limit=500).hits]
    assert dates == sorted(dates)


def test_another_spelling_is_tried_where_nobody_knows_the_word(halves: tuple[Library, Collections]) -> None:
    _, both = halves
    found = both.search("brackwatr")
    assert found.corrected is not None
    assert "brackwater" in found.corrected.lower()
    assert found.total
    assert both.search("brackwater").corrected is None
    assert both.search("brackwatr", strict=True).hits == ()


def test_a_collection_is_a_filter_and_a_facet(halves: tuple[Library, Collections]) -> None:
    _, both = halves
    everything = both.search("gauge", limit=500, strict=True)
    east = both.search("gauge collection:East", limit=500, strict=True)
    west = both.search("gauge -collection:east", limit=500, strict=True)
    assert {hit.topic.id.partition(":")[0] for hit in east.hits} == {"east"}
    assert {hit.topic.id.partition(":")[0] for hit in west.hits} == {"west"}
    assert east.total + west.total == everything.total
    counted = {value.name: (value.count, value.chosen) for value in east.facets["collection"]}
    assert counted == {"east": (east.total, True), "west": (west.total, False)}
    with pytest.raises(QueryError, match="no collection:eest"):
        both.search("collection:eest")
    with pytest.raises(QueryError, match="no collections here"):
        halves[0].search("collection:east")


def test_ids_lead_back_to_their_topic_and_file(halves: tuple[Library, Collections]) -> None:
    _, both = halves
    for hit in both.search("gauge", limit=50).hits:
        topic = both.topic(hit.topic.id)
        assert topic == hit.topic
        assert both.topic(topic.id.partition(":")[2]) == topic
        assert topic in both.meeting(topic.id).topics
        folder, name = both.locate(topic.file)
        lines = (folder / name).read_text(encoding="utf-8").split("\n")
        if topic.kind == "discussion":
            assert "\n".join(lines[topic.start - 1 : topic.end]) == topic.text


def test_what_is_in_two_collections_wants_its_name(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "2024-01-02.md").write_text(
            "# Call\n\nPresent: Ada Okafor\n\n## Kiln\n\nAda Okafor lit it.\n"
        )
    both = Collections(
        open_library(tmp_path / name, cache=tmp_path / f"{name}-cache", name=name) for name in ("one", "two")
    )
    assert both.changes().new == ("one:2024-01-02.md", "two:2024-01-02.md")
    assert not both.search("kiln").hits  # nothing is read yet
    assert both.sync().new == ("one:2024-01-02.md", "two:2024-01-02.md")
    assert both.changes().is_empty
    for find, ref in ((both.topic, "2024-01-02/kiln"), (both.meeting, "2024-01-02")):
        with pytest.raises(NotFoundError, match="2 collections") as error:
            find(ref)
        assert f"one:{ref}, two:{ref}" in str(error.value.hint)
        assert find(f"two:{ref}").file == "two:2024-01-02.md"
    with pytest.raises(NotFoundError):
        both.topic("2024-01-02/kilm")
    (ada,) = both.people()
    assert (ada.topics, ada.meetings) == (2, 2)
    assert (both.status().files, both.status().people, len(both.meetings())) == (2, 1, 2)
    both.close()
