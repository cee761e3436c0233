"""Who was studied: the count that stands for all of a study, tallied apart from subgroups, outcomes and the wide world.

A count is a study's total where it stands with the words of enrolment or as the patients of a treatment; '其中', '每组', a group's name
before it, or an outcome behind it make it a part. Prevalence and 'so far 1,500 patients' are no counts of a study.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial

from pipeline.extract import signals
from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch

_PART_BEFORE = re.compile(
    r"(?:其中|其余|另有|另外|分别|各|每组|每档|每|余下|剩下|(?:其中|其余)(?:仅有|只有)|中有|前|(?<!共)(?<!年)(?<!月)有|又有|先后有|分别有|和|与|[,、](?:另|各)|うち|残り"
    r"|例中|名中|人中|位中|中)\s?(?:约|的)?\s?$"
)
_RATIO_BEHIND = re.compile(r"\s?(?:名|例|位|人)?(?:的?(?:患者|病人|受试者))?\s?中,?(?:有|的|约|,)?")
_PATIENT = (
    r"(?:患者|病人|受试者|志愿者|被験者|の方|患儿|病友|伤友|个案|长者|孩子|细路|小鼠|大鼠|狼疮鼠|マウス|ラット|症例)"
)
_PATIENTS_BEHIND = re.compile(rf"\s?[^\s,。;、]{{0,26}}?{_PATIENT}")
_PATIENTS_IN = re.compile(_PATIENT)
_TOTAL_BEFORE = re.compile(
    r"(?:共|总共|一共|全部|合计|計|合計|总计|纳入|入组|收治|入选|招募|募集|收|对|给|为|計划|计划|报告|的|年|月|杂志|报道|收案|登记|观察|治|共有"
    r"|被験者|対象|症例数|例数|人数|样本量|n|N)了?[::=]?\s?$"
)
_TOTAL_BEHIND = re.compile(
    r"\s?(?:の)?(?:[^,。、に]{0,12}?(?:患者|症例|成人|小児)(?:さん)?)?(?:を対象|を登録|に投与|に対し|を無作為|が無作為|が参加|が登録|に移植|に点滴|を組み入れ|を解析|で実施|に施行|に実施|を追跡|に自分)"
)


@dataclass(frozen=True, slots=True)
class Total:
    """A count told as all of a study. `strength`: 2 where words of enrolment say so, 1 where it may also be a part."""

    quantity: Quantity
    strength: int
    rule: str


def total_in(sheet: Sheet, sentence: Stretch) -> Total | None:
    """The count of a sentence that stands for all of a study; None where there is none."""
    counts = _counts(sheet, sentence)
    if not counts:
        return None
    best: Total | None = None
    marks = cache(partial(signals.introduces, sheet, sentence))  # of the sentence, whichever count asks
    for quantity in counts:
        strength = _strength(sheet, sentence, quantity, marks)
        if strength and (best is None or strength > best.strength):
            best = Total(quantity, strength, "population.total")
    return best


def _counts(sheet: Sheet, sentence: Stretch) -> list[Quantity]:
    """Counts of people or animals; '17个类风湿' counts patients by their disease."""
    counts = sheet.numbers(("people", "animals"), sentence.start, sentence.end)
    for quantity in sheet.numbers("other", sentence.start, sentence.end):
        if (
            quantity.rule == "unit.cells"
            and quantity.unit == "cells"
            and sheet.within("condition", quantity.end, quantity.end + 10)
        ):
            counts.append(replace(quantity, kind="people", unit=None))
    return sorted(counts, key=lambda quantity: quantity.start)


def _strength(sheet: Sheet, sentence: Stretch, quantity: Quantity, introduced: Callable[[], int]) -> int:
    text = sheet.text
    if (
        quantity.value < 1
        or quantity.value > 20_000
        or quantity.magnitude
        or quantity.ordinal
        or quantity.high is not None
    ):
        return 0
    clause = sheet.clause(quantity.start)
    if sheet.has("cue", ("cumulative", "prevalence"), clause.start, clause.end):
        return 0
    before = text[max(sentence.start, quantity.start - 12) : quantity.start]
    ratio = _RATIO_BEHIND.match(text, quantity.end)
    if ratio and re.search(r"中", ratio.group()):
        return 0 if _PART_BEFORE.search(before) else 2  # '24名患者中有22名'
    if _PART_BEFORE.search(before) or _group_before(sheet, quantity) or _outcome_beside(sheet, quantity, clause):
        return 0
    marks = introduced()
    gives = signals.treats(sheet, sentence) or sheet.has("cue", "treatment", sentence.start, sentence.end)
    enrolled = (
        bool(_TOTAL_BEFORE.search(before) or _TOTAL_BEHIND.match(text, quantity.end))
        or sheet.has("cue", ("opening", "enrolment"), max(sentence.start, quantity.start - 14), quantity.start)
        or clause.end - clause.start <= quantity.end - quantity.start + 1  # alone: '…改用脐带细胞,16例,…'
    )
    patients = (
        bool(_PATIENTS_BEHIND.match(text, quantity.end) or _PATIENTS_IN.search(text, quantity.start, quantity.end))
        or bool(sheet.within("condition", quantity.end, quantity.end + 16))
        or bool(sheet.within("condition", max(clause.start, quantity.start - 24), quantity.start))
    )
    if sheet.has("study_type", "systematic_review", sentence.start, sentence.end):
        return 2
    if (enrolled and (patients or gives)) or (patients and (gives or marks >= 2)) or marks >= 3:
        return 2
    return 1 if enrolled or patients or marks >= 2 else 0


def _group_before(sheet: Sheet, quantity: Quantity) -> bool:
    """'治疗组45例', '对照组(n=8例)': a group's count."""
    hits = sheet.within("group", quantity.start - 12, quantity.start)
    return any(
        re.fullmatch(r"\s?[((,::]?\s?(?:为|共|有|n=|的|各)?\s?", sheet.text[hit.end : quantity.start]) for hit in hits
    )


def _outcome_beside(sheet: Sheet, quantity: Quantity, clause: Stretch) -> bool:
    """'13例达到主要临床反应', '复发9例', '37人存活': a count of those with an outcome."""
    text = sheet.text
    for hit in sheet.within("outcome", quantity.end, clause.end) + sheet.within(
        "adverse_event", quantity.end, clause.end
    ):
        if re.fullmatch(
            r"\s?(?:的?(?:患者|病人|受试者|人))?\s?(?:的|均|达到|出现了?过?|取得|获得|处于|有|为|在|仍|发生|死于|,)?了?\s?",
            text[quantity.end : hit.start],
        ):
            return True
    for hit in sheet.within("outcome", quantity.start - 10, quantity.start):
        if hit.end <= quantity.start and re.fullmatch(
            r"\s?(?:的|者|为|有|达|::?|了)?\s?(?:有|为)?\s?", text[hit.end : quantity.start]
        ):
            return True
    return False
