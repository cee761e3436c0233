"""Finds the tables of a page and makes grids of them: heads, rows, what a cell repeats of the row above, and the captions.

Heads are read in `table_heads`, rows in `table_lines` and `standing_tables`; what the cells mean in `result_tables`, `event_tables` and
`table_rows`.
"""

from pipeline.extract.grid import DITTO, Grid, GridRow, column_kind
from pipeline.extract.sheet import Sheet, Stretch
from pipeline.extract.standing_tables import standing_rows
from pipeline.extract.table_cells import code_of, holds_figure, words_of
from pipeline.extract.table_heads import columns_of, head_cells, with_unnamed
from pipeline.extract.table_lines import lined_rows, width_of

_LABEL_COLUMNS = {"group", "time", "item", "number", "reference", "condition", "other", "adverse_events"}
_STUDY_LABELS = {"n", "reference", "condition", "design", "cells", "dose", "infusions", "route", "follow_up", "year"}
_FEWEST_LABELS = 3
_LONGEST_CAPTION = 90
_FURTHEST_CAPTION = 2


def find_grids(sheet: Sheet) -> list[Grid]:
    """The page's tables, in order."""
    grids: list[Grid] = []
    head: list[int] = []
    body: list[int] = []
    for index, passage in enumerate(sheet.page.passages):
        if passage.kind == "table_header":
            if body:
                grids += _grid(sheet, head, body)
                head, body = [], []
            head.append(index)
        elif passage.kind == "table_row" and head:
            body.append(index)
        elif passage.kind != "boilerplate":  # a line drawn between rows
            grids += _grid(sheet, head, body)
            head, body = [], []
    return grids + _grid(sheet, head, body)


def _grid(sheet: Sheet, head: list[int], body: list[int]) -> list[Grid]:
    if not head or not body:
        return []
    levels = [head_cells(sheet, index) for index in head]
    if all(len(level) == 1 for level in levels):
        columns, rows = standing_rows(sheet, [level[0] for level in levels if level[0]], [sheet.whole(i) for i in body])
    else:
        slashed = (
            sum(cell is not None for cell in levels[-1]) if "/" in words_of(sheet, sheet.whole(head[-1])).split() else 0
        )
        columns = with_unnamed(sheet, columns_of(sheet, levels), width_of(sheet, body, slashed))
        rows = lined_rows(sheet, columns, body, slashed)
    if not rows:
        return []
    codes = _told_apart([column_kind(sheet, column) for column in columns])
    captions = tuple(_captions(sheet, head[0]))
    grid = Grid(tuple(map(tuple, columns)), codes, (), captions, head[0], body[-1])
    if not grid.of_studies and (turned := _turned(sheet, grid, rows)) is not None:
        return [turned]
    filled = _filled(sheet, codes, rows, span=not grid.of_studies)
    return [Grid(grid.columns, codes, tuple(filled), captions, head[0], body[-1])]


def _told_apart(codes: list[str]) -> tuple[str, ...]:
    """'试验 | 设计 | 例数': where two columns would tell the design, the first names the study."""
    first = codes.index("design") if codes.count("design") > 1 else None
    return tuple("reference" if i == first and "reference" not in codes else code for i, code in enumerate(codes))


def _turned(sheet: Sheet, grid: Grid, rows: list[GridRow]) -> Grid | None:
    """Studies side by side, what is told of them down the first column: the table turned; None where it is no such table."""
    labels = [row.cells[0] for row in rows]
    codes = tuple(code_of(sheet, label) if label else "other" for label in labels)
    columns = tuple((label,) if label else () for label in labels)
    names = [column[-1] if column else None for column in grid.columns[1:]]
    turned = Grid((grid.columns[0], *columns), ("reference", *codes), (), grid.captions, grid.first, grid.last)
    if "n" not in codes or len(names) < 2 or not turned.of_studies or len(set(codes) & _STUDY_LABELS) < _FEWEST_LABELS:
        return None
    cells = [tuple(row.cells[i] if i < len(row.cells) else None for row in rows) for i in range(1, len(grid.columns))]
    turned_rows = tuple(GridRow((name, *column)) for name, column in zip(names, cells, strict=True))
    return Grid(turned.columns, turned.codes, turned_rows, grid.captions, grid.first, grid.last)


def _captions(sheet: Sheet, first: int) -> list[Stretch]:
    """The short lines right above a table."""
    found = []
    for index in range(first - 1, max(-1, first - 1 - _FURTHEST_CAPTION), -1):
        passage = sheet.page.passages[index]
        words = sheet.text[passage.view_start : passage.view_end]
        if (
            passage.kind in {"table_row", "table_header", "boilerplate"}
            or len(words) > _LONGEST_CAPTION
            or words.endswith("。")
        ):
            break
        found.append(sheet.whole(index))
    return found


def _filled(sheet: Sheet, codes: tuple[str, ...], rows: list[GridRow], *, span: bool) -> list[GridRow]:
    """Rows with the cells that '〃' repeats; a disease that heads several rows, and with `span` any label, is told once for all."""
    filled: list[GridRow] = []
    for row in rows:
        cells, repeated = list(row.cells), set()
        above = filled[-1].cells if filled else ()
        labels = True  # only the cells before the first figure are labels
        for i, cell in enumerate(cells):
            labels = labels and not (cell is not None and holds_figure(sheet, cell) and codes[i] not in {"n", "time"})
            ditto = cell is not None and DITTO.fullmatch(words_of(sheet, cell))
            told = above[i] if i < len(above) else None
            spans = codes[i] in _LABEL_COLUMNS | {"n"} if span else i == 0 and codes[0] == "condition"
            left_away = cell is None and labels and spans
            if told is not None and (
                ditto or (left_away and (codes[i] in {"n", "time"} or not holds_figure(sheet, told)))
            ):
                cells[i] = told
                repeated.add(i)
        filled.append(GridRow(tuple(cells), row.blocks, frozenset(repeated)))
    return filled
