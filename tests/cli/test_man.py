"""The man page says what the help says, in a form that man takes without a word."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable

import click
import pytest

from kb.cli import cli

Done = subprocess.CompletedProcess[str]
Kb = Callable[..., Done]


def test_every_command_and_flag_is_in_it(kb: Kb) -> None:
    page = kb("man").stdout.replace("\\-", "-")
    context = click.Context(cli, info_name="kb")
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        ((about, below),) = re.findall(rf'^\.SS "kb ({name})\b(.*?)(?=^\.S[SH]|\Z)', page, re.M | re.S)
        assert about == name
        for param in command.params:
            assert all(flag in below for flag in param.opts if flag.startswith("-")), (name, param.opts)
        assert "Examples:" in below


def test_nothing_in_it_is_taken_for_a_request_of_roff(kb: Kb) -> None:
    requests = {line.split()[0] for line in kb("man").stdout.splitlines() if line.startswith((".", "'"))}
    assert requests <= {'.\\"', ".TH", ".SH", ".SS", ".B", ".PP", ".TP", ".EX", ".EE"}


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_has_nothing_to_say_of_it(kb: Kb) -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-k", "-Tutf8"], input=kb("man").stdout, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    shown = re.sub(r"\x1b\[[\d;]*m|.\x08", "", done.stdout)  # bold, in either way of terminals
    assert "--owner NAME" in shown
    assert "kb search 'is:decision \"stay apart\"' --json | jq '.hits[].id'" in shown
