"""What headings and labels are called: the role that a few words give to what stands under them.

Owns the vocabulary, in English first and then in German, French, Spanish, Portuguese, Chinese and
Japanese; must not know how lines are structured.  A new habit of naming is a new word in a table here
and a case in its case file.
"""

from __future__ import annotations

import re
from typing import Literal

SectionRole = Literal[
    "attendance", "recording", "links", "agenda", "chat", "contents", "boilerplate",
    "minutes",  # what stands under it are the topics
    "conclusion", "actions",  # closes a topic, or the meeting
    "aspect",  # names a side of any subject ("Background"), never a subject
    "review",  # a routine that is worth a topic only where something was said
    "miscellany",  # one topic for all that stands under it
]  # fmt: skip

# A title has a role where all its words are these, apart from numbering, marks, time boxes and brackets.
_VOCABULARY: dict[SectionRole, tuple[str, ...]] = {
    "boilerplate": (
        r"registration|schedule constraints|contacts?|closure|code of conduct|antitrust.*|anti-trust.*|(?:how to )?join(?:ing)?(?: .*)?|housekeeping|logistics|administrivia|administrative|reminders?|tags",
        r"(?:meeting |call )(?:info|information|details|logistics|links?)s?|(?:date|time|location|when|where)(?: (?:and|&) \w+)?",
        r"(?:the )?(?:next|upcoming|future) (?:\w+ )?(?:meetings?|calls?|sessions?|agenda|dates?|meeting topics)(?: .*)?|adjourn(?:ment|ed)?|closing(?: remarks)?",
        r"(?:meeting |call )?roles|(?:scheduled|upcoming|proposed) meetings|(?:note ?-?takers?|scribes?|moderators?|facilitators?|chairs?|hosts?)(?: ?(?:,|and|&|/) ?(?:note ?-?takers?|scribes?|moderators?|facilitators?|chairs?))*",
        r"(?:determine |select |pick |choose |find |call for |volunteers? for |a )+(?:volunteers?|note|scribe|facilitator|chair).*|let's connect.*",
        r"agree to .*(?:agreement|guidelines|conduct).*|(?:self-)?introductions?(?: (?:of|to) (?:attendees|participants|new .*))?|welcome(?: new .*)?|opening(?: .*)?|call to order",
        r"(?:review|approv|adopt|accept|prioriti[sz])\w*(?: (?:of|the|this|today's|our|draft|proposed))* agenda.*",
        r"(?:review|approv|accept|adopt|read)\w*(?: (?:of|and approval of|the|our|draft))*(?: (?:previous|last|prior|old|past|earlier)(?: \w+)?(?: meetings?'?s?)?)?(?: the)? ?(?:minutes|notes|meetings?'?)(?: (?:from|of) .*)?",
        r"(?:previous|last|prior) (?:meetings?'?s? )?(?:minutes|notes)(?: approval)?|(?:check (?:for )?)?ready for review(?: agenda items)?",
        r".*(?:agenda|attendee) (?:and attendee )?guidelines|physical locations?|.*meeting host(?: .*)?",
        r"(?:agenda|topics?)(?: items?| topics?)? (?:for|of) (?:the )?(?:next|future|upcoming) .*|(?:next|future|upcoming) \S+ agenda",
        r"begrüßung|nächste[sr]? (?:treffen|termin|sitzung)|tagesordnung der nächsten .*|bienvenida|próxima reunión|próxima reunião|prochaine réunion|bienvenue|下次会议|次回\w*",
    ),
    "attendance": (
        r"(?:\S+ ){0,4}(?:attendees?|participants?)(?: ?/ ?\w+)?(?: (?:and|&) \w+)?(?: list)?",
        r"(?:meeting |voting |other |remote |in[- ]person |invited )*(?:attend(?:ance|ing|ed)|present|guests?|observers?|invitees|invited|members)",
        r"(?:not |un)?(?:attending|present|able to attend)|in attendance|regrets?|apologies|absent(?:ees?)?|excused|roll ?call|who(?: was|'s| is)? (?:here|there|present)",
        r"anwesend\w*|anwesenheit|abwesend\w*|teilnehm\w*|entschuldigt|asisten\w*|presentes|ausentes|pr[ée]sents?|absents|excusés|presenti",
        r"(?:参会|出席|与会|缺席|欠席|参加)\w*",
    ),
    "chat": (
        r"(?:zoom |meeting |raw |full |text |gitter |slack |irc |discord )*chat(?: ?-?(?:log|transcript|history|messages?|export|window|room|record))?s?(?: from .*)?",
        r".* chat ?-?(?:log|transcript)|(?:.* )?meeting transcript|chatlog|chatverlauf|聊天记录|チャット\w*",
    ),
    "recording": (
        r"(?:video |audio |meeting |zoom |call |youtube |watch |the )*(?:recordings?|replays?|videos?)(?: links?| \(.*\))?",
        r"aufzeichnung|enregistrement|grabaci[óo]n|grava[çc][ãa]o|录像|録画",
    ),
    "links": (
        r"(?:some |useful |helpful |quick |important |relevant |related |meeting |other )*(?:links?|resources|references?|documents)(?: (?:and|&) .*)?",
        r"(?:full )?transcripts?|liens?|enlaces|链接|リンク",
    ),
    "contents": (r"(?:.* )?(?:table of contents|toc)|contents|inhalt(?:sverzeichnis)?|sommaire|índice|目录|目次",),
    "agenda": (
        r"(?:the |today'?s |meeting |proposed |tentative |draft |planned |call |current |weekly )*agenda(?: items?| topics?)?(?: (?:for|of) .*)?",
        r"planned (?:topics|items)|tagesordnung\w*|ordre du jour|orden del día|agenda del día|pauta|议程|議題|アジェンダ",
    ),
    "minutes": (
        r"(?:the |meeting |call |new |open |raw |detailed |general |main |standing |other |technical |community |suggested |additional |discussion |agenda |recurring |today'?s |proposals and )*"
        r"(?:minutes|notes?|discussions?|topics?|proceedings|mom|agenda items|discussion items|meeting log|meeting summary|items discussed)"
        r"(?: discussed)?(?: ?(?:and|&|/) ?(?:notes|minutes|discussions?|topics|action items))?",
        r"agenda ?(?:and|&|/|\+) ?(?:notes|minutes|discussions?|topics)",
        r"follow[- ]?ups?(?: from .*| on .*| items?)?|topics: .*",
        r"protokoll|besprechung|diskussion|notizen|themen|acta|temas|notas|discusi[óo]n|compte[- ]rendu|sujets|ata|会议记录|会议纪要|讨论\w*|議事録?|討議",
    ),
    "conclusion": (
        r"(?:speaker['’]?s |final |key |the |proposed |our )*(?:conclusions?|resolutions?|consensus|decisions?|summary|outcomes?|votes?|takeaways?|take-aways)"
        r"(?: of .*| ?[/,&] ?.*| and .*| taken| made| \(.*\))?",
        r"remaining queue|tl;?dr|fazit|beschl[uü]ss\w*|ergebnis\w*|conclusi[óo]n(?:es)?|resoluci[óo]n\w*|decisi[óo]n\w*|d[ée]cisions?|acuerdos|结论|决议|決定\w*|結論",
    ),
    "actions": (
        r"(?:new |open |outstanding |the |key |pending |meeting )*(?:action(?:able|s)? ?(?:items?|points?)|actions?|ais?|next steps|to-?dos?(?: list)?|tasks|follow[- ]up actions)"
        r"(?: (?:for|from|of|resulting from) (?:the |this |our )?(?:last|next|previous|this|prior|two|meeting|discussion|call|week).*| status| and .*)?",
        r"aufgaben|nächste schritte|tareas|pr[óo]ximos pasos|prochaines étapes|próximos passos|行动项|待办\w*|下一步|アクション\w*",
    ),
    "aspect": (
        r"background|context|motivation|overview|details?|problems?(?: statement)?|(?:possible |proposed )?solutions?|options|alternatives|pros|cons|goals?"
        r"|questions?(?: (?:and|&) answers)?|q ?& ?a|presentations?|slides|demo|\w+ (?:summary|question)|implementation|examples?|topic|comments?|extras",
        r"hintergrund|kontext|contexte|contexto|antecedentes|背景|问题",
    ),
    "review": (
        r"(?:review|check)(?:ing)?(?: (?:of|the|our|all))* (?:(?:previous|last|prior|past|open|outstanding)(?: \w+)? )?(?:meetings?'?s? ?'?)?(?:action items|actions|ais|to-?dos)(?: .*)?",
        r"(?:previous|last|prior|past) (?:meetings?'?s? )?(?:action items|actions)",
    ),
    "miscellany": (
        r"(?:general |other )?announcements?|aob|a\.o\.b|any other business|(?:any )?other(?: business| items| topics| matters| things)?|misc(?:ellaneous|ellany)?|news|open floor"
        r"|stand-?ups?|mini stand-?up|round ?-?(?:table|robin)|status(?:es)?|updates?|sonstiges|verschiedenes|divers|varios|其他|その他",
    ),
}  # fmt: skip
_ROLES = tuple(
    (role, re.compile(rf"(?:{'|'.join(patterns)})$", re.IGNORECASE)) for role, patterns in _VOCABULARY.items()
)
_LEADING = re.compile(r"^(?:\d+(?:\.\d+)*[.):]?\s+|[^\w\[(#@`'\"]+)+")
_TRAILING = re.compile(r"[\s:.!…*_–—-]+$")
_BRACKET = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])$")
_REPOSITORY = re.compile(
    r"(?:https://git(?:hub|lab)\.com/)?[\w.-]+/[\w.-]+(?: (?:issues|prs|pull requests))?$", re.IGNORECASE
)
_LONGEST = 120


def role_of_title(title: str) -> SectionRole | None:
    """The role that the words of a plain heading give its section; None where it names a subject."""
    words = title.replace("’", "'")
    if len(words) > _LONGEST:
        return None
    words = _TRAILING.sub("", _LEADING.sub("", words))
    for candidate in (words, _TRAILING.sub("", _BRACKET.sub("", words))):
        for role, pattern in _ROLES:
            if candidate and pattern.match(candidate):
                return role
    return None


def is_repository(title: str) -> bool:
    """Whether a heading names a repository (``owner/name``) and so stands over its issues."""
    return _REPOSITORY.match(title) is not None
