"""kb beside other search engines: the same topics, the same sixty queries, one run.

    python tests/bench/bench_search.py --minutes FOLDER --work FOLDER [--sizes 250 6000 100000]

The README beside this file says what is measured and how.  Reading the minutes and writing the corpora takes
minutes the first time; both are kept in the work folder, and with --keep so are indexes.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from corpora import Corpus, make_corpus, open_source, read_source  # noqa: E402
from engines import ENGINES, load_engine  # noqa: E402
from folders import check_seconds, measure_folder, measure_process  # noqa: E402
from measuring import Figures, measure_engine  # noqa: E402
from questions import Question, draw_questions  # noqa: E402
from tables import corpus_tables, folder_table  # noqa: E402

from kb.folders import cache_folder  # noqa: E402


def main() -> None:
    arguments = _arguments()
    minutes, work = arguments.minutes.resolve(), arguments.work.resolve() / arguments.minutes.resolve().name
    work.mkdir(parents=True, exist_ok=True)
    engines = [name for name in arguments.engines if _is_there(name)]
    print(f"Python {platform.python_version()}, {platform.machine()}\n", flush=True)
    for size in arguments.sizes:
        corpus = make_corpus(minutes, size, work)
        print(_measure_corpus(corpus, engines, work, arguments), flush=True)
    if arguments.files:
        print(_measure_files(minutes, work, arguments))
        library = open_source(minutes, work)
        check = check_seconds(library)
        print(f"| check of {library.status().files:,} files | {check * 1000:.1f} ms |")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=Path, required=True, help="a folder of real minutes")
    parser.add_argument("--work", type=Path, required=True, help="where corpora and indexes are kept")
    parser.add_argument("--sizes", type=int, nargs="*", default=[250, 6_000, 100_000], help="topics")
    parser.add_argument("--engines", nargs="*", choices=list(ENGINES), default=list(ENGINES))
    parser.add_argument("--rounds", type=int, default=5, help="how often each query is asked again")
    parser.add_argument("--keep", action="store_true", help="use the indexes of an earlier run again")
    parser.add_argument("--files", type=int, default=6_000, metavar="TOPICS", help="kb over files; 0: not")
    parser.add_argument("--processes", type=int, default=15, help="runs of `kb search` as a process; 0: none")
    return parser.parse_args()


def _is_there(name: str) -> bool:
    try:
        load_engine(name)
    except ImportError as error:
        print(f"{name} is left out: {error}")
        return False
    return True


def _measure_corpus(corpus: Corpus, engines: list[str], work: Path, arguments: argparse.Namespace) -> str:
    questions = draw_questions(corpus.read(), corpus.topics)
    figures: list[Figures] = []
    for name in engines:
        print(f"  {corpus.name}: {name}", file=sys.stderr, flush=True)
        folder = work / f"{corpus.name}-{name}"
        figures.append(
            measure_engine(name, corpus, questions, folder, rounds=arguments.rounds, keep=arguments.keep)
        )
    processes = None
    if "kb" in engines and arguments.processes:
        processes = _cold(work / f"{corpus.name}-kb", questions, arguments.processes)
    record = {"questions": questions, "figures": [asdict(own) for own in figures], "processes": processes}
    (work / f"{corpus.name}.json").write_text(json.dumps(record, indent=1), "utf-8")
    return corpus_tables(corpus, questions, figures, processes)


def _cold(index: Path, questions: list[Question], runs: int) -> dict[str, float]:
    """One `kb search` over an index whose minutes are not there."""
    word = next(question.text for question in questions if question.kind == "one frequent word")
    with tempfile.TemporaryDirectory() as name:
        minutes, cache = Path(name) / "minutes", Path(name) / "cache"
        minutes.mkdir()
        cache.mkdir(mode=0o700)
        shutil.copytree(index, cache_folder(minutes, cache))  # an index behind a link is not used
        return measure_process(minutes, cache, [word, "--no-sync"], runs)


def _measure_files(minutes: Path, work: Path, arguments: argparse.Namespace) -> str:
    figures = measure_folder(minutes, read_source(minutes, work), arguments.files, work)
    processes = {}
    if arguments.processes:
        folder = work / f"minutes-{arguments.files}"
        processes = measure_process(folder, work / "cache", ["release"], arguments.processes)
    return folder_table(figures, processes)


if __name__ == "__main__":
    main()
