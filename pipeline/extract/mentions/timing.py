"""Decides which spans of time are time points of a study ('3个月时', '治疗前'), and which are something else.

A time point is measured in months after the first treatment; 0 is before it. '每4周一次', '病程5年', '18周龄' are none;
how long a study followed its patients is `pipeline.extract.fields.follow_up`.
"""

import re

from pipeline.extract.mentions.quantity import Quantity
from pipeline.lexicon.load import TermHit
from pipeline.records import record

_AFTER = re.compile(
    r"\s?(?:は ?(?=\d)|たっ|経っ|経過(?:し|時|後)|を?過ぎ|のあいだ|に(?!わ|亘|渡|[\d一二三四]|かけ)"
    r"|后|之后|过后|時|时|内|末|まで|以内|时点|時点|以后|的时候|における|において|で|の時点|時点|後|目|间|間|的?(?:随访|追踪|跟踪|观察)(?!期)|,?(?:为|是)|[::(]|→|里|复查|再|看|那时|左右|之时|底|目|[^\S\n]?\d|[^\S\n]?[约仅达]\s?\d"
    r"|[的之嘅の]\s?(?:约|平均)?\s?\d+(?:\.\d+|\s?(?:%|分|点|±|mg|g|mL|mm))|分别|依次|依序|各为|相应|[由从自][^\S\n]?\d|降[至到为]|升[至到为]|增[至到为加]|减[至到为少]|跌[至到]|掉到|回[升落]|两组|平均(?=\D{0,3}\d)|仍有|只剩|还剩)"
)
_BEFORE = re.compile(
    r"(?:第|术后|术后的|后|随访|追踪|跟足|跟咗|睇足|追足|追访|移植|回输|输注|打针|打完|植入|至|到|达|满|于|在|经|了|完|观察|のうち|投与|から|(?:指標|項目|評価|終点|指标|项目|终点)[の的]|[(、,/及和:;|]|\s)\s?$"
)
_NOT_BEFORE = re.compile(
    r"(?:每|每隔|间隔|隔|连续|连用|连打|连输|连吃|连做|病程|病史|持续|历时|为期|平均|中位|过去|近|前|至少|不足|超过|最长可?持续|年龄|患病|患(?![者儿处])[有了上]?[^,。;、()\d]{2,10}|发病后|病后|伤后|已经?|癱瘓|中央値|平均观察|平均追踪|最长|服药|提前)\s?(?:长达|约|了|为|随访|追踪|观察)?\s?$"
)
# '病情稳定满一年': how long something lasted; '治疗满一年', '打完满半年': since the treatment
_FULL = re.compile(r"满\s?(?:了|足)?\s?$")
_FULL_SINCE = re.compile(
    r"(?:^|[,。;:、\s]|随访|追踪|观察|治疗|疗程|移植|手术|输[注液]?|回输|注射|打|针|细胞|完成|出院|入组|完|后|咗|了|已|刚|都|看|跟)满\s?(?:了|足)?\s?$"
)
_NOT_AFTER = re.compile(
    r"\s?(?:龄|一次|1次|一回|に1回|毎|ごと|以上の?(?:病|患)|的?病史|病程|前(?!后)|来|的环磷酰胺|的(?:患者|病人|男|女))"
)
_SCHEDULE = re.compile(
    r"\((?:于|即|分别于|at)?\s?第?\s?[0零](?:天|周|个?月|日|週|か月)?[^()]{0,4}?(?:、|,|及|和|与|同|/|と)[^()%±]{1,16}\)"
)
_COUNTED_TIMES = re.compile(r"(?:[两二三四1-6一][次回针剂])(?:组|群|给药|注射|输注|投与)?\s?$")
_LONGEST_SCHEDULE = 20
# '1日3.2g', '一天44单位': how much in a day
_A_DAY = re.compile(
    r"[1一]\s?(?:日|天)\s?(?:量|あたり|当たり|に|约|平均|就是)?\s?\d+(?:\.\d+)?\s?(?:g|mg|克|毫克|单位|単位|U|IU)(?![A-Za-z]|/[Ld])"
)
_LIST_GAP = re.compile(
    r"(?:之?后|時点?|时点?|末|後|目|的|の)?\s?(?:、|,|/|→|->|及|和|与|・|以及|跟|同|および|と|ならびに)\s?(?:第|随访)?(?:(?:最后|首)次)?(?:(?:术|治疗|移植|输注|输液|注射|回输|给药|用药|干预|疗程|投与|移植|治療|術|注入|細胞投与)(?:之?后|後)的?第?)?\s?"
)


@record
class TimePoint:
    """One time point, or several told in a row ('1、3、6个月'), at [start, end) of the view; months after treatment."""

    start: int
    end: int
    months: tuple[float, ...]
    rule: str
    anchored: bool = False  # a word of its own (治疗前), not a figure


def find_time_points(
    text: str, quantities: list[Quantity], anchors: list[TermHit], outcomes: list[TermHit]
) -> list[TimePoint]:
    """All time points of a text, in order; those told in a row are one."""
    outcome_starts = {outcome.start for outcome in outcomes}
    named = {place for outcome in outcomes for place in range(outcome.start, outcome.end)}
    stays = [outcome for outcome in outcomes if outcome.attributes.get("unit") == "d"]
    points = [TimePoint(hit.start, hit.end, (0.0,), hit.rule, True) for hit in anchors if hit.code == "baseline"]
    points += [
        TimePoint(quantity.start, quantity.end, (quantity.value,), quantity.rule)
        for quantity in quantities
        if quantity.kind == "time"
        and quantity.high is None
        and quantity.spread is None
        and quantity.start not in named
        and not _excluded(text, quantity)
        and not _is_value(text, quantity, stays)
    ]
    points.sort(key=lambda point: point.start)
    rows = _rows(text, points)
    return [row for row in rows if row.anchored or _is_point(text, row, outcome_starts)]


def _excluded(text: str, quantity: Quantity) -> bool:
    if _A_DAY.match(text, quantity.start) or _is_of_infusion(text, quantity):
        return True
    before = text[max(0, quantity.start - 10) : quantity.start]
    if _FULL.search(before) and not _FULL_SINCE.search(before):
        return True
    return bool(_NOT_BEFORE.search(before) or _NOT_AFTER.match(text, quantity.end))


def _is_value(text: str, quantity: Quantity, stays: list[TermHit]) -> bool:
    """'無呼吸器天數(中位數) 20天 11天': days behind what is measured in days."""
    if quantity.rule != "unit.days" or not stays:
        return False
    before = [hit for hit in stays if hit.end <= quantity.start <= hit.end + _FAR_VALUE]
    return bool(before) and bool(_DAYS_ONLY.fullmatch(text, before[-1].end, quantity.start))


_FAR_VALUE = 40
_DAYS_ONLY = re.compile(
    r"(?:の?\(?(?:中位数?|中央値|平均値?|均值|数)\)?)?[^,。;\n\d天日]{0,16}(?:\d{1,3}(?:\.\d+)?\s?(?:天|日間?)[^,。;\n\d天日]{0,12})?"
)


def _is_of_infusion(text: str, quantity: Quantity) -> bool:
    """'打两次组(第0个月同第6个月)', '分两次(第0、14天)给': when the cells were given."""
    opened = text.rfind("(", max(0, quantity.start - _LONGEST_SCHEDULE), quantity.start)
    if opened < 0 or text.find(")", opened, quantity.start) >= 0:
        return False
    return bool(_SCHEDULE.match(text, opened) and _COUNTED_TIMES.search(text, max(0, opened - 8), opened))


def _rows(text: str, points: list[TimePoint]) -> list[TimePoint]:
    """Time points told in a row become one: '0、1、3个月', '治疗前、一年后'."""
    rows: list[TimePoint] = []
    for point in points:
        last = rows[-1] if rows else None
        if last and _LIST_GAP.fullmatch(text, last.end, point.start) and point.months[0] > last.months[-1]:
            rows[-1] = TimePoint(last.start, point.end, last.months + point.months, point.rule, last.anchored)
        else:
            rows.append(point)
    return rows


def _is_point(text: str, point: TimePoint, outcome_starts: set[int]) -> bool:
    if len(point.months) > 1 or point.rule == "quantity.labelled_time" or _AFTER.match(text, point.end):
        return True
    if text[point.end - 1] in "内间間" and point.rule == "unit.years":
        return True  # '一年内', which the unit holds
    if any(start in outcome_starts for start in range(point.end - 1, point.end + 3)):
        return True  # '5年总生存率', '24周复合缓解率'
    return bool(_BEFORE.search(text[max(0, point.start - 6) : point.start]))
