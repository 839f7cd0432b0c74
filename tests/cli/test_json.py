"""What other programs read: names, types and order as they are promised."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Kb = Callable[..., subprocess.CompletedProcess[str]]

TOPIC = [
    "type",
    "id",
    "file",
    "date",
    "meeting",
    "kind",
    "start",
    "end",
    "title",
    "people",
    "said",
    "projects",
]
TOPIC += ["links", "decisions", "actions", "chat", "recording", "recording_seconds", "text", "meeting_file"]
MEETING = ["type", "file", "date", "title", "start", "end", "recording", "attendees", "agenda", "topics"]


def test_a_search_is_one_object(kb: Kb) -> None:
    done = kb("search", "kiln", "--json", "--project", "Glazier")
    answer = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert list(answer)[:7] == ["query", "total", "related", "corrected", "seconds", "hits", "facets"]
    assert answer["query"] == "kiln project:Glazier"
    assert (answer["total"], answer["corrected"]) == (1, None)
    assert {"project", "person", "year", "kind"} <= set(answer["facets"])
    assert {"name": "Glazier", "count": 1} in answer["facets"]["project"]
    (hit,) = answer["hits"]
    assert list(hit) == [*TOPIC, "score", "match", "snippets"]
    assert hit["match"] == "all"


def test_marks_are_where_the_words_are(kb: Kb, minutes: Path) -> None:
    (hit,) = json.loads(kb("search", "thermocouples", "--json", "-n", "1").stdout)["hits"]
    for snippet in hit["snippets"]:
        source = (minutes / hit["file"]).read_text().split("\n")[snippet["line"] - 1]
        assert snippet["text"].strip() in source
        assert {snippet["text"][a:b] for a, b in snippet["marks"]} <= {"thermocouple"}


def test_nothing_found_is_an_answer_too(kb: Kb) -> None:
    done = kb("search", "porcelain", "--strict", "--json")
    assert done.returncode == 1
    assert (json.loads(done.stdout)["total"], json.loads(done.stdout)["hits"]) == (0, [])
    assert kb("search", "porcelain", "--strict", "--jsonl").stdout == ""


def test_a_hit_a_line(kb: Kb) -> None:
    lines = kb("search", "kiln", "--jsonl").stdout.splitlines()
    assert [json.loads(line)["date"] for line in lines] == [
        hit["date"] for hit in json.loads(kb("search", "kiln", "--json").stdout)["hits"]
    ]


def test_the_limit_holds(kb: Kb) -> None:
    answer = json.loads(kb("search", "is:decision OR kiln", "--json", "-n", "1").stdout)
    assert len(answer["hits"]) == 1 < answer["total"] + answer["related"] + 1


def test_export_rows(kb: Kb) -> None:
    rows = [json.loads(line) for line in kb("export").stdout.splitlines()]
    meetings = [row for row in rows if row["type"] == "meeting"]
    topics = [row for row in rows if row["type"] == "topic"]
    assert [list(row) for row in meetings] == [MEETING] * 3
    assert [list(row) for row in topics] == [TOPIC] * 5
    assert [row["topics"] for row in meetings] == [2, 2, 1]
    assert rows[0]["attendees"] == ["Ada Okafor", "Bram de Wit"]
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    decided = topics[0]
    assert [decided["text"].split("\n")[line - decided["start"]] for line in decided["decisions"]] == [
        "**Decision:** Glazier 2.0 drops the old curves."
    ]


def test_csv_is_a_row_a_topic_and_no_formula(kb: Kb, minutes: Path) -> None:
    (minutes / "2024-06-04.md").write_text(
        '# Call, 4 June 2024\n\n## =HYPERLINK("http://x","y")\n\nSaid, "so".\n\n## @SUM(A1)\n\nMore.\n\n'
        "## ＝SUM(A1)\n\nWide.\n"
    )
    table = list(csv.DictReader(io.StringIO(kb("export", "--format", "csv").stdout)))
    assert len(table) == 8
    assert table[0]["people"] == "Ada Okafor; Bram de Wit"
    assert not [cell for row in table for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert [row["title"][:3] for row in table[5:]] == ["'=H", "'@S", "'＝S"]


def test_show_gives_the_rows_of_export(kb: Kb) -> None:
    rows = [json.loads(line) for line in kb("export").stdout.splitlines()]
    shown = json.loads(kb("show", "2024-03-05", "--json").stdout)
    assert [shown["meeting"], *shown["topics"]] == rows[:3]
    assert json.loads(kb("show", "naming-the-release", "--json").stdout) == rows[2]


def test_reindex_and_status_and_lint(kb: Kb) -> None:
    report = json.loads(kb("reindex", "--json").stdout)
    assert (len(report["new"]), report["meetings"], report["topics"]) == (3, 3, 5)
    assert [row["file"] for row in report["skipped"]] == ["README.md"]
    status = json.loads(kb("status", "--json").stdout)
    assert (status["meetings"], status["topics"]) == (3, 5)
    assert status["pending"] == {"new": [], "changed": [], "removed": [], "rebuild": None}
    assert all(
        list(json.loads(row)) == ["file", "line", "code", "text"]
        for row in kb("lint", "--json").stdout.splitlines()
    )


def test_names_with_their_counts(kb: Kb) -> None:
    people = [json.loads(line) for line in kb("people", "--json").stdout.splitlines()]
    assert {row["name"]: row["topics"] for row in people}["Chidi Nwosu"] == 3
    page = json.loads(kb("project", "potter.jl", "--json").stdout)
    assert (page["name"], page["topics"], len(page["hits"])) == ("Potter", 3, 3)


def test_show_as_markdown_ends_with_where_it_stands(kb: Kb) -> None:
    shown = kb("show", "firing-curves-in-glazier", "--format", "md").stdout
    assert shown.startswith("## 2024-03-05: Firing curves in Glazier\n\n> ")
    assert "\n- Decided: " in shown
    assert shown.endswith("\n- Firing curves in Glazier, 2024-03-05 (2024-03-05.md:5)\n")
    meeting = kb("show", "2024-03-05", "--format", "md").stdout
    assert meeting.startswith("# Kilnworks call, 5 March 2024\n\n## 2024-03-05: ")
    assert shown in meeting
    assert kb("show", "2024", "--format", "md").stdout.count("\n# ") == 2
    assert kb("show", "2024-03-05", "--format", "json").stdout == kb("show", "2024-03-05", "--json").stdout
