"""Rows of outcomes whose figures stand in several runs: of different kinds, or a chain each.

'对照组则依序为1.1±1.7%、9.2公尺及26.2%', '对照组相应数值为0.54→0.49、8.7%→8.8%、0.9→0.9': as many runs as outcomes were told before, parted by no
more than what parts the items of a list. Rows of figures of one kind are one run: `pipeline.extract.findings.outcome_rows`.
"""

import re
from itertools import pairwise

from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.fitting import can_have, without_shared_unit
from pipeline.extract.findings.in_step import RESPECTIVELY
from pipeline.extract.findings.outcome_rows import row_of, takes_up_row
from pipeline.extract.findings.scope import Scope
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_PARTED = re.compile(r"\)?\s?(?:\([^()]{0,20}\))?\s?(?:、|,|和|与|及|以及|と|および)\s?[-+(由从自]{0,2}")


def outcomes_in_series(sheet: Sheet, sentence: Stretch, runs: list[Run], scope: Scope) -> list[TermHit]:
    """The outcomes of the first of `runs` and of those that stand in a list with it, in order; none where they make no such row."""
    series = _series(sheet, runs)
    if len(series) < 2 or any(len(run.cells) != len(series[0].cells) for run in series):
        return []
    first = series[0]
    row = list(row_of(sheet, sentence, first.start, len(series)))
    if row and not RESPECTIVELY.search(sheet.text, row[-1].end, first.start):
        return []
    if not row:
        row = list(scope.row)
        again = takes_up_row(sheet, sentence, first) or (
            bool(sheet.within("group", sheet.clause(first.start).start, first.start))
            and bool(RESPECTIVELY.search(sheet.text, sheet.clause(first.start).start, first.start))
        )
        if not again or len(row) != len(series) or sheet.within("outcome", row[-1].end, first.start):
            return []
    fits = all(_fits(sheet, hit, run, scope) for hit, run in zip(row, series, strict=True))
    return row if fits else []


def _series(sheet: Sheet, runs: list[Run]) -> list[Run]:
    """The first run with those that follow it in a list, each a figure or a chain."""
    if not runs or not _may_stand(runs[0]):
        return []
    series = [runs[0]]
    for before, run in pairwise(runs):
        if not _may_stand(run) or not _PARTED.fullmatch(sheet.text, before.end, run.start):
            break
        series.append(run)
    return series


def _may_stand(run: Run) -> bool:
    return (run.chain or len(run.cells) == 1) and not (run.leads or run.follows or run.versus)


def _fits(sheet: Sheet, outcome: TermHit, run: Run, scope: Scope) -> bool:
    """Whether an outcome can have a run's figures, or had such of another group before."""
    figure = without_shared_unit(run.cells[0].figures[0], outcome)
    told = scope.told.get(outcome.start)
    return can_have(figure, outcome, run, sheet) or (told is not None and told.figure.kind == figure.kind)
