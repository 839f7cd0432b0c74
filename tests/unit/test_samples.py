"""The sample minutes that ship with kb, held against labels that were written by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kb
from index import Library, Topic, open_library

SAMPLES = Path(kb.__file__).parent / "samples"
LABELS = Path(__file__).parents[1] / "cases" / "samples" / "labels.toml"
ROWS = [
    pytest.param(row, id=f"{row['file']}:{row['lines'][0]}")
    for row in tomllib.loads(LABELS.read_text(encoding="utf-8"))["topic"]
]
DATES = [
    *("2022-03-15", "2022-05-10", "2022-06-21", "2022-09-13", "2022-11-08"),
    *("2023-01-17", "2023-03-28", "2023-05-30", "2023-09-12", "2023-12-05"),
    *("2024-02-20", "2024-06-11", "2024-10-15", "2025-01-21"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The samples, indexed once for all tests of this file."""
    opened = open_library(SAMPLES, cache=tmp_path_factory.mktemp("cache"))
    opened.sync()
    yield opened
    opened.close()


def topics(library: Library, file: str, *kinds: str) -> list[Topic]:
    """The topics of one file, in its order, of the given kinds."""
    return [topic for topic in library.meeting(file).topics if topic.kind in kinds]


def labelled(library: Library, row: dict[str, Any]) -> Topic:
    """The topic that begins where the label says that one does."""
    found = topics(library, row["file"], "discussion")
    starts = {topic.start: topic for topic in found}
    assert row["lines"][0] in starts, f"topics begin at {sorted(starts)}"
    return starts[row["lines"][0]]


def test_the_path_dates_a_meeting_even_where_its_title_errs(library: Library) -> None:
    assert sorted(meeting.date for meeting in library.meetings()) == DATES
    assert library.meeting("2022-06-21").title == "Notes on 12 Jun. 2022"
    assert any(p.file == "2022-06-21.md" and "date" in p.code for p in library.problems())


def test_a_readme_is_no_meeting(library: Library) -> None:
    report = library.sync(full=True)
    assert [skipped.file for skipped in report.skipped] == ["README.md"]
    assert report.meetings == len(DATES)


@pytest.mark.parametrize("row", ROWS)
def test_a_topic_spans_its_subject(library: Library, row: dict[str, Any]) -> None:
    topic = labelled(library, row)
    assert [topic.start, topic.end] == row["lines"]
    assert topic.title == row["title"]


@pytest.mark.parametrize("row", ROWS)
def test_a_topic_knows_its_people_and_projects(library: Library, row: dict[str, Any]) -> None:
    topic = labelled(library, row)
    written = set(topic.people) - {message.speaker for message in topic.chat}
    assert written <= set(row.get("people", ())) <= set(topic.people)
    assert set(row.get("projects", ())) <= set(topic.projects)


@pytest.mark.parametrize("row", ROWS)
def test_decisions_and_actions_are_found_with_their_owners(library: Library, row: dict[str, Any]) -> None:
    topic = labelled(library, row)
    assert list(topic.decisions) == row.get("decisions", [])
    owners = {str(action.line): ", ".join(action.owners) for action in topic.actions}
    assert owners == row.get("actions", {})


@pytest.mark.parametrize("row", [row for row in ROWS if "chat" in row.values[0]])
def test_chat_belongs_to_the_topic_that_it_is_about(library: Library, row: dict[str, Any]) -> None:
    lines = {message.line for message in labelled(library, row).chat}
    assert set(row["chat"]) <= lines


def test_no_minuted_topic_is_missed_or_made_up(library: Library) -> None:
    for file in sorted({row.values[0]["file"] for row in ROWS}):
        expected = [row.values[0]["lines"][0] for row in ROWS if row.values[0]["file"] == file]
        assert [topic.start for topic in topics(library, file, "discussion")] == expected, file


def test_a_meeting_without_minutes_has_its_agenda(library: Library) -> None:
    planned = topics(library, "2022-05-10.md", "discussion", "agenda", "chat")
    assert [(topic.kind, topic.start, topic.end) for topic in planned] == [
        ("agenda", 5, 5),
        ("agenda", 6, 7),
        ("agenda", 8, 8),
    ]


def test_a_stub_is_a_meeting_without_topics(library: Library) -> None:
    assert library.meeting("2023-03-28").topics == ()


def test_all_items_of_an_agenda_that_was_minuted_are_one_document(library: Library) -> None:
    (agenda,) = topics(library, "2022-03-15.md", "agenda")
    assert agenda.start <= 5
    assert agenda.end == 8
    items = library.meeting("2022-03-15").agenda
    assert [item.line for item in items] == [5, 7, 8]


@pytest.mark.parametrize(
    ("file", "recording"),
    [
        ("2022-03-15.md", "https://youtu.be/strandline_2022_03"),  # behind a reference, underscore escaped
        ("2022-06-21.md", "https://youtu.be/strandline_2022_06"),
        ("2022-09-13.md", None),
        ("2023-12-05.md", None),
        ("2024-10-15.md", "https://youtu.be/strandline_2024_10"),
    ],
)
def test_the_recording_is_found(library: Library, file: str, recording: str | None) -> None:
    assert library.meeting(file).recording == recording


@pytest.mark.parametrize(
    ("file", "messages", "speakers"),
    [
        ("2022-03-15.md", 8, 8),  # unfenced, blank lines between
        ("2022-09-13.md", 6, 6),  # fenced, text on the next lines, one message of two lines
        ("2023-09-12.md", 9, 8),  # fenced, a tab after the clock
        ("2023-12-05.md", 5, 5),  # unfenced, text on the next line
        ("2025-01-21.md", 6, 4),  # unfenced, no blank lines
    ],
)
def test_every_chat_message_is_kept(library: Library, file: str, messages: int, speakers: int) -> None:
    chat = [message for topic in library.meeting(file).topics for message in topic.chat]
    assert len(chat) == messages
    assert len({message.speaker for message in chat}) == speakers


def test_initials_of_the_attendee_list_are_the_speakers_of_the_turns(library: Library) -> None:
    meeting = library.meeting("2022-11-08")
    assert ("Hiroshi Tanabe", ("HT",)) in [(person.name, person.aliases) for person in meeting.attendees]
    first, second = topics(library, "2022-11-08.md", "discussion")
    assert set(first.said) == {
        "Tomasz Wrona",
        "Ingrid Solheim",
        "Hiroshi Tanabe",
        "Leilani Kahale",
        "Yusuf Demir",
    }
    assert set(second.said) == {"Mei-Lin Zhao", "Amara Okonkwo", "Leilani Kahale"}


def test_those_who_sent_regrets_were_not_there(library: Library) -> None:
    present = {person.name for person in library.meeting("2024-06-11").attendees}
    assert "Lena Ortiz" in present
    assert "Rafael Quintana" not in present


def test_a_first_name_that_two_people_have_is_that_of_the_one_who_was_there(library: Library) -> None:
    assert {"Lena Vogt", "Lena Ortiz"} <= {entity.name for entity in library.people()}
    assert "Lena Vogt" not in library.topic("2024-06-11/lena-s-project").people
    assert "Lena Vogt" not in library.topic("2024-10-15/lena").people


@pytest.mark.parametrize(
    ("file", "start", "project"),
    [
        ("2023-09-12.md", 13, "Swell"),  # "Swell on the GPU": the package
        ("2023-09-12.md", 27, None),  # "the swell charts": the sea
    ],
)
def test_a_project_whose_name_is_a_word_is_told_from_the_word(
    library: Library, file: str, start: int, project: str | None
) -> None:
    (topic,) = [topic for topic in topics(library, file, "discussion") if topic.start == start]
    assert ("Swell" in topic.projects) == (project is not None)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("project:GaugeIO merge is:decision", "2024-06-11/merge-gaugeio-into-brackwater-reopened"),
        ("summer-time bug", "2024-10-15/summer-time-bug"),
        ("link:GaugeIO.jl#74 sort:oldest", "2022-06-21/time-zones"),
        ("owner:amara", "2024-06-11/gpu-by-default-in-swell-jl"),
        ("said:mei-lin tide constants", "2022-11-08/a-home-for-the-tide-constants"),
    ],
)
def test_a_question_finds_its_meeting(library: Library, query: str, first: str) -> None:
    assert library.search(query).hits[0].topic.id == first


def test_a_question_in_plain_words_finds_its_answer(library: Library) -> None:
    hits = library.search("what did amara demo").hits
    assert hits[0].topic.date == "2023-09-12"


def test_paragraphs_are_topics_and_so_is_a_list_of_actions_for_all(library: Library) -> None:
    found = topics(library, "2024-02-20.md", "discussion")
    assert [topic.start for topic in found] == [13, 15, 17, 19]
    assert [action.owners for action in found[-1].actions][:2] == [("Aoife Brennan",), ("Siddharth Rao",)]
