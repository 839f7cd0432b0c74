"""The terminal interface and nothing else: ``python -m kb.tui FOLDER [CACHE]``, as `kb serve` starts it."""

from __future__ import annotations

import sys

from kb.env import Environment
from kb.session import Session
from kb.system import user_config
from kb.tui.app import KbApp

if __name__ == "__main__":
    folder, cache = [*sys.argv[1:], None][:2]
    env = Environment()
    KbApp(Session(env, folder, cache).library(), config=user_config(env.variables)).run()
