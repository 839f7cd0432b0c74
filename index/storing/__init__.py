"""The store: topics and all that is known about their files, in one Whoosh index on disk.

The only importer of Whoosh.  Owns how text becomes terms, what is written, and the one commit point;
knows nothing of queries or ranking.
"""
