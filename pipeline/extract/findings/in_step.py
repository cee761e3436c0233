"""When: the time points of figures told in a row.

The laws: a time point goes on until another takes over, 'compared with before' sets none; times in a row and figures in a row go in
step; two figures along an arrow are before and after. In whom is `pipeline.extract.findings.groups`.
"""

import re
from itertools import pairwise

from pipeline.extract.findings.cells import Cell, Run
from pipeline.extract.findings.scope import Scope
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.sheet import Sheet, Stretch, inside
from pipeline.extract.mentions.timing import TimePoint
from pipeline.lexicon.load import TermHit

COMPARED = re.compile(
    r"(?:(?<!比)较|比|与|和|同|[低高少多优大小短长强弱差好快慢轻重]于|相比|相较|相对于?|对比|跟|より|よりも|に比べ)\s?$"
)
_TIME_BESIDE = re.compile(
    r"\s?(?:の?時点|目|まで|之|的?时候|那时候?|那会儿?|到|至|的|嘅|为|是|系|时|后|時|後|末|平均|均值|中位数?值?|中位|约|仅|只有|只剩|还剩|剩下|剩|仍有|还有|尚有|有|:|\(|は|に|が|で)*\s?"
)
# '一个月后降到190', '第12周已回落至31': the time is that of the level
_LED_BESIDE = re.compile(
    r"\s?(?:的?时候|那时候?|时点|时|后|末|的)?[,]?(?:已经?|便|就|又|再|才|则|还|继续|进一步|逐渐|逐步|明显|显著|大幅|平均){0,3}"
    r"(?:下降|降低|减少|回落|升高|上升|增加|提高|提升|回升|恢复|增至|[降升增减跌掉落涨退回缩爬])了?(?:到了?|至|为|成)(?:了|约|只有|仅)?\s?"
)
_LAST_SEEN = re.compile(
    r"(?:末次|最后一次|最终)(?:随访|复查|复诊|追踪|观察|评估)|最[後后](?:一次)?追[踪蹤]|最終(?:観察|追跡|フォロー|評価)(?:時|日)?"
)
_THROUGHOUT = re.compile(
    r"(?:^|(?<=[,。;、\s]))(?:(?:随访|追踪|观察|研究|试验|治疗)?期间|其间|随访过程中|(?:その間|期間中|(?:追跡|観察|試験|投与)期間中))(?:内|共|有|に|は|、)*"
)
_IN_BRACKET = re.compile(r"\s?\(\s?(?:第)?")
_CLOSED = re.compile(r"\s?(?:时|後|后|時点?|时点|末)?\s?[),;、]")
_LEADS_TO = re.compile(r"(?:降|升|增|减|加|低|高|变|跌|掉|落|滑|缩|涨|爬|退|回|短|长|少|轻|小|善)了?(?:到|至|为|成|返)")
_LATER_ON = re.compile(r"(?:其后|此后|随后|之后|后来|再后来|最后|最终|その後)[^,。;\d]{0,6}$")  # when is not told
_OF_ALL_TIME = {"hospital_stay"}  # has no time: '第7天CRP 13.2mg/L;住院时间15.3天'
_FIGURES = ("plain", "measure", "percent", "people")
_STARTS = re.compile(r"[由从自]\s?$")
_ROW = 3  # two figures without a time are as often two groups'
_IN_TURN = re.compile(r"[组群](?:患者)?(?:则|也)?(?:同期|相应)?(?:依次|依序|分别|为|各为|では?順に)")
RESPECTIVELY = re.compile(
    r"分别|依次|依序|各为|顺次|顺序|次序|相应(?:地|的)?[为是系]|对应(?:值|的)?[为是系]|それぞれ|順に|順次"
)
_SAME_TIMES = re.compile(
    r"(?:同样|相同|这|上述|以上|同|各)(?:的)?(?:[两三四五六2-6]|几)?个?(?:时间点|时点|时段|时间|时期)|同[じ]?(?:時点|時期)|それぞれの時点"
)


def points_in(sheet: Sheet, sentence: Stretch) -> list[TimePoint]:
    return inside(sheet.time_points, sentence.start, sentence.end)


def is_compared(sheet: Sheet, point: TimePoint) -> bool:
    """'较治疗前', '低于治疗前': the time that is compared with, not the time of what is told."""
    return point.anchored and bool(COMPARED.search(sheet.text[max(0, point.start - 4) : point.start]))


def times_of(
    sheet: Sheet, sentence: Stretch, run: Run, scope: Scope, outcome: TermHit | None = None
) -> list[Found | None]:
    """A time for each cell of a run: its own, or in step with times in a row, before and after along an arrow, else the one in force."""
    point = _in_force(sheet, sentence, run, scope, outcome)
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


def _in_force(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope, outcome: TermHit | None) -> TimePoint | None:
    """The time point that a run goes on with."""
    point = _point_between(sheet, run, outcome) or _point_for(sheet, sentence, run, scope)
    if point is None or point.start >= run.start:
        return point
    if point.months == (0.0,) and is_over(sheet, point, run.start, outcome):
        return None
    clause = sheet.clause(run.start)
    of_all_time = outcome is not None and outcome.code in _OF_ALL_TIME
    measured = outcome is not None and outcome.attributes.get("family") in {"score", "lab"}
    later = of_all_time or (measured and _LATER_ON.search(sheet.text[clause.start : run.start]))
    return None if later and point.start < clause.start else point


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


def is_over(sheet: Sheet, point: TimePoint, place: int, outcome: TermHit | None = None) -> bool:
    """Whether the time before treatment no longer holds: words for 'after treatment' stand between ('治疗前…。治疗后降到4.1分'), or the outcome
    is what came of it, told in a later clause ('术前VAS 6.1分。9人完全缓解').
    """
    if any(hit.code == "after" for hit in sheet.within("time_anchor", point.end, place)):
        return True
    came = outcome is not None and outcome.attributes.get("family") in {"rate", "event"}
    return came and point.start < sheet.clause(place).start


def _point_between(sheet: Sheet, run: Run, outcome: TermHit | None) -> TimePoint | None:
    """'1例移植后第2个月死于感染': a time between a count and what it counts is its own."""
    if outcome is None or outcome.start < run.end:
        return None
    points = [p for p in inside(sheet.time_points, run.end, outcome.start) if not p.anchored and len(p.months) == 1]
    return points[-1] if points else None


def own_time(sheet: Sheet, cell: Cell) -> Found | None:
    """The single time point right before a cell, or in a bracket right behind it."""
    behind = next((p for p in inside(sheet.time_points, cell.end, cell.end + 4)), None)
    opened = (
        behind is not None and len(behind.months) == 1 and _IN_BRACKET.fullmatch(sheet.text, cell.end, behind.start)
    )
    if behind is not None and opened and _CLOSED.match(sheet.text, behind.end):
        return Found(behind.months[0], behind.start, behind.end, behind.rule)
    points = [p for p in inside(sheet.time_points, cell.start - 14, cell.start) if p.end <= cell.start]
    if not points or len(points[-1].months) != 1:
        return None
    between = sheet.text[points[-1].end : cell.start]
    if not (_TIME_BESIDE.fullmatch(between) or (not points[-1].anchored and _LED_BESIDE.fullmatch(between))):
        return None
    return Found(points[-1].months[0], points[-1].start, points[-1].end, points[-1].rule)


def _baseline(cell: Cell) -> Found:
    return Found(0.0, cell.start, cell.end, "results.arrow_start")


def _point_for(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> TimePoint | None:
    if _LAST_SEEN.search(sheet.text, sheet.clause(run.start).start, run.start):
        return None  # '末次随访时34.8g/L': when that was is not told
    points = points_in(sheet, sentence)
    throughout = _THROUGHOUT.search(sheet.text, sheet.clause(run.start).start, run.start)
    if throughout and not inside(sheet.time_points, sheet.clause(run.start).start, run.start):
        return None  # '期间3人死亡': at any time
    before = [p for p in points if p.end <= run.start and not _closed_before(sheet, p, run)]
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
        if p.start >= run.end
        and re.fullmatch(r"\s?[((]\s?(?:第|术后)?", sheet.text[run.end : p.start])
        and not _has_its_own(sheet, p)
    ]
    if behind:
        return behind[0]
    clause = sheet.clause(run.start)
    here = [
        p
        for p in points
        if clause.start <= p.start < clause.end
        and not p.anchored
        and not run.start < p.start < run.end
        and not (p.start >= run.end and _has_its_own(sheet, p))
    ]
    return here[0] if here and not before else scope.time


def _has_its_own(sheet: Sheet, point: TimePoint) -> bool:
    """'降至33分(18个月为29分)': a time that opens a bracket with a figure of its own is none of the figure before it."""
    if "(" not in sheet.text[max(0, point.start - 3) : point.start]:
        return False
    return bool(sheet.numbers(_FIGURES, point.end, max(sheet.text.find(")", point.end), point.end)))


def starts_change(sheet: Sheet, point: TimePoint) -> bool:
    """'年复发率从打针前的1.4次降到0.3次': the time before is where the change starts, and is over with it."""
    return point.months == (0.0,) and bool(_STARTS.search(sheet.text[max(0, point.start - 2) : point.start]))


def _closed_before(sheet: Sheet, point: TimePoint, run: Run) -> bool:
    """'DAS28は3.9(投与前5.6)、CRPは1.2': what a bracket says of its own figure is over where it closes."""
    opened = sheet.text.rfind("(", max(0, point.start - 2), point.start) >= 0
    closed = sheet.text.find(")", point.end, run.start)
    figures = sheet.numbers(_FIGURES, point.end, closed) if closed >= 0 else []
    return opened and bool(figures)


def leads_to_level(sheet: Sheet, run: Run) -> bool:
    """'降至2.1分', '达到41%': words right before a figure that make it a level."""
    return bool(_LEADS_TO.search(sheet.text, max(sheet.clause(run.start).start, run.start - 6), run.start))


def _left_behind(sheet: Sheet, point: TimePoint, run: Run) -> bool:
    """'由原来的40%降到16%': the baseline is where the change starts from, not where it leads."""
    return point.anchored and bool(_LEADS_TO.search(sheet.text, point.end, run.start))
