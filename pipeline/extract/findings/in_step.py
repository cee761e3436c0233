"""When: the time points of figures told in a row.

The laws: a time point goes on until another takes over, 'compared with before' sets none; times in a row and figures in a row go in
step; two figures along an arrow are before and after. In whom is `pipeline.extract.findings.groups`.
"""

import re
from itertools import pairwise

from pipeline.extract.findings.cells import Cell, Run
from pipeline.extract.findings.in_force import in_force, own_time, points_in
from pipeline.extract.findings.scope import Scope
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.mentions.timing import TimePoint
from pipeline.lexicon.load import TermHit

_ROW = 3  # two figures without a time are as often two groups'
_IN_TURN = re.compile(r"[组群](?:患者)?(?:则|也)?(?:同期|相应)?(?:依次|依序|分别|为|各为|では?順に)")
RESPECTIVELY = re.compile(
    r"分别|依次|依序|各为|顺次|顺序|次序|相应(?:地|的)?[为是系]|对应(?:值|的)?[为是系]|それぞれ|順に|順次"
)
_SAME_TIMES = re.compile(
    r"(?:同样|相同|这|上述|以上|同|各)(?:的)?(?:[两三四五六2-6]|几)?个?(?:时间点|时点|时段|时间|时期)|同[じ]?(?:時点|時期)|それぞれの時点"
)


def times_of(
    sheet: Sheet, sentence: Stretch, run: Run, scope: Scope, outcome: TermHit | None = None
) -> list[Found | None]:
    """A time for each cell of a run: its own, or in step with times in a row, before and after along an arrow, else the one in force."""
    point = in_force(sheet, sentence, run, scope, outcome)
    own = [own_time(sheet, cell) for cell in run.cells]
    told = _told_one_by_one(sentence, run, scope, point, own)
    if told:
        return told
    same = _same_times(sheet, sentence, run, scope) if own == [None] * len(own) else []
    if same:
        return same
    if own == [None] * len(own) and goes_along(sheet, sentence, run, scope):
        return list(_row_told(scope, len(run.cells)))
    if len(own) == 1:
        _note_step(scope, run, own[0] or _single(point))
    both = _before_and_after(sheet, sentence, run, point)
    if both:
        return both
    if run.leads:
        return [_baseline(cell) for cell in run.cells]
    if run.chain:
        return _along(sheet, run, scope, point)
    row = _in_a_list(sheet, sentence, run, point)
    if len({found.value for found in row if found}) > 1:
        scope.row_of_times = tuple(row)
        _note_row(scope, sentence, tuple(row))
    return row


def _told_one_by_one(
    sentence: Stretch, run: Run, scope: Scope, point: TimePoint | None, own: list[Found | None]
) -> list[Found | None]:
    """The times of a run whose figures have times of their own; none where they have not."""
    if len(own) > 1 and all(own[1:]):
        first = own[0] or (_baseline(run.cells[0]) if run.chain else _single(point))
        _note_row(scope, sentence, (first, *own[1:]))
        return [first, *own[1:]]
    if run.chain and len(own) > 2 and own[1] is None and all(own[2:]):
        ahead = _single(point) if point is not None and point.start < run.cells[1].start else None
        return [own[0] or _baseline(run.cells[0]), ahead, *own[2:]]  # '一个月从17.9降到11,三个月到7.5'
    if run.chain and len(own) > 2 and own[0] is None and any(own):
        return [_baseline(run.cells[0]), *own[1:]]  # '自6.05降至第24周的5.21,再降至4.48'
    return []


def _same_times(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> list[Found | None]:
    """'对照组同样三个时间点是9.6、7.4、4.9分': the last times of the row told before, as many as there are figures."""
    n = len(run.cells)
    clause = sheet.clause(run.start)
    after = n >= _ROW - 1 and _is_after(sheet, clause, run)
    if run.chain or not (after or _SAME_TIMES.search(sheet.text, clause.start, run.start)):
        return []
    if after:  # '(对照组)治疗前43.9分,治疗后依次为42.8、41.3、39.9分'
        row = next((r[-n:] for r in (scope.row_of_times, scope.steps, scope.past) if len(r) >= n and all(r[-n:])), ())
        return list(row) if row and all(found is not None and found.value > 0 for found in row) else []
    row = next((times for times in (scope.steps, scope.past) if len(times) >= n > 1), ())
    return list(row[-n:])


def _is_after(sheet: Sheet, clause: Stretch, run: Run) -> bool:
    """Words for 'after treatment', without a figure of time, lead to a row told in order."""
    words = [h for h in sheet.within("time_anchor", clause.start, run.start) if h.code == "after"]
    in_turn = bool(words) and RESPECTIVELY.search(sheet.text, words[-1].end, run.start)
    return bool(in_turn) and not inside(sheet.time_points, clause.start, run.start)


def _note_row(scope: Scope, sentence: Stretch, row: tuple[Found | None, ...]) -> None:
    """Times told in a row; a baseline told right before it is its first: '由注射前的52.7分,降至3个月36.2分、6个月28.9分'."""
    before, first = scope.steps, row[0]
    whole = len(before) == 1 and before[0] is not None and before[0].value == 0.0 and before[0].start >= sentence.start
    if whole and first is not None and first.value > 0:
        scope.past, scope.steps = row, (*before, *row)
    else:
        scope.steps = row


def _row_told(scope: Scope, n: int) -> tuple[Found | None, ...]:
    """The times of as many figures told before; with the baseline before them or without."""
    return next((row for row in (scope.steps, scope.past) if len(row) == n), ())


def _note_step(scope: Scope, run: Run, time: Found | None) -> None:
    """Times told one by one with a figure each ('治疗前16.8,1个月12.3,6个月5.1') are a row as long as they go forward."""
    last = scope.steps[-1] if scope.steps else None
    if run.leads:
        scope.steps = (_baseline(run.cells[0]),)  # '由注射前的52.7分,降至3个月36.2分、6个月28.9分'
    elif time is None:
        scope.steps = ()
    elif last is not None and last.value < time.value:
        scope.steps = (*scope.steps, time)
    else:
        scope.past = scope.steps if len(scope.steps) > 1 else scope.past
        scope.steps = (time,)


def goes_along(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> bool:
    """'…;对照组33.1、34.0、34.6': as many figures as the times of the row before, and no time of their own."""
    row = _row_told(scope, len(run.cells))
    last = row[-1] if row else None
    if last is None:
        return False
    since = max(last.end, sentence.start)
    if len(run.cells) < _ROW and not (len(run.cells) == 2 and _IN_TURN.search(sheet.text, since, run.start)):
        return False
    groups = {hit.code for hit in sheet.within("group", since, run.start)} - {None}
    anew = bool(sheet.within("outcome", since, run.start))
    if last.start < sentence.start and (not groups or anew) and not (anew and _in_one_breath(sheet, last, run)):
        return False
    return len(groups) <= 1 and not inside(sheet.time_points, since, run.start)


def _in_one_breath(sheet: Sheet, last: Found, run: Run) -> bool:
    """'ESR基线69.3,1年38.6,3年41.0;CRP依次为43.1、18.5、20.2': the next outcome's figures behind a semicolon, as many as there were times."""
    return len(run.cells) >= _ROW and "。" not in sheet.text[last.end : run.start]


def _single(point: TimePoint | None) -> Found | None:
    return Found(point.months[0], point.start, point.end, point.rule) if point and len(point.months) == 1 else None


def _along(sheet: Sheet, run: Run, scope: Scope, point: TimePoint | None) -> list[Found | None]:
    """The times of a chain: it starts before treatment; as many later times as later figures go in step."""
    n = len(run.cells)
    first = _baseline(run.cells[0])
    clause = sheet.clause(run.start)
    if n > 2 and len(scope.steps) == n and not inside(sheet.time_points, clause.start, clause.end):
        return [first, *scope.steps[1:]]
    months = point.months if point else ()
    if point and len(months) == n:
        return [Found(m, point.start, point.end, "results.in_step") for m in months]
    if point and len(months) == n - 1 and months != (0.0,):
        return [first, *[Found(m, point.start, point.end, "results.arrow") for m in months]]
    return [first, *[None] * (n - 1)]


def _in_a_list(sheet: Sheet, sentence: Stretch, run: Run, point: TimePoint | None) -> list[Found | None]:
    """The times of figures that are no chain: in step with as many times, else the one in force for all."""
    n = len(run.cells)
    if point is None:
        return [None] * n
    if n > 1 and len(point.months) == n:
        return [Found(m, point.start, point.end, "results.in_step") for m in point.months]
    if len(point.months) > 1:
        return [None] * n
    here = point.start >= sheet.clause(run.start).start  # '治疗前…,3个月…,6个月分别为A、B': of 6 months both
    in_turn = n > 1 and not here and RESPECTIVELY.search(sheet.text, point.end, run.start)
    row = _points_in_turn(sheet, sentence, run, n) if in_turn else []
    return row or [Found(point.months[0], point.start, point.end, point.rule)] * n


def _points_in_turn(sheet: Sheet, sentence: Stretch, run: Run, n: int) -> list[Found | None]:
    """'一年生存率为78%,两年为70%,复发率分别为15%和20%': times told one by one are a row for the figures that follow in step."""
    clause = sheet.clause(run.start)
    points = [p for p in points_in(sheet, sentence) if p.end <= clause.start and len(p.months) == 1]
    row = points[-n:]
    rising = all(a.months < b.months for a, b in pairwise(row))
    return [Found(p.months[0], p.start, p.end, p.rule) for p in row] if len(row) == n and rising else []


def _before_and_after(sheet: Sheet, sentence: Stretch, run: Run, point: TimePoint | None) -> list[Found | None]:
    """'治疗前后分别为14.1和5.2': before, and at the time in force if one is."""
    words = [h for h in sheet.within("time_anchor", sentence.start, run.start) if h.code == "both"]
    if len(run.cells) != 2 or not words or not RESPECTIVELY.search(sheet.text, words[-1].end, run.start):
        return []
    later = point if point and len(point.months) == 1 and point.months != (0.0,) else None
    first = Found(0.0, words[-1].start, words[-1].end, words[-1].rule)
    return [first, Found(later.months[0], later.start, later.end, later.rule) if later else None]


def _baseline(cell: Cell) -> Found:
    return Found(0.0, cell.start, cell.end, "results.arrow_start")
