"""How long a study watched its patients: '随访3-36个月', '平均追踪17.2个月', '随访12个月', '四年间'. Months."""

import re

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.signals import rates
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.records import record

_WATCHED = re.compile(
    r"随访|追踪|追综|跟踪|跟进|观察期?|追到|随诊|回访|経過観察|追跡|観察|フォローアップ|フォロー|follow-?up|整个研究|长期隨訪"
    r"|最[長长]で?(?=\d)|(?<!病程)(?<!病史)(?<!住院)最[长久短](?:的)?(?:一位|一名|一例|一个|1例|1名|那位|病人|患者|者)?(?:已经?|也|达)*(?=第?\d|半|[一二两三四五六七八九十]|随访|追踪)"
    r"|(?:いちばん|一番|もっとも|最も)長い(?:人|方|患者さん|例)(?:で|は)"
    r"|(?<!回头)(?<!\d)(?:看|睇|追|跟|盯)(?:到|至|了|咗|满|足|住|着|得最久|得最长|(?=第?\d|半|[一二两三四五六七八九十]))",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:到|至|满|足|看)了?第?\s?$")  # '随访到第72周', '看到第18个月': not only the 72nd week
# What stands behind a length of watching: '1、3、6、12个月进行随访', '24週まで観察した', '平均3年(1~5年)の追跡で', '1年間みた'.
_THEN_WATCHED = re.compile(
    r"(?:\)|\([^()]{1,14}\))?\s?(?:(?:的|时|进行|後|后|に(?:わ|亘)た(?:り|って|る)|の間|のあいだ|まで|を|の)?(?:时)?(?:进行|了)?(?:的)?、?(?:の)?(?:経過(?:を|の)?)?"
    r"(?:随访|追踪|观察(?!期|室)|観察|追跡|フォロー|追って|追いかけ|追い|追った|見守|[み見]た|[み見]て(?!い)|長期隨訪|经过観察)"
    r"|後まで(?!に)|後?までの(?:結果|成績|データ|経過)|(?:の)?間?の(?:成績|データ|観察結果)|(?:まで)(?:続い|維持|持続|保た))"
)
_NOTHING_CAME = re.compile(
    r"\s?(?:里头?|来|内|間|间|まで)?[,:]?(?:一直|都|均)?(?:未见|未发现|没有?(?:发现|出现|见|看到|复发|人)|无复发|冇)"
    r"|\s?(?:後まで|間)[^。]{0,24}?(?:いません|ていない|なかった|なく|認めず|みられず)"
)
_VISITED = re.compile(
    r"\s?(?:时|后|後)?(?:各|均|都|分别|进行|再)?(?:复查|随诊|检查|检测|测定|评估|评价|评定|查|に行|に評価|に測定|に検査|で評価)"
)
# '48周里白蛋白升', '12个月内SSDAI一路走低': what went on all the time that it was watched
_ALL_THE_TIME = re.compile(r"\s?(?:里头?|内|間|间|期间|期間|之内)(?:に|の間|中)?[^,。、;]{0,16}")
_LEAST_WATCHED = 2.7  # months: '1周内发热' tells of the infusion
_FULL = re.compile(r"(?<![未不没])(?:满|足足|整整)了?\s?$")  # '满一年,疼痛少了'
_FIGURE_OPENS = re.compile(r"(?P<mean>\d+(?:\.\d+)?) ?\( ?(?:范围|範囲|range)?[:为,、]? ?$")
_AVERAGE_OPENS = re.compile(r" ?[(,、] ?(?:平均|中位|中央値|均值)(?:数|値|随访)?(?:时间)?[:为は]? ?")
_RANGE_OPENS = re.compile(r" ?\( ?(?:范围|範囲|range)?[:为は、,]? ?", re.IGNORECASE)
_LONGEST_FIGURE = 16
_MONTHS = "unit.months"
_THEN = re.compile(r"\s?(?:时|后|後|的时候|里|,)")
_AGO = re.compile(r"\s?(?:前|以前|来|龄|以?上?的?(?:很少|较少|不多|少见))")
_LEAST_NOTHING = 6  # months: '3天内未见不良反应' tells of the infusion
_AVERAGE = re.compile(r"平均|中位|均为|mean|median|中央値", re.IGNORECASE)
_SHORTEST_SPAN = 0.2  # months
_SHORTEST = re.compile(r"最[短少](?:的?(?:一[位名例]))?(?:也|为|是|で|は)?\s?$")
_LONG = 36  # months: a rate told after three years and more speaks of a long follow-up even where the word is not said
_NOT_LENGTH = re.compile(r"(?:每隔?|间隔|第|病程|病史|輸注後|输注后|前)\s?$")


@record
class FollowUp:
    """Months, as far as told; a single stated length is the longest."""

    least: Found | None = None
    most: Found | None = None
    mean: Found | None = None


def read_follow_up(sheet: Sheet, account: Account) -> FollowUp:
    """The follow-up that an account tells of; where none is named, the years after which a rate is told."""
    least = most = mean = None
    for stretch in account.sentences:
        for quantity in _lengths(sheet, stretch):
            found = Found(round(quantity.value, 2), quantity.start, quantity.end, quantity.rule)
            before = sheet.text[max(stretch.start, quantity.start - 9) : quantity.start]
            averaged = quantity.high is None and (bool(_AVERAGE.search(before)) or quantity.spread is not None)
            span = _range_behind(sheet, quantity) if averaged else quantity
            if span is not None and span.high is not None:
                least = least or Found(round(span.value, 2), span.start, span.end, quantity.rule)
                most = most or Found(round(span.high, 2), span.start, span.end, quantity.rule)
            if quantity.high is not None:
                mean = mean or _mean_beside(sheet, quantity)
            elif averaged:
                mean = mean or found
            elif _SHORTEST.search(before):
                least = least or found
            elif most is None or (least is None and found.value > most.value):
                most = found
    if mean and most and least is None and most.value == mean.value:
        most = None  # '平均长达5年的随访 … 5年随访中': one length, told as a mean
    if least is most is mean is None:
        most = _years_of_a_rate(sheet, account)
    return FollowUp(least, most, mean)


def _lengths(sheet: Sheet, stretch: Stretch) -> list[Quantity]:
    """The spans of a sentence in which patients were watched; shorter than a week none is a follow-up."""
    spans = sheet.numbers("time", stretch.start, stretch.end)
    return [span for span in spans if span.value > _SHORTEST_SPAN and _is_watched(sheet, stretch, span)]


def _mean_beside(sheet: Sheet, span: Quantity) -> Found | None:
    """'中位20(6~36)个月', '12~36个月(平均20个月)': the mean that a range is told with."""
    before = _FIGURE_OPENS.search(sheet.text, max(0, span.start - _LONGEST_FIGURE), span.start)
    if before and span.rule == _MONTHS:
        return Found(float(before["mean"]), before.start("mean"), span.end, span.rule)
    behind = _AVERAGE_OPENS.match(sheet.text, span.end)
    told = next((q for q in sheet.quantities if behind and q.start == behind.end() and q.kind == "time"), None)
    return Found(round(told.value, 2), told.start, told.end, told.rule) if told else None


def _range_behind(sheet: Sheet, mean: Quantity) -> Quantity | None:
    """'14か月(1-44)', '14.5個月(6至27個月)': the range in the bracket behind a mean, in its months or with a unit of its own."""
    opened = _RANGE_OPENS.match(sheet.text, mean.end)
    kinds = {"time", "plain"} if mean.rule == _MONTHS else {"time"}
    near = inside(sheet.quantities, mean.end, mean.end + _LONGEST_FIGURE) if opened else []
    return next(
        (q for q in near if opened and q.start == opened.end() and q.kind in kinds and q.high is not None), None
    )


def _is_watched(sheet: Sheet, stretch: Stretch, quantity: Quantity) -> bool:
    """A word of watching stands close before it in its clause, or right behind it, or what did not come in all the time."""
    text, clause = sheet.text, sheet.clause(quantity.start)
    if _THEN_WATCHED.match(text, quantity.end, min(stretch.end, quantity.end + 24)):
        return True
    if _AGO.match(text, quantity.end):
        return False
    if quantity.value >= _LEAST_NOTHING and _NOTHING_CAME.match(text, quantity.end, stretch.end):
        return True
    if quantity.value >= _LEAST_WATCHED and _lasts(sheet, stretch, quantity):
        return True
    words = list(_WATCHED.finditer(text, max(clause.start, quantity.start - 16), quantity.start + 1))
    words = [word for word in words if word.end() <= quantity.start]
    watched = bool(words) and not re.search(r"\d\s?(?:个月|年|周|月|天)", text[words[-1].end() : quantity.start])
    before = text[max(clause.start, quantity.start - 4) : quantity.start]
    if _NOT_LENGTH.search(before) and not (watched and _UNTIL.search(text[words[-1].start() : quantity.start])):
        return _is_last_visit(sheet, stretch, quantity)
    return watched or _is_last_visit(sheet, stretch, quantity)


def _lasts(sheet: Sheet, stretch: Stretch, quantity: Quantity) -> bool:
    """A span that tells how long by itself: all that happened in it, a year that was full, or a clause of nothing else in a design."""
    text, clause = sheet.text, sheet.clause(quantity.start)
    before = text[max(stretch.start, quantity.start - 4) : quantity.start]
    if _FULL.search(before) and _THEN.match(text, quantity.end, stretch.end):
        return True
    if _NOT_LENGTH.search(before):
        return False
    within = _ALL_THE_TIME.match(text, quantity.end, stretch.end)
    if within and (
        sheet.within("direction", quantity.end, within.end())
        or sheet.has("outcome", ("overall_survival", "mortality", "relapse"), quantity.end, within.end())
    ):
        return True
    alone = text[clause.start : clause.end].strip(" ,。;:、") == text[quantity.start : quantity.end]
    return alone and (
        bool(sheet.within("study_type", stretch.start, stretch.end))
        or sheet.has("group", "control", stretch.start, stretch.end)
    )


def _is_last_visit(sheet: Sheet, stretch: Stretch, quantity: Quantity) -> bool:
    """'移植后1、3、6个月、1年、2年查心脏彩超': the last of several visits."""
    if not _VISITED.match(sheet.text, quantity.end, stretch.end):
        return False
    clause = sheet.clause(quantity.start)
    points = [month for point in inside(sheet.time_points, clause.start, quantity.end) for month in point.months]
    return len({round(month, 2) for month in points if month > 0} | {round(quantity.value, 2)}) > 1


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
    beside = _mean_beside(sheet, span) if span.high is not None else None
    behind = _range_behind(sheet, span) if span.high is None else None
    if beside is not None or behind is not None:
        of = span if behind is None else behind
        least, most = (
            Found(round(end, 2), of.start, of.end, "table.follow_up") for end in (of.value, of.high or of.value)
        )
        return FollowUp(least, most, beside or Found(round(span.value, 2), span.start, span.end, "table.follow_up"))
    rule = span.rule if span.rule == "tables.head_unit" else "table.follow_up"
    found = Found(round(span.value, 2), span.start, span.end, rule)
    if _AVERAGE.search(sheet.text, cell.start, span.start) or span.spread is not None:
        return FollowUp(mean=found)
    if span.high is not None:
        return FollowUp(found, Found(round(span.high, 2), span.start, span.end, rule))
    return FollowUp(most=found)
