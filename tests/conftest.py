"""Laws are tried without a limit on time: a busy machine pauses, and speed has tests of its own."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("kb", deadline=None)
settings.load_profile("kb")
