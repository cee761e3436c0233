"""Attaches figures to what they measure, when, and in whom: the results of an account.

Here the sentences are gone through and the rows of figures put together; the laws stand in `nearest` (which outcome), `in_step` (which
time, which group) and `p_values`. Tables of results are `pipeline.extract.result_tables`.
"""

import re
from dataclasses import replace

from pipeline.extract.account import Account
from pipeline.extract.cells import Run, find_runs
from pipeline.extract.found import Found, ResultFound
from pipeline.extract.in_step import Scope, groups_of, is_compared, points_in, times_of
from pipeline.extract.nearest import can_have, outcome_of
from pipeline.extract.p_values import with_p_values
from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch, inside
from pipeline.lexicon.load import TermHit

_CHANGE_BY = re.compile(
    r"(?P<down>降低|下降|减少|减低|缩小)了?|(?P<up>升高|上升|增加|提高|增长)了?|(?:变化|改变)(?:值|量)?"
)
_SIGNED = re.compile(r"(?:^|[^\d\s%])\s?(?P<sign>[↓↑+-])\s?$")  # '(↓69.9%)', '细胞组 -3.1±1.8': told as a change
_CHANGE_TO = re.compile(r"^\s?(?:到|至|为|成)")
_MEDIAN = re.compile(r"中位|中央値|median", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d.]*\s?(?:±|%|例|/)")


def read_results(sheet: Sheet, account: Account) -> list[ResultFound]:
    """All figures of an account's outcomes, each once, in order of place."""
    scope = Scope()
    grouped = any(sheet.has("group", "control", s.start, s.end) for s in account.sentences)
    found: list[ResultFound] = []
    for sentence in account.sentences:
        if sentence.passage != scope.passage:
            label = _is_label(sheet, sentence, scope)
            goes_on = label or _is_line(sheet, sentence, scope)
            scope = Scope(scope.time if goes_on else None, scope.outcome if label else None, None, sentence.passage)
        if sheet.has("cue", ("cumulative", "prevalence", "background"), sentence.start, sentence.end):
            continue
        read = _sentence_results(sheet, account, sentence, scope, grouped)
        found += with_p_values(sheet, sentence, read)
        _carry_over(sheet, sentence, scope)
    return _with_only_time(sheet, account, without_repeats(found))


def _with_only_time(sheet: Sheet, account: Account, results: list[ResultFound]) -> list[ResultFound]:
    """'評価は投与前と1年後に行った' … '8.6→7.5': where an account names one time only, what an arrow leads to is of that time."""
    points = [p for s in account.sentences for p in inside(sheet.time_points, s.start, s.end)]
    later = {m for p in points for m in p.months if m > 0}
    if len(later) != 1:
        return results
    point = next(p for p in points if p.months[-1] > 0)
    only = Found(point.months[-1], point.start, point.end, "results.only_time")
    starts = {
        (r.outcome.start, r.group.start if r.group else 0)
        for r in results
        if r.time and r.time.rule == "results.arrow_start"
    }
    return [
        replace(r, time=only) if r.time is None and (r.outcome.start, r.group.start if r.group else 0) in starts else r
        for r in results
    ]


def without_repeats(results: list[ResultFound]) -> list[ResultFound]:
    """Each figure of an outcome, time and group once; told in a table and in the text it is one."""
    kept: dict[tuple[str, float | None, str | None, str, float], ResultFound] = {}
    for result in results:
        kept.setdefault(result.key, result)
    return list(kept.values())


def _is_label(sheet: Sheet, sentence: Stretch, scope: Scope) -> bool:
    """A line without outcome of its own under a line that is nothing but an outcome's name."""
    if scope.outcome is None or sheet.within("outcome", sentence.start, sentence.end):
        return False
    above = sheet.sentence(scope.outcome.start)
    return sentence.passage - above.passage <= 2 and not _FIGURE.search(sheet.text, scope.outcome.end, above.end)


def _is_line(sheet: Sheet, sentence: Stretch, scope: Scope) -> bool:
    """A short line of figures under '1年时各项指标:': the time above holds for it too."""
    if scope.time is None or inside(sheet.time_points, sentence.start, sentence.end):
        return False
    passage = sheet.passage(sentence)
    return passage.view_end - passage.view_start <= 60


def _carry_over(sheet: Sheet, sentence: Stretch, scope: Scope) -> None:
    times = [point for point in points_in(sheet, sentence) if not is_compared(sheet, point)]
    if times:
        scope.time = times[-1]
    outcomes = sheet.within("outcome", sentence.start, sentence.end)
    scope.outcome = outcomes[-1] if outcomes else scope.outcome
    scope.group = None


def _sentence_results(
    sheet: Sheet, account: Account, sentence: Stretch, scope: Scope, grouped: bool
) -> list[ResultFound]:
    results: list[ResultFound] = []
    total = account.total.quantity if account.total else None
    for run in find_runs(sheet, sentence):
        if total is not None and run.cells[0].figures[0] == total:
            continue
        outcome = outcome_of(sheet, sentence, run, scope.outcome)
        if outcome is None:
            continue
        times = times_of(sheet, sentence, run, scope)
        groups = groups_of(sheet, sentence, run, scope) if grouped else [None] * len(run.cells)
        for cell, time, group in zip(run.cells, times, groups, strict=True):
            for figure in cell.figures:
                if can_have(figure, outcome, run):
                    results.append(_result(sheet, outcome, figure, time, group, run))
    return results


def _result(
    sheet: Sheet, outcome: TermHit, figure: Quantity, time: Found | None, group: Found | None, run: Run
) -> ResultFound:
    statistic, sign = _statistic(sheet, outcome, figure, run)
    return ResultFound(outcome, sign * figure.value, statistic, figure, time, group, _unit(outcome, figure, statistic))


def _statistic(sheet: Sheet, outcome: TermHit, figure: Quantity, run: Run) -> tuple[str, int]:
    rate = outcome.attributes.get("family") in {"rate", "symptom", "event"}
    if figure.kind in {"people", "animals", "fraction"}:
        return "count", 1
    signed = _SIGNED.search(sheet.text[max(0, figure.start - 3) : figure.start])
    if signed:
        sign = -1 if signed["sign"] in "↓-" else 1
        return ("percent_change" if figure.kind == "percent" and figure.spread is None else "mean_change"), sign
    between = sheet.text[outcome.end : figure.start] if outcome.end <= figure.start else ""
    change = list(_CHANGE_BY.finditer(between))
    if (
        change
        and not run.chain
        and not _CHANGE_TO.match(between[change[-1].end() :])
        and len(between) - change[-1].end() <= 4
    ):
        sign = -1 if change[-1]["down"] else 1
        return ("percent_change" if figure.kind == "percent" and figure.spread is None else "mean_change"), sign
    if figure.kind == "percent" and rate:
        return "percent", 1
    return ("median" if _MEDIAN.search(between) else "mean"), 1


def _unit(outcome: TermHit, figure: Quantity, statistic: str) -> str | None:
    if statistic == "count":
        return "{patients}"
    implied = outcome.attributes.get("unit")
    if figure.unit in {"g", "mg"} and isinstance(implied, str) and implied.endswith("/(24.h)"):
        return f"{figure.unit}/(24.h)"
    return figure.unit or (implied if figure.kind == "measure" or statistic == "percent" else None)
