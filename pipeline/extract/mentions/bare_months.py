"""Whether a bare 月 counts months or names one of the calendar: '随访12月', '术后1月9,3月6', but '12月3日'.

Quantities with other units are found in `pipeline.extract.mentions.figures`.
"""

import re
from itertools import pairwise

_VALUE = re.compile(r" ?\(?\d{1,4}(?:\.\d+(?!\d)|(?:\.\d+)? ?(?:±|%|分))")
_MONTH_OF_A_SERIES = re.compile(r"(?:[、,;:]|后|第|满)$")  # '术后1月4.2,3月2.8': with a value right behind it
_NO_DAY = re.compile(r" ?\d+(?:\.\d+)?(?!\d| ?[日号年月]| ?[-~/] ?\d)")
_SINCE = re.compile(
    r"(?:后|後)第?$"
    r"|(?:基线|治疗前|术前|入组时)[^。\n\d]{0,4}\d[\d.±]* ?(?:[^\d。,、;]{0,10}[,、;/] ?)?$"
    r"|(?:(?:治疗|术|移植|输注|注射|投与)(?:前|后|後)|基线|入组时)[^。\n]{0,70}?\d ?月 ?\d[\d.±]* ?(?:[^\d。,、;]{0,10}[,、;/] ?)?$"
)
_LONGEST_SERIES = 84
# '0、1、3、6、12月'; not '2023年3、4、5月'
_ROW = re.compile(r"(?<![\d年月日./、,])\d{1,2}(?: ?(?:、|/|,|及|和|与) ?(?:第 ?)?\d{1,2})+ ?月")
_BEHIND = re.compile(r"(?:后|後|随访|追踪|观察)第?\s?$")
_FEWEST = 3
_LONGEST_ROW = 24
_FIGURE_OPENS = re.compile(r"[\d%分gLlm] ?\($")


def is_day(text: str, start: int, end: int) -> bool:
    """Whether a figure right behind a month makes it one of the calendar: no value of a measurement stands there."""
    return text[end : end + 1].isdigit() and not (_VALUE.match(text, end) or _is_in_series(text, start, end))


def _is_in_series(text: str, start: int, end: int) -> bool:
    """'治疗后1月152,3月131': months with a value each, counted from the treatment on; '术后1月3日' is a day."""
    return bool(_NO_DAY.match(text, end)) and bool(_SINCE.search(text, max(0, start - _LONGEST_SERIES), start))


def _is_in_row(text: str, start: int, end: int) -> bool:
    """'0、1、3、6、12月', '术后3、6月': in a row with a zero, behind the treatment, or three and more that skip some, as a season's don't."""
    row = _ROW.search(text, max(0, start - _LONGEST_ROW), end)
    if row is None or row.end() != end:
        return False
    months = [int(number) for number in re.findall(r"\d+", row[0])]
    rising = all(a < b for a, b in pairwise(months))
    skips = len(months) >= _FEWEST and months[-1] - months[0] >= len(months)
    return rising and (months[0] == 0 or skips or bool(_BEHIND.search(text, max(0, row.start() - 4), row.start())))


def months_meant(text: str, start: int, end: int) -> bool:
    """'随访12月', '治疗后6月时': months; '12月' after a year or in a calendar is the month's name."""
    before = text[max(0, start - 4) : start].rstrip()
    if _is_in_series(text, start, end) or _is_in_row(text, start, end):
        return True
    if _VALUE.match(text, end):
        return bool(_MONTH_OF_A_SERIES.search(before))
    if text.startswith(")", end) and _FIGURE_OPENS.search(before):
        return True  # '6.58→3.17(3月)': when the figure before the bracket was measured
    return bool(re.search(r"(?:随访|追踪|观察|后|满|第|前|达|[、,] ?\d+)$", before)) or bool(
        re.match(r" ?(?:后|时|内|间|复查)", text[end : end + 3])
    )
