"""Finds every quantity of a text: a number (or a range, a value ± its spread, a fraction, a P value) with its unit.

Layer one of reading: what stands there, with code and place. What a quantity belongs to is decided later
(`timing`, `population`, `results` …). Offsets are places in the matching view.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from pipeline.extract.numerals import Numeral, numeral_at
from pipeline.lexicon.units import UnitEntry, units

_START = re.compile(
    r"[0-9零〇一二两三四五六七八九十百半]|[Pp](?= ?(?:值|value|均|都)? ?(?:均|都)? ?[<>=≤≥＜]| ?值?(?:小于|大于))"
)
_P_VALUE = re.compile(
    r"[Pp] ?(?:值|value)?s? ?(?:均|都|皆|为)? ?(?P<sign><|>|=|≤|≥|小于|大于|等于) ?(?P<value>0?\. ?\d+|0|1(?:\.0+)?)(?!\d)"
)
_SIGNS = {"≤": "<", "≥": ">", "小于": "<", "大于": ">", "等于": "="}
_POWER = re.compile(r" ?[×xX*✕╳·] ?10(?: ?[\^*]{1,2} ?|の|的|\s)?(?P<exponent>1[0-2]|[4-9])(?:次方|乗)?(?![\d.])")
_RAISED = re.compile(r" ?[×xX*✕╳·] ?10(?P<exponent>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?! ?/[Ll])")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PLUS_MINUS = re.compile(r" ?(?:±|\+/-|\+-|土) ?")
_RANGE = re.compile(r" ?(?:-|~|至|到|から|―) ?")
_FRACTION = re.compile(r"(?P<n>\d{1,5}) ?/ ?(?P<of>\d{1,5})(?![\d./]|万| ?10\d|年|月)")
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d) ?(?:年|[-./]) ?(?P<m>1[0-2]|0?[1-9])(?: ?(?:月|[-./]) ?(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)日?|月)"
)
_YEAR = re.compile(r"(?P<y>(?:19|20)\d\d)(?: ?年(?![间内半期])|(?![\d.]))")
_NO_NUMBERS = (
    "百分",
    "十分",
    "一般",
    "一定",
    "一些",
    "一直",
    "一起",
    "一致",
    "千万别",
    "万一",
    "三甲",
    "一样",
    "一旦",
    "四肢",
    "一步",
    "一方面",
    "一种",
)
_PER_CENT_WORD = re.compile(r"百分之")
_PER_KG = re.compile(r"(?:每公斤|每千克|每kg|每KG|kgあたり|kg当たり)(?:体重)?\D{0,3}$")
_BRACKET = re.compile(r" ?\)? ?(?:多|余|余り|以上の?)?")
_BLANK = re.compile(r" ?(?:多|余|余り|以上の?)?")
_LABORATORY_COUNT = re.compile(r" ?\)? ?[×xX*] ?10 ?\^? ?(9|12) ?/[Ll]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at [start, end) of the matching view.

    `kind`: people, animals, studies, time (months), age (years), times, percent, dose (cells), measure, fraction, year,
    date, p, other (a figure of no study: money, floors), plain (no unit).
    `value`: the figure; `high`: the upper end of a range; `spread`: the figure behind ±; `of`: a fraction's denominator.
    `unit`: UCUM, or cells and cells/kg; `sign`: a P value's operator.
    """

    start: int
    end: int
    kind: str
    value: float
    rule: str
    high: float | None = None
    spread: float | None = None
    of: int | None = None
    unit: str | None = None
    sign: str | None = None
    ordinal: bool = False
    magnitude: bool = False
    chinese: bool = False
    number_end: int = 0
    unit_end: int = 0  # where the unit ends that a figure shares with those after it ('20、35和50%')


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of `text`, in order, none overlapping."""
    found: list[Quantity] = []
    position = 0
    while match := _START.search(text, position):
        start = match.start()
        quantity = _quantity_at(text, start)
        if quantity is None:
            numeral = numeral_at(text, start)
            position = numeral.end if numeral else start + 1
            continue
        found.append(quantity)
        position = quantity.end
    return _share_units(text, found)


def _quantity_at(text: str, start: int) -> Quantity | None:
    if text[start] in "Pp":
        return None if start and text[start - 1].isascii() and text[start - 1].isalpha() else _p_value(text, start)
    if start and _inside_code(text, start):
        return _counted_behind_code(text, start)
    return (
        _half(text, start)
        or _date(text, start)
        or _percent_in_words(text, start)
        or _fraction(text, start)
        or _figure(text, start)
    )


def _counted_behind_code(text: str, start: int) -> Quantity | None:
    """'LN20例': a count of people set right behind an abbreviation in capitals."""
    if not text[start - 1].isupper():
        return None
    figure = _figure(text, start)
    return figure if figure is not None and figure.kind == "people" else None


def _inside_code(text: str, start: int) -> bool:
    """A digit inside a name (IL-10, CD4, C3, T2DM) is no quantity; PLT52 and WBC2.47 are: the name is a long abbreviation."""
    before = text[start - 1]
    if before == "." and start > 1 and text[start - 2].isdigit():
        return True
    if not (before.isascii() and (before.isalpha() or before == "-")):
        return False
    word_start = start
    while (
        word_start
        and text[word_start - 1].isascii()
        and (text[word_start - 1].isalpha() or text[word_start - 1] == "-")
    ):
        word_start -= 1
    word = text[word_start:start]
    if _LONG_CODE.match(text, start):
        return True  # NCT01234567
    return bool(word.strip("-")) and not _ABBREVIATION.fullmatch(word)


_LONG_CODE = re.compile(r"\d{5,}(?![.,]\d)")
_ABBREVIATION = re.compile(r"[A-Z]{3,}(?:-[A-Z0-9]+)?")  # HGB74, SLEDAI12.6: a table cell without its space


def _p_value(text: str, start: int) -> Quantity | None:
    match = _P_VALUE.match(text, start)
    if match is None:
        return None
    sign = match["sign"]
    value = float(match["value"].replace(" ", ""))
    return Quantity(
        start, match.end(), "p", value, "quantity.p_value", sign=_SIGNS.get(sign, sign), number_end=match.end()
    )


def _half(text: str, start: int) -> Quantity | None:
    if text[start] != "半":
        return None
    for word, months in (("半年", 6.0), ("半个月", 0.5), ("半个多月", 0.5)):
        if text.startswith(word, start):
            return Quantity(start, start + len(word), "time", months, "unit.half", chinese=True, number_end=start + 1)
    return None


def _date(text: str, start: int) -> Quantity | None:
    match = _DATE.match(text, start)
    if match:
        return Quantity(start, match.end(), "date", float(match["y"]), "quantity.date", number_end=match.end("y"))
    match = _YEAR.match(text, start)
    if (
        match
        and 1950 <= int(match["y"]) <= 2035
        and (match.group() != match["y"] or _bare_year(text, start, match.end()))
    ):
        return Quantity(start, match.end(), "year", float(match["y"]), "quantity.year", number_end=match.end("y"))
    return None


def _bare_year(text: str, start: int, end: int) -> bool:
    """A year without 年: between brackets, blanks or signs, with no unit behind it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() or before in {".", "-", "/"} or after in {"±", "→", "%", "/", "."}:
        return False
    if after and (after.isascii() and after.isalpha()):
        return False
    return units().match(text, end) is None and not re.match(r" ?(?:→|±|多|余|[例名人位個个])", text[end : end + 3])


def _percent_in_words(text: str, start: int) -> Quantity | None:
    match = _PER_CENT_WORD.match(text, start)
    numeral = numeral_at(text, match.end()) if match else None
    if numeral is None:
        return None
    return Quantity(
        start, numeral.end, "percent", numeral.value, "quantity.percent_words", unit="%", number_end=numeral.end
    )


def _fraction(text: str, start: int) -> Quantity | None:
    match = _FRACTION.match(text, start)
    if match is None:
        return None
    count, of = int(match["n"]), int(match["of"])
    if not 0 < of <= 5000 or count > of:
        return None
    unit = units().match(text, match.end())
    if unit and unit[0].kind not in {"people", "animals", "percent"}:
        return None
    end = unit[1] if unit else match.end()
    return Quantity(start, end, "fraction", float(count), "quantity.fraction", of=of, number_end=match.end())


def _figure(text: str, start: int) -> Quantity | None:
    first = numeral_at(text, start)
    if first is None or text.startswith(_NO_NUMBERS, start):
        return None
    end, value, high, spread = first.end, first.value, None, None
    exponent = _power(text, end)
    if exponent:
        value, end = value * 10.0 ** exponent[0], exponent[1]
    sign = _PLUS_MINUS.match(text, end)
    second = numeral_at(text, sign.end()) if sign else None
    if second:
        spread, end = second.value, second.end
    elif (sign := _RANGE.match(text, _behind_unit(text, end))) and (second := numeral_at(text, sign.end())):
        high, scale, end = _upper_end(text, first, second)
        value = value if exponent or first.magnitude else value * scale
        if high < value:  # '2010-12' and the like: two figures, not a range
            high, end = None, exponent[1] if exponent else first.end
    ordinal = start > 0 and text[start - 1] == "第"
    return _with_unit(text, start, end, first, value, high, spread, ordinal)


def _behind_unit(text: str, end: int) -> int:
    """'6M~2yr', '3个月~6个月': a range whose lower end carries the unit too."""
    unit = units().match(text, end)
    return unit[1] if unit and unit[0].kind in {"percent"} else end


def per_kg_before(text: str, start: int) -> str:
    """The words that make a dose before which they stand one per kilogram ('每公斤'), '' where there are none."""
    match = _PER_KG.search(text[max(0, start - 10) : start])
    return match.group() if match else ""


def _power(text: str, end: int) -> tuple[int, int] | None:
    raised = _RAISED.match(text, end)
    if raised:
        return int(raised["exponent"].translate(_SUPERSCRIPTS)), raised.end()
    match = _POWER.match(text, end)
    if match is None or re.match(r" ?/[Ll]", text[match.end() : match.end() + 3]):  # 4.89×10^9/L is a laboratory unit
        return None
    return int(match["exponent"]), match.end()


def _upper_end(text: str, first: Numeral, second: Numeral) -> tuple[float, float, int]:
    """The range's upper figure, what the lower one is to be multiplied by, and the end: 0.7~1×10^6, (2~3)×107."""
    end = second.end
    bracket = end + 1 if text[end : end + 1] == ")" and text[first.start - 1 : first.start] == "(" else end
    exponent = _power(text, bracket)
    if exponent:
        return second.value * 10.0 ** exponent[0], 10.0 ** exponent[0], exponent[1]
    scale = second.value / _bare(text, second) if second.value and second.magnitude and not first.magnitude else 1.0
    return second.value, scale, end


def _bare(text: str, numeral: Numeral) -> float:
    bare = re.match(r"[\d.,]+", text[numeral.start : numeral.end])
    return float(bare.group().replace(",", "")) if bare else numeral.value


def _with_unit(
    text: str,
    start: int,
    end: int,
    first: Numeral,
    value: float,
    high: float | None,
    spread: float | None,
    ordinal: bool,
) -> Quantity | None:
    behind = (_BRACKET if text[start - 1 : start] == "(" else _BLANK).match(text, end).end()  # type: ignore[union-attr]
    laboratory = _LABORATORY_COUNT.match(text, end)
    if laboratory:
        unit = f"10*{laboratory[1]}/L"
        return Quantity(
            start,
            laboratory.end(),
            "measure",
            value,
            f"unit.count_{laboratory[1]}",
            high,
            spread,
            None,
            unit,
            number_end=end,
        )
    hit = units().match(text, behind)
    if hit is None:
        if first.chinese and not first.magnitude and (high is None and spread is None):
            return None  # a Chinese numeral inside a word (一般, 三级) is a quantity only with a unit
        return Quantity(
            start,
            end,
            "plain",
            value,
            "quantity.plain",
            high,
            spread,
            ordinal=ordinal,
            magnitude=first.magnitude,
            chinese=first.chinese,
            number_end=end,
        )
    entry, unit_end = hit
    return _typed(text, start, unit_end, end, entry, first, value, high, spread, ordinal)


def _typed(
    text: str,
    start: int,
    unit_end: int,
    number_end: int,
    entry: UnitEntry,
    first: Numeral,
    value: float,
    high: float | None,
    spread: float | None,
    ordinal: bool,
) -> Quantity | None:
    factor = 1 / 4.348 if entry.weeks else entry.factor
    plus = float(entry.attributes.get("plus", 0))
    value, high, spread = value * factor + plus, high and high * factor + plus, spread and spread * factor
    kind = entry.kind
    if first.chinese and not first.magnitude and kind in {"measure", "other", "dose"}:
        return None  # '十分' is a word; scores and laboratory values are printed in figures
    if entry.attributes.get("bare") and not _months_meant(text, start, unit_end):
        return None
    if kind == "dose" and entry.unit != "cells/kg" and value < 1e5:
        kind = "other"
    unit_name = "cells/kg" if kind == "dose" and per_kg_before(text, start) else entry.unit
    return Quantity(
        start,
        unit_end,
        kind,
        value,
        entry.id,
        high,
        spread,
        None,
        unit_name,
        None,
        ordinal,
        first.magnitude,
        first.chinese,
        number_end,
    )


def _months_meant(text: str, start: int, end: int) -> bool:
    """'随访12月', '治疗后6月时': months; '12月' after a year or in a calendar is the month's name."""
    before = text[max(0, start - 4) : start].rstrip()
    return bool(re.search(r"(?:随访|追踪|观察|后|满|第|前|达|[、,] ?\d+)$", before)) or bool(
        re.match(r" ?(?:后|时|内|间|复查)", text[end : end + 3])
    )


_LIST_GAP = re.compile(r" ?(?:、|,|/|及|和|与|・|→|->|⇒) ?")
_SHARED = {"time", "percent", "measure", "dose"}


def _share_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """'1、3、6个月', '52 → 81 → 91×10^9/L': figures in a row carry the unit of the last."""
    shared = list(quantities)
    for index in range(len(shared) - 2, -1, -1):
        this, follower = shared[index], shared[index + 1]
        if this.kind != "plain" or follower.kind not in _SHARED or follower.high is not None:
            continue
        gap = text[this.end : follower.start]
        if not _LIST_GAP.fullmatch(gap) or (follower.kind == "time" and "→" in gap):
            continue
        factor = _time_factor(text, follower) if follower.kind == "time" else 1.0
        if follower.kind == "dose" and this.value < 1e5:
            continue
        shared[index] = replace(
            this,
            unit_end=follower.unit_end or follower.end,
            kind=follower.kind,
            value=this.value * factor,
            unit=follower.unit,
            rule=follower.rule,
        )
    return shared


def _time_factor(text: str, quantity: Quantity) -> float:
    numeral = numeral_at(text, quantity.start)
    return quantity.value / numeral.value if numeral and numeral.value else 1.0


def between(quantities: list[Quantity], start: int, end: int) -> list[Quantity]:
    """The quantities that lie within [start, end) of the view."""
    first = bisect_left(quantities, start, key=lambda quantity: quantity.start)
    found = []
    for quantity in quantities[first:]:
        if quantity.start >= end:
            break
        found.append(quantity)
    return found
