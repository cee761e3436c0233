"""Gives each P value of a sentence to its figures.

It belongs to the figure before it; told against the baseline, to all figures of the outcome but the baseline; between two groups, to
the treatment group's.
"""

import re
from dataclasses import replace

from pipeline.extract.mentions.found import ResultFound
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sheet import Sheet, Stretch


def with_p_values(sheet: Sheet, sentence: Stretch, results: list[ResultFound]) -> list[ResultFound]:
    """Give each P value of a sentence to its figures."""
    settled = list(results)
    last_p = sentence.start
    for p_value in sheet.numbers("p", sentence.start, sentence.end):
        since = [i for i, r in enumerate(settled) if last_p <= r.figure.start < p_value.start]
        last_p = p_value.end
        if not since:
            continue
        last = settled[since[-1]]
        against_baseline = last.time is not None and last.time.value == 0.0
        only_baseline = all(settled[i].time and settled[i].time.value == 0.0 for i in since)  # type: ignore[union-attr]
        every = re.search(r"均|都|皆|いずれ", sheet.text[max(sentence.start, p_value.start - 4) : p_value.start + 4])
        for index in since:
            result = settled[index]
            same = result.outcome.code == last.outcome.code
            baseline = result.time is not None and result.time.value == 0.0
            if (not baseline or only_baseline) and (
                (against_baseline and same) or every or result.figure.start >= last.figure.start
            ):
                settled[index] = replace(result, p=p_value)
        _between_groups(settled, since, p_value)
    return settled


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
