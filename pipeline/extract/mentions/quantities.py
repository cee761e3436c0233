"""Finds every quantity of a text: figures with their units, dates, fractions, P values, shares in words.

Layer one of reading: what stands there, with code and place. What a quantity belongs to is decided later
(`timing`, `population`, `results` …). Offsets are places in the matching view.
"""

import re
from dataclasses import replace
from string import ascii_letters

from pipeline.extract.mentions.figures import figure_at, sign_at
from pipeline.extract.mentions.numerals import numeral_at
from pipeline.extract.mentions.quantity import Quantity
from pipeline.lexicon.units import units

_SIGN = re.compile(
    r"[0-9零〇一二两三四五六七八九十百半PpDWMdwm令平昭民]"
)  # one class of characters is what `re` looks for fastest
_LETTERS = frozenset("PpDWMdwm令平昭民")
_CODE_SIGNS = frozenset(f"{ascii_letters}-.")  # what stands before a digit inside a name or another figure
_LETTER_START = re.compile(
    r"[Pp](?= ?(?:值|value|均|都)? ?(?:均|都)? ?[<>=≤≥＜]| ?值?(?:小于|大于))"
    r"|(?<![A-Za-z])(?:Day|Week|Month|day|week|month)(?=s? ?\d)"
    # 'D28', 'W24', 'M6' as trials write them; M1, M2 are macrophages, D2, D3 vitamins
    r"|(?<![A-Za-z0-9-])(?:D(?=(?:7|14|21|28|30|42|56|60|84|90|100|180|36[05])(?![\d.A-Za-z-]))"
    r"|W(?=(?:[2-9]|[1-9]\d|1[0-4]\d)(?![\d.A-Za-z-]))|M(?=(?:3|6|9|12|18|24|30|36|48|60)(?![\d.A-Za-z型-])))"
    r"|(?:令和|平成|昭和|民国) ?[元\d]"
)
_LABELLED_TIME = re.compile(r"(?P<unit>Day|Week|Month|day|week|month|[DWM])s? ?(?P<number>\d{1,3})(?!\d|\.\d)")
_LABELS = {"day": 1 / 30.44, "week": 1 / 4.348, "month": 1.0, "d": 1 / 30.44, "w": 1 / 4.348, "m": 1.0}
_P_VALUE = re.compile(
    r"[Pp] ?(?:值|value)?s? ?(?:均|都|皆|为)? ?(?P<sign><|>|=|≤|≥|小于|大于|等于) ?(?P<value>[0Oo]?\. ?\d+|0・\d+|0|1(?:\.0+)?)(?!\d)"
)
_MANTISSA = re.compile(r"\d{1,3}(?:\.\d+)?")
_DOSES_GAP = re.compile(r" ?[、/和及或与と] ?")
_SIGNS = {"≤": "<", "≥": ">", "小于": "<", "大于": ">", "等于": "="}
_FRACTION = re.compile(r"(?P<n>\d{1,5}) ?/ ?(?P<of>\d{1,5})(?![\d./]|万| ?10\d|年|月)")
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d) ?(?:年|[-./]) ?(?P<m>1[0-2]|0?[1-9])(?: ?(?:月|[-./]) ?(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)日?|月)"
)
_YEAR = re.compile(r"(?P<y>(?:19|20)\d\d)(?: ?年(?![间内半期])|(?![\d.]))")
# Years counted from an emperor's accession ('令和3年', its first is 元年) or from the Republic's founding ('民國109年'; Taiwan leaves the
# name away in dates: '109年3月').
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民国": 1911}
_ERA_YEAR = re.compile(r"(?P<era>令和|平成|昭和|民国) ?(?P<y>元|\d{1,3}) ?年(?![间間内半])")
_REPUBLIC_DATE = re.compile(r"(?P<y>9\d|1[0-3]\d) ?年 ?(?:1[0-2]|0?[1-9]) ?月")
_PER_CENT = "百分之"
_TENTHS = re.compile(
    r"(?P<tenths>[1-9一二两三四五六七八九]) ?(?:成(?![立为功年人分份本果就熟长员体都形绩交了组活套品型新像多几]| ?[多几])|割(?![りを引合断当烧强強弱余]|り))"
    r"(?P<ones>[1-9一二三四五六七八九](?![0-9十百千万个年月日天]))?(?:分(?!の))?(?P<half>半)?"
)
_TENTHS_SIGNS = frozenset("成割")
_DIGITS = re.compile(r"\d+")
_LONG_CODE = re.compile(r"\d{5,}(?![.,]\d)")
_ABBREVIATION = re.compile(r"[A-Z]{3,}(?:-[A-Z0-9]+)?")  # HGB74, SLEDAI12.6: a table cell without its space
_ARROW_TIMES = re.compile(
    r"(?<![\d.])0 ?(?:→|->) ?(?:\d{1,3} ?(?:→|->) ?){0,6}\d{1,3} ?(?:个?月|周|天|日|週|か月|ヶ月|カ月)"
)
_LONGEST_TIMES = 24
_LIST_GAP = re.compile(r" ?(?:、|,|/|及|和|与|或|・|→|->|⇒) ?")
_SHARED = {"time", "percent", "measure", "dose"}


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of `text`, in order, none overlapping."""
    found: list[Quantity] = []
    position = 0
    while sign := _SIGN.search(text, position):
        start = sign.start()
        if sign[0] in _LETTERS and not _LETTER_START.match(text, start):
            position = start + 1
            continue
        quantity = _quantity_at(text, start)
        if quantity is None:
            numeral = numeral_at(text, start)
            position = numeral.end if numeral else start + 1
            continue
        found.append(quantity)
        position = quantity.end
    return _share_units(text, found)


def _quantity_at(text: str, start: int) -> Quantity | None:
    sign = text[start]
    if sign in _LETTERS:
        return _behind_letter(text, start)
    if start and text[start - 1] in _CODE_SIGNS and _inside_code(text, start):
        return _counted_behind_code(text, start)
    if digits := _DIGITS.match(text, start):
        return _of_digits(text, start, sign_at(text, digits.end())) or figure_at(text, start)
    if sign == "半":
        return _half(text, start)
    if sign == "百" and (percent := _percent_in_words(text, start)):
        return percent
    tenths = _tenths(text, start) if sign_at(text, start + 1) in _TENTHS_SIGNS else None
    return tenths or figure_at(text, start)


def _behind_letter(text: str, start: int) -> Quantity | None:
    if text[start] in "Pp":
        return None if start and text[start - 1].isascii() and text[start - 1].isalpha() else _p_value(text, start)
    return _era_year(text, start) if text[start] in "令平昭民" else _labelled_time(text, start)


def _of_digits(text: str, start: int, follower: str) -> Quantity | None:
    """A date, a fraction or tenths. `follower`: the sign behind the digits, by which most figures are none of these."""
    dated = follower == "年" or text.startswith(("19", "20"), start)
    if dated and (date := _date(text, start)):
        return date
    if follower == "/":
        return _fraction(text, start)
    return _tenths(text, start) if follower in _TENTHS_SIGNS else None


def _counted_behind_code(text: str, start: int) -> Quantity | None:
    """'LN20例': a count of people set right behind an abbreviation in capitals."""
    if not text[start - 1].isupper():
        return None
    figure = figure_at(text, start)
    return figure if figure is not None and figure.kind == "people" else None


def _inside_code(text: str, start: int) -> bool:
    """A digit inside a name (IL-10, CD4, C3, T2DM) is no quantity; PLT52 and WBC2.47 are: the name is a long abbreviation."""
    before = text[start - 1]
    if before == ".":
        return start > 1 and text[start - 2].isdigit()
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


def _p_value(text: str, start: int) -> Quantity | None:
    match = _P_VALUE.match(text, start)
    if match is None:
        return None
    sign = match["sign"]
    value = float(match["value"].replace(" ", "").replace("O", "0").replace("o", "0").replace("・", "."))
    return Quantity(
        start, match.end(), "p", value, "quantity.p_value", sign=_SIGNS.get(sign, sign), number_end=match.end()
    )


def _labelled_time(text: str, start: int) -> Quantity | None:
    """'Day28', 'Week 24': the unit stands before its number."""
    match = _LABELLED_TIME.match(text, start)
    if match is None:
        return None
    months = float(match["number"]) * _LABELS[match["unit"].lower()]
    return Quantity(start, match.end(), "time", months, "quantity.labelled_time", ordinal=True, number_end=match.end())


def _half(text: str, start: int) -> Quantity | None:
    for word, months in (("半年", 6.0), ("半个月", 0.5), ("半个多月", 0.5)):
        if text.startswith(word, start):
            return Quantity(start, start + len(word), "time", months, "unit.half", chinese=True, number_end=start + 1)
    return None


def _era_year(text: str, start: int) -> Quantity | None:
    match = _ERA_YEAR.match(text, start)
    if match is None:
        return None
    year = _ERAS[match["era"]] + (1 if match["y"] == "元" else int(match["y"]))
    return Quantity(start, match.end(), "year", float(year), "quantity.era_year", number_end=match.end())


def _date(text: str, start: int) -> Quantity | None:
    if not text.startswith(("19", "20"), start):
        if text[start] not in "19":
            return None
        republic = _REPUBLIC_DATE.match(text, start)
        if republic is None:
            return None
        year = _ERAS["民国"] + int(republic["y"])
        return Quantity(start, republic.end(), "date", float(year), "quantity.date", number_end=republic.end())
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
    return units().match(text, end) is None and not re.match(
        r" ?(?:→|±|多|余|[例名人位個个万亿億千])", text[end : end + 3]
    )


def _percent_in_words(text: str, start: int) -> Quantity | None:
    numeral = numeral_at(text, start + len(_PER_CENT)) if text.startswith(_PER_CENT, start) else None
    if numeral is None:
        return None
    return Quantity(
        start, numeral.end, "percent", numeral.value, "quantity.percent_words", unit="%", number_end=numeral.end
    )


def _tenths(text: str, start: int) -> Quantity | None:
    """'七成', '三成二半' (32.5%), '6割5分'."""
    match = _TENTHS.match(text, start)
    if match is None:
        return None
    tenths, ones = (numeral_at(match[name], 0) if match[name] else None for name in ("tenths", "ones"))
    value = 10.0 * (tenths.value if tenths else 0.0) + (ones.value if ones else 0.0)
    half = 0.0 if not match["half"] else 0.5 if ones else 5.0
    return Quantity(start, match.end(), "percent", value + half, "quantity.tenths", unit="%", number_end=match.end())


def _fraction(text: str, start: int) -> Quantity | None:
    match = _FRACTION.match(text, start)
    if match is None or (text[start - 1 : start] == "/" and text[start - 2 : start - 1].isdigit()):
        return None  # 'ACR20/50/70' names three outcomes
    count, of = int(match["n"]), int(match["of"])
    if not 0 < of <= 5000 or count > of:
        return None
    unit = units().match(text, match.end())
    if unit and unit[0].kind not in {"people", "animals", "percent"}:
        return None
    end = unit[1] if unit else match.end()
    return Quantity(start, end, "fraction", float(count), "quantity.fraction", of=of, number_end=match.end())


def _share_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """'1、3、6个月', '52 → 81 → 91×10^9/L': figures in a row carry the unit of the last."""
    shared = list(quantities)
    for index in range(len(shared) - 2, -1, -1):
        this, follower = shared[index], shared[index + 1]
        if this.kind != "plain" or follower.kind not in _SHARED or follower.high is not None:
            continue
        if follower.kind == "time" and not _may_be_time(text, this, follower):
            continue  # 'DAS28 投与前4.8±0.9、3ヶ月3.9±0.8': a value before a time, no time
        gap = text[this.end : follower.start]
        arrow = follower.kind == "time" and ("→" in gap or "->" in gap)
        if not _LIST_GAP.fullmatch(gap) or (arrow and not _is_row_of_times(text, this, follower)):
            continue
        factor = _time_factor(text, follower) if follower.kind == "time" else 1.0
        if follower.kind == "dose" and this.value < 1e5:
            factor = _shared_power(text, this, follower)
        if not factor:
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


def _is_row_of_times(text: str, this: Quantity, follower: Quantity) -> bool:
    """'0→3→6个月:28.1→31.6→33.9': times along arrows begin with nought; else a figure stands before the arrow ('5.2→3个月3.1')."""
    start = max(0, this.start - _LONGEST_TIMES)
    return any(
        start + m.start() <= this.start and follower.start < start + m.end()
        for m in _ARROW_TIMES.finditer(text[start : follower.end + _LONGEST_TIMES])
    )


def _may_be_time(text: str, this: Quantity, follower: Quantity) -> bool:
    """Times told in a row are whole and rise: '4.8±0.9、3ヶ月' and '81、3个月' are a value and a time."""
    last = numeral_at(text, follower.start)
    whole = this.spread is None and not {".", "・"} & set(text[this.start : this.end])
    return whole and last is not None and this.value < last.value


def _shared_power(text: str, this: Quantity, follower: Quantity) -> float:
    """'1、3、6、10×10^6/kg', '2、5億個': doses in a row share the power of the last as well; 0 where they do not."""
    mantissa = _MANTISSA.match(text, follower.start)
    if mantissa is None or this.spread is not None or text[this.start - 1 : this.start] == "=":
        return 0.0
    parted = _DOSES_GAP.fullmatch(text, this.end, follower.start)
    return follower.value / float(mantissa[0]) if parted and follower.value > float(mantissa[0]) else 0.0


def _time_factor(text: str, quantity: Quantity) -> float:
    numeral = numeral_at(text, quantity.start)
    return quantity.value / numeral.value if numeral and numeral.value else 1.0
