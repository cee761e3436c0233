"""The arms of a table: which of its labels name groups, which group is the control, and how many were in each.

Where a table sets a control beside other groups, those got the cells; of two groups one of which got cells, the other is the control.
"""

import re

from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import (
    code_of,
    group_in,
    holds_figure,
    is_nothing,
    is_time_word,
    names_cells,
    names_outcome,
    words_of,
)
from pipeline.extract.tables.grid import Grid

_N = re.compile(r"[nN]\s?=\s?(\d+)")
SUM = re.compile(r"合计|总计|全体|合計|計|Total|All", re.IGNORECASE)


def names_control(sheet: Sheet, grid: Grid) -> bool:
    """Whether one of a table's groups is the control."""
    return any(found.value == "control" for found in groups_of_table(sheet, grid).values())


def group_counts(sheet: Sheet, grid: Grid) -> list[int]:
    """How many a table says were in its groups: '试验组(n=35)', or a column of counts."""
    told = [cell for column in grid.columns for cell in column]
    told += [cell for row in grid.rows for cell in (*row.cells[:1], *row.blocks) if cell is not None]
    by_words = {
        words_of(sheet, cell): int(m[1]) for cell in [*told, *grid.captions] if (m := _N.search(words_of(sheet, cell)))
    }
    if by_words or "n" not in grid.codes:
        return list(by_words.values())
    n = grid.codes.index("n")
    cells = [row.cells[n] for row in grid.rows if n not in row.repeated]
    return [int(m[1]) for cell in cells if cell is not None and (m := re.fullmatch(r"(\d+)例?", words_of(sheet, cell)))]


def groups_of_table(sheet: Sheet, grid: Grid) -> dict[str, Found]:
    """The arm of each group label of a table, by its words; none where all arms got cells."""
    labels: dict[str, Stretch] = {}
    for cell in _group_cells(sheet, grid):
        labels.setdefault(words_of(sheet, cell), cell)
    found = {words: group_in(sheet, cell) for words, cell in labels.items()}
    codes = {hit.value for hit in found.values() if hit is not None}
    unknown = [words for words, hit in found.items() if hit is None and not SUM.fullmatch(words)]
    if "control" not in codes and unknown and (codes or any(names_cells(sheet, labels[w]) for w in unknown)):
        without = [w for w in unknown if not names_cells(sheet, labels[w])]
        if len(without) == 1 and len(labels) == 2:  # 'MSC组' beside 'DMT组': what got no cells is the control
            found[without[0]] = _named(labels[without[0]], "control")
            codes.add("control")
    guessed = {w for w, hit in found.items() if hit is not None and hit.rule == "group.named_control"}
    if len(labels) > 1 and codes == {"control"} and guessed and len(guessed) < len(labels):
        unknown += guessed  # 'UDCA群' beside 'プラセボ群': a name without cells is no control where another group is
        found |= dict.fromkeys(guessed)
    if "control" in codes:
        found |= {w: _named(labels[w], "treatment") for w in unknown if found[w] is None}
    return {
        words: hit for words, hit in found.items() if hit is not None and (codes != {"treatment"} or len(labels) == 1)
    }


def group_of(sheet: Sheet, groups: dict[str, Found], governing: list[Stretch]) -> Found | None:
    for cell in governing:
        known = groups.get(words_of(sheet, cell))
        if known is not None:
            return Found(known.value, cell.start, cell.end, known.rule) if known.start != cell.start else known
    return None


def _named(cell: Stretch, code: str) -> Found:
    return Found(code, cell.start, cell.end, "tables.group_beside")


def _group_cells(sheet: Sheet, grid: Grid) -> list[Stretch]:
    """The cells that name a table's groups: heads, labels under 组别, and lines that head rows."""
    cells = [
        cell
        for column in grid.columns
        for cell in column
        if code_of(sheet, cell) == "group" and len(words_of(sheet, cell)) > 2
    ]
    cells += [
        cell
        for column in grid.columns
        for cell in column
        if (group_in(sheet, cell) is not None and not names_outcome(sheet, cell))
        or sheet.has("group", ("treatment", "control"), cell.start, cell.end)  # '移植组NIHSS'
    ]
    named = {
        i
        for row in grid.rows
        for i, cell in enumerate(row.cells[:3])
        if cell is not None and _is_group(sheet, grid, i, cell)
    }
    for row in grid.rows:
        for i, cell in enumerate(row.cells):
            if i in named and cell is not None and i not in row.repeated and _may_be_group(sheet, cell):
                cells.append(cell)
        cells += [block for block in row.blocks if group_in(sheet, block) or code_of(sheet, block) == "group"]
    return [
        cell for cell in cells if words_of(sheet, cell) not in {"组别", "分组", "组", "群", "Group", "Groups", "Arm"}
    ]


def _is_group(sheet: Sheet, grid: Grid, column: int, cell: Stretch) -> bool:
    """A label under 组别, or one that names an arm: then its whole column names groups."""
    headed = grid.codes[column] == "group" and any(code_of(sheet, head) == "group" for head in grid.columns[column])
    return _may_be_group(sheet, cell) and (headed or group_in(sheet, cell) is not None)


def _may_be_group(sheet: Sheet, cell: Stretch) -> bool:
    figure = holds_figure(sheet, cell) or is_nothing(sheet, cell)
    return not (figure or names_outcome(sheet, cell) or is_time_word(sheet, cell))
