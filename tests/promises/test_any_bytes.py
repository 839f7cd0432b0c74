"""Whatever bytes a file has, it is read or skipped with a reason; time and memory grow with its size."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Settings, open_library
from index.files import read_text
from index.reading import read_minutes

ROOT = Path(__file__).parents[2]
SHARED = Path(__file__).parents[3] / "shared" / "minutes" / "fluxml"
SAMPLES = [path.read_bytes() for path in sorted((ROOT / "kb" / "samples").glob("*.md"))]
MINUTES = [*SAMPLES, *(path.read_bytes() for path in sorted(SHARED.glob("**/*.md")))]
"""The samples, and the real minutes where they lie beside the checkout."""
PIECES = [
    *(
        b"\n",
        b"\r\n",
        b"\r",
        b"\t",
        b"    ",
        b"> ",
        b"- ",
        b"1. ",
        b"# ",
        b"## ",
        b"---\n",
        b"```\n",
        b"~~~\n",
    ),
    *(
        b"|",
        b"**",
        b"_",
        b"`",
        b"[",
        b"](",
        b")",
        b"[1]: ",
        b"<!--",
        b"-->",
        b"<",
        b"&amp;",
        b"\\",
        b":",
        b"@",
    ),
    *(
        b"\x00",
        b"\x1b[2J",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xe2\x80\xae",
        b"\xcc\x81",
    ),
    *(
        b"2023-02-30",
        b"12:61:99",
        b"99/99/9999",
        b"From  to Everyone : ",
        b"Present: ",
        b"ACTION:",
        b"- [ ] ",
    ),
    *(b"[" * 50, b"> " * 50, b"- " * 50, b"*" * 99, b"a" * 3_000, b"https://" * 20, b"|a" * 200, b"\n\n\n\n"),
]


def mutated(chance: random.Random) -> bytes:
    """Minutes with bytes flipped, pieces put in, lines doubled, moved or lost, and parts of others."""
    data = bytearray(chance.choice(MINUTES))
    for _ in range(chance.choice((1, 3, 10, 40))):
        start, end = sorted(chance.randrange(len(data) + 1) for _ in "ab")
        end = min(end, start + chance.choice((1, 10, 200)))
        match chance.randrange(6):
            case 0 if start < len(data):
                data[start] ^= 1 << chance.randrange(8)
            case 1:
                data[start:start] = chance.choice(PIECES)
            case 2:
                data[start:start] = data[start:end] * chance.choice((1, 5, 30))
            case 3:
                del data[start:end]
            case 4:
                other = chance.choice(MINUTES)
                place = chance.randrange(len(other))
                data[start:end] = other[place : place + 300]
            case _:
                lines = bytes(data).split(b"\n")
                chance.shuffle(lines)
                data = bytearray(b"\n".join(lines))
    return bytes(data)


def check(data: bytes) -> None:
    """Reading gives topics that lie in the text (a chat without what belongs elsewhere), or says why not."""
    text = data.decode("utf-8", "replace")
    lines = text.split("\n")
    reading = read_minutes("2023-05-04.md", text)
    assert reading.meetings or reading.skipped
    for meeting in reading.meetings:
        for topic in meeting.topics:
            source = lines[topic.start - 1 : topic.end]
            for said, written in zip(topic.text.split("\n"), source, strict=True):
                assert said == written or (topic.kind == "chat" and not said)


def test_mutated_minutes(rounds: int, chance: random.Random) -> None:
    wanted, read = 50_000 * rounds, 0
    while read < wanted:
        data = mutated(chance)
        read += len(data)
        try:
            check(data)
        except Exception:
            Path("failed.md").write_bytes(data) if rounds > 20 else None
            print(repr(data))
            raise
    print(f"{read:,} bytes")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=12), max_size=60).map(b"".join))
def test_any_bytes(data: bytes) -> None:
    check(data)


def test_a_folder_of_mutated_minutes_is_indexed(tmp_path: Path, rounds: int, chance: random.Random) -> None:
    """Through the whole library: bytes that are no text have a reason, the rest can be found and shown."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "2024-01-01.md").write_bytes(SAMPLES[1])
    for n in range(5 * rounds):
        (folder / f"20{n // 12 % 80 + 10}-{n % 12 + 1:02}-{n % 27 + 1:02}.md").write_bytes(mutated(chance))
    library = open_library(folder, cache=tmp_path / "cache")
    library.sync()
    assert all(one.reason for one in library.status().skipped)
    meetings = library.meetings()
    for topic in (topic for meeting in meetings for topic in meeting.topics):
        assert library.topic(topic.id) == topic
    assert library.search("", limit=10_000).total == sum(len(meeting.topics) for meeting in meetings)
    assert library.problems() is not None


GROWING: dict[str, Callable[[int], str]] = {
    "topics": lambda n: "\n\n".join(
        f"## Subject {k}\n\nAda: we ship widgets/core#{k} soon." for k in range(n)
    ),
    "bullets": lambda n: "\n".join(f"- Ada Berg: item {k} of [it](https://x.example/{k})" for k in range(n)),
    "chat": lambda n: "\n".join(
        f"12:{k // 60 % 60:02}:{k % 60:02} From Ada Berg : word {k}" for k in range(n)
    ),
    "one line": lambda n: "word and [link](https://x.example/1) by Ada, " * n,
    "nested": lambda n: "\n".join("  " * (k % 40) + f"- item {k}" for k in range(n)),
    "quoted": lambda n: "\n".join("> " * (k % 60) + f"said {k}" for k in range(n)),
    "brackets": lambda n: "[" * n + "\n\n" + "](" * n,
    "stars": lambda n: "*a **b " * n,
    "table": lambda n: "| name | says |\n|---|---|\n" + "\n".join(f"| Ada {k} | yes |" for k in range(n)),
    "definitions": lambda n: "\n".join(f"[{k}]: https://x.example/{k}" for k in range(n)) + "\n[1][2] " * n,
    "open comments": lambda n: "<!-- " * n,
    "blank lines": lambda n: "\n" * (10 * n) + "word",
}


@pytest.mark.parametrize("habit", GROWING)
def test_time_grows_with_the_size(habit: str, rounds: int) -> None:
    """Four times the text may take eight times as long: the machine has other things to do as well."""

    def seconds(size: int) -> float:
        text = "# Call\n\n## Minutes\n\n" + GROWING[habit](size)
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            read_minutes("2023-05-04.md", text)
            best = min(best, time.process_time() - start)
        return best

    size = 250 if rounds < 20 else 2_500
    small, large = seconds(size), seconds(4 * size)
    assert large < 8 * small + 0.02, f"{small:.3f} s, then {large:.3f} s"


def peak_memory(code: str, *paths: Path) -> tuple[str, int]:
    """What a program prints, and the most bytes it held."""
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not tell what a process held")
    code = "import sys; from pathlib import Path;" + code + ";print(Path('/proc/self/status').read_text())"
    command = [sys.executable, "-c", code, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    peak = re.search(r"VmHWM:\s+(\d+) kB", done.stdout)
    assert peak
    return done.stdout.split("\n")[0], int(peak[1]) * 1024


def test_a_file_over_the_limit_is_skipped_and_never_held(tmp_path: Path) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "2024-01-01.md").write_bytes(SAMPLES[1])
    with (folder / "2024-02-01.md").open("wb") as file:
        file.truncate(100_000_000)  # a hole: it takes no room on the disk
    code = (
        "from index import open_library;"
        "report = open_library(Path(sys.argv[1]), cache=Path(sys.argv[2])).sync();"
        "print(report.skipped[0].reason)"
    )
    reason, peak = peak_memory(code, folder, tmp_path / "cache")
    assert reason == "bigger than 30,000,000 bytes"
    assert peak < 300_000_000
    small = open_library(folder, cache=tmp_path / "small", settings=Settings(max_bytes=100))
    with pytest.raises(Exception, match="no minutes"):
        small.sync()
    assert read_text(folder / "2024-02-01.md", 1_000) == "bigger than 1,000 bytes"
    assert read_text(folder / "2024-01-01.md", 10**50)[1] == SAMPLES[1]


def test_memory_is_bounded_by_the_size_of_a_file(tmp_path: Path, rounds: int) -> None:
    """A file takes a fixed multiple of its size in memory; many rounds try the biggest that is read."""
    size = min(30_000_000, 150_000 * rounds)
    lines = (b"## Subject %d\n\nAda Berg: we ship widgets soon, and more.\n\n" % n for n in range(size // 55))
    path = tmp_path / "2024-01-01.md"
    path.write_bytes(b"".join(lines))
    code = (
        "from index.reading import read_minutes;"
        "print(len(read_minutes('2024-01-01.md', Path(sys.argv[1]).read_text()).meetings))"
    )
    found, peak = peak_memory(code, path)
    print(f"{size:,} bytes of minutes took {peak:,} bytes of memory")
    assert found == "1"
    assert peak < 60 * size + 40_000_000
