"""The law of the index: whatever the history, it says what a fresh build says."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Library, NameRules, Settings, open_library

PARAGRAPHS = [
    "Ana gave an update on Kiln.jl.",
    "Ana Lima presented the glaze.",
    "Bo asked about the kiln, and Ana will look into it.",
    "See https://github.com/Clayworks/Glaze.jl/pull/7 and Glaze.",
    "We decided to use Kiln for firing.",
    "- ACTION: Ana to order clay",
    "- [ ] Bo: sweep the floor",
    "@alima and @bo-chen talked about Wheel.jl.",
]
CHATS = [
    "12:01:10\t From Ana Lima : see https://github.com/Clayworks/Kiln.jl/issues/3",
    "12:02:20\t From Bo Chen : the glaze is fine",
    "12:03:30\t From Bo : thanks Ana",
]
QUERIES = [
    "ana",
    "kiln",
    "glaze OR firing",
    "person:ana",
    "project:kiln",
    "update -ana",
    "what did bo ask",
    "order cly",
]
TRANSCRIPTS = ["2023-01-10-transcript.md", "2023-01-10 chat.md", "2023-02-10-irc-log.md", "2023/06/07-raw.md"]
FILES = [f"2023-0{month}-10.md" for month in range(1, 6)] + ["2023/06/07.md", "README.md", *TRANSCRIPTS]
RULES = [NameRules(), NameRules(projects={"Wheel": ("wheel",)}), NameRules(not_projects=frozenset({"Kiln"}))]


@st.composite
def minutes(draw: st.DrawFn) -> str:
    lines = ["# Studio call", ""]
    if draw(st.booleans()):
        lines += ["Attendees:", "", "- Ana Lima (@alima)", "- Bo Chen", ""]
    lines += ["## Minutes", ""]
    for number in range(draw(st.integers(0, 3))):
        lines += [
            f"### Subject {number}",
            "",
            *draw(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=3)),
            "",
        ]
    if draw(st.booleans()):
        lines += ["### Chat", "```", *draw(st.lists(st.sampled_from(CHATS), min_size=1, max_size=3)), "```"]
    return "\n".join(lines) + "\n"


transcripts = st.lists(st.sampled_from(CHATS), min_size=1, max_size=5).map("\n".join)
steps = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(FILES), minutes()),
    st.tuples(st.just("write"), st.sampled_from(TRANSCRIPTS), transcripts),
    st.tuples(st.just("remove"), st.sampled_from(FILES), st.none()),
    st.tuples(st.just("touch"), st.sampled_from(FILES), st.none()),
    st.tuples(st.just("rename"), st.sampled_from(FILES), st.sampled_from(FILES)),
    st.tuples(st.just("rules"), st.none(), st.sampled_from(RULES)),
)


class Folder:
    """A folder of minutes with a clock of its own, so that every change shows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rules = RULES[0]
        self._now = 1_700_000_000
        self.write("2023-01-10.md", "# Studio call\n\n## Minutes\n\n### Kiln\n\nAna fired Kiln.jl.\n")

    def write(self, name: str, text: str) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.stamp(name)

    def stamp(self, name: str) -> None:
        self._now += 10
        os.utime(self.path / name, (self._now, self._now))

    def step(self, what: str, name: str | None, value: object) -> None:
        if what == "rules":
            self.rules = value  # type: ignore[assignment]
        elif what == "write":
            self.write(str(name), str(value))
        elif name and (self.path / name).exists():
            if what == "remove" and name != "2023-01-10.md":
                (self.path / name).unlink()
            elif what == "touch":
                self.stamp(name)
            elif what == "rename" and name != "2023-01-10.md" and value != name:
                (self.path / str(value)).parent.mkdir(parents=True, exist_ok=True)
                (self.path / name).replace(self.path / str(value))
                self.stamp(str(value))


def says(library: Library) -> dict[str, object]:
    """All that a library says."""
    return {
        "meetings": library.meetings(),
        "people": library.people(),
        "projects": library.projects(),
        "problems": library.problems(),
        "answers": [
            (
                r.total,
                r.related,
                r.corrected,
                r.notes,
                r.facets,
                r.timeline,
                [(h.topic, h.score, h.snippets) for h in r.hits],
            )
            for r in (library.search(query, limit=50) for query in QUERIES)
        ],
    }


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(steps, min_size=1, max_size=4), min_size=1, max_size=4))
def test_an_incremental_sync_is_a_rebuild(history: list[list[tuple[str, str | None, object]]]) -> None:
    with tempfile.TemporaryDirectory() as root:
        folder = Folder(Path(root) / "minutes")
        cache = Path(root) / "cache"
        for n, changes in enumerate([[], *history]):
            for change in changes:
                folder.step(*change)
            kept = open_library(folder.path, cache=cache, settings=Settings(names=folder.rules))
            kept.sync()
            assert kept.changes().is_empty
            fresh = open_library(
                folder.path, cache=Path(root) / f"fresh{n}", settings=Settings(names=folder.rules)
            )
            fresh.sync()
            assert says(kept) == says(fresh)
            kept.close()
            fresh.close()
