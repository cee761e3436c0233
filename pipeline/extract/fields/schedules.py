"""How many infusions a schedule makes: '第0、7天各一次' 2, '每周2次打4周' 8, '毎週1回、4週間' 4, '4周一次,共3次' 3, '隔七日打两次' 2.

Only the words are read; whether it was cells that were given so is asked in `infusions`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.mentions.numerals import numeral_at
from pipeline.lexicon.sieve import Sieved

_N = r"(?:\d{1,2}|[一二两三四五六七八九十])"
_UNIT = r"(?:天|日|周|个?星期|个?礼拜|週[間间]?|周间|个月|月|[かヶカケヵ箇]月[間间]?|年)"
_TIMES = r"(?:次|回|针|剂)"
_DAYS = {"天": 1.0, "日": 1.0, "周": 7.0, "週": 7.0, "期": 7.0, "拜": 7.0, "月": 28.0, "年": 336.0}  # a month of weeks
_FREQUENCY = re.compile(
    r"(?=[每毎间隔 \d一二两三四五六七八九十个天日周週星礼月かヶカケヵ箇年])"  # what it may begin with: all that follows is optional
    rf"(?P<mark>每隔?|间?隔|毎)? ?(?P<period>{_N})? ?个?(?P<unit>{_UNIT})(?P<suffix>ごとに?|おきに?|毎に?|[間间]?隔で?|あけて)?"
    rf"(?P<words>[^,。;、()\d每]{{0,18}}?)(?P<count>{_N}) ?{_TIMES}(?![目以分])"
)
_PER = Sieved(rf"(?P<count>{_N}) ?{_TIMES} ?/ ?(?P<period>{_N})? ?个?(?P<unit>{_UNIT})")  # '1次/月,连续3个月'
_ORDINAL_BEFORE = re.compile(r"[第~.-]$|\d、$")
_FREQUENCY_SIGN = re.compile(r"[次回针剂]")
_LEAD = (
    r"[ ,、(:]{0,2}(?:一?共|总共|合?[计計]|连续|連続|连|也就是|我|都|各|先后|接受|持续|完成|输注|注射|治疗|静滴|静脉|"
    r"给药|投与|点滴|打|做|输|满|足|了|を|で|の|-|,|[间間]を\d日以上あけて){0,4} ?"
)
_TOTAL_AFTER = re.compile(
    rf"{_LEAD}(?P<n>{_N}) ?{_TIMES}(?![目以分])(?<![1一].)"
    rf"|(?:[^。;、]{{0,12}}[、, ])?{_N} ?个?{_UNIT}[内间間で]?(?:共|打|计|計|做|输)了?(?P<within>{_N}) ?{_TIMES}"
    rf"|(?: ?{_TIMES})? ?[×xX*] ?(?P<by>\d{{1,2}})(?! ?[×xX*\d.]|周|週|个月)"
)
_SPAN_AFTER = re.compile(
    rf"(?:{_LEAD}| ?[×xX*] ?)(?P<n>{_N}) ?个?(?P<unit>{_UNIT})(?!时|時|后|後|目|末|ごと|おき|毎|間?隔|的?随|以|のフォロー|の追跡)"
)
_SPAN_BEFORE = re.compile(
    rf"(?:(?:连续|連続|连|为期) ?(?P<n>{_N}) ?个?(?P<unit>{_UNIT})"
    rf"|(?P<ja>{_N})(?P<ja_unit>[週周][間间]|[かヶカケヵ]月[間间])(?:にわたり|にわたって|かけて)?)[,、 ]?$"
)
_DAY_UNIT = r"(?:天|日目?|周目?|週目?|个月)"
_DAY_LIST = re.compile(
    rf"(?:第 ?|[Dd](?:ay)? ?)?\d{{1,3}} ?{_DAY_UNIT}?(?: ?(?:、|,|/|和|与|及|跟|同|と|・|以及) ?(?:第 ?|[Dd](?:ay)? ?)?\d{{1,3}} ?{_DAY_UNIT}?){{1,11}}"
)
_DAY_SIGN = re.compile(r"第|天|日|[Dd]ay|[Dd]\d|周|週")
_EACH_ONCE = re.compile(
    rf"(?:に|で|的)?[^,。;、\d查测检评]{{0,4}}?(?:各|分别|分別|均|それぞれ)[^,。;查测检评採采]{{0,16}}?[一1] ?{_TIMES}"
    rf"|(?:に|で)?(?:各[一1] ?{_TIMES})?(?:各|分别|均|を|それぞれ)?(?:静脉|经|由|从)?"
    r"[^,。;\d查测检评]{0,6}?(?:输注|输入|回输|注射|给药|移植|投与|点滴|静注)(?!前|后|後|開始|した後|量)"
)
_OTHER_WORDS = re.compile(
    r"查|测|检|评|随访|回访|复诊|门诊|口服|服用|内服|通院|受診|採血|リハビリ|透析|康复|锻炼|血浆置换|血漿|复发|发作|再発|发病|排便|泻|换药|mg|片"
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """As many infusions as words at [start, end) say."""

    count: int
    start: int
    end: int


def schedules(text: str, start: int, end: int) -> Iterator[Schedule]:
    """The schedules told in [start, end) of a text, those of days first."""
    if _DAY_SIGN.search(text, start, end):
        yield from _of_days(text, start, end)
    if _FREQUENCY_SIGN.search(text, start, end):
        yield from _of_frequencies(text, start, end)


def _of_days(text: str, start: int, end: int) -> Iterator[Schedule]:
    """'第0、7、14天各一次': as many infusions as days."""
    for days in _DAY_LIST.finditer(text, start, end):
        told = days.group()
        if not (_DAY_SIGN.search(told) and re.search(r"(?:[天日周週月]|日目|[周週]目)$|[Dd]", told)):
            continue
        figures = [int(n) for n in re.findall(r"\d+", told)]
        once = _EACH_ONCE.match(text, days.end(), end)
        if once and figures == sorted(set(figures)) and figures[0] <= 1:
            yield Schedule(len(figures), days.start(), once.end())


def _of_frequencies(text: str, start: int, end: int) -> Iterator[Schedule]:
    """'每周2次,共8次', '週2回、4週間', '4周一次打3次', '隔两周打3次', '1次/周,共4次'."""
    for told, spaced in _frequencies(text, start, end):
        count = _number(told["count"])
        if spaced and count > 1:
            yield Schedule(count, told.start(), told.end())
            continue
        total = _TOTAL_AFTER.match(text, told.end(), end)
        if total:
            yield Schedule(_number(total["n"] or total["within"] or total["by"]), told.start(), total.end())
            continue
        every = _number(told["period"] or "一") * _days(told["unit"])
        span = _SPAN_AFTER.match(text, told.end(), end)
        if span:
            yield from _product(count, every, _number(span["n"]) * _days(span["unit"]), told.start(), span.end())
            continue
        before = _SPAN_BEFORE.search(text, max(start, told.start() - 14), told.start())
        if before:
            length = _number(before["n"] or before["ja"]) * _days(before["unit"] or before["ja_unit"])
            yield from _product(count, every, length, before.start(), told.end())


def _frequencies(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], bool]]:
    """The words that tell how often, and whether they tell of a gap between two."""
    for told in _FREQUENCY.finditer(text, start, end):
        beside = text[max(start, told.start() - 4) : told.start()] + told["words"]
        if _is_frequency(text, told) and not _OTHER_WORDS.search(beside):
            yield told, bool(told["suffix"]) or (told["mark"] or "").endswith("隔")
    for told in _PER.finditer(text, start, end):
        if not _OTHER_WORDS.search(text, max(start, told.start() - 4), told.start()):
            yield told, False


def _is_frequency(text: str, told: re.Match[str]) -> bool:
    """'每周…一次', '週2回', '4周1次'; not '12个月打4次' (a total), '第4周一次'."""
    if _ORDINAL_BEFORE.search(text, max(0, told.start() - 2), told.start()):
        return False
    if told["mark"] or told["suffix"]:
        return True
    if told["words"] not in {"", "に", " ", "打", "各"}:
        return False
    if told["period"] is None:
        return told["unit"] in {"周", "週", "月", "日"} and not text[told.start() - 1 : told.start()].isdigit()
    return told["period"] in {"一", "1"} or told["count"] in {"一", "1"}


def _product(count: int, every: float, length: float, start: int, end: int) -> Iterator[Schedule]:
    """So many each time, as often as the period goes into the whole."""
    times = length / every
    if times >= 1 and times == int(times):
        yield Schedule(int(count * times), start, end)


def _number(words: str) -> int:
    numeral = numeral_at(words, 0)
    return int(numeral.value) if numeral else 0


def _days(unit: str) -> float:
    return next(_DAYS[sign] for sign in reversed(unit) if sign in _DAYS)
