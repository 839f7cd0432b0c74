"""What headings are called: the role that a few words give to what stands under them.

Owns the vocabulary, in English first, then German, French, Spanish, Portuguese, Chinese and Japanese;
must not know how lines are structured.  A new habit of naming is a new word in the table here and a
case in its case file.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

SectionRole = Literal[
    "attendance",
    "recording",
    "links",
    "agenda",
    "chat",
    "contents",
    "boilerplate",
    "minutes",  # what stands under it are the topics
    "conclusion",  # closes a topic
    "actions",  # closes a topic, or the meeting
    "aspect",  # names a side of any subject ("Background"), never a subject
    "review",  # a routine that is a topic only where something was said
    "miscellany",  # one topic of all that stands under it
]

# A title has a role where all its words fit, numbering, marks, time boxes and brackets left aside.  The
# first that fits counts.  Patterns are in verbose mode, an underscore is a space.
_VOCABULARY: dict[SectionRole, str] = {
    "review": r"""
        (review|check)(ing)?(_in)?(_(of|on|the|our|all))*_((previous|last|prior|past|open|outstanding)(_\w+)?_)?
            (meetings?'?s?_?'?_?)?(action_items|actions|ais|to-?dos)(_.*)?
      | (previous|last|prior|past)_((meetings?|week|month)'?s?_)?(action_items|actions)
    """,
    "boilerplate": r"""
        (.*_and_)?code_of_conduct | (.*\b)?anti-?trust.* | conflicts?_of_interests?(_.*)?
      | registration | housekeeping | logistics | administrivia
      | administrative | reminders? | tags(:_.*)? | schedule_constraints
      | ((\w+_){0,3}(group|team|wg|committee)_)?contacts?
      | disclaimer | meeting_guidelines | physical_locations? | let's_connect.*
      | (how_to_)?join(ing)?(_.*)? | .*(agenda|attendee)_(and_attendee_)?guidelines
      | (dates?|times?|date_?time|location|when|where)(_(and|&)_\w+)?
      | meeting_(open|start|clos|end)(s|ed|ing)?(:_.*)? | (past|previous|older)_meetings
      | ((meeting|call|connection|dial-?in|call-?in|log-?in|access|video|conference|zoom|webex|teams|jitsi)_)+
            (info|information|details|instructions|logistics|links?|coordinates)s?
      | agenda_(of_|for_)?(the_)?next_(meeting|call|session)
      | (schedul\w+_(for_|of_)?)?(the_)?(next|upcoming|future)_
            ([\w-]+_){0,4}(meetings?|calls?|sessions?|agenda|dates?|meeting_topics)(:?_.*)?
      | (agenda|topics?)(_items?|_topics?)?_(for|of)_(the_)?(next|future|upcoming)_.*
      | (scheduled|proposed)_meetings | .*meeting_host(_.*)?
      | (meeting_|call_)?roles | pre-?read(ing)?(_materials?)?(_and_reports)?
      | OFFICE(_?(,|and|&|/)_?OFFICE)*(_(of|for)_(the_|this_)?(meeting|session|call|day|week))?
      | secr[ée]taire_de_s[ée]ance | sitzungsleitung | protokollführ\w*
      | (last|previous)_(week|month|meeting)'?s?_agenda
      | (next|upcoming)_(note_?-?takers?|scribes?|moderat\w+|facilitat\w+|chairs?|hosts?)
      | (confirm_|check_)?(a_)?quorum(_(confirmation|check|call|was_\w+|is_\w+))? | secretary_selection
      | questions_to_(consider|ask|answer|think_about)(_.*)?
      | ((speaker'?s?'?|discussion|question)_)?queue
      | (determine_|select_|pick_|choose_|find_|call_for_|volunteers?_for_|a_)+
            (volunteers?|note|scribe|facilitator|chair).*
      | agree_to_.*(agreement|guidelines|conduct).*
      | (self-)?introductions?(_(of|to)_(attendees|participants|new_.*))? | welcome(_new_.*|_and_.*|_to_.*)?
      | open | opening(\W.*)? | call_to_order(_.*)? | close(d|_of_(the_)?meeting)? | closure
      | (opening|start|clos(e|ing|ure)|end)_of_(the_)?(meeting|call|session) | meeting_adjourned(_at_.*)?
      | (coffee_|lunch_|bio_)?(break|recess|pause) | mittagspause | closing(_remarks)?
      | adjourn(ment|ed)? | end_of_(the_)?meeting
      | (review|approv|adopt|accept|prioriti[sz])\w*(_(of|the|this|today's|our|draft|proposed))*_agenda.*
      | agenda_(review|approval|adoption|bashing|overview)
      | (review|approv|accept|adopt|read)\w*(_(of|and_approval_of|the|our|draft))*
            (_(previous|last|prior|old|past|earlier)(_\w+)?(_meetings?'?s?)?)?(_the)?_?
            (minutes|notes|meetings?'?)(_(from|of)_.*)?
      | (previous|last|prior)_(meetings?'?s?_)?(minutes|notes)(_approval)?
      | (check_(for_)?)?ready_for_review(_agenda_items)?
      | (begrüßung|eröffnung|formalia|regularien)(_und_.*|_der_.*|_durch_.*)?
      | (wahl|bestimmung|feststellung|feststellen|genehmigung|verabschiedung|festlegung)
            _(der|des|von)_(.*_)?(tagesordnung|protokoll\w*|beschlussfähigkeit|\w*leit(er|ung)|schriftführ\w*)(_.*)?
      | tagesordnung_festlegen | beschlussfähigkeit | nächste[rs]?_(treffen|termine?|sitzung)
      | ende_der_sitzung
      | bienvenida | bienvenue | ouverture(_de_.*)? | apertura(_de_.*)? | aprobación_del?_(acta|orden)_.*
      | (approbation|adoption)_(du|de_l'|de_la)_?(procès-verbal|ordre)_.*
      | (neste_møte|nästa_möte|næste_møde|volgende_(vergadering|overleg)|prossim[ao]_(riunione|incontro)
            |(příští|další)_sch(ůzka|ůze)|(następne|kolejne)_spotkanie)(:?_.*)?
      | próxima_reuni(ón|ão) | prochaine_réunion | 会议信息 | 会议时间 | 欢迎\w* | 前情提要
      | 下次会议\w* | 次回\w*
    """,
    "attendance": r"""
        (\S+_){0,4}(attendees?|participants?)(_?/_?\w+)?(_(and|&)_\w+)?(_list)?(_[\d/.-]+)?
      | (\S+_){0,4}(attendees?|participants?|attendance|present)_?[:–—-]_*
            ((please|pls|bitte|por_favor|s'il)_.*
            |(add|enter|fill|list|put|sign|type|write)_(in\b.*|.{0,30}\b(your|yourself|names?|below|here)\b.*))
      | (meeting_|voting_|members?_|other_|remote_|in[-\s]person_|invited_)*
            (attendance|attending|attended|present|guests?|observers?|invitees|invited|members)
      | (not_|un)?(attending|present|able_to_attend) | in_attendance | attended_by
      | people_present.* | roll(_|-)?call
      | regrets? | apologies | absent(ees?)? | excused | sign-?ins? | who(_was|'s|_is)?_(here|there|present)
      | observers?(_present)?
      | (membres_)?pr[ée]sen(ts|ces) | invités
      | anwesen(d|heit)\w* | abwesend\w* | teilnehm\w* | entschuldigt | asisten\w* | presentes | ausentes
      | (aan|af)wezig\w*(_(via|per|online)_.*)?
      | pr[ée]sents? | absents | excusés | presenti | (参会|出席|与会|缺席|欠席|参加)\w*
    """,
    "chat": r"""
        (zoom_|meeting_|raw_|full_|text_|gitter_|slack_|irc_|discord_|teams_|webex_|bluejeans_|jitsi_)*
            chat(_?-?(log|transcript|history|messages?|export|window|room|record|copy.*))?s?(_from_.*)?
      | .*_chat_?-?(log|transcript) | (.*_)?meeting_transcript | chatlog
      | chatverlauf | 聊天记录 | チャット\w*
    """,
    "recording": r"""
        (video_|audio_|meeting_|zoom_|call_|youtube_|watch_|the_)*(recordings?|replays?|videos?)(_links?)?
      | aufzeichnung | enregistrement | grabaci[óo]n | grava[çc][ãa]o | 录像 | 録画
    """,
    "links": r"""
        (some_|useful_|helpful_|quick_|important_|relevant_|related_|meeting_|other_)*
            (links?|resources|references?|documents|attachments?)(_(and|&)_.*)?
      | (full_)?transcripts? | liens? | enlaces | 链接 | リンク
    """,
    "contents": r"""
        (.*_)?(table_of_contents|toc) | contents | inhalt(sverzeichnis)? | sommaire | índice | 目录 | 目次
    """,
    "agenda": r"""
        (the_|today's_|this_(week|month|meeting)'s_|meeting_|proposed_|tentative_|draft_|planned_|call_|current_|weekly_)*
            agenda(_items?|_topics?)?(_(for|of)_.*|:_.*)?
      | (\w+_)?agenda_(page|issue|link|document|doc)
      | planned_(topics|items) | tagesordnung\w* | ordre_du_jour | orden_del_día | agenda_del_día | pauta
      | (top|themen)[-_]vorschläge | sakse?liste | dagordning | dagsorden | ordine_del_giorno
      | porządek_(obrad|spotkania) | program_(jednání|schůzky)
      | 议程 | 議題 | アジェンダ
    """,
    "minutes": r"""
        (the_|meeting_|call_|new_|open_|raw_|detailed_|general_|main_|standing_|technical_(?!notes?)|community_
            |other_(?=agenda)|suggested_|additional_|previous_|remaining_|discussion_|agenda_|recurring_|today's_|proposals_and_)*
            (minutes|notes?|discussions?|topics?|proceedings|mom|agenda_items|discussion_(items|points)
            |meeting_summary|items_discussed|motions)(_discussed)?
            (_?(and|&|/)_?(notes|minutes|discussions?|topics|action_items))?
      | needs?_(a_)?(decisions?|attention|reviews?|discussion|input|help)
      | (\S+_(or_)?)?(decisions?|attention|reviews?|discussion|input|help)_(needed|required|wanted)([,;]_.*)?
      | (meeting_)?log | (new|current|ongoing)_business
      | (new|old|previous|open|pending|recurring|standing)_items
      | agenda_?(and|&|/|\+)_?(notes|minutes|discussions?|topics) | topics:_.*
      | follow[-\s]?ups?(_from_.*|_items?)
      | protokoll | besprechung | diskussion | notizen | themen | acta | temas | notas | discusi[óo]n
      | compte[-\s]rendu | sujets | ata | 会议记录 | 会议纪要 | 会议内容 | 讨论\w* | 議事録? | 討議
    """,
    "conclusion": r"""
        (speaker's_|final_|key_|the_|proposed_|our_|meeting_)*
            (conclusions?|resolutions?|resolved|agreed|decided|consensus|decisions?|summary|outcomes?|votes?|take-?aways)
            (_of_.*|_?[/,&]_?.*|_and_.*|_taken|_made)?
      | remaining_queue | tl;?dr | fazit | beschl[uü]ss\w* | ergebnis\w* | acuerdos | conclusi[óo]n(es)?
      | beslut(ning(ar|er)?)? | vedtak | besluit(en)? | decyzj[ae] | rozhodnutí
      | resoluci[óo]n\w* | decisi[óo]n\w* | d[ée]cisions? | \w*结论 | \w*决议 | 決定\w* | 結論
    """,
    "actions": r"""
        (new_|open_|outstanding_|the_|key_|pending_|meeting_)*
            (action(able|s)?_?(items?|points?)|action(able)?s?|ais?|next_steps|to-?dos?(_list)?|tasks
            |follow[-\s]up_actions)
            (_(for|from|of|resulting_from)_(the_|this_|our_)?
                (last|next|previous|this|prior|two|meeting|discussion|call|week).*|_status|_needed|_and_.*)?
      | neste_steg | nästa_steg | næste_skridt | åtgärder | tiltak | opp?gaver | úkoly | zadania
      | další_kroky | (następne|kolejne)_kroki | vervolgstappen | actie(s|punten|lijst)
      | azioni | prossimi_passi
      | aufgaben | nächste_schritte | tareas | pr[óo]ximos_pass?os | prochaines_étapes
      | 行动项 | 后续行动 | 待办\w* | 下一步\w* | アクション\w*
    """,
    "aspect": r"""
        background | context | motivation | overview | details? | problems?(_statement)? | goals? | pros
      | cons | (possible_|proposed_)?solutions? | options | alternatives | implementation | examples? | extras
      | topic | questions?(_(and|&)_answers)? | q_?&_?a | presentations? | slides | demo
      | (meeting_)?comments?
      | \w+_(summary|question) | (slides?|use_cases?|examples?|options?|steps?|parts?)(_?\d+)?(:_.*)?
      | hintergrund | kontext | contexte | contexto | antecedentes | 背景 | 问题
    """,
    "miscellany": r"""
        (general_|other_)?announcements? | aob | a\.o\.b | any_other_business
      | (old|unfinished)_business | other_questions
      | (any_)?other(_(business|items|topics|matters|things))? | misc(ellaneous|ellany)? | news | open_floor
      | (mini_)?stand-?ups? | updates? | follow[-\s]?ups?
      | eventuelt | ymse | övrigt | rondvraag | wvttk | varie | různé
      | round_?-?(table|robin) | tour_de_table
      | status(es)? | sonstiges | verschiedenes | divers | varios | 其他 | その他
    """,
}


_OFFICE = (
    "((co-?|vice-?|acting_)?chairs?|(minute|note)s?_?-?takers?|scribes?|moderators?|facilitators?|hosts?"
    "|secretar(y|ies)|time-?keepers?|rapporteurs?)"
)


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern of a title in small letters, without groups: much quicker so."""
    grouped = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern.replace("OFFICE", _OFFICE).replace("_", "[ ]"))
    return re.compile(rf"(?:{grouped})$", re.VERBOSE)


_ROLES = tuple((role, _compiled(pattern)) for role, pattern in _VOCABULARY.items())
_EMOJI = re.compile(r":[a-z\d_+-]+:")
# Before a title: numbering ("3.", "TOP 3:", "Item 3 -"), the hour ("20:30"), marks and pictures.
_LEADING = re.compile(
    r"^(?:(?:(?:agenda )?item|top|topic|point|punkt|punto|ponto|tagesordnungspunkt)\s+(?=\d)"
    r"|\d{1,2}[:.]\d\d(?:\s?[ap]m)?(?:\s?[-–]\s?\d{1,2}[:.]\d\d(?:\s?[ap]m)?)?\s+|\d{4}-\d\d-\d\d\b|\d+(?:\.\d+)*[.):]?\s+|ℹ|[^\w\[(#@`'\"]+)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[\s:.!?…*_–—-]+$")
_BRACKET = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])$")
_REPOSITORY = re.compile(
    r"(?:https://git(?:hub|lab)\.com/)?[\w.-]+/[\w.-]+(?: (?:issues|prs|pull requests))?$", re.IGNORECASE
)
_SHELF = _compiled(
    r"""[\W\d]*(open|new|pending|stalled|recent)_(prs?|pull_requests|issues|tickets|questions|proposals)\W*"""
)
_LONGEST = 120


@lru_cache(maxsize=4096)
def role_of_title(title: str) -> SectionRole | None:
    """The role that the words of a plain heading give its section; None where it names a subject."""
    if len(title) > _LONGEST:
        return None
    words = _TRAILING.sub("", _LEADING.sub("", _EMOJI.sub("", title.lower().replace("’", "'"))))
    for candidate in dict.fromkeys((words, _TRAILING.sub("", _BRACKET.sub("", words)))):
        for role, pattern in _ROLES:
            if candidate and pattern.match(candidate):
                return role
    return None


def is_shelf(title: str) -> bool:
    """Whether an item with others nested in it says only what kind of topics these are."""
    return role_of_title(title) == "minutes" or _SHELF.match(title.lower()) is not None


def is_repository(title: str) -> bool:
    """Whether a heading names a repository (``owner/name``) and so stands over its issues."""
    return _REPOSITORY.match(title) is not None
