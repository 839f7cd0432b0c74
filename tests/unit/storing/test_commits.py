"""The one commit point: what is seen when, and by whom."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CacheError, IndexLockedError
from index.storing import postings
from index.storing.folder import distrust, folder_bytes, last_commit
from index.storing.reader import Snapshot, open_snapshot
from index.storing.schema import encode_facts
from index.storing.tables import Places, bits_of, numbers_of
from index.storing.writer import Commit

FACTS = {"file": ("a.md",), "start": ("1",), "date": ("2023-01-02",), "kind": ("discussion",)}


def document(name: str, *terms: str, weight: float = 1.0) -> dict[str, Any]:
    return {
        "text": tuple((term, weight) for term in terms),
        "id": (name,),
        "project": terms,
        "facts": encode_facts({**FACTS, "has": (), "project": terms, "person": ()}),
        "data": f'"{name}"',
    }


def write(folder: Path, *documents: dict[str, Any], remove: str | None = None, rebuild: bool = False) -> None:
    with Commit(folder, rebuild=rebuild) as commit:
        before = commit.before()
        if before:
            commit.remove(before.numbers("id", remove) if remove else [])
            before.close()
        for one in documents:
            commit.add(one)
        commit.finish()


def names(snapshot: Snapshot | None, bits: int) -> list[str]:
    assert snapshot is not None
    return sorted(snapshot.data(number) for number in numbers_of(bits))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "minutes"


def opened(folder: Path, previous: Snapshot | None = None) -> Snapshot:
    found = open_snapshot(folder, previous)
    assert found is not None
    return found


def test_nothing_is_there_before_the_first_commit(folder: Path) -> None:
    assert open_snapshot(folder) is None
    with Commit(folder, rebuild=False) as commit:
        commit.add(document("a", "kiln"))
    assert opened(folder).topics == 0  # left without `finish`


def test_a_snapshot_shows_its_commit_whatever_comes_after(folder: Path) -> None:
    write(folder, document("a", "kiln"), document("b", "kiln"))
    before = opened(folder)
    write(folder, document("c", "kiln"), remove="a")
    after = opened(folder, before)
    assert names(before, before.bits("text", "kiln")) == ["a", "b"]
    assert names(after, after.bits("text", "kiln")) == ["b", "c"]
    assert names(before, before.topics) == ["a", "b"]
    assert opened(folder, after) is after


def test_many_commits_leave_few_segments(folder: Path) -> None:
    for n in range(40):
        write(folder, document(f"t{n}", "kiln", f"word{n}"), remove=f"t{n - 7}")
    snapshot = opened(folder)
    assert len(snapshot.segments) <= 12
    assert names(snapshot, snapshot.bits("text", "kiln")) == sorted(f"t{n}" for n in range(33, 40))
    assert names(snapshot, snapshot.bits("text", "word3")) == []


def test_what_is_deleted_does_not_stay_for_good(folder: Path) -> None:
    write(folder, *(document(f"t{n}", "kiln") for n in range(60)))
    for n in range(60):
        write(folder, document(f"t{n}", "kiln", "anew"), remove=f"t{n}")
    snapshot = opened(folder)
    assert sum(segment.size for segment in snapshot.segments) <= 2 * 60
    assert names(snapshot, snapshot.bits("text", "anew")) == sorted(f"t{n}" for n in range(60))


def test_tables_of_a_segment_are_kept_from_snapshot_to_snapshot(folder: Path) -> None:
    write(folder, document("a", "kiln"))
    before = opened(folder)
    before.segments[0].facets()
    write(folder, document("b", "glaze"))
    after = opened(folder, before)
    assert after.segments[0].tables is before.segments[0].tables
    assert after.segments[0].facets().count(1)["project", "kiln"] == 1


def test_weights_are_those_written(folder: Path) -> None:
    write(folder, document("a", "kiln", weight=0.25), document("b", "kiln", weight=2.5))
    write(folder, document("c", "kiln", weight=7.0))
    snapshot = opened(folder)
    assert sorted(snapshot.weights("kiln").values()) == [0.25, 2.5, 7.0]
    assert snapshot.weights("nothing") == {}


def test_terms_are_listed_and_completed(folder: Path) -> None:
    write(folder, document("a", "kiln", "kite"))
    write(folder, document("b", "kit", "çay"))
    snapshot = opened(folder)
    assert snapshot.expand("text", "ki") == ["kiln", "kit", "kite"]
    assert snapshot.terms("text") == ["kiln", "kit", "kite", "çay"]
    assert snapshot.expand("text", "x") == []


def test_a_second_writer_is_told_and_the_old_state_can_be_read(folder: Path) -> None:
    write(folder, document("a", "kiln"))
    with Commit(folder, rebuild=False) as first:
        first.add(document("b", "kiln"))
        with pytest.raises(IndexLockedError):
            Commit(folder, rebuild=False)
        assert names(opened(folder), opened(folder).topics) == ["a"]
        first.finish()
    assert names(opened(folder), opened(folder).topics) == ["a", "b"]


def test_the_lock_is_free_after_a_failure(folder: Path) -> None:
    write(folder, document("a", "kiln"))
    with pytest.raises(RuntimeError), Commit(folder, rebuild=False) as commit:
        commit.add(document("b", "kiln"))
        raise RuntimeError
    write(folder, document("c", "kiln"))
    assert names(opened(folder), opened(folder).topics) == ["a", "c"]


def test_a_rebuild_drops_everything_at_once(folder: Path) -> None:
    write(folder, document("a", "kiln"))
    write(folder, document("b", "glaze"), rebuild=True)
    snapshot = opened(folder)
    assert names(snapshot, snapshot.topics) == ["b"]
    assert len(snapshot.segments) == 1


def test_a_rebuild_needs_nothing_of_a_damaged_index(folder: Path) -> None:
    write(folder, document("a", "kiln"))
    for path in folder.iterdir():
        if path.suffix != ".lock":
            path.write_bytes(b"no index at all")
    write(folder, document("b", "glaze"), rebuild=True)
    assert names(opened(folder), opened(folder).topics) == ["b"]


def test_a_commit_leaves_no_files_behind(folder: Path) -> None:
    for n in range(5):
        write(folder, document(f"t{n}", "kiln"), rebuild=True)
    stems = {path.name.split(".")[0] for path in folder.iterdir()}
    assert len([stem for stem in stems if stem.startswith("MAIN_") and "LOCK" not in stem]) == 1
    assert len(list(folder.glob("*.toc"))) == 1


# ---------------------------------------------------------------- the folder


def test_the_folder_is_the_users_alone(folder: Path) -> None:
    write(folder, document("a", "kiln"))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert distrust(folder) is None
    assert folder_bytes(folder) > 0
    assert last_commit(folder) is not None


def test_what_others_can_write_to_is_not_trusted(folder: Path) -> None:
    write(folder, document("a", "kiln"))
    folder.chmod(0o777)
    assert "can be written by others" in (distrust(folder) or "")
    folder.chmod(0o700)
    (folder / "planted").write_bytes(b"")
    (folder / "planted").chmod(0o666)
    assert "planted" in (distrust(folder) or "")


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="needs to give a file away")
def test_what_belongs_to_another_is_not_trusted(folder: Path) -> None:
    write(folder, document("a", "kiln"))
    os.chown(folder, 12345, -1)
    assert "belongs to another user" in (distrust(folder) or "")


def test_a_folder_that_cannot_be_made_is_a_cache_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CacheError) as caught:
        write(tmp_path / "file" / "cache", document("a", "kiln"))
    assert "--cache" in (caught.value.hint or "")


# ---------------------------------------------------------------- sets and postings


@pytest.mark.parametrize("numbers", [[], [0], [1999], [0, 1, 7, 8, 300], list(range(0, 2000, 3))])
def test_sets_of_numbers(numbers: list[int]) -> None:
    assert list(numbers_of(bits_of(numbers, 2000))) == numbers


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=40))
def test_meetings_are_counted_whatever_their_order(documents: list[tuple[int, bool]]) -> None:
    places = Places(("2024-01-01", f"m{meeting}.md", str(n)) for n, (meeting, _) in enumerate(documents))
    wanted = bits_of((n for n, (_, is_wanted) in enumerate(documents) if is_wanted), len(documents))
    assert places.count_meetings(wanted) == len({meeting for meeting, is_wanted in documents if is_wanted})


@pytest.fixture
def fresh_road(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "_fast", None)
    monkeypatch.setattr(postings, "_fast_writing", None)


@pytest.mark.usefixtures("fresh_road")
def test_postings_read_by_blocks_are_those_of_the_public_road(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, *(document(f"t{n}", "kiln", weight=n + 1.0) for n in range(300)))
    fast = opened(folder).segments[0].postings("text", "kiln")
    assert postings._fast is True
    monkeypatch.setattr(postings, "_fast", False)
    slow = opened(folder).segments[0].postings("text", "kiln")
    assert slow == fast
    assert list(fast[0]) == list(range(300))
    assert list(fast[1]) == [n + 1.0 for n in range(300)]


@pytest.mark.usefixtures("fresh_road")
def test_another_whoosh_is_read_by_the_public_road_with_a_warning(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, *(document(f"t{n}", "kiln") for n in range(300)))
    monkeypatch.setattr(postings, "_read_blocks", lambda matcher: matcher._gone)
    with pytest.warns(UserWarning, match="another form"):
        ids, _ = opened(folder).segments[0].postings("text", "kiln")
    assert len(ids) == 300


def written(folder: Path) -> list[bytes]:
    """The files of postings and terms of an index that is written now."""
    many = (document(f"t{n}", "kiln", f"word{n % 7}", weight=n % 5 / 2) for n in range(10_000))
    write(folder, *many, rebuild=True)
    return [next(folder.glob(f"*.{kind}")).read_bytes() for kind in ("pst", "trm")]


@pytest.mark.usefixtures("fresh_road")
def test_what_is_written_by_blocks_is_what_the_public_road_writes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = written(folder)
    assert postings._fast_writing is True
    monkeypatch.setattr(postings, "_fast_writing", False)
    assert written(folder) == fast


@pytest.mark.usefixtures("fresh_road")
def test_another_whoosh_is_written_by_the_public_road_with_a_warning(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "_add_list", lambda fields, *_: fields._gone)
    with pytest.warns(UserWarning, match="another form"):
        write(folder, document("a", "kiln"))
    assert names(opened(folder), opened(folder).bits("text", "kiln")) == ["a"]
