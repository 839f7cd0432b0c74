"""Who and what is meant: evidence of one meeting, the ledger of all, and a meeting's names by it."""

from index.naming.evidence import Evidence, collect
from index.naming.ledger import Known, Ledger, build_ledger
from index.naming.resolve import resolve

__all__ = ["Evidence", "Known", "Ledger", "build_ledger", "collect", "resolve"]
