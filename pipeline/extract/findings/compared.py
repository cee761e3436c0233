"""What a figure is only compared with: the time before treatment, or the other group.

Whose a figure is and when it was taken is for `pipeline.extract.findings.groups` and `pipeline.extract.findings.in_force`.
"""

import re

from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.mentions.timing import TimePoint
from pipeline.lexicon.load import TermHit

_COMPARED = re.compile(
    r"(?:(?<!比)较|比|与|和|同|[低高少多优大小短长强弱差好快慢轻重]于|相比|相较|相对于?|对比|跟|より|よりも|に比べ)\s?$"
)
_NEAR = 22
_BY = re.compile(
    r"(?:患者|病人)?(?:同期|相比|比较|来说)?(?:的)?[,]?(?:平均|要|还|则|均|约|又|再|明显|显著|进一步|更)*"
    r"(?P<by>(?:[多少]?(?:[降升增减退涨长掉跌]|下降|上升|降低|升高|减少|增加|提高|改善|缩短|延长)|[低高少多大小短长快慢轻重])?(?:了|出|出了)?)?"
    r"(?:约|近|平均)?\s?"
)
_FAR_OFF = re.compile(r"(?:ほど|程度|も)?\s?(?:有意に|大きく)?(?:低|少な|短|高|多|長|大き|小さ)[いくか]")
THAN = re.compile(r"(?:よりも?|に比べて?|と比べて?|に比して?|と比較して|対比で),?\s?(?:平均|約)?\s?")
"""What follows the time or the group that a Japanese figure is set against."""


def is_compared(sheet: Sheet, point: TimePoint) -> bool:
    """'较治疗前', '低于治疗前', '治療前より': the time that is compared with, not the time of what is told."""
    if not point.anchored:
        return False
    return bool(
        _COMPARED.search(sheet.text[max(0, point.start - 4) : point.start]) or THAN.match(sheet.text, point.end)
    )


def is_apart(sheet: Sheet, figure: Quantity) -> bool:
    """'比对照组低2.6分', 'プラセボ群より1.1点低かった': how far groups lie apart is a value of neither."""
    hits = [h for h in sheet.within("group", figure.start - _NEAR, figure.start) if h.end <= figure.start]
    if not hits:
        return False
    if THAN.fullmatch(sheet.text, hits[-1].end, figure.start):
        return bool(_FAR_OFF.match(sheet.text, figure.end))
    by = _BY.fullmatch(sheet.text, hits[-1].end, figure.start)
    points = "百分点" in sheet.text[figure.number_end : figure.end + 5]
    return is_compared_group(sheet, hits[-1]) and (bool(by and by["by"]) or (bool(by) and points))


def is_compared_group(sheet: Sheet, hit: TermHit) -> bool:
    """'高于对照组': whom it is compared with, not whose figure follows."""
    return bool(_COMPARED.search(sheet.text[max(0, hit.start - 4) : hit.start]))
