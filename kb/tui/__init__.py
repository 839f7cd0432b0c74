"""The terminal interface of kb."""
