"""ripgrep over the texts: what a search without an index costs.  No order, no facets."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import ClassVar

from corpora import document_of
from engines import LIMIT, Engine, Found
from questions import Question

from index import Topic


class RipgrepEngine(Engine):
    """A process over one file a file of minutes."""

    title: ClassVar[str] = "ripgrep"
    module: ClassVar[str] = ""
    setup: ClassVar[str] = (
        "One process a query over the files of minutes, whole words, any case, until all lines are found; "
        "asked one word, phrases and prefixes only, without order, facets or another spelling."
    )

    def build(self, topics: Iterable[Topic]) -> None:
        for topic in topics:
            document = document_of(topic)
            path = self.folder / topic.file
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8", errors="replace") as file:
                file.write(f"{document.title}\n{document.text}\n\n")

    def open(self) -> None:
        if not shutil.which("rg"):
            raise ImportError("rg is not installed")

    def update(self, topics: Sequence[Topic]) -> None:
        """Nothing to do: it reads the files."""

    def search(self, question: Question) -> Found | None:
        if question.narrowed or question.form == "typo":
            return None
        if question.form == "words" and len(question.words) > 1:
            return None
        written = r"\s+".join(question.words)
        pattern = rf"\b{written}" + ("" if question.form == "prefix" else r"\b")
        command = ["rg", "--no-config", "--no-ignore", "-i", "-n", "--no-heading", pattern, str(self.folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            lines = (line.decode("utf-8", "replace").split(":", 2) for line in process.stdout)
            hits = [(line[0], line[-1]) for line in islice(lines, LIMIT)]
            rest = sum(chunk.count(b"\n") for chunk in iter(lambda: process.stdout.read(1 << 20), b""))
        return Found(len(hits) + rest, hits, {})

    def close(self) -> None:
        """Nothing is open."""
