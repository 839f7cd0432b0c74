"""Which words of a line to mark, learnt from the lines that a search has marked.

The index marks the lines it chose to show; the same words stand in the title, in the rest of the topic
and in the whole meeting.  Owns that step and knows nothing of queries or styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index import SearchResult

_MOST = 200  # forms of words in one pattern: a prefix such as ``a*`` marks hundreds


class Marks:
    """Finds the given word forms in any text, whole words only and in any case."""

    def __init__(self, forms: Iterable[str] = ()) -> None:
        chosen = sorted(
            {form.casefold() for form in forms if form.strip()}, key=lambda form: (-len(form), form)
        )
        pattern = "|".join(re.escape(form) for form in chosen[:_MOST])
        self._pattern = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) if pattern else None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The ``(start, end)`` offsets to mark in a text."""
        return [match.span() for match in self._pattern.finditer(text)] if self._pattern else []


def learn_marks(result: SearchResult) -> Marks:
    """The marks of an answer: every form of a word that it marked somewhere."""
    return Marks(
        snippet.text[start:end]
        for hit in result.hits
        for snippet in hit.snippets
        for start, end in snippet.marks
    )
