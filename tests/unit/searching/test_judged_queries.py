"""The judged queries over real minutes, where they are there: search must stay as good as it was."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from index import Library, add_filter, open_library

SHARED = Path(__file__).parents[4] / "shared"

pytestmark = pytest.mark.skipif(
    not (SHARED / "queries" / "fluxml.json").is_file(),
    reason="the judged queries are not beside this checkout",
)


def ask(library: Library, query: dict[str, Any]) -> list[dict[str, Any]]:
    """The passages of an answer, as the command line's JSON gives them to the scoring tool."""
    text, filters = query["query"], query.get("filters", {})
    for field, key in (("project", "project"), ("person", "person")):
        for name in filters.get(key, []):
            text = add_filter(text, field, name)
    for field, key in (("after", "from"), ("before", "to")):
        if key in filters:
            text = add_filter(text, field, filters[key])
    import run_queries

    rows = []
    for hit in library.search(text).hits:
        topic = hit.topic
        record = {"start": topic.start, "end": topic.end, "kind": topic.kind, "file": topic.file}
        rows += run_queries.passages({**record, "snippets": [{"line": s.line} for s in hit.snippets]})
    return rows


def test_judged_queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(SHARED / "tools")])
    import eval_retrieval

    library = open_library(SHARED / "minutes" / "fluxml", cache=tmp_path / "cache")
    library.sync()
    queries = json.loads((SHARED / "queries" / "fluxml.json").read_text(encoding="utf-8"))
    report, _ = eval_retrieval.evaluate(queries, {query["id"]: ask(library, query) for query in queries})
    assert report["all"]["overall"]["nDCG"] >= 0.82
    assert report["all"]["no-answer"]["zero_results"] >= 0.5
