"""What minutes tell somebody to do, and who may be told: words of work and of doers.

Owns word lists; must not know the sentences they stand in (`index.reading.promises` does).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from index.reading.glossary import LABEL_WORDS

# These are seldom anything but a verb at the start of a note …
_VERBS = """
    accept add adopt allocate amend analyse analyze announce apply approve archive arrange ask assemble
    assign attempt attend automate backport bring broadcast bump circle circulate clarify clean close
    collaborate collate collect come communicate compare compile complete configure confirm connect
    contact continue contribute convene convert coordinate correct create debug define delete deliver
    deploy deprecate describe determine develop disable discuss distribute divide document double-check
    download edit elaborate email enable encourage engage ensure escalate establish evaluate examine
    execute expand experiment explore extend extract fetch figure fill finalise finalize find finish
    follow firm flesh formalise formalize formulate gather generate handle identify implement include
    incorporate inform initiate inquire insert inspect install integrate introduce investigate invite
    iterate join liaise locate maintain make meet merge migrate modify negotiate nominate notify obtain
    onboard optimise optimize organise organize outline patch perform ping populate port post prepare
    prioritise prioritize procure promote propose provide publicise publicize publish pursue raise re-run
    reassess rebase recommend reconcile recruit refactor refine reformat register reiterate remind remove
    rename renew reorganise reorganize repair replace reply reproduce rerun resend reschedule resolve
    respond restructure retest revert revise revisit rework rewrite schedule seek select send settle setup
    simplify solicit solve speak specify standardise standardize streamline submit suggest summarise
    summarize sync synchronise synchronize tackle tidy train transcribe translate unblock unflag uninstall
    upload validate verify write
"""
# … and these are as often nouns.
_NOUNS_TOO = """
    address advertise advise alert approach assess audit benchmark book branch budget build buy call chair
    champion change chase chat check chime comment conduct consider copy cut deal demo design do draft
    drive drop engineer explain export file fix flag focus fork forward get give go have help host issue
    keep kick land launch lead let link list look mail map mark measure mention message monitor move open
    order own pay pick plan play poll present proofread protect pull push put reach read record reference
    release relay report request research return review roll run sample scan scope screen search set
    separate share ship shift show sign sit sketch sort spec split sponsor spin stage start step study
    supply support survey switch table tag take talk tell test think touch track transfer transition
    triage try turn update upgrade use vet visit volunteer vote wait walk watch work wrap
"""
WORK = tuple(sorted((_VERBS + _NOUNS_TOO).split(), key=len, reverse=True))
VERB_WORDS = frozenset(_VERBS.split())
ORDER_WORDS = VERB_WORDS | frozenset(_NOUNS_TOO.split())
VERB = rf"(?:re-)?(?:{'|'.join(WORK)})(?![\w'’])(?!-\w)"
# "Ada will …" is about her state, or of what comes about by itself, with these.
_NO_WORK = frozenset(
    """
    accept adopt agree also always appear apply be become begin belong benefit break cause change come
    consist contain cost decide depend differ end enable exist expect expire fail fall feel get give go
    grow happen have hear hit hope hurt improve increase know last lead learn leave let like likely lose
    love make matter mean miss need never not only prefer prevent probably produce reduce refuse remain
    require result return rise run see seem show soon start stay stop still suffer take tend think throw
    turn understand want win work
    """.split()  # noqa: SIM905
)
_CROWD = (
    r"[Ww]e|I|[Tt]hey|[Hh]e|[Ss]he|[Ee]veryone|[Ee]verybody|[Ss]omeone|[Ss]omebody|[Mm]aintainers|"
    r"[Mm]embers|[Mm]entors|"
    r"[Cc]hairs|[Ee]ditors|[Cc]hampions|(?:[Tt]he |[Oo]ur )?(?:[\w-]+ )?(?:[Tt]eam|[Gg]roup|"
    r"[Cc]ommittee|[Cc]ouncil|"
    r"[Bb]oard|TSC|SC|WG|TAC|members|chairs?|editors?|maintainers?|mentors|champions?|admins?|"
    r"organi[sz]ers)|"
    r"[Tt]he (?:president|secretary|treasurer|chair(?:man|person|woman)|coordinator|director|webmaster)"
)
_NAME = r"[A-Z]\w*+(?:['’-]\w*+)*"  # no name ends within a word, which is not to be tried letter by letter
CROWD = rf"(?P<crowd>{_CROWD})"
PERSON = (
    rf"(?=[@A-Z])(?!(?:{_CROWD})\b)"  # a look at the letter first: most clauses begin with a small one
    rf"(?:@[\w-]+|{_NAME}(?:\.(?= [A-Z]))?(?: (?:van|von|de|der))?(?: {_NAME}){{0,2}})"
)
PEOPLE = rf"(?P<who>{PERSON}(?:(?:, and |, |,(?=[A-Z])| and | & |/| \+ ){PERSON}){{0,5}})"
_NOT_OWNERS = LABEL_WORDS | frozenset(
    """
    a ability additionally also although an and another any as at basically because before being both but
    by can changes could currently default did do does due during each efforts everything first for format
    framework from future goal good had has have hence here how however if in instead interface interfaces
    into is it its last later let library like links making many may might more most must need needs new
    not nothing now of on once one only onto or original our over package per plan planning plans please
    possible possibly previously probably process proposal ready reference same several should since some
    something sometimes soon still such that the their then there therefore these they thing things this
    those though thus time to too trying until up use used useful user users using was way ways we were
    what when where which while why will willing with within without working would yes yet you your able
    according agree agreed attempted back best close compared desire down easy free glad great happy hard
    hope important interested just likely move nice okay prior regarding related relative remember shoot
    similar so sorry start subject sure thank thanks unclear welcome tried wanted needed funded costly
    unable heads planned decided hoped started managed offered failed supposed allowed intended expected
    yeah want wants seem seems appears looks approval removal refusal subtle simple simply attempt
    attempts reason reasons reviewer contributor developer maintainer author server client implementer
    consumer provider writer owner opportunity chance permission access intent docs code nothing consider
    heads added removed changed updated fixed deprecated moved merged closed completed resolved method
    methods approach mechanism path pointer base objective normative editorial none especially mainly
    mostly usually generally aim aims
    """.split()  # noqa: SIM905
)
_LIKELY_THING = re.compile(
    r"[.\d_]|[a-z][A-Z]|(?:tion|ment|ity|ing|ness|ance|ence|ions|ments|ers|ables?|work|ware|tool|tools)$|"
    r"^[A-Z]{5,}$|['’](?:s|ve|re|d|t|m)$"
)

_PARTICLES = frozenset(("van", "von", "de", "der"))
_NO_NAMES = ORDER_WORDS - {"chase", "mark"}
_ONLY_NAMES = re.compile(r"(?:(?:@[\w-]+|\(?[A-Z][\w.'’)-]*)(?:[ ,/&]+|$)){1,8}")
_HANDLE = re.compile(r"@[\w-]+")


def is_owner(name: str) -> bool:
    """Whether words where a doer stands could be a person: capitalised, no thing, no function word."""
    if name.startswith("@"):
        return _HANDLE.fullmatch(name) is not None
    parts = name.split()
    return (
        1 <= len(parts) <= 3
        and all(
            (part[0].isupper() or part in _PARTICLES)
            and part.casefold().strip(".") not in _NOT_OWNERS
            and not _LIKELY_THING.search(part.rstrip("."))
            for part in parts
        )
        and parts[0].casefold() not in _NO_NAMES
        and name != "I"
    )


def is_names_only(text: str) -> bool:
    """Whether a text is nothing but names, as on the box of one who came: ``Ada Lovelace, Engine Co``."""
    return _ONLY_NAMES.fullmatch(text) is not None and text.split()[0].casefold() not in ORDER_WORDS


def owners_in(words: str, people: Collection[str] = frozenset(), *, nicks: bool = False) -> list[str]:
    """The persons whom words between a label and what is to do name; `nicks`: in lower case, too.

    `people`, names in lower case, are persons whatever their names look like.
    """
    pieces = (piece.strip(" *_") for piece in re.split(r",|/|&|\+| and ", words))
    return [
        piece
        for piece in pieces
        if is_owner(piece)
        or piece.casefold() in people
        or (nicks and piece.isidentifier() and is_owner(piece.capitalize()))
    ]


def is_work(verb: str, *, named: bool = False) -> bool:
    """Whether a verb in a promise is something one does for the others; of one who is `named` most are."""
    if verb in ("accept", "adopt"):
        return False  # that is a decision
    if " " in verb or verb == "become" or verb.removeprefix("re-") in ORDER_WORDS:
        return True
    return named and verb not in _NO_WORK and not verb.endswith(("ly", "ing"))
