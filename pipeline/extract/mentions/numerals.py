"""Reads one numeral as pages print it: 1,853 · 12.5 · １０ (folded before) · 5000万 · 1.2亿 · 3万5千 · 四 · 二十一 · 一百二十.

Numbers only: what stands behind a number is `pipeline.lexicon.units`, what they form together is
`pipeline.extract.mentions.quantities`.
"""

import re

from pipeline.records import record

_ARABIC = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)|"
    # journals set thousands apart with a blank: '1 279例', '533 482.5'; '表1 279例' is the number of a table
    r"(?<![表图第A-Za-z.-])\d{1,3}(?: \d{3})+(?=\.\d| ?(?:例|名|人|位|患|元|円|IU|U/))|\d+)(?:\. ?\d+)?"
)
_PLAIN = re.compile(r"\d+(?:\.\d+)?(?![\d,. ・])")  # most numerals: nothing behind it may go on with it
# Japanese newspapers, set in columns, print the decimal point as a middle dot: '0・43', '6・8点'. Between whole numbers it parts a list.
_MIDDLE_DOT = re.compile(
    r"(?:(?<![\d・])0・\d{1,3}|(?<!・)\d{1,3}・\d{1,2}(?=[%点倍度]|ポイント|パーセント|mg|g|mm))(?![\d・])"
)
_MAGNITUDE = re.compile(
    r" ?(百万|千万|十万|万亿|万|亿|億|千(?![克卡米瓦伏]))(?! ?/ ?(?:[μu][Ll]|mm ?[3³]))"
)  # '12.4万/μL' is a unit of the laboratory
# What goes on behind a magnitude: '3万5千', '1億2,000万', '三万五千', and '3万5000' with all four places told.
_REST = re.compile(
    r"(?P<arabic>\d{1,4}|\d,\d{3})(?P<magnitude>千万|百万|万|千(?![克卡米瓦伏])|百(?!分))|(?P<places>\d{4}|\d,\d{3})(?![\d,.万千百亿億~年-])|(?P<chinese>[一二两三四五六七八九十百千]*[十百千])(?P<myriad>万)?"
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_CHINESE_SIGNS = frozenset([*_DIGITS, *_PLACES])
_MAGNITUDE_SIGNS = frozenset("百千十万亿億")
_MAGNITUDES = {
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "億": 1e8,
    "万亿": 1e12,
}


@record
class Numeral:
    """A number at [start, end) of the text. `magnitude`: it was written with 万, 亿 and the like."""

    start: int
    end: int
    value: float
    magnitude: bool = False
    chinese: bool = False


def numeral_at(text: str, start: int) -> Numeral | None:
    """The numeral that begins at `start`; None where none does."""
    plain = _PLAIN.match(text, start)
    if plain:
        end = plain.end()
        if text[end : end + 1] in _MAGNITUDE_SIGNS:
            return _with_magnitude(text, start, end, float(plain[0]), False)
        return Numeral(start, end, float(plain[0]))
    if text[start : start + 1] in _CHINESE_SIGNS:
        return _chinese_at(text, start)
    match = _ARABIC.match(text, start)
    if match:
        if text.startswith("・", match.end()) and (dotted := _MIDDLE_DOT.match(text, start)):
            return Numeral(start, dotted.end(), float(dotted.group().replace("・", ".")))
        return _with_magnitude(text, start, match.end(), float(match.group().replace(",", "").replace(" ", "")), False)
    return None


def _chinese_at(text: str, start: int) -> Numeral | None:
    end = start + 1
    while text[end : end + 1] in _CHINESE_SIGNS:
        end += 1
    value = chinese_value(text[start:end])
    return None if value is None else _with_magnitude(text, start, end, value, True)


def _with_magnitude(text: str, start: int, end: int, value: float, chinese: bool) -> Numeral:
    sign = text[end + 1 : end + 2] if text.startswith(" ", end) else text[end : end + 1]
    magnitude = _MAGNITUDE.match(text, end) if sign in _MAGNITUDE_SIGNS else None
    if magnitude is None:
        return Numeral(start, end, value, False, chinese)
    last = _MAGNITUDES[magnitude.group(1)]
    end, value = magnitude.end(), value * last
    while value.is_integer() and (rest := _REST.match(text, end)) and 0 < (more := _rest_value(rest)) < last:
        end, value, last = rest.end(), value + more, _last_place(rest)
    return Numeral(start, end, value, True, chinese)


def _rest_value(rest: re.Match[str]) -> float:
    if rest["chinese"]:
        return (chinese_value(rest["chinese"]) or 0.0) * (1e4 if rest["myriad"] else 1.0)
    if rest["places"]:
        return float(rest["places"].replace(",", ""))
    return float(rest["arabic"].replace(",", "")) * _MAGNITUDES[rest["magnitude"]]


def _last_place(rest: re.Match[str]) -> float:
    """The magnitude that a rest ends with: what follows it must be smaller."""
    if rest["places"]:
        return 1.0
    return 1e4 if rest["myriad"] else _MAGNITUDES[rest["magnitude"]] if rest["magnitude"] else 1.0


def chinese_value(text: str) -> float | None:
    """二十一 → 21, 一百零五 → 105, 两 → 2, 二〇一八 → 2018; None where the characters form no number (十百)."""
    if len(text) == 1:
        return float(_DIGITS[text] if text in _DIGITS else _PLACES[text])
    if _PLACES.keys().isdisjoint(text):
        return float("".join(str(_DIGITS[c]) for c in text))
    total, digit, last_place = 0, 0, 10_000
    for character in text:
        if character in _PLACES:
            place = _PLACES[character]
            if place >= last_place:
                return None
            total += (digit or 1) * place
            digit, last_place = 0, place
        else:
            digit = _DIGITS[character]
    return float(total + digit)
