"""Whatever happens to the cache is found out, mended and said in one line."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import Library, open_library

ROOT = Path(__file__).parents[2]
Says = Callable[[Library], dict[str, Any]]
Fresh = Callable[[Path], dict[str, Any]]
Kb = Callable[..., subprocess.CompletedProcess[str]]

AS_ANYBODY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Makes root heed permissions; anybody else does so anyway."""


def heeding_permissions() -> tuple[str, ...]:
    if os.geteuid() != 0:
        return ()
    if shutil.which(AS_ANYBODY[0]) is None:
        pytest.skip("root heeds no permissions, and setpriv is not there to make it")
    return AS_ANYBODY


def files_of_the_index(cache: Path) -> list[Path]:
    """What is read of it: not the locks, which are empty, nor who held one last."""
    return sorted(path for path in cache.iterdir() if path.stat().st_size and path.name != "WRITER")


def flip_a_bit(file: Path, chance: random.Random) -> str:
    data = bytearray(file.read_bytes())
    place = chance.randrange(len(data) * 8)
    data[place // 8] ^= 1 << place % 8
    file.write_bytes(data)
    return f"bit {place} of {file.name}"


def cut(file: Path, chance: random.Random) -> str:
    size = chance.randrange(file.stat().st_size)
    os.truncate(file, size)
    return f"{file.name} cut to {size} bytes"


@pytest.mark.parametrize("damage", [flip_a_bit, cut])
@pytest.mark.parametrize("same_time", [False, True])
def test_damage_is_found_mended_and_said(
    minutes: Path,
    tmp_path: Path,
    says: Says,
    fresh: Fresh,
    damage: Callable[[Path, random.Random], str],
    same_time: bool,
    rounds: int,
    chance: random.Random,
) -> None:
    wanted = fresh(minutes)
    open_library(minutes, cache=tmp_path / "sound").sync()
    for _ in range(rounds):
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        shutil.copytree(tmp_path / "sound", tmp_path / "cache")
        file = chance.choice(files_of_the_index(tmp_path / "cache"))
        info = file.stat()
        what = damage(file, chance)
        if same_time:  # as a failing disk would do it
            os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))
        library = open_library(minutes, cache=tmp_path / "cache")
        result = library.search("merge")
        assert result.notes == ("the index was damaged and has been built anew",), what
        assert says(library) == wanted, what
        library.close()
        assert open_library(minutes, cache=tmp_path / "cache").changes().is_empty


def test_kb_says_so_in_one_line(kb: Kb, cache: Path, chance: random.Random) -> None:
    whole = without_time(kb("search", "merge").stdout)
    for damage in (flip_a_bit, cut):
        damage(next(cache.glob("*.pst")), chance)
        run = kb("search", "merge")
        assert without_time(run.stdout) == whole
        assert run.returncode == 0
        assert run.stderr == "kb: the index was built anew: it was damaged\n"


def test_damage_is_never_merged_into_what_is_sound(
    tmp_path: Path, says: Says, fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter turns while the time of its file stays, in an index too big to be read as a whole."""
    minutes, cache, copy = tmp_path / "minutes", tmp_path / "cache", tmp_path / "copy"
    minutes.mkdir()

    def files() -> set[str]:
        return {path.name for path in cache.glob("MAIN_*")}

    for month in range(1, 10):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(cache, copy) if cache.exists() else None
        before = files()
        text = f"# Call\n\n## Harbour {month}\n\nThe harbour was dredged.\n"
        (minutes / f"2024-{month:02}-10.md").write_text(text, encoding="utf-8")
        open_library(minutes, cache=cache).sync()
        if merged := before - files():
            break
    for path in (copy / name for name in merged):
        info = path.stat()
        path.write_bytes(path.read_bytes().replace(b"was dredged", b"was dredgex"))
        os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    monkeypatch.setattr("index.storing.seals._READ_ALWAYS", 0)
    mended = open_library(minutes, cache=copy)
    assert mended.sync().rebuilt == "it was damaged"
    assert says(mended) == fresh(minutes)


@pytest.mark.parametrize("gone", ["the index", "all indexes"])
def test_a_cache_that_is_gone_is_made_again(kb: Kb, cache: Path, gone: str) -> None:
    first = kb("search", "merge")
    shutil.rmtree(cache if gone == "the index" else cache.parent)
    again = kb("search", "merge")
    assert (again.returncode, again.stderr) == (0, "")
    assert without_time(again.stdout) == without_time(first.stdout)


def test_a_cache_that_goes_while_it_is_open(
    minutes: Path, tmp_path: Path, says: Says, fresh: Fresh, change: Callable[[Path], None]
) -> None:
    library = open_library(minutes, cache=tmp_path / "cache")
    library.sync()
    shutil.rmtree(tmp_path / "cache")
    change(minutes)
    other = open_library(minutes, cache=tmp_path / "cache")  # its commit has the number of the one that went
    other.sync()
    assert library.refresh()
    assert says(library) == fresh(minutes)
    shutil.rmtree(tmp_path / "cache")
    library.sync()
    assert says(library) == fresh(minutes)


def test_a_cache_that_goes_during_a_sync(minutes: Path, tmp_path: Path, says: Says, fresh: Fresh) -> None:
    library = open_library(minutes, cache=tmp_path / "cache")
    library.sync()
    text = (minutes / "2025-01-21.md").read_text(encoding="utf-8")
    (minutes / "2025-01-21.md").write_text(text + "\nOne line more.\n", encoding="utf-8")

    def remove(done: int, total: int, file: str) -> None:
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)

    try:
        library.sync(progress=remove)
    except Exception as error:
        assert type(error).__name__ == "CacheError", error
    library.sync()
    assert says(library) == fresh(minutes)


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="no limit on the size of files here")
@pytest.mark.parametrize("limit", [0, 30_000])
def test_a_full_disk(
    kb: Kb,
    kb_process: Kb,
    minutes: Path,
    cache: Path,
    change: Callable[[Path], None],
    says: Says,
    fresh: Fresh,
    limit: int,
) -> None:
    """Every file may grow to `limit` bytes only, as on a disk that fills up."""

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    run = kb_process("reindex", preexec_fn=fill)
    assert run.returncode == 3, run.stderr
    assert_one_line(run.stderr, "cannot be written")
    kb("reindex")
    before = says(open_library(minutes, cache=cache))
    change(minutes)
    run = kb_process("search", "merge", preexec_fn=fill)
    assert run.returncode == 0, run.stderr
    assert_one_line(run.stderr, "cannot be written")
    assert says(open_library(minutes, cache=cache)) == before
    assert kb("reindex").returncode == 0
    assert says(open_library(minutes, cache=cache)) == fresh(minutes)


def without_time(text: str) -> str:
    return re.sub(r"\d+ ms", "", text)


def assert_one_line(text: str, *words: str) -> None:
    assert text.startswith("kb: ") and len(text.splitlines()) == 1, text
    assert "mistake in kb" not in text
    for word in words:
        assert word in text


def test_a_cache_that_cannot_be_written_to_still_answers(
    kb: Kb, kb_process: Kb, minutes: Path, cache: Path, change: Callable[[Path], None]
) -> None:
    before = heeding_permissions()
    kb("reindex")
    cache.chmod(0o500)
    for path in cache.iterdir():
        path.chmod(0o400)
    try:
        whole = kb_process("search", "merge", before=before)
        assert (whole.returncode, whole.stderr) == (0, "")
        change(minutes)
        run = kb_process("search", "merge", before=before)
        assert (run.returncode, bool(run.stdout)) == (0, True), run.stderr
        assert_one_line(run.stderr, "cannot be written", "as it was")
        run = kb_process("reindex", before=before)
        assert run.returncode == 3
        assert_one_line(run.stderr, "cannot be written", "--cache")
    finally:
        cache.chmod(0o700)


def test_a_place_for_caches_that_cannot_be_written_to(kb_process: Kb, cache: Path) -> None:
    cache.parent.mkdir(mode=0o500)
    run = kb_process("search", "merge", before=heeding_permissions())
    assert run.returncode == 3
    assert_one_line(run.stderr, "cannot be written", "--cache")


def test_the_index_is_the_users_alone_whatever_the_umask(kb_process: Kb, cache: Path) -> None:
    for command in (["search", "merge"], ["reindex", "--full"]):
        run = kb_process(*command, umask=0)
        assert (run.returncode, run.stderr) == (0, "")
    assert stat.S_IMODE(cache.stat().st_mode) == stat.S_IMODE(cache.parent.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in cache.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
@pytest.mark.parametrize("planted", ["folder", "file", "folder above", "link", "link to a folder"])
def test_an_index_that_others_could_have_written_is_never_loaded(
    kb: Kb, cache: Path, tmp_path: Path, planted: str
) -> None:
    kb("reindex")
    toc = next(cache.glob("*.toc"))
    if "link" in planted:  # one's own, to what has come from elsewhere
        moved = toc if planted == "link" else cache
        moved.rename(tmp_path / "elsewhere")
        moved.symlink_to(tmp_path / "elsewhere")
    else:
        {"folder": cache, "file": toc, "folder above": cache.parent}[planted].chmod(0o777)
    for command in (["reindex"], ["search", "merge"], ["search", "--no-sync", "merge"]):
        assert_refused(kb(*command), "is a link" if "link" in planted else "can be written by others")
    for command in (["show", "2024-06-11"], ["export"], ["status"]) if planted == "file" else ():
        assert_refused(kb(*command), "can be written by others")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_a_folder_for_all_that_lets_nobody_rename_will_do(kb: Kb, cache: Path) -> None:
    cache.parent.mkdir()
    cache.parent.chmod(0o1777)  # as /tmp
    assert kb("search", "merge").returncode == 0
    assert kb("search", "--no-sync", "merge").stderr == ""


def assert_refused(run: subprocess.CompletedProcess[str], why: str) -> None:
    assert (run.returncode, run.stdout) == (3, "")
    assert_one_line(run.stderr, why, "--cache")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs to give a file away")
def test_an_index_of_somebody_else_is_never_loaded(kb: Kb, cache: Path) -> None:
    kb("reindex")
    os.chown(next(cache.glob("*.toc")), 12345, -1)
    for command in (["reindex"], ["search", "merge"], ["search", "--no-sync", "merge"]):
        assert_refused(kb(*command), "belongs to another user")


OPEN = """
import sys
from pathlib import Path
from index.storing.reader import open_snapshot

seen = 0

def count(event, arguments):
    global seen
    seen += event == "pickle.find_class"

sys.addaudithook(count)
try:
    open_snapshot(Path(sys.argv[1]))
except Exception as error:
    print(type(error).__name__)
print(seen)
"""


def test_what_is_damaged_is_not_unpickled(kb: Kb, cache: Path, chance: random.Random) -> None:
    """A bit can turn one name into another, and names in pickles are imported."""

    def names_seen() -> list[str]:
        command = [sys.executable, "-c", OPEN, str(cache)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()

    kb("reindex")
    assert int(names_seen()[0]) > 0
    flip_a_bit(next(cache.glob("*.toc")), chance)
    assert names_seen() == ["DamagedError", "0"]


def test_what_is_damaged_but_can_be_unpickled_is_built_anew(kb: Kb, cache: Path) -> None:
    whole = without_time(kb("search", "merge").stdout)
    toc = next(cache.glob("*.toc"))
    toc.write_bytes(toc.read_bytes().replace(b"_doccount", b"_doccounu"))
    run = kb("search", "merge")
    assert (run.returncode, run.stderr) == (0, "kb: the index was built anew: it was damaged\n")
    assert without_time(run.stdout) == whole


def test_a_pickle_in_the_cache_is_not_run(kb: Kb, cache: Path, tmp_path: Path) -> None:
    """A table of contents that came from elsewhere is code to Whoosh."""
    kb("reindex")
    toc = next(cache.glob("*.toc"))
    bomb = b"cposix\nsystem\n(S'touch " + str(tmp_path / "run").encode() + b"'\ntR."
    data = toc.read_bytes()
    head = data[: data.index(b"\x80\x02") - 4]
    toc.write_bytes(head + len(bomb).to_bytes(4, "big") + bomb)
    toc.chmod(0o666)
    kb("search", "merge")
    kb("search", "--no-sync", "merge")
    assert not (tmp_path / "run").exists()
    toc.chmod(0o600)
    run = kb("search", "merge")  # the user's own now, but not what kb wrote
    assert not (tmp_path / "run").exists()
    assert run.stderr == "kb: the index was built anew: it was damaged\n"
