"""Several libraries asked as one: each keeps its own index and ledger, their answers are merged.

Owns how answers, names and counts of several collections become one, and the names by which topics and files
are told apart: what belongs to a collection begins with its name and a colon, ``flux:2023-08-11/enzyme``.
Asks the libraries by their public methods alone.

Scores of two indexes cannot be compared: a word weighs more where it is rarer.  Each is divided by the most
that any topic could score for the query in its index, as CORI does (Callan, Lu and Croft 1995, section 5; the
same bound serves Bruch, Gai and Ingber 2023, "theoretical min-max").  The best score that was in fact found
would not do: the best of a poor lot would stand beside the best of a good one.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from index.errors import NotFoundError
from index.library import Library, Progress
from index.model import (
    FACETS,
    Changes,
    Entity,
    FacetValue,
    Hit,
    Meeting,
    Problem,
    SearchResult,
    Status,
    SyncReport,
    Topic,
)

T = TypeVar("T")


class Collections:
    """Meetings, topics and search over several named libraries, with the methods of one."""

    def __init__(self, libraries: Iterable[Library]) -> None:
        self.libraries: Mapping[str, Library] = {library.name: library for library in libraries}

    def locate(self, file: str) -> tuple[Path, str]:
        """The folder of minutes that a file is in, and its name there."""
        name, _, rest = file.partition(":")
        return self.libraries[name].locate(rest)

    # ------------------------------------------------------------ keeping up with the folders

    def changes(self) -> Changes:
        """What `sync` would do in all folders.  Raises NoMinutesError where one is not there."""
        found = {name: library.changes() for name, library in self.libraries.items()}
        return Changes(
            new=_files(found, lambda changes: changes.new),
            changed=_files(found, lambda changes: changes.changed),
            removed=_files(found, lambda changes: changes.removed),
            rebuild=_reasons({name: changes.rebuild for name, changes in found.items()}),
        )

    def sync(self, *, full: bool = False, progress: Progress | None = None) -> SyncReport:
        """Bring every index up to date, one after the other; raises what the first that cannot be raises."""
        found: dict[str, SyncReport] = {}
        for name, library in self.libraries.items():
            found[name] = library.sync(full=full, progress=progress and partial(_report, progress, name))
        return _report_of(found)

    def sync_newest(self, most: int, *, progress: Progress | None = None) -> SyncReport | None:
        """As `Library.sync_newest` in every folder; None where it was done in none."""
        found = {
            name: library.sync_newest(most, progress=progress and partial(_report, progress, name))
            for name, library in self.libraries.items()
        }
        done = {name: report for name, report in found.items() if report}
        return _report_of(done) if done else None

    def refresh(self) -> bool:
        """Take up newer commits; whether there was one."""
        newer = [library.refresh() for library in self.libraries.values()]
        return any(newer)

    def close(self) -> None:
        """Let go of every index; a later call opens it again."""
        for library in self.libraries.values():
            library.close()

    def status(self) -> Status:
        """Sizes of all indexes together, and the age of the newest."""
        found = {name: library.status() for name, library in self.libraries.items()}
        rows = list(found.values())
        return Status(
            minutes=", ".join(row.minutes for row in rows),
            cache=", ".join(row.cache for row in rows),
            schema=rows[0].schema,
            files=sum(row.files for row in rows),
            meetings=sum(row.meetings for row in rows),
            topics=sum(row.topics for row in rows),
            people=len(self.people()),
            projects=len(self.projects()),
            segments=sum(row.segments for row in rows),
            bytes=sum(row.bytes for row in rows),
            skipped=tuple(_of(name, one) for name, row in found.items() for one in row.skipped),
            modified=max((row.modified for row in rows if row.modified), default=None),
        )

    # ------------------------------------------------------------ asking

    def search(
        self, query: str, *, limit: int = 20, strict: bool = False, explain: bool = False
    ) -> SearchResult:
        """The topics of all collections that answer a query; ``collection:`` is one more filter and facet.

        What one library falls back to where it finds little (some of the words, another spelling) is done
        where all together find little.  Scores are shares of the most that a topic could score.
        Raises QueryError.
        """
        from index.searching.answer import ENOUGH

        start = time.perf_counter()
        self._know_collections(query)
        ask = partial(self._ask, limit=limit, explain=explain)
        found, corrected = ask(query, strict=True), None
        if _total(found) < ENOUGH and not strict:
            loosely = ask(query, strict=False)
            corrected = None if _total(found) else _best_correction(loosely.values())
            if corrected:
                found, loosely = ask(corrected, strict=True), ask(corrected, strict=False)
            if _total(found) < ENOUGH:
                any_sure = bool(_total(found))
                found = {name: _joined(found[name], loosely[name], any_sure) for name in found}
        merged = _merge(query, found, limit)
        return replace(merged, corrected=corrected, seconds=time.perf_counter() - start)

    def _ask(self, query: str, **options: bool | int) -> dict[str, SearchResult]:
        return {
            name: library.search(query, **options)  # type: ignore[arg-type]
            for name, library in self.libraries.items()
        }

    def _know_collections(self, query: str) -> None:
        """Raise QueryError for a ``collection:`` that is none."""
        from index.searching.query import tokenize, unknown_value

        known = {name.casefold() for name in self.libraries}
        for token in tokenize(query):
            for value in token.values if token.text == "collection" else ():
                if value.text.casefold() not in known:
                    raise unknown_value("collection", value.text, tuple(self.libraries), token.start)

    def topic(self, ref: str) -> Topic:
        """The topic of an id, with or without its collection.  Raises NotFoundError."""
        return self._the_one(ref, Library.topic, _topic_of, lambda topic: topic.id)

    def meeting(self, ref: str) -> Meeting:
        """The meeting of a date, a file or an id, with or without its collection.  Raises NotFoundError."""
        return self._the_one(ref, Library.meeting, _meeting_of, lambda meeting: meeting.date)

    def _the_one(
        self,
        ref: str,
        find: Callable[[Library, str], T],
        named: Callable[[str, T], T],
        ref_of: Callable[[T], str],
    ) -> T:
        name, colon, rest = ref.partition(":")
        if colon and name in self.libraries:
            return named(name, find(self.libraries[name], rest))
        found: dict[str, T] = {}
        missing: list[NotFoundError] = []
        for name, library in self.libraries.items():
            try:
                found[name] = find(library, ref)
            except NotFoundError as error:
                missing.append(error)
        if not found:
            raise next((error for error in missing if error.hint), missing[0])
        if len(found) > 1:
            several = ", ".join(f"{name}:{ref_of(one)}" for name, one in found.items())
            raise NotFoundError(f"{ref} is in {len(found)} collections.", f"Say which: {several}.")
        ((name, one),) = found.items()
        return named(name, one)

    def meetings(self, files: Collection[str] | None = None) -> list[Meeting]:
        """All meetings with their topics, oldest first; with `files` only those of these files."""
        found: list[Meeting] = []
        for name, library in self.libraries.items():
            own = None if files is None else _without(name, files)
            found += (_meeting_of(name, meeting) for meeting in library.meetings(own))
        return sorted(found, key=lambda meeting: (meeting.date, meeting.file, meeting.start))

    def people(self) -> list[Entity]:
        """The persons that are in a topic, most topics first; who has one name is one person."""
        return _entities(library.people() for library in self.libraries.values())

    def projects(self) -> list[Entity]:
        """The projects that are in a topic, most topics first; what has one name is one project."""
        return _entities(library.projects() for library in self.libraries.values())

    def problems(self) -> list[Problem]:
        """What a minute-taker could mend, by collection, file and line."""
        return [
            _of(name, problem) for name, library in self.libraries.items() for problem in library.problems()
        ]


AnyLibrary: TypeAlias = Library | Collections
"""What can be asked: one library, or several as one."""


# ---------------------------------------------------------------- answers


def _total(found: Mapping[str, SearchResult]) -> int:
    return sum(result.total for result in found.values())


def _best_correction(results: Iterable[SearchResult]) -> str | None:
    """The other spelling that finds most, unless none of them has all words and some topics have some."""
    results = list(results)
    tried = [result for result in results if result.corrected]
    best = max(tried, key=lambda result: (result.total, result.related), default=None)
    if best is None or (not best.total and any(one.related for one in results if not one.corrected)):
        return None
    return best.corrected


def _joined(sure: SearchResult, loose: SearchResult, any_sure: bool) -> SearchResult:
    """What has all words with what has some; what one index found for another spelling is no answer."""
    if loose.corrected:
        return sure
    if not any_sure:
        return loose
    some = tuple(hit for hit in loose.hits if hit.match == "some")
    return replace(sure, related=loose.related, hits=(*sure.hits, *some))


def _merge(query: str, found: Mapping[str, SearchResult], limit: int) -> SearchResult:
    results, total = found.values(), _total(found)
    counted = [result for result in results if bool(result.total) == bool(total)]
    return SearchResult(
        query=query,
        total=total,
        related=sum(result.related for result in results),
        meetings=sum(result.meetings for result in results),
        hits=tuple(_ranked(query, found)[:limit]),
        facets=_facets([result.facets for result in results]),
        timeline=_timeline(result.timeline for result in counted),
        notes=_shared_notes([result.notes for result in results]),
        ceiling=1.0,
        explanation=_explained(found),
    )


def _shared_notes(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What every index notes, whatever each proposes behind a semicolon: a name one lacks others know."""
    counts = Counter(head for notes in rows for head in {note.split(";")[0] for note in notes})
    noted = {note.split(";")[0]: note for notes in rows for note in sorted(notes)}
    return tuple(note for head, note in noted.items() if counts[head] == len(rows))


def _ranked(query: str, found: Mapping[str, SearchResult]) -> list[Hit]:
    """All hits in one order: those with all words first, each group by score or date.

    Hits that are equal in that keep the order of their own collection.
    """
    from index.searching.query import parse

    hits = [_hit_of(name, hit, result.ceiling) for name, result in found.items() for hit in result.hits]
    by_score = any(result.ceiling for result in found.values())
    order = parse(query).sort or ("relevance" if by_score else "newest")
    if order == "relevance":
        hits.sort(key=lambda hit: (hit.score, hit.topic.date), reverse=True)
    else:
        hits.sort(key=lambda hit: hit.topic.date, reverse=order == "newest")
    return sorted(hits, key=lambda hit: hit.match != "all")


def _facets(rows: Sequence[Mapping[str, tuple[FacetValue, ...]]]) -> dict[str, tuple[FacetValue, ...]]:
    """The counts of each value summed; by count, then name."""
    facets = {}
    for field in FACETS:
        counts: Counter[str] = Counter()
        chosen = set()
        for value in (value for row in rows for value in row.get(field, ())):
            counts[value.name] += value.count
            chosen |= {value.name} if value.chosen else set()
        pairs = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        facets[field] = tuple(FacetValue(name, count, name in chosen) for name, count in pairs)
    return facets


def _timeline(rows: Iterable[Sequence[tuple[str, int]]]) -> tuple[tuple[str, int], ...]:
    from index.searching.facets import count_quarters

    counts: Counter[str] = Counter()
    for quarters in rows:
        counts.update(dict(quarters))
    return count_quarters(counts)


def _explained(found: Mapping[str, SearchResult]) -> str | None:
    rows = [f"{name}:\n{result.explanation}" for name, result in found.items() if result.explanation]
    return "\n".join(rows) or None


# ---------------------------------------------------------------- names


def _of(name: str, one: T) -> T:
    """A topic, message, snippet … with its own id and files as they are called among the collections."""
    written = {field: getattr(one, field, "") for field in ("id", "file", "meeting_file")}
    return replace(one, **{field: f"{name}:{value}" for field, value in written.items() if value})  # type: ignore[type-var]


def _topic_of(name: str, topic: Topic) -> Topic:
    return replace(_of(name, topic), chat=tuple(_of(name, message) for message in topic.chat))


def _meeting_of(name: str, meeting: Meeting) -> Meeting:
    return replace(_of(name, meeting), topics=tuple(_topic_of(name, topic) for topic in meeting.topics))


def _hit_of(name: str, hit: Hit, ceiling: float) -> Hit:
    return replace(
        hit,
        topic=_topic_of(name, hit.topic),
        score=hit.score / ceiling if ceiling else 0.0,
        snippets=tuple(_of(name, snippet) for snippet in hit.snippets),
    )


def _without(name: str, files: Iterable[str]) -> set[str]:
    """Those of the files that are of one collection, as they are called in it."""
    return {file.removeprefix(f"{name}:") for file in files if file.startswith(f"{name}:")}


def _files(found: Mapping[str, T], of: Callable[[T], Iterable[str]]) -> tuple[str, ...]:
    return tuple(f"{name}:{file}" for name, one in found.items() for file in of(one))


def _reasons(found: Mapping[str, str | None]) -> str | None:
    return "; ".join(f"{name}: {reason}" for name, reason in found.items() if reason) or None


def _report_of(found: Mapping[str, SyncReport]) -> SyncReport:
    """What was done for each collection as one report."""
    reports = found.values()
    return SyncReport(
        new=_files(found, lambda report: report.new),
        changed=_files(found, lambda report: report.changed),
        removed=_files(found, lambda report: report.removed),
        unchanged=sum(report.unchanged for report in reports),
        skipped=tuple(_of(name, row) for name, report in found.items() for row in report.skipped),
        meetings=sum(report.meetings for report in reports),
        topics=sum(report.topics for report in reports),
        seconds=sum(report.seconds for report in reports),
        rebuilt=_reasons({name: report.rebuilt for name, report in found.items()}),
    )


def _report(progress: Progress, name: str, done: int, total: int, file: str) -> None:
    progress(done, total, f"{name}:{file}")


def _entities(rows: Iterable[Iterable[Entity]]) -> list[Entity]:
    """Those of one name as one; most topics first, then by name."""
    found: dict[str, Entity] = {}
    for entity in (entity for row in rows for entity in row):
        known = found.get(entity.name)
        found[entity.name] = entity if known is None else _both(known, entity)
    return sorted(found.values(), key=lambda entity: (-entity.topics, entity.name))


def _both(one: Entity, other: Entity) -> Entity:
    return Entity(
        one.name,
        tuple(dict.fromkeys((*one.aliases, *other.aliases))),
        one.topics + other.topics,
        one.meetings + other.meetings,
        min(one.first, other.first),
        max(one.last, other.last),
    )
