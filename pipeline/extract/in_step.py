"""When: the time points of figures told in a row.

The laws: a time point goes on until another takes over, 'compared with before' sets none; times in a row and figures in a row go in
step; two figures along an arrow are before and after. In whom is `pipeline.extract.groups`.
"""

import re
from dataclasses import dataclass

from pipeline.extract.cells import Cell, Run
from pipeline.extract.found import Found
from pipeline.extract.sheet import Sheet, Stretch, inside
from pipeline.extract.timing import TimePoint
from pipeline.lexicon.load import TermHit

COMPARED = re.compile(r"(?:较|比|与|和|同|低于|高于|少于|多于|优于|相比|相较|于|より|よりも|に比べ)\s?$")
_TIME_BESIDE = re.compile(r"\s?(?:的|为|是|时|后|時|後|末|:|\(|は|に|が|で)*\s?")
_LEADS_TO = re.compile(r"(?:降|升|增|减|加|低|高|变)(?:到|至|为|成)")
RESPECTIVELY = re.compile(r"分别|依次|依序|各为|それぞれ|順に")


@dataclass(slots=True)
class Scope:
    """What is in force at a place of an account."""

    time: TimePoint | None = None
    outcome: TermHit | None = None
    group: TermHit | None = None
    passage: int = -1
    groups: tuple[Found | None, ...] = ()  # of the last row of figures that several groups shared
    steps: tuple[Found | None, ...] = ()  # the times of the last chain of figures that had a time each
    row: tuple[TermHit, ...] = ()  # the outcomes that shared the last row of figures, in their order


def points_in(sheet: Sheet, sentence: Stretch) -> list[TimePoint]:
    return inside(sheet.time_points, sentence.start, sentence.end)


def is_compared(sheet: Sheet, point: TimePoint) -> bool:
    """'较治疗前', '低于治疗前': the time that is compared with, not the time of what is told."""
    return point.anchored and bool(COMPARED.search(sheet.text[max(0, point.start - 4) : point.start]))


def times_of(
    sheet: Sheet, sentence: Stretch, run: Run, scope: Scope, outcome: TermHit | None = None
) -> list[Found | None]:
    """A time for each cell of a run: its own, or in step with times in a row, before and after along an arrow, else the one in force."""
    point = _point_between(sheet, run, outcome) or _point_for(sheet, sentence, run, scope)
    n = len(run.cells)
    own = [own_time(sheet, cell) for cell in run.cells]
    if n > 1 and all(own[1:]):
        first = own[0] or (_baseline(run.cells[0]) if run.chain else None)
        scope.steps = (first, *own[1:]) if run.chain else ()
        return [first, *own[1:]]
    if run.leads:
        return [_baseline(cell) for cell in run.cells]
    if run.chain and n > 2 and len(scope.steps) == n and not inside(sheet.time_points, *_clause_of(sheet, run)):
        return [_baseline(run.cells[0]), *scope.steps[1:]]
    if point is None:
        return [_baseline(run.cells[0]), *[None] * (n - 1)] if run.chain else [None] * n
    months = point.months
    if n > 1 and len(months) == n:
        return [Found(m, point.start, point.end, "results.in_step") for m in months]
    if run.chain and len(months) == n - 1 and months != (0.0,):
        return [_baseline(run.cells[0]), *[Found(m, point.start, point.end, "results.arrow") for m in months]]
    if run.chain:
        return [_baseline(run.cells[0]), *[None] * (n - 1)]
    if len(months) > 1:
        return [None] * n
    return [Found(months[0], point.start, point.end, point.rule)] * n


def _point_between(sheet: Sheet, run: Run, outcome: TermHit | None) -> TimePoint | None:
    """'1例移植后第2个月死于感染': a time between a count and what it counts is its own."""
    if outcome is None or outcome.start < run.end:
        return None
    points = [p for p in inside(sheet.time_points, run.end, outcome.start) if not p.anchored and len(p.months) == 1]
    return points[-1] if points else None


def _clause_of(sheet: Sheet, run: Run) -> tuple[int, int]:
    clause = sheet.clause(run.start)
    return clause.start, clause.end


def own_time(sheet: Sheet, cell: Cell) -> Found | None:
    """The single time point right before a cell."""
    points = [p for p in inside(sheet.time_points, cell.start - 14, cell.start) if p.end <= cell.start]
    if not points or len(points[-1].months) != 1 or not _TIME_BESIDE.fullmatch(sheet.text[points[-1].end : cell.start]):
        return None
    return Found(points[-1].months[0], points[-1].start, points[-1].end, points[-1].rule)


def _baseline(cell: Cell) -> Found:
    return Found(0.0, cell.start, cell.end, "results.arrow_start")


def _point_for(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> TimePoint | None:
    points = points_in(sheet, sentence)
    before = [p for p in points if p.end <= run.start]
    if before:
        adjacent = before[-1].anchored and re.fullmatch(
            r"\s?(?:的|为|是|时|:|\(|时为|时的)*\s?", sheet.text[before[-1].end : run.start]
        )
        if adjacent and not run.chain:
            return before[-1]
        standing = [p for p in before if not is_compared(sheet, p) and not _left_behind(sheet, p, run)]
        if run.chain and len(standing) > 1 and standing[-1].months == (0.0,):
            standing = standing[:-1]
        if standing:
            return standing[-1]
    behind = [
        p
        for p in points
        if p.start >= run.end and re.fullmatch(r"\s?[((]\s?(?:第|术后)?", sheet.text[run.end : p.start])
    ]
    if behind:
        return behind[0]
    clause = sheet.clause(run.start)
    here = [p for p in points if clause.start <= p.start < clause.end and not p.anchored]
    return here[0] if here and not before else scope.time


def _left_behind(sheet: Sheet, point: TimePoint, run: Run) -> bool:
    """'由原来的40%降到16%': the baseline is where the change starts from, not where it leads."""
    return point.anchored and bool(_LEADS_TO.search(sheet.text, point.end, run.start))
