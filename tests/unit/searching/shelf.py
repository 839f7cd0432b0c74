"""An index of hand-made topics, for tests of what is found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from index.model import Message, SearchResult, Topic
from index.searching.answer import answer
from index.storing.analysis import analysis_of
from index.storing.documents import topic_document
from index.storing.names import build_table
from index.storing.reader import Snapshot, open_snapshot
from index.storing.state import INDEX, NAMES, NOTHING, state_document
from index.storing.writer import Commit


def topic(number: int, text: str = "", *, chat: Sequence[str] = (), **fields: object) -> Topic:
    """A topic in a meeting of its own; each line of chat is ``speaker: text``."""
    date = str(fields.pop("date", f"2023-{number % 12 + 1:02}-{number % 27 + 1:02}"))
    title = str(fields.pop("title", text.split("\n")[0]))
    start = 1 + 10 * number
    end = start + text.count("\n")
    messages = []
    for n, line in enumerate(chat, end + 2):
        speaker, _, said = line.partition(": ")
        messages.append(Message(n, n, None, speaker, said))
    return Topic(
        id=f"{date}/t{number}",
        file=f"{date}.md",
        date=date,
        meeting="Studio call",
        kind=fields.pop("kind", "discussion"),  # type: ignore[arg-type]
        title=title,
        start=start,
        end=end,
        text=text,
        chat=tuple(messages),
        **fields,  # type: ignore[arg-type]
    )


class Shelf:
    """Topics in an index on disk, changed commit by commit."""

    def __init__(
        self,
        folder: Path,
        aliases: dict[str, tuple[str, ...]] | None = None,
        languages: tuple[str, ...] = ("en",),
    ) -> None:
        self.folder = folder
        self.topics: dict[str, Topic] = {}
        self._aliases = aliases or {}
        self._languages = languages

    def commit(self, add: Iterable[Topic] = (), remove: Iterable[str] = ()) -> Shelf:
        """Put topics on the shelf and take others off, in one commit; an id that is there is replaced."""
        add, remove = list(add), set(remove)
        with Commit(self.folder, rebuild=False) as commit:
            before = commit.before()
            assert before is not None
            replaced = remove | {one.id for one in add}
            numbers = [n for one in replaced for n in before.numbers("id", one.casefold())]
            commit.remove(sorted({*numbers, *before.numbers("what", "state")}))
            for one in add:
                commit.add(topic_document(one, "", analysis_of(self._languages)))
            self.topics = {k: v for k, v in self.topics.items() if k not in remove} | {
                one.id: one for one in add
            }
            people = {name for one in self.topics.values() for name in (*one.people, *one.speakers)}
            projects = {name for one in self.topics.values() for name in one.projects}
            tables = {
                "person": build_table({name: self._aliases.get(name, ()) for name in people}, {}),
                "project": build_table({name: self._aliases.get(name, ()) for name in projects}, {}),
            }
            commit.add(state_document(NAMES, tables))
            commit.add(state_document(INDEX, NOTHING._replace(languages=self._languages).to_json()))
            commit.finish()
            before.close()
        return self

    def snapshot(self) -> Snapshot:
        found = open_snapshot(self.folder)
        assert found is not None
        return found

    def search(self, query: str, *, strict: bool = False, limit: int = 50) -> SearchResult:
        snapshot = self.snapshot()
        try:
            return answer(snapshot, query, limit=limit, strict=strict, explain=True)
        finally:
            snapshot.close()

    def found(self, query: str, *, strict: bool = True) -> list[str]:
        """The tails of the ids of all hits, best first."""
        return [hit.topic.id.rsplit("/", 1)[1] for hit in self.search(query, strict=strict).hits]
