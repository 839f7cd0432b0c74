"""Whatever is wrong is one line that says it, one that says what to do, and the right exit code."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Done = subprocess.CompletedProcess[str]
Kb = Callable[..., Done]


def assert_clear(run: Done, code: int, *words: str) -> None:
    assert run.returncode == code, run.stderr
    assert run.stderr.startswith("kb: "), run.stderr
    assert "Traceback" not in run.stderr
    assert len(run.stderr.splitlines()) <= 3
    for word in words:
        assert word in run.stderr


def test_an_empty_folder(kb: Kb, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert_clear(kb("-C", str(tmp_path / "empty"), "search", "kiln"), 3, str(tmp_path / "empty"))


def test_a_folder_without_minutes(kb: Kb, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "README.md").write_text("# Nothing of a meeting\n")
    (folder / "code.py").touch()
    run = kb("-C", str(folder), "search", "kiln")
    assert run.returncode in (1, 3)
    assert run.stderr.startswith("kb: ")


def test_a_folder_that_is_not_there(kb: Kb, tmp_path: Path) -> None:
    assert_clear(kb("-C", str(tmp_path / "nowhere"), "reindex"), 3, "nowhere")


def test_a_file_given_for_a_folder(kb: Kb, minutes: Path) -> None:
    assert_clear(kb("-C", str(minutes / "2024-03-05.md"), "reindex"), 3, "2024-03-05.md")


def test_a_file_that_is_not_utf8_does_not_hide_the_others(kb: Kb, minutes: Path) -> None:
    (minutes / "2024-06-04.md").write_bytes(
        b"# Call, 4 June 2024\n\n## Gl\xfchwein\n\nFired \xff\xfe twice.\n"
    )
    assert kb("search", "thermocouple").returncode == 0
    assert "2024-06-04" in kb("reindex", "--full").stdout or kb("search", "twice").returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_skipped(kb: Kb, minutes: Path) -> None:
    (minutes / "2024-05-07.md").chmod(0)
    assert "skipped  2024-05-07.md" in kb("reindex").stdout
    assert kb("search", "thermocouple").returncode == 0


def test_a_directory_named_like_minutes(kb: Kb, minutes: Path) -> None:
    (minutes / "2024-06-04.md").mkdir()
    assert kb("search", "thermocouple").returncode == 0


@pytest.mark.parametrize("damage", ["truncate", "scribble", "remove"])
def test_a_damaged_index_is_built_anew(kb: Kb, minutes: Path, tmp_path: Path, damage: str) -> None:
    kb("reindex")
    for file in (tmp_path / "cache").rglob("*"):
        if file.is_file() and file.stat().st_size > 0:
            if damage == "remove":
                file.unlink()
            else:
                file.write_bytes(
                    file.read_bytes()[:10] if damage == "truncate" else b"\x93" * file.stat().st_size
                )
    run = kb("search", "thermocouple")
    assert run.returncode == 0, run.stderr
    assert "2024-03-05.md:8" in run.stdout
    assert len(run.stderr.splitlines()) <= 1


def test_a_cache_that_cannot_be_written(kb: Kb, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert_clear(kb("--cache", str(tmp_path / "file"), "search", "kiln"), 3, "file")


def test_an_unknown_flag(kb: Kb) -> None:
    assert_clear(kb("search", "kiln", "--jsn"), 2, "--jsn", "kb search --help")


def test_an_unknown_command(kb: Kb) -> None:
    assert_clear(kb("serach", "kiln"), 2, "Did you mean `kb search`?")
    assert_clear(kb("glazier"), 2, "Did you mean `kb search glazier`?")


def test_a_global_flag_after_the_command(kb: Kb) -> None:
    assert_clear(kb("search", "kiln", "--cache", "x"), 2, "before the command")


def test_an_unknown_field(kb: Kb) -> None:
    assert_clear(kb("search", "projcet:Glazier"), 2, "projcet", "project")


@pytest.mark.parametrize("query", ["date:yesterdayish", "--since=soon", "is:nonsense"])
def test_a_value_that_cannot_be(kb: Kb, query: str) -> None:
    assert_clear(kb("search", "kiln", query), 2)


@pytest.mark.parametrize(
    ("flag", "typed", "meant"), [("project", "Glazer", "Glazier"), ("person", "Chidi Nwoso", "Chidi Nwosu")]
)
def test_an_unknown_name_finds_nothing_and_names_the_closest(
    kb: Kb, flag: str, typed: str, meant: str
) -> None:
    assert_clear(kb("search", f"--{flag}", typed), 1, typed, meant)
    assert_clear(kb(flag, typed), 1, typed, meant)


def test_a_flag_that_is_wrong_is_named_as_it_was_typed(kb: Kb) -> None:
    assert_clear(kb("search", "kiln", "--since", "soon"), 2, "--since soon is no date")
    assert_clear(kb("search", "kiln", "--until=12/2024"), 2, "--until 12/2024 is no date")
    assert "after:" not in kb("search", "--since", "soon").stderr


def test_a_name_of_two_persons_is_never_taken_for_one(kb: Kb, minutes: Path) -> None:
    for month, name in ((6, "Nkem Adeyemi"), (7, "Nkem Larsen")):
        text = f"# Call\n\nPresent: {name}\n\n## Glazes\n\n{name} mixed a new glaze.\n\n## Slips\n\nNkem.\n"
        (minutes / f"2024-0{month}-04.md").write_text(text)
    (minutes / "2024-08-06.md").write_text("# Call\n\n## Kilns\n\nNkem asked for bricks.\n\n## Rest\n\nNo.\n")
    assert_clear(kb("person", "nkem"), 1, "Nkem Adeyemi (", "Nkem Larsen (", "kb person Nkem")
    page = kb("person", "Nkem", "Larsen")
    assert (page.returncode, "Adeyemi" in page.stdout) == (0, False)
    problems = kb("lint")
    assert problems.returncode == 1
    assert "2024-08-06.md:5: Nkem can be Nkem Adeyemi or Nkem Larsen" in problems.stdout


def test_a_person_of_whom_one_word_is_known_is_listed(kb: Kb, minutes: Path) -> None:
    (minutes / "2024-08-06.md").write_text(
        "# Call\n\nPresent: Ada Okafor, Zola\n\n## Kilns\n\nZola lit one.\n"
    )
    assert "2024-08-06.md:7: Zola is all that is known of a name" in kb("lint").stdout
    (minutes / "kb.toml").write_text('[people]\n"Zola Mbeki" = ["Zola"]\n')
    assert "Zola" not in kb("lint").stdout


def test_what_is_the_same_in_several_files_is_one_line(kb: Kb, minutes: Path) -> None:
    for month, name in ((6, "Nkem Adeyemi"), (7, "Nkem Larsen"), (8, "Nkem"), (9, "Nkem")):
        text = f"# Call\n\n## Kilns\n\n```\nbricks\n```\n\n{name} asked for bricks, and {name} has left.\n"
        present = f"Present: {name}, Ada Okafor\n\n" if " " in name else ""
        (minutes / f"2024-0{month}-04.md").write_text(text.replace("## K", f"{present}## K"))
    lines = [line for line in kb("lint").stdout.splitlines() if "Nkem" in line]
    assert lines == [
        "2024-08-04.md:9: Nkem can be Nkem Adeyemi or Nkem Larsen; nobody was taken for it"
        " (and in 1 other place) [ambiguous-name]"
    ]
    assert len([row for row in kb("lint", "--json").stdout.splitlines() if "Nkem" in row]) == 2


def test_no_recording_is_told_where_most_have_one(kb: Kb, minutes: Path) -> None:
    for month in range(4, 9):
        recording = "" if month == 7 else f"Recording: https://youtu.be/kiln{month}\n\n"
        (minutes / f"2021-0{month}-02.md").write_text(f"# Call\n\n{recording}## Kilns\n\nHot.\n")
    told = [line for line in kb("lint").stdout.splitlines() if "recording" in line]
    assert told == [
        "2021-07-02.md:1: no recording is linked; 4 of the 5 meetings of 2021 have one [no-recording]"
    ]


def test_nothing_asked(kb: Kb) -> None:
    assert_clear(kb("search"), 2, "What to search for", 'kb search ""')
    assert kb("search", "").returncode == kb("search", "-n", "3").returncode == 0
    assert "5 topics in 3 meetings" in kb("search", "").stdout


def test_an_unknown_topic_and_meeting(kb: Kb) -> None:
    assert_clear(kb("show", "2024-03-05/firing-curve-in-glazier"), 1, "firing-curves-in-glazier")
    assert_clear(kb("show", "1999-01-01"), 1, "1999-01-01")
    assert_clear(kb("open", "nothing-like-it"), 1)


def test_a_mistake_in_kb_toml(kb: Kb, minutes: Path) -> None:
    (minutes / "kb.toml").write_text("[poeple]\n")
    assert_clear(kb("search", "kiln"), 3, "kb.toml:1", "people")


def test_help_goes_to_stderr_where_there_is_no_terminal(kb_process: Kb) -> None:
    done = kb_process()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: kb ")


def test_no_mistake_of_kb_is_a_traceback(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_DEBUG")
    monkeypatch.setattr("kb.session.Session.library_over", lambda *_: 1 / 0)
    assert_clear(kb("status"), 3, "ZeroDivisionError", "report")


def test_ctrl_c(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kb.session.Session.library_over", interrupt)
    assert kb("status").returncode == 130


def test_a_closed_pipe_is_silent(kb_process: Kb, minutes: Path, tmp_path: Path) -> None:
    (minutes / "2024-06-04.md").write_text(
        "# Call, 4 June 2024\n\n## Clay\n\n" + "Wet clay everywhere.\n" * 20_000
    )
    kb_process("reindex")
    command = f"{sys.executable} -m kb export | head -c 10; echo ${{PIPESTATUS[0]}} >&2"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=minutes,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
    )
    assert done.stderr == "0\n"


def test_nothing_is_written_beside_the_minutes(kb: Kb, minutes: Path) -> None:
    before = sorted(path.name for path in minutes.rglob("*"))
    for command in (["reindex"], ["search", "kiln"], ["export"], ["lint"], ["status"]):
        kb(*command)
    assert sorted(path.name for path in minutes.rglob("*")) == before


def test_the_index_is_the_users_alone(kb: Kb, tmp_path: Path) -> None:
    kb("reindex")
    (folder,) = (tmp_path / "cache").iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
