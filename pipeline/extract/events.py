"""Adverse events that an account tells of, and the statement that there were none.

An event counts where it is told of the study's patients, not denied and not told as a wish, a risk in general or a reason to keep out.
'没有严重不良反应' with mild events told beside it is not 'none'.
"""

import re
from dataclasses import dataclass

from pipeline.extract.account import Account
from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch
from pipeline.lexicon.load import TermHit

_DENIED_BEFORE = re.compile(
    r"(?:冇|未见|未发现|未出现|未发生|未观察到|未报告|无(?!论|关|创|菌)|没有|没见|没|並無|并无|不会发生|零|未|也没|看不到|没有看到|没看到|未记录|没记到|未引起)"
    r"[^,。;但]{0,22}$"
)
# Japanese denies behind, in many verbs; '両群に差はなかった' denies a difference, not the event.
_DENIED_BEHIND = re.compile(
    r"^(?![^,。;]{0,14}?(?:差|開き|違い))[^,。;]{0,14}?(?:无|没有|未见|未出现|なし|なく|ていな|ていません|なかった|ありません|おらず|ゼロ|皆無|0例|0件|为0"
    r"|(?:認め|見|み|起き|生じ|発生し|報告さ|確認さ|観察さ|起こら|検出さ)(?:られ|れ)?(?:ず|な[いくかし]|ませんでした)|没出现|未发生|未观察)"
)
_LISTED = re.compile(r"\s?(?:、|,|・|や|と|も|及び|および|または|ならびに)\s?")
_IN_GENERAL = re.compile(
    r"(?:无论|不论|是否|可能|风险|预防|避免|防止|排除|引起的|并发|发生率|有无|监测|评估|观察|禁忌|如果|例如|包括|合并|伴有?|前|所致|治疗前)[^,。;]{0,10}$"
)
_IN_GENERAL_BEHIND = re.compile(
    r"(?:など|等)?(?:の(?:リスク|可能性|恐れ|おそれ|心配|既往|予防|有無|管理|ある|ため)|を(?:防|予防|避け|抑え|有する|伴う|合併|対象)|が起こり(?:得|え|う)|が[^,。;]{0,6}(?:る|こす)こと(?:が|も)|リスク|が?疑われ)"
)
_OCCURRED = re.compile(
    r"\d ?[例名件人度回]|一度|認め(?:た|られた|られて)|[見み]られ(?:た|て|まし)|あった|ありました|あり|出[たてま]|起き|起こ"
    r"|生じ|発生|発現|訴え|出现|发生|[有见](?!所?(?:减|改|好|缓))"
)
# An event that is itself what happened: '発熱 3件', '発熱が少しありました', '头痛了三天', '吐了两次'.
_HAPPENED = re.compile(
    r"\s?:?\d{1,3} ?(?:[例名人件]|人次)"
    r"|(?:と[一-鿿ァ-ヶー]{2,6})?[がもは](?:少し|やや|軽く|一部に|数日|一時的に|一度)?(?:あり|あった|出[たてま]|[み見]られ(?!な|ず|ま)|起き(?!な|ず)|生じ(?!な|ず)|起こっ)"
    r"|[了过咗](?!解|敏|程|去)"
)

_CAME = re.compile(r"(?:出现|发生|并发|并有)了?\s?$")
_DEATH_BY = re.compile(r"(?:で|により|による|によって|のため|が原因で)\s?")
_NOTHING = re.compile(
    r"(?:均|都|皆)?(?:无(?!力)|没有|没见|未见|未出现|未发生|未发现|未观察到|零|なし|特になし|認めず|認めな|みられな|[Nn]one|[Nn]o\b|0(?:例|$))"
)
_GRAVE = {
    "tumor",
    "death",
    "infection",
    "thrombosis",
    "allergic_reaction",
}  # 'no deaths, no tumours': none of what matters
_TOLD = re.compile(
    r"出现|发生|有|例|名|人|件|见|发热|死于|頭痛|発現|[みれ見]られ|認め|生じ|主要|为主|一过性|短暂|轻度|轻微|自行|自愈|缓解"
    r"|あった|ありま|あり|起き|起こ|出た|出て|出ま|訴え|かかり|発生|発症|報告|確認|軽く|軽い|軽度|程度"
)


@dataclass(frozen=True, slots=True)
class EventFound:
    """An adverse event with its words; `n`: how many had it, where told."""

    code: str
    hit: TermHit
    n: Quantity | None
    cell: Stretch | None = None  # where a table's own column of events says that there were none; `hit` is its head's


def read_events(sheet: Sheet, account: Account, cell: Stretch | None = None) -> list[EventFound]:
    """The events of an account, each once; one `none` where they are denied and none is told. `cell`: a table's own column of events."""
    told: dict[str, EventFound] = {}
    denied: TermHit | None = None
    for sentence in account.sentences:
        background = sheet.has("cue", ("cumulative", "prevalence", "background"), sentence.start, sentence.end)
        if background and not account.counts_in(sentence):
            continue
        for hit in sheet.within("adverse_event", sentence.start, sentence.end):
            generic = hit.code == "any"
            if _is_denied(sheet, sentence, hit):
                if generic or hit.code in _GRAVE:
                    denied = hit if denied is None or (generic and denied.code != "any") else denied
            elif not generic and (_is_told(sheet, sentence, hit) or (cell and cell.start <= hit.start < cell.end)):
                told.setdefault(hit.code, EventFound(hit.code, hit, _count(sheet, hit)))
    if told:
        return list(told.values())
    return [EventFound("none", denied, None)] if denied else []


def denied_in_column(sheet: Sheet, head: Stretch, cell: Stretch) -> list[EventFound]:
    """'没有' under '不良反应'."""
    hits = [hit for hit in sheet.within("adverse_event", head.start, head.end) if hit.code == "any"]
    if not hits or not _NOTHING.match(sheet.text[cell.start : cell.end].strip()):
        return []
    return [EventFound("none", hits[0], None, cell)]


def _is_denied(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    if _DENIED_BEFORE.search(sheet.text[max(sentence.start, hit.start - 30) : hit.start]):
        return True
    while True:  # '塞栓、感染症、腫瘍の発生はなかった': the denial behind the last of a list denies them all
        if _DENIED_BEHIND.match(sheet.text[hit.end : min(sentence.end, hit.end + 24)]):
            return True
        listed = sheet.within("adverse_event", hit.end, min(sentence.end, hit.end + 4))
        if not listed or not _LISTED.fullmatch(sheet.text, hit.end, listed[0].start):
            return False
        hit = listed[0]


def _is_told(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    """Told of patients: words of occurrence in the sentence, among adverse events or right after treatment; not as a complaint that was treated."""
    clause = sheet.clause(hit.start)
    named = any(h.code == "any" for h in sheet.within("adverse_event", sentence.start, sentence.end))
    if hit.code == "death" and not (named or _has_cause(sheet, hit)):
        return False  # deaths are told as survival; an event they are where a cause or the events are named
    happened = sheet.text[hit.end - 1] == "了" or bool(_HAPPENED.match(sheet.text, hit.end))
    came = happened or bool(_CAME.search(sheet.text[max(clause.start, hit.start - 4) : hit.start]))
    if hit.code == "other" and not (named and came) and _is_condition(sheet, hit):
        return False
    if _IN_GENERAL.search(sheet.text[max(clause.start, hit.start - 12) : hit.start]):
        return False
    if _IN_GENERAL_BEHIND.match(sheet.text, hit.end) or _is_relieved(sheet, clause, hit):
        return False
    occurs = happened or named or bool(_TOLD.search(sheet.text, clause.start, clause.end))
    after_treatment = sheet.has("cue", "treatment", sentence.start, sentence.end) or sheet.has(
        "time_anchor", "after", sentence.start, sentence.end
    )
    counted = bool(sheet.numbers(("people", "percent"), clause.start, clause.end))
    grouped = bool(sheet.within("group", sentence.start, sentence.end))
    return occurs and (named or after_treatment or counted or happened or grouped)


def _has_cause(sheet: Sheet, hit: TermHit) -> bool:
    """'死于肺炎', '心筋梗塞で死亡', '治療関連死'."""
    if sheet.text.startswith(("死于", "死於", "治療関連死", "移植関連死"), hit.start):
        return True
    causes = [c for kind in ("condition", "adverse_event") for c in sheet.within(kind, hit.start - 12, hit.start)]
    return any(c.end < hit.start and _DEATH_BY.fullmatch(sheet.text, c.end, hit.start) for c in causes)


def _is_relieved(sheet: Sheet, clause: Stretch, hit: TermHit) -> bool:
    """'治疗后头痛减轻': a complaint that went; '頭痛を3例に認めたが軽快した' tells first that it came."""
    words = sheet.terms["direction"].coded(("improve", "decrease"), clause.start, clause.end)
    behind = [word for word in words if word.start >= hit.end]
    came = bool(behind) and len(behind) == len(words) and bool(_OCCURRED.search(sheet.text, hit.end, behind[0].start))
    return bool(words) and not came


def _is_condition(sheet: Sheet, hit: TermHit) -> bool:
    """'12例脑出血患者': what they were treated for."""
    return any(c.start < hit.end and hit.start < c.end for c in sheet.within("condition", hit.start - 8, hit.end))


def _count(sheet: Sheet, hit: TermHit) -> Quantity | None:
    clause = sheet.clause(hit.start)
    people = sheet.numbers("people", clause.start, clause.end)
    return people[-1] if len(people) == 1 else None
