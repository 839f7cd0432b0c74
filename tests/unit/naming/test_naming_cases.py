"""The rules of naming, one case each; a new habit is a new case in tests/cases/naming."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from index.model import Attendee, Meeting, Message, NameRules, Topic, Turn
from index.naming import Ledger, Tally, build_ledger, collect, resolve
from index.naming.addresses import linked_project
from index.naming.deeds import deed

CASES = Path(__file__).parents[2] / "cases" / "naming"


def cases(name: str) -> list[Any]:
    """The cases of one file, named by their titles."""
    rows = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row["title"]) for row in rows]


def meeting(number: int, row: dict[str, Any]) -> Meeting:
    """A meeting of one topic, as reading would hand it over."""
    file, date = f"2024-01-{number:02}.md", f"2024-01-{number:02}"
    topic = Topic(
        id=f"2024-01-{number:02}/topic",
        file=file,
        date=date,
        meeting="Notes",
        kind="discussion",
        title="Topic",
        start=1,
        end=1 + row["text"].count("\n"),
        text=row["text"],
        links=tuple(row.get("links", ())),
        turns=tuple(Turn(line, who) for line, who in enumerate(row.get("turns", ()), 1)),
        chat=tuple(Message(9, 9, None, who, text) for who, text in row.get("chat", ())),
    )
    attendees = tuple(Attendee(name, tuple(aliases)) for name, *aliases in row.get("attendees", ()))
    return Meeting(file, date, "Notes", 1, topic.end, attendees=attendees, topics=(topic,))


def named(meetings: list[Meeting], rules: NameRules | None = None) -> tuple[Ledger, list[Topic]]:
    """The ledger of these meetings, and their topics by it."""
    ledger = build_ledger(Tally(map(collect, meetings)), rules or NameRules())
    return ledger, [topic for m in meetings for topic in resolve(m, ledger).topics]


@pytest.mark.parametrize("row", cases("names"))
def test_a_topic_has_its_names(row: dict[str, Any]) -> None:
    rows = row["meeting"]
    _, topics = named([meeting(number, r) for number, r in enumerate(rows, 1)])
    for expected, topic in zip(rows, topics, strict=True):
        for field in ("people", "said", "speakers", "projects"):
            if field in expected:
                assert set(getattr(topic, field)) == set(expected[field]), (field, expected["text"])


@pytest.mark.parametrize("row", cases("deeds"))
def test_the_words_after_a_name_say_what_its_bearer_does(row: dict[str, str]) -> None:
    before, rest = row["text"].split("[[")
    name, after = rest.split("]]")
    assert (deed(before + name + after, len(before + name)) or "") == row["deed"]


@pytest.mark.parametrize("row", cases("links"))
def test_a_link_names_a_project(row: dict[str, str]) -> None:
    project = linked_project(row["url"])
    assert (project or ("", "")) == (row["project"], row["owner"])


def test_the_ledger_answers_in_any_spelling() -> None:
    ledger, _ = named(
        [
            meeting(1, {"text": "x", "chat": [["Ána Kíng", "hi"]], "attendees": [["Bo Sand", "@sandy"]]}),
            meeting(2, {"text": "x", "links": ["https://github.com/harbour/Kite.jl"]}),
        ]
    )
    assert ledger.person("ana") == ledger.person("ana king") == ledger.person("Ána Kíng") == "Ána Kíng"
    assert ledger.person("@sandy") == ledger.person("bo") == "Bo Sand"
    assert ledger.project("kite") == ledger.project("harbour/Kite.jl") == ledger.project("KITE.jl") == "Kite"
    assert ledger.person("nobody") is None
    assert ledger.project("") is None


def test_who_is_meant_by_a_form_that_fits_two_is_left_open_and_said() -> None:
    ledger, _ = named([meeting(1, {"text": "x", "chat": [["Ana King", "a"], ["Ana Reed", "b"]]})])
    assert ledger.person("ana") is None
    assert ledger.ambiguous == {"ana": ("Ana King", "Ana Reed")}


def test_rules_add_merge_and_forbid() -> None:
    meetings = [
        meeting(
            1,
            {
                "text": "- Kite is out, says the captain. Ask Bo, or see Wind.",
                "chat": [["captain", "aye"], ["Ana King", "hi"], ["Bo Sand", "ho"]],
                "links": ["https://github.com/harbour/Kite.jl", "https://github.com/harbour/Wind.jl"],
            },
        )
    ]
    rules = NameRules(
        people={"Ana King": ("captain",)},
        projects={"Kites": ("Kite",)},
        not_people=frozenset({"Bo Sand"}),
        not_projects=frozenset({"Wind"}),
    )
    ledger, (topic,) = named(meetings, rules)
    assert topic.projects == ("Kites",)
    assert topic.people == ()
    assert topic.chat[0].speaker == "Ana King"
    assert ledger.person("captain") == "Ana King"
    assert ledger.person("bo") is None
    assert "Bo Sand" not in ledger.people
