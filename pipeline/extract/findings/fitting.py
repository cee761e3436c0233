"""Whether an outcome can have a figure: shares and counts of patients for rates, measurements in fitting units for the rest.

Which of the outcomes that can have a figure it belongs to is `pipeline.extract.findings.nearest`.
"""

import re
from dataclasses import replace

from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.improved import got_better
from pipeline.extract.findings.statistic import change_of
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import POINTS, Quantity
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

NEAR = 9  # how many characters that say nothing may stand between a count and its outcome
_SCORE_UNITS = {"{score}", "mm", None}
_OF_EXPECTED = {"FVC", "FEV1"}  # also told in per cent of what is expected
_A_YEAR = re.compile(r"年[化间間]?(?:复发|再発)|ARR|annual", re.IGNORECASE)
_EXTENTS = {"cm", "cm2", "mm2", "%", "d"}  # how much of the body, how many days
_A_KILO = re.compile(r"\s?[·・*/.(]{1,2}\s?(?:kg|公斤|千克)")
_STEPWISE = re.compile(
    r"(?:每|毎)\s?\d{0,2}\s?[周天日月週个個か]{1,3}(?:递|逐渐|各)?[减減增加]\s?(?:量|少)?$|(?:ごと|毎)に$"
)


def without_shared_unit(figure: Quantity, outcome: TermHit) -> Quantity:
    """'DAS28、ESR分别为3.2±0.8、22.1±8.4mm/h': a score does not share the unit of the figure behind it."""
    shared = figure.unit_end > figure.end and outcome.attributes.get("family") == "score"
    if not shared or figure.unit in {*_SCORE_UNITS, outcome.attributes.get("unit")}:
        return figure
    return replace(figure, kind="plain", unit=None, unit_end=0)


def can_have(figure: Quantity, outcome: TermHit, run: Run, sheet: Sheet) -> bool:
    """Whether an outcome can have such a figure: shares and counts of patients for rates, measurements for the rest."""
    family = outcome.attributes.get("family")
    if figure.kind in {"people", "animals"}:
        return (
            family in {"rate", "event"}
            or (family == "symptom" and (_is_relief(sheet, figure, outcome) or got_better(sheet, figure, outcome)))
            or (family in {"score", "lab"} and _is_of_those_who(sheet, figure, outcome))
        )
    if figure.kind == "fraction":
        return True
    if figure.kind == "percent" and family in {"symptom", "event"}:
        return (
            outcome.rule != "outcome.pain_word"
            or run.change is not None
            or change_of(sheet, figure) is not None
            or _is_relief(sheet, figure, outcome)
        )
    if figure.kind == "percent":
        return (
            family in {"rate", "symptom", "event"}
            or figure.spread is not None
            or outcome.attributes.get("unit") == "%"
            or outcome.code in _OF_EXPECTED
            or run.chain
            or run.change is not None
            or change_of(sheet, figure) is not None
            or change_of(sheet, run.cells[0].figures[-1], outcome.end) is not None
            or _is_of_those_who(sheet, figure, outcome)
        )
    if family == "score":
        return figure.unit in {*_SCORE_UNITS, outcome.attributes.get("unit")}
    if family == "lab" and _is_of_another_kind(figure, outcome):
        return False
    if family == "symptom" and figure.kind == "measure" and figure.unit not in {*_SCORE_UNITS, *_EXTENTS}:
        return False  # '起疹子…爬了3,422公尺'
    if outcome.code == "steroid_dose" and _is_prescribed(sheet, figure):
        return False
    if figure.unit == "{relapses}":
        return outcome.code == "relapse"
    return family != "rate" or _is_yearly(sheet, figure, outcome)


def _is_of_those_who(sheet: Sheet, figure: Quantity, outcome: TermHit) -> bool:
    """In how many it got better, or reached so much."""
    share = figure.kind == "percent" or figure.of is not None
    reached = share and outcome.attributes.get("family") == "score" and by_threshold(sheet, outcome, figure)
    return reached or got_better(sheet, figure, outcome)


def by_threshold(sheet: Sheet, outcome: TermHit, figure: Quantity) -> bool:
    """'Barthel指数95点以上は実薬35.6%', 'mRS 0-2分者占48%': in how many a score reached so much."""
    return figure.start > outcome.end and bool(
        _THRESHOLD.match(sheet.text, outcome.end, min(figure.start, outcome.end + _FAR_THRESHOLD))
    )


_FAR_THRESHOLD = 24
_THRESHOLD = re.compile(
    r"\s?(?:评分|总分|得分|スコア|指数|点数|分级)?\)?\s?(?:为|达到?|拿到|得到|恢复到|在|が|は|の|で)?\s?"
    r"(?:(?:[≥≧≤≦]|不低于|至少)\s?\d{1,3}\s?[分点级]?(?:及?以[上下])?(?:的?(?:患者|病人|者|比例)|の)"
    r"|\d{1,3}\s?[-~]\s?\d{1,3}\s?[分点级]?(?:的?(?:患者|病人|者|比例)|の(?:患者|割合|人|例))"
    r"|\d{1,3}\s?[分点级]?\s?(?:及|或)?(?:以[上下]|未満))"
)


def _is_of_another_kind(figure: Quantity, outcome: TermHit) -> bool:
    """'LVEF为45.1%,步行420m': neither metres nor points of a score are a laboratory value, and what is measured in per cent is told in no
    other unit, but for points ('5.2ポイント高い').
    """
    if figure.unit == "{score}":
        return figure.rule != POINTS or outcome.attributes.get("unit") != "%"
    if figure.kind != "measure" or figure.unit is None or outcome.code == "other":
        return False
    if figure.unit == "[iU]":
        return outcome.code != "insulin_dose"
    return figure.unit == "m" or (outcome.attributes.get("unit") == "%" and figure.unit != "%")


def _is_yearly(sheet: Sheet, figure: Quantity, outcome: TermHit) -> bool:
    """'年复发率由1.8降至0.2', 'ARR 0.31': relapses a patient and year are no share."""
    named = outcome.code == "relapse" and _A_YEAR.search(sheet.text, outcome.start, outcome.end)
    return bool(named) and figure.kind == "plain"


def _is_prescribed(sheet: Sheet, figure: Quantity) -> bool:
    """'泼尼松1mg·kg-1·d-1,8周后每2周减5mg': how a drug is given, no dose that was reached."""
    return bool(_A_KILO.match(sheet.text, figure.end) or _STEPWISE.search(sheet.text[figure.start - 12 : figure.start]))


def _is_relief(sheet: Sheet, figure: Quantity, outcome: TermHit) -> bool:
    """'疼痛6例' counts those who had an event; a count of a symptom tells who got better, or compares groups."""
    start, end = min(outcome.start, figure.start) - NEAR, max(outcome.end, figure.end) + NEAR
    if sheet.within("direction", start, end):
        return True
    if outcome.rule == "outcome.pain_word":
        return False
    clause = sheet.clause(figure.start)
    if sheet.within("adverse_event", outcome.start, outcome.end):
        begin = sheet.clause(min(outcome.start, figure.start)).start
        tested = sheet.numbers("p", figure.end, sheet.sentence(figure.start).end)
        points = inside(sheet.time_points, begin, max(outcome.end, figure.end))
        if not tested and not points:
            return False  # '治疗组出现皮疹3例,对照组2例': what came; '3个月时仍乏力:治疗组2例': what had not gone
    return sheet.has("group", ("treatment", "control"), clause.start, figure.start)
