"""Counts of none told in words: '无一例复发', '对照组一例也没有', '细胞组无人死亡' beside the other group's count.

That something did not happen at all is a count where the words count ('not one'), or where another group's figure stands against it;
'没有死亡' alone denies and counts nothing.
"""

import re

from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.sieve import Sieved

RULE = "values.none"
_NOT_ONE = Sieved(
    r"(?:无|没有|没|未有|未见有?|冇|并无|均无)(?:任何)?[1一](?:例|人|名|位|个)(?:患者|病人|人)?"
    r"|[1一](?:例|人|名|位|个)(?:患者|病人|人)?(?:都|也)(?:没有|冇|未有|未见|无|没)"
)
_NOBODY = re.compile(
    r"(?:\s|则|均|都|里|中|那边|这边|方面|患者|病人|\d{1,3}(?:例|人|名)){0,3}(?P<none>(?:无|没有?|冇|均无|未有)(?:人|例)?)(?=[,。;、)]|$|(?P<more>.))"
)


def zeros_in(sheet: Sheet, stretch: Stretch) -> list[Quantity]:
    """The counts of none in a sentence, in order."""
    found = [_zero(match.start(), match.end()) for match in _NOT_ONE.finditer(sheet.text, stretch.start, stretch.end)]
    groups = [h for h in sheet.within("group", stretch.start, stretch.end) if h.code in {"treatment", "control"}]
    if len({h.code for h in groups}) > 1 and sheet.numbers(
        ("people", "percent", "fraction"), stretch.start, stretch.end
    ):
        for group in groups:
            match = _NOBODY.match(sheet.text, group.end, stretch.end)
            if match is None or any(q.start < match.end("none") and match.start("none") < q.end for q in found):
                continue
            outcomes = sheet.within("outcome", match.end("none"), match.end("none") + 1)
            if match["more"] is None or outcomes:
                found.append(_zero(match.start("none"), match.end("none")))
    return sorted(found, key=lambda quantity: quantity.start)


def _zero(start: int, end: int) -> Quantity:
    return Quantity(start, end, "people", 0.0, RULE, number_end=end)
