"""How much is said between two places: what times, groups, conditions and filler words leave over."""

import re

from pipeline.extract.sheet import Sheet, inside

_FILLER = re.compile(
    r"分别|依次|依序|顺次|相应|同期|それぞれ|順に|順番に|同じく|(?:であった|だった|となった|となり|していた|して|した|し|であり)(?=[、,])|["
    r"\s:()\[\]、,的为是达到仅有约高低占者率了均则均共总第一例人名位数评分水平值定量由从的患者病人受试者出现取得获得处于发生仍曾以仅各组至はがのでにをと=]"
)


_ASIDE = ("group", "statistic", "condition", "time_anchor")


def gap_between(sheet: Sheet, start: int, end: int, aside: tuple[str, ...] = ()) -> int:
    """How many characters between two places say something else: times, groups and filler aside, and terms of the kinds `aside`."""
    text = sheet.text
    spans = [(p.start, p.end) for p in inside(sheet.time_points, start, end)]
    spans += [(hit.start, hit.end) for kind in (*_ASIDE, *aside) for hit in sheet.within(kind, start, end)]
    spans += [(p.start, p.end) for p in sheet.numbers("p", start, end)]
    kept = [c for i, c in enumerate(text[start:end], start) if not any(a <= i < b for a, b in spans)]
    return len(_FILLER.sub("", "".join(kept)))
