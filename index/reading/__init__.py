"""One file becomes meetings of topics: pure, without disk, index or any other file.

The rooms to its right know nothing of Markdown; this one knows nothing of who people are.  `minutes` puts
together what the others find, in this order:

1. `blocks` scans lines into blocks; `logs` and `unmarked` add the headings that nobody marked as such;
   `sections` nests them, with the roles that `titles` gives to their words.
2. `dates` says when it was; `meetings` parts a file that holds several.
3. `attendance` (with `presence`, `rolls`, `rosters` and `persons`) reads who was there, `signals` (with
   `notes`, `cues` and what they name) what was decided and promised, `turns` (with `markers` and `glossary`)
   who speaks.  A `sheet` holds all that for the lines of one meeting.
4. `topics` walks over the sections and gives each line a home: `levels` tells the headings that stand over
   topics, `bodies` and `units` split what has no headings, `agendas` what was planned, `labels` the lines of
   routine.  `spans` are what it makes.
5. `chat`, `messages` and `alignment` give the topics their messages; `links` reads addresses anywhere.
"""

from index.reading.minutes import Reading, read_minutes

__all__ = ["Reading", "read_minutes"]
