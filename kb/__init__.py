"""kb: what people touch of the knowledge base, the command line and the terminal interface.

Owns the version and nothing else; importing it costs nothing.
"""

__version__ = "0.1.0"
