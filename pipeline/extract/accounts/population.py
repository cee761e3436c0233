"""Who was studied: the counts that stand for all of a study, told apart from subgroups, outcomes and the wide world.

A count is a study's total where it stands with the words of enrolment or as the patients of a treatment; '其中', '每组', a group's name
before it, or an outcome beside it make it a part. Prevalence, an audience, those who were screened, and 'so far 1,500 patients' are no
counts of a study. A count that nothing speaks for or against is bare: it is a total only where a study has just been named.
"""

import re
from dataclasses import replace

from pipeline.extract.accounts.arms_counted import (
    allocates,
    are_compared,
    arms_against,
    arms_by_sign,
    arms_together,
    is_of_arms,
    together,
)
from pipeline.extract.accounts.count_context import (
    CAPTION,
    N_EQUALS,
    PART_BEFORE,
    are_patients,
    beside_design,
    group_before,
    in_bracket,
    is_enrolled,
    is_whole,
    may_count,
    outcome_beside,
    tells_fact,
)
from pipeline.extract.accounts.marks import introduces, treats
from pipeline.extract.accounts.total import Total
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet, remembered

_SCREENED_BEFORE = re.compile(
    r"(?:初筛|筛查|筛选|筛出|评估|排除|剔除|脱落|失访|退出|拒绝|转诊|门诊|申请|报名|スクリーニング|除外|脱落|応募|中止)(?:了|的|者|は|が|:)?\s?(?:约|共)?\s?$"
)
# '该研究还将招募20例': nobody yet
_YET_TO_COME = re.compile(
    r"(?:还将|还要|还会|将再|拟再|计划再|预计再|将继续|下一步|接下来|今後は?|さらに)[^,。、\d]{0,8}$"
)
_LEFT_AFTER_SCREENING = re.compile(r"\s?(?:名|例|位|人)?(?:患者|病人)?(?:最终|最后|均|都)?(?:入组|入选|纳入|进入)")
_HAS_BEFORE = re.compile(r"(?<!共)(?<!年)(?<!月)有\s?(?:约)?\s?$")
_RATE_BEHIND = re.compile(
    r"ずつ|\s?(?:あたり|当たり|につき|分(?![为成入到组别配布析两二三四])|份)|\s?(?:に|中|当中|里面?|就|便)(?:约|約|有)*[一1](?:人|個|个|位|名|例)"
)
_RATE_BEFORE = re.compile(r"(?:[人个個名位](?:[^\s,。]{0,4})?)(?:に|中|就)?(?:约|約|有)*\s?$")
_SHARE_BEHIND = re.compile(r"\s?(?:例|名|位|人)?\s?\(\s?\d{1,3}(?:\.\d+)?\s?%|\s?,?占")
# '一位姓郝的经理', '一名记者': nobody who was treated
_BY_TRADE = re.compile(
    r" ?(?:例|名|位|个)?(?:姓[一-鿿]的)?[一-鿿]{0,6}?(?:经理|医生|医师|专家|教授|主任|记者|律师|客服|顾问|销售|护士|院士|学者|研究员"
    r"|工程师|创始人|负责人|工作人员|网友|读者|家长|家属|博主|医師|記者|院長|営業)(?!的?(?:患者|病人))"
)
_COUNTED_BY_GE = re.compile(
    r"[^,。;、:\s]{0,18}?(?:患者|病人|受试者|病友|个案|老人|长者|孩子|儿童|小朋友|细路|细佬|婴儿|BB|男仔|女仔)"
    # 56个难治的,70个中重度的: patients by how ill they are
    r"|(?:比较|都是|属于)?(?:难治|重症|顽固|中重度|轻中度|[中轻重]度|严重|[早晚中]期|复发|耐药|激素[^,。;、\s]{0,5}|(?:药|打针|标准治疗)[^,。;、\s]{0,6})"
    r"(?:[性型])?[的嘅](?=[,。;、()\s]|$)"
)
_COUNT_LABEL = re.compile(
    r"\W{0,3}(?:(?:予定|計画|目標|计划|目标|预计|実施|实际|研究|试验)?(?:对象|对象人数|病例|病例数|例数|人数|样本量?|入组|患者数?|受试者)|(?:予定|目標|計画)?(?:人数|症例数)|対象(?:者|患者)?|症例数?|被験者数?|登録(?:者|症例)?数?|[nN])\s?[:=]\s?[^\d,。;]{0,12}"
)
_JOINT = re.compile(r"膝|髋|关节|関節|眼|肢|腿")
_N_EQUALS_ANY = re.compile(r"(?<![A-Za-z0-9])[nN] ?= ?\d")  # several in a row are groups
_NEAR_ANIMAL = 40
_FEWEST_BY_GE = 10
_ARMS = 2


def total_in(sheet: Sheet, sentence: Stretch) -> Total | None:
    """The count of a sentence that stands for all of a study; None where there is none."""
    if not inside(sheet.quantities, sentence.start, sentence.end):
        return None
    counts = sheet.numbers(("people", "animals"), sentence.start, sentence.end)
    if are_compared(sheet, sentence, counts):
        return together(*counts)
    best: Total | None = None
    for total in totals_in(sheet, sentence):
        if best is None:
            best = total
        elif (total.strength, not total.bare) > (best.strength, not best.bare):
            # '19例患者中10例接受移植,9例接受环磷酰胺': what speaks for the nine speaks for the nineteen that they are of
            of_it = is_whole(sheet, best.quantity) and total.quantity.value < best.quantity.value
            best = replace(best, strength=total.strength, bare=total.bare) if of_it else total
    if best is None and len(counts) >= _ARMS and allocates(sheet, sentence):
        return arms_together(sheet, sentence)
    if best is None and not counts:
        return arms_by_sign(sheet, sentence) or arms_against(sheet, sentence)
    if best is None and len(counts) == _ARMS and is_of_arms(sheet, sentence):
        arms = arms_together(sheet, sentence)
        return replace(arms, strength=1, bare=True) if arms else None  # a total only where a study was just named
    return best


def is_labelled(sheet: Sheet, total: Total) -> bool:
    """'対象: 568例', '例数:30': a count behind the label of a record's line."""
    line = sheet.passage(sheet.sentence(total.quantity.start))
    return bool(_COUNT_LABEL.fullmatch(sheet.text, line.view_start, total.quantity.start))


@remembered
def totals_in(sheet: Sheet, sentence: Stretch) -> list[Total]:
    """All counts of a sentence that may stand for all of a study, in order."""
    found = []
    for quantity in _counts(sheet, sentence):
        strength, bare = _strength(sheet, sentence, quantity)
        if strength:
            found.append(Total(quantity, strength, "population.total", bare))
    return found


def _counts(sheet: Sheet, sentence: Stretch) -> list[Quantity]:
    """Counts of people or animals; '17个类风湿' counts patients by their disease, '25个细路' by what they are, 'n=36' by its sign."""
    counts = sheet.numbers("people", sentence.start, sentence.end)
    passage = sheet.passage(sentence)
    start, end = passage.view_start - _NEAR_ANIMAL, max(sentence.end + _NEAR_ANIMAL, passage.view_end)
    if sheet.within("species", start, end):
        counts += sheet.numbers("animals", sentence.start, sentence.end)  # '一只产品' counts no animals
    for quantity in sheet.numbers(("other", "plain", "dose"), sentence.start, sentence.end):
        if (
            _is_sample_size(sheet, sentence, quantity)
            or _counts_by_ge(sheet, sentence, quantity)
            or _counts_joints(sheet, sentence, quantity)
        ):
            counts.append(replace(quantity, kind="people", unit=None))
    return sorted(counts, key=lambda quantity: quantity.start)


def _is_sample_size(sheet: Sheet, sentence: Stretch, quantity: Quantity) -> bool:
    """'n=36' said of all; several in a row are groups, and under a picture they are what is drawn."""
    if quantity.kind != "plain" or quantity.spread is not None or CAPTION.match(sheet.text, sentence.start):
        return False
    before = sheet.text[max(sentence.start, quantity.start - 8) : quantity.start]
    if not N_EQUALS.search(before):
        return False
    around = (sentence.start, quantity.start - len(before)), (quantity.end, sentence.end)
    return not any(_N_EQUALS_ANY.search(sheet.text, *stretch) for stretch in around)


def _counts_joints(sheet: Sheet, sentence: Stretch, quantity: Quantity) -> bool:
    """'随机双盲,26个膝OA,分三组': a trial that counts its patients by their joints, and says no other number."""
    if quantity.rule != "unit.places" or not _JOINT.search(sheet.text, quantity.number_end, quantity.end):
        return False
    if sheet.numbers(("people", "animals"), sentence.start, sentence.end):
        return False
    ill = sheet.within("condition", quantity.end - 1, quantity.end + 10)
    return bool(ill) and bool(sheet.within("study_type", sentence.start, sentence.end))


def _counts_by_ge(sheet: Sheet, sentence: Stretch, quantity: Quantity) -> bool:
    """'17个类风湿', '25个细路': 个 counts anything, so what is counted must be people."""
    if quantity.rule != "unit.cells" or quantity.unit != "cells":
        return False
    if quantity.chinese and quantity.value < _FEWEST_BY_GE:  # '三个病人都这样说'
        return False
    diseases = sheet.within("condition", quantity.end, quantity.end + 10)
    return bool(diseases or _COUNTED_BY_GE.match(sheet.text, quantity.end, sentence.end))


def _strength(sheet: Sheet, sentence: Stretch, quantity: Quantity) -> tuple[int, bool]:
    """How much speaks for a count being a total, and whether it is bare."""
    if not may_count(quantity):
        return 0, False
    text = sheet.text
    clause = sheet.clause(quantity.start)
    if tells_fact(sheet, clause):
        return 0, False
    before = text[max(sentence.start, quantity.start - 12) : quantity.start]
    left = _LEFT_AFTER_SCREENING.match(text, quantity.end)
    if quantity.value == 1 and (_RATE_BEFORE.search(before) or _BY_TRADE.match(text, quantity.number_end)):
        return 0, False
    if (
        _SCREENED_BEFORE.search(before)
        or _YET_TO_COME.search(before)
        or _RATE_BEHIND.match(text, quantity.end)
        or _SHARE_BEHIND.match(text, quantity.end)
        or in_bracket(sheet, sentence, quantity)
    ):
        return 0, False
    if not left and (
        PART_BEFORE.search(before) or group_before(sheet, quantity) or outcome_beside(sheet, quantity, clause)
    ):
        return 0, False
    marks = introduces(sheet, sentence)
    gives = treats(sheet, sentence) or sheet.has("cue", "treatment", sentence.start, sentence.end)
    if is_whole(sheet, quantity):  # '24名患者中有22名': of all, or of a part; '12人中10人が含み損' is of no study
        told = sheet.within("outcome", sentence.start, sentence.end) or sheet.within(
            "adverse_event", sentence.start, sentence.end
        )
        return 1, not (marks or gives or told or are_patients(sheet, clause, quantity))
    enrolled = bool(left) or is_enrolled(sheet, sentence, clause, quantity)
    if not enrolled and sheet.has("cue", "prevalence", sentence.start, sentence.end):
        return 0, False
    patients = quantity.kind == "animals" or are_patients(sheet, clause, quantity)
    reviewed = sheet.has("study_type", "systematic_review", sentence.start, sentence.end)
    if reviewed or beside_design(sheet, sentence, quantity):
        return 2, False
    if (enrolled and (patients or gives)) or (patients and (gives or marks >= 2)) or marks >= 3:
        return (1 if _HAS_BEFORE.search(before) and not enrolled and marks < 3 else 2), False
    return 1, not (enrolled or patients or marks >= 2)
