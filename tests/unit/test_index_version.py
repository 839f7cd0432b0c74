"""An index is rebuilt after an upgrade only if its version was raised: nobody may forget to."""

from __future__ import annotations

import json
import tomllib
from hashlib import blake2b
from pathlib import Path

from index.model import NameRules
from index.naming import Tally, build_ledger, collect, resolve
from index.reading import read_minutes
from index.records import pack_meeting
from index.storing.schema import VERSION

SAMPLES = Path(__file__).parents[2] / "kb" / "samples"
KNOWN = Path(__file__).parents[1] / "cases" / "index_version.toml"


def digest() -> str:
    """A fingerprint of all that is made of the sample minutes."""
    meetings = [
        meeting
        for path in sorted(SAMPLES.glob("*.md"))
        for meeting in read_minutes(path.name, path.read_text(encoding="utf-8")).meetings
    ]
    ledger = build_ledger(Tally(map(collect, meetings)), NameRules())
    packed = [pack_meeting(resolve(meeting, ledger)) for meeting in meetings]
    return blake2b(json.dumps(packed).encode(), digest_size=8).hexdigest()


def test_the_version_is_raised_when_the_same_minutes_are_read_otherwise() -> None:
    known = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    found = {"version": VERSION, "digest": digest()}
    assert found == known, f"raise VERSION in index/storing/schema.py, then write {found} to {KNOWN}"
