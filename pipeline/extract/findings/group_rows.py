"""In whom, for figures in a row: groups told side by side share them in their order, also where they were named before.

The group of a single figure is for `pipeline.extract.findings.groups`.
"""

import re
from dataclasses import replace

from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.in_step import RESPECTIVELY
from pipeline.extract.findings.scope import Scope
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_ALL_GROUPS = re.compile(r"(?:各|[三四五六3-6]|每)(?:个)?[组群]")
_NEXT = 6
_LISTED_NEXT = re.compile(r"\s?[、,;]\s?(?:而|和|与|が)?")
_OTHER_ONE = re.compile(r"(?:另外?一?(?:组|边)|另外?那(?:组|边)|もう一方の群|他方の群)")
_FORMER_LATTER = re.compile(r"(?P<former>前者|前項)|(?P<latter>后者|後者)")
ARMS = {"treatment", "control"}
"""The groups that figures are told of."""


def has_figure(sheet: Sheet, hit: TermHit, run: Run) -> bool:
    """'細胞投与-4.2、偽薬-0.9、24週で-5.0と-1.1': the group named last has got its figure, and a time has been told since."""
    figures = sheet.numbers(("plain", "measure", "percent", "people"), hit.end, run.start)
    return bool(figures) and bool(inside(sheet.time_points, figures[0].end, run.start))


def goes_in_order(sheet: Sheet, run: Run, scope: Scope) -> bool:
    """'四组顺次是:第1个月45%、20%、33%、29%,第3个月25%、15%、17%、0%': the order of the groups holds for the rows that follow."""
    last = scope.groups[-1] if scope.groups else None
    if last is None or len(scope.groups) != len(run.cells):
        return False
    points = inside(sheet.time_points, last.end, run.start)
    steps = any(len(p.months) == len(run.cells) for p in points)
    return not steps and not [h for h in sheet.within("group", last.end, run.start) if h.code in ARMS]


def of_all_arms(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> bool:
    """'各组VAS依次为4.1、3.5、2.9和4.8分': of all groups, in the order in which the account named them side by side."""
    if not _ALL_GROUPS.search(sheet.text, sentence.start, run.start):
        return False
    arms = [arms for arms in scope.arms if len(arms) == len(run.cells) and arms[-1].end <= run.start]
    scope.groups = arms[-1] if arms else scope.groups
    return bool(arms)


def is_of_one(sheet: Sheet, run: Run) -> bool:
    """'丙组依次为8.5、6.6、5.4': one group alone opens the clause of a row, which then is of times or of outcomes."""
    clause = sheet.clause(run.start)
    hits = [h for h in sheet.within("group", clause.start, run.start) if h.code in ARMS]
    return len(hits) == 1 and not sheet.text[clause.start : hits[0].start].strip(" ,;:")


def respectively(sheet: Sheet, sentence: Stretch, run: Run) -> bool:
    """A word for 'in this order' stands right before a run, times aside: '四组顺次系:第1个月45%、…'."""
    floor = max(sentence.start, run.start - 10)
    points = [p for p in inside(sheet.time_points, sentence.start, run.start) if p.end >= floor]
    floor = max(sentence.start, points[0].start - 10) if points else floor
    return bool(RESPECTIVELY.search(sheet.text, floor, run.start))


def row_of_groups(sheet: Sheet, sentence: Stretch, run: Run, n: int) -> list[TermHit]:
    """The `n` groups named last before a run in its paragraph, each name once, in the order of their naming; the control among them."""
    start = sheet.page.passages[sentence.passage].view_start
    row: dict[str, TermHit] = {}
    for hit in reversed(_told_apart(sheet, sheet.within("group", start, run.start))):
        name = sheet.text[hit.start : hit.end]
        if name not in row and not (n == 2 and hit.code in {h.code for h in row.values()}):
            row[name] = hit
        if len(row) == n:
            break
    told = sorted(row.values(), key=lambda h: h.start)
    return told if len(told) == n and {h.code for h in told} == ARMS else []


def _told_apart(sheet: Sheet, hits: list[TermHit]) -> list[TermHit]:
    """The groups of a stretch, each once: the bracket of 'C组(安慰剂)' names the group before it again."""
    arms = [h for h in hits if h.code in ARMS]
    return [
        hit
        for before, hit in zip([None, *arms], arms, strict=False)
        if before is None or before.code != hit.code or sheet.text[before.end : hit.start].strip() != "("
    ]


def former_or_latter(sheet: Sheet, sentence: Stretch, run: Run, floor: int) -> Found | None:
    """'前者40%,后者10%': the first and the second of the two groups named before; the treatment group first where none was named."""
    told = list(_FORMER_LATTER.finditer(sheet.text, floor, run.start))
    if not told:
        return None
    pair = row_of_groups(sheet, sentence, replace(run, cells=run.cells[:1]), 2)
    codes = [h.code for h in pair] or ["treatment", "control"]
    return Found(codes[told[-1].lastgroup == "latter"], told[-1].start(), told[-1].end(), "results.former_latter")


def former_and_latter(sheet: Sheet, sentence: Stretch, run: Run) -> list[Found | None]:
    """'前者72.9%后者49.0%,ABI分别升到0.71和0.62': the two go on in their order."""
    told = list(_FORMER_LATTER.finditer(sheet.text, sentence.start, run.start))
    if {match.lastgroup for match in told} != {"former", "latter"} or not respectively(sheet, sentence, run):
        return []
    pair = row_of_groups(sheet, sentence, replace(run, cells=run.cells[:1]), 2)
    codes = [hit.code for hit in pair] or ["treatment", "control"]
    return [Found(code, told[-1].start(), told[-1].end(), "results.former_latter") for code in codes]


def other_one(sheet: Sheet, run: Run, named: TermHit | None) -> Found | None:
    """'打细胞的那组提高了24分,另一组9分': the group that was not named last."""
    told = list(_OTHER_ONE.finditer(sheet.text, sheet.clause(run.start).start, run.start))
    if not told or named is None or named.start >= told[-1].start():
        return None
    return Found("control" if named.code == "treatment" else "treatment", *told[-1].span(), "results.the_other_one")


def with_control(sheet: Sheet, named: list[TermHit], run: Run) -> list[Found | None]:
    """'低、中、高剂量和安慰剂分别是…': all groups but the control got cells; the control stands first or last in the row."""
    controls = [
        h
        for h in named
        if h.code == "control" and run.start - h.end <= 20 and sheet.text[h.start - 1] in "和与、及跟同"
    ]
    if not controls:
        return []
    control = as_found(controls[-1])
    treated = Found("treatment", control.start, control.end, "results.other_groups")
    if _is_told_next(sheet, run):
        return [treated] * len(run.cells)
    return [*[treated] * (len(run.cells) - 1), control]


def control_last(sheet: Sheet, sentence: Stretch, run: Run) -> list[Found | None]:
    """'打入脊髓液、打静脉、或者打假针。失败率依次为…': where only the control has a name and is named last, the others got cells."""
    start = sheet.page.passages[sentence.passage].view_start
    hits = [h for h in sheet.within("group", start, run.start) if h.code in ARMS]
    if not hits or any(h.code != "control" for h in hits) or hits[-1].start >= sheet.clause(run.start).start:
        return []
    control = as_found(hits[-1])
    treated = Found("treatment", control.start, control.end, "results.other_groups")
    if _is_told_next(sheet, run):
        return [treated] * len(run.cells)
    return [*[treated] * (len(run.cells) - 1), control]


def _is_told_next(sheet: Sheet, run: Run) -> bool:
    """'20%、25%、15%、偽薬0%', '45%、33%和28%,安慰剂组为30%': the control's own figure stands right behind the row."""
    behind = sheet.within("group", run.end, run.end + _NEXT)
    return (
        bool(behind)
        and behind[0].code == "control"
        and bool(_LISTED_NEXT.fullmatch(sheet.text, run.end, behind[0].start))
    )


def as_found(hit: TermHit) -> Found:
    return Found(hit.code, hit.start, hit.end, hit.rule)
