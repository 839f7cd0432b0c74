"""Atheris looks for bytes that reading does not take: python tests/fuzz/fuzz_reading.py -max_total_time=60

Not part of the suite: it needs `pip install atheris`, and CI gives it a minute.  Any further arguments are
libFuzzer's; a folder among them is the corpus (kb/samples is a good one to copy).
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))

with atheris.instrument_imports(include=["index"]):
    from index.reading import read_minutes


def read(data: bytes) -> None:
    """One try: every topic lies in the text, or there is a reason for none."""
    text = data.decode("utf-8", "replace")
    lines = text.split("\n")
    reading = read_minutes("2023-05-04.md", text)
    assert reading.meetings or reading.skipped
    for meeting in reading.meetings:
        for topic in meeting.topics:
            source = lines[topic.start - 1 : topic.end]
            for said, written in zip(topic.text.split("\n"), source, strict=True):
                assert said == written or (topic.kind == "chat" and not said)


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
