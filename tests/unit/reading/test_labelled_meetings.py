"""What real minutes say (dates, people, outcomes, chat), held against labels made by hand."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from index.model import Meeting
from index.reading import read_minutes

SHARED = Path(__file__).parents[4] / "shared"
LABELS, MINUTES = SHARED / "labels", SHARED / "minutes"
pytestmark = pytest.mark.skipif(
    not LABELS.is_dir(), reason="the labelled minutes are not beside the checkout"
)


def scoring(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SHARED / "tools" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(meeting: Meeting) -> dict[str, list[dict[str, Any]]]:
    """A meeting as the scoring tool reads it from an export, names as written."""
    topics = [
        {
            "start": topic.start,
            "end": topic.end,
            "kind": topic.kind,
            "said": [turn.speaker for turn in topic.turns],
            "decisions": topic.decisions,
            "actions": [action.line for action in topic.actions],
        }
        for topic in meeting.topics
        if topic.kind != "chat"
    ]
    names = [attendee.name for attendee in meeting.attendees]
    head = {"start": meeting.start, "end": meeting.end, "date": meeting.date, "attendees": names}
    return {"meetings": [head], "topics": topics}


@pytest.fixture(scope="module")
def means() -> dict[str, float]:
    """The plain mean over communities of each figure."""
    tool = scoring("eval_general")
    figures: list[dict[str, float | None]] = []
    for folder in sorted(path for path in LABELS.iterdir() if path.is_dir() and path.name != "fluxml"):
        labels = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
        files: dict[str, dict[str, list[dict[str, Any]]]] = {}
        for label in labels:
            path = next(
                p for p in (MINUTES / folder.name).rglob("*.md") if p.as_posix().endswith(label["file"])
            )
            file = path.relative_to(MINUTES / folder.name).as_posix()
            entry = files.setdefault(label["file"], {"meetings": [], "topics": []})
            for meeting in read_minutes(file, path.read_bytes().decode("utf-8", "replace")).meetings:
                for key, found in rows(meeting).items():
                    entry[key] += found
        figures.append(tool.corpus_figures(labels, files))
    known = {key: [row[key] for row in figures if row[key] is not None] for key in figures[0]}
    return {key: sum(values) / len(values) for key, values in known.items() if values}


@pytest.mark.parametrize(
    ("figure", "least"),
    [("date", 1.0), ("attendees", 0.95), ("said", 0.90), ("decisions", 0.60), ("actions", 0.70)],
)
def test_other_communities_are_read_as_labelled(means: dict[str, float], figure: str, least: float) -> None:
    assert means[figure] >= least


def test_decisions_actions_and_chat_of_the_home_corpus_are_those_labelled() -> None:
    tool = scoring("eval_extraction")
    gold, found = tool.load_labels(LABELS / "fluxml"), {}
    for name in gold:
        text = (MINUTES / "fluxml" / name).read_bytes().decode()
        [meeting] = read_minutes(name, text).meetings
        kinds = {topic.kind for topic in meeting.topics}
        topics = [
            t for t in meeting.topics if t.kind == ("discussion" if "discussion" in kinds else "agenda")
        ]
        found[name] = {
            "date": meeting.date,
            "recording": meeting.recording,
            "topics": [
                {
                    "start": topic.start,
                    "end": topic.end,
                    "people": (),
                    "projects": (),
                    "decisions": topic.decisions,
                    "actions": [action.line for action in topic.actions],
                }
                for topic in topics
            ],
            "chat": [
                {"line": message.line, "speaker": message.speaker, "topic": place}
                for topic in meeting.topics
                for place in [topics.index(topic) if topic in topics else None]
                for message in topic.chat
            ],
        }
    people = tool.aliases(LABELS / "fluxml", "people")
    figures = tool.evaluate(gold, found, people, {})
    assert figures["date_accuracy"] == 1.0
    assert figures["decisions"]["f1"] >= 0.80
    assert figures["actions"]["f1"] >= 0.80
    assert figures["chat_topic_accuracy"] >= 0.90
    assert figures["chat_speaker_accuracy"] == 1.0
