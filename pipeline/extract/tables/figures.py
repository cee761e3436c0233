"""The figures of one cell as results, by what its labels say: a cell that is nothing but figures, or one that tells something itself.

'8(40.0%)' is a count and its share, '12.4(8.1-15.2)' a figure with its range, '-3.1±1.8' a change; 'CDAI 0天 370,42天 203' says itself
what and when, and is read by the laws of prose with its labels in force.
"""

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.findings.cells import Run, find_runs
from pipeline.extract.findings.directions import DirectionFound, direction_of
from pipeline.extract.findings.fitting import can_have
from pipeline.extract.findings.groups import groups_of
from pipeline.extract.findings.in_step import times_of
from pipeline.extract.findings.nearest import outcomes_of
from pipeline.extract.findings.one_result import A_DAY, change_of_run, result_of
from pipeline.extract.findings.other_group import with_the_other_group
from pipeline.extract.findings.p_values import with_p_values
from pipeline.extract.findings.scope import Scope
from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.mentions.timing import TimePoint
from pipeline.extract.tables.cells import figures_in, holds_figure, unit_in
from pipeline.extract.tables.statistics import MEDIAN, RATES, Labels, change_labels, label_with, statistic_of
from pipeline.extract.tables.steps import Step, steps_of
from pipeline.lexicon.load import TermHit

_SPREAD = re.compile(r"(?<![A-Za-z])SD(?![A-Za-z])|标准差|標準偏差|±|[Mm]ean\s?\(|平均值?\s?\(")
_IN_DAYS = re.compile(r"[(,/]\s?(?:天|日|d(?![A-Za-z])|days?)", re.IGNORECASE)
_TWO_GROUPS = re.compile(r"(?P<one>[^\s/:|((]{1,10})\s?(?:/|:|vs\.?|对)\s?(?P<other>[^\s/:|))]{1,10})", re.IGNORECASE)
_CONTROL = re.compile(r"对照|対照|安慰|プラセボ|偽薬|伪药|假|常规|placebo|control|sham", re.IGNORECASE)


def read_cell(sheet: Sheet, cell: Stretch, labels: Labels, *, grouped: bool) -> list[ResultFound]:
    """The figures of a cell."""
    pair = _pair_of_groups(sheet, cell, labels) if grouped or labels.group is None else None
    if pair is not None:
        return pair
    later = labels.time if labels.time and labels.time.value > 0 else labels.later
    steps = steps_of(sheet, cell, labels.words, later)
    if steps:
        return [result for step in steps for result in _of_step(sheet, step, labels)]
    if holds_figure(sheet, cell) and not any(run.versus for run in find_runs(sheet, cell)):
        return _bare(sheet, cell, labels, figures_in(sheet, cell)) if labels.outcome is not None else []
    return _told(sheet, cell, labels, grouped)


def _of_step(sheet: Sheet, step: Step, labels: Labels) -> list[ResultFound]:
    """One figure of several in step; what an arrow joins are levels, whatever the labels say of change."""
    told = replace(labels, outcome=step.outcome) if step.outcome else replace(labels, time=step.time)
    if step.along:
        told = replace(told, words=tuple(label for label in labels.words if label not in change_labels(sheet, labels)))
    return _bare(sheet, step.part, told, figures_in(sheet, step.part))


def read_direction(sheet: Sheet, cell: Stretch, labels: Labels) -> DirectionFound | None:
    """A cell that is nothing but a word of direction or an arrow."""
    words = sheet.within("direction", cell.start, cell.end)
    if len(words) != 1 or labels.outcome is None or cell.end - cell.start > words[0].end - words[0].start + 2:
        return None
    if labels.group is not None and labels.group.value == "control":
        return None
    told = direction_of(labels.outcome, words[0].code)
    return DirectionFound(labels.outcome, told, words[0], labels.time) if told is not None else None


# --- cells that are nothing but figures -----------------------------------------------------------------------------------------


def _bare(sheet: Sheet, cell: Stretch, labels: Labels, figures: list[Quantity]) -> list[ResultFound]:
    if not figures or figures[0].high is not None:
        return []
    first, *others = figures
    if len(others) == 1 and _is_spread(sheet, labels, first, others[0]):
        first, others = replace(first, spread=others[0].value, end=others[0].end + 1), []
    if others and "(" not in sheet.text[first.end : others[0].start]:
        return []  # '12.4 / 8.1 / 5.0': which is which is not told
    results = [_figure(sheet, cell, labels, first, alone=not others)]
    if len(others) == 1 and results[0] is not None and _is_share(sheet, labels, first, others[0]):
        second = _figure(sheet, cell, labels, others[0], alone=False, share=others[0].kind == "plain")
        results.append(second)
    return [result for result in results if result is not None]


def _is_spread(sheet: Sheet, labels: Labels, first: Quantity, second: Quantity) -> bool:
    """'14.2(3.1)' under '平均(SD)' or 'x±s': a mean and its spread."""
    bare = {first.kind, second.kind} <= {"plain", "measure"} and first.spread is None and second.high is None
    closed = bare and sheet.text[first.end : second.start].strip() == "(" and sheet.text.startswith(")", second.end)
    return closed and label_with(sheet, labels, _SPREAD) is not None and label_with(sheet, labels, MEDIAN) is None


def _is_share(sheet: Sheet, labels: Labels, first: Quantity, second: Quantity) -> bool:
    """'8(40.0%)', '8(40.0)' under n(%), '85.7%(24/28)': a count and its share, not a figure and its spread."""
    if second.high is not None or second.spread is not None or first.spread is not None:
        return False
    kinds = {first.kind, second.kind}
    if "percent" in kinds or "fraction" in kinds:
        return len(kinds) == 2
    outcome = labels.outcome
    rate = outcome is not None and outcome.attributes.get("family") in RATES
    return rate and first.value == int(first.value) and second.value <= 100


def _figure(
    sheet: Sheet, cell: Stretch, labels: Labels, figure: Quantity, *, alone: bool, share: bool = False
) -> ResultFound | None:
    outcome = labels.outcome
    if outcome is None:
        return None
    statistic, sign, place = statistic_of(sheet, labels, outcome, figure, alone=alone, share=share)
    if statistic is None:
        return None
    unit, unit_place = figure.unit, None
    if statistic == "count":
        unit = "{patients}"
    elif statistic in {"percent", "percent_change"}:
        unit = "%"
    elif unit is None:
        told = next((u for label in labels.words[:4] if (u := unit_in(sheet, label)) is not None), None)
        if outcome.attributes.get("unit") == "d" and (days := label_with(sheet, labels, _IN_DAYS)) is not None:
            told = "d", "time", days
        unit, unit_place = (
            (told[0], told[2]) if told else (outcome.attributes.get("unit") if figure.kind == "measure" else None, None)
        )
    if outcome.code == "proteinuria" and unit in A_DAY:
        outcome = replace(outcome, code="proteinuria_24h", rule="results.a_day")
    implied = outcome.attributes.get("unit")
    if unit in {"g", "mg"} and isinstance(implied, str) and implied.endswith("/(24.h)"):
        unit = f"{unit}/(24.h)"
    return ResultFound(
        outcome,
        sign * figure.value,
        statistic,
        figure,
        labels.time,
        labels.group,
        unit,
        None,
        "tables.row_and_column",
        head=place or unit_place,
    )


# --- cells that tell themselves -------------------------------------------------------------------------------------------------


def _told(sheet: Sheet, cell: Stretch, labels: Labels, grouped: bool) -> list[ResultFound]:
    results: list[ResultFound] = []
    named = {hit.code for hit in sheet.within("group", cell.start, cell.end)}
    against = "control" in named and labels.group is None  # '本品49.5% プラセボ34.3%'
    runs = find_runs(sheet, cell)
    for index, run in enumerate(runs):
        limits = (
            runs[index - 1].end if index else cell.start,
            runs[index + 1].start if index + 1 < len(runs) else cell.end,
        )
        scope = Scope(_point(labels.time), passage=cell.passage)
        outcomes = outcomes_of(sheet, cell, run, limits, scope) or _outcomes_above(sheet, cell, run, labels)
        if outcomes is None:
            continue
        times = times_of(sheet, cell, run, scope)
        told_apart = (grouped and named) or against or (run.versus and labels.group is None)
        groups = groups_of(sheet, cell, run, scope) if told_apart else [labels.group] * len(run.cells)
        change = change_of_run(sheet, run, outcomes[0])
        for told, outcome, time, group in zip(run.cells, outcomes, times, groups, strict=True):
            for figure in told.figures:
                if can_have(figure, outcome, run, sheet) or (figure.kind == "plain" and outcome is labels.outcome):
                    before = results[-1] if results else None
                    results.append(result_of(sheet, outcome, figure, time, group or labels.group, run, change, before))
    return with_p_values(sheet, cell, with_the_other_group(sheet, cell, results) if against else results)


def _outcomes_above(sheet: Sheet, cell: Stretch, run: Run, labels: Labels) -> list[TermHit] | None:
    """The labels' outcome, unless the cell has named one of its own before the figures."""
    if labels.outcome is None or sheet.within("outcome", cell.start, run.start):
        return None
    return [labels.outcome] * len(run.cells)


def _point(time: Found | None) -> TimePoint | None:
    return TimePoint(time.start, time.end, (time.value,), time.rule, time.value == 0.0) if time else None


def _pair_of_groups(sheet: Sheet, cell: Stretch, labels: Labels) -> list[ResultFound] | None:
    """'24周缓解(细胞/对照)' over '50% / 34%': the head parts the two figures between the groups."""
    for label in labels.words[:3]:
        match = _TWO_GROUPS.search(sheet.text, label.start, label.end)
        one, other = (bool(_CONTROL.search(match[name])) for name in ("one", "other")) if match else (False, False)
        if match is None or one == other or labels.outcome is None:
            continue
        codes = ("control", "treatment") if one else ("treatment", "control")
        groups = [Found(code, match.start(), match.end(), "tables.groups_in_head") for code in codes]
        parts = _halves(sheet, cell)
        results = []
        for part, group in zip(parts, groups, strict=False):
            results += _bare(sheet, part, replace(labels, group=group), figures_in(sheet, part)[:2])
        p_values = sheet.numbers("p", cell.start, cell.end)
        if p_values:
            results = [replace(r, p=p_values[0]) if r.group and r.group.value == "treatment" else r for r in results]
        return results
    return None


def _halves(sheet: Sheet, cell: Stretch) -> list[Stretch]:
    """The two sides of a cell's first sign between groups."""
    bracket = sheet.text.find("(P", cell.start, cell.end)
    end = bracket if bracket > 0 else cell.end
    figures = figures_in(sheet, cell)
    for left, right in pairwise(figures):
        between = sheet.text[left.end : right.start]
        if re.fullmatch(r"\)?\s?(?:/|:|;|vs\.?|对|,)\s?", between):
            return [Stretch(cell.start, left.end, cell.passage), Stretch(right.start, end, cell.passage)]
    return [Stretch(cell.start, end, cell.passage)]
