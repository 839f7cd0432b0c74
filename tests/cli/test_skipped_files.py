"""What `kb reindex` says of files it did not read."""

from __future__ import annotations

from index import Skipped, SyncReport
from kb.commands.reindex import _skipped_lines


def test_many_files_with_one_reason_are_one_line() -> None:
    contents = [Skipped(f"2024-{month:02}/toc.md", "a table of contents") for month in range(1, 13)]
    report = SyncReport(skipped=(Skipped("README.md", "no minutes"), *contents))
    assert list(_skipped_lines(report)) == [
        "  skipped  README.md: no minutes",
        "  skipped  2024-01/toc.md and 11 more: a table of contents",
    ]
