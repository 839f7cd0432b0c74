"""Figures as Markdown tables: each engine a column, its multiple of kb beside the figure."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence

from corpora import Corpus
from engines import load_engine
from folders import FolderFigures
from measuring import Figures
from questions import Question

_MS = 1000
_MB = 1_000_000


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def milliseconds(seconds: float) -> str:
    return f"{seconds * _MS:,.0f} ms" if seconds >= 0.1 else f"{seconds * _MS:.1f} ms"


def plain_seconds(seconds: float) -> str:
    return f"{seconds:,.1f} s"


def megabytes(size: float) -> str:
    return f"{size / _MB:,.0f} MB" if size >= 10 * _MB else f"{size / _MB:.1f} MB"


Row = tuple[str, Callable[[Figures], float], Callable[[float], str]]


def _search_rows(told: str, share: Callable[[Figures], Sequence[float | None]]) -> list[Row]:
    def at(part: float) -> Callable[[Figures], float]:
        return lambda figures: percentile([s for s in share(figures) if s is not None], part)

    return [
        (f"{told}, p50", at(0.5), milliseconds),
        (f"{told}, p95", at(0.95), milliseconds),
        (f"{told}, worst", at(1.0), milliseconds),
    ]


ROWS: list[Row] = [
    *_search_rows("search", lambda figures: figures.times.median),
    *_search_rows("asked for the first time", lambda figures: figures.times.first),
    ("opening, to the first answer", lambda figures: figures.opening, milliseconds),
    ("update of 10 topics", lambda figures: figures.update, milliseconds),
    ("full build", lambda figures: figures.build, plain_seconds),
    ("size", lambda figures: figures.size, megabytes),
    ("peak memory, searching", lambda figures: figures.times.memory, megabytes),
    ("peak memory, building", lambda figures: figures.build_memory, megabytes),
]


def corpus_tables(
    corpus: Corpus,
    questions: Sequence[Question],
    figures: Sequence[Figures],
    processes: Mapping[str, float] | None,
) -> str:
    """All figures over one corpus."""
    head = (
        f"### {corpus.topics:,} topics, {corpus.characters / 1e6:,.1f} million characters"
        f" ({corpus.shuffled:,} topics shuffled)\n"
    )
    parts = [head, _table(figures), _kinds_table(questions, figures)]
    if processes:
        parts.append(process_line(processes))
    return "\n".join(parts)


def _table(figures: Sequence[Figures]) -> str:
    lines = _header("", figures)
    for told, value, written in ROWS:
        own = [value(one) for one in figures]
        lines.append(_row(told, own, written))
    return "\n".join(lines) + "\n"


def _kinds_table(questions: Sequence[Question], figures: Sequence[Figures]) -> str:
    """The median of each kind, and how many topics kb finds there."""
    lines = _header("p50 by kind", figures, "found")
    for kind in dict.fromkeys(question.kind for question in questions):
        places = [n for n, question in enumerate(questions) if question.kind == kind]
        own = []
        for one in figures:
            times = [s for n in places if (s := one.times.median[n]) is not None]
            own.append(statistics.median(times) if times else math.nan)
        found = statistics.median(figures[0].times.found[n] or 0 for n in places)
        lines.append(_row(kind, own, milliseconds) + f" {found:,.0f} |")
    return "\n".join(lines) + "\n"


def _header(corner: str, figures: Sequence[Figures], *more: str) -> list[str]:
    names = [corner, *(load_engine(one.engine).title for one in figures), *more]
    return ["| " + " | ".join(names) + " |", "|---" + "|---:" * (len(names) - 1) + "|"]


def _row(told: str, values: Sequence[float], written: Callable[[float], str]) -> str:
    """A line with the multiples of the first column."""
    first, *others = values
    cells = [written(first)]
    for value in others:
        if math.isnan(value):
            cells.append("–")
        else:
            cells.append(written(value) + (f" ({_multiple(value / first)})" if value and first else ""))
    return f"| {told} | " + " | ".join(cells) + " |"


def _multiple(ratio: float) -> str:
    return f"{ratio:.0f} ×" if ratio >= 10 else f"{ratio:.1f} ×" if ratio >= 0.1 else f"{ratio:.2f} ×"


def process_line(processes: Mapping[str, float]) -> str:
    """One `kb search` as a process, beside the imports it needs."""
    imports, search = processes["imports"], processes["kb search"]
    return (
        f"One `kb search` as a process: {milliseconds(search)}, {search / imports:.2f} times the imports of "
        f"Whoosh and click ({milliseconds(imports)}).\n"
    )


def folder_table(figures: FolderFigures, processes: Mapping[str, float]) -> str:
    """kb over files of minutes."""
    lines = [
        f"### kb over {figures.files:,} files of minutes with {figures.topics:,} topics\n",
        process_line(processes) if processes else "",
        "| | |",
        "|---|---:|",
        f"| full reindex | {plain_seconds(figures.build)} |",
        f"| topics a second | {figures.topics / figures.build:,.0f} |",
        f"| peak memory of that | {megabytes(figures.build_memory)} |",
        f"| one changed file | {milliseconds(figures.change)} |",
        f"| one changed file that names somebody new | {milliseconds(figures.naming_change)} |",
        f"| check whether anything has changed | {milliseconds(figures.check)} |",
    ]
    return "\n".join(lines)
