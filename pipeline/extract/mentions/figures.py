"""Reads one figure: a number or a range, its spread, its power of ten, and the unit behind it.

Dates, fractions, P values and the search over a text are `pipeline.extract.mentions.quantities`.
"""

import re
from functools import cache

from pipeline.extract.mentions.bare_doses import cells_until
from pipeline.extract.mentions.bare_months import is_day, months_meant
from pipeline.extract.mentions.numerals import Numeral, numeral_at
from pipeline.extract.mentions.quantity import Quantity
from pipeline.lexicon.units import UnitEntry, units

# '1×10~6/kg': abstracts of Chinese databases print the raised figure behind a tilde
_POWER = re.compile(r" ?[×xX*✕╳·] ?10(?: ?[\^*~∧˄⌃]{1,2} ?|の|的|\s)?(?P<exponent>1[0-2]|[4-9])(?:次方|乗)?(?![\d.])")
_RAISED = re.compile(r" ?[×xX*✕╳·] ?10(?P<exponent>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?! ?/ ?(?:[μu]?[Ll]|mm ?[3³]))")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PLUS_MINUS = re.compile(r" ?(?:±|\+/-|\+-|土|士|_\+|\+_|\+(?=\d[\d.]*\))) ?")  # as scanners print it, too
_RANGE = re.compile(r" ?(?:-|~|至|到|から|―) ?")
_FROM = re.compile(r"[由从自][^,。;、\d]{0,10}$")
_OF_RANGE = re.compile(r"\s?(?:の|程度|前後|くらい|ぐらい|ほど|台|以内|未満)")  # '30%から50%程度'
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
_PER_KG = re.compile(
    r"(?:每公斤|每千克|每kg|每KG|(?:kg|㎏|㌔|キロ)(?:グラム)?(?:あたり|当たり|当り|につき|に対し))(?:体重)?\D{0,3}$"
)
_BRACKET = re.compile(r" ?\)? ?(?:多|余|余り|以上の?)?")
_BLANK = re.compile(r" ?(?:多|余|余り|以上の?)?")
# What one of these patterns begins with, a blank left aside: most figures have none of it behind them.
_TIMES_SIGNS = frozenset("×xX*✕╳·")
_SPREAD_SIGNS = frozenset("±+土士_")
_RANGE_SIGNS = frozenset("-~至到か―")
_INTERNATIONAL_UNITS = {"单位", "単位", "單位"}  # '42单位' of insulin; of cells there are a hundred thousand at least
_MORE_SIGNS = frozenset(" )多余以")
_LABORATORY_COUNT = re.compile(
    r" ?\)? ?[×xX*] ?10 ?[\^~∧˄⌃]? ?(?:(?P<liter>9|12|⁹|¹²) ?/ ?[Ll]|(?P<microliter>[34³⁴]) ?/ ?(?:[μu][Ll]|mm ?[3³]))"
)  # '89×10^9/L', '12.4×10^4/μL'; in mm3 it is the same


def figure_at(text: str, start: int) -> Quantity | None:
    first = numeral_at(text, start)
    if first is None or (first.chinese and text.startswith(_NO_NUMBERS, start)):
        return None
    end, value, high, spread = first.end, first.value, None, None
    follower = sign_at(text, end)
    exponent = _power(text, end) if follower in _TIMES_SIGNS else None
    if exponent:
        value, end = value * 10.0 ** exponent[0], exponent[1]
        follower = sign_at(text, end)
    percent = follower in _percent_signs()
    sign = _PLUS_MINUS.match(text, end) if follower in _SPREAD_SIGNS else None
    second = numeral_at(text, sign.end()) if sign else _spread_in_per_cent(text, end) if percent else None
    if second:
        factor, end = _raised_together(text, first, second)  # '100±20×10^6'
        value, spread = value * factor, second.value * factor
    elif (
        (percent or follower in _RANGE_SIGNS)
        and (sign := _RANGE.match(text, _behind_percent(text, end)))
        and (second := numeral_at(text, sign.end()))
        and not _leads_on(text, start, sign, second)
    ):
        high, scale, end = _upper_end(text, first, second)
        value = value if exponent or first.magnitude else value * scale
        if high < value or _is_later(
            text, first, sign.group(), end
        ):  # '2010-12' and the like: two figures, not a range
            high, end = None, exponent[1] if exponent else first.end
    ordinal = start > 0 and text[start - 1] == "第"
    if end != first.end:
        follower = sign_at(text, end)
    return _with_unit(text, start, end, follower, first, value, high, spread, ordinal)


def _spread_in_per_cent(text: str, end: int) -> Numeral | None:
    """'8.6%±0.8%': a figure and its spread that both carry the sign."""
    behind = _behind_percent(text, end)
    sign = _PLUS_MINUS.match(text, behind) if behind > end else None
    second = numeral_at(text, sign.end()) if sign else None
    return second if second and _behind_percent(text, second.end) > second.end else None


def _leads_on(text: str, start: int, sign: re.Match[str], second: Numeral) -> bool:
    """'由28到35', '2.6から3.2に', '29%から30%であり', '12.4から90日後': from one value to the next, no range."""
    word = sign.group().strip()
    if word in {"到", "至"}:
        return bool(_FROM.search(text[max(0, start - 12) : start]))
    if word != "から":
        return False
    unit = units().match(text, second.end)
    time = unit is not None and unit[0].kind == "time"
    if time:
        return "." in text[start : sign.start()]
    end = unit[1] if unit else second.end
    if text.startswith(("に", "へ", "まで", "と"), end):
        return True
    measured = unit[0].kind in {"percent", "measure"} if unit else "." in text[start : sign.start()]
    return measured and not _OF_RANGE.match(text, end)


def _is_later(text: str, first: Numeral, sign: str, end: int) -> bool:
    """'EDSSは4.3から12か月後4.0へ': a value, and the time after which it was another; times that begin a range are whole."""
    if "から" not in sign or not {".", "・"} & set(text[first.start : first.end]):
        return False
    unit = units().match(text, end)
    return unit is not None and unit[0].kind == "time"


def sign_at(text: str, place: int) -> str:
    """The character at a place, or behind the blank there; '' at the end of the text."""
    return text[place + 1 : place + 2] if text.startswith(" ", place) else text[place : place + 1]


@cache
def _percent_signs() -> frozenset[str]:
    return units().begins("percent")


def _behind_percent(text: str, end: int) -> int:
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
    if match is None or re.match(
        r" ?/ ?(?:[μu]?[Ll]|mm ?[3³])", text[match.end() : match.end() + 6]
    ):  # 4.89×10^9/L is a laboratory unit
        return None
    return int(match["exponent"]), match.end()


def _raised_together(text: str, first: Numeral, second: Numeral) -> tuple[float, int]:
    """The power of ten behind two figures that holds for both, and where it ends; 1 where there is none."""
    end = second.end
    bracket = end + 1 if text[end : end + 1] == ")" and text[first.start - 1 : first.start] == "(" else end
    exponent = _power(text, bracket) if sign_at(text, bracket) in _TIMES_SIGNS else None
    return (10.0 ** exponent[0], exponent[1]) if exponent else (1.0, end)


def _upper_end(text: str, first: Numeral, second: Numeral) -> tuple[float, float, int]:
    """The range's upper figure, what the lower one is to be multiplied by, and the end: 0.7~1×10^6, (2~3)×107."""
    factor, end = _raised_together(text, first, second)
    if factor != 1.0:
        return second.value * factor, factor, end
    scale = second.value / _bare(text, second) if second.value and second.magnitude and not first.magnitude else 1.0
    return second.value, scale, end


def _bare(text: str, numeral: Numeral) -> float:
    bare = re.match(r"[\d.,]+", text[numeral.start : numeral.end])
    return float(bare.group().replace(",", "")) if bare else numeral.value


def _with_unit(
    text: str,
    start: int,
    end: int,
    follower: str,
    first: Numeral,
    value: float,
    high: float | None,
    spread: float | None,
    ordinal: bool,
) -> Quantity | None:
    """The quantity of a figure that ends at `end`. `follower`: the sign there, a blank left aside."""
    behind = end
    if text[end : end + 1] in _MORE_SIGNS:
        behind = (_BRACKET if text[start - 1 : start] == "(" else _BLANK).match(text, end).end()  # type: ignore[union-attr]
    laboratory = _LABORATORY_COUNT.match(text, end) if follower in _TIMES_SIGNS or follower == ")" else None
    if laboratory:
        per = "L" if laboratory["liter"] else "uL"
        power = (laboratory["liter"] or laboratory["microliter"]).translate(_SUPERSCRIPTS)
        return Quantity(
            start,
            laboratory.end(),
            "measure",
            value,
            f"unit.count_{power}",
            high,
            spread,
            None,
            f"10*{power}/{per}",
            number_end=end,
        )
    hit = units().match(text, behind)
    if hit and hit[0].attributes.get("bare") and is_day(text, start, hit[1]):
        hit = None  # '12月3日'
    if hit is None:
        if first.chinese and not first.magnitude and (high is None and spread is None):
            return None  # a Chinese numeral inside a word (一般, 三级) is a quantity only with a unit
        if (
            first.magnitude and value >= 1e5 and per_kg_before(text, start)
        ):  # '每公斤200万': cells, of what else by the kilogram
            per_kg = "dose", value, "unit.cells_per_kg", high, None, None, "cells/kg"
            return Quantity(start, end, *per_kg, magnitude=True, number_end=end)
        if spread is None and (until := cells_until(text, start, end, value)):
            return Quantity(start, until, "dose", value, "unit.cells", high, None, None, "cells", number_end=end)
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
    patients = kind == "dose" and text[number_end:unit_end] == "个" and value > 1  # maybe: '三个复发'
    if first.chinese and not first.magnitude and kind in {"measure", "other", "dose"} and not patients:
        return None  # '十分' is a word; scores and laboratory values are printed in figures
    if entry.attributes.get("bare") and not months_meant(text, start, unit_end):
        return None
    few = kind == "dose" and entry.unit != "cells/kg" and value < 1e5
    of_insulin = few and text[number_end:unit_end].strip() in _INTERNATIONAL_UNITS and value > 1
    if few:
        kind = "measure" if of_insulin else "other"
    unit_name = "[iU]" if of_insulin else "cells/kg" if kind == "dose" and per_kg_before(text, start) else entry.unit
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
