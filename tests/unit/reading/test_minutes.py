"""What a file of minutes gives besides the cut: recording, agenda, ids, titles, problems, reasons to skip."""

from __future__ import annotations

import pytest

from index.model import Topic
from index.reading import read_minutes


def topics_of(file: str, text: str) -> tuple[Topic, ...]:
    return tuple(topic for meeting in read_minutes(file, text).meetings for topic in meeting.topics)


@pytest.mark.parametrize(
    ("lines", "recording"),
    [
        ("**Video link:** https://youtu.be/abc_1", "https://youtu.be/abc_1"),
        (
            "**Video link:** [https://youtu.be/abc\\_1][2]\n\n[2]: https://youtu.be/abc_1",
            "https://youtu.be/abc_1",
        ),
        ("**Video link:** [watch][2]\n\n[2]: https://youtu.be/two", "https://youtu.be/two"),
        (
            "## Links\n\n* **Recording**:  <https://youtube.com/watch?v=x>",
            "https://youtube.com/watch?v=x",
        ),
        ("Recording: https://files.example.org/call.mp4", "https://files.example.org/call.mp4"),
        ("See the [recorded video](https://youtu.be/demo)!", "https://youtu.be/demo"),
        ("**Video link:** No recording", None),
        ("Join: https://zoom.us/j/123", None),
        ("Video conference: https://zoom.us/j/123", None),
        (
            "## Minutes\n\nBo showed a video: https://youtu.be/cited and we talked about it for long\n",
            None,
        ),
        ("## Chat\n\n12:00:01 From Ada Berg : https://youtu.be/chat", None),
        ("## Parser\n\ntext\n\n### Let's connect\n\nOur YouTube channel: https://www.youtube.com/c/us", None),
    ],
)
def test_recording(lines: str, recording: str | None) -> None:
    (meeting,) = read_minutes("2023-01-13.md", f"# Notes\n\n{lines}\n").meetings
    assert meeting.recording == recording
    assert {topic.recording for topic in meeting.topics} <= {recording}


def test_agenda_items_are_the_first_level_without_markup() -> None:
    agenda = "- [Zoo](https://a.example/z) plans\n  - detail\n- **Docs**\n"
    text = f"# Notes\n\n## Agenda\n{agenda}\n## Minutes\n- Zoo\n"
    (meeting,) = read_minutes("2023-01-13.md", text).meetings
    assert [(item.line, item.text) for item in meeting.agenda] == [(4, "Zoo plans"), (6, "Docs")]


def test_ids_are_path_and_title_and_differ() -> None:
    text = "# Notes\n\n## Minutes\n\n### Enzyme + Flux: integration\na\n\n### Docs\nb\n\n### Docs\nc\n"
    ids = [topic.id for topic in topics_of("calls/2023-08-11.md", text)]
    assert ids == [
        "calls/2023-08-11/enzyme-flux-integration",
        "calls/2023-08-11/docs",
        "calls/2023-08-11/docs-2",
    ]


def test_ids_of_several_meetings_in_a_file_have_their_date() -> None:
    text = "# Call notes\n\n## 2023-01-02\n- Docs\n\n## 2023-01-09\n- Docs\n"
    assert [(t.id, t.date) for t in topics_of("calls.md", text)] == [
        ("calls/2023-01-02/docs", "2023-01-02"),
        ("calls/2023-01-09/docs", "2023-01-09"),
    ]


def test_titles_are_plain_and_short() -> None:
    text = (
        "# Notes\n\n## Minutes\n\n"
        "**Update** on [Zoo](https://a.example/zoo):\n- one\n\n"
        "Ines showed the new sampler, which now runs in the browser. It took a year. "
        + "And so on. " * 20
        + "\n"
    )
    assert [topic.title for topic in topics_of("2023-01-13.md", text)] == [
        "Update on Zoo",
        "Ines showed the new sampler, which now runs in the browser",
    ]


def test_a_bold_lead_in_is_the_title_of_a_long_item_but_not_of_a_short_one() -> None:
    told = "the carpenter was asked, and " * 6
    text = f"# 2024-03-05\n\n## Notes\n\n- **Mast of oak:** {told}\n- **Council:** Election results\n"
    (meeting,) = read_minutes("2024-03-05.md", text).meetings
    assert [topic.title for topic in meeting.topics] == ["Mast of oak", "Council: Election results"]


def test_the_title_of_the_front_matter_names_a_meeting_without_a_heading_for_it() -> None:
    front = '---\ntitle: "Crew No. 1"\ndate: 2024-03-05\n---\n'
    text = f"{front}## Budget\n\nIt is late.\n\n## Ropes\n\nToo short.\n"
    (meeting,) = read_minutes("crew/minutes.md", text).meetings
    assert (meeting.title, meeting.date) == ("Crew No. 1", "2024-03-05")


def test_links_of_a_topic_are_resolved_and_chat_links_follow() -> None:
    text = (
        "# Notes\n\n## Minutes\n\n### Sampler rewrite\n[pull request][1]\n\n"
        "## Chat\n\n12:01:00 From Ada Berg : the sampler rewrite https://a.example/sampler\n\n"
        "[1]: https://a.example/pull/1\n"
    )
    (topic, *_) = topics_of("2023-01-13.md", text)
    assert topic.links[0] == "https://a.example/pull/1"
    if topic.chat:
        assert topic.links == ("https://a.example/pull/1", "https://a.example/sampler")


def test_a_chat_topic_has_only_the_messages_that_belong_to_no_other() -> None:
    text = (
        "# Notes\n\n## Minutes\n\n### Sampler rewrite\n\nThe sampler: https://github.com/acme/sampler/pull/7\n\n"
        "## Chat\n\n"
        "12:01:00 From Ada Berg : hello all https://a.example/hello\n"
        "12:05:00 From Bo Chan : https://github.com/acme/sampler/pull/7\n"
        "12:59:00 From Ada Berg : bye, see you next week\n"
    )
    topic, chat = topics_of("2023-01-13.md", text)
    assert [message.line for message in topic.chat] == [12]
    assert chat.kind == "chat"
    assert [message.line for message in chat.chat] == [11, 13]
    assert (chat.start, chat.end) == (11, 13)
    assert chat.text.split("\n")[1] == ""
    assert chat.links == ("https://a.example/hello",)


def test_a_wrong_date_in_the_title_is_a_problem_and_the_path_wins() -> None:
    reading = read_minutes("2022-04-26.md", "# Notes on 12 Apr. 2022\n\n- one\n")
    assert [meeting.date for meeting in reading.meetings] == ["2022-04-26"]
    assert [(problem.code, problem.line) for problem in reading.problems] == [("date-mismatch", 1)]


def test_a_label_for_the_recording_without_a_link_is_a_problem() -> None:
    reading = read_minutes("2022-04-26.md", "# Notes\n\n**Recording:** \n\n## Minutes\n\n- one\n")
    assert [problem.code for problem in reading.problems] == ["no-recording"]


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("notes.md", "", "empty"),
        ("notes.md", "\ufeff \n\n\t\r\n", "empty"),
        ("notes.md", "# How we work\n\n- kindly\n", "no date in its path or title"),
        ("README.md", "# Minutes\n\nThese go back to 2020-01-02.\n", "about the repository, no minutes"),
        ("2015-03/toc.md", "# March 2015 - Table of Contents\n\n- [24](24.md)\n", "a table of contents"),
    ],
)
def test_files_without_a_meeting_are_skipped_with_the_reason(file: str, text: str, reason: str) -> None:
    reading = read_minutes(file, text)
    assert (reading.meetings, reading.skipped) == ((), reason)


def test_a_span_of_days_in_the_title_is_no_wrong_date() -> None:
    reading = read_minutes("2023-05-12.md", "# Report (04/01/2023 - 04/30/2023)\n\n## Kiln\n\nFired.\n")
    assert not reading.problems
