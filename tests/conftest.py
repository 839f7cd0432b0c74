"""What holds for all tests: laws are not timed, since a busy machine says nothing about them."""

from hypothesis import settings

settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
