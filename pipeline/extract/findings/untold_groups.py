"""In whom, where an account of two groups tells a figure of none: pairs of figures are both groups', what stands alone is of the treated.

Beside the control group's figures it is `pipeline.extract.findings.other_group`.
"""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.findings.other_group import kind_of
from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.sheet import Sheet

_PAIR = ("treatment", "control")
_LONGEST_GAP = 24
_OPENED = re.compile(r"\s?[例名人]?\s?\(\s?")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
# what tells that the second is of a part of the patients, of a later time, or where the first went: '应答率62%,持续12个月者34%'
_PARTS = re.compile(
    r"\d|持续|维持|仍|[男女轻中重]度?[性型者例]|其中|亚组|年龄|[急慢]性|~|[±＋]|以上|以下|最[高低大小]|不足|超过|升|降|减|增|到|至|から|[前後后]"
)
_OF_ALL = re.compile(
    r"[两二2両][组群臂]|各[组群]|[全总総]体|全部|所有|总共|一共|合[计計并]|[总総全]例|[整全][个個]?(?:人群|队列|研究)|全症例|全患者|全員|总的"
    r"|入组时|登録時|组间|群間"
)


def in_pairs(sheet: Sheet, results: list[ResultFound]) -> list[ResultFound]:
    """'(细胞组与对照组各30例)…激素用量:5.2mg、8.1mg': two figures of one outcome and time, told of no group one right after the other in an account
    of two groups, are the treatment group's and the control group's.
    """
    settled = list(results)
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, result in enumerate(results):
        alike[kind_of(result), result.outcome.start].append(index)
    for pair in (indices for indices in alike.values() if len(indices) == len(_PAIR)):
        first, second = (results[index] for index in pair)
        if _is_pair(sheet, first, second):
            for index, code in zip(pair, _PAIR, strict=True):
                group = Found(code, first.figure.start, second.figure.end, "results.pair")
                settled[index] = replace(results[index], group=group)
    return _with_bracketed(sheet, settled)


def _is_pair(sheet: Sheet, first: ResultFound, second: ResultFound) -> bool:
    gap = _IN_BRACKETS.sub("", sheet.text[max(first.figure.end, first.figure.unit_end) : second.figure.start])
    alike = first.outcome.start == second.outcome.start and first.figure.kind == second.figure.kind
    tested = (
        first.p is not None and second.p is not None
    )  # 'IT 6.7% P=0.0003, IV 9.7% P=0.0008': each against the control
    untold = first.group is None and second.group is None
    return alike and untold and not tested and len(gap) <= _LONGEST_GAP and not _PARTS.search(gap)


def _with_bracketed(sheet: Sheet, results: list[ResultFound]) -> list[ResultFound]:
    """'62.1%(18/29)、40%(12/30)': what stands in a bracket right behind a figure is of the same group."""
    settled = list(results)
    for index, (first, second) in enumerate(pairwise(results), 1):
        group = settled[index - 1].group
        between = sheet.text[max(first.figure.end, first.figure.unit_end) : second.figure.start]
        if group is not None and second.group is None and _OPENED.fullmatch(between):
            settled[index] = replace(second, group=group)
    return settled


def of_the_treated(sheet: Sheet, results: list[ResultFound]) -> list[ResultFound]:
    """'…对照组两年复发率是35%。…另外,12周时应答率67%': in an account that gives figures of the control group, what is told without a group and
    not of all is the treatment group's, where no other figure is of that outcome and time.
    """
    if not any(r.group and r.group.value == "control" for r in results):
        return results
    kinds = Counter(map(kind_of, results))
    return [
        replace(r, group=Found("treatment", r.figure.start, r.figure.end, "results.of_the_treated"))
        if r.group is None and kinds[kind_of(r)] == 1 and not _is_of_all(sheet, r)
        else r
        for r in results
    ]


def _is_of_all(sheet: Sheet, result: ResultFound) -> bool:
    clause = sheet.clause(result.figure.start)
    return result.statistic == "count" or bool(_OF_ALL.search(sheet.text, clause.start, clause.end))
