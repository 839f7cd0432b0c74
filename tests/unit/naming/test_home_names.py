"""People and projects of real minutes, held against labels made by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from index.model import Meeting, NameRules, Topic
from index.naming import Tally, build_ledger, collect, resolve
from index.reading import read_minutes

SHARED = Path(__file__).parents[4] / "shared"
LABELS = SHARED / "labels" / "fluxml"
pytestmark = pytest.mark.skipif(
    not LABELS.is_dir(), reason="the labelled minutes are not beside the checkout"
)


def folded(name: str) -> str:
    """A name as the scoring tool compares it."""
    return re.sub(r"[\s_.-]+", "", re.sub(r"\.jl$", "", name.strip().lower()))


def aliases(kind: str) -> dict[str, str]:
    """All labelled forms of a name, folded, with the folded canonical one."""
    table: dict[str, str] = {}
    for name, forms in json.loads((LABELS / f"{kind}.json").read_text()).items():
        table[folded(name)] = folded(name)
        for form in forms:
            table.setdefault(folded(form), folded(name))
    return table


@pytest.fixture(scope="module")
def topics() -> dict[tuple[str, int], Topic]:
    """The minuted topics of all meetings by file and first line."""
    meetings: list[Meeting] = []
    for path in sorted((SHARED / "minutes" / "fluxml").glob("2*.md")):
        meetings += read_minutes(path.name, path.read_bytes().decode()).meetings
    ledger = build_ledger(Tally(map(collect, meetings)), NameRules())
    return {(t.file, t.start): t for m in meetings for t in resolve(m, ledger).topics}


@pytest.mark.parametrize(("kind", "least"), [("people", 0.95), ("projects", 0.94)])
def test_the_names_of_topics_are_the_labelled_ones(
    topics: dict[tuple[str, int], Topic], kind: str, least: float
) -> None:
    table = aliases(kind)
    right = wrong = missed = 0
    for path in sorted(LABELS.glob("2*.json")):
        label = json.loads(path.read_text())
        for row in label["topics"]:
            topic = topics.get((label["file"], row["start"]))
            if topic is None or topic.end != row["end"]:
                continue  # where the topic was cut otherwise, its names say nothing about naming
            contested = {table.get(folded(n), folded(n)) for n in row.get("contested", {}).get(kind, ())}
            want = {table.get(folded(n), folded(n)) for n in row[kind]}
            got = {table.get(folded(n), folded(n)) for n in getattr(topic, kind)} - contested
            right, wrong, missed = right + len(want & got), wrong + len(got - want), missed + len(want - got)
    assert right > 30
    assert 2 * right / (2 * right + wrong + missed) >= least
