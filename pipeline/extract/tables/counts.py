"""How many took part, as a table's own column tells it: '24例', '计划72', '12/6' under '例数(T/C)'.

Counts in running text are `pipeline.extract.accounts.population`; which of two arms is which is `pipeline.extract.fields.arm_sizes`.
"""

import re

from pipeline.extract.accounts.total import Total
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import words_of

_LEADS_COUNT = re.compile(
    r"(?:约|共|计划|拟入组|拟|预计|预定|目标|予定|計画|目標|総|合計|合计|[nN] ?=|[ :])*"
)  # '计划72'
# '例数(T/C)', '样本量(试验/对照)', '症例数 投与:対照'
_TREATED_FIRST = re.compile(
    r"(?:(?<![A-Za-z])[TEI]|试验|治疗|实验|观察|干细胞|细胞|[A-Za-z-]*MSCs?|干预|移植|投与|実薬|細胞|介入|treat(?:ment|ed)?)组?群?\s?(?:[/:、与]|vs\.?|对)\s?"
    r"(?:[CP](?![A-Za-z])|对照|安慰剂|常规|対照|プラセボ|偽薬|非投与|非移植|control|placebo)",
    re.IGNORECASE,
)
_ARMS = re.compile(r"(?P<one>\d{1,4}) ?[例名人]? ?(?:[/:+]|vs\.?|对|/) ?(?P<other>\d{1,4}) ?[例名人]?", re.IGNORECASE)


def count_of(sheet: Sheet, cell: Stretch | None, *, counted: bool = False, head: str = "") -> Total | None:
    """The count that leads a cell. `counted`: only one told as a count of people; `head`: the words over its column."""
    if cell is None:
        return None
    arms = _arms_together(sheet, cell) if _TREATED_FIRST.search(head) else None
    if arms is not None:
        return arms
    kinds = {"people", "animals"} if counted else {"plain", "people", "animals"}
    figures = [q for q in inside(sheet.quantities, cell.start, cell.end) if q.kind in kinds]
    if figures and not _LEADS_COUNT.fullmatch(sheet.text, cell.start, figures[0].start):
        return None  # '第3期': a count leads its cell
    return Total(_as_people(figures[0]), 2, "table.n") if figures and figures[0].value >= 1 else None


def _arms_together(sheet: Sheet, cell: Stretch) -> Total | None:
    """'12/6': a study of 18, and the sizes of its arms; '20/0' is one of 20."""
    match = _ARMS.fullmatch(words_of(sheet, cell))
    if match is None:
        return None
    one, other = int(match["one"]), int(match["other"])
    start, end = cell.start + match.start("one"), cell.start + match.end("other" if other else "one")
    rule = "population.arms" if other else "table.n"
    return Total(Quantity(start, end, "people", one + other, rule, number_end=end), 2, rule) if one else None


def _as_people(quantity: Quantity) -> Quantity:
    return Quantity(
        quantity.start, quantity.end, "people", quantity.value, quantity.rule, number_end=quantity.number_end
    )
