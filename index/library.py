"""The one place that ties the rooms together: a folder of minutes as a searchable library."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from index.errors import NoMinutesError, NotFoundError
from index.model import (
    Changes,
    Entity,
    FacetValue,
    Hit,
    Meeting,
    Problem,
    SearchResult,
    Settings,
    Skipped,
    Snippet,
    Status,
    SyncReport,
    Topic,
)
from index.records import pack_meeting, unpack_meeting
from index.searching.filters import chosen_filters

Progress = Callable[[int, int, str], None]


def open_library(minutes: Path, *, cache: Path, settings: Settings | None = None) -> Library:
    """The library over a folder of minutes, with its index in `cache`."""
    return Library(minutes, cache, settings or Settings())


class Library:
    """Meetings, topics and search over one folder of minutes."""

    def __init__(self, minutes: Path, cache: Path, settings: Settings) -> None:
        self.minutes = minutes
        self._cache = cache
        self._settings = settings
        self._meetings: list[Meeting] = []
        self._known: dict[str, tuple[int, int]] = {}
        self._skipped: list[Skipped] = []
        self._problems: list[Problem] = []
        self._load()

    def _load(self) -> None:
        path = self._cache / "first.json"
        if path.is_file():
            data = json.loads(path.read_text(encoding="utf-8"))
            self._meetings = [unpack_meeting(row) for row in data["meetings"]]
            self._known = {name: tuple(stat) for name, stat in data["known"].items()}
            self._skipped = [Skipped(*row) for row in data["skipped"]]
            self._problems = [Problem(*row) for row in data["problems"]]

    def _files(self) -> dict[str, tuple[int, int]]:
        if not self.minutes.is_dir():
            raise NoMinutesError(f"No such folder: {self.minutes}", "Give the folder of the minutes with -C.")
        found = {}
        for path in sorted(self.minutes.rglob("*.md")):
            stat = path.stat()
            found[path.relative_to(self.minutes).as_posix()] = (stat.st_size, stat.st_mtime_ns)
        return found

    def changes(self) -> Changes:
        """What `sync` would do."""
        now = self._files()
        return Changes(
            new=tuple(f for f in now if f not in self._known),
            changed=tuple(f for f in now if f in self._known and self._known[f] != now[f]),
            removed=tuple(f for f in self._known if f not in now),
        )

    def sync(self, *, full: bool = False, progress: Progress | None = None) -> SyncReport:
        """Bring the index up to date with the folder."""
        from index.naming import build_ledger, collect, resolve
        from index.reading import read_minutes

        start = time.perf_counter()
        changes = self.changes()
        if changes.is_empty and not full:
            return self._report(SyncReport(unchanged=len(self._known)), start)
        now = self._files()
        if not now:
            raise NoMinutesError(f"No minutes in {self.minutes}", "Minutes are Markdown files with a date.")
        raw, self._skipped, self._problems = [], [], []
        for done, file in enumerate(now):
            if progress:
                progress(done, len(now), file)
            reading = read_minutes(file, (self.minutes / file).read_text(encoding="utf-8", errors="replace"))
            if reading.skipped:
                self._skipped.append(Skipped(file, reading.skipped))
            self._problems.extend(reading.problems)
            raw.extend(reading.meetings)
        ledger = build_ledger([collect(meeting) for meeting in raw], self._settings.names)
        self._meetings = [resolve(meeting, ledger) for meeting in raw]
        self._known = now
        self._cache.mkdir(parents=True, exist_ok=True)
        data = {
            "meetings": [pack_meeting(meeting) for meeting in self._meetings],
            "known": now,
            "skipped": [(s.file, s.reason) for s in self._skipped],
            "problems": [(p.file, p.line, p.code, p.text) for p in self._problems],
        }
        (self._cache / "first.json").write_text(json.dumps(data), encoding="utf-8")
        if progress:
            progress(len(now), len(now), "")
        report = SyncReport(
            new=changes.new,
            changed=changes.changed,
            removed=changes.removed,
            unchanged=len(now) - len(changes.new) - len(changes.changed),
        )
        return self._report(report, start)

    def _report(self, report: SyncReport, start: float) -> SyncReport:
        from dataclasses import replace

        return replace(
            report,
            skipped=tuple(self._skipped),
            meetings=len(self._meetings),
            topics=len(self._topics()),
            seconds=time.perf_counter() - start,
        )

    def _topics(self) -> list[Topic]:
        return [topic for meeting in self._meetings for topic in meeting.topics]

    def search(
        self, query: str, *, limit: int = 20, strict: bool = False, explain: bool = False
    ) -> SearchResult:
        """The topics that answer a query."""
        start = time.perf_counter()
        chosen = chosen_filters(query)
        words = re.findall(r"\w+", re.sub(r'\w+:(?:"[^"]*"|\S)+', " ", query).casefold())
        hits = []
        for topic in self._topics():
            facets = _facets(topic)
            if any(not set(values) & set(facets.get(field, ())) for field, values in chosen.items()):
                continue
            text = f"{topic.title}\n{topic.text}".casefold()
            found = [word for word in words if word in text]
            if words and not found:
                continue
            pattern = re.compile("|".join(map(re.escape, words)) or r"(?!)", re.I)
            snippets = []
            for n, line in enumerate(topic.text.split("\n")):
                marks = tuple(m.span() for m in pattern.finditer(line))
                if marks:
                    snippets.append(Snippet(topic.start + n, line, marks))
            score = len(found) + sum(word in topic.title.casefold() for word in words)
            match = "all" if len(found) == len(words) else "some"
            hits.append(Hit(topic, float(score), match, tuple(snippets[:3])))
        hits.sort(key=lambda hit: (hit.match != "all", -hit.score, hit.topic.date))
        full = [hit for hit in hits if hit.match == "all"]
        counted: dict[str, Counter[str]] = {}
        quarters: Counter[str] = Counter()
        for hit in full or hits:
            for field, values in _facets(hit.topic).items():
                counted.setdefault(field, Counter()).update(values)
            quarters[f"{hit.topic.date[:4]}-Q{(int(hit.topic.date[5:7] or 1) + 2) // 3}"] += 1
        return SearchResult(
            query=query,
            total=len(full),
            related=len(hits) - len(full),
            meetings=len({(hit.topic.file, hit.topic.meeting) for hit in full}),
            hits=tuple(hits[:limit]),
            facets={
                field: tuple(
                    FacetValue(name, count, name in chosen.get(field, ()))
                    for name, count in sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
                )
                for field, values in counted.items()
            },
            timeline=tuple(sorted(quarters.items())),
            seconds=time.perf_counter() - start,
        )

    def topic(self, ref: str) -> Topic:
        """The topic of that id, or of an unambiguous tail of it."""
        found = [topic for topic in self._topics() if topic.id == ref or topic.id.endswith("/" + ref)]
        if len(found) != 1:
            raise NotFoundError(f"No topic {ref!r}")
        return found[0]

    def meeting(self, ref: str) -> Meeting:
        """The meeting of that date or file, or the one the topic of that id is in."""
        for meeting in self._meetings:
            if ref in (meeting.date, meeting.file) or any(topic.id == ref for topic in meeting.topics):
                return meeting
        raise NotFoundError(f"No meeting {ref!r}")

    def meetings(self) -> list[Meeting]:
        """All meetings, oldest first."""
        return sorted(self._meetings, key=lambda meeting: (meeting.date, meeting.file))

    def people(self) -> list[Entity]:
        """The persons of the ledger, most topics first."""
        return self._entities("person")

    def projects(self) -> list[Entity]:
        """The projects of the ledger, most topics first."""
        return self._entities("project")

    def _entities(self, field: str) -> list[Entity]:
        topics: dict[str, list[Topic]] = {}
        for topic in self._topics():
            for name in _facets(topic)[field]:
                topics.setdefault(name, []).append(topic)
        rows = [
            Entity(
                name,
                (),
                len(found),
                len({t.file for t in found}),
                min(t.date for t in found),
                max(t.date for t in found),
            )
            for name, found in topics.items()
        ]
        return sorted(rows, key=lambda row: (-row.topics, row.name))

    def problems(self) -> list[Problem]:
        """What a minute-taker could mend."""
        return list(self._problems)

    def status(self) -> Status:
        """Sizes and place of the index."""
        return Status(
            str(self.minutes),
            str(self._cache),
            0,
            files=len(self._known),
            meetings=len(self._meetings),
            topics=len(self._topics()),
            skipped=tuple(self._skipped),
        )

    def refresh(self) -> bool:
        """Take up what another process has committed since."""
        return False

    def close(self) -> None:
        """Let go of the index."""


def _facets(topic: Topic) -> dict[str, list[str]]:
    return {
        "project": list(topic.projects),
        "person": list(topic.people),
        "year": [topic.date[:4]],
        "kind": [topic.kind],
        "has": [
            name
            for name, there in (
                ("chat", topic.chat),
                ("code", "```" in topic.text),
                ("link", topic.links),
                ("recording", topic.recording),
            )
            if there
        ],
    }
