"""In whom: the groups of figures told in a row.

The laws: a group goes on until another takes over; groups told side by side share a row of figures in their order, also where they were
named before ('前者…后者', '依次'); a figure against another ('75%对40%') is the treatment group's against the control group's. What is told
without a group beside the control group's is `pipeline.extract.findings.other_group`; when, `pipeline.extract.findings.in_step`.
"""

import re
from dataclasses import replace

from pipeline.extract.accounts.account import Account
from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.in_step import COMPARED, RESPECTIVELY
from pipeline.extract.findings.scope import Scope
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.sheet import Sheet, Stretch, inside
from pipeline.lexicon.load import TermHit

_BOTH_GROUPS = re.compile(r"(?:两|2|二|両) ?(?:组|群)(?!比|间|差|相)")
_LISTED = re.compile(r" ?(?:、|和|与|及|同|と|/) ?")
# what stands between groups named side by side: their sizes, what parts them
_SIDE_BY_SIDE = re.compile(
    r"\s?(?:\([^()]{1,24}\))?\s?(?:[nN] ?= ?)?(?:\d{1,3}\s?(?:例|人|名|位|只)?)?\s?(?:、|,|;|和|与|及|以及|跟|同|/|と|および)\s?"
)
_ALL_GROUPS = re.compile(r"(?:各|[三四五六3-6]|每)(?:个)?[组群]")
_IN_A_LIST = re.compile(r"\)?\s?(?:、|和|与|及|以及)\s?\(?")
_NEXT = 6
_LISTED_NEXT = re.compile(r"\s?[、,;]\s?(?:而|和|与|が)?")
_AND = {"と", "和", "与", "及"}
# what may stand between a group's name and its figure: '高于对照组同期的61.8', '大于安慰剂组(仅降低0.96%)'
_BESIDE = re.compile(
    r"(?:\s?\(?(?:[nN]=)?\d{1,3}[例人名位]\)?(?=[的为是,]))?[\s的为是:]{0,3}(?:同期|相应|水平|平均|仅为?|只有|约|患者){0,2}[\s的为是:]{0,2}(?:\([^()\d,、]{0,6})?"
)
_OF = re.compile(r" ?[的の嘅] ?")
_OPENED = re.compile(r" ?\( ?")
_OTHER_ONE = re.compile(r"(?:另外?一?(?:组|边)|另外?那(?:组|边)|もう一方の群|他方の群)")
_FORMER_LATTER = re.compile(r"(?P<former>前者|前項)|(?P<latter>后者|後者)")
_DIVIDED = re.compile(r"(?:两|2|二|両) ?[组群]|随机|无作为|無作為|前者|抽签分|分成两|二群")
ARMS = {"treatment", "control"}
"""The groups that figures are told of."""
_COMPARING = {"randomized_controlled_trial", "controlled_trial"}


def is_grouped(sheet: Sheet, account: Account) -> bool:
    """Whether an account tells its groups apart: it names a group, or is a comparison by design."""
    return any(
        sheet.has("group", ("treatment", "control"), s.start, s.end)
        or sheet.has("study_type", tuple(_COMPARING), s.start, s.end)
        or _DIVIDED.search(sheet.text, s.start, s.end)
        for s in account.sentences
    )


def arms_in(sheet: Sheet, account: Account) -> tuple[tuple[Found, ...], ...]:
    """The rows of three and more groups that an account names side by side, the control among them: '低剂量组18人、高剂量组18人和安慰剂组18人'."""
    rows: list[list[TermHit]] = []
    for sentence in account.sentences:
        last: TermHit | None = None
        for hit in sheet.within("group", sentence.start, sentence.end):
            if hit.code not in ARMS:
                continue
            if last is not None and _SIDE_BY_SIDE.fullmatch(sheet.text, last.end, hit.start):
                rows[-1].append(hit)
            else:
                rows.append([hit])
            last = hit
    return tuple(tuple(map(_found, row)) for row in rows if len(row) > 2 and {h.code for h in row} == ARMS)


def groups_of(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope, of_groups: bool = False) -> list[Found | None]:
    """A group for each cell of a run: several in step, else the one in force.

    `of_groups`: neither outcomes nor times tell the cells apart; then two cells 'respectively', or joined by 'and' in a clause that names no
    group, are the two groups' ('奏効率は87.1%と64.5%').
    """
    listed = scope.told_to >= sentence.start and _IN_A_LIST.fullmatch(sheet.text, scope.told_to, run.start)
    if listed and scope.in_whom is not None:
        return [scope.in_whom] * len(run.cells)  # '低于对照组的(8.1±1.5)mmol/L和(8.0±1.1)%'
    groups = _groups_of(sheet, sentence, run, scope, of_groups)
    alike = len({group.value if group else None for group in groups}) == 1
    scope.in_whom, scope.told_to = groups[0] if alike else None, run.end
    return groups


def _groups_of(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope, of_groups: bool = False) -> list[Found | None]:
    """The groups of a run that goes on with none before it in a list."""
    n = len(run.cells)
    named = [h for h in sheet.within("group", sentence.start, run.start) if h.code in ARMS]
    if n > 1 and not run.chain:
        told = _side_by_side(sheet, sentence, run, scope, named, of_groups)
        if told:
            return told
    behind = _named_behind(sheet, run)
    if behind:
        return [behind] * n
    if run.side and not sheet.within("group", sheet.clause(run.start).start, run.end):
        return [Found(run.side, run.start, run.end, "results.both_groups")] * n
    by_order = _former_or_latter(sheet, sentence, run, named[-1].end if named else sentence.start)
    by_order = by_order or _other_one(sheet, run, named[-1] if named else scope.group)
    if by_order:
        return [by_order] * n
    beside = bool(named) and _BESIDE.fullmatch(sheet.text[named[-1].end : run.start])
    standing = [h for h in named if not is_compared_group(sheet, h)]
    hit = named[-1] if beside else standing[-1] if standing else scope.group
    told_of_one = hit is not None and hit.start >= sheet.clause(run.start).start and not _has_figure(sheet, hit, run)
    parted = sheet.text[run.cells[0].end : run.cells[-1].start].strip() in _AND
    if (
        of_groups
        and n == 2
        and not told_of_one
        and (hit is None or parted)
        and (parted or _respectively(sheet, sentence, run))
    ):
        return [Found(code, run.start, run.end, "results.both_groups") for code in ("treatment", "control")]
    return [_found(hit) if hit else None] * n


def _has_figure(sheet: Sheet, hit: TermHit, run: Run) -> bool:
    """'細胞投与-4.2、偽薬-0.9、24週で-5.0と-1.1': the group named last has got its figure, and a time has been told since."""
    figures = sheet.numbers(("plain", "measure", "percent", "people"), hit.end, run.start)
    return bool(figures) and bool(inside(sheet.time_points, figures[0].end, run.start))


def _named_behind(sheet: Sheet, run: Run) -> Found | None:
    """'59.2%的干细胞组患者、41.6%的安慰剂组患者': the share is of the group that it leads to; '由28.4降至18.2(治疗组)': a bracket that holds no
    more than a group's name tells whose the figures before it are.
    """
    joined = _OF.match(sheet.text, run.end)
    opened = None if joined else _OPENED.match(sheet.text, run.end)
    place = joined or opened
    hits = sheet.within("group", place.end(), place.end() + 1) if place else []
    if not hits or hits[0].code not in ARMS or (opened and not sheet.text.startswith(")", hits[0].end)):
        return None
    return _found(hits[0])


def _side_by_side(
    sheet: Sheet, sentence: Stretch, run: Run, scope: Scope, named: list[TermHit], of_groups: bool
) -> list[Found | None] | None:
    n = len(run.cells)
    pair = _pair(sheet, sentence, run, scope, named, of_groups) if n == 2 else []
    if pair:
        return pair
    if n > 2 and (_goes_in_order(sheet, run, scope) or (not named and _of_all_arms(sheet, sentence, run, scope))):
        return list(scope.groups)
    beside = {h.code for h in sheet.within("group", sheet.clause(run.start).start, run.start)} & ARMS
    again = n == 2 and of_groups and bool(RESPECTIVELY.search(sheet.text, sentence.start, run.start))
    if (n == 2 and len(beside) == 1) or _is_of_one(sheet, run) or not (again or _respectively(sheet, sentence, run)):
        return None  # '对照组分别为…': all are the control group's; '4周分别为A、B,24周为C、D' goes on in step
    row = _row_of_groups(sheet, sentence, run, n)
    if row:
        scope.groups = tuple(_found(h) for h in row)
        return list(scope.groups)
    if n > 2:
        scope.groups = tuple(_with_control(sheet, named, run)) or scope.groups
        if len(scope.groups) == n:
            return list(scope.groups)
        return _control_last(sheet, sentence, run) or None
    return None


def _pair(
    sheet: Sheet, sentence: Stretch, run: Run, scope: Scope, named: list[TermHit], of_groups: bool
) -> list[Found | None]:
    """Both groups, for two figures: by words for both, one against the other, side by side, or 'the former and the latter'."""
    floor = max(sentence.start, named[-1].end if named else 0, run.start - 14)
    both = _BOTH_GROUPS.search(sheet.text, floor, run.start)
    if both:
        scope.both = both.end()
    goes_on = of_groups and scope.both >= max(sentence.start, named[-1].end if named else 0)
    if both or run.versus or goes_on:
        place = (both.start(), both.end()) if both else (run.start, run.end)
        return [Found(code, *place, "results.both_groups") for code in ("treatment", "control")]
    pair = named[-2:]
    if len(pair) == 2 and _LISTED.fullmatch(sheet.text[pair[0].end : pair[1].start]):
        return [_found(h) for h in pair]
    return _former_and_latter(sheet, sentence, run)


def _goes_in_order(sheet: Sheet, run: Run, scope: Scope) -> bool:
    """'四组顺次是:第1个月45%、20%、33%、29%,第3个月25%、15%、17%、0%': the order of the groups holds for the rows that follow."""
    last = scope.groups[-1] if scope.groups else None
    if last is None or len(scope.groups) != len(run.cells):
        return False
    points = inside(sheet.time_points, last.end, run.start)
    steps = any(len(p.months) == len(run.cells) for p in points)
    return not steps and not [h for h in sheet.within("group", last.end, run.start) if h.code in ARMS]


def _of_all_arms(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> bool:
    """'各组VAS依次为4.1、3.5、2.9和4.8分': of all groups, in the order in which the account named them side by side."""
    if not _ALL_GROUPS.search(sheet.text, sentence.start, run.start):
        return False
    arms = [arms for arms in scope.arms if len(arms) == len(run.cells) and arms[-1].end <= run.start]
    scope.groups = arms[-1] if arms else scope.groups
    return bool(arms)


def _is_of_one(sheet: Sheet, run: Run) -> bool:
    """'丙组依次为8.5、6.6、5.4': one group alone opens the clause of a row, which then is of times or of outcomes."""
    clause = sheet.clause(run.start)
    hits = [h for h in sheet.within("group", clause.start, run.start) if h.code in ARMS]
    return len(hits) == 1 and not sheet.text[clause.start : hits[0].start].strip(" ,;:")


def _respectively(sheet: Sheet, sentence: Stretch, run: Run) -> bool:
    """A word for 'in this order' stands right before a run, times aside: '四组顺次系:第1个月45%、…'."""
    floor = max(sentence.start, run.start - 10)
    points = [p for p in inside(sheet.time_points, sentence.start, run.start) if p.end >= floor]
    floor = max(sentence.start, points[0].start - 10) if points else floor
    return bool(RESPECTIVELY.search(sheet.text, floor, run.start))


def _row_of_groups(sheet: Sheet, sentence: Stretch, run: Run, n: int) -> list[TermHit]:
    """The `n` groups named last before a run in its paragraph, each name once, in the order of their naming; the control among them."""
    start = sheet.page.passages[sentence.passage].view_start
    row: dict[str, TermHit] = {}
    for hit in reversed([h for h in sheet.within("group", start, run.start) if h.code in ARMS]):
        name = sheet.text[hit.start : hit.end]
        if name not in row and not (n == 2 and hit.code in {h.code for h in row.values()}):
            row[name] = hit
        if len(row) == n:
            break
    told = sorted(row.values(), key=lambda h: h.start)
    return told if len(told) == n and {h.code for h in told} == ARMS else []


def _former_or_latter(sheet: Sheet, sentence: Stretch, run: Run, floor: int) -> Found | None:
    """'前者40%,后者10%': the first and the second of the two groups named before; the treatment group first where none was named."""
    told = list(_FORMER_LATTER.finditer(sheet.text, floor, run.start))
    if not told:
        return None
    pair = _row_of_groups(sheet, sentence, replace(run, cells=run.cells[:1]), 2)
    codes = [h.code for h in pair] or ["treatment", "control"]
    return Found(codes[told[-1].lastgroup == "latter"], told[-1].start(), told[-1].end(), "results.former_latter")


def _former_and_latter(sheet: Sheet, sentence: Stretch, run: Run) -> list[Found | None]:
    """'前者72.9%后者49.0%,ABI分别升到0.71和0.62': the two go on in their order."""
    told = list(_FORMER_LATTER.finditer(sheet.text, sentence.start, run.start))
    if {match.lastgroup for match in told} != {"former", "latter"} or not _respectively(sheet, sentence, run):
        return []
    pair = _row_of_groups(sheet, sentence, replace(run, cells=run.cells[:1]), 2)
    codes = [hit.code for hit in pair] or ["treatment", "control"]
    return [Found(code, told[-1].start(), told[-1].end(), "results.former_latter") for code in codes]


def _other_one(sheet: Sheet, run: Run, named: TermHit | None) -> Found | None:
    """'打细胞的那组提高了24分,另一组9分': the group that was not named last."""
    told = list(_OTHER_ONE.finditer(sheet.text, sheet.clause(run.start).start, run.start))
    if not told or named is None or named.start >= told[-1].start():
        return None
    return Found("control" if named.code == "treatment" else "treatment", *told[-1].span(), "results.the_other_one")


def _with_control(sheet: Sheet, named: list[TermHit], run: Run) -> list[Found | None]:
    """'低、中、高剂量和安慰剂分别是…': all groups but the control got cells; the control stands first or last in the row."""
    controls = [
        h
        for h in named
        if h.code == "control" and run.start - h.end <= 20 and sheet.text[h.start - 1] in "和与、及跟同"
    ]
    if not controls:
        return []
    control = _found(controls[-1])
    treated = Found("treatment", control.start, control.end, "results.other_groups")
    if _is_told_next(sheet, run):
        return [treated] * len(run.cells)
    return [*[treated] * (len(run.cells) - 1), control]


def _control_last(sheet: Sheet, sentence: Stretch, run: Run) -> list[Found | None]:
    """'打入脊髓液、打静脉、或者打假针。失败率依次为…': where only the control has a name and is named last, the others got cells."""
    start = sheet.page.passages[sentence.passage].view_start
    hits = [h for h in sheet.within("group", start, run.start) if h.code in ARMS]
    if not hits or any(h.code != "control" for h in hits) or hits[-1].start >= sheet.clause(run.start).start:
        return []
    control = _found(hits[-1])
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


def is_compared_group(sheet: Sheet, hit: TermHit) -> bool:
    """'高于对照组': whom it is compared with, not whose figure follows."""
    return bool(COMPARED.search(sheet.text[max(0, hit.start - 4) : hit.start]))


def _found(hit: TermHit) -> Found:
    return Found(hit.code, hit.start, hit.end, hit.rule)
