"""`kb` as a process: started and ended without detours.

A search takes less time than Python's own housekeeping around it, so both ends are cut short here and nowhere
else: `kb.cli.main` can be called in any process.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from kb.exits import INTERRUPTED


def run() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    gc.set_threshold(100_000)  # looking for cycles while modules load costs 5 ms and finds none
    try:
        from kb.cli import main

        code = main()
    except KeyboardInterrupt:  # while the modules load
        code = INTERRUPTED
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody reads any more
        pass
    os._exit(code)  # taking modules apart costs 8 ms; what was written is committed and closed by now


if __name__ == "__main__":
    run()
