"""What holds for naming whatever was written: no order, no trace of what is gone, nothing raises."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Attendee, Meeting, Message, NameRules, Topic, Turn
from index.naming import (
    Evidence,
    Ledger,
    Tally,
    build_ledger,
    changed_forms,
    collect,
    finder,
    resolve,
    written_beside,
)
from index.naming.forms import texts
from index.storing.tokens import fold

NAMES = [
    "Ana King",
    "Ana Reed",
    "Ana",
    "Bo Sand",
    "bosand",
    "AK",
    "Mark Sand",
    "Bo Sands",
    "@ana",
    "Kite",
    "Ä. Ö-Ü",
]
LINKS = ["https://github.com/harbour/Kite.jl", "https://github.com/ana", "https://github.com/harbour/kitectl"]
PHRASES = [
    *("Ana gave a talk.", "Kite is fast.", "We use Kite.jl and kitectl.", "Ask Bo.", "AK: yes", "Mark it."),
    *(
        "`Kite.fly`",
        "Marguerite will review it.",
        "@ana to write",
        "the kite",
        "Ana King and Bo Sand",
        "PyTorch",
    ),
]
lines = st.lists(st.sampled_from(PHRASES), max_size=4).map(" ".join)


@st.composite
def meetings(draw: st.DrawFn, text: st.SearchStrategy[str] = lines) -> Meeting:
    """A meeting of up to two topics, made of few names so that they clash."""
    name = st.sampled_from(NAMES)
    topics = tuple(
        Topic(
            id=f"m/{number}",
            file="m.md",
            date="2024-01-01",
            meeting="m",
            kind=draw(st.sampled_from(["discussion", "chat"])),
            title="t",
            start=1,
            end=1,
            text=draw(text),
            links=tuple(draw(st.lists(st.sampled_from(LINKS), max_size=2))),
            turns=tuple(Turn(1, who) for who in draw(st.lists(name, max_size=1))),
            chat=tuple(Message(1, 1, None, who, draw(text)) for who in draw(st.lists(name, max_size=2))),
        )
        for number in range(draw(st.integers(0, 2)))
    )
    attendees = tuple(
        Attendee(who, ("AK", "@ana")[: draw(st.integers(0, 2))]) for who in draw(st.lists(name, max_size=2))
    )
    return Meeting("m.md", "2024-01-01", "m", 1, 1, attendees=attendees, topics=topics)


def ledger_of(*held: Meeting) -> Ledger:
    return build_ledger(Tally(map(collect, held)), NameRules())


@settings(max_examples=150, deadline=None)
@given(st.lists(meetings(), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_the_meetings_makes_no_difference(held: list[Meeting], random: object) -> None:
    shuffled = list(held)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ledger_of(*held) == ledger_of(*shuffled)


@settings(max_examples=150, deadline=None)
@given(st.lists(meetings(), min_size=1, max_size=4), meetings())
def test_only_meetings_that_mention_a_changed_form_change(held: list[Meeting], new: Meeting) -> None:
    before, after = ledger_of(*held), ledger_of(*held, new)
    finds = finder(changed_forms(before, after))
    for meeting in held:
        if not any(map(finds, map(fold, (written_beside(meeting), *texts(meeting))))):
            assert resolve(meeting, before) == resolve(meeting, after)
    assert not changed_forms(after, after)


@settings(max_examples=100, deadline=None)
@given(st.lists(meetings(), max_size=4))
def test_evidence_and_ledger_survive_json(held: list[Meeting]) -> None:
    evidence = [collect(meeting) for meeting in held]
    stored = [Evidence.from_json(json.loads(json.dumps(one.to_json()))) for one in evidence]
    assert stored == evidence
    ledger = build_ledger(Tally(stored), NameRules())
    assert Ledger.from_json(json.loads(json.dumps(ledger.to_json()))) == ledger


@settings(max_examples=200, deadline=None)
@given(meetings(text=st.text(max_size=200)), st.text(max_size=40))
def test_no_text_raises_and_resolving_changes_names_only(meeting: Meeting, name: str) -> None:
    odd = replace(meeting, attendees=(*meeting.attendees, Attendee(name, (name[:2], f"@{name}"))))
    rules = NameRules(
        people={name: (name,)}, projects={name: (name, "Kite")}, not_people=frozenset({name[:1]})
    )
    ledger = build_ledger(Tally([collect(odd)]), rules)
    resolved = resolve(odd, ledger)
    assert [t.text for t in resolved.topics] == [t.text for t in odd.topics]
    for topic in resolved.topics:
        assert len(set(topic.people)) == len(topic.people)
        assert all(topic.said)
    ledger.person(name)
    ledger.project(name)


@settings(max_examples=100, deadline=None)
@given(meetings(), st.lists(meetings(), max_size=3))
def test_resolving_twice_is_resolving_once_for_projects_and_said(
    meeting: Meeting, others: list[Meeting]
) -> None:
    ledger = ledger_of(meeting, *others)
    once = resolve(meeting, ledger)
    assert [t.projects for t in resolve(once, ledger).topics] == [t.projects for t in once.topics]


def test_names_come_in_one_order_in_every_process() -> None:
    script = (
        "from index.model import Meeting, NameRules, Topic\n"
        "from index.naming import Tally, build_ledger, collect, resolve\n"
        "text = 'pandas scipy numpy pytorch keras jupyter wandb, git lfs and travis ci'\n"
        "topic = Topic('m/t', 'm.md', '2024', 'm', 'discussion', 't', 1, 1, text)\n"
        "meeting = Meeting('m.md', '2024', 'm', 1, 1, topics=(topic,))\n"
        "ledger = build_ledger(Tally([collect(meeting)]), NameRules())\n"
        "print(resolve(meeting, ledger).topics[0].projects)\n"
    )
    root = Path(__file__).parents[3]
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1
    assert "SciPy" in answers.pop()
