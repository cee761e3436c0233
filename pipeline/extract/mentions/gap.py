"""How much is said between two places: what times, groups, conditions and filler words leave over."""

import re

from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sheet import Sheet

_FILLER = re.compile(
    r"に対して?|分别|依次|依序|顺次|相应|同期|それぞれ|順に|順番に|同じく|(?:であった|だった|となった|となり|していた|して|した|し|であり)(?=[、,])|["
    r"\s:()\[\]、,的为是达到仅有约高低占者率了均则均共总第一例人名位数评分水平值定量由从的患者病人受试者出现取得获得处于发生仍曾以仅各组至はがのでにをと=]"
)


# How a Japanese sentence ends that says no more than that it was so: '15例であった', '3名に認められた'; a denial says more
_SO_IT_WAS = re.compile(
    r"で(?:あった|あり|ある|した|す)|だった|(?:に|が|を|も)?(?:認め|み|見|得|観察さ|確認さ|報告さ)(?:られ|れ)(?:て(?:いた|いる|い))?(?:た|ました|る(?!か))"
    r"|(?:に|が|を)?(?:認めた|認めました|生じた|生じました|起きた|起こった|みた|とどまった|留まった|達した|至った|上った|のぼった|すぎなかった|過ぎなかった|達成した|示した)|とな(?:った|りました)"
)

_AFTER = re.compile(r" ?(?:之?后|後|时|時|的?时候|の?時点|末|目)")
_ASIDE = ("group", "statistic", "condition", "time_anchor")


def _behind_bracket(text: str, start: int, end: int) -> int:
    """'有效(指PASI改善40%以上)8位': a bracket right behind a name explains it, and says nothing else."""
    if not text.startswith("(", start):
        return start
    closed = text.find(")", start, end)
    return closed + 1 if closed >= 0 else start


def _behind_time(text: str, place: int, end: int) -> int:
    """'一年后有9位': what stands behind a time says no more than the time does."""
    after = _AFTER.match(text, place, end)
    return after.end() if after else place


def gap_between(sheet: Sheet, start: int, end: int, aside: tuple[str, ...] = ()) -> int:
    """How many characters between two places say something else: times, groups and filler aside, and terms of the kinds `aside`."""
    text = sheet.text
    start = _behind_bracket(text, start, end)
    spans = [(p.start, _behind_time(text, p.end, end)) for p in inside(sheet.time_points, start, end)]
    kinds = (*_ASIDE, *aside)
    if sheet.names(kinds, start, end):
        spans += [(hit.start, hit.end) for kind in kinds for hit in sheet.within(kind, start, end)]
    spans += [(p.start, p.end) for p in sheet.numbers("p", start, end)]
    said, place = "", start
    for first, last in sorted(spans):
        said += text[place:first]
        place = max(place, last)
    said += text[place:end]
    return len(_FILLER.sub("", _SO_IT_WAS.sub("", said))) if said else 0
