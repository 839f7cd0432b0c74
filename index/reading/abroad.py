"""What minutes in other languages than English say of decisions and of what is to do.

Owns, for each language, the words that tell it and its cues, each with its example; labels and headings are
in `index.reading.cues`, since they are met in English minutes, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from index.reading.cues import Cue, any_of

_NAME = r"(?P<who>(?-i:@[\w-]+|[A-ZÀ-ÝА-Я][\w'’-]+(?: [A-ZÀ-ÝА-Я][\w'’-]+)?))"
_SENTENCE_END = re.compile(r"(?<=[.!;?]) (?=[A-ZÀ-ÝА-Я@])|(?<=[。；！])|，")
_MORE = r"(?:(?:, | (?:en|et|und|y|e) )[A-ZÀ-Ý][\w-]+){0,4}"  # Ada, Grace et Alan


class Tongue(NamedTuple):
    """A language: common words or letters that tell it, and its cues; a promise may name `who` gives it."""

    words: str
    settled: tuple[Cue, ...]
    promised: tuple[Cue, ...]


TONGUES = {
    "German": Tongue(
        "der die das und nicht wird wurde für mit auf ist von zu wir",
        (
            Cue(
                "Der Antrag wurde angenommen",
                r"\b(?:wird|wurden?|werden|ist|sind)\b[^.;?]{0,160}?(?<!noch nicht )\b(?:angenommen|"
                r"abgelehnt|beschlossen|"
                r"genehmigt|"
                r"vereinbart|festgelegt|"
                r"verabschiedet|vertagt|verschoben|zurückgestellt|gewählt)\b",
            ),
            Cue("Einstimmig", r"\beinstimmig\b(?! (?:angenommen|beschlossen|gewählt|genehmigt))"),
            Cue(
                "Der Vorstand beschließt den Kauf",
                r"\b(?:beschließt|beschloss(?:en)?(?=[ ,]\w)|entscheidet sich|einig(?:t|en|te|"
                r"ten) (?:sich|uns) (?:auf|darauf)|"
                r"einigt man sich|(?:wir|man) (?:haben |hat )?(?:uns|sich) (?:darauf )?geeinigt)\b",
            ),
            Cue("Es gibt keine Einwände", r"\bkeine (?:Einwände|Gegenstimmen)\b"),
            Cue(
                "Segel werden künftig geflickt",
                r"\b(?:wird|werden|gilt|gelten|dient|fungiert) (?:ab sofort|ab jetzt|künftig|vorläufig|"
                r"zukünftig|in Zukunft)\b",
            ),
            Cue("Davon wird abgesehen", r"\bdavon wird (?:[\w-]+ ){0,3}abgesehen\b"),
        ),
        (
            Cue(
                "Ada kümmert sich um den Mast",
                rf"{_NAME} (?:kümmert sich|übernimmt|klärt|erstellt|schreibt|organisiert|prüft|recherchiert|"
                rf"informiert|"
                r"besorgt|bestellt|kontaktiert|meldet sich|fragt (?:bei|nach|an)|schickt|bereitet|"
                r"schaut nach)\b",
            ),
            Cue(
                "Das Holz wird noch bestellt",
                r"(?:.{0,200}? )?(?:wird|werden) (?:.{0,120}? )?(?:besorgt|bestellt|eingearbeitet|erstellt|"
                r"geklärt|geprüft|"
                r"nachgereicht|angefragt|organisiert|vorbereitet|überarbeitet|eingerichtet|weitergeführt|"
                r"nachgefragt)\b",
            ),
            Cue(
                "Holz bestellen",
                r"(?:#\d+ )?(?-i:[A-ZÄÖÜ@])(?![^.:;?!]{0,80} (?:darf|dürfen|kann|können|könnten?|möchten?|"
                r"sollten?|will|wollen|zu|um) )[^.:;?!]{2,80} (?:abklären|abholen|abstimmen|anfertigen|"
                r"anpassen|anschaffen|aufräumen|ausarbeiten|ausdrucken|austauschen|besprechen|"
                r"durchführen|einkaufen|einladen|ergänzen|festlegen|hochladen|kaufen|melden|mitbringen|"
                r"planen|schreiben|suchen|testen|vereinbaren|verschicken|aktualisieren|anfragen|anlegen|beantragen|"
                r"besorgen|"
                r"bestellen|einrichten|erstellen|klären|kontaktieren|nachfragen|organisieren|prüfen|"
                r"reparieren|überarbeiten|veröffentlichen|vorbereiten|weiterleiten)(?: \([^()]{1,30}\))?$",
            ),
            Cue("Nachfrage beim Hafen", r"(?:An|Nach|Rück)frage(?:n)?,? (?:an|bei|beim|ob)\b"),
            Cue("Muss noch gesägt werden", r"(?:.{0,80} )?(?:muss|müssen) noch\b"),
        ),
    ),
    "Spanish": Tongue(
        "el los las que para con una por del se es en",
        (
            Cue(
                "Se acuerda comprar roble",
                r"\bse (?:ha |han )?(?:acuerda|acordó|acordado|aprueban?|aprobó|aprobaron|aprobado|decide|"
                r"decidió|decidido|"
                r"rechaza|rechazó|resuelve|resolvió|aplaza|aplazó|pospone|pospuso)\b",
            ),
            Cue(
                "Por unanimidad",
                r"\bpor unanimidad\b|\b(?:todos|todas|todo el mundo)(?: están| está)? a favor\b",
            ),
            Cue(
                "Queda aprobado el presupuesto",
                r"\b(?:queda|quedó|fue|fueron|es) (?:aprobad|rechazad|acordad|aplazad)[oa]s?\b",
            ),
            Cue(
                "Acordamos esperar", r"\b(?:acordamos|decidimos|hemos (?:acordado|decidido)|sin objeciones)\b"
            ),
        ),
        (
            Cue(
                "Ada enviará el acta",
                rf"{_NAME} (?:(?:lo |la |le |se )?\w+(?:ará|erá|irá)n?\b|va a \w+r\b|debe \w+r\b|"
                rf"queda encargad)",
            ),
            Cue(
                "Queda pendiente enviar el acta",
                r"(?:queda )?pendiente (?:de )?\w+r\b|(?:.{0,120} )?hay que \w+r(?:l[aeo]s?)?\b",
            ),
            Cue(
                "Pedir madera al puerto",
                r"(?:a |por )?(?:actualizar|añadir|avisar|buscar|comprar|comprobar|confirmar|contactar|"
                r"convocar|"
                r"coordinar|crear|elaborar|enviar|escribir|hablar|investigar|mandar|mover|organizar|"
                r"pedir|preguntar|"
                r"preparar|publicar|redactar|retomar|revisar|sincronizar|subir|trabajar)(?:l[aeo]s?|se)?\b",
            ),
            Cue(
                "Terminar el mástil",
                r"(?!lugar|ayer|taller|mujer|alquiler|hogar|bar |par |mar )\w+[aei]r(?:l[aeo]s?)? "
                r"(?:al?|con|el|"
                r"las?|los|una?) \w",
            ),
            Cue("Haremos una campaña", r"(?:lo |la |les? )?\w+(?:aremos|eremos|iremos)\b"),
        ),
    ),
    "French": Tongue(
        "le les des est une pour que dans avec sur du nous et",
        (
            Cue(
                "Il a été décidé d'attendre",
                r"\b(?:est|sont|a été|ont été|avons|ont|a) (?:\w+ )?(?:décidé|convenu|adopté|approuvé|"
                r"rejeté|validé|voté|"
                r"reporté|refusé|accepté)(?:e|s|es)?\b",
            ),
            Cue(
                "La commission est dissoute",
                r"\b(?:est|sont|a été|ont été) (?:acté|choisi|dissout|élu|maintenu|retenu)(?:e|s|es)?\b",
            ),
            Cue("À l'unanimité", r"\bà l['’]unanimité\b"),
            Cue(
                "Nous décidons d'attendre",
                r"\b(?:décid(?:e|ons|ent) d[e'’]|(?:on|nous) (?:se met|nous mettons) d['’]accord)",
            ),
            Cue("Pas d'objection", r"\b(?:pas d['’]|aucune |sans )(?:objection|opposition)s?\b"),
            Cue("Décidé d'attendre", r"^(?:décidé|convenu|adopté|approuvé|validé|reporté)e?\b"),
        ),
        (
            Cue(
                "Ada enverra le courrier",
                rf"{_NAME}{_MORE} (?:(?!sera\b)\w+(?:era|ira|dra|rra)\b|va \w+(?:er|ir|re)\b|"
                rf"doit \w+(?:er|ir|re)\b|"
                rf"s['’](?:en )?occupe(?:ra|nt)?\b|se charge(?:nt)?|se propose(?:nt)?|(?:est|"
                rf"sera) (?:chargée? d|responsable))",
            ),
            Cue(
                "Un courrier doit être envoyé",
                r".{0,120}?\b(?:doit|doivent|devra|devront) être (?:\w+é|fait|mis|pris)",
            ),
            Cue(
                "Le port sera contacté",
                r"[^.]{0,120}?\b(?:sera|seront) (?:contacté|demandé|envoyé|fait|lancé|mis|noté|préparé|"
                r"rédigé|publié|vérifié|organisé|réalisé|relancé|transmis)e?s?\b",
            ),
            Cue(
                "La liste est à compléter",
                r"[^.;?]{3,120} (?:est|sont) à (?:compléter|contacter|envoyer|faire|finaliser|organiser|"
                r"préparer|"
                r"prévoir|réaliser|rédiger|relancer|vérifier)\b",
            ),
            Cue(
                "La commission devra scier le mât",
                r"(?:Les? |La |L['’])[\w'’ -]{3,40} (?:devra|devront|propose d(?:e |"
                r"['’]))\s?(?:s['’])?\w+(?:er|ir|re)\b",
            ),
            Cue(
                "Contacter le port",
                r"(?:acheter|ajouter|compléter|contacter|créer|demander|écrire|envoyer|finaliser|"
                r"mettre à jour|organiser|"
                r"planifier|préparer|publier|rédiger|relancer|réserver|vérifier|voir avec) ",
            ),
            Cue("Il faut scier le mât", r"(?:il (?:faut|faudra)|reste à|penser à) \w+(?:er|ir|re)\b"),
        ),
    ),
    "Portuguese": Tongue(
        "os não uma para que em foi da se",
        (
            Cue(
                "Foi decidido esperar",
                r"\b(?:foi|foram|fica|ficou|está) (?:\w+ )?(?:acord|adi|aprov|decid|defin|"
                r"rejeit)[ai]d[oa]s?\b",
            ),
            Cue("Por unanimidade", r"\bpor unanimidade\b"),
            Cue("Decidimos esperar", r"\b(?:decidimos|aprovamos|concordamos|sem objeções)\b"),
        ),
        (
            Cue(
                "Enviar a ata",
                r"(?:agendar|atualizar|contactar|contatar|criar|enviar|entrar em contato|escrever|marcar|"
                r"organizar|"
                r"pedir|perguntar|preparar|publicar|revisar|verificar) ",
            ),
            Cue(
                "Ada vai enviar a ata",
                rf"{_NAME} (?:vai \w+r\b|irá \w+r\b|ficou de\b|fica responsável|deve \w+r\b)",
            ),
        ),
    ),
    "Italian": Tongue(
        "il che per con una della non di sono si gli",
        (
            Cue("Si decide di aspettare", r"\bsi (?:decide|è deciso|approva|concorda|stabilisce|rinvia)\b"),
            Cue("All'unanimità", r"\ball['’]unanimità\b"),
            Cue(
                "La proposta viene approvata",
                r"\b(?:è|viene|sono|vengono) (?:stat[oaie] )?(?:approvat|respint|rinviat|accettat)[oaie]\b",
            ),
        ),
        (
            Cue(
                "Inviare il verbale",
                r"(?:aggiornare|chiedere|contattare|creare|fissare|inviare|organizzare|preparare|pubblicare|"
                r"scrivere|verificare) ",
            ),
            Cue(
                "Ada si occuperà del verbale",
                rf"{_NAME} (?:(?:si |lo |la )?\w+(?:rà|ranno)\b|si occupa|deve \w+re\b)",
            ),
        ),
    ),
    "Dutch": Tongue(
        "het een van niet wordt voor met zijn dat te",
        (
            Cue(
                "Er wordt besloten te wachten",
                r"\b(?:besloten|goedgekeurd|aangenomen|afgewezen|afgesproken|uitgesteld)\b",
            ),
            Cue("Unaniem", r"\bunaniem\b|\bgeen bezwaar\b"),
            Cue("We komen overeen te wachten", r"\b(?:we|wij) (?:komen overeen|spreken af|zijn het eens)\b"),
            Cue("Dat voorstel nemen we over", r"\b(?:nemen we over|gaan we (?:nu |voorlopig )?niet)\b"),
        ),
        (
            Cue(
                "Ada regelt het hout",
                rf"{_NAME}{_MORE} (?:gaat|gaan (?:in|naar|met)|zal|zullen|regelt|maakt|stuurt|vraagt|"
                rf"neemt contact|"
                r"zoekt uit|mailt|belt|schrijft|plant)\b",
            ),
            Cue("We gaan het hout zagen", r"(?:We|Wij) (?:gaan|zullen) (?!niet|nu niet|ervan|dus niet)\w"),
            Cue("Er moet nog hout komen", r"(?:er |.{0,120} )?moet(?:en)? nog\b|er moet(?:en)? een\b"),
            Cue(
                "Datum voor de race prikken",
                r"[^.:;?!]{3,80} (?:aanvragen|bestellen|bijwerken|doorsturen|inplannen|navragen|opsturen|"
                r"prikken|"
                r"regelen|uitzoeken)$",
            ),
        ),
    ),
    "Russian": Tongue(
        "и в на не что для по с это",
        (
            Cue(
                "Решили подождать",
                r"\b(?:решили|решено|единогласно|утвержден[оаы]?|утверждён|согласован[оаы]?|отложен[оаы]?)\b",
            ),
        ),
        (Cue("Ада подготовит письмо", rf"{_NAME} (?:\w+(?:ит|ет|ёт)\b|берёт|возьмет)"),),
    ),
    "Chinese": Tongue(
        "的了是在和我们有这议与对开",
        (
            Cue("一致同意", r"一致(?:同意|通过|认为)"),
            Cue("达成共识", r"达成(?:一致|共识)"),
            Cue("会议决定更换桅杆", r"(?:^|会议|委员会|大家|讨论后?|理事会|最终)(?:决定|决议)(?!权)"),
            Cue("暂不更换桅杆", r"暂(?:定|不|缓)|拟定于|定于|不做修改|保持不变"),
            Cue("确定桅杆的颜色", r"(?:^|[、，])\s*确定(?!是否|能否|一下)"),
            Cue("表决通过", r"(?:表决|投票|全票)通过|无异议"),
        ),
        (
            Cue("由小明负责", r"(?:由|请)[^，。；\s]{1,12}(?:负责|跟进|提交|整理|联系|准备|确认)"),
            Cue("收集材料 @小明", r"[^@，。；：:]{2,60}@(?P<who>[\u4e00-\u9fff]{2,4})$"),
            Cue("和小明确认桅杆的颜色", r"(?:和|与|跟|向)[^，。；\s]{1,12}(?:确认|沟通|联系|对接|合作)"),
            Cue("下周修改桅杆", r"(?:下周|下次|会后|后续|待)(?:需要?|由|再|继续|对)?[^，。；\s]{2,}"),
            Cue("需要联系船厂", r"需要?(?:联系|跟进|确认|提交|准备|整理|修改|补充)"),
        ),
    ),
    "Japanese": Tongue(
        "のはをにがでと",
        (
            Cue("採用することに決定した", r"(?:決定|合意|承認|可決|了承)(?:した|された|する|済み|。|$)"),
            Cue("待つことになった", r"ことに(?:なった|なりました|決まった|する|した|しました)"),
            Cue(
                "第3週開催にする",
                r"(?:開催|方針|形|案)(?:に|と)(?:する|した|します)(?:。|$)|見送(?:り|る)|に(?:延期|"
                r"決まりました)",
            ),
            Cue("異議なし", r"異議なし|全会一致"),
        ),
        (
            Cue("田中さんが確認する", r"[^。]{1,20}(?:さん|氏)が[^。]{1,40}(?:する|確認|対応|作成|連絡)"),
            Cue(
                "確認する予定",
                r"[^。]{2,60}(?:する予定|する必要|しておく|(?:確認|対応|作成|連絡|準備|提出|記入)をお願い)",
            ),
            Cue(
                "船大工に聞いてみます", r"[^。]{1,60}(?:聞いて|調べて|連絡して|相談して|やって)み(?:ます|る)"
            ),
            Cue("港に連絡", r"[^。]{1,40}(?:に(?:相談|連絡|依頼)|を調整)(?:する|します)?$"),
            Cue(
                "ada が帆を直す",
                r"[^。]{0,60}[\w@-]{2,12} ?が[^。]{1,30}(?:作る|出す|書く|直す|調べる|まとめる)",
            ),
            Cue("以下の作業を行う", r"[^。]{2,60}を(?:行う|やる)(?:。|$)"),
        ),
    ),
    "Korean": Tongue(
        "은는이가을를",
        (Cue("기다리기로 결정", r"(?:하기로|기로) (?:결정|합의|함|했)|만장일치|승인(?:됨|되었)"),),
        (Cue("확인할 예정", r".{0,30}(?:할|하실) 예정|담당[:：]"),),
    ),
}
_ENGLISH = "the and to of is for that with we be this on"
_WORDS_ABROAD = frozenset(" ".join(tongue.words for tongue in TONGUES.values()).split())
_COMMON = _WORDS_ABROAD.union(_ENGLISH.split())
_SAMPLE = 4000  # characters of a meeting by which its language is told
_FEWEST = 5  # common words that tell a language


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    tongue = TONGUES[name]
    return any_of(tongue.settled), tuple(re.compile(cue.pattern, re.IGNORECASE) for cue in tongue.promised)


class Reader:
    """How to read a meeting that is held in one of these languages."""

    def __init__(self, name: str) -> None:
        self._settled, self._promised = _patterns(name)

    def is_agreed(self, text: str) -> bool:
        """Whether a text tells of an agreement."""
        return not text.rstrip().endswith(("?", "？")) and self._settled.search(text) is not None

    def promisers(self, text: str) -> list[str] | None:
        """Who promises what a text says, perhaps nobody named; None where it is no promise."""
        if text.rstrip().endswith(("?", "？")):
            return None
        for sentence in _SENTENCE_END.split(text):
            for pattern in self._promised:
                if match := pattern.match(sentence):
                    return [match["who"]] if match.groupdict().get("who") else []
        return None


def reader_of(lines: Sequence[str], start: int, end: int) -> Reader | None:
    """The reader for the language of the lines `start` to `end`; None for English and what is not known."""
    sample, size = [], 0
    for number in range(max(start, 1), min(end, len(lines)) + 1):
        sample.append(lines[number - 1][:_SAMPLE])
        size += len(sample[-1]) + 1
        if size > _SAMPLE:
            break
    text = "\n".join(sample)[:_SAMPLE].casefold()
    words = Counter(filter(_COMMON.__contains__, text.split()))
    least = max(_FEWEST - 1, _share(_ENGLISH, words, text))
    if text.isascii() and sum(words[word] for word in words.keys() & _WORDS_ABROAD) <= least:
        return None  # no language has more than all of them
    found = {name: _share(tongue.words, words, text) for name, tongue in TONGUES.items()}
    name = max(found, key=found.__getitem__)
    return Reader(name) if found[name] > least else None


def _share(common: str, words: Counter[str], text: str) -> int:
    """How often the common words of a language stand in a text; letters where it writes none apart."""
    if " " in common:
        return sum(words[word] for word in words.keys() & common.split())
    return 0 if text.isascii() else sum(map(text.count, common))
