"""Figures that may be anything: no unit, no spread, no time, in no chain, no series and no change.

Such a figure is an outcome's only right behind its name: `pipeline.extract.findings.nearest`.
"""

import re

from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.in_force import own_time
from pipeline.extract.findings.in_step import goes_along
from pipeline.extract.findings.schedule import in_schedule
from pipeline.extract.findings.scope import Scope
from pipeline.extract.findings.statistic import change_of
from pipeline.extract.mentions.gap import gap_between
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_NEAR_P = 4
_LONGEST_VERB = 14
_REACHED = re.compile(
    r"(?:又|则|再|还|仍|也|却|一直|已|进一步|继续|稳定|基本|反而|依然|才)*(?:(?:[升降增减跌落回掉涨滑反弹](?:低|高|少|加|升|落|到|弹)?|改善|好转|恢复)(?:到了?|至|为|成)|(?:维持|保持|稳定|停留|徘徊|停)(?:在|于)|仍有|仍为|还是|只剩|剩)\s?$"
)
_REACHED_BEHIND = re.compile(
    r"点?(?:まで|に|へ)(?:再び|再度|さらに|わずかに|やや)?(?:上昇|低下|減少|増加|改善|戻|下が|上が|回復|悪化)|点?(?:を維持|のまま|で推移|で安定)"
)
_CHANGES = re.compile(r"变化|变动|改变|変化|差值|Δ|△|change", re.IGNORECASE)
_NAMED = re.compile(r" ?(?:为|是|系|[:=]|が|は|では|で)? ?")
_NEXT = re.compile(r" ?(?:[,、;/]|对|比|[vV][sS]\.?) ?(?:而|与|和|と)? ?")
_OPENED = re.compile(r" ?\( ?")
_IN_TURN = re.compile(
    r"(?:之?后|时|末|的?时候|後|に)?[,]?(?:则|再|又)?(?:分别|依次|依序|各|それぞれ|順に)(?:为|是|降[到至为]|升[到至为])?\s?"
)
_PARTICLE = re.compile(r"(?:が|は|で|では|为|是|[:,、]) ?$")


def is_bare(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> bool:
    """A figure without unit, spread or time, in no chain and no series: it may be anything."""
    figure = run.cells[0].figures[0]
    if figure.kind != "plain" or figure.spread is not None or run.chain or run.change is not None:
        return False
    if run.versus and sheet.numbers("p", run.end, run.end + _NEAR_P):
        return False  # '50.0 vs 46.7,P=0.018'
    if _is_signed_change(sheet, sentence, run) or _is_row_of_times(sheet, sentence, run):
        return False
    if _is_next_groups(sheet, sentence, run) or _is_of_bracketed(sheet, run) or _is_later_in_turn(sheet, run):
        return False
    if _is_reached(sheet, sentence, run) or _is_change_in_group(sheet, sentence, run):
        return False
    if _is_row_of_schedule(sheet, sentence, run, scope):
        return False
    return not own_time(sheet, run.cells[0]) and not goes_along(sheet, sentence, run, scope)


def _is_reached(sheet: Sheet, sentence: Stretch, run: Run) -> bool:
    """'到了第12个月,对照组又回升到44.0,细胞组则维持在24.6': where a measure went or stayed, in whom and when being all that is said."""
    clause = sheet.clause(run.start)
    reached = _REACHED.search(sheet.text, max(clause.start, run.start - _LONGEST_VERB), run.start)
    start = reached.start() if reached else run.start
    if reached is None and not _REACHED_BEHIND.match(sheet.text, run.end, clause.end):
        return False
    grouped = bool(sheet.within("group", clause.start, start))
    placed = grouped or bool(inside(sheet.time_points, clause.start, start))
    return placed and gap_between(sheet, clause.start, start) <= 1


def _is_change_in_group(sheet: Sheet, sentence: Stretch, run: Run) -> bool:
    """'mRSS下降移植组19.9,对照组8.8': the outcome, which way it went, in whom, how far."""
    own = _group_right_before(sheet, sentence, run.start)
    clause = sheet.clause(run.start)
    moved = [hit for hit in sheet.within("direction", clause.start, own.start) if hit.end <= own.start] if own else []
    if own is None or not moved or not _NAMED.fullmatch(sheet.text, moved[-1].end, own.start):
        return False
    named = sheet.within("outcome", clause.start, moved[-1].start)
    return bool(named) and gap_between(sheet, named[-1].end, moved[-1].start) <= 1


def _is_signed_change(sheet: Sheet, sentence: Stretch, run: Run) -> bool:
    """'较基线变化:细胞组-18,对照组-9', '打的-2.98': a sign right behind a name, where words say that it is of a change or it is no count."""
    figure = run.cells[0].figures[0]
    change = change_of(sheet, figure)
    if change is None or change.noun:
        return change is not None  # 'SLEDAI降幅:9.1 vs 6.3'
    if sheet.text[change.start : change.end] not in {"-", "+", "↓", "↑"}:
        return False
    if not figure.value.is_integer() and "一" <= sheet.text[change.start - 1] <= "鿿":
        return True
    if _CHANGES.search(sheet.text, sheet.clause(run.start).start, run.start):
        return True  # 'HAQの平均変化量は12週で-0.45'
    behind = _PARTICLE.search(sheet.text, change.start - 2, change.start)  # 'プラセボ群が-5.88'
    place = behind.start() if behind else change.start
    group = any(h.end == place for h in sheet.within("group", change.start - 14, place))
    return group and bool(_CHANGES.search(sheet.text, sentence.start, run.start))


def _is_next_groups(sheet: Sheet, sentence: Stretch, run: Run) -> bool:
    """'SLEDAI细胞组6.1,对照组9.3': each figure right behind the name of its group, one group told behind the other."""
    own = _group_right_before(sheet, sentence, run.start)
    if own is None:
        return False
    before = sheet.numbers(("plain",), sentence.start, own.start)
    if not before or not _NEXT.fullmatch(sheet.text, before[-1].end, own.start):
        return False
    other = _group_right_before(sheet, sentence, before[-1].start)
    return other is not None and other.code != own.code


def _is_of_bracketed(sheet: Sheet, run: Run) -> bool:
    """'38(细胞)vs 51(对照)': a bracket that holds no more than a group's name."""
    opened = _OPENED.match(sheet.text, run.end)
    hits = sheet.within("group", opened.end(), opened.end() + 1) if opened else []
    return bool(hits) and sheet.text.startswith(")", hits[0].end)


def _is_later_in_turn(sheet: Sheet, run: Run) -> bool:
    """'两组SLEDAI基线分别为12.8和12.5,半年后分别为4.9和8.3': a clause of a time and its row of figures."""
    clause = sheet.clause(run.start)
    points = inside(sheet.time_points, clause.start, run.start)
    in_turn = len(run.cells) > 1 and bool(points) and not sheet.text[clause.start : points[0].start].strip(" ,第")
    return in_turn and bool(_IN_TURN.fullmatch(sheet.text, points[-1].end, run.start))


def _group_right_before(sheet: Sheet, sentence: Stretch, place: int) -> TermHit | None:
    hits = [h for h in sheet.within("group", max(sentence.start, place - 14), place) if h.end <= place]
    return hits[-1] if hits and _NAMED.fullmatch(sheet.text, hits[-1].end, place) else None


def _is_row_of_schedule(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> bool:
    """'SLEDAI:14.2、12.1、8.8' of 'T0、第1月、第3月评估': as many figures as times of measuring, right behind an outcome or a group alone."""
    if not in_schedule(sheet, sentence, run, scope):
        return False
    named = sheet.within("outcome", sentence.start, run.start)
    since = max(named[-1].end if named else 0, sheet.clause(run.start).start)
    before = sheet.numbers(("plain", "measure"), since, run.start)  # '治疗组6.4/5.0/3.6,对照组6.3/5.5/4.9'
    return gap_between(sheet, before[-1].end if before else since, run.start) <= 1


def _is_row_of_times(sheet: Sheet, sentence: Stretch, run: Run) -> bool:
    """'于治疗前、第4周及第12周之平均值依序为13.2、9.4及7.1': as many figures as times in a row before them."""
    n = len(run.cells)
    points = inside(sheet.time_points, sentence.start, run.start)
    return n > 1 and any(len(point.months) == n for point in points)
