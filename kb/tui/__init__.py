"""The terminal interface of kb."""

import gc
import os

# Textual paints on a beat of its own, by default 60 a second, and an answer that misses one waits for the
# next but one: 23 of the 28 ms from a key to painted hits.  Twice as fast a beat takes 14 of them away; with
# nothing to paint it costs nothing.  Textual reads this when it is first imported.
os.environ.setdefault("TEXTUAL_FPS", "120")

# Loading Textual and this interface makes very many objects that stay; to walk through them again and again
# on the way to the first frame is work for nothing.
gc.set_threshold(20_000, 20, 20)
