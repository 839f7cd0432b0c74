"""Laws are tried without a limit on time: a busy machine pauses, and speed has tests of its own."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("kb", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kb")
