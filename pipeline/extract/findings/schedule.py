"""When, where an account lists once at which times it measured and gives rows of figures elsewhere.

'分别于输注前及输注后1、3、6个月评估 … SLEDAI:14.2、12.1、8.8、7.0'. Times told beside the figures are `pipeline.extract.findings.in_step`.
"""

import re

from pipeline.extract.accounts.account import Account
from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.in_force import own_time
from pipeline.extract.findings.scope import Scope
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.mentions.timing import TimePoint
from pipeline.lexicon.load import TermHit

_FEWEST = 3
_FEWEST_KEPT = 4  # three figures are as often of three groups
_MEASURED = re.compile(
    r"评[估价定]|测|检[测查]|复[查诊]|随[访诊]|观察|记录|采[集血]|抽血|化验|时间?[点段]|节点|访视|追[踪蹤]|評[価定]|測定|検査|観察|調べ|診察|採血|時[点期]|受診|[评計计]分"
)
_GIVEN = re.compile(r"输[注液]|回输|注射|给药|投与|移植|打")


def schedules_of(sheet: Sheet, account: Account) -> tuple[TimePoint, ...]:
    """The times at which an account says that it measured, as rows of three and more; none where the rows beside them are the figures."""
    return tuple(
        point
        for sentence in (*account.lead, *account.sentences)
        for point in inside(sheet.time_points, sentence.start, sentence.end)
        if len(point.months) >= _FEWEST and _is_of_measuring(sheet, point)
    )


def _is_of_measuring(sheet: Sheet, point: TimePoint) -> bool:
    """'第1、3、6个月评估' is a schedule; '第0、1、3月各输注一次' tells when the cells were given."""
    clause = sheet.clause(point.start)
    behind = _MEASURED.search(sheet.text, point.end, clause.end)
    given = _GIVEN.search(sheet.text, point.end, behind.start() if behind else clause.end)
    return not given and bool(behind or _MEASURED.search(sheet.text, clause.start, point.start))


def in_schedule(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> list[Found | None]:
    """The times of a row of figures that goes in step with a schedule, with the baseline before it or in it; none where it does not."""
    n = len(run.cells)
    if n < _FEWEST or run.leads or run.follows or run.versus or any(len(row) == n for row in scope.arms):
        return []
    if inside(sheet.time_points, sentence.start, run.end) or any(own_time(sheet, cell) for cell in run.cells):
        return []
    for point in reversed(scope.schedules):
        months = point.months if point.months[0] == 0 or len(point.months) == n else (0.0, *point.months)
        if len(months) == n:
            return [Found(m, point.start, point.end, "results.schedule") for m in months]
    return list(scope.row_kept) if len(scope.row_kept) == n else []


def as_scheduled(
    sheet: Sheet, sentence: Stretch, run: Run, scope: Scope, outcomes: list[TermHit], times: list[Found | None]
) -> list[Found | None]:
    """The times of a run: those of a schedule where its figures are of one outcome and nothing beside them tells their times apart."""
    told_apart = len({time.value for time in times if time}) > 1
    if told_apart or outcomes[-1].start != outcomes[0].start:
        return times
    return in_schedule(sheet, sentence, run, scope) or times


def keep_row(scope: Scope) -> None:
    """'尿蛋白基线3.2,4周2.8,12周2.0,24周1.4': a long row of times told with figures holds for later rows of as many."""
    for row in (scope.steps, scope.row_of_times):
        if len(row) >= _FEWEST_KEPT and all(row):
            scope.row_kept = row
