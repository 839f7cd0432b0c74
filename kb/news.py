"""What is new in the minutes: topics with other lines than at a commit, or than in the index before.

Owns which topics count as new or changed; how git is asked is `kb.git`'s, how they are shown the command's
and the interface's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from kb.git import Lines, ask_git, changed_lines, find_commit, require_repository

if TYPE_CHECKING:
    from index import AnyLibrary, Topic


class News(NamedTuple):
    """A topic that is new or changed."""

    topic: Topic
    change: Literal["new", "changed"]


def last_pull(folder: Path) -> str:
    """The name of the commit before the last pull or merge; of the one before the last where none was."""
    pulled = ask_git(folder, "rev-parse", "--verify", "--quiet", "ORIG_HEAD")
    return "ORIG_HEAD" if pulled else "HEAD~1"


def news_since(library: AnyLibrary, commit: str | None) -> list[News]:
    """What has other lines than at a commit, or than before the last pull; newest meeting first.

    Raises GitError where a folder of the minutes is in no repository or has no such commit.
    """
    changed: dict[Path, dict[str, Lines | None]] = {}
    found: list[News] = []
    for meeting in reversed(library.meetings()):
        for topic in meeting.topics:
            folder, file = library.locate(topic.file)
            if folder not in changed:
                require_repository(folder, "`kb new --since DATE` needs none.")
                named = last_pull(folder) if commit is None else commit
                changed[folder] = changed_lines(folder, find_commit(folder, named))
            found += _news(topic, changed[folder], file)
    return found


def news_between(before: Iterable[Topic], after: Iterable[Topic]) -> list[News]:
    """What is in the later topics and was not in the earlier, or had other words there.

    A topic is the same where day and title are, so that a file that was only renamed is nothing new.
    """
    texts = {_title_and_day(topic): topic.text for topic in before}
    named = [(topic, texts.get(_title_and_day(topic))) for topic in after]
    return [News(topic, "new" if old is None else "changed") for topic, old in named if old != topic.text]


def meetings_of(news: Iterable[News]) -> int:
    """In how many meetings the news are."""
    return len({(one.topic.date, one.topic.minutes_file) for one in news})


def _title_and_day(topic: Topic) -> tuple[str, str]:
    return topic.id.rpartition("/")[2], topic.date


def _news(topic: Topic, changed: dict[str, Lines | None], file: str) -> Iterator[News]:
    """New where all its words are on new lines; changed where some are, or where lines are gone inside."""
    lines = changed.get(file, ())
    if lines is None:
        yield News(topic, "new")
    elif any(first <= topic.end and topic.start <= last for first, last in lines):
        written = (n for n, line in enumerate(topic.text.split("\n"), topic.start) if line.strip())
        is_new = all(any(first <= n <= last for first, last in lines) for n in written)
        yield News(topic, "new" if is_new else "changed")
