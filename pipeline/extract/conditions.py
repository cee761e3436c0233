"""Which conditions an account's patients had: told with the patients, else by the heading, else by the page.

A condition that is only a symptom treated, an effect or a comparison elsewhere in the account is not the patients' condition.
"""

from collections import Counter

from pipeline.extract.account import Account
from pipeline.extract.found import Found
from pipeline.extract.sheet import Sheet, Stretch, inside
from pipeline.lexicon.load import TermHit

_FAR = 400  # how many signs before an account what is told is still its topic
_TOPIC = 10


def read_conditions(sheet: Sheet, account: Account, *cells: Stretch | None) -> list[Found]:
    """The conditions in order of mention, each once; never empty where the page names any. `cells`: a table row's own columns for them."""
    hits = next((hits for cell in cells if cell and (hits := sheet.within("condition", cell.start, cell.end))), [])
    hits = [*hits, *_with_patients(sheet, account)]
    if not hits:
        hits = _nearest(sheet, account) or _of_page(sheet)
    named: dict[str, Found] = {}
    for hit in hits:
        named.setdefault(hit.code, Found(hit.code, hit.start, hit.end, hit.rule))
    if len(named) > 1 and "other" in named and not account.story:
        specific_first = next(iter(named)) != "other"
        if specific_first:
            del named["other"]  # a finding beside the disease ('伴间质性肺炎'), not what the patients were chosen for
    return list(named.values())


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
            hits = sheet.within("condition", sentence.start, sentence.end)
    elif account.registrations:
        marks = [m for s in account.sentences for m in inside(sheet.registrations, s.start, s.end)]
        sentence = sheet.sentence(marks[0].start)
        hits = sheet.within("condition", sentence.start, sentence.end)
    return [*hits, *_of_some(sheet, account, hits)] if hits else hits


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
        hits = sheet.within("condition", stretch.start, stretch.end)
        if hits:
            return [hits[0]]
    heading = account.headings[-1].end if account.headings else 0
    before = [
        hit
        for hit in sheet.within("condition", max(heading, first.start - _FAR), first.start)
        if hit.code != "other" and hit.start - sheet.sentence(hit.start).start <= _TOPIC
    ]
    if before and not account.paper:
        return [before[-1]]
    return [hit for s in account.headings for hit in sheet.within("condition", s.start, s.end)][:1]


def _of_page(sheet: Sheet) -> list[TermHit]:
    """The condition that the page names most."""
    counts = Counter(hit.code for hit in sheet.terms["condition"])
    if not counts:
        return []
    code = max(counts, key=lambda c: (counts[c], c != "other"))
    return [next(hit for hit in sheet.terms["condition"] if hit.code == code)]
