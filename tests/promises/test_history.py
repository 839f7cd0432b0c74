"""Whatever happens to the minutes, in a real repository with branches and a kb.toml, an index kept says
what a fresh one says: meetings, ledger, problems and answers.

Histories of small invented minutes, shrunk by hypothesis, are in tests/unit/test_library_history.py.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index import Library, open_library
from index.storing.reader import open_snapshot
from index.storing.state import LEDGER
from kb.config import read_settings

SAMPLES = sorted((Path(__file__).parents[2] / "kb" / "samples").glob("20*.md"))
Says = Callable[[Library], dict[str, Any]]

ALWAYS_THERE = "2025-01-21.md"
WEAK = "\nBallast and Ada came late, and the keel was laid.\n"
"""Names only where another file gives evidence for them."""
LINES = (
    "### Ballast\n\nTomasz weighed the ballast of [Ballast.jl](https://github.com/x/Ballast.jl).\n",
    "- Decision: sink the harbour\n",
    "- ACTION: Mei-Lin to ask about Swell\n",
    "Present: Ada Berg (@ada), Tomasz Lind\n",
    "See https://github.com/x/Keel.jl/pull/7\n",
)
TRANSCRIPT = "12:01:10\t From Ada Berg : the gauge is merged\n12:02:20\t From Tomasz : so is Swell\n"
WISHES = (
    '[people]\n"Ada Berg" = ["ada"]\n',
    '[people]\n"Tomasz Wrona" = ["Tomek", "Ingrid"]\n',
    '[projects]\nHarbour = ["harbour", "Swell"]\n',
    '[forbid]\nprojects = ["GaugeIO"]\npeople = ["Ingrid Solheim"]\n',
    'exclude = ["2024*"]\n',
    "max_bytes = 3000\n",
    'language = ["de", "en"]\n',
    "[weights]\ntitle = 0.1\n",
)


class Repository:
    """Minutes under git, with two branches, and what may happen to them."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.chance = chance
        for path in folder.glob("*.md"):
            path.write_text(path.read_text(encoding="utf-8") + WEAK, encoding="utf-8")
        self.git("init", "-q", "-b", "here")
        self.commit()
        self.git("branch", "there")

    def git(self, *arguments: str) -> None:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@keel.example", "-c", "core.autocrlf=false")
        subprocess.run(["git", "-C", str(self.folder), *who, *arguments], check=True, capture_output=True)

    def any_file(self) -> Path:
        return self.chance.choice(sorted(path for path in self.folder.glob("**/*.md")))

    def any_other(self) -> Path | None:
        path = self.any_file()
        return None if path.name == ALWAYS_THERE else path

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "as it is")

    def switch(self) -> None:
        self.commit()
        self.git("checkout", "-q", self.chance.choice(("here", "there")))

    def take_from_the_other(self) -> None:
        self.git("checkout", "-q", self.chance.choice(("here", "there")), "--", ".")

    def throw_away(self) -> None:
        self.git("reset", "-q", "--hard")
        self.git("clean", "-q", "-f", "-d")

    def edit(self) -> None:
        path = self.any_file()
        lines = path.read_text(encoding="utf-8").split("\n")
        lines.insert(self.chance.randrange(len(lines) + 1), self.chance.choice(LINES))
        path.write_text("\n".join(lines), encoding="utf-8")

    def edit_in_the_same_size(self) -> None:
        path = self.any_file()
        data = path.read_bytes()
        name = self.chance.choice((b"GaugeIO", b"Tomasz", b"Swell", b"Wrona"))
        path.write_bytes(data.replace(name, name[::-1].title()))

    def add(self) -> None:
        sample = self.chance.choice(SAMPLES)
        path = self.folder / self.chance.choice(("", "calls", "2023")) / sample.name
        path.parent.mkdir(exist_ok=True)
        shutil.copy(sample, path)

    def add_a_transcript(self) -> None:
        path = self.any_file()
        path.with_name(f"{path.stem}-transcript.md").write_text(TRANSCRIPT, encoding="utf-8")

    def rename(self) -> None:
        if path := self.any_other():
            to = self.chance.choice(SAMPLES).name
            path.replace(path.with_name(self.chance.choice((to, f"notes of {to}", f"{to[:7]}-30.md"))))

    def remove(self) -> None:
        if path := self.any_other():
            path.unlink()

    def touch(self) -> None:
        os.utime(self.any_file())

    def wish(self) -> None:
        (self.folder / "kb.toml").write_text(self.chance.choice(WISHES), encoding="utf-8")

    def wish_nothing(self) -> None:
        (self.folder / "kb.toml").unlink(missing_ok=True)


STEPS = (
    *(
        Repository.switch,
        Repository.switch,
        Repository.edit,
        Repository.edit,
        Repository.take_from_the_other,
        Repository.throw_away,
    ),
    *(Repository.edit, Repository.edit_in_the_same_size, Repository.add, Repository.add_a_transcript),
    *(Repository.rename, Repository.remove, Repository.touch, Repository.wish, Repository.wish_nothing),
)


def all_of(library: Library, cache: Path, says: Says) -> dict[str, Any]:
    """What a library says, with the ledger as it is stored and every topic as `kb show` finds it."""
    snapshot = open_snapshot(cache)
    assert snapshot
    ledger = snapshot.record("state", LEDGER)
    snapshot.close()
    said = says(library)
    ids = [topic.id for meeting in said["meetings"] for topic in meeting.topics]
    status = library.status()
    counts = (status.files, status.meetings, status.topics, status.people, status.projects, status.skipped)
    return {**said, "ledger": ledger, "topics": [library.topic(one) for one in ids], "counts": counts}


def test_an_index_kept_says_what_a_fresh_one_says(
    minutes: Path, tmp_path: Path, says: Says, rounds: int, chance: random.Random
) -> None:
    repository = Repository(minutes, chance)
    settings, kept = read_settings(minutes), None
    todo = [step for _ in range((rounds + 1) // 2) for step in chance.sample(STEPS, len(STEPS))]
    n = 0
    while todo:
        n += 1
        happened = [todo.pop() for _ in range(min(len(todo), chance.choice((1, 1, 2))))]
        for step in happened:
            step(repository)
        if kept is None or settings != read_settings(minutes):
            settings = read_settings(minutes)
            kept = open_library(minutes, cache=tmp_path / "kept", settings=settings)
        kept.sync()
        assert kept.changes().is_empty
        fresh = open_library(minutes, cache=tmp_path / f"fresh{n}", settings=settings)
        fresh.sync()
        found, wanted = (
            all_of(kept, tmp_path / "kept", says),
            all_of(fresh, tmp_path / f"fresh{n}", says),
        )
        for what in wanted:
            assert found[what] == wanted[what], (n, what, [step.__name__ for step in happened])
        fresh.close()


def test_an_edit_that_keeps_size_and_time_waits_for_a_full_reindex(
    minutes: Path, tmp_path: Path, says: Says, fresh: Callable[[Path], dict[str, Any]]
) -> None:
    """Size and time, to the nanosecond, tell that a file is as it was: nothing is read to find out."""
    library = open_library(minutes, cache=tmp_path / "cache")
    library.sync()
    path = minutes / ALWAYS_THERE
    info, data = path.stat(), path.read_bytes()
    path.write_bytes(data.replace(b"Tomasz", b"Ludwig"))
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert library.changes().is_empty
    library.sync(full=True)
    assert says(library) == fresh(minutes)
    path.write_bytes(data)
    assert library.changes().changed == (ALWAYS_THERE,)
    library.sync()
    assert says(library) == fresh(minutes)
