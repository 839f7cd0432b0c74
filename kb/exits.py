"""The exit codes, which scripts rely on."""

FOUND = 0  # also: done
NOTHING = 1  # of kb lint, as linters have it: there is something to mend
USAGE = 2  # the command line or the query is wrong
TROUBLE = 3  # with the minutes, their kb.toml or the index
INTERRUPTED = 130  # 128 + SIGINT, as shells count
