"""Which outcome a figure belongs to: the nearest that can have such a figure.

A count or a share of patients looks behind it first ('23%的患者出现复发'), every other figure before it; an outcome goes on over the
clauses that name none of their own. When and in whom is `pipeline.extract.in_step`.
"""

import re

from pipeline.extract.cells import Run
from pipeline.extract.in_step import own_time
from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch, inside
from pipeline.lexicon.load import TermHit

_FILLER = re.compile(
    r"[\s:()\[\]、,的为是达到仅有约高低占者率了均则均共总第一例人名位数评分水平值定量由从的患者病人受试者出现取得获得处于发生仍曾以仅各组至はがのでにをと=]"
)
_REACHED = re.compile(r"\s?(?:的?(?:患者|病人))?(?:均|都|全部)?(?:达到?|满足|实现|取得|获得|出现|发生)")
_CAUSE = re.compile(r"(?:因|由于|为了|防止|预防|のため)[^,。]{0,3}$")  # '4名患者因病情复发再次接受': why, not how many
_OF_PATIENTS = re.compile(r"\s?的?\s?(?:患者|病人|受试者|人)")
_NEAR = 9  # how many characters that say nothing may stand between a count and its outcome
_GRADES = re.compile(r"显效|無効|无效|著効|やや有効")


def outcome_of(sheet: Sheet, sentence: Stretch, run: Run, carried_over: TermHit | None) -> TermHit | None:
    """The outcome that a run's figures belong to."""
    figure = run.cells[0].figures[0]
    clause = sheet.clause(run.start)
    left = [
        h
        for h in sheet.within("outcome", clause.start, run.start)
        if can_have(figure, h, run) and not _is_grade(sheet, sentence, h)
    ]
    behind = [
        h for h in sheet.within("outcome", run.end, clause.end) if can_have(figure, h, run) and not is_negated(sheet, h)
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
            and not own_time(sheet, run.cells[0])
        ):
            return None
        if left_gap <= (_NEAR if figure.kind in {"people", "animals"} else 30):
            return left[-1]
        return None
    if figure.kind == "plain" and figure.spread is None and not run.chain and not own_time(sheet, run.cells[0]):
        return None
    earlier = [h for h in sheet.within("outcome", sentence.start, clause.start) if can_have(figure, h, run)]
    carried = earlier[-1] if earlier else carried_over
    if carried is None or not can_have(figure, carried, run):
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


def _stands_alone(sheet: Sheet, clause: Stretch, run: Run) -> bool:
    """A count in a clause that says nothing else ('第9个月3人(12.5%)') goes with the outcome before; any other is of something else."""
    return gap_between(sheet, clause.start, run.start) + gap_between(sheet, run.end, clause.end) <= 2


def can_have(figure: Quantity, outcome: TermHit, run: Run) -> bool:
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
