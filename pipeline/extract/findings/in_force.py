"""When, for a single figure: the time point in force where it stands.

The laws: its own time stands right before it or in a bracket behind; else the last one named before it holds, unless it is only compared with,
closed off by a bracket, or where a change starts from. Times in a row are for `pipeline.extract.findings.in_step`.
"""

import re

from pipeline.extract.findings.cells import Cell, Run
from pipeline.extract.findings.compared import is_compared
from pipeline.extract.findings.scope import Scope
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.mentions.timing import TimePoint
from pipeline.lexicon.load import TermHit

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
    r"(?:^|(?<=[,。;、\s]))(?:(?:随访|追踪|观察|研究|试验|治疗)?期间|其间|随访过程中|(?:その間|期間中|(?:追跡|観察|試験|投与)期間中|(?:追跡|経過|経過観察|観察)中))(?:内|共|有|に|は|、)*"
)
_IN_BRACKET = re.compile(r"\s?\(\s?(?:第)?")
_CLOSED = re.compile(r"\s?(?:时|後|后|時点?|时点|末)?\s?[),;、]")
_LEADS_TO = re.compile(r"(?:降|升|增|减|加|低|高|变|跌|掉|落|滑|缩|涨|爬|退|回|短|长|少|轻|小|善)了?(?:到|至|为|成|返)")
_LATER_ON = re.compile(r"(?:其后|此后|随后|之后|后来|再后来|最后|最终|その後)[^,。;\d]{0,6}$")  # when is not told
_OF_ALL_TIME = {"hospital_stay"}  # has no time: '第7天CRP 13.2mg/L;住院时间15.3天'
_FIGURES = ("plain", "measure", "percent", "people")
_STARTS = re.compile(r"[由从自]\s?$")


def points_in(sheet: Sheet, sentence: Stretch) -> list[TimePoint]:
    return inside(sheet.time_points, sentence.start, sentence.end)


def in_force(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope, outcome: TermHit | None) -> TimePoint | None:
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
    if points and sheet.numbers(_FIGURES, points[-1].end, outcome.start):
        return None  # '第12周有8人、第24周有11人达到临床缓解'
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
