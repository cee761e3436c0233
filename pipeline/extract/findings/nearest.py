"""Which outcome a figure belongs to: the nearest that can have such a figure.

A count or a share of patients looks behind it first ('23%的患者出现复发'), every other figure before it; an outcome goes on over the
clauses that name none of their own. Outcomes told in a row share a row of figures in their order ('C3、C4分别为0.9和0.2g/L').
When and in whom is `pipeline.extract.findings.in_step`.
"""

import re

from pipeline.extract.findings.bare import is_bare
from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.criteria import names_another
from pipeline.extract.findings.fitting import NEAR, can_have
from pipeline.extract.findings.improved import got_better
from pipeline.extract.findings.named import begin_of, is_of_those_without, named_before, named_behind, standing
from pipeline.extract.findings.outcome_rows import note_outcome, row_again, row_before, takes_up_row
from pipeline.extract.findings.scope import Scope
from pipeline.extract.mentions.gap import gap_between
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_REACHED = re.compile(r"\s?(?:的?(?:患者|病人))?(?:均|都|全部)?(?:达到?|满足|实现|取得|获得|出现|发生)")
_OF_PATIENTS = re.compile(r"\s?的?\s?(?:患者|病人|受试者|人)")
# '满一年仍有11例维持', '6か月後も5名が維持した': they kept what was told before
_KEPT = re.compile(
    r"(?:患者|病人)?(?:仍|还|都|均|依然|继续|能)*(?:维持|保持)(?:着|住|下来|缓解|疗效|效果|原状)?了?"
    r"|(?:[がはで]|も)?(?:その|同じ)?(?:状態|効果|反応)?[をが]?(?:維持|保た|保っ|続い|持続)(?:し|され|れ)?(?:た|て|てい|でき|ており)*"
)
# '36時間以内に投与された31例では…29.0%': of whom the share behind it is
_OF_SO_MANY = re.compile(
    r"(?:の(?:患者|症例|方|人))?(?:では|においては?|に限ると|に限れば|でみると)(?!なく|な[いか]|あ[るっり])"
)
_REMARK = re.compile(r"\s[→←⇒※☆★◎△×]")  # 'p=0.90 →ここが未達': what the writer thinks of it
_ALONE = 2  # how many characters of something else a clause may hold that goes on with the outcome before
_ALONE_MEASURED = 7


def outcomes_of(
    sheet: Sheet,
    sentence: Stretch,
    run: Run,
    limits: tuple[int, int],
    scope: Scope,
    predicate: tuple[int, int] | None = None,
) -> list[TermHit] | None:
    """The outcome of each cell of a run; None where it has none. `limits`: where the figures before end and those behind begin.

    `predicate`: where the words stand that it shares with the figures behind it, if with any.
    """
    n = len(run.cells)
    if n > 1 and not run.chain:
        row = row_before(sheet, sentence, run, n) or row_again(sheet, sentence, run, scope)
        if row:
            scope.row, scope.row_told = tuple(row), run.start
            return list(row)
        if takes_up_row(sheet, sentence, run):
            return None  # of which of them is not clear
    outcome = _outcome_of(sheet, sentence, run, limits, scope, predicate)
    if outcome is None:
        return None
    note_outcome(sheet, scope, outcome)
    return [outcome] * n


def _outcome_of(
    sheet: Sheet,
    sentence: Stretch,
    run: Run,
    limits: tuple[int, int],
    scope: Scope,
    predicate: tuple[int, int] | None = None,
) -> TermHit | None:
    clause = sheet.clause(run.start)
    counts = run.cells[0].figures[0].kind in {"people", "animals", "fraction", "percent"}
    if counts and (is_of_those_without(sheet, clause, run) or _OF_SO_MANY.match(sheet.text, run.end)):
        return None
    left = named_before(sheet, sentence, clause, run)
    right = named_behind(sheet, run, run.end, min(max(clause.end, sheet.clause(run.cells[-1].start).end), limits[1]))
    if counts and right and _comes_behind(sheet, run, left, right[0]):
        return _relief(sheet, right)
    if counts and predicate and not left and not right:
        right = named_behind(sheet, run, predicate[0], min(sheet.clause(predicate[0] - 1).end, predicate[1]))
        if right and gap_between(sheet, predicate[0], right[0].start) <= NEAR:
            return _relief(sheet, right)
    if left:
        return _before(sheet, sentence, run, left[-1], limits[0], scope)
    if is_bare(sheet, sentence, run, scope) or (counts and predicate and _tells_of_others(sheet, predicate)):
        return None
    return _carried(sheet, sentence, clause, run, limits, scope)


def _tells_of_others(sheet: Sheet, predicate: tuple[int, int]) -> bool:
    """'移植组2例、对照组3例发生肝癌': what several counts share behind the last of them is something else than what was told before."""
    end = _opening(sheet, predicate[0], min(sheet.clause(predicate[0] - 1).end, predicate[1]))
    remark = _REMARK.search(sheet.text, predicate[0], end)
    end = remark.start() if remark else end
    events = sheet.within("adverse_event", predicate[0], end) or sheet.within("condition", predicate[0], end)
    return bool(events) or gap_between(sheet, predicate[0], end) > _ALONE


def _comes_behind(sheet: Sheet, run: Run, left: list[TermHit], right: TermHit) -> bool:
    """Whether a count or a share goes with the outcome behind it rather than with the one before it in its clause."""
    figure = run.cells[0].figures[0]
    right_gap = gap_between(sheet, run.end, right.start)
    if right_gap > NEAR or not left:
        return right_gap <= NEAR
    left_gap = gap_between(sheet, left[-1].end, begin_of(run))
    of_patients = figure.kind in {"people", "animals"} or bool(_OF_PATIENTS.match(sheet.text, figure.end))
    parted = bool(re.search(r"[、,]", sheet.text[left[-1].end : run.start]))  # '9例完全缓解、7例部分缓解'
    reached = parted or bool(_REACHED.match(sheet.text, figure.end))
    return right_gap < left_gap or (right_gap == left_gap and (reached or (of_patients and left_gap > 0)))


def _before(sheet: Sheet, sentence: Stretch, run: Run, outcome: TermHit, floor: int, scope: Scope) -> TermHit | None:
    """The outcome before a run in its clause, if it stands near enough. `floor`: where the figures before the run end."""
    gap = gap_between(sheet, outcome.end, begin_of(run))
    if gap > 0 and is_bare(sheet, sentence, run, scope):
        return None
    people = run.cells[0].figures[0].kind in {"people", "animals"}
    if got_better(sheet, run.cells[0].figures[0], outcome):
        return outcome
    since = max(floor, outcome.end)
    more = gap_between(sheet, since, begin_of(run), ("direction",)) if since > outcome.end and not people else 0
    if more > _ALONE and sheet.passage(sentence).language != "ja":
        return None  # 'ALT 38.4 U/L、某某活动度68.5%': another measure has been named since the outcome's own figures
    if gap <= (NEAR if people else 30):
        return outcome
    # '投与群は17.8から6.3へと低下し、非投与群では17.2と10.8': where no comma parts clauses, the figures before do
    goes_on = not people and outcome.end < floor
    return outcome if goes_on and gap_between(sheet, floor, begin_of(run), ("direction",)) <= _ALONE else None


def _carried(
    sheet: Sheet, sentence: Stretch, clause: Stretch, run: Run, limits: tuple[int, int], scope: Scope
) -> TermHit | None:
    """The outcome in force before a clause that names none."""
    figure = run.cells[0].figures[0]
    earlier = [h for h in standing(sheet, sentence.start, clause.start) if can_have(figure, h, run, sheet)]
    carried = earlier[-1] if earlier else scope.outcome
    if carried is None or not can_have(figure, carried, run, sheet):
        return None
    alike = scope.aside is not None and figure.kind == scope.aside.kind in {"people", "percent", "fraction"}
    if (
        alike
        and scope.aside is not None
        and max(carried.end, sentence.start, limits[0]) <= scope.aside.start < run.start
    ):
        return None  # '激素停用者细胞组21例,对照组9例': it goes on with figures that went aside
    measured = [h for h in standing(sheet, clause.start, run.start) if h.attributes.get("family") in {"score", "lab"}]
    if measured or names_another(sheet, carried.end, run.start):
        return None  # a measure named here that cannot have the figure is another matter, too
    since = max(sentence.start, carried.end)
    spoken = [
        h for h in sheet.within("adverse_event", since, run.start) if not _is_bracketed(sheet.text, since, h.start)
    ]
    if figure.kind in {"people", "percent", "fraction"} and spoken and carried.attributes.get("family") == "rate":
        return None  # '缓解率56%。不良事件细胞组17%': another matter has been taken up
    of_patients = figure.kind in {"people", "animals"} or bool(_OF_PATIENTS.match(sheet.text, figure.end))
    if of_patients and not earlier and not _is_told_anew(sheet, clause, carried):
        return None
    return carried if _stands_alone(sheet, clause, run, of_patients, limits) else None


def _is_bracketed(text: str, floor: int, place: int) -> bool:
    return text.rfind("(", floor, place) > text.rfind(")", floor, place)


def _is_told_anew(sheet: Sheet, clause: Stretch, carried: TermHit) -> bool:
    """Whether a sentence about people may go on with the outcome of the one before: it says when or in which group."""
    placed = inside(sheet.time_points, clause.start, clause.end) or sheet.within("group", clause.start, clause.end)
    return carried.attributes.get("family") == "rate" and bool(placed)


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


def _stands_alone(sheet: Sheet, clause: Stretch, run: Run, of_patients: bool, limits: tuple[int, int]) -> bool:
    """A clause that says nothing but a figure, when and in whom ('第9个月3人(12.5%)') goes with the outcome before; any other tells of
    something else. A measurement says more by itself, and more may follow it.
    """
    start, end = max(clause.start, limits[0]), min(clause.end, limits[1])
    if not of_patients:
        return gap_between(sheet, start, begin_of(run), ("direction",)) <= _ALONE_MEASURED
    events = [*sheet.within("adverse_event", start, end), *sheet.within("condition", run.end, end)]
    if any(not _in_bracket(sheet, run, h) for h in events):
        return False
    opened = _opening(sheet, run.end, end)
    closed = max(sheet.text.find(")", opened, end), opened)
    kept = _KEPT.match(sheet.text, run.end)
    if kept:
        return gap_between(sheet, start, begin_of(run)) <= _ALONE and gap_between(sheet, kept.end(), end) == 0
    behind = gap_between(sheet, run.end, opened) + gap_between(sheet, closed, end)
    said = (
        _ALONE if sheet.passage(sheet.sentence(run.start)).language == "ja" else 0
    )  # '3例失访' tells of something else
    return gap_between(sheet, start, begin_of(run)) <= _ALONE and behind <= said


def _opening(sheet: Sheet, start: int, end: int) -> int:
    """Where in [start, end) a bracket opens that explains what stands before it: '1例(肺炎)'; `end` where none does."""
    bracket = sheet.text.find("(", start, end)
    return bracket if bracket >= 0 else end


def _in_bracket(sheet: Sheet, run: Run, hit: TermHit) -> bool:
    """'1例(肺炎)': what stands in the bracket behind a count explains it."""
    return hit.start > run.end and sheet.text[run.end : run.end + 2].lstrip()[:1] == "("
