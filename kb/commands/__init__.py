"""The commands, one a module; each has a `click.Command` called ``<name>_command``.

A command asks the library and prints what `kb.render` lays out; it decides nothing about search.
"""
