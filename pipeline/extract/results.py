"""Attaches figures to what they measure, when, and in whom: the results of an account.

The laws:
- a figure belongs to the nearest outcome that can have such a figure; a count or share of patients looks behind it first
  ('23%的患者出现复发'), every other figure before it; an outcome goes on over the clauses that name none of their own;
- a time point goes on until another takes over, within its paragraph; 'compared with before' sets none;
- times in a row and figures in a row go in step; two figures along an arrow are before and after;
- a P value belongs to the figure before it; told against the baseline, to all figures of the outcome but the baseline.
"""

import re
from dataclasses import dataclass, replace

from pipeline.extract.accounts import Account
from pipeline.extract.cells import Cell, Run, find_runs
from pipeline.extract.found import Found
from pipeline.extract.quantities import Quantity
from pipeline.extract.sheet import Sheet, Stretch, inside
from pipeline.extract.timing import TimePoint
from pipeline.lexicon.load import TermHit

_COMPARED = re.compile(r"(?:较|比|与|和|同|低于|高于|少于|多于|优于|相比|相较|于|より|よりも|に比べ)\s?$")
_FILLER = re.compile(
    r"[\s:()\[\]、,的为是达到仅有约高低占者率了均则均共总第一例人名位数评分水平值定量由从的患者病人受试者出现取得获得处于发生仍曾以仅各组至はがのでにをと=]"
)
_CHANGE_BY = re.compile(
    r"(?P<down>降低|下降|减少|减低|缩小)了?|(?P<up>升高|上升|增加|提高|增长)了?|(?:变化|改变)(?:值|量)?"
)
_SIGNED = re.compile(r"(?:^|[^\d\s%])\s?(?P<sign>[↓↑+-])\s?$")  # '(↓69.9%)', '细胞组 -3.1±1.8': told as a change
_CHANGE_TO = re.compile(r"^\s?(?:到|至|为|成)")
_REACHED = re.compile(r"\s?(?:的?(?:患者|病人))?(?:均|都|全部)?(?:达到?|满足|实现|取得|获得|出现|发生)")
_CAUSE = re.compile(r"(?:因|由于|为了|防止|预防|のため)[^,。]{0,3}$")  # '4名患者因病情复发再次接受': why, not how many
_MEDIAN = re.compile(r"中位|中央値|median", re.IGNORECASE)
_OF_PATIENTS = re.compile(r"\s?的?\s?(?:患者|病人|受试者|人)")
_FIGURE = re.compile(r"\d[\d.]*\s?(?:±|%|例|/)")
_NEAR = 9  # how many characters that say nothing may stand between a count and its outcome


@dataclass(frozen=True, slots=True)
class ResultFound:
    """One figure of an outcome. `time`, `group`, `p`: with their words, None where not told. Spans are view places."""

    outcome: TermHit
    value: float
    statistic: str
    figure: Quantity
    time: Found | None
    group: Found | None
    unit: str | None
    p: Quantity | None = None
    rule: str = "results.nearest_outcome"

    @property
    def key(self) -> tuple[str, float | None, str | None, str, float]:
        time = self.time.value if self.time else None
        group = self.group.value if self.group else None
        return (self.outcome.code, time, group, self.statistic, self.value)


@dataclass(slots=True)
class _Scope:
    """What is in force at a place of an account."""

    time: TimePoint | None = None
    outcome: TermHit | None = None
    group: TermHit | None = None
    passage: int = -1
    groups: tuple[Found | None, ...] = ()  # of the last row of figures that several groups shared


def read_results(sheet: Sheet, account: Account) -> list[ResultFound]:
    """All figures of an account's outcomes, each once, in order of place."""
    scope = _Scope()
    grouped = any(sheet.has("group", "control", s.start, s.end) for s in account.sentences)
    found: dict[tuple[str, float | None, str | None, str, float], ResultFound] = {}
    for sentence in account.sentences:
        if sentence.passage != scope.passage:
            label = _is_label(sheet, sentence, scope)
            goes_on = label or _is_line(sheet, sentence, scope)
            scope = _Scope(scope.time if goes_on else None, scope.outcome if label else None, None, sentence.passage)
        if sheet.has("cue", ("cumulative", "prevalence", "background"), sentence.start, sentence.end):
            continue
        read = _sentence_results(sheet, account, sentence, scope, grouped)
        for result in _with_p(sheet, sentence, read):
            found.setdefault(result.key, result)
        _carry_over(sheet, sentence, scope)
    return _with_only_time(sheet, account, list(found.values()))


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


def _is_label(sheet: Sheet, sentence: Stretch, scope: _Scope) -> bool:
    """A line without outcome of its own under a line that is nothing but an outcome's name."""
    if scope.outcome is None or sheet.within("outcome", sentence.start, sentence.end):
        return False
    above = sheet.sentence(scope.outcome.start)
    return sentence.passage - above.passage <= 2 and not _FIGURE.search(sheet.text, scope.outcome.end, above.end)


def _is_line(sheet: Sheet, sentence: Stretch, scope: _Scope) -> bool:
    """A short line of figures under '1年时各项指标:': the time above holds for it too."""
    if scope.time is None or inside(sheet.time_points, sentence.start, sentence.end):
        return False
    passage = sheet.passage(sentence)
    return passage.view_end - passage.view_start <= 60


def _carry_over(sheet: Sheet, sentence: Stretch, scope: _Scope) -> None:
    times = [point for point in _points(sheet, sentence) if not _is_compared(sheet, point)]
    if times:
        scope.time = times[-1]
    outcomes = sheet.within("outcome", sentence.start, sentence.end)
    scope.outcome = outcomes[-1] if outcomes else scope.outcome
    scope.group = None


def _points(sheet: Sheet, sentence: Stretch) -> list[TimePoint]:
    return inside(sheet.time_points, sentence.start, sentence.end)


def _is_compared(sheet: Sheet, point: TimePoint) -> bool:
    """'较治疗前', '低于治疗前': the time that is compared with, not the time of what is told."""
    return point.anchored and bool(_COMPARED.search(sheet.text[max(0, point.start - 4) : point.start]))


def _sentence_results(
    sheet: Sheet, account: Account, sentence: Stretch, scope: _Scope, grouped: bool
) -> list[ResultFound]:
    results: list[ResultFound] = []
    total = account.total.quantity if account.total else None
    for run in find_runs(sheet, sentence):
        if total is not None and run.cells[0].figures[0] == total:
            continue
        outcome = _outcome_of(sheet, sentence, run, scope)
        if outcome is None:
            continue
        times = _times_of(sheet, sentence, run, scope)
        groups = _groups_of(sheet, sentence, run, scope) if grouped else [None] * len(run.cells)
        for cell, time, group in zip(run.cells, times, groups, strict=True):
            for figure in cell.figures:
                if _fits(figure, outcome, run):
                    results.append(_result(sheet, outcome, figure, time, group, run))
    return results


def _outcome_of(sheet: Sheet, sentence: Stretch, run: Run, scope: _Scope) -> TermHit | None:
    """The outcome that a run's figures belong to."""
    figure = run.cells[0].figures[0]
    clause = sheet.clause(run.start)
    left = [
        h
        for h in sheet.within("outcome", clause.start, run.start)
        if _fits(figure, h, run) and not _is_grade(sheet, sentence, h)
    ]
    behind = [
        h for h in sheet.within("outcome", run.end, clause.end) if _fits(figure, h, run) and not is_negated(sheet, h)
    ]
    right = [h for h in behind if not _CAUSE.search(sheet.text[max(run.end, h.start - 5) : h.start])]
    left_gap = gap_between(sheet, left[-1].end, run.start) if left else None
    right_gap = gap_between(sheet, run.end, right[0].start) if right else None
    counts = figure.kind in {"people", "animals", "fraction", "percent"}
    if counts and right and right_gap is not None and right_gap <= _NEAR:
        of_patients = figure.kind in {"people", "animals"} or bool(_OF_PATIENTS.match(sheet.text, figure.end))
        parted = bool(left) and bool(
            re.search(r"[、,]", sheet.text[left[-1].end : run.start])
        )  # '9例完全缓解、7例部分缓解'
        reached = parted or bool(_REACHED.match(sheet.text, figure.end))
        if (
            left_gap is None
            or right_gap < left_gap
            or (right_gap == left_gap and (reached or (of_patients and left_gap > 0)))
        ):
            return _relief(sheet, right)
    if left and left_gap is not None:
        if (
            figure.kind == "plain"
            and figure.spread is None
            and not run.chain
            and left_gap > 0
            and not _own_time(sheet, run.cells[0])
        ):
            return None
        if left_gap <= (_NEAR if figure.kind in {"people", "animals"} else 30):
            return left[-1]
        return None
    if figure.kind == "plain" and figure.spread is None and not run.chain and not _own_time(sheet, run.cells[0]):
        return None
    earlier = [h for h in sheet.within("outcome", sentence.start, clause.start) if _fits(figure, h, run)]
    carried = earlier[-1] if earlier else scope.outcome
    if carried is None or not _fits(figure, carried, run):
        return None
    of_patients = figure.kind in {"people", "animals"} or bool(_OF_PATIENTS.match(sheet.text, figure.end))
    if of_patients and not _stands_alone(sheet, clause, run):
        return None
    return carried


def _relief(sheet: Sheet, right: list[TermHit]) -> TermHit:
    """The first outcome behind a share of patients; '50%患者的症状得到缓解' is a remission, not a count of symptoms."""
    first, second = right[0], right[1] if len(right) > 1 else None
    if (
        first.code == "symptoms"
        and second is not None
        and second.code == "remission"
        and gap_between(sheet, first.end, second.start) <= 1
    ):
        return second
    return first


def _is_grade(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    """'显效19例、有效12例、无效4例': one grade of several, not the share that responded."""
    if hit.code != "response" or sheet.text[hit.start : hit.end] not in {"有效", "有効"}:
        return False
    return bool(_GRADES.search(sheet.text, sentence.start, sentence.end))


_GRADES = re.compile(r"显效|無効|无效|著効|やや有効")


def _stands_alone(sheet: Sheet, clause: Stretch, run: Run) -> bool:
    """A count in a clause that says nothing else ('第9个月3人(12.5%)') goes with the outcome before; any other is of something else."""
    return gap_between(sheet, clause.start, run.start) + gap_between(sheet, run.end, clause.end) <= 2


def _fits(figure: Quantity, outcome: TermHit, run: Run) -> bool:
    """Whether an outcome can have such a figure: shares and counts of patients for rates, measurements for the rest."""
    family = outcome.attributes.get("family")
    if figure.kind in {"people", "animals"}:
        return family in {"rate", "symptom", "event"}
    if figure.kind == "fraction":
        return True
    if figure.kind == "percent":
        return (
            family in {"rate", "symptom", "event"}
            or figure.spread is not None
            or outcome.attributes.get("unit") == "%"
            or run.chain
        )
    return family != "rate" or figure.spread is not None


def gap_between(sheet: Sheet, start: int, end: int) -> int:
    """How many characters between two places say something else: times, groups and filler aside."""
    text = sheet.text
    spans = [(p.start, p.end) for p in inside(sheet.time_points, start, end)]
    spans += [(g.start, g.end) for g in sheet.within("group", start, end)]
    spans += [(s.start, s.end) for kind in ("statistic", "condition") for s in sheet.within(kind, start, end)]
    kept = [c for i, c in enumerate(text[start:end], start) if not any(a <= i < b for a, b in spans)]
    return len(_FILLER.sub("", "".join(kept)))


def is_criterion(sheet: Sheet, hit: TermHit) -> bool:
    """'SLEDAI≥8', 'LVEF<40%': whom the study took, not what it found."""
    return bool(re.match(r"\s?(?:评分)?\s?[<>≥≤≧≦]", sheet.text[hit.end : hit.end + 5]))


def is_negated(sheet: Sheet, hit: TermHit) -> bool:
    """Whether a negation stands right before a term: '没有进展', '未见复发'; or right behind it ('再発なし')."""
    before = [n for n in sheet.within("negation", hit.start - 8, hit.start) if n.code == "pre"]
    if before and not re.search(r"[,。;、]", sheet.text[before[-1].end : hit.start]):
        return True
    behind = [n for n in sheet.within("negation", hit.end, hit.end + 6) if n.code == "post"]
    return bool(behind) and not re.search(r"[,。;、]|変化|变化|差", sheet.text[hit.end : behind[0].end])


def _times_of(sheet: Sheet, sentence: Stretch, run: Run, scope: _Scope) -> list[Found | None]:
    """A time for each cell of a run: its own, or in step with times in a row, before and after along an arrow, else the one in force."""
    point = _point_for(sheet, sentence, run, scope)
    n = len(run.cells)
    own = [_own_time(sheet, cell) for cell in run.cells]
    if n > 1 and all(own[1:]):
        first = own[0] or (_baseline(run.cells[0]) if run.chain else None)
        return [first, *own[1:]]
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


def _own_time(sheet: Sheet, cell: Cell) -> Found | None:
    """The single time point right before a cell."""
    points = [p for p in inside(sheet.time_points, cell.start - 14, cell.start) if p.end <= cell.start]
    if not points or len(points[-1].months) != 1 or not _TIME_BESIDE.fullmatch(sheet.text[points[-1].end : cell.start]):
        return None
    return Found(points[-1].months[0], points[-1].start, points[-1].end, points[-1].rule)


_TIME_BESIDE = re.compile(r"\s?(?:的|为|是|时|后|時|後|末|:|\(|は|に|が|で)*\s?")


def _baseline(cell: Cell) -> Found:
    return Found(0.0, cell.start, cell.end, "results.arrow_start")


def _point_for(sheet: Sheet, sentence: Stretch, run: Run, scope: _Scope) -> TimePoint | None:
    points = _points(sheet, sentence)
    before = [p for p in points if p.end <= run.start]
    if before:
        adjacent = before[-1].anchored and re.fullmatch(
            r"\s?(?:的|为|是|时|:|\(|时为|时的)*\s?", sheet.text[before[-1].end : run.start]
        )
        if adjacent and not run.chain:
            return before[-1]
        standing = [p for p in before if not _is_compared(sheet, p) and not _left_behind(sheet, p, run)]
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


_LEADS_TO = re.compile(r"(?:降|升|增|减|加|低|高|变)(?:到|至|为|成)")


def _groups_of(sheet: Sheet, sentence: Stretch, run: Run, scope: _Scope) -> list[Found | None]:
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


_RESPECTIVELY = re.compile(r"分别|依次|依序|各为|それぞれ|順に")


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


_BOTH_GROUPS = re.compile(r"(?:两|2|二|両) ?(?:组|群)(?!比|间|差|相)")
_LISTED = re.compile(r" ?(?:、|和|与|及|同) ?")
_BESIDE = re.compile(r"[\s(的为是:]{0,4}")


def _is_compared_group(sheet: Sheet, hit: TermHit) -> bool:
    return bool(_COMPARED.search(sheet.text[max(0, hit.start - 4) : hit.start]))


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


def _with_p(sheet: Sheet, sentence: Stretch, results: list[ResultFound]) -> list[ResultFound]:
    """Give each P value of a sentence to its figures."""
    settled = list(results)
    last_p = sentence.start
    for p_value in sheet.numbers("p", sentence.start, sentence.end):
        since = [i for i, r in enumerate(settled) if last_p <= r.figure.start < p_value.start]
        last_p = p_value.end
        if not since:
            continue
        last = settled[since[-1]]
        against_baseline = last.time is not None and last.time.value == 0.0
        every = re.search(r"均|都|皆|いずれ", sheet.text[max(sentence.start, p_value.start - 4) : p_value.start + 4])
        for index in since:
            result = settled[index]
            same = result.outcome.code == last.outcome.code
            baseline = result.time is not None and result.time.value == 0.0
            if not baseline and ((against_baseline and same) or every or result.figure.start >= last.figure.start):
                settled[index] = replace(result, p=p_value)
        _between_groups(settled, since, p_value)
    return settled


def _between_groups(settled: list[ResultFound], since: list[int], p_value: Quantity) -> None:
    """A P value behind both groups' figures tells of their difference: it stands on the treatment group's row."""
    last = settled[since[-1]]
    if last.group is None or last.group.value != "control" or last.p is not p_value:
        return
    for index in reversed(since[:-1]):
        other = settled[index]
        alike = (other.outcome.code, other.statistic) == (last.outcome.code, last.statistic)
        if (
            alike
            and other.group
            and other.group.value == "treatment"
            and (other.time and other.time.value) == (last.time and last.time.value)
        ):
            settled[index] = replace(other, p=p_value)
            settled[since[-1]] = replace(last, p=None)
            return
