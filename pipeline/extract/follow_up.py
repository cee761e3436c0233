"""How long a study watched its patients: '随访3-36个月', '平均追踪17.2个月', '随访12个月', '四年间'. Months."""

import re
from dataclasses import dataclass

from pipeline.extract.account import Account
from pipeline.extract.found import Found
from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch
from pipeline.extract.signals import rates

_WATCHED = re.compile(
    r"随访|追踪|追综|跟踪|跟进|观察期?|看(?:到|了|满|足|(?=\d))|追到|随诊|回访|経過観察|追跡|観察|フォローアップ|フォロー|follow-?up|整个研究|长期隨訪",
    re.IGNORECASE,
)
# '12个月进行随访', '1年間観察した', '平均3年(1~5年)の追跡', '75か月にわたって経過をみた', '10年後まで', '投与後52週までの成績'
_WATCHED_SO_LONG = re.compile(
    r"(?:\)|\([^()]{1,14}\))?\s?(?:(?:的|时|进行|後|后|に(?:わ|亘)た(?:り|って|る)|の間|のあいだ|まで|を|の)?(?:时)?(?:进行|了)?(?:的)?、?(?:の)?(?:経過(?:を|の)?)?"
    r"(?:随访|追踪|観察|追跡|フォロー|追って|追いかけ|追い|追った|見守|[み見]た|[み見]て(?!い)|長期隨訪|经过観察)"
    r"|後まで(?!に)|後?までの(?:結果|成績|データ|経過))"
)
_RANGE_OF_MEAN = re.compile(r"\d[^()]{0,3}\($")  # '平均3年(1~5年)'
_AVERAGE = re.compile(r"平均|中位|均为|mean|median|中央値", re.IGNORECASE)
_LONG = 36  # months: a rate told after three years and more speaks of a long follow-up even where the word is not said
_NOT_LENGTH = re.compile(r"(?:每隔?|间隔|第|病程|病史|輸注後|输注后|前)\s?$")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Months, as far as told; a single stated length is the longest."""

    least: Found | None = None
    most: Found | None = None
    mean: Found | None = None


def read_follow_up(sheet: Sheet, account: Account) -> FollowUp:
    """The follow-up that an account tells of; where none is named, the years after which a rate is told."""
    least = most = mean = None
    for stretch in account.sentences:
        for quantity in sheet.numbers("time", stretch.start, stretch.end):
            if quantity.value <= 0.2 or not _is_watched(sheet, stretch, quantity):
                continue
            found = Found(round(quantity.value, 2), quantity.start, quantity.end, quantity.rule)
            before = sheet.text[max(stretch.start, quantity.start - 9) : quantity.start]
            of_mean = _RANGE_OF_MEAN.search(before) and quantity.high is not None
            if (_AVERAGE.search(before) and not of_mean) or quantity.spread is not None:
                mean = mean or found
            elif quantity.high is not None:
                least = least or found
                most = most or Found(round(quantity.high, 2), quantity.start, quantity.end, quantity.rule)
            elif most is None or (least is None and found.value > most.value):
                most = found
    if mean and most and least is None and most.value == mean.value:
        most = None  # '平均长达5年的随访 … 5年随访中': one length, told as a mean
    if least is most is mean is None:
        most = _years_of_a_rate(sheet, account)
    return FollowUp(least, most, mean)


def _is_watched(sheet: Sheet, stretch: Stretch, quantity: Quantity) -> bool:
    """A word of watching stands close before it in its clause, or right behind it ('1、3、6、12个月进行随访')."""
    clause = sheet.clause(quantity.start)
    text = sheet.text
    if _NOT_LENGTH.search(text[max(clause.start, quantity.start - 4) : quantity.start]) and not _points_watched(
        text, quantity
    ):
        return False
    before = text[max(clause.start, quantity.start - 16) : quantity.start]
    match = list(_WATCHED.finditer(before))
    if match and not re.search(r"\d\s?(?:个月|年|周|月|天)", before[match[-1].end() :]):
        return True
    return _points_watched(text, quantity)


def _points_watched(text: str, quantity: Quantity) -> bool:
    return bool(_WATCHED_SO_LONG.match(text, quantity.end))


def _years_of_a_rate(sheet: Sheet, account: Account) -> Found | None:
    """'治疗4年后…,4年生存率为94%', '四年间仅有三名患者复发': watched at least so long."""
    best: Found | None = None
    for stretch in account.sentences:
        if not rates(sheet, stretch) or not sheet.numbers(
            ("percent", "people", "fraction"), stretch.start, stretch.end
        ):
            continue
        for quantity in sheet.numbers("time", stretch.start, stretch.end):
            told_of_patients = any(point.start <= quantity.start < point.end for point in sheet.time_points)
            if (
                quantity.value >= _LONG
                and quantity.high is None
                and told_of_patients
                and (best is None or quantity.value > best.value)
            ):
                best = Found(round(quantity.value, 2), quantity.start, quantity.end, quantity.rule)
    return best


def from_cell(sheet: Sheet, cell: Stretch, span: Quantity) -> FollowUp:
    """The follow-up that a table's own column states: a range, a mean, or the longest."""
    found = Found(round(span.value, 2), span.start, span.end, "table.follow_up")
    if _AVERAGE.search(sheet.text, cell.start, span.start) or span.spread is not None:
        return FollowUp(mean=found)
    if span.high is not None:
        return FollowUp(found, Found(round(span.high, 2), span.start, span.end, "table.follow_up"))
    return FollowUp(most=found)
