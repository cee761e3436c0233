"""When, and in whom: the time points and groups of figures told in a row.

The laws: a time point goes on until another takes over, 'compared with before' sets none; times in a row and figures in a row go in
step; two figures along an arrow are before and after; groups told side by side share a row of figures in their order.
"""

import re
from dataclasses import dataclass

from pipeline.extract.cells import Cell, Run
from pipeline.extract.found import Found
from pipeline.extract.sheet import Sheet, Stretch, inside
from pipeline.extract.timing import TimePoint
from pipeline.lexicon.load import TermHit

_COMPARED = re.compile(r"(?:较|比|与|和|同|低于|高于|少于|多于|优于|相比|相较|于|より|よりも|に比べ)\s?$")
_TIME_BESIDE = re.compile(r"\s?(?:的|为|是|时|后|時|後|末|:|\(|は|に|が|で)*\s?")
_LEADS_TO = re.compile(r"(?:降|升|增|减|加|低|高|变)(?:到|至|为|成)")
_RESPECTIVELY = re.compile(r"分别|依次|依序|各为|それぞれ|順に")
_BOTH_GROUPS = re.compile(r"(?:两|2|二|両) ?(?:组|群)(?!比|间|差|相)")
_LISTED = re.compile(r" ?(?:、|和|与|及|同) ?")
_BESIDE = re.compile(r"[\s(的为是:]{0,4}")


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
    return point.anchored and bool(_COMPARED.search(sheet.text[max(0, point.start - 4) : point.start]))


def times_of(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> list[Found | None]:
    """A time for each cell of a run: its own, or in step with times in a row, before and after along an arrow, else the one in force."""
    point = _point_for(sheet, sentence, run, scope)
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


def groups_of(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> list[Found | None]:
    """A group for each cell of a run: both groups in step ('两组为A和B', 'A对B'), else the one in force."""
    n = len(run.cells)
    named = [h for h in sheet.within("group", sentence.start, run.start) if h.code in {"treatment", "control"}]
    if n == 2 and not run.chain:
        both = _BOTH_GROUPS.search(
            sheet.text, max(sentence.start, named[-1].end if named else 0, run.start - 14), run.start
        )
        if both or run.versus:
            place = (both.start(), both.end()) if both else (run.start, run.end)
            return [Found(code, *place, "results.both_groups") for code in ("treatment", "control")]
        if _RESPECTIVELY.search(sheet.text, max(sentence.start, run.start - 8), run.start):
            pair = _last_two(sheet, sentence, run)
            if pair:
                return [Found(h.code, h.start, h.end, h.rule) for h in pair]
        pair = named[-2:]
        if len(pair) == 2 and _LISTED.fullmatch(sheet.text[pair[0].end : pair[1].start]):
            return [Found(h.code, h.start, h.end, h.rule) for h in pair]
    if n > 2 and not run.chain and _RESPECTIVELY.search(sheet.text, max(sentence.start, run.start - 10), run.start):
        scope.groups = tuple(_with_control(sheet, named, run)) or scope.groups
        if len(scope.groups) == n:
            return list(scope.groups)
    beside = bool(named) and _BESIDE.fullmatch(sheet.text[named[-1].end : run.start])
    standing = [h for h in named if not _is_compared_group(sheet, h)]
    hit = named[-1] if beside else standing[-1] if standing else scope.group
    return [Found(hit.code, hit.start, hit.end, hit.rule) if hit else None] * n


def _with_control(sheet: Sheet, named: list[TermHit], run: Run) -> list[Found | None]:
    """'低、中、高剂量和安慰剂分别是…': all groups but the control got cells; the control stands first or last in the row."""
    controls = [
        h
        for h in named
        if h.code == "control" and run.start - h.end <= 12 and sheet.text[h.start - 1] in "和与、及跟同"
    ]
    if not controls:
        return []
    control = Found("control", controls[-1].start, controls[-1].end, controls[-1].rule)
    treated = Found("treatment", controls[-1].start, controls[-1].end, "results.other_groups")
    return [*[treated] * (len(run.cells) - 1), control]


def _last_two(sheet: Sheet, sentence: Stretch, run: Run) -> list[TermHit]:
    """The two groups named last before a run in its paragraph, in the order of their naming."""
    start = sheet.page.passages[sentence.passage].view_start
    hits = [h for h in sheet.within("group", start, run.start) if h.code in {"treatment", "control"}]
    last = hits[-1] if hits else None
    other = next((h for h in reversed(hits) if last is not None and h.code != last.code), None)
    return sorted([other, last], key=lambda h: h.start) if last and other else []


def _is_compared_group(sheet: Sheet, hit: TermHit) -> bool:
    return bool(_COMPARED.search(sheet.text[max(0, hit.start - 4) : hit.start]))
