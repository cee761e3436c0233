"""Figures as they are told together: '13人(32.5%)' is one cell, '18.4 → 10.8 → 7.9' and '10/11、8/11、7/11' are runs of cells.

What a cell measures, when and in whom is decided in `pipeline.extract.results`.
"""

import re
from dataclasses import dataclass

from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch, inside

VALUE_KINDS = ("percent", "fraction", "people", "animals", "measure", "plain")
_IN_BRACKETS = re.compile(r"\s?(?:例|人|名|位)?\s?\(\s?(?:约|占|即)?\s?")
_SLASHED = re.compile(r"\s?(?:,\s?占|,\s?即|\s?/\s?)\s?")
_LIST = re.compile(r"\s?(?:、|/|和|与|及|·|・|同)\s?(?:和)?\s?")
_VERSUS = re.compile(r"\s?(?:对|比|vs\.?|VS\.?|对比|対|:)\s?", re.IGNORECASE)
_COMMA = re.compile(r"\s?[,;]\s?")
_IN_STEP = re.compile(r"分别|依次|各为|顺次|それぞれ|順に")
_ARROW = re.compile(
    r"\s?(?:→|->|⇒|➔|►|降到了?|降至|变成了?|变为|升到了?|升至|上升到了?|上升至|增至|增加到了?|增加至|减至|减到|减少到了?|减少至|下降到了?|下降至|降低到了?"
    r"|降低至|降为|改善到|改善至|提高到了?|提高至|回升到|升高到了?|升高至|から)\s?"
)
_BAD_BEFORE = re.compile(r"(?:[<>≥≤≧≦＞＜]|大于|小于|不足|不到|超过|多于|少于|低于|高于)\s?=?\s?$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure or a count with its percentage: `figures` in order of place."""

    figures: tuple[Quantity, ...]

    @property
    def start(self) -> int:
        return self.figures[0].start

    @property
    def end(self) -> int:
        return self.figures[-1].end


@dataclass(frozen=True, slots=True)
class Run:
    """Cells told in a row. `chain`: from one to the next (→, 由…降到…), else a list; `versus`: one group against the other."""

    cells: tuple[Cell, ...]
    chain: bool
    versus: bool = False

    @property
    def start(self) -> int:
        return self.cells[0].start

    @property
    def end(self) -> int:
        return self.cells[-1].end


def find_runs(sheet: Sheet, stretch: Stretch) -> list[Run]:
    """The runs of a sentence, in order; ranges, limits and historical figures are no figures of the study."""
    figures = [
        quantity
        for quantity in sheet.numbers(VALUE_KINDS, stretch.start, stretch.end)
        if quantity.high is None and not quantity.ordinal and not _is_limit(sheet, stretch, quantity)
    ]
    named = sheet.within("outcome", stretch.start, stretch.end)  # the 24 of '24h尿蛋白' is part of a name
    figures = [q for q in figures if not any(hit.start <= q.start < hit.end for hit in named)]
    cited = inside(sheet.citations, stretch.start, stretch.end)  # the 15 of '尿蛋白[15]' is a reference
    figures = [q for q in figures if not any(mark.start <= q.start < mark.end for mark in cited)]
    return _runs(sheet, _cells(sheet.text, figures))


def _is_limit(sheet: Sheet, stretch: Stretch, quantity: Quantity) -> bool:
    before = sheet.text[max(stretch.start, quantity.start - 6) : quantity.start]
    if _BAD_BEFORE.search(before):
        return not re.search(r"(?:治疗前|移植前|基线)[的(]*$", before)
    return sheet.has("cue", "historical", max(stretch.start, quantity.start - 5), quantity.start)


def _cells(text: str, figures: list[Quantity]) -> list[Cell]:
    cells: list[Cell] = []
    for figure in figures:
        last = cells[-1] if cells else None
        if last and len(last.figures) == 1 and _pairs(text, last.figures[0], figure):
            cells[-1] = Cell((*last.figures, figure))
        else:
            cells.append(Cell((figure,)))
    return cells


def _pairs(text: str, first: Quantity, second: Quantity) -> bool:
    """'13人(32.5%)', '84%(68/81)', '20人复发,占23%' without the outcome between: a count and its share."""
    kinds = {first.kind, second.kind}
    if "percent" not in kinds or not kinds & {"people", "fraction", "animals"}:
        return False
    gap = text[first.end : second.start]
    return bool(_IN_BRACKETS.fullmatch(gap) or _SLASHED.fullmatch(gap))


def _runs(sheet: Sheet, cells: list[Cell]) -> list[Run]:
    runs: list[Run] = []
    for cell in cells:
        last = runs[-1] if runs else None
        link = _link(sheet, last.cells[-1], cell) if last else None
        timed = last is not None and bool(inside(sheet.time_points, last.end, cell.start))
        if last and link and (len(last.cells) == 1 or last.chain == (link == "chain") or timed):
            runs[-1] = Run((*last.cells, cell), link == "chain" or last.chain, link == "versus")
        else:
            runs.append(Run((cell,), False))
    return runs


def _link(sheet: Sheet, left: Cell, right: Cell) -> str | None:
    """How a cell follows another: along a chain, in a list, or not at all. P values between do not part them."""
    if {figure.kind for figure in left.figures} != {figure.kind for figure in right.figures} and not _like(left, right):
        return None
    gap = sheet.text[left.end : right.start]
    for p_value in sheet.numbers("p", left.end, right.start):
        gap = gap.replace(sheet.text[p_value.start : p_value.end], "")
    for point in inside(sheet.time_points, left.end, right.start):  # '由52升至1个月时的81、3个月时的91'
        gap = gap.replace(sheet.text[point.start : point.end], "")
    gap = re.sub(r"\(\s?\)|[*△▲#†‡()]|(?:细胞|個|分|时的?|后|的|は|に)+$", "", gap).strip()
    if _ARROW.fullmatch(gap):
        return "chain"
    if _COMMA.fullmatch(gap):
        return "list" if _IN_STEP.search(sheet.text, sheet.sentence(left.start).start, left.start) else None
    if _VERSUS.fullmatch(gap):
        return "versus"
    return "list" if _LIST.fullmatch(gap) else None


def _like(left: Cell, right: Cell) -> bool:
    """A plain figure and one with its unit belong together ('2505→858mg')."""
    kinds = {left.figures[0].kind, right.figures[0].kind}
    return len(left.figures) == len(right.figures) == 1 and kinds <= {"plain", "measure"}
