"""Adverse events that an account tells of, each once, and the statement that there were none.

What an event's words say is decided in `event_telling` and `event_denial`. '没有严重不良反应' with mild events told beside it is not 'none'.
"""

import re
from collections.abc import Iterator

from pipeline.extract.accounts.account import Account
from pipeline.extract.findings.event_denial import is_denied
from pipeline.extract.findings.event_telling import is_of_control, is_of_other_therapy, is_told
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit
from pipeline.lexicon.sieve import Sieved
from pipeline.records import record

_CRITERIA = Sieved(
    r"(?:纳入|入选|入组|选择|排除|剔除|中止|终止|退出|停药|除外|組み?入れ|選択|中止)\s?(?:的)?(?:标准|条件|基準)|(?:主要|次要|副次|安全性)?(?:评价|評価|观察|观测|検査)(?:指标|項目)"
)
_FOUND = re.compile(r"なかった|ませんでした|認めず|られ(?:た|て|ず)|出现了|发生了|\d ?[例名人]")
_ITEM = re.compile(r"\W{0,2}(?:\(?\d{1,2}[)、.)]|[①-⑳])")
_NOTHING = re.compile(
    r"(?:均|都|皆)?(?:无(?!力)|没有|没见|未见|未出现|未发生|未发现|未观察到|零|なし|特になし|認めず|認めな|みられな|[Nn]one|[Nn]o\b|0(?:例|$))"
)
_BRACKET = re.compile(r"\s?\([^()\d]{0,4}\d[^()例名人]{1,10}\)")
# 'No infection, no tumours', 'no infusion reactions': none of what matters.
_GRAVE = {"tumor", "infection", "thrombosis", "allergic_reaction", "infusion_reaction"}
_PARTED = re.compile(r"[、,;。和及]")
_LISTED = re.compile(r"[^()\d]*[、和及,与][^()\d]*")
_BESIDE = 8  # '3例患者出现发热'
_FEWEST_DENIED = 2  # 'no fever, no headache': several denied by name are none too


@record
class EventFound:
    """An adverse event with its words; `n`: how many had it, where told."""

    code: str
    hit: TermHit
    n: Quantity | None
    cell: Stretch | None = None  # where a table's own column of events says that there were none; `hit` is its head's


# '膿瘍もなかった人が53人', '没有感染的患者占84%': what those lack who are counted; nothing is said of the others
_OF_WHOM = re.compile(
    r"[^,。;、]{0,8}?(?:なかった|無かった|ない|無い|のない)(?:人|患者|方(?!が)|症例|例)(?!は(?:い|お))"
)


def read_events(sheet: Sheet, account: Account, cell: Stretch | None = None) -> list[EventFound]:
    """The events of an account, each once; one `none` where they are denied and none is told. `cell`: a table's own column of events."""
    told: dict[str, EventFound] = {}
    denied: dict[str, TermHit] = {}
    of_control: set[str] = set()
    for sentence, hit, given in _hits(sheet, account):
        if hit.code == "none" or is_denied(sheet, sentence, hit):
            denied.setdefault("any" if hit.code == "none" else hit.code, hit)
            continue
        in_cell = cell is not None and cell.start <= hit.start < cell.end
        if hit.code == "any" or not (in_cell or is_told(sheet, account, sentence, hit, given)):
            continue
        code = hit.code
        if "elsewhere" in hit.attributes and not _is_joint(sheet, account):
            code = hit.attributes["elsewhere"]
        told.setdefault(code, EventFound(code, hit, _count(sheet, hit)))
        if is_of_control(sheet, hit):
            of_control.add(code)
    nothing = denied.get("any")
    if told and not (nothing and set(told) <= of_control and _is_of_treated(sheet, nothing)):
        return list(told.values())
    nothing = nothing or next((hit for code, hit in denied.items() if code in _GRAVE), None)
    if nothing is None and len(denied) >= _FEWEST_DENIED:
        nothing = next(iter(denied.values()))
    return [EventFound("none", nothing, None)] if nothing else []


def _hits(sheet: Sheet, account: Account) -> Iterator[tuple[Stretch, TermHit, bool]]:
    """The mentions of events that may be of the study's patients, with their sentences, and whether cells have been given by then.

    Criteria and what is watched, with the items that follow, tell of none; nor does background, nor another therapy.
    """
    given, criteria_in = not account.story, -1
    for sentence in [*account.sentences, *account.shared]:
        hits = sheet.within("adverse_event", sentence.start, sentence.end)
        criteria = (
            bool(_CRITERIA.search(sheet.text, sentence.start, sentence.end)) if hits or criteria_in < 0 else False
        )
        if criteria or (criteria_in == sentence.passage and _ITEM.match(sheet.text, sentence.start, sentence.end)):
            criteria_in = sentence.passage
            hits = [hit for hit in hits if _is_found(sheet, sentence, hit)]
            if not hits:
                continue
        else:
            criteria_in = -1
        given = given or _gives(sheet, sentence)
        background = sheet.has("cue", ("cumulative", "prevalence", "background"), sentence.start, sentence.end)
        if background and not account.counts_in(sentence):
            continue
        for hit in hits:
            defines = _OF_WHOM.match(sheet.text, hit.end, sentence.end)
            if not defines and not is_of_other_therapy(sheet, sentence, hit):
                yield sentence, hit, given


def _is_found(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    """'主要評価項目は安全性で、重い有害事象は認められなかった': behind what was watched stands what was found."""
    watched = _CRITERIA.search(sheet.text, sentence.start, hit.start)
    clause = sheet.clause(hit.start)
    apart = watched is not None and re.search(r"[,、]", sheet.text[watched.end() : hit.start])
    return bool(apart) and bool(_FOUND.search(sheet.text, clause.start, clause.end))


def _is_of_treated(sheet: Sheet, hit: TermHit) -> bool:
    """'对照组3例肝功能异常,治疗组未见不良反应': the treated had none, whatever the others had."""
    clause = sheet.clause(hit.start)
    return any(group.code == "treatment" for group in sheet.within("group", clause.start, clause.end))


def _is_joint(sheet: Sheet, account: Account) -> bool:
    """Cells were given into a joint: then a joint that hurts is the site, else it is an event like others."""
    return any(sheet.has("route", "intra_articular", s.start, s.end) for s in account.sentences)


def _gives(sheet: Sheet, sentence: Stretch) -> bool:
    """Cells are given; that patients were treated or had a transplant before is told of many."""
    return any(sheet.within(kind, sentence.start, sentence.end) for kind in ("route", "cell_type", "cell_source"))


def denied_in_column(sheet: Sheet, head: Stretch, cell: Stretch) -> list[EventFound]:
    """'没有' under '不良反应'."""
    hits = [hit for hit in sheet.within("adverse_event", head.start, head.end) if hit.code == "any"]
    if not hits or not _NOTHING.match(sheet.text[cell.start : cell.end].strip()):
        return []
    return [EventFound("none", hits[0], None, cell)]


def _count(sheet: Sheet, hit: TermHit) -> Quantity | None:
    """How many had it: the count beside it ('发热3例', '3例发热、2例皮疹'), or the only one of its clause."""
    clause = sheet.clause(hit.start)
    people = sheet.numbers(("people", "fraction"), clause.start, clause.end)  # '恶心(5/40)'
    bracket = _BRACKET.match(sheet.text, hit.end)  # '発熱(38℃未満) 4例'
    end = bracket.end() if bracket else hit.end
    if _is_one_of_a_list(sheet.text, clause, hit):
        return None
    behind = [q for q in people if hit.end <= q.start <= end + 3 and not _PARTED.search(sheet.text, end, q.start)]
    before = [q for q in people if q.end <= hit.start and not _PARTED.search(sheet.text, q.end, hit.start)]
    if before and hit.start - before[-1].end <= _BESIDE and _counts_first(sheet, clause, people):
        return before[-1]
    return behind[0] if behind else people[-1] if len(people) == 1 else None


def _is_one_of_a_list(text: str, clause: Stretch, hit: TermHit) -> bool:
    """'2例严重不良事件(肺炎、骨折)': a bracket that lists what the count before it was, with no counts of its own."""
    opened = text.rfind("(", clause.start, hit.start)
    closed = text.find(")", hit.end, clause.end) if opened >= 0 and text.find(")", opened, hit.start) < 0 else -1
    return closed >= 0 and bool(_LISTED.fullmatch(text, opened + 1, closed))


def _counts_first(sheet: Sheet, clause: Stretch, people: list[Quantity]) -> bool:
    """'3例发热、2例皮疹': in this list each count stands before what it counts."""
    first = next(iter(sheet.within("adverse_event", clause.start, clause.end)), None)
    return first is not None and people[0].end <= first.start
