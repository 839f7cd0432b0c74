"""Who and what is meant: the evidence of each meeting, the ledger of all, and a meeting's names by it."""

from index.naming.evidence import Evidence, Tally, collect
from index.naming.ledger import Known, Ledger, build_ledger, changed_forms, finder, written_beside
from index.naming.resolve import resolve

__all__ = [
    "Evidence",
    "Known",
    "Ledger",
    "Tally",
    "build_ledger",
    "changed_forms",
    "collect",
    "finder",
    "resolve",
    "written_beside",
]
