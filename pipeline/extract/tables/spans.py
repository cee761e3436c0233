"""How long patients were watched, as a cell under '随访' tells it: '12个月', '7-36月', '12' under '随访(月)'.

What follows for the study is `pipeline.extract.fields.follow_up`.
"""

import re

from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import unit_of_time, words_of

_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
_MONTHS = re.compile(rf"\D{{0,6}}(?P<low>{_NUMBER})(?: ?[-~至] ?(?P<high>{_NUMBER}))? ?月")
_BARE = re.compile(rf"(?:平均|中位|均值|中央値)? ?(?P<low>{_NUMBER})(?: ?[-~至±] ?(?P<high>{_NUMBER}))?")


def span_in(sheet: Sheet, cell: Stretch, head: Stretch | None) -> Quantity | None:
    """The span of time that a cell of watching tells, in months; '12月' is no month of a year there. `head`: the cell over its column."""
    told = sheet.numbers("time", cell.start, cell.end)
    if told:
        return told[0]
    words = words_of(sheet, cell)
    months, factor = _MONTHS.match(words), 1.0
    rule = "unit.months"
    if months is None:
        unit = unit_of_time(sheet, head) if head is not None else None
        months = _BARE.fullmatch(words)
        if months is None or unit is None:
            return None
        factor, rule = unit, "tables.head_unit"
    spread = "±" in months[0]
    start, end = cell.start + months.start("low"), cell.start + months.end()
    high = float(months["high"]) * factor if months["high"] and not spread else None
    return Quantity(
        start,
        end,
        "time",
        float(months["low"]) * factor,
        rule,
        number_end=end,
        high=high,
        spread=1.0 if spread else None,
    )
