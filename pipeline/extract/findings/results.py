"""Attaches figures to what they measure, when, and in whom: the results of an account.

Here the sentences are gone through and the rows of figures put together; the laws stand in `nearest` (which outcome), `in_step` (when),
`groups` (in whom), `statistic` (what kind of figure), `p_values` and, for what results settle among themselves, `settling`. Tables of
results are `pipeline.extract.tables.results`.
"""

import re
from dataclasses import replace

from pipeline.extract.accounts import parts
from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import treats
from pipeline.extract.findings.cells import Run, find_runs
from pipeline.extract.findings.compared import is_compared
from pipeline.extract.findings.fitting import can_have, without_shared_unit
from pipeline.extract.findings.group_scopes import group_carried, group_over, time_over
from pipeline.extract.findings.groups import arms_in, groups_of, is_grouped
from pipeline.extract.findings.headed_changes import with_headed_changes
from pipeline.extract.findings.in_force import is_over, points_in, starts_change
from pipeline.extract.findings.in_step import times_of
from pipeline.extract.findings.named import begin_of, standing
from pipeline.extract.findings.nearest import outcomes_of
from pipeline.extract.findings.one_result import change_of_run, result_of, told_again
from pipeline.extract.findings.other_group import beside_the_control, in_order_again, with_the_other_group
from pipeline.extract.findings.p_values import with_p_values
from pipeline.extract.findings.pair_lines import in_columns
from pipeline.extract.findings.schedule import as_scheduled, keep_row, schedules_of
from pipeline.extract.findings.scope import Scope
from pipeline.extract.findings.series import outcomes_in_series
from pipeline.extract.findings.settling import (
    a_day,
    as_before_and_after,
    as_wounds,
    with_arms,
    with_baseline,
    with_only_time,
    without_causes,
    without_repeats,
)
from pipeline.extract.findings.untold_groups import in_pairs, of_the_treated
from pipeline.extract.findings.values import values_in
from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.gap import gap_between
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_AT_PRESENT = re.compile(
    r"\W{0,2}(?:目前|现有|传统|常规|以往|一般|现阶段|現在の|従来の|一般に|これまでの)[^,。]{0,14}(?:治疗|疗法|药物|激素|抑制剂|治療|薬|療法)"
)
_OF_EACH = re.compile(
    r"(?:两|2|二)组(?:患者|病人)?(?:[^,。;\d组]{0,6}?(?:均|分别)?各(?:自|有|出现|发生|死亡|复发)?|[^,。;\d]{0,6}?(?:均|皆|都|同样?)(?:为|是|有|系)?)\s?$"
)
_LONGEST_LINE = 60
_LABEL_REACH = 8  # how far from its start a line may have its label
_FEWEST_STEPS = 3
_LABELS = re.compile(r" ?(?:\([^()]{1,16}\))? ?[::]")
_WATCHED = re.compile(
    r"(?:まで|に|を)?(?:追え|追跡でき|観察でき|評価でき|評価し得|フォローでき|完了し|終え)た|(?:可评估|可评价|完成随访|随访满)的?"
)
_OF_BOTH = re.compile(r"(?:両|2|二|两)群")
_ALIKE = re.compile(r"[\s,]*(?:都|均|皆|とも|ともに|一样|同じ)")
_UNCHANGED = re.compile(r"\s?の?まま(?:変わら|変化|推移|で|横ばい|不変|、|。|だ)")


def read_results(sheet: Sheet, account: Account) -> list[ResultFound]:
    """All figures of an account's outcomes, each once, in order of place."""
    grouped = is_grouped(sheet, account)
    scope = Scope(arms=arms_in(sheet, account) if grouped else (), schedules=schedules_of(sheet, account))
    found: list[ResultFound] = []
    for sentence in account.sentences:
        if sentence.passage != scope.passage:
            label = _is_label(sheet, sentence, scope)
            goes_on = label or _is_line(sheet, sentence, scope)
            over = group_over(sheet, scope.passage, scope.over, sentence.passage) if grouped else None
            scope = Scope(
                time_over(sheet, sentence.passage) or (scope.time if goes_on else None),
                scope.outcome if label else None,
                over,
                over,
                sentence.passage,
                arms=scope.arms,
                schedules=scope.schedules,
                row_kept=scope.row_kept,
                row=scope.row,
                steps=scope.steps if _is_next_line(sheet, sentence, scope) else (),
            )
        if (_tells_no_finding(sheet, sentence) or parts.is_aim(sheet, sentence)) and not account.counts_in(sentence):
            continue
        read = _sentence_results(sheet, account, sentence, scope, grouped)
        if account.story:
            read = [
                r for r in read if r.statistic != "count"
            ]  # '同病房6个人,4个有效': others than the one who is told of
        found += with_p_values(sheet, sentence, in_columns(sheet, sentence, read) if grouped else read)
        _carry_over(sheet, sentence, scope)
        keep_row(scope)
    found = in_order_again(sheet, beside_the_control(sheet, found)) if grouped else found
    found = with_only_time(sheet, account, without_repeats(with_baseline(sheet, as_wounds(sheet, a_day(found)))))
    if not grouped or scope.arms:
        return found
    return of_the_treated(sheet, in_pairs(sheet, as_before_and_after(sheet, found)))


def _tells_no_finding(sheet: Sheet, sentence: Stretch) -> bool:
    """Totals of the world, how common a disease is, what was supposed or is claimed, what other treatment reaches at present."""
    start, end = sentence.start, sentence.end
    if sheet.has("cue", ("cumulative", "prevalence", "background", "supposed"), start, end):
        return True
    present = bool(_AT_PRESENT.match(sheet.text, start, end))
    return present and not (treats(sheet, sentence) or sheet.within("group", start, end))


def _is_label(sheet: Sheet, sentence: Stretch, scope: Scope) -> bool:
    """A line without outcome of its own under a short line that names an outcome and gives no figure of it."""
    if scope.outcome is None or sheet.within("outcome", sentence.start, sentence.end):
        return False
    above = sheet.sentence(scope.outcome.start)
    over = sheet.passage(above)
    ends = above.end >= over.view_end  # '…P<0.01。6か月生存率' over '96.6%(28/29)'
    behind = Stretch(scope.outcome.end, over.view_end, over_index := above.passage)
    figures = [q for q in values_in(sheet, behind) if q.kind != "plain"]  # '95点以上' is how much was reached
    near = 2 if not _again(sheet, sentence, over_index) else 4
    return (
        (sentence.passage - above.passage <= near or _in_labelled_lines(sheet, sentence, over_index))
        and ends
        and above.end - above.start <= (40 if over.kind != "list_item" else 64)
        and not figures
    )


def _in_labelled_lines(sheet: Sheet, sentence: Stretch, over: int) -> bool:
    """'開始前 287m' / '3か月後 315m' / '6か月後 322m': each line since the outcome's begins with a time or a group and names none."""
    lines = sheet.page.passages[over + 1 : sentence.passage + 1]
    return all(
        line.view_end - line.view_start <= _LONGEST_LINE
        and (
            inside(sheet.time_points, line.view_start, line.view_start + _LABEL_REACH)
            or sheet.within("group", line.view_start, line.view_start + _LABEL_REACH)
        )
        and not sheet.within("outcome", line.view_start, line.view_end)
        for line in lines
    )


def _again(sheet: Sheet, sentence: Stretch, over: int) -> bool:
    """'・同じ指標の365日' stands between, or here: what was measured before is measured again."""
    lines = sheet.page.passages[over + 1 : sentence.passage + 1]
    return any(_SAME_MEASURE.match(sheet.text, line.view_start, line.view_end) for line in lines)


_SAME_MEASURE = re.compile(
    r"\W{0,3}(?:同じ(?:指標|評価|項目|エンドポイント|尺度)|同(?:指標|項目|指标|项目)|同一(?:指标|终点|项目|指標)|相同(?:指标|终点|项目))"
)


def _is_line(sheet: Sheet, sentence: Stretch, scope: Scope) -> bool:
    """A short line of figures under '1年时各项指标:': the time above holds for it too."""
    if scope.time is None or inside(sheet.time_points, sentence.start, sentence.end):
        return False
    passage = sheet.passage(sentence)
    return passage.view_end - passage.view_start <= _LONGEST_LINE


def _is_next_line(sheet: Sheet, sentence: Stretch, scope: Scope) -> bool:
    """'LVEDD(mm):移植组62.3 60.1 58.2' below a line with as many times: the next measure's figures go in step with them, too."""
    if sentence.passage != scope.passage + 1 or len(scope.steps) < _FEWEST_STEPS:
        return False
    first = next(iter(sheet.within("outcome", sentence.start, sentence.start + 4)), None)
    return first is not None and bool(_LABELS.match(sheet.text, first.end))


def _carry_over(sheet: Sheet, sentence: Stretch, scope: Scope) -> None:
    times = [point for point in points_in(sheet, sentence) if not is_compared(sheet, point)]
    later = [point for point in times if point.months != (0.0,)]  # '6个月时由术前3.1升至4.2' leaves the month in force
    if later:
        scope.time = later[-1]
    elif times and not all(starts_change(sheet, point) for point in times):
        scope.time = times[-1]
    if scope.time is not None and scope.time.months == (0.0,) and is_over(sheet, scope.time, sentence.end):
        scope.time = None
    outcomes = _not_explaining(sheet, standing(sheet, sentence.start, sentence.end))
    scope.outcome = outcomes[-1] if outcomes else scope.outcome
    scope.group = group_carried(sheet, sentence, scope.group) or scope.over


def _not_explaining(sheet: Sheet, outcomes: list[TermHit]) -> list[TermHit]:
    """The outcomes of a line without those in the bracket behind the first: 'excellent outcome(mRS、NIHSSがそろって良好)'."""
    if len(outcomes) < 2:
        return outcomes
    first = outcomes[0].end
    opened = _EXPLAINED.match(sheet.text, first)
    return (
        outcomes[:1] if opened and outcomes[1].start < opened.end() and outcomes[-1].start < opened.end() else outcomes
    )


_EXPLAINED = re.compile(r"[」』”\"]?(?:率|例)?\s?\([^()\d]{4,40}\)")


def _sentence_results(
    sheet: Sheet, account: Account, sentence: Stretch, scope: Scope, grouped: bool
) -> list[ResultFound]:
    results: list[ResultFound] = []
    total = account.total.quantity if account.total else None
    runs = with_headed_changes(sheet, sentence, find_runs(sheet, sentence), scope)
    floor = sentence.start  # where the figures end that were last given an outcome
    in_series: list[TermHit] = []
    for index, run in enumerate(runs):
        if total is not None and run.cells[0].figures[0] == total:
            continue
        ceiling = runs[index + 1].start if index + 1 < len(runs) else sentence.end
        in_series = in_series[1:] or outcomes_in_series(sheet, sentence, runs[index:], scope)
        outcomes = (
            [in_series[0]] * len(run.cells)
            if in_series
            else outcomes_of(sheet, sentence, run, (floor, ceiling), scope, _predicate(sheet, sentence, runs, index))
        )
        if outcomes is None:
            scope.aside = run.cells[0].figures[0]
            continue
        floor = run.end
        if outcomes[-1].start != outcomes[0].start:
            scope.steps = ()
        times = times_of(sheet, sentence, run, scope, outcomes[0])
        times = as_scheduled(sheet, sentence, run, scope, outcomes, times)
        alike = len({o.code for o in outcomes}) == 1 and len({t.value if t else None for t in times}) == 1
        groups = (
            groups_of(sheet, sentence, run, scope, alike)
            if grouped or run.versus or run.side
            else [None] * len(run.cells)
        )
        change = change_of_run(sheet, run, outcomes[0])
        for cell, outcome, time, group in zip(run.cells, outcomes, times, groups, strict=True):
            first = scope.told.get(outcome.start) if len(scope.row) > 1 and change is None else None
            for figure in (without_shared_unit(told, outcome) for told in cell.figures):
                result = told_again(first, figure, time, group, run) if first is not None else None
                if (
                    result is None
                    and can_have(figure, outcome, run, sheet)
                    and not _is_everyone(figure, outcome, total)
                ):
                    before = results[-1] if results else None
                    result = result_of(sheet, outcome, figure, time, group, run, change, before)
                    scope.told[outcome.start] = result
                results += [result] if result is not None else []
        if grouped and _each(sheet, sentence, run) and results and results[-1].figure is run.cells[0].figures[-1]:
            arms = [Found(arm, run.start, run.end, "results.both_groups") for arm in ("treatment", "control")]
            results[-1:] = [replace(results[-1], group=arm) for arm in arms]
        if _stayed(sheet, sentence, run) and results and results[-1].figure.start == run.cells[0].figures[-1].start:
            place = run.cells[0].start, run.cells[0].end
            results[-1:] = [replace(results[-1], time=Found(0.0, *place, "results.arrow_start")), results[-1]]
    results = without_causes(sheet, results)
    return with_arms(sheet, with_the_other_group(sheet, sentence, results)) if grouped else results


def _predicate(sheet: Sheet, sentence: Stretch, runs: list[Run], index: int) -> tuple[int, int] | None:
    """'细胞组有13人、安慰剂组有7人达到完全缓解': where the words stand that the last of several counts shares with those before it."""
    last = index
    while last + 1 < len(runs):
        here, following = runs[last], runs[last + 1]
        kinds = {here.cells[0].figures[0].kind, following.cells[0].figures[0].kind}
        placed = bool(sheet.within("group", here.end, following.start))
        placed = placed or bool(inside(sheet.time_points, here.end, following.start))
        if len(kinds) > 1 or not placed:
            break
        watched = _WATCHED.search(sheet.text, here.end, begin_of(following))  # '7例、52週まで追えた9例中6例'
        if gap_between(sheet, watched.end() if watched else here.end, begin_of(following)):
            break
        last += 1
    if last == index:
        return None
    return runs[last].end, runs[last + 1].start if last + 1 < len(runs) else sentence.end


def _is_everyone(figure: Quantity, outcome: TermHit, total: Quantity | None) -> bool:
    """'6人的梗死体积都缩小' of 6: told of all, a direction and no count."""
    counted = figure.kind == "people" and outcome.attributes.get("family") in {"symptom", "event"}
    return counted and total is not None and figure.value == total.value and figure.of is None


def _each(sheet: Sheet, sentence: Stretch, run: Run) -> bool:
    """'两组各有1例死亡', '両群で1人ずつ': one count told of each of both groups."""
    if len(run.cells) != 1 or len(run.cells[0].figures) != 1:
        return False
    before = sheet.text[max(sentence.start, run.start - 14) : run.start]
    return bool(_OF_EACH.search(before)) or bool(_OF_BOTH.search(before) and sheet.text.startswith("ずつ", run.end))


def _stayed(sheet: Sheet, sentence: Stretch, run: Run) -> bool:
    """'对照组前后都是0.9±0.2', '対照群は0.9±0.2のまま変わらなかった': one figure for before and after."""
    if len(run.cells) != 1:
        return False
    if _UNCHANGED.match(sheet.text, run.end):
        return True
    words = [h for h in sheet.within("time_anchor", run.start - 12, run.start) if h.code == "both"]
    between = sheet.text[words[-1].end : run.start] if words and words[-1].start >= sentence.start else ""
    return bool(_ALIKE.match(between))
