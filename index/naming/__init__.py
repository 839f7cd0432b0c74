"""Who and what is meant: the evidence of each meeting, the ledger of all, and a meeting's names by it."""

from index.naming.evidence import Evidence, collect
from index.naming.ledger import Known, Ledger, build_ledger, changed_forms, mentions_any
from index.naming.resolve import resolve

__all__ = [
    "Evidence",
    "Known",
    "Ledger",
    "build_ledger",
    "changed_forms",
    "collect",
    "mentions_any",
    "resolve",
]
