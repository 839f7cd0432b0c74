"""Hits as an editor's list of places takes them: ``file:line:column:text``, the form of ``rg --vimgrep``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kb.layout import one_line

if TYPE_CHECKING:
    from index import AnyLibrary, Hit, Snippet, Topic


def vimgrep_lines(hits: Iterable[Hit], library: AnyLibrary) -> Iterator[str]:
    """A line for each line that matches, else one for the hit; files are named as seen from here.

    Columns count bytes from 1, as Vim does.
    """
    for hit in hits:
        topic = hit.topic
        for snippet in hit.snippets:
            file = one_line(_from_here(Path(*library.locate(snippet.file or topic.file))))
            yield f"{file}:{snippet.line}:{_column(topic, snippet)}:{one_line(snippet.text).strip()}"
        if not hit.snippets:
            file = one_line(_from_here(Path(*library.locate(topic.file))))
            yield f"{file}:{topic.start}:1:{one_line(topic.title)}"


def _from_here(path: Path) -> str:
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)


def _column(topic: Topic, snippet: Snippet) -> int:
    lines = topic.text.split("\n")
    number = snippet.line - topic.start
    if snippet.file or not snippet.marks or not 0 <= number < len(lines):
        return 1
    start, end = snippet.marks[0]
    at = lines[number].find(snippet.text)
    at = at + start if at >= 0 else max(lines[number].find(snippet.text[start:end]), 0)
    return len(lines[number][:at].encode("utf-8", "replace")) + 1
