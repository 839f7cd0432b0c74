"""A folder of minutes as a library: what a sync reads, what it reports, what stays when it fails."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

import index.indexing
from index import (
    CacheError,
    IndexLockedError,
    Library,
    NameRules,
    NoMinutesError,
    NotFoundError,
    Settings,
    open_library,
)
from index.storing.writer import Commit

MAY = """# Studio call 12 May 2023

Attendees: Ana Lima, Bo Chen

## Agenda

- Kiln update
- Glaze budget

## Minutes

### Kiln update

Ana Lima fired [Kiln.jl](https://github.com/Clayworks/Kiln.jl) at last.

### Glaze budget

We decided to buy cobalt.
"""
JUNE = """# Studio call 9 June 2023

## Minutes

### Wheels

The wheels squeak.
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "2023-05-12.md").write_text(MAY, encoding="utf-8")
    (folder / "2023-06-09.md").write_text(JUNE, encoding="utf-8")
    (folder / "README.md").write_text("# About us\n", encoding="utf-8")
    return folder


@pytest.fixture
def library(minutes: Path, tmp_path: Path) -> Library:
    return open_library(minutes, cache=tmp_path / "cache")


def reopened(library: Library, settings: Settings | None = None) -> Library:
    return open_library(library.minutes, cache=library.minutes.parent / "cache", settings=settings)


def touch(path: Path, text: str | None = None) -> None:
    """Change a file, or only its time, so that it shows even within one tick of the clock."""
    if text is not None:
        path.write_text(text, encoding="utf-8")
    info = path.stat()
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns + 5_000_000_000))


def ids(library: Library, query: str) -> list[str]:
    return [hit.topic.id for hit in library.search(query).hits]


def test_the_newest_of_many_files_can_be_searched_before_the_others(minutes: Path, tmp_path: Path) -> None:
    library = open_library(minutes, cache=tmp_path / "cache")
    (minutes / "README.md").unlink()
    assert library.sync_newest(2) is None  # there are not many
    report = library.sync_newest(1)
    assert report is not None and report.new == ("2023-06-09.md",)
    assert [hit.topic.title for hit in library.search("").hits] == ["Wheels"]
    assert library.sync_newest(1) is None
    assert library.sync().new == ("2023-05-12.md",)
    assert library.search("cobalt").total == 1


def test_the_first_sync_reads_everything(library: Library) -> None:
    assert library.changes().new == ("2023-05-12.md", "2023-06-09.md", "README.md")
    report = library.sync()
    assert report.new == ("2023-05-12.md", "2023-06-09.md")
    assert report.rebuilt is None
    assert report.meetings == 2
    assert [one.file for one in report.skipped] == ["README.md"]
    assert report.topics == sum(len(meeting.topics) for meeting in library.meetings())
    assert library.changes().is_empty


def test_a_first_sync_that_was_stopped_is_said_to_be_unfinished_not_damaged(library: Library) -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.sync(progress=stop)
    other = reopened(library)
    assert other.changes().rebuild == "it was not finished"
    assert other.sync().meetings == 2


def test_a_second_sync_says_that_nothing_changed(library: Library) -> None:
    library.sync()
    report = reopened(library).sync()
    assert report.is_empty
    assert (report.unchanged, report.meetings) == (2, 2)
    assert report.skipped[0].file == "README.md"


def test_only_what_changed_is_read_again(
    library: Library, minutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.sync()
    read: list[str] = []
    real = index.indexing.read_minutes
    monkeypatch.setattr(
        index.indexing, "read_minutes", lambda file, text: (read.append(file), real(file, text))[1]
    )
    touch(minutes / "2023-05-12.md", MAY.replace("cobalt", "copper"))
    (minutes / "2023-07-14.md").write_text(JUNE.replace("9 June", "14 July"), encoding="utf-8")
    (minutes / "2023-06-09.md").unlink()
    changes = library.changes()
    assert (changes.new, changes.changed, changes.removed, changes.count) == (
        ("2023-07-14.md",),
        ("2023-05-12.md",),
        ("2023-06-09.md",),
        3,
    )
    report = library.sync()
    assert read == ["2023-07-14.md", "2023-05-12.md"]
    assert (report.new, report.changed, report.removed, report.unchanged) == (
        ("2023-07-14.md",),
        ("2023-05-12.md",),
        ("2023-06-09.md",),
        0,
    )
    assert library.search("copper").total == 1
    assert library.search("cobalt", strict=True).total == 0
    assert ids(library, "wheels") == ["2023-07-14/wheels"]


def test_a_renamed_file_is_one_gone_and_one_new(library: Library, minutes: Path) -> None:
    library.sync()
    (minutes / "2023-06-09.md").rename(minutes / "2023-06-10.md")
    report = library.sync()
    assert (report.new, report.removed, report.changed) == (("2023-06-10.md",), ("2023-06-09.md",), ())
    assert ids(library, "wheels") == ["2023-06-10/wheels"]


def test_a_touched_file_is_unchanged(library: Library, minutes: Path) -> None:
    library.sync()
    touch(minutes / "2023-05-12.md")
    assert library.changes().changed == ("2023-05-12.md",)
    report = library.sync()
    assert report.is_empty
    assert report.unchanged == 2
    assert reopened(library).changes().is_empty


def test_what_one_file_shows_changes_what_others_say(library: Library, minutes: Path) -> None:
    (minutes / "2023-06-09.md").write_text(JUNE + "\nAna gave an update on Kiln.\n", encoding="utf-8")
    library.sync()
    before = library.topic("2023-06-09/wheels")
    (minutes / "2023-05-12.md").unlink()
    library.sync()
    after = library.topic("2023-06-09/wheels")
    assert "Kiln" in before.projects
    assert "Kiln" not in after.projects


def test_new_settings_rebuild_and_say_so(library: Library) -> None:
    library.sync()
    other = reopened(library, Settings(names=NameRules(projects={"Cobalt": ("cobalt",)})))
    assert other.changes().rebuild == "kb.toml has changed"
    assert other.sync().rebuilt == "kb.toml has changed"
    assert [entity.name for entity in other.projects() if entity.name == "Cobalt"] == ["Cobalt"]
    assert other.sync().rebuilt is None


def test_a_recording_is_found_by_its_address_and_shown_where_it_is_named(
    library: Library, minutes: Path
) -> None:
    text = JUNE.replace("## Minutes\n", "## Minutes\n\n**Video link:** https://youtu.be/Wheel_7\n")
    (minutes / "2023-06-09.md").write_text(text, encoding="utf-8")
    library.sync()
    (hit,) = library.search("https://youtu.be/Wheel_7").hits
    assert [(snippet.line, snippet.text) for snippet in hit.snippets] == [(5, "https://youtu.be/Wheel_7")]


def test_another_language_rebuilds_and_finds_its_forms(library: Library, minutes: Path) -> None:
    (minutes / "2023-07-01.md").write_text(
        "# Call\n\n## Ofen\n\nDie Entscheidungen stehen.\n", encoding="utf-8"
    )
    library.sync()
    assert library.search("Entscheidung", strict=True).total == 0
    other = reopened(library, Settings(language=("de", "en")))
    assert other.sync().rebuilt == "kb.toml has changed"
    assert other.search("Entscheidung", strict=True).total == 1
    assert other.search("wheel", strict=True).total == library.search("wheel", strict=True).total


def test_an_excluded_file_is_gone(library: Library) -> None:
    library.sync()
    other = reopened(library, Settings(exclude=("2023-06*",)))
    report = other.sync()
    assert (report.removed, report.rebuilt) == (("2023-06-09.md",), None)
    assert other.search("wheels", strict=True).total == 0


def test_full_reads_everything_anew(library: Library) -> None:
    library.sync()
    assert library.sync(full=True).rebuilt == "asked for"


def test_progress_goes_from_nothing_to_all(library: Library) -> None:
    steps: list[tuple[int, int, str]] = []
    library.sync(progress=lambda *step: steps.append(step))
    assert steps[0][0] == 0
    assert steps[-1][0] == steps[-1][1] == steps[0][1]
    assert [done for done, _, _ in steps] == sorted(done for done, _, _ in steps)
    assert {file for _, _, file in steps} >= {"2023-05-12.md", "2023-06-09.md"}
    files_done = max(done for done, _, file in steps if file)
    assert files_done < steps[0][1]  # what is read and taken apart is yet to be written


# ---------------------------------------------------------------- bad input


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    library = open_library(tmp_path / "nowhere", cache=tmp_path / "cache")
    for act in (library.sync, library.changes):
        with pytest.raises(NoMinutesError, match="There is no folder"):
            act()


@pytest.mark.parametrize("files", [{}, {"notes.txt": "x"}, {"README.md": "# Hello\n"}, {"a.md": ""}])
def test_a_folder_without_minutes(tmp_path: Path, files: dict[str, str]) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(NoMinutesError, match="There are no minutes in"):
        open_library(folder, cache=tmp_path / "cache").sync()


def test_what_was_indexed_stays_when_the_minutes_are_gone(library: Library, minutes: Path) -> None:
    library.sync()
    for path in minutes.iterdir():
        path.unlink()
    with pytest.raises(NoMinutesError):
        library.sync()
    assert library.search("cobalt").total == 1


def test_bad_files_are_skipped_with_a_reason_and_the_rest_is_indexed(library: Library, minutes: Path) -> None:
    (minutes / "2023-01-13.md").write_bytes(b"# caf\xe9\n")
    (minutes / "2023-02-10.md").mkdir()
    os.mkfifo(minutes / "2023-03-10.md")
    (minutes / "2023-04-14.md").write_text("x" * 3000, encoding="utf-8")
    (minutes / "empty.md").write_text("", encoding="utf-8")
    other = reopened(library, Settings(max_bytes=2000))
    reasons = {one.file: one.reason for one in other.sync().skipped}
    assert reasons["2023-01-13.md"] == "not UTF-8 (byte 6)"
    assert reasons["2023-02-10.md"] == "a folder, not a file"
    assert reasons["2023-03-10.md"] == "not a regular file"
    assert reasons["2023-04-14.md"] == "bigger than 2,000 bytes"
    assert reasons["empty.md"]
    assert other.search("cobalt").total == 1
    assert {one.file for one in other.status().skipped} == set(reasons)
    assert other.changes().is_empty


@pytest.mark.skipif(os.getuid() == 0, reason="root can read everything")
def test_an_unreadable_file_is_read_once_it_can_be(library: Library, minutes: Path) -> None:
    (minutes / "2023-06-09.md").chmod(0)
    assert any("not readable" in one.reason for one in library.sync().skipped)
    assert library.changes().is_empty
    (minutes / "2023-06-09.md").chmod(0o600)
    assert library.sync().changed == ("2023-06-09.md",)
    assert library.search("wheels").total == 1


# ---------------------------------------------------------------- the index on disk


def test_nothing_is_found_before_the_first_sync(library: Library) -> None:
    assert library.search("kiln").hits == ()
    assert library.meetings() == library.people() == library.projects() == library.problems() == []
    assert library.status().files == 0
    with pytest.raises(NotFoundError, match="Nothing is indexed yet"):
        library.topic("2023-05-12/kiln-update")


def damage_by_truncating(folder: Path) -> None:
    for path in folder.glob("MAIN_*"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def damage_by_removing(folder: Path) -> None:
    for path in folder.glob("*.pst"):
        path.unlink()


def damage_the_contents(folder: Path) -> None:
    for path in folder.glob("*.toc"):
        path.write_bytes(b"\0" * 50)


@pytest.mark.parametrize("damage", [damage_by_truncating, damage_by_removing, damage_the_contents])
def test_damage_is_answered_by_a_rebuild(library: Library, tmp_path: Path, damage: object) -> None:
    library.sync()
    damage(tmp_path / "cache")  # type: ignore[operator]
    other = reopened(library)
    result = other.search("cobalt")
    assert result.total == 1
    assert result.notes == ("the index was damaged and has been built anew",)
    assert other.search("cobalt").notes == ()
    assert reopened(library).sync().is_empty


@pytest.mark.parametrize("damage", [damage_by_truncating, damage_by_removing, damage_the_contents])
def test_a_sync_mends_damage_and_says_so(
    library: Library, minutes: Path, tmp_path: Path, damage: object
) -> None:
    library.sync()
    damage(tmp_path / "cache")  # type: ignore[operator]
    touch(minutes / "2023-05-12.md", MAY + "\nMore.\n")
    other = reopened(library)
    assert other.sync().rebuilt == "it was damaged"
    assert other.search("wheels").total == 1


def test_damage_that_two_threads_find_is_mended_once(library: Library, tmp_path: Path) -> None:
    library.sync()
    damage_by_truncating(tmp_path / "cache")
    other = reopened(library)
    begun, go_on = threading.Event(), threading.Event()

    def hold(done: int, total: int, file: str) -> None:
        begun.set()
        assert go_on.wait(10)

    with ThreadPoolExecutor(2) as pool:
        syncing = pool.submit(other.sync, progress=hold)
        assert begun.wait(10)
        searching = pool.submit(other.search, "cobalt")
        assert not wait([searching], 0.1).done
        go_on.set()
        assert syncing.result().rebuilt == "it was damaged"
        assert (searching.result().total, searching.result().notes) == (1, ())


def test_an_index_of_another_version_is_built_anew(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.sync()
    monkeypatch.setattr("index.storing.schema.VERSION", 999_999)
    other = reopened(library)
    assert other.changes().rebuild == "it was written by another version of kb"
    assert other.sync().rebuilt == "it was written by another version of kb"


def test_a_cache_that_others_can_write_to_is_not_loaded(library: Library, tmp_path: Path) -> None:
    library.sync()
    (tmp_path / "cache").chmod(0o777)
    other = reopened(library)
    for act in (other.sync, other.meetings, other.status):
        with pytest.raises(CacheError, match="can be written by others"):
            act()


def test_a_locked_index_can_still_be_searched(library: Library, minutes: Path, tmp_path: Path) -> None:
    library.sync()
    touch(minutes / "2023-05-12.md", MAY.replace("cobalt", "copper"))
    with Commit(tmp_path / "cache", rebuild=False):
        with pytest.raises(IndexLockedError):
            library.sync()
        assert library.search("cobalt").total == 1
        assert reopened(library).search("cobalt").total == 1
    assert library.sync().changed == ("2023-05-12.md",)


def test_a_commit_of_another_process_is_taken_up_on_demand(library: Library, minutes: Path) -> None:
    library.sync()
    other = reopened(library)
    assert other.search("cobalt").total == 1
    assert not other.refresh()
    touch(minutes / "2023-05-12.md", MAY.replace("cobalt", "copper"))
    library.sync()
    assert other.search("copper", strict=True).total == 0
    assert other.refresh()
    assert other.search("copper", strict=True).total == 1
    other.close()
    assert other.search("copper").total == 1


# ---------------------------------------------------------------- topics, meetings, entities


def test_a_topic_by_its_id_or_a_tail_of_it(library: Library) -> None:
    library.sync()
    topic = library.topic("2023-05-12/glaze-budget")
    assert topic.title == "Glaze budget"
    assert library.topic("glaze-budget") == library.topic("2023-05-12/GLAZE-BUDGET") == topic


def test_an_unknown_topic_is_not_found_but_the_closest_is_named(library: Library) -> None:
    library.sync()
    with pytest.raises(NotFoundError) as caught:
        library.topic("2023-05-12/glase-budget")
    assert caught.value.hint == "Did you mean 2023-05-12/glaze-budget?"


def test_a_tail_that_fits_several_topics_is_refused(library: Library, minutes: Path) -> None:
    (minutes / "2023-07-14.md").write_text(JUNE, encoding="utf-8")
    library.sync()
    with pytest.raises(NotFoundError, match="2 topics are called wheels") as caught:
        library.topic("wheels")
    assert caught.value.hint == "Say which: 2023-06-09/wheels, 2023-07-14/wheels."


@pytest.mark.parametrize("ref", ["2023-05-12", "2023-05-12.md", "2023-05-12/glaze-budget", "kiln-update"])
def test_a_meeting(library: Library, ref: str) -> None:
    library.sync()
    meeting = library.meeting(ref)
    assert meeting.file == "2023-05-12.md"
    assert [item.text for item in meeting.agenda] == ["Kiln update", "Glaze budget"]
    assert {"2023-05-12/kiln-update", "2023-05-12/glaze-budget"} <= {topic.id for topic in meeting.topics}


def test_a_meeting_without_a_topic_is_found_by_its_date(library: Library, minutes: Path) -> None:
    (minutes / "2023-09-08.md").write_text(
        "# Studio call 8 September 2023\n\nNo minutes.\n", encoding="utf-8"
    )
    library.sync()
    assert library.meeting("2023-09-08").file == "2023-09-08.md"
    assert [meeting.date for meeting in library.meetings()] == ["2023-05-12", "2023-06-09", "2023-09-08"]


def test_an_unknown_meeting_is_not_found(library: Library) -> None:
    library.sync()
    with pytest.raises(NotFoundError, match="There is no meeting 2023-05-13"):
        library.meeting("2023-05-13")


def test_entities_have_counts_and_dates(library: Library) -> None:
    library.sync()
    (kiln,) = [entity for entity in library.projects() if entity.name == "Kiln"]
    assert (kiln.meetings, kiln.first, kiln.last) == (1, "2023-05-12", "2023-05-12")
    assert kiln.topics >= 1
    assert "Ana Lima" in {entity.name for entity in library.people()}


def test_status_tells_sizes_and_age(library: Library, minutes: Path, tmp_path: Path) -> None:
    library.sync()
    status = library.status()
    assert (status.minutes, status.cache) == (str(minutes), str(tmp_path / "cache"))
    assert (status.files, status.meetings) == (3, 2)
    assert status.bytes > 0
    assert status.modified


@pytest.mark.parametrize("name", ["2023/2023-05-12.md", "2023-05-12 call.md", "calls/of-2023-05-12.md"])
def test_an_id_finds_its_topic_when_the_file_was_renamed(library: Library, minutes: Path, name: str) -> None:
    library.sync()
    before = library.meeting("2023-05-12").topics[0]
    (minutes / name).parent.mkdir(exist_ok=True)
    (minutes / "2023-05-12.md").rename(minutes / name)
    library.sync()
    after = library.topic(before.id)
    assert (after.file, after.title, after.text) == (name, before.title, before.text)
    assert library.topic(after.id) == after
    with pytest.raises(NotFoundError):
        library.topic(before.id.replace("2023-05-12", "2023-05-13"))
