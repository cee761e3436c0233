"""In whom: the groups of figures told in a row.

The laws: a group goes on until another takes over; a figure against another ('75%对40%') is the treatment group's against the control
group's. Groups of figures in a row are in `pipeline.extract.findings.group_rows`, what is told without a group beside the control group's in
`pipeline.extract.findings.other_group`; when, in `pipeline.extract.findings.in_step`.
"""

import re

from pipeline.extract.accounts.account import Account
from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.compared import is_compared_group
from pipeline.extract.findings.group_rows import (
    ARMS,
    as_found,
    control_last,
    former_and_latter,
    former_or_latter,
    goes_in_order,
    has_figure,
    is_of_one,
    of_all_arms,
    other_one,
    respectively,
    row_of_groups,
    with_control,
)
from pipeline.extract.findings.in_step import RESPECTIVELY
from pipeline.extract.findings.scope import Scope
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_BOTH_GROUPS = re.compile(r"(?:两|2|二|両) ?(?:组|群)(?!比|间|差|相)")
_LISTED = re.compile(r" ?(?:、|和|与|及|同|と|/) ?")
# what stands between groups named side by side: their sizes, what parts them
_SIDE_BY_SIDE = re.compile(
    r"\s?(?:\([^()]{1,24}\))?\s?(?:[nN] ?= ?)?(?:\d{1,3}\s?(?:例|人|名|位|只)?)?\s?(?:、|,|;|和|与|及|以及|跟|同|/|と|および)\s?"
)
_IN_A_LIST = re.compile(r"\)?\s?(?:、|和|与|及|以及)\s?\(?")
_AND = {"と", "和", "与", "及"}
# what may stand between a group's name and its figure: '高于对照组同期的61.8', '大于安慰剂组(仅降低0.96%)'
_BESIDE = re.compile(
    r"(?:\s?\(?(?:[nN]=)?\d{1,3}[例人名位]\)?(?=[的为是,]))?[\s的为是:]{0,3}(?:同期|相应|水平|平均|仅为?|只有|约|患者){0,2}[\s的为是:]{0,2}(?:\([^()\d,、]{0,6})?"
)
_OF = re.compile(r" ?[的の嘅] ?")
_OPENED = re.compile(r" ?\( ?")
_DIVIDED = re.compile(r"(?:两|2|二|両) ?[组群]|随机|无作为|無作為|前者|抽签分|分成两|二群")
_CLOSED = re.compile(r"\s?(?:\([^()]{1,16}\))?\s?\)\s?:?")
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
    return tuple(tuple(map(as_found, row)) for row in rows if len(row) > 2 and {h.code for h in row} == ARMS)


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
    by_order = former_or_latter(sheet, sentence, run, named[-1].end if named else sentence.start)
    by_order = by_order or other_one(sheet, run, named[-1] if named else scope.group)
    if by_order:
        return [by_order] * n
    beside = bool(named) and _BESIDE.fullmatch(sheet.text[named[-1].end : run.start])
    standing = [] if _is_head_of_both(sheet, named) else [h for h in named if not is_compared_group(sheet, h)]
    hit = named[-1] if beside else standing[-1] if standing else scope.group
    told_of_one = hit is not None and hit.start >= sheet.clause(run.start).start and not has_figure(sheet, hit, run)
    parted = sheet.text[run.cells[0].end : run.cells[-1].start].strip() in _AND
    if (
        of_groups
        and n == 2
        and not told_of_one
        and (hit is None or parted)
        and (parted or respectively(sheet, sentence, run))
    ):
        return [Found(code, run.start, run.end, "results.both_groups") for code in ("treatment", "control")]
    return [as_found(hit) if hit else None] * n


def _is_head_of_both(sheet: Sheet, named: list[TermHit]) -> bool:
    """'12个月改变量(细胞组;对照组):CDAI -62.5;-23.6': what a bracket lists is the order of the figures that follow, none of one group."""
    if len(named) < 2 or not _SIDE_BY_SIDE.fullmatch(sheet.text, named[-2].end, named[-1].start):
        return False
    return bool(_CLOSED.match(sheet.text, named[-1].end))


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
    return as_found(hits[0])


def _side_by_side(
    sheet: Sheet, sentence: Stretch, run: Run, scope: Scope, named: list[TermHit], of_groups: bool
) -> list[Found | None] | None:
    n = len(run.cells)
    pair = _pair(sheet, sentence, run, scope, named, of_groups) if n == 2 else []
    if pair:
        return pair
    if n > 2 and (goes_in_order(sheet, run, scope) or (not named and of_all_arms(sheet, sentence, run, scope))):
        return list(scope.groups)
    beside = {h.code for h in sheet.within("group", sheet.clause(run.start).start, run.start)} & ARMS
    again = n == 2 and of_groups and bool(RESPECTIVELY.search(sheet.text, sentence.start, run.start))
    if (n == 2 and len(beside) == 1) or is_of_one(sheet, run) or not (again or respectively(sheet, sentence, run)):
        return None  # '对照组分别为…': all are the control group's; '4周分别为A、B,24周为C、D' goes on in step
    row = row_of_groups(sheet, sentence, run, n)
    if row:
        scope.groups = tuple(as_found(h) for h in row)
        return list(scope.groups)
    if n > 2:
        scope.groups = tuple(with_control(sheet, named, run)) or scope.groups
        if len(scope.groups) == n:
            return list(scope.groups)
        return control_last(sheet, sentence, run) or None
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
        return [as_found(h) for h in pair]
    return former_and_latter(sheet, sentence, run)
