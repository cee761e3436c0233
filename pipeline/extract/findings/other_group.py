"""What is told without a group beside the control group's figures is the treatment group's.

In one sentence or in the sentence before; elsewhere in an account it is `pipeline.extract.findings.untold_groups`. Groups that are named
are `pipeline.extract.findings.groups`.
"""

from dataclasses import replace
from itertools import groupby, pairwise

from pipeline.extract.findings.compared import is_compared_group
from pipeline.extract.findings.group_rows import ARMS
from pipeline.extract.findings.settling import with_arms
from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_FEWEST_IN_ORDER = 3


def with_the_other_group(sheet: Sheet, sentence: Stretch, results: list[ResultFound]) -> list[ResultFound]:
    """'LVEF提高了7.6%(对照组2.2%)': what is told without a group beside the control group's figure is the treatment group's; so is what
    comes before the control group's name ('减了29%,对照组没变化').
    """
    settled = list(results)
    named = [h for h in sheet.within("group", sentence.start, sentence.end) if h.code in ARMS]
    if named and named[0].code == "control" and not is_compared_group(sheet, named[0]):
        group = Found("treatment", named[0].start, named[0].end, "results.other_group")
        settled = [
            replace(r, group=group) if r.group is None and r.figure.end <= named[0].start else r for r in settled
        ]
    for index, result in enumerate(results[1:], 1):
        if result.group is None or result.group.value != "control":
            continue
        for back in range(index - 1, -1, -1):
            other = results[back]
            if other.outcome.code != result.outcome.code or other.group is not None:
                break
            group = Found("treatment", result.group.start, result.group.end, "results.other_group")
            settled[back] = replace(other, group=group)
    return settled


def beside_the_control(sheet: Sheet, results: list[ResultFound]) -> list[ResultFound]:
    """'LVEFは28%から35%へ上昇した。一方、プラセボ群では29%から30%': what an account tells of an outcome without a group, in the sentence
    before the control group's figures of it, is the treatment group's where no other figures of it are.
    """
    settled = list(results)
    for code in {r.outcome.code for r in results if r.group and r.group.value == "control"}:
        of_it = [(i, r) for i, r in enumerate(results) if r.outcome.code == code]
        if any(r.group and r.group.value == "treatment" for _, r in of_it):
            continue
        first = next(r for _, r in of_it if r.group)
        before = [
            (i, r) for i, r in of_it if r.group is None and r.figure.end <= sheet.sentence(first.figure.start).start
        ]
        near = before and sheet.sentence(before[-1][1].figure.start).end >= sheet.sentence(first.figure.start).start - 2
        if near and first.group is not None and first.statistic == before[-1][1].statistic:
            group = Found("treatment", first.group.start, first.group.end, "results.other_group")
            for index, result in before:
                settled[index] = replace(result, group=group)
    return settled


def in_order_again(sheet: Sheet, results: list[ResultFound]) -> list[ResultFound]:
    """'ACR20:45%、20%、33%,安慰剂29%;三个月时15%、15%、17%、0%': as many figures at another time are in the same order of groups."""
    settled = list(results)
    blocks = [list(block) for _, block in groupby(enumerate(results), key=lambda told: kind_of(told[1]))]
    for before, block in pairwise(blocks):
        groups = [settled[index].group for index, _ in before]
        again = kind_of(before[0][1])[:2] == kind_of(block[0][1])[:2] and all(r.group is None for _, r in block)
        ends = groups[-1] is not None and groups[-1].value == "control" and None not in groups
        if again and ends and len(block) == len(before) >= _FEWEST_IN_ORDER:
            placed = [replace(result, group=group) for (_, result), group in zip(block, groups, strict=True)]
            for (index, _), result in zip(block, with_arms(sheet, placed), strict=True):
                settled[index] = result
    return settled


def kind_of(result: ResultFound) -> tuple[str, str, float | None]:
    """What figures that may be told side by side have in common: outcome, statistic, time."""
    return result.outcome.code, result.statistic, result.time.value if result.time else None
