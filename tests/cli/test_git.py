"""What is new since a commit, and hooks that tell it: in every kind of working tree that git knows."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Done = subprocess.CompletedProcess[str]
Kb = Callable[..., Done]
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

NEW = "# Call\n\n## Clay from the river\n\nAda Okafor dug it up.\n\n## Slip\n\nGlazier needs none.\n"


def git(folder: Path, *arguments: str) -> str:
    """git as somebody whose name and settings are known; what it prints on either stream."""
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "protocol.file.allow=always"]
    variables = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["git", *identity, "-C", str(folder), *arguments],
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout + done.stderr


def commit(folder: Path, message: str = "minutes") -> None:
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--message", message)


@pytest.fixture
def repository(minutes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The minutes as a git repository with one commit."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(minutes, "init", "--quiet", "--initial-branch=main")
    commit(minutes)
    return minutes


def news(run: Done) -> list[tuple[str, str]]:
    assert run.returncode in (0, 1), run.stderr
    return [(row["change"], row["id"]) for row in map(json.loads, run.stdout.splitlines())]


def test_a_new_file_and_one_that_is_not_committed_yet(kb: Kb, repository: Path) -> None:
    assert kb("new", "HEAD").returncode == 1
    (repository / "2024-06-04.md").write_text(NEW)
    found = [("new", "2024-06-04/clay-from-the-river"), ("new", "2024-06-04/slip")]
    assert news(kb("new", "HEAD", "--json")) == found
    commit(repository)
    assert news(kb("new", "HEAD~1", "--json")) == news(kb("new", "--json")) == found
    shown = kb("new").stdout
    assert shown.index("Glazier\n  2024-06-04  Slip") < shown.index("no project\n  2024-06-04  Clay")
    assert shown.endswith("\n2 topics in 1 meeting\n")


def test_what_is_counted_is_what_is_listed(kb: Kb, minutes: Path) -> None:
    (minutes / "2024-06-04.md").write_text(NEW.replace("# Call", "# Call\n\n## Agenda\n\n- Slip of Glazier"))
    shown = kb("new", "--since", "2024-06").stdout
    assert shown.count("2024-06-04  ") == 2
    assert shown.endswith("\n2 topics in 1 meeting\n")


def test_a_topic_that_was_changed_is_told_from_one_that_was_added(kb: Kb, repository: Path) -> None:
    file = repository / "2024-04-02.md"
    text = file.read_text().replace("14 degrees", "15 degrees")
    file.write_text(f"{text}\n## Kiln shelves\n\nThey are cracked.\n\nNew ones cost 40 Euro.\n")
    assert news(kb("new", "HEAD", "--json")) == [
        ("changed", "2024-04-02/results-from-the-large-kiln"),
        ("new", "2024-04-02/kiln-shelves"),
    ]
    assert "Results from the large kiln (changed)" in kb("new", "HEAD").stdout


def test_lines_taken_away_change_their_topic_alone(kb: Kb, repository: Path) -> None:
    file = repository / "2024-03-05.md"
    file.write_text(file.read_text().replace("They need a thermocouple at both ends of the kiln.\n", ""))
    assert news(kb("new", "HEAD", "--json")) == [("changed", "2024-03-05/firing-curves-in-glazier")]


def test_a_file_that_was_only_renamed_is_nothing_new(kb: Kb, repository: Path) -> None:
    (repository / "2024").mkdir()
    git(repository, "mv", "2024-05-07.md", "2024/2024-05-07 größe.md")
    assert kb("new", "HEAD").returncode == 1


def test_files_of_any_name(kb: Kb, repository: Path) -> None:
    for name in ("2024-06-04 größe.md", '2024-06-05 "q" \t.md', "-2024-06-06.md"):
        (repository / name).write_text(NEW)
    commit(repository)
    for file in repository.glob("*2024-06-0*"):
        file.write_text(file.read_text().replace("dug it up", "found it"))
    assert len(news(kb("new", "HEAD", "--json"))) == 3
    assert len(news(kb("new", "HEAD~1", "--json"))) == 6


def test_minutes_in_a_folder_of_a_repository(kb: Kb, minutes: Path) -> None:
    git(minutes.parent, "init", "--quiet")
    commit(minutes.parent)
    (minutes.parent / "notes-2024-01-01.md").write_text(NEW)
    (minutes / "2024-06-04.md").write_text(NEW)
    assert len(news(kb("new", "HEAD", "--json"))) == 2
    commit(minutes.parent)
    assert len(news(kb("new", "--json"))) == 2


def test_a_worktree_a_submodule_and_a_shallow_clone(kb: Kb, repository: Path, tmp_path: Path) -> None:
    (repository / "2024-06-04.md").write_text(NEW)
    commit(repository)
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "tree"))
    project = tmp_path / "project"
    project.mkdir()
    git(project, "init", "--quiet")
    git(project, "submodule", "--quiet", "add", str(repository), "calls")
    for folder in (tmp_path / "tree", project / "calls"):
        assert len(news(kb("-C", str(folder), "new", "HEAD~1", "--json"))) == 2, folder
    git(tmp_path, "clone", "--quiet", "--depth=1", repository.as_uri(), "shallow")
    shallow = ("-C", str(tmp_path / "shallow"))
    run = kb(*shallow, "new")
    assert run.returncode == 3
    assert "shallow" in run.stderr
    assert kb(*shallow, "new", "--since", "2024-06").returncode == 0


@pytest.mark.parametrize("name", ["nonsense", "--output=/tmp/x", "HEAD:README.md", "a b", ""])
def test_what_is_no_commit(kb: Kb, repository: Path, name: str) -> None:
    run = kb("new", "--", name)
    assert run.returncode == 3
    assert f"There is no commit {name}." in run.stderr


def test_a_pull_tells_what_is_new_and_goes_on_if_kb_does_not(
    kb: Kb, repository: Path, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "--quiet", str(repository), "clone")
    clone = tmp_path / "clone"
    written = kb("-C", str(clone), "hook", "install", "--yes")
    assert written.returncode == 0
    assert str(clone / ".git" / "hooks" / "post-merge") in written.stdout
    (repository / "2024-06-04.md").write_text(NEW)
    commit(repository)
    seen = git(clone, "pull")
    assert "2024-06-04/clay-from-the-river" in seen
    assert git(clone, "switch", "--create", "other").count("kb") == 0
    hook = clone / ".git" / "hooks" / "post-merge"
    hook.write_text(hook.read_text().replace(sys.executable, "/nowhere/python"))
    (repository / "2024-07-02.md").write_text(NEW)
    commit(repository)
    git(clone, "switch", "main")
    assert "nowhere" not in git(clone, "pull")


def test_a_pull_onto_which_own_commits_go_tells_it_as_well(kb: Kb, repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(repository), "clone")
    clone = tmp_path / "clone"
    assert kb("-C", str(clone), "hook", "install", "--yes").returncode == 0
    (clone / "agenda.txt").write_text("tea\n")
    commit(clone)
    (repository / "2024-06-04.md").write_text(NEW)
    commit(repository)
    assert "2024-06-04/clay-from-the-river" in git(clone, "pull", "--rebase")
    assert "kb" not in git(clone, "commit", "--quiet", "--amend", "--message", "tea")


def test_a_pull_runs_no_program_that_came_with_the_minutes(kb: Kb, repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(repository), "clone")
    assert kb("-C", str(tmp_path / "clone"), "hook", "install", "--yes").returncode == 0
    (repository / "2024-06-04.md").write_text(NEW)
    for module in ("kb", "click", "whoosh", "index"):
        (repository / f"{module}.py").write_text("from pathlib import Path\nPath('run').touch()\n")
    commit(repository)
    assert "2024-06-04/clay-from-the-river" in git(tmp_path / "clone", "pull")
    git(tmp_path / "clone", "switch", "--create", "other")
    assert not (tmp_path / "clone" / "run").exists()


def test_hooks_that_are_there_stay(kb: Kb, repository: Path) -> None:
    hook = repository / ".git" / "hooks" / "post-merge"
    hook.parent.mkdir(exist_ok=True)
    own = "#!/usr/bin/env bash\nset -e\necho mine\nexit 0\n"
    hook.write_text(own)
    hook.chmod(0o700)
    assert kb("hook", "install", "--yes").returncode == 0
    text = hook.read_text()
    assert text.startswith("#!/usr/bin/env bash\n# >>> kb")
    assert text.endswith("set -e\necho mine\nexit 0\n")
    assert "there already" in kb("hook", "install", "--yes").stderr
    assert hook.read_text() == text
    assert kb("hook", "remove", "--yes").returncode == 0
    assert (hook.read_text(), hook.stat().st_mode & 0o700) == (own, 0o700)
    assert not (repository / ".git" / "hooks" / "post-checkout").exists()
    assert "There are none." in kb("hook", "remove", "--yes").stderr


def test_nothing_is_written_unasked_or_over_what_is_no_shell_script(kb: Kb, repository: Path) -> None:
    run = kb("hook", "install")
    assert (run.returncode, "--yes" in run.stderr) == (2, True)
    hook = repository / ".git" / "hooks" / "post-merge"
    assert not hook.exists()
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/usr/bin/perl\nprint 1;\n")
    run = kb("hook", "install", "--yes")
    assert (run.returncode, "no shell script" in run.stderr) == (3, True)
    hook.unlink()
    hook.symlink_to(repository / "README.md")
    assert kb("hook", "install", "--yes").returncode == 3
    assert not (repository / ".git" / "hooks" / "post-checkout").exists()
    hook.unlink()
    git(repository, "config", "core.hooksPath", "/usr/share/hooks")
    run = kb("hook", "install", "--yes")
    assert (run.returncode, "core.hooksPath" in run.stderr) == (3, True)


def test_reindex_tells_topic_by_topic_what_came_in(kb: Kb, minutes: Path) -> None:
    assert " topic " not in kb("reindex").stdout  # everything is new: nothing is
    (minutes / "2024-06-04.md").write_text(NEW)
    (minutes / "2024-05-07.md").rename(minutes / "2024-05-07 renamed.md")
    file = minutes / "2024-04-02.md"
    file.write_text(file.read_text().replace("14 degrees", "15 degrees"))
    shown = kb("reindex").stdout
    assert re.findall("  (new|changed) topic +(.*)", shown) == [
        ("changed", "2024-04-02  Results from the large kiln"),
        ("new", "2024-06-04  Clay from the river"),
        ("new", "2024-06-04  Slip"),
    ]
    file.write_text(file.read_text().replace("15 degrees", "16 degrees"))
    (news,) = json.loads(kb("reindex", "--json").stdout)["news"]
    assert (news["change"], news["id"]) == ("changed", "2024-04-02/results-from-the-large-kiln")


def test_hooks_in_a_worktree_and_a_submodule(kb: Kb, repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(repository), "clone")
    git(tmp_path / "clone", "worktree", "add", "--quiet", "-b", "side", "../tree")
    git(tmp_path / "tree", "branch", "--quiet", "--set-upstream-to=origin/main")
    project = tmp_path / "project"
    project.mkdir()
    git(project, "init", "--quiet")
    git(project, "submodule", "--quiet", "add", str(repository), "calls")
    for folder in (tmp_path / "tree", project / "calls"):
        assert kb("-C", str(folder), "hook", "install", "--yes").returncode == 0
    (repository / "2024-06-04.md").write_text(NEW)
    commit(repository)
    for folder in (tmp_path / "tree", tmp_path / "clone", project / "calls"):  # worktrees share their hooks
        assert "2024-06-04/clay-from-the-river" in git(folder, "pull"), folder


def test_a_branch_without_minutes_is_checked_out_all_the_same(kb: Kb, minutes: Path) -> None:
    top = minutes.parent
    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "commit", "--quiet", "--allow-empty", "--message", "nothing yet")
    git(top, "branch", "empty")
    commit(minutes)
    assert kb("hook", "install", "--yes").returncode == 0
    assert "kb" not in git(top, "checkout", "--quiet", "empty")
    assert not list(minutes.glob("*.md"))
    assert "kb" not in git(top, "checkout", "--quiet", "main")
    assert (minutes / "2024-03-05.md").exists()


def test_a_folder_without_git_is_told_so_and_new_by_date_works(kb: Kb, minutes: Path) -> None:
    for command in ("new", "hook install --yes", "hook remove --yes"):
        run = kb(*command.split())
        assert (run.returncode, "in no git repository" in run.stderr) == (3, True), command
    assert news(kb("new", "--since", "2024-05", "--json")) == [
        ("new", "2024-05-07/glazier-and-potter-share-a-clock")
    ]
    assert kb("reindex").returncode == 0


def test_without_git_on_the_path_it_says_so(kb: Kb, minutes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    run = kb("new")
    assert (run.returncode, "git is not installed" in run.stderr) == (3, True)
    assert kb("new", "--since", "2024").returncode == 0
    assert kb("show", "naming-the-release", "--format", "md").returncode == 0


def test_a_citation_links_to_the_lines_on_the_forge(kb: Kb, repository: Path) -> None:
    git(repository, "remote", "add", "origin", "git@github.com:kilnworks/calls.git")
    head = git(repository, "rev-parse", "HEAD").strip()
    shown = kb("show", "firing-curves-in-glazier", "--format", "md").stdout
    page = f"https://github.com/kilnworks/calls/blob/{head}/2024-03-05.md?plain=1#L5-L12"
    assert shown.endswith(f"\n- [Firing curves in Glazier]({page}), 2024-03-05\n")
    assert page in kb("export", "--format", "md").stdout
