"""`kb lint`: what a minute-taker could mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from kb.exits import FOUND, NOTHING
from kb.session import Session

if TYPE_CHECKING:
    from index import Problem
    from kb.layout import Look

_EPILOG = "\b\nExamples:\n  kb lint\n  kb lint --json | jq -r .code | sort | uniq -c\n"


@click.command("lint", epilog=_EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a problem.")
@click.pass_obj
def lint_command(session: Session, as_json: bool) -> int:
    """List what could be mended in the minutes: wrong dates, doubtful names, lines without a home.

    What is the same in several files is one line, with the first of its places; --json has them all.
    The exit code is 1 where there is anything to mend, as linters have it.
    """
    env, library = session.env, session.fresh_library()
    problems = library.problems()
    if as_json:
        from kb.json_output import json_line

        rows = ({"file": p.file, "line": p.line, "code": p.code, "text": p.text} for p in problems)
        env.print_all(map(json_line, rows))
    else:
        env.page(_lines(problems, env.look_at(library)))
    if not problems:
        env.note("nothing to mend")
    return NOTHING if problems else FOUND


def _lines(problems: Iterable[Problem], look: Look) -> Iterator[str]:
    """A line for each thing to mend, those of one kind together, the most frequent of them first."""
    from kb.layout import one_line
    from kb.render import counted

    places: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        places.setdefault((problem.code, problem.text), []).append(problem)
    for (code, text), same in sorted(places.items(), key=lambda item: (item[0][0], -len(item[1]))):
        more = f" (and in {counted(len(same) - 1, 'other place')})" if len(same) > 1 else ""
        file, line = same[0].file, same[0].line
        yield f"{look.link(f'{one_line(file)}:{line}', file, line)}: {one_line(text)}{more} [{code}]"
