"""One file becomes meetings of topics: pure, without disk, index or any other file.

The rooms to its right know nothing of Markdown; this one knows nothing of who people are.
"""

from index.reading.minutes import Reading, read_minutes

__all__ = ["Reading", "read_minutes"]
