"""How one person is written: ``Ada Lovelace (AL) @adal - Engine Co``.

Owns the parts of such an entry (name, handle, initials, affiliation) and what could be a name at all;
must not know who is meant.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.model import Attendee

LINK = re.compile(r"!?\[([^\[\]]*)\](?:\(([^()\s]*)[^()]*\)|(\[[^\]]*\]))?")
_HANDLE = re.compile(r"(?<![\w.])@([^\W_][\w-]*)")
_EMAIL = re.compile(r"<?(?<=[\s<(])[\w.+-]+@[\w-]+\.[\w.-]+>?")
_MENTION = re.compile(r"^@(?=(?:[A-Z][\w'-]* [A-Z]|[^\W\d_][\w'-]* [a-z]\b)[\w'.-]*\s*$)")  # @Ada L, by name
_COUNTED = re.compile(r"(?P<nick>[\w\[\]{}^`|\\-]+)[ \t]+\(\d+\)$")  # adal|away (12), lines said on IRC
# AL: Ada Lovelace · [AL] Ada Lovelace
_INITIALS_FIRST = re.compile(r"[(\[]?([A-Z]{2,4})\s*[:=–)\]-]\s*(?=[A-Z][\w'’-]+ )")
_PROFILE = re.compile(r"^https?://(?:www\.)?(?:github\.com|gitlab\.com|twitter\.com)/@?([\w-]+)/?$")
PARENTHESES = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]")
_INITIALS = re.compile(r"^[A-Z][A-Z.]{0,4}\d?$")
_MIXED = re.compile(r"^(?=.{3,5}$)(?:[A-Z][a-z]{0,2}){2,3}$")  # ALo
_PART = re.compile(r"[A-Z][a-z]*")
_EMOJI = re.compile(r":[a-z][a-z0-9_+-]*:|[\u2300-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]")
_NOISE = re.compile(r"<[^<>]{0,200}>|[*`~\\\"“”]|(?<!\w)_|_(?!\w)|^[^\w@(\[]+")
_CUT = re.compile(
    r"\s*\t\s*|\s+[-–—/|]\s*|\s*[-–—|]\s+|\s+(?:she|he|they)(?:/\w+)+|\s*(?:[:：;/|@→]|=+>)\s*|,\s+|(?<=[a-z]{4})\.\s+|"
    r"\s+(?:from|of|at|via|on|who|as|is|was|will|left|joined|joins|until)\s+"
)
_TITLE = re.compile(r"^(?:(?:cllr|dr|prof|mr|mrs|ms|herr|frau)\.? )+(?=\w)", re.IGNORECASE)
_SENTENCE = re.compile(r"[。！？“”]|[\u3040-\u30ff\u4e00-\u9fff]{7}")
_UNDERSCORED = re.compile(r"[^\W\d_a-z]\w*?(?:_[^\W\d_a-z]\w*?)+")  # Ada_Lovelace, as on IRC
_NOT_A_PERSON = frozenset(
    """
    a absent add agenda all and anonymous as attendees aucun aucune chair et etc everybody everyone example
    geen guest guests here keine keiner many maybe me member members minutes n/a na name names nadie nenhum
    nessuno nessuna ninguno niemand no nobody none not note notes observer observers only other others people
    personne please present quorum regrets scribe self several taker tba tbd the todo total unknown use
    various visitor visitors yes you your
    """.split()  # noqa: SIM905
)
PARTICLES = frozenset(
    "af al av bin da de del della den der di dos du e el ibn la le ten ter van von y zu".split()  # noqa: SIM905
)


@lru_cache(maxsize=4096)  # nine in ten came before: the same people meet again and again
def read_person(text: str) -> Attendee | None:
    """One person as written: ``Ada Lovelace (AL) @ada - Engine Co`` has the aliases ``AL`` and ``ada``."""
    aliases: list[str] = []
    if (counted := _COUNTED.match(text)) and is_name(counted["nick"]):
        return Attendee(name=counted["nick"], aliases=())

    def unlinked(match: re.Match[str]) -> str:
        profile = _PROFILE.match(match[2] or "")
        if profile and match[1].casefold() == profile[1].casefold():
            return f"@{match[1]}"
        if profile:
            aliases.append(profile[1])
        return match[1] if match[2] is not None or match[3] is not None else match[0]

    text = _EMAIL.sub(" ", _EMOJI.sub(" ", LINK.sub(unlinked, text[:300]))).strip()
    text = _MENTION.sub("", text)
    if (short := _INITIALS_FIRST.match(text)) and text[short.end()] == short[1][0]:
        aliases.append(short[1])
        text = text[short.end() :]
    for match in PARENTHESES.finditer(text):
        inner = match[1].strip()
        if _INITIALS.match(inner) or _MIXED.match(inner):
            aliases.append(inner)
        aliases.extend(_HANDLE.findall(inner))
    ahead = re.split(r"(?<=.)[(\[]", text)[0]
    bare = ahead if len(ahead.split()) > 1 else PARENTHESES.sub(" ", text).split("(")[0]
    handles = _HANDLE.findall(bare)
    name = _CUT.split(_NOISE.sub("", _HANDLE.sub(" ", bare)).strip(), maxsplit=1)[0].strip(" .,-–—:!?'’)")
    name = _TITLE.sub("", " ".join(name.split()))
    if _UNDERSCORED.fullmatch(name):
        name = name.replace("_", " ")
    if handles and name[:1].islower() and bare.lstrip(" *_`").startswith("@"):
        return None  # "@ada took notes" is a sentence
    if not name and handles:
        name, handles = handles[0], handles[1:]
    if not name and aliases:
        name = aliases.pop()
    if full := _full_name_behind(name, text):
        name, aliases = full, [name, *aliases]
    if not is_name(name):
        return None
    first = name[0].casefold()
    aliases = [
        a
        for a in aliases
        if (a[0].casefold() == first if _INITIALS.match(a) else not _MIXED.match(a) or _stands_for(a, name))
    ]  # "(TSC)" is a role
    others = dict.fromkeys(alias for alias in (*handles, *aliases) if alias.casefold() != name.casefold())
    return Attendee(name=name, aliases=tuple(others))


def _stands_for(short: str, name: str) -> bool:
    """Whether mixed letters are of the words of a name, in order: ``ALo`` and ``ALc`` of Ada Lovelace."""
    parts, words = _PART.findall(short), name.split()
    return len(parts) == len(words) > 1 and all(map(_has_letters, words, parts))


def _has_letters(word: str, letters: str) -> bool:
    rest = iter(word[1:])
    return word[0] == letters[0] and all(letter in rest for letter in letters[1:])


def _full_name_behind(nick: str, text: str) -> str | None:
    """The full name in brackets behind a nick: ``adal (Ada Lovelace)``; ``Ada (Engine Co)`` has none."""
    inner = next((match[1].strip() for match in PARENTHESES.finditer(text)), "")
    words = inner.split()
    if len(words) > 1 and words[0].casefold() == nick.casefold():  # Ada (Ada Lovelace)
        return inner if is_name(inner) else None
    if " " in nick or not nick[:1].islower():
        return None
    full = 2 <= len(words) <= 4 and all(word[0].isupper() or word in PARTICLES for word in words)
    return inner if full and is_name(inner) else None


@lru_cache(maxsize=4096)
def is_name(text: str) -> bool:
    """Whether a text could be the name or handle of one person by its form."""
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > 50 or not text[0].isalpha():
        return False
    bare = (
        w for place, w in enumerate(words) if len(w) > 1 or not place
    )  # "Ada A" and "Ada A Byron" are names
    no_person = (w.casefold() in _NOT_A_PERSON for w in bare)
    if any(no_person) or "http" in text or "//" in text or _SENTENCE.search(text):
        return False
    if sum(c.isdigit() for c in text) > 3 or (
        words[0].islower() and words[0] not in PARTICLES and not text.islower()
    ):
        return False
    return all(
        not word[0].islower() or len(word) == 1 or word in PARTICLES or word[1] in "'’" for word in words[1:]
    )
