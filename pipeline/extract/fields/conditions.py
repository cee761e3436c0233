"""Which conditions an account's patients had: told with the patients, else by the heading, else by the page.

A condition that is only a symptom treated, an effect or a comparison elsewhere in the account is not the patients' condition.
"""

import re
from collections import Counter
from itertools import pairwise

from pipeline.extract.accounts.account import Account
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_FAR = 400  # how many signs before an account what is told is still its topic
_TOPIC = 10
_BESIDE = 6
_FAR_EVENT = 20
_EVENT = re.compile(
    r"(?:死亡|有害事象|不良事件|不良反应|副作用|合併症|并发症|再発|死因)[^。;]{0,12}?[(:はとにが]|死于|因[^。,]{0,4}$"
    # '1人出现腔隙性脑梗死', '2例に脳梗塞が生じた'
    r"|\d ?(?:例|名|位|人)(?:患者|病人)?(?:输注后|治疗后|术后|投与後)?(?:出现|出現|发生|并发|合并|突发|に|が)[^。,]{0,3}$"
)
_TITLE = 3  # passages at a page's head
_LONGEST_TITLE = 60


def read_conditions(sheet: Sheet, account: Account, *cells: Stretch | None) -> list[Found]:
    """The conditions in order of mention, each once; never empty where the page names any. `cells`: a table row's own columns for them."""
    hits = next((hits for cell in cells if cell and (hits := sheet.within("condition", cell.start, cell.end))), [])
    hits = [*hits, *_without_causes(sheet, _with_patients(sheet, account))]
    if not hits:
        hits = [_specific(sheet, hit) for hit in _nearest(sheet, account)] or _of_page(sheet)
    named: dict[str, Found] = {}
    for hit in hits:
        named.setdefault(hit.code, Found(hit.code, hit.start, hit.end, hit.rule))
    if len(named) > 1 and "other" in named and not _is_counted(sheet, named["other"]):
        specific_first = next(iter(named)) != "other"
        if specific_first and not account.story:
            del named["other"]  # a finding beside the disease ('伴间质性肺炎'), not what the patients were chosen for
    return list(named.values())


def _without_causes(sheet: Sheet, hits: list[TermHit]) -> list[TermHit]:
    """'拡張型心筋症による慢性心不全', '酒精所致肝硬化': what an illness without a code led to is what the patients had."""
    causes = {
        one
        for one, other in pairwise(hits)
        if one.code == "other" and other.code != "other" and _LED_TO.fullmatch(sheet.text, one.end, other.start)
    }
    return [hit for hit in hits if hit not in causes]


_LED_TO = re.compile(
    r"(?:による|に(?:起因|続発|由来)する|に伴う|が原因の|からの|所致的?|引起的|导致的|造成的|继发的?|相关性?)?(?:重症|慢性|急性|末期|终末期|难治性?)?"
)


def _is_counted(sheet: Sheet, found: Found) -> bool:
    """'8位狼疮、3位肌炎': one of several diseases, each with its own patients."""
    counts = sheet.numbers("people", found.start - _BESIDE, found.start)
    return bool(counts) and counts[-1].end >= found.start - 1


def _with_patients(sheet: Sheet, account: Account) -> list[TermHit]:
    """Conditions in the clauses that count the patients, or that say what some of them had ('其中38例有狼疮性肾炎')."""
    if account.story:
        return [hit for s in account.sentences[:6] for hit in sheet.within("condition", s.start, s.end)][:3]
    hits: list[TermHit] = []
    if account.total is not None:
        start = account.total.quantity.start
        sentence = sheet.sentence(start)
        clause = sheet.clause(start)
        hits = sheet.within("condition", clause.start, clause.end)
        if not hits:
            told = sheet.within("condition", sentence.start, sentence.end)
            beside = [hit for hit in told if _is_of_fewer(sheet, account.total.quantity.value, hit)]
            hits = [hit for hit in told if hit not in beside] if len(beside) == 1 else told
    elif account.registrations:
        marks = [m for s in account.sentences for m in inside(sheet.registrations, s.start, s.end)]
        sentence = sheet.sentence(marks[0].start)
        hits = sheet.within("condition", sentence.start, sentence.end)
    return [*hits, *_of_some(sheet, account, hits)] if hits else hits


def _is_of_fewer(sheet: Sheet, total: float, hit: TermHit) -> bool:
    """'14例患者…,3例间质性肺病患者肺功能改善': what some of them had beside the disease."""
    counts = sheet.numbers("people", hit.start - _BESIDE, hit.start)
    return bool(counts) and counts[-1].end >= hit.start - 1 and counts[-1].value < total


def _of_some(sheet: Sheet, account: Account, hits: list[TermHit]) -> list[TermHit]:
    """What some of the patients had: a form of their disease ('其中38例有狼疮性肾炎'), or one of several diseases that are each counted.

    '5例有肾功能不全' among patients with lupus is what came of it, or came beside it.
    """
    told = {hit.code for hit in hits}
    found: list[TermHit] = []
    for s in account.sentences:
        counted: list[TermHit] = []
        for quantity in sheet.numbers(("people", "percent"), s.start, s.end):
            around = sheet.within("condition", quantity.end, min(s.end, quantity.end + 14))
            if not around and sheet.has("cue", "subset", max(s.start, quantity.start - 14), quantity.start):
                around = sheet.within(
                    "condition", max(s.start, quantity.start - 12), quantity.start
                )  # '其中SLE患者为178名'
            if around and sheet.has("cue", ("subset", "patients"), max(s.start, quantity.start - 8), quantity.end + 20):
                counted += around[:1]
        several = len({hit.code for hit in counted}) > 1
        found += [hit for hit in counted if several or _FORM_OF.get(str(hit.code)) in told or hit.code in told]
    return found


_FORM_OF = {
    "LN": "SLE",
    "CD": "IBD",
    "UC": "IBD",
    "CIRRHOSIS": "LIVER_FAILURE",
    "LIVER_FAILURE": "CIRRHOSIS",
    "CLI": "other",
}


def _nearest(sheet: Sheet, account: Account) -> list[TermHit]:
    """The condition that the account names first, else the topic told last before it in its section, else that of the heading in force.

    What a sentence begins with is its topic ('脳梗塞は話がさらに込み入る'); what it names further on may be an event or a comparison.
    """
    first = account.sentences[0]
    for stretch in [*account.sentences[:2], *reversed(account.lead), *account.section]:
        hits = [
            h
            for h in sheet.within("condition", stretch.start, stretch.end)
            if not (
                _befell(sheet, stretch, h)
                or _is_of_fewer(sheet, account.total.quantity.value if account.total else 0, h)
            )
        ]
        if hits:
            return _without_causes(sheet, hits)[:1]
    measured = _measured(sheet, account)
    if measured:
        return measured
    if sheet.passage(first).kind == "table_row" and not account.headings:
        return _over_table(sheet, first)
    heading = account.headings[-1].end if account.headings else 0
    before = [
        hit
        for hit in sheet.within("condition", max(heading, first.start - _FAR), first.start)
        if hit.code != "other"
        and hit.start - sheet.sentence(hit.start).start <= _TOPIC
        and not _befell(sheet, sheet.sentence(hit.start), hit)
    ]
    if before and not account.paper:
        return [before[-1]]
    over = [hit for s in account.headings for hit in sheet.within("condition", s.start, s.end)]
    return _without_causes(sheet, over)[:1]


def _measured(sheet: Sheet, account: Account) -> list[TermHit]:
    """The disease that an account's own measure is made for, where the page names it: DAS28 is of rheumatoid arthritis."""
    for stretch in account.sentences:
        for outcome in sheet.within("outcome", stretch.start, stretch.end):
            named = [hit for hit in sheet.terms["condition"] if hit.code == outcome.attributes.get("of")]
            if named:
                return [next((hit for hit in reversed(named) if hit.start < stretch.start), named[0])]
    return []


def _befell(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    """'死亡2例(心筋梗塞、肺炎)', '有害事象は脳梗塞1例': what befell them."""
    return bool(_EVENT.search(sheet.text, max(sentence.start, hit.start - _FAR_EVENT), hit.start))


def _specific(sheet: Sheet, hit: TermHit) -> TermHit:
    """A heading's word for several diseases stands for the one of them that the page tells of: IBD for Crohn's disease."""
    forms = [h for h in sheet.terms["condition"] if _FORM_OF.get(str(h.code)) == hit.code]
    most = Counter(h.code for h in forms).most_common(1)
    return next(h for h in forms if h.code == most[0][0]) if most and hit.code == "IBD" else hit


def _over_table(sheet: Sheet, row: Stretch) -> list[TermHit]:
    """What the captions and headings over a table name, the nearest first; at last the page's title, and there what it names first."""
    for index in range(row.passage - 1, -1, -1):
        passage = sheet.page.passages[index]
        words = sheet.text[passage.view_start : passage.view_end].rstrip()
        title = index <= _TITLE and len(words) <= _LONGEST_TITLE and not words.endswith("。")
        if passage.kind != "heading" and not title:
            continue
        hits = sheet.within("condition", passage.view_start, passage.view_end)
        if hits:
            return hits[:1]
    return []


def _of_page(sheet: Sheet) -> list[TermHit]:
    """The condition that the page names most."""
    counts = Counter(hit.code for hit in sheet.terms["condition"])
    if not counts:
        return []
    code = max(counts, key=lambda c: (counts[c], c != "other"))
    return [next(hit for hit in sheet.terms["condition"] if hit.code == code)]
