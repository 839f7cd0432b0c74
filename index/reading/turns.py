"""Who speaks on which line: speaker markers, by a vote over the meeting.

Owns the vote that tells speakers from their look-alikes (labels, votes, poll keys), and the forms that are
only sure for known people (``- Lee, text``).  Must not know other meetings.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter

from index.model import Attendee, Turn
from index.reading.ballots import find_votes
from index.reading.chat import HTML_TAGS
from index.reading.glossary import (
    INITIALS,
    NAME_SEPARATOR,
    Glossary,
    initials_of,
    is_full_name,
    is_label,
    is_speaker_like,
    plain_words,
    presented_names,
)
from index.reading.markers import (
    ASIDE,
    COLON,
    LONGEST,
    OPENING,
    PINGED,
    REACH,
    SHORTENED,
    TOLD,
    WHO,
    Marker,
    find_markers,
    heads_list,
    unlinked,
)

# Forms that only count where a person of the glossary stands in them.
_KNOWN_FORMS = {
    # - Ada - text · - Ada- text · - Ada, Grace - text · - Ada -> text
    "dashed": re.compile(
        rf"(?P<who>@?[^\W\d_][^:：*<>\[\]`|()\n–—]{{0,60}}?){ASIDE}"
        r"(?:[ ]?->|[ ]?--|[ ]+[–—-]|[–—-](?! (?:and|or|und|oder|en|of|et|y|e)\b))[ \t]"
    ),
    # - Ada says: text
    "says": re.compile(
        rf"(?P<who>@?[^\W\d_][\w .'-]{{0,40}}?){ASIDE} (?:adds?|added|answer(?:s|ed)|ask(?:s|ed)|"
        rf"comment(?:s|ed)|explain(?:s|ed)|mention(?:s|ed)|not(?:es|ed)|repl(?:ies|ied)|respond(?:s|ed)|says|said|"
        r"suggest(?:s|ed)|sagt|fragt|meint|antwortet|dice|pregunta|comenta|responde|dit|demande|répond|zegt|vraagt|"
        r"diz|pergunta)[ ]?:[ \t]"
    ),
    "comma": re.compile(
        rf"(?P<who>@?[^\W\d_][\w .'-]{{0,40}}?){ASIDE},(?:[ \t]+(?P<next>\S+)|$)"
    ),  # - Ada, text
    "vote": re.compile(r"(?P<who>@?[^\W\d_][\w .'-]{0,30}?)[ ]+[+-][01](?![\w.%])"),  # - Ada +1
    "alone": re.compile(r"(?P<who>@?[^\W\d_][\w .'-]{1,40})\\?$"),  # - Ada ⏎ with what she said below
    # - @Ada L text
    "mentioned": re.compile(rf"@(?P<who>[^\W\d_][\w'-]* [^\W\d_][\w'-]*\.?){TOLD}(?=[ \t])"),
    # Ada Lovelace  0:12 ⏎ with what she said below, as in a transcript
    "timed": re.compile(
        r"(?P<who>[^\W\d_][\w .'-]{1,40}?)[ \t]+[\[(]?\d\d?:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?[\])]?$"
    ),
    "speech": re.compile(r"(?P<who>@?[^\W\d_][\w.'-]+)[ ](?P<next>[^\s(]\S*)"),  # - Ada we should ask
}
# - Ada Lovelace - Engine Co, as an item that has what she said below it
_NAME_AND_ORIGIN = re.compile(
    r"[*+-][ \t]+(?P<who>[^\W\d_][\w.'’-]*(?: \w[\w.'’-]*){1,3}?)(?: [–—-] .*)?[ \t\r]*$"
)
_BULLETS = ("- ", "* ", "+ ")
_BOLD_HEAD = re.compile(rf"(?P<lead>[ \t>]*(?:(?:[*+•–-]|\d{{1,3}}[.)])[ \t]+)?)\*\*{WHO}\*\*(?![ ]?[:：])")
_HEADED = re.compile(rf"{WHO}{COLON}(?=\s)")  # ## Ada: text
# Question from @ada: text
_ASKED_WORDS = frozenset(
    "answer comment feedback question remark reply report response suggestion update".split()  # noqa: SIM905
)
_ASKED = re.compile(rf"\w+ (?:by|from) {WHO}{COLON}", re.IGNORECASE)
_CREDITED = re.compile(rf"[A-Z]\w+(?: \w+){{0,2}} (?:by|from) {WHO}{COLON}(?=\s|$)")  # Summary by @ada:
# - **Ada** (10 min) What about the mast?
_BOLD_SPEECH = re.compile(
    rf"[ \t>]*(?:[*+-]|\d{{1,3}}[.)])[ \t]+\*\*{WHO}\*\*{ASIDE}[ \t]+(?:[A-Z][a-z']|<?https?:|\[|I )"
)
# **AL** reported that … **GH** also asked … (only for known people)
_INITIALS_TOLD = re.compile(
    r"\*\*(?P<who>[A-Z][A-Z-]{1,4})\*\* (?:(?:also|again|further|then|briefly) )?"
    r"(?:(?:add|answer|ask|comment|confirm|explain|mention|object|point|present|recommend|remark|report|respond|"
    r"suggest|thank|wonder)(?:s|ed)|(?:agree|announce|argue|describe|disagree|note|propose|raise|state|stresse|"
    r"summari[sz]e)[sd]|(?:clarif|identif|repl)(?:ies|ied)|says|said)\b"
)
# Ada to Grace: text
_TO_WHOM = re.compile(r"(?P<who>\S+(?: \S+)?) (?:to|aan|an|à|→|->) (?P<whom>\S+(?: \S+)?)$")
_KINDS_OF_SPEECH = frozenset("a answer comment note q question reply response".split())  # noqa: SIM905
# … so far. Ada, not sure that … (only for known people)
_INLINE_COMMA = re.compile(
    r"[.?!)] (?P<who>[A-Z][\w'-]{1,30}(?: [A-Z][\w'-]{0,30}\.?)?),(?:$| "
    r"(?P<next>(?!(?:please|who|can|could|would|you|what|how|do|did|are|is|over|go)\b)[a-z]\S*))"
)
# "Ada we should", "Ada not sure" are her words; "Ada asked", "Ada set up" tell about her.
_SPEECH = re.compile(
    r"(?:we|i|i'?m|i'?d|i'?ve|it'?s|you|what|how|why|not|there|maybe|if|don[’']?t|think|so|yes|no|"
    r"until|because|although|though|unless|whether|our|my|let[’']?s|that[’']?s|instead)$",
    re.IGNORECASE,
)
_SHARE_OF_CHATTY = {0: 2.0, 1: 2.0, 2: 0.8}  # of the markers of a form, by how many have much to say
_BOLD_FORMS = ("bold item", "bold text")
_NAMING_FORMS = (*_BOLD_FORMS, "plain item", "plain text")
_FEWEST_NAMES, _MANY_NAMES = 3, 5  # full names that are speakers without a list: one again, or all once
_HEARD_FORMS = ("plain item", "inline", "rounded item")


def read_turns(
    lines: Sequence[str],
    start: int,
    end: int,
    attendees: Sequence[Attendee],
    apart: Collection[int] = frozenset(),
) -> tuple[Turn, ...]:
    """The speaker turns of a meeting; a name is full where the meeting gives it, else as written.

    `apart` are lines where a name is no speaker: the attendance, lists of who is to do what.
    """
    apart = {*apart, *find_votes(lines, start, end)}
    markers = [marker for marker in find_markers(lines, start, end) if marker.line not in apart]
    heads = [] if attendees else _heads_of_remarks(lines, start, end, apart)
    if not (markers or attendees or heads):
        return ()
    words = plain_words(lines, start, end) if markers else frozenset()
    presented = [
        (initials, name)
        for initials, name in presented_names(lines, start, end)
        if initials or is_speaker_like(name, words)
    ]
    presented.extend(_by_first_letter(markers, attendees))
    presented.extend(("", name) for name in heads)
    glossary = Glossary(attendees, presented)
    markers = [_by_aside(marker, glossary, words) for marker in markers]
    accepted = _vote(markers, glossary, words)
    if spoken := _spoken_names(markers, accepted, glossary):
        glossary = Glossary(attendees, [*presented, *(("", name) for name in spoken)])
        accepted = _vote(markers, glossary, words)
    people = {who: _people(who, glossary, unknown=True) for names in accepted.values() for who in names}
    spoken_on = [
        (marker.line, who)
        for marker in markers
        if marker.who in accepted[marker.form]
        for who in people[marker.who]
    ]
    apart.update(line for line, _ in spoken_on)
    spoken_on.extend(_known_turns(lines, start, end, glossary, apart))
    return tuple(Turn(line, who) for line, who in sorted(dict.fromkeys(spoken_on), key=itemgetter(0)))


def _heads_of_remarks(lines: Sequence[str], start: int, end: int, apart: Collection[int]) -> list[str]:
    """The full names that items with more below them are nothing but, where few other items have more below.

    One of them has to come again, as it does in talk and a title does not.
    """
    headed = [
        _NAME_AND_ORIGIN.match(lines[n - 1][:REACH])
        for n in range(max(start, 1), min(end, len(lines)))
        if lines[n][:1] in (" ", "\t") and lines[n - 1][:2] in _BULLETS and n not in apart
        if _has_more(lines, n, end)
    ]
    names = [match["who"] for match in headed if match and is_full_name(match["who"])]
    several = _FEWEST_NAMES <= len(set(names)) < len(names) and len(names) * 5 >= len(headed) * 4
    return list(dict.fromkeys(names)) if several else []


def _by_aside(marker: Marker, glossary: Glossary, words: Collection[str]) -> Marker:
    """The marker with the person in brackets, where what stands before is none: ``Q (Ada): text``."""
    if not (marker.aside and marker.speaks) or marker.form.startswith("dashed"):
        return marker
    is_person = glossary.person(marker.who) or (
        is_full_name(marker.who) and (marker.aside.isupper() or _is_distinct_name(marker.who, words))
    )  # Ada Lovelace (TSC), Grace Hopper (Engine Co)
    labels = is_label(marker.who) and marker.who.casefold() not in _KINDS_OF_SPEECH
    if is_person or labels or not glossary.full_name(marker.aside):
        return marker
    return marker._replace(who=marker.aside)


def _spoken_names(
    markers: Sequence[Marker], accepted: Mapping[str, Collection[str]], glossary: Glossary
) -> list[str]:
    """Full names in markers that no list gives: voted for, or with their initials as markers too."""
    written = {piece for who in {m.who for m in markers} for piece in NAME_SEPARATOR.split(who)}
    voted = {piece for names in accepted.values() for who in names for piece in NAME_SEPARATOR.split(who)}
    return sorted(
        name
        for name in written
        if is_full_name(name)
        and not glossary.full_name(name)
        and (name in voted or not written.isdisjoint(initials_of(name)))
    )


def _by_first_letter(markers: Sequence[Marker], attendees: Sequence[Attendee]) -> list[tuple[str, str]]:
    """Initials used again and again, each with the only one whose listed first name begins so.

    ``AL`` is Ada where the list has first names alone; only where at least two are found in this way.
    """
    counts = Counter(
        marker.who
        for marker in markers
        if (INITIALS.match(marker.who) and not is_label(marker.who))
        or (len(marker.who) == 1 and marker.who.isupper())
    )
    if "Q" in counts:
        counts.pop("A", None)  # question and answer
    written, listed = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for initials in (who for who, count in counts.items() if count >= 2):
        written[initials[0]].append(initials)
    for attendee in attendees:
        listed[attendee.name[:1].upper()].append(attendee.name)
    found = [
        (used[0], listed[letter][0])
        for letter, used in written.items()
        if len(used) == len(listed[letter]) == 1 and " " not in listed[letter][0]
    ]
    return found if len(found) >= 2 else []


def _vote(markers: Sequence[Marker], glossary: Glossary, words: Collection[str]) -> dict[str, set[str]]:
    """The names that count as speakers, form by form; ``[name=]`` and ``<nick>`` need no vote."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for marker in markers:
        written[marker.form][marker.who] += 1
    accepted = {
        form: {who for who in counts if who.casefold() not in HTML_TAGS}
        for form, counts in written.items()
        if form.startswith(("named", "nick"))
    }
    sure = {
        piece.strip() for names in accepted.values() for who in names for piece in NAME_SEPARATOR.split(who)
    }
    heard = _heard(markers, words)
    spoke = {marker.who for marker in markers if not marker.points or INITIALS.match(marker.who)}
    for form in written.keys() - accepted.keys():
        voted = _voted(written[form], glossary, words, sure | heard[form])
        if form.startswith("dashed"):  # used once, it is as well a thing: Mast - broken
            voted = {who for who in voted if written[form][who] > 1 or _people(who, glossary)}
        accepted[form] = {who for who in voted if who in spoke or _people(who, glossary)}
    return accepted


def _heard(markers: Sequence[Marker], words: Collection[str]) -> defaultdict[str, set[str]]:
    """``@ada``, ``@Ada L``, and single names that head sentences where little else has a colon; by form."""
    told, heads = defaultdict[str, list[Marker]](list), defaultdict[str, list[Marker]](list)
    for marker in markers:
        if not is_label(marker.who):
            told[marker.form].append(marker)
            if len(marker.who.split()) <= 3:
                heads[marker.form].append(marker)
    heard: defaultdict[str, set[str]] = defaultdict(set)
    for marker in markers:
        by_name = marker.form.startswith("mentioned") and SHORTENED.match(marker.who)
        if marker.speaks and (by_name or PINGED.match(marker.who)):
            heard[marker.form].add(marker.who)
    for form in _NAMING_FORMS:
        heard[form].update(_by_full_name(told[form], words, bold=form in _BOLD_FORMS))
    for form in _HEARD_FORMS:
        names = [m for m in heads[form] if m.speaks and _is_single_name(m.who, words)]
        if len(names) >= 2 and len(names) * 3 >= len(heads[form]) * 2:
            heard[form].update(m.who for m in names)
    for form, marks in heads.items():
        if len(marks) < 9:
            continue  # not three handles three times
        handles = Counter(m.who for m in marks if m.who.islower() and " " not in m.who)
        spoken = Counter(m.who for m in marks if m.speaks)
        chatty = {who for who, count in handles.items() if count >= 3 and spoken[who] * 5 >= count * 4}
        share = sum(handles[who] for who in chatty) / len(marks)
        if share >= _SHARE_OF_CHATTY.get(len(chatty), 2 / 3):
            heard[form].update(chatty)
            heard[form].update(_joining(marks, chatty, words))
    return heard


def _by_full_name(marks: Sequence[Marker], words: Collection[str], *, bold: bool) -> set[str]:
    """The full names of a form that has little else, where several speak: one again, or many in bold."""
    names = [m.who for m in marks if (bold or m.speaks) and _is_distinct_name(m.who, words)]
    distinct = len(set(names))
    several = _FEWEST_NAMES <= distinct < len(names) or (bold and distinct >= _MANY_NAMES)
    return set(names) if several and len(names) * 5 >= len(marks) * 4 else set()


def _is_distinct_name(who: str, words: Collection[str]) -> bool:
    """Whether a marker is a full name of which no part is a word of these minutes."""
    is_name = is_full_name(who) and is_speaker_like(who, words)
    return is_name and not any(part.casefold() in words for part in who.split())


def _joining(marks: Sequence[Marker], chatty: Collection[str], words: Collection[str]) -> set[str]:
    """The handles in a log that hardly has other markers, after the first line of those with much to say."""
    first = min(m.line for m in marks if m.who in chatty)
    after = [m for m in marks if m.line >= first]
    handles = [m.who for m in after if m.who.islower() and is_speaker_like(m.who, words)]
    return set(handles) if len(handles) * 10 >= len(after) * 9 else set()


def _is_single_name(who: str, words: Collection[str]) -> bool:
    return who.istitle() and " " not in who and is_speaker_like(who, words)


def _voted(
    counts: Counter[str], glossary: Glossary, words: Collection[str], sure: Collection[str]
) -> set[str]:
    """The names of one form that are speakers.

    Known people are, in every form.  Others are in a form that several distinct names use, most of
    them more than once.
    """
    known = {who for who in counts if who in sure or _people(who, glossary)}
    initials = [who for who in counts if INITIALS.match(who)]
    abbreviated = len(known.intersection(initials)) >= 2 or sum(counts[who] >= 3 for who in initials) >= 4
    likely = {
        who
        for who in counts
        if who not in known
        and all(is_speaker_like(piece, words, abbreviated) for piece in _pieces(who, glossary))
    }
    often = known | {who for who in likely if counts[who] >= 2}
    if len(known) >= 3:  # a nick that nobody lists, which others are called by as well
        nicks = {
            who
            for who in counts
            if counts[who] >= 3 and who.islower() and who.isalpha() and not is_label(who)
        }
        known |= {who for who in nicks if who not in likely}
    handles = {who for who in likely if who[0].islower()}
    if len(often) < 3:
        likely = set()
    if len(known) < 2 and len(often - handles) < 3:
        likely -= handles
    heard = sum(counts[who] for who in often)
    once = sum(who not in often for who in likely)  # speaks for the form as much as against it
    others = sum(count for who, count in counts.items() if who not in often and not is_label(who)) - once / 2
    share = heard / max(heard + others, 1)
    voted = known | {who for who in likely if who in often or share >= _sound_share(who)}
    return voted | {who for who in likely if all(piece in voted for piece in _pieces(who, glossary))}


def _sound_share(who: str) -> float:
    """The share of a form's lines that sure speakers must have before a name used once counts as well."""
    if who[0].islower():
        return 2.0  # a handle that nobody lists has to be used again
    return 0.8 if " " in who else 0.6


def _pieces(who: str, glossary: Glossary) -> list[str]:
    """The people of a marker whom the glossary does not know."""
    return [piece for piece in NAME_SEPARATOR.split(who.strip(" @")) if not glossary.full_name(piece)]


def _people(who: str, glossary: Glossary, *, unknown: bool = False) -> list[str]:
    """The people of one marker, mostly one; without `unknown` none where the glossary misses one of them."""
    if whole := glossary.person(who):
        return [whole]
    pieces = [piece.strip(" @") for piece in NAME_SEPARATOR.split(who) if piece.strip(" @")]
    if (told := _TO_WHOM.match(who)) and glossary.person(told["whom"]):
        pieces = [told["who"]]
    names = [glossary.person(piece) or (piece if unknown else None) for piece in pieces]
    return [name for name in names if name] if all(names) else []


def _known_turns(
    lines: Sequence[str], start: int, end: int, glossary: Glossary, apart: Collection[int]
) -> Iterator[tuple[int, str]]:
    """Lines with their speakers in forms that are only sure for people of the glossary."""
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        line = lines[number - 1][:LONGEST]
        if number in apart or not line or line.isspace():
            continue
        if "," in line:
            for match in _INLINE_COMMA.finditer(line.rstrip()):
                who = glossary.full_name(match["who"])
                if who and not _goes_on_listing(match["next"] or "", glossary):
                    yield number, who
        if "** " in line:
            for match in _INITIALS_TOLD.finditer(line):
                if who := glossary.person(match["who"]):
                    yield number, who
        head = _plain_head(line)
        opening = OPENING.match(head)
        if not opening or not opening["word"] or opening["mark"]:
            continue
        yield from ((number, who) for who in _known_people(lines, number, end, head, opening, glossary))


def _plain_head(line: str) -> str:
    """A line without the bold or link in which a name stands at its head, except before a colon."""
    if "](" not in line and "<" not in line and "**" not in line:
        return line
    line = unlinked(line)
    match = _BOLD_HEAD.match(line) if "**" in line[:REACH] else None
    return f"{match['lead']}{match['who']}{line[match.end() :]}" if match else line


def _known_people(
    lines: Sequence[str], number: int, end: int, head: str, opening: re.Match[str], glossary: Glossary
) -> list[str]:
    """The known people to whom a line that begins with one gives the word; `head` is it without markup."""
    line, at = head[:REACH].rstrip(), opening.end("lead")
    if "#" in opening["lead"]:
        match = _HEADED.match(line, at)
        return _people(match["who"], glossary) if match else []
    if not glossary.may_open(opening["word"]):
        if opening["word"].casefold() in _ASKED_WORDS and (asked := _ASKED.match(line, at)):
            return _people(asked["who"], glossary)
        match = _CREDITED.match(line, at) if line.endswith(":") else None
        return _people(match["who"], glossary) if match else []
    if "**" in lines[number - 1][:REACH] and (bold := _BOLD_SPEECH.match(unlinked(lines[number - 1]))):
        return _people(bold["who"], glossary)
    for form, pattern in _KNOWN_FORMS.items():
        match = pattern.match(line, at)
        people = _people(match["who"], glossary) if match else []
        if not match or not people:
            continue
        if form == "comma" and _goes_on_listing(match["next"] or "", glossary):
            return []  # a list of people of whom something is told
        if form == "alone" and not _has_more(lines, number, end):
            return []
        said = opening["lead"].strip(" \t>") or head != lines[number - 1][:LONGEST]
        if form == "timed" and not _is_followed(lines, number, end):
            return []
        if form in ("speech", "mentioned", "vote") and not said:
            return []
        if form == "speech" and not _SPEECH.match(match["next"]):
            return []
        return people
    return []


def _goes_on_listing(word: str, glossary: Glossary) -> bool:
    return word == "and" or glossary.person(word.strip(",;")) is not None


def _is_followed(lines: Sequence[str], number: int, end: int) -> bool:
    """Whether a sentence stands on one of the next two lines."""
    return any(len(line.split()) > 2 for line in lines[number : min(number + 2, end)])


def _has_more(lines: Sequence[str], number: int, end: int) -> bool:
    """Whether what a person said follows: a deeper line, or more of a quotation."""
    line, following = lines[number - 1], lines[number] if number < min(end, len(lines)) else ""
    if (line[:1].isalpha() or line[:2] == "**") and heads_list(lines, number, end):
        return True
    if line.lstrip().startswith(">"):
        return following.lstrip().startswith(">")
    depth = len(line) - len(line.lstrip())
    return (
        line.lstrip()[:1] in {*"*+-"}
        and bool(following.strip())
        and len(following) - len(following.lstrip()) > depth
    )
