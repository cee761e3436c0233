"""Which figures of a sentence may be values of its study: limits, sizes of groups, scales, ranges and values of tests are none.

Days are a value of a stay in hospital, times (次) of relapses; a bare classifier (个) counts patients where an outcome or a whole says so;
'22例中13例' is one value, 13, of 22. How values are told together is `pipeline.extract.findings.cells`.
"""

import re
from dataclasses import replace

from pipeline.extract.findings.compared import is_apart
from pipeline.extract.findings.zeros import zeros_in
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

DAYS_A_MONTH = 30.44
_KINDS = frozenset(("percent", "fraction", "people", "animals", "measure", "plain"))
_FULL_SCORE = re.compile(r"\s?(?:满分|満点|满点|点満点|分制|点制)")
_BAD_BEFORE = re.compile(
    r"(?:(?<!-)[<>≥≤≧≦＞＜]|大于|小于|不足|不到|超过|多于|少于|低于|高于|至少|不少于|最少|少なくとも)\s?=?\s?$|(?<![A-Za-z])[nN]\s?=\s?$"
)
# '两组相差0.9g': how far groups are apart is no value of either
_APART = re.compile(
    r"(?:相差|差距|高出|低出|多出|少于对照|组间(?:平均|均数)?差[异值别]?|群間差|均数差|(?<=[(,、])差)(?:了|为|是|达|约|只有|仅|は|:)?\s?[-+]?$"
)
# '(95%CI -21.2~-16.0)', '95%置信区间为1.2,3.4': the ends of an interval
_OF_INTERVAL = re.compile(
    r"(?:CI|区间|区間|可信限)\s?[:为是,=は]{0,2}\s?(?:[-+]?\d+(?:\.\d+)?\s?%?\s?(?:~|-|至|到|,|、|to|から)\s?)?[-+]?$"
)
_WIDEST = 24  # how far behind its word the ends of an interval may stand
_BAD_AFTER = re.compile(
    r"(?:\s?/\s?(?:月|年|日|週|周))?\s?(?:以上|以下|以内|及以上|或以上|未満|の?(?:CI|信頼区間)|的?(?:可信区间|置信区间|可信限))"
)
_TEST_VALUE = re.compile(r"(?:(?<![A-Za-z])(?:OR|RR|HR|MD|WMD|SMD|CI|I2|[tZzFrU])|χ ?2|χ²|x2|X2|I²)\s?[=:]?\s?-?$")
_N_OF = re.compile(r"\s?\((?:n ?= ?|共)?")
_PRESSURES = re.compile(r"\d{2,3} ?/ ?\d{2,3} ?(?:mmHg|毫米汞柱)")  # '120/80mmHg': two values in one
_N_IS = re.compile(r"[nN] ?= ?$")
_IN_BRACKET = re.compile(r"\((?:满分|总分|共|0-)? ?$")
_OF_WHOM = re.compile(
    r"[^,。;:、()]{0,14}?(?:之中|当中|其中|里面|里|入面|中的?|のうち|の中で?|内|うち)[,、]?\s?(?:的|共|约|仅|只|就|已|也|还|の|で|では|は|に|、)*(?:有)?\s?"
)
_AMONG = re.compile(r"(?:患者|病人)?(?:之中|当中|中|里)(?:有|,)?[^,。;:、()\d]{2,10}")  # '28人中完全缓解12人'
# '12(8,17)分', '15分(四分位距11-20)': how far the single values spread around a median
SPREAD_OF_MEDIAN = re.compile(
    r"\s?[(\[]\s?(?:IQR|四分位[数间]?[间]?[距]?|四分位範囲|四分位距|全距|范围|範囲|range|P25[,、~-]P75)?\s?[:为]?\s?-?\d+(?:\.\d+)?\s?[,、~;至到-]\s?-?\d+(?:\.\d+)?\s?(?:分|点|%)?\s?[)\]]",
    re.IGNORECASE,
)
_OF_SO_MANY = re.compile(r"(?:では|で|は|の|中|的|则|为|是){0,2}\s?\d+(?:\.\d+)?\s?%")
_OPENED = re.compile(r"[(\[][^()\[\]]{0,12}?$")
_STROKE = re.compile(r"\s?/\s?")
_IT_WAS = re.compile(r"(?:でした|だった|であった|です)?\s?\(\s?全?")
_CLASSIFIER = "个"
_ZERO_OF = re.compile(r"(?:[组群者]|那边)[^,。;:、\d]{0,4}(?:为|是|は|:)?\s?$")
_SHARES_NEAR = 30
_BESIDE_ZERO = ("percent", "fraction", "people", "animals", "measure", "plain")
_ZERO_ENDS = re.compile(r"\s?(?:[,。;)、]|$|で|だ|であ)")
# What stands behind a bare 个 that counts patients: an end, or words that lead to what became of them.
_OF_THEM = re.compile(
    r"\s?(?:[,。;、()]|$|(?:都|也|就|已经?|还|仍|均|在|于|到|达|能|可以|获得?|有|被|又|再|是|没|因|出现|发生|明显|显著|完全|部分|病情|症状|停|脱离|好转|改善|进步|死|走)|\d)"
)
_FAR = 14


_RATIO = re.compile(r"1 ?[:∶] ?\d{1,4}(?![\d.])")
_OF_RATIO = re.compile(r"(?<![\d.])1 ?[:∶] ?$")


def values_in(sheet: Sheet, stretch: Stretch) -> list[Quantity]:
    """The figures of a sentence that may be values, in order."""
    figures = [
        quantity
        for quantity in _of_right_kind(sheet, stretch)
        if quantity.high is None
        and not quantity.ordinal
        and not (quantity.magnitude and quantity.kind == "plain")  # '以1亿组增加最多': a dose, no value
        and not _is_limit(sheet, stretch, quantity)
        and not _is_size(sheet, quantity)
        and not _is_scale(sheet, quantity)
        and not is_apart(sheet, quantity)
        and not (quantity.kind == "plain" and sheet.text.startswith("月", quantity.number_end))  # '至6月末的58.3'
        and not _is_spread(sheet.text, stretch.start, quantity)
        and not _is_titre(sheet.text, quantity)
    ]
    zeros = zeros_in(sheet, stretch)
    if zeros:  # the 1例 of '无1例复发' is none
        figures = [q for q in figures if not any(zero.start <= q.start < zero.end for zero in zeros)]
        figures = sorted([*figures, *zeros], key=lambda quantity: quantity.start)
    if not figures:
        return []
    named = sheet.within("outcome", stretch.start, stretch.end)  # the 24 of '24h尿蛋白' is part of a name
    figures = [q for q in figures if not any(hit.start <= q.start < hit.end for hit in named)]
    cited = inside(sheet.citations, stretch.start, stretch.end)  # the 15 of '尿蛋白[15]' is a reference
    figures = [q for q in figures if not any(mark.start <= q.start < mark.end for mark in cited)]
    return _with_wholes(sheet, figures)


def _is_titre(text: str, quantity: Quantity) -> bool:
    """'抗ds-DNA 1:320', '随机(1:1)': either side of a ratio."""
    return quantity.kind == "plain" and bool(
        _RATIO.match(text, quantity.start) or _OF_RATIO.search(text, max(0, quantity.start - 5), quantity.start)
    )


def _of_right_kind(sheet: Sheet, stretch: Stretch) -> list[Quantity]:
    """What may be a value by its kind: also days of a stay in hospital, relapses in times, patients counted with 个."""
    found: list[Quantity] = []
    for quantity in inside(sheet.quantities, stretch.start, stretch.end):
        if _is_none_of_share(sheet, quantity):
            found.append(replace(quantity, kind="percent", unit="%"))
        elif quantity.kind in _KINDS:
            found.append(quantity)
        elif quantity.rule == "unit.days" and _is_stay(sheet, stretch, quantity):
            found.append(_in_days(quantity))
        elif quantity.kind == "times" and _counts_relapses(sheet, stretch, quantity):
            found.append(replace(quantity, kind="measure", unit="{relapses}"))
        elif _counts_lesions(sheet, stretch, quantity):
            found.append(replace(quantity, kind="plain", unit=None))
        elif quantity.rule == "unit.cells" and quantity.kind == "other" and _counts_patients(sheet, quantity):
            found.append(replace(quantity, kind="people", unit=None))
    return found


def _is_none_of_share(sheet: Sheet, quantity: Quantity) -> bool:
    """'死亡率移植组3%,对照组为0': a bare 0 of a group behind shares is a share."""
    if quantity.kind != "plain" or quantity.value != 0 or quantity.spread is not None:
        return False
    if not _ZERO_OF.search(sheet.text[max(0, quantity.start - 8) : quantity.start]):
        return False
    before = sheet.numbers(_BESIDE_ZERO, quantity.start - _SHARES_NEAR, quantity.start)
    return bool(before) and before[-1].kind == "percent" and bool(_ZERO_ENDS.match(sheet.text, quantity.end))


def _is_stay(sheet: Sheet, sentence: Stretch, quantity: Quantity) -> bool:
    """Days behind the words for a stay in hospital, or for days without a ventilator: what is told in days."""
    named = [h for h in sheet.within("outcome", sentence.start, sentence.end) if h.attributes.get("unit") == "d"]
    return bool(named) and quantity.start >= named[0].end


def _counts_relapses(sheet: Sheet, sentence: Stretch, quantity: Quantity) -> bool:
    """'年复发次数由2.1次减到0.2次': times (次) behind the word, no infusions between; '复发过一次' is one patient's."""
    if sheet.text[quantity.number_end : quantity.end].strip() not in {"次", "回"}:
        return False
    named = sheet.terms["outcome"].coded("relapse", sentence.start, sentence.end)
    since = named[0].end if named else quantity.end
    if quantity.start < since:
        return False
    given = sheet.within("route", since, quantity.start) or sheet.within("cell_type", since, quantity.start)
    return not given and (quantity.value != 1 or len(sheet.numbers("times", since, sentence.end)) > 1)


def _counts_lesions(sheet: Sheet, stretch: Stretch, quantity: Quantity) -> bool:
    """'增强病灶由3.1个减为0.7个': what is counted with 个 behind lesions is lesions."""
    if quantity.rule != "unit.cells" or quantity.kind != "other":
        return False
    named = sheet.within("outcome", stretch.start, quantity.start)
    return bool(named) and named[-1].code in {"MRI_lesions", "lung_lesions"}


def _counts_patients(sheet: Sheet, quantity: Quantity) -> bool:
    """'37个里有16个', '11个在3个月时缓解': 个 counts anything; here a whole or an outcome says that it counts patients."""
    text = sheet.text
    if text[quantity.number_end : quantity.end].strip() != _CLASSIFIER or quantity.value != int(quantity.value):
        return False
    if _OF_WHOM.match(text, quantity.end):
        return True
    sentence = sheet.sentence(quantity.start)
    people = sheet.numbers("people", sentence.start, sentence.end)
    wholes = [whole for whole in people if whole.end <= quantity.start]
    if wholes and _OF_WHOM.fullmatch(text, wholes[-1].end, quantity.start):
        return True  # '38个人里有21个算是达到了缓解'
    if not _OF_THEM.match(text, quantity.end) and not sheet.within("outcome", quantity.end, quantity.end + 2):
        return False
    near = sheet.within("outcome", quantity.start - _FAR, min(quantity.end + _FAR, sentence.end))
    rates = any(hit.attributes.get("family") in {"rate", "event"} for hit in near)
    return rates or (bool(people) and bool(_OF_WHOM.search(text, sentence.start, quantity.start)))


def _in_days(quantity: Quantity) -> Quantity:
    spread = quantity.spread and round(quantity.spread * DAYS_A_MONTH, 2)
    return replace(quantity, kind="measure", value=round(quantity.value * DAYS_A_MONTH, 2), spread=spread, unit="d")


def _with_wholes(sheet: Sheet, figures: list[Quantity]) -> list[Quantity]:
    """'22例中13例', '30例患者里有12例', '15名のうち7名': the first is the whole that the second is of, and no figure of its own."""
    kept: list[Quantity] = []
    text = sheet.text
    for figure in figures:
        last = kept[-1] if kept else None
        if last and _is_n_of(text, last, figure):
            continue
        if last and _is_whole_behind(text, last, figure):
            kept[-1] = replace(last, of=int(figure.value), end=_closing(text, figure.end))
            continue
        if (
            last
            and last.kind == figure.kind == "people"
            and last.of is None
            and figure.value <= last.value
            and (_OF_WHOM.fullmatch(text, last.end, figure.start) or _is_among(sheet, last, figure))
        ):
            kept[-1] = replace(figure, of=int(last.value), of_start=last.start)
        else:
            kept.append(figure)
    return kept


def _is_among(sheet: Sheet, last: Quantity, figure: Quantity) -> bool:
    """'28人中完全缓解12人': the outcome stands between the whole and its part."""
    between = _AMONG.fullmatch(sheet.text, last.end, figure.start)
    return bool(between) and bool(sheet.within("outcome", last.end, figure.start))


def _is_whole_behind(text: str, last: Quantity, figure: Quantity) -> bool:
    """'5例/7例', '12名でした(13名中)': the whole stands behind its part."""
    if not (last.kind == figure.kind == "people" and last.of is None and last.value <= figure.value):
        return False
    if _STROKE.fullmatch(text, last.end, figure.start):
        return True
    return bool(_IT_WAS.fullmatch(text, last.end, figure.start)) and text.startswith(("中", "のうち"), figure.end)


def _closing(text: str, end: int) -> int:
    """Behind the word that makes a whole of a count told in a bracket: '(13名中'."""
    return end + 1 if text.startswith("中", end) else end


def _is_spread(text: str, floor: int, quantity: Quantity) -> bool:
    """'(8,17)' behind a median: the range of single values, or its middle half."""
    opened = _OPENED.search(text, max(floor, quantity.start - 24), quantity.start)
    match = SPREAD_OF_MEDIAN.match(text, opened.start()) if opened else None
    return (
        match is not None and opened is not None and text[opened.start() - 1 : opened.start()] not in {"", "组", "群"}
    )


def _is_size(sheet: Sheet, quantity: Quantity) -> bool:
    """'细胞组(9例)41.8±4.6', '受けなかった20例では30%': how large a group is, told in a bracket or before a share, right behind its name."""
    if quantity.kind == "people" and _OF_SO_MANY.match(sheet.text, quantity.end):
        return any(group.end == quantity.start for group in sheet.within("group", quantity.start - 16, quantity.start))
    if (
        quantity.kind not in {"people", "animals", "plain"}
        or quantity.spread is not None
        or sheet.text[quantity.end : quantity.end + 1] != ")"
    ):
        return False
    opened = sheet.text.rfind("(", max(0, quantity.start - 4), quantity.start)
    groups = sheet.within("group", opened - 16, opened) if opened >= 0 else []
    return any(group.end == opened for group in groups)


def _is_scale(sheet: Sheet, quantity: Quantity) -> bool:
    """'VAS(100mm)', 'VAS(n=20)', '10点満点': how long a scale is, or how many were measured, told in a bracket right behind the score's name."""
    before = sheet.text[max(0, quantity.start - 5) : quantity.start]
    if _N_IS.search(before) or (quantity.spread is None and _FULL_SCORE.match(sheet.text, quantity.number_end)):
        return True
    if quantity.spread is not None or quantity.kind not in {"measure", "plain"}:
        return False
    bracket = _IN_BRACKET.search(before)
    if bracket is None or sheet.text[quantity.end : quantity.end + 1] != ")":
        return False
    opened = quantity.start - len(before) + bracket.start()
    scores = [h for h in sheet.within("outcome", opened - 24, opened) if h.end == opened]
    more = sheet.numbers(("measure", "plain"), quantity.end, sheet.sentence(quantity.start).end)
    return bool(scores and more) and scores[-1].attributes.get("family") == "score"


def _is_n_of(text: str, last: Quantity, figure: Quantity) -> bool:
    """'(10±4)分(12例, P<0.01)': how many were measured, told in a bracket behind the measurement."""
    measured = last.kind in {"measure", "plain"} or last.spread is not None
    return measured and figure.kind == "people" and bool(_N_OF.fullmatch(text, last.end, figure.start))


def _is_limit(sheet: Sheet, stretch: Stretch, quantity: Quantity) -> bool:
    """'≥8分', '50%以上', '95%CI', 'χ2=5.4': a limit or a value of a test, no figure of the study."""
    before = sheet.text[max(stretch.start, quantity.start - 6) : quantity.start]
    if _PRESSURES.match(sheet.text, quantity.start) or (before.endswith("/") and quantity.unit == "mm[Hg]"):
        return True
    if _BAD_AFTER.match(sheet.text, quantity.end) or _TEST_VALUE.search(before):
        return True
    if _APART.search(before) or _OF_INTERVAL.search(
        sheet.text[max(stretch.start, quantity.start - _WIDEST) : quantity.start]
    ):
        return True
    if _BAD_BEFORE.search(before):
        return not re.search(r"(?:治疗前|移植前|基线)[的(]*$", before)
    return sheet.has("cue", "historical", max(stretch.start, quantity.start - 5), quantity.start)
