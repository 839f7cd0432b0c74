"""`kb lint`: what a minute-taker could mend."""

from __future__ import annotations

import click

from kb.exits import FOUND, NOTHING
from kb.session import Session

_EPILOG = "\b\nExamples:\n  kb lint\n  kb lint --json | jq -r .code | sort | uniq -c\n"


@click.command("lint", epilog=_EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a problem.")
@click.pass_obj
def lint_command(session: Session, as_json: bool) -> int:
    """List what could be mended in the minutes: wrong dates, doubtful names, lines without a home.

    The exit code is 1 where there is anything to mend, as linters have it.
    """
    env = session.env
    problems = session.fresh_library().problems()
    if as_json:
        from kb.json_output import json_line

        rows = ({"file": p.file, "line": p.line, "code": p.code, "text": p.text} for p in problems)
        env.print_all(map(json_line, rows))
    else:
        from kb.layout import one_line

        env.print_all(f"{one_line(p.file)}:{p.line}: {one_line(p.text)} [{p.code}]" for p in problems)
    if not problems:
        env.note("nothing to mend")
    return NOTHING if problems else FOUND
