"""Gives each P value of a sentence to its figures.

It belongs to the figure before it; told against the baseline, to all figures of the outcome but the baseline; between two groups, to
the treatment group's, before treatment too where nothing else was told.
"""

import re
from dataclasses import replace

from pipeline.extract.mentions.found import ResultFound
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet


def with_p_values(sheet: Sheet, sentence: Stretch, results: list[ResultFound]) -> list[ResultFound]:
    """Give each P value of a sentence to its figures."""
    if not results:
        return results
    settled = list(results)
    last_p = sentence.start
    for p_value in sheet.numbers("p", sentence.start, sentence.end):
        since = [i for i, r in enumerate(settled) if last_p <= r.figure.start < p_value.start]
        last_p = p_value.end
        if not since:
            continue
        last = settled[since[-1]]
        if _of_another(sheet, last, p_value):
            continue
        against_baseline = _is_baseline(last)
        only_baseline = all(_is_baseline(settled[i]) for i in since)
        every = re.search(r"均|都|皆|いずれ", sheet.text[max(sentence.start, p_value.start - 4) : p_value.start + 4])
        for index in since:
            result = settled[index]
            same = result.outcome.code == last.outcome.code
            meant = (against_baseline and same) or every or result.figure.start >= last.figure.start
            if meant and (only_baseline or not _is_baseline(result)):
                settled[index] = replace(result, p=p_value)
        _between_groups(settled, since, p_value)
    return settled


def _is_baseline(result: ResultFound) -> bool:
    return result.time is not None and result.time.value == 0.0


def _of_another(sheet: Sheet, last: ResultFound, p_value: Quantity) -> bool:
    """'闭合率58.3%,CDAI下降(P<0.05)': the P value of what is told without a figure behind the last one."""
    named = [h for h in sheet.within("outcome", last.figure.end, p_value.start) if h.code != last.outcome.code]
    return bool(named) and bool(sheet.within("direction", named[-1].end, p_value.start))


def _between_groups(settled: list[ResultFound], since: list[int], p_value: Quantity) -> None:
    """A P value behind both groups' figures tells of their difference: it stands on the treatment group's row."""
    last = settled[since[-1]]
    if last.group is None or last.group.value != "control" or last.p is not p_value:
        return
    for index in reversed(since[:-1]):
        other = settled[index]
        alike = (other.outcome.code, other.statistic) == (last.outcome.code, last.statistic)
        if (
            alike
            and other.group
            and other.group.value == "treatment"
            and (other.time and other.time.value) == (last.time and last.time.value)
        ):
            settled[index] = replace(other, p=p_value)
            settled[since[-1]] = replace(last, p=None)
            return
